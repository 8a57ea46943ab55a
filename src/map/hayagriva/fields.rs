//! Fields <-> variables: one table, read in both directions.

use crate::map::fields_table::FieldRow;
use crate::map::target::Target;
use crate::model::{
    DateVariable as D, NameVariable as N, NumberVariable as Num, StandardVariable as S,
};

/// Which of the nested entries has the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The entry itself.
    Own,
    /// The parent that contains it; the entry itself where it stands alone.
    Container,
    /// The series, above the container or above the entry.
    Collection,
    /// The conference or exhibition it belongs to.
    Event,
    /// What it is a new edition or translation of.
    Original,
    /// The repository it was found in.
    Source,
}

impl Place {
    pub(super) const ALL: [Self; 6] =
        [Self::Own, Self::Container, Self::Collection, Self::Event, Self::Original, Self::Source];

    /// The word before a field's name in tables and in `extra`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Container => "container",
            Self::Collection => "collection",
            Self::Event => "event",
            Self::Original => "original",
            Self::Source => "source",
        }
    }
}

/// How a field writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A formattable string.
    Title,
    /// Text as it is: identifiers.
    Verbatim,
    /// A number, or any text.
    Label,
    /// A number, and nothing else.
    Numeric,
    /// A language tag.
    Language,
    /// A link.
    Url,
    People,
    Date,
}

/// One row.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) place: Place,
    /// The field's name; a dot parts the names of a mapping in a field.
    pub(super) field: &'static str,
    pub(super) target: Target,
    pub(super) shape: Shape,
    /// Whether the container may state it for the entry.
    pub(super) inherits: bool,
    pub(super) writes: bool,
}

const fn rule(place: Place, field: &'static str, target: Target, shape: Shape) -> Rule {
    Rule { place, field, target, shape, inherits: false, writes: true }
}

const fn inherited(field: &'static str, target: Target, shape: Shape) -> Rule {
    Rule { inherits: true, ..rule(Place::Own, field, target, shape) }
}

use Place::{Collection, Container, Event, Original, Own, Source};
use Shape::{Date, Label, Language, Numeric, People, Title, Url, Verbatim};
use Target::{Names, Number, Page, Text};

