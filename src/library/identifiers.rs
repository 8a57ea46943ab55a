//! Numbers that name a work, in one spelling.

use crate::model::{Doi, Item, NumberVariable as Num, StandardVariable as S};

pub(super) fn doi(item: &Item) -> String {
    let stated = item.text(S::DOI).map(|text| match Doi::parse(text) {
        Some(doi) => doi.as_str().to_lowercase(),
        None => String::new(),
    });
    let from_url = || Doi::parse(item.text(S::URL)?).map(|doi| doi.as_str().to_lowercase());
    stated.filter(|doi| !doi.is_empty()).or_else(from_url).unwrap_or_default()
}

/// The number of an arXiv paper without its version: `2005.14165`, `hep-th/9901001`.
///
/// Source: arXiv help, "Understanding the arXiv identifier" and "arXiv DOIs".
pub(crate) fn arxiv(item: &Item, doi: &str) -> String {
    let archive = item.extra("bibtex", "eprinttype").or(item.extra("bibtex", "archiveprefix"));
    let is_arxiv = archive.is_some_and(|archive| archive.eq_ignore_ascii_case("arxiv"));
    let eprint = item.extra("bibtex", "eprint").filter(|_| is_arxiv || archive.is_none());
    let texts = [
        item.number(Num::Number),
        eprint,
        item.text(S::URL),
        item.text(S::ContainerTitle),
        item.text(S::Archive).and(item.text(S::ArchiveLocation)),
    ];
    if let Some(number) = doi.strip_prefix("10.48550/arxiv.").and_then(arxiv_number) {
        return number;
    }
    for (at, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        let lower = text.to_lowercase();
        let after = lower.find("arxiv").map(|at| &lower[at + 5..]);
        let found = match after {
            Some(rest) => {
                let rest = rest.trim_start_matches(".org").trim_start_matches([':', '/', ' ']);
                let rest = ["abs/", "pdf/", "preprint arxiv:"]
                    .iter()
                    .fold(rest, |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
                arxiv_number(rest)
            }
            // In the field for such numbers nothing else need say so.
            None if at == 1 => arxiv_number(&lower),
            None => None,
        };
        if let Some(number) = found {
            return number;
        }
    }
    String::new()
}

fn arxiv_number(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-');
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let text = text[..end].trim_end_matches(".pdf").trim_end_matches('.');
    let text = match text.rfind('v') {
        Some(at) if at + 1 < text.len() && text[at + 1..].bytes().all(|b| b.is_ascii_digit()) => {
            &text[..at]
        }
        _ => text,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_new = text
        .split_once('.')
        .is_some_and(|(a, b)| a.len() == 4 && matches!(b.len(), 4 | 5) && digits(a) && digits(b));
    let is_old = text
        .split_once('/')
        .is_some_and(|(archive, b)| b.len() == 7 && digits(b) && archive.len() > 1);
    (is_new || is_old).then(|| text.to_owned())
}

/// The ISBNs of a field as 13 digits each; others than ISBNs are passed over.
///
/// Source: ISBN Users' Manual, 7th edition, "Structure of the ISBN", appendix 1.
pub(super) fn isbns(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut digits = String::new();
    let end = |digits: &mut String, found: &mut Vec<u64>| {
        if let Some(isbn) = isbn(digits)
            && !found.contains(&isbn)
        {
            found.push(isbn);
        }
        digits.clear();
    };
    for c in text.chars() {
        match c {
            '0'..='9' | 'x' | 'X' => digits.push(c.to_ascii_uppercase()),
            '-' | '‐' | '‑' | '–' => {}
            // Some write spaces inside, some between two of them.
            ' ' if !matches!(digits.len(), 10 | 13) => {}
            _ => end(&mut digits, &mut found),
        }
    }
    end(&mut digits, &mut found);
    found
}

fn isbn(digits: &str) -> Option<u64> {
    match digits.len() {
        13 if digits.starts_with("978") || digits.starts_with("979") => digits.parse().ok(),
        10 => {
            let nine: u64 = digits.get(..9)?.parse().ok()?;
            let body = 978_000_000_000 + nine;
            let weigh = |at: u32| {
                let digit = body / 10u64.pow(11 - at) % 10;
                if at.is_multiple_of(2) { digit } else { digit * 3 }
            };
            let sum: u64 = (0..12).map(weigh).sum();
            Some(body * 10 + (10 - sum % 10) % 10)
        }
        _ => None,
    }
}

/// An address without what does not change where it leads.
pub(super) fn url(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let rest = rest.unwrap_or(&lower);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isbns_of_ten_and_thirteen_digits_are_one() {
        assert_eq!(isbns("0-306-40615-2"), isbns("978-0-306-40615-7"));
        assert_eq!(isbns("0-8044-2957-X"), isbns("ISBN 9780804429573"));
        assert_eq!(isbns("0306406152 9780804429573 (pbk.)").len(), 2);
        assert_eq!(isbns("978 0 306 40615 7").len(), 1);
        assert!(isbns("no").is_empty() && isbns("12345").is_empty());
    }

    #[test]
    fn arxiv_numbers() {
        for (text, expected) in [
            ("2005.14165v4", Some("2005.14165")),
            ("hep-th/9901001v3", Some("hep-th/9901001")),
            ("0704.0001.pdf", Some("0704.0001")),
            ("2005.1", None),
            ("10.1/x", None),
        ] {
            assert_eq!(arxiv_number(text).as_deref(), expected, "{text}");
        }
    }
}
