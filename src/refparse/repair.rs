//! Ways that differ from another in the part that one stretch of words plays.
//!
//! The best paths of the model differ in single words mostly. Where a record does not print back, more often
//! a whole stretch has the wrong name: a publisher is taken for a container, a series for a subtitle.

use std::ops::Range;

use super::label::Label;
use super::model::Marginals;

/// A stretch that the model is surer of is not tried as anything else.
const SURE: f32 = 0.985;
/// A stretch is tried as so many other things.
const OTHERS: usize = 3;
/// What is less likely by so much is not tried, in nats.
const FAR: f32 = 14.0;

/// What a stretch may be in place of what it was taken for.
const PARTS: [Label; 22] = [
    Label::Title,
    Label::Container,
    Label::Collection,
    Label::Publisher,
    Label::Place,
    Label::Genre,
    Label::Medium,
    Label::Event,
    Label::EventPlace,
    Label::Archive,
    Label::Section,
    Label::Number,
    Label::Volume,
    Label::Issue,
    Label::Page,
    Label::Edition,
    Label::CollectionNumber,
    Label::Issued,
    Label::OriginalDate,
    Label::Note,
    Label::AuthorLiteral,
    Label::EditorLiteral,
];

/// A path with one stretch relabelled, and how much less likely it is, in nats.
#[derive(Debug)]
pub(super) struct Repair {
    /// A label for each word.
    pub(super) labels: Vec<Label>,
    /// How far it is behind the path that it was made from.
    pub(super) behind: f32,
}

/// The repairs of a path, the likeliest first, at most so many.
pub(super) fn repairs(labels: &[Label], marginals: &Marginals, count: usize) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for stretch in stretches(labels) {
        let now = labels[stretch.start];
        let likely = |label: Label| {
            stretch.clone().map(|word| marginals.of(word, label).max(1e-6).ln()).sum::<f32>()
        };
        let least = stretch.clone().map(|word| marginals.of(word, now)).fold(1.0, f32::min);
        if least > SURE || !PARTS.contains(&now) {
            continue;
        }
        let own = likely(now);
        let mut others: Vec<(Label, f32)> = PARTS
            .into_iter()
            .filter(|label| *label != now)
            .map(|label| (label, own - likely(label)))
            .filter(|(_, behind)| *behind < FAR + stretch.len() as f32)
            .collect();
        others.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        for (label, behind) in others.into_iter().take(OTHERS) {
            let mut labels = labels.to_vec();
            labels[stretch.clone()].fill(label);
            repairs.push(Repair { labels, behind });
        }
    }
    repairs.sort_by(|one, other| one.behind.total_cmp(&other.behind));
    repairs.truncate(count);
    repairs
}

/// The runs of words with one label.
fn stretches(labels: &[Label]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match stretches.last_mut() {
            Some(last) if labels[last.start] == *label => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}
