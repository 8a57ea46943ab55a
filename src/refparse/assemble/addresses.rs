//! DOIs, URLs and identifiers.
//!
//! Where CSL has no variable for an identifier it is kept as Zotero keeps it: arXiv's in `number`
//! (`arXiv:2101.00001`), a URN and a handle in `URL`, a library's number (OCLC, LCCN) in `call-number`.

use std::ops::Range;

use super::segments::Segments;
use crate::model::{Doi, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;
use crate::refparse::token::{Shape, doi_in};

/// Reads every address into the draft.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    read_doi(segments, draft);
    read_url(segments, draft);
    for range in segments.of(Label::Identifier) {
        read_identifier(segments, range, draft);
    }
}

/// The words labelled as one, else any that has the form of one.
fn read_doi(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let labelled = segments.of(Label::Doi).next();
    let formed = || {
        let is_doi = |at: &usize| is_resolved(segments, *at);
        let at = (0..segments.words.len()).rev().find(is_doi)?;
        matches!(segments.label(at), Label::Other | Label::Url | Label::Identifier)
            .then_some(at..at + 1)
    };
    let Some(range) = labelled.or_else(formed) else { return };
    let printed = segments.bare(&range);
    // Some libraries keep the whole link in the field for the DOI, which doubles the resolver.
    let inner = doi_in(printed).unwrap_or(printed);
    let inner = inner.rfind(' ').map_or(inner, |at| &inner[at + 1..]);
    match Doi::parse(inner).or_else(|| Doi::parse(&printed.replace(' ', ""))) {
        Some(doi) => {
            draft.text_at(StandardVariable::DOI, doi.as_str().to_owned(), segments.span(&range));
            // The address of another resolver than today's was kept as an address.
            let is_current = printed.starts_with("https://doi.org/");
            if printed.starts_with("http") && !is_current && !printed.contains(' ') {
                let span = segments.span(&range);
                draft.text_at(StandardVariable::URL, printed.to_owned(), span);
            }
        }
        None => draft.doubt_that(0.8, "what stands in the place of the DOI is none"),
    }
}

/// Whether a word is a DOI or its resolver's address, and not that of a proxy before it.
fn is_resolved(segments: &Segments<'_, '_>, at: usize) -> bool {
    let word = segments.word(at);
    segments.words[at].shape == Shape::Doi && Doi::parse(doi_in(word).unwrap_or(word)).is_some()
}

fn read_url(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let mut urls = segments.joined(Label::Url).into_iter().filter(|range| {
        // A resolver's address is the DOI.
        !(range.len() == 1 && is_resolved(segments, range.start))
    });
    let Some(range) = urls.next() else { return };
    let mut span = segments.span(&range);
    // The slash that ends an address without a scheme.
    if segments.text[span.end..].starts_with('/') {
        span.end += 1;
    }
    let printed = segments.text[span.clone()].replace(' ', "");
    if urls.any(|other| segments.bare(&other) != printed) {
        draft.doubt_that(0.9, "two addresses are printed");
    }
    draft.text_at(StandardVariable::URL, printed, span);
}

