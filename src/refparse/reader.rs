//! References read: the candidates that print back as they stand are preferred.

use std::collections::HashMap;

use super::candidates::{Looked, Way, cut};
use super::check::{Verdict, compare};
use super::features::Italics;
use super::folded::Folded;
use super::grade::{Evidence, Grade};
use super::label::Label;
use super::links;
use super::proof::{Likeness, Target};
use super::style::Style;
use super::{Parsed, Reference, excerpt};
use crate::citekey;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{CiteKey, Item, Kind};

/// How many references are looked at to learn which styles there are.
const SAMPLE: usize = 60;
/// How many styles a reference is tried in.
const STYLES: usize = 4;
/// How many ways to label its words are tried.
const WAYS: usize = 8;
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
}

impl Reader {
    /// A reader that knows nothing of the references to come.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that has learned the styles of these references.
    ///
    /// Up to sixty of them, evenly spread, are read and printed in the styles that they may be in.
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
            for (style, _) in looked.styles(&way.labels).into_iter().take(STYLES + 2) {
                let kinds = way.kinds.iter().take(TRIED_KINDS);
                let mut proofs = kinds.map(|(kind, _)| prove(&target, &way, *kind, style));
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
        let Some(found) = self.find(&looked) else {
            let message = format!("`{}` reads like no reference", excerpt(text));
            let help = "give the source's record in a .bib or CSL-JSON file, or mend the reference";
            return reject(Code::UnparsedReference, message, help);
        };
        let marginals = looked.marginals();
        let surest = |at: (usize, &Label)| match at.1 {
            Label::Other => 1.0,
            label => marginals.of(at.0, *label),
        };
        let least = found.way.labels.iter().enumerate().map(surest).fold(1.0, f32::min);
        let evidence = Evidence {
            likeness: found.likeness,
            least,
            margin: found.margin,
            doubt: 1.0 - found.way.draft.confidence(),
            known: found.style.is_some_and(|style| {
                self.styles.iter().any(|(known, count)| *known == style && *count > 1)
            }),
        };
        let (grade, confidence) = Grade::of(&evidence);
        let mut draft = found.way.draft;
        draft.kind(found.kind);
        draft.sure(confidence);
        let mut item = draft.into_item(&reference, &folded, &mut diagnostics);
        links::apply(&mut item, &reference, &mut diagnostics);
        if reference.key.is_none() {
            item.key =
                CiteKey::parse(&citekey::predict(&item)).unwrap_or_else(|_| CiteKey::unnamed());
        }
        let verdict = match (found.style, found.likeness) {
            (Some(_), Likeness::Same) => Some(Verdict::Equal),
            (Some(style), _) => again(&item, style).map(|again| compare(text, &again)),
            (None, _) => None,
        };
        let parsed = Parsed { item, style: found.style, confidence, grade, verdict };
        Read { value: Some(parsed), diagnostics }
    }

    /// The best candidate: of those that print back the one that the model likes best.
    fn find<'t>(&self, looked: &Looked<'t>) -> Option<Found<'t>> {
        let first = looked.ways(1).pop()?;
        let styles = self.styles_for(looked, &first.labels);
        let target = Target::new(body(looked.text, looked, &first.labels));
        let mut best: Option<Found<'t>> = None;
        let mut ways = vec![first];
        let mut at = 0;
        while at < ways.len() {
            let way = ways.swap_remove(at);
            if way.draft.is_record() {
                let (style, kind, likeness) = best_print(&target, &way, &styles);
                let margin = match &mut best {
                    // A second candidate that prints back, too, makes the first less sure.
                    Some(Found { likeness: Likeness::Same, margin, way: first, .. })
                        if likeness == Likeness::Same && !way.draft.says_the_same(&first.draft) =>
                    {
                        *margin = Some(way.behind - first.behind);
                        break;
                    }
                    _ => None,
                };
                let is_better = best.as_ref().is_none_or(|best| match (best.likeness, likeness) {
                    (Likeness::Other(_), Likeness::Other(_)) => false,
                    (best, new) => new > best,
                });
                if is_better {
                    best = Some(Found { way, kind, style, likeness, margin });
                }
            }
            // Where the best way is clear and prints back, no other is looked at.
            if at == 0 && ways.len() <= 1 {
                ways = looked.ways(WAYS);
                if ways.is_empty() {
                    break;
                }
                let clear = ways.get(1).is_none_or(|second| second.behind > 4.0);
                if clear && best.as_ref().is_some_and(|best| best.likeness == Likeness::Same) {
                    break;
                }
            }
            at += 1;
        }
        best
    }

    /// The styles to try for a text: those of the other references first.
    fn styles_for(&self, looked: &Looked<'_>, labels: &[Label]) -> Vec<Style> {
        let mut styles = looked.styles(labels);
        for (style, share) in &mut styles {
            let known = self.styles.iter().find(|(known, _)| known == style);
            *share = share.max(1e-4) * known.map_or(0.02, |(_, count)| *count as f32);
        }
        styles.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        styles.into_iter().take(STYLES).map(|(style, _)| style).collect()
    }
}

/// The style and kind in which a way prints most like the reference.
fn best_print(target: &Target, way: &Way<'_>, styles: &[Style]) -> (Option<Style>, Kind, Likeness) {
    let first = way.kinds.first().map_or(Kind::Document, |(kind, _)| *kind);
    let mut best = (None, first, Likeness::Other(0));
    for style in styles {
        for (kind, _) in way.kinds.iter().take(TRIED_KINDS) {
            let likeness = prove(target, way, *kind, *style);
            let is_better = match (best.2, likeness) {
                // What does not print back says little of its kind.
                (Likeness::Other(_), Likeness::Other(_)) => likeness > best.2 && *kind == first,
                (best, new) => new > best,
            };
            if is_better {
                best = (Some(*style), *kind, likeness);
            }
            if best.2 == Likeness::Same {
                return best;
            }
        }
    }
    best
}

fn prove(target: &Target, way: &Way<'_>, kind: Kind, style: Style) -> Likeness {
    let item = way.draft.item(kind);
    match target.prove(&item, style) {
        // English titles get capitals in many styles, others do not.
        Likeness::Letters => Likeness::Letters.max(target.prove_foreign(&item, style)),
        likeness => likeness,
    }
}

/// A record printed again.
pub(super) fn again(item: &Item, style: Style) -> Option<String> {
    let entry = style.processor()?.each(item);
    (!entry.failed).then(|| entry.text())
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
