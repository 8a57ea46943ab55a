//! Records of tagged lines, which RIS, Web of Science and MEDLINE share.

use std::borrow::Cow;
use std::ops::Range;

/// One tag and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// The tag as written.
    pub tag: &'a str,
    /// The value, with the lines that continue it and their breaks.
    pub value: Cow<'a, str>,
    /// Byte offsets of the value.
    pub span: Range<usize>,
}

/// The fields between two ends of records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record<'a> {
    /// The fields, in the order of the input.
    pub fields: Vec<Field<'a>>,
    /// Byte offsets of the record.
    pub span: Range<usize>,
}

impl<'a> Record<'a> {
    /// The value of the first field with a tag, in capitals or small letters.
    pub fn field(&self, tag: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.tag.eq_ignore_ascii_case(tag))
    }
}

/// The lines of a text, which end with LF, CR LF or CR alone.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Whether no line is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Goes back to the start of a line.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }
}

impl<'a> Iterator for Lines<'a> {
    /// Where the line begins, and the line without its break.
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let breaks = if rest[len..].starts_with("\r\n") { 2 } else { 1 };
        self.at = (start + len + breaks).min(self.text.len());
        Some((start, &rest[..len]))
    }
}

/// Collects the fields of one record.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    text: &'a str,
    pub(super) record: Record<'a>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self { text, record: Record { fields: Vec::new(), span: start..start } }
    }

    /// Adds a field whose value stands at a span.
    pub(super) fn field(&mut self, tag: &'a str, span: Range<usize>) {
        let value = Cow::Borrowed(&self.text[span.clone()]);
        self.record.span.end = span.end;
        self.record.fields.push(Field { tag, value, span });
    }

    /// Adds a line to the value of the last field; false if there is none.
    pub(super) fn continue_to(&mut self, end: usize) -> bool {
        let Some(field) = self.record.fields.last_mut() else { return false };
        field.span.end = end;
        field.value = Cow::Borrowed(&self.text[field.span.clone()]);
        self.record.span.end = end;
        true
    }
}

/// What the tests of the readers have in common.
#[cfg(test)]
pub(super) mod testing {
    use super::Record;
    use crate::diag::{Diagnostic, Read};

    /// Compares records, as `TAG=value|…`, and the lines of all findings with what is expected.
    pub(in crate::read) fn check<'a, R: Iterator<Item = Read<Record<'a>>>>(
        mut records: R,
        rest: impl FnOnce(R) -> Vec<Diagnostic>,
        expected: &[&str],
        findings: &[usize],
    ) {
        let mut found = Vec::new();
        let mut shown = Vec::new();
        for read in records.by_ref() {
            let fields = read.into_value(&mut found).fields;
            let words = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
            let fields =
                fields.iter().map(|field| format!("{}={}", field.tag, words(&field.value)));
            shown.push(fields.collect::<Vec<_>>().join("|"));
        }
        found.extend(rest(records));
        assert_eq!(shown, expected);
        let lines = found.iter().map(|d| d.place.as_ref().map_or(0, |place| place.line));
        assert_eq!(lines.collect::<Vec<_>>(), findings, "{expected:?}");
    }
}
