//! Page expressions. Pages are labels as printed, not numbers.

/// A page expression's first and last page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The first page's label.
    pub first: String,
    /// The last page's label, in full.
    pub last: Option<String>,
}

/// Splits a page expression into first and last page and writes an abbreviated last page in full.
///
/// `None` if the text is no single page or range: more than one range, or words.
///
/// ```
/// use florilege::model::expand_pages;
/// let pages = expand_pages("1237–44").unwrap();
/// assert_eq!((pages.first.as_str(), pages.last.as_deref()), ("1237", Some("1244")));
/// assert_eq!(expand_pages("E306-312").unwrap().last.as_deref(), Some("E312"));
/// assert_eq!(expand_pages("902-918.e6").unwrap().last.as_deref(), Some("918.e6"));
/// assert_eq!(expand_pages("e163648").unwrap().last, None);
/// ```
///
/// Source: CSL 1.0.2 `page` and appendix "Page Range Formats".
pub fn expand_pages(text: &str) -> Option<Pages> {
    let text = text.trim();
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '*' | '_' | '/'))
    };
    let dashes = ["--", "–", "—", "‒", "−", "‐", "‑", "-"];
    let split = dashes.iter().find_map(|dash| text.split_once(dash));
    let Some((first, last)) = split else {
        return is_label(text).then(|| Pages { first: text.to_owned(), last: None });
    };
    let (first, last) = (first.trim_end(), last.trim_matches(['-', '–', '—', ' ']));
    if !is_label(first) || !is_label(last) {
        return None;
    }
    Some(Pages { first: first.to_owned(), last: Some(expand_last(first, last)) })
}

/// Gives a last page the leading characters that it shares with the first and does not print.
fn expand_last(first: &str, last: &str) -> String {
    let (prefix, first_digits) = split_label(first);
    let (last_prefix, last_digits) = split_label(last);
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    // The number of the last page may carry a tail such as `.e6`; the first page must be plain.
    let number_len = last_digits.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = last_digits.split_at(number_len);
    if !plain(first_digits) || number.is_empty() {
        return last.to_owned();
    }
    let same_prefix = last_prefix.is_empty() || last_prefix == prefix;
    if !same_prefix {
        return last.to_owned();
    }
    let missing = first_digits.len().saturating_sub(number.len());
    let candidate = format!("{}{number}", &first_digits[..missing]);
    // `98-12` is no abbreviation of `98-112`: an expansion that runs backwards is left as printed.
    if missing > 0 && !in_order(first_digits, &candidate) {
        return last.to_owned();
    }
    format!("{prefix}{candidate}{tail}")
}

fn split_label(label: &str) -> (&str, &str) {
    let at = label.find(|c: char| c.is_ascii_digit()).unwrap_or(label.len());
    label.split_at(at)
}

fn in_order(first: &str, last: &str) -> bool {
    let (first, last) = (first.trim_start_matches('0'), last.trim_start_matches('0'));
    (first.len(), first) <= (last.len(), last)
}

/// Whether a range runs forwards; `true` where the labels cannot be compared.
pub fn pages_in_order(pages: &Pages) -> bool {
    let Some(last) = &pages.last else { return true };
    let (first_prefix, first) = split_label(&pages.first);
    let (last_prefix, last) = split_label(last);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    first_prefix != last_prefix || !digits(first) || !digits(last) || in_order(first, last)
}
