//! The rules of the field table by the name of the field, found without reading the table.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use super::Dialect;
use super::datamodel::holds;
use super::fields::{RULES, Rule, Shape};
use super::kinds;
use crate::map::target::{Target, Targets};
use crate::model::{Kind, StandardVariable};

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

/// What is written for a kind as an entry of some type.
#[derive(Debug)]
pub(super) struct Plan {
    /// The entry type as the table knows it.
    pub(super) table_type: &'static str,
    /// The kind that the entry type is read as.
    pub(super) kind: Kind,
    /// Whether the entry type has a `type`.
    pub(super) has_type: bool,
    /// What `entrysubtype` calls the kind.
    pub(super) kind_name: String,
    /// What `entrysubtype` says, if the entry type does not say the kind.
    pub(super) subtype: Option<String>,
    /// Each rule with its field, in the table's order.
    pub(super) steps: Vec<Step>,
}

impl Plan {
    /// The steps that an item with these variables takes.
    pub(super) fn steps(&self, variables: Targets) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.is_always || variables.contains(step.target))
    }
}

/// A variable and the field for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) target: Target,
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// Whether the field is read by the rule that it is written by.
    pub(super) is_read: bool,
    /// Whether an item without the variable needs the field, too: titles, for which others stand in.
    pub(super) is_always: bool,
}

type Plans = HashMap<(Dialect, &'static str, Kind), Arc<Plan>>;

/// The plans that were made; a bibliography needs few.
static PLANS: LazyLock<RwLock<Plans>> = LazyLock::new(RwLock::default);

/// The plan of an entry type, a kind and a dialect.
pub(super) fn plan(dialect: Dialect, entry_type: &'static str, kind: Kind) -> Arc<Plan> {
    let key = (dialect, entry_type, kind);
    if let Ok(plans) = PLANS.read()
        && let Some(plan) = plans.get(&key)
    {
        return Arc::clone(plan);
    }
    let plan = Arc::new(make_plan(dialect, entry_type, kind));
    if let Ok(mut plans) = PLANS.write() {
        plans.insert(key, Arc::clone(&plan));
    }
    plan
}

fn make_plan(dialect: Dialect, entry_type: &'static str, kind: Kind) -> Plan {
    let (table_type, read_kind) = kinds::read(entry_type).unwrap_or(("misc", Kind::Document));
    let rules = RULES.iter().filter(|rule| rule.fits(table_type, kind));
    let steps = rules.filter_map(|found| {
        let name = field(found, dialect, entry_type)?;
        let reader = rule(name, table_type, kind);
        let is_read = reader.is_some_and(|reader| std::ptr::eq(reader, found));
        let target = found.target;
        let is_always = name == "title" || target == Target::Text(StandardVariable::ContainerTitle);
        Some(Step { target, name, shape: found.shape, is_read, is_always })
    });
    Plan {
        table_type,
        kind: read_kind,
        has_type: holds(entry_type, "type"),
        kind_name: kinds::name(kind),
        subtype: kinds::subtype_name(kind, entry_type),
        steps: steps.collect(),
    }
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
