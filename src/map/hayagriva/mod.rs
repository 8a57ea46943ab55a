//! Hayagriva's entries <-> items.
//!
//! Source: hayagriva 0.10, `docs/file-format.md`; what a field means in CSL is what Typst prints for it.

mod dates;
mod fields;
mod from;
mod keys;
mod kinds;
mod parts;
mod people;
mod strings;
mod values;

use std::collections::HashSet;
use std::ops::Range;

pub use fields::fields;
pub(crate) use from::from_item;
pub(crate) use keys::Keys;

use self::fields::{Place, Rule, Shape, find};
use self::parts::{default_parent, flatten, parts, type_name};
use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::map::target::Target;
use crate::model::{
    CiteKey, Date, Extra, Item, Kind, Name, Names, NumberVariable, Sourced, Text, TextBuilder,
};
use crate::read::hayagriva::{Record, records};
use crate::read::yaml::{Node, Tree};
use crate::source::Source;

/// The name that fields without a variable carry.
const FORMAT: &str = "hayagriva";

/// The archive whose numbers have a field of their own.
const ARXIV: &str = "arXiv";

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// `syntax` for an entry that is no YAML or no mapping, `unknown-type`, `bad-date`, `bad-value`, at the value.
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    records(source, &mut |record| match record {
        Ok(record) => sink(to_item(record, source).map(Some)),
        Err(failed) => {
            let place = source.place(failed.at..failed.at + 1);
            let finding = Diagnostic::new(Code::Syntax, failed.message).at(place);
            sink(Read { value: None, diagnostics: vec![finding] });
        }
    });
}

