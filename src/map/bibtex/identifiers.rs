//! The check digits of ISBN and ISSN.
//!
//! Source: ISO 2108 (ISBN), ISO 3297 (ISSN).

/// Whether a text is one ISBN of 10 or 13 digits, with or without hyphens.
///
/// `978-3-16-148410-0`, `0-19-853453-1`; not `978-3-16-148410-1`, which has another last digit.
pub(crate) fn isbn_is_valid(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    match digits.as_slice() {
        [all @ .., last] if all.len() == 9 => (weighted(all, 10) + last).is_multiple_of(11),
        all if all.len() == 13 => {
            let sum: u32 = all.iter().zip([1, 3].into_iter().cycle()).map(|(d, w)| d * w).sum();
            matches!(all, [9, 7, 8 | 9, ..]) && !all.contains(&10) && sum.is_multiple_of(10)
        }
        _ => false,
    }
}

/// Whether a text is one ISSN: `0028-0836`.
pub(crate) fn issn_is_valid(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    matches!(digits.as_slice(), [all @ .., last] if all.len() == 7 && (weighted(all, 8) + last).is_multiple_of(11))
}

/// The digits of a number, with `X` as ten where it is the last; none if there is anything else.
fn digits(text: &str) -> Option<Vec<u32>> {
    let text = text.trim();
    let bare = ["ISBN", "ISSN", "isbn", "issn"].iter().find_map(|label| text.strip_prefix(label));
    let bare = bare.unwrap_or(text).trim_start_matches([':', ' ']);
    let chars = bare.chars().filter(|c| !matches!(c, '-' | '‐' | '–' | ' '));
    let mut digits = Vec::with_capacity(13);
    for c in chars {
        digits.push(c.to_digit(10).or_else(|| matches!(c, 'X' | 'x').then_some(10))?);
    }
    digits.split_last().is_some_and(|(_, all)| !all.contains(&10)).then_some(digits)
}

/// The sum of digits, each times its weight, which falls by one from digit to digit.
fn weighted(digits: &[u32], first: u32) -> u32 {
    digits.iter().zip((0..=first).rev()).map(|(digit, weight)| digit * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for isbn in ["978-3-16-148410-0", "0-19-853453-1", "080442957X", "ISBN: 9780306406157"] {
            assert!(isbn_is_valid(isbn), "{isbn}");
        }
        for isbn in
            ["978-3-16-148410-1", "0-19-853453-2", "X80442957X", "123", "", "12345678901234"]
        {
            assert!(!isbn_is_valid(isbn), "{isbn}");
        }
        assert!(issn_is_valid("0028-0836") && issn_is_valid("2434-561X"));
        assert!(!issn_is_valid("0028-0837") && !issn_is_valid("0028-0836, 1476-4687"));
    }
}
