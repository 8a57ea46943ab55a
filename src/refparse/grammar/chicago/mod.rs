//! The bibliography of Chicago's notes style, 17th edition.
//!
//! `Names. “Title.” Journal 15, no. 1 (September 22, 2017): 197. https://doi.org/…`
//!
//! The grammar follows what the style prints, from both ends inwards: the address and the date of
//! access are gone when it starts, names and the quoted title come off the front, date and locators
//! off the end, and what is left in the middle is the work that holds this one, or its publisher.
//!
//! Source: Chicago Manual of Style, 17th edition, 14.61 to 14.224 (bibliography entries).

mod book;
mod container;
mod periodical;
mod venue;

use super::line::{Line, range_of};
use super::names::{self, NameList, Role};
use super::sentence::{self, Initials};
use super::{Grammar, words};
use crate::model::{Date, DateVariable, Kind, NameVariable, StandardVariable};
use crate::refparse::dates;
use crate::refparse::draft::Draft;

/// Chicago's bibliography.
#[derive(Debug)]
pub(super) struct Chicago;

impl Grammar for Chicago {
    fn style(&self) -> &'static str {
        "chicago-notes-17"
    }

    fn parse<'t>(&self, line: &Line<'t>) -> Option<Draft<'t>> {
        let mut draft = Draft::new(line.whole);
        draft.address(line);
        let Some(quoted) = Quoted::find(line.text) else {
            return book::parse(line.text, draft);
        };
        let authors = set_authors(quoted.before, &mut draft)?;
        draft.title(title_text(quoted.title));
        let rest = take_contributors(quoted.after.trim(), &mut draft);
        let joined = quoted.title.ends_with(',');
        if let Some(inside) = rest.strip_prefix("In ") {
            container::parse(inside, &mut draft);
        } else if !periodical::parse(rest, &mut draft)
            && !periodical::parse_unnumbered(rest, &mut draft)
        {
            venue::parse(rest, joined, authors, line, &mut draft);
        }
        Some(draft)
    }
}

/// A reference cut at the quotes of its title.
struct Quoted<'t> {
    before: &'t str,
    title: &'t str,
    after: &'t str,
}

impl<'t> Quoted<'t> {
    /// Finds the quoted title: the first quote that begins the text or follows the names' stop.
    fn find(text: &'t str) -> Option<Self> {
        let opens = |at: usize| {
            let before = text[..at].trim_end();
            before.is_empty() || (before.len() < at && before.ends_with(['.', '?', '!']))
        };
        let (start, open) = text.match_indices(['“', '"', '„', '«']).find(|(at, _)| opens(*at))?;
        let inner = start + open.len();
        let length = match open {
            "\"" => straight_end(&text[inner..])?,
            _ => curly_end(&text[inner..])?,
        };
        let end = inner + length;
        let close = text[end..].chars().next().map_or(0, char::len_utf8);
        // `“Beyond Words”: On Grammar` quotes a part of its title only.
        if !(text[end + close..].is_empty() || text[end + close..].starts_with([' ', '.'])) {
            return None;
        }
        Some(Self {
            before: text[..start].trim(),
            title: text[inner..end].trim(),
            after: &text[end + close..],
        })
    }
}

/// The quote that closes the one before this text; quotes inside are paired.
fn curly_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut last = None;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '„' | '«' => depth += 1,
            '”' | '»' if depth > 0 => depth -= 1,
            '”' | '»' => return Some(at),
            // A straight quote can close a curly one where a program mended half of them.
            '"' => last = Some(at),
            _ => {}
        }
    }
    last.or_else(|| text.rfind('”'))
}

/// The straight quote behind the title's own stop or comma, else the last one.
fn straight_end(text: &str) -> Option<usize> {
    let closes = |at: usize| {
        let next = text[at + 1..].chars().next();
        text[..at].ends_with(['.', ',', '?', '!']) && next.is_none_or(|c| c == ' ')
    };
    let mut quotes = text.match_indices('"').map(|(at, _)| at);
    quotes.clone().find(|at| closes(*at)).or_else(|| quotes.next_back())
}

/// A title without the stop or comma that the style puts inside the quotes.
fn title_text(title: &str) -> &str {
    title.strip_suffix(['.', ',']).unwrap_or(title).trim_end()
}

/// Reads the names before a title and sets them. `None` if the text cannot be names.
fn set_authors(before: &str, draft: &mut Draft<'_>) -> Option<Authors> {
    if before.is_empty() {
        return Some(Authors { organisation: false, any: false });
    }
    let list = names::inverted_first(strip_names_stop(before))?;
    let organisation = !list.has_person;
    if list.odd * 2 > list.names.list.len() {
        draft.doubt(0.7);
    }
    if names::may_hide_family_names(&list.names) {
        draft.doubt(0.85);
    }
    set_names(list, before, draft);
    Some(Authors { organisation, any: true })
}

/// What the names before the title tell of the kind of work.
#[derive(Debug, Clone, Copy)]
struct Authors {
    organisation: bool,
    any: bool,
}

