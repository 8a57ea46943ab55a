//! BibTeX and BibLaTeX entries -> text.

use std::fmt::Write as _;
use std::io;
use std::rc::Rc;

use super::ItemWriter;
use crate::diag::Diagnostic;
use crate::map::bibtex::{Keys, Options, from_item};
use crate::model::{CiteKey, Item};
use crate::read::bibtex::{MONTHS, Record};

/// Writes items as the entries of one file, in which no two have the same key.
pub struct Writer {
    options: Options,
    keys: Keys,
    is_first: bool,
}

impl Writer {
    /// A writer of an empty file.
    pub fn new(options: Options) -> Self {
        Self { options, keys: Keys::new(options.dialect), is_first: true }
    }
}

impl ItemWriter for Writer {
    fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.keys.reserve(keys);
    }

    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let mut entry = from_item(item, &self.options).into_value(&mut diagnostics);
        diagnostics.extend(self.keys.give(&mut entry, item));
        // An empty line parts entries and ends none.
        if !std::mem::replace(&mut self.is_first, false) {
            out.write_all(b"\n")?;
        }
        record(&entry, out)?;
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.is_first { out.write_all(b"\n") } else { Ok(()) }
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
    let mut out = format!("@{}{{{}", record.kind, record.key);
    for field in &record.fields {
        let is_macro = field.name == "month" && MONTHS.iter().any(|row| row.0 == field.value);
        // Writing to a string cannot fail.
        let _ = match is_macro {
            true => write!(out, ",\n  {} = {}", field.name, field.value),
            false => write!(out, ",\n  {} = {{{}}}", field.name, field.value),
        };
    }
    out.push_str(if record.fields.is_empty() { ",\n}\n" } else { "\n}\n" });
    out
}
