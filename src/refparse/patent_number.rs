//! Numbers of patents and of applications for them.

/// Whether a text is a patent's or an application's number: an office's two letters or none, six to
/// thirteen digits, and a kind code or none.
///
/// Source: WIPO ST.6 (numbers of published documents), ST.3 (offices), ST.16 (kind codes).
pub(super) fn is_patent_number(text: &str) -> bool {
    // `5, 014402` are a volume and a page.
    if text.len() > 24 || text.contains(", ") {
        return false;
    }
    let is_kind_code = |code: &str| code.len() <= 2 && code.starts_with(char::is_uppercase);
    // `CN110836969-A`: a hyphen before the kind code, and nowhere else.
    let (number, code) =
        text.rsplit_once('-').filter(|(_, code)| is_kind_code(code)).unwrap_or((text, ""));
    let compact: String = [number, code]
        .concat()
        .chars()
        .filter(|c| !matches!(c, ' ' | ',' | '/' | '(' | ')'))
        .collect();
    // `PCT/US2011/030214`, `WO2011US30214`: an international application names its own office, too.
    let compact = match compact.strip_prefix("PCT") {
        Some(rest) => rest.to_owned(),
        None => without_inner_office(compact),
    };
    let office = compact.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = compact.bytes().skip(office).take_while(u8::is_ascii_digit).count();
    let kind = compact.get(office + digits..).unwrap_or("x");
    let is_kind = match kind.as_bytes() {
        [] => true,
        [letter] => letter.is_ascii_uppercase(),
        [letter, digit] => letter.is_ascii_uppercase() && digit.is_ascii_digit(),
        _ => false,
    };
    // Eight digits without an office, or six with one: fewer are pages.
    let least = if office == 0 { 7 } else { 6 };
    matches!(office, 0 | 2) && (least..=13).contains(&digits) && is_kind
}

/// `WO2011US30214` -> `WO201130214`
fn without_inner_office(number: String) -> String {
    match (number.get(..6), number.get(6..8), number.get(8..)) {
        (Some(year), Some(office), Some(rest))
            if year.starts_with("WO")
                && year.bytes().skip(2).all(|b| b.is_ascii_digit())
                && office.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            format!("{year}{rest}")
        }
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patent_numbers() {
        for text in [
            "US5486359A",
            "10864184",
            "US 6818228",
            "ES2723723 (T3)",
            "CN110836969-A",
            "WO2011US30214",
            "PCT/US2011/030214",
            "US20090208464A1",
        ] {
            assert!(is_patent_number(text), "{text}");
        }
        for text in ["123456-1234", "5, 014402", "Nature", "12345", "No. 118", "é-A"] {
            assert!(!is_patent_number(text), "{text}");
        }
    }
}
