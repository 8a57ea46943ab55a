//! reStructuredText: the roles of `sphinxcontrib-bibtex`, and citations of its own.
//!
//! Source: sphinxcontrib-bibtex, "Roles and Directives"; Docutils, "Citations", "Comments".

use super::collect::{Collector, Cover};

/// Directives whose text is printed as it stands.
const LITERAL: &[&str] = &[
    "code",
    "code-block",
    "sourcecode",
    "highlight",
    "literalinclude",
    "math",
    "raw",
    "parsed-literal",
];

/// Finds the citations and included files of a reStructuredText.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let clean = without_comments(text, collector);
    for (at, _) in clean.match_indices(":`") {
        let head = &clean[..at];
        let len = head
            .bytes()
            .rev()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b':')
            .count();
        if !head[at - len..].contains("cite") {
            continue;
        }
        let start = at + 2;
        let Some(end) = clean[start..].find('`') else { return };
        let mut from = start;
        for part in clean[start..start + end].split(',') {
            // `{see}key{p. 3}`: what stands around a key.
            let skip = part
                .find('}')
                .filter(|_| part.trim_start().starts_with('{'))
                .map_or(0, |end| end + 1);
            let to = part[skip..].find('{').map_or(part.len(), |end| skip + end);
            collector.cite(&part[skip..to], from + skip..from + to, true);
            from += part.len() + 1;
        }
    }
    // `[key]_` may be a footnote or a citation that the text itself explains.
    for (at, _) in clean.match_indices("]_") {
        let head = &clean[..at];
        let len =
            head.bytes().rev().take(100).take_while(|byte| !matches!(byte, b'[' | b'\n')).count();
        if len < head.len() && head[..at - len].ends_with('[') {
            collector.cite(&head[at - len..], at - len..at, false);
        }
    }
}

/// Covers comments, literal text and code, and names the files that are taken in.
fn without_comments(text: &str, collector: &mut Collector<'_>) -> String {
    let mut cover = Cover::new(text);
    // The indentation of what began a covered block.
    let mut block: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|outer| bare.is_empty() || indent > outer) {
            cover.cover(span);
            continue;
        }
        block = None;
        if let Some(rest) = bare.strip_prefix(".. ") {
            match rest.split_once("::") {
                Some(("include", path)) => collector.include(path, span),
                Some((name, _)) if LITERAL.contains(&name.trim()) => block = Some(indent),
                Some((name, _)) if !name.contains(' ') || rest.starts_with('|') => {}
                _ if rest.starts_with(['[', '_']) => {}
                _ => {
                    cover.cover(span);
                    block = Some(indent);
                }
            }
            continue;
        }
        if bare.ends_with("::") {
            block = Some(indent);
        }
        let mut from = 0;
        while let Some(open) = line[from..].find("``").map(|open| from + open) {
            let Some(end) = line[open + 2..].find("``").map(|end| open + end + 4) else { break };
            cover.cover(span.start + open..span.start + end);
            from = end;
        }
    }
    cover.finish()
}
