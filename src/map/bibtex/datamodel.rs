//! Which entry type has which field: biblatex's data model, as far as fields are written here.
//!
//! `biber --validate-datamodel` names every field that its entry type does not have. BibTeX's styles
//! ignore such fields, so both dialects keep to the model.
//!
//! Source: `blx-dm.def` of biblatex 3.18, "DeclareDatamodelEntryfields" and "DeclareDatamodelFields";
//! biblatex manual, 2.2.5 for the old names.

use super::fields::canonical;

/// Fields of every entry type.
const COMMON: &[&str] = &[
    "abstract",
    "annotation",
    "crossref",
    "date",
    "day",
    "doi",
    "eprint",
    "eprintclass",
    "eprinttype",
    "entrysubtype",
    "file",
    "keywords",
    "langid",
    "library",
    "month",
    "origdate",
    "origlocation",
    "origpublisher",
    "origtitle",
    "shortjournal",
    "shorttitle",
    "sortkey",
    "url",
    "urldate",
    "verba",
    "verbb",
    "verbc",
    "year",
];

/// The fields of entry types beside the [`COMMON`] ones, `title` and `note`.
const FIELDS: &[(&[&str], &[&str])] = &[
    (
        &["article"],
        &[
            "author",
            "editor",
            "issn",
            "issue",
            "issuetitle",
            "journaltitle",
            "language",
            "number",
            "pages",
            "pubstate",
            "series",
            "titleaddon",
            "translator",
            "version",
            "volume",
        ],
    ),
    (
        &["book"],
        &[
            "author",
            "chapter",
            "edition",
            "editor",
            "isbn",
            "language",
            "location",
            "number",
            "pages",
            "pagetotal",
            "part",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "translator",
            "volume",
            "volumes",
        ],
    ),
    (
        &["collection"],
        &[
            "chapter",
            "edition",
            "editor",
            "isbn",
            "language",
            "location",
            "number",
            "pages",
            "pagetotal",
            "part",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "translator",
            "volume",
            "volumes",
        ],
    ),
    (
        &["inbook", "incollection", "inreference"],
        &[
            "author",
            "booktitle",
            "booktitleaddon",
            "chapter",
            "edition",
            "editor",
            "isbn",
            "language",
            "location",
            "number",
            "pages",
            "part",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "translator",
            "volume",
            "volumes",
        ],
    ),
    (&["inbook"], &["bookauthor"]),
    (
        &["booklet"],
        &[
            "author",
            "chapter",
            "editor",
            "howpublished",
            "language",
            "location",
            "pages",
            "pagetotal",
            "pubstate",
            "titleaddon",
            "type",
        ],
    ),
    (
        &["dataset"],
        &[
            "author",
            "edition",
            "editor",
            "language",
            "location",
            "number",
            "organization",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "type",
            "version",
        ],
    ),
    (
        &["manual"],
        &[
            "author",
            "chapter",
            "edition",
            "editor",
            "isbn",
            "language",
            "location",
            "number",
            "organization",
            "pages",
            "pagetotal",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "type",
            "version",
        ],
    ),
    (
        &["misc", "software"],
        &[
            "author",
            "editor",
            "howpublished",
            "language",
            "location",
            "organization",
            "pubstate",
            "titleaddon",
            "type",
            "version",
        ],
    ),
    (
        &["online"],
        &["author", "editor", "language", "organization", "pubstate", "titleaddon", "version"],
    ),
    (
        &["patent"],
        &["author", "holder", "location", "number", "pubstate", "titleaddon", "type", "version"],
    ),
    (
        &["periodical"],
        &[
            "editor",
            "issn",
            "issue",
            "issuetitle",
            "language",
            "number",
            "pubstate",
            "series",
            "titleaddon",
            "volume",
        ],
    ),
    (
        &["inproceedings", "proceedings"],
        &[
            "chapter",
            "editor",
            "eventdate",
            "eventtitle",
            "isbn",
            "language",
            "location",
            "number",
            "organization",
            "pages",
            "part",
            "publisher",
            "pubstate",
            "series",
            "titleaddon",
            "venue",
            "volume",
            "volumes",
        ],
    ),
    (&["inproceedings"], &["author", "booktitle", "booktitleaddon"]),
    (&["proceedings"], &["pagetotal"]),
    (
        &["report"],
        &[
            "author",
            "chapter",
            "institution",
            "language",
            "location",
            "number",
            "pages",
            "pagetotal",
            "pubstate",
            "titleaddon",
            "type",
            "version",
        ],
    ),
    (
        &["thesis"],
        &[
            "author",
            "chapter",
            "institution",
            "language",
            "location",
            "pages",
            "pagetotal",
            "pubstate",
            "titleaddon",
            "type",
        ],
    ),
    (
        &["unpublished"],
        &[
            "author",
            "eventdate",
            "eventtitle",
            "howpublished",
            "language",
            "location",
            "pubstate",
            "titleaddon",
            "type",
            "venue",
        ],
    ),
];

/// Whether an entry type of either dialect has a field, under its old or its new name.
pub(super) fn holds(entry_type: &str, field: &str) -> bool {
    let entry_type = match entry_type {
        "phdthesis" | "mastersthesis" => "thesis",
        "techreport" => "report",
        other => other,
    };
    let field = canonical(field);
    let is_own = || FIELDS.iter().any(|row| row.0.contains(&entry_type) && row.1.contains(&field));
    matches!(field, "title" | "note") || COMMON.contains(&field) || is_own()
}

/// The fields of any entry type.
pub(super) fn fields() -> impl Iterator<Item = &'static str> {
    let own = FIELDS.iter().flat_map(|row| row.1.iter().copied());
    ["title", "note"].into_iter().chain(COMMON.iter().copied()).chain(own)
}

/// Whether any entry type has a field.
pub(super) fn is_field(name: &str) -> bool {
    fields().any(|field| field == name)
}

/// Whether a field takes a number and nothing else.
pub(super) fn is_integer(field: &str) -> bool {
    matches!(field, "volume" | "volumes" | "year")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_names_are_names() {
        assert!(holds("article", "journal") && holds("techreport", "institution"));
        assert!(holds("phdthesis", "school") && holds("misc", "key"));
        assert!(!holds("misc", "volume") && !holds("article", "address"));
    }
}
