//! What Zotero holds: items, notes, collections.

use super::from;

/// What a file brings into Zotero.
#[derive(Debug, Default)]
pub struct Library {
    /// Items with what belongs to them.
    pub works: Vec<Work>,
    /// Notes that stand alone.
    pub notes: Vec<Note>,
    /// Collections, a parent before its children.
    pub collections: Vec<Collection>,
}

/// An item with what belongs to it.
#[derive(Debug)]
pub struct Work {
    /// The item.
    pub item: from::Item,
    /// Tags that nobody gave it, which Zotero hides or deletes on demand.
    pub automatic: Vec<String>,
    /// Its notes.
    pub notes: Vec<Note>,
}

impl From<from::Item> for Work {
    fn from(mut item: from::Item) -> Self {
        let notes = std::mem::take(&mut item.notes);
        let notes = notes.into_iter().map(Note::annote).collect();
        Self { item, automatic: Vec::new(), notes }
    }
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// A record's own annotation.
    Annote,
    /// A source content.
    Content,
    /// A claim.
    Claim,
}

/// A note.
#[derive(Debug)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// Its name, which no other of its kind has; an annotation has none.
    pub name: String,
    /// Its text.
    pub html: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it concerns.
    pub related: Vec<Part>,
}

impl Note {
    pub(super) fn annote(html: String) -> Self {
        let (name, tags, related) = (String::new(), Vec::new(), Vec::new());
        Self { kind: NoteKind::Annote, name, html, tags, related }
    }
}

/// Something in a library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A collection, by its path.
    Collection(String),
    /// An item, by its citation key.
    Work(String),
    /// A note, by its kind and its name.
    Note(NoteKind, String),
}

/// A collection.
#[derive(Debug)]
pub struct Collection {
    /// The folders above it and its own, with `/`.
    pub path: String,
    /// The folder's name.
    pub title: String,
    /// The collections, items and notes in it.
    pub parts: Vec<Part>,
}
