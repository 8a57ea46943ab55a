//! Works that stand alone: books, reports, theses, web pages, newspapers.

use super::part::take_pages;
use crate::model::{Kind, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::line::Line;
use crate::refparse::sentence::{self, Initials};
use crate::refparse::words;

/// Reads `Title. Publisher, Place`, `Title (Ph.D. thesis). School`, `Title [WWW Document]. Site`.
pub(super) fn parse<'t>(body: &'t str, line: &Line<'t>, draft: &mut Draft<'t>) {
    if let Some((title, site)) = body.split_once(" [WWW Document]") {
        draft.kind(Kind::Webpage);
        draft.text(StandardVariable::Title, title);
        return draft.text(StandardVariable::ContainerTitle, site.trim_matches(['.', ' ']));
    }
    let (body, pages, _) = take_pages(body);
    draft.pages(pages);
    if take_bracketed(body, draft) {
        return;
    }
    if let Some((title, edition, publisher)) = split_edition(body) {
        draft.kind(Kind::Book);
        draft.text(StandardVariable::Title, title);
        let (number, part, _) =
            words::take_edition(edition).unwrap_or((edition.to_owned(), edition, ""));
        draft.number_as(NumberVariable::Edition, number, part);
        return set_publisher(publisher, draft);
    }
    // The stop after a title that itself ends in an abbreviation is not seen; the last one seen counts.
    let Some(end) = sentence::ends(body, Initials::End).last().copied() else {
        draft.text(StandardVariable::Title, body);
        let kind = match () {
            () if line.accessed.is_some() || line.url.is_some() => Kind::Webpage,
            () if line.doi.is_some() => Kind::Article,
            () => Kind::Document,
        };
        draft.kind(kind);
        return draft.doubt(0.7);
    };
    draft.title(body[..end].strip_suffix('.').unwrap_or(&body[..end]));
    set_venue(body[end..].trim(), line, draft);
}

/// Decides whether a name is a container's or a publisher's, and what the work is.
pub(super) fn set_venue<'t>(venue: &'t str, line: &Line<'t>, draft: &mut Draft<'t>) {
    if venue.is_empty() {
        draft.kind(Kind::Document);
        return draft.doubt(0.8);
    }
    draft.doubt(0.8);
    let names = |list| words::has(venue, list);
    let held = match () {
        // Only pages and posts have their address and the date of access printed.
        () if line.accessed.is_some() => Some(Kind::PostWeblog),
        () if names(words::ENCYCLOPEDIA) => Some(Kind::EntryEncyclopedia),
        () if names(words::DICTIONARY) => Some(Kind::EntryDictionary),
        () if names(words::JOURNAL) => Some(Kind::ArticleJournal),
        () if names(words::MAGAZINE) => Some(Kind::ArticleMagazine),
        () if names(words::NEWSPAPER) && !names(&["press"]) => Some(Kind::ArticleNewspaper),
        () => None,
    };
    match held {
        Some(kind) => {
            draft.text(StandardVariable::ContainerTitle, venue);
            draft.kind(kind);
        }
        None => {
            let institution = names(&[
                "institute",
                "institut",
                "university",
                "agency",
                "ministry",
                "department",
                "center",
            ]);
            draft.kind(if institution && !names(&["press"]) { Kind::Report } else { Kind::Book });
            set_publisher(venue, draft);
        }
    }
}

/// Splits `Dover, New York` and sets publisher and place.
pub(super) fn set_publisher(text: &str, draft: &mut Draft<'_>) {
    const COMPANY: &[&str] =
        &["Inc.", "Inc", "Ltd", "Ltd.", "LLC", "Co.", "GmbH", "S.A.", "Limited"];
    let is_company = |rest: &str| COMPANY.contains(&rest.split(", ").next().unwrap_or_default());
    let split = text.match_indices(", ").find(|(at, _)| !is_company(&text[at + 2..]));
    match split {
        Some((at, _)) => {
            draft.text(StandardVariable::Publisher, &text[..at]);
            draft.text(StandardVariable::PublisherPlace, &text[at + 2..]);
        }
        None => draft.text(StandardVariable::Publisher, text),
    }
}

/// Reads `Title (Ph.D. thesis). School, Place` and `Title (No. 118). Institute, Place`.
fn take_bracketed<'t>(body: &'t str, draft: &mut Draft<'t>) -> bool {
    // The bracket ends the title, so it is the last one that a stop or the end follows.
    let found = body.rmatch_indices(')').take(8).find_map(|(close, _)| {
        let after = &body[close + 1..];
        let open = body[..close].rfind(" (")?;
        (after.is_empty() || after.starts_with(". ")).then_some((open, close, after))
    });
    let Some((open, close, after)) = found else { return false };
    let label = &body[open + 2..close];
    match () {
        () if words::has(label, words::THESIS) => {
            draft.kind(Kind::Thesis);
            draft.text(StandardVariable::Genre, label);
        }
        () if label.starts_with("No. ") || label.contains(" No. ") => {
            draft.kind(Kind::Report);
            let (genre, number) = label.split_once("No. ").unwrap_or(("", label));
            draft.text(StandardVariable::Genre, genre.trim());
            draft.number(NumberVariable::Number, number);
        }
        () => return false,
    }
    draft.text(StandardVariable::Title, &body[..open]);
    set_publisher(after.trim_start_matches(". "), draft);
    true
}

/// Splits `Title, 2nd ed. Publisher, Place`; words that end with a stop are an edition whatever they are.
fn split_edition(body: &str) -> Option<(&str, &str, &str)> {
    let at = body.rfind(" ed. ")?;
    let start = body[..at].rfind(", ")?;
    let edition = &body[start + 2..at + " ed.".len()];
    let named = body[..at].ends_with('.') && at - start <= 60;
    if !named && words::take_edition(edition).is_none() {
        return None;
    }
    let edition = if named { &body[start + 2..at - 1] } else { edition };
    Some((&body[..start], edition, &body[at + " ed. ".len()..]))
}
