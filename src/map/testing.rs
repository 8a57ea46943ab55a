//! What the tests of the formats have in common.

use serde_json::Value;

use crate::bibliography::{self, Options};
use crate::diag::{Diagnostic, Read};
use crate::format::Format;
use crate::map::csl_json::{Profile, from_item};
use crate::model::Item;
use crate::source::Source;

/// Reads the items of a text.
pub(super) fn read(format: Format, text: &str) -> Read<Vec<Item>> {
    bibliography::read(format, &Source::new("t", text))
}

/// Writes items.
pub(super) fn write(format: Format, items: &[Item]) -> Read<String> {
    let options = Options { ascii: false, profile: Profile::Csl };
    bibliography::write(format, &items.iter().collect::<Vec<_>>(), options).unwrap()
}

/// An item's members in CSL-JSON.
pub(super) fn members(item: &Item) -> Value {
    Value::Object(from_item(item, Profile::Csl).value)
}

/// Items as lines of CSL-JSON.
pub(super) fn json(items: &[Item]) -> String {
    items.iter().map(|item| members(item).to_string()).collect::<Vec<_>>().join("\n")
}

/// Items as lines of CSL-JSON, then the findings' codes and lines.
pub(super) fn shown(read: &Read<Vec<Item>>) -> String {
    let line = |finding: &Diagnostic| finding.place.as_ref().unwrap().line;
    let findings = read.diagnostics.iter();
    let findings = findings.map(|finding| format!("\n{} {}", finding.code, line(finding)));
    json(&read.value) + &findings.collect::<String>()
}

/// Asserts that an item has these members in CSL-JSON, in any order.
pub(super) fn assert_members(item: &Item, expected: &str) {
    let json = members(item);
    assert_eq!(json, serde_json::from_str::<Value>(expected).unwrap(), "{json}");
}
