//! Works inside another: `In Book, edited by A and B, 2nd ed., 1:17–33. Series. Place: Publisher, 2011`.

use super::{set_date, set_publisher, split_place};
use crate::model::{DateVariable, Kind, NameVariable, NumberVariable, StandardVariable};
use crate::refparse::dates;
use crate::refparse::draft::Draft;
use crate::refparse::grammar::sentence::{self, Initials};
use crate::refparse::grammar::{locator, names, words};

/// Reads what follows `In `.
pub(super) fn parse<'t>(inside: &'t str, draft: &mut Draft<'t>) {
    let inside = inside.trim_end_matches('.').trim_end();
    let (body, has_day) = set_date(inside, draft).unwrap_or_else(|| {
        draft.doubt(0.7);
        (inside, false)
    });
    let (container, rest) = match find_contributors(body) {
        Some((container, variable, people)) => {
            let (people, rest) = split_people(people);
            draft.names(variable, names::spoken(people), people);
            (container, rest)
        }
        None => split_container(body),
    };
    draft.text(StandardVariable::ContainerTitle, container.trim_end_matches(','));
    draft.kind(kind_of(container));
    // A title with a stop in it, or with a number behind a comma, may hold what is not the title's.
    let odd_tail = container
        .rsplit_once(", ")
        .is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_ascii_digit()));
    if odd_tail || container.contains(". ") {
        draft.doubt(0.85);
    }
    if rest.is_empty() && has_day {
        // A magazine whose name begins with `In`?
        draft.doubt(0.85);
    }
    set_rest(rest, draft);
}

/// Finds the people after the container: `, edited by `, `, translated by `.
fn find_contributors(body: &str) -> Option<(&str, NameVariable, &str)> {
    const LABELS: &[(&str, NameVariable)] = &[
        (", edited by ", NameVariable::Editor),
        (", translated by ", NameVariable::Translator),
        (", edited and translated by ", NameVariable::EditorTranslator),
        (", by ", NameVariable::ContainerAuthor),
    ];
    let found =
        LABELS.iter().filter_map(|(label, variable)| Some((body.find(label)?, label, variable)));
    let (at, label, variable) = found.min_by_key(|(at, ..)| *at)?;
    Some((&body[..at], *variable, &body[at + label.len()..]))
}

/// Splits `A. One and B. Two, 2nd ed., 17–33. Series. Place: Publisher` behind the people.
fn split_people(text: &str) -> (&str, &str) {
    let stop = sentence::first_end(text, Initials::Spare);
    let sentence = &text[..stop];
    // The people end where something with a number, or an edition, follows a comma.
    for (at, _) in sentence.match_indices(", ") {
        let next = sentence[at + 2..].split([',', ' ']).next().unwrap_or_default();
        let next = next.trim_end_matches('.');
        if next.chars().any(|c| c.is_ascii_digit())
            || (locator::is_pages(next) && next.contains('–'))
            || matches!(next, "rev" | "Rev" | "vol" | "Vol")
            || dates::parse(sentence[at + 2..].trim_end_matches('.')).is_some()
        {
            return (&text[..at], text[at + 2..].trim_start());
        }
    }
    (sentence.trim_end_matches('.'), text[stop..].trim_start())
}

/// Splits `Book, 17–33. Series. Place: Publisher` behind the book's title.
fn split_container(body: &str) -> (&str, &str) {
    if let Some(at) = body.find(", Vol. ") {
        return (&body[..at], &body[at + 2..]);
    }
    // Pages behind a comma say where the title ends, whatever stops it has.
    for (at, _) in body.match_indices(", ") {
        let next = &body[at + 2..];
        let label = next.split(' ').next().unwrap_or_default();
        let label = label.trim_end_matches(['.', ',']);
        let ends = next.len() <= label.len() + 1 || next[label.len()..].starts_with(". ");
        let pages = label.rsplit_once(':').map_or(label, |(_, pages)| pages);
        if ends && locator::is_pages(pages) && !is_years(label) {
            return (&body[..at], next);
        }
    }
    let (container, rest) = body.split_at(sentence::first_end(body, Initials::Spare));
    (container.strip_suffix('.').unwrap_or(container), rest.trim_start())
}

