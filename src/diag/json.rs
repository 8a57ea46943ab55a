//! Findings for programs: one JSON object a line.

use serde_json::{Value, json};

use super::Diagnostic;

/// Writes a finding as one line of JSON, without the line break.
///
/// Keys: `code`, `severity`, `message`, `file`, `line`, `column` (from 1, in characters), `start`, `end`
/// (byte offsets), `help`. A finding without a place has `null` for the place's keys.
///
/// ```
/// use florilege::diag::{json_line, Code, Diagnostic};
/// let line = json_line(&Diagnostic::new(Code::UnresolvedKey, "no record for `doe2020`"));
/// assert!(line.starts_with(r#"{"code":"unresolved-key","severity":"warning""#));
/// ```
pub fn json_line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref();
    let value: Value = json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity().as_str(),
        "message": diagnostic.message,
        "file": place.map(|place| &*place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "start": place.map(|place| place.span.start),
        "end": place.map(|place| place.span.end),
        "help": diagnostic.help,
    });
    value.to_string()
}
