//! Fits the model's weights to labelled references.
//!
//! Maximum likelihood by stochastic gradients with a step size for each weight. One thread and fixed
//! seeds, so that the same examples give the same model.
//!
//! Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods" (2011).

use std::collections::HashMap;

use fastrand::Rng;

use crate::refparse::features::{COUNT, Sequence};
use crate::refparse::label::Label;
use crate::refparse::model::{GAPS, LABELS, ROWS, UNIT, row};

/// A labelled reference, as the trainer needs it.
pub(super) struct Example {
    /// Rows of the table, [`COUNT`] for each word.
    rows: Vec<u16>,
    /// The hash of the gap before each word.
    gaps: Vec<u32>,
    labels: Vec<u8>,
}

impl Example {
    pub(super) fn new(sequence: &Sequence<'_>, labels: &[Label]) -> Self {
        let rows = (0..sequence.len())
            .flat_map(|at| sequence.features(at))
            .map(|feature| row(feature) as u16);
        Self {
            rows: rows.collect(),
            gaps: (0..sequence.len()).map(|at| sequence.gap(at)).collect(),
            labels: labels.iter().map(|label| *label as u8).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }
}

type Row = [f32; LABELS];

/// The model in training.
pub(super) struct Trainer {
    gap_hashes: Vec<u32>,
    kinds: HashMap<u32, usize>,
    weights: Vec<Row>,
    weight_squares: Vec<Row>,
    transitions: Vec<Row>,
    transition_squares: Vec<Row>,
    factors: Vec<Row>,
    rate: f32,
}

impl Trainer {
    /// A model of zeros; the most frequent gaps get kinds of their own.
    pub(super) fn new(examples: &[Example]) -> Self {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for gap in examples.iter().flat_map(|example| &example.gaps) {
            *counts.entry(*gap).or_default() += 1;
        }
        let mut counts: Vec<(u32, usize)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(gap, count)| (std::cmp::Reverse(*count), *gap));
        // The first kind is for all gaps that have none.
        let mut gap_hashes = vec![0];
        gap_hashes.extend(counts.into_iter().take(GAPS - 1).map(|(gap, _)| gap));
        gap_hashes.resize(GAPS, 0);
        let kinds = gap_hashes.iter().enumerate().skip(1).map(|(kind, gap)| (*gap, kind)).collect();
        Self {
            gap_hashes,
            kinds,
            weights: vec![[0.0; LABELS]; ROWS],
            weight_squares: vec![[0.0; LABELS]; ROWS],
            transitions: vec![[0.0; LABELS]; GAPS * LABELS],
            transition_squares: vec![[0.0; LABELS]; GAPS * LABELS],
            factors: vec![[1.0; LABELS]; GAPS * LABELS],
            rate: 0.12,
        }
    }

    /// Goes once over the examples in random order; the loss per word.
    pub(super) fn pass(&mut self, examples: &[Example], rng: &mut Rng, rate: f32) -> f64 {
        self.rate = rate;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        rng.shuffle(&mut order);
        let (mut loss, mut words) = (0.0, 0);
        for at in order {
            loss += self.step(&examples[at], rng);
            words += examples[at].len();
        }
        loss / words.max(1) as f64
    }

    fn kind(&self, gap: u32) -> usize {
        self.kinds.get(&gap).copied().unwrap_or(0)
    }

    fn step(&mut self, example: &Example, rng: &mut Rng) -> f64 {
        let length = example.len();
        if length == 0 {
            return 0.0;
        }
        // Some words are read as if they had never been seen: most words of real references have not.
        let mut rows = example.rows.clone();
        for word in rows.chunks_exact_mut(COUNT) {
            if rng.u32(0..100) < UNSEEN {
                for feature in LEXICAL {
                    word[*feature] = BLANK;
                }
            }
        }
        let kinds: Vec<usize> = example.gaps.iter().map(|gap| self.kind(*gap)).collect();
        let mut loss = 0.0_f64;
        let mut own: Vec<Row> = Vec::with_capacity(length);
        for at in 0..length {
            let mut sum = [0.0; LABELS];
            for row in &rows[at * COUNT..(at + 1) * COUNT] {
                for (sum, weight) in sum.iter_mut().zip(&self.weights[*row as usize]) {
                    *sum += weight;
                }
            }
            let best = sum.iter().copied().fold(f32::MIN, f32::max);
            loss -= f64::from(sum[example.labels[at] as usize] - best);
            own.push(sum.map(|score| (score - best).exp()));
        }
        // Forward, scaled to one at each word.
        let mut forward: Vec<Row> = Vec::with_capacity(length);
        let mut scales = Vec::with_capacity(length);
        for at in 0..length {
            let mut sum = own[at];
            if at > 0 {
                let before = &forward[at - 1];
                let factors = &self.factors[kinds[at] * LABELS..(kinds[at] + 1) * LABELS];
                let mut reached = [0.0; LABELS];
                for (before, row) in before.iter().zip(factors) {
                    if *before > 1e-6 {
                        for (reached, factor) in reached.iter_mut().zip(row) {
                            *reached += before * factor;
                        }
                    }
                }
                for (sum, reached) in sum.iter_mut().zip(&reached) {
                    *sum *= reached;
                }
                let (from, to) = (example.labels[at - 1] as usize, example.labels[at] as usize);
                loss -= f64::from(self.transitions[kinds[at] * LABELS + from][to]);
            }
            let scale: f32 = sum.iter().sum::<f32>().max(1e-30);
            loss += f64::from(scale.ln());
            scales.push(scale);
            forward.push(sum.map(|value| value / scale));
        }
        // Back, with the gradients of the transitions on the way.
        let mut back = [1.0; LABELS];
        for at in (0..length).rev() {
            let truth = example.labels[at] as usize;
            let mut gradient = [0.0; LABELS];
            for ((gradient, forward), back) in gradient.iter_mut().zip(&forward[at]).zip(&back) {
                *gradient = forward * back;
            }
            if at > 0 {
                let mut reach = [0.0; LABELS];
                for ((reach, own), back) in reach.iter_mut().zip(&own[at]).zip(&back) {
                    *reach = own * back / scales[at];
                }
                let from_truth = example.labels[at - 1] as usize;
                let mut next = [0.0; LABELS];
                for from in 0..LABELS {
                    let at_row = kinds[at] * LABELS + from;
                    let row = &self.factors[at_row];
                    let mut sum = 0.0;
                    for (factor, reach) in row.iter().zip(&reach) {
                        sum += factor * reach;
                    }
                    next[from] = sum;
                    let before = forward[at - 1][from];
                    if before * sum > 1e-3 || from == from_truth {
                        self.move_transitions(
                            at_row,
                            before,
                            &reach,
                            (from == from_truth).then_some(truth),
                        );
                    }
                }
                back = next;
            }
            gradient[truth] -= 1.0;
            self.move_weights(&rows[at * COUNT..(at + 1) * COUNT], &gradient);
        }
        loss
    }

