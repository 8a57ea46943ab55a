//! CSL-JSON text -> objects, one by one, with positions.
//!
//! An array, a single object, objects one a line, or an object with `items` are read. A broken
//! object costs itself. Source: CSL 1.0.2 input schema, `csl-data.json`.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// One item's object.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its members, in the order of the input.
    pub members: Map<String, Value>,
    /// Byte offsets of the object.
    pub span: Range<usize>,
}

/// Reads the objects of a file.
///
/// # Diagnostics
/// `syntax` for an object that is no JSON and for what is no object.
///
/// ```
/// use florilege::{read::csl_json, source::Source};
/// let source = Source::new("a.json", r#"[{"id": "a"}, {"id": }, {"id": "b"}]"#);
/// let read = csl_json::records(&source);
/// assert_eq!((read.value.len(), read.diagnostics.len()), (2, 1));
/// ```
pub fn records(source: &Source) -> Read<Vec<Record>> {
    let text = source.text.as_str();
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    let mut report = |message: String, span: Range<usize>| {
        diagnostics.push(Diagnostic::new(Code::Syntax, message).at(source.place(span)));
    };
    for piece in pieces(text) {
        let span = piece.span;
        if !piece.is_object {
            if &text[span.clone()] != "null" {
                report("an object belongs here".to_owned(), span);
            }
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(&text[span.clone()]) {
            Ok(mut members) => {
                let items = match members.get("id") {
                    None => members.remove("items"),
                    Some(_) => None,
                };
                match items {
                    Some(Value::Array(items)) => {
                        records.extend(items.into_iter().filter_map(|item| match item {
                            Value::Object(members) => Some(Record { members, span: span.clone() }),
                            _ => None,
                        }))
                    }
                    _ => records.push(Record { members, span }),
                }
            }
            Err(error) => {
                // The error counts lines and columns within the object.
                let lines = text[span.clone()].split_inclusive('\n').take(error.line() - 1);
                let line_start = span.start + lines.map(str::len).sum::<usize>();
                let at = (line_start + error.column().saturating_sub(1)).min(text.len());
                let message = error.to_string();
                let message = message.split(" at line").next().unwrap_or_default().to_owned();
                report(message, at..at + 1);
            }
        }
    }
    Read { value: records, diagnostics }
}

struct Piece {
    span: Range<usize>,
    is_object: bool,
}

/// Finds the objects of the outermost array, or those that stand side by side.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces: Vec<Piece> = Vec::new();
    let base = usize::from(text.trim_start().starts_with('['));
    let (mut depth, mut at) = (0usize, 0usize);
    let mut start = None;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
            }
            b'{' | b'[' => {
                if depth == base && start.is_none() {
                    start = Some(at);
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if let (true, Some(from)) = (depth <= base, start) {
                    pieces.push(Piece { span: from..at + 1, is_object: bytes[from] == b'{' });
                    start = None;
                }
            }
            byte if depth == base && start.is_none() && byte.is_ascii_alphanumeric() => {
                let from = at;
                while at + 1 < bytes.len() && bytes[at + 1].is_ascii_alphanumeric() {
                    at += 1;
                }
                pieces.push(Piece { span: from..at + 1, is_object: false });
            }
            _ => {}
        }
        at += 1;
    }
    if let Some(from) = start {
        pieces.push(Piece { span: from..text.len(), is_object: true });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, count: usize, findings: &str) {
        let read = records(&Source::new("t.json", input));
        let column = |d: &Diagnostic| d.place.as_ref().map_or(0, |place| place.column);
        let found: Vec<String> = read.diagnostics.iter().map(|d| column(d).to_string()).collect();
        assert_eq!((read.value.len(), found.join(" ").as_str()), (count, findings), "{input}");
    }

    #[test]
    fn objects_are_found() {
        check(r#"[{"id":"a","x":"}{["},{"id":1}]"#, 2, "");
        check("{\"id\":\"a\"}\n{\"id\":\"b\"}", 2, "");
        check(r#"{"items":[{"id":"a"},{"id":"b"}]}"#, 2, "");
        check(r#"[{"id":"a"},{"id":oops},7,{"id":"b"}]"#, 2, "19 25");
        check(r#"[{"id":"a"},{"id":"b"#, 1, "20");
        check("", 0, "");
    }

    #[test]
    fn hostile_input_ends() {
        for piece in ["[", "{", "{\"a\":", "\"", "\\", "[{", "{}"] {
            records(&Source::new("", piece.repeat(100_000)));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[\\[\\]{}\",:a0é\\\\ ]{0,40}") {
            records(&Source::new("", text));
        }
    }
}
