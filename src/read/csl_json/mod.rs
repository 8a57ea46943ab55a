//! CSL-JSON text -> objects, one by one, with positions.
//!
//! An array, a single object, objects one a line, or an object with `items` are read. A broken
//! object costs itself. Source: CSL 1.0.2 input schema, `csl-data.json`.

mod json;

use std::ops::Range;

use memchr::memchr;

pub use json::{Json, Object};

use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// One item's object.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<'a> {
    /// Its members, in the order of the input.
    pub members: Object<'a>,
    /// Byte offsets of the object.
    pub span: Range<usize>,
}

/// How many findings one file may have; the last one says that there are more.
const MAX_FINDINGS: usize = 500;

/// Reads the objects of a file, one after the other.
///
/// What is found between them comes with no object.
///
/// # Diagnostics
/// `syntax` for an object that is no JSON and for what is no object.
///
/// ```
/// use florilege::{read::csl_json, source::Source};
/// let source = Source::new("a.json", r#"[{"id": "a"}, {"id": }, {"id": "b"}]"#);
/// let read: Vec<_> = csl_json::each(&source).collect();
/// assert_eq!(read.iter().filter(|read| read.value.is_some()).count(), 2);
/// assert_eq!(read.iter().flat_map(|read| &read.diagnostics).count(), 1);
/// ```
pub fn each(source: &Source) -> Records<'_> {
    let at = source.text.len() - source.text.trim_start().len();
    let at = at + usize::from(source.text[at..].starts_with('['));
    Records { source, text: &source.text, at, items: Vec::new().into_iter(), found: 0 }
}

/// The objects of a file.
#[derive(Debug)]
pub struct Records<'a> {
    source: &'a Source,
    text: &'a str,
    at: usize,
    /// The rest of an object's `items`.
    items: std::vec::IntoIter<Record<'a>>,
    found: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Read<Option<Record<'a>>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(record) = self.items.next() {
            return Some(Read::clean(Some(record)));
        }
        let bytes = self.text.as_bytes();
        // Commas and ends of lists stand between objects; which of them is missing does not matter.
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']');
        self.at += bytes[self.at..].iter().take_while(|byte| is_between(byte)).count();
        match bytes.get(self.at)? {
            b'{' => Some(self.object()),
            _ => Some(self.junk()),
        }
    }
}

impl<'a> Records<'a> {
    fn object(&mut self) -> Read<Option<Record<'a>>> {
        let start = self.at;
        match parse(self.text, start) {
            Ok((mut members, end)) => {
                self.at = end;
                let span = start..end;
                if members.get("id").is_none()
                    && let Some(Json::List(items)) = members.remove("items")
                {
                    let objects = items.into_iter().filter_map(|item| match item {
                        Json::Object(members) => Some(Record { members, span: span.clone() }),
                        _ => None,
                    });
                    self.items = objects.collect::<Vec<_>>().into_iter();
                    return Read::clean(self.items.next());
                }
                Read::clean(Some(Record { members, span }))
            }
            Err((at, message)) => {
                self.at = next_item(self.text, start, at);
                self.finding(message, at..at + 1)
            }
        }
    }

    /// Passes over what is no object.
    fn junk(&mut self) -> Read<Option<Record<'a>>> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let len = rest.iter().position(|byte| matches!(byte, b',' | b'{' | b'\n' | b']'));
        // A bracket in the wrong place costs itself.
        self.at = start + len.unwrap_or(rest.len()).max(1);
        self.at = self.text.ceil_char_boundary(self.at);
        match self.text[start..self.at].trim() {
            "null" => Read::clean(None),
            _ => self.finding("an object belongs here".to_owned(), start..self.at),
        }
    }

    fn finding(&mut self, mut message: String, span: Range<usize>) -> Read<Option<Record<'a>>> {
        self.found += 1;
        match self.found {
            0..MAX_FINDINGS => {}
            MAX_FINDINGS => message.push_str("; further findings are not shown"),
            _ => return Read::clean(None),
        }
        let finding = Diagnostic::new(Code::Syntax, message).at(self.source.place(span));
        Read { value: None, diagnostics: vec![finding] }
    }
}

