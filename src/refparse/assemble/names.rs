//! Lists of names: which words are one person, and who did what.

use std::ops::Range;

use super::persons;
use super::roles::{self, Role};
use super::segments::Segments;
use crate::model::{NameVariable, Names};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;

/// A stretch of names without anything but their own words in it.
#[derive(Debug)]
struct List {
    words: Range<usize>,
    is_first: bool,
    role: Option<Role>,
}

/// How many words of the style may stand between a role and its names: `translated from the German by`.
const NEAR: usize = 5;

/// Reads every list of names into the draft.
///
/// The first list without a role has the authors, later ones without a role the editors. A group of role
/// words belongs to the list that it points to; else to the one before it, unless nothing but a space or a
/// colon stands before the next.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let mut lists = lists(segments);
    give_roles(segments, &mut lists);
    let mut found: Vec<(NameVariable, Names, Range<usize>)> = Vec::new();
    let mut add = |variable, names: &Names, span: Range<usize>| match found
        .iter_mut()
        .find(|(known, ..)| *known == variable)
    {
        // The same people, printed twice.
        Some((_, known, _)) if known.list.starts_with(&names.list) => {}
        Some((_, known, _)) => {
            known.truncated |= names.truncated;
            known.list.extend(names.list.iter().cloned());
        }
        None => found.push((variable, names.clone(), span)),
    };
    let mut doubts = 0;
    for list in &lists {
        let read = persons::read(segments, list.words.clone());
        if read.names.list.is_empty() {
            continue;
        }
        doubts += read.doubts;
        let span = segments.span(&list.words);
        let roles = match list.role {
            Some(Role { does: [None, _], .. }) => {
                draft.doubt_that(0.9, "the words beside a list of names say no known role");
                [Some(NameVariable::Editor), None]
            }
            Some(role) => role.does,
            None => {
                let usual = if list.is_first { NameVariable::Author } else { NameVariable::Editor };
                let variable = roles::unmarked(segments, list.words.start, list.is_first);
                [Some(variable.unwrap_or(usual)), None]
            }
        };
        for variable in roles.into_iter().flatten() {
            add(variable, &read.names, span.clone());
        }
    }
    for (variable, names, span) in found {
        draft.names_at(variable, names, span);
    }
    for _ in 0..doubts.min(4) {
        draft.doubt_that(0.9, "a name has an odd form");
    }
}

/// The list that a label's names are part of: the first, or a later one.
fn side(label: Label) -> Option<bool> {
    match label {
        Label::AuthorFamily | Label::AuthorGiven | Label::AuthorLiteral => Some(true),
        Label::EditorFamily | Label::EditorGiven | Label::EditorLiteral => Some(false),
        _ => None,
    }
}

fn lists(segments: &Segments<'_, '_>) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut is_open = false;
    for (label, range) in segments.runs() {
        match label {
            Label::Suffix | Label::Join | Label::EtAl => {
                if let (true, Some(list)) = (is_open, lists.last_mut()) {
                    list.words.end = range.end;
                }
            }
            // A word of the style between two names of one list.
            Label::Other if range.len() <= 1 => {}
            _ => match side(label) {
                Some(is_first) => {
                    let goes_on = is_open
                        && lists.last().is_some_and(|list| {
                            list.is_first == is_first && range.start - list.words.end <= 1
                        });
                    match lists.last_mut() {
                        Some(list) if goes_on => list.words.end = range.end,
                        _ => lists.push(List { words: range, is_first, role: None }),
                    }
                    is_open = true;
                }
                None => is_open = false,
            },
        }
    }
    lists
}

fn give_roles(segments: &Segments<'_, '_>, lists: &mut [List]) {
    let mut roles: Vec<Range<usize>> = Vec::new();
    for range in segments.of(Label::Role) {
        match roles.last_mut() {
            // `ed. and trans. by`
            Some(last)
                if range.start - last.end <= 2
                    && (last.end..range.start)
                        .all(|at| matches!(segments.label(at), Label::Other | Label::Join)) =>
            {
                last.end = range.end;
            }
            _ => roles.push(range),
        }
    }
    // `2nd ed.`
    roles.retain(|range| {
        range.start.checked_sub(1).is_none_or(|at| segments.label(at) != Label::Edition)
    });
    // A role behind names, whatever its label: `(Writer)`, `, contrib.`
    for list in lists.iter() {
        let at = list.words.end;
        if segments.label(at) == Label::Other
            && matches!(segments.gap(at), " (" | " [" | ", " | "., ")
            && segments.gap(at + 1).starts_with(['.', ',', ')', ']'])
            && roles::is_role(segments, at)
        {
            roles.push(at..at + 1);
        }
    }
    for range in roles {
        let mut role = roles::role(segments, range.clone());
        // The lists are in order.
        let next = lists.partition_point(|list| list.words.start < range.end);
        let ahead = Some(next).filter(|at| *at < lists.len()).filter(|at| {
            let between = range.end..lists[*at].words.start;
            // `ed. With Bob Roe`
            roles::unmarked(segments, lists[*at].words.start, true).is_none()
                && between.len() <= NEAR
                && between.into_iter().all(|at| {
                    matches!(segments.label(at), Label::Other | Label::Role | Label::Join)
                })
        });
        let before = lists.partition_point(|list| list.words.end <= range.start);
        let behind = before.checked_sub(1).filter(|at| {
            let between = lists[*at].words.end..range.start;
            between.len() <= 1
                && between.into_iter().all(|at| segments.label(at) == Label::Other)
                && lists[*at].role.is_none()
        });
        let gap = segments.gap(range.end);
        let is_bare = !gap.contains([',', ')', ';', '&', ']']) && !gap.trim_end().ends_with('.')
            || gap.contains([':', '：'])
            || gap == ". " && !segments.gap(range.start).contains('(');
        let owner = match (behind, ahead) {
            (_, Some(ahead)) if role.points_ahead => Some(ahead),
            (Some(_), Some(ahead)) if is_bare => Some(ahead),
            (Some(behind), _) => Some(behind),
            (None, ahead) => ahead,
        };
        if let Some(list) = owner.and_then(|at| lists.get_mut(at)) {
            // `Lecture Notes in Optics, edited by`
            // or `(Doe J, editor. Lecture Notes in Optics)`.
            let first = range.start.min(list.words.start);
            let last = range.end.max(list.words.end);
            let is_series = |at: usize| segments.label(at) == Label::Collection;
            if role.does == [Some(NameVariable::Editor), None]
                && (first.checked_sub(1).is_some_and(is_series)
                    || segments.gap(first).ends_with('(') && is_series(last))
            {
                role.does[0] = Some(NameVariable::CollectionEditor);
            }
            list.role.get_or_insert(role);
        }
    }
}
