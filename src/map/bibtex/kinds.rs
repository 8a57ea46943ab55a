//! Entry types <-> kinds, in one table.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Kind::{self, *};

use super::Dialect;

/// How one kind is written.
pub(super) struct KindRow {
    kind: Kind,
    biblatex: &'static str,
    bibtex: &'static str,
}

const fn row(kind: Kind, biblatex: &'static str, bibtex: &'static str) -> KindRow {
    KindRow { kind, biblatex, bibtex }
}

/// Every kind of CSL with its entry types. A kind that is not what its entry type reads as is named
/// in `entrysubtype`, which every BibLaTeX type has and BibTeX ignores.
///
/// Source: biblatex manual, 2.1; `btxdoc` 3.1; CSL 1.0.2, appendix III.
const KINDS: &[KindRow] = &[
    row(Article, "misc", "misc"),
    row(ArticleJournal, "article", "article"),
    row(ArticleMagazine, "article", "article"),
    row(ArticleNewspaper, "article", "article"),
    row(Bill, "misc", "misc"),
    row(Book, "book", "book"),
    row(Broadcast, "misc", "misc"),
    row(Chapter, "incollection", "incollection"),
    row(Classic, "book", "book"),
    row(Collection, "misc", "misc"),
    row(Dataset, "dataset", "misc"),
    row(Document, "misc", "misc"),
    row(Entry, "inreference", "incollection"),
    row(EntryDictionary, "inreference", "incollection"),
    row(EntryEncyclopedia, "inreference", "incollection"),
    row(Event, "misc", "misc"),
    row(Figure, "misc", "misc"),
    row(Graphic, "misc", "misc"),
    row(Hearing, "misc", "misc"),
    row(Interview, "misc", "misc"),
    row(LegalCase, "misc", "misc"),
    row(Legislation, "misc", "misc"),
    row(Manuscript, "unpublished", "unpublished"),
    row(Map, "misc", "misc"),
    row(MotionPicture, "misc", "misc"),
    row(MusicalScore, "misc", "misc"),
    row(Pamphlet, "booklet", "booklet"),
    row(PaperConference, "inproceedings", "inproceedings"),
    row(Patent, "patent", "misc"),
    row(Performance, "misc", "misc"),
    row(Periodical, "periodical", "misc"),
    row(PersonalCommunication, "misc", "misc"),
    row(Post, "online", "misc"),
    row(PostWeblog, "online", "misc"),
    row(Regulation, "misc", "misc"),
    row(Report, "report", "techreport"),
    row(Review, "article", "article"),
    row(ReviewBook, "article", "article"),
    row(Software, "software", "misc"),
    row(Song, "misc", "misc"),
    row(Speech, "unpublished", "misc"),
    row(Standard, "misc", "misc"),
    row(Thesis, "thesis", "phdthesis"),
    row(Treaty, "misc", "misc"),
    row(Webpage, "online", "misc"),
];

