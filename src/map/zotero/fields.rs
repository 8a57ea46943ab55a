//! Variables -> fields of item types: one table.

use crate::map::target::Target;
use crate::model::{DateVariable as D, NumberVariable as Num, StandardVariable as S};

/// Where Zotero's RDF has a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// An element of the item.
    Own(&'static str),
    /// An element of the item, of Zotero's own vocabulary and with the field's name.
    Zotero,
    /// An element of what the item is a part of, or of the item if there is no such.
    Container(&'static str),
    /// An element of the series.
    Series(&'static str),
    /// The title of the part of a newspaper.
    Part,
    /// The title of the conference.
    Conference,
    /// The name of the publisher.
    Publisher,
    /// The publisher's locality.
    Place,
    /// An identifier of the item, after this label.
    Identifier(&'static str),
    /// An identifier of what the item is a part of, after this label.
    ContainerIdentifier(&'static str),
    /// The link.
    Url,
    /// The call number, which stands among the subjects.
    CallNumber,
}

/// The item types of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) enum Types {
    Any,
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

impl Types {
    pub(super) fn contains(self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(names) => names.contains(&name),
            Self::Not(names) => !names.contains(&name),
        }
    }
}

/// One row: a field that a variable is written into.
pub(super) struct Rule {
    pub(super) target: Target,
    pub(super) field: &'static str,
    pub(super) slot: Slot,
    pub(super) types: Types,
}

const fn rule(target: Target, field: &'static str, slot: Slot, types: Types) -> Rule {
    Rule { target, field, slot, types }
}

use Slot::{
    CallNumber, Conference, Container, ContainerIdentifier, Identifier, Own, Part, Place,
    Publisher, Series, Url, Zotero,
};
use Target::{Date, Number, Page, Text};
use Types::{Any, Not, Only};

/// Types without fields for archives and libraries.
const NO_ARCHIVE: &[&str] = &[
    "bill",
    "blogPost",
    "case",
    "forumPost",
    "hearing",
    "patent",
    "podcast",
    "presentation",
    "statute",
    "webpage",
];

pub(super) const JOURNALS: &[&str] = &["journalArticle", "magazineArticle", "newspaperArticle"];
const ENTRIES: &[&str] = &["book", "bookSection", "dictionaryEntry", "encyclopediaArticle"];
const SERIES: &[&str] = &[
    "book",
    "bookSection",
    "conferencePaper",
    "dictionaryEntry",
    "encyclopediaArticle",
    "preprint",
    "presentation",
    "thesis",
];
pub(super) const EPISODES: &[&str] = &["podcast", "radioBroadcast", "tvBroadcast"];
pub(super) const VIDEOS: &[&str] = &["film", "tvBroadcast", "videoRecording"];
const SOUND: &[&str] = &["audioRecording", "radioBroadcast"];
const LAWS: &[&str] = &["bill", "hearing", "statute"];

/// The table. Of the rules that fit, the first is taken.
///
/// What Zotero reads from lines of Extra alike in every version is not here, though newer versions have
/// fields for it: `PMID`, `PMCID`, `original-date`, `event-place`, `part-number` and their like.
///
/// Zotero's own elements are used where its import reads the common vocabulary for some types only: it
/// overlooks `prism:number` of an item that is no part of anything.
///
/// Source: Zotero's schema, version 42, `itemTypes` and `csl.fields`; the vocabulary is that of Zotero's
/// translator `RDF`.
pub(super) const RULES: &[Rule] = &[
    rule(Text(S::Title), "title", Own("dc:title"), Any),
    rule(Text(S::TitleShort), "shortTitle", Zotero, Any),
    rule(Text(S::Abstract), "abstractNote", Own("dcterms:abstract"), Any),
    rule(Date(D::Issued), "date", Own("dc:date"), Any),
    rule(Text(S::ContainerTitle), "programTitle", Zotero, Only(&["radioBroadcast", "tvBroadcast"])),
    rule(Text(S::ContainerTitle), "sessionTitle", Zotero, Only(&["presentation"])),
    rule(Text(S::ContainerTitle), "code", Zotero, Only(&["bill", "statute"])),
    rule(
        Text(S::ContainerTitle),
        "publicationTitle",
        Container("dc:title"),
        Only(&[
            "blogPost",
            "bookSection",
            "case",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "forumPost",
            "journalArticle",
            "magazineArticle",
            "newspaperArticle",
            "webpage",
        ]),
    ),
    rule(
        Text(S::ContainerTitleShort),
        "journalAbbreviation",
        Container("dcterms:alternative"),
        Only(&["journalArticle"]),
    ),
    rule(Number(Num::Volume), "codeVolume", Zotero, Only(&["bill"])),
    rule(Number(Num::Volume), "codeNumber", Zotero, Only(&["statute"])),
    rule(
        Number(Num::Volume),
        "volume",
        Container("prism:volume"),
        Only(&[
            "audioRecording",
            "book",
            "bookSection",
            "case",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "journalArticle",
            "magazineArticle",
            "newspaperArticle",
            "videoRecording",
        ]),
    ),
    rule(Number(Num::Issue), "issue", Container("prism:number"), Only(JOURNALS)),
    rule(Number(Num::Issue), "issue", Container("prism:number"), Only(&["conferencePaper"])),
    rule(Number(Num::Issue), "priorityNumbers", Zotero, Only(&["patent"])),
    rule(Page, "codePages", Zotero, Only(&["bill"])),
    rule(Page, "firstPage", Zotero, Only(&["case"])),
    rule(
        Page,
        "pages",
        Own("bib:pages"),
        Only(&[
            "bookSection",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "hearing",
            "journalArticle",
            "magazineArticle",
            "newspaperArticle",
            "patent",
            "report",
            "statute",
        ]),
    ),
    rule(
        Number(Num::NumberOfPages),
        "numPages",
        Zotero,
        Only(&["book", "manuscript", "standard", "thesis"]),
    ),
    rule(
        Number(Num::NumberOfVolumes),
        "numberOfVolumes",
        Zotero,
        Only(&[
            "audioRecording",
            "book",
            "bookSection",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "hearing",
            "videoRecording",
        ]),
    ),
    rule(Number(Num::Edition), "edition", Own("prism:edition"), Only(ENTRIES)),
    rule(
        Number(Num::Edition),
        "edition",
        Own("prism:edition"),
        Only(&["map", "newspaperArticle", "standard"]),
    ),
    rule(
        Number(Num::Version),
        "versionNumber",
        Zotero,
        Only(&["computerProgram", "dataset", "standard"]),
    ),
    rule(Number(Num::Number), "billNumber", Zotero, Only(&["bill"])),
    rule(Number(Num::Number), "docketNumber", Zotero, Only(&["case"])),
    rule(Number(Num::Number), "identifier", Zotero, Only(&["dataset"])),
    rule(Number(Num::Number), "documentNumber", Zotero, Only(&["hearing"])),
    rule(Number(Num::Number), "patentNumber", Zotero, Only(&["patent"])),
    rule(Number(Num::Number), "episodeNumber", Zotero, Only(EPISODES)),
    rule(Number(Num::Number), "archiveID", Zotero, Only(&["preprint"])),
    rule(Number(Num::Number), "reportNumber", Zotero, Only(&["report"])),
    rule(Number(Num::Number), "number", Zotero, Only(&["manuscript", "standard"])),
    rule(Number(Num::Number), "publicLawNumber", Zotero, Only(&["statute"])),
    rule(
        Number(Num::Section),
        "section",
        Part,
        Only(&["journalArticle", "newspaperArticle", "bill", "statute"]),
    ),
    rule(Number(Num::Section), "committee", Zotero, Only(&["hearing", "standard"])),
    rule(Number(Num::ChapterNumber), "session", Zotero, Only(LAWS)),
    rule(
        Text(S::CollectionTitle),
        "seriesTitle",
        Series("dcterms:alternative"),
        Only(&[
            "audioRecording",
            "computerProgram",
            "journalArticle",
            "map",
            "podcast",
            "report",
            "videoRecording",
        ]),
    ),
    rule(Text(S::CollectionTitle), "series", Series("dc:title"), Only(SERIES)),
    rule(
        Number(Num::CollectionNumber),
        "seriesNumber",
        Series("dc:identifier"),
        Only(&[
            "book",
            "bookSection",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "preprint",
            "report",
            "thesis",
        ]),
    ),
    rule(
        Text(S::Publisher),
        "publisher",
        Publisher,
        Not(&[
            "artwork",
            "bill",
            "blogPost",
            "case",
            "forumPost",
            "letter",
            "patent",
            "presentation",
            "statute",
        ]),
    ),
    rule(
        Text(S::PublisherPlace),
        "place",
        Place,
        Not(&["artwork", "bill", "blogPost", "case", "forumPost", "letter", "statute"]),
    ),
    rule(
        Text(S::EventTitle),
        "conferenceName",
        Conference,
        Only(&["conferencePaper", "presentation"]),
    ),
    rule(Text(S::Event), "conferenceName", Conference, Only(&["conferencePaper", "presentation"])),
    rule(Text(S::Authority), "legislativeBody", Zotero, Only(&["bill", "hearing"])),
    rule(Text(S::Authority), "court", Zotero, Only(&["case"])),
    rule(Text(S::Authority), "issuingAuthority", Zotero, Only(&["patent"])),
    rule(Text(S::Authority), "organization", Zotero, Only(&["standard"])),
    rule(Text(S::Genre), "websiteType", Zotero, Only(&["blogPost", "webpage"])),
    rule(Text(S::Genre), "type", Zotero, Only(&["dataset", "document", "standard"])),
    rule(Text(S::Genre), "genre", Zotero, Only(&["film", "preprint"])),
    rule(Text(S::Genre), "postType", Zotero, Only(&["forumPost"])),
    rule(Text(S::Genre), "letterType", Zotero, Only(&["letter"])),
    rule(Text(S::Genre), "manuscriptType", Zotero, Only(&["manuscript"])),
    rule(Text(S::Genre), "mapType", Zotero, Only(&["map"])),
    rule(Text(S::Genre), "presentationType", Zotero, Only(&["presentation"])),
    rule(Text(S::Genre), "reportType", Zotero, Only(&["report"])),
    rule(Text(S::Genre), "thesisType", Zotero, Only(&["thesis"])),
    rule(Text(S::Genre), "programmingLanguage", Zotero, Only(&["computerProgram"])),
    rule(Text(S::Medium), "artworkMedium", Zotero, Only(&["artwork"])),
    rule(Text(S::Medium), "interviewMedium", Zotero, Only(&["interview"])),
    rule(Text(S::Medium), "audioRecordingFormat", Zotero, Only(SOUND)),
    rule(Text(S::Medium), "videoRecordingFormat", Zotero, Only(VIDEOS)),
    rule(Text(S::Medium), "audioFileType", Zotero, Only(&["podcast"])),
    rule(Text(S::Medium), "format", Zotero, Only(&["book", "bookSection", "dataset"])),
    rule(Text(S::Medium), "system", Zotero, Only(&["computerProgram"])),
    rule(Text(S::Dimensions), "artworkSize", Zotero, Only(&["artwork"])),
    rule(Text(S::Dimensions), "runningTime", Zotero, Only(VIDEOS)),
    rule(Text(S::Dimensions), "runningTime", Zotero, Only(SOUND)),
    rule(Text(S::Dimensions), "runningTime", Zotero, Only(&["podcast"])),
    rule(Text(S::Scale), "scale", Zotero, Only(&["map"])),
    rule(Text(S::References), "history", Zotero, Only(&["bill", "case", "hearing", "statute"])),
    rule(Text(S::References), "references", Zotero, Only(&["patent"])),
    rule(Text(S::Status), "legalStatus", Zotero, Only(&["patent"])),
    rule(Text(S::Status), "status", Zotero, Only(&["standard"])),
    rule(Date(D::Submitted), "filingDate", Zotero, Only(&["patent"])),
    rule(
        Text(S::ISBN),
        "ISBN",
        ContainerIdentifier("ISBN"),
        Only(&[
            "audioRecording",
            "book",
            "bookSection",
            "computerProgram",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "map",
            "report",
            "standard",
            "thesis",
            "videoRecording",
        ]),
    ),
    rule(
        Text(S::ISSN),
        "ISSN",
        ContainerIdentifier("ISSN"),
        Only(&[
            "blogPost",
            "book",
            "bookSection",
            "conferencePaper",
            "journalArticle",
            "magazineArticle",
            "newspaperArticle",
            "report",
            "thesis",
        ]),
    ),
    rule(Text(S::DOI), "DOI", Identifier("DOI"), Any),
    rule(Text(S::URL), "url", Url, Any),
    rule(Date(D::Accessed), "accessDate", Own("dcterms:dateSubmitted"), Any),
    rule(Text(S::Language), "language", Zotero, Any),
    rule(Text(S::License), "rights", Own("dc:rights"), Any),
    rule(Text(S::Archive), "archive", Zotero, Not(NO_ARCHIVE)),
    rule(Text(S::ArchiveLocation), "archiveLocation", Own("dc:coverage"), Not(NO_ARCHIVE)),
    rule(Text(S::Source), "libraryCatalog", Zotero, Not(NO_ARCHIVE)),
    rule(Text(S::CallNumber), "applicationNumber", Zotero, Only(&["patent"])),
    rule(Text(S::CallNumber), "callNumber", CallNumber, Not(NO_ARCHIVE)),
];

/// The rule for a variable of an item type.
pub(super) fn field(target: Target, item_type: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.target == target && rule.types.contains(item_type))
}

#[cfg(test)]
mod tests {
    use super::super::kinds::TYPES;
    use super::*;

    #[test]
    fn every_rule_names_types_of_the_list() {
        let of = |types: Types| match types {
            Any => &[][..],
            Only(names) | Not(names) => names,
        };
        for name in RULES.iter().flat_map(|rule| of(rule.types)) {
            assert!(TYPES.iter().any(|row| row.name == *name), "{name}");
        }
    }

    #[test]
    fn every_rule_is_reached() {
        for (at, rule) in RULES.iter().enumerate() {
            let reached = TYPES.iter().any(|row| {
                let first = RULES.iter().position(|other| {
                    other.target == rule.target && other.types.contains(row.name)
                });
                first == Some(at)
            });
            assert!(reached, "{} {:?}", rule.field, rule.target);
        }
    }
}
