//! Titles and the other variables that are text.

use std::ops::Range;

use super::dates;
use super::segments::Segments;
use super::value::Value;
use crate::model::{DateVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;

/// Reads every text.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    for (label, variable) in [
        (Label::Title, StandardVariable::Title),
        (Label::Container, StandardVariable::ContainerTitle),
        (Label::Collection, StandardVariable::CollectionTitle),
        (Label::Publisher, StandardVariable::Publisher),
        (Label::Place, StandardVariable::PublisherPlace),
        (Label::Genre, StandardVariable::Genre),
        (Label::Medium, StandardVariable::Medium),
        (Label::Event, StandardVariable::EventTitle),
    ] {
        let ranges = segments.joined(label);
        let Some(best) = best(segments, &ranges) else { continue };
        let value = segments.value(best.clone());
        if ranges.iter().any(|other| *other != best && !repeats(segments, other, &value.text)) {
            draft.doubt_that(0.85, "a text is printed in two places and differs");
        }
        draft.text_at(variable, value.text.into_owned(), value.span);
    }
    read_event_places(segments, draft);
    read_archives(segments, draft);
    read_notes(segments, draft);
}

/// The longest run; of two that are equally long the first.
fn best(segments: &Segments<'_, '_>, ranges: &[Range<usize>]) -> Option<Range<usize>> {
    let length = |range: &Range<usize>| segments.span(range).len();
    ranges.iter().rev().max_by_key(|range| length(range)).cloned()
}

/// Whether a run says again what a value says, as a short title does.
fn repeats(segments: &Segments<'_, '_>, range: &Range<usize>, value: &str) -> bool {
    value.contains(segments.bare(range))
}

fn read_event_places(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    for range in segments.joined(Label::EventPlace) {
        let mut place = range.clone();
        if let Some((words, date)) = dates::event_date(segments, &range) {
            place.end = words.start;
            draft.date_at(DateVariable::EventDate, date, segments.span(&words));
        }
        if !place.is_empty() {
            let value = segments.value(place);
            draft.text_at(StandardVariable::EventPlace, value.text.into_owned(), value.span);
        }
    }
}

/// Data bases and catalogues, which say where a record was found, not where the work lies.
const SOURCES: &[&str] = &[
    "JSTOR",
    "ProQuest",
    "PubMed",
    "Google Books",
    "Project MUSE",
    "Open WorldCat",
    "WorldCat",
    "Library of Congress ISBN",
    "Zotero",
    "EBSCOhost",
    "ScienceDirect",
    "SpringerLink",
    "Wiley Online Library",
    "Cambridge Core",
    "Taylor and Francis",
    "Crossref",
    "arXiv.org",
    "YouTube",
    "Internet Archive",
    "HathiTrust",
    "Gale",
    "LexisNexis",
    "Nexis Uni",
    "Amazon",
    "IEEE Xplore",
    "ACM Digital Library",
    "DataCite",
    "K10plus ISBN",
    "BnF ISBN",
    "Semantic Scholar",
];

/// The first of several without digits is the archive, the rest says where in it the work lies.
fn read_archives(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let mut has_archive = false;
    let mut location: Option<(String, Range<usize>)> = None;
    for range in segments.of(Label::Archive) {
        let value = segments.value(range);
        let has_digits = value.text.bytes().any(|b| b.is_ascii_digit());
        if SOURCES.contains(&&*value.text) {
            draft.text_at(StandardVariable::Source, value.text.into_owned(), value.span);
        } else if has_digits || has_archive {
            append(&mut location, value, ", ");
        } else {
            has_archive = true;
            draft.text_at(StandardVariable::Archive, value.text.into_owned(), value.span);
        }
    }
    if let Some((text, span)) = location {
        draft.text_at(StandardVariable::ArchiveLocation, text, span);
    }
}

/// Adds a value to the ones before it.
fn append(all: &mut Option<(String, Range<usize>)>, value: Value<'_>, between: &str) {
    match all {
        Some((text, span)) => {
            text.push_str(between);
            text.push_str(&value.text);
            span.end = value.span.end;
        }
        None => *all = Some((value.text.into_owned(), value.span)),
    }
}

/// What has no label of its own is a note, but for the words that say where the work stands.
fn read_notes(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let mut note: Option<(String, Range<usize>)> = None;
    for range in segments.of(Label::Note) {
        let value = segments.value(range);
        if dates::status(&value.text).is_some() {
            draft.text_at(StandardVariable::Status, value.text.into_owned(), value.span);
            continue;
        }
        append(&mut note, value, "; ");
    }
    if let Some((text, span)) = note {
        draft.text_at(StandardVariable::Note, text, span);
    }
}
