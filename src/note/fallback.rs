//! Front matter that is no valid YAML, read line by line.

use std::ops::Range;

use super::frontmatter::{Field, folded};

/// Reads `key: value` lines, with lists and continued lines below them, from text at byte `offset`.
///
/// Only the form that people write is understood: a field at the margin, `- item` lines or indented text below
/// it, `[a, b]` on its line. What stands before the first field is left out.
pub(super) fn read(raw: &str, offset: usize) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = offset;
    // Whether the field's lines are one text, after `|` or `>`.
    let mut is_text = false;
    for line in raw.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        let indent = text.len() - text.trim_start().len();
        let content = &text[indent..];
        let start = start + indent;
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(item) = content.strip_prefix("- ").filter(|_| !is_text) {
            if let Some(field) = fields.last_mut() {
                field.values.extend(scalars(item, start + 2));
            }
        } else if indent > 0 {
            if let Some(field) = fields.last_mut() {
                continue_value(field, content, start);
            }
        } else if let Some((key, value)) = split_field(content) {
            let value_start = start + content.len() - value.len();
            is_text = matches!(value.trim_end_matches(['-', '+']), "|" | ">");
            let values = if is_text { Vec::new() } else { scalars(value, value_start) };
            fields.push(Field { name: key.to_owned(), key: folded(key), values });
        } else if let Some(field) = fields.last_mut() {
            continue_value(field, content, start);
        }
    }
    fields
}

/// Adds a line to the last value.
fn continue_value(field: &mut Field, content: &str, start: usize) {
    match field.values.last_mut() {
        Some((value, span)) => {
            value.push(' ');
            value.push_str(content);
            span.end = start + content.len();
        }
        None => field.values.extend(scalars(content, start)),
    }
}

/// Splits `key: value`, `key:: value` and `key = value`; quotes around a key, as in JSON, are no part of it.
fn split_field(line: &str) -> Option<(&str, &str)> {
    let colon = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len));
    let at = colon.or_else(|| line.find("::")).or_else(|| line.find(" =").map(|at| at + 1))?;
    let key = line[..at].trim().trim_matches(['"', '\'', ':', '{']).trim();
    (!key.is_empty()).then(|| (key, line[at + 1..].trim_start_matches([':', ' ', '\t'])))
}

/// The values on a line: `[a, "b"]` has two, anything else is one.
fn scalars(value: &str, offset: usize) -> Vec<(String, Range<usize>)> {
    let list = value.strip_prefix('[').filter(|_| !value.starts_with("[["));
    let Some(inner) = list.and_then(|value| value.strip_suffix(']')) else {
        return unquoted(value, offset).into_iter().collect();
    };
    let mut values = Vec::new();
    let (mut from, mut links, mut quote) = (0, 0usize, None);
    for (at, c) in inner.char_indices() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() && inner[from..at].trim().is_empty() => quote = Some(c),
            '[' => links += 1,
            ']' => links = links.saturating_sub(1),
            ',' if links == 0 && quote.is_none() => {
                values.extend(unquoted(&inner[from..at], offset + 1 + from));
                from = at + 1;
            }
            _ => {}
        }
    }
    values.extend(unquoted(&inner[from..], offset + 1 + from));
    values
}

/// A value without the white space and the quotes around it; none if nothing is left.
fn unquoted(text: &str, offset: usize) -> Option<(String, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let text = text.trim();
    let inner = ['"', '\''].into_iter().find_map(|quote| {
        text.strip_prefix(quote)?.strip_suffix(quote).filter(|inner| !inner.contains(quote))
    });
    let (value, start) = match inner {
        Some(inner) => (inner, offset + start + 1),
        None => (text, offset + start),
    };
    (!value.is_empty()).then(|| (value.to_owned(), start..start + value.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(raw: &str, expected: &[(&str, &[&str])]) {
        let fields = read(raw, 0);
        let found: Vec<(&str, Vec<&str>)> = fields
            .iter()
            .map(|field| {
                (field.key.as_str(), field.values.iter().map(|(value, _)| value.as_str()).collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(key, values)| (*key, values.to_vec())).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn lines() {
        check(
            "title: Trees: a history\nYear: 2020\n",
            &[("title", &["Trees: a history"]), ("year", &["2020"])],
        );
        check(
            "a:\n- x\n- \"y\"\nb:\n  long\n  text\n",
            &[("a", &["x", "y"]), ("b", &["long text"])],
        );
        check("a: [x, \"y, z\", [[l, m]]]", &[("a", &["x", "y, z", "[[l, m]]"])]);
        check("a: [[b|c]]", &[("a", &["[[b|c]]"])]);
        check("a: |\n  one\n  - two\n", &[("a", &["one - two"])]);
        check("citekey::k\n", &[("citekey", &["k"])]);
        check("a: \"it's\"\n", &[("a", &["it's"])]);
        check("stray\n", &[]);
    }

    #[test]
    fn spans_are_those_of_the_values() {
        let raw = "a:  'x'\nb:\n  - [y, z]\n";
        for (value, span) in read(raw, 0).iter().flat_map(|field| &field.values) {
            assert_eq!(&raw[span.clone()], value);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(raw in "[a-c:\\-\\[\\]\"' ,=|>\\n\u{e9}]{0,60}") {
            for (_, span) in read(&raw, 0).iter().flat_map(|field| &field.values) {
                prop_assert!(raw.get(span.clone()).is_some());
            }
        }
    }
}
