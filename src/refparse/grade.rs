//! How far a record that was read can be trusted.

use super::proof::Likeness;
use crate::model::Confidence;

/// What the grammars say of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// None explains the text.
    Silent,
    /// One reads the same.
    Agrees,
    /// It is that of a grammar; the model read something else.
    Chosen,
}

/// What speaks for a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// How it prints.
    pub(super) likeness: Likeness,
    /// The probability of the least sure word.
    pub(super) least: f32,
    /// How many words are wrong as far as the model can tell.
    pub(super) wrong: f32,
    /// How much less likely than the model's best way it is, in nats.
    pub(super) behind: f32,
    /// How far behind the next candidate that prints back is, in nats.
    pub(super) margin: Option<f32>,
    /// What the grammars say.
    pub(super) grammar: Grammar,
    /// What the assembly of values doubted, from 0 to 1.
    pub(super) doubt: f32,
    /// Other references are in the same style.
    pub(super) known: bool,
}

impl Evidence {
    /// How probable it is that all of the record is right; certain is only what prints back.
    pub(super) fn confidence(&self) -> Confidence {
        let is_proven = self.likeness == Likeness::Same && self.doubt < 0.01;
        let limit = if is_proven { 1.0 } else { Confidence::CERTAIN - 0.01 };
        Confidence(self.chance().min(limit))
    }

    /// A logistic regression over references of records that were not trained on.
    fn chance(&self) -> f32 {
        let likeness = match self.likeness {
            Likeness::Same | Likeness::Letters => 2.4,
            Likeness::Other(_) => 0.0,
        };
        // Without a rival that prints back, too, the reading is the only one.
        let margin = self.margin.map_or(1.57, |margin| 0.17 * margin.min(5.0));
        let grammar = match self.grammar {
            Grammar::Silent => 0.0,
            Grammar::Agrees => 2.35,
            Grammar::Chosen => 0.3,
        };
        let least = self.least.clamp(0.001, 0.999);
        let score = -2.88 + likeness + margin + grammar
            - 0.1 * (least / (1.0 - least)).ln()
            - 0.6 * (self.wrong + 0.01).ln()
            - 0.13 * self.behind.min(10.0)
            - 4.0 * self.doubt
            + if self.known { 0.8 } else { 0.0 };
        1.0 / (1.0 + (-score).exp())
    }
}