    fn move_transitions(&mut self, row: usize, before: f32, reach: &Row, truth: Option<usize>) {
        for (to, reach) in reach.iter().enumerate() {
            let mut gradient = before * self.factors[row][to] * reach;
            if truth == Some(to) {
                gradient -= 1.0;
            }
            if gradient.abs() < 1e-3 {
                continue;
            }
            let square = &mut self.transition_squares[row][to];
            *square += gradient * gradient;
            let weight = &mut self.transitions[row][to];
            *weight = (*weight - self.rate * gradient / (square.sqrt() + 0.1)).clamp(LOW, HIGH);
            self.factors[row][to] = weight.exp();
        }
    }

    fn move_weights(&mut self, rows: &[u16], gradient: &Row) {
        let mut active = [(0, 0.0); LABELS];
        let mut count = 0;
        for (label, gradient) in gradient.iter().enumerate() {
            if gradient.abs() > 2e-3 {
                active[count] = (label, *gradient);
                count += 1;
            }
        }
        for row in rows {
            let weights = &mut self.weights[*row as usize];
            let squares = &mut self.weight_squares[*row as usize];
            for (label, gradient) in &active[..count] {
                squares[*label] += gradient * gradient;
                let step = self.rate * gradient / (squares[*label].sqrt() + 0.1);
                weights[*label] = (weights[*label] - step).clamp(LOW, HIGH);
            }
        }
    }

    /// How many of a hundred words, and of whole references, are labelled rightly.
    pub(super) fn score(&self, examples: &[Example]) -> (f64, f64) {
        let (mut words, mut right, mut whole) = (0, 0, 0);
        for example in examples {
            let found = self.best(example);
            let same = found.iter().zip(&example.labels).filter(|(a, b)| a == b).count();
            words += example.len();
            right += same;
            whole += usize::from(same == example.len());
        }
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        (share(right, words), share(whole, examples.len()))
    }

    fn best(&self, example: &Example) -> Vec<u8> {
        let mut backs: Vec<[u8; LABELS]> = Vec::new();
        let mut before = [0.0; LABELS];
        for at in 0..example.len() {
            let mut own = [0.0; LABELS];
            for row in &example.rows[at * COUNT..(at + 1) * COUNT] {
                for (own, weight) in own.iter_mut().zip(&self.weights[*row as usize]) {
                    *own += weight;
                }
            }
            let mut back = [0; LABELS];
            if at > 0 {
                let kind = self.kind(example.gaps[at]) * LABELS;
                for (to, own) in own.iter_mut().enumerate() {
                    let mut best = f32::MIN;
                    for (from, before) in before.iter().enumerate() {
                        let score = before + self.transitions[kind + from][to];
                        if score > best {
                            best = score;
                            back[to] = from as u8;
                        }
                    }
                    *own += best;
                }
            }
            backs.push(back);
            before = own;
        }
        let mut label =
            (0..LABELS).max_by(|a, b| before[*a].total_cmp(&before[*b])).unwrap_or(0) as u8;
        let mut labels = Vec::with_capacity(backs.len());
        for back in backs.iter().rev() {
            labels.push(label);
            label = back[label as usize];
        }
        labels.reverse();
        labels
    }

    /// The hashes of the gaps that have a kind, as bytes.
    pub(super) fn gaps(&self) -> Vec<u8> {
        self.gap_hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// The weights from label to label, as bytes.
    pub(super) fn transitions(&self) -> Vec<u8> {
        self.transitions.iter().flatten().map(byte).collect()
    }

    /// The weights of the features, as bytes.
    pub(super) fn weights(&self) -> Vec<u8> {
        self.weights.iter().flatten().map(byte).collect()
    }
}

fn byte(weight: &f32) -> u8 {
    ((weight * UNIT).round() as i8).to_le_bytes()[0]
}

/// How many words of a hundred are read as if unseen.
const UNSEEN: u32 = 22;
/// The features that name the word itself, by their place in [`Sequence::features`].
const LEXICAL: &[usize] = &[0, 3, 4, 13, 14, 25, 26, 30];
/// A row for features that are left out.
const BLANK: u16 = 0;

/// The range of weights that a byte can hold.
const HIGH: f32 = 127.0 / UNIT;
const LOW: f32 = -HIGH;
