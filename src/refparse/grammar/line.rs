//! A reference made ready for the grammars: its address taken off the end.

use std::ops::Range;

use crate::diag::{Code, Diagnostic};
use crate::model::{Date, Doi};
use crate::refparse::folded::Folded;
use crate::refparse::{Reference, dates};

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
    ///
    /// # Diagnostics
    /// `link-differs`
    pub(super) fn new(
        folded: &'t Folded,
        reference: &Reference<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let whole = folded.text();
        let mut line = Self { whole, text: whole, doi: None, url: None, accessed: None };
        line.take_parenthesised_access();
        let (head, token) = line.text.rsplit_once(' ').unwrap_or(("", line.text));
        let printed = token.trim_end_matches(['.', ',', ';', '>']).trim_start_matches('<');
        let link = reference.links.iter().rev().find(|link| {
            let end = folded.raw_span(range_of(whole, printed)).end;
            link.span.end >= end.saturating_sub(printed.len()) && link.span.start < end
        });
        if is_address(printed) {
            let address = choose_address(printed, link.map(|link| link.href.as_str()), found);
            line.set_address(address, printed);
            line.text = strip_url_label(head);
        } else if let Some(link) = reference.links.iter().find(|link| is_address(&link.href)) {
            // The link lies on some words of the reference.
            line.set_address(&link.href, printed);
        }
        line.take_accessed_sentence();
        line
    }

    fn set_address(&mut self, address: &str, printed: &'t str) {
        // Some libraries keep the whole link in the field for the DOI, which doubles the resolver.
        let inner =
            address.rfind("https://").filter(|at| *at > 0).map_or(address, |at| &address[at..]);
        match Doi::parse(inner) {
            Some(doi) => self.doi = Some((doi.as_str().to_owned(), printed)),
            None => {
                let address = address.trim_end_matches(['.', ',', ';']);
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

/// The address of a link if there is one, else the printed one.
///
/// A program that makes links of addresses may stop too early, at a bracket for instance: where the
/// print goes on after the link, the print has the whole address.
fn choose_address<'a>(
    printed: &'a str,
    href: Option<&'a str>,
    found: &mut Vec<Diagnostic>,
) -> &'a str {
    let Some(href) = href.filter(|href| is_address(href)) else { return printed };
    let bare = |address: &str| match Doi::parse(address) {
        Some(doi) => doi.as_str().to_ascii_lowercase(),
        None => {
            let address = address.trim_end_matches(['.', ',', ';', '/']);
            let address = address.split_once("://").map_or(address, |(_, rest)| rest);
            address.trim_start_matches("www.").to_owned()
        }
    };
    let (link, text) = (bare(href), bare(printed));
    if link == text {
        return href;
    }
    if text.starts_with(&link) {
        return printed;
    }
    found.push(
        Diagnostic::new(
            Code::LinkDiffers,
            format!("the text says `{printed}`, the link goes to `{href}`"),
        )
        .help("the link's address was used; mend the reference in the source's note"),
    );
    href
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
    use crate::model::Origin;
    use crate::note::Link;

    fn check(
        text: &str,
        links: &[(Range<usize>, &str)],
        left: &str,
        address: &str,
        findings: usize,
    ) {
        let links: Vec<Link> = links
            .iter()
            .map(|(span, href)| Link { span: span.clone(), href: (*href).to_owned() })
            .collect();
        let origin = Origin::derived();
        let reference = Reference { text, links: &links, key: None, origin: &origin };
        let folded = Folded::new(text);
        let mut found = Vec::new();
        let line = Line::new(&folded, &reference, &mut found);
        let got = line.doi.or(line.url).map(|(value, _)| value).unwrap_or_default();
        assert_eq!((line.text, got.as_str(), found.len()), (left, address, findings), "{text}");
    }

    #[test]
    fn takes_addresses_off() {
        check("A. B.\u{a0} https://doi.org/10.1000/x(1)2.", &[], "A. B.", "10.1000/x(1)2", 0);
        check("A. URL http://a.org/b (accessed 7.5.23).", &[], "A.", "http://a.org/b", 0);
        check("A. Accessed May 4, 2021. www.example.org/a.", &[], "A.", "www.example.org/a", 0);
        check("A. lib.example.edu/x?y=1.", &[], "A.", "lib.example.edu/x?y=1", 0);
        check("A. and/or", &[], "A. and/or", "", 0);
    }

    #[test]
    fn prefers_links_to_their_text() {
        let text = "A. https://doi.org/10.1000/abc(1)x.";
        check(text, &[(3..35, "https://doi.org/10.1000/ABC(1)x")], "A.", "10.1000/ABC(1)x", 0);
        check(text, &[(3..30, "https://doi.org/10.1000/abc")], "A.", "10.1000/abc(1)x", 0);
        check(text, &[(3..35, "https://doi.org/10.1000/other")], "A.", "10.1000/other", 1);
        check(
            "A title here.",
            &[(0..7, "https://doi.org/10.1000/t")],
            "A title here.",
            "10.1000/t",
            0,
        );
    }
}
