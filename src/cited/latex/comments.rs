//! What is in a LaTeX text but not of it: comments, verbatim text, conditions that never hold.

use std::ops::Range;

use crate::cited::collect::Cover;

/// Environments whose text is printed as it stands or not at all.
const VERBATIM: &[&str] = &[
    "verbatim",
    "verbatim*",
    "Verbatim",
    "Verbatim*",
    "BVerbatim",
    "LVerbatim",
    "lstlisting",
    "minted",
    "comment",
    "filecontents",
    "filecontents*",
    "alltt",
    "tcblisting",
    "pyverbatim",
];

/// Covers comments, verbatim text and what `\iffalse` leaves out, and all behind `\end{document}`.
pub(super) fn without_comments(text: &str) -> String {
    let mut cover = Cover::new(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'%', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes[at] == b'%' {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            cover.cover_lines(at..end);
            at = end;
            continue;
        }
        let name_len = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = at + 1 + name_len;
        match &text[at + 1..end] {
            // An escaped character.
            "" => at += 1 + text[at + 1..].chars().next().map_or(1, char::len_utf8),
            "verb" | "lstinline" | "mintinline" | "Verb" | "path" | "url" => {
                let stretch = inline(text, end, &text[at + 1..end]);
                cover.cover(stretch.clone());
                at = stretch.end.max(end);
            }
            "begin" => {
                at = end;
                let Some(name) = group(text, end) else { continue };
                if !VERBATIM.contains(&&text[name.clone()]) {
                    continue;
                }
                let closing = format!("\\end{{{}}}", &text[name.clone()]);
                let stop = text[name.end..].find(&closing).map_or(text.len(), |end| name.end + end);
                cover.cover(name.end + 1..stop);
                at = stop;
            }
            "iffalse" => {
                let stop = end_of_condition(text, end);
                cover.cover(end..stop);
                at = stop;
            }
            "end" => {
                at = end;
                if group(text, end).is_some_and(|name| &text[name] == "document") {
                    cover.cover(end..text.len());
                    break;
                }
            }
            _ => at = end,
        }
    }
    cover.finish()
}

/// The text of an inline command that prints it as it stands: `\verb|…|`, `\lstinline[…]{…}`, `\url{…}`.
fn inline(text: &str, mut at: usize, name: &str) -> Range<usize> {
    let bytes = text.as_bytes();
    // It ends with its line, and no such text is long.
    let most = text.floor_char_boundary((at + 2_000).min(text.len()));
    let line_end = memchr::memchr(b'\n', &bytes[at..most]).map_or(most, |end| at + end);
    if bytes.get(at) == Some(&b'*') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'[') {
        at = text[at..line_end].find(']').map_or(at, |end| at + end + 1);
    }
    if name == "mintinline"
        && let Some(language) = group(text, at)
    {
        at = language.end + 1;
    }
    let Some(open) =
        text[at..].chars().next().filter(|c| !c.is_whitespace() && !c.is_alphanumeric())
    else {
        return at..at;
    };
    let braced = matches!(name, "path" | "url");
    if braced && open != '{' {
        return at..at;
    }
    let close = if open == '{' { '}' } else { open };
    let start = at + open.len_utf8();
    let end = text[start..line_end].find(close).map_or(line_end, |end| start + end);
    start..end
}

/// Where `\fi` or `\else` ends what a condition that never holds leaves out.
fn end_of_condition(text: &str, from: usize) -> usize {
    let mut depth = 0usize;
    for (at, _) in text[from..].match_indices('\\') {
        let at = from + at;
        let rest = &text[at + 1..];
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        match &rest[..len] {
            "fi" | "else" if depth == 0 => return at,
            "fi" => depth -= 1,
            // `\ifthenelse` has no `\fi`.
            name if name.starts_with("if") && name != "ifthenelse" && name != "iff" => depth += 1,
            _ => {}
        }
    }
    text.len()
}

/// What stands in the braces that begin at a byte.
fn group(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let open = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if !rest[open..].starts_with('{') {
        return None;
    }
    let end = rest[open..].bytes().take(200).position(|byte| byte == b'}')?;
    Some(at + open + 1..at + open + end)
}
