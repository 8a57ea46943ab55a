//! Items -> Hayagriva's entries.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::fields::{Place, RULES, Rule, Shape, Target};
use super::{ARXIV, FORMAT, dates, kinds, people, strings};
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{CiteKey, Item, Kind, NumberVariable, Text};

/// Makes an item an entry.
///
/// Hayagriva refuses a whole file for one value of another form, so such a value is not written.
///
/// # Diagnostics
/// `dropped-field` for what no field holds, and for the part of a value that its field cannot hold.
pub(crate) fn from_item(item: &Item) -> Read<Map<String, Value>> {
    let row = kinds::row(*item.kind);
    let mut writer = Writer {
        item,
        row,
        parts: Place::ALL.map(|_| Map::new()),
        left: targets(item),
        diagnostics: Vec::new(),
    };
    if !row.is_exact {
        let kind = serde_json::to_value(*item.kind).unwrap_or_default();
        writer.dropped(&format!("the type `{}`", kind.as_str().unwrap_or_default()));
    }
    for rule in RULES.iter().filter(|rule| rule.writes) {
        writer.rule(rule);
    }
    for (_, name) in std::mem::take(&mut writer.left) {
        if name != "citation-key" && name != "page-first" {
            writer.dropped(&format!("`{name}`"));
        }
    }
    let parents = writer.extras();
    let entry = writer.entry(parents);
    Read { value: entry, diagnostics: writer.diagnostics }
}

/// Every variable that has a value, with its name.
fn targets(item: &Item) -> Vec<(Target, String)> {
    let mut all: Vec<(Target, String)> = Vec::new();
    all.extend(item.names.iter().map(|(v, _)| (Target::Names(v), v.to_string())));
    all.extend(item.texts.iter().map(|(v, _)| (Target::Text(v), v.to_string())));
    all.extend(item.numbers.iter().map(|(v, _)| (Target::Number(v), v.to_string())));
    all.extend(item.dates.iter().map(|(v, _)| (Target::Date(v), v.to_string())));
    all.extend(item.page.iter().map(|_| (Target::Page, "page".to_owned())));
    all
}

