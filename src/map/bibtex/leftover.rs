//! What an entry's fields do not say of an item, kept in a field that programs pass over.
//!
//! BibTeX has no field for the archive of a letter or the guest of a broadcast, and its styles have
//! none for a volume that is no number. So that an item returns as it was, an entry carries the rest
//! as CSL-JSON in `verba`, one of the custom fields of biblatex's data model: `biber` validates it, no
//! standard style prints it, BibTeX ignores it, and a verbatim field needs no TeX escapes:
//!
//! ```bibtex
//! verba = {"archive": "Bodleian Library", "not": {"issue": "41S"}, "but": {"volume": "41S"}}
//! ```
//!
//! The braces of the field are those of the object. What stands under `but` replaces what the other
//! fields are read as, and only while they are still read as `not` says: whoever corrects a field by
//! hand is right. `aside` names fields that are no variables, with their values.
//!
//! Source: biblatex manual, 2.2.4 "Custom Fields".

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::FORMAT;

use crate::map::csl_json::{self, Profile};
use crate::map::tex::{as_plain, braces_pair};
use crate::model::{
    CiteKey, DateVariable, Extra, Fields, Item, Kind, Markup, NameVariable, NumberVariable, Origin,
    Sourced, StandardVariable, Text,
};
use crate::read::bibtex::Record;
use crate::source::Source;

/// The fields that may carry the rest; the first that the item does not use itself does.
pub(super) const FIELDS: [&str; 3] = ["verba", "verbb", "verbc"];

/// Variables that their fields say beyond doubt, so that nobody needs to read these fields again: they are
/// the longest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sure {
    summary: bool,
    author: bool,
}

impl Sure {
    /// What is sure of an item and its entry: authors with simple names, an abstract in plain letters.
    pub(super) fn of(item: &Item, record: &Record<'_>, ascii: bool) -> Self {
        let is_same = |text: &Sourced<Text>| {
            let field = record.field("abstract");
            text.marks().is_empty()
                && as_plain(text.as_str()) == Some(text.as_str())
                && field.is_some_and(|field| field.value == text.as_str())
        };
        let author = item.names.get(NameVariable::Author);
        Self {
            summary: item.texts.get(StandardVariable::Abstract).is_some_and(is_same),
            author: record.field("author").is_some()
                && author.is_some_and(|names| {
                    !names.truncated
                        && names.list.iter().all(|name| super::names::is_simple(name, ascii))
                }),
        }
    }

    /// Whether a field is sure.
    pub(super) fn field(self, name: &str) -> bool {
        self.summary && name == "abstract" || self.author && name == "author"
    }
}

/// Where two records of one work differ.
#[derive(Debug, Default)]
pub(super) struct Rest {
    added: Parts,
    not: Parts,
    but: Parts,
    /// Fields that hold a value which stands elsewhere, and are read as none.
    aside: Vec<(String, String)>,
}

impl Rest {
    /// What `item` says and `read`, the item that its entry is read as, does not, or says otherwise.
    ///
    /// Case protection is no difference where the writer was told to change it.
    pub(super) fn between(item: &Item, read: &Item, is_case_kept: bool, sure: Sure) -> Self {
        let mut rest = Self::default();
        let is_sure_text = |variable| sure.summary && variable == StandardVariable::Abstract;
        let is_sure_name = |variable| sure.author && variable == NameVariable::Author;
        let same_text = |_, a: &Text, b: &Text| match is_case_kept {
            true => a == b,
            false => uncased(a) == uncased(b),
        };
        split(
            &item.texts,
            &read.texts,
            &mut rest,
            |parts| &mut parts.texts,
            same_text,
            is_sure_text,
        );
        split(
            &item.numbers,
            &read.numbers,
            &mut rest,
            |parts| &mut parts.numbers,
            |_, a, b| a == b,
            |_| false,
        );
        split(
            &item.names,
            &read.names,
            &mut rest,
            |parts| &mut parts.names,
            |_, a, b| a == b,
            is_sure_name,
        );
        split(
            &item.dates,
            &read.dates,
            &mut rest,
            |parts| &mut parts.dates,
            |_, a, b| a == b,
            |_| false,
        );
        let page = |item: &Item| item.page.as_ref().map(|page| page.value.replace('–', "-"));
        match (page(item), page(read)) {
            (mine, theirs) if mine == theirs => {}
            (Some(_), None) => rest.added.page.clone_from(&item.page),
            _ => {
                rest.not.page.clone_from(&read.page);
                rest.but.page.clone_from(&item.page);
            }
        }
        // The entry's own key is no variable.
        if item.text(StandardVariable::CitationKey) == Some(item.key.as_str()) {
            rest.added.texts.remove(StandardVariable::CitationKey);
        }
        let others = item.extra.iter().filter(|extra| extra.format == "csl-json");
        rest.added.extra = others.cloned().collect();
        let of_format = |extra: &&Extra| extra.format == FORMAT;
        let own: HashSet<&str> =
            item.extra.iter().filter(of_format).map(|extra| extra.name.as_str()).collect();
        let aside = read.extra.iter().filter(of_format);
        let aside = aside.filter(|extra| !own.contains(extra.name.as_str()));
        rest.aside = aside.map(|extra| (extra.name.clone(), extra.value.value.clone())).collect();
        rest
    }

