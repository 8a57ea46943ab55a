//! What LaTeX notes for `bibtex` and `biber`.
//!
//! Source: `btxdoc`, "The .aux file"; biblatex, `blx-bibtex.def` for `\abx@aux@cite` and the schema of the
//! control file for `bcf:citekey`.

use super::collect::Collector;

/// Reads an `.aux` file: `\citation{a,b}`, `\abx@aux@cite{0}{key}`, and the files of chapters.
pub(super) fn read_aux(text: &str, collector: &mut Collector<'_>) {
    for (at, _) in text.match_indices('\\') {
        let rest = &text[at + 1..];
        let len = rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'@').count();
        let from = at + 1 + len;
        match &rest[..len] {
            "citation" => {
                let Some((start, list, _)) = group(text, from) else { continue };
                if list.trim() == "*" {
                    collector.cite_all();
                } else {
                    collector.cite_list(list, start, true);
                }
            }
            // The number of the section stands first; older versions have the key alone.
            "abx@aux@cite" | "abx@aux@nocite" => {
                let Some((start, first, end)) = group(text, from) else { continue };
                let (start, key) = match group(text, end) {
                    Some((start, second, _)) => (start, second),
                    None => (start, first),
                };
                match key.trim() {
                    "*" => collector.cite_all(),
                    _ => collector.cite(key, start..start + key.len(), true),
                }
            }
            "@input" => {
                if let Some((start, path, _)) = group(text, from) {
                    collector.include(path, start..start + path.len());
                }
            }
            _ => {}
        }
    }
}

/// The braces that begin at a byte: where the text in them begins, the text, and where they end.
fn group(text: &str, at: usize) -> Option<(usize, &str, usize)> {
    let rest = text.get(at..)?.strip_prefix('{')?;
    let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
    let end = line.find('}')?;
    Some((at + 1, &line[..end], at + end + 2))
}

/// Reads `biber`'s control file: `<bcf:citekey order="1">key</bcf:citekey>`, and the members of sets.
pub(super) fn read_bcf(text: &str, collector: &mut Collector<'_>) {
    const TAG: &str = "<bcf:citekey";
    for (at, _) in text.match_indices(TAG) {
        let rest = &text[at + TAG.len()..];
        if !rest.starts_with(|c: char| c.is_whitespace() || c == '>') {
            continue;
        }
        let line = &rest[..rest.floor_char_boundary(rest.len().min(2_000))];
        let Some(open) = line.find(['>', '\n']).filter(|open| line[*open..].starts_with('>'))
        else {
            continue;
        };
        if let Some((_, members)) = rest[..open].split_once("members=\"") {
            let members = members.split('"').next().unwrap_or_default();
            members.split(',').for_each(|key| collector.cite(&unescaped(key), at..at, true));
        }
        let start = at + TAG.len() + open + 1;
        let end = start + text[start..].bytes().take(2_000).position(|b| b == b'<').unwrap_or(0);
        match text[start..end].trim() {
            "*" => collector.cite_all(),
            key => collector.cite(&unescaped(key), start..end, true),
        }
    }
}

/// Reads the five entities of XML.
fn unescaped(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    plain.replace("&apos;", "'").replace("&amp;", "&")
}