/// Makes an entry an item. What no variable holds goes to `extra`, as JSON.
fn to_item(record: Record<'_>, source: &Source) -> Read<Item> {
    let Record { key, key_span, fields: entry } = record;
    let mut diagnostics = Vec::new();
    let mut report = |code, message: String, span: Range<usize>| {
        diagnostics.push(Diagnostic::new(code, message).at(source.place(span)));
    };
    let name: String = key.chars().filter(|c| !c.is_control()).collect();
    let key = CiteKey::parse(name.trim()).unwrap_or_else(|_| CiteKey::unnamed());
    let entry_type = type_name(&entry);
    let parents = entry.get("parent").map(Node::members).unwrap_or_default();
    let types: Vec<String> = parents
        .iter()
        .map(|parent| type_name(parent).unwrap_or_else(|| default_parent(entry_type.as_deref())))
        .collect();
    let kind = match &entry_type {
        None => {
            report(Code::UnknownType, format!("`{key}` has no type"), key_span);
            Kind::Document
        }
        Some(name) => kinds::kind(name, &types).unwrap_or_else(|| {
            let span = entry.get("type").map_or(key_span, |node| node.span.clone());
            report(Code::UnknownType, format!("`{name}` is no type of Hayagriva"), span);
            Kind::Document
        }),
    };
    let item = Item::new(key, kind, source.origin(entry.span.clone()));
    let mut reader = Reader { source, item, diagnostics };
    let parts = parts(&entry, entry_type.as_deref().unwrap_or("misc"), kind, &types);
    let container = parts.iter().find(|(place, _)| *place == Some(Place::Container));
    let has_volume = container.is_some_and(|(_, node)| node.get("volume").is_some());
    for (place, node) in &parts {
        match place {
            Some(place) => reader.fields(*place, node, *place == Place::Own && has_volume),
            None => reader.extra("parent", &[node]),
        }
    }
    Read { value: reader.item, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    source: &'a Source,
    item: Item,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: String, span: Range<usize>) {
        self.diagnostics.push(Diagnostic::new(code, message).at(self.source.place(span)));
    }

    /// Keeps a field for its own format.
    fn extra(&mut self, name: &str, nodes: &[&Node<'_>]) {
        let Some(first) = nodes.first() else { return };
        let value = match nodes {
            [node] => node.to_json(),
            nodes => nodes.iter().map(|node| node.to_json()).collect(),
        };
        let value = Sourced::new(value.to_string(), self.source.origin(first.span.clone()));
        self.item.extra.push(Extra { format: FORMAT, name: name.to_owned(), value });
    }

    /// Reads the fields of the entry or of one of its parents.
    fn fields(&mut self, place: Place, node: &Node<'_>, has_volume: bool) {
        let mut seen = HashSet::new();
        for (key, value) in node.fields() {
            let Some(name) = key.text() else { continue };
            if !seen.insert(name) {
                let message = format!("`{name}` stands twice; the first was used");
                self.report(Code::DuplicateField, message, key.span.clone());
                continue;
            }
            if matches!(name, "type" | "parent") || value.is_null() {
                continue;
            }
            for (field, nodes) in flatten(name, value) {
                // A volume of the container is the one that is printed.
                let is_other = has_volume && field == "volume";
                let rule = find(place, &field).filter(|_| !is_other);
                if !rule.is_some_and(|rule| self.set(rule, &field, &nodes)) {
                    let name = match place.name() {
                        "" => field,
                        place => format!("{place}.{field}"),
                    };
                    self.extra(&name, &nodes);
                }
            }
        }
    }

    /// Sets a variable; false if it has a value already or if this one has another form.
    fn set(&mut self, rule: &Rule, field: &str, nodes: &[&Node<'_>]) -> bool {
        let Some(node) = nodes.first() else { return false };
        let origin = self.source.origin(node.span.clone());
        if rule.target.is_set(&self.item) {
            return false;
        }
        match rule.target {
            Target::Names(variable) => {
                let names: Vec<Name> = nodes.iter().filter_map(|node| people::read(node)).collect();
                if names.len() < nodes.len() {
                    self.wrong(field, node);
                }
                if names.is_empty() {
                    return false;
                }
                let is_whole = names.len() == nodes.len();
                self.item.names.set(variable, Names::from(names), origin);
                // An alias or a name that was not understood returns with all of them.
                is_whole && nodes.iter().all(|node| node.get("alias").is_none())
            }
            Target::Date(variable) => {
                let date = dates::read(node).or_else(|| {
                    let words = node.text().unwrap_or_default().trim();
                    let message = format!("`{field}` is no date: `{words}`");
                    self.report(Code::BadDate, message, node.span.clone());
                    (!words.is_empty()).then(|| Date::literal(words))
                });
                let Some(date) = date else { return false };
                self.item.dates.set(variable, date, origin);
                true
            }
            Target::Text(variable) => {
                let text = match rule.shape {
                    Shape::Title => self.title(field, node),
                    _ => node.text().map(|text| Text::plain(text.trim())),
                };
                let Some(text) = text else { return self.wrong(field, node) };
                let has_math =
                    rule.shape == Shape::Title && title_text(node).is_some_and(strings::has_math);
                self.item.texts.set(variable, text, origin);
                // Mathematics returns as it was written.
                !has_math
            }
            Target::Number(variable) => {
                let Some(text) = node.text() else { return self.wrong(field, node) };
                let mut label = text.trim().to_owned();
                let has_prefix =
                    label.get(..ARXIV.len()).is_some_and(|p| p.eq_ignore_ascii_case(ARXIV));
                if field == "serial-number.arxiv"
                    && variable == NumberVariable::Number
                    && !has_prefix
                {
                    label = format!("{ARXIV}:{label}");
                }
                self.item.numbers.set(variable, label, origin);
                true
            }
            Target::Page => {
                let Some(text) = node.text() else { return self.wrong(field, node) };
                self.item.page = Some(Sourced::new(text.trim().replace('–', "-"), origin));
                true
            }
        }
    }

    fn wrong(&mut self, field: &str, node: &Node<'_>) -> bool {
        let message = format!("`{field}` has a value of another form");
        self.report(Code::BadValue, message, node.span.clone());
        false
    }

    /// Reads a formattable string, or a mapping with one.
    fn title(&mut self, field: &str, node: &Node<'_>) -> Option<Text> {
        let text = title_text(node)?;
        if node.get("verbatim").and_then(Node::text) == Some("true") {
            let mut builder = TextBuilder::default();
            builder.open(crate::model::Markup::NoCase);
            builder.push(text);
            return Some(builder.finish());
        }
        Some(strings::parse(text).unwrap_or_else(|_| {
            let message = format!("`{field}` has a brace that closes nothing");
            self.report(Code::BadValue, message, node.span.clone());
            Text::plain(text)
        }))
    }
}

/// What a formattable string says, alone or in a mapping.
fn title_text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let text = match &node.tree {
        Tree::Map(_) => node.get("value")?.text()?,
        _ => node.text()?,
    };
    Some(text.trim())
}

#[cfg(test)]
mod tests;
