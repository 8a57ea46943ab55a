//! Keys of a whole library: no two works have the same.

use std::collections::{HashMap, HashSet};

use super::{Places, duplicates};
use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Extra, Item, Origin, Sourced};

/// The format and the field in which BibLaTeX keeps a work's other keys.
const IDS: (&str, &str) = ("bibtex", "ids");

/// Keys that are taken, and new ones beside them.
///
/// Case does not count, as `bibtex` does not regard it.
///
/// ```
/// use florilege::{library::FreeKeys, model::CiteKey};
/// let mut keys = FreeKeys::default();
/// let mut give = |key: &str| keys.give(&CiteKey::parse(key).unwrap()).to_string();
/// assert_eq!([give("doe2020"), give("Doe2020"), give("doe2020")], ["doe2020", "Doe2020a", "doe2020b"]);
/// ```
#[derive(Debug, Default)]
pub struct FreeKeys {
    taken: HashSet<String>,
    /// For a key that several works want, how many letters were tried.
    next: HashMap<String, usize>,
}

impl FreeKeys {
    /// Takes a key; false if it was taken.
    pub fn take(&mut self, key: &CiteKey) -> bool {
        self.taken.insert(key.as_str().to_lowercase())
    }

    /// Whether a key is taken.
    pub fn is_taken(&self, key: &CiteKey) -> bool {
        self.taken.contains(&key.as_str().to_lowercase())
    }

    /// Takes a key, or where it is taken the first free one with letters behind it: `a` to `z`, `aa`, …
    pub fn give(&mut self, key: &CiteKey) -> CiteKey {
        if self.take(key) { key.clone() } else { self.give_other(key) }
    }

    /// Takes the first free key with letters behind `key`.
    pub fn give_other(&mut self, key: &CiteKey) -> CiteKey {
        let next = self.next.entry(key.as_str().to_lowercase()).or_default();
        loop {
            let text = match key.is_placeholder() {
                // With a number it still is one.
                true => format!("{key}-{}", *next + 2),
                false => format!("{key}{}", letters(*next)),
            };
            *next += 1;
            if self.taken.insert(text.to_lowercase()) {
                // A key with letters behind it is a key.
                return CiteKey::parse(&text).unwrap_or_else(|_| key.clone());
            }
        }
    }
}

/// 0 -> `a`, 25 -> `z`, 26 -> `aa`.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + u8::try_from(number % 26).unwrap_or(0));
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Gives the later of two works with one key another one.
///
/// # Diagnostics
/// `duplicate-key` for the new key.
pub(super) fn part(items: &mut [Item], places: &Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut keys = FreeKeys::default();
    let later: Vec<bool> = items.iter().map(|item| !keys.take(&item.key)).collect();
    for (item, _) in items.iter_mut().zip(later).filter(|(_, later)| *later) {
        let old = item.key.clone();
        item.key = keys.give_other(&old);
        diagnostics.extend(taken(item, &old, places));
    }
}

/// Tells of a key that was taken; nobody cites a placeholder.
fn taken(item: &Item, old: &CiteKey, places: &Places<'_>) -> Option<Diagnostic> {
    if old.is_placeholder() {
        return None;
    }
    let message = format!("`{old}` is the key of another work; this one became `{}`", item.key);
    let mut finding = Diagnostic::new(Code::DuplicateKey, message);
    finding.place = places(&item.kind.origin);
    Some(finding.help("cite it by the new key, or rename one of the two in its file"))
}

