//! BibTeX and BibLaTeX entries -> text.

use std::fmt::Write as _;
use std::io;

use crate::read::bibtex::{MONTHS, Record};

/// Writes one entry with a line break and an empty line after it.
///
/// Values must have balanced braces, as [`from_item`](crate::map::bibtex::from_item) makes them. The
/// month is written as BibTeX's macro.
///
/// # Errors
/// Those of `out`.
pub fn record(record: &Record, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(to_string(record).as_bytes())
}

/// One entry as text.
///
/// ```
/// use florilege::{read::bibtex::{Field, Record}, write::bibtex};
/// let year = Field { name: "year".into(), value: "1984".into(), span: 0..0 };
/// let book = Record { kind: "book".into(), key: "knuth1984".into(), fields: vec![year], span: 0..0 };
/// assert_eq!(bibtex::to_string(&book), "@book{knuth1984,\n  year = {1984}\n}\n\n");
/// ```
pub fn to_string(record: &Record) -> String {
    let mut out = format!("@{}{{{}", record.kind, record.key);
    for field in &record.fields {
        let is_macro = field.name == "month" && MONTHS.iter().any(|row| row.0 == field.value);
        // Writing to a string cannot fail.
        let _ = match is_macro {
            true => write!(out, ",\n  {} = {}", field.name, field.value),
            false => write!(out, ",\n  {} = {{{}}}", field.name, field.value),
        };
    }
    out.push_str(if record.fields.is_empty() { ",\n}\n\n" } else { "\n}\n\n" });
    out
}