struct Writer<'a> {
    item: &'a Item,
    row: &'static kinds::Row,
    /// The fields of the entry and its parents, in the order of [`Place::ALL`].
    parts: [Map<String, Value>; 6],
    left: Vec<(Target, String)>,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn dropped(&mut self, what: &str) {
        let message = format!("`{}`: no field of the format holds {what}", self.item.key);
        self.diagnostics.push(Diagnostic::new(Code::DroppedField, message));
    }

    fn part(&mut self, place: Place) -> &mut Map<String, Value> {
        let at = Place::ALL.iter().position(|other| *other == place).unwrap_or_default();
        &mut self.parts[at]
    }

    /// Writes the variable of a rule, if it has a value that the field can hold.
    fn rule(&mut self, rule: &Rule) {
        let Some(at) = self.left.iter().position(|(target, _)| *target == rule.target) else {
            return;
        };
        let name = self.left[at].1.clone();
        let Some((value, lost)) = self.value(rule) else { return };
        let stands_alone = !self.row.needs_container || self.row.container == "conference";
        let is_of_container = rule.field.starts_with("title") || rule.field == "author";
        let place = match rule.place {
            Place::Container if stands_alone && !is_of_container => Place::Own,
            place => place,
        };
        // A short form or an access date needs what it belongs to.
        let needs = match rule.field {
            "title.short" => Some("title"),
            "url.date" => Some("url"),
            _ => None,
        };
        if needs.is_some_and(|field| !self.part(place).contains_key(field)) {
            return;
        }
        self.left.remove(at);
        insert(self.part(place), rule.field, value);
        for lost in lost {
            self.dropped(&format!("{lost} of `{name}`"));
        }
    }

    /// The value of a field, and what of the variable it loses; nothing if the field cannot hold it.
    fn value(&self, rule: &Rule) -> Option<(Value, Vec<&'static str>)> {
        let item = self.item;
        let mut lost: Vec<&'static str> = Vec::new();
        let value = match rule.target {
            Target::Names(variable) => {
                let names = item.names.get(variable)?;
                if names.truncated {
                    lost.push("the mark that others follow");
                }
                let mut list = Vec::new();
                for name in &names.list {
                    let (value, part) = people::write(name);
                    list.push(value);
                    lost.extend(part.filter(|part| !lost.contains(part)));
                }
                match list.len() {
                    0 => return None,
                    1 => list.remove(0),
                    _ => Value::Array(list),
                }
            }
            Target::Date(variable) => {
                let (value, part) = dates::write(item.dates.get(variable)?);
                lost.extend(part);
                value?
            }
            Target::Text(variable) => text(item.texts.get(variable)?, rule.shape, &mut lost)?,
            Target::Number(NumberVariable::Number) => {
                let number = item.numbers.get(NumberVariable::Number)?.as_str();
                let bare = number
                    .get(..ARXIV.len() + 1)
                    .filter(|prefix| prefix.eq_ignore_ascii_case("arxiv:"))
                    .map(|prefix| &number[prefix.len()..]);
                match (rule.field, bare) {
                    ("serial-number.arxiv", Some(bare)) => json!(bare),
                    ("serial-number.serial", None) => json!(number),
                    _ => return None,
                }
            }
            Target::Number(variable) => label(item.numbers.get(variable)?, rule.shape)?,
            Target::Page => label(item.page.as_ref()?, rule.shape)?,
        };
        Some((value, lost))
    }

    /// Puts back what the format's own reader found no variable for; parents come back for the list.
    fn extras(&mut self) -> Vec<Value> {
        let mut parents = Vec::new();
        for extra in &self.item.extra {
            if extra.format != FORMAT {
                self.dropped(&format!("`{}`", extra.name));
                continue;
            }
            let value =
                serde_json::from_str(&extra.value).unwrap_or_else(|_| json!(extra.value.value));
            let (place, field) = extra
                .name
                .split_once('.')
                .and_then(|(first, field)| {
                    let place = Place::ALL.into_iter().find(|place| place.name() == first)?;
                    Some((place, field))
                })
                .unwrap_or((Place::Own, extra.name.as_str()));
            if !is_accepted(field, &value) {
                self.dropped(&format!("`{}`", extra.name));
                continue;
            }
            if field == "parent" {
                parents.push(value);
                continue;
            }
            let part = self.part(place);
            match lookup(part, field) {
                None => insert(part, field, value),
                // What was read of it is what is written, so the whole may stand for it.
                Some(written) if says_all_of(&value, written) => replace(part, field, value),
                Some(_) => self.dropped(&format!("`{}`", extra.name)),
            }
        }
        parents
    }

    /// Puts the entry and its parents together.
    fn entry(&mut self, mut others: Vec<Value>) -> Map<String, Value> {
        let [own, container, collection, event, original, source] =
            std::mem::take(&mut self.parts).map(simplified);
        let row = self.row;
        let mut parents: Vec<Value> = Vec::new();
        let is_conference = row.container == "conference";
        let nests = !collection.is_empty()
            && (row.container == row.entry_type || row.entry_type == "repository");
        // Without it the entry would be a talk.
        let is_paper = row.kind == Kind::Article && !event.is_empty();
        let needs_container = row.needs_container && !is_conference || nests || is_paper;
        let mut collection = (!collection.is_empty()).then_some(collection);
        if needs_container || !container.is_empty() {
            let name = if is_conference { "video" } else { row.container };
            let mut container = typed(name, container);
            if let Some(collection) = collection.take() {
                container.insert("parent".to_owned(), Value::Object(typed(name, collection)));
            }
            parents.push(Value::Object(container));
        }
        if is_conference || !event.is_empty() {
            let is_shown = row.entry_type == "artwork" || row.entry_type == "exhibition";
            let name = if is_shown { "exhibition" } else { "conference" };
            parents.push(Value::Object(typed(name, event)));
        }
        let rest = [
            collection.map(|fields| typed(row.entry_type, fields)),
            (!original.is_empty()).then(|| typed("original", original)),
            (!source.is_empty()).then(|| typed("repository", source)),
        ];
        parents.extend(rest.into_iter().flatten().map(Value::Object));
        parents.append(&mut others);
        let mut entry = typed(row.entry_type, own);
        match parents.len() {
            0 => {}
            1 => {
                entry.insert("parent".to_owned(), parents.remove(0));
            }
            _ => {
                entry.insert("parent".to_owned(), Value::Array(parents));
            }
        }
        entry
    }
}

