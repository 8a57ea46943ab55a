//! Items -> CSL-JSON text.

use serde_json::Value;

use crate::diag::Read;
use crate::map::csl_json::{Profile, from_item};
use crate::model::Item;

/// Writes items as one JSON array, indented.
///
/// # Diagnostics
/// Those of [`from_item`].
///
/// ```
/// use florilege::map::csl_json::Profile;
/// assert_eq!(florilege::write::csl_json::to_string(&[], Profile::Csl).value, "[]\n");
/// ```
pub fn to_string<'a>(items: impl IntoIterator<Item = &'a Item>, profile: Profile) -> Read<String> {
    let mut diagnostics = Vec::new();
    let objects: Vec<Value> = items
        .into_iter()
        .map(|item| Value::Object(from_item(item, profile).into_value(&mut diagnostics)))
        .collect();
    let mut text = serde_json::to_string_pretty(&objects).unwrap_or_default();
    text.push('\n');
    Read { value: text, diagnostics }
}

/// Writes one item as one line of JSON, without the line break.
pub fn line(item: &Item, profile: Profile) -> Read<String> {
    from_item(item, profile).map(|members| Value::Object(members).to_string())
}

/// Writes items one a line.
///
/// # Diagnostics
/// Those of [`from_item`].
pub fn to_lines<'a>(items: impl IntoIterator<Item = &'a Item>, profile: Profile) -> Read<String> {
    let mut diagnostics = Vec::new();
    let mut value = String::new();
    for item in items {
        value += &line(item, profile).into_value(&mut diagnostics);
        value.push('\n');
    }
    Read { value, diagnostics }
}
