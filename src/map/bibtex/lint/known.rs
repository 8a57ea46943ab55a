//! Which fields programs know, and whose they are.

use crate::map::bibtex::datamodel;

/// Fields that BibTeX's styles, or programs that write `.bib` files, have beside biblatex's.
///
/// Source: `btxdoc` 3.2; `natbib`, `REVTeX` and `amsrefs` styles; the exports of DBLP, ADS, MathSciNet,
/// Zotero, Mendeley, JabRef and BibDesk.
const OTHERS: &[&str] = &[
    "acknowledgement",
    "bibdate",
    "classification",
    "remark",
    "subject",
    "tableofcontents",
    "address",
    "addressee",
    "adsnote",
    "adsurl",
    "affiliation",
    "annote",
    "archive",
    "archiveprefix",
    "arxivid",
    "articleno",
    "assignee",
    "author+an",
    "bibcode",
    "bibsource",
    "biburl",
    "call-number",
    "citeulike-article-id",
    "code",
    "collaboration",
    "collaborator",
    "collection",
    "comment",
    "contents",
    "copyright",
    "coden",
    "date-added",
    "date-modified",
    "date-added",
    "dayfiled",
    "entrytype",
    "eprintclass",
    "fjournal",
    "groups",
    "groupsearch",
    "guid",
    "heading",
    "isbn-10",
    "isbn-13",
    "issue_date",
    "journal",
    "journal-iso",
    "journal-url",
    "key",
    "keyword",
    "language",
    "lastaccessed",
    "lastchecked",
    "lccn",
    "local-url",
    "location",
    "mendeley-groups",
    "mendeley-tags",
    "monthfiled",
    "mrclass",
    "mrnumber",
    "mrreviewer",
    "msc",
    "nationality",
    "numpages",
    "owner",
    "page",
    "pagename",
    "paper",
    "pdf",
    "pii",
    "pmc",
    "pmcid",
    "pmid",
    "price",
    "primaryclass",
    "priority",
    "printed",
    "publicationstatus",
    "qualityassured",
    "ranking",
    "rating",
    "read",
    "readstatus",
    "relevance",
    "reportnumber",
    "review",
    "revision",
    "school",
    "size",
    "slaccitation",
    "source",
    "ssn",
    "status",
    "summary",
    "timestamp",
    "unique-id",
    "urn",
    "web_url",
    "xmldata",
    "yearfiled",
    "zblnumber",
    "bdsk-url-1",
    "bdsk-url-2",
    "bdsk-url-3",
    "bdsk-file-1",
    "day",
    "series-volume",
    "acmid",
    "biborigin",
    "crossrefonly",
    "dimensions",
    "grade",
];

/// Fields of biblatex's data model that no table here writes.
///
/// Source: biblatex manual, 2.2.2, 2.2.3, 2.2.4.
const BIBLATEX: &[&str] = &[
    "addendum",
    "afterword",
    "annotator",
    "authortype",
    "bookauthor",
    "bookpagination",
    "booksubtitle",
    "booktitleaddon",
    "commentator",
    "editora",
    "editorb",
    "editorc",
    "editortype",
    "editoratype",
    "editorbtype",
    "editorctype",
    "eid",
    "entryset",
    "eventtitleaddon",
    "execute",
    "foreword",
    "gender",
    "hyphenation",
    "ids",
    "indexsorttitle",
    "indextitle",
    "institution",
    "introduction",
    "isan",
    "ismn",
    "isrn",
    "issue",
    "issuesubtitle",
    "issuetitleaddon",
    "iswc",
    "journalsubtitle",
    "journaltitleaddon",
    "label",
    "langidopts",
    "lista",
    "listb",
    "listc",
    "listd",
    "liste",
    "listf",
    "mainsubtitle",
    "maintitle",
    "maintitleaddon",
    "namea",
    "nameb",
    "namec",
    "nameaddon",
    "nameatype",
    "namebtype",
    "namectype",
    "options",
    "origlanguage",
    "pagination",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "reprinttitle",
    "shortauthor",
    "shorteditor",
    "shorthand",
    "shorthandintro",
    "shortseries",
    "sortname",
    "sortshorthand",
    "sorttitle",
    "sortyear",
    "subtitle",
    "usera",
    "userb",
    "userc",
    "userd",
    "usere",
    "userf",
    "xdata",
    "xref",
    "year",
    "eventyear",
    "urlyear",
    "origyear",
    "yeardivision",
    "season",
    "reviewof",
];

