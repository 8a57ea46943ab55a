//! References read: the candidates that print back as they stand are preferred.

use std::collections::HashMap;
use std::ops::Range;

use super::candidates::{Looked, Way, cut};
use super::check::{Verdict, compare};
use super::features::Italics;
use super::folded::Folded;
use super::gate::is_reference;
use super::grade::{Evidence, Grammar};
use super::grammar;
use super::label::Label;
use super::links;
use super::model::Marginals;
use super::proof::{Likeness, Target};
use super::repair::repairs;
use super::style::Style;
use super::{Parsed, Reference, excerpt};
use crate::cite::Form;
use crate::citekey;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{CiteKey, Confidence, Item, Kind};

/// How many references are looked at to learn which styles there are.
const SAMPLE: usize = 120;
/// How many styles a reference is tried in.
const STYLES: usize = 5;
/// How many ways to label its words are tried.
const WAYS: usize = 8;
/// How many repairs of a way are tried at once.
const REPAIRS: usize = 8;
/// How often a way is repaired.
const ROUNDS: usize = 3;
/// How much nearer a repair must come to be kept, of a thousand.
const NEARER: u16 = 8;
/// How much values of an odd form speak against a reading.
const ODD: f32 = 14.0;
/// How sure of itself a grammar must be.
const GRAMMAR: f32 = 0.9;
/// A way so far behind one that prints back is no rival, in nats.
const CLEAR: f32 = 5.0;
/// How many kinds of work are tried for each of them.
const TRIED_KINDS: usize = 4;
/// Longer texts are no references.
const LONGEST: usize = 8000;

/// Reads references. It knows the styles of those it was shown, so that each is read in the light of all.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The styles of the references at hand, each with how many print back in it.
    styles: Vec<(Style, usize)>,
}

/// The best that was found among the candidates.
struct Found<'t> {
    way: Way<'t>,
    kind: Kind,
    style: Option<Style>,
    likeness: Likeness,
    /// How far behind it the next candidate that prints back is, in nats; none if there is no other.
    margin: Option<f32>,
    /// What a grammar says of it.
    grammar: Grammar,
}

