//! CSL's type of a work, from what its reference shows.

use super::clues::{self, Clue};
use super::segments::Segments;
use crate::model::Kind;
use crate::refparse::label::Label;

/// The kinds that a reference may be of, best first, each with its share of the certainty.
///
/// Every rule whose facts are all there adds its weight to its kind.
pub(super) fn kind(segments: &Segments<'_, '_>) -> Vec<(Kind, f32)> {
    let facts = Facts::of(segments);
    let mut scores: Vec<(Kind, f32)> = Vec::with_capacity(16);
    for rule in RULES {
        if !facts.fit(rule) {
            continue;
        }
        match scores.iter_mut().find(|(kind, _)| *kind == rule.kind) {
            Some((_, score)) => *score += rule.weight,
            None => scores.push((rule.kind, rule.weight)),
        }
    }
    // Softmax.
    let total: f32 = scores.iter().map(|(_, score)| score.exp()).sum();
    for (_, score) in &mut scores {
        *score = score.exp() / total;
    }
    scores.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    scores
}

/// What a reference shows.
#[derive(Debug, Clone, Copy)]
struct Facts {
    labels: u64,
    clues: u64,
}

impl Facts {
    fn of(segments: &Segments<'_, '_>) -> Self {
        Self { labels: segments.present(), clues: clues::find(segments) }
    }

    fn fit(self, rule: &Rule) -> bool {
        rule.labels.iter().all(|label| self.labels & 1 << *label as u64 != 0)
            && rule.clues.iter().all(|clue| self.clues & 1 << *clue as u64 != 0)
            && !rule.lacks.iter().any(|label| self.labels & 1 << *label as u64 != 0)
    }
}

/// Facts that speak for a kind.
struct Rule {
    kind: Kind,
    weight: f32,
    labels: &'static [Label],
    clues: &'static [Clue],
    lacks: &'static [Label],
}

const fn rule(
    kind: Kind,
    weight: f32,
    labels: &'static [Label],
    clues: &'static [Clue],
    lacks: &'static [Label],
) -> Rule {
    Rule { kind, weight, labels, clues, lacks }
}

use Clue as C;
use Label as L;

