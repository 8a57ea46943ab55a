//! Sorting records by a style's keys.
//!
//! Source: CSL 1.0.2, "Sorting"; collation by Unicode and CLDR, through ICU.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::plan::{Area, Plan, SortBy, SortKey};
use super::render::{Cite, Renderer, Sorting, date};
use crate::model::Item;
use hayagriva::citationberg::taxonomy::{NumberVariable, Variable};

/// One key's value, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// Bytes of a collation key; none if the variable is empty.
    Text(Option<Box<[u8]>>),
    Number(usize),
}

/// Sorts records by a style's keys.
pub(super) struct Sorter<'a> {
    plan: &'a Plan,
    area: &'a Area,
    collator: Option<CollatorBorrowed<'static>>,
}

impl<'a> Sorter<'a> {
    pub(super) fn new(plan: &'a Plan, area: &'a Area) -> Self {
        let collator = (!area.sort.is_empty()).then(|| collator(&plan.locale.language)).flatten();
        Self { plan, area, collator }
    }

    /// Sorts places by the records that `record` finds for them; equal ones keep their order.
    ///
    /// A key is made for those alone that the keys before it leave equal.
    pub(super) fn sort<'r>(
        &self,
        places: &mut [usize],
        record: &dyn Fn(usize) -> (&'r Item, Cite<'r>),
    ) {
        // Runs of equal places, and the key that is to part them.
        let mut waiting = vec![(0..places.len(), 0)];
        while let Some((run, at)) = waiting.pop() {
            let Some(key) = self.area.sort.get(at).filter(|_| run.len() > 1) else { continue };
            let run_of = &mut places[run.clone()];
            let mut keyed: Vec<(Value, usize)> = run_of
                .iter()
                .map(|place| {
                    let (item, cite) = record(*place);
                    (self.value(key, item, &cite), *place)
                })
                .collect();
            keyed.sort_by(|(a, _), (b, _)| compare(a, b, key.descending));
            let mut start = run.start;
            for equal in keyed.chunk_by(|(a, _), (b, _)| a == b) {
                waiting.push((start..start + equal.len(), at + 1));
                start += equal.len();
            }
            for (slot, (_, place)) in run_of.iter_mut().zip(keyed) {
                *slot = place;
            }
        }
    }

    fn value(&self, key: &SortKey, item: &Item, cite: &Cite<'_>) -> Value {
        let sorting = match &key.by {
            SortBy::Variable(Variable::Number(NumberVariable::CitationNumber)) => {
                return Value::Number(cite.number.unwrap_or(0));
            }
            SortBy::Macro { min, first, last, .. } => {
                Sorting { min: *min, first: *first, last: *last }
            }
            SortBy::Variable(_) => Sorting::default(),
        };
        let cite = Cite { sorting: Some(sorting), ..cite.clone() };
        let mut renderer = Renderer::new(self.plan, self.area, item, &cite);
        let start = renderer.out.mark();
        match &key.by {
            SortBy::Variable(Variable::Date(variable)) => {
                if let Some(date) = item.dates.get(*variable) {
                    renderer.out.push(&date::sort_key(date, true, true, true));
                }
            }
            SortBy::Variable(variable) => renderer.push_for_sort(*variable),
            SortBy::Macro { at, .. } => {
                if let Some(elements) = self.area.macros.get(*at) {
                    renderer.elements(elements);
                }
            }
        }
        let text = renderer.out.plain(start);
        Value::Text(self.collation_key(text.trim()))
    }

    fn collation_key(&self, text: &str) -> Option<Box<[u8]>> {
        // Punctuation does not count, spaces do.
        let counts = |c: &char| c.is_alphanumeric() || c.is_whitespace() || !is_punctuation(*c);
        let text: String = text.chars().filter(counts).collect();
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let Some(collator) = &self.collator else {
            return Some(text.to_lowercase().as_bytes().into());
        };
        let mut key = Vec::with_capacity(text.len() * 2);
        let Ok(()) = collator.write_sort_key_to(text, &mut key);
        Some(key.into())
    }
}

fn compare(a: &Value, b: &Value, descending: bool) -> Ordering {
    let order = match (a, b) {
        // What has no value comes last in either direction.
        (Value::Text(None), Value::Text(None)) => Ordering::Equal,
        (Value::Text(None), _) => return Ordering::Greater,
        (_, Value::Text(None)) => return Ordering::Less,
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Text(_), Value::Number(_)) | (Value::Number(_), Value::Text(_)) => Ordering::Equal,
    };
    if descending { order.reverse() } else { order }
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{2027}' | '«' | '»' | '¿' | '¡' | '·')
}

/// Letters and spaces decide, accents and case do not; numbers count as numbers.
fn collator(language: &str) -> Option<CollatorBorrowed<'static>> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    let locale: icu_locale_core::Locale =
        language.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, options).ok()
}
