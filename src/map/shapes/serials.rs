//! ISBN and ISSN, told apart by their form.

/// The serial numbers of a value, each kind in its usual form.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Serials {
    pub(crate) isbn: Vec<String>,
    pub(crate) issn: Vec<String>,
}

/// Finds ISBNs and ISSNs by their form: `0028-0836 (print); 1476-4687`, `9780387848570 (ISBN)`.
///
/// Eight digits without a hyphen are an ISSN if its check digit is right.
pub(crate) fn find(text: &str) -> Serials {
    let mut serials = Serials::default();
    let is_break = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | ':');
    let spaced = text.replace(['–', '‐', '‑'], "-");
    let mut push = |token: &str| -> bool {
        let digits: String = token.chars().filter(|c| *c != '-').collect();
        let body = digits.strip_suffix(['x', 'X']).unwrap_or(&digits);
        if body.is_empty() || !body.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let hyphen = token.find('-');
        match (digits.len(), hyphen) {
            (8, Some(4)) => serials.issn.push(token.to_uppercase()),
            (8, None) if is_issn(&digits) => {
                serials.issn.push(format!("{}-{}", &digits[..4], &digits[4..]).to_uppercase());
            }
            (10 | 13, _) => serials.isbn.push(token.to_owned()),
            _ => return false,
        }
        true
    };
    let mut found = false;
    for token in spaced.split(is_break).filter(|token| !token.is_empty()) {
        found |= push(token);
    }
    if !found {
        // An ISBN in groups: `978 3 16 148410 0`.
        let groups = spaced.split(is_break).filter(|g| !g.is_empty()).collect::<Vec<_>>();
        let is_group = |g: &&str| g.bytes().all(|b| b.is_ascii_digit()) || matches!(*g, "X" | "x");
        if groups.len() > 2 && groups.iter().all(is_group) {
            push(&groups.join("-"));
        }
    }
    serials.issn = deduplicated(serials.issn);
    serials.isbn = deduplicated(serials.isbn);
    serials
}

/// Whether the check digit of eight digits is that of an ISSN.
///
/// Source: ISO 3297.
fn is_issn(digits: &str) -> bool {
    let values = digits.bytes().map(|byte| match byte {
        b'x' | b'X' => 10,
        digit => u32::from(digit - b'0'),
    });
    let weights = (1..=8u32).rev();
    values.zip(weights).map(|(value, weight)| value * weight).sum::<u32>().is_multiple_of(11)
}

fn deduplicated(list: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for value in list {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_found() {
        let check = |text: &str, isbn: &str, issn: &str| {
            let found = find(text);
            assert_eq!(
                (found.isbn.join(" ").as_str(), found.issn.join(" ").as_str()),
                (isbn, issn),
                "{text}"
            );
        };
        check("0028-0836 (print); 1476-4687", "", "0028-0836 1476-4687");
        check("00280836 (ISSN)", "", "0028-0836");
        check("12345678", "", "");
        check("9780387848570 (ISBN); 978-0-387-84857-0", "9780387848570 978-0-387-84857-0", "");
        check("978 3 16 148410 0", "978-3-16-148410-0", "");
        check("US6239091B1", "", "");
        check("2434-561x", "", "2434-561X");
    }
}
