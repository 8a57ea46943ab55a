//! Ranges of pages in the form that a style asks for.
//!
//! Source: CSL 1.0.2, appendix V "Page Range Formats"; The Chicago Manual of Style, 9.61.

use hayagriva::citationberg::PageRangeFormat;

/// A page's label: a prefix, then digits, such as `8n` and `11564`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label<'a> {
    letters: &'a str,
    digits: &'a str,
}

/// The first page of an expression.
pub(crate) fn first(page: &str) -> Option<&str> {
    let page = page.trim();
    let end = page.find(['-', '–', ',', '&', ' ']).unwrap_or(page.len());
    page.get(..end).filter(|first| !first.is_empty())
}

/// Sets the ranges of an expression; what is no range of numbers stays as it is.
///
/// Source: CSL 1.0.2, `page-range-format`.
pub(crate) fn format(text: &str, format: Option<PageRangeFormat>, delimiter: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for part in text.split_inclusive([',', '&', ';']) {
        let expression = part.trim_end_matches([',', '&', ';']);
        let body = expression.trim();
        let (before, after) = expression.split_once(body).unwrap_or_default();
        out.push_str(before);
        match (range(body), body.split_once(['-', '–'])) {
            (Some((first, last)), _) if first.letters == last.letters => {
                push_range(&mut out, first, last, format, delimiter);
            }
            (None, Some((first, last))) if is_roman(first.trim()) && is_roman(last.trim()) => {
                out.push_str(first.trim());
                out.push_str(delimiter);
                out.push_str(last.trim());
            }
            (Some(_), Some((first, last))) => {
                out.push_str(first.trim_end());
                out.push('-');
                out.push_str(last.trim_start());
            }
            _ => out.push_str(&body.replace("\\-", "-")),
        }
        out.push_str(after);
        out.push_str(&part[expression.len()..]);
    }
    out
}

/// Reads `S12-S15`: two labels and a dash.
fn range(text: &str) -> Option<(Label<'_>, Label<'_>)> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let last = last.trim_start_matches(['-', '–', '—']);
    Some((label(first.trim())?, label(last.trim())?))
}

fn label(text: &str) -> Option<Label<'_>> {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = letters.chars().all(char::is_alphanumeric);
    let digits = &text[letters.len()..];
    (!digits.is_empty() && plain).then_some(Label { letters, digits })
}

fn is_roman(text: &str) -> bool {
    let numeral = |c: char| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm');
    !text.is_empty() && text.chars().all(numeral)
}

fn push_range(
    out: &mut String,
    first: Label<'_>,
    last: Label<'_>,
    format: Option<PageRangeFormat>,
    delimiter: &str,
) {
    out.push_str(first.letters);
    out.push_str(first.digits);
    out.push_str(delimiter);
    let as_printed = |out: &mut String| {
        out.push_str(last.letters);
        out.push_str(last.digits);
    };
    let Some(format) = format else { return as_printed(out) };
    let full = match first.digits.len().checked_sub(last.digits.len()) {
        Some(missing) => format!("{}{}", &first.digits[..missing], last.digits),
        None => last.digits.to_owned(),
    };
    if (full.len(), full.as_str()) <= (first.digits.len(), first.digits) {
        return as_printed(out);
    }
    let last = abbreviate(first.digits, &full, format);
    if last.len() == full.len() && !is_short(format) {
        out.push_str(first.letters);
    }
    out.push_str(last);
}

/// Whether a format leaves the letters of the second page out.
fn is_short(format: PageRangeFormat) -> bool {
    !matches!(format, PageRangeFormat::Expanded)
}

/// The digits of the last page that are printed.
fn abbreviate<'t>(first: &str, last: &'t str, format: PageRangeFormat) -> &'t str {
    let minimal = |keep: usize| {
        if first.len() != last.len() {
            return last;
        }
        let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        &last[same.min(last.len().saturating_sub(keep))..]
    };
    let number = first.parse::<u64>().unwrap_or(0);
    match format {
        PageRangeFormat::Expanded => last,
        PageRangeFormat::Minimal => minimal(1),
        PageRangeFormat::MinimalTwo => minimal(2),
        PageRangeFormat::Chicago15 | PageRangeFormat::Chicago16 => {
            if number < 100 || number % 100 == 0 {
                return last;
            }
            if (1..10).contains(&(number % 100)) {
                return minimal(1);
            }
            let short = minimal(2);
            match format == PageRangeFormat::Chicago15 && first.len() == 4 && short.len() >= 3 {
                true => last,
                false => short,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Option<PageRangeFormat>, text: &str, expected: &str) {
        assert_eq!(super::format(text, format, "–"), expected, "{text}");
    }

    #[test]
    fn every_format_has_its_own_last_page() {
        use PageRangeFormat::*;
        check(None, "110-5", "110–5");
        check(Some(Expanded), "110-5, E306-E12", "110–115, E306–E312");
        check(Some(Minimal), "42-45, 321-328, 2787-2816", "42–5, 321–8, 2787–816");
        check(Some(MinimalTwo), "7-8, 42-45, 321-328", "7–8, 42–45, 321–28");
        check(Some(Chicago16), "3-10, 100-104, 107-108, 321-325", "3–10, 100–104, 107–8, 321–25");
        check(Some(Chicago16), "1496-1504, E306-E312", "1496–504, E306–12");
        check(Some(Chicago15), "1496-1504, 1596-1598", "1496–1504, 1596–98");
    }

    #[test]
    fn what_is_no_range_stays() {
        let format = Some(PageRangeFormat::Chicago16);
        check(format, "xii-xiv", "xii–xiv");
        check(format, "E306-312", "E306-312");
        check(format, "902-918.e6", "902-918.e6");
        check(format, "A1-B3", "A1-B3");
        check(format, "", "");
    }
}
