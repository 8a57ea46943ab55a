//! BibTeX and BibLaTeX entries -> text.

mod copy;
mod fallback;
mod layout;

pub use copy::{Changes, copy};
pub use layout::{Delimiters, Indent, Layout, Month, Sort, SortKey};

use std::io;
use std::rc::Rc;

use super::ItemWriter;
use crate::diag::Diagnostic;
use crate::map::bibtex::{Keys, Options, entry};
use crate::map::tex::CharSet;
use crate::model::{CiteKey, Item};
use crate::read::bibtex::Record;

/// Writes items as the entries of one file, in which no two have the same key.
///
/// Letters of other scripts stay as they are. For pdfTeX, which stops at them, the file ends with a
/// `@preamble` that says what to print instead.
pub struct Writer {
    options: Options,
    layout: Layout,
    keys: Keys,
    is_first: bool,
    foreign: CharSet,
    /// The entries that wait for their place, if there is an order to make.
    waiting: Vec<(SortKey, String)>,
}

impl Writer {
    /// A writer of an empty file.
    pub fn new(options: Options) -> Self {
        Self::with_layout(options, Layout::default())
    }

    /// The same with a layout of one's own.
    pub fn with_layout(options: Options, layout: Layout) -> Self {
        Self {
            options,
            layout,
            keys: Keys::new(options.dialect),
            is_first: true,
            foreign: CharSet::default(),
            waiting: Vec::new(),
        }
    }

    fn put(&mut self, entry: &str, out: &mut dyn io::Write) -> io::Result<()> {
        // An empty line parts entries and ends none.
        if !std::mem::replace(&mut self.is_first, false) && self.layout.blank_line {
            out.write_all(b"\n")?;
        }
        out.write_all(entry.as_bytes())
    }
}

impl ItemWriter for Writer {
    fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.keys.reserve(keys);
    }

    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let mut entry = entry(item, &self.options).into_value(&mut diagnostics);
        diagnostics.extend(self.keys.give(&mut entry.record, item));
        self.foreign.unite(&entry.foreign);
        let text = self.layout.entry(&entry.record);
        match self.layout.sort {
            Sort::Input => self.put(&text, out)?,
            sort => self.waiting.push((SortKey::of_item(sort, &entry.record.key, item), text)),
        }
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, entry) in waiting {
            self.put(&entry, out)?;
        }
        if self.is_first {
            return out.write_all(b"\n");
        }
        match fallback::preamble(&self.foreign, self.options.ascii) {
            Some(preamble) => self.put(&preamble, out),
            None => Ok(()),
        }
    }
}

/// Writes one entry with a line break after it.
///
/// Values must have balanced braces, as [`from_item`](crate::map::bibtex::from_item) makes them. The
/// month is written as BibTeX's macro.
///
/// # Errors
/// Those of `out`.
pub fn record(record: &Record<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(to_string(record).as_bytes())
}

/// One entry as text.
///
/// ```
/// use florilege::{read::bibtex::{Field, Record}, write::bibtex};
/// let year = Field { name: "year".into(), value: "1984".into(), span: 0..0 };
/// let book = Record { kind: "book".into(), key: "knuth1984".into(), fields: vec![year], span: 0..0 };
/// assert_eq!(bibtex::to_string(&book), "@book{knuth1984,\n  year = {1984}\n}\n");
/// ```
pub fn to_string(record: &Record<'_>) -> String {
    Layout::default().entry(record)
}
