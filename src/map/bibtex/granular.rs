//! Single values taken from data containers: `author = {xdata=knuth-author-1 and Lamport, Leslie}`.
//!
//! Source: biblatex manual, 3.13.6 "Data containers", granular references.

use std::borrow::Cow;

use super::fields::canonical;
use super::split::{Separator, split_top};
use crate::read::bibtex::Record;

/// A reference to a field of a data container, or to one member of its list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reference<'a> {
    pub(super) key: &'a str,
    field: &'a str,
    /// From 1; none for the whole field.
    index: Option<usize>,
}

/// Whether a value may have references; most have none.
pub(super) fn may_refer(value: &str) -> bool {
    value.len() > 8 && value.contains(['=']) && value.to_ascii_lowercase().contains("xdata")
}

/// The references of a value.
pub(super) fn references(value: &str) -> Vec<Reference<'_>> {
    if !may_refer(value) {
        return Vec::new();
    }
    split_top(value, Separator::And).into_iter().filter_map(parse).collect()
}

/// Reads `xdata=KEY-FIELD` or `xdata=KEY-FIELD-INDEX`.
fn parse(member: &str) -> Option<Reference<'_>> {
    let member = member.trim();
    let prefix = member.get(..5).filter(|prefix| prefix.eq_ignore_ascii_case("xdata"))?;
    let name = member[prefix.len()..].trim_start().strip_prefix('=')?.trim();
    let (rest, last) = name.rsplit_once('-')?;
    let index = last.parse::<usize>().ok().filter(|index| *index > 0);
    let (key, field) = match index {
        Some(_) => rest.rsplit_once('-')?,
        None => (rest, last),
    };
    let is_name = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_name && !key.is_empty()).then_some(Reference { key, field, index })
}

impl Reference<'_> {
    /// What the container has under this reference.
    fn value<'r>(&self, container: &'r Record<'_>) -> Option<&'r str> {
        let name = self.field.to_ascii_lowercase();
        let mut fields = container.fields.iter();
        let field = fields.find(|field| canonical(&field.name) == canonical(&name))?;
        match self.index {
            None => Some(&field.value),
            Some(index) => split_top(&field.value, Separator::And).get(index - 1).map(|m| m.trim()),
        }
    }
}

/// A value whose references were followed.
#[derive(Debug, Default)]
pub(super) struct Resolved<'v> {
    /// The value with what the containers have; none if that is nothing.
    pub(super) value: Option<String>,
    /// The references that lead nowhere.
    pub(super) lost: Vec<&'v str>,
    /// How much was read for it.
    pub(super) cost: usize,
}

/// Follows the references of a value, as long as that costs no more than `budget`.
pub(super) fn resolve<'a, 'v>(
    value: &'v str,
    budget: usize,
    find: impl Fn(&str) -> Option<&'a Record<'a>>,
) -> Resolved<'v> {
    let mut resolved = Resolved::default();
    let mut is_changed = false;
    let mut members: Vec<Cow<'_, str>> = Vec::new();
    for member in split_top(value, Separator::And) {
        let Some(reference) = parse(member) else {
            members.push(member.trim().into());
            continue;
        };
        let container = find(reference.key).filter(|_| resolved.cost <= budget);
        if let Some(container) = container {
            let read = container.fields.iter().map(|field| field.name.len() + field.value.len());
            resolved.cost += read.sum::<usize>();
        }
        match container.and_then(|container| reference.value(container)) {
            Some(found) => {
                is_changed = true;
                members.push(found.to_owned().into());
            }
            None => {
                resolved.lost.push(member.trim());
                members.push(member.trim().into());
            }
        }
    }
    resolved.value = is_changed.then(|| members.join(" and "));
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(member: &str, expected: Option<(&str, &str, Option<usize>)>) {
        let found = parse(member).map(|r| (r.key, r.field, r.index));
        assert_eq!(found, expected, "{member}");
    }

    #[test]
    fn references_are_taken_apart() {
        check("xdata=mac-author-1", Some(("mac", "author", Some(1))));
        check(" XDATA = a-b-title ", Some(("a-b", "title", None)));
        check("xdata=key", None);
        check("xdata=key-author-0", None);
        check("Knuth, Donald", None);
        check("xdata=-title", None);
    }
}
