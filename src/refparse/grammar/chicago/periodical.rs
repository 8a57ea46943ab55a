//! Articles in journals: `Journal, Series, 15, no. 1 (September 22, 2017): 197–98`.

use crate::model::{DateVariable, Kind, NumberVariable, StandardVariable};
use crate::refparse::dates;
use crate::refparse::draft::Draft;
use crate::refparse::grammar::locator;

/// Reads what follows the title of a journal article; `false` if it is no such article.
pub(super) fn parse<'t>(rest: &'t str, draft: &mut Draft<'t>) -> bool {
    let rest = rest.trim_end_matches('.').trim_end();
    let Some((head, date_part, pages)) = split_date(rest) else { return false };
    let Some(date) = dates::parse_loose(date_part) else { return false };
    // What follows the bracket is pages, or the bracket is not the issue's.
    if pages.contains(' ') && !pages.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if dates::parse(date_part).is_none() || (!pages.is_empty() && !locator::is_pages(pages)) {
        draft.doubt(0.6);
    }
    let (head, issue) = match head.rfind(", no. ").or_else(|| head.rfind(", nos. ")) {
        Some(at) => {
            let label = &head[at + 2..];
            (&head[..at], label.split_once(". ").map_or("", |(_, issue)| issue))
        }
        None => (head, ""),
    };
    let (journal, series, volume) = split_head(head, !issue.is_empty());
    if journal.is_empty() {
        if volume.is_empty() {
            return false;
        }
        draft.doubt(0.7);
    }
    if volume.is_empty() && issue.is_empty() {
        draft.doubt(0.9);
    }
    draft.kind(Kind::ArticleJournal);
    draft.text(StandardVariable::ContainerTitle, journal);
    draft.text(StandardVariable::CollectionTitle, series);
    draft.number(NumberVariable::Volume, volume);
    draft.number(NumberVariable::Issue, issue);
    draft.date(DateVariable::Issued, date, date_part);
    draft.pages(pages);
    true
}

/// Reads an article in a journal without volumes: `Betriebs-Berater, 2014, 1283–94`.
pub(super) fn parse_unnumbered<'t>(rest: &'t str, draft: &mut Draft<'t>) -> bool {
    let rest = rest.trim_end_matches('.').trim_end();
    let Some((head, pages)) = rest.rsplit_once(", ") else { return false };
    let is_pages = locator::is_pages(pages) && pages.chars().any(|c| c.is_ascii_digit());
    if !is_pages || dates::year(pages).is_some() {
        return false;
    }
    let Some((journal, date, part)) = super::take_date(head) else { return false };
    if journal.is_empty() {
        return false;
    }
    draft.kind(Kind::ArticleJournal);
    draft.text(StandardVariable::ContainerTitle, journal);
    draft.date(DateVariable::Issued, date, part);
    draft.pages(pages);
    true
}

/// Finds the last bracket that holds a date and ends the text or stands before the pages.
fn split_date(rest: &str) -> Option<(&str, &str, &str)> {
    let (before, pages) = match rest.strip_suffix(')') {
        Some(before) => (before, ""),
        None => {
            let at = rest.rfind("): ")?;
            (&rest[..at], &rest[at + 3..])
        }
    };
    let open = before.rfind('(')?;
    let (head, date) = (before[..open].trim_end(), &before[open + 1..]);
    dates::parse_loose(date)?;
    (!head.is_empty()).then_some((head, date, pages.trim()))
}

/// Splits `Journal, Series, 15` and `Journal 15` into journal, series and volume.
fn split_head(head: &str, has_issue: bool) -> (&str, &str, &str) {
    // With a series a comma stands before the volume.
    if let Some((names, volume)) = head.rsplit_once(", ")
        && locator::is_volume(volume)
    {
        let (journal, series) = locator::split_series(names);
        return (journal, series, volume);
    }
    if locator::is_volume(head) {
        return ("", "", head);
    }
    match locator::split_volume(head) {
        // A journal's name may end like a Roman number or a year where the style prints an issue only.
        Some((journal, volume))
            if !(has_issue && locator::is_roman(volume) && volume.len() == 1) =>
        {
            (without_label(journal.trim_end_matches(',')), "", volume)
        }
        _ => (head, "", ""),
    }
}

/// Takes a label off that stands before a volume; `Surgery. American Volume` is a journal's name.
fn without_label(journal: &str) -> &str {
    let bare = journal.strip_suffix(" Vol.").or_else(|| journal.strip_suffix(" Volume"));
    let Some(bare) = bare else { return journal };
    match bare.rsplit_once(". ") {
        Some((_, section)) if !section.contains(' ') => journal,
        _ => bare,
    }
}
