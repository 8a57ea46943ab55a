//! Where each citation stands: in the text or in a note, in which order, within which other.

use std::ops::Range;

use crate::cited::Document;

/// Where a citation stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Whether it stands among the words of another citation.
    pub(super) is_within: bool,
    /// The number of the note that it stands in, or will be.
    pub(super) note: Option<u32>,
    /// Whether the document has a note around it.
    pub(super) in_note: bool,
    /// Whether it begins that note.
    pub(super) begins_note: bool,
}

/// The places of a document's citations.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For each citation.
    pub(super) places: Vec<Place>,
    /// The citations in the order of reading: those of a note where its mark stands.
    pub(super) order: Vec<usize>,
    /// For each citation, the first one behind it that is not within it.
    pub(super) next: Vec<usize>,
}

/// A note of the document.
struct Note {
    span: Range<usize>,
    /// Where its text begins.
    body: usize,
    /// Where it is read.
    mark: usize,
    number: u32,
}

/// Finds the places; `makes_notes` says whether citations become notes, which then have numbers, too.
///
/// Source: CSL 1.0.2, "Locators and positions": a position is that of the note in the document.
pub(super) fn places(document: &Document, text: &str, makes_notes: bool) -> Places {
    let clusters = &document.clusters;
    let mut next = vec![clusters.len(); clusters.len()];
    let mut places = vec![Place::default(); clusters.len()];
    let mut roots = vec![0; clusters.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        while let Some(outer) = open.pop_if(|outer| clusters[*outer].span.end <= cluster.span.start)
        {
            next[outer] = at;
        }
        places[at].is_within = !open.is_empty();
        roots[at] = open.first().copied().unwrap_or(at);
        open.push(at);
    }
    let mut notes = notes(document, text);
    let note_of = |at: usize, notes: &[Note]| {
        let before = notes.partition_point(|note| note.span.start <= at).checked_sub(1)?;
        (at < notes[before].span.end).then_some(before)
    };
    let around: Vec<Option<usize>> =
        clusters.iter().map(|cluster| note_of(cluster.span.start, &notes)).collect();
    // What gets a number, where it is read.
    let mut events: Vec<(usize, Result<usize, usize>)> =
        notes.iter().enumerate().map(|(at, note)| (note.mark, Ok(at))).collect();
    if makes_notes {
        let own = (0..clusters.len()).filter(|at| around[*at].is_none() && roots[*at] == *at);
        events.extend(own.map(|at| (clusters[at].span.start, Err(at))));
    }
    events.sort_by_key(|(at, _)| *at);
    for (number, (_, event)) in (1u32..).zip(events) {
        match event {
            Ok(note) => notes[note].number = number,
            Err(cluster) => places[cluster].note = Some(number),
        }
    }
    for at in 0..clusters.len() {
        let start = clusters[at].span.start;
        match around[at].map(|note| &notes[note]) {
            Some(note) => {
                places[at].note = Some(note.number);
                places[at].in_note = true;
                places[at].begins_note =
                    text.get(note.body..start).is_some_and(|before| before.trim().is_empty());
            }
            None => places[at].note = places[roots[at]].note,
        }
    }
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    let read_at = |at: usize| around[at].map_or(clusters[at].span.start, |note| notes[note].mark);
    order.sort_by_key(|at| (read_at(*at), *at));
    Places { places, order, next }
}

/// The notes of a document that stand in no other, in the order of the text.
fn notes(document: &Document, text: &str) -> Vec<Note> {
    let defined = document.definitions.iter().map(|(span, mark)| {
        let label = text[span.clone()].find("]:").map_or(0, |end| end + 2);
        let (body, mark) = (span.start + label, mark.unwrap_or(span.start));
        Note { span: span.clone(), body, mark, number: 0 }
    });
    let inline = document.notes.iter().map(|span| Note {
        span: span.clone(),
        body: span.start + 2,
        mark: span.start,
        number: 0,
    });
    let mut notes: Vec<Note> = defined.chain(inline).collect();
    notes.sort_by_key(|note| (note.span.start, usize::MAX - note.span.end));
    let mut end = 0;
    notes.retain(|note| {
        let is_apart = note.span.start >= end;
        end = end.max(note.span.end);
        is_apart
    });
    notes
}
