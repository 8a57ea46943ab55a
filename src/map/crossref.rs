//! An answer of Crossref -> an item.
//!
//! Abstracts are left out: they are the publishers', and no reference prints them. The link is left out as it
//! is the DOI's.
//!
//! Source: Crossref REST API, `/works/{doi}`, and its document "api_format.md".

use super::csl_json::read_date;
use super::registry::{Filler, For, InvalidAnswer, at, kind, person, text_at};
use super::target::Target;
use crate::model::{
    CiteKey, DateVariable, Item, Kind, NameVariable, NumberVariable as Num, StandardVariable as S,
};
use crate::read::csl_json::Json;
use crate::source::Source;

/// Types of works.
///
/// Source: Crossref REST API, `/types`.
const TYPES: &[(&str, Kind)] = &[
    ("journal-article", Kind::ArticleJournal),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("book-part", Kind::Chapter),
    ("book-track", Kind::Chapter),
    ("proceedings-article", Kind::PaperConference),
    ("posted-content", Kind::Article),
    ("dissertation", Kind::Thesis),
    ("book", Kind::Book),
    ("monograph", Kind::Book),
    ("edited-book", Kind::Book),
    ("reference-book", Kind::Book),
    ("book-set", Kind::Book),
    ("book-series", Kind::Book),
    ("proceedings", Kind::Book),
    ("proceedings-series", Kind::Book),
    ("reference-entry", Kind::Entry),
    ("report", Kind::Report),
    ("report-component", Kind::Report),
    ("report-series", Kind::Report),
    ("standard", Kind::Standard),
    ("dataset", Kind::Dataset),
    ("database", Kind::Dataset),
    ("journal", Kind::Periodical),
    ("journal-issue", Kind::Periodical),
    ("journal-volume", Kind::Periodical),
    ("peer-review", Kind::Review),
];

const PARTS: &[&str] = &[
    "book-chapter",
    "book-section",
    "book-part",
    "book-track",
    "proceedings-article",
    "reference-entry",
];
const BOOKS: &[&str] = &[
    "book",
    "monograph",
    "edited-book",
    "reference-book",
    "proceedings",
    "report",
    "dissertation",
];

/// Members and the variables that hold them; the first one with a value is taken.
const FIELDS: &[(&str, Target, For)] = &[
    ("author", Target::Names(NameVariable::Author), For::All),
    ("editor", Target::Names(NameVariable::Editor), For::All),
    ("translator", Target::Names(NameVariable::Translator), For::All),
    ("chair", Target::Names(NameVariable::Chair), For::All),
    ("container-title", Target::Text(S::CollectionTitle), For::Only(BOOKS)),
    ("container-title", Target::Text(S::ContainerTitle), For::Not(BOOKS)),
    ("short-container-title", Target::Text(S::ContainerTitleShort), For::Not(BOOKS)),
    // The print is what is cited; what came ahead of it is of another year now and then.
    ("published-print", Target::Date(DateVariable::Issued), For::All),
    ("published", Target::Date(DateVariable::Issued), For::All),
    ("issued", Target::Date(DateVariable::Issued), For::All),
    ("published-online", Target::Date(DateVariable::AvailableDate), For::All),
    ("volume", Target::Number(Num::Volume), For::All),
    ("issue", Target::Number(Num::Issue), For::All),
    ("page", Target::Page, For::All),
    ("article-number", Target::Page, For::All),
    ("edition-number", Target::Number(Num::Edition), For::All),
    (
        "institution/name",
        Target::Text(S::Publisher),
        For::Only(&["dissertation", "posted-content"]),
    ),
    // Who publishes a journal stands in no reference.
    ("publisher", Target::Text(S::Publisher), For::Not(&["journal-article"])),
    ("institution/place", Target::Text(S::PublisherPlace), For::Only(&["dissertation"])),
    ("publisher-location", Target::Text(S::PublisherPlace), For::Not(&["journal-article"])),
    ("degree", Target::Text(S::Genre), For::Only(&["dissertation"])),
    ("subtype", Target::Text(S::Genre), For::Only(&["posted-content"])),
    ("event/name", Target::Text(S::EventTitle), For::All),
    ("event/location", Target::Text(S::EventPlace), For::All),
    ("language", Target::Text(S::Language), For::All),
    ("DOI", Target::Text(S::DOI), For::All),
    ("ISBN", Target::Text(S::ISBN), For::All),
    ("ISSN", Target::Text(S::ISSN), For::All),
];

/// Reads the answer to a question for one work; the item has no key of its own.
///
/// # Errors
/// If the text is no JSON or not in the form that is documented.
///
/// ```
/// use florilege::{map::crossref, source::Source};
/// let answer = r#"{"status":"ok","message":{"type":"journal-article","DOI":"10.1038/171737a0","title":["Molecular Structure"]}}"#;
/// let item = crossref::item(&Source::new("https://api.crossref.org/works/10.1038/171737a0", answer)).unwrap();
/// assert_eq!(item.text(florilege::model::StandardVariable::DOI), Some("10.1038/171737a0"));
/// ```
pub fn item(source: &Source) -> Result<Item, InvalidAnswer> {
    let json: Json<'_> = serde_json::from_str(&source.text)
        .map_err(|error| InvalidAnswer::Json(error.to_string()))?;
    let message = json.get("message").filter(|message| message.as_object().is_some());
    let message = message.ok_or(InvalidAnswer::Missing("message"))?;
    text_at(message, "DOI").ok_or(InvalidAnswer::Missing("message.DOI"))?;
    let name = text_at(message, "type").unwrap_or_default();
    let origin = source.origin(0..0);
    let kind = kind(TYPES, &name).unwrap_or(Kind::Document);
    let mut item = Item::new(CiteKey::unnamed(), kind, origin.clone());
    item.has_derived_key = true;
    let mut filler = Filler { item, origin };
    if let Some(title) = text_at(message, "title") {
        filler.title(&title, text_at(message, "subtitle").as_deref());
    }
    // A part of a book in a series names the series first.
    if let Some([series, book, ..]) = at(message, "container-title").and_then(Json::as_list)
        && PARTS.contains(&&*name)
    {
        filler.text(Target::Text(S::CollectionTitle), series.as_str().unwrap_or_default());
        filler.text(Target::Text(S::ContainerTitle), book.as_str().unwrap_or_default());
    }
    for (path, target, applies) in FIELDS {
        if applies.holds(&name) {
            fill(&mut filler, message, path, *target);
        }
    }
    Ok(filler.item)
}

