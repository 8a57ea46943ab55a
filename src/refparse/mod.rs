//! One formatted reference -> a record, with confidence.
//!
//! Each style is a grammar of its own; all of them try, the best candidate wins. A trained parser for
//! the general case is one more [`Grammar`].

use crate::diag::Read;
use crate::model::{CiteKey, Confidence, Item, Origin};
use crate::note::Link;

/// The style that a reference is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// The bibliography of Chicago's notes style, 17th edition.
    ChicagoNotes17,
    /// Elsevier's name-date style.
    ElsevierHarvard,
}

impl Style {
    /// The name by which `format --style` knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChicagoNotes17 => "chicago-notes-17",
            Self::ElsevierHarvard => "elsevier-harvard",
        }
    }
}

/// A reference to parse.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The reference as text.
    pub text: &'a str,
    /// The links in it; their addresses are preferred to their text.
    pub links: &'a [Link],
    /// The key that stands beside it; it names the item, and decides nothing else.
    pub key: Option<&'a CiteKey>,
    /// Where the text stands.
    pub origin: &'a Origin,
}

/// A record read from a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The record.
    pub item: Item,
    /// The style that it was read by.
    pub style: Style,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Reads one formatted reference.
///
/// `None` for text that is no reference or follows no known style.
///
/// # Diagnostics
/// `not-a-reference`, `unparsed-reference`, `truncated-names`, `link-differs`, `page-order`, `bad-date`.
pub fn parse(reference: Reference<'_>) -> Read<Option<Parsed>> {
    let _ = reference;
    unimplemented!()
}
