//! The parts of the names in a list, and what stands before each.

use std::ops::Range;

use super::segments::{Lookup, Segments};
use crate::model::is_particle_word;
use crate::refparse::label::Label;
use crate::refparse::organisation;
use crate::refparse::token::Shape;

/// What a run of words is of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Family,
    Given,
    Literal,
    Suffix,
    /// Particles behind given names: `Berg, Johannes van der`.
    Particles,
}

/// What stands before a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Before {
    /// A space or the stop of initials.
    Space,
    Comma,
    /// `;`, `&`, `and`: what divides people only.
    Divider,
}

/// Words of one name that are of one part.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) part: Part,
    pub(super) before: Before,
    pub(super) words: Range<usize>,
}

/// Cuts a list into runs.
pub(super) fn runs(
    segments: &Segments<'_, '_>,
    words: Range<usize>,
    truncated: &mut bool,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(words.len());
    let mut before = Before::Space;
    let splits_literals = lists_literals(segments, &words);
    let start = words.start;
    for at in words {
        let gap = segments.gap(at);
        if at > start {
            before = before.max(before_of(gap));
            *truncated |= gap.contains('…') || gap.contains(". . .") || gap.contains("...");
        }
        let part = match segments.label(at) {
            Label::AuthorFamily | Label::EditorFamily => Part::Family,
            Label::AuthorGiven | Label::EditorGiven => Part::Given,
            Label::AuthorLiteral | Label::EditorLiteral => Part::Literal,
            Label::Suffix => Part::Suffix,
            Label::EtAl => {
                *truncated = true;
                before = Before::Divider;
                continue;
            }
            _ => {
                before = Before::Divider;
                continue;
            }
        };
        let goes_on = runs.last().is_some_and(|run| {
            run.part == part
                && run.words.end == at
                && match part {
                    Part::Literal => match before {
                        Before::Space => true,
                        // `Food, Agriculture & Co.` is one body; `王小明, 李雷` are two people.
                        Before::Comma => {
                            !splits_literals && segments.words[at].shape != Shape::EastAsian
                        }
                        // `Simon & Schuster`, but `FAO & UNIDO` and `A, & B`.
                        Before::Divider => {
                            !splits_literals
                                && !gap.contains([';', '；', '、', '|', '•'])
                                && !gap.contains(", &")
                        }
                    },
                    _ => before == Before::Space,
                }
        });
        match runs.last_mut() {
            Some(run) if goes_on => run.words.end = at + 1,
            _ => runs.push(Run { part, before, words: at..at + 1 }),
        }
        before = Before::Space;
    }
    let mut runs = split_suffixes(segments, runs);
    mark_particles(segments, &mut runs);
    runs
}

fn before_of(gap: &str) -> Before {
    match gap {
        " " | ". " | "-" | "." => Before::Space,
        ", " | "., " => Before::Comma,
        _ if gap.contains([';', '&', '；', '|', '•', '+', '、']) => Before::Divider,
        _ if gap.contains([',', '，', '،']) => Before::Comma,
        _ if gap.contains(['/', '·', '—', '…']) => Before::Divider,
        _ => Before::Space,
    }
}

/// Whether commas plainly divide bodies or people in one piece.
///
/// Each part is an abbreviation; or each is named as a body and `and` is before the last; or there are three
/// or more and each has the two or three words of a person.
fn lists_literals(segments: &Segments<'_, '_>, words: &Range<usize>) -> bool {
    let is_literal =
        |at: usize| matches!(segments.label(at), Label::AuthorLiteral | Label::EditorLiteral);
    let has_join = words.clone().any(|at| segments.label(at) == Label::Join && is_literal(at + 1));
    let (mut count, mut all_short, mut all_bodies, mut all_people) = (0, true, true, true);
    let mut start = words.start;
    for at in words.clone() {
        let ends =
            at + 1 == words.end || !is_literal(at + 1) || segments.gap(at + 1).contains([',', '&']);
        if !is_literal(at) {
            start = at + 1;
        } else if ends {
            let printed = segments.bare(&(start..at + 1));
            let has_noun = organisation::is_organisation(printed);
            count += 1;
            all_short &= !printed.contains(' ') && printed.chars().all(char::is_uppercase);
            all_bodies &= has_noun;
            all_people &= !has_noun
                && (2..=3).contains(&(at + 1 - start))
                && (start..at + 1).all(|at| {
                    matches!(segments.words[at].shape, Shape::Capitalised | Shape::Initial)
                });
            start = at + 1;
        }
    }
    count > 1 && (all_short || all_bodies && has_join || all_people && count > 2)
}

/// Takes suffixes off the ends of runs that have them as one of their words: `Smith Jr`, `JA 3rd`.
fn split_suffixes(segments: &Segments<'_, '_>, runs: Vec<Run>) -> Vec<Run> {
    let ends_with_suffix = |run: &Run| {
        let last = run.words.end - 1;
        let shape = segments.words[last].shape;
        matches!(run.part, Part::Family | Part::Given)
            && run.words.len() > 1
            && shape != Shape::Initial
            && match SUFFIXES.get(segments.form(last)) {
                Some(Suffix::Word) => true,
                Some(Suffix::Roman) => run.part == Part::Family && shape != Shape::Lower,
                None => false,
            }
    };
    if !runs.iter().any(ends_with_suffix) {
        return runs;
    }
    let mut out = Vec::with_capacity(runs.len() + 2);
    for mut run in runs {
        let suffix = ends_with_suffix(&run).then(|| {
            run.words.end -= 1;
            let words = run.words.end..run.words.end + 1;
            Run { part: Part::Suffix, before: Before::Space, words }
        });
        out.push(run);
        out.extend(suffix);
    }
    out
}

/// Marks runs behind given names that are nothing but particles.
fn mark_particles(segments: &Segments<'_, '_>, runs: &mut [Run]) {
    for at in 1..runs.len() {
        let (before, run) = (runs[at - 1].part, &runs[at]);
        if run.part == Part::Family
            && before == Part::Given
            && run.before == Before::Space
            && run.words.clone().all(|at| is_particle(segments.word(at)))
        {
            runs[at].part = Part::Particles;
        }
    }
}

/// Whether a word is a particle in lower case.
pub(super) fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && is_particle_word(word)
}

/// What kind of suffix a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// `Jr`
    Word,
    /// `III`
    Roman,
}

/// The words that are suffixes.
pub(super) static SUFFIXES: Lookup<Suffix> = Lookup::new(&[
    (Suffix::Word, "jr sr esq junior senior 2nd 3rd 4th 5th filho neto sobrinho fils père"),
    (Suffix::Roman, "ii iii iv v vi"),
]);