/// Whether a label is a year, or two that this style would shorten if they were pages: `2010-2011`.
fn is_years(label: &str) -> bool {
    let mut years = label.split(['-', '–']).map(dates::year);
    match (years.next(), years.next()) {
        (Some(Some(_)), None) => true,
        (Some(Some(from)), Some(Some(to))) => from < to && from / 100 == to / 100,
        _ => false,
    }
}

/// Reads `2nd ed., 1:17–33. Vol. 3. Series. Place: Publisher`.
fn set_rest<'t>(rest: &'t str, draft: &mut Draft<'t>) {
    let mut rest = rest.trim();
    // Edition, volume and pages in front, divided by commas or stops.
    while !rest.is_empty() {
        if let Some((edition, part, after)) = words::take_edition(rest) {
            draft.number_as(NumberVariable::Edition, edition, part);
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("Vol. ").or_else(|| rest.strip_prefix("vol. ")) {
            let end = after.find([' ', ',', '.']).unwrap_or(after.len());
            draft.number(NumberVariable::Volume, &after[..end]);
            rest = after[end..].trim_start_matches(['.', ',', ' ']);
            continue;
        }
        let (piece, after) = match rest.find(". ").map(|at| (at, at + 2)) {
            Some((end, next)) => (&rest[..end], &rest[next..]),
            None => (rest, ""),
        };
        let (volume, pages) = piece.rsplit_once(':').unwrap_or(("", piece));
        // `Winter 2022. The Press`: an edition named for its date.
        if dates::parse(piece).is_some() && piece.contains(' ') && !after.is_empty() {
            draft.number(NumberVariable::Edition, piece);
            rest = after;
            continue;
        }
        // `1898. Reprint, Prague: …`
        if let (Some(date), true) = (dates::parse(piece), after.starts_with("Reprint, ")) {
            draft.date(DateVariable::OriginalDate, date, piece);
            rest = &after["Reprint, ".len()..];
            continue;
        }
        if !locator::is_pages(pages) || !(volume.is_empty() || locator::is_volume(volume)) {
            break;
        }
        draft.number(NumberVariable::Volume, volume);
        draft.pages(pages);
        rest = after.trim_start();
    }
    if rest.is_empty() {
        return;
    }
    // Series before the publisher.
    let ends = sentence::ends(rest, Initials::Spare);
    let publisher_at = ends
        .iter()
        .rev()
        .copied()
        .find(|end| split_place(&rest[*end..]).is_some())
        .or_else(|| ends.last().copied());
    let Some(at) = publisher_at else { return set_publisher(rest, draft) };
    let series = rest[..at].trim_end_matches('.');
    // Two sentences before the publisher: the first may belong to the book's title.
    if ends.first() != Some(&at) {
        draft.doubt(0.8);
    }
    match series.rsplit_once(". ").or_else(|| series.rsplit_once(' ')) {
        Some((title, number)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            draft.text(StandardVariable::CollectionTitle, title.trim_end_matches('.'));
            draft.number(NumberVariable::CollectionNumber, number);
        }
        _ => draft.text(StandardVariable::CollectionTitle, series),
    }
    set_publisher(&rest[at..], draft);
}

/// What a part of such a work is.
fn kind_of(container: &str) -> Kind {
    match () {
        () if words::has(container, words::CONFERENCE) => Kind::PaperConference,
        () if words::has(container, words::ENCYCLOPEDIA) => Kind::EntryEncyclopedia,
        () if words::has(container, words::DICTIONARY) => Kind::EntryDictionary,
        () => Kind::Chapter,
    }
}
