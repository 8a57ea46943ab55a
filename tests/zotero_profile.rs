//! CSL-JSON as Zotero's import reads it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use florilege::diag::Code;
use florilege::map::csl_json::{self, Profile};
use florilege::source::Source;
use serde_json::{Value, json};

/// Writes a record for Zotero: its members but `id`, and what was dropped.
fn convert(members: &Value) -> (Value, Vec<String>) {
    let mut item = members.clone();
    item["id"] = "a".into();
    let items = csl_json::items(&Source::new("t.json", json!([item]).to_string())).value;
    let written = csl_json::from_item(&items[0], Profile::Zotero);
    let mut value = written.value;
    assert_eq!(value.remove("id"), Some("a".into()));
    for finding in &written.diagnostics {
        assert_eq!(finding.code, Code::DroppedField);
    }
    let dropped = written.diagnostics.into_iter().map(|finding| finding.message).collect();
    (Value::Object(value), dropped)
}

/// What a record becomes, but for the line with its key, which every note has first.
fn check(members: Value, expected: Value) {
    let (mut written, dropped) = convert(&members);
    let note =
        written["note"].as_str().unwrap().strip_prefix("Citation Key: a").unwrap().to_owned();
    match note.strip_prefix('\n') {
        Some(lines) => written["note"] = lines.into(),
        None => drop(written.as_object_mut().unwrap().remove("note")),
    }
    assert_eq!(written, expected);
    assert_eq!(dropped, Vec::<String>::new());
}

#[test]
fn no_type_makes_zotero_refuse_the_file() {
    check(json!({"type": "software"}), json!({"type": "document", "note": "type: software"}));
    // A document has no version; as a line it reaches the computer program.
    check(
        json!({"type": "software", "version": "4.1", "publisher": "R Core Team"}),
        json!({"type": "document", "note": "type: software\nversion: 4.1", "publisher": "R Core Team"}),
    );
    check(json!({"type": "dataset"}), json!({"type": "dataset"}));
}

#[test]
fn a_kind_that_zotero_lacks_is_the_nearest_one() {
    check(
        json!({"type": "classic", "edition": "2"}),
        json!({"type": "book", "edition": "2", "note": "type: classic"}),
    );
    check(
        json!({"type": "review-book", "reviewed-title": "Notes"}),
        json!({"type": "article-journal", "note": "type: review-book\nreviewed-title: Notes"}),
    );
}

#[test]
fn names_have_two_parts() {
    check(
        json!({"type": "book", "author": [
            {"family": "Berg", "given": "J.", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "WHO"},
        ]}),
        json!({"type": "book", "author": [
            {"family": "van der Berg", "given": "J."},
            {"family": "King", "given": "Martin Luther, Jr."},
            {"literal": "WHO"},
        ]}),
    );
}

/// Zotero would make them authors.
#[test]
fn a_role_that_the_type_lacks_is_a_line() {
    let names = json!([{"family": "Doe", "given": "J."}]);
    check(
        json!({"type": "webpage", "editor": names, "illustrator": names}),
        json!({"type": "webpage", "note": "editor: Doe || J.\nillustrator: Doe || J."}),
    );
    check(json!({"type": "book", "editor": names}), json!({"type": "book", "editor": names}));
    check(
        json!({"type": "motion_picture", "performer": names}),
        json!({"type": "motion_picture", "performer": names}),
    );
}

#[test]
fn identifiers_of_newer_versions_are_lines() {
    check(
        json!({"type": "article-journal", "PMID": "1", "PMCID": "PMC2", "note": "seen\nPMID: 1"}),
        json!({"type": "article-journal", "note": "PMID: 1\nPMCID: PMC2\nseen"}),
    );
}

#[test]
fn the_key_stands_once() {
    check(
        json!({"type": "book", "note": "Citation Key: a\nfree"}),
        json!({"type": "book", "note": "free"}),
    );
    let (written, _) = convert(&json!({"type": "book", "citation-key": "b"}));
    assert_eq!(written, json!({"type": "book", "note": "Citation Key: b"}));
}

#[test]
fn dates() {
    let issued = |date: Value, expected: Value| {
        let record = |date: &Value| json!({"type": "book", "issued": date});
        check(record(&date), record(&expected));
    };
    let day = json!({"date-parts": [[2017, 9, 22]]});
    issued(day.clone(), day);
    issued(json!({"date-parts": [[2017, 9], [2017, 10]]}), json!({"raw": "2017-09/2017-10"}));
    issued(json!({"date-parts": [[1850]], "circa": true}), json!({"raw": "1850~"}));
    issued(json!({"date-parts": [[2017]], "season": 1}), json!({"raw": "Spring 2017"}));
    issued(json!({"literal": "in press"}), json!({"literal": "in press"}));
    check(
        json!({"type": "book", "original-date": {"date-parts": [[1850]]}}),
        json!({"type": "book", "note": "original-date: 1850"}),
    );
}

#[test]
fn variables_that_zotero_knows_by_another_name() {
    check(
        json!({"type": "article-journal", "container-title-short": "Nat. Med.", "license": "CC-BY"}),
        json!({"type": "article-journal", "journalAbbreviation": "Nat. Med.", "license": "CC-BY"}),
    );
    check(
        json!({"type": "webpage", "volume": "3", "container-title-short": "N"}),
        json!({"type": "webpage", "note": "container-title-short: N\nvolume: 3"}),
    );
}

#[test]
fn what_zotero_does_not_read_is_said() {
    let (written, dropped) = convert(&json!({
        "type": "book", "keyword": "a, b", "annote": "n", "categories": ["c"], "custom": {"x": 1},
        "citation-number": "3",
    }));
    assert_eq!(written, json!({"type": "book", "note": "Citation Key: a"}));
    assert_eq!(
        dropped,
        [
            "`a`: Zotero does not read `keyword`",
            "`a`: Zotero does not read `annote`",
            "`a`: Zotero has no place for `citation-number`",
            "`a`: Zotero has no place for `categories`",
            "`a`: Zotero has no place for `custom.x`",
        ]
    );
}
