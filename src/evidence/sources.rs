//! The sources that notes name, each with the best record that is known of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::citekey;
use crate::diag::{Code, Diagnostic, Place};
use crate::library::{Places, Shelf};
use crate::model::{CiteKey, Grade, Item, Origin, Status, Via};
use crate::note::{ContentName, Mention, Note, NoteKind, PrintedReference};
use crate::refparse::{Parsed, Reader, Reference, Style, Verdict};

/// One reference text that stands beside a key, on one or more pages.
struct Statement {
    /// The reference where it stands first.
    printed: PrintedReference,
    /// On how many pages it stands.
    pages: usize,
}

/// One source with its record.
#[derive(Debug, Clone)]
pub struct SourceRecord {
    /// The record.
    pub item: Item,
    /// How far it can be relied on.
    pub status: Status,
    /// The reference that it was read from, as printed.
    pub printed: Option<String>,
    /// The style of that reference.
    pub style: Option<Style>,
    /// How the record prints again.
    pub verdict: Option<Verdict>,
    /// Where that reference stands, or the first mention of the key.
    pub place: Place,
    /// The kinds of findings about it, each once.
    pub codes: Vec<Code>,
}

/// Everything that notes say about one key.
struct Gathered {
    first: Place,
    statements: Vec<Statement>,
    /// Where each text stands among the statements.
    by_text: HashMap<String, usize>,
}

/// The sources of a vault.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Sorted by key, each key once.
    records: Vec<SourceRecord>,
    /// The source contents that have a note of their own: its text by the note's name.
    excerpts: HashMap<String, String>,
    /// Keys of references that stand without one, by the place of the reference.
    unkeyed: HashMap<(String, usize), CiteKey>,
    /// What read the references.
    reader: Reader,
}

impl Sources {
    /// Gathers the sources of all notes: each key that is named, with the best of its references.
    ///
    /// The records are sorted by key.
    ///
    /// # Diagnostics
    /// Those of [`Reader::read`], and `unresolved-key`, `conflicting-references`, `key-mismatch`,
    /// `reference-differs`, `reference-nearly-equal`.
    pub fn gather(notes: &[Note], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let printed = notes.iter().flat_map(|note| &note.references);
        let mut sources =
            Self { reader: Reader::of(printed.map(|printed| &*printed.text)), ..Self::default() };
        let mut gathered: BTreeMap<CiteKey, Gathered> = BTreeMap::new();
        for note in notes {
            for (key, place) in named_keys(note) {
                gathered.entry(key.clone()).or_insert_with(|| Gathered::new(place));
            }
            for printed in &note.references {
                let Some(key) = sources.key_of(printed, diagnostics) else { continue };
                let entry = gathered.entry(key);
                entry.or_insert_with(|| Gathered::new(&printed.place)).add(printed);
            }
            if note.kind == NoteKind::SourceContent && !note.body.is_empty() {
                sources.excerpts.insert(note.name.clone(), note.body.clone());
            }
        }
        for (key, gathered) in gathered {
            let start = diagnostics.len();
            let mut record = record(&key, gathered, &sources.reader, diagnostics);
            record.note_codes(&diagnostics[start..]);
            sources.records.push(record);
        }
        sources
    }

