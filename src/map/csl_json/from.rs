//! Items -> CSL-JSON objects.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::ser::{Serialize, SerializeMap, SerializeSeq as _, Serializer};
use serde_json::{Map, Value, json};

use super::{FORMAT, NAMES, Profile, current_name};
use crate::diag::Read;
use crate::map::zotero::{ForCsl, date_text};
use crate::model::{
    Confidence, Date, DateSpan, DateVariable, Day, Extra, Item, Kind, Name, NameVariable, Names,
    NumberVariable, StandardVariable, Text, Via,
};

/// How many rows of [`NAMES`] the schema has instead of the specification's names.
pub(super) const SCHEMA_NAMES: usize = 3;

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
    match profile {
        Profile::Csl => {
            let mut writer = MembersWriter::default();
            writer.members.list.reserve(20);
            writer.members.list.push((0, "id", Member::Text(item.key.as_str().into())));
            writer.members.list.push((1, "type", Member::Kind(*item.kind)));
            item.texts.iter().for_each(|(variable, text)| writer.text(variable, text));
            item.numbers.iter().for_each(|(variable, number)| writer.number(variable, number));
            item.page.iter().for_each(|page| writer.page(page));
            item.names.iter().for_each(|(variable, names)| writer.names(variable, names));
            item.dates.iter().for_each(|(variable, date)| writer.date(variable, date));
            if let Via::ParsedReference { confidence } = item.kind.origin.via {
                writer.own.reading = Some(confidence);
            }
            Read::clean(writer.finish(&item.extra))
        }
        Profile::Zotero => zotero_members(item),
    }
}

/// The members as Zotero reads them.
fn zotero_members(item: &Item) -> Read<Members<'_>> {
    let mut members = Members::default();
    let zotero = ForCsl::new(item);
    let skips = |label: &Label| zotero.skips(&label.own);
    members.list.push((0, "id", Member::Text(item.key.as_str().into())));
    members.list.push((1, "type", Member::Kind(zotero.kind)));
    for (variable, text) in item.texts.iter() {
        let label = text_label(variable);
        match variable {
            _ if skips(label) => {}
            // Zotero knows this one by the older name, and reads what the schema has no member for.
            StandardVariable::ContainerTitleShort => {
                members.list.push((label.rank, "journalAbbreviation", Member::rich(text)));
            }
            _ => members.list.push((label.rank, &label.own, Member::rich(text))),
        }
    }
    members.push("note", Member::Text(zotero.note.clone().into()));
    for (variable, number) in item.numbers.iter() {
        let label = label(&NUMBERS, variable as usize, &variable);
        if !skips(label) {
            members.list.push((label.rank, &label.name, Member::Text(number.as_str().into())));
        }
    }
    if let Some(page) = item.page.as_ref().filter(|_| !zotero.skips("page")) {
        members.push("page", Member::Text(page.as_str().into()));
    }
    for (variable, names) in item.names.iter() {
        let label = label(&PEOPLE, variable as usize, &variable);
        if !names.list.is_empty() && !skips(label) && label.is_in_schema {
            let names = Member::Names(names, Profile::Zotero);
            members.list.push((label.rank, &label.name, names));
        }
    }
    for (variable, date) in item.dates.iter() {
        let label = label(&DATES, variable as usize, &variable);
        if !skips(label) {
            members.list.push((label.rank, &label.name, zotero_date(date)));
        }
    }
    members.list.sort_by_key(|(rank, ..)| *rank);
    Read { value: members, diagnostics: zotero.diagnostics }
}

/// Makes the members of one object, of an item or of a part of one.
#[derive(Debug, Default)]
pub(in crate::map) struct MembersWriter<'a> {
    members: Members<'a>,
    own: Own,
}

impl<'a> MembersWriter<'a> {
    pub(in crate::map) fn text(&mut self, variable: StandardVariable, text: &'a Text) {
        self.member(text_label(variable), Member::rich(text));
    }

    pub(in crate::map) fn number(&mut self, variable: NumberVariable, number: &'a str) {
        self.member(label(&NUMBERS, variable as usize, &variable), Member::Text(number.into()));
    }

    pub(in crate::map) fn page(&mut self, page: &'a str) {
        self.members.push("page", Member::Text(page.into()));
    }

    pub(in crate::map) fn names(&mut self, variable: NameVariable, names: &'a Names) {
        if names.truncated {
            self.own.truncated.push(variable.to_string());
        }
        if !names.list.is_empty() {
            let label = label(&PEOPLE, variable as usize, &variable);
            self.member(label, Member::Names(names, Profile::Csl));
        }
    }

    pub(in crate::map) fn date(&mut self, variable: DateVariable, date: &'a Date) {
        if !is_exact(date) {
            self.own.dates.insert(variable.to_string(), json!(date.to_string()));
        }
        self.member(label(&DATES, variable as usize, &variable), Member::Date(date));
    }

    /// The members in their order; what the schema has no member for stands in `custom`.
    pub(in crate::map) fn finish(
        mut self,
        extra: impl IntoIterator<Item = &'a Extra>,
    ) -> Members<'a> {
        let custom = self.own.custom(extra, &mut self.members);
        if !custom.is_empty() {
            let custom = Member::Json(Value::Object(custom));
            self.members.list.push((usize::MAX, "custom", custom));
        }
        self.members.list.sort_by_key(|(rank, ..)| *rank);
        // Of two names of one variable the last one counts.
        self.members.list.dedup_by(|next, kept| {
            let is_same = next.1 == kept.1;
            if is_same {
                std::mem::swap(next, kept);
            }
            is_same
        });
        self.members
    }

    /// Adds a variable under the schema's name.
    fn member(&mut self, label: &'static Label, member: Member<'a>) {
        if label.is_in_schema {
            self.members.list.push((label.rank, &label.name, member));
        } else {
            self.own.variables.insert(label.name.clone(), json!(member));
        }
    }
}

