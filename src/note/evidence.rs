//! The sources and source contents that a note names.

use std::collections::HashSet;
use std::ops::Range;

use super::claim;
use super::page::{BlockKind, Page};
use super::statements::{self, Statement};
use super::target::{Meaning, Target};
use super::{ContentName, Mention, NoteKind};
use crate::model::CiteKey;
use crate::settings::{Folders, Settings};
use crate::source::Source;

/// What a note rests on, each thing once, in the order of the file.
#[derive(Default)]
pub(super) struct Evidence {
    /// The source contents.
    pub contents: Vec<Mention<ContentName>>,
    /// The sources.
    pub sources: Vec<Mention<CiteKey>>,
}

/// Gathers what tables, fields and, in a note with a claim, its prose link to.
///
/// A link means what its target is, whatever stands above it: header names and the order of columns change
/// over the life of a garden.
pub(super) fn gather(
    source: &Source,
    page: &Page,
    fields: &[Statement],
    kind: NoteKind,
    settings: &Settings,
) -> Evidence {
    let cells = page.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let in_tables = cells.flat_map(|cell| cell.notes());
    // In other notes prose talks about sources; only a field states that it is evidence.
    let blocks = page.blocks.iter().filter(|block| {
        block.kind == BlockKind::Text
            && (kind.is_claim() || block.rich.text.lines().any(|line| claim::field(line).is_some()))
    });
    let in_text = blocks.flat_map(|block| block.rich.notes());
    let found = in_tables.chain(in_text).map(|(target, place)| (target.clone(), place.clone()));
    let in_fields =
        fields.iter().flat_map(|field| statements::links(&field.value, &field.span, source));
    let mut links: Vec<(Target, Range<usize>)> = found.chain(in_fields).collect();
    links.sort_by_key(|(_, place)| place.start);
    let mut evidence = Evidence::default();
    let mut seen = HashSet::new();
    for (target, span) in links {
        add(&target, &span, source, &settings.folders, &mut seen, &mut evidence);
    }
    evidence
}

fn add(
    target: &Target,
    span: &Range<usize>,
    source: &Source,
    folders: &Folders,
    seen: &mut HashSet<String>,
    evidence: &mut Evidence,
) {
    match target.meaning(folders) {
        Meaning::Source(key) if seen.insert(format!("@{key}")) => {
            evidence.sources.push(Mention { value: key, place: source.place(span.clone()) });
        }
        Meaning::Content(content) if seen.insert(content.name.clone()) => {
            evidence.contents.push(Mention { value: content, place: source.place(span.clone()) });
        }
        Meaning::Source(_) | Meaning::Content(_) => {}
        Meaning::Concept | Meaning::Claim | Meaning::Other => {}
    }
}