const RULES: &[Rule] = &[
    // What the parts of the reference say.
    rule(Kind::Document, 0.5, &[], &[], &[]),
    rule(Kind::ArticleJournal, 3.0, &[L::Container, L::Volume], &[], &[L::Publisher]),
    rule(Kind::ArticleJournal, 2.0, &[L::Container, L::Issue], &[], &[L::Publisher]),
    rule(
        Kind::ArticleJournal,
        1.0,
        &[L::Container, L::Page],
        &[],
        &[L::Publisher, L::Place, L::EditorFamily],
    ),
    rule(Kind::ArticleJournal, 1.0, &[L::Container, L::Volume, L::Issue], &[], &[]),
    rule(Kind::ArticleJournal, 1.0, &[L::Container, L::Doi], &[], &[L::Publisher]),
    rule(Kind::ArticleJournal, 1.0, &[L::Container], &[C::JournalTitle], &[]),
    rule(Kind::ArticleJournal, 1.0, &[L::Container], &[], &[L::Publisher, L::Url]),
    rule(Kind::ArticleJournal, -3.0, &[L::EditorFamily, L::Publisher], &[], &[]),
    rule(Kind::Book, 2.0, &[L::Publisher], &[], &[L::Container]),
    rule(Kind::Book, 1.0, &[L::Place, L::Publisher], &[], &[L::Container]),
    rule(Kind::Book, 2.0, &[L::Edition], &[], &[L::Container]),
    rule(Kind::Book, 1.0, &[L::Count], &[], &[L::Container]),
    rule(Kind::Book, 1.0, &[L::Collection], &[], &[L::Container]),
    rule(Kind::Book, 1.0, &[L::Volume], &[], &[L::Container]),
    rule(Kind::Book, 1.5, &[], &[C::EditorsFirst], &[L::Container]),
    rule(Kind::Book, 1.0, &[], &[C::Press], &[L::Container]),
    rule(Kind::Book, -1.5, &[L::Publisher], &[C::FullDate], &[L::Container]),
    rule(Kind::Chapter, 2.0, &[L::Container, L::Publisher], &[], &[]),
    rule(Kind::Chapter, 1.5, &[L::Container, L::EditorFamily], &[], &[]),
    rule(Kind::Chapter, 1.0, &[L::Container, L::Place], &[], &[]),
    rule(Kind::Chapter, 1.5, &[L::Container, L::Edition], &[], &[]),
    rule(Kind::Chapter, 1.5, &[L::Container, L::Collection], &[], &[]),
    rule(Kind::Chapter, 1.0, &[L::Container, L::Page, L::Publisher], &[], &[]),
    rule(Kind::Chapter, 1.5, &[L::Container], &[C::InBefore], &[]),
    rule(Kind::PaperConference, 5.0, &[L::Container], &[C::ConferenceTitle], &[L::Volume]),
    rule(Kind::PaperConference, 2.5, &[L::Container, L::Publisher], &[C::ConferenceTitle], &[]),
    rule(Kind::PaperConference, 1.5, &[L::Container, L::EditorFamily], &[C::ConferenceTitle], &[]),
    rule(Kind::PaperConference, 1.5, &[L::Container], &[C::ConferenceTitle, C::InBefore], &[]),
    rule(Kind::PaperConference, 2.5, &[L::Container, L::Volume], &[C::ConferenceTitle], &[]),
    rule(Kind::PaperConference, 3.0, &[L::Event], &[], &[]),
    rule(Kind::PaperConference, 1.0, &[L::Event, L::Container], &[], &[]),
    // Words of the reference.
    rule(Kind::Thesis, 7.0, &[], &[C::Thesis], &[L::Volume]),
    rule(Kind::Report, 5.0, &[], &[C::Report], &[L::Container]),
    rule(Kind::Report, 3.5, &[L::Publisher], &[C::Body], &[L::Container, L::Edition, L::Volume]),
    rule(Kind::Report, -2.0, &[L::Publisher], &[C::Press], &[]),
    rule(
        Kind::Thesis,
        3.5,
        &[L::Publisher],
        &[C::University],
        &[L::Container, L::Edition, L::Volume],
    ),
    rule(Kind::Thesis, -5.0, &[L::Publisher], &[C::University, C::Press], &[]),
    rule(Kind::Thesis, -3.0, &[L::Publisher], &[C::EditorsFirst], &[]),
    rule(Kind::Report, 2.5, &[L::Number, L::Publisher], &[], &[L::Container]),
    rule(Kind::Article, 6.0, &[], &[C::Preprint], &[L::Volume]),
    rule(Kind::Patent, 8.0, &[], &[C::Patent], &[L::Container]),
    rule(Kind::EntryEncyclopedia, 5.5, &[L::Container], &[C::Encyclopedia], &[]),
    rule(Kind::EntryDictionary, 5.5, &[L::Container], &[C::Dictionary], &[]),
    rule(Kind::ArticleNewspaper, 2.5, &[L::Container], &[C::FullDate], &[L::Volume, L::Publisher]),
    rule(Kind::ArticleNewspaper, 2.5, &[L::Container], &[C::Newspaper], &[]),
    rule(
        Kind::ArticleNewspaper,
        1.5,
        &[L::Container, L::Url],
        &[C::FullDate],
        &[L::Volume, L::Publisher, L::Doi],
    ),
    rule(Kind::ArticleNewspaper, 1.0, &[L::Container, L::Section], &[], &[L::Publisher, L::Volume]),
    rule(Kind::ArticleMagazine, 2.0, &[L::Container], &[C::FullDate], &[L::Volume, L::Publisher]),
    rule(Kind::ArticleMagazine, 3.0, &[L::Container], &[C::Magazine], &[]),
    rule(Kind::PostWeblog, 7.0, &[], &[C::Blog], &[]),
    rule(Kind::Post, 7.0, &[], &[C::Post], &[]),
    rule(Kind::MotionPicture, 5.0, &[], &[C::Film], &[L::Page]),
    rule(Kind::MotionPicture, 3.0, &[], &[C::DirectorRole], &[L::Page]),
    rule(Kind::Broadcast, 5.5, &[], &[C::Broadcast], &[L::Page]),
    rule(Kind::Dataset, 6.5, &[], &[C::Dataset], &[L::Page]),
    rule(Kind::Software, 6.5, &[], &[C::Software], &[L::Page]),
    rule(Kind::Software, 2.0, &[L::Section], &[C::Version], &[L::Container]),
    rule(Kind::Manuscript, 4.0, &[], &[C::Manuscript], &[L::Volume]),
    rule(Kind::Graphic, 6.0, &[], &[C::Graphic], &[L::Page]),
    rule(Kind::Graphic, 1.5, &[L::Medium], &[], &[L::Page, L::Container]),
    rule(Kind::Map, 6.5, &[], &[C::Map], &[L::Page]),
    rule(Kind::Song, 6.0, &[], &[C::Song], &[L::Page]),
    rule(Kind::MusicalScore, 6.5, &[], &[C::Score], &[]),
    rule(Kind::Speech, 5.0, &[], &[C::Speech], &[L::Page]),
    rule(Kind::Speech, 1.5, &[L::Event], &[], &[L::Page, L::Container, L::Publisher]),
    rule(Kind::Interview, 6.0, &[], &[C::Interview], &[L::Volume]),
    rule(Kind::PersonalCommunication, 6.0, &[], &[C::Letter], &[L::Volume]),
    rule(Kind::Standard, 6.5, &[], &[C::Standard], &[L::Container]),
    rule(Kind::LegalCase, 6.5, &[], &[C::Case], &[L::Publisher]),
    rule(Kind::Legislation, 6.0, &[], &[C::Statute], &[L::Publisher, L::Volume]),
    rule(Kind::Bill, 6.5, &[], &[C::Bill], &[L::Publisher]),
    rule(Kind::Hearing, 6.5, &[], &[C::Hearing], &[]),
    rule(Kind::Treaty, 6.5, &[], &[C::Treaty], &[L::Publisher]),
    rule(Kind::Regulation, 6.5, &[], &[C::Regulation], &[L::Publisher]),
    rule(Kind::Review, 3.0, &[L::Container], &[C::Review], &[]),
    rule(Kind::Performance, 6.0, &[], &[C::Performance], &[]),
    rule(Kind::Pamphlet, 6.5, &[], &[C::Pamphlet], &[]),
    rule(Kind::Webpage, 3.0, &[L::Url], &[], &[L::Container, L::Publisher, L::Doi]),
    rule(Kind::Webpage, 1.0, &[L::Url, L::Accessed], &[], &[L::Volume, L::Page, L::Doi]),
    rule(
        Kind::Webpage,
        2.5,
        &[L::Url, L::Container],
        &[],
        &[L::Volume, L::Page, L::Doi, L::Publisher],
    ),
    rule(Kind::Webpage, 5.0, &[], &[C::Website], &[L::Volume]),
    rule(Kind::Figure, 6.0, &[], &[C::Figure], &[L::Page]),
];