/// Entry types and the kind that each is read as, with the type that the field table knows it by.
///
/// Source: biblatex manual, 2.1.1 to 2.1.3; older styles for `www` and `electronic`.
const TYPES: &[(&str, &str, Kind)] = &[
    ("article", "article", ArticleJournal),
    ("periodical", "periodical", Periodical),
    ("suppperiodical", "article", ArticleJournal),
    ("review", "article", Review),
    ("book", "book", Book),
    ("mvbook", "book", Book),
    ("collection", "book", Book),
    ("mvcollection", "book", Book),
    ("reference", "book", Book),
    ("mvreference", "book", Book),
    ("proceedings", "book", Book),
    ("mvproceedings", "book", Book),
    ("manual", "manual", Book),
    ("booklet", "booklet", Pamphlet),
    ("inbook", "inbook", Chapter),
    ("bookinbook", "inbook", Chapter),
    ("suppbook", "inbook", Chapter),
    ("incollection", "inbook", Chapter),
    ("suppcollection", "inbook", Chapter),
    ("inreference", "inbook", EntryEncyclopedia),
    ("inproceedings", "inbook", PaperConference),
    ("conference", "inbook", PaperConference),
    ("thesis", "thesis", Thesis),
    ("phdthesis", "thesis", Thesis),
    ("mastersthesis", "thesis", Thesis),
    ("report", "report", Report),
    ("techreport", "report", Report),
    ("online", "online", Webpage),
    ("electronic", "online", Webpage),
    ("www", "online", Webpage),
    ("patent", "patent", Patent),
    ("dataset", "dataset", Dataset),
    ("software", "software", Software),
    ("unpublished", "unpublished", Manuscript),
    ("letter", "misc", PersonalCommunication),
    ("artwork", "misc", Graphic),
    ("image", "misc", Graphic),
    ("audio", "misc", Song),
    ("music", "misc", Song),
    ("movie", "misc", MotionPicture),
    ("video", "misc", MotionPicture),
    ("performance", "misc", Performance),
    ("legislation", "misc", Legislation),
    ("legal", "misc", Treaty),
    ("jurisdiction", "misc", LegalCase),
    ("standard", "misc", Standard),
    ("misc", "misc", Document),
    // Biblatex's further types, and those of styles and programs.
    ("set", "misc", Document),
    ("bibnote", "misc", Document),
    ("customa", "misc", Document),
    ("customb", "misc", Document),
    ("customc", "misc", Document),
    ("customd", "misc", Document),
    ("custome", "misc", Document),
    ("customf", "misc", Document),
    ("commentary", "misc", Document),
    ("generic", "misc", Document),
    ("document", "misc", Document),
    ("other", "misc", Document),
    ("unknown", "misc", Document),
    ("preprint", "misc", Article),
    ("eprint", "misc", Article),
    ("journalarticle", "article", ArticleJournal),
    ("journal", "article", ArticleJournal),
    ("magazinearticle", "article", ArticleMagazine),
    ("magazine", "article", ArticleMagazine),
    ("newspaperarticle", "article", ArticleNewspaper),
    ("newspaper", "article", ArticleNewspaper),
    ("bookreview", "article", ReviewBook),
    ("ebook", "book", Book),
    ("chapter", "inbook", Chapter),
    ("bookchapter", "inbook", Chapter),
    ("booksection", "inbook", Chapter),
    ("encyclopediaarticle", "inbook", EntryEncyclopedia),
    ("dictionaryentry", "inbook", EntryDictionary),
    ("conferencepaper", "inbook", PaperConference),
    ("masterthesis", "thesis", Thesis),
    ("mscthesis", "thesis", Thesis),
    ("mathesis", "thesis", Thesis),
    ("bachelorthesis", "thesis", Thesis),
    ("bachelorsthesis", "thesis", Thesis),
    ("bathesis", "thesis", Thesis),
    ("diplomathesis", "thesis", Thesis),
    ("habilitation", "thesis", Thesis),
    ("dissertation", "thesis", Thesis),
    ("workingpaper", "report", Report),
    ("whitepaper", "report", Report),
    ("url", "online", Webpage),
    ("web", "online", Webpage),
    ("webpage", "online", Webpage),
    ("website", "online", Webpage),
    ("internet", "online", Webpage),
    ("blog", "online", PostWeblog),
    ("blogpost", "online", PostWeblog),
    ("forumpost", "online", Post),
    ("data", "dataset", Dataset),
    ("code", "software", Software),
    ("program", "software", Software),
    ("computerprogram", "software", Software),
    ("softwareversion", "software", Software),
    ("softwaremodule", "software", Software),
    ("codefragment", "software", Software),
    ("presentation", "unpublished", Speech),
    ("lecture", "unpublished", Speech),
    ("talk", "unpublished", Speech),
    ("speech", "unpublished", Speech),
    ("manuscript", "unpublished", Manuscript),
    ("archival", "unpublished", Manuscript),
    ("email", "misc", PersonalCommunication),
    ("interview", "misc", Interview),
    ("map", "misc", Map),
    ("figure", "misc", Figure),
    ("photo", "misc", Graphic),
    ("photograph", "misc", Graphic),
    ("film", "misc", MotionPicture),
    ("broadcast", "misc", Broadcast),
    ("podcast", "misc", Broadcast),
    ("radiobroadcast", "misc", Broadcast),
    ("tvbroadcast", "misc", Broadcast),
    ("score", "misc", MusicalScore),
    ("hearing", "misc", Hearing),
    ("bill", "misc", Bill),
    ("statute", "misc", Legislation),
    ("regulation", "misc", Regulation),
    ("treaty", "misc", Treaty),
    ("case", "misc", LegalCase),
    ("rfc", "report", Report),
];

/// Entries that set up a style and name no work.
///
/// Source: IEEEtran, "How to use the IEEEtran BibTeX style"; REVTeX 4.1 author's guide.
pub(super) fn is_setup(entry_type: &str) -> bool {
    matches!(entry_type, "ieeetranbstctl" | "control" | "bstctl")
}

static BY_TYPE: LazyLock<HashMap<&str, (&str, Kind)>> =
    LazyLock::new(|| TYPES.iter().map(|row| (row.0, (row.1, row.2))).collect());

