//! Items -> CSL-JSON objects.

use serde_json::{Map, Value, json};

use super::{FORMAT, NAMES, Profile};
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{Date, DateSpan, Day, Item, Kind, Name, StandardVariable};

/// How many rows of [`NAMES`] the schema has instead of the specification's names.
const SCHEMA_NAMES: usize = 3;

/// Variables of the specification that the schema has no member for; they stand in `custom`.
const NOT_IN_SCHEMA: &[&str] = &["license", "editor-translator"];

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
