//! BibTeX and BibLaTeX text -> entries: syntax only, in one pass, with positions.
//!
//! After a mistake reading goes on at the next field or at the next entry that begins a line, so a
//! broken entry costs itself at most. Sources: `btxdoc` (Patashnik 1988), `bibtex.web` part
//! "Reading the database file(s)"; biblatex manual, 2.

mod cursor;
mod scan;
mod value;

use std::ops::Range;

use crate::diag::Read;
use crate::source::Source;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The entry type in lower case: `article`.
    pub kind: String,
    /// The citation key as written; empty if the entry has none.
    pub key: String,
    /// The fields, each name once.
    pub fields: Vec<Field>,
    /// Byte offsets of the entry from `@` to its end.
    pub span: Range<usize>,
}

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// The name in lower case: `title`.
    pub name: String,
    /// The value as TeX, without its delimiters, macros expanded and pieces joined.
    ///
    /// The value of `month` keeps the names of the month macros: `sep`.
    pub value: String,
    /// Byte offsets of the value as written, delimiters included.
    pub span: Range<usize>,
}

impl Record {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
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

/// Reads the entries of a file.
///
/// # Diagnostics
/// `syntax`, `duplicate-field`, `duplicate-key`, `unknown-macro`; `too-large` if the macros expand to
/// many times the file's size.
///
/// ```
/// use florilege::{read::bibtex, source::Source};
/// let source = Source::new("a.bib", "@string{p = {CUP}} @book{doe2020, title = \"A\" # { B}, publisher = p}");
/// let book = &bibtex::records(&source).value[0];
/// assert_eq!((book.key.as_str(), book.fields[0].value.as_str()), ("doe2020", "A B"));
/// assert_eq!(book.fields[1].value, "CUP");
/// ```
pub fn records(source: &Source) -> Read<Vec<Record>> {
    scan::records(source)
}

#[cfg(test)]
mod tests;
