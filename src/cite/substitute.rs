//! A dash in the place of names that the entry before has too.
//!
//! Source: CSL 1.0.2, `subsequent-author-substitute`.

use hayagriva::citationberg::SubsequentAuthorSubstituteRule as Rule;

use std::ops::Range;

use super::render::buffer::{Buffer, Event, Kind, Tag};
use crate::model::Item;

/// Replaces the first names of an entry as far as those of the entry before are the same.
///
/// People are the same by their names, however these are printed.
pub(super) fn replace(
    (entry, item): (&mut Buffer, &Item),
    (before, other_item): &(Buffer, &Item),
    substitute: &str,
    rule: Rule,
) {
    let (Some(own), Some(other)) = (names(entry), names(before)) else { return };
    let (mine, theirs) = (people(entry, &own), people(before, &other));
    let name = |buffer: &Buffer, item: &Item, range: &Range<usize>| -> Option<String> {
        match buffer.events[range.start - 1] {
            Event::Open(Tag::Name(variable, at)) => {
                Some(item.names.get(variable)?.list.get(at as usize)?.display_sorted())
            }
            _ => None,
        }
    };
    let same: Vec<bool> = mine
        .iter()
        .zip(theirs.iter())
        .map(|(a, b)| name(entry, item, a) == name(before, other_item, b))
        .collect();
    // Beside the people: 'et al.', or a title that stands in for them; not their labels.
    let rest = |buffer: &Buffer, range: &Range<usize>, people: &[Range<usize>]| -> String {
        let outside = |at: &usize| !people.iter().any(|person| person.contains(at));
        let events = range.clone().filter(outside).map(|at| buffer.events[at]);
        let text: String = events.map(|event| buffer.slice(event)).collect();
        text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect()
    };
    let list = |buffer: &Buffer, names: &Range<usize>| {
        enclosing(buffer, names).unwrap_or_else(|| names.clone())
    };
    let alike =
        rest(entry, &list(entry, &own), &mine) == rest(before, &list(before, &other), &theirs);
    let whole = mine.len() == theirs.len() && same.iter().all(|same| *same) && alike;
    let first = same.iter().take_while(|same| **same).count();
    match rule {
        Rule::CompleteAll if whole => {
            let inner = match (mine.first(), mine.last()) {
                // Labels stay.
                (Some(first), Some(last)) => {
                    enclosing(entry, &own).unwrap_or(first.start..last.end)
                }
                _ => own,
            };
            set(entry, inner, substitute);
        }
        // What stands in for names has no single ones.
        _ if mine.is_empty() && whole => set(entry, own, substitute),
        Rule::CompleteEach if whole => each(entry, &mine, substitute),
        Rule::PartialEach => each(entry, &mine[..first], substitute),
        Rule::PartialFirst if first > 0 => each(entry, &mine[..1], substitute),
        Rule::CompleteAll | Rule::CompleteEach | Rule::PartialFirst => {}
    }
}

fn each(entry: &mut Buffer, people: &[Range<usize>], substitute: &str) {
    for person in people.iter().rev() {
        set(entry, person.clone(), substitute);
    }
}

/// Sets text in the place of events; what they open and close stays balanced.
fn set(entry: &mut Buffer, range: Range<usize>, text: &str) {
    let start = u32::try_from(entry.text.len()).unwrap_or(u32::MAX);
    entry.text.push_str(text);
    let end = u32::try_from(entry.text.len()).unwrap_or(u32::MAX);
    let event = (!text.is_empty()).then_some(Event::Text { start, end, kind: Kind::Words });
    entry.events.splice(range, event);
}

/// The events within the first names of an entry.
fn names(buffer: &Buffer) -> Option<Range<usize>> {
    let start = buffer.events.iter().position(|event| *event == Event::Open(Tag::Names))?;
    Some(start + 1..buffer.end_of(start)?)
}

/// The single names within names.
fn people(buffer: &Buffer, names: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for at in names.clone() {
        if let Event::Open(Tag::Name(..)) = buffer.events[at]
            && let Some(end) = buffer.end_of(at)
        {
            out.push(at + 1..end);
        }
    }
    out
}

/// The events of the one list that names hold, without its label.
fn enclosing(buffer: &Buffer, names: &Range<usize>) -> Option<Range<usize>> {
    let lists: Vec<usize> = names
        .clone()
        .filter(|at| matches!(buffer.events[*at], Event::Open(Tag::Variable(_))))
        .collect();
    match lists.as_slice() {
        [one] => Some(one + 1..buffer.end_of(*one)?),
        _ => None,
    }
}
