//! Which style printed a reference, and what kind of work it names, told by the labels of its words.
//!
//! Two multinomial logistic regressions over the same hashed features.

use crate::model::Kind;
use crate::refparse::features::Sequence;
use crate::refparse::label::Label;
use crate::refparse::lexicon::class;
use crate::refparse::token::{Word, mix};

/// Rows of the tables.
pub const CHOICE_ROWS: usize = 4096;

/// The kinds of works that are told apart, in the order of the table's columns.
pub const KINDS: [Kind; 36] = [
    Kind::ArticleJournal,
    Kind::Book,
    Kind::Chapter,
    Kind::PaperConference,
    Kind::Webpage,
    Kind::ArticleNewspaper,
    Kind::ArticleMagazine,
    Kind::PostWeblog,
    Kind::Post,
    Kind::Report,
    Kind::Thesis,
    Kind::Article,
    Kind::MotionPicture,
    Kind::Broadcast,
    Kind::Song,
    Kind::Speech,
    Kind::Software,
    Kind::Dataset,
    Kind::Patent,
    Kind::Manuscript,
    Kind::Interview,
    Kind::EntryEncyclopedia,
    Kind::EntryDictionary,
    Kind::Legislation,
    Kind::LegalCase,
    Kind::Bill,
    Kind::Map,
    Kind::Graphic,
    Kind::Hearing,
    Kind::PersonalCommunication,
    Kind::Document,
    Kind::Standard,
    Kind::Review,
    Kind::Event,
    Kind::Periodical,
    Kind::Pamphlet,
];

/// The features of a labelled reference, as rows; each row once.
pub fn choice_rows(sequence: &Sequence<'_>, words: &[Word], labels: &[Label]) -> Vec<u16> {
    let mut rows = Vec::with_capacity(words.len());
    let mut add = |parts: &[u32]| {
        let hash = parts.iter().fold(0xC0, |hash, part| mix(hash, *part));
        rows.push(((u64::from(hash) * CHOICE_ROWS as u64) >> 32) as u16);
    };
    let number = |label: Label| label as u32;
    add(&[0]);
    let mut before = 99;
    let mut before_that = 99;
    for (at, (word, label)) in words.iter().zip(labels).enumerate() {
        let label = number(*label);
        let kind = class(word.form) as u32;
        if label != before {
            add(&[1, before, word.gap, label]);
            add(&[2, before_that, before, label]);
            add(&[3, label]);
            before_that = before;
            before = label;
            add(&[4, label, word.shape as u32, sequence.gap(at + 1)]);
        }
        match labels[at] {
            Label::Other | Label::Role | Label::Genre | Label::Medium | Label::Identifier => {
                add(&[5, word.form, word.gap]);
                add(&[6, word.form]);
            }
            Label::Container | Label::Publisher | Label::Event | Label::Note => {
                add(&[7, label, kind])
            }
            Label::AuthorGiven | Label::AuthorFore => {
                add(&[8, word.shape as u32, word.gap, sequence.gap(at + 1)])
            }
            Label::Issued => add(&[9, word.shape as u32, kind, word.gap]),
            Label::Title if kind != 0 => add(&[10, kind]),
            _ => {}
        }
    }
    add(&[11, before, sequence.gap(words.len())]);
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// A table of one row a feature and one column a choice.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    columns: usize,
    weights: &'static [u8],
}

impl Choices {
    /// Reads the table off the front of a file, and gives the rest.
    pub(super) fn split(file: &'static [u8], columns: usize) -> (Self, &'static [u8]) {
        let (weights, rest) = file.split_at(file.len().min(columns * CHOICE_ROWS));
        (Self { columns, weights }, rest)
    }

    /// The score of each choice, in nats; not normed.
    pub fn scores(&self, rows: &[u16]) -> Vec<f32> {
        let mut sums = vec![0_i32; self.columns];
        for row in rows {
            let start = usize::from(*row) * self.columns;
            let weights = self.weights.get(start..start + self.columns).unwrap_or_default();
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(*weight as i8);
            }
        }
        sums.into_iter().map(|sum| sum as f32 / super::UNIT).collect()
    }
}
