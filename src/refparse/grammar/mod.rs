//! Grammars of two styles, as further candidates.
//!
//! Where a style is known by heart, what its layout means need not be learned: a grammar explains every
//! character or says that it cannot. Its reading is one candidate more, and needs the same proof.

mod chicago;
mod elsevier;
mod initials;
mod line;
mod locator;
mod names;
mod sentence;
mod words;

use super::draft::Draft;
use super::folded::Folded;
use super::style::Style;
pub(super) use line::{Line, range_of};

/// One way to read references.
trait Grammar {
    /// The name of the style whose references it reads.
    fn style(&self) -> &'static str;

    /// Reads a reference; `None` if it is not in this style.
    ///
    /// The draft's confidence is 1 if the grammar explains every character and guessed nothing.
    fn parse<'t>(&self, line: &Line<'t>) -> Option<Draft<'t>>;
}

const GRAMMARS: [&dyn Grammar; 2] = [&chicago::Chicago, &elsevier::ElsevierHarvard];

/// What the grammars make of a text, each with its style.
pub(super) fn drafts(folded: &Folded) -> Vec<(Style, Draft<'_>)> {
    // The addresses of links are chosen later, for all candidates alike.
    let line = Line::new(folded);
    let draft = |grammar: &&dyn Grammar| {
        let draft = grammar.parse(&line).filter(Draft::is_record)?;
        Some((Style::named(grammar.style())?, draft))
    };
    GRAMMARS.iter().filter_map(draft).collect()
}
