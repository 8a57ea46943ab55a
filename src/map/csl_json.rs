//! CSL-JSON objects <-> items.
//!
//! Source: CSL 1.0.2, appendices III and IV, and its input schema `csl-data.json`.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::edtf;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{
    CiteKey, Date, DateSpan, DateVariable, Day, Extra, Item, Kind, Name, NameVariable, Names,
    NumberVariable, Origin, Sourced, StandardVariable, Text,
};
use crate::read::csl_json::{Record, records};
use crate::source::Source;

/// For whom to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Valid against `csl-data.json`, for pandoc and CSL processors.
    #[default]
    Csl,
    /// As Zotero's import reads it: particles in `family`, suffixes in `given`, the citation key as a
    /// line of `note`, and no type that makes it refuse the file.
    Zotero,
}

/// The name that extra members carry.
const FORMAT: &str = "csl-json";

/// Names of variables in older files and in the schema, and what the specification calls them.
const NAMES: &[(&str, &str)] = &[
    ("part", "part-number"),
    ("printing", "printing-number"),
    ("supplement", "supplement-number"),
    ("journalAbbreviation", "container-title-short"),
    ("shortTitle", "title-short"),
    ("event", "event-title"),
    ("editortranslator", "editor-translator"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
];

/// How many rows of [`NAMES`] the schema has instead of the specification's names.
const SCHEMA_NAMES: usize = 3;

/// Variables of the specification that the schema has no member for; they stand in `custom`.
const NOT_IN_SCHEMA: &[&str] = &["license", "editor-translator"];

/// Types that registries and older files use.
///
/// Source: Crossref REST API, `/types`; CSL 1.0.1, appendix III.
const TYPES: &[(&str, Kind)] = &[
    ("journal-article", Kind::ArticleJournal),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("proceedings-article", Kind::PaperConference),
    ("posted-content", Kind::Article),
    ("preprint", Kind::Article),
    ("dissertation", Kind::Thesis),
    ("monograph", Kind::Book),
    ("edited-book", Kind::Book),
    ("reference-book", Kind::Book),
    ("proceedings", Kind::Book),
    ("reference-entry", Kind::Entry),
    ("journal", Kind::Periodical),
    ("web-page", Kind::Webpage),
    ("legal-case", Kind::LegalCase),
    ("computer-program", Kind::Software),
    ("other", Kind::Document),
];

/// The order of members: what a reader looks for first, first. Others follow by name.
const ORDER: &[&str] = &[
    "id",
    "type",
    "citation-key",
    "title",
    "title-short",
    "author",
    "editor",
    "translator",
    "container-author",
    "collection-editor",
    "issued",
    "container-title",
    "container-title-short",
    "volume",
    "issue",
    "page",
    "edition",
    "number",
    "collection-title",
    "collection-number",
    "publisher",
    "publisher-place",
    "genre",
    "event-title",
    "event-place",
    "event-date",
    "DOI",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "URL",
    "accessed",
];

/// Reads all items of a file.
///
/// # Diagnostics
/// Those of [`records`] and [`to_item`].
pub fn items(source: &Source) -> Read<Vec<Item>> {
    let mut diagnostics = Vec::new();
    let records = records(source).into_value(&mut diagnostics);
    let items = records.into_iter().enumerate().map(|(index, mut record)| {
        if !record.members.contains_key("id") {
            let message = "the item has no `id`";
            let place = source.place(record.span.clone());
            diagnostics.push(Diagnostic::new(Code::Syntax, message).at(place));
            let key = record.members.get("citation-key").cloned();
            let key = key.unwrap_or_else(|| Value::String(format!("unkeyed{}", index + 1)));
            record.members.insert("id".to_owned(), key);
        }
        to_item(record, source).into_value(&mut diagnostics)
    });
    let items = items.collect();
    Read { value: items, diagnostics }
}

/// Makes an object an item. What no variable holds goes to `extra`, as JSON.
///
/// # Diagnostics
/// `unknown-type`, `bad-date`, `bad-value`, at the object.
pub fn to_item(record: Record, source: &Source) -> Read<Item> {
    let origin = source.origin(record.span.clone());
    let mut reader = Reader { source, origin: origin.clone(), diagnostics: Vec::new() };
    let id = record.members.get("id").and_then(label).unwrap_or_default();
    let id: String = id.chars().filter(|c| !c.is_control()).collect();
    let key = CiteKey::parse(id.trim()).or_else(|_| CiteKey::parse("unkeyed"));
    let Ok(key) = key else { unreachable!("a constant key is valid") };
    let kind = match record.members.get("type").and_then(Value::as_str) {
        Some(name) => name
            .parse()
            .ok()
            .or_else(|| TYPES.iter().find(|row| row.0 == name).map(|row| row.1))
            .unwrap_or_else(|| {
                reader.report(Code::UnknownType, format!("`{name}` is no type of CSL"));
                Kind::Document
            }),
        None => Kind::Document,
    };
    let mut item = Item::new(key, kind, origin.clone());
    for (name, value) in &record.members {
        let name = NAMES.iter().find(|row| row.0 == name).map_or(name.as_str(), |row| row.1);
        let is_known = match name {
            "id" | "type" | "custom" => true,
            "citation-key" if label(value).as_deref() == Some(item.key.as_str()) => true,
            name => reader.member(&mut item, name, value),
        };
        if !is_known && !value.is_null() {
            reader.extra(&mut item, FORMAT, name, value.to_string());
        }
    }
    if let Some(Value::Object(custom)) = record.members.get("custom") {
        reader.custom(&mut item, custom);
    }
    Read { value: item, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    source: &'a Source,
    origin: Origin,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: String) {
        let place = self.source.place(self.origin.span.clone());
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
    }

    fn extra(&mut self, item: &mut Item, format: &'static str, name: &str, value: String) {
        let value = Sourced::new(value, self.origin.clone());
        item.extra.push(Extra { format, name: name.to_owned(), value });
    }

    /// Sets a variable; false if there is none of this name or if its value has another form.
    fn member(&mut self, item: &mut Item, name: &str, value: &Value) -> bool {
        let origin = self.origin.clone();
        if name == "page" {
            item.page = label(value).map(|page| Sourced::new(page.replace('–', "-"), origin));
            return item.page.is_some() || self.wrong(name);
        }
        if let Some(variable) = variable::<NumberVariable>(name) {
            let Some(label) = label(value) else { return self.wrong(name) };
            item.numbers.set(variable, label, origin);
        } else if let Some(variable) = variable::<StandardVariable>(name) {
            let Some(text) = label(value) else { return self.wrong(name) };
            let is_plain = matches!(variable, StandardVariable::URL | StandardVariable::DOI);
            let text = if is_plain { Text::plain(text) } else { Text::from_csl(&text) };
            item.texts.set(variable, text, origin);
        } else if let Some(variable) = variable::<NameVariable>(name) {
            let Value::Array(list) = value else { return self.wrong(name) };
            let names: Vec<Name> = list.iter().filter_map(read_name).collect();
            if names.len() < list.len() {
                self.wrong(name);
            }
            if !names.is_empty() {
                item.names.set(variable, Names::from(names), origin);
            }
        } else if let Some(variable) = variable::<DateVariable>(name) {
            let Some(date) = read_date(value) else {
                self.report(Code::BadDate, format!("`{name}` is no date: {value}"));
                return false;
            };
            let season = value.get("season").and_then(label);
            let has_season = matches!(date.span, DateSpan::Single(day) if day.season.is_some());
            if let (Some(season), false) = (season, has_season) {
                self.report(Code::BadDate, format!("`{season}` is no season of a year alone"));
            }
            item.dates.set(variable, date, origin);
        } else {
            return false;
        }
        true
    }

    fn wrong(&mut self, name: &str) -> bool {
        self.report(Code::BadValue, format!("`{name}` has a value of another form"));
        false
    }

    /// Reads what [`from_item`] keeps in `custom`.
    fn custom(&mut self, item: &mut Item, custom: &Map<String, Value>) {
        for (name, value) in custom {
            match (name.as_str(), value) {
                ("florilege", Value::Object(own)) => self.own(item, own),
                ("bibtex", Value::Object(fields)) => {
                    for (field, value) in fields {
                        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                        self.extra(item, "bibtex", field, value);
                    }
                }
                _ => self.extra(item, FORMAT, &format!("custom.{name}"), value.to_string()),
            }
        }
    }

    fn own(&mut self, item: &mut Item, own: &Map<String, Value>) {
        let truncated = own.get("truncated").and_then(Value::as_array);
        for role in truncated.into_iter().flatten().filter_map(Value::as_str) {
            let Some(variable) = variable::<NameVariable>(role) else { continue };
            match item.names.get_mut(variable) {
                Some(names) => names.value.truncated = true,
                None => {
                    let names = Names { list: Vec::new(), truncated: true };
                    item.names.set(variable, names, self.origin.clone());
                }
            }
        }
        for (name, value) in own.get("dates").and_then(Value::as_object).into_iter().flatten() {
            let date = value.as_str().and_then(edtf::parse);
            if let (Some(variable), Some(date)) = (variable::<DateVariable>(name), date) {
                item.dates.set(variable, date, self.origin.clone());
            }
        }
        for (name, value) in own.get("variables").and_then(Value::as_object).into_iter().flatten() {
            self.member(item, name, value);
        }
    }
}

fn variable<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

/// A string or number as text.
fn label(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null | Value::Object(_) | Value::Array(_) => None,
    }
}

