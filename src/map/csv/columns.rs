//! Columns <-> variables: one table, read in both directions.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use crate::map::fields_table::FieldRow;
use crate::model::{
    DateVariable as D, NameVariable as N, NumberVariable as Num, StandardVariable as S,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Key,
    Kind,
    Text(S),
    Number(Num),
    Page,
    Names(N),
    Date(D),
    /// Parts of the date of issue.
    Year,
    Month,
    Day,
    /// Parts of the page range.
    FirstPage,
    LastPage,
    /// What CSL has no variable for, of other formats.
    Custom,
}

/// One row: the name that is written, and the names that are read besides, as [`folded`].
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) target: Target,
    names: &'static [&'static str],
}

const fn column(name: &'static str, target: Target, names: &'static [&'static str]) -> Column {
    Column { name, target, names }
}

use Target::{
    Custom, Date, Day, FirstPage, Key, Kind, LastPage, Month, Names, Number, Page, Text, Year,
};

/// How many columns of [`COLUMNS`] every file has; the others stand where a record needs them.
pub(super) const ALWAYS: usize = 6;

/// The table, in the order of the columns.
///
/// Source: CSL 1.0.2, appendix IV, for the names that are written. Read besides are those in the exports of
/// Zotero, Rayyan, ASReview, SyRF, JabRef, Scopus, Web of Science, PubMed and IEEE Xplore.
pub(super) const COLUMNS: &[Column] = &[
    column(
        "id",
        Key,
        &["key", "citekey", "bibtexkey", "bibliographykey", "identifier", "recordid", "studyid"],
    ),
    column(
        "type",
        Kind,
        &[
            "itemtype",
            "documenttype",
            "publicationtype",
            "referencetype",
            "bibliographytype",
            "entrytype",
        ],
    ),
    column(
        "author",
        Names(N::Author),
        &["authors", "authorfullnames", "authornames", "firstauthors", "primaryauthors"],
    ),
    column("issued", Date(D::Issued), &["date", "publicationdate", "coverdate"]),
    column("title", Text(S::Title), &["primarytitle", "articletitle", "documenttitle"]),
    column(
        "container-title",
        Text(S::ContainerTitle),
        &[
            "publicationtitle",
            "journal",
            "journalname",
            "publicationname",
            "sourcetitle",
            "booktitle",
            "secondarytitle",
            "journalbook",
            "publication",
        ],
    ),
    column(
        "container-title-short",
        Text(S::ContainerTitleShort),
        &[
            "journalabbreviation",
            "abbreviatedsourcetitle",
            "alternatename",
            "journalisoabbreviation",
        ],
    ),
    column("volume", Number(Num::Volume), &[]),
    column("issue", Number(Num::Issue), &[]),
    column("page", Page, &["pages", "pagerange"]),
    column("publisher", Text(S::Publisher), &[]),
    column(
        "publisher-place",
        Text(S::PublisherPlace),
        &["place", "publisherlocation", "publishercity", "address"],
    ),
    column("edition", Number(Num::Edition), &[]),
    column("editor", Names(N::Editor), &["editors", "bookeditors"]),
    column("translator", Names(N::Translator), &["translators"]),
    column("title-short", Text(S::TitleShort), &["shorttitle"]),
    column(
        "collection-title",
        Text(S::CollectionTitle),
        &["series", "seriestitle", "bookseriestitle"],
    ),
    column("collection-number", Number(Num::CollectionNumber), &["seriesnumber"]),
    column("collection-editor", Names(N::CollectionEditor), &["serieseditor"]),
    column(
        "number",
        Number(Num::Number),
        &["reportnumber", "patentnumber", "articlenumber", "artno"],
    ),
    column("genre", Text(S::Genre), &[]),
    column(
        "event-title",
        Text(S::EventTitle),
        &["conferencename", "conferencetitle", "meetingname"],
    ),
    column("event-place", Text(S::EventPlace), &["conferencelocation"]),
    column("event-date", Date(D::EventDate), &["conferencedate"]),
    column("DOI", Text(S::DOI), &[]),
    column("PMID", Text(S::PMID), &["pubmedid"]),
    column("PMCID", Text(S::PMCID), &["pmcid", "pmc"]),
    column("ISBN", Text(S::ISBN), &["isbns"]),
    column("ISSN", Text(S::ISSN), &["issns"]),
    column("URL", Text(S::URL), &["link", "urls"]),
    column("accessed", Date(D::Accessed), &["accessdate", "urldate"]),
    column("abstract", Text(S::Abstract), &["abstractnote"]),
    column("keyword", Text(S::Keyword), &["keywords", "authorkeywords", "manualtags"]),
    column("language", Text(S::Language), &["languageoforiginaldocument"]),
    column("note", Text(S::Note), &["notes", "extra"]),
    column(
        "number-of-pages",
        Number(Num::NumberOfPages),
        &["numpages", "pagecount", "numberofpages"],
    ),
    column("number-of-volumes", Number(Num::NumberOfVolumes), &["numvolumes"]),
    column("chapter-number", Number(Num::ChapterNumber), &[]),
    column("part-number", Number(Num::PartNumber), &[]),
    column("part-title", Text(S::PartTitle), &[]),
    column("volume-title", Text(S::VolumeTitle), &[]),
    column("supplement-number", Number(Num::SupplementNumber), &["supplement"]),
    column("printing-number", Number(Num::PrintingNumber), &[]),
    column("page-first", Number(Num::PageFirst), &[]),
    column("section", Number(Num::Section), &[]),
    column("version", Number(Num::Version), &[]),
    column("status", Text(S::Status), &[]),
    column("medium", Text(S::Medium), &[]),
    column("dimensions", Text(S::Dimensions), &["runningtime"]),
    column("scale", Text(S::Scale), &[]),
    column("archive", Text(S::Archive), &[]),
    column("archive_collection", Text(S::ArchiveCollection), &[]),
    column("archive_location", Text(S::ArchiveLocation), &["locinarchive"]),
    column("archive-place", Text(S::ArchivePlace), &[]),
    column("call-number", Text(S::CallNumber), &[]),
    column("source", Text(S::Source), &["librarycatalog"]),
    column("license", Text(S::License), &["rights"]),
    column("authority", Text(S::Authority), &["court", "issuingauthority"]),
    column("jurisdiction", Text(S::Jurisdiction), &[]),
    column("division", Text(S::Division), &[]),
    column("references", Text(S::References), &[]),
    column("annote", Text(S::Annote), &["annotation"]),
    column("event", Text(S::Event), &[]),
    column("citation-label", Text(S::CitationLabel), &[]),
    column("citation-key", Text(S::CitationKey), &[]),
    column("citation-number", Number(Num::CitationNumber), &[]),
    column("first-reference-note-number", Number(Num::FirstReferenceNoteNumber), &[]),
    column("locator", Number(Num::Locator), &[]),
    column("year-suffix", Text(S::YearSuffix), &[]),
    column("original-title", Text(S::OriginalTitle), &[]),
    column("original-author", Names(N::OriginalAuthor), &[]),
    column("original-date", Date(D::OriginalDate), &[]),
    column("original-publisher", Text(S::OriginalPublisher), &[]),
    column("original-publisher-place", Text(S::OriginalPublisherPlace), &[]),
    column("reviewed-title", Text(S::ReviewedTitle), &[]),
    column("reviewed-author", Names(N::ReviewedAuthor), &[]),
    column("reviewed-genre", Text(S::ReviewedGenre), &[]),
    column("submitted", Date(D::Submitted), &["filingdate"]),
    column("available-date", Date(D::AvailableDate), &[]),
    column("container-author", Names(N::ContainerAuthor), &["bookauthor", "bookauthors"]),
    column("chair", Names(N::Chair), &[]),
    column("compiler", Names(N::Compiler), &[]),
    column("composer", Names(N::Composer), &[]),
    column("contributor", Names(N::Contributor), &["contributors"]),
    column("curator", Names(N::Curator), &[]),
    column("director", Names(N::Director), &[]),
    column("editorial-director", Names(N::EditorialDirector), &[]),
    column("editor-translator", Names(N::EditorTranslator), &[]),
    column("executive-producer", Names(N::ExecutiveProducer), &[]),
    column("guest", Names(N::Guest), &[]),
    column("host", Names(N::Host), &[]),
    column("illustrator", Names(N::Illustrator), &[]),
    column("interviewer", Names(N::Interviewer), &[]),
    column("narrator", Names(N::Narrator), &[]),
    column("organizer", Names(N::Organizer), &[]),
    column("performer", Names(N::Performer), &["castmember"]),
    column("producer", Names(N::Producer), &[]),
    column("recipient", Names(N::Recipient), &[]),
    column("script-writer", Names(N::ScriptWriter), &["scriptwriter"]),
    column("series-creator", Names(N::SeriesCreator), &[]),
    column("custom", Custom, &[]),
    column("year", Year, &["publicationyear", "pubyear"]),
    column("month", Month, &[]),
    column("day", Day, &[]),
    column("first-page", FirstPage, &["startpage", "pagestart", "beginningpage"]),
    column("last-page", LastPage, &["endpage", "pageend", "endingpage"]),
];

/// How many columns of [`COLUMNS`] are written; those behind them are parts of others.
pub(super) const WRITTEN: usize = COLUMNS.len() - 5;

/// A column's name in the form in which names are compared: small letters and digits alone.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The row for a column of any of the names.
pub(super) fn find(name: &str) -> Option<&'static Column> {
    static NAMES: OnceLock<HashMap<String, &Column>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let own = COLUMNS.iter().map(|column| (folded(column.name), column));
        let others = COLUMNS
            .iter()
            .flat_map(|column| column.names.iter().map(move |name| ((*name).to_owned(), column)));
        own.chain(others).collect()
    });
    // No column has a name as long as a text.
    names.get(&folded(name.get(..60).unwrap_or(name))).copied()
}

