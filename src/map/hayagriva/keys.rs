//! Keys of a whole file: no two entries have the same.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use crate::diag::{Code, Diagnostic, Read};
use crate::model::CiteKey;

/// The keys of one file: Hayagriva refuses a file in which two entries have the same.
#[derive(Default)]
pub(crate) struct Keys {
    all: Option<Rc<dyn Fn() -> Vec<CiteKey>>>,
    /// The keys that items have; asked for when the first key must change.
    reserved: HashSet<CiteKey>,
    given: HashSet<String>,
    next: HashMap<String, usize>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("given", &self.given).finish_non_exhaustive()
    }
}

impl Keys {
    /// Says where to find the keys that items have.
    pub(crate) fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.all = Some(keys);
    }

    /// The key of an item, or another if an entry has it already.
    ///
    /// # Diagnostics
    /// `bad-value` for the new key.
    pub(crate) fn give(&mut self, key: &CiteKey) -> Read<String> {
        let key = key.as_str();
        if self.given.insert(key.to_owned()) {
            return Read::clean(key.to_owned());
        }
        if let Some(all) = self.all.take() {
            self.reserved.extend(all());
        }
        let next = self.next.get(key).copied().unwrap_or(2);
        let is_free = |number: &usize| {
            let key = format!("{key}-{number}");
            !self.given.contains(&key)
                && CiteKey::parse(&key).is_ok_and(|key| !self.reserved.contains(&key))
        };
        let number = (next..).find(is_free).unwrap_or(next);
        let parted = format!("{key}-{number}");
        self.next.insert(key.to_owned(), number + 1);
        self.given.insert(parted.clone());
        let message = format!("another entry has the key `{key}`; this one became `{parted}`");
        Read { value: parted, diagnostics: vec![Diagnostic::new(Code::BadValue, message)] }
    }
}
