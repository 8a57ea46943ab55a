//! The evidence table: one row a claim, source content and source.

use std::collections::HashMap;

use super::{SourceRecord, Sources};
use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Item, NameVariable, NumberVariable, StandardVariable};
use crate::note::{ContentName, Note};

/// The columns, in order; CSL variables have CSL's names.
pub const COLUMNS: &[&str] = &[
    "row-id",
    "insight-id",
    "insight-title",
    "path",
    "permalink",
    "kind",
    "date",
    "claim",
    "concepts",
    "source-content",
    "section",
    "detail",
    "excerpt",
    "citation-key",
    "author",
    "year",
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "DOI",
    "URL",
    "reference-as-printed",
    "reference-formatted",
    "record-status",
    "findings",
];

/// The columns that a reviewer fills.
pub const REVIEW_COLUMNS: &[&str] = &["decision", "reviewer", "reviewer-note"];

/// One claim, what it rests on, and the record of the source.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The same for the same claim, source content and source in every export.
    pub id: String,
    /// The claim's id: its note's name, or the note's path if the name is not unique.
    pub claim_id: &'a str,
    /// The claim's note.
    pub note: &'a Note,
    /// The source content it rests on.
    pub content: Option<&'a ContentName>,
    /// The source's key.
    pub key: Option<&'a CiteKey>,
}

/// The rows of all claims, sorted by the claim's path, then source content, then key.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    rows: Vec<Row<'a>>,
    sources: &'a Sources,
    formatted: &'a HashMap<CiteKey, String>,
}

impl<'a> Table<'a> {
    /// Puts the table together. `formatted` has the formatted reference of each key.
    ///
    /// The order of links on a page changes from one publication to the next, so rows are sorted.
    ///
    /// # Diagnostics
    /// `no-source` for a claim that rests on nothing, `ambiguous-name` for claims with one name.
    pub fn new(
        notes: &'a [Note],
        sources: &'a Sources,
        formatted: &'a HashMap<CiteKey, String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let claims: Vec<&Note> = notes.iter().filter(|note| note.kind.is_claim()).collect();
        let mut names: HashMap<&str, usize> = HashMap::new();
        for note in &claims {
            *names.entry(&note.name).or_default() += 1;
        }
        let mut rows = Vec::new();
        for note in claims {
            let unique = names.get(note.name.as_str()) == Some(&1);
            if !unique {
                let message = format!("`{}` is not the only claim of that name", note.path);
                diagnostics
                    .push(Diagnostic::new(Code::AmbiguousName, message).at(note.place.clone()));
            }
            let claim_id: &str = if unique { &note.name } else { &note.path };
            let pairs = pairs(note, sources);
            if pairs == [(None, None)] {
                let message = format!("`{}` names no source", note.name);
                let finding = Diagnostic::new(Code::NoSource, message).at(note.place.clone());
                diagnostics.push(finding.help("link the source content that the claim rests on"));
            }
            rows.extend(pairs.into_iter().map(|(content, key)| Row {
                id: row_id(claim_id, content, key),
                claim_id,
                note,
                content,
                key,
            }));
        }
        Self { rows, sources, formatted }
    }

    /// The rows.
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// A row's cells, in the order of [`COLUMNS`].
    pub fn cells(&self, row: &Row<'_>) -> Vec<String> {
        let record = row.key.and_then(|key| self.sources.get(key));
        let mut cells = claim_cells(row);
        cells.extend(self.content_cells(row));
        cells.push(row.key.map(CiteKey::to_string).unwrap_or_default());
        cells.extend(
            record.map_or_else(|| vec![String::new(); 9], |record| item_cells(&record.item)),
        );
        cells.push(record.and_then(|record| record.printed.clone()).unwrap_or_default());
        cells.push(row.key.and_then(|key| self.formatted.get(key)).cloned().unwrap_or_default());
        cells.push(record.map(|record| record.status.as_str().to_owned()).unwrap_or_default());
        cells.push(findings(row, record));
        cells
    }

    fn content_cells(&self, row: &Row<'_>) -> [String; 4] {
        let Some(content) = row.content else { return Default::default() };
        [
            content.name.clone(),
            content.section.clone(),
            content.detail.clone().unwrap_or_default(),
            self.sources.excerpt(content).unwrap_or_default().to_owned(),
        ]
    }
}

