//! Keys of a whole file: no two entries have the same.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Dialect;
use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Item};
use crate::read::bibtex::Record;

/// The keys of one file.
///
/// Keys that differ can become equal without the characters that a `.bib` file cannot hold; the one
/// that stands as it is keeps its name. BibTeX does not regard case; biber does.
pub(crate) struct Keys {
    dialect: Dialect,
    /// Where to find the keys that the items have.
    all: Option<Rc<dyn Fn() -> Vec<CiteKey>>>,
    /// The keys that the items have, once a key has had to change.
    own: Option<HashSet<String>>,
    /// The keys that entries got.
    given: HashSet<String>,
    /// For a key that several entries want, the number that the next one gets.
    next: HashMap<String, usize>,
}

impl Keys {
    /// No key given yet.
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, all: None, own: None, given: HashSet::new(), next: HashMap::new() }
    }

    /// Says where to find the keys that the items have.
    pub(crate) fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.all = Some(keys);
    }

    /// Gives an entry another key if its own is taken.
    ///
    /// # Diagnostics
    /// `bad-value` for the new key.
    pub(crate) fn give(&mut self, record: &mut Record<'_>, item: &Item) -> Option<Diagnostic> {
        let key = fold(&record.key, self.dialect);
        if record.key == item.key.as_str() && self.given.insert(key.clone()) {
            return None;
        }
        let own = self.own.get_or_insert_with(|| {
            let all = self.all.take().map(|all| all()).unwrap_or_default();
            all.iter().map(|key| fold(key.as_str(), self.dialect)).collect()
        });
        if !own.contains(&key) && self.given.insert(key.clone()) {
            return None;
        }
        let is_free = |number: &usize| {
            let key = format!("{key}-{number}");
            !self.given.contains(&key) && !own.contains(&key)
        };
        let next = self.next.get(&key).copied().unwrap_or(2);
        let number = (next..).find(is_free).unwrap_or(next);
        self.given.insert(format!("{key}-{number}"));
        self.next.insert(key, number + 1);
        let parted = format!("{}-{number}", record.key);
        let message =
            format!("another entry has the key `{}`; this one became `{parted}`", record.key);
        for field in record.fields.iter_mut().filter(|f| f.name == "key" && f.value == record.key) {
            field.value = parted.clone().into();
        }
        record.key = parted.into();
        Some(Diagnostic::new(Code::BadValue, message))
    }
}

fn fold(key: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Bibtex => key.to_lowercase(),
        Dialect::Biblatex => key.to_owned(),
    }
}
