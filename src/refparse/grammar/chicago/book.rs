//! Works whose title is not quoted: `Names. Title. Edited by A. 2nd ed. Series. Place: Publisher, 1998`.
//!
//! Chicago prints such titles in italics, which plain text has lost; sentences tell the parts apart.

use super::{
    CONTRIBUTORS, is_place, periodical, set_date, set_names, set_publisher, strip_names_stop,
};
use crate::model::{Date, DateVariable, Kind, NameVariable, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::grammar::sentence::{self, Initials};
use crate::refparse::grammar::{names, words};
use crate::refparse::{dates, organisation, patent_number};

/// Reads a book, or a patent.
pub(super) fn parse<'t>(text: &'t str, mut draft: Draft<'t>) -> Option<Draft<'t>> {
    let text = text.trim();
    let stops = sentence::ends(text, Initials::End);
    let body = match authors_end(text, &stops) {
        Some(end) => {
            let before = text[..end].trim();
            set_names(names::inverted_first(strip_names_stop(before))?, before, &mut draft);
            text[end..].trim()
        }
        None => {
            draft.doubt(0.8);
            text
        }
    };
    if let Some(at) = patent_dates(body) {
        return patent(body, at, draft);
    }
    if let Some(found) = review(body, &mut draft) {
        return found.then_some(draft);
    }
    // This style prints `n.d.` where there is no date, so a text without one is in another style.
    let (before, _) = set_date(body, &mut draft)?;
    draft.doubt(0.95);
    if let Some((title, number)) = before.rsplit_once(". ")
        && patent_number::is_patent_number(number)
    {
        draft.kind(Kind::Patent);
        draft.text(StandardVariable::Title, title);
        draft.number(NumberVariable::Number, number);
        return Some(draft);
    }
    draft.kind(Kind::Book);
    parts(before, &mut draft);
    Some(draft)
}

/// Where the names end that begin a text: the first sentence that reads as names.
fn authors_end(text: &str, stops: &[usize]) -> Option<usize> {
    for (index, end) in stops.iter().enumerate().take(40) {
        let before = text[..*end].trim();
        let bare = before.strip_suffix('.').unwrap_or(before);
        let last = bare.rsplit([' ', '.', '-']).next().unwrap_or(bare);
        let after_initial = last.chars().count() == 1;
        let next = text[*end..].trim_start().split(' ').next().unwrap_or_default();
        let goes_on = next.ends_with(',') || (next.len() <= 3 && next.ends_with('.'));
        // `Rowling, J. K. Title`: only an inverted name ends with an initial.
        if after_initial && (goes_on || before.matches(", ").count() != 1) {
            continue;
        }
        return match before.contains(", ") {
            true => reads_as_names(before).then_some(*end),
            // One name alone: there must be a title and something more behind it.
            false => {
                let rest = text[*end..].trim_start();
                let more = stops.get(index + 1).is_some_and(|next| *next < text.len());
                let short = before.split(' ').count() <= 8;
                (more && short && !before.contains(": ") && !is_label(rest)).then_some(*end)
            }
        };
    }
    None
}

/// Whether a sentence with commas reads as names, and not as a title with commas.
fn reads_as_names(before: &str) -> bool {
    let Some(list) = names::inverted_first(strip_names_stop(before)) else { return false };
    if !list.has_person {
        return organisation::is_organisation(before) && !before.contains(": ");
    }
    let plausible = |name: &str| {
        name.split(' ').count() <= 5
            && name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '’' | '\'' | '['))
            && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | ';' | '?' | '!'))
    };
    let first = &list.names.list[0];
    let capital = |text: &str| text.chars().next().is_some_and(|c| !c.is_lowercase());
    list.odd * 3 <= list.names.list.len()
        && capital(&first.given)
        && list.names.list.iter().all(|name| {
            if name.literal.is_empty() {
                plausible(&name.family) && plausible(&name.given)
            } else {
                name.literal.split(' ').count() <= 8
                    && !name.literal.starts_with(|c: char| c.is_ascii_digit())
            }
        })
}

/// Whether a text begins with a label that never begins a title.
fn is_label(text: &str) -> bool {
    CONTRIBUTORS.iter().any(|(label, _)| text.starts_with(label))
        || words::take_edition(text).is_some()
}

