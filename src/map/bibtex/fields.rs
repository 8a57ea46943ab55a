//! Fields <-> variables: one table, read in both directions.

use crate::map::target::Target;
use crate::model::{
    DateVariable as D, Kind, NameVariable as N, NumberVariable as Num, StandardVariable as S,
};

/// How a field writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// TeX, with case protection.
    Title,
    /// TeX.
    Text,
    /// TeX; a list whose members `and` parts, of which CSL has one.
    List,
    /// TeX; a list of names, of which CSL has one in one piece.
    Organisation,
    /// Not TeX: links and identifiers.
    Verbatim,
    /// A number or label, perhaps a range.
    Range,
    Names,
    Date,
    /// A word that has a longer text.
    Genre,
    /// Names of languages.
    Language,
}

/// The name that biblatex has for a field.
///
/// Source: biblatex manual, 2.2.5 "Field Aliases".
pub(super) fn canonical(name: &str) -> &str {
    match name {
        "journal" => "journaltitle",
        "address" => "location",
        "school" => "institution",
        "annote" => "annotation",
        "archiveprefix" => "eprinttype",
        "primaryclass" => "eprintclass",
        "hyphenation" => "langid",
        "key" => "sortkey",
        "pdf" => "file",
        name => name,
    }
}

/// Whether a field gives way to another for the same variable, wherever it stands in its entry.
pub(super) fn is_late(name: &str, entry_type: &str) -> bool {
    match name {
        "organization" | "issue" | "eid" | "articleno" | "numpages" | "howpublished"
        | "titleaddon" | "language" | "keyword" | "lastchecked" | "accessed" | "lastaccessed"
        | "dateaccessed" | "accessdate" | "visited" => true,
        // Who published a thesis is its school.
        "publisher" => matches!(entry_type, "thesis" | "report"),
        _ => false,
    }
}

/// Where a rule holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Only {
    Any,
    Types(&'static [&'static str]),
    Kinds(&'static [Kind]),
}

/// One row: the fields that are read, and in each dialect the one that is written.
pub(super) struct Rule {
    pub(super) fields: &'static [&'static str],
    pub(super) bibtex: &'static str,
    pub(super) biblatex: &'static str,
    pub(super) target: Target,
    pub(super) shape: Shape,
    pub(super) only: Only,
}

const fn rule(fields: &'static [&'static str], target: Target, shape: Shape, only: Only) -> Rule {
    Rule { fields, bibtex: fields[0], biblatex: fields[0], target, shape, only }
}

/// The first name is BibTeX's, the second BibLaTeX's.
const fn dialects(
    fields: &'static [&'static str],
    target: Target,
    shape: Shape,
    only: Only,
) -> Rule {
    Rule { fields, bibtex: fields[0], biblatex: fields[1], target, shape, only }
}

use Only::{Any, Kinds, Types};
use Shape::{Genre, Language, List, Organisation, Range, Text, Title, Verbatim};
use Target::{Number, Page};

/// Kinds that a document number names, where an entry type has no field for it.
const NUMBERED: &[Kind] = &[
    Kind::Patent,
    Kind::Standard,
    Kind::Bill,
    Kind::Legislation,
    Kind::Regulation,
    Kind::LegalCase,
    Kind::Treaty,
    Kind::Report,
    Kind::Broadcast,
    Kind::Hearing,
];

const MISC: &[&str] = &["misc", "online", "software", "manual"];
const BOOKS: &[&str] = &["book", "inbook", "manual"];