fn read_identifier(segments: &Segments<'_, '_>, range: Range<usize>, draft: &mut Draft<'_>) {
    let mut start = range.start;
    let mut scheme = None;
    // The term is before the number, labelled or not.
    while start + 1 < range.end {
        let Some(found) = Scheme::of(segments.word(start)) else { break };
        scheme = Some(found);
        start += 1;
    }
    let before = range.start.checked_sub(1).filter(|at| segments.label(*at) == Label::Other);
    let scheme = scheme.or_else(|| before.and_then(|at| Scheme::of(segments.word(at))));
    let range = start..range.end;
    let printed = segments.bare(&range);
    let span = segments.span(&range);
    match scheme.or_else(|| Scheme::by_form(printed)) {
        Some(Scheme::Pmid) => draft.text_at(StandardVariable::PMID, printed.to_owned(), span),
        Some(Scheme::Pmcid) => draft.text_at(StandardVariable::PMCID, printed.to_owned(), span),
        Some(Scheme::Issn) => draft.text_at(StandardVariable::ISSN, printed.to_owned(), span),
        Some(Scheme::Isbn) => {
            if !is_isbn(printed) {
                draft.doubt_that(0.9, "the check digit of the ISBN is wrong");
            }
            draft.text_at(StandardVariable::ISBN, printed.to_owned(), span);
        }
        Some(Scheme::Arxiv) => {
            draft.number_at(NumberVariable::Number, format!("arXiv:{printed}"), span);
        }
        Some(Scheme::Urn) => {
            let urn = match printed.get(..4) {
                Some(head) if head.eq_ignore_ascii_case("urn:") => printed.to_owned(),
                _ => format!("urn:{printed}"),
            };
            draft.text_at(StandardVariable::URL, urn, span);
        }
        Some(Scheme::Handle) => {
            let handle = format!("https://hdl.handle.net/{printed}");
            draft.text_at(StandardVariable::URL, handle, span);
        }
        Some(Scheme::Library) => {
            draft.text_at(StandardVariable::CallNumber, printed.to_owned(), span);
        }
        None => {
            draft.doubt_that(0.9, "an identifier is of no known kind");
            draft.text_at(StandardVariable::CallNumber, printed.to_owned(), span);
        }
    }
}

/// What an identifier identifies by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Pmid,
    Pmcid,
    Isbn,
    Issn,
    Arxiv,
    Urn,
    Handle,
    Library,
}

impl Scheme {
    /// The term before a number.
    fn of(word: &str) -> Option<Self> {
        const TERMS: [(&str, Scheme); 14] = [
            ("pmid", Scheme::Pmid),
            ("pubmed", Scheme::Pmid),
            ("pmcid", Scheme::Pmcid),
            ("pmc", Scheme::Pmcid),
            ("isbn", Scheme::Isbn),
            ("issn", Scheme::Issn),
            ("eissn", Scheme::Issn),
            ("arxiv", Scheme::Arxiv),
            ("urn", Scheme::Urn),
            ("hdl", Scheme::Handle),
            ("handle", Scheme::Handle),
            ("oclc", Scheme::Library),
            ("lccn", Scheme::Library),
            ("worldcat", Scheme::Library),
        ];
        TERMS.iter().find(|(term, _)| term.eq_ignore_ascii_case(word)).map(|(_, scheme)| *scheme)
    }

    /// The form of a number without a term.
    fn by_form(printed: &str) -> Option<Self> {
        let digits = printed.bytes().filter(u8::is_ascii_digit).count();
        let bytes = printed.as_bytes();
        let starts = |prefix: &str| {
            printed.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        };
        match () {
            () if starts("PMC") => Some(Self::Pmcid),
            () if starts("urn:") => Some(Self::Urn),
            () if is_isbn(printed) => Some(Self::Isbn),
            () if bytes.len() == 9 && bytes[4] == b'-' && digits >= 7 => Some(Self::Issn),
            () if digits == bytes.len() && (5..=9).contains(&digits) => Some(Self::Pmid),
            // `2101.00001`, `hep-th/9901001`
            () if bytes.get(4) == Some(&b'.') && digits >= 8 => Some(Self::Arxiv),
            () if digits == 7 && printed.contains('/') => Some(Self::Arxiv),
            () => None,
        }
    }
}

/// Whether a number has the length and the check digit of an ISBN.
///
/// Source: ISO 2108, annex C (ISBN-13); ISO 2108:1992 (ISBN-10).
fn is_isbn(printed: &str) -> bool {
    let mut values = [0_u32; 13];
    let mut count = 0;
    for c in printed.chars() {
        let value = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            'x' | 'X' if count == 9 => 10,
            '-' | '‐' | '‑' | '–' | ' ' => continue,
            _ => return false,
        };
        let Some(slot) = values.get_mut(count) else { return false };
        *slot = value;
        count += 1;
    }
    match count {
        13 => {
            values
                .iter()
                .zip([1, 3].into_iter().cycle())
                .map(|(value, weight)| value * weight)
                .sum::<u32>()
                % 10
                == 0
        }
        10 => {
            values.iter().zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>()
                % 11
                == 0
        }
        _ => false,
    }
}