fn claim_cells(row: &Row<'_>) -> Vec<String> {
    let note = row.note;
    let concepts: Vec<&str> = note.concepts.iter().map(|concept| concept.0.as_str()).collect();
    vec![
        row.id.clone(),
        row.claim_id.to_owned(),
        note.title.clone().unwrap_or_else(|| note.name.clone()),
        note.path.clone(),
        note.permalink.clone().unwrap_or_default(),
        note.kind.as_str().to_owned(),
        note.created.clone().or_else(|| note.updated.clone()).unwrap_or_default(),
        note.claim.as_ref().map(|claim| claim.plain.clone()).unwrap_or_default(),
        concepts.join("; "),
    ]
}

/// Authors, year, title, container-title, volume, issue, page, DOI, URL.
fn item_cells(item: &Item) -> Vec<String> {
    let text = |variable| item.text(variable).unwrap_or_default().to_owned();
    let number = |variable| item.number(variable).unwrap_or_default().to_owned();
    vec![
        authors(item),
        item.year().map(|year| year.to_string()).unwrap_or_default(),
        text(StandardVariable::Title),
        text(StandardVariable::ContainerTitle),
        number(NumberVariable::Volume),
        number(NumberVariable::Issue),
        item.page.as_ref().map(|page| page.value.clone()).unwrap_or_default(),
        text(StandardVariable::DOI),
        text(StandardVariable::URL),
    ]
}

/// The authors, or failing them the editors: `Centeno, Christopher; Markle, Jason; et al.`
fn authors(item: &Item) -> String {
    let names = [NameVariable::Author, NameVariable::Editor]
        .into_iter()
        .find_map(|variable| item.names.get(variable));
    let Some(names) = names else { return String::new() };
    let mut list: Vec<String> = names.list.iter().map(|name| name.display_sorted()).collect();
    if names.truncated {
        list.push("et al.".to_owned());
    }
    list.join("; ")
}

fn findings(row: &Row<'_>, record: Option<&SourceRecord>) -> String {
    let mut codes: Vec<Code> = record.map(|record| record.codes.clone()).unwrap_or_default();
    if row.key.is_none() {
        let missing = if row.content.is_some() { Code::NoKey } else { Code::NoSource };
        codes.push(missing);
    }
    if row.note.claim.is_none() {
        codes.push(Code::NoClaim);
    }
    codes.iter().map(|code| code.name()).collect::<Vec<_>>().join("; ")
}

type Pair<'a> = (Option<&'a ContentName>, Option<&'a CiteKey>);

/// What a claim rests on: its source contents, then the sources of which it names no content.
fn pairs<'a>(note: &'a Note, sources: &'a Sources) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = note
        .contents
        .iter()
        .map(|content| (Some(&content.value), content.value.key.as_ref()))
        .collect();
    pairs.sort_by(|a, b| {
        (a.1, a.0.map(|content| &content.name)).cmp(&(b.1, b.0.map(|content| &content.name)))
    });
    pairs.dedup();
    let covered: Vec<&CiteKey> = pairs.iter().filter_map(|(_, key)| *key).collect();
    let bare = sources.cited_by(note).into_iter().filter(|key| covered.binary_search(key).is_err());
    let bare: Vec<Pair<'a>> = bare.map(|key| (None, Some(key))).collect();
    pairs.extend(bare);
    if pairs.is_empty() {
        pairs.push((None, None));
    }
    pairs
}

/// A short id of a row, the same in every export: FNV-1a over the claim's id, the content and the key.
///
/// 60 bits as 12 characters of Crockford's base 32; a vault would need a billion rows for a collision
/// to become likely.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm".
fn row_id(claim_id: &str, content: Option<&ContentName>, key: Option<&CiteKey>) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let content = content.map_or("", |content| content.name.as_str());
    let key = key.map_or("", CiteKey::as_str);
    let parts = [claim_id, "\0", content, "\0", key];
    let bytes = parts.iter().flat_map(|part| part.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..12).map(|at| char::from(ALPHABET[(hash >> (at * 5)) as usize & 31])).collect()
}