/// Labels of people who did not write the work, as they begin a sentence.
const CONTRIBUTORS: &[(&str, NameVariable)] = &[
    ("Edited by ", NameVariable::Editor),
    ("Translated by ", NameVariable::Translator),
    ("Edited and translated by ", NameVariable::EditorTranslator),
    ("Illustrated by ", NameVariable::Illustrator),
    ("Directed by ", NameVariable::Director),
    ("Compiled by ", NameVariable::Compiler),
];

/// Takes `Edited by A. Roe. ` off the front.
fn take_contributors<'t>(rest: &'t str, draft: &mut Draft<'t>) -> &'t str {
    let mut rest = rest;
    while let Some((label, variable)) =
        CONTRIBUTORS.iter().find(|(label, _)| rest.starts_with(label))
    {
        let end = sentence::first_end(rest, Initials::Spare);
        let mut end = end;
        let mut people = &rest[label.len()..end];
        // `Edited by the Institute, July 1, 2016.`: nothing stands between the people and the date.
        if let Some((names, _, date)) = take_date(people).filter(|(names, ..)| !names.is_empty()) {
            people = names;
            end = range_of(rest, date).start;
        }
        draft.names(*variable, names::spoken(people.strip_suffix('.').unwrap_or(people)), people);
        rest = rest[end..].trim_start();
    }
    rest
}

fn set_names(list: NameList, part: &str, draft: &mut Draft<'_>) {
    let variable = match list.role {
        Role::Author => NameVariable::Author,
        Role::Editor => NameVariable::Editor,
        Role::Translator => NameVariable::Translator,
    };
    draft.names(variable, list.names, part);
}

/// Takes the stop off that ends the names, unless it belongs to an initial or to `Jr.`
fn strip_names_stop(before: &str) -> &str {
    let Some(bare) = before.strip_suffix('.') else { return before };
    let last = bare.rsplit([' ', '.', '-']).next().unwrap_or(bare);
    let is_single = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    // `JP, A Khan`: where other initials stand without stops, the last stop is the sentence's.
    let unstopped = bare.split([' ', ',']).filter(|word| is_single(word)).count() > 1;
    let belongs =
        (is_single(last) && !unstopped) || matches!(last, "Jr" | "Sr" | "al" | "ed" | "eds");
    if belongs { before } else { bare }
}

/// Takes a date off the end: `Nature, May 4, 2020` -> `Nature` and the date.
fn take_date(text: &str) -> Option<(&str, Date, &str)> {
    let text = text.trim().trim_end_matches('.');
    // The stop of `n.d.` is gone with the sentence's.
    let mut starts = vec![0];
    let mut commas = text.rmatch_indices(", ").map(|(at, _)| at + 2);
    let last = commas.next();
    starts.extend(commas.next());
    starts.extend(last);
    starts.extend(text.rmatch_indices(". ").map(|(at, _)| at + 2).next());
    starts.into_iter().find_map(|start| {
        let part = &text[start..];
        let date = dates::parse(part)?;
        Some((text[..start].trim_end().trim_end_matches([',', '.']).trim_end(), date, part))
    })
}

/// Sets the date at the end of a text and gives what stands before it.
fn set_date<'t>(text: &'t str, draft: &mut Draft<'t>) -> Option<(&'t str, bool)> {
    let (before, date, part) = take_date(text)?;
    let has_day = date.start().is_some_and(|day| day.day.is_some());
    draft.date(DateVariable::Issued, date, part);
    Some((before, has_day))
}

/// Splits `New York: Doubleday` and sets place and publisher.
fn set_publisher(text: &str, draft: &mut Draft<'_>) {
    let text = text.trim();
    match split_place(text) {
        Some((place, publisher)) => {
            draft.text(StandardVariable::PublisherPlace, place);
            draft.text(StandardVariable::Publisher, publisher);
        }
        None if words::is_town_and_state(text) => {
            draft.text(StandardVariable::PublisherPlace, text)
        }
        None => draft.text(StandardVariable::Publisher, text),
    }
}

/// How many bytes a place has at most; the colon behind it is looked for no further.
const PLACE_LENGTH: usize = 60;

/// Splits `New York: Doubleday` into place and publisher.
fn split_place(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let window = &text[..text.floor_char_boundary(PLACE_LENGTH + 2)];
    let at = window.find(": ")?;
    is_place(text[..at].trim_end()).then(|| (text[..at].trim_end(), text[at + 2..].trim()))
}

/// Whether a text before a colon can be a place: few words, all with a capital but small ones.
fn is_place(text: &str) -> bool {
    text.len() <= PLACE_LENGTH
        && text.split(' ').count() <= 8
        && text.starts_with(|c: char| {
            (c.is_alphabetic() && !c.is_lowercase()) || matches!(c, '[' | '‘' | 's')
        })
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// Sets the kind; a guessed one lowers the confidence.
fn set_kind(kind: Kind, sure: bool, draft: &mut Draft<'_>) {
    draft.kind(kind);
    if !sure {
        draft.doubt(0.8);
    }
}
