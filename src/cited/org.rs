//! Org mode: `[cite:@key]`, and the links of `org-ref`.
//!
//! Source: Org manual, "Citations"; `org-ref` manual, "Citation links".

use super::collect::{Collector, Cover};

/// Finds the citations and included files of an Org text.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let clean = without_comments(text, collector);
    let mut cover = Cover::new(&clean);
    let mut after = 0;
    for (at, mark) in clean.match_indices("[cite") {
        if at < after {
            continue;
        }
        let start = at + mark.len();
        let rest = &clean[start..];
        let style = rest.find(|c: char| !(c.is_alphanumeric() || "/_-*".contains(c)));
        let Some(colon) = style.filter(|end| rest[*end..].starts_with(':')) else { continue };
        if !(colon == 0 || rest.starts_with('/')) {
            continue;
        }
        let inner = start + colon + 1;
        let end = inner + closing(&clean[inner..]);
        for (at, _) in clean[inner..end].match_indices('@') {
            let from = inner + at + 1;
            let key = &clean[from..end];
            if key.starts_with('*') && rest.starts_with("/n") {
                collector.cite_all();
                continue;
            }
            let len =
                key.find(|c: char| c.is_whitespace() || ";,[]".contains(c)).unwrap_or(key.len());
            let key = key[..len].trim_end_matches(['.', ':', '?', '!', '@']);
            collector.cite(key, from..from + key.len(), true);
        }
        if clean[inner..end].contains('@') {
            cover.cover(at..end);
            after = end;
        }
    }
    links(&cover.finish(), collector);
}

/// How far a bracket reaches that has opened.
fn closing(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(4_000) {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return at,
            b']' => depth -= 1,
            _ => {}
        }
    }
    0
}

/// Reads `cite:a,b`, `citep:&a;&b`.
fn links(text: &str, collector: &mut Collector<'_>) {
    let mut after = 0;
    for (at, mark) in text.match_indices("cite") {
        if at < after {
            continue;
        }
        let before = text[..at].bytes().rev().take(30).take_while(u8::is_ascii_alphabetic).count();
        let behind = &text[at + mark.len()..];
        let name =
            behind.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'*').count();
        let head = &text[..at - before];
        if !behind[name..].starts_with(':')
            || head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | ':'))
        {
            continue;
        }
        let start = at + mark.len() + name + 1;
        let is_part = |c: char| c.is_alphanumeric() || "_-:./+&,;".contains(c);
        let rest = &text[start..];
        let list = &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())];
        let list = list.trim_end_matches(['.', ',', ';', ':']);
        after = start + list.len();
        let mut from = start;
        for key in list.split([',', ';']) {
            let bare = key.trim_start_matches('&');
            let skipped = key.len() - bare.len();
            collector.cite(bare, from + skipped..from + key.len(), true);
            from += key.len() + 1;
        }
    }
}

/// Covers comments, blocks of code and verbatim text, and names the files that are taken in.
fn without_comments(text: &str, collector: &mut Collector<'_>) -> String {
    let mut cover = Cover::new(text);
    let mut block: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let bare = line.trim_start();
        let lower =
            bare.get(..bare.floor_char_boundary(24)).unwrap_or_default().to_ascii_lowercase();
        if let Some(end) = &block {
            cover.cover(span);
            if lower.trim_end().starts_with(end.as_str()) {
                block = None;
            }
            continue;
        }
        let kind = lower
            .strip_prefix("#+begin_")
            .map(|kind| kind.split_whitespace().next().unwrap_or_default());
        match kind {
            Some(kind @ ("src" | "example" | "comment" | "export")) => {
                block = Some(format!("#+end_{kind}"));
                cover.cover(span);
            }
            _ if lower.starts_with("#+include:") => {
                let path = &bare["#+include:".len()..];
                let path = path.trim().strip_prefix('"').and_then(|path| path.split('"').next());
                let path = path.or_else(|| bare["#+include:".len()..].split_whitespace().next());
                // The name may end with the line of a heading.
                let path = path.unwrap_or_default().split("::").next().unwrap_or_default();
                collector.include(path, span);
            }
            _ if bare == "#\n" || bare.starts_with("# ") || bare.starts_with(": ") => {
                cover.cover(span)
            }
            _ => cover_verbatim(line, span.start, &mut cover),
        }
    }
    cover.finish()
}

/// Covers `=verbatim=` and `~code~` in a line.
fn cover_verbatim(line: &str, start: usize, cover: &mut Cover) {
    for mark in ['=', '~'] {
        let mut from = 0;
        while let Some(open) = line[from..].find(mark).map(|at| from + at) {
            from = open + 1;
            let begins = line[..open].ends_with([' ', '(', '{', '\'', '"', '-', '\t']) || open == 0;
            if !begins || line[from..].starts_with(char::is_whitespace) {
                continue;
            }
            let Some(end) = line[from..].find(mark).map(|at| from + at) else { break };
            cover.cover(start + open..start + end + 1);
            from = end + 1;
        }
    }
}
