//! An answer of DataCite -> an item.
//!
//! Source: DataCite REST API, `/dois/{id}` (JSON:API); DataCite Metadata Schema 4.6.

use super::edtf;
use super::registry::{Filler, InvalidAnswer, at, kind, person, text_at};
use super::target::Target;
use crate::model::{
    CiteKey, Date, DateVariable, Day, Item, Kind, Name, NameVariable, NumberVariable as Num,
    StandardVariable as S,
};
use crate::read::csl_json::Json;
use crate::source::Source;

/// General types of resources, where the answer does not name CSL's type.
///
/// Source: DataCite Metadata Schema 4.6, `resourceTypeGeneral`.
const TYPES: &[(&str, Kind)] = &[
    ("Audiovisual", Kind::MotionPicture),
    ("Book", Kind::Book),
    ("BookChapter", Kind::Chapter),
    ("ComputationalNotebook", Kind::Software),
    ("ConferencePaper", Kind::PaperConference),
    ("ConferenceProceeding", Kind::Book),
    ("Dataset", Kind::Dataset),
    ("Dissertation", Kind::Thesis),
    ("Image", Kind::Graphic),
    ("Journal", Kind::Periodical),
    ("JournalArticle", Kind::ArticleJournal),
    ("PeerReview", Kind::Review),
    ("Preprint", Kind::Article),
    ("Report", Kind::Report),
    ("Software", Kind::Software),
    ("Sound", Kind::Song),
    ("Standard", Kind::Standard),
];

/// Members of the attributes and the variables that hold them; the first one with a value is taken.
const FIELDS: &[(&str, Target)] = &[
    ("publisher/name", Target::Text(S::Publisher)),
    ("publisher", Target::Text(S::Publisher)),
    ("language", Target::Text(S::Language)),
    ("version", Target::Number(Num::Version)),
    ("doi", Target::Text(S::DOI)),
];

/// Members of what the work is published in: a related item, or the container that DataCite makes of it.
const CONTAINER: &[(&str, Target)] = &[
    ("titles/title", Target::Text(S::ContainerTitle)),
    ("title", Target::Text(S::ContainerTitle)),
    ("volume", Target::Number(Num::Volume)),
    ("issue", Target::Number(Num::Issue)),
    ("edition", Target::Number(Num::Edition)),
];

/// Kinds of contributors that are roles of CSL.
const ROLES: &[(&str, NameVariable)] =
    &[("Editor", NameVariable::Editor), ("Translator", NameVariable::Translator)];

/// Kinds of dates.
const DATES: &[(&str, DateVariable)] =
    &[("Issued", DateVariable::Issued), ("Available", DateVariable::AvailableDate)];

/// Reads the answer to a question for one DOI; the item has no key of its own.
///
/// # Errors
/// If the text is no JSON or not in the form that is documented.
///
/// ```
/// use florilege::{map::datacite, source::Source};
/// let answer = r#"{"data":{"attributes":{"doi":"10.5281/zenodo.1","titles":[{"title":"Data"}],"publicationYear":2020}}}"#;
/// let item = datacite::item(&Source::new("https://api.datacite.org/dois/10.5281/zenodo.1", answer)).unwrap();
/// assert_eq!(item.year(), Some(2020));
/// ```
pub fn item(source: &Source) -> Result<Item, InvalidAnswer> {
    let json: Json<'_> = serde_json::from_str(&source.text)
        .map_err(|error| InvalidAnswer::Json(error.to_string()))?;
    let attributes = at(&json, "data/attributes").filter(|found| found.as_object().is_some());
    let attributes = attributes.ok_or(InvalidAnswer::Missing("data.attributes"))?;
    text_at(attributes, "doi").ok_or(InvalidAnswer::Missing("data.attributes.doi"))?;
    let general = text_at(attributes, "types/resourceTypeGeneral").unwrap_or_default();
    let citeproc = text_at(attributes, "types/citeproc").and_then(|name| name.parse().ok());
    // `article` is also what CSL's type becomes where DataCite knows none.
    let kind = kind(TYPES, &general).or(citeproc).unwrap_or(Kind::Document);
    let origin = source.origin(0..0);
    let mut item = Item::new(CiteKey::unnamed(), kind, origin.clone());
    item.has_derived_key = true;
    let mut filler = Filler { item, origin };
    titles(&mut filler, attributes);
    let people = |json: &Json<'_>| creator(json);
    let list = |name| at(attributes, name).and_then(Json::as_list).unwrap_or_default();
    let author = Target::Names(NameVariable::Author);
    filler.names(author, list("creators").iter().filter_map(people).collect());
    for (name, variable) in ROLES {
        let of_role = list("contributors")
            .iter()
            .filter(|one| text_at(one, "contributorType").as_deref() == Some(name));
        filler.names(Target::Names(*variable), of_role.filter_map(people).collect());
    }
    dates(&mut filler, attributes, list("dates"));
    for (path, target) in FIELDS {
        filler.text(*target, &text_at(attributes, path).unwrap_or_default());
    }
    let related = list("relatedItems")
        .iter()
        .find(|item| text_at(item, "relationType").as_deref() == Some("IsPublishedIn"));
    // A repository is the publisher of its data, not what they are a part of.
    let container = at(attributes, "container")
        .filter(|container| text_at(container, "type").as_deref() != Some("DataRepository"));
    for container in related.into_iter().chain(container) {
        for (path, target) in CONTAINER {
            filler.text(*target, &text_at(container, path).unwrap_or_default());
        }
        let first = text_at(container, "firstPage").unwrap_or_default();
        let last = text_at(container, "lastPage").unwrap_or_default();
        let page = if last.is_empty() { first.into_owned() } else { format!("{first}-{last}") };
        filler.text(Target::Page, &page);
        let number = text_at(container, "identifier").unwrap_or_default();
        match text_at(container, "identifierType").as_deref() {
            Some("ISSN") => filler.text(Target::Text(S::ISSN), &number),
            Some("ISBN") => filler.text(Target::Text(S::ISBN), &number),
            _ => {}
        }
    }
    Ok(filler.item)
}

