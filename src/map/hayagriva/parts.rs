//! The entry and its parents, and the fields in them.

use super::fields::Place;
use super::kinds;
use crate::model::Kind;
use crate::read::yaml::{Node, Tree};

pub(super) fn type_name(node: &Node<'_>) -> Option<String> {
    Some(node.get("type")?.text()?.trim().to_lowercase())
}

pub(super) fn default_parent(entry_type: Option<&str>) -> String {
    kinds::default_parent(entry_type.unwrap_or_default()).to_owned()
}

/// Types whose parent of the type `anthology` is the series they belong to.
const IN_SERIES: &[&str] = &[
    "anthology",
    "newspaper",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "reference",
    "exhibition",
];

/// The entry and its parents, with what each is to the entry; nothing for those that are something else.
pub(super) fn parts<'n, 'a>(
    entry: &'n Node<'a>,
    entry_type: &str,
    kind: Kind,
    types: &[String],
) -> Vec<(Option<Place>, &'n Node<'a>)> {
    let parents = entry.get("parent").map(Node::members).unwrap_or_default();
    let row = kinds::row(kind);
    let is_container = |name: &String| row.needs_container && row.container == name;
    let determined = types.iter().position(is_container);
    let mut parts = vec![(Some(Place::Own), entry)];
    let mut taken: Vec<Place> = Vec::new();
    for (at, (parent, name)) in parents.iter().zip(types).enumerate() {
        let is_same = name == entry_type && row.container != entry_type
            || name == "anthology" && IN_SERIES.contains(&entry_type);
        let place = match name.as_str() {
            "original" => Place::Original,
            "conference" | "exhibition" => Place::Event,
            _ if determined == Some(at) => Place::Container,
            "repository" => Place::Source,
            _ if is_same => Place::Collection,
            _ if determined.is_none() || row.container == "conference" => Place::Container,
            _ => {
                parts.push((None, parent));
                continue;
            }
        };
        let is_free = !taken.contains(&place) && matches!(parent.tree, Tree::Map(_));
        taken.push(place);
        parts.push((is_free.then_some(place), parent));
    }
    let container = parts.iter().position(|(place, _)| *place == Some(Place::Container));
    if let Some(node) = container.map(|at| parts[at].1) {
        let name = type_name(node).unwrap_or_else(|| default_parent(Some(entry_type)));
        for parent in node.get("parent").map(Node::members).unwrap_or_default() {
            let above = type_name(parent).unwrap_or_else(|| default_parent(Some(&name)));
            let place = match above.as_str() {
                "original" => Some(Place::Original),
                above if above == name || above == "anthology" => Some(Place::Collection),
                _ => None,
            };
            let place = place.filter(|place| !taken.contains(place));
            taken.extend(place);
            parts.push((place, parent));
        }
    }
    parts
}

/// A field's values by the names of the table: `publisher.name`, `affiliated.director`.
pub(super) fn flatten<'n, 'a>(name: &str, node: &'n Node<'a>) -> Vec<(String, Vec<&'n Node<'a>>)> {
    let is_map = matches!(node.tree, Tree::Map(_));
    let of = |parts: &'n [(Node<'a>, Node<'a>)], name: &str| {
        let named = parts.iter().filter_map(|(key, value)| Some((key.text()?, value)));
        let named = named.filter(|(_, value)| !value.is_null());
        named.map(|(key, value)| (format!("{name}.{key}"), vec![value])).collect::<Vec<_>>()
    };
    match name {
        "author" | "editor" => vec![(name.to_owned(), node.members().iter().collect())],
        "publisher" | "url" | "serial-number" | "serial" => {
            let name = if name == "serial" { "serial-number" } else { name };
            let first = match name {
                "publisher" => "name",
                "url" => "value",
                _ => "serial",
            };
            // A name with a short form is a mapping, too.
            match is_map && (name != "publisher" || node.get("value").is_none()) {
                true => of(node.fields(), name),
                false => vec![(format!("{name}.{first}"), vec![node])],
            }
        }
        "affiliated" => {
            let mut roles: Vec<(String, Vec<&Node<'_>>)> = Vec::new();
            for group in node.members() {
                let role = group.get("role").and_then(Node::text).unwrap_or_default();
                let role = format!("affiliated.{}", role.trim().to_lowercase());
                let names = group.get("names").map(Node::members).unwrap_or_default();
                match roles.iter_mut().find(|(known, _)| *known == role) {
                    Some((_, all)) => all.extend(names),
                    None => roles.push((role, names.iter().collect())),
                }
            }
            roles
        }
        name => {
            let part = |part| node.get(part).filter(|_| is_map);
            let short = part("short").map(|short| (format!("{name}.short"), vec![short]));
            // What the mapping says but for the short form; of letters kept as they are the whole speaks.
            let node = part("value").filter(|_| part("verbatim").is_none()).unwrap_or(node);
            std::iter::once((name.to_owned(), vec![node])).chain(short).collect()
        }
    }
}
