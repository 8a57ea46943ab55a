//! A reference made ready for the grammars: its address taken off the end.

use std::ops::Range;

use crate::model::{Date, Doi};
use crate::refparse::dates;
use crate::refparse::folded::Folded;

/// What a grammar reads: the text without its address.
#[derive(Debug)]
pub(in crate::refparse) struct Line<'t> {
    /// The whole folded text.
    pub(in crate::refparse) whole: &'t str,
    /// The text before the address and the date of access, trimmed.
    pub(in crate::refparse) text: &'t str,
    /// The DOI, and where it is printed.
    pub(in crate::refparse) doi: Option<(String, &'t str)>,
    /// Any other address, and where it is printed.
    pub(in crate::refparse) url: Option<(String, &'t str)>,
    /// The date of access, and where it is printed.
    pub(in crate::refparse) accessed: Option<(Date, &'t str)>,
}

impl<'t> Line<'t> {
    /// Takes the address and the date of access off the end of a reference.
    pub(super) fn new(folded: &'t Folded) -> Self {
        let whole = folded.text();
        let mut line = Self { whole, text: whole, doi: None, url: None, accessed: None };
        line.take_parenthesised_access();
        let (head, token) = line.text.rsplit_once(' ').unwrap_or(("", line.text));
        let printed = token.trim_end_matches(['.', ',', ';', '>']).trim_start_matches('<');
        if is_address(printed) {
            line.set_address(printed);
            line.text = strip_url_label(head);
        }
        line.take_accessed_sentence();
        line
    }

    fn set_address(&mut self, printed: &'t str) {
        // Some libraries keep the whole link in the field for the DOI, which doubles the resolver.
        let inner =
            printed.rfind("https://").filter(|at| *at > 0).map_or(printed, |at| &printed[at..]);
        match Doi::parse(inner) {
            Some(doi) => self.doi = Some((doi.as_str().to_owned(), printed)),
            None => {
                let address = printed.trim_end_matches(['.', ',', ';']);
                self.url = Some((address.to_owned(), printed));
            }
        }
    }

    /// `… (accessed 7.5.23).` at the end.
    fn take_parenthesised_access(&mut self) {
        let text = self.text.trim_end_matches('.');
        let Some(inner) = text.strip_suffix(')') else { return };
        let Some(at) = inner.rfind(" (accessed ") else { return };
        let printed = &inner[at + " (accessed ".len()..];
        if let Some(date) = dates::numeric(printed).or_else(|| dates::parse(printed)) {
            self.accessed = Some((date, printed));
            self.text = &text[..at];
        }
    }

    /// `… Accessed January 27, 2025.` at the end of what is left.
    fn take_accessed_sentence(&mut self) {
        let text = self.text.trim_end_matches('.');
        let Some(at) = text.rfind("Accessed ") else { return };
        let printed = &text[at + "Accessed ".len()..];
        let before = text[..at].trim_end();
        if let (Some(date), true) = (dates::parse(printed), before.len() < at || at == 0) {
            self.accessed = Some((date, printed));
            self.text = before;
        }
    }
}

/// The offsets of a part of a text; the part must be a slice of it.
pub(in crate::refparse) fn range_of(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len());
    start..(start + part.len()).min(whole.len())
}

/// Whether a word is a link, a DOI, or a host with a path.
pub(super) fn is_address(word: &str) -> bool {
    // No browser takes longer addresses; longer words are junk.
    if word.len() > 4000 {
        return false;
    }
    let lower = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    if ["http://", "https://", "ftp://", "www."].iter().any(|scheme| lower.starts_with(scheme)) {
        return word.len() > 11;
    }
    if Doi::parse(word).is_some() {
        return true;
    }
    let Some((host, _)) = word.split_once('/') else { return false };
    let mut labels = host.rsplit('.');
    let tail = labels.next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (2..=6).contains(&tail.len())
        && tail.bytes().all(|b| b.is_ascii_lowercase())
        && host.contains('.')
        && labels.all(is_label)
}

/// Takes the label off that stands before an address: `URL`, `doi:`, `DOI`.
fn strip_url_label(head: &str) -> &str {
    let head = head.trim_end();
    for label in ["URL", "URL:", "doi:", "DOI:", "DOI"] {
        if let Some(rest) = head.strip_suffix(label)
            && (rest.is_empty() || rest.ends_with(' '))
        {
            return rest.trim_end();
        }
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, left: &str, address: &str) {
        let folded = Folded::new(text);
        let line = Line::new(&folded);
        let got = line.doi.or(line.url).map(|(value, _)| value).unwrap_or_default();
        assert_eq!((line.text, got.as_str()), (left, address), "{text}");
    }

    #[test]
    fn takes_addresses_off() {
        check("A. B.\u{a0} https://doi.org/10.1000/x(1)2.", "A. B.", "10.1000/x(1)2");
        check("A. URL http://a.org/b (accessed 7.5.23).", "A.", "http://a.org/b");
        check("A. Accessed May 4, 2021. www.example.org/a.", "A.", "www.example.org/a");
        check("A. lib.example.edu/x?y=1.", "A.", "lib.example.edu/x?y=1");
        check("A. and/or", "A. and/or", "");
    }
}
