//! A vault -> a library of Zotero's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::from::{self, from_item};
use super::html::{self, escape};
use crate::diag::{Diagnostic, Read};
use crate::evidence::{Row, SourceRecord, Sources, Table};
use crate::model::{self, CiteKey, Doi, NameVariable, StandardVariable, Status, Text};
use crate::note::{self, ContentName};

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
    fn annote(html: String) -> Self {
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
        let gathered = Gathered::new(notes, sources, table);
        let mut folders = Folders::default();
        let mut library = Self::default();
        for record in sources.records() {
            let key = &record.item.key;
            let mut work = work(record, &mut diagnostics);
            let about = gathered.sources.get(key);
            for content in about.into_iter().flat_map(|about| about.contents.iter().copied()) {
                work.notes.push(gathered.contents[content].note());
            }
            if let Some(about) = about {
                about.tags.iter().for_each(|tag| push_new(&mut work.item.tags, tag));
                about.concepts.iter().for_each(|tag| push_new(&mut work.automatic, tag));
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
                let all: BTreeSet<&str> = of_claims.chain(content.folder).collect();
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

fn push_new(list: &mut Vec<String>, value: &str) {
    if !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// A source content with what is known of it.
struct Content<'a> {
    name: ContentName,
    key: Option<&'a CiteKey>,
    excerpt: Option<&'a str>,
    /// The folder of its own note.
    folder: Option<&'a str>,
    /// The concepts of its own note.
    concepts: &'a [note::Concept],
    claims: Vec<&'a Row<'a>>,
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
    fn new(notes: &'a [note::Note], sources: &'a Sources, table: &'a Table<'_>) -> Self {
        let mut all = Self { contents: BTreeMap::new(), sources: HashMap::new() };
        for row in table.rows() {
            if let Some(content) = row.content {
                let entry = all.contents.entry(&content.name);
                let entry = entry.or_insert_with(|| Content::new(content.clone(), row.key));
                entry.excerpt = sources.excerpt(content);
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
                    let entry = all.contents.entry(&note.name);
                    let content = entry.or_insert_with(|| Content::new(name, key));
                    content.key = content.key.or(key);
                    content.excerpt = Some(note.body.as_str()).filter(|body| !body.is_empty());
                    content.folder = Some(folder(&note.path));
                    content.concepts = &note.concepts;
                    if let Some(key) = content.key {
                        let about = all.sources.entry(key).or_default();
                        about.contents.insert(&note.name);
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
    if record.status != Status::Complete {
        work.automatic.push(format!("record: {}", record.status.as_str()));
    }
    work
}

impl<'a> Content<'a> {
    fn new(name: ContentName, key: Option<&'a CiteKey>) -> Self {
        Self { name, key, excerpt: None, folder: None, concepts: &[], claims: Vec::new() }
    }

    fn note(&self) -> Note {
        let mut out = format!("<h1>{}</h1>", escape(&label(&self.name)));
        out.push_str(&paragraphs(self.excerpt.unwrap_or_default()));
        if !self.claims.is_empty() {
            out.push_str("<h2>Claims</h2><ul>");
            for row in &self.claims {
                out.push_str(&format!("<li>{} ({})</li>", claim_line(row), origin(row.note)));
            }
            out.push_str("</ul>");
        }
        out.push_str(&format!("<p>{}</p>", escape(&self.name.name)));
        Note {
            kind: NoteKind::Content,
            name: self.name.name.clone(),
            html: out,
            tags: self.concepts.iter().map(|concept| concept.0.clone()).collect(),
            related: Vec::new(),
        }
    }
}

/// `Results (base pairs)`, or the whole name of a content without a key.
fn label(content: &ContentName) -> String {
    match &content.detail {
        _ if content.key.is_none() => content.name.clone(),
        Some(detail) => format!("{} ({detail})", content.section),
        None => content.section.clone(),
    }
}

/// A claim as a note: `rows` are all its rows.
fn claim(rows: &[Row<'_>], sources: &Sources) -> Note {
    let note = rows[0].note;
    // Zotero takes the first line for the note's title.
    let mut out = match &note.claim {
        Some(claim) => paragraphs(&claim.plain),
        None => format!("<p>{}</p>", escape(note.title.as_ref().unwrap_or(&note.name))),
    };
    let rests_on = rows.iter().filter(|row| row.content.is_some() || row.key.is_some());
    let lines: Vec<String> = rests_on.map(|row| evidence_line(row, sources)).collect();
    if !lines.is_empty() {
        out.push_str(&format!("<h2>Rests on</h2><ul>{}</ul>", lines.concat()));
    }
    out.push_str(&format!("<p>{}</p>", origin(note)));
    let mut related: BTreeSet<Part> = BTreeSet::new();
    for row in rows {
        related.extend(row.key.map(|key| Part::Work(key.to_string())));
        let name = row.content.map(|content| content.name.clone());
        related.extend(name.map(|name| Part::Note(NoteKind::Content, name)));
    }
    Note {
        kind: NoteKind::Claim,
        name: rows[0].claim_id.to_owned(),
        html: out,
        tags: note.concepts.iter().map(|concept| concept.0.clone()).collect(),
        related: related.into_iter().collect(),
    }
}

/// The text of a claim on one line.
fn claim_line(row: &Row<'_>) -> String {
    let text = row.note.claim.as_ref().map_or(row.note.name.as_str(), |claim| &claim.plain);
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What a note is and where it is published, or its name: `insight`, `2025-03-01 09-00-00`.
fn origin(note: &note::Note) -> String {
    let link = note.permalink.as_deref().filter(|link| is_link(link));
    let name = escape(&note.name);
    let name = link.map_or_else(|| name.clone(), |link| anchor(link, &name));
    format!("{} {name}", note.kind.as_str())
}

/// A row as an item of a list: the source, its part and its key.
fn evidence_line(row: &Row<'_>, sources: &Sources) -> String {
    let record = row.key.and_then(|key| sources.get(key));
    let source = record.map(|record| citation(&record.item));
    let part = row.content.map(|content| escape(&label(content)));
    let parts: Vec<String> = source.into_iter().chain(part).collect();
    let key = row.key.map(|key| format!(" [{}]", escape(key.as_str()))).unwrap_or_default();
    format!("<li>{}{key}</li>", parts.join(": "))
}

/// `Watson and Crick 1953, <i>Molecular Structure of Nucleic Acids</i>`, with a link where one is known.
fn citation(item: &model::Item) -> String {
    let names = [NameVariable::Author, NameVariable::Editor];
    let names = names.into_iter().find_map(|variable| item.names.get(variable));
    let mut words: Vec<String> = Vec::new();
    if let Some(names) = names {
        let family = |at: usize| escape(&names.list[at].full_family());
        match names.list.len() {
            0 => {}
            1 if !names.truncated => words.push(family(0)),
            2 if !names.truncated => words.push(format!("{} and {}", family(0), family(1))),
            _ => words.push(format!("{} et al.", family(0))),
        }
    }
    words.extend(item.year().map(|year| year.to_string()));
    let title = item.text(StandardVariable::Title).map(|title| {
        let title = format!("<i>{}</i>", escape(title));
        let doi = item.text(StandardVariable::DOI).and_then(Doi::parse).map(|doi| doi.url());
        let url = doi.or_else(|| item.text(StandardVariable::URL).map(str::to_owned));
        match url.filter(|url| is_link(url)) {
            Some(url) => anchor(&url, &title),
            None => title,
        }
    });
    let parts = [words.join(" "), title.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether an address is one that a reader may follow.
fn is_link(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

fn anchor(address: &str, html: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", quick_xml::escape::escape(address))
}

/// Each line of a note's text is a paragraph or an item of a list there.
fn paragraphs(plain: &str) -> String {
    plain.lines().map(|line| html::paragraphs(&Text::plain(line))).collect()
}

/// What is in which folder.
#[derive(Default)]
struct Folders(BTreeMap<String, BTreeSet<Part>>);

impl Folders {
    fn add(&mut self, folder: &str, part: Part) {
        self.0.entry(folder.to_owned()).or_default().insert(part);
    }

    /// The folders as collections, without those that all of them stand in.
    fn collections(self) -> Vec<Collection> {
        let shared = self.shared();
        let mut all: BTreeMap<String, BTreeSet<Part>> = BTreeMap::new();
        for (folder, parts) in self.0 {
            let path = folder.get(shared..).unwrap_or_default();
            if path.is_empty() {
                continue;
            }
            all.entry(path.to_owned()).or_default().extend(parts);
            let mut child = path;
            // Folders above it exist as well, and have it as a part.
            while let Some((parent, _)) = child.rsplit_once('/') {
                let part = Part::Collection(child.to_owned());
                if !all.entry(parent.to_owned()).or_default().insert(part) {
                    break;
                }
                child = parent;
            }
        }
        all.into_iter()
            .map(|(path, parts)| {
                let title = path.rsplit('/').next().unwrap_or_default().to_owned();
                Collection { title, parts: parts.into_iter().collect(), path }
            })
            .collect()
    }

    /// How many bytes of every path name folders that all notes share.
    ///
    /// A folder that has notes itself is not left out, for else they would be in none.
    fn shared(&self) -> usize {
        let mut folders = self.0.keys();
        let Some(first) = folders.next() else { return 0 };
        // The folders are sorted, so the first and the last differ most.
        let last = folders.next_back().unwrap_or(first);
        let mut shared = 0;
        for (at, _) in first.match_indices('/') {
            if last.get(..=at) != first.get(..=at) {
                break;
            }
            shared = at + 1;
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Collections of notes in these folders: path, number of parts.
    fn check(folders: &[&str], expected: &[(&str, usize)]) {
        let mut all = Folders::default();
        for (at, folder) in folders.iter().enumerate() {
            all.add(folder, Part::Work(at.to_string()));
        }
        let collections = all.collections();
        let found = collections.iter().map(|one| (one.path.as_str(), one.parts.len()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{folders:?}");
    }

    #[test]
    fn folders_that_all_share_are_left_out() {
        check(&["a/b/X", "a/b/Y"], &[("X", 1), ("Y", 1)]);
        check(&["a/b/X", "a/b/X"], &[("X", 2)]);
        check(&["a/b", "a/b/X"], &[("b", 2), ("b/X", 1)]);
        check(&["a/bc", "a/bd"], &[("bc", 1), ("bd", 1)]);
        check(&["", "X"], &[("X", 1)]);
        check(&[""], &[]);
        check(&["a/b/c", "d"], &[("a", 1), ("a/b", 1), ("a/b/c", 1), ("d", 1)]);
    }

    #[test]
    fn a_deep_folder_costs_its_length() {
        let deep = format!("x{}", "/a".repeat(3_000));
        let mut all = Folders::default();
        (0..3_000).for_each(|at| all.add(&format!("{deep}/{at}"), Part::Work(at.to_string())));
        all.add("y", Part::Work("y".to_owned()));
        assert_eq!(all.collections().len(), 3_001 + 3_000 + 1);
    }
}