/// A text in the shape of its field; nothing if the field cannot hold it.
fn text(text: &Text, shape: Shape, lost: &mut Vec<&'static str>) -> Option<Value> {
    let plain = text.as_str();
    match shape {
        Shape::Title => {
            let (written, has_others) = strings::write(text);
            if has_others {
                lost.push("the markup");
            }
            return Some(json!(written));
        }
        Shape::Language if !is_language_tag(plain) => return None,
        Shape::Url if plain.parse::<hayagriva::types::QualifiedUrl>().is_err() => return None,
        _ => {}
    }
    if !text.marks().is_empty() {
        lost.push("the markup");
    }
    Some(json!(plain))
}

/// A label in the shape of its field: a number where it is nothing else.
fn label(label: &str, shape: Shape) -> Option<Value> {
    if shape == Shape::Numeric && label.parse::<hayagriva::types::Numeric>().is_err() {
        return None;
    }
    let number = label.parse::<u32>().ok().filter(|number| number.to_string() == label);
    let number = number.filter(|number| i32::try_from(*number).is_ok());
    Some(number.map_or_else(|| json!(label), |number| json!(number)))
}

/// Whether text is a Unicode language identifier, which Hayagriva insists on.
///
/// Source: Unicode Technical Standard 35, "unicode_language_id".
fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split(['-', '_']).peekable();
    let is_alpha = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let language = subtags.next().unwrap_or_default();
    if !matches!(language.len(), 2 | 3 | 5..=8) || !is_alpha(language) {
        return false;
    }
    subtags.next_if(|tag| tag.len() == 4 && is_alpha(tag));
    subtags.next_if(|tag| tag.len() == 2 && is_alpha(tag) || tag.len() == 3 && is_digits(tag));
    subtags.all(|tag| {
        is_word(tag)
            && (matches!(tag.len(), 5..=8) || tag.len() == 4 && tag.as_bytes()[0].is_ascii_digit())
    })
}

/// Sets a field by its name in the table.
fn insert(fields: &mut Map<String, Value>, name: &str, value: Value) {
    let Some((first, second)) = name.split_once('.') else {
        fields.insert(name.to_owned(), value);
        return;
    };
    let slot = fields.entry(first).or_insert_with(|| json!({}));
    if let Value::String(text) = slot {
        // A title that gets a short form.
        *slot = json!({ "value": text });
    }
    if let Value::Object(parts) = slot {
        parts.insert(second.to_owned(), value);
    }
}

fn lookup<'m>(fields: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    match name.split_once('.') {
        None => match fields.get(name)? {
            Value::Object(parts) => parts.get("value").or(fields.get(name)),
            value => Some(value),
        },
        Some((first, second)) => fields.get(first)?.get(second),
    }
}

fn replace(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match (name.split_once('.'), fields.get_mut(name)) {
        (None, Some(Value::Object(parts))) if parts.contains_key("value") => {
            parts.insert("value".to_owned(), value);
        }
        _ => insert(fields, name, value),
    }
}

