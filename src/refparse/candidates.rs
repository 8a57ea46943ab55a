//! The ways to read one reference, the likeliest first.

use super::assemble::assemble;
use super::draft::Draft;
use super::features::{Italics, Sequence};
use super::label::Label;
use super::model::{Emissions, KINDS, Marginals, Model, Path, choice_rows};
use super::style::Style;
use super::token::{Word, words};
use crate::model::Kind;

/// A text cut and looked over, before any way to read it is chosen.
#[derive(Debug)]
pub(super) struct Looked<'t> {
    /// The folded text.
    pub(super) text: &'t str,
    /// Its words.
    pub(super) words: &'t [Word],
    sequence: Sequence<'t>,
    emissions: Emissions,
}

/// One way to read a reference.
#[derive(Debug)]
pub(super) struct Way<'t> {
    /// What it makes of the text.
    pub(super) draft: Draft<'t>,
    /// The label of each word.
    pub(super) labels: Vec<Label>,
    /// How much less likely than the best it is, in nats.
    pub(super) behind: f32,
    /// Kinds of works that it may be, best first, with their probability.
    pub(super) kinds: Vec<(Kind, f32)>,
}

/// What the rules for kinds allow to one that they do not name.
const RULES: f32 = 0.05;

/// The words of a text, for [`Looked`].
pub(super) fn cut(text: &str) -> Vec<Word> {
    words(text)
}

impl<'t> Looked<'t> {
    /// Looks a text over.
    pub(super) fn new(text: &'t str, words: &'t [Word], italics: Italics<'_>) -> Self {
        let sequence = Sequence::new(text, words, italics);
        let emissions = Model::embedded().emissions(&sequence);
        Self { text, words, sequence, emissions }
    }

    /// The best ways, at most so many.
    pub(super) fn ways(&self, count: usize) -> Vec<Way<'t>> {
        let model = Model::embedded();
        let paths = model.paths(&self.sequence, &self.emissions, count);
        let best = paths.first().map_or(0, |path| path.score);
        let way = |Path { labels, score }: Path| {
            self.way(labels, (best - score) as f32 / super::model::UNIT)
        };
        paths.into_iter().map(way).collect()
    }

    /// The way that labels make.
    pub(super) fn way(&self, labels: Vec<Label>, behind: f32) -> Way<'t> {
        let model = Model::embedded();
        let rows = choice_rows(&self.sequence, self.words, &labels);
        let mut draft = assemble(self.text, self.words, &labels);
        // The table knows the words of titles, the rules those of all languages.
        let both = |(kind, share): (Kind, f32)| (kind, share * (draft.speaks_for(kind) + RULES));
        let shares = KINDS.into_iter().zip(shares(model.kind_scores(&rows)));
        let mut kinds: Vec<(Kind, f32)> = shares.map(both).collect();
        kinds.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        if let Some((kind, _)) = kinds.first() {
            draft.kind(*kind);
        }
        Way { draft, labels, behind, kinds }
    }

    /// The styles that may have printed the text, best first, with their probability.
    pub(super) fn styles(&self, labels: &[Label]) -> Vec<(Style, f32)> {
        let model = Model::embedded();
        let rows = choice_rows(&self.sequence, self.words, labels);
        let names = model.style_names().iter();
        let shares = shares(model.style_scores(&rows));
        let mut styles: Vec<(Style, f32)> = names
            .zip(shares)
            .filter_map(|(name, share)| Some((Style::named(name)?, share)))
            .collect();
        styles.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        styles
    }

    /// How sure the model is of each word.
    pub(super) fn marginals(&self) -> Marginals {
        Model::embedded().marginals(&self.sequence, &self.emissions)
    }
}

/// Probabilities from scores in nats.
fn shares(mut scores: Vec<f32>) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for score in &mut scores {
        *score = (*score - best).exp();
        total += *score;
    }
    scores.into_iter().map(|score| score / total).collect()
}
