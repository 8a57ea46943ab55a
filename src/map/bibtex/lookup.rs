//! The rules of the field table by the name of the field, found without reading the table.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{RULES, Rule};
use crate::model::Kind;

static BY_FIELD: LazyLock<HashMap<&str, Vec<&Rule>>> = LazyLock::new(|| {
    let mut by_field: HashMap<&str, Vec<&Rule>> = HashMap::new();
    for rule in RULES {
        for field in rule.fields {
            by_field.entry(field).or_default().push(rule);
        }
    }
    by_field
});

/// The first rule that reads a field of an entry type and a kind.
pub(super) fn rule(field: &str, entry_type: &str, kind: Kind) -> Option<&'static Rule> {
    let rules = BY_FIELD.get(field)?;
    rules.iter().copied().find(|rule| rule.fits(entry_type, kind))
}