    /// The names of the variables, for findings.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = self.added.names_of();
        names.extend(self.but.names_of());
        for name in self.not.names_of() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The value of the field, without its braces; none if there is no rest.
    pub(super) fn to_field(&self, ascii: bool) -> Option<String> {
        let mut object = self.added.to_object();
        for (name, parts) in [("not", &self.not), ("but", &self.but)] {
            let parts = parts.to_object();
            if !parts.is_empty() {
                object.insert(name.to_owned(), Value::Object(parts));
            }
        }
        if !self.aside.is_empty() {
            let aside = self.aside.iter().cloned().map(|(name, value)| (name, value.into()));
            object.insert("aside".to_owned(), Value::Object(aside.collect()));
        }
        (!object.is_empty()).then(|| to_text(&Value::Object(object), ascii))
    }
}

/// Reads a field of ours; none if it is something else.
pub(super) fn object(value: &str) -> Option<Map<String, Value>> {
    let value = value.trim();
    // Cheap, and no JSON of ours begins otherwise.
    if !value.starts_with('"') {
        return None;
    }
    serde_json::from_str(&format!("{{{value}}}")).ok()
}

/// Adds the rest to the item that the other fields were read as.
pub(super) fn apply(mut object: Map<String, Value>, item: &mut Item, origin: &Origin) {
    let mut part = |name: &str| match object.remove(name) {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let (not, but) = (to_item(part("not")), to_item(part("but")));
    let aside = part("aside");
    let added = to_item(object);
    merge(&mut item.texts, &added.texts, &not.texts, &but.texts, origin);
    merge(&mut item.numbers, &added.numbers, &not.numbers, &but.numbers, origin);
    merge(&mut item.names, &added.names, &not.names, &but.names, origin);
    merge(&mut item.dates, &added.dates, &not.dates, &but.dates, origin);
    let here = |page: &Sourced<String>| Sourced::new(page.value.clone(), origin.clone());
    match (&item.page, &not.page) {
        (None, _) => item.page = added.page.as_ref().or(but.page.as_ref()).map(here),
        (Some(page), Some(not)) if page.value == not.value => {
            item.page = but.page.as_ref().map(here);
        }
        _ => {}
    }
    item.extra.retain(|extra| {
        let is_aside = aside.get(&extra.name).is_some_and(|value| *value == *extra.value.value);
        extra.format != FORMAT || !is_aside
    });
    item.extra.extend(added.extra);
}

/// A part of an item's variables.
#[derive(Debug, Default)]
struct Parts {
    texts: Fields<StandardVariable, Text>,
    numbers: Fields<NumberVariable, String>,
    names: Fields<NameVariable, crate::model::Names>,
    dates: Fields<DateVariable, crate::model::Date>,
    page: Option<Sourced<String>>,
    extra: Vec<Extra>,
}

impl Parts {
    fn names_of(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        names.extend(self.names.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.texts.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.numbers.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.dates.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.page.iter().map(|_| "page".to_owned()));
        names.extend(self.extra.iter().map(|extra| extra.name.clone()));
        names
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty()
            && self.numbers.is_empty()
            && self.names.is_empty()
            && self.dates.is_empty()
            && self.page.is_none()
            && self.extra.is_empty()
    }

    fn to_object(&self) -> Map<String, Value> {
        if self.is_empty() {
            return Map::new();
        }
        let mut item = Item::new(CiteKey::unnamed(), Kind::Document, Origin::derived());
        item.texts = self.texts.clone();
        item.numbers = self.numbers.clone();
        item.names = self.names.clone();
        item.dates = self.dates.clone();
        item.page.clone_from(&self.page);
        item.extra.clone_from(&self.extra);
        let mut object = csl_json::from_item(&item, Profile::Csl).value;
        object.retain(|name, _| name != "id" && name != "type");
        object
    }
}

fn to_item(members: Map<String, Value>) -> Item {
    let mut item = Item::new(CiteKey::unnamed(), Kind::Document, Origin::derived());
    if !members.is_empty() {
        let source = Source::new("", Value::Object(members).to_string());
        item = csl_json::items(&source).value.pop().unwrap_or(item);
    }
    item
}

/// Sorts the variables of one class.
fn split<K: Copy + PartialEq, V: Clone>(
    mine: &Fields<K, V>,
    read: &Fields<K, V>,
    rest: &mut Rest,
    class: impl Fn(&mut Parts) -> &mut Fields<K, V>,
    same: impl Fn(K, &V, &V) -> bool,
    is_sure: impl Fn(K) -> bool,
) {
    let origin = Origin::derived;
    for (variable, value) in mine.iter().filter(|(variable, _)| !is_sure(*variable)) {
        match read.get(variable) {
            None => drop(class(&mut rest.added).set(variable, value.value.clone(), origin())),
            Some(other) if same(variable, value, other) => {}
            Some(other) => {
                class(&mut rest.not).set(variable, other.value.clone(), origin());
                class(&mut rest.but).set(variable, value.value.clone(), origin());
            }
        }
    }
    for (variable, other) in read.iter().filter(|(variable, _)| !mine.contains(*variable)) {
        class(&mut rest.not).set(variable, other.value.clone(), origin());
    }
}

fn merge<K: Copy + PartialEq, V: Clone + PartialEq>(
    fields: &mut Fields<K, V>,
    added: &Fields<K, V>,
    not: &Fields<K, V>,
    but: &Fields<K, V>,
    origin: &Origin,
) {
    for (variable, value) in added.iter().filter(|(variable, _)| !not.contains(*variable)) {
        if !fields.contains(variable) {
            fields.set(variable, value.value.clone(), origin.clone());
        }
    }
    for (variable, read) in not.iter() {
        if fields.get(variable).is_some_and(|field| field.value == read.value) {
            match but.get(variable) {
                Some(value) => drop(fields.set(variable, value.value.clone(), origin.clone())),
                None => drop(fields.remove(variable)),
            }
        }
    }
}

/// A text with the marks that are no case protection.
fn uncased(text: &Text) -> (&str, Vec<&crate::model::Mark>) {
    let marks = text.marks().iter().filter(|mark| mark.markup != Markup::NoCase);
    (text.as_str(), marks.collect())
}

/// An object as text whose braces balance, without those around it.
fn to_text(object: &Value, ascii: bool) -> String {
    let json = object.to_string();
    let inner = json.strip_prefix('{').and_then(|json| json.strip_suffix('}')).unwrap_or(&json);
    // Most values have no brace in a string, and then the object's own braces balance.
    let is_safe = braces_pair(inner);
    if is_safe && (!ascii || inner.is_ascii()) {
        return inner.to_owned();
    }
    let mut out = String::with_capacity(inner.len() + 16);
    let (mut in_string, mut is_escaped) = (false, false);
    for c in inner.chars() {
        let is_quote = c == '"' && !is_escaped;
        is_escaped = in_string && c == '\\' && !is_escaped;
        in_string ^= is_quote;
        if in_string && matches!(c, '{' | '}') || ascii && !c.is_ascii() {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}
