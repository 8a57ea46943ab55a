//! The table of fields, for people.

use super::Dialect;
use super::fields::{Only, RULES};
use crate::map::fields_table::FieldRow;
use crate::model::Kind;

/// The fields of a dialect and the variables that hold them, for `florilege fields`.
///
/// A field that several rows have holds the variable of the first that fits.
///
/// ```
/// use florilege::map::bibtex::{Dialect, fields};
/// let rows = fields(Dialect::Biblatex);
/// let written = |field: &str| rows.iter().any(|row| row.field == field && row.writes);
/// assert!(written("journaltitle") && !written("journal"));
/// ```
pub fn fields(dialect: Dialect) -> Vec<FieldRow> {
    let mut rows = Vec::new();
    for rule in RULES {
        let own = match dialect {
            Dialect::Bibtex => rule.bibtex,
            Dialect::Biblatex => rule.biblatex,
        };
        for field in rule.fields {
            rows.push(FieldRow {
                field: (*field).to_owned(),
                variable: rule.target.to_string(),
                only: only(rule.only),
                reads: true,
                writes: *field == own && *field != "pmid" && *field != "pmcid",
            });
        }
    }
    // What code reads, as it takes several fields to say one thing.
    let is_bibtex = dialect == Dialect::Bibtex;
    let by_code = [
        ("year", "issued", "with `month` and `day`", is_bibtex),
        ("eprint", "PMID", "`eprinttype = {pubmed}`", true),
        ("eprint", "PMCID", "`eprinttype = {pmc}`", true),
        ("entrysubtype", "type", "", true),
        ("verba", "any", "what the other fields do not say, as CSL-JSON", true),
    ];
    for (field, variable, only, writes) in by_code {
        rows.push(FieldRow {
            field: field.to_owned(),
            variable: variable.to_owned(),
            only: only.to_owned(),
            reads: true,
            writes,
        });
    }
    rows
}

fn only(only: Only) -> String {
    let kind = |kind: &Kind| {
        let name = serde_json::to_value(kind).ok();
        name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    };
    match only {
        Only::Any => String::new(),
        Only::Types(types) => {
            types.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join(", ")
        }
        Only::Kinds(kinds) => kinds.iter().map(kind).collect::<Vec<_>>().join(", "),
    }
}
