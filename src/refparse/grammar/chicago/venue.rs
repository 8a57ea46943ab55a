//! What follows a quoted title where there is no journal volume: newspapers, web pages, reports,
//! theses, preprints.

use super::{Authors, set_date, set_kind, set_publisher};
use crate::model::{Kind, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::grammar::line::Line;
use crate::refparse::grammar::sentence::{self, Initials};
use crate::refparse::grammar::{locator, words};

/// Reads `Boston Review, May 21, 2013`, `PhD thesis, University of Leeds, 1979`, `FDA, 2018`, `2016. Zenodo`.
///
/// `joined` says that a comma, not a stop, ends the title: a date or pages follow at once.
pub(super) fn parse<'t>(
    rest: &'t str,
    joined: bool,
    authors: Authors,
    line: &Line<'t>,
    draft: &mut Draft<'t>,
) {
    let rest = take_section(rest.trim_end_matches('.').trim_end(), draft);
    if rest.is_empty() {
        let web = line.url.is_some();
        return set_kind(
            if web { Kind::Webpage } else { Kind::Document },
            web && line.accessed.is_some(),
            draft,
        );
    }
    let (before, has_day) = match set_date(rest, draft) {
        Some(found) => found,
        None => split_archive(rest, draft).unwrap_or((rest, false)),
    };
    let before = take_pages(before, joined, draft);
    if before.is_empty() {
        if authors.organisation && has_day && line.url.is_some() && draft.author_to_container() {
            // Without names the style puts the newspaper or the site in their place.
            draft.doubt(0.9);
            return set_kind(
                if joined { Kind::Webpage } else { Kind::ArticleNewspaper },
                false,
                draft,
            );
        }
        let kind = match () {
            () if joined && line.doi.is_none() && line.url.is_none() => Kind::Document,
            () if line.url.is_some() && has_day && !joined => Kind::ArticleNewspaper,
            () if line.url.is_some() && has_day => Kind::Webpage,
            () => Kind::Document,
        };
        return set_kind(kind, false, draft);
    }
    if let Some(name) = before.strip_suffix(" (blog)") {
        draft.text(StandardVariable::ContainerTitle, name);
        return set_kind(Kind::PostWeblog, true, draft);
    }
    if take_thesis(before, draft) {
        return;
    }
    let venue = take_descriptions(before, draft);
    let described = words::has(&before[..before.len() - venue.len()], words::REPORT);
    classify(venue, Told { has_day, described }, authors, line, draft);
}

/// Takes `, sec. Business` off the end.
fn take_section<'t>(rest: &'t str, draft: &mut Draft<'t>) -> &'t str {
    let Some(at) = rest.rfind(", sec. ") else { return rest };
    draft.number(NumberVariable::Section, &rest[at + ", sec. ".len()..]);
    &rest[..at]
}

/// Reads `…, 2016. Zenodo`: an archive behind the date.
fn split_archive<'t>(rest: &'t str, draft: &mut Draft<'t>) -> Option<(&'t str, bool)> {
    // The date is in one of the last sentences; more are not looked at.
    let stops = sentence::ends(rest, Initials::End);
    let at =
        stops.iter().rev().take(6).copied().find(|at| super::take_date(&rest[..*at]).is_some())?;
    draft.doubt(0.8);
    draft.text(StandardVariable::Archive, rest[at..].trim());
    set_date(&rest[..at], draft)
}

/// Takes pages off the front, which follow a title at once: `“Title,” 53–59. PMLR, 2020`.
fn take_pages<'t>(before: &'t str, joined: bool, draft: &mut Draft<'t>) -> &'t str {
    let (first, rest) = before.split_once(". ").unwrap_or((before, ""));
    if joined && locator::is_pages(first) {
        draft.pages(first);
        return rest;
    }
    before
}

/// Reads `PhD thesis, University of Leeds`.
fn take_thesis<'t>(before: &'t str, draft: &mut Draft<'t>) -> bool {
    let (genre, school) = before.split_once(", ").unwrap_or((before, ""));
    if !words::is_thesis(genre) || genre.split(' ').count() > 10 {
        return false;
    }
    draft.text(StandardVariable::Genre, genre);
    draft.text(StandardVariable::Publisher, school);
    draft.kind(Kind::Thesis);
    true
}

