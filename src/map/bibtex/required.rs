//! What entry types must have, and which type an item gets.

use super::{Dialect, kinds};
use crate::model::{
    DateSpan, DateVariable, Item, Kind, Name, NameVariable, NumberVariable, StandardVariable,
};

/// What an entry type must have, or its program complains.
///
/// A BibTeX file is read by biber as well, so its types have the needs of both programs.
///
/// Sources: `plain.bst` of BibTeX; `blx-dm.def` of biblatex, "DeclareDatamodelConstraints".
const REQUIRED: &[(Dialect, &str, &[Need])] = &[
    (Dialect::Bibtex, "article", &[Need::Author, Need::Container, Need::Year]),
    (Dialect::Bibtex, "book", &[Need::Author, Need::Publisher, Need::Year]),
    (Dialect::Bibtex, "proceedings", &[Need::Editor, Need::NoAuthor, Need::Year]),
    (Dialect::Bibtex, "booklet", &[Need::AuthorOrEditor]),
    (
        Dialect::Bibtex,
        "incollection",
        &[Need::Author, Need::Editor, Need::Container, Need::Publisher, Need::Year],
    ),
    (Dialect::Bibtex, "inproceedings", &[Need::Author, Need::Container, Need::Year]),
    (Dialect::Bibtex, "phdthesis", &[Need::Author, Need::Publisher, Need::Year]),
    (Dialect::Bibtex, "mastersthesis", &[Need::Author, Need::Publisher, Need::Year]),
    (Dialect::Bibtex, "techreport", &[Need::Author, Need::Publisher, Need::Year]),
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
    NoAuthor,
    Editor,
    AuthorOrEditor,
    Container,
    Publisher,
    Year,
    Link,
    Note,
    Number,
}

impl Need {
    fn is_met(self, item: &Item) -> bool {
        let text = |variable| has_text(item, variable);
        let names = |variable| {
            let list = item.names.get(variable).map(|names| names.list.as_slice());
            list.is_some_and(|list| list.iter().any(is_shown))
        };
        match self {
            Self::Author => names(NameVariable::Author),
            Self::NoAuthor => !names(NameVariable::Author),
            Self::Editor => names(NameVariable::Editor),
            Self::AuthorOrEditor => names(NameVariable::Author) || names(NameVariable::Editor),
            Self::Container => container(item).is_some(),
            Self::Publisher => text(StandardVariable::Publisher),
            Self::Year => year(item).is_some(),
            Self::Link => text(StandardVariable::URL) || text(StandardVariable::DOI),
            Self::Note => text(StandardVariable::Note),
            Self::Number => {
                item.number(NumberVariable::Number).is_some_and(|n| !n.trim().is_empty())
            }
        }
    }
}

/// Whether a name has letters or signs to print.
fn is_shown(name: &Name) -> bool {
    let Name { family, given, dropping_particle, non_dropping_particle, suffix, literal, .. } =
        name;
    let is_shown = |part: &String| !part.chars().all(char::is_whitespace);
    match literal.is_empty() {
        true => [family, given, dropping_particle, non_dropping_particle, suffix]
            .into_iter()
            .any(is_shown),
        false => is_shown(literal),
    }
}

fn has_text(item: &Item, variable: StandardVariable) -> bool {
    item.text(variable).is_some_and(|text| !text.chars().all(char::is_whitespace))
}

/// The variable that says in what a work appeared: its container, or the best there is instead.
pub(super) fn container(item: &Item) -> Option<StandardVariable> {
    use StandardVariable::{ContainerTitle, ContainerTitleShort, EventTitle};
    let is_paper = *item.kind == Kind::PaperConference;
    let candidates = [ContainerTitle, if is_paper { EventTitle } else { ContainerTitleShort }];
    candidates.into_iter().find(|variable| has_text(item, *variable))
}

/// The year that BibTeX prints: that of the date, or the one that its words name.
///
/// biber takes no `year` before our era or beyond four digits.
pub(super) fn year(item: &Item) -> Option<i32> {
    let date = item.dates.get(DateVariable::Issued)?;
    let year = match &date.span {
        DateSpan::Single(day) | DateSpan::Range(day, _) => Some(day.year),
        DateSpan::Literal(words) => {
            let mut runs = words.split(|c: char| !c.is_ascii_digit());
            runs.find(|run| run.len() == 4)?.parse().ok()
        }
    };
    year.filter(|year| (0..=9999).contains(year))
}

/// Types to try in turn where the right one asks for what the item lacks.
const SIBLINGS: &[(Dialect, &str, &str)] = &[
    (Dialect::Biblatex, "inreference", "incollection"),
    (Dialect::Biblatex, "incollection", "inbook"),
    (Dialect::Biblatex, "book", "collection"),
    (Dialect::Biblatex, "collection", "manual"),
    (Dialect::Bibtex, "book", "proceedings"),
    (Dialect::Bibtex, "proceedings", "manual"),
    // Both programs print it as a part of a book, and neither asks for the editor.
    (Dialect::Bibtex, "incollection", "inproceedings"),
    (Dialect::Bibtex, "techreport", "manual"),
    (Dialect::Biblatex, "report", "manual"),
];

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
    while !fits(candidate) {
        let sibling = SIBLINGS.iter().find(|row| row.0 == dialect && row.1 == candidate);
        candidate = match sibling {
            Some((_, _, "manual")) if is_bare(item) => "misc",
            Some((_, _, sibling)) => sibling,
            None => "misc",
        };
    }
    candidate
}

/// Whether an item has nothing that `@misc` would not print and `@manual` would.
fn is_bare(item: &Item) -> bool {
    misc_holds_all(item) && !item.texts.contains(StandardVariable::Publisher)
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
