//! The types of other programs' tables.

use crate::model::{Item, Kind, StandardVariable};

use super::columns::folded;

/// Types by their [`folded`] names.
///
/// Source: Zotero's item types; Scopus, "Document Type"; Web of Science, "Publication Type" and "Document
/// Type"; RIS's and BibTeX's words, which SyRF, JabRef and others use.
const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::ArticleJournal,
        &[
            "journalarticle",
            "j",
            "jour",
            "journal",
            "conferencereview",
            "editorial",
            "letter",
            "note",
            "shortsurvey",
            "erratum",
            "articleinpress",
            "earlyaccess",
            "clinicaltrial",
            "randomizedcontrolledtrial",
            "metaanalysis",
            "systematicreview",
        ],
    ),
    (Kind::ArticleMagazine, &["magazinearticle", "magazine", "mgzn"]),
    (Kind::ArticleNewspaper, &["newspaperarticle", "newspaper", "news"]),
    (Kind::Book, &["b", "s", "proceedings", "editedbook", "monograph"]),
    (Kind::Chapter, &["booksection", "bookchapter", "inbook", "incollection", "chap"]),
    (
        Kind::PaperConference,
        &[
            "conferencepaper",
            "proceedingspaper",
            "inproceedings",
            "conference",
            "cpaper",
            "conf",
            "c",
        ],
    ),
    (Kind::Thesis, &["dissertation", "phdthesis", "mastersthesis", "thes"]),
    (Kind::Report, &["techreport", "rprt", "technicalreport", "workingpaper"]),
    (Kind::Article, &["preprint"]),
    (Kind::Webpage, &["website", "online", "elec", "web"]),
    (Kind::PostWeblog, &["blogpost"]),
    (Kind::Post, &["forumpost"]),
    (Kind::Software, &["computerprogram", "comp"]),
    (Kind::Dataset, &["data", "datapaper"]),
    (Kind::EntryEncyclopedia, &["encyclopediaarticle"]),
    (Kind::EntryDictionary, &["dictionaryentry"]),
    (Kind::LegalCase, &["case"]),
    (Kind::Legislation, &["statute", "stat"]),
    (Kind::MotionPicture, &["film", "videorecording", "video"]),
    (Kind::Broadcast, &["tvbroadcast", "radiobroadcast", "podcast"]),
    (Kind::Song, &["audiorecording"]),
    (Kind::Graphic, &["artwork"]),
    (Kind::Speech, &["presentation"]),
    (Kind::PersonalCommunication, &["email", "instantmessage"]),
    (Kind::Manuscript, &["unpublished", "unpb"]),
    (Kind::Patent, &["p", "pat"]),
    (Kind::Document, &["misc", "gen", "other"]),
];

/// The kind that a cell names. `article` is a journal's in every program but CSL's own.
pub(super) fn read(cell: &str, is_own: bool) -> Option<Kind> {
    let cell = cell.trim();
    if is_own && let Ok(kind) = cell.parse() {
        return Some(kind);
    }
    // `Article; Early Access`: the first says most.
    let name = folded(cell.split(';').next().unwrap_or_default());
    if matches!(name.as_str(), "article" | "review") {
        return Some(Kind::ArticleJournal);
    }
    let known = KINDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|row| row.0);
    known.or_else(|| cell.to_lowercase().replace(' ', "-").parse().ok())
}

/// The kind of a record that does not say it.
pub(super) fn guess(item: &Item) -> Kind {
    let has = |variable| item.texts.contains(variable);
    match () {
        () if has(StandardVariable::ContainerTitle) && !has(StandardVariable::ISBN) => {
            Kind::ArticleJournal
        }
        () if has(StandardVariable::ISSN) => Kind::ArticleJournal,
        () if has(StandardVariable::ContainerTitle) => Kind::Chapter,
        () if has(StandardVariable::ISBN) => Kind::Book,
        () => Kind::Document,
    }
}