/// Whether a value from a file says what is written for it, and more: mathematics, aliases.
fn says_all_of(whole: &Value, written: &Value) -> bool {
    match (whole, written) {
        (Value::String(whole), Value::String(written)) => {
            let read = |text: &str| strings::parse(text).map(|text| text.to_csl());
            whole == written || read(whole) == read(written)
        }
        (Value::Object(whole), _) if whole.contains_key("value") => {
            whole.get("value").is_some_and(|value| says_all_of(value, written))
        }
        (Value::Object(whole), written) => {
            let mut whole = whole.clone();
            whole.shift_remove("alias");
            let yaml = Value::Object(whole).to_string();
            let mut scope = crate::read::yaml::Scope::new(0);
            let node = crate::read::yaml::parse(&yaml, 0, &mut scope).ok().flatten();
            let name = node.as_ref().and_then(people::read);
            name.is_some_and(|name| people::write(&name).0 == *written)
        }
        (Value::Array(whole), Value::Array(written)) => {
            whole.len() == written.len()
                && whole.iter().zip(written).all(|(whole, written)| says_all_of(whole, written))
        }
        _ => false,
    }
}

/// Whether Hayagriva reads an entry with this field.
fn is_accepted(field: &str, value: &Value) -> bool {
    let mut fields = Map::new();
    insert(&mut fields, field, value.clone());
    let file = json!({ "a": typed("misc", simplified(fields)) });
    hayagriva::io::from_yaml_str(&file.to_string()).is_ok()
}

/// The fields with their type before them.
fn typed(name: &str, fields: Map<String, Value>) -> Map<String, Value> {
    std::iter::once(("type".to_owned(), json!(name))).chain(fields).collect()
}

/// Fields as people write them: a mapping where one value does not say it all.
fn simplified(mut fields: Map<String, Value>) -> Map<String, Value> {
    for (name, only) in [("publisher", "name"), ("url", "value"), ("serial-number", "serial")] {
        if let Some(Value::Object(parts)) = fields.get(name)
            && parts.len() == 1
            && let Some(value) = parts.get(only).cloned()
        {
            fields.insert(name.to_owned(), value);
        }
    }
    if let Some(Value::Object(roles)) = fields.get("affiliated") {
        let groups: Vec<Value> =
            roles.iter().map(|(role, names)| json!({ "role": role, "names": names })).collect();
        fields.insert("affiliated".to_owned(), Value::Array(groups));
    }
    fields
}

/// The keys of one file: Hayagriva refuses a file in which two entries have the same.
#[derive(Default)]
pub(crate) struct Keys {
    all: Option<Rc<dyn Fn() -> Vec<CiteKey>>>,
    /// The keys that items have; asked for when the first key must change.
    reserved: HashSet<CiteKey>,
    given: HashSet<String>,
    next: HashMap<String, usize>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("given", &self.given).finish_non_exhaustive()
    }
}

impl Keys {
    /// Says where to find the keys that items have.
    pub(crate) fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.all = Some(keys);
    }

    /// The key of an item, or another if an entry has it already.
    ///
    /// # Diagnostics
    /// `bad-value` for the new key.
    pub(crate) fn give(&mut self, key: &CiteKey) -> Read<String> {
        let key = key.as_str();
        if self.given.insert(key.to_owned()) {
            return Read::clean(key.to_owned());
        }
        if let Some(all) = self.all.take() {
            self.reserved.extend(all());
        }
        let next = self.next.get(key).copied().unwrap_or(2);
        let is_free = |number: &usize| {
            let key = format!("{key}-{number}");
            !self.given.contains(&key)
                && CiteKey::parse(&key).is_ok_and(|key| !self.reserved.contains(&key))
        };
        let number = (next..).find(is_free).unwrap_or(next);
        let parted = format!("{key}-{number}");
        self.next.insert(key.to_owned(), number + 1);
        self.given.insert(parted.clone());
        let message = format!("another entry has the key `{key}`; this one became `{parted}`");
        Read { value: parted, diagnostics: vec![Diagnostic::new(Code::BadValue, message)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn hayagriva_knows_the_same_languages(tag in "[a-zA-Z]{1,9}([-_][a-zA-Z0-9]{1,9}){0,3}") {
            let file = format!("a: {{type: misc, language: \"{tag}\"}}");
            let is_read = hayagriva::io::from_yaml_str(&file).is_ok();
            assert!(is_read || !is_language_tag(&tag), "{tag}");
        }
    }
}
