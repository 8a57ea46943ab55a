//! Kinds -> item types.

use crate::model::{Item, Kind, NumberVariable as Num, StandardVariable as S};

/// An item type, and the classes that its RDF has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ItemType {
    /// Zotero's name: `journalArticle`.
    pub(crate) name: &'static str,
    /// The class of the item's resource. Some types have none, and are known by `z:itemType` alone.
    pub(crate) class: &'static str,
    /// The class of the resource that the item is a part of; empty if the type has no such.
    pub(crate) container: &'static str,
    /// The creators that CSL's `author` means.
    pub(crate) primary: &'static str,
}

const fn row(
    name: &'static str,
    class: &'static str,
    container: &'static str,
    primary: &'static str,
) -> ItemType {
    ItemType { name, class, container, primary }
}

/// The class of a resource that says no more than that it is one.
const PLAIN: &str = "rdf:Description";

/// Every item type that a record can have.
///
/// Source: Zotero's schema, version 42, `itemTypes`; the classes are those that its RDF export uses.
pub(super) const TYPES: &[ItemType] = &[
    row("artwork", "bib:Illustration", "", "artist"),
    row("audioRecording", "bib:Recording", "", "performer"),
    row("bill", "bib:Legislation", "", "sponsor"),
    row("blogPost", "bib:Document", "z:Blog", "author"),
    row("book", "bib:Book", "", "author"),
    row("bookSection", "bib:BookSection", "bib:Book", "author"),
    row("case", "bib:Document", "bib:CourtReporter", "author"),
    row("computerProgram", "bib:Data", "", "programmer"),
    row("conferencePaper", PLAIN, "bib:Journal", "author"),
    row("dataset", "bib:Data", "", "author"),
    row("dictionaryEntry", PLAIN, "bib:Book", "author"),
    row("document", PLAIN, "", "author"),
    row("encyclopediaArticle", PLAIN, "bib:Book", "author"),
    row("film", "bib:MotionPicture", "", "director"),
    row("forumPost", "bib:Document", "z:Forum", "author"),
    row("hearing", "bib:Report", "", "contributor"),
    row("interview", "bib:Interview", "", "interviewee"),
    row("journalArticle", "bib:Article", "bib:Journal", "author"),
    row("letter", "bib:Letter", "", "author"),
    row("magazineArticle", "bib:Article", "bib:Periodical", "author"),
    row("manuscript", "bib:Manuscript", "", "author"),
    row("map", "bib:Image", "", "cartographer"),
    row("newspaperArticle", "bib:Article", "bib:Newspaper", "author"),
    row("patent", "bib:Patent", "", "inventor"),
    row("podcast", "bib:Recording", "", "podcaster"),
    row("preprint", PLAIN, "", "author"),
    row("presentation", "bib:ConferenceProceedings", "", "presenter"),
    row("radioBroadcast", "bib:Recording", "", "creator"),
    row("report", "bib:Report", "", "author"),
    row("standard", PLAIN, "", "author"),
    row("statute", "bib:Legislation", "", "author"),
    row("thesis", "bib:Thesis", "", "author"),
    row("tvBroadcast", "bib:Recording", "", "director"),
    row("videoRecording", "bib:Recording", "", "creator"),
    row("webpage", "bib:Document", "z:Website", "author"),
];

/// One row a kind: the item type, and the line that tells Zotero's citations the kind if the type does not.
///
/// Source: Zotero's schema, version 42, `csl.types`; for kinds that it lacks, the type whose fields fit best.
/// Zotero documentation, "Item types and fields": a line `type:` in Extra overrides the type in citations.
pub(super) const KINDS: &[(Kind, &str, Option<&str>)] = &[
    (Kind::Article, "preprint", None),
    (Kind::ArticleJournal, "journalArticle", None),
    (Kind::ArticleMagazine, "magazineArticle", None),
    (Kind::ArticleNewspaper, "newspaperArticle", None),
    (Kind::Bill, "bill", None),
    (Kind::Book, "book", None),
    (Kind::Broadcast, "tvBroadcast", None),
    (Kind::Chapter, "bookSection", None),
    (Kind::Classic, "book", Some("classic")),
    (Kind::Collection, "document", Some("collection")),
    (Kind::Dataset, "dataset", None),
    (Kind::Document, "document", None),
    (Kind::Entry, "encyclopediaArticle", Some("entry")),
    (Kind::EntryDictionary, "dictionaryEntry", None),
    (Kind::EntryEncyclopedia, "encyclopediaArticle", None),
    (Kind::Event, "presentation", Some("event")),
    (Kind::Figure, "artwork", Some("figure")),
    (Kind::Graphic, "artwork", None),
    (Kind::Hearing, "hearing", None),
    (Kind::Interview, "interview", None),
    (Kind::LegalCase, "case", None),
    (Kind::Legislation, "statute", None),
    (Kind::Manuscript, "manuscript", None),
    (Kind::Map, "map", None),
    (Kind::MotionPicture, "film", None),
    (Kind::MusicalScore, "book", Some("musical_score")),
    (Kind::Pamphlet, "book", Some("pamphlet")),
    (Kind::PaperConference, "conferencePaper", None),
    (Kind::Patent, "patent", None),
    (Kind::Performance, "presentation", Some("performance")),
    (Kind::Periodical, "book", Some("periodical")),
    (Kind::PersonalCommunication, "letter", None),
    (Kind::Post, "forumPost", None),
    (Kind::PostWeblog, "blogPost", None),
    (Kind::Regulation, "statute", Some("regulation")),
    (Kind::Report, "report", None),
    (Kind::Review, "journalArticle", Some("review")),
    (Kind::ReviewBook, "journalArticle", Some("review-book")),
    (Kind::Software, "computerProgram", None),
    (Kind::Song, "audioRecording", None),
    (Kind::Speech, "presentation", None),
    (Kind::Standard, "standard", None),
    (Kind::Thesis, "thesis", None),
    (Kind::Treaty, "document", Some("treaty")),
    (Kind::Webpage, "webpage", None),
];

