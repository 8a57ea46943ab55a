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

mod rest;

use serde_json::{Map, Value};

pub(super) use rest::Rest;

use super::FORMAT;
use crate::map::csl_json;
use crate::model::{CiteKey, Fields, Item, Kind, Origin, Sourced};
use crate::source::Source;

/// The fields that may carry the rest; the first that the item does not use itself does.
pub(super) const FIELDS: [&str; 3] = ["verba", "verbb", "verbc"];

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

fn to_item(members: Map<String, Value>) -> Item {
    let mut item = Item::new(CiteKey::unnamed(), Kind::Document, Origin::derived());
    if !members.is_empty() {
        let source = Source::new("", Value::Object(members).to_string());
        item = csl_json::items(&source).value.pop().unwrap_or(item);
    }
    item
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
