//! How far a record that was read can be trusted.

use super::proof::Likeness;
use crate::model::Confidence;

/// How far a record that was read can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Read it before use.
    Doubtful,
    /// Mostly right.
    Likely,
    /// It prints back as the reference stands, nothing else does, and each value has the form that its
    /// field asks for.
    Certain,
}

impl Grade {
    /// The word for tables and summaries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }

    /// The grade of a record, and how probable it is that all of it is right.
    pub(super) fn of(evidence: &Evidence) -> (Self, Confidence) {
        let chance = evidence.chance();
        let is_proven = evidence.likeness == Likeness::Same && evidence.doubt < 0.01;
        let grade = match () {
            () if is_proven && chance >= 0.98 => Self::Certain,
            () if chance >= 0.6 => Self::Likely,
            () => Self::Doubtful,
        };
        (grade, Confidence(chance))
    }
}

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