/// What an entry type is read as: the type for the field table, and the kind.
pub(super) fn read(entry_type: &str) -> Option<(&'static str, Kind)> {
    BY_TYPE.get(entry_type).copied()
}

/// The kind that `entrysubtype` names.
pub(super) fn subtype(name: &str) -> Option<Kind> {
    match name {
        "magazine" => Some(ArticleMagazine),
        "newspaper" => Some(ArticleNewspaper),
        name => name.parse().ok(),
    }
}

/// The entry type of a kind.
pub(super) fn entry_type(kind: Kind, dialect: Dialect) -> &'static str {
    let row = KINDS.iter().find(|row| row.kind == kind);
    row.map_or("misc", |row| match dialect {
        Dialect::Bibtex => row.bibtex,
        Dialect::Biblatex => row.biblatex,
    })
}

/// The name that tells a kind from the others of its entry type; none if the type says it.
pub(super) fn subtype_name(kind: Kind, entry_type: &str) -> Option<String> {
    if read(entry_type).is_some_and(|(_, read)| read == kind) {
        return None;
    }
    Some(name(kind))
}

/// The name of a kind in `entrysubtype`: biblatex's word, or CSL's.
pub(super) fn name(kind: Kind) -> String {
    match kind {
        ArticleMagazine => "magazine".to_owned(),
        ArticleNewspaper => "newspaper".to_owned(),
        kind => {
            let name = serde_json::to_value(kind).unwrap_or_default();
            name.as_str().unwrap_or("document").to_owned()
        }
    }
}

/// Keys in `type` and the words that they stand for.
///
/// Source: biblatex manual, 4.9.2.13 and 4.9.2.14.
pub(super) const GENRES: &[(&str, &str)] = &[
    ("phdthesis", "PhD thesis"),
    ("mathesis", "Master’s thesis"),
    ("bathesis", "Bachelor’s thesis"),
    ("candthesis", "Candidate thesis"),
    ("techreport", "Technical report"),
    ("resreport", "Research report"),
    ("software", "Computer software"),
    ("datacd", "Data CD"),
    ("audiocd", "Audio CD"),
    ("patent", "Patent"),
    ("patentde", "German patent"),
    ("patenteu", "European patent"),
    ("patentfr", "French patent"),
    ("patentuk", "British patent"),
    ("patentus", "U.S. patent"),
    ("patreq", "Patent request"),
    ("patreqde", "German patent request"),
    ("patreqeu", "European patent request"),
    ("patreqfr", "French patent request"),
    ("patrequk", "British patent request"),
    ("patrequs", "U.S. patent request"),
];

/// Keys in other fields and the words that they stand for.
///
/// Source: biblatex manual, 4.9.2.11 to 4.9.2.15.
const WORDS: &[(&str, &str, &str)] = &[
    ("pubstate", "inpreparation", "in preparation"),
    ("pubstate", "submitted", "submitted"),
    ("pubstate", "forthcoming", "forthcoming"),
    ("pubstate", "inpress", "in press"),
    ("pubstate", "prepublished", "pre-published"),
    ("location", "countryde", "Germany"),
    ("location", "countryeu", "European Union"),
    ("location", "countryep", "European Union"),
    ("location", "countryfr", "France"),
    ("location", "countryuk", "United Kingdom"),
    ("location", "countryus", "United States of America"),
    ("series", "newseries", "new series"),
    ("series", "oldseries", "old series"),
];

/// The words that a key of biblatex's localisation stands for in a field.
pub(super) fn localised(field: &str, key: &str) -> Option<&'static str> {
    match field {
        "type" => GENRES.iter().find(|row| row.0 == key).map(|row| row.1),
        "pubstate" | "series" | "location" => {
            WORDS.iter().find(|row| row.0 == field && row.1 == key).map(|row| row.2)
        }
        _ => None,
    }
}

/// The genre that an entry type implies.
pub(super) fn implied_genre(entry_type: &str) -> Option<&'static str> {
    match entry_type {
        "phdthesis" => Some("PhD thesis"),
        "mastersthesis" | "masterthesis" | "mscthesis" => Some("Master’s thesis"),
        "bachelorthesis" | "bachelorsthesis" | "bathesis" => Some("Bachelor’s thesis"),
        "diplomathesis" => Some("Diploma thesis"),
        "techreport" => Some("Technical report"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back() {
        for row in KINDS {
            for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
                let entry_type = entry_type(row.kind, dialect);
                let read = match subtype_name(row.kind, entry_type) {
                    Some(name) => subtype(&name),
                    None => read(entry_type).map(|row| row.1),
                };
                assert_eq!(read, Some(row.kind));
            }
        }
    }
}