/// Reads the object that begins at `start`: its members and its end, or the place and the words of the
/// mistake.
fn parse(text: &str, start: usize) -> Result<(Object<'_>, usize), (usize, String)> {
    let text = &text[start..];
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json<'_>>();
    match values.next() {
        Some(Ok(Json::Object(members))) => Ok((members, start + values.byte_offset())),
        Some(Err(error)) => {
            // The error counts lines and columns within the object.
            let lines = text.split_inclusive('\n').take(error.line() - 1);
            let line_start = lines.map(str::len).sum::<usize>();
            let at = (line_start + error.column().saturating_sub(1)).min(text.len());
            let message = error.to_string();
            let message = message.split(" at line").next().unwrap_or_default().to_owned();
            Err((start + at, message))
        }
        Some(Ok(_)) | None => Err((start, "an object belongs here".to_owned())),
    }
}

/// Where the next item begins after an object that broke at `broken`.
///
/// An item is an object that can be read and has an `id`, or behind the mistake a `type`; people and dates
/// inside the broken one have neither. The search begins in the broken object, as a lost quotation mark makes
/// the parser stumble an item too late. Nesting deeper than the parser follows ends each try early, so the tries stay few.
fn next_item(text: &str, start: usize, broken: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while let Some(offset) = bytes.get(at..).and_then(|rest| memchr(b'{', rest)) {
        at += offset;
        let before = bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        let is_apart = matches!(before, Some(b',' | b'[' | b'}' | b']'))
            || matches!(bytes[at - 1], b'\n' | b'\r');
        if is_apart {
            match parse(text, at) {
                Ok((members, end)) => {
                    let has = |name| members.get(name).is_some();
                    if has("id") || at >= broken && has("type") {
                        return at;
                    }
                    at = end;
                    continue;
                }
                // What follows may be the next item, broken itself.
                Err(_) if at >= broken && begins_item(&bytes[at..]) => return at,
                Err(_) => {}
            }
        }
        at += 1;
    }
    text.len()
}

/// Whether an object's first member is that of an item.
fn begins_item(bytes: &[u8]) -> bool {
    let name = bytes[1..].trim_ascii_start();
    name.starts_with(b"\"id\"") || name.starts_with(b"\"type\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, count: usize, findings: &str) {
        let source = Source::new("t.json", input);
        let read: Vec<_> = each(&source).collect();
        let column = |d: &Diagnostic| d.place.as_ref().map_or(0, |place| place.column);
        let found = read.iter().flat_map(|read| &read.diagnostics);
        let found: Vec<String> = found.map(|d| column(d).to_string()).collect();
        let records = read.iter().filter(|read| read.value.is_some()).count();
        assert_eq!((records, found.join(" ").as_str()), (count, findings), "{input}");
    }

    #[test]
    fn objects_are_found() {
        check(r#"[{"id":"a","x":"}{["},{"id":1}]"#, 2, "");
        check("{\"id\":\"a\"}\n{\"id\":\"b\"}", 2, "");
        check(r#"{"items":[{"id":"a"},{"id":"b"}]}"#, 2, "");
        check(r#"[{"id":"a"},{"id":oops},7,{"id":"b"}]"#, 2, "19");
        check(r#"[{"id":"a"},{"id":"b"#, 1, "20");
        check("", 0, "");
    }

    #[test]
    fn a_broken_object_costs_itself() {
        check(r#"[{"id":"a","author":[{"family":"X"},},{"id":"b"}]"#, 1, "37");
        check(r#"[{"id":"a","title":"A},{"id":"b"},{"id":"c"}]"#, 2, "26");
        check("[{\"id\":\"a\" \"b\"},\n{\"author\":[{}],\"id\":\"b\"}]", 1, "12");
        check(r#"[{"id":"a"}{"id":"b"}]]"#, 2, "");
        check(r#"[{"id":"a"},null,"x",{"id":"b"}]"#, 2, "18");
    }

    #[test]
    fn hostile_input_ends() {
        for piece in ["[", "{", "{\"a\":", "\"", "\\", "[{", "{}", ",{\"a\":[", "{\"id\":"] {
            each(&Source::new("", piece.repeat(100_000))).count();
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[\\[\\]{}\",:a0é\\\\ ]{0,40}") {
            each(&Source::new("", text)).count();
        }
    }
}
