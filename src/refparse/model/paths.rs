//! The best ways to label a sequence, in order.

use std::collections::BinaryHeap;

use super::{Emissions, LABELS, Model};
use crate::refparse::features::Sequence;
use crate::refparse::label::Label;

/// One way to label the words, and its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// A label for each word.
    pub labels: Vec<Label>,
    /// In units; the best path has the highest.
    pub score: i32,
}

/// Below the best label by so much, a label is not followed: twelve nats.
const BEAM: i16 = 170;

/// A way so far behind the best is never asked for, in units.
const FAR: i32 = 1000;

/// A way from some word to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// Of the best whole path that ends so; the first member, so that ways are ordered by it.
    whole: i32,
    /// Of this way alone.
    behind: i32,
    word: usize,
    label: usize,
    /// The way that it goes on with: a place among those that were made.
    next: usize,
}

impl Model {
    /// The `count` best ways to label a sequence, the best first.
    ///
    /// Forward by Viterbi's algorithm, then back from the end, best first (A*), with the forward scores
    /// as the exact cost of what is left.
    pub fn paths(&self, sequence: &Sequence<'_>, emissions: &Emissions, count: usize) -> Vec<Path> {
        if count <= 1 {
            return self.best_path(sequence, emissions).into_iter().collect();
        }
        let kinds = self.gap_kinds(sequence);
        let Some(forward) = self.forward(&kinds, emissions) else { return Vec::new() };
        let last = emissions.len() - 1;
        let mut made: Vec<Way> = Vec::new();
        let mut open = BinaryHeap::new();
        for label in 0..LABELS {
            let whole = forward.at(last, label);
            open.push(Way { whole, behind: 0, word: last, label, next: usize::MAX });
        }
        let mut paths = Vec::new();
        // Ways that differ late are many; what is opened is bounded by what is asked for.
        let mut budget = count * (emissions.len() + 1) * 8;
        while let Some(way) = open.pop() {
            if way.word == 0 {
                paths.push(Path { labels: labels(&way, &made), score: way.whole });
                if paths.len() == count {
                    break;
                }
                continue;
            }
            if budget == 0 {
                break;
            }
            budget -= 1;
            made.push(way);
            let step = i32::from(emissions[way.word][way.label]);
            let transitions = self.transitions(kinds[way.word]);
            let reach = |label: usize| {
                let over = transitions.get(label).map_or(0, |row| i32::from(row[way.label]));
                let behind = way.behind + step + over;
                let whole = forward.at(way.word - 1, label) + behind;
                Way { whole, behind, word: way.word - 1, label, next: made.len() - 1 }
            };
            open.extend((0..LABELS).map(reach).filter(|next| next.whole > way.whole - FAR));
        }
        paths
    }

    /// The best way alone, by Viterbi's algorithm.
    pub(super) fn best_path(&self, sequence: &Sequence<'_>, emissions: &Emissions) -> Option<Path> {
        let kinds = self.gap_kinds(sequence);
        let forward = self.forward(&kinds, emissions)?;
        let last = emissions.len() - 1;
        let mut label = (0..LABELS).max_by_key(|label| forward.scores[last][*label])?;
        let score = forward.at(last, label);
        let mut labels = vec![Label::at(label)];
        for word in (1..emissions.len()).rev() {
            let transitions = self.transitions(kinds[word]);
            // What the scores were made of is found again, which is cheaper than keeping it.
            let reach = |before: usize| {
                let over = transitions.get(before).map_or(0, |row| row[label]);
                i32::from(forward.scores[word - 1][before]) + i32::from(over)
            };
            label = (0..LABELS).max_by_key(|before| reach(*before))?;
            labels.push(Label::at(label));
        }
        labels.reverse();
        Some(Path { labels, score })
    }

    fn forward(&self, kinds: &[usize], emissions: &Emissions) -> Option<Forward> {
        let first = emissions.first()?;
        let mut scores = Vec::with_capacity(emissions.len());
        let mut offsets = Vec::with_capacity(emissions.len());
        let mut offset = 0_i32;
        let mut before = *first;
        offset += i32::from(level(&mut before));
        scores.push(before);
        offsets.push(offset);
        for (word, emission) in emissions.iter().enumerate().skip(1) {
            let transitions = self.transitions(kinds[word]);
            let mut next = [i16::MIN; LABELS];
            for (score, row) in before.iter().zip(transitions) {
                if *score < -BEAM {
                    continue;
                }
                for (next, over) in next.iter_mut().zip(row) {
                    *next = (*next).max(score.saturating_add(*over));
                }
            }
            for (next, own) in next.iter_mut().zip(emission) {
                *next = next.saturating_add(*own);
            }
            offset += i32::from(level(&mut next));
            scores.push(next);
            offsets.push(offset);
            before = next;
        }
        Some(Forward { scores, offsets })
    }
}

/// The best score of every label of every word, from the left; the best label's is zero.
struct Forward {
    scores: Vec<[i16; LABELS]>,
    offsets: Vec<i32>,
}

impl Forward {
    fn at(&self, word: usize, label: usize) -> i32 {
        self.offsets[word] + i32::from(self.scores[word][label])
    }
}

/// Takes the best score off all; the best.
fn level(scores: &mut [i16; LABELS]) -> i16 {
    let best = scores.iter().copied().max().unwrap_or(0);
    for score in scores.iter_mut() {
        *score = score.saturating_sub(best);
    }
    best
}

fn labels(first: &Way, made: &[Way]) -> Vec<Label> {
    let mut labels = vec![Label::at(first.label)];
    let mut next = first.next;
    while let Some(way) = made.get(next) {
        labels.push(Label::at(way.label));
        next = way.next;
    }
    labels
}
