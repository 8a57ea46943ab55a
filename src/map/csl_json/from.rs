//! Items -> CSL-JSON objects.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::{Map, Value, json};

use super::{FORMAT, NAMES, Profile};
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{Date, DateSpan, Day, Item, Kind, Name, Names, StandardVariable};

/// How many rows of [`NAMES`] the schema has instead of the specification's names.
const SCHEMA_NAMES: usize = 3;

/// Variables of the specification that the schema has no member for; they stand in `custom`.
const NOT_IN_SCHEMA: &[&str] = &["license", "editor-translator"];

/// The order of members: what a reader looks for first, first. Others follow as the item has them.
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
/// # Diagnostics
/// Those of [`members`].
pub fn from_item(item: &Item, profile: Profile) -> Read<Map<String, Value>> {
    members(item, profile).map(|members| match serde_json::to_value(&members) {
        Ok(Value::Object(object)) => object,
        // Every key is a string, so an object it is.
        Ok(_) | Err(_) => Map::new(),
    })
}

/// The members of an item's object, in their order, ready to be serialized.
///
/// In the `csl` profile nothing is lost: what the schema has no member for stands in `custom`.
///
/// # Diagnostics
/// `dropped-field` in the `zotero` profile, for what Zotero does not read.
///
/// ```
/// use florilege::map::csl_json::{members, Profile};
/// use florilege::model::{CiteKey, Item, Kind, Origin};
/// let item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
/// let json = serde_json::to_string(&members(&item, Profile::Csl).value).unwrap();
/// assert_eq!(json, r#"{"id":"doe2020","type":"book"}"#);
/// ```
pub fn members(item: &Item, profile: Profile) -> Read<Members<'_>> {
    let mut members = Members { list: Vec::with_capacity(20) };
    let mut own = Own::default();
    let is_zotero = profile == Profile::Zotero;
    let mut kind = Member::Kind(*item.kind);
    let mut note_lines = Vec::new();
    if is_zotero {
        note_lines.push(format!("Citation Key: {}", item.key));
        // Zotero refuses a whole file for this one type.
        if *item.kind == Kind::Software {
            kind = Member::Kind(Kind::Document);
            note_lines.push("type: software".to_owned());
        }
    }
    members.list.push((0, "id", Member::Text(item.key.as_str().into())));
    members.list.push((1, "type", kind));
    for (variable, text) in item.texts.iter() {
        let text = match text.marks() {
            [] => Cow::Borrowed(text.as_str()),
            _ => Cow::Owned(text.to_csl()),
        };
        match variable {
            StandardVariable::Note if is_zotero => note_lines.push(text.into_owned()),
            StandardVariable::CitationKey if is_zotero => {}
            StandardVariable::Event => {
                let title = StandardVariable::EventTitle;
                own.member(&mut members, label(&TEXTS, title as usize, &title), Member::Text(text));
            }
            variable => {
                let label = label(&TEXTS, variable as usize, &variable);
                own.member(&mut members, label, Member::Text(text));
            }
        }
    }
    if !note_lines.is_empty() {
        members.push("note", Member::Text(note_lines.join("\n").into()));
    }
    for (variable, number) in item.numbers.iter() {
        let label = label(&NUMBERS, variable as usize, &variable);
        own.member(&mut members, label, Member::Text(number.as_str().into()));
    }
    if let Some(page) = &item.page {
        members.push("page", Member::Text(page.as_str().into()));
    }
    for (variable, names) in item.names.iter() {
        if names.truncated {
            own.truncated.push(json!(variable.to_string()));
        }
        if !names.list.is_empty() {
            let label = label(&PEOPLE, variable as usize, &variable);
            own.member(&mut members, label, Member::Names(names, profile));
        }
    }
    for (variable, date) in item.dates.iter() {
        if !is_exact(date) {
            own.dates.insert(variable.to_string(), json!(date.to_string()));
        }
        own.member(&mut members, label(&DATES, variable as usize, &variable), Member::Date(date));
    }
    let custom = own.custom(item, &mut members);
    let mut diagnostics = Vec::new();
    if is_zotero {
        for name in custom.keys() {
            let message = format!("`{}`: Zotero does not read `custom.{name}`", item.key);
            diagnostics.push(Diagnostic::new(Code::DroppedField, message));
        }
    } else if !custom.is_empty() {
        members.list.push((usize::MAX, "custom", Member::Json(Value::Object(custom))));
    }
    members.list.sort_by_key(|(rank, ..)| *rank);
    Read { value: members, diagnostics }
}

/// The members of one object.
#[derive(Debug)]
pub struct Members<'a> {
    /// Place, name and value.
    list: Vec<(usize, &'static str, Member<'a>)>,
}

impl<'a> Members<'a> {
    fn push(&mut self, name: &'static str, member: Member<'a>) {
        self.list.push((rank(name), name, member));
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.list.len()))?;
        for (_, name, member) in &self.list {
            map.serialize_entry(name, member)?;
        }
        map.end()
    }
}

