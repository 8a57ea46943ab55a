//! Links and identifiers: not TeX, though exporters escape them as if they were.
//!
//! Source: biblatex manual, 2.2.1, the data types `uri` and `verbatim`; what Mendeley, Zotero,
//! publishers' sites and `hyperref` users write into `url` and `doi`.

use crate::model::{Doi, StandardVariable};

/// Commands and formulas that stand for a character of a link; the longer of two comes first.
const SPELLED: &[(&str, char)] = &[
    ("{\\textasciitilde}", '~'),
    ("\\textasciitilde{}", '~'),
    ("\\textasciitilde", '~'),
    ("{\\textunderscore}", '_'),
    ("\\textunderscore{}", '_'),
    ("\\textunderscore", '_'),
    ("{\\textless}", '<'),
    ("\\textless{}", '<'),
    ("\\textless", '<'),
    ("{\\textgreater}", '>'),
    ("\\textgreater{}", '>'),
    ("\\textgreater", '>'),
    ("{\\textbackslash}", '\\'),
    ("\\textbackslash{}", '\\'),
    ("{\\slash}", '/'),
    ("\\slash{}", '/'),
    ("{$\\sim$}", '~'),
    ("$\\sim$", '~'),
    ("{$<$}", '<'),
    ("$<$", '<'),
    ("{$>$}", '>'),
    ("$>$", '>'),
    ("{\\~{}}", '~'),
    ("\\~{}", '~'),
    ("{\\~}", '~'),
    ("{\\_}", '_'),
    ("{\\%}", '%'),
    ("{\\#}", '#'),
    ("{\\&}", '&'),
    ("{\\$}", '$'),
    ("{~}", '~'),
    ("{_}", '_'),
    ("{%}", '%'),
    ("{#}", '#'),
    ("{&}", '&'),
    ("{-}", '-'),
];

/// Reads a link or an identifier.
pub(super) fn read(variable: StandardVariable, value: &str) -> String {
    let bare = unescape(unwrap(value.trim()));
    match variable {
        StandardVariable::DOI => Doi::parse(&bare).map_or(bare, |doi| doi.as_str().to_owned()),
        _ => bare,
    }
}

/// The link of a value that says nothing else: bare, in `\url{...}`, or as the text of itself.
pub(super) fn only_link(value: &str) -> Option<String> {
    let value = value.trim();
    let labels = ["Available at:", "Available at", "Available from:", "URL:", "Online:", "URL"];
    let bare = labels.iter().find_map(|label| value.strip_prefix(label)).unwrap_or(value).trim();
    let bare = bare.trim_end_matches('.');
    let link = read(StandardVariable::URL, bare);
    let is_link = link.starts_with("http://") || link.starts_with("https://");
    let is_one =
        !unwrap(bare).contains(|c: char| c.is_whitespace() || c == '{') && !link.contains('\\');
    (is_link && is_one).then_some(link)
}

/// The link that a command in a longer text prints: `see \url{https://e.org}`.
pub(super) fn link_within(value: &str) -> Option<String> {
    let start = ["\\url{", "\\href{", "\\nolinkurl{"]
        .iter()
        .filter_map(|command| Some(value.find(command)? + command.len()))
        .min()?;
    let inner = &value[start..];
    let mut depth = 1usize;
    let end = inner.bytes().position(|byte| {
        depth += usize::from(byte == b'{');
        depth -= usize::from(byte == b'}');
        depth == 0
    })?;
    let link = unescape(inner[..end].trim());
    link.starts_with("http").then_some(link)
}

/// What stands in the braces of a command that prints links, or between angle brackets.
fn unwrap(value: &str) -> &str {
    let mut value = value;
    // Nobody wraps a link more often.
    for _ in 0..8 {
        let inner = ["\\url", "\\nolinkurl", "\\path", "\\texttt", "\\tt", "\\ttfamily", ""]
            .iter()
            .find_map(|command| {
                let rest = value.strip_prefix(command)?.trim_start();
                let inner = rest.strip_prefix('{')?.strip_suffix('}')?;
                closes_at_end(inner).then_some(inner)
            })
            .or_else(|| value.strip_prefix('<')?.strip_suffix('>'))
            .or_else(|| value.strip_prefix("\\tt "));
        match inner {
            Some(inner) => value = inner.trim(),
            None => break,
        }
    }
    // `\href{link}{text}`
    match value.strip_prefix("\\href{").and_then(|rest| rest.split_once('}')) {
        Some((link, _)) => link.trim(),
        None => value,
    }
}

