//! JSON, YAML and TOML -> one tree of text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The largest front matter that is read as YAML; a larger one is read line by line.
const MAX_YAML: usize = 1 << 20;

/// Reads JSON, repaired JSON, YAML or TOML; a failure is the line, from 1. With it comes the place of the
/// first repair.
pub(super) fn parse(raw: &str, is_toml: bool) -> Result<(Node, Option<usize>), usize> {
    if raw.trim().is_empty() {
        return Ok((Node::Map(Vec::new()), None));
    }
    if is_toml {
        return toml::from_str::<Node>(raw).map(|node| (node, None)).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start).min(raw.len());
            raw.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
        });
    }
    if raw.trim_start().starts_with('{') {
        if let Ok(node) = serde_json::from_str::<Node>(raw) {
            return Ok((node, None));
        }
        let (repaired, first) = without_escaped_bars(raw);
        if let (Ok(node), Some(first)) = (serde_json::from_str::<Node>(&repaired), first) {
            return Ok((node, Some(first)));
        }
    }
    if raw.len() > MAX_YAML {
        return Err(1);
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 64,
            max_events: 200_000,
            max_aliases: 1_000,
            max_documents: 1,
        },
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::PassThrough,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Node>(raw, options) {
        Ok(node @ Node::Map(_)) => Ok((node, None)),
        Ok(_) => Err(1),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            Err(usize::try_from(line).unwrap_or(1).max(1))
        }
    }
}

/// Takes the backslash away before each bar that it stands before as an escape, and says where the first was.
///
/// Source: RFC 8259, section 7: `\|` is no escape. Publishing writes it into link labels.
fn without_escaped_bars(raw: &str) -> (String, Option<usize>) {
    let mut out = String::with_capacity(raw.len());
    let mut first = None;
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match chars.peek() {
            Some((_, '|')) if c == '\\' => {
                first = first.or(Some(at));
            }
            Some(&(_, next)) if c == '\\' => {
                out.extend([c, next]);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    (out, first)
}

/// A value of any format; numbers and truth values are their text.
#[derive(Debug, PartialEq)]
pub(super) enum Node {
    /// A scalar; null is empty.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Fields in order; one that stands twice is there twice.
    Map(Vec<(String, Node)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Text(String::new()))
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Node, Node>()? {
            let Node::Text(key) = key else {
                return Err(A::Error::custom("a field's name is no text"));
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }
}
