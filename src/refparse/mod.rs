//! One formatted reference, in whatever style, -> a record, with a grade that can be trusted.
//!
//! ```text
//! text -> token -> features -> model -> candidates -> assemble -> proof -> grade
//! ```
//!
//! * `token`: words and the gaps between them.
//! * `features`, `lexicon`, `label`: what the model sees and says of each word.
//! * `model`: the trained weights, the best ways to label a text, how sure each word is.
//! * `candidates`: the ways to read one reference, each with kinds of work and styles.
//! * `assemble`: from labelled words to names, dates, numbers and texts.
//! * `grammar`: two styles known by heart, each one candidate more.
//! * `proof`: a candidate printed again and compared with the reference.
//! * `repair`: stretches of words tried as something else, where a record does not print back.
//! * `reader`: the styles of all references at hand; the candidate that is chosen.
//! * `gate`: whether the text is a reference at all.
//! * `grade`: how far it can be trusted.
//! * `crosscheck`, `doi_patterns`: whether the parts of a record agree.

mod assemble;
mod candidates;
mod check;
mod crosscheck;
mod dates;
mod doi_patterns;
mod draft;
pub mod features;
mod folded;
mod gate;
mod grade;
mod grammar;
pub mod label;
pub(crate) mod lexicon;
mod links;
pub mod model;
mod organisation;
mod patent_number;
mod proof;
mod reader;
mod repair;
mod style;
pub mod token;

pub use check::{Verdict, compare};
pub use crosscheck::crosscheck;
pub use reader::Reader;
pub use style::Style;

pub(crate) use dates::parse as date;

use crate::diag::Read;
use crate::model::{CiteKey, Confidence, Item, Origin};
use crate::note::Link;

/// A reference to parse.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The reference as text.
    pub text: &'a str,
    /// The links in it; their addresses are preferred to their text.
    pub links: &'a [Link],
    /// The key that stands beside it; it names the item, and decides nothing else.
    pub key: Option<&'a CiteKey>,
    /// Where the text stands. If its span is as long as the text, values get spans of their own.
    pub origin: &'a Origin,
}

/// A record read from a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The record.
    pub item: Item,
    /// The style that it is printed in, if that is known.
    pub style: Option<Style>,
    /// How probable it is that all of it is right.
    pub confidence: Confidence,
    /// How the record prints again in that style.
    pub verdict: Option<Verdict>,
}

/// Reads one formatted reference on its own; a [`Reader`] reads many, each in the light of all.
///
/// `None` for text that is no reference.
///
/// # Diagnostics
/// Those of [`Reader::read`].
///
/// # Examples
/// ```
/// use florilege::model::{NumberVariable, Origin};
/// use florilege::refparse::{Reference, parse};
/// let text = "Franklin, Rosalind E., and R. G. Gosling. “Molecular Configuration in Sodium \
///     Thymonucleate.” Nature 171, no. 4356 (April 1953): 740–41. https://doi.org/10.1038/171740a0.";
/// let origin = Origin::derived();
/// let read = parse(Reference { text, links: &[], key: None, origin: &origin });
/// let parsed = read.value.unwrap();
/// assert_eq!(parsed.item.key.as_str(), "franklinMolecularConfigurationSodium1953");
/// assert_eq!(parsed.item.number(NumberVariable::Volume), Some("171"));
/// assert_eq!(parsed.item.page.unwrap().value, "740-741");
/// ```
pub fn parse(reference: Reference<'_>) -> Read<Option<Parsed>> {
    Reader::new().read(reference)
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
