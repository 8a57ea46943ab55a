//! Values -> YAML in block style, which every YAML reader takes for the same values.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// Appends the fields of a mapping, each on a line that begins with `indent` spaces.
///
/// Lists stand as deep as the name they belong to, as pandoc and serde write them.
pub(crate) fn push_fields(fields: &Map<String, Value>, indent: usize, out: &mut String) {
    for (at, (name, value)) in fields.iter().enumerate() {
        // The first field of a list's member stands behind the hyphen.
        if at > 0 || !out.ends_with("- ") {
            push_indent(indent, out);
        }
        out.push_str(&scalar(name));
        out.push(':');
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                out.push('\n');
                push_fields(fields, indent + 2, out);
            }
            Value::Array(members) if !members.is_empty() => {
                out.push('\n');
                push_members(members, indent, out);
            }
            value => {
                out.push(' ');
                push_scalar(value, out);
            }
        }
    }
}

/// Appends the members of a list, each behind a hyphen that stands behind `indent` spaces.
pub(crate) fn push_members(members: &[Value], indent: usize, out: &mut String) {
    for member in members {
        // A list in a list begins behind the hyphen of its own.
        if !out.ends_with("- ") {
            push_indent(indent, out);
        }
        out.push_str("- ");
        match member {
            Value::Object(fields) if !fields.is_empty() => push_fields(fields, indent + 2, out),
            Value::Array(members) if !members.is_empty() => push_members(members, indent + 2, out),
            member => push_scalar(member, out),
        }
    }
}

fn push_indent(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn push_scalar(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(&scalar(text)),
        Value::Object(_) => out.push_str("{}"),
        Value::Array(_) => out.push_str("[]"),
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
    }
    out.push('\n');
}

/// Text as a scalar on one line; in quotes if any reader might take it for something else.
///
/// YAML 1.1 takes `no` and `y` for truth values, `1e5`, `0x1F`, `1_000` and `190:20:30` for numbers,
/// `2017-09-22` for a time, `~` for nothing.
///
/// Source: YAML 1.2.2, 7.3 "flow scalar styles"; YAML 1.1 types "bool", "int", "float", "null", "timestamp",
/// "merge", "value".
pub(crate) fn scalar(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    // Single quotes leave everything as it is, but hold one line of printable characters.
    if text.chars().all(is_printable) {
        return Cow::Owned(format!("'{}'", text.replace('\'', "''")));
    }
    let mut out = String::with_capacity(text.len() + 8);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if u32::from(c) < 0x10000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    Cow::Owned(out)
}

/// Words that some reader takes for a truth value, nothing or a number, in small letters.
const WORDS: &[&str] = &["y", "yes", "n", "no", "true", "false", "on", "off", "null", "nan", "inf"];

/// Whether text may stand without quotes.
fn is_plain(text: &str) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
        return false;
    };
    if !text.chars().all(is_printable)
        || last.is_whitespace()
        || last == ':'
        || text.contains(": ")
        || text.contains(" #")
    {
        return false;
    }
    if first.is_ascii_digit() {
        // A page range, or words behind a number: no form of a number or a time has these letters.
        let mut parts = text.split('-');
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_pages = parts.clone().count() == 2 && parts.all(is_digits);
        return is_pages
            || text
                .chars()
                .any(|c| c.is_alphabetic() && !"abcdefoxtznig".contains(c.to_ascii_lowercase()));
    }
    (first.is_alphabetic() || matches!(first, '(' | '“' | '‘' | '„' | '«'))
        && !(text.len() <= 5 && WORDS.contains(&&*text.to_ascii_lowercase()))
}

/// Whether every reader takes a character as it is; a line break is none, and neither is a byte order mark.
///
/// Source: YAML 1.2.2, 5.1 "character set"; YAML 1.1 breaks lines at U+0085, U+2028 and U+2029.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        // Of the noncharacters of other planes readers differ; letters and signs are in the first ones.
        && u32::from(c) & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::yaml::{Scope, parse};

    fn check(text: &str, expected: &str) {
        assert_eq!(scalar(text), expected);
    }

    #[test]
    fn what_might_be_something_else_is_quoted() {
        for text in [
            "no",
            "No",
            "NO",
            "y",
            "on",
            "Off",
            "null",
            "~",
            "1e5",
            "007",
            "1.10",
            "2017-09-22",
            "",
            "- a",
            "a: b",
            "a #b",
            "a:",
            "0x1F",
            "1_000",
            "190:20:30",
            ".inf",
            "-1",
            "+1",
            "@a",
            "`a`",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%a",
            "|",
            ">",
            "?",
            "=",
            "<<",
            "---",
            "...",
            "#a",
            " a",
            "a ",
            "12",
            "0o17",
            "1:30",
            "2017",
            "2001-12-14t21:59:43.10-05:00",
            "\"a\"",
            "NaN",
        ] {
            check(text, &format!("'{}'", text.replace('\'', "''")));
        }
        check("it's", "it's");
        check("'tis", "'''tis'");
        check("a\nb", r#""a\nb""#);
        check("a\u{2028}\u{feff}\0", r#""a\u2028\ufeff\x00""#);
        for text in ["Nonsense", "110-120", "a-b", "http://a.b/c#d", "(a)", "Über x", "3rd edition"]
        {
            check(text, text);
        }
    }

    #[test]
    fn values_nest() {
        let value = serde_json::json!({"a": [{"b": 1, "c": ["x", ["y", {"z": []}]]}, []], "d": {}, "e": {"f": null}});
        let Value::Object(fields) = &value else { return };
        let mut out = String::new();
        push_fields(fields, 0, &mut out);
        let expected =
            "a:\n- b: 1\n  c:\n  - x\n  - - y\n    - z: []\n- []\nd: {}\ne:\n  f: null\n";
        assert_eq!(out, expected.replace("y\n", "'y'\n"));
        let again = parse(&out, 0, &mut Scope::new(0)).unwrap().unwrap();
        assert_eq!(again.to_json(), value);
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(text in "[-a:{}\\[\\]\"'&*#|>?!%@, \n\t~é\u{85}\u{2028}0-9.e+_xT]{0,20}|\\PC{0,10}|(?s).{0,6}") {
            let mut out = String::new();
            let fields = Map::from_iter([(text.clone(), Value::Array(vec![Value::String(text)]))]);
            push_fields(&fields, 0, &mut out);
            let again = parse(&out, 0, &mut Scope::new(0)).unwrap().unwrap();
            assert_eq!(again.to_json(), Value::Object(fields), "{out}");
        }
    }
}