    /// Completes the records from those of a shelf, and takes back the findings that thereby lose their ground.
    ///
    /// A key without a record gets the one that has this key on the shelf. `places` knows the places of the
    /// shelf's values. Gives the keys of the records that have something from the shelf.
    ///
    /// # Diagnostics
    /// Those of [`Shelf::complete`], and `key-mismatch` for a key that is another work's on the shelf.
    pub fn complete(
        &mut self,
        shelf: &Shelf<'_>,
        places: &Places<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeSet<CiteKey> {
        let mut changed = BTreeSet::new();
        let mut settled: HashSet<(Code, &str, usize)> = HashSet::new();
        let mut findings = Vec::new();
        let known: Vec<Place> = self.records.iter().map(|record| record.place.clone()).collect();
        for (record, place) in self.records.iter_mut().zip(&known) {
            let start = findings.len();
            let before = record.status;
            if record.complete(shelf, places, &mut findings) {
                changed.insert(record.item.key.clone());
            }
            let code = match (before, record.status) {
                (Status::Stub, Status::Complete | Status::Truncated) => Code::UnresolvedKey,
                (Status::Truncated | Status::Doubtful, _) if !record.item.is_truncated() => {
                    Code::TruncatedNames
                }
                _ => {
                    record.note_codes(&findings[start..]);
                    continue;
                }
            };
            settled.insert((code, &place.file, place.span.start));
            record.codes.retain(|known| *known != code);
            record.note_codes(&findings[start..]);
        }
        diagnostics.retain(|finding| {
            let place = finding.place.as_ref();
            place.is_none_or(|at| !settled.contains(&(finding.code, &*at.file, at.span.start)))
        });
        diagnostics.extend(findings);
        changed
    }

    /// The records, sorted by key.
    pub fn records(&self) -> &[SourceRecord] {
        &self.records
    }

    /// The record of a key.
    pub fn get(&self, key: &CiteKey) -> Option<&SourceRecord> {
        let at = self.records.binary_search_by(|record| record.item.key.cmp(key)).ok()?;
        self.records.get(at)
    }

    /// The text of a source content's own note.
    pub fn excerpt(&self, content: &ContentName) -> Option<&str> {
        self.excerpts.get(&content.name).map(String::as_str)
    }

    /// The keys that a claim names as sources: stated ones, and those of references without one.
    pub fn cited_by<'a>(&'a self, note: &'a Note) -> Vec<&'a CiteKey> {
        let stated = note.sources.iter().map(|mention| &mention.value);
        let printed = note.references.iter().filter_map(|printed| {
            printed.key.as_ref().or_else(|| self.unkeyed.get(&place_id(printed)))
        });
        let mut keys: Vec<&CiteKey> = stated.chain(printed).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The style that most references are printed in.
    pub fn common_style(&self) -> Option<Style> {
        let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
        for style in self.records.iter().filter_map(|record| record.style) {
            *counts.entry(style).or_default() += 1;
        }
        // Of equal counts the first style wins.
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(style, _)| style)
    }

    /// The key of a printed reference; one that stands without a key gets the key its record asks for.
    fn key_of(
        &mut self,
        printed: &PrintedReference,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<CiteKey> {
        if let Some(key) = &printed.key {
            return Some(key.clone());
        }
        let parsed = parse(&self.reader, printed, None);
        let Some(parsed) = parsed.value else {
            diagnostics.extend(parsed.diagnostics);
            return None;
        };
        let key = parsed.item.key;
        self.unkeyed.insert(place_id(printed), key.clone());
        Some(key)
    }
}

impl SourceRecord {
    /// Adds the kinds of findings about it.
    fn note_codes(&mut self, findings: &[Diagnostic]) {
        self.codes.extend(findings.iter().map(|finding| finding.code));
        self.codes.sort_unstable();
        self.codes.dedup();
    }

    /// Completes the record from those of a shelf; says whether it has anything from there.
    fn complete(
        &mut self,
        shelf: &Shelf<'_>,
        places: &Places<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> bool {
        let key = self.item.key.clone();
        let named = shelf.by_key(&key);
        if self.status == Status::Stub {
            let Some(record) = named.and_then(|at| shelf.record(at)) else {
                return false;
            };
            self.item = Item { has_derived_key: false, ..record.clone() };
            let is_cut = self.item.is_truncated();
            self.status = if is_cut { Status::Truncated } else { Status::Complete };
            return true;
        }
        let place = self.place.clone();
        let here = |origin: &Origin| match origin.file == place.file {
            true => Some(place.clone()),
            false => places(origin),
        };
        let completed = shelf.complete(&mut self.item, &here).into_value(found);
        if let Some(other) = named.filter(|at| !completed.from.contains(at))
            && let Some(other) = shelf.record(other)
            && completed.from.is_empty()
        {
            let at = places(&other.kind.origin);
            let at = at.map(|at| format!(" in {}:{}:{}", at.file, at.line, at.column));
            let message = format!("`{key}` is another work{}", at.unwrap_or_default());
            let finding = Diagnostic::new(Code::KeyMismatch, message).at(place.clone());
            found.push(finding.help("check which of the two has the key"));
        }
        if self.status == Status::Truncated && !self.item.is_truncated() {
            self.status = Status::Complete;
        }
        completed.changed
    }
}

fn place_id(printed: &PrintedReference) -> (String, usize) {
    (printed.place.file.to_string(), printed.place.span.start)
}

/// The keys that a note names, directly or by a source content, with their places.
fn named_keys(note: &Note) -> impl Iterator<Item = (&CiteKey, &Place)> {
    let own = note.key.iter().chain(&note.sources);
    let sources = own.map(|mention| (&mention.value, &mention.place));
    let contents = note
        .contents
        .iter()
        .filter_map(|Mention { value, place }| value.key.as_ref().map(|key| (key, place)));
    sources.chain(contents)
}

impl Gathered {
    fn new(first: &Place) -> Self {
        Self { first: first.clone(), statements: Vec::new(), by_text: HashMap::new() }
    }

    fn add(&mut self, printed: &PrintedReference) {
        match self.by_text.get(&printed.text) {
            Some(at) => self.statements[*at].pages += 1,
            None => {
                self.by_text.insert(printed.text.clone(), self.statements.len());
                self.statements.push(Statement { printed: printed.clone(), pages: 1 });
            }
        }
    }
}

fn parse(
    reader: &Reader,
    printed: &PrintedReference,
    key: Option<&CiteKey>,
) -> crate::diag::Read<Option<Parsed>> {
    let origin = Origin::stated(&printed.place.file, printed.place.span.clone());
    let reference = Reference { text: &printed.text, links: &printed.links, key, origin: &origin };
    reader.read(reference).placed(&printed.place)
}

/// A reference that was read, and how it prints again.
struct Candidate {
    parsed: Parsed,
    findings: Vec<Diagnostic>,
    statement: usize,
}

impl Candidate {
    fn status(&self) -> Status {
        match () {
            () if self.parsed.confidence.grade() == Grade::Doubtful => Status::Doubtful,
            () if self.parsed.item.is_truncated() => Status::Truncated,
            () => Status::Complete,
        }
    }
}

/// Makes the record of a key from what was gathered about it.
fn record(
    key: &CiteKey,
    gathered: Gathered,
    reader: &Reader,
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceRecord {
    let Gathered { first, statements, .. } = gathered;
    let mut candidates = Vec::new();
    for (statement, Statement { printed, .. }) in statements.iter().enumerate() {
        let read = parse(reader, printed, Some(key));
        let Some(parsed) = read.value else {
            diagnostics.extend(read.diagnostics);
            continue;
        };
        candidates.push(Candidate { parsed, findings: read.diagnostics, statement });
    }
    if candidates.len() > 1 {
        diagnostics.push(conflict(key, &statements));
    }
    // The most reliable one; of equals the one that most pages print, then the one that came first.
    candidates.sort_by_cached_key(|candidate| {
        (
            candidate.status(),
            statements[candidate.statement].pages,
            usize::MAX - candidate.statement,
        )
    });
    let best = candidates.pop();
    let others = candidates;
    let Some(mut best) = best else { return stub(key, &first, &statements, diagnostics) };
    complete(&mut best, &others, &statements);
    let mut status = best.status();
    let printed = &statements[best.statement].printed;
    diagnostics.extend(best.findings);
    let verdict = best.parsed.verdict.as_ref();
    diagnostics.extend(verdict.and_then(|verdict| verdict.finding(&printed.place)));
    if let citekey::Agreement::Differs { expected } = citekey::agrees(key, &best.parsed.item) {
        // The reference may belong to another key.
        status = Status::Doubtful;
        let message = format!("`{key}` does not fit its record");
        let finding = Diagnostic::new(Code::KeyMismatch, message)
            .at(printed.place.clone())
            .help(format!("for this record the key would be `{expected}`"));
        diagnostics.push(finding);
    }
    SourceRecord {
        item: best.parsed.item,
        status,
        printed: Some(printed.text.clone()),
        style: best.parsed.style,
        verdict: best.parsed.verdict,
        place: printed.place.clone(),
        codes: Vec::new(),
    }
}

/// Completes the best of several references from the others that can be relied on.
///
/// That they differ is told already, as one finding for all; here only what was taken is.
fn complete(best: &mut Candidate, others: &[Candidate], statements: &[Statement]) {
    let sure = others.iter().rev().filter(|other| other.status() != Status::Doubtful);
    let shelf = Shelf::new(sure.map(|other| &other.parsed.item));
    let places = |origin: &Origin| {
        let place = statements.iter().map(|statement| &statement.printed.place);
        place
            .filter(|place| place.file == origin.file)
            .min_by_key(|place| place.span.start.abs_diff(origin.span.start))
            .cloned()
    };
    let findings = shelf.complete(&mut best.parsed.item, &places).diagnostics;
    best.findings.extend(findings.into_iter().filter(|f| f.code == Code::CompletedRecord));
    if !best.parsed.item.is_truncated() {
        best.findings.retain(|finding| finding.code != Code::TruncatedNames);
    }
}

fn conflict(key: &CiteKey, statements: &[Statement]) -> Diagnostic {
    let message = format!("`{key}` stands beside {} different references", statements.len());
    let odd = statements.iter().min_by_key(|statement| statement.pages);
    let finding = Diagnostic::new(Code::ConflictingReferences, message)
        .help("publish the pages again, so that all print the same reference");
    match odd {
        Some(odd) => finding.at(odd.printed.place.clone()),
        None => finding,
    }
}

/// A record made from the key alone.
fn stub(
    key: &CiteKey,
    first: &Place,
    statements: &[Statement],
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceRecord {
    let origin = Origin { file: first.file.clone(), span: first.span.clone(), via: Via::Derived };
    let finding = Diagnostic::new(Code::UnresolvedKey, format!("no record for `{key}`"))
        .at(first.clone())
        .help("add its reference; until then a stub made from the key stands in");
    diagnostics.push(finding);
    SourceRecord {
        item: citekey::stub(key, &origin),
        status: Status::Stub,
        printed: statements.first().map(|statement| statement.printed.text.clone()),
        style: None,
        verdict: None,
        place: first.clone(),
        codes: Vec::new(),
    }
}
