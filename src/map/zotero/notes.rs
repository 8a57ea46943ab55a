//! Source contents and claims -> notes.

use std::collections::BTreeSet;

use super::html::{self, escape};
use super::library::{Note, NoteKind, Part};
use crate::evidence::{Row, Sources};
use crate::model::{CiteKey, Doi, Item, NameVariable, StandardVariable, Text};
use crate::note::{self, ContentName};

/// A source content with what is known of it.
pub(super) struct Content<'a> {
    pub(super) name: ContentName,
    pub(super) key: Option<&'a CiteKey>,
    /// The notes about it, of which there should be one.
    pub(super) own: Vec<&'a note::Note>,
    pub(super) claims: Vec<&'a Row<'a>>,
}

impl<'a> Content<'a> {
    pub(super) fn new(name: ContentName, key: Option<&'a CiteKey>) -> Self {
        Self { name, key, own: Vec::new(), claims: Vec::new() }
    }

    pub(super) fn note(&self) -> Note {
        let mut out = format!("<h1>{}</h1>", escape(&label(&self.name)));
        self.own.iter().for_each(|note| out.push_str(&paragraphs(&note.body)));
        if !self.claims.is_empty() {
            out.push_str("<h2>Claims</h2><ul>");
            for row in &self.claims {
                out.push_str(&format!("<li>{} ({})</li>", claim_line(row), origin(row.note)));
            }
            out.push_str("</ul>");
        }
        out.push_str(&format!("<p>{}</p>", escape(&self.name.name)));
        let concepts = self.own.iter().flat_map(|note| &note.concepts);
        Note {
            kind: NoteKind::Content,
            name: self.name.name.clone(),
            html: out,
            tags: concepts.map(|concept| concept.0.clone()).collect(),
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
pub(super) fn claim(rows: &[Row<'_>], sources: &Sources) -> Note {
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
fn citation(item: &Item) -> String {
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
