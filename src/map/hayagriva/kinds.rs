//! Entry types <-> kinds of works.

use crate::model::Kind;

/// One row: a kind, its entry type, and the type of the parent that contains it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) entry_type: &'static str,
    /// The type of the container.
    pub(super) container: &'static str,
    /// Whether the container's type tells the kind from others, so that it is always written.
    pub(super) needs_container: bool,
    /// Whether the entry type and the container's type lead back to the kind.
    pub(super) is_exact: bool,
}

/// A kind that its parent's type makes out.
const fn within(kind: Kind, entry_type: &'static str, container: &'static str) -> Row {
    Row { kind, entry_type, container, needs_container: true, is_exact: true }
}

/// A kind that its entry type makes out.
const fn alone(kind: Kind, entry_type: &'static str) -> Row {
    Row { kind, entry_type, container: "web", needs_container: false, is_exact: true }
}

/// A kind that stands alone or in a container of some type.
const fn perhaps(kind: Kind, entry_type: &'static str, container: &'static str) -> Row {
    Row { kind, entry_type, container, needs_container: false, is_exact: true }
}

/// A kind that no entry type stands for; it is read back as another.
const fn nearest(
    kind: Kind,
    entry_type: &'static str,
    container: &'static str,
    needs: bool,
) -> Row {
    Row { kind, entry_type, container, needs_container: needs, is_exact: false }
}

/// The table: a kind is written as its row says; an entry is read as the first exact row that fits.
///
/// Source: hayagriva 0.10, `docs/file-format.md`, "Entry Type", and how it matches CSL's types.
const ROWS: &[Row] = &[
    within(Kind::ArticleJournal, "article", "periodical"),
    within(Kind::ArticleNewspaper, "article", "newspaper"),
    within(Kind::PaperConference, "article", "proceedings"),
    within(Kind::PostWeblog, "article", "blog"),
    within(Kind::Speech, "article", "conference"),
    within(Kind::Chapter, "chapter", "book"),
    within(Kind::EntryEncyclopedia, "entry", "reference"),
    within(Kind::Broadcast, "video", "video"),
    within(Kind::MusicalScore, "audio", "book"),
    within(Kind::Figure, "artwork", "article"),
    alone(Kind::Article, "article"),
    alone(Kind::Book, "book"),
    alone(Kind::Collection, "anthology"),
    alone(Kind::Periodical, "periodical"),
    alone(Kind::Thesis, "thesis"),
    alone(Kind::Patent, "patent"),
    alone(Kind::Manuscript, "manuscript"),
    alone(Kind::MotionPicture, "video"),
    alone(Kind::Graphic, "artwork"),
    alone(Kind::Performance, "performance"),
    alone(Kind::Software, "repository"),
    alone(Kind::Webpage, "web"),
    alone(Kind::Post, "post"),
    perhaps(Kind::Report, "report", "book"),
    perhaps(Kind::Entry, "entry", "book"),
    perhaps(Kind::LegalCase, "case", "book"),
    perhaps(Kind::Legislation, "legislation", "anthology"),
    perhaps(Kind::Song, "audio", "audio"),
    perhaps(Kind::Event, "exhibition", "web"),
    perhaps(Kind::Document, "misc", "misc"),
    nearest(Kind::ArticleMagazine, "article", "periodical", true),
    nearest(Kind::Review, "article", "periodical", true),
    nearest(Kind::ReviewBook, "article", "periodical", true),
    nearest(Kind::EntryDictionary, "entry", "reference", true),
    nearest(Kind::Classic, "book", "web", false),
    nearest(Kind::Pamphlet, "book", "web", false),
    nearest(Kind::Dataset, "repository", "web", false),
    nearest(Kind::Map, "artwork", "web", false),
    nearest(Kind::Bill, "legislation", "anthology", false),
    nearest(Kind::Regulation, "legislation", "anthology", false),
    nearest(Kind::Treaty, "legislation", "anthology", false),
    nearest(Kind::Standard, "report", "book", false),
    nearest(Kind::Hearing, "misc", "misc", false),
    nearest(Kind::Interview, "misc", "misc", false),
    nearest(Kind::PersonalCommunication, "misc", "misc", false),
];

