//! CSL-YAML <-> items: CSL-JSON's members with Markdown in them, and dates as EDTF.
//!
//! Source: pandoc User's Guide, "Specifying bibliographic data": CSL-JSON's members, Markdown for its markup,
//! dates as EDTF or as `{year, month, day, season, circa, literal}`.

mod dates;
mod markdown;

use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::csl_json::{self, Profile, current_name, variable};
use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{DateVariable, Item, NameVariable, NumberVariable, StandardVariable, Text};
use crate::read::csl_json::{Json, Object, Record};
use crate::read::csl_yaml::references;
use crate::read::yaml::{Node, Tree};
use crate::source::Source;

/// Text variables without markup: what stands there is the value, but for backslashes.
const PLAIN: &[StandardVariable] = &[
    StandardVariable::URL,
    StandardVariable::DOI,
    StandardVariable::ISBN,
    StandardVariable::ISSN,
    StandardVariable::PMID,
    StandardVariable::PMCID,
    StandardVariable::CitationKey,
    StandardVariable::Language,
];

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// `syntax` for a reference that is no YAML, no mapping or has no `id`, `duplicate-field`, and those of
/// [`csl_json::to_item`].
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    let mut count = 0;
    references(source, &mut |reference| {
        let mut diagnostics = Vec::new();
        let mut report = |code, message: String, span| {
            diagnostics.push(Diagnostic::new(code, message).at(source.place(span)));
        };
        count += 1;
        let node = match reference {
            Ok(node) if matches!(node.tree, Tree::Map(_)) => node,
            Ok(node) => {
                report(Code::Syntax, "a reference belongs here".to_owned(), node.span);
                return sink(Read { value: None, diagnostics });
            }
            Err(failed) => {
                report(Code::Syntax, failed.message, failed.at..failed.at + 1);
                return sink(Read { value: None, diagnostics });
            }
        };
        let mut members = members(&node, &mut report);
        if !members.contains_key("id") {
            report(
                Code::Syntax,
                "the reference has no `id`".to_owned(),
                node.span.start..node.span.start,
            );
            let key = members.get("citation-key").cloned();
            let key = key.unwrap_or_else(|| Value::String(format!("unkeyed{count}")));
            members.insert("id".to_owned(), key);
        }
        let record = Record { members: object(members), span: node.span };
        let item = csl_json::to_item(record, source).into_value(&mut diagnostics);
        sink(Read { value: Some(item), diagnostics });
    });
}

/// Members in the form that CSL-JSON's reader takes.
fn object(members: Map<String, Value>) -> Object<'static> {
    // Every value of one library is a value of the other.
    let json = |value| Json::deserialize(value).unwrap_or(Json::Null);
    Object(members.into_iter().map(|(name, value)| (name.into(), json(value))).collect())
}

/// The members of a reference as CSL-JSON has them.
fn members(
    node: &Node<'_>,
    report: &mut dyn FnMut(Code, String, std::ops::Range<usize>),
) -> Map<String, Value> {
    let mut members = Map::new();
    for (key, value) in node.fields() {
        let Some(name) = key.text() else {
            report(Code::Syntax, "a name belongs here".to_owned(), key.span.clone());
            continue;
        };
        if members.contains_key(name) {
            let message = format!("`{name}` stands twice; the first was used");
            report(Code::DuplicateField, message, key.span.clone());
            continue;
        }
        if !value.is_null() {
            members.insert(name.to_owned(), member(name, value));
        }
    }
    members
}

fn member(name: &str, node: &Node<'_>) -> Value {
    let name = current_name(name);
    if variable::<DateVariable>(name).is_some() {
        return dates::to_json(node);
    }
    if matches!(name, "id" | "type" | "custom") {
        return node.to_json();
    }
    if variable::<NameVariable>(name).is_some() {
        // One name needs no list.
        return node.members().iter().map(|name| without_marks(name.to_json())).collect();
    }
    let Some(text) = node.text() else { return node.to_json() };
    // A block of lines ends with a line break; one behind a backslash is meant.
    let bare = text.trim_end_matches('\n');
    let text = match bare.ends_with('\\') && bare.len() < text.len() {
        true => &text[..=bare.len()],
        false => bare,
    };
    match variable::<StandardVariable>(name) {
        Some(variable) if PLAIN.contains(&variable) => markdown::to_plain(text).into(),
        Some(_) => markdown::to_csl(text).into(),
        None if variable::<NumberVariable>(name).is_some() || name == "page" => {
            without_marks(Value::String(text.to_owned()))
        }
        None => node.to_json(),
    }
}

/// The strings in a value without markup.
fn without_marks(mut value: Value) -> Value {
    let bare = |text: &str| Text::from_csl(&markdown::to_csl(text)).as_str().to_owned();
    match &mut value {
        Value::String(text) => *text = bare(text),
        Value::Object(parts) => {
            for (_, part) in parts {
                if let Value::String(text) = part {
                    *text = bare(text);
                }
            }
        }
        _ => {}
    }
    value
}

/// Makes an item the members of a reference.
///
/// Nothing is lost: what EDTF and CSL have no words for stands in `custom`, as in CSL-JSON.
pub(crate) fn from_item(item: &Item) -> Read<Map<String, Value>> {
    csl_json::from_item(item, Profile::Csl).map(|mut members| {
        for (variable, date) in item.dates.iter() {
            let (value, is_exact) = dates::from_date(date);
            members.insert(variable.to_string(), value);
            if is_exact {
                dates::forget_exact(&mut members, &variable.to_string());
            }
        }
        for (name, value) in &mut members {
            let name = current_name(name);
            if matches!(name, "id" | "type" | "custom" | "categories")
                || variable::<DateVariable>(name).is_some()
            {
                continue;
            }
            match value {
                Value::String(text) => match variable::<StandardVariable>(name) {
                    Some(variable) if PLAIN.contains(&variable) => {
                        *text = markdown::from_text(&Text::plain(text.as_str()));
                    }
                    Some(_) => *text = markdown::from_text(&Text::from_csl(text)),
                    None => write_label(value),
                },
                Value::Array(names) => names.iter_mut().for_each(write_name),
                _ => {}
            }
        }
        members
    })
}

fn write_name(name: &mut Value) {
    for (_, part) in name.as_object_mut().into_iter().flatten() {
        if let Value::String(text) = part {
            *text = markdown::from_text(&Text::plain(text.as_str()));
        }
    }
}

/// A label that is a number everywhere becomes one: the schema of CSL allows it, and people write it so.
fn write_label(value: &mut Value) {
    let Value::String(text) = value else { return };
    let is_number = text.len() < 10
        && !text.is_empty()
        && (text == "0" || !text.starts_with('0'))
        && text.bytes().all(|byte| byte.is_ascii_digit());
    *value = match text.parse::<u32>() {
        Ok(number) if is_number => number.into(),
        _ => Value::String(markdown::from_text(&Text::plain(text.as_str()))),
    };
}

#[cfg(test)]
mod tests;
