//! Values in the shapes of their fields.

use serde_json::{Map, Value, json};

use super::fields::Shape;
use super::{people, strings};
use crate::model::Text;
use crate::read::yaml;

/// A text in the shape of its field; nothing if the field cannot hold it.
pub(super) fn text(text: &Text, shape: Shape, lost: &mut Vec<&'static str>) -> Option<Value> {
    let plain = text.as_str();
    if plain.trim() != plain {
        lost.push("the blanks around the text");
    }
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
pub(super) fn label(label: &str, shape: Shape) -> Option<Value> {
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
pub(super) fn insert(fields: &mut Map<String, Value>, name: &str, value: Value) {
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

pub(super) fn lookup<'m>(fields: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    match name.split_once('.') {
        None => match fields.get(name)? {
            Value::Object(parts) => parts.get("value").or(fields.get(name)),
            value => Some(value),
        },
        Some((first, second)) => fields.get(first)?.get(second),
    }
}

pub(super) fn replace(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match (name.split_once('.'), fields.get_mut(name)) {
        (None, Some(Value::Object(parts))) if parts.contains_key("value") => {
            parts.insert("value".to_owned(), value);
        }
        _ => insert(fields, name, value),
    }
}

/// Whether a value from a file says what is written for it, and more: mathematics, aliases.
pub(super) fn says_all_of(whole: &Value, written: &Value) -> bool {
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
            let mut scope = yaml::Scope::new(0);
            let node = yaml::parse(&yaml, 0, &mut scope).ok().flatten();
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
pub(super) fn is_accepted(field: &str, value: &Value) -> bool {
    let mut fields = Map::new();
    insert(&mut fields, field, value.clone());
    let file = json!({ "a": typed("misc", simplified(fields)) });
    hayagriva::io::from_yaml_str(&file.to_string()).is_ok()
}

/// The fields with their type before them.
pub(super) fn typed(name: &str, fields: Map<String, Value>) -> Map<String, Value> {
    std::iter::once(("type".to_owned(), json!(name))).chain(fields).collect()
}

/// Fields as people write them: a mapping where one value does not say it all.
pub(super) fn simplified(mut fields: Map<String, Value>) -> Map<String, Value> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_that_are_lost_are_told() {
        let mut lost = Vec::new();
        text(&Text::plain("Notes "), Shape::Title, &mut lost);
        text(&Text::plain("Notes  on"), Shape::Title, &mut lost);
        assert_eq!(lost, ["the blanks around the text"]);
    }

    proptest::proptest! {
        #[test]
        fn hayagriva_knows_the_same_languages(tag in "[a-zA-Z]{1,9}([-_][a-zA-Z0-9]{1,9}){0,3}") {
            let file = format!("a: {{type: misc, language: \"{tag}\"}}");
            let is_read = hayagriva::io::from_yaml_str(&file).is_ok();
            assert!(is_read || !is_language_tag(&tag), "{tag}");
        }
    }
}
