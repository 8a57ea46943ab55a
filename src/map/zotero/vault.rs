//! A vault -> a library of Zotero's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::folders::Folders;
use super::from::from_item;
use super::library::{Library, NoteKind, Part, Work};
use super::notes::{Content, claim};
use crate::diag::{Diagnostic, Read};
use crate::evidence::{SourceRecord, Sources, Table};
use crate::model::{CiteKey, Status};
use crate::note::{self, ContentName};

impl Library {
    /// Everything that a vault knows of its evidence.
    ///
    /// * Each source is an item. Its tags are those of its own note. The concepts of the claims that rest
    ///   on it are automatic tags, so that a search for a concept finds its literature too; Zotero's tag
    ///   selector hides them or deletes them on demand. `record: stub`, `doubtful` or `truncated` marks a
    ///   record that needs completing.
    /// * Each source content is a note of its source: its name, its text, the claims that rest on it.
    /// * Each claim is a note that stands alone: its text, and what it rests on by author, year, title and
    ///   citation key, for no link into Zotero is known before the import. Its concepts are its tags.
    /// * Folders are collections. A source is in the folders of its own notes and of the claims that rest on
    ///   it. Folders that all notes share are left out.
    ///
    /// # Diagnostics
    /// Those of [`from_item`], but for a cut list of names, which the tag tells.
    pub fn of_vault(notes: &[note::Note], sources: &Sources, table: &Table<'_>) -> Read<Self> {
        let mut diagnostics = Vec::new();
        let gathered = Gathered::new(notes, table);
        let mut folders = Folders::default();
        let mut library = Self::default();
        for record in sources.records() {
            let key = &record.item.key;
            let mut work = work(record, &mut diagnostics);
            let about = gathered.sources.get(key);
            let contents = about.into_iter().flat_map(|about| &about.contents);
            let contents = contents.filter_map(|name| gathered.contents.get(name));
            work.notes.extend(contents.map(Content::note));
            if let Some(about) = about {
                let stated: BTreeSet<&str> = about.tags.iter().copied().collect();
                let derived = about.concepts.iter().filter(|tag| !stated.contains(**tag));
                work.automatic.extend(derived.map(|tag| (*tag).to_owned()));
                work.item.tags.extend(stated.into_iter().map(str::to_owned));
                let part = Part::Work(key.to_string());
                about.folders.iter().for_each(|folder| folders.add(folder, part.clone()));
            }
            library.works.push(work);
        }
        for (name, content) in &gathered.contents {
            // Without a source it cannot be a note of one.
            if content.key.is_none_or(|key| sources.get(key).is_none()) {
                library.notes.push(content.note());
                let part = Part::Note(NoteKind::Content, (*name).to_owned());
                let of_claims = content.claims.iter().map(|row| folder(&row.note.path));
                let of_notes = content.own.iter().map(|note| folder(&note.path));
                let all: BTreeSet<&str> = of_claims.chain(of_notes).collect();
                all.into_iter().for_each(|folder| folders.add(folder, part.clone()));
            }
        }
        for rows in table.rows().chunk_by(|a, b| a.claim_id == b.claim_id) {
            library.notes.push(claim(rows, sources));
            let part = Part::Note(NoteKind::Claim, rows[0].claim_id.to_owned());
            folders.add(folder(&rows[0].note.path), part);
        }
        library.collections = folders.collections();
        Read { value: library, diagnostics }
    }
}

/// What notes say about a source.
#[derive(Default)]
struct About<'a> {
    contents: BTreeSet<&'a str>,
    tags: Vec<&'a str>,
    concepts: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

/// The notes of a vault by what they are about.
struct Gathered<'a> {
    contents: BTreeMap<&'a str, Content<'a>>,
    sources: HashMap<&'a CiteKey, About<'a>>,
}

impl<'a> Gathered<'a> {
    fn new(notes: &'a [note::Note], table: &'a Table<'_>) -> Self {
        let mut all = Self { contents: BTreeMap::new(), sources: HashMap::new() };
        for row in table.rows() {
            if let Some(content) = row.content {
                let entry = all.contents.entry(&content.name);
                let entry = entry.or_insert_with(|| Content::new(content.clone(), row.key));
                entry.claims.push(row);
            }
            if let Some(key) = row.key {
                let about = all.sources.entry(key).or_default();
                about.contents.extend(row.content.map(|content| content.name.as_str()));
                about.concepts.extend(row.note.concepts.iter().map(|concept| concept.0.as_str()));
                about.folders.insert(folder(&row.note.path));
            }
        }
        for note in notes {
            let key = note.key.as_ref().map(|key| &key.value);
            match note.kind {
                note::NoteKind::SourceContent => {
                    let name = ContentName::parse(&note.name);
                    let entry = all.contents.entry(note.name.trim());
                    let content = entry.or_insert_with(|| Content::new(name, key));
                    content.key = content.key.or(key);
                    content.own.push(note);
                    if let Some(key) = content.key {
                        let about = all.sources.entry(key).or_default();
                        about.contents.insert(note.name.trim());
                        about.folders.insert(folder(&note.path));
                    }
                }
                note::NoteKind::Source => {
                    if let Some(key) = key {
                        let about = all.sources.entry(key).or_default();
                        about.tags.extend(note.concepts.iter().map(|concept| concept.0.as_str()));
                        about.folders.insert(folder(&note.path));
                    }
                }
                _ => {}
            }
        }
        all
    }
}

/// The folder of a note; empty for one at the root.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn work(record: &SourceRecord, diagnostics: &mut Vec<Diagnostic>) -> Work {
    let mut item = record.item.clone();
    // The tag tells that a list of names is cut.
    for variable in item.names.iter().map(|(variable, _)| variable).collect::<Vec<_>>() {
        if let Some(names) = item.names.get_mut(variable) {
            names.value.truncated = false;
        }
    }
    let mut work = Work::from(from_item(&item).into_value(diagnostics));
    let cut = record.item.is_truncated().then_some(Status::Truncated);
    let states: BTreeSet<Status> = cut.into_iter().chain([record.status]).collect();
    let doubts = states.into_iter().filter(|status| *status != Status::Complete);
    work.automatic.extend(doubts.map(|status| format!("record: {}", status.as_str())));
    work
}