/// A date for Zotero. Of ranges, seasons and circa its older versions read a part alone, and words in full.
fn zotero_date(date: &Date) -> Member<'_> {
    match &date.span {
        DateSpan::Single(Day { year: 1.., season: None, .. }) if is_exact(date) => {
            match date.approximate {
                true => Member::Raw(date_text(date)),
                false => Member::Date(date),
            }
        }
        DateSpan::Literal(_) => Member::Date(date),
        _ => Member::Raw(date_text(date)),
    }
}

/// The members of one object.
#[derive(Debug, Default)]
pub struct Members<'a> {
    /// Place, name and value.
    list: Vec<(usize, &'static str, Member<'a>)>,
}

impl<'a> Members<'a> {
    fn push(&mut self, name: &'static str, member: Member<'a>) {
        self.list.push((rank(name), name, member));
    }

    /// Whether there is none.
    pub(in crate::map) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds the members to an object that has others.
    pub(in crate::map) fn serialize_into<M: SerializeMap>(
        &self,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.list.iter().try_for_each(|(_, name, member)| map.serialize_entry(name, member))
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.list.len()))?;
        self.serialize_into(&mut map)?;
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
    /// A date in words, or as a program reads it.
    Raw(String),
    Json(Value),
}

impl<'a> Member<'a> {
    /// Text with its markup.
    fn rich(text: &'a Text) -> Self {
        Self::Text(match text.marks() {
            [] => Cow::Borrowed(text.as_str()),
            _ => Cow::Owned(text.to_csl()),
        })
    }
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
            Self::Raw(words) => json!({ "raw": words }).serialize(serializer),
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
        let truths =
            [("comma-suffix", name.comma_suffix), ("static-ordering", name.static_ordering)];
        for (part, _) in truths.into_iter().filter(|(_, holds)| *holds) {
            map.serialize_entry(part, &true)?;
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
    /// The specification's name.
    own: String,
    /// The schema's name.
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

/// The label of a text; the older name of an event's title is no name of its own.
fn text_label(variable: StandardVariable) -> &'static Label {
    let variable = match variable {
        StandardVariable::Event => StandardVariable::EventTitle,
        variable => variable,
    };
    label(&TEXTS, variable as usize, &variable)
}

fn label(labels: &'static Labels, number: usize, variable: &dyn ToString) -> &'static Label {
    labels[number].get_or_init(|| {
        let own = current_name(&variable.to_string()).to_owned();
        let schema = NAMES[..SCHEMA_NAMES].iter().find(|row| row.1 == own);
        let name = schema.map_or(own.as_str(), |row| row.0).to_owned();
        let is_in_schema = !NOT_IN_SCHEMA.contains(&name.as_str());
        Label { rank: rank(&name), is_in_schema, name, own }
    })
}

/// What the schema has no member for.
#[derive(Debug, Default)]
struct Own {
    truncated: Vec<String>,
    dates: Map<String, Value>,
    variables: Map<String, Value>,
    /// How sure the record is, if it was read from a formatted reference.
    reading: Option<Confidence>,
}

impl Own {
    fn custom<'a>(
        mut self,
        extra: impl IntoIterator<Item = &'a Extra>,
        members: &mut Members<'_>,
    ) -> Map<String, Value> {
        let mut own = Map::new();
        if !self.truncated.is_empty() {
            self.truncated.sort_unstable();
            own.insert("truncated".to_owned(), json!(self.truncated));
        }
        for (name, values) in [("dates", self.dates), ("variables", self.variables)] {
            if !values.is_empty() {
                own.insert(name.to_owned(), Value::Object(values));
            }
        }
        if let Some(confidence) = self.reading {
            // Three decimals are more than is known.
            let share = (f64::from(confidence.0) * 1000.0).round() / 1000.0;
            let reading = json!({ "grade": confidence.grade().as_str(), "confidence": share });
            own.insert("reading".to_owned(), reading);
        }
        let mut custom = Map::new();
        if !own.is_empty() {
            custom.insert("florilege".to_owned(), Value::Object(own));
        }
        for extra in extra {
            let value =
                || serde_json::from_str(&extra.value).unwrap_or_else(|_| json!(extra.value.value));
            match extra.name.strip_prefix("custom.") {
                Some(name) if extra.format == FORMAT => {
                    custom.insert(name.to_owned(), value());
                }
                // The schema allows this member; it is no variable.
                None if extra.format == FORMAT && extra.name == "categories" => {
                    members.list.retain(|(_, name, _)| *name != "categories");
                    members.push("categories", Member::Json(value()));
                }
                _ => {
                    let is_own = extra.format == FORMAT;
                    let value = if is_own { value() } else { json!(extra.value.value) };
                    let group = custom.entry(extra.format).or_insert_with(|| json!({}));
                    if let Value::Object(group) = group {
                        add(group, &extra.name, value);
                    }
                }
            }
        }
        custom
    }
}

/// Adds a member; several of one name are an array.
fn add(group: &mut Map<String, Value>, name: &str, value: Value) {
    match group.get_mut(name) {
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => drop(group.insert(name.to_owned(), value)),
    }
}
