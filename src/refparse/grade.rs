//! How far a record that was read can be trusted.

use super::proof::Likeness;
use crate::model::Confidence;

/// What speaks for a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// How it prints.
    pub(super) likeness: Likeness,
    /// The probability of the least sure word.
    pub(super) least: f32,
    /// How far behind the next candidate that prints back is, in nats.
    pub(super) margin: Option<f32>,
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

    /// A logistic regression.
    fn chance(&self) -> f32 {
        let likeness = match self.likeness {
            Likeness::Same => 1.5,
            Likeness::Letters => 0.5,
            Likeness::Other(_) => -0.5,
        };
        let odds = |p: f32| (p.clamp(0.001, 0.999) / (1.0 - p.clamp(0.001, 0.999))).ln();
        let margin = self.margin.map_or(1.0, |margin| (margin / 4.0).min(1.0));
        let score = likeness + 0.6 * odds(self.least) + margin - 4.0 * self.doubt
            + 0.3 * f32::from(u8::from(self.known));
        1.0 / (1.0 + (-score).exp())
    }
}
