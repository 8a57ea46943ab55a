//! Typst: `@key`, `#cite(<key>)`.
//!
//! Source: Typst reference, "Cite", "Bibliography", "Reference", "Label", "Raw Text".

use super::collect::{Collector, Cover};

/// Finds the citations and included files of a Typst text.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let clean = without_comments(text);
    functions(&clean, collector);
    let bytes = clean.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'@', b'<', &bytes[at..]) {
        at += found;
        let rest = &clean[at + 1..];
        let len = label_len(rest);
        let is_escaped = clean[..at].ends_with('\\');
        if bytes[at] == b'<' {
            // A label names something of the document, unless it is an argument of `cite`.
            if len > 0 && rest[len..].starts_with('>') && !is_escaped {
                collector.cited.labels.insert(rest[..len].to_owned());
            }
            at += 1;
            continue;
        }
        let key = rest[..len].trim_end_matches(['.', ':']);
        if !key.is_empty() && !is_escaped && can_begin(&clean, at) {
            collector.cite(key, at + 1..at + 1 + key.len(), true);
        }
        at += 1 + key.len();
    }
}

/// Whether an `@` can begin a reference: not in an address, not in the name of a package.
fn can_begin(text: &str, at: usize) -> bool {
    let before = &text[..at];
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"')) {
        return false;
    }
    let word =
        before.bytes().rev().take(200).take_while(|byte| !byte.is_ascii_whitespace()).count();
    !before[before.ceil_char_boundary(at - word)..].contains("://")
}

/// The length of a label's name.
fn label_len(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    text.find(|c: char| !is_part(c)).unwrap_or(text.len())
}

/// Covers comments and raw text.
fn without_comments(text: &str) -> String {
    let mut cover = Cover::new(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match bytes[at] {
            b'\\' => {
                at += 1 + text[at + 1..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            // The slashes of `https://` are no comment.
            b'/' if rest.starts_with(b"//") && !text[..at].ends_with(':') => {
                memchr::memchr(b'\n', rest).map_or(bytes.len(), |end| at + end)
            }
            b'/' if rest.starts_with(b"/*") => end_of_comment(bytes, at),
            b'`' => {
                let ticks = rest.iter().take_while(|byte| **byte == b'`').count();
                match ticks {
                    2 => at + 2,
                    _ => {
                        let fence = &text[at..at + ticks];
                        let found = text[at + ticks..].find(fence);
                        found.map_or(bytes.len(), |end| at + ticks + end + ticks)
                    }
                }
            }
            _ => {
                at += 1;
                continue;
            }
        };
        cover.cover(at..end);
        at = end;
    }
    cover.finish()
}

/// Where a comment ends; comments stand inside each other.
fn end_of_comment(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0usize;
    let mut at = from;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" if depth == 1 => return at + 2,
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Reads `cite(…)`, `bibliography(…, full: true)`, and the files that are taken in.
fn functions(text: &str, collector: &mut Collector<'_>) {
    for (at, name) in text.match_indices("cite(") {
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            continue;
        }
        let start = at + name.len();
        let inner = arguments(text, start);
        for (at, _) in inner.match_indices('<') {
            let len = label_len(&inner[at + 1..]);
            if inner[at + 1 + len..].starts_with('>') {
                let from = start + at + 1;
                collector.cite(&text[from..from + len], from..from + len, true);
            }
        }
        let labels = inner.match_indices("label(\"").map(|(at, mark)| at + mark.len());
        // Before version 0.9 keys were strings.
        let string = inner.trim_start().starts_with('"').then(|| inner.find('"').unwrap_or(0) + 1);
        for from in labels.chain(string) {
            let len = inner[from..].find('"').unwrap_or(0);
            collector.cite(&inner[from..from + len], start + from..start + from + len, true);
        }
    }
    for (at, name) in text.match_indices("bibliography(") {
        let inner: String = arguments(text, at + name.len()).split_whitespace().collect();
        if inner.contains("full:true") {
            collector.cite_all();
        }
    }
    for word in ["include \"", "import \""] {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let line = text[start..].split(['\n', '"']).next().unwrap_or_default();
            let is_word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if is_word && !line.starts_with('@') {
                collector.include(line, start..start + line.len());
            }
        }
    }
}

/// The arguments of a function, whose bracket has opened; bounded, as no call is long.
fn arguments(text: &str, start: usize) -> &str {
    let mut depth = 1usize;
    for (at, byte) in text.as_bytes()[start..].iter().enumerate().take(2_000) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return &text[start..start + at],
            b')' => depth -= 1,
            _ => {}
        }
    }
    ""
}
