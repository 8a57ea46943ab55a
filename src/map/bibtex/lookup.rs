//! The rules of the field table by the name of the field, found without reading the table.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use super::Dialect;
use super::datamodel::holds;
use super::fields::{RULES, Rule};
use super::kinds;
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

/// What is written for a kind as an entry of some type: each rule with its field, in the table's order.
pub(super) type Plan = Arc<Vec<(&'static Rule, &'static str)>>;

type Plans = HashMap<(Dialect, &'static str, Kind), Plan>;

/// The plans that were made; a bibliography needs few.
static PLANS: LazyLock<RwLock<Plans>> = LazyLock::new(RwLock::default);

/// The plan of an entry type, a kind and a dialect.
pub(super) fn plan(dialect: Dialect, entry_type: &'static str, kind: Kind) -> Plan {
    let key = (dialect, entry_type, kind);
    if let Ok(plans) = PLANS.read()
        && let Some(plan) = plans.get(&key)
    {
        return Arc::clone(plan);
    }
    let table_type = kinds::read(entry_type).map_or("misc", |row| row.0);
    let rules = RULES.iter().filter(|rule| rule.fits(table_type, kind));
    let named = rules.filter_map(|rule| Some((rule, field(rule, dialect, entry_type)?)));
    let plan: Plan = Arc::new(named.collect());
    if let Ok(mut plans) = PLANS.write() {
        plans.insert(key, Arc::clone(&plan));
    }
    plan
}

/// The field of a rule: the dialect's own, or another that the entry type has.
fn field(rule: &Rule, dialect: Dialect, entry_type: &str) -> Option<&'static str> {
    let own = match dialect {
        Dialect::Bibtex => rule.bibtex,
        Dialect::Biblatex => rule.biblatex,
    };
    let mut names = std::iter::once(own).chain(rule.fields.iter().copied());
    names.find(|name| holds(entry_type, name) || matches!(*name, "pmid" | "pmcid"))
}
