//! A tree of values with their places.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Number, Value};

/// A value with the bytes of the text that state it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    pub(crate) span: Range<usize>,
    pub(crate) tree: Tree<'a>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree<'a> {
    /// A scalar: its text, and whether it stands without quotes and thus may be a number, a truth value or
    /// nothing.
    Scalar(Cow<'a, str>, bool),
    /// A list.
    List(Vec<Node<'a>>),
    /// Fields in order; one that stands twice is there twice.
    Map(Vec<(Node<'a>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The text of a scalar; nothing for null, lists and mappings.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.tree {
            Tree::Scalar(text, _) if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// Whether nothing stands here.
    ///
    /// Source: YAML 1.2.2, 10.3.2, "core schema".
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.tree, Tree::Scalar(text, true)
            if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The entries of a mapping, or none.
    pub(crate) fn fields(&self) -> &[(Node<'a>, Node<'a>)] {
        match &self.tree {
            Tree::Map(fields) => fields,
            _ => &[],
        }
    }

    /// The value of a mapping's field.
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.fields().iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value)
    }

    /// The members of a list; a value that is no list is its own only member.
    pub(crate) fn members(&self) -> &[Node<'a>] {
        match &self.tree {
            Tree::List(members) => members,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The value as JSON.
    ///
    /// A number becomes one where JSON prints it as it stands here; any other scalar is text, so that nothing
    /// of it is lost. The first of two fields with one name stays.
    pub(crate) fn to_json(&self) -> Value {
        match &self.tree {
            _ if self.is_null() => Value::Null,
            Tree::Scalar(text, false) => Value::String(text.to_string()),
            Tree::Scalar(text, true) => match &**text {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                text => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
            },
            Tree::List(members) => members.iter().map(Node::to_json).collect(),
            Tree::Map(fields) => {
                let mut map = Map::with_capacity(fields.len());
                for (key, value) in fields {
                    let Tree::Scalar(name, _) = &key.tree else { continue };
                    map.entry(name.to_string()).or_insert_with(|| value.to_json());
                }
                Value::Object(map)
            }
        }
    }

    /// What a copy costs.
    pub(super) fn weight(&self) -> usize {
        let own = match &self.tree {
            Tree::Scalar(text, _) => text.len(),
            Tree::List(members) => members.iter().map(Node::weight).sum(),
            Tree::Map(fields) => {
                fields.iter().map(|(key, value)| key.weight() + value.weight()).sum()
            }
        };
        own + 16
    }
}

fn number(text: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(text).ok()?;
    (number.to_string() == text).then_some(number)
}
