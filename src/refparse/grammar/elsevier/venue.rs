//! Works that stand alone: books, reports, theses, web pages, newspapers.

use super::part::take_pages;
use crate::model::{Kind, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::grammar::line::{Line, range_of};
use crate::refparse::grammar::sentence::{self, Initials};
use crate::refparse::grammar::{locator, words};

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
    if let Some(found) = Edition::find(body) {
        draft.kind(Kind::Book);
        draft.text(StandardVariable::Title, found.title);
        if words::take_edition(found.edition).is_none() || found.publisher.contains(". ") {
            draft.doubt(0.85);
        }
        let (number, part, _) = words::take_edition(found.edition).unwrap_or((
            found.edition.to_owned(),
            found.edition,
            "",
        ));
        draft.number_as(NumberVariable::Edition, number, part);
        draft.text(StandardVariable::CollectionTitle, found.series);
        return set_publisher(found.publisher, draft);
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
    let title = body[..end].strip_suffix('.').unwrap_or(&body[..end]);
    let (title, series) = locator::split_book_series(title).unwrap_or((title, ""));
    draft.title(title);
    draft.text(StandardVariable::CollectionTitle, series);
    if !pages.is_empty() {
        // A part of a book that has no title of its own in the record.
        set_publisher(body[end..].trim(), draft);
        draft.kind(Kind::Chapter);
        return draft.doubt(0.8);
    }
    set_venue(body[end..].trim(), line, draft);
}

/// Decides whether a name is a container's or a publisher's, and what the work is.
pub(super) fn set_venue<'t>(venue: &'t str, line: &Line<'t>, draft: &mut Draft<'t>) {
    if venue.is_empty() {
        draft.kind(Kind::Document);
        return draft.doubt(0.8);
    }
    draft.doubt(0.8);
    if words::is_town_and_state(venue) {
        draft.text(StandardVariable::PublisherPlace, venue);
        return draft.kind(Kind::Report);
    }
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
    if held.is_none() && names(words::PREPRINT) {
        draft.text(StandardVariable::Publisher, venue);
        return draft.kind(Kind::Article);
    }
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
    // A company's form, another partner, the institution that a department is in.
    let belongs = text.split(", ").skip(1).filter(|part| is_organisation(part)).last();
    let name_end = match belongs {
        Some(part) => range_of(text, part).end,
        None => text.find(", ").unwrap_or(text.len()),
    };
    let (publisher, place) = text.split_at(name_end);
    draft.text(StandardVariable::Publisher, publisher);
    draft.text(StandardVariable::PublisherPlace, place.trim_start_matches(", "));
}

/// Whether a part between commas belongs to a publisher's name and is no place.
fn is_organisation(part: &str) -> bool {
    const COMPANY: &[&str] =
        &["Inc.", "Inc", "Ltd", "Ltd.", "LLC", "Co.", "GmbH", "S.A.", "Limited"];
    /// Towns that are named for an institution: `University Park`, `College Station`.
    const TOWNS: &[&str] = &["Park", "Station", "Heights", "City", "Place"];
    let last = part.rsplit(' ').next().unwrap_or_default();
    COMPANY.contains(&part)
        || part.contains(" & Co")
        || (words::has(part, words::PUBLISHER) && !TOWNS.contains(&last))
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
        () if words::is_thesis(label) => {
            draft.kind(Kind::Thesis);
            draft.text(StandardVariable::Genre, label);
        }
        () if label.starts_with("No. ") || label.contains(" No. ") => {
            draft.kind(Kind::Report);
            let (genre, number) = label.split_once("No. ").unwrap_or(("", label));
            draft.text(StandardVariable::Genre, genre.trim());
            draft.number(NumberVariable::Number, number);
        }
        () if words::has(label, words::REPORT) && label.split(' ').count() <= 4 => {
            draft.kind(Kind::Report);
            draft.doubt(0.9);
            draft.text(StandardVariable::Genre, label);
        }
        () => return false,
    }
    draft.text(StandardVariable::Title, &body[..open]);
    set_publisher(after.trim_start_matches(". "), draft);
    true
}

/// A book cut at its edition.
struct Edition<'t> {
    title: &'t str,
    edition: &'t str,
    series: &'t str,
    publisher: &'t str,
}

impl<'t> Edition<'t> {
    /// Cuts `Title, 2nd ed. Publisher, Place` and `Title, 2nd ed, Series. Publisher, Place`.
    ///
    /// Words that end with a stop are an edition whatever they are.
    fn find(body: &'t str) -> Option<Self> {
        let (at, has_series) = match body.rfind(" ed. ") {
            Some(at) => (at, false),
            None => (body.rfind(" ed, ")?, true),
        };
        let start = body[..at].rfind(", ")?;
        let label = &body[start + 2..at + " ed".len()];
        let after = &body[at + " ed, ".len()..];
        let named = body[..at].ends_with('.') && at - start <= 60;
        if !named && words::take_edition(label).is_none() {
            return None;
        }
        let edition = if named { &body[start + 2..at - 1] } else { label };
        let (series, publisher) = match after.split_once(". ") {
            Some(parts) if has_series => parts,
            _ => ("", after),
        };
        Some(Self { title: &body[..start], edition, series, publisher })
    }
}
