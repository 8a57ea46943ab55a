//! One formatted reference -> a record, with confidence.
//!
//! Each style is a grammar of its own; all of them try, and the surest draft wins. A trained parser
//! for the general case is one more grammar.

mod assemble;
mod check;
mod chicago;
mod dates;
mod draft;
mod elsevier;
pub mod features;
mod initials;
pub mod label;
pub(crate) mod lexicon;
mod line;
mod locator;
pub mod model;
mod names;
mod organisation;
mod patent_number;
mod sentence;
#[cfg(test)]
mod tests;
pub mod token;
mod words;

pub use check::{Verdict, compare};

pub(crate) use dates::parse as date;

use crate::citekey;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{CiteKey, Confidence, Item, Origin};
use crate::note::Link;
use draft::Draft;
use line::{Folded, Line};

/// The style that a reference is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// The bibliography of Chicago's notes style, 17th edition.
    ChicagoNotes17,
    /// Elsevier's name-date style.
    ElsevierHarvard,
}

impl Style {
    /// Every style that can be read.
    pub const ALL: [Self; 2] = [Self::ChicagoNotes17, Self::ElsevierHarvard];

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
    /// Where the text stands. If its span is as long as the text, values get spans of their own.
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

/// One way to read references.
trait Grammar {
    /// The style whose references it reads.
    fn style(&self) -> Style;

    /// Reads a reference; `None` if it is not in this style.
    ///
    /// The draft's confidence is 1 if the grammar explains every character and guessed nothing.
    fn parse<'t>(&self, line: &Line<'t>) -> Option<Draft<'t>>;
}

/// The grammars; of two drafts that are equally sure the earlier grammar's is taken.
const GRAMMARS: &[&dyn Grammar] = &[&chicago::Chicago, &elsevier::ElsevierHarvard];

/// Reads one formatted reference.
///
/// `None` for text that is no reference or follows no known style. Without a key beside it the item
/// gets the one that its record predicts. Findings have no place; the caller knows where it stands.
///
/// # Diagnostics
/// `not-a-reference`, `unparsed-reference`, `truncated-names`, `link-differs`, `page-order`, `bad-date`.
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
    let folded = Folded::new(reference.text);
    let text = folded.text();
    let mut diagnostics = Vec::new();
    let reject = |code, message: String, help: &str| {
        let diagnostics = vec![Diagnostic::new(code, message).help(help)];
        Read { value: None, diagnostics }
    };
    if !text.chars().any(char::is_alphabetic) {
        let message = format!("`{}` is no reference", excerpt(text));
        return reject(
            Code::NotAReference,
            message,
            "fill the citation field of the source's note",
        );
    }
    let line = Line::new(&folded, &reference, &mut diagnostics);
    let drafts = GRAMMARS.iter().filter_map(|grammar| {
        let draft = grammar.parse(&line).filter(Draft::is_record)?;
        Some((grammar.style(), draft))
    });
    // Strictly surer, so that the earlier of two equal drafts stays.
    let best = drafts.reduce(|best, next| match next.1.confidence() > best.1.confidence() {
        true => next,
        false => best,
    });
    let Some((style, draft)) = best else {
        let message = format!("`{}` follows no known style", excerpt(text));
        let help = "give the source's record in a .bib or CSL-JSON file, or mend the reference";
        return reject(Code::UnparsedReference, message, help);
    };
    let confidence = Confidence(draft.confidence());
    let key = |item: &Item| {
        CiteKey::parse(&citekey::predict(item)).unwrap_or_else(|_| CiteKey::unnamed())
    };
    let item = draft.into_item(&reference, &folded, key, &mut diagnostics);
    Read { value: Some(Parsed { item, style, confidence }), diagnostics }
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
