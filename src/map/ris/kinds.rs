//! Reference types <-> kinds, in one table.

use crate::model::Kind::{self, *};

/// One reference type.
struct TypeRow {
    code: &'static str,
    kind: Kind,
    /// Another type says the same; this one need not come back.
    is_synonym: bool,
}

const fn row(code: &'static str, kind: Kind) -> TypeRow {
    TypeRow { code, kind, is_synonym: false }
}

const fn synonym(code: &'static str, kind: Kind) -> TypeRow {
    TypeRow { code, kind, is_synonym: true }
}

/// Every reference type and what it is read as.
///
/// Source: RIS format specification, 2001 (Reference Manager) and 2011 (EndNote), "Reference types"; later
/// additions of EndNote for interviews, podcasts and press releases.
const TYPES: &[TypeRow] = &[
    row("ABST", ArticleJournal),
    row("ADVS", MotionPicture),
    row("AGGR", Dataset),
    row("ANCIENT", Classic),
    row("ART", Graphic),
    row("BILL", Bill),
    row("BLOG", PostWeblog),
    row("BOOK", Book),
    row("CASE", LegalCase),
    row("CHAP", Chapter),
    row("CHART", Figure),
    row("CLSWK", Classic),
    row("COMP", Software),
    row("CONF", PaperConference),
    synonym("CPAPER", PaperConference),
    row("CTLG", Document),
    row("DATA", Dataset),
    row("DBASE", Dataset),
    row("DICT", EntryDictionary),
    synonym("EBOOK", Book),
    synonym("ECHAP", Chapter),
    row("EDBOOK", Book),
    synonym("EJOUR", ArticleJournal),
    row("ELEC", Webpage),
    row("ENCYC", EntryEncyclopedia),
    row("EQUA", Document),
    row("FIGURE", Figure),
    row("GEN", Document),
    row("GOVDOC", Report),
    row("GRANT", Document),
    row("GRNT", Document),
    row("HEAR", Hearing),
    row("ICOMM", PersonalCommunication),
    row("INPR", ArticleJournal),
    row("INTV", Interview),
    row("JFULL", Periodical),
    row("JOUR", ArticleJournal),
    row("LEGAL", Regulation),
    row("MANSCPT", Manuscript),
    row("MAP", Map),
    row("MGZN", ArticleMagazine),
    row("MPCT", MotionPicture),
    row("MULTI", MotionPicture),
    row("MUSIC", MusicalScore),
    row("NEWS", ArticleNewspaper),
    row("PAMP", Pamphlet),
    row("PAT", Patent),
    row("PCOMM", PersonalCommunication),
    row("POD", Broadcast),
    row("PRESS", Document),
    row("RPRT", Report),
    row("SER", Book),
    row("SLIDE", Speech),
    row("SOUND", Song),
    row("STAND", Standard),
    row("STAT", Legislation),
    row("THES", Thesis),
    row("UNBILL", Bill),
    row("UNPB", Manuscript),
    synonym("UNPD", Manuscript),
    row("VIDEO", MotionPicture),
    synonym("WEB", Webpage),
];

/// How each kind of CSL is written. Of several with one type, `M2  - type: KIND` tells them apart.
const KINDS: &[(Kind, &str)] = &[
    (Article, "UNPB"),
    (ArticleJournal, "JOUR"),
    (ArticleMagazine, "MGZN"),
    (ArticleNewspaper, "NEWS"),
    (Bill, "BILL"),
    (Book, "BOOK"),
    (Broadcast, "MPCT"),
    (Chapter, "CHAP"),
    (Classic, "CLSWK"),
    (Collection, "GEN"),
    (Dataset, "DATA"),
    (Document, "GEN"),
    (Entry, "ENCYC"),
    (EntryDictionary, "DICT"),
    (EntryEncyclopedia, "ENCYC"),
    (Event, "GEN"),
    (Figure, "FIGURE"),
    (Graphic, "ART"),
    (Hearing, "HEAR"),
    (Interview, "PCOMM"),
    (LegalCase, "CASE"),
    (Legislation, "STAT"),
    (Manuscript, "MANSCPT"),
    (Map, "MAP"),
    (MotionPicture, "MPCT"),
    (MusicalScore, "MUSIC"),
    (Pamphlet, "PAMP"),
    (PaperConference, "CONF"),
    (Patent, "PAT"),
    (Performance, "GEN"),
    (Periodical, "JFULL"),
    (PersonalCommunication, "PCOMM"),
    (Post, "ICOMM"),
    (PostWeblog, "BLOG"),
    (Regulation, "LEGAL"),
    (Report, "RPRT"),
    (Review, "JOUR"),
    (ReviewBook, "JOUR"),
    (Software, "COMP"),
    (Song, "SOUND"),
    (Speech, "SLIDE"),
    (Standard, "STAND"),
    (Thesis, "THES"),
    (Treaty, "LEGAL"),
    (Webpage, "ELEC"),
];

/// Kinds whose reference type Zotero reads as another one; a line of its Extra says which it is.
const NOT_IN_ZOTERO: &[Kind] =
    &[Classic, Document, Figure, MusicalScore, Pamphlet, Periodical, Regulation, Standard];

/// The kind that a reference type is read as.
pub(super) fn read(code: &str) -> Option<Kind> {
    TYPES.iter().find(|row| row.code.eq_ignore_ascii_case(code)).map(|row| row.kind)
}

/// Every kind.
pub(super) fn all() -> Vec<Kind> {
    KINDS.iter().map(|row| row.0).collect()
}

/// The kinds of some reference types.
pub(crate) fn of<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for kind in codes.filter_map(read) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// The reference type that a kind is written as.
pub(super) fn code(kind: Kind) -> &'static str {
    KINDS.iter().find(|row| row.0 == kind).map_or("GEN", |row| row.1)
}

/// Whether a reference type says more than its kind, so that it must come back.
pub(super) fn says_more(read_code: &str, kind: Kind) -> bool {
    let found = TYPES.iter().find(|row| row.code.eq_ignore_ascii_case(read_code));
    found.is_none_or(|row| !row.is_synonym && row.code != code(kind))
}

/// Whether a line must say the kind beside its type.
pub(super) fn needs_name(kind: Kind, code: &str, for_zotero: bool) -> bool {
    read(code) != Some(kind) || for_zotero && NOT_IN_ZOTERO.contains(&kind)
}

/// The name of a kind in CSL.
pub(super) fn name(kind: Kind) -> String {
    let name = serde_json::to_value(kind).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or("document").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type_that_is_read() {
        for (kind, code) in KINDS {
            assert!(read(code).is_some(), "{code}");
            assert_eq!(name(*kind).parse(), Ok(*kind));
        }
        let mut codes: Vec<&str> = TYPES.iter().map(|row| row.code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