/// Takes what describes the work off the front: `Python. Zenodo`, `Working Paper. Chicago: The Press`.
fn take_descriptions<'t>(before: &'t str, draft: &mut Draft<'t>) -> &'t str {
    let ends = sentence::ends(before, Initials::Spare);
    let Some(at) = ends.last().copied() else { return before };
    // `Working Paper. Working Paper Series. The Bureau`: a series behind the kind of report.
    if let [first, _, ..] = ends[..]
        && words::has(&before[..first], words::REPORT)
        && before[..first].split(' ').count() <= 4
    {
        draft.doubt(0.9);
        draft.text(StandardVariable::Genre, before[..first].trim_end_matches('.'));
        let series = before[first..at].trim().trim_end_matches('.');
        draft.text(StandardVariable::CollectionTitle, series);
        return before[at..].trim();
    }
    let (description, venue) = (before[..at].trim_end_matches('.'), before[at..].trim());
    // A name of two sentences, such as that of a school within a college, is no description.
    if description.split(' ').count() > 4 || words::has(description, words::PUBLISHER) {
        draft.doubt(0.8);
        return before;
    }
    if !words::has(description, words::REPORT) {
        // A program of the broadcaster that follows, a language of the code.
        draft.doubt(0.85);
    }
    draft.text(StandardVariable::Genre, description);
    venue
}

/// What stands around the name of a venue.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// Whether the date has a day.
    has_day: bool,
    /// Whether the name stands behind a kind of report: `Clinical trial registration`.
    described: bool,
}

/// Decides whether a name is that of a container or of a publisher, and what the work is.
///
/// Chicago prints containers in italics and publishers upright; plain text has lost that. So words and
/// dates decide: institutions publish, and what appears on a day is news or a page.
fn classify<'t>(
    venue: &'t str,
    Told { has_day, described }: Told,
    authors: Authors,
    line: &Line<'t>,
    draft: &mut Draft<'t>,
) {
    let has_place = venue.split_once(": ").is_some_and(|(place, name)| {
        super::is_place(place.trim())
            && !words::has(place, words::MAGAZINE)
            && !(words::has(place, &["journal"]) || (has_day && words::has(name, &["journal"])))
    });
    let on_web = line.url.is_some();
    let held = |kind: Kind, sure: bool, draft: &mut Draft<'t>| {
        draft.text(StandardVariable::ContainerTitle, venue);
        set_kind(kind, sure, draft);
    };
    let published = |kind: Kind, sure: bool, draft: &mut Draft<'t>| {
        set_publisher(venue, draft);
        set_kind(kind, sure, draft);
    };
    let names = |list| words::has(venue, list);
    match () {
        () if names(words::PREPRINT) => {
            if let Some((genre, server)) = venue.split_once(", ") {
                draft.text(StandardVariable::Genre, genre);
                draft.text(StandardVariable::Publisher, server);
                return draft.kind(Kind::Article);
            }
            published(Kind::Article, true, draft);
        }
        () if names(words::DATA) && !has_place => published(Kind::Dataset, false, draft),
        () if has_place => published(Kind::Report, false, draft),
        () if described => published(Kind::Report, true, draft),
        () if on_web && has_day && authors.organisation && is_short(venue) => {
            held(Kind::Webpage, true, draft);
        }
        () if venue.contains(".com") || venue.contains(".org") || venue.contains(".net") => {
            let kind = if has_day && authors.any { Kind::ArticleNewspaper } else { Kind::Webpage };
            held(kind, false, draft);
        }
        () if names(&[
            "university",
            "institute",
            "department",
            "ministry",
            "laboratory",
            "lab",
        ]) =>
        {
            published(Kind::Report, false, draft);
        }
        () if has_day && names(words::MAGAZINE) => held(Kind::ArticleMagazine, false, draft),
        () if has_day && names(words::NEWSPAPER) => held(Kind::ArticleNewspaper, true, draft),
        () if names(words::PUBLISHER) => published(Kind::Report, false, draft),
        () if has_day && line.doi.is_none() => held(Kind::ArticleNewspaper, false, draft),
        () if names(words::JOURNAL) => held(Kind::ArticleJournal, false, draft),
        () if line.doi.is_some() => published(Kind::Article, false, draft),
        () => published(Kind::Report, false, draft),
    }
}

/// Whether a name is short, as a site's is.
fn is_short(venue: &str) -> bool {
    venue.split(' ').count() <= 4
}
