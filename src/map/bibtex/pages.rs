//! The `pages` of an entry as CSL's `page`.
//!
//! Source: biblatex manual, 2.2.1, the data type `range`; CSL 1.0.2 `page`.

use crate::model::expand_pages;

/// Words before a page that only say that it is one.
const LABELS: &[&str] = &["pages", "Pages", "pp.", "Pp.", "p.", "P.", "pp", "pgs.", "S."];

/// Reads decoded pages: hyphens in ranges, abbreviated last pages in full, `, ` between ranges.
///
/// A dash between labels that have hyphens stays one: `1-1–1-12`.
pub(super) fn read(text: &str) -> String {
    let text = text.trim();
    if let Some(pages) = plain_range(text) {
        return pages;
    }
    let bare = LABELS.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        let is_label = rest.starts_with([' ', '\u{a0}', '\u{202f}', '~']) || label.ends_with('.');
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace());
        (is_label && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
    });
    let parts = bare.unwrap_or(text).split([',', ';']).map(part).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// A range of two numbers in full, which most pages are.
fn plain_range(text: &str) -> Option<String> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let first = text.bytes().take_while(u8::is_ascii_digit).count();
    let last = text[first..].strip_prefix(['–', '-'])?;
    let is_full = first > 0 && last.len() >= first && is_number(last);
    is_full.then(|| [&text[..first], "-", last].concat())
}

fn part(part: &str) -> String {
    let part = part.trim();
    let is_space = |c: char| c.is_whitespace();
    let pages = match part.split_once(['–', '—']) {
        // Spaces around the dash, and a second dash or hyphen beside it.
        Some((first, last)) => {
            let (first, last) = (
                first.trim_end_matches(|c| is_space(c) || c == '-'),
                last.trim_start_matches(|c| is_space(c) || matches!(c, '-' | '–' | '—')),
            );
            if first.contains('-') || last.contains('-') {
                return format!("{first}–{last}");
            }
            expand_pages(&format!("{first}–{last}"))
        }
        None => expand_pages(part),
    };
    match pages {
        Some(pages) => match pages.last {
            Some(last) => format!("{}-{last}", pages.first),
            None => pages.first,
        },
        None => part.replace(['–', '—'], "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::tex::decode;

    fn check(written: &str, expected: &str) {
        assert_eq!(read(decode(written, false).text.as_str()), expected, "{written}");
    }

    #[test]
    fn pages_in_all_shapes() {
        check("12--19", "12-19");
        check("12-19", "12-19");
        check("12---19", "12-19");
        check("12–19", "12-19");
        check("12 -- 19", "12-19");
        check("12\\,--\\,19", "12-19");
        check("12\\textendash 19", "12-19");
        check("12{--}19", "12-19");
        check("12$-$19", "12-19");
        check("12--19, 23", "12-19, 23");
        check("12--19,23; 27-9", "12-19, 23, 27-29");
        check("173--98", "173-198");
        check("e1--e12", "e1-e12");
        check("iv–xii, 200---210", "iv-xii, 200-210");
        check("i--xii", "i-xii");
        check("S12--S15", "S12-S15");
        check("1:1--1:12", "1:1-1:12");
        check("1-1--1-12", "1-1–1-12");
        check("43+", "43+");
        check("e12", "e12");
        check("L12", "L12");
        check("123--", "123-");
        check("pp. 12--19", "12-19");
        check("p.~12", "12");
        check("pages 12-19", "12-19");
        check("S. 12--19", "12-19");
        check("S12", "S12");
        check("12 pages", "12 pages");
        check("art. no. 5", "art. no. 5");
    }
}
