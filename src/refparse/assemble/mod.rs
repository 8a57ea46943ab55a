//! From labelled words to a record.
//!
//! ```text
//! words, labels -> segments -> names (persons, roles)
//!                           -> texts, numbers, dates, addresses
//!                           -> kind
//! ```
//!
//! The labels say what each word is; what is left is syntax: which marks belong to a value, which words are
//! one person, what a date says. Nothing here fails: what has an odd form is kept as printed and lowers the
//! draft's confidence.

mod addresses;
mod calendar;
mod clues;
mod date_words;
mod dates;
mod east_asian;
mod given;
#[cfg(test)]
mod gold;
mod kind;
mod marks;
mod months;
mod names;
mod numbers;
mod persons;
mod roles;
mod runs;
mod segments;
mod stops;
#[cfg(test)]
mod tests;
mod texts;
mod value;

use super::draft::Draft;
use super::label::Label;
use super::token::Word;
use segments::Segments;

/// Makes a draft of a reference's words and what each of them is.
///
/// `text` is folded, `words` are its words in order, and `labels` has a label for each of them; words
/// without one are passed over.
pub(super) fn assemble<'t>(text: &'t str, words: &[Word], labels: &[Label]) -> Draft<'t> {
    let segments = Segments::new(text, words, labels);
    let mut draft = Draft::new(text);
    names::read(&segments, &mut draft);
    texts::read(&segments, &mut draft);
    numbers::read(&segments, &mut draft);
    dates::read(&segments, &mut draft);
    addresses::read(&segments, &mut draft);
    let kinds = kind::kind(&segments);
    if let Some((kind, _)) = kinds.first() {
        draft.kind(*kind);
    }
    draft.kinds_are(kinds);
    draft
}
