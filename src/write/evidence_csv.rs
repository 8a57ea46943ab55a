//! The evidence table as comma-separated values that a spreadsheet opens without running anything.

use std::borrow::Cow;
use std::io;

use crate::evidence::{COLUMNS, REVIEW_COLUMNS, Table};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows without the header.
    pub rows: usize,
    /// Cells that got an apostrophe, so that no spreadsheet takes them for a formula.
    pub neutralised: usize,
}

/// Writes the table by RFC 4180: UTF-8 with a byte order mark, CRLF, quotes where they are needed.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front, unless `raw`. The
/// reviewer's columns are left empty.
///
/// # Errors
/// Those of `out`.
///
/// Source: RFC 4180; OWASP ASVS 5.0, 1.2.10, "formula injection".
pub fn write(table: &Table<'_>, raw: bool, out: &mut dyn io::Write) -> io::Result<Written> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS.iter().chain(REVIEW_COLUMNS))?;
    let mut written = Written::default();
    for row in table.rows() {
        for cell in table.cells(row) {
            let guarded = if raw { Cow::Borrowed(cell.as_str()) } else { neutralise(&cell) };
            written.neutralised += usize::from(matches!(guarded, Cow::Owned(_)));
            csv.write_field(guarded.as_bytes())?;
        }
        for _ in REVIEW_COLUMNS {
            csv.write_field("")?;
        }
        csv.write_record(None::<&[u8]>)?;
        written.rows += 1;
    }
    csv.flush()?;
    Ok(written)
}

/// Puts an apostrophe before text that a spreadsheet would take for a formula.
///
/// ```
/// use florilege::write::evidence_csv::neutralise;
/// assert_eq!(neutralise("=1+1"), "'=1+1");
/// assert_eq!(neutralise("1-1"), "1-1");
/// ```
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    // Programs on the way may trim a cell, so what stands before does not make it safe; in East Asian
    // locales the wide signs begin formulas, too.
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\0'];
    let runs = cell.starts_with(['\t', '\r', '\n'])
        || cell.trim_start_matches(invisible).starts_with(signs);
    match runs {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, is_guarded: bool) {
        assert_eq!(neutralise(cell).starts_with('\''), is_guarded, "{cell:?}");
    }

    #[test]
    fn what_a_spreadsheet_would_run() {
        for cell in
            ["=1", "+1", "-x", "@x", "\tx", "\rx", "\nx", "\0=1", " =1", "\u{a0}=1", "\u{feff}=1"]
        {
            check(cell, true);
        }
        check("＝1", true);
        for cell in ["", " ", "1-1", "x=1", " x", "–1", "(=1)"] {
            check(cell, false);
        }
    }
}
