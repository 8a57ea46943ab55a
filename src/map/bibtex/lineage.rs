//! Which field of a parent becomes which field of its child.
//!
//! Source: biblatex manual, appendix B "Default Inheritance Setup", and the default setup of
//! `biblatex.def`; `btxdoc` 3.2 for `booktitle` in the parent.

use super::fields::canonical;

/// Fields that belong to the entry that has them.
const OWN: &[&str] = &[
    "crossref",
    "xref",
    "xdata",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
    // Programs that keep bibliographies write these of the entry, not of the work.
    "owner",
    "timestamp",
    "creationdate",
    "modificationdate",
    "date-added",
    "date-modified",
    "groups",
];

/// Short forms of a title, which are no short forms of a title with another name.
const SHORT: &[&str] = &["shorttitle", "sorttitle", "indextitle", "indexsorttitle"];

/// How the entry type of a child stands to titles.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Family {
    /// A part of a book by the book's author: `inbook`.
    InBook,
    /// A part of a book with an author of its own.
    Part,
    /// A book, which may be a volume of a larger one.
    Volume,
    /// A book in several volumes.
    Volumes,
    /// A part of a periodical.
    Article,
    Periodical,
    Other,
}

fn family(kind: &str) -> Family {
    match kind {
        "inbook" | "bookinbook" | "suppbook" => Family::InBook,
        "incollection" | "suppcollection" | "inreference" | "inproceedings" | "conference" => {
            Family::Part
        }
        "book" | "collection" | "reference" | "proceedings" | "manual" | "booklet" => {
            Family::Volume
        }
        "mvbook" | "mvcollection" | "mvreference" | "mvproceedings" => Family::Volumes,
        "article" | "suppperiodical" | "review" => Family::Article,
        "periodical" => Family::Periodical,
        _ => Family::Other,
    }
}

/// The fields that a field of the parent becomes; none if it is not inherited.
///
/// `has_booktitle`: the parent says itself what its parts have for `booktitle`, as BibTeX needs it.
pub(super) fn heirs<'n>(
    field: &'n str,
    parent: &str,
    child: &str,
    has_booktitle: bool,
) -> [Option<&'n str>; 2] {
    if OWN.contains(&canonical(field)) || field.contains('+') {
        return [None, None];
    }
    let (parent, child) = (family(parent), family(child));
    let is_part = matches!(child, Family::InBook | Family::Part);
    let (title, subtitle, addon) = match parent {
        Family::Volumes if is_part || child == Family::Volume => {
            ("maintitle", "mainsubtitle", "maintitleaddon")
        }
        Family::Periodical if child == Family::Article => {
            ("journaltitle", "journalsubtitle", "journaltitleaddon")
        }
        _ if is_part && parent != child => ("booktitle", "booksubtitle", "booktitleaddon"),
        _ => ("title", "subtitle", "titleaddon"),
    };
    let is_renamed = title != "title";
    match field {
        "title" if title == "booktitle" && has_booktitle => [None, None],
        "title" => [Some(title), None],
        "subtitle" => [Some(subtitle), None],
        "titleaddon" => [Some(addon), None],
        "author" if child == Family::InBook && is_renamed => [Some("author"), Some("bookauthor")],
        "author" if child == Family::Part && is_renamed => [Some("bookauthor"), None],
        short if is_renamed && SHORT.contains(&short) => [None, None],
        field => [Some(field), None],
    }
}

/// Whether a field of a data container goes to the entry that uses it.
pub(super) fn is_data(field: &str) -> bool {
    !matches!(field, "ids" | "xdata" | "crossref")
}

/// Whether a field is a short form of the title.
pub(super) fn is_short(field: &str) -> bool {
    SHORT.contains(&field)
}