/// Fields of [`OTHERS`] that styles print.
const PRINTED: &[&str] =
    &["address", "annote", "collaboration", "journal", "language", "location", "school"];

/// Fields whose values are no TeX, or lists of keys.
const NOT_TEX: &[&str] = &[
    "adsurl",
    "archiveprefix",
    "arxivid",
    "bibcode",
    "biburl",
    "crossref",
    "doi",
    "entryset",
    "entrysubtype",
    "langid",
    "label",
    "eprint",
    "execute",
    "file",
    "groups",
    "ids",
    "isbn",
    "issn",
    "key",
    "keywords",
    "keyword",
    "langidopts",
    "local-url",
    "options",
    "owner",
    "pdf",
    "related",
    "relatedoptions",
    "sortkey",
    "timestamp",
    "unique-id",
    "url",
    "urn",
    "verba",
    "verbb",
    "verbc",
    "web_url",
    "xdata",
    "xref",
    "mendeley-groups",
    "mendeley-tags",
    "slaccitation",
    "sorttitle",
    "sortname",
    "sortyear",
    "sortshorthand",
    "presort",
    "indexsorttitle",
    "bibsource",
    "comment",
    "biborigin",
    "date-added",
    "date-modified",
    "affiliation",
    "author+an",
    "xmldata",
    "journal-url",
];

/// Whether TeX reads a field's value: nobody's own field is printed.
pub(super) fn is_tex(name: &str) -> bool {
    let is_printed =
        datamodel::is_field(name) || BIBLATEX.contains(&name) || PRINTED.contains(&name);
    is_printed && !NOT_TEX.contains(&name)
}

/// Whether any program knows a field.
///
/// A name with a hyphen or underscore is somebody's own.
pub(super) fn is_known(name: &str) -> bool {
    datamodel::is_field(name)
        || BIBLATEX.contains(&name)
        || OTHERS.contains(&name)
        || name.contains(['-', '_', '+'])
}

/// The known field that a mistyped one is likely to be.
pub(super) fn near(name: &str) -> Option<&'static str> {
    let all = datamodel::fields().chain(BIBLATEX.iter().copied()).chain(OTHERS.iter().copied());
    let near = all.map(|known| (strsim::osa_distance(name, known), known)).min()?;
    let most = if name.len() > 5 { 2 } else { 1 };
    (near.0 <= most).then_some(near.1)
}

/// Fields that BibTeX's styles do not read, and what they read instead.
pub(super) const NEW_NAMES: &[(&str, &str)] = &[("journaltitle", "journal"), ("date", "year")];

/// Entry types that BibTeX's styles do not define, and those they define instead.
const NEW_TYPES: &[&str] = &[
    "artwork",
    "audio",
    "bookinbook",
    "collection",
    "dataset",
    "image",
    "inreference",
    "mvbook",
    "mvcollection",
    "mvproceedings",
    "mvreference",
    "online",
    "patent",
    "periodical",
    "reference",
    "report",
    "software",
    "standard",
    "suppbook",
    "suppcollection",
    "suppperiodical",
    "thesis",
    "video",
];

/// Whose an entry is: true for biblatex, false for BibTeX; none if it could be either's.
pub(super) fn dialect(entry_type: &str, has: impl Fn(&str) -> bool) -> Option<bool> {
    let new = ["journaltitle", "date"].iter().filter(|name| has(name)).count()
        + usize::from(NEW_TYPES.contains(&entry_type));
    let old = ["journal", "year"].iter().filter(|name| has(name)).count()
        + usize::from(matches!(entry_type, "phdthesis" | "mastersthesis" | "techreport"));
    match new.cmp(&old) {
        std::cmp::Ordering::Greater => Some(true),
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields() {
        for name in ["title", "journaltitle", "journal", "mrnumber", "my-note", "usera", "month"] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("jounral") && !is_known("foo"));
        assert_eq!((near("jounral"), near("nubmer")), (Some("journal"), Some("number")));
        assert_eq!((near("foo"), near("zzzzzz")), (None, None));
    }
}
