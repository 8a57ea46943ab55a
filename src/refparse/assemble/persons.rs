//! One list of names: which words make which person.
//!
//! ```text
//! words -> runs (family, given, literal, suffix; what stands before each) -> persons
//! ```

use std::ops::Range;

use super::east_asian;
use super::given::{Stops, given};
use super::runs::{Before, Part, Run, SUFFIXES, Suffix, is_particle, runs};
use super::segments::Segments;
use crate::model::{Name, Names};
use crate::refparse::token::Shape;

/// A list as it was read.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The people and organisations.
    pub(super) names: Names,
    /// How many of them have an odd form: a given name without a family name, a suffix without either.
    pub(super) doubts: usize,
}

/// Reads the words of one list.
///
/// The order may be that of speech or inverted, and may change after the first; the labels tell the parts,
/// and the marks between the parts tell which belong together.
pub(super) fn read(segments: &Segments<'_, '_>, words: Range<usize>) -> People {
    let mut people = People::default();
    let runs = runs(segments, words, &mut people.names.truncated);
    let stops = Stops::of(segments, &runs);
    let mut at = 0;
    let mut waiting_suffix = None;
    while let Some(run) = runs.get(at) {
        at += 1;
        let list = &mut people.names.list;
        match run.part {
            Part::Literal => list.push(literal(segments, run)),
            Part::Suffix => match list.last_mut().filter(|name| name.suffix.is_empty()) {
                Some(name) if name.literal.is_empty() => {
                    name.suffix = suffix(segments, run, stops);
                    name.comma_suffix = run.before == Before::Comma
                        && runs.get(at.saturating_sub(2)).is_some_and(|run| {
                            run.part == Part::Family && run.before == Before::Space
                        });
                }
                _ => waiting_suffix = Some(run.clone()),
            },
            Part::Particles => people.doubts += 1,
            Part::Family => {
                let mut name = family(segments, &run.words);
                let is_initial = |at: usize| segments.words[at].shape == Shape::Initial;
                people.doubts += usize::from(run.words.clone().all(is_initial));
                let mut next = at;
                if is_part(&runs, next, Part::Suffix) && is_part(&runs, next + 1, Part::Given) {
                    name.suffix = suffix(segments, &runs[next], stops);
                    next += 1;
                }
                if is_own_given(&runs, at - 1, next) {
                    name.given = given(segments, &runs, next, stops);
                    next += 1;
                    if is_part(&runs, next, Part::Particles) {
                        name.dropping_particle = segments.bare(&runs[next].words).to_owned();
                        next += 1;
                    }
                    at = next;
                } else if next > at {
                    at = next;
                }
                if name.given.is_empty() && name.family.contains(' ') {
                    name = Name::literal(segments.bare(&run.words));
                }
                list.push(name);
            }
            Part::Given => match runs.get(at) {
                // `보아, Sharpe, D.`: the family name has given names of its own.
                Some(next)
                    if next.part == Part::Family
                        && (next.before == Before::Space
                            || next.before == Before::Comma
                                && !is_part(&runs, at + 1, Part::Given)) =>
                {
                    people.doubts += usize::from(next.before == Before::Comma);
                    let is_initial = |at: usize| segments.words[at].shape == Shape::Initial;
                    people.doubts += usize::from(next.words.clone().all(is_initial));
                    let given = given(segments, &runs, at - 1, stops);
                    list.push(Name { given, ..family(segments, &next.words) });
                    at += 1;
                }
                _ => {
                    let printed = segments.bare(&run.words);
                    let is_asian = segments.words[run.words.start].shape == Shape::EastAsian;
                    people.doubts += usize::from(!is_asian);
                    let split = is_asian.then(|| east_asian::split(printed, segments.text));
                    let (name, is_guess) =
                        split.flatten().unwrap_or_else(|| (Name::literal(printed), false));
                    people.doubts += usize::from(is_guess);
                    list.push(name);
                }
            },
        }
        if let (Some(name), Some(run)) = (people.names.list.last_mut(), &waiting_suffix)
            && name.literal.is_empty()
            && name.suffix.is_empty()
        {
            name.suffix = suffix(segments, run, stops);
            waiting_suffix = None;
        }
    }
    people.doubts += usize::from(waiting_suffix.is_some());
    people
}

fn is_part(runs: &[Run], at: usize, part: Part) -> bool {
    runs.get(at).is_some_and(|run| run.part == part && run.before < Before::Divider)
}

/// Whether the given names at `at` are those of the family name at `family` before them.
///
/// `Smith, John A., Doe`: yes; `Madonna, Jane Doe`: no, as nothing stands between `Jane` and `Doe`, and the
/// runs do not come out even.
fn is_own_given(runs: &[Run], family: usize, at: usize) -> bool {
    if !is_part(runs, at, Part::Given) {
        return false;
    }
    let given = &runs[at];
    let Some(next) = runs.get(at + 1).filter(|next| next.part == Part::Family) else { return true };
    if given.before == Before::Space || next.before != Before::Space {
        return true;
    }
    let mut wanted = Part::Family;
    let chain = runs[family..].iter().filter(|run| run.part != Part::Suffix).take_while(|run| {
        let fits = run.part == wanted;
        wanted = if wanted == Part::Family { Part::Given } else { Part::Family };
        fits
    });
    // Lists are longer than this only where nothing is a list.
    chain.take(200).count() % 2 == 0
}

/// A family name with its particles.
fn family(segments: &Segments<'_, '_>, words: &Range<usize>) -> Name {
    let lead = words
        .clone()
        .take_while(|at| is_particle(segments.word(*at)) && segments.gap(*at + 1) == " ")
        .count();
    let lead = if lead == words.len() { 0 } else { lead };
    let split = words.start + lead;
    let printed = segments.value(split..words.end).text;
    Name {
        family: printed.into_owned(),
        non_dropping_particle: segments.bare(&(words.start..split)).to_owned(),
        ..Name::default()
    }
}

fn literal(segments: &Segments<'_, '_>, run: &Run) -> Name {
    Name::literal(segments.value(run.words.clone()).text)
}

fn suffix(segments: &Segments<'_, '_>, run: &Run, stops: Stops) -> String {
    let printed = segments.bare(&run.words);
    let is_word = SUFFIXES.get(segments.form(run.words.end - 1)) == Some(Suffix::Word);
    let has_stop = segments.gap(run.words.end).starts_with('.') && stops != Stops::Without;
    match is_word && has_stop && !printed.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{printed}."),
        false => printed.to_owned(),
    }
}
