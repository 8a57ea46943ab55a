//! Given names as printed, and whether a stop behind initials is theirs.

use super::runs::{Before, Part, Run};
use super::segments::Segments;
use crate::refparse::token::Shape;

/// Whether a list prints stops behind initials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stops {
    /// `J. A.`
    With,
    /// `JA`
    Without,
    /// Nothing tells.
    Unknown,
}

impl Stops {
    /// Looks at every given name but the last word of the list, whose stop may be the style's.
    pub(super) fn of(segments: &Segments<'_, '_>, runs: &[Run]) -> Self {
        let last = runs.last().map_or(0, |run| run.words.end);
        let mut stops = Self::Unknown;
        let words =
            runs.iter().filter(|run| run.part == Part::Given).flat_map(|run| run.words.clone());
        for at in words.filter(|at| is_short(segments.words[*at].shape)) {
            match segments.gap(at + 1).starts_with('.') {
                true if at + 1 < last => return Self::With,
                false => stops = Self::Without,
                true => {}
            }
        }
        stops
    }
}

fn is_short(shape: Shape) -> bool {
    matches!(shape, Shape::Initial | Shape::Initials)
}

/// The given names of a run, with the stop of initials.
pub(super) fn given(segments: &Segments<'_, '_>, runs: &[Run], at: usize, stops: Stops) -> String {
    let run = &runs[at];
    let mut printed = segments.value(run.words.clone()).text.into_owned();
    if is_bare_initials(segments, runs, at) {
        return spelled_out(&printed);
    }
    if !printed.ends_with('.') && keeps_stop(segments, runs, at, stops) {
        printed.push('.');
    }
    printed
}

/// Whether a given name is initials in one word, as medicine prints them: `Smith JA`.
///
/// Where whole names are in capitals, `LI, XU`, nothing tells.
fn is_bare_initials(segments: &Segments<'_, '_>, runs: &[Run], at: usize) -> bool {
    let run = &runs[at];
    let is_word = run.words.len() == 1 && segments.words[run.words.start].shape == Shape::Initials;
    let capitals = |run: &Run| {
        run.part == Part::Family
            && matches!(segments.words[run.words.start].shape, Shape::Capitals | Shape::Initials)
    };
    is_word && (run.before == Before::Space || !runs.iter().any(capitals))
}

/// `JA` as `J. A.`: a style that wants initials takes `JA` for one name.
fn spelled_out(initials: &str) -> String {
    let mut out = String::new();
    for c in initials.chars() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
        out.push('.');
    }
    out
}

fn keeps_stop(segments: &Segments<'_, '_>, runs: &[Run], at: usize, stops: Stops) -> bool {
    let run = &runs[at];
    let Some(after) = segments.gap(run.words.end).strip_prefix('.') else { return false };
    // Two marks, or a family name behind: the stop is no end of anything.
    let is_spoken = runs.get(at + 1).is_some_and(|next| {
        matches!(next.part, Part::Family | Part::Particles) && next.before == Before::Space
    });
    if is_spoken || after.starts_with([',', ';', ':', ')']) {
        return true;
    }
    let last = run.words.end - 1;
    let (shape, count) = (segments.words[last].shape, segments.word(last).chars().count());
    match shape {
        Shape::Initial | Shape::LowerLetter | Shape::Uncased => match stops {
            Stops::With => true,
            Stops::Without => false,
            // `Smith, J.`, but `Smith J.`
            Stops::Unknown => run.before == Before::Comma,
        },
        Shape::Initials | Shape::Capitalised => count <= 2 && stops == Stops::With,
        _ => false,
    }
}