fn read_name(value: &Value) -> Option<Name> {
    if let Value::String(literal) = value {
        return (!literal.trim().is_empty()).then(|| Name::literal(literal.trim()));
    }
    let part = |name: &str| value.get(name).and_then(label).unwrap_or_default();
    let mut name = Name {
        family: part("family"),
        given: part("given"),
        dropping_particle: part("dropping-particle"),
        non_dropping_particle: part("non-dropping-particle"),
        suffix: part("suffix"),
        literal: part("literal"),
    };
    if name.literal.is_empty() && name.family.is_empty() {
        // A given name alone, or the `name` that Crossref gives to organisations.
        name.literal = [part("name"), std::mem::take(&mut name.given)].concat();
    }
    (!name.is_empty()).then_some(name)
}

/// Reads a date object or an EDTF string.
fn read_date(value: &Value) -> Option<Date> {
    let words = |text: &str| edtf::parse(text).unwrap_or_else(|| Date::literal(text.trim()));
    let Value::Object(members) = value else {
        return label(value).filter(|text| !text.trim().is_empty()).map(|text| words(&text));
    };
    let circa = members.get("circa").is_some_and(|circa| match circa {
        Value::Bool(circa) => *circa,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0" | "false"),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    });
    let season = members.get("season").and_then(label).and_then(|season| {
        match season.to_lowercase().as_str() {
            "1" | "21" | "13" | "spring" => Some(1),
            "2" | "22" | "14" | "summer" => Some(2),
            "3" | "23" | "15" | "autumn" | "fall" => Some(3),
            "4" | "24" | "16" | "winter" => Some(4),
            _ => None,
        }
    });
    let days = members.get("date-parts").and_then(Value::as_array);
    let mut days = days.into_iter().flatten().map(read_day);
    let mut date = match (days.next().flatten(), days.next()) {
        (Some(day), None) => Date::on(day),
        (Some(day), Some(end)) => Date::range(day, end),
        (None, _) => {
            let text = ["literal", "raw", "edtf"].iter().find_map(|name| members.get(*name));
            let text = text.and_then(label).filter(|text| !text.trim().is_empty())?;
            match members.contains_key("literal") {
                true => Date::literal(text),
                false => words(&text),
            }
        }
    };
    date.approximate |= circa;
    if let (DateSpan::Single(day), Some(_)) = (&mut date.span, season)
        && day.month.is_none()
    {
        day.season = season;
    }
    Some(date)
}

fn read_day(value: &Value) -> Option<Day> {
    let parts = match value {
        Value::Array(parts) => parts.as_slice(),
        value => std::slice::from_ref(value),
    };
    let number = |at: usize| parts.get(at).and_then(label)?.trim().parse::<i32>().ok();
    let year = number(0).filter(|year| *year != 0 || parts.len() > 1)?;
    let small = |at: usize| number(at).and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0);
    match small(1) {
        Some(month @ (13..=16 | 21..=24)) => {
            let season = if month > 20 { month - 20 } else { month - 12 };
            Some(Day { season: Some(season), ..Day::year(year) })
        }
        month => Day::new(year, month, small(2).filter(|_| month.is_some())),
    }
}

/// Makes an item an object.
///
/// In the `csl` profile nothing is lost: what the schema has no member for stands in `custom`.
///
/// # Diagnostics
/// `dropped-field` in the `zotero` profile, for what Zotero does not read.
pub fn from_item(item: &Item, profile: Profile) -> Read<Map<String, Value>> {
    let mut diagnostics = Vec::new();
    let mut members: Vec<(String, Value)> = Vec::new();
    let mut own = Own::default();
    let is_zotero = profile == Profile::Zotero;
    let mut kind = serde_json::to_value(*item.kind).unwrap_or(Value::Null);
    let mut note_lines = Vec::new();
    if is_zotero {
        note_lines.push(format!("Citation Key: {}", item.key));
        // Zotero refuses a whole file for this one type.
        if *item.kind == Kind::Software {
            kind = json!("document");
            note_lines.push("type: software".to_owned());
        }
    }
    members.push(("id".to_owned(), json!(item.key.as_str())));
    members.push(("type".to_owned(), kind));
    for (variable, text) in item.texts.iter() {
        let text = text.to_csl();
        match variable {
            StandardVariable::Note if is_zotero => note_lines.push(text),
            StandardVariable::CitationKey if is_zotero => {}
            StandardVariable::Event => own.member(&mut members, "event-title", json!(text)),
            variable => own.member(&mut members, &variable.to_string(), json!(text)),
        }
    }
    if !note_lines.is_empty() {
        members.push(("note".to_owned(), json!(note_lines.join("\n"))));
    }
    for (variable, number) in item.numbers.iter() {
        own.member(&mut members, &variable.to_string(), json!(number.value));
    }
    if let Some(page) = &item.page {
        members.push(("page".to_owned(), json!(page.value)));
    }
    for (variable, names) in item.names.iter() {
        let list: Vec<Value> = names.list.iter().map(|name| write_name(name, profile)).collect();
        if names.truncated {
            own.truncated.push(json!(variable.to_string()));
        }
        if !list.is_empty() {
            own.member(&mut members, &variable.to_string(), Value::Array(list));
        }
    }
    for (variable, date) in item.dates.iter() {
        let (value, is_exact) = write_date(date);
        if !is_exact {
            own.dates.insert(variable.to_string(), json!(date.to_string()));
        }
        members.push((variable.to_string(), value));
    }
    let custom = own.custom(item, &mut members);
    if is_zotero {
        for name in custom.keys() {
            let message = format!("`{}`: Zotero does not read `custom.{name}`", item.key);
            diagnostics.push(Diagnostic::new(Code::DroppedField, message));
        }
    } else if !custom.is_empty() {
        members.push(("custom".to_owned(), Value::Object(custom)));
    }
    members.sort_by_key(|(name, _)| rank(name));
    Read { value: members.into_iter().collect(), diagnostics }
}

/// The place of a member; `custom` is last.
fn rank(name: &str) -> usize {
    let at = ORDER.iter().position(|known| *known == name);
    at.unwrap_or(if name == "custom" { usize::MAX } else { ORDER.len() })
}

/// What the schema has no member for.
#[derive(Default)]
struct Own {
    truncated: Vec<Value>,
    dates: Map<String, Value>,
    variables: Map<String, Value>,
}

impl Own {
    /// Adds a variable under the schema's name.
    fn member(&mut self, members: &mut Vec<(String, Value)>, name: &str, value: Value) {
        if NOT_IN_SCHEMA.contains(&name) {
            self.variables.insert(name.to_owned(), value);
            return;
        }
        let schema = NAMES[..SCHEMA_NAMES].iter().find(|row| row.1 == name);
        members.push((schema.map_or(name, |row| row.0).to_owned(), value));
    }

    fn custom(self, item: &Item, members: &mut Vec<(String, Value)>) -> Map<String, Value> {
        let mut own = Map::new();
        if !self.truncated.is_empty() {
            own.insert("truncated".to_owned(), Value::Array(self.truncated));
        }
        for (name, values) in [("dates", self.dates), ("variables", self.variables)] {
            if !values.is_empty() {
                own.insert(name.to_owned(), Value::Object(values));
            }
        }
        let mut custom = Map::new();
        if !own.is_empty() {
            custom.insert("florilege".to_owned(), Value::Object(own));
        }
        for extra in &item.extra {
            let value =
                || serde_json::from_str(&extra.value).unwrap_or_else(|_| json!(extra.value.value));
            match extra.name.strip_prefix("custom.") {
                Some(name) if extra.format == FORMAT => {
                    custom.insert(name.to_owned(), value());
                }
                // The schema allows this member; it is no variable.
                None if extra.format == FORMAT && extra.name == "categories" => {
                    members.push((extra.name.clone(), value()));
                }
                _ => {
                    let is_own = extra.format == FORMAT;
                    let value = if is_own { value() } else { json!(extra.value.value) };
                    let group = custom.entry(extra.format).or_insert_with(|| json!({}));
                    if let Value::Object(group) = group {
                        group.insert(extra.name.clone(), value);
                    }
                }
            }
        }
        custom
    }
}

fn write_name(name: &Name, profile: Profile) -> Value {
    let mut out = Map::new();
    let mut set = |key: &str, value: &str| {
        if !value.is_empty() {
            out.insert(key.to_owned(), json!(value));
        }
    };
    if !name.literal.is_empty() {
        set("literal", &name.literal);
    } else if profile == Profile::Zotero {
        set("family", &name.full_family());
        let given = [name.given.as_str(), name.suffix.as_str()];
        let given: Vec<&str> = given.into_iter().filter(|part| !part.is_empty()).collect();
        set("given", &given.join(", "));
    } else {
        set("family", &name.family);
        set("given", &name.given);
        set("dropping-particle", &name.dropping_particle);
        set("non-dropping-particle", &name.non_dropping_particle);
        set("suffix", &name.suffix);
    }
    Value::Object(out)
}

/// A date as an object, and whether the object says all of it.
fn write_date(date: &Date) -> (Value, bool) {
    let parts = |day: &Day| {
        let parts = [Some(day.year), day.month.map(i32::from), day.day.map(i32::from)];
        parts.into_iter().flatten().collect::<Vec<_>>()
    };
    let mut out = Map::new();
    let mut is_exact = !date.uncertain;
    match &date.span {
        DateSpan::Single(day) => {
            out.insert("date-parts".to_owned(), json!([parts(day)]));
            if let Some(season) = day.season {
                out.insert("season".to_owned(), json!(season));
            }
            is_exact &= day.year != 0;
        }
        DateSpan::Range(start, end) => {
            let days: Vec<Vec<i32>> =
                [Some(start), end.as_ref()].into_iter().flatten().map(parts).collect();
            out.insert("date-parts".to_owned(), json!(days));
            let has_season = start.season.or(end.and_then(|end| end.season)).is_some();
            is_exact &= end.is_some() && !has_season && days.iter().all(|day| day[0] != 0);
        }
        DateSpan::Literal(words) => {
            out.insert("literal".to_owned(), json!(words));
            is_exact = true;
        }
    }
    if date.approximate || date.uncertain {
        out.insert("circa".to_owned(), json!(true));
    }
    (Value::Object(out), is_exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads items and writes them again.
    fn check(input: &str, expected: &str, profile: Profile) {
        let read = items(&Source::new("t.json", input));
        let written: Vec<String> = read
            .value
            .iter()
            .map(|item| Value::Object(from_item(item, profile).value).to_string())
            .collect();
        assert_eq!(written.join("\n"), expected, "{input}");
        if profile == Profile::Csl {
            let again = items(&Source::new("t.json", written.join("\n")));
            for (first, second) in read.value.iter().zip(&again.value) {
                let second = from_item(second, profile).value;
                assert_eq!(from_item(first, profile).value, second);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_item_comes_back(
            title in "[a-zA-Zéα<>/i ]{1,20}",
            family in "[A-Z][a-z]{1,8}",
            particle in "(van|de la)?",
            date in "(19|20)[0-9]{2}(-0[1-9](-1[0-9])?)?[~?%]?(/\\.\\.|/2050)?",
            volume in "[0-9A-Z]{0,4}",
            cut in proptest::bool::ANY,
        ) {
            let mut item = Item::new(CiteKey::parse("k").unwrap(), Kind::Book, Origin::derived());
            let derived = Origin::derived;
            item.texts.set(StandardVariable::Title, Text::from_csl(&title), derived());
            let name = Name { non_dropping_particle: particle, ..Name::person(family, "A.") };
            let names = Names { list: vec![name], truncated: cut };
            item.names.set(NameVariable::Author, names, derived());
            item.numbers.set(NumberVariable::Volume, volume, derived());
            if let Some(date) = edtf::parse(&date) {
                item.dates.set(DateVariable::Issued, date, derived());
            }
            let members = from_item(&item, Profile::Csl).value;
            let record = Record { members: members.clone(), span: 0..0 };
            let again = to_item(record, &Source::new("", "")).value;
            assert_eq!(again.names.get(NameVariable::Author).map(|n| &n.value), item.names.get(NameVariable::Author).map(|n| &n.value));
            assert_eq!(again.dates.get(DateVariable::Issued).map(|d| &d.value), item.dates.get(DateVariable::Issued).map(|d| &d.value));
            assert_eq!(from_item(&again, Profile::Csl).value, members);
        }
    }

    #[test]
    fn items_come_back() {
        check(
            r#"[{"id":7,"type":"journal-article","journalAbbreviation":"J","volume":3,"issued":{"date-parts":[["2017","9"]]},"author":[{"family":"Berg","non-dropping-particle":"van der","given":"J.","suffix":"Jr."},{"literal":"WHO"}]}]"#,
            r#"{"id":"7","type":"article-journal","author":[{"family":"Berg","given":"J.","non-dropping-particle":"van der","suffix":"Jr."},{"literal":"WHO"}],"issued":{"date-parts":[[2017,9]]},"container-title-short":"J","volume":"3"}"#,
            Profile::Csl,
        );
        check(
            r#"[{"id":"a","type":"book","issued":"1984?/..","license":"CC0","custom":{"x":[1]},"foo":{"y":2}}]"#,
            r#"{"id":"a","type":"book","issued":{"date-parts":[[1984]],"circa":true},"custom":{"florilege":{"dates":{"issued":"1984?/.."},"variables":{"license":"CC0"}},"csl-json":{"foo":{"y":2}},"x":[1]}}"#,
            Profile::Csl,
        );
        check(
            r#"[{"id":"a","type":"software","note":"n","author":[{"family":"Berg","non-dropping-particle":"van der","given":"J.","suffix":"Jr."}],"issued":{"raw":"2017-09-22"}}]"#,
            r#"{"id":"a","type":"document","author":[{"family":"van der Berg","given":"J., Jr."}],"issued":{"date-parts":[[2017,9,22]]},"note":"Citation Key: a\ntype: software\nn"}"#,
            Profile::Zotero,
        );
        check(
            r#"[{"id":"a","type":"book","issued":{"date-parts":[[2001]],"season":2},"accessed":{"literal":"soon"},"title":"A <i>b</i>"}]"#,
            r#"{"id":"a","type":"book","title":"A <i>b</i>","issued":{"date-parts":[[2001]],"season":2},"accessed":{"literal":"soon"}}"#,
            Profile::Csl,
        );
    }
}
