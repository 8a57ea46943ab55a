//! A tree of text -> fields, each value with its place in the file.

use std::collections::HashSet;
use std::ops::Range;

use super::frontmatter::{Field, folded};
use super::node::Node;

/// The object in which newer versions of the Digital Garden plugin put the user's own fields.
const USER_FIELDS: &str = "dgnoteproperties";

/// Flattens what was read, and finds each value in the file again.
pub(super) fn fields(node: Node, raw: &str, offset: usize) -> Vec<Field> {
    let Node::Map(entries) = node else { return Vec::new() };
    let mut finder = Finder { raw, offset, at: 0, effort: raw.len() * 16 };
    let (mut fields, mut nested) = (Vec::new(), Vec::new());
    for (name, node) in entries {
        let key = folded(&name);
        let span = finder.find(&name).unwrap_or(offset..offset);
        match node {
            Node::Map(entries) if key == USER_FIELDS => {
                for (name, node) in entries {
                    let span = finder.find(&name).unwrap_or(span.clone());
                    let values = values(node, span, &mut finder);
                    nested.push(Field { key: folded(&name), name, values });
                }
            }
            node => {
                let values = values(node, span, &mut finder);
                fields.push(Field { name, key, values });
            }
        }
    }
    // The plugin repeats there what it states outside as well.
    let outside: HashSet<String> = fields.iter().map(|field: &Field| field.key.clone()).collect();
    nested.retain(|field: &Field| !outside.contains(&field.key));
    fields.extend(nested);
    fields
}

/// The scalars below a node, in order. The readers bound its depth, and this needs no recursion.
fn values(node: Node, near: Range<usize>, finder: &mut Finder<'_>) -> Vec<(String, Range<usize>)> {
    let mut values = Vec::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        match node {
            Node::Text(text) => {
                let span = finder.find(&text).unwrap_or_else(|| near.clone());
                values.push((text, span));
            }
            Node::List(items) => match bare_link(&items) {
                Some(name) => {
                    let span = finder.find(&name).unwrap_or_else(|| near.clone());
                    values.push((format!("[[{name}]]"), span));
                }
                None => pending.extend(items.into_iter().rev()),
            },
            Node::Map(entries) => pending.extend(entries.into_iter().rev().map(|(_, node)| node)),
        }
    }
    values
}

/// The name in `[[name]]` without quotes, which YAML reads as a list in a list.
fn bare_link(items: &[Node]) -> Option<String> {
    let [Node::List(inner)] = items else { return None };
    let words = inner.iter().map(|node| match node {
        Node::Text(text) => Some(text.as_str()),
        Node::List(_) | Node::Map(_) => None,
    });
    let words: Option<Vec<&str>> = words.collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(", "))
}

/// Finds texts in their order in the front matter, with bounded effort.
struct Finder<'a> {
    raw: &'a str,
    offset: usize,
    at: usize,
    effort: usize,
}

impl Finder<'_> {
    /// The place of `text` behind the last place that was found; `None` where it is written otherwise.
    fn find(&mut self, text: &str) -> Option<Range<usize>> {
        let rest = &self.raw[self.at..];
        if text.is_empty() || self.effort == 0 {
            return None;
        }
        match rest.find(text) {
            Some(found) => {
                let start = self.at + found;
                self.at = start + text.len();
                self.effort = self.effort.saturating_sub(found);
                Some(self.offset + start..self.offset + self.at)
            }
            None => {
                self.effort = self.effort.saturating_sub(rest.len());
                None
            }
        }
    }
}