/// Entry types that are read and never written.
const READ_ONLY: &[(&str, Kind)] = &[
    ("anthos", Kind::Chapter),
    ("chapter", Kind::Chapter),
    ("scene", Kind::Broadcast),
    ("newspaper", Kind::Periodical),
    ("proceedings", Kind::Book),
    ("reference", Kind::Book),
    ("blog", Kind::Webpage),
    ("thread", Kind::Post),
    ("conference", Kind::Event),
    ("original", Kind::Document),
];

/// What type a parent has that does not say its own.
///
/// Source: hayagriva 0.10, `docs/file-format.md`, "default parent".
const DEFAULT_PARENTS: &[(&str, &str)] = &[
    ("article", "periodical"),
    ("chapter", "book"),
    ("entry", "reference"),
    ("anthos", "anthology"),
    ("web", "web"),
    ("scene", "video"),
    ("artwork", "exhibition"),
    ("legislation", "anthology"),
    ("post", "post"),
    ("video", "video"),
    ("audio", "audio"),
];

/// The row of a kind.
pub(super) fn row(kind: Kind) -> &'static Row {
    let document = || ROWS.iter().find(|row| row.kind == Kind::Document);
    // The table has a row for every kind; a test holds it to that.
    ROWS.iter().find(|row| row.kind == kind).or_else(document).unwrap_or(&ROWS[0])
}

/// The kind of an entry with parents of these types; `None` for a type that Hayagriva does not have.
pub(super) fn kind(entry_type: &str, parents: &[String]) -> Option<Kind> {
    let exact = || ROWS.iter().filter(|row| row.is_exact && row.entry_type == entry_type);
    // A paper in proceedings has the conference as a parent, too; a talk stands in nothing but perhaps
    // a video.
    let stands_elsewhere = |parent: &String| {
        !matches!(parent.as_str(), "conference" | "original" | "repository" | "video")
    };
    let is_talk = !parents.iter().any(stands_elsewhere);
    let mut known = parents.iter().filter(|parent| is_talk || *parent != "conference");
    let within = known.find_map(|parent| {
        exact().find(|row| row.needs_container && row.container == parent).map(|row| row.kind)
    });
    within
        .or_else(|| exact().find(|row| !row.needs_container).map(|row| row.kind))
        .or_else(|| READ_ONLY.iter().find(|row| row.0 == entry_type).map(|row| row.1))
}

/// The type of a parent that does not say its own.
pub(super) fn default_parent(entry_type: &str) -> &'static str {
    let found = DEFAULT_PARENTS.iter().find(|row| row.0 == entry_type);
    found.map_or("misc", |row| row.1)
}

/// Every kind of the table.
#[cfg(test)]
pub(super) const ALL: [Kind; ROWS.len()] = {
    let mut all = [Kind::Document; ROWS.len()];
    let mut at = 0;
    while at < ROWS.len() {
        all[at] = ROWS[at].kind;
        at += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_back() {
        for row in ROWS.iter().filter(|row| row.is_exact) {
            let parents = if row.needs_container { vec![row.container.to_owned()] } else { vec![] };
            assert_eq!(kind(row.entry_type, &parents), Some(row.kind));
            assert_eq!(super::row(row.kind).entry_type, row.entry_type);
        }
        assert_eq!(kind("anthos", &["anthology".to_owned()]), Some(Kind::Chapter));
        assert_eq!(kind("cartoon", &[]), None);
    }

    #[test]
    fn hayagriva_has_every_type() {
        let types = ROWS.iter().flat_map(|row| [row.entry_type, row.container]);
        for name in types.chain(READ_ONLY.iter().map(|row| row.0)) {
            assert!(name.parse::<hayagriva::types::EntryType>().is_ok(), "{name}");
        }
    }
}