/// The place of the column that is written for a variable.
pub(super) fn place(target: Target) -> Option<usize> {
    COLUMNS[..WRITTEN].iter().position(|column| column.target == target)
}

/// What the columns of a file mean, where their names do not tell: `Titel=title,Jahr=issued`.
///
/// ```
/// use florilege::map::csv::Columns;
/// let columns: Columns = "Titel=title, Jahr=year".parse().unwrap();
/// assert!("Titel=name".parse::<Columns>().is_err());
/// # let _ = columns;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

impl Columns {
    /// The row that was given for a column of this name.
    pub(super) fn get(&self, name: &str) -> Option<&'static Column> {
        let (_, variable) = self.0.iter().find(|(known, _)| known == name.trim())?;
        find(variable)
    }
}

/// A list of columns that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidColumns {
    /// A member of the list has no `=`.
    NoVariable(String),
    /// No variable has this name; with it the names that are near.
    UnknownVariable(String, Vec<&'static str>),
}

impl fmt::Display for InvalidColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVariable(column) => {
                write!(f, "`{column}` names no variable; write `{column}=title`")
            }
            Self::UnknownVariable(name, near) => {
                write!(f, "`{name}` is no variable")?;
                match near.as_slice() {
                    [] => Ok(()),
                    near => write!(f, "; near are `{}`", near.join("`, `")),
                }
            }
        }
    }
}

