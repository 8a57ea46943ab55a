//! Runs of words of one label.

use std::cell::OnceCell;
use std::ops::Range;

use super::value::{Value, value};
use crate::refparse::label::Label;
use crate::refparse::token::Word;

/// A reference's words with their labels.
#[derive(Debug)]
pub(super) struct Segments<'a, 't> {
    /// The folded text.
    pub(super) text: &'t str,
    /// Its words.
    pub(super) words: &'a [Word],
    labels: &'a [Label],
    /// Every run, in reading order: its label and its words.
    runs: Vec<(Label, Range<usize>)>,
    /// A bit for each label that some word has.
    present: u64,
    is_romance: OnceCell<bool>,
}

/// Whether a label is of texts that have many words.
fn is_text(label: Label) -> bool {
    matches!(label, Label::Title | Label::Container | Label::Collection | Label::Publisher)
}

/// How many words of the style may stand within a value that goes on behind them.
const BRIDGE: usize = 3;

impl<'a, 't> Segments<'a, 't> {
    /// Finds the runs.
    pub(super) fn new(text: &'t str, words: &'a [Word], labels: &'a [Label]) -> Self {
        let count = words.len().min(labels.len());
        let (words, labels) = (&words[..count], &labels[..count]);
        let mut runs: Vec<(Label, Range<usize>)> = Vec::with_capacity(24);
        for (at, label) in labels.iter().enumerate() {
            match runs.as_mut_slice() {
                [.., (last, range)] if last == label => range.end = at + 1,
                // One word within a title that was taken for something else.
                [.., (before, range), (_, odd)]
                    if before == label
                        && odd.len() == 1
                        && is_text(*label)
                        && text[words[at - 2].end..words[at - 1].start] == *" "
                        && text[words[at - 1].end..words[at].start] == *" " =>
                {
                    range.end = at + 1;
                    runs.pop();
                }
                _ => runs.push((*label, at..at + 1)),
            }
        }
        let present = runs.iter().fold(0, |all, (label, _)| all | 1 << *label as u64);
        Self { text, words, labels, runs, present, is_romance: OnceCell::new() }
    }

    /// The label of a word; `Other` beyond the ends.
    pub(super) fn label(&self, at: usize) -> Label {
        self.labels.get(at).copied().unwrap_or(Label::Other)
    }

    /// Whether any word has a label.
    pub(super) fn has(&self, label: Label) -> bool {
        self.present & 1 << label as u64 != 0
    }

    /// A bit for each label that some word has.
    pub(super) fn present(&self) -> u64 {
        self.present
    }

    /// Whether the style's own words are French, Spanish, Portuguese or Italian.
    pub(super) fn is_romance(&self) -> bool {
        *self.is_romance.get_or_init(|| {
            self.runs().any(|(label, mut range)| {
                matches!(label, Label::Other | Label::Join)
                    && range.any(|at| ROMANCE.get(self.form(at)).is_some())
            })
        })
    }

    /// Every run with its label.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Label, Range<usize>)> + '_ {
        self.runs.iter().map(|(label, range)| (*label, range.clone()))
    }

    /// The runs of a label.
    pub(super) fn of(&self, label: Label) -> impl Iterator<Item = Range<usize>> + '_ {
        self.runs().filter(move |(known, _)| *known == label).map(|(_, range)| range)
    }

    /// The runs of a label, joined where nothing but a few words of the style stand between them.
    pub(super) fn joined(&self, label: Label) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for range in self.of(label) {
            match out.last_mut() {
                Some(last)
                    if range.start - last.end <= BRIDGE
                        && self.labels[last.end..range.start]
                            .iter()
                            .all(|label| *label == Label::Other) =>
                {
                    last.end = range.end;
                }
                _ => out.push(range),
            }
        }
        out
    }

    /// A word's text.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |word| &self.text[word.range()])
    }

    /// A word's form; 0 beyond the ends.
    pub(super) fn form(&self, at: usize) -> u32 {
        self.words.get(at).map_or(0, |word| word.form)
    }

    /// The marks before a word.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        let from = at.checked_sub(1).and_then(|at| self.words.get(at)).map_or(0, |word| word.end);
        let to = self.words.get(at).map_or(self.text.len(), |word| word.start);
        &self.text[from..to]
    }

    /// From the first to the last word of a run, without any mark around them.
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        match self.words.get(range.clone()).filter(|words| !words.is_empty()) {
            Some(words) => words[0].start..words[words.len() - 1].end,
            None => 0..0,
        }
    }

    /// The words of a run as printed, without any mark around them.
    pub(super) fn bare(&self, range: &Range<usize>) -> &'t str {
        &self.text[self.span(range)]
    }

    /// The words of a run with the marks that belong to them.
    pub(super) fn value(&self, range: Range<usize>) -> Value<'t> {
        value(self.text, self.words, range)
    }
}

static ROMANCE: Lookup<()> = Lookup::new(&[(
    (),
    "et y e dans em consulté disponible disponível éd édition éditions núm páginas consultado acesso édité",
)]);

/// A table from words to what they mean, by their forms.
#[derive(Debug)]
pub(super) struct Lookup<T: 'static> {
    rows: &'static [(T, &'static str)],
    forms: std::sync::OnceLock<std::collections::HashMap<u32, T>>,
}

impl<T: Copy> Lookup<T> {
    /// Of two rows with one word the first has it. Words are in lower case, between spaces.
    pub(super) const fn new(rows: &'static [(T, &'static str)]) -> Self {
        Self { rows, forms: std::sync::OnceLock::new() }
    }

    /// What a word of this form means.
    pub(super) fn get(&self, form: u32) -> Option<T> {
        let forms = self.forms.get_or_init(|| {
            let mut forms = std::collections::HashMap::new();
            for (meaning, list) in self.rows {
                for word in list.split_whitespace() {
                    forms.entry(crate::refparse::token::form(word)).or_insert(*meaning);
                }
            }
            forms
        });
        forms.get(&form).copied()
    }
}
