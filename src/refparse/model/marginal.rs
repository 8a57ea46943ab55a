//! How sure the model is of each word.

use super::{Emissions, LABELS, Model, UNIT};
use crate::refparse::features::Sequence;
use crate::refparse::label::Label;

/// The probability of each label of each word.
#[derive(Debug, Clone)]
pub struct Marginals(Vec<[f32; LABELS]>);

impl Marginals {
    /// How probable a label is for a word, from 0 to 1.
    pub fn of(&self, word: usize, label: Label) -> f32 {
        self.0.get(word).map_or(0.0, |row| row[label as usize])
    }
}

impl Model {
    /// Sums over all ways to label a sequence, forward and back.
    pub fn marginals(&self, sequence: &Sequence<'_>, emissions: &Emissions) -> Marginals {
        let factors = self.factors.get_or_init(|| {
            let row = |row: &[i16; LABELS]| row.map(|weight| (f32::from(weight) / UNIT).exp());
            self.transitions.iter().map(row).collect()
        });
        let kinds = self.gap_kinds(sequence);
        let over = |word: usize| {
            let gap = kinds[word];
            factors.get(gap * LABELS..(gap + 1) * LABELS).unwrap_or_default()
        };
        let own: Vec<[f32; LABELS]> = emissions.iter().map(normal_exp).collect();
        let mut forward = own.clone();
        for word in 1..own.len() {
            let mut sum = [0.0; LABELS];
            for (before, row) in forward[word - 1].iter().zip(over(word)) {
                for (sum, factor) in sum.iter_mut().zip(row) {
                    *sum += before * factor;
                }
            }
            forward[word] = normal(times(&sum, &own[word]));
        }
        let mut back = [1.0; LABELS];
        for word in (0..own.len()).rev() {
            forward[word] = normal(times(&forward[word], &back));
            if word > 0 {
                let reached = times(&back, &own[word]);
                let mut next = [0.0; LABELS];
                for (next, row) in next.iter_mut().zip(over(word)) {
                    *next = row.iter().zip(&reached).map(|(a, b)| a * b).sum();
                }
                back = normal(next);
            }
        }
        Marginals(forward)
    }
}

fn times(a: &[f32; LABELS], b: &[f32; LABELS]) -> [f32; LABELS] {
    std::array::from_fn(|at| a[at] * b[at])
}

/// Scaled to the sum of one.
fn normal(values: [f32; LABELS]) -> [f32; LABELS] {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 { values.map(|value| value / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

fn normal_exp(units: &[i16; LABELS]) -> [f32; LABELS] {
    let best = units.iter().copied().max().unwrap_or(0);
    normal(units.map(|unit| ((f32::from(unit) - f32::from(best)) / UNIT).exp()))
}