/// A member's value.
#[derive(Debug)]
enum Member<'a> {
    Kind(Kind),
    Text(Cow<'a, str>),
    Names(&'a Names, Profile),
    Date(&'a Date),
    Json(Value),
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Kind(kind) => kind.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Names(names, profile) => {
                let mut list = serializer.serialize_seq(Some(names.list.len()))?;
                for name in &names.list {
                    list.serialize_element(&Person { name, profile: *profile })?;
                }
                list.end()
            }
            Self::Date(date) => serialize_date(date, serializer),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

struct Person<'a> {
    name: &'a Name,
    profile: Profile,
}

impl Serialize for Person<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = self.name;
        let mut family = Cow::Borrowed(name.family.as_str());
        let mut given = Cow::Borrowed(name.given.as_str());
        let mut parts = [("", ""); 3];
        if self.profile == Profile::Zotero {
            family = name.full_family().into();
            if !name.suffix.is_empty() {
                let given_parts = [name.given.as_str(), name.suffix.as_str()];
                let given_parts = given_parts.into_iter().filter(|part| !part.is_empty());
                given = given_parts.collect::<Vec<_>>().join(", ").into();
            }
        } else {
            parts = [
                ("dropping-particle", &name.dropping_particle),
                ("non-dropping-particle", &name.non_dropping_particle),
                ("suffix", &name.suffix),
            ];
        }
        let mut map = serializer.serialize_map(None)?;
        if !name.literal.is_empty() {
            map.serialize_entry("literal", &name.literal)?;
            return map.end();
        }
        let all = [("family", &*family), ("given", &*given)].into_iter().chain(parts);
        for (part, value) in all.filter(|(_, value)| !value.is_empty()) {
            map.serialize_entry(part, value)?;
        }
        map.end()
    }
}

fn serialize_date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    match &date.span {
        DateSpan::Single(day) => {
            map.serialize_entry("date-parts", &[DateParts(day)])?;
            if let Some(season) = day.season {
                map.serialize_entry("season", &season)?;
            }
        }
        DateSpan::Range(start, None) => map.serialize_entry("date-parts", &[DateParts(start)])?,
        DateSpan::Range(start, Some(end)) => {
            map.serialize_entry("date-parts", &[DateParts(start), DateParts(end)])?;
        }
        DateSpan::Literal(words) => map.serialize_entry("literal", words)?,
    }
    if date.approximate || date.uncertain {
        map.serialize_entry("circa", &true)?;
    }
    map.end()
}

struct DateParts<'a>(&'a Day);

impl Serialize for DateParts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Day { year, month, day, .. } = *self.0;
        let parts = [Some(year), month.map(i32::from), day.map(i32::from)];
        serializer.collect_seq(parts.into_iter().flatten())
    }
}

/// Whether an object with `date-parts` says all of a date.
fn is_exact(date: &Date) -> bool {
    let says = match &date.span {
        DateSpan::Single(day) => day.year != 0,
        DateSpan::Range(start, Some(end)) => {
            let is_plain = |day: &Day| day.season.is_none() && day.year != 0;
            is_plain(start) && is_plain(end)
        }
        DateSpan::Range(_, None) => false,
        DateSpan::Literal(_) => return true,
    };
    says && !date.uncertain
}

/// The place of a member; `custom` is last.
fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// How a variable is written.
struct Label {
    name: String,
    rank: usize,
    is_in_schema: bool,
}

/// The labels of one class of variables, by the number of the variable; each is made once.
type Labels = [OnceLock<Label>; 128];

static TEXTS: Labels = [const { OnceLock::new() }; 128];
static NUMBERS: Labels = [const { OnceLock::new() }; 128];
static PEOPLE: Labels = [const { OnceLock::new() }; 128];
static DATES: Labels = [const { OnceLock::new() }; 128];

fn label(labels: &'static Labels, number: usize, variable: &dyn ToString) -> &'static Label {
    labels[number].get_or_init(|| {
        let own = variable.to_string();
        let schema = NAMES[..SCHEMA_NAMES].iter().find(|row| row.1 == own);
        let name = schema.map_or(own.as_str(), |row| row.0).to_owned();
        let is_in_schema = !NOT_IN_SCHEMA.contains(&name.as_str());
        Label { rank: rank(&name), is_in_schema, name }
    })
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
    fn member<'a>(&mut self, members: &mut Members<'a>, label: &'static Label, member: Member<'a>) {
        if label.is_in_schema {
            members.list.push((label.rank, &label.name, member));
        } else {
            self.variables.insert(label.name.clone(), json!(member));
        }
    }

    fn custom(self, item: &Item, members: &mut Members<'_>) -> Map<String, Value> {
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
                    members.push("categories", Member::Json(value()));
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