/// The item type of a record, and its `type:` line if it needs one.
///
/// Zotero has several types for some kinds; its own import of CSL-JSON tells them apart by their fields,
/// and so does this.
pub(crate) fn item_type(item: &Item) -> (&'static ItemType, Option<&'static str>) {
    let row = KINDS.iter().find(|row| row.0 == *item.kind);
    let (name, line) = row.map_or(("document", None), |row| (row.1, row.2));
    let name = match *item.kind {
        Kind::Broadcast => broadcast(item),
        Kind::MotionPicture if is_recording(item) => "videoRecording",
        _ => name,
    };
    (named(name), line)
}

/// The kind that makes Zotero's import of CSL-JSON choose the right item type, with that type and its
/// `type:` line.
///
/// A kind that Zotero has no type for would become a document, which lacks most fields. For `software` it
/// refuses a whole file; a document with this line becomes a computer program.
pub(super) fn csl_type(item: &Item) -> (Kind, &'static ItemType, Option<&'static str>) {
    let (item_type, line) = item_type(item);
    let is_recording = item_type.name == "videoRecording" || item.texts.contains(S::PublisherPlace);
    match (*item.kind, line) {
        (Kind::Software, _) => (Kind::Document, named("document"), Some("software")),
        (Kind::Broadcast, _) if is_podcast(item) => (Kind::Broadcast, named("podcast"), None),
        (Kind::Broadcast, _) => (Kind::Broadcast, named("tvBroadcast"), None),
        (Kind::MotionPicture, _) if is_recording => {
            (Kind::MotionPicture, named("videoRecording"), None)
        }
        (_, Some(_)) => {
            let same = KINDS.iter().find(|row| row.1 == item_type.name && row.2.is_none());
            (same.map_or(Kind::Document, |row| row.0), item_type, line)
        }
        (kind, None) => (kind, item_type, None),
    }
}

/// Every row of a table names a type of the list, as tests check.
fn named(name: &str) -> &'static ItemType {
    TYPES.iter().find(|row| row.name == name).unwrap_or(&TYPES[0])
}

/// A broadcast is a podcast unless it has what podcasts lack, or says what it is.
fn broadcast(item: &Item) -> &'static str {
    let words = [S::Genre, S::Medium].map(|variable| item.text(variable).unwrap_or_default());
    let words = words.join(" ").to_lowercase();
    match () {
        () if words.contains("radio") => "radioBroadcast",
        () if words.contains("podcast") || is_podcast(item) => "podcast",
        () => "tvBroadcast",
    }
}

/// Whether a broadcast has nothing that podcasts lack.
fn is_podcast(item: &Item) -> bool {
    let lacks = [
        S::Archive,
        S::ArchiveLocation,
        S::ContainerTitle,
        S::Publisher,
        S::PublisherPlace,
        S::Source,
    ];
    !lacks.iter().any(|variable| item.texts.contains(*variable))
}

fn is_recording(item: &Item) -> bool {
    [S::CollectionTitle, S::ISBN].iter().any(|variable| item.texts.contains(*variable))
        || [Num::Volume, Num::NumberOfVolumes]
            .iter()
            .any(|variable| item.numbers.contains(*variable))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CiteKey, Origin, Text};

    fn check(kind: Kind, texts: &[(S, &str)], expected: &str) {
        let mut item = Item::new(CiteKey::unnamed(), kind, Origin::derived());
        for (variable, text) in texts {
            item.texts.set(*variable, Text::plain(*text), Origin::derived());
        }
        assert_eq!(item_type(&item).0.name, expected);
    }

    #[test]
    fn every_kind_has_a_type_of_the_list() {
        for (kind, name, _) in KINDS {
            assert!(TYPES.iter().any(|row| row.name == *name), "{name}");
            assert_eq!(KINDS.iter().filter(|row| row.0 == *kind).count(), 1, "{kind:?}");
        }
        // CSL 1.0.2, appendix III.
        assert_eq!(KINDS.len(), 45);
    }

    #[test]
    fn fields_tell_types_apart() {
        check(Kind::Broadcast, &[], "podcast");
        check(Kind::Broadcast, &[(S::ContainerTitle, "Nova")], "tvBroadcast");
        check(Kind::Broadcast, &[(S::Genre, "Radio play")], "radioBroadcast");
        check(Kind::Broadcast, &[(S::Medium, "Podcast"), (S::Publisher, "BBC")], "podcast");
        check(Kind::MotionPicture, &[(S::Publisher, "Mosfilm")], "film");
        check(Kind::MotionPicture, &[(S::ISBN, "978-3-16-148410-0")], "videoRecording");
    }
}
