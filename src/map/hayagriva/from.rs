//! Items -> Hayagriva's entries.

use serde_json::{Map, Value, json};

use super::fields::{Place, RULES, Rule};
use super::values::{
    insert, is_accepted, label, lookup, replace, says_all_of, simplified, text, typed,
};
use super::{ARXIV, FORMAT, dates, kinds, people};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::csl_json::current_name;
use crate::map::target::Target;
use crate::model::{Item, Kind, NumberVariable, StandardVariable};

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
    let name = |variable: StandardVariable| current_name(&variable.to_string()).to_owned();
    all.extend(item.texts.iter().map(|(v, _)| (Target::Text(v), name(v))));
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