fn fill(filler: &mut Filler, message: &Json<'_>, path: &str, target: Target) {
    let Some(value) = at(message, path) else { return };
    match target {
        Target::Names(_) => {
            let people = value.as_list().unwrap_or_default();
            filler.names(target, people.iter().filter_map(person).collect());
        }
        Target::Date(_) => {
            if let Some(date) = read_date(value) {
                filler.date(target, date);
            }
        }
        Target::Text(S::ISBN | S::ISSN) => {
            let numbers = value.as_list().unwrap_or_default().iter().filter_map(Json::as_str);
            filler.text(target, &numbers.collect::<Vec<_>>().join(", "));
        }
        Target::Text(_) | Target::Number(_) | Target::Page => {
            filler.text(target, &text_at(message, path).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing::assert_members;

    /// Reads a message, and shows it as CSL-JSON.
    fn check(message: &str, expected: &str) {
        let answer = format!(r#"{{"status":"ok","message-type":"work","message":{message}}}"#);
        assert_members(&item(&Source::new("t", answer)).unwrap(), expected);
    }

    #[test]
    fn works_become_items() {
        check(
            r#"{"type":"journal-article","DOI":"10.1126/science.1241224","publisher":"AAAS","title":["Sleep drives\n metabolite <i>clearance</i> &amp; more"],
                "author":[{"given":"Lulu","family":"Xie","sequence":"first","affiliation":[]},{"given":"Hans P. A.","family":"van Dongen","suffix":"Jr."},{"name":"The Group"}],
                "container-title":["Science"],"short-container-title":["Science"],"volume":"342","issue":"6156","page":"373-7","ISSN":["0036-8075","1095-9203"],
                "published-print":{"date-parts":[[2013,10,18]]},"published-online":{"date-parts":[[2012,12,31]]},"issued":{"date-parts":[[2012,12,31]]},"URL":"http://dx.doi.org/10.1126/x","reference":[{"key":"1"}]}"#,
            r#"{"id":"reference","type":"article-journal","title":"Sleep drives metabolite <i>clearance</i> & more","author":[{"family":"Xie","given":"Lulu"},{"family":"Dongen","given":"Hans P. A.","non-dropping-particle":"van","suffix":"Jr."},{"literal":"The Group"}],"issued":{"date-parts":[[2013,10,18]]},"available-date":{"date-parts":[[2012,12,31]]},"container-title":"Science","container-title-short":"Science","volume":"342","issue":"6156","page":"373-377","DOI":"10.1126/science.1241224","ISSN":"0036-8075, 1095-9203"}"#,
        );
        check(
            r#"{"type":"book-chapter","DOI":"10.1007/x","title":["Memory"],"subtitle":["A review"],"container-title":["Lecture Notes","Handbook"],"publisher":"Springer","publisher-location":"Cham","ISBN":["9783319000000"],"issued":{"date-parts":[[null]]}}"#,
            r#"{"id":"reference","type":"chapter","title":"Memory: A review","collection-title":"Lecture Notes","container-title":"Handbook","publisher":"Springer","publisher-place":"Cham","DOI":"10.1007/x","ISBN":"9783319000000"}"#,
        );
        check(
            r#"{"type":"posted-content","subtype":"preprint","DOI":"10.1101/x","title":["On <jats:italic>E. coli</jats:italic> <mml:math><mml:mi>x</mml:mi></mml:math>"],"institution":[{"name":"bioRxiv"}],"publisher":"Cold Spring Harbor Laboratory","article-number":"e5","published":{"date-parts":[[2020]]}}"#,
            r#"{"id":"reference","type":"article","title":"On <i>E. coli</i> x","publisher":"bioRxiv","genre":"preprint","page":"e5","issued":{"date-parts":[[2020]]},"DOI":"10.1101/x"}"#,
        );
    }

    #[test]
    fn other_answers_are_errors() {
        for text in ["", "<html>", r#"{"message":{"DOI":"10.1"#, &"[".repeat(100_000)] {
            assert!(matches!(item(&Source::new("t", text)), Err(InvalidAnswer::Json(_))));
        }
        for text in ["[]", "{}", r#"{"message":"no"}"#, r#"{"message":{}}"#] {
            assert!(matches!(item(&Source::new("t", text)), Err(InvalidAnswer::Missing(_))));
        }
        // Members of another form than documented cost themselves.
        check(
            r#"{"DOI":"10.1234/x","title":7,"author":{"family":"x"},"issued":"2020","volume":["1"],"page":{},"ISSN":"1","subtitle":[[]]}"#,
            r#"{"id":"reference","type":"document","title":"7","issued":{"date-parts":[[2020]]},"volume":"1","DOI":"10.1234/x"}"#,
        );
    }
}
