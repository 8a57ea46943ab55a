//! What records become.

use super::from_item;
use crate::map::csl_json;
use crate::map::fields_table::FieldRow;
use crate::source::Source;

/// Makes a CSL-JSON item Zotero's, and shows it a line a value.
fn check(members: &str, expected: &[&str]) {
    let json = format!(r#"{{"id":"a",{members}}}"#);
    let items = csl_json::items(&Source::new("t.json", json)).value;
    let read = from_item(&items[0]);
    let item = read.value;
    let mut lines = vec![item.item_type.name.to_owned()];
    lines.extend(item.fields.iter().map(|(_, field, value)| format!("{field}={value}")));
    let name = |last: &str, first: &str| match first {
        "" => last.to_owned(),
        first => format!("{last} | {first}"),
    };
    lines.extend(
        item.creators
            .iter()
            .map(|creator| format!("{}={}", creator.role, name(&creator.last, &creator.first))),
    );
    lines.extend(item.tags.iter().map(|tag| format!("#{tag}")));
    lines.extend(item.extra.iter().map(|line| format!("+{line}")));
    lines.extend(item.notes);
    lines.extend(read.diagnostics.iter().map(|finding| finding.message.clone()));
    assert_eq!(lines, expected, "{members}");
}

#[test]
fn an_article() {
    check(
        r#""type":"article-journal","title":"On <i>E. coli</i>","container-title":"Gut","volume":"3",
        "issue":"2","page":"1-9","issued":{"date-parts":[[2020,3]]},"DOI":"10.1000/a","PMID":"123""#,
        &[
            "journalArticle",
            "title=On <i>E. coli</i>",
            "publicationTitle=Gut",
            "DOI=10.1000/a",
            "volume=3",
            "issue=2",
            "pages=1-9",
            "date=2020-03",
            "+PMID: 123",
        ],
    );
}

#[test]
fn names() {
    let names = r#""author":[{"family":"Berg","given":"J.","non-dropping-particle":"van der"},
        {"family":"King","given":"Martin L.","suffix":"Jr."},{"literal":"WHO"},{"given":"Plato"}]"#;
    check(
        &format!(r#""type":"book",{names}"#),
        &[
            "book",
            "author=van der Berg | J.",
            "author=King | Martin L., Jr.",
            "author=WHO",
            "author=Plato",
        ],
    );
    let director = r#""author":[{"family":"Varda","given":"Agnès"}],"performer":[{"family":"Marchand","given":"Corinne"}]"#;
    check(
        &format!(r#""type":"motion_picture",{director}"#),
        &["film", "director=Varda | Agnès", "+performer: Marchand || Corinne"],
    );
    check(
        r#""type":"webpage","editor":[{"literal":"The editors"},{"family":"Doe","given":"J."}]"#,
        &["webpage", "+editor: The editors", "+editor: Doe || J."],
    );
    check(
        r#""type":"book","author":[{"family":"Doe"}],"custom":{"florilege":{"truncated":["author"]}}"#,
        &["book", "author=Doe", "`a`: Zotero has no place for `et al. of author`"],
    );
}

#[test]
fn dates() {
    let issued = |date: &str, expected: &str| {
        check(&format!(r#""type":"book","issued":{date}"#), &["book", &format!("date={expected}")]);
    };
    issued(r#"{"date-parts":[[2017,9,22]]}"#, "2017-09-22");
    issued(r#"{"date-parts":[[2017,9],[2017,10]]}"#, "2017-09/2017-10");
    issued(r#"{"date-parts":[[1850]],"circa":true}"#, "1850~");
    issued(r#"{"date-parts":[[2017]],"season":1}"#, "Spring 2017");
    issued(r#"{"literal":"in press"}"#, "in press");
    check(
        r#""type":"book","original-date":{"date-parts":[[1850]]}"#,
        &["book", "+original-date: 1850"],
    );
    check(
        r#""type":"patent","submitted":{"date-parts":[[1990,1,2]]}"#,
        &["patent", "filingDate=1990-01-02"],
    );
    check(r#""type":"book","accessed":{"date-parts":[[2020,5]]}"#, &["book", "+accessed: 2020-05"]);
}

/// An access may not become the date of a work that has none.
#[test]
fn an_access_is_no_date() {
    let slot = |members: &str| {
        let json = format!(r#"{{"id":"a","type":"webpage",{members}}}"#);
        let items = csl_json::items(&Source::new("t.json", json)).value;
        let fields = from_item(&items[0]).value.fields;
        fields.into_iter().find(|field| field.1 == "accessDate").map(|field| field.0)
    };
    let accessed = r#""accessed":{"date-parts":[[2020,5,6]]}"#;
    assert_eq!(slot(accessed), Some(super::Slot::Zotero));
    let both = format!(r#"{accessed},"issued":{{"date-parts":[[2019]]}}"#);
    assert_eq!(slot(&both), Some(super::Slot::Own("dcterms:dateSubmitted")));
}

#[test]
fn what_a_type_lacks_is_a_line() {
    check(
        r#""type":"webpage","volume":"3","edition":"2\nrevised","jurisdiction":"us""#,
        &["webpage", "+jurisdiction: us", "+volume: 3", "+edition: 2 revised"],
    );
    check(
        r#""type":"review-book","reviewed-title":"Notes","archive-place":"Bonn""#,
        &["journalArticle", "+type: review-book", "+reviewed-title: Notes", "+archive-place: Bonn"],
    );
    check(
        r#""type":"book","citation-number":"3","custom":{"colour":"red"}"#,
        &[
            "book",
            "`a`: Zotero has no place for `citation-number`",
            "`a`: Zotero has no place for `custom.colour`",
        ],
    );
}

#[test]
fn tags_and_notes() {
    check(
        r#""type":"book","keyword":"sleep, memory,sleep, ","annote":"first\nline\n\n<i>a</i> & b""#,
        &["book", "#sleep", "#memory", "<p>first<br/>line</p><p><i>a</i> &amp; b</p>"],
    );
    check(r#""type":"book","keyword":"sleep, REM; memory""#, &["book", "#sleep, REM", "#memory"]);
    check(
        r#""type":"article-journal","PMID":"1","note":"free text\nPMID: 1\nCitation Key: a\nCitation Key: b""#,
        &["journalArticle", "+PMID: 1", "+free text", "+Citation Key: b"],
    );
}

#[test]
fn the_table_for_people_is_whole() {
    let rows = super::fields();
    let has = |field: &str, variable: &str| {
        rows.iter().any(|row| row.field == field && row.variable == variable && row.writes)
    };
    assert!(has("publicationTitle", "container-title") && has("pages", "page"));
    assert!(has("inventor", "author") && has("citationKey", "citation-key"));
    for row in &rows {
        let same =
            |other: &&FieldRow| (&other.field, &other.variable) == (&row.field, &row.variable);
        assert_eq!(rows.iter().filter(same).count(), 1, "{row:?}");
    }
}