/// The table. Of the rules that fit, reading and writing take the first.
///
/// Source: biblatex manual, 2.2.2 and 2.2.3, and 2.2.5 for the old names; `btxdoc` 3.2; CSL 1.0.2,
/// appendix IV.
pub(super) static RULES: &[Rule] = &[
    rule(&["author"], Target::Names(N::Author), Shape::Names, Any),
    rule(&["editor"], Target::Names(N::Editor), Shape::Names, Any),
    rule(&["translator"], Target::Names(N::Translator), Shape::Names, Any),
    rule(&["collaborator"], Target::Names(N::Contributor), Shape::Names, Any),
    rule(&["compiler"], Target::Names(N::Compiler), Shape::Names, Any),
    rule(&["composer"], Target::Names(N::Composer), Shape::Names, Any),
    rule(&["director"], Target::Names(N::Director), Shape::Names, Any),
    rule(&["illustrator"], Target::Names(N::Illustrator), Shape::Names, Any),
    rule(&["interviewer"], Target::Names(N::Interviewer), Shape::Names, Any),
    rule(&["performer"], Target::Names(N::Performer), Shape::Names, Any),
    rule(&["producer"], Target::Names(N::Producer), Shape::Names, Any),
    rule(&["recipient"], Target::Names(N::Recipient), Shape::Names, Any),
    rule(&["serieseditor"], Target::Names(N::CollectionEditor), Shape::Names, Any),
    rule(&["bookauthor"], Target::Names(N::ContainerAuthor), Shape::Names, Any),
    rule(&["title"], Target::Text(S::Title), Title, Any),
    rule(&["shorttitle"], Target::Text(S::TitleShort), Title, Any),
    rule(&["date"], Target::Date(D::Issued), Shape::Date, Any),
    dialects(
        &["journal", "journaltitle"],
        Target::Text(S::ContainerTitle),
        Text,
        Types(&["article"]),
    ),
    rule(&["booktitle"], Target::Text(S::ContainerTitle), Title, Types(&["inbook"])),
    rule(&["howpublished"], Target::Number(Num::Number), Text, Kinds(NUMBERED)),
    rule(&["eprint"], Target::Number(Num::Number), Verbatim, Kinds(&[Kind::Article])),
    rule(&["titleaddon"], Target::Text(S::ContainerTitle), Text, Kinds(NUMBERED)),
    rule(
        &["howpublished"],
        Target::Text(S::ContainerTitle),
        Text,
        Types(&["misc", "software", "thesis", "report", "patent", "dataset", "periodical"]),
    ),
    rule(&["titleaddon"], Target::Text(S::ContainerTitle), Text, Types(&["online"])),
    rule(&["booktitle", "journaltitle", "journal"], Target::Text(S::ContainerTitle), Title, Any),
    rule(&["shortjournal"], Target::Text(S::ContainerTitleShort), Text, Any),
    rule(&["issuetitle"], Target::Text(S::VolumeTitle), Title, Types(&["article", "periodical"])),
    rule(&["series"], Target::Text(S::CollectionTitle), Text, Any),
    dialects(&["school", "institution"], Target::Text(S::Publisher), List, Types(&["thesis"])),
    rule(&["institution", "school"], Target::Text(S::Publisher), List, Types(&["report"])),
    rule(
        &["organization", "publisher", "institution"],
        Target::Text(S::Publisher),
        List,
        Types(MISC),
    ),
    rule(
        &["howpublished", "publisher"],
        Target::Text(S::Publisher),
        List,
        Types(&["booklet", "unpublished"]),
    ),
    rule(
        &["publisher", "institution", "school", "organization"],
        Target::Text(S::Publisher),
        List,
        Any,
    ),
    rule(&["location"], Target::Text(S::Jurisdiction), List, Types(&["patent"])),
    dialects(&["address", "location"], Target::Text(S::PublisherPlace), List, Any),
    rule(&["holder"], Target::Text(S::Authority), Organisation, Types(&["patent"])),
    rule(&["volume"], Number(Num::Volume), Range, Any),
    rule(&["volumes"], Number(Num::NumberOfVolumes), Range, Any),
    rule(&["number", "issue"], Number(Num::Issue), Range, Types(&["article", "periodical"])),
    rule(&["number"], Number(Num::CollectionNumber), Range, Types(BOOKS)),
    rule(&["number"], Number(Num::Number), Range, Any),
    rule(&["edition"], Number(Num::Edition), Range, Any),
    rule(&["chapter"], Number(Num::ChapterNumber), Range, Any),
    rule(&["part"], Number(Num::PartNumber), Range, Any),
    rule(&["version"], Number(Num::Version), Range, Any),
    rule(&["pages", "eid", "articleno"], Page, Range, Any),
    rule(&["pagetotal", "numpages"], Number(Num::NumberOfPages), Range, Any),
    rule(&["type"], Target::Text(S::Genre), Genre, Any),
    rule(&["eventtitle"], Target::Text(S::EventTitle), Text, Any),
    rule(&["venue"], Target::Text(S::EventPlace), Text, Any),
    rule(&["doi"], Target::Text(S::DOI), Verbatim, Any),
    rule(&["url"], Target::Text(S::URL), Verbatim, Any),
    rule(&["isbn"], Target::Text(S::ISBN), Text, Any),
    rule(&["issn"], Target::Text(S::ISSN), Text, Any),
    rule(&["pmid"], Target::Text(S::PMID), Verbatim, Any),
    rule(&["pmcid"], Target::Text(S::PMCID), Verbatim, Any),
    rule(&["origtitle"], Target::Text(S::OriginalTitle), Title, Any),
    rule(&["origpublisher"], Target::Text(S::OriginalPublisher), List, Any),
    rule(&["origlocation"], Target::Text(S::OriginalPublisherPlace), List, Any),
    rule(&["yearsuffix", "extradate", "extrayear"], Target::Text(S::YearSuffix), Text, Any),
    rule(&["pubstate"], Target::Text(S::Status), Text, Any),
    dialects(&["language", "langid", "hyphenation"], Target::Text(S::Language), Language, Any),
    rule(&["keywords", "keyword"], Target::Text(S::Keyword), Text, Any),
    rule(&["abstract"], Target::Text(S::Abstract), Text, Any),
    rule(&["note"], Target::Text(S::Note), Text, Any),
    dialects(&["annote", "annotation"], Target::Text(S::Annote), Text, Any),
    rule(
        &[
            "urldate",
            "lastchecked",
            "accessed",
            "lastaccessed",
            "dateaccessed",
            "accessdate",
            "visited",
        ],
        Target::Date(D::Accessed),
        Shape::Date,
        Any,
    ),
    rule(&["origdate"], Target::Date(D::OriginalDate), Shape::Date, Any),
    rule(&["eventdate"], Target::Date(D::EventDate), Shape::Date, Any),
];

impl Rule {
    /// Whether the rule holds for an entry type, as the table knows it, and a kind.
    pub(super) fn fits(&self, entry_type: &str, kind: Kind) -> bool {
        match self.only {
            Any => true,
            Types(types) => types.contains(&entry_type),
            // A type with a number field of its own does not need another.
            Kinds(kinds) => kinds.contains(&kind) && entry_type == "misc",
        }
    }
}
