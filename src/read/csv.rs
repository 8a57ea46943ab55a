//! CSV text -> rows with their places.
//!
//! Source: RFC 4180; Excel's `sep=` line; commas, semicolons and tabs between cells.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

/// A row of cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) span: Range<usize>,
    /// Whether a quote in it has no end; the row was cut at its line.
    pub(crate) is_open: bool,
}

/// The rows of a text, the header first.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    /// How much may still be read again behind quotes without an end.
    left: usize,
    inner: csv::Reader<&'a [u8]>,
    base: usize,
    record: ByteRecord,
}

impl<'a> Rows<'a> {
    /// The rows of a text, cut at the sign that makes most of the names in its first row known.
    pub(crate) fn new(text: &'a str, is_known: impl Fn(&str) -> bool) -> Self {
        let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut told = None;
        if let Some(line) = text[at..].lines().next()
            && let Some(sign) = line.trim().strip_prefix("sep=")
            && sign.len() == 1
        {
            told = sign.bytes().next();
            at += text[at..].find('\n').map_or(text.len() - at, |end| end + 1);
        }
        let score = |delimiter: u8| {
            let first = reader(&text[at..], delimiter).into_byte_records().next();
            let cells = first.and_then(Result::ok).unwrap_or_default();
            let known = cells.iter().filter(|cell| std::str::from_utf8(cell).is_ok_and(&is_known));
            (known.count(), cells.len())
        };
        // Of equals the last is taken, so the comma comes last.
        let delimiter = told.or_else(|| b"\t;,".iter().copied().max_by_key(|sign| score(*sign)));
        let delimiter = delimiter.unwrap_or(b',');
        Self {
            text,
            at,
            delimiter,
            left: text.len().saturating_mul(4),
            inner: reader(&text[at..], delimiter),
            base: at,
            record: ByteRecord::new(),
        }
    }

    /// Reads one line, in which the quote ends with the line, and goes on behind it.
    fn open_line(&mut self, start: usize) -> Row {
        let end = self.text[start..].find('\n').map_or(self.text.len(), |end| start + end + 1);
        let line = self.text[start..end].trim_end();
        let cells = reader(line, self.delimiter).into_byte_records().next();
        let cells = cells.and_then(Result::ok).map(|record| to_cells(&record)).unwrap_or_default();
        self.at = end;
        self.base = end;
        self.inner = reader(&self.text[end..], self.delimiter);
        let span = start..start + line.trim_end().len();
        Row { cells, span, is_open: true }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let is_row = self.inner.read_byte_record(&mut self.record).unwrap_or_default();
            if !is_row {
                return None;
            }
            let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
            let start = self.record.position().map_or(0, |position| place(position.byte()));
            // Line breaks of empty lines belong to no row.
            let start = (self.base + start).max(self.at).min(self.text.len());
            let start = start + line_breaks(&self.text[start..]);
            let end = (self.base + place(self.inner.position().byte())).min(self.text.len());
            let end = end.max(start);
            self.at = end;
            let raw = &self.text[start..end];
            let quotes = || memchr::memchr_iter(b'"', raw.as_bytes()).count();
            let is_open = end == self.text.len() && quotes() % 2 == 1;
            if is_open
                && raw.trim_end().contains('\n')
                && let Some(left) = self.left.checked_sub(raw.len())
            {
                self.left = left;
                return Some(self.open_line(start));
            }
            let cells = to_cells(&self.record);
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let span = start..start + raw.trim_end_matches(['\r', '\n']).len();
            return Some(Row { cells, span, is_open });
        }
    }
}

fn line_breaks(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\r', '\n']).len()
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The cells as text; a text cut at ASCII signs stays text.
fn to_cells(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let rows = Rows::new(text, |name| matches!(name, "title" | "year"));
        let shown = rows.map(|row| {
            assert!(text.get(row.span.clone()).is_some());
            format!(
                "{}{}@{}",
                if row.is_open { "!" } else { "" },
                row.cells.join("|"),
                row.span.start
            )
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" / "), expected, "{text}");
    }

    #[test]
    fn rows_are_cut() {
        check(
            "title,year\r\nA,2000\r\n\"B, \"\"b\"\"\nc\",2001\r\n",
            "title|year@0 / A|2000@12 / B, \"b\"\nc|2001@20",
        );
        check("title;year\nA,b;2000", "title|year@0 / A,b|2000@11");
        check("title\tyear\nA\t2000", "title|year@0 / A|2000@11");
        check("sep=;\ntitle;year\nA;1", "title|year@6 / A|1@17");
        check("\u{feff}title\n\n\nA\n", "title@3 / A@11");
        check("title,year\nA\n,\nB,1,2\n", "title|year@0 / A@11 / B|1|2@15");
        check("", "");
        check("x\0y,z", "x\0y|z@0");
    }

    #[test]
    fn a_quote_without_an_end_costs_its_line() {
        check("title,year\nA,\"x\nB,2\nC,3\n", "title|year@0 / !A|x@11 / B|2@16 / C|3@20");
        check("title,year\nA,\"x", "title|year@0 / !A|x@11");
    }

    #[test]
    fn the_work_is_linear() {
        for line in ["\"\n", "a,\"b\n", "\"\"\"\n", ",\n"] {
            let text = line.repeat(50_000) + "\"";
            Rows::new(&text, |_| false).count();
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[a\",;\t\r\n\0é= ]{0,30}") {
            for row in Rows::new(&text, |_| false) {
                assert!(text.get(row.span).is_some());
            }
        }
    }
}
