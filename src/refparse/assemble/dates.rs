//! Dates of every order and language.

use std::ops::Range;

use super::calendar::compose;
use super::date_words::pieces;
use super::months;
use super::segments::{Lookup, Segments};
use crate::model::{Date, DateVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;
use crate::refparse::token::Shape;

/// Reads `issued`, `accessed`, `original-date` and the date of an event.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    for (label, variable) in [
        (Label::Issued, DateVariable::Issued),
        (Label::Accessed, DateVariable::Accessed),
        (Label::OriginalDate, DateVariable::OriginalDate),
    ] {
        let mut ranges: Vec<Range<usize>> = segments.of(label).collect();
        if label == Label::Issued && ranges.len() > 1 {
            take_filed(segments, &mut ranges, draft);
        }
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { continue };
        let span = segments.span(&(first.start..last.end));
        let pieces = pieces(segments, &ranges);
        let Some((date, doubt)) = compose(&pieces) else {
            let words = segments.bare(first);
            if let Some(status) = status(words) {
                draft.text_at(StandardVariable::Status, status.to_owned(), segments.span(first));
            } else if !is_no_date(words) {
                draft.date_at(variable, Date::literal(words), segments.span(first));
                draft.doubt_that(0.7, "a date is words");
            }
            continue;
        };
        if doubt {
            draft.doubt_that(0.8, "a date can be read in more than one way");
        }
        draft.date_at(variable, date, span);
    }
}

/// Takes the date of a patent's application out: `filed May 4, 2005, and issued July 6, 2010`.
fn take_filed(segments: &Segments<'_, '_>, ranges: &mut Vec<Range<usize>>, draft: &mut Draft<'_>) {
    let is_filed = |range: &Range<usize>| {
        range.start.checked_sub(1).is_some_and(|at| FILED.get(segments.form(at)).is_some())
    };
    let Some(at) = ranges.iter().position(is_filed) else { return };
    let range = ranges.remove(at);
    let span = segments.span(&range);
    if let Some((date, _)) = compose(&pieces(segments, &[range])) {
        draft.date_at(DateVariable::Submitted, date, span);
    }
}

static FILED: Lookup<()> =
    Lookup::new(&[((), "filed submitted angemeldet eingereicht déposé solicitado depositato")]);

/// Reads the date in a run of an event's words: where it begins, and the date.
pub(super) fn event_date(
    segments: &Segments<'_, '_>,
    range: &Range<usize>,
) -> Option<(Range<usize>, Date)> {
    let is_date = |at: &usize| {
        let shape = segments.words[*at].shape;
        shape == Shape::Year
            || matches!(shape, Shape::Digit | Shape::TwoDigits | Shape::DigitsLetters)
            || months::name(segments.form(*at)).is_some()
    };
    let start = range.clone().find(is_date)?;
    let words = start..range.end;
    let has_year = words.clone().any(|at| segments.words[at].shape == Shape::Year);
    let ranges = [words.clone()];
    let (date, _) = compose(&pieces(segments, &ranges)).filter(|_| has_year)?;
    Some((words, date))
}

/// Whether words say that there is no date.
fn is_no_date(words: &str) -> bool {
    !words.chars().any(|c| c.is_ascii_digit()) && words.chars().count() <= 14
}

/// The status that words in the place of a date say: `in press`, `forthcoming`.
pub(super) fn status(words: &str) -> Option<&str> {
    let lower = words.to_lowercase();
    STATUS.contains(&lower.as_str()).then_some(words)
}

/// Source: CSL's terms `in press` and `forthcoming` in its locales; what publishers print besides.
const STATUS: &[&str] = &[
    "in press",
    "forthcoming",
    "in preparation",
    "submitted",
    "under review",
    "accepted",
    "im druck",
    "im erscheinen",
    "erscheint",
    "sous presse",
    "à paraître",
    "en prensa",
    "en imprenta",
    "en preparación",
    "no prelo",
    "in stampa",
    "in corso di pubblicazione",
    "in druk",
    "i trykk",
    "i tryck",
    "w druku",
    "в печати",
    "basımda",
    "v tisku",
    "in review",
    "manuscript in preparation",
    "advance online publication",
    "ahead of print",
    "online first",
    "unpublished",
];