impl Reader {
    /// A reader that knows nothing of the references to come.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that has learned the styles of these references.
    ///
    /// Up to so many as a sample needs, evenly spread, are read and printed in the styles that they may be in.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.into_iter().filter(|text| text.len() < LONGEST).collect();
        let step = texts.len().div_ceil(SAMPLE).max(1);
        let mut counts: HashMap<Style, usize> = HashMap::new();
        for text in texts.into_iter().step_by(step) {
            let folded = Folded::new(text);
            let words = cut(folded.text());
            let looked = Looked::new(folded.text(), &words, Italics::Unknown);
            let Some(way) = looked.ways(1).pop() else { continue };
            let target = Target::new(body(folded.text(), &looked, &way.labels));
            let mut item = way.draft.item(Kind::Document);
            for (style, _) in looked.styles(&way.labels).into_iter().take(STYLES + 2) {
                let mut proofs = way.kinds.iter().take(2).map(|(kind, _)| {
                    item.kind.value = *kind;
                    prove(&target, &item, style)
                });
                if proofs.any(|likeness| likeness == Likeness::Same) {
                    *counts.entry(style).or_default() += 1;
                }
            }
        }
        let mut styles: Vec<(Style, usize)> = counts.into_iter().collect();
        styles.sort_by_key(|(style, count)| (std::cmp::Reverse(*count), *style));
        Self { styles }
    }

    /// The styles that references print back in, the most frequent first, with how many of the sample do.
    pub fn styles(&self) -> &[(Style, usize)] {
        &self.styles
    }

    /// Reads one formatted reference.
    ///
    /// `None` for text that is no reference. Without a key beside it the item gets the one that its
    /// record predicts. Findings have no place; the caller knows where it stands.
    ///
    /// # Diagnostics
    /// `not-a-reference`, `unparsed-reference`, `truncated-names`, `link-differs`, `page-order`, `bad-date`.
    pub fn read(&self, reference: Reference<'_>) -> Read<Option<Parsed>> {
        let folded = Folded::new(reference.text);
        let text = folded.text();
        let mut diagnostics = Vec::new();
        let reject = |code, message: String, help: &str| Read {
            value: None,
            diagnostics: vec![Diagnostic::new(code, message).help(help)],
        };
        if !text.chars().any(char::is_alphabetic) || text.len() > LONGEST {
            let message = format!("`{}` is no reference", excerpt(text));
            let help = "fill the citation field of the source's note";
            return reject(Code::NotAReference, message, help);
        }
        let words = cut(text);
        let looked = Looked::new(text, &words, Italics::Unknown);
        let marginals = looked.marginals();
        let found = self
            .find(&folded, &looked, &marginals)
            .filter(|found| is_reference(&found.way.draft.item(found.kind), text, found.likeness));
        let Some(found) = found else {
            let message = format!("`{}` reads like no reference", excerpt(text));
            let help = "give the source's record in a .bib or CSL-JSON file, or mend the reference";
            return reject(Code::UnparsedReference, message, help);
        };
        let labels = found.way.labels;
        let sure = |at: usize| match labels.get(at) {
            Some(Label::Other) | None => 1.0,
            Some(label) => marginals.of(at, *label),
        };
        let evidence = Evidence {
            likeness: found.likeness,
            least: (0..words.len()).map(sure).fold(1.0, f32::min),
            wrong: (0..words.len()).map(|at| 1.0 - sure(at)).sum(),
            behind: found.way.behind,
            margin: found.margin,
            grammar: found.grammar,
            doubt: 1.0 - found.way.draft.confidence(),
            known: found.style.is_some_and(|style| {
                self.styles.iter().any(|(known, count)| *known == style && *count > 1)
            }),
        };
        let confidence = evidence.confidence();
        let mut draft = found.way.draft;
        draft.kind(found.kind);
        draft.sure(confidence);
        let field = |span: &Range<usize>| {
            let from = words.partition_point(|word| word.end <= span.start);
            let to = words.partition_point(|word| word.start < span.end);
            Confidence((from..to).map(sure).fold(1.0, f32::min))
        };
        let mut item = draft.into_item(&reference, &folded, &field, &mut diagnostics);
        links::apply(&mut item, &reference, &mut diagnostics);
        if reference.key.is_none() {
            item.key =
                CiteKey::parse(&citekey::predict(&item)).unwrap_or_else(|_| CiteKey::unnamed());
        }
        let verdict = match (found.style, found.likeness) {
            (Some(_), Likeness::Same) => Some(Verdict::Equal),
            (Some(style), _) => {
                let without = body(text, &looked, &labels);
                again(&item, style).map(|again| compare(without, &again))
            }
            (None, _) => None,
        };
        let parsed = Parsed { item, style: found.style, confidence, verdict };
        Read { value: Some(parsed), diagnostics }
    }

    /// The best candidate: of those that print back the one that the model likes best.
    fn find<'t>(
        &self,
        folded: &'t Folded,
        looked: &Looked<'t>,
        marginals: &Marginals,
    ) -> Option<Found<'t>> {
        let first = looked.ways(1).pop()?;
        let mut styles = self.styles_for(looked, &first.labels);
        let target = Target::new(body(looked.text, looked, &first.labels));
        let proof = prove_first(&target, &first, &mut styles);
        let is_proven = proof.likeness == Likeness::Same && first.draft.is_record();
        let mut best = Found::new(first, proof);
        // The others differ in few words: they are tried in the styles that came nearest.
        styles.truncate(2);
        let mut ways = looked.ways(WAYS);
        ways.drain(..ways.len().min(1));
        let is_clear = is_proven && ways.first().is_none_or(|way| way.behind > CLEAR);
        if !is_clear {
            let repairs = repairs(&best.way.labels, marginals, REPAIRS);
            ways.extend(repairs.into_iter().map(|repair| looked.way(repair.labels, repair.behind)));
            ways.sort_by(|one, other| one.behind.total_cmp(&other.behind));
            Self::try_others(&target, ways, &styles, &mut best);
        }
        // One stretch after the other is mended while the print comes nearer.
        for _ in 0..ROUNDS {
            let Likeness::Other(before) = best.likeness else { break };
            let repairs = repairs(&best.way.labels, marginals, REPAIRS);
            let behind = best.way.behind;
            let mut nearest: Option<Found<'_>> = None;
            for repair in repairs {
                let way = looked.way(repair.labels, behind + repair.behind);
                if !way.draft.is_record() {
                    continue;
                }
                let proof = prove_other(&target, &way, &styles);
                if proof.likeness > nearest.as_ref().map_or(Likeness::Other(before), |n| n.likeness)
                {
                    nearest = Some(Found::new(way, proof));
                }
            }
            match nearest {
                Some(found) if found.likeness >= Likeness::Other(before + NEARER) => best = found,
                _ => break,
            }
        }
        best.try_grammars(folded, &target, &styles);
        best.way.draft.is_record().then_some(best)
    }

    /// Tries further ways, the likeliest first.
    fn try_others<'t>(target: &Target, ways: Vec<Way<'t>>, styles: &[Style], best: &mut Found<'t>) {
        let is_proven = best.likeness == Likeness::Same;
        for way in ways {
            if is_proven && way.behind > CLEAR {
                break;
            }
            if !way.draft.is_record() || way.draft.says_the_same(&best.way.draft) {
                continue;
            }
            let proof = prove_other(target, &way, styles);
            if proof.likeness == Likeness::Same && best.likeness == Likeness::Same {
                // A second candidate that prints back, too, makes the first less sure.
                best.margin = Some(way.behind - best.way.behind);
                break;
            }
            let found = Found::new(way, proof);
            if found.score() > best.score() || !best.way.draft.is_record() {
                *best = found;
            }
        }
    }

    /// The styles to try for a text: those of the other references first.
    fn styles_for(&self, looked: &Looked<'_>, labels: &[Label]) -> Vec<Style> {
        let mut styles = looked.styles(labels);
        for (style, share) in &mut styles {
            let known = self.styles.iter().find(|(known, _)| known == style);
            *share = share.max(1e-4) * known.map_or(0.25, |(_, count)| 1.0 + (*count as f32).ln());
        }
        styles.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        styles.into_iter().take(STYLES).map(|(style, _)| style).collect()
    }
}