/// Gives items the keys that the same works have in `known`; no other item keeps a key of `known`.
///
/// The key that an item had stays in BibLaTeX's `ids`, so that manuscripts that cite it compile.
///
/// # Diagnostics
/// `changed-key` for an item that got the key of its work, `duplicate-key` for one whose key is that of
/// another work.
///
/// ```
/// use florilege::{bibliography, format::Format, library, source::Source};
/// let read = |text: &str| bibliography::read(Format::Bibtex, &Source::new("a.bib", text)).value;
/// let mut items = read("@book{x, title={The TeXbook}, isbn={0201134489}} @book{knuth, title={Other}}");
/// let known = read("@book{knuth, title={The TeXbook}, isbn={978-0-201-13448-3}}");
/// library::take_keys(&mut items, &known, &|_| None);
/// assert_eq!([items[0].key.as_str(), items[1].key.as_str()], ["knuth", "knutha"]);
/// ```
pub fn take_keys(items: &mut [Item], known: &[Item], places: &Places<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let all: Vec<&Item> = known.iter().chain(items.iter()).collect();
    let found = duplicates::find(&all);
    let mut keys = FreeKeys::default();
    for item in known {
        keys.take(&item.key);
    }
    let mut settled = vec![false; items.len()];
    for group in &found.groups {
        let (known_members, own): (Vec<usize>, Vec<usize>) =
            group.members.iter().partition(|at| **at < known.len());
        let Some(first) = known_members.first() else { continue };
        let own: Vec<usize> = own.iter().map(|at| at - known.len()).collect();
        // The one that has a key of its work already is the one that is cited by it.
        let has_key = |at: &&usize| known_members.iter().any(|k| known[*k].key == items[**at].key);
        match own.iter().find(has_key) {
            Some(at) => settled[*at] = true,
            None => {
                let Some(at) = own.first() else { continue };
                let key = known[*first].key.clone();
                let place = places(&known[*first].kind.origin);
                let at_line = place.map(|at| format!(" in {}:{}", at.file, at.line));
                let old = std::mem::replace(&mut items[*at].key, key.clone());
                let message = format!(
                    "`{old}` became `{key}`, the key of its work{}",
                    at_line.unwrap_or_default()
                );
                let mut finding = Diagnostic::new(Code::ChangedKey, message);
                finding.place = places(&items[*at].kind.origin);
                diagnostics.push(finding);
                keep_old(&mut items[*at], &old);
                settled[*at] = true;
            }
        }
    }
    let others: Vec<usize> = (0..items.len()).filter(|at| !settled[*at]).collect();
    let collides: Vec<bool> = others.iter().map(|at| !keys.take(&items[*at].key)).collect();
    for (at, _) in others.into_iter().zip(collides).filter(|(_, collides)| *collides) {
        let old = items[at].key.clone();
        items[at].key = keys.give_other(&old);
        diagnostics.extend(taken(&items[at], &old, places));
    }
    free_ids(items);
    diagnostics
}

/// Adds keys by which the work was cited before.
pub fn add_ids<'a>(item: &mut Item, old: impl IntoIterator<Item = &'a str>) {
    let own = item.key.clone();
    let mut known: HashSet<String> = ids(item).map(str::to_owned).collect();
    // A comma parts the keys, so one that has a comma cannot stand there.
    let fits = |key: &&str| *key != own.as_str() && !key.contains([',', '{', '}']);
    let new = old.into_iter().filter(fits).filter(|key| known.insert((*key).to_owned()));
    let new: Vec<&str> = new.collect();
    if new.is_empty() {
        return;
    }
    let new = new.join(",");
    let is_ids = |extra: &&mut Extra| (extra.format, extra.name.as_str()) == IDS;
    match item.extra.iter_mut().find(is_ids) {
        Some(ids) => {
            ids.value.value.push(',');
            ids.value.value.push_str(&new);
        }
        None => item.extra.push(Extra {
            format: IDS.0,
            name: IDS.1.to_owned(),
            value: Sourced::new(new, Origin::derived()),
        }),
    }
}

/// Adds the key that an item had, unless a reader gave it.
pub(crate) fn keep_old(item: &mut Item, old: &CiteKey) {
    if !old.is_placeholder() {
        add_ids(item, [old.as_str()]);
    }
}

/// The keys of an item by which it can be cited: its own, unless a reader gave it, and the others.
pub(super) fn all_keys(item: &Item) -> Vec<String> {
    let own = Some(item.key.as_str()).filter(|_| !item.key.is_placeholder());
    own.into_iter().chain(ids(item)).map(str::to_owned).collect()
}

/// The other keys of an item.
pub fn ids(item: &Item) -> impl Iterator<Item = &str> {
    let ids = item.extra(IDS.0, IDS.1).unwrap_or_default();
    ids.split(',').map(str::trim).filter(|id| !id.is_empty())
}

/// Takes the other keys out of items that got them here: for formats that have no place for them.
pub fn drop_new_ids(items: &mut [Item]) {
    for item in items {
        item.extra.retain(|extra| {
            (extra.format, extra.name.as_str()) != IDS || !extra.value.origin.file.is_empty()
        });
    }
}

/// Takes out of every item's other keys those that another item has as its own.
pub(super) fn free_ids(items: &mut [Item]) {
    if !items.iter().any(|item| item.extra(IDS.0, IDS.1).is_some()) {
        return;
    }
    let own: HashSet<String> = items.iter().map(|item| item.key.as_str().to_owned()).collect();
    for item in items {
        item.extra.retain_mut(|extra| {
            if (extra.format, extra.name.as_str()) != IDS {
                return true;
            }
            let free = extra.value.split(',').map(str::trim).filter(|id| !own.contains(*id));
            let free = free.collect::<Vec<_>>().join(",");
            extra.value.value = free;
            !extra.value.is_empty()
        });
    }
}
