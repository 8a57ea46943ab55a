//! BibTeX and BibLaTeX text -> entries: syntax only, in one pass, with positions.
//!
//! After a mistake reading goes on at the next field or at the next entry that begins a line, so a
//! broken entry costs itself at most. Sources: `btxdoc` (Patashnik 1988), `bibtex.web` part
//! "Reading the database file(s)"; biblatex manual, 2.

mod cursor;
mod document;
mod scan;
mod value;

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::Read;
use crate::source::Source;

pub use document::{Document, Piece, PieceKind, RawEntry, RawField, delimited};
pub use scan::Records;

/// One entry. It borrows what stands in the text as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record<'a> {
    /// The entry type in lower case: `article`.
    pub kind: Cow<'a, str>,
    /// The citation key as written; empty if the entry has none.
    pub key: Cow<'a, str>,
    /// The fields, each name once.
    pub fields: Vec<Field<'a>>,
    /// Byte offsets of the entry from `@` to its end.
    pub span: Range<usize>,
}

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field<'a> {
    /// The name in lower case: `title`.
    pub name: Cow<'a, str>,
    /// The value as TeX, without its delimiters, macros expanded and pieces joined.
    ///
    /// The value of `month` keeps the names of the month macros: `sep`.
    pub value: Cow<'a, str>,
    /// Byte offsets of the value as written, delimiters included.
    pub span: Range<usize>,
}

impl<'a> Record<'a> {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The names of the months that every BibTeX style defines as macros.
///
/// Source: `btxdoc`, 3.1, the entry for `month`.
pub const MONTHS: [(&str, &str); 12] = [
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
];

/// Reads the entries of a file, one after the other.
///
/// What is found after the last entry comes with no entry, and two entries may have one key. Nothing is held
/// but the macros.
///
/// # Diagnostics
/// `syntax`, `duplicate-field`, `unknown-macro`; `too-large` if the macros expand to
/// many times the file's size.
///
/// ```
/// use florilege::{read::bibtex, source::Source};
/// let source = Source::new("a.bib", "@string{p = {CUP}} @book{doe2020, title = \"A\" # { B}, publisher = p}");
/// let book = bibtex::each(&source).find_map(|read| read.value).unwrap();
/// assert_eq!((&*book.key, &*book.fields[0].value, &*book.fields[1].value), ("doe2020", "A B", "CUP"));
/// ```
pub fn each(source: &Source) -> Records<'_> {
    Records::new(source)
}

/// Reads all entries of a file.
///
/// # Diagnostics
/// Those of [`each`].
pub fn records(source: &Source) -> Read<Vec<Record<'_>>> {
    let mut diagnostics = Vec::new();
    let records = each(source).filter_map(|read| read.into_value(&mut diagnostics)).collect();
    Read { value: records, diagnostics }
}

#[cfg(test)]
mod tests;