/// The table. Of the rules for a field, reading takes the first; of those for a variable, writing does.
///
/// Source: hayagriva 0.10, `docs/file-format.md`, "Fields", and how it resolves CSL's variables.
pub(super) const RULES: &[Rule] = &[
    rule(Own, "title", Text(S::Title), Title),
    rule(Own, "title.short", Text(S::TitleShort), Title),
    rule(Own, "author", Names(N::Author), People),
    inherited("date", Target::Date(D::Issued), Date),
    rule(Container, "title", Text(S::ContainerTitle), Title),
    rule(Container, "title.short", Text(S::ContainerTitleShort), Title),
    rule(Container, "author", Names(N::ContainerAuthor), People),
    rule(Container, "editor", Names(N::Editor), People),
    rule(Container, "volume", Number(Num::Volume), Label),
    rule(Container, "issue", Number(Num::Issue), Label),
    rule(Container, "edition", Number(Num::Edition), Label),
    rule(Container, "volume-total", Number(Num::NumberOfVolumes), Numeric),
    rule(Container, "publisher.name", Text(S::Publisher), Title),
    rule(Container, "publisher.location", Text(S::PublisherPlace), Title),
    rule(Own, "chapter", Number(Num::ChapterNumber), Label),
    rule(Own, "page-range", Page, Label),
    rule(Own, "page-total", Number(Num::NumberOfPages), Numeric),
    rule(Own, "runtime", Text(S::Dimensions), Verbatim),
    inherited("url.value", Text(S::URL), Url),
    inherited("url.date", Target::Date(D::Accessed), Date),
    rule(Own, "serial-number.doi", Text(S::DOI), Verbatim),
    inherited("serial-number.isbn", Text(S::ISBN), Verbatim),
    inherited("serial-number.issn", Text(S::ISSN), Verbatim),
    rule(Own, "serial-number.pmid", Text(S::PMID), Verbatim),
    rule(Own, "serial-number.pmcid", Text(S::PMCID), Verbatim),
    rule(Own, "serial-number.arxiv", Number(Num::Number), Verbatim),
    rule(Own, "serial-number.serial", Number(Num::Number), Verbatim),
    rule(Own, "serial-number.version", Number(Num::Version), Verbatim),
    rule(Own, "serial-number.printing", Number(Num::PrintingNumber), Verbatim),
    inherited("organization", Text(S::Authority), Title),
    inherited("language", Text(S::Language), Language),
    inherited("genre", Text(S::Genre), Title),
    inherited("abstract", Text(S::Abstract), Title),
    rule(Own, "note", Text(S::Note), Title),
    inherited("archive", Text(S::Archive), Title),
    rule(Own, "archive-location", Text(S::ArchiveLocation), Title),
    rule(Own, "call-number", Text(S::CallNumber), Title),
    inherited("affiliated.translator", Names(N::Translator), People),
    inherited("affiliated.compiler", Names(N::Compiler), People),
    inherited("affiliated.composer", Names(N::Composer), People),
    inherited("affiliated.collaborator", Names(N::Contributor), People),
    inherited("affiliated.director", Names(N::Director), People),
    inherited("affiliated.producer", Names(N::Producer), People),
    inherited("affiliated.executive-producer", Names(N::ExecutiveProducer), People),
    inherited("affiliated.illustrator", Names(N::Illustrator), People),
    inherited("affiliated.narrator", Names(N::Narrator), People),
    inherited("affiliated.organizer", Names(N::Organizer), People),
    inherited("affiliated.cast-member", Names(N::Performer), People),
    inherited("affiliated.writer", Names(N::ScriptWriter), People),
    inherited("affiliated.founder", Names(N::SeriesCreator), People),
    rule(Collection, "title", Text(S::CollectionTitle), Title),
    rule(Collection, "editor", Names(N::CollectionEditor), People),
    rule(Collection, "volume", Number(Num::CollectionNumber), Label),
    rule(Event, "title", Text(S::EventTitle), Title),
    Rule { writes: false, ..rule(Event, "title", Text(S::Event), Title) },
    rule(Event, "date", Target::Date(D::EventDate), Date),
    rule(Event, "location", Text(S::EventPlace), Title),
    Rule { writes: false, ..rule(Own, "location", Text(S::EventPlace), Title) },
    rule(Event, "affiliated.director", Names(N::Chair), People),
    rule(Event, "affiliated.organizer", Names(N::Curator), People),
    rule(Original, "title", Text(S::OriginalTitle), Title),
    rule(Original, "author", Names(N::OriginalAuthor), People),
    rule(Original, "date", Target::Date(D::OriginalDate), Date),
    rule(Original, "publisher.name", Text(S::OriginalPublisher), Title),
    rule(Original, "publisher.location", Text(S::OriginalPublisherPlace), Title),
    rule(Source, "title", Text(S::Source), Title),
];

/// The rule for a field that a nested entry states.
pub(super) fn find(place: Place, field: &str) -> Option<&'static Rule> {
    let of =
        |place: Place| RULES.iter().find(move |rule| rule.place == place && rule.field == field);
    of(place).or_else(|| match place {
        Own => of(Container).filter(|rule| !field.starts_with("title") && rule.field != "author"),
        Container => of(Own).filter(|rule| rule.inherits),
        _ => None,
    })
}

/// The fields and the variables that hold them, for `florilege fields hayagriva`.
///
/// ```
/// let fields = florilege::map::hayagriva::fields();
/// assert!(fields.iter().any(|row| row.field == "page-range" && row.variable == "page"));
/// ```
pub fn fields() -> Vec<FieldRow> {
    let rows = RULES.iter().map(|rule| FieldRow {
        field: match rule.place.name() {
            "" => rule.field.to_owned(),
            place => format!("{place}.{}", rule.field),
        },
        variable: rule.target.to_string(),
        only: match rule.inherits {
            true => "or of the container".to_owned(),
            false => String::new(),
        },
        reads: find(rule.place, rule.field).is_some_and(|found| std::ptr::eq(found, rule)),
        writes: rule.writes,
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_and_each_variable_has_one_rule() {
        for (at, rule) in RULES.iter().enumerate() {
            let others = || RULES[..at].iter();
            assert!(
                !others().any(|other| other.writes
                    && rule.writes
                    && other.place == rule.place
                    && other.field == rule.field),
                "{rule:?}"
            );
            let is_number = rule.target == Number(Num::Number);
            assert!(
                is_number
                    || !others()
                        .any(|other| other.writes && rule.writes && other.target == rule.target),
                "{rule:?}"
            );
        }
    }
}
