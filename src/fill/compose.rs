//! Printed citations, set into the document.

use std::ops::Range;

use super::extent::{self, Moves};
use super::markdown::{Flavour, Writer};
use super::prepare::{Prepared, Rest};
use super::words::Piece;
use crate::cite::{Printed, Processor, Vertical};
use crate::cited::Document;

/// Sets citations into a document.
pub(super) struct Composer<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) processor: &'a Processor,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) printed: &'a [Printed],
    pub(super) flavour: Flavour,
    /// Where the cites of each record lead to, if they are links.
    pub(super) targets: Option<&'a [String]>,
    pub(super) after_punctuation: Option<bool>,
}

/// What changes in the document.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// The definitions of the notes that the citations became.
    pub(super) notes: String,
}

/// A citation in Markdown.
#[derive(Debug, Default)]
struct Composed {
    /// The names that stand in the sentence.
    author: Vec<Piece>,
    /// What stands in parentheses, in brackets or in a note.
    rest: Vec<Piece>,
    /// Whether the rest is raised.
    is_raised: bool,
}

impl Composer<'_> {
    pub(super) fn compose(&self) -> Filled {
        let clusters = &self.document.clusters;
        let composed: Vec<Option<Composed>> = (0..clusters.len()).map(|at| self.one(at)).collect();
        // Those within notes and within other citations are printed in their places.
        let within: Vec<Vec<Piece>> = composed
            .iter()
            .enumerate()
            .map(|(at, composed)| self.in_place(at, composed.as_ref()))
            .collect();
        let mut filled = Filled::default();
        let label = label(self.text);
        let mut numbers = 0usize;
        let mut from = 0;
        for (at, composed) in composed.iter().enumerate() {
            let place = &self.prepared.places.places[at];
            let Some(composed) = composed.as_ref().filter(|_| !place.is_within) else { continue };
            let span = clusters[at].span.clone();
            let becomes_note = self.processor.is_note() && !place.in_note;
            if !becomes_note && !composed.is_raised {
                from = span.end;
                filled.edits.push((span, flat(&within[at], &within)));
                continue;
            }
            let moves = self.after_punctuation.unwrap_or(becomes_note);
            let moves =
                moves.then(|| Moves { into_quotes: self.processor.has_punctuation_in_quotes() });
            let has_author = !is_empty(&composed.author);
            let block = self.block(span.start);
            let extent = extent::around(self.text, span.clone(), from, block, moves);
            let start = if has_author { span.start } else { extent.span.start };
            let mut out = flat(&composed.author, &within);
            match has_author {
                // The names end before the quotation mark that may stand before them.
                true => out.push_str(extent.before.trim_end_matches(['"', '”'])),
                false => out.push_str(&extent.before),
            }
            if !becomes_note {
                out.push_str(&flat(&composed.rest, &within));
            } else if !is_empty(&composed.rest) {
                numbers += 1;
                out.push_str(&format!("[^{label}{numbers}]"));
                if numbers > 1 {
                    filled.notes.push('\n');
                }
                let note = flat(&composed.rest, &within);
                filled.notes.push_str(&format!("[^{label}{numbers}]: {}\n", note.trim()));
            }
            from = extent.span.end;
            filled.edits.push((start..extent.span.end, out));
        }
        filled
    }

    /// Where the paragraph or cell begins that a place is in.
    fn block(&self, at: usize) -> usize {
        let breaks = &self.document.breaks;
        let before = breaks.partition_point(|start| *start <= at).checked_sub(1);
        before.map_or(self.document.front.end, |before| breaks[before])
    }

    fn one(&self, at: usize) -> Option<Composed> {
        let cluster = &self.prepared.clusters[at];
        let writer = |targets| Writer { flavour: self.flavour, words: &cluster.words, targets };
        let around;
        let printed = match &cluster.rest {
            Rest::Verbatim => return None,
            Rest::Citation(at) => &self.printed[*at],
            Rest::Words(words) => {
                around = self.processor.around(words);
                &around
            }
        };
        let runs = printed.runs();
        let is_raised =
            runs.first().is_some_and(|(_, run)| run.font.vertical == Some(Vertical::Superscript));
        let author = cluster.author.map(|at| writer(None).write(&self.printed[at].runs()));
        let rest = writer(self.targets).write(&runs);
        Some(Composed { author: author.unwrap_or_default(), rest, is_raised })
    }

    /// The citation where it stands, and not in a note of its own.
    fn in_place(&self, at: usize, composed: Option<&Composed>) -> Vec<Piece> {
        let span = self.document.clusters[at].span.clone();
        let Some(Composed { author, rest, is_raised }) = composed else {
            return vec![Piece::Text(self.text[span].to_owned())];
        };
        let text = |text: &str| Piece::Text(text.to_owned());
        let mut out = author.clone();
        let has_author = !is_empty(author);
        if is_empty(rest) {
            return out;
        }
        if !self.processor.is_note() {
            if has_author && !is_raised {
                out.push(text(" "));
            }
            out.extend(rest.iter().cloned());
            return out;
        }
        // Source: pandoc sets a citation within a note in parentheses, unless it begins the note.
        let begins = self.prepared.places.places[at].begins_note && !has_author;
        let next = self.text[span.end..].chars().next();
        let mut rest = rest.clone();
        if !begins || next.is_some_and(|next| matches!(next, '.' | ',' | ';' | ':' | '!' | '?')) {
            drop_stop(&mut rest);
        }
        match (begins, has_author) {
            (true, _) => out.extend(rest),
            (false, true) => {
                out.push(text(", "));
                out.extend(rest);
            }
            (false, false) => {
                out.push(text("("));
                out.extend(rest);
                out.push(text(")"));
            }
        }
        out
    }
}

/// A beginning of labels that no note of the document has.
fn label(text: &str) -> String {
    let names =
        std::iter::once("cite-".to_owned()).chain((2..).map(|n: usize| format!("cite{n}-")));
    let mut free = names.filter(|name| !text.contains(&format!("[^{name}")));
    free.next().unwrap_or_default()
}

fn is_empty(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| matches!(piece, Piece::Text(text) if text.trim().is_empty()))
}

fn drop_stop(pieces: &mut [Piece]) {
    if let Some(Piece::Text(last)) = pieces.last_mut()
        && last.ends_with('.')
    {
        last.pop();
    }
}

/// The text of pieces; each citation within it is printed once, so the work is that of the text.
fn flat(pieces: &[Piece], within: &[Vec<Piece>]) -> String {
    let mut out = String::new();
    let mut open = vec![pieces.iter()];
    while let Some(last) = open.last_mut() {
        match last.next() {
            Some(Piece::Text(text)) => out.push_str(text),
            Some(Piece::Cluster(at)) => open.push(within[*at].iter()),
            None => {
                open.pop();
            }
        }
    }
    out
}
