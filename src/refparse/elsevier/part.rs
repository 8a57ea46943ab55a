//! Parts of a book: `Title, in: Editor, A. (Ed.), Book, Series. Publisher, Place, pp. 17–33`.

use super::venue::set_publisher;
use crate::model::{Kind, NameVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::sentence::{self, Initials};
use crate::refparse::{names, words};

/// Reads a part of a book or of proceedings; `false` if the text is none.
pub(super) fn parse<'t>(body: &'t str, draft: &mut Draft<'t>) -> bool {
    let Some((title, inside)) = body.split_once(", in: ") else { return false };
    draft.text(StandardVariable::Title, title);
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
    draft.text(StandardVariable::ContainerTitle, container);
    let conference = words::has(container, words::CONFERENCE);
    draft.kind(if conference { Kind::PaperConference } else { Kind::Chapter });
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
            return (&inside[..at], inside[at + label.len()..].trim(), stopped);
        }
    }
    (inside, "", false)
}