/// Whether the brace before a text closes only after it.
fn closes_at_end(inner: &str) -> bool {
    let mut depth = 0usize;
    inner.bytes().all(|byte| {
        depth += usize::from(byte == b'{');
        let is_open = byte != b'}' || depth > 0;
        depth -= usize::from(byte == b'}' && depth > 0);
        is_open
    })
}

fn unescape(value: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'{' | b'$');
    if value.bytes().all(is_bare) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if matches!(c, '\\' | '{' | '$') {
            if let Some((tex, c)) = SPELLED.iter().find(|row| rest.starts_with(row.0)) {
                out.push(*c);
                rest = &rest[tex.len()..];
                continue;
            }
            // Where a line may break, and the escapes of what TeX reserves.
            let next = rest[1..].chars().next();
            match (c, next) {
                ('\\', Some('-' | '/' | '@')) if rest.len() > 2 => {
                    rest = &rest[2..];
                    continue;
                }
                ('\\', Some('_' | '%' | '#' | '&' | '$' | '{' | '}' | '~' | ' ')) => {
                    rest = &rest[1..];
                    let Some(c) = rest.chars().next() else { break };
                    if !c.is_whitespace() {
                        out.push(c);
                    }
                    rest = &rest[c.len_utf8()..];
                    continue;
                }
                _ => {}
            }
        }
        rest = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            // A link that was broken over two lines is one; two links are two.
            if rest.trim_start().starts_with("http") && !out.is_empty() {
                out.push(' ');
                rest = rest.trim_start();
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        assert_eq!(read(StandardVariable::URL, value), expected, "{value}");
    }

    #[test]
    fn links_are_bare() {
        check(r"https://e.org/a\_b\%20c\#d\&e\~f", "https://e.org/a_b%20c#d&e~f");
        check(r"https://e.org/a_b%20c#d&e~f--g", "https://e.org/a_b%20c#d&e~f--g");
        check(r"\url{https://e.org/a_b}", "https://e.org/a_b");
        check(r"<https://e.org/>", "https://e.org/");
        check(r"{\tt https://e.org}", "https://e.org");
        check(r"\href{https://e.org/a}{here}", "https://e.org/a");
        check(
            r"https://e.org/{\~{}}a/$\sim$b/\textasciitilde c{\textasciitilde}d",
            "https://e.org/~a/~b/~c~d".replace("~c", "~ c").replace(' ', "").as_str(),
        );
        check(r"https://e.org/{\_}a\textunderscore{}b", "https://e.org/_a_b");
        check("https://e.org/\n   a", "https://e.org/a");
        check("https://e.org/a https://e.org/b", "https://e.org/a https://e.org/b");
        check(r"https://e.org/a\-b\/c", "https://e.org/abc");
        check(r"https://e.org/q={x}", "https://e.org/q={x}");
        check(r"https://e.org/q=$x$", "https://e.org/q=$x$");
    }

    #[test]
    fn identifiers_are_bare() {
        let doi = |value: &str| read(StandardVariable::DOI, value);
        assert_eq!(doi(r"10.1000/a\_b"), "10.1000/a_b");
        assert_eq!(doi(r"https://doi.org/10.1000/a{\_}b"), "10.1000/a_b");
        assert_eq!(
            doi("10.1002/x42:5$<$952::AID$>$3.0.CO;2-S"),
            "10.1002/x42:5<952::AID>3.0.CO;2-S"
        );
        assert_eq!(doi(r"{10.1000/1}"), "10.1000/1");
    }

    #[test]
    fn links_in_other_fields() {
        assert_eq!(only_link(r"\url{https://e.org/a}").as_deref(), Some("https://e.org/a"));
        assert_eq!(
            only_link(r"Available at \url{https://e.org/a}.").as_deref(),
            Some("https://e.org/a")
        );
        assert_eq!(only_link("https://e.org").as_deref(), Some("https://e.org"));
        assert_eq!(only_link(r"see \url{https://e.org}"), None);
        assert_eq!(
            link_within(r"see \url{https://e.org/\_a}, p. 1").as_deref(),
            Some("https://e.org/_a")
        );
        assert_eq!(link_within("see e.org"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_read(value in r"(\\url\{|\\_|[{}$<>\\ a-z:/~]|http://|é){0,20}") {
            read(StandardVariable::URL, &value);
            read(StandardVariable::DOI, &value);
            only_link(&value);
            link_within(&value);
        }
    }
}
