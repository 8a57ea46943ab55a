//! Parts of a book: `Title, in: Editor, A. (Ed.), Book, Series. Publisher, Place, pp. 17–33`.

use super::venue::set_publisher;
use crate::model::{Kind, NameVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::grammar::sentence::{self, Initials};
use crate::refparse::grammar::{locator, names, words};

/// Reads a part of a book or of proceedings; `false` if the text is none.
pub(super) fn parse<'t>(body: &'t str, draft: &mut Draft<'t>) -> bool {
    const LABEL: &str = " in: ";
    // A comma behind a quote moves into it: `On “Water,” in: `.
    let mut labels = body.match_indices(LABEL).map(|(at, _)| body.split_at(at));
    let Some((title, inside)) = labels.find(|(title, _)| title.ends_with([',', '”', '’']))
    else {
        return false;
    };
    let inside = &inside[LABEL.len()..];
    draft.title(title.strip_suffix(',').unwrap_or(title));
    parse_inside(inside, draft);
    true
}

/// Reads what follows `in: `.
pub(super) fn parse_inside<'t>(inside: &'t str, draft: &mut Draft<'t>) {
    let inside = take_editors(inside, draft);
    let (book, pages, stopped) = take_pages(inside);
    draft.pages(pages);
    // A stop before the pages means that no publisher stands there.
    let end = if stopped { None } else { sentence::ends(book, Initials::End).last().copied() };
    let container = match end {
        Some(end) => {
            set_publisher(book[end..].trim(), draft);
            book[..end].trim_end_matches('.')
        }
        None => book,
    };
    let (container, series) = split_series(container, draft);
    draft.text(StandardVariable::ContainerTitle, container);
    draft.text(StandardVariable::CollectionTitle, series);
    let conference = words::has(container, words::CONFERENCE);
    draft.kind(if conference { Kind::PaperConference } else { Kind::Chapter });
}

/// Splits a series off; a comma that nothing explains may be one before a series.
fn split_series<'t>(container: &'t str, draft: &mut Draft<'t>) -> (&'t str, &'t str) {
    match locator::split_book_series(container) {
        Some(found) => {
            draft.doubt(0.95);
            found
        }
        None => {
            if container.contains(", ") {
                draft.doubt(0.85);
            }
            (container, "")
        }
    }
}

/// Takes `Hall, P.A., Soskice, D. (Eds.), ` off the front.
fn take_editors<'t>(inside: &'t str, draft: &mut Draft<'t>) -> &'t str {
    let label = [" (Eds.), ", " (Ed.), "];
    let Some((at, label)) =
        label.iter().filter_map(|label| Some((inside.find(label)?, label))).min()
    else {
        return inside;
    };
    let people = &inside[..at];
    match names::inverted(people) {
        Some(list) => draft.names(NameVariable::Editor, list.names, people),
        None => draft.doubt(0.7),
    }
    &inside[at + label.len()..]
}

/// Takes `, pp. 17–33` or `. p. 4` off the end; says whether a stop stood before.
pub(super) fn take_pages(inside: &str) -> (&str, &str, bool) {
    for (label, stopped) in [(", pp. ", false), (", p. ", false), (". pp. ", true), (". p. ", true)]
    {
        if let Some(at) = inside.rfind(label) {
            let pages = inside[at + label.len()..].trim();
            // Pages are few words with a number, or Roman.
            let known = pages.len() <= 60 && pages.contains(|c: char| c.is_ascii_digit());
            if known || locator::is_pages(pages) {
                return (&inside[..at], pages, stopped);
            }
        }
    }
    (inside, "", false)
}
