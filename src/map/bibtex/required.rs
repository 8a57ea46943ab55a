//! What entry types must have, and which type an item gets.

use super::{Dialect, kinds};
use crate::model::{DateVariable, Item, Kind, NameVariable, NumberVariable, StandardVariable};

/// What an entry type must have, or its program complains.
///
/// Sources: `plain.bst` of BibTeX; `blx-dm.def` of biblatex, "DeclareDatamodelConstraints".
const REQUIRED: &[(Dialect, &str, &[Need])] = &[
    (Dialect::Bibtex, "article", &[Need::Author, Need::Container, Need::Issued]),
    (Dialect::Bibtex, "book", &[Need::AuthorOrEditor, Need::Publisher, Need::Issued]),
    (Dialect::Bibtex, "booklet", &[Need::AuthorOrEditor]),
    (
        Dialect::Bibtex,
        "incollection",
        &[Need::Author, Need::Container, Need::Publisher, Need::Issued],
    ),
    (Dialect::Bibtex, "inproceedings", &[Need::Author, Need::Container, Need::Issued]),
    (Dialect::Bibtex, "phdthesis", &[Need::Author, Need::Publisher, Need::Issued]),
    (Dialect::Bibtex, "techreport", &[Need::Author, Need::Publisher, Need::Issued]),
    (Dialect::Bibtex, "unpublished", &[Need::Author, Need::Note]),
    (Dialect::Biblatex, "article", &[Need::Author, Need::Container]),
    (Dialect::Biblatex, "book", &[Need::Author]),
    (Dialect::Biblatex, "booklet", &[Need::AuthorOrEditor]),
    (Dialect::Biblatex, "collection", &[Need::Editor]),
    (Dialect::Biblatex, "incollection", &[Need::Author, Need::Editor, Need::Container]),
    (Dialect::Biblatex, "inreference", &[Need::Author, Need::Editor, Need::Container]),
    (Dialect::Biblatex, "inbook", &[Need::Author, Need::Container]),
    (Dialect::Biblatex, "inproceedings", &[Need::Author, Need::Container]),
    (Dialect::Biblatex, "online", &[Need::Link]),
    (Dialect::Biblatex, "patent", &[Need::Author, Need::Number]),
    (Dialect::Biblatex, "periodical", &[Need::Editor]),
    (Dialect::Biblatex, "report", &[Need::Author, Need::Publisher]),
    (Dialect::Biblatex, "thesis", &[Need::Author, Need::Publisher]),
    (Dialect::Biblatex, "unpublished", &[Need::Author]),
];

#[derive(Clone, Copy)]
enum Need {
    Author,
    Editor,
    AuthorOrEditor,
    Container,
    Publisher,
    Issued,
    Link,
    Note,
    Number,
}

impl Need {
    fn is_met(self, item: &Item) -> bool {
        let text = |variable| item.texts.contains(variable);
        let names = |variable| item.names.contains(variable);
        match self {
            Self::Author => names(NameVariable::Author),
            Self::Editor => names(NameVariable::Editor),
            Self::AuthorOrEditor => names(NameVariable::Author) || names(NameVariable::Editor),
            Self::Container => text(StandardVariable::ContainerTitle),
            Self::Publisher => text(StandardVariable::Publisher),
            Self::Issued => item.dates.contains(DateVariable::Issued),
            Self::Link => text(StandardVariable::URL) || text(StandardVariable::DOI),
            Self::Note => text(StandardVariable::Note),
            Self::Number => item.numbers.contains(NumberVariable::Number),
        }
    }
}

/// Types to try in turn where the right one asks for what the item lacks.
const SIBLINGS: &[(&str, &str)] =
    &[("inreference", "incollection"), ("incollection", "inbook"), ("book", "collection")];

/// The entry type that an item is written as: the right one, a sibling, or `misc`.
pub(super) fn entry_type(item: &Item, dialect: Dialect) -> &'static str {
    let right = kinds::entry_type(*item.kind, dialect);
    let right = match (&*item.kind, dialect, item.text(StandardVariable::Genre)) {
        (Kind::Thesis, Dialect::Bibtex, Some(genre)) if genre.starts_with("Master") => {
            "mastersthesis"
        }
        // A preprint has no volume; what has one is an article of a journal.
        (Kind::Article, _, _) if !misc_holds_all(item) => "article",
        _ => right,
    };
    // What `@online` has no field for: a place, a genre, a translator.
    let is_more_than_online = item.texts.contains(StandardVariable::PublisherPlace)
        || item.texts.contains(StandardVariable::Genre)
        || item.names.contains(NameVariable::Translator);
    let fits = |entry_type: &str| {
        if entry_type == "online" && is_more_than_online {
            return false;
        }
        let row = REQUIRED.iter().find(|row| row.0 == dialect && row.1 == entry_type);
        row.is_none_or(|row| row.2.iter().all(|need| need.is_met(item)))
    };
    let mut candidate = right;
    loop {
        if fits(candidate) {
            return candidate;
        }
        let sibling =
            SIBLINGS.iter().find(|row| row.0 == candidate && dialect == Dialect::Biblatex);
        match sibling {
            Some((_, sibling)) => candidate = sibling,
            None => break,
        }
    }
    if misc_holds_all(item) { "misc" } else { right }
}

/// Whether `@misc` has a field for everything that the item has.
fn misc_holds_all(item: &Item) -> bool {
    let is_preprint = *item.kind == Kind::Article;
    let is_held = |variable| {
        variable == NumberVariable::Version || variable == NumberVariable::Number && is_preprint
    };
    item.page.is_none()
        && item.numbers.iter().all(|(variable, _)| is_held(variable))
        && !item.texts.contains(StandardVariable::CollectionTitle)
}
