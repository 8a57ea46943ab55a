//! The keys that are found, each once.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diag::Place;
use crate::source::Source;

/// A key that is cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The key as written.
    pub key: String,
    /// Where it stands first.
    pub place: Place,
    /// How often it stands.
    pub times: usize,
    /// Whether it can be nothing else: a link to a note, or a label of a figure, is a citation only if there
    /// is such a work.
    pub certain: bool,
}

/// A file that a text takes in.
#[derive(Debug, Clone, PartialEq)]
pub struct Include {
    /// The path as written, relative to the file that names it.
    pub path: String,
    /// Where it is named.
    pub place: Place,
}

/// What one text or several cite.
#[derive(Debug, Clone, Default)]
pub struct Cited {
    /// The keys in the order of their first places.
    pub keys: Vec<Citation>,
    /// Whether every work is cited: `\nocite{*}`.
    pub all: bool,
    /// The files that the text takes in, in order.
    pub includes: Vec<Include>,
    /// Names of other things that can be referred to as if they were works.
    pub labels: HashSet<String>,
    by_key: HashMap<String, usize>,
}

impl Cited {
    /// Adds what another text cites.
    pub fn add(&mut self, other: Self) {
        for citation in other.keys {
            self.citation(citation);
        }
        self.all |= other.all;
        self.includes.extend(other.includes);
        self.labels.extend(other.labels);
    }

    fn citation(&mut self, citation: Citation) {
        match self.by_key.get(&citation.key).and_then(|at| self.keys.get_mut(*at)) {
            Some(known) => {
                known.times += citation.times;
                if citation.certain && !known.certain {
                    known.certain = true;
                    known.place = citation.place;
                }
            }
            None => {
                self.by_key.insert(citation.key.clone(), self.keys.len());
                self.keys.push(citation);
            }
        }
    }
}

/// Gathers what a syntax finds in one text.
pub(super) struct Collector<'a> {
    source: &'a Source,
    pub(super) cited: Cited,
}

impl<'a> Collector<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, cited: Cited::default() }
    }

    /// Adds a key; white space at its ends falls away.
    pub(super) fn cite(&mut self, key: &str, span: Range<usize>, certain: bool) {
        let trimmed = key.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some(at) = self.cited.by_key.get(trimmed)
            && let Some(known) = self.cited.keys.get_mut(*at)
            && (known.certain || !certain)
        {
            known.times += 1;
            return;
        }
        let start = span.start + (key.len() - key.trim_start().len());
        let place = self.source.place(start..start + trimmed.len());
        self.cited.citation(Citation { key: trimmed.to_owned(), place, times: 1, certain });
    }

    /// Adds keys with commas between them, which begin at a byte.
    pub(super) fn cite_list(&mut self, list: &str, start: usize, certain: bool) {
        let mut at = start;
        for key in list.split(',') {
            self.cite(key, at..at + key.len(), certain);
            at += key.len() + 1;
        }
    }

    pub(super) fn cite_all(&mut self) {
        self.cited.all = true;
    }

    /// Adds a file that the text takes in.
    pub(super) fn include(&mut self, path: &str, span: Range<usize>) {
        let path = path.trim().trim_matches('"').trim();
        if !path.is_empty() {
            let place = self.source.place(span);
            self.cited.includes.push(Include { path: path.to_owned(), place });
        }
    }

    pub(super) fn finish(self) -> Cited {
        self.cited
    }
}

/// A copy of a text in which stretches can be covered with spaces; every other byte keeps its place.
pub(super) struct Cover {
    bytes: Vec<u8>,
}

impl Cover {
    pub(super) fn new(text: &str) -> Self {
        Self { bytes: text.as_bytes().to_vec() }
    }

    /// Covers a stretch; its line breaks stay.
    pub(super) fn cover(&mut self, span: Range<usize>) {
        let end = span.end.min(self.bytes.len());
        for byte in &mut self.bytes[span.start.min(end)..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    /// Covers a stretch with its line breaks.
    pub(super) fn cover_lines(&mut self, span: Range<usize>) {
        let end = span.end.min(self.bytes.len());
        self.bytes[span.start.min(end)..end].fill(b' ');
    }

    pub(super) fn finish(self) -> String {
        // Stretches begin and end between characters; were one not so, its letters are replaced.
        String::from_utf8(self.bytes).unwrap_or_else(|error| {
            let bytes = error.into_bytes();
            bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect()
        })
    }
}
