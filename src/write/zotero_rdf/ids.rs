//! The addresses of resources.

use std::collections::{HashMap, HashSet};

use crate::map::zotero::{Note, NoteKind, Part};

/// The address of an item.
pub(super) fn item(key: &str) -> String {
    format!("#item_{}", encoded(key))
}

/// The address of a note.
pub(super) fn note(note: &Note) -> String {
    note_named(note.kind, &note.name)
}

/// The address of a collection.
pub(super) fn collection(path: &str) -> String {
    format!("#collection_{}", encoded(path))
}

/// The address of something that is part of a collection, or that a note concerns.
pub(super) fn part(part: &Part) -> String {
    match part {
        Part::Work(key) => item(key),
        Part::Note(kind, name) => note_named(*kind, name),
        Part::Collection(path) => collection(path),
    }
}

fn note_named(kind: NoteKind, name: &str) -> String {
    let class = match kind {
        NoteKind::Annote => "annote",
        NoteKind::Content => "content",
        NoteKind::Claim => "claim",
    };
    format!("#{class}_{}", encoded(name))
}

/// Percent-encodes all but letters, digits and `-._~`. Different names stay different.
///
/// Source: RFC 3986, 2.1 and 2.3.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The addresses given so far; two resources with one address would be one.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashSet<String>,
    /// The last number that was put after an address.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// The address itself, or the address with a number after it.
    pub(super) fn unused(&mut self, id: &str) -> String {
        if self.given.insert(id.to_owned()) {
            return id.to_owned();
        }
        let number = self.numbers.entry(id.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{id}-{number}");
            if self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: &str) {
        assert_eq!(item(key), expected);
    }

    #[test]
    fn addresses_are_plain() {
        check("doe2020", "#item_doe2020");
        check("a b#c/é\"<", "#item_a%20b%23c%2F%C3%A9%22%3C");
    }

    #[test]
    fn no_address_is_given_twice() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a", "a-2", "a"].iter().map(|id| ids.unused(id)).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3"]);
    }
}
