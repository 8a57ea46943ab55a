//! Citation keys of a file whose records need none: stated, or what the record predicts.

use std::collections::{HashMap, HashSet};

use crate::citekey;
use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Item};

/// Gives each record of a file a key of its own.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// The keys that records of the text at hand state.
    stated: HashSet<String>,
    given: HashSet<String>,
    /// How many records predict no key.
    unnamed: usize,
    /// For a key that several records want, how many have asked.
    asked: HashMap<String, usize>,
}

impl Keys {
    /// No key given yet; `stated` are those that records of the file state.
    pub(crate) fn new(stated: impl Iterator<Item = String>) -> Self {
        Self { stated: stated.collect(), ..Self::default() }
    }

    /// Goes on with the next text of a file that is read in pieces; `stated` are the keys that its records
    /// state. Keys that earlier pieces gave stay taken.
    pub(crate) fn go_on(&mut self, stated: impl Iterator<Item = String>) {
        self.stated.clear();
        self.stated.extend(stated);
    }

    /// Sets the key of an item: the stated one, or what Better BibTeX would make of the record.
    ///
    /// Of equal keys the later ones get a letter, as there. A record that predicts nothing is `unkeyed1`.
    ///
    /// # Diagnostics
    /// `bad-value` for a stated key that another record has, too.
    pub(crate) fn give(&mut self, item: &mut Item, stated: Option<&str>) -> Option<Diagnostic> {
        item.has_derived_key = stated.is_none();
        let Some(wanted) = stated.map(str::to_owned).or_else(|| predicted(item)) else {
            self.unnamed += 1;
            let count = std::iter::successors(Some(self.unnamed), |count| Some(count + 1));
            let mut free = count.map(|count| format!("unkeyed{count}"));
            let found =
                free.find(|key| !self.stated.contains(key) && self.given.insert(key.clone()));
            item.key = key(&found.unwrap_or_default());
            return None;
        };
        let is_free = stated.is_some() || !self.stated.contains(&wanted);
        if is_free && self.given.insert(wanted.clone()) {
            item.key = key(&wanted);
            return None;
        }
        let mut asked = self.asked.get(&wanted).copied().unwrap_or(0);
        let parted = loop {
            asked += 1;
            let parted = wanted.clone() + &letters(asked);
            if !self.stated.contains(&parted) && self.given.insert(parted.clone()) {
                break parted;
            }
        };
        self.asked.insert(wanted.clone(), asked);
        item.key = key(&parted);
        stated?;
        let message = format!("another record has the key `{wanted}`; this one became `{parted}`");
        Some(Diagnostic::new(Code::BadValue, message))
    }
}

/// Whether a label is a citation key rather than a number of some database.
///
/// It has a letter and no white space; `10.1000/x`, `WOS:000123` and `12345` are identifiers.
pub(crate) fn is_key(text: &str) -> bool {
    let number = text.split_once(':').map_or("", |(_, number)| number);
    let is_numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_identifier = is_numbered || text.contains('/');
    !is_identifier
        && text.len() <= 200
        && text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn predicted(item: &Item) -> Option<String> {
    let predicted: String = citekey::predict(item).chars().filter(|c| !c.is_control()).collect();
    Some(predicted.trim().to_owned()).filter(|key| !key.is_empty())
}

fn key(text: &str) -> CiteKey {
    CiteKey::parse(text).unwrap_or_else(|_| CiteKey::unnamed())
}

/// `a` to `z`, then `aa`.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Origin};

    fn check(wanted: &[Option<&str>], expected: &str) {
        let stated = wanted.iter().flatten().map(|key| (*key).to_owned());
        let mut keys = Keys::new(stated);
        let given = wanted.iter().map(|wanted| {
            let mut item = Item::new(CiteKey::unnamed(), Kind::Book, Origin::derived());
            let finding = keys.give(&mut item, *wanted);
            format!("{}{}", item.key, if finding.is_some() { "!" } else { "" })
        });
        assert_eq!(given.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn no_two_records_have_one_key() {
        check(&[Some("a"), Some("b"), Some("a"), Some("aa")], "a b ab! aa");
        check(&[None, None, Some("unkeyed1")], "unkeyed2 unkeyed3 unkeyed1");
        assert_eq!(letters(28), "ab");
    }

    #[test]
    fn keys_of_earlier_pieces_stay_taken() {
        let mut keys = Keys::default();
        let mut give = |wanted: &[Option<&str>]| {
            keys.go_on(wanted.iter().flatten().map(|key| (*key).to_owned()));
            let given = wanted.iter().map(|wanted| {
                let mut item = Item::new(CiteKey::unnamed(), Kind::Book, Origin::derived());
                let finding = keys.give(&mut item, *wanted);
                format!("{}{}", item.key, if finding.is_some() { "!" } else { "" })
            });
            given.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(give(&[None, Some("a"), None]), "unkeyed1 a unkeyed2");
        assert_eq!(give(&[None, Some("a"), Some("unkeyed1")]), "unkeyed3 aa! unkeyed1a!");
    }

    #[test]
    fn identifiers_are_no_keys() {
        assert!(is_key("doe2020") && is_key("gay-lussacGas1808") && is_key("2020doe"));
        assert!(
            !is_key("12345") && !is_key("WOS:000123") && !is_key("10.1000/x") && !is_key("a b")
        );
    }
}