/// Reads title, people, edition, volume, series and publisher.
fn parts<'t>(text: &'t str, draft: &mut Draft<'t>) {
    let title_end = sentence::first_end(text, Initials::Spare);
    let title = &text[..title_end];
    draft.text(StandardVariable::Title, title.strip_suffix('.').unwrap_or(title).trim_end());
    let mut rest = text[title_end..].trim();
    let mut series = Vec::new();
    while !rest.is_empty() {
        if let Some((edition, part, after)) = words::take_edition(rest) {
            draft.number_as(NumberVariable::Edition, edition, part);
            rest = after;
            continue;
        }
        let (count, after) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
        if let (1..=3, Some(after)) = (count.len(), after.strip_prefix(" vols. ")) {
            draft.number(NumberVariable::NumberOfVolumes, count);
            rest = after;
            continue;
        }
        let end = match rest.strip_prefix("Vol. ") {
            Some(after) => after.find(". ").map_or(rest.len(), |at| at + 5),
            None => sentence::first_end(rest, Initials::Spare),
        };
        let (piece, after) =
            (rest[..end].trim_end_matches('.'), rest[end..].trim_start_matches(['.', ' ']));
        let label = CONTRIBUTORS.iter().find(|(label, _)| piece.starts_with(label));
        match label {
            Some((label, variable)) => {
                draft.names(*variable, names::spoken(&piece[label.len()..]), piece);
            }
            None if piece.starts_with("Vol. ") => {
                let (volume, volume_title) = piece["Vol. ".len()..]
                    .split_once(", ")
                    .unwrap_or((&piece["Vol. ".len()..], ""));
                draft.number(NumberVariable::Volume, volume);
                draft.text(StandardVariable::VolumeTitle, volume_title);
            }
            None if dates::parse(piece).is_some() => {
                if let Some(date) = dates::parse(piece) {
                    draft.date(DateVariable::OriginalDate, date, piece);
                }
            }
            None => series.push(piece),
        }
        rest = after;
    }
    // The last piece that is nothing else is the publisher; a place before it may have a stop of its own.
    let Some(last) = series.pop() else { return };
    match series.pop() {
        Some(before) if is_place(before) && before.ends_with([',', ':']) => draft.doubt(0.5),
        Some(before) => {
            if !series.is_empty() {
                draft.doubt(0.6);
            }
            if !words::has(before, words::SERIES) && !ends_with_number(before) {
                // A second sentence of the title looks the same.
                draft.doubt(0.9);
            }
            draft.text(StandardVariable::CollectionTitle, before);
        }
        None => {}
    }
    set_publisher(last.strip_prefix("Reprint, ").unwrap_or(last), draft);
}

fn ends_with_number(series: &str) -> bool {
    series.ends_with(|c: char| c.is_ascii_digit())
}

/// Reads `Review of Title, by A. Roe. Journal 57, no. 2 (1998): 310–11`; `None` if it is no review.
///
/// Source: Chicago Manual of Style, 17th edition, 14.202.
fn review<'t>(body: &'t str, draft: &mut Draft<'t>) -> Option<bool> {
    let reviewed = body.strip_prefix("Review of ")?;
    let (title, by) = reviewed.split_once(", by ")?;
    let end = sentence::first_end(by, Initials::Spare);
    let (people, venue) = (by[..end].trim_end_matches('.'), by[end..].trim());
    draft.doubt(0.9);
    draft.kind(Kind::Review);
    draft.text(StandardVariable::Title, title);
    draft.names(NameVariable::ReviewedAuthor, names::spoken(people), people);
    if periodical::parse(venue, draft) {
        return Some(true);
    }
    let found = set_date(venue, draft).filter(|(journal, _)| !journal.is_empty());
    if let Some((journal, _)) = found {
        draft.text(StandardVariable::ContainerTitle, journal);
    }
    Some(found.is_some())
}

/// Where the dates of a patent begin: `, filed May 1, 2007, and issued …`, `, issued …`.
fn patent_dates(body: &str) -> Option<usize> {
    [", filed ", ", issued "].iter().filter_map(|label| body.rfind(label)).min()
}

/// Reads `Title. United States US1120656A, filed January 14, 1914, and issued December 8, 1914`.
fn patent<'t>(body: &'t str, at: usize, mut draft: Draft<'t>) -> Option<Draft<'t>> {
    let (head, tail) = (&body[..at], body[at..].trim_end_matches('.'));
    let (title, number) = head.rsplit_once(". ")?;
    let mut filed = tail.strip_prefix(", filed ");
    if let Some((first, _)) = filed.and_then(|rest| rest.split_once(", and issued ")) {
        filed = Some(first);
    }
    let issued = tail.rfind("issued ").map(|at| &tail[at + "issued ".len()..]);
    let read =
        |part: Option<&'t str>| -> Option<(Date, &'t str)> { Some((dates::parse(part?)?, part?)) };
    let (filed, issued) = (read(filed), read(issued));
    if filed.is_none() && issued.is_none() {
        return None;
    }
    draft.kind(Kind::Patent);
    draft.text(StandardVariable::Title, title);
    // The office stands before the number: `United States US1120656A`.
    let label = number
        .find(|c: char| c.is_ascii_digit())
        .map_or(0, |digit| number[..digit].rfind(' ').map_or(0, |space| space + 1));
    draft.text(StandardVariable::Authority, number[..label].trim());
    draft.number(NumberVariable::Number, &number[label..]);
    if !patent_number::is_patent_number(&number[label..]) {
        draft.doubt(0.8);
    }
    for (variable, found) in [(DateVariable::Submitted, filed), (DateVariable::Issued, issued)] {
        if let Some((date, part)) = found {
            draft.date(variable, date, part);
        }
    }
    Some(draft)
}
