//! Names in BibLaTeX's extended format: `given=Hans, family=Harman, prefix=van, useprefix=true`.
//!
//! Source: biblatex manual, 3.4 "Extended name format", and 3.1.2.3 for the options of a name.

use super::names::plain;
use crate::model::Name;

/// What a part of a name may be.
const PARTS: &[&str] = &["family", "given", "prefix", "suffix"];

/// What may be said of a name, beside its parts and their initials.
const OPTIONS: &[&str] = &[
    "useprefix",
    "id",
    "hash",
    "gender",
    "nametype",
    "uniquename",
    "uniquelist",
    "nametemplates",
    "nosortothers",
    "sortingnamekeytemplatename",
    "uniquenametemplatename",
    "labelalphanametemplatename",
];

/// Reads the comma-separated parts of a name; none if they are not in the extended format.
pub(super) fn read(parts: &[&str]) -> Option<Name> {
    let pairs: Option<Vec<(&str, &str)>> = parts.iter().map(|part| pair(part)).collect();
    let pairs = pairs?;
    if !pairs.iter().any(|(key, _)| PARTS.contains(key)) {
        return None;
    }
    let mut name = Name::default();
    let (mut prefix, mut use_prefix) = (String::new(), true);
    for (key, value) in pairs {
        match key {
            "family" => name.family = plain(value),
            "given" => name.given = plain(value),
            "prefix" => prefix = plain(value),
            "suffix" => name.suffix = plain(value),
            "useprefix" => use_prefix = plain(value) != "false",
            // Initials and hashes follow from the rest.
            _ => {}
        }
    }
    match use_prefix {
        true => name.non_dropping_particle = prefix,
        false => name.dropping_particle = prefix,
    }
    let parts = [&name.given, &name.suffix, &name.non_dropping_particle, &name.dropping_particle];
    if parts.iter().all(|part| part.is_empty()) {
        return Some(Name::literal(name.family));
    }
    Some(name)
}

/// A key and its value; quotation marks may stand around both, or around the value.
fn pair(part: &str) -> Option<(&str, &str)> {
    let part = part.trim();
    let part = part.strip_prefix('"').and_then(|part| part.strip_suffix('"')).unwrap_or(part);
    let (key, value) = part.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let base = key.strip_suffix("-i").unwrap_or(key);
    (PARTS.contains(&base) || OPTIONS.contains(&base)).then_some((key, value))
}
