//! One list of names: which words make which person.
//!
//! ```text
//! words -> runs (family, given, literal, suffix; what stands before each) -> persons
//! ```

use std::ops::Range;

use super::east_asian;
use super::given::{Stops, given};
use super::segments::{Lookup, Segments};
use crate::model::{Name, Names, is_particle_word};
use crate::refparse::label::Label;
use crate::refparse::organisation;
use crate::refparse::token::Shape;

/// A list as it was read.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The people and organisations.
    pub(super) names: Names,
    /// How many of them have an odd form: a given name without a family name, a suffix without either.
    pub(super) doubts: usize,
}

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
                Some(next) if next.part == Part::Family && next.before < Before::Divider => {
                    people.doubts += usize::from(next.before == Before::Comma);
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

/// Cuts a list into runs.
fn runs(segments: &Segments<'_, '_>, words: Range<usize>, truncated: &mut bool) -> Vec<Run> {
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

fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && is_particle_word(word)
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    Word,
    Roman,
}

static SUFFIXES: Lookup<Suffix> = Lookup::new(&[
    (Suffix::Word, "jr sr esq junior senior 2nd 3rd 4th 5th filho neto sobrinho fils père"),
    (Suffix::Roman, "ii iii iv v vi"),
]);