impl std::error::Error for InvalidColumns {}

impl FromStr for Columns {
    type Err = InvalidColumns;

    fn from_str(text: &str) -> Result<Self, InvalidColumns> {
        let members = text.split(',').map(str::trim).filter(|member| !member.is_empty());
        let pairs = members.map(|member| {
            let (column, variable) = member
                .rsplit_once('=')
                .ok_or_else(|| InvalidColumns::NoVariable(member.to_owned()))?;
            let (column, variable) = (column.trim().to_owned(), variable.trim().to_owned());
            match find(&variable) {
                Some(_) => Ok((column, variable)),
                None => {
                    let names = COLUMNS.iter().map(|column| column.name);
                    let near = crate::format::nearest(&variable, names);
                    Err(InvalidColumns::UnknownVariable(variable, near))
                }
            }
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }
}

/// The columns and the variables that hold them, for `florilege fields csv`.
///
/// ```
/// let fields = florilege::map::csv::fields();
/// assert!(fields.iter().any(|row| row.field == "title" && row.writes));
/// ```
pub fn fields() -> Vec<FieldRow> {
    let rows = COLUMNS.iter().enumerate().flat_map(|(at, column)| {
        let names = std::iter::once(column.name).chain(column.names.iter().copied());
        names.map(move |name| FieldRow {
            field: name.to_owned(),
            variable: column.target.to_string(),
            only: String::new(),
            reads: true,
            writes: at < WRITTEN && name == column.name,
        })
    });
    rows.collect()
}

impl fmt::Display for Target {
    /// The variable, by CSL's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("id"),
            Self::Kind => f.write_str("type"),
            Self::Text(variable) => variable.fmt(f),
            Self::Number(variable) => variable.fmt(f),
            Self::Names(variable) => variable.fmt(f),
            Self::Date(variable) => variable.fmt(f),
            Self::Page | Self::FirstPage | Self::LastPage => f.write_str("page"),
            Self::Year | Self::Month | Self::Day => f.write_str("issued"),
            Self::Custom => f.write_str("custom"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_belongs_to_one_column() {
        let mut seen = std::collections::HashMap::new();
        for column in COLUMNS {
            for name in std::iter::once(folded(column.name))
                .chain(column.names.iter().map(|name| (*name).to_owned()))
            {
                assert_eq!(folded(&name), name);
                let other = seen.insert(name, column.name);
                assert!(
                    other.is_none_or(|other| other == column.name),
                    "{other:?} {}",
                    column.name
                );
            }
            let variable = match column.target {
                Target::Text(v) => v.to_string(),
                Target::Number(v) => v.to_string(),
                Target::Names(v) => v.to_string(),
                Target::Date(v) => v.to_string(),
                _ => continue,
            };
            // The one name that the taxonomy prints otherwise than CSL has it.
            assert_eq!(column.name, variable.replace("archive_place", "archive-place"));
        }
    }
}
