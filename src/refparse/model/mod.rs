//! The trained model: a conditional random field over the words of a reference.
//!
//! Every feature of a word is a row of one table, found by its hash, with a weight for each label; a
//! second table has the weights from label to label, one for each kind of gap. Weights are bytes, so
//! that the file is read as it lies.
//!
//! Source: Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001); hashing after Weinberger
//! et al., "Feature Hashing for Large Scale Multitask Learning" (2009).

mod choice;
mod marginal;
mod paths;

use std::sync::OnceLock;

pub use choice::{CHOICE_ROWS, Choices, KINDS, choice_rows};
pub use marginal::Marginals;
pub use paths::Path;

use super::features::Sequence;
use super::label::Label;

/// Columns of the tables: the labels, filled up for whole registers.
pub const LABELS: usize = 40;
/// Rows of the table of features.
pub const ROWS: usize = 52_000;
/// Kinds of gaps that transitions tell apart; the first is for all others.
pub const GAPS: usize = 64;
/// How many units of a weight are one nat.
pub const UNIT: f32 = 14.0;

/// Bytes of the names of the styles that the model tells, one a line, filled up with spaces.
pub const NAMES: usize = 4096;

/// The trained weights.
static FILE: &[u8] = include_bytes!("../model.bin");

/// The row of a feature.
pub fn row(feature: u32) -> usize {
    ((u64::from(feature) * ROWS as u64) >> 32) as usize
}

/// A model ready for use.
#[derive(Debug)]
pub struct Model {
    gaps: Gaps,
    /// By gap, label before, label.
    transitions: Vec<[i16; LABELS]>,
    /// The same as factors.
    factors: OnceLock<Vec<[f32; LABELS]>>,
    /// Bytes of two's complement.
    rows: &'static [[u8; LABELS]],
    style_names: Vec<&'static str>,
    kinds: Choices,
    styles: Choices,
}

/// The gaps that have a kind of their own, by their hash.
#[derive(Debug)]
struct Gaps {
    /// Hash and kind, at the hash's place or behind it; kind 0 is an empty slot.
    slots: Vec<(u32, u8)>,
}

impl Gaps {
    const SLOTS: usize = 4 * GAPS;

    /// The first of the hashes stands for all that are not named.
    fn new(hashes: impl Iterator<Item = u32>) -> Self {
        let mut gaps = Self { slots: vec![(0, 0); Self::SLOTS] };
        for (kind, hash) in hashes.enumerate().skip(1) {
            let mut at = hash as usize % Self::SLOTS;
            while gaps.slots[at].1 != 0 {
                at = (at + 1) % Self::SLOTS;
            }
            gaps.slots[at] = (hash, kind as u8);
        }
        gaps
    }

    fn kind(&self, hash: u32) -> usize {
        let mut at = hash as usize % Self::SLOTS;
        loop {
            match self.slots[at] {
                (_, 0) => return 0,
                (known, kind) if known == hash => return usize::from(kind),
                _ => at = (at + 1) % Self::SLOTS,
            }
        }
    }
}

/// Scores of the labels of each word, in units.
pub type Emissions = Vec<[i16; LABELS]>;

impl Model {
    /// The model that is embedded in the program.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::new(FILE))
    }

    /// Reads a model's file; weights that the file is too short for are zero.
    ///
    /// Its parts, in order: the hashes of the gaps, the names of the styles, the transitions, the table
    /// of kinds, that of styles, that of words.
    pub fn new(file: &'static [u8]) -> Self {
        let split = |file: &'static [u8], at: usize| file.split_at(file.len().min(at));
        let (head, rest) = split(file, 4 * GAPS);
        let gaps = Gaps::new(head.as_chunks::<4>().0.iter().map(|hash| u32::from_le_bytes(*hash)));
        let (names, rest) = split(rest, NAMES);
        let names = std::str::from_utf8(names).unwrap_or_default();
        let style_names: Vec<&'static str> = names.split_whitespace().collect();
        let (middle, rest) = split(rest, GAPS * LABELS * LABELS);
        let transitions = middle.as_chunks::<LABELS>().0.iter();
        let transitions =
            transitions.map(|row| row.map(|weight| i16::from(weight as i8))).collect();
        let (kinds, rest) = Choices::split(rest, KINDS.len());
        let (styles, rest) = Choices::split(rest, style_names.len());
        let rows = rest.as_chunks::<LABELS>().0;
        Self { gaps, transitions, factors: OnceLock::new(), rows, style_names, kinds, styles }
    }

    /// The styles that the model tells, in the order of [`Self::style_scores`].
    pub fn style_names(&self) -> &[&'static str] {
        &self.style_names
    }

    /// How likely each kind of [`KINDS`] is, in nats.
    pub fn kind_scores(&self, rows: &[u16]) -> Vec<f32> {
        self.kinds.scores(rows)
    }

    /// How likely each style is, in nats.
    pub fn style_scores(&self, rows: &[u16]) -> Vec<f32> {
        self.styles.scores(rows)
    }

    /// The kind of the gap before each word.
    fn gap_kinds(&self, sequence: &Sequence<'_>) -> Vec<usize> {
        (0..sequence.len()).map(|at| self.gaps.kind(sequence.gap(at))).collect()
    }

    /// The transitions over a gap, a row for each label before it.
    fn transitions(&self, gap: usize) -> &[[i16; LABELS]] {
        self.transitions.get(gap * LABELS..(gap + 1) * LABELS).unwrap_or_default()
    }

    /// What each word's features say of its label.
    pub fn emissions(&self, sequence: &Sequence<'_>) -> Emissions {
        let word = |at: usize| {
            let mut sum = [0_i16; LABELS];
            for feature in sequence.features(at) {
                if let Some(row) = self.rows.get(row(feature)) {
                    for (sum, weight) in sum.iter_mut().zip(row) {
                        *sum += i16::from(*weight as i8);
                    }
                }
            }
            sum
        };
        (0..sequence.len()).map(word).collect()
    }

    /// The best labels of a sequence.
    pub fn best(&self, sequence: &Sequence<'_>) -> Vec<Label> {
        let emissions = self.emissions(sequence);
        self.best_path(sequence, &emissions).map(|path| path.labels).unwrap_or_default()
    }
}