/// How a candidate printed.
#[derive(Debug, Clone, Copy)]
struct Proof {
    style: Option<Style>,
    kind: Kind,
    likeness: Likeness,
}

/// Tries the likeliest candidate in every style, and in further kinds where it comes near; the styles are
/// left in the order of how near it came.
fn prove_first(target: &Target, way: &Way<'_>, styles: &mut Vec<Style>) -> Proof {
    let kind = way.kinds.first().map_or(Kind::Document, |(kind, _)| *kind);
    let mut item = way.draft.item(kind);
    let mut tried: Vec<(Likeness, Style)> = Vec::with_capacity(styles.len());
    for style in styles.iter() {
        let likeness = prove(target, &item, *style);
        tried.push((likeness, *style));
        if likeness == Likeness::Same {
            break;
        }
    }
    // The order of equals stays.
    tried.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    *styles = tried.iter().map(|(_, style)| *style).collect();
    let first = tried.first().copied();
    let mut best = Proof {
        style: first.map(|f| f.1),
        kind,
        likeness: first.map_or(Likeness::Other(0), |f| f.0),
    };
    for style in styles.iter().take(2) {
        for (kind, _) in way.kinds.iter().skip(1).take(TRIED_KINDS - 1) {
            if best.likeness == Likeness::Same {
                return best;
            }
            item.kind.value = *kind;
            best.improve(target, &item, *style);
        }
    }
    best
}

/// Tries another candidate.
fn prove_other(target: &Target, way: &Way<'_>, styles: &[Style]) -> Proof {
    let kind = way.kinds.first().map_or(Kind::Document, |(kind, _)| *kind);
    let mut item = way.draft.item(kind);
    let mut best = Proof { style: styles.first().copied(), kind, likeness: Likeness::Other(0) };
    for (kind, _) in way.kinds.iter().take(2) {
        item.kind.value = *kind;
        for style in styles {
            best.improve(target, &item, *style);
            if best.likeness == Likeness::Same {
                return best;
            }
        }
    }
    best
}

impl Proof {
    /// Prints a record; a likeness that only a number tells says little of the kind, so it must be proven.
    fn improve(&mut self, target: &Target, item: &Item, style: Style) {
        let likeness = prove(target, item, style);
        if likeness > self.likeness.at_least_letters()
            || matches!(self.likeness, Likeness::Other(0))
        {
            *self = Self { style: Some(style), kind: item.kind.value, likeness };
        }
    }
}

impl<'t> Found<'t> {
    fn new(way: Way<'t>, proof: Proof) -> Self {
        let Proof { style, kind, likeness } = proof;
        Self { way, kind, style, likeness, margin: None, grammar: Grammar::Silent }
    }

    /// Takes the reading of a grammar that explains the whole text and prints back, too.
    fn try_grammars(&mut self, folded: &'t Folded, target: &Target, styles: &[Style]) {
        for (own, draft) in grammar::drafts(folded) {
            if draft.confidence() < GRAMMAR {
                continue;
            }
            let kind = draft.kind_set();
            let item = draft.item(kind);
            // Other styles of its kin, as another edition of the manual.
            let kin = styles.iter().copied().filter(|style| style.is_kin(own));
            let mut tried = kin.chain([own]);
            let style = tried.find(|style| prove(target, &item, *style) == Likeness::Same);
            let Some(style) = style else { continue };
            if self.likeness == Likeness::Same && draft.says_the_same(&self.way.draft) {
                self.grammar = Grammar::Agrees;
                continue;
            }
            self.way.draft = draft;
            (self.kind, self.style, self.likeness) = (kind, Some(style), Likeness::Same);
            self.margin = None;
            self.grammar = Grammar::Chosen;
        }
    }

    /// What speaks for it, in nats: that it prints back makes up for much that the model likes less.
    fn score(&self) -> f32 {
        let proof = match self.likeness {
            Likeness::Same => 10.0,
            Likeness::Letters => 5.0,
            Likeness::Other(_) => 0.0,
        };
        proof - self.way.behind + ODD * self.way.draft.confidence().max(0.01).ln()
    }
}

fn prove(target: &Target, item: &Item, style: Style) -> Likeness {
    match target.prove(item, style) {
        // English titles get capitals in many styles, others do not.
        Likeness::Letters => Likeness::Letters.max(target.prove_foreign(item, style)),
        likeness => likeness,
    }
}

/// A record printed again.
pub(super) fn again(item: &Item, style: Style) -> Option<String> {
    style.print(item).map(|entry| entry.apart(Form::Text).1)
}

/// The text behind the number that the reference has in its list.
fn body<'t>(text: &'t str, looked: &Looked<'_>, labels: &[Label]) -> &'t str {
    match (looked.words.first(), labels.first()) {
        (Some(word), Some(Label::CitationNumber)) => {
            text[word.end..].trim_start_matches([')', ']', '.', ':', ' ', '\t'])
        }
        _ => text,
    }
}
