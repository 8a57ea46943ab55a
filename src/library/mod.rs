//! Several bibliographies as one: records of one work united, keys kept apart.
//!
//! [`merge`] finds the records of one work and unites them; [`take_keys`] gives records the keys that a
//! manuscript knows them by; a [`Shelf`] completes records from others of the same work. All are functions
//! over items: what is one work is decided from the records alone, never by the network.

mod compare;
mod complete;
mod doubles;
mod duplicates;
mod fold;
mod identifiers;
mod identity;
mod keys;
mod people;
mod stage;
mod titles;
mod unite;
mod values;
mod venues;

pub use complete::{Completed, Shelf};
pub use doubles::find_doubles;
pub(crate) use identifiers::arxiv as arxiv_number;
pub(crate) use keys::keep_old;
pub use keys::{FreeKeys, add_ids, drop_new_ids, ids, take_keys};

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Place, Read};
use crate::model::{Item, Origin};

/// Finds the place of a value for a finding; `None` where its file is not at hand.
pub type Places<'a> = dyn Fn(&Origin) -> Option<Place> + 'a;

/// Whether nobody cites a record by its key: a reader or the parser of references made it.
fn is_guessed_key(item: &Item) -> bool {
    item.has_derived_key || item.key.is_placeholder()
}

/// Which records become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unite {
    /// All records of one work, whatever their keys.
    #[default]
    Works,
    /// Only records of one work that have the same key, so that no citation changes.
    SameKey,
}

/// How to merge.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Which records become one.
    pub unite: Unite,
    /// Where values stand, for findings.
    pub places: &'a Places<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { unite: Unite::Works, places: &|_| None }
    }
}

/// Unites the records of one work, and gives different works different keys.
///
/// Records come in the order of the input, a united one where its first record stood; that one's key
/// stays, and the others are kept in BibLaTeX's `ids`, by which manuscripts can go on citing the work. Of
/// two works with one key the second gets a letter. Records are of one work if they have an
/// identifier in common (DOI, PMID, PMCID, arXiv number, ISBN) and their titles do not contradict it, or
/// if title, names and year agree and nothing else speaks against it. An article and its preprint, its
/// erratum, another edition, part or volume are works of their own.
///
/// # Diagnostics
/// `united-records` for each record that was united with another, `conflicting-values` for a value that
/// differs, `shared-identifier` for works that claim one identifier, `duplicate-key` for a key that was
/// taken; and with [`Unite::SameKey`], `possible-duplicate` for what would be united otherwise.
///
/// ```
/// use florilege::{bibliography, format::Format, library, source::Source};
/// let bib = Source::new("a.bib", "@article{a, title={Molecular Structure of Nucleic Acids}, doi={10.1038/171737a0}}
///     @article{b, title={Molecular structure of nucleic acids.}, doi={https://doi.org/10.1038/171737A0}, volume=171}");
/// let items = bibliography::read(Format::Bibtex, &bib).value;
/// let merged = library::merge(items, &library::Options::default());
/// assert_eq!(merged.value.len(), 1);
/// assert_eq!(merged.value[0].extra("bibtex", "ids"), Some("b"));
/// ```
pub fn merge(items: Vec<Item>, options: &Options<'_>) -> Read<Vec<Item>> {
    let found = duplicates::find(&items.iter().collect::<Vec<_>>());
    let mut diagnostics = Vec::new();
    for (first, second, name) in &found.shared {
        let (first, second) = (&items[*first], &items[*second]);
        let message =
            format!("`{}` and `{}` are two works with the same {name}", first.key, second.key);
        let mut finding = Diagnostic::new(Code::SharedIdentifier, message);
        finding.place = (options.places)(&second.kind.origin);
        diagnostics.push(finding.help(format!("one of them has the {name} of the other")));
    }
    let mut slots: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let mut works: Vec<(usize, Item)> = Vec::with_capacity(found.groups.len());
    for group in &found.groups {
        let mut members = group.members.iter().filter_map(|at| Some((*at, slots[*at].take()?)));
        let Some((at, first)) = members.next() else { continue };
        let mut united: Vec<(usize, Item)> = vec![(at, first)];
        // The keys that fall away, for each of them; added at once, as there may be many.
        let mut old: Vec<Vec<String>> = vec![Vec::new()];
        let mut by_key: HashMap<String, usize> = HashMap::new();
        by_key.insert(united[0].1.key.as_str().to_lowercase(), 0);
        for (at, item) in members {
            let key = item.key.as_str().to_lowercase();
            let into = match options.unite {
                Unite::Works => Some(0),
                Unite::SameKey => by_key.get(&key).copied(),
            };
            match into.and_then(|into| Some((united.get_mut(into)?, old.get_mut(into)?))) {
                Some(((_, target), old)) => {
                    let reason = found.reasons[at];
                    old.extend(keys::all_keys(&item));
                    unite::unite(target, item, reason, options, &mut diagnostics);
                }
                None => {
                    let message = format!(
                        "`{}` seems to be the same work as `{}`",
                        item.key, united[0].1.key
                    );
                    let mut finding = Diagnostic::new(Code::PossibleDuplicate, message);
                    finding.place = (options.places)(&item.kind.origin);
                    diagnostics.push(finding.help("--merge unites them"));
                    by_key.insert(key, united.len());
                    united.push((at, item));
                    old.push(Vec::new());
                }
            }
        }
        for ((_, item), old) in united.iter_mut().zip(&old) {
            keys::add_ids(item, old.iter().map(String::as_str));
        }
        works.extend(united);
    }
    works.sort_by_key(|(at, _)| *at);
    let mut works: Vec<Item> = works.into_iter().map(|(_, item)| item).collect();
    keys::part(&mut works, options.places, &mut diagnostics);
    keys::free_ids(&mut works);
    Read { value: works, diagnostics }
}

#[cfg(test)]
mod tests;