/// The main title has no type.
fn titles(filler: &mut Filler, attributes: &Json<'_>) {
    let titles = at(attributes, "titles").and_then(Json::as_list).unwrap_or_default();
    let of_type = |wanted: Option<&str>| {
        let found = titles.iter().find(|one| text_at(one, "titleType").as_deref() == wanted);
        found.and_then(|title| text_at(title, "title"))
    };
    if let Some(title) = of_type(None) {
        filler.title(&title, of_type(Some("Subtitle")).as_deref());
    }
}

/// The date of publication with its day, where one is stated for the year of publication.
fn dates(filler: &mut Filler, attributes: &Json<'_>, dates: &[Json<'_>]) {
    let year = text_at(attributes, "publicationYear").and_then(|year| year.parse::<i32>().ok());
    for (name, variable) in DATES {
        let stated = dates.iter().filter(|date| text_at(date, "dateType").as_deref() == Some(name));
        let parsed = stated.filter_map(|date| {
            let text = text_at(date, "date")?;
            // A time of day may follow.
            edtf::parse(text.split('T').next().unwrap_or_default())
        });
        let is_issued = *variable == DateVariable::Issued;
        let mut fitting = parsed.filter(|date| {
            let start = date.start().map(|day| day.year);
            !is_issued || year.is_none() || start == year
        });
        if let Some(date) = fitting.next() {
            filler.date(Target::Date(*variable), date);
        }
    }
    if let Some(year) = year {
        filler.date(Target::Date(DateVariable::Issued), Date::on(Day::year(year)));
    }
}

/// A creator: by its parts, or by a name that has the family name first.
fn creator(json: &Json<'_>) -> Option<Name> {
    let part = |name| text_at(json, name).map(std::borrow::Cow::into_owned).unwrap_or_default();
    let whole = part("name");
    let (family, given) = (part("familyName"), part("givenName"));
    let member = |name: &'static str, text: String| (name.into(), Json::Text(text.into()));
    let parts = match whole.split_once(", ") {
        _ if part("nameType") == "Organizational" => vec![member("literal", whole)],
        _ if !family.is_empty() => vec![member("family", family), member("given", given)],
        Some((family, given)) => {
            vec![member("family", family.to_owned()), member("given", given.to_owned())]
        }
        None => vec![member("literal", whole)],
    };
    person(&Json::Object(crate::read::csl_json::Object(parts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing::assert_members;

    /// Reads attributes, and shows them as CSL-JSON.
    fn check(attributes: &str, expected: &str) {
        let answer = format!(r#"{{"data":{{"id":"x","type":"dois","attributes":{attributes}}}}}"#);
        assert_members(&item(&Source::new("t", answer)).unwrap(), expected);
    }

    #[test]
    fn resources_become_items() {
        check(
            r#"{"doi":"10.48550/arxiv.2005.14165","titles":[{"title":"Language Models are Few-Shot Learners"},{"title":"Other","titleType":"AlternativeTitle"}],
                "creators":[{"name":"Brown, Tom B.","nameType":"Personal","givenName":"Tom B.","familyName":"Brown"},{"name":"Mann, Benjamin"},{"name":"OpenAI, Inc.","nameType":"Organizational"}],
                "publisher":"arXiv","publicationYear":2020,"types":{"resourceTypeGeneral":"Preprint","citeproc":"article"},"version":"4","language":null,
                "dates":[{"date":"2020-05-28T17:29:03Z","dateType":"Submitted"},{"date":"2020-05","dateType":"Issued"},{"date":"2019","dateType":"Issued"}],"container":{}}"#,
            r#"{"id":"reference","type":"article","title":"Language Models are Few-Shot Learners","author":[{"family":"Brown","given":"Tom B."},{"family":"Mann","given":"Benjamin"},{"literal":"OpenAI, Inc."}],"issued":{"date-parts":[[2020,5]]},"publisher":"arXiv","version":"4","DOI":"10.48550/arxiv.2005.14165"}"#,
        );
        check(
            r#"{"doi":"10.5281/zenodo.1","titles":[{"title":"Sleep data"},{"title":"nights","titleType":"Subtitle"}],"publisher":{"name":"Zenodo"},"publicationYear":"2019","types":{"resourceTypeGeneral":"JournalArticle"},
                "contributors":[{"name":"Doe, Jane","contributorType":"Editor"},{"name":"Roe","contributorType":"Other"}],
                "container":{"type":"Series","title":"J. Data","volume":"3","firstPage":"12","lastPage":"15","identifier":"0028-0836","identifierType":"ISSN"}}"#,
            r#"{"id":"reference","type":"article-journal","title":"Sleep data: nights","editor":[{"family":"Doe","given":"Jane"}],"issued":{"date-parts":[[2019]]},"container-title":"J. Data","volume":"3","page":"12-15","publisher":"Zenodo","DOI":"10.5281/zenodo.1","ISSN":"0028-0836"}"#,
        );
    }

    #[test]
    fn other_answers_are_errors() {
        assert!(matches!(item(&Source::new("t", "{\"data\":")), Err(InvalidAnswer::Json(_))));
        for text in ["null", r#"{"data":[]}"#, r#"{"data":{"attributes":{"doi":""}}}"#] {
            assert!(matches!(item(&Source::new("t", text)), Err(InvalidAnswer::Missing(_))));
        }
    }
}
