//! What a citation key tells of its work when nothing else does.

use super::words::capitalise;
use crate::model::{
    CiteKey, Date, DateVariable, Day, Item, Kind, Name, NameVariable, Origin, StandardVariable,
    Text, Via,
};

/// The parts of a key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derived {
    /// The first author's family name, with a capital: `Gomez-Arbelaez`.
    pub author: String,
    /// The words of the title that the key has.
    pub title: Vec<String>,
    /// The year.
    pub year: Option<i32>,
}

/// Splits a key into author, title words and year.
///
/// Small letters in front are the author, words with a capital the title, four digits the year; a year
/// in the middle, as in `crick1970dogma`, divides author and title.
///
/// ```
/// use florilege::citekey::from_key;
/// use florilege::model::CiteKey;
/// let derived = from_key(&CiteKey::parse("gay-lussacMTORStudyRats1808a").unwrap());
/// assert_eq!((derived.author.as_str(), derived.year), ("Gay-Lussac", Some(1808)));
/// assert_eq!(derived.title, ["MTOR", "Study", "Rats"]);
/// ```
pub fn from_key(key: &CiteKey) -> Derived {
    let key = key.as_str().trim_start_matches('@');
    let (head, year, tail) = match find_year(key) {
        Some(at) => (&key[..at], key[at..at + 4].parse().ok(), &key[at + 4..]),
        None => (key, None, ""),
    };
    // One or two letters behind the year tell apart equal keys.
    let tail = if tail.len() <= 2 { "" } else { tail };
    let is_letter = |c: char| c.is_lowercase() || !c.is_alphanumeric();
    let mut author_end = head.find(|c: char| !is_letter(c)).unwrap_or(head.len());
    if author_end == 0 {
        // A key that begins with a capital: the author is the first word.
        let after_first = head.chars().next().map_or(0, char::len_utf8);
        let rest = &head[after_first..];
        author_end = after_first + rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    }
    let (author, title) = head.split_at(author_end);
    let author: Vec<String> = author
        .split('-')
        .map(|part| capitalise(part.trim_matches(|c: char| !c.is_alphanumeric())))
        .filter(|part| !part.is_empty())
        .collect();
    let title = split_words(title).chain(split_words(tail)).collect();
    Derived { author: author.join("-"), title, year }
}

/// The record that a key alone gives: a document with author, title words and year, all derived.
pub fn stub(key: &CiteKey, origin: &Origin) -> Item {
    let origin = origin.via(Via::Derived);
    let Derived { author, title, year } = from_key(key);
    let mut item = Item::new(key.clone(), Kind::Document, origin.clone());
    if !author.is_empty() {
        let names = vec![Name { family: author, ..Name::default() }];
        item.names.set(NameVariable::Author, names.into(), origin.clone());
    }
    let title = if title.is_empty() { key.as_str().to_owned() } else { title.join(" ") };
    item.texts.set(StandardVariable::Title, Text::plain(title), origin.clone());
    if let Some(year) = year {
        item.dates.set(DateVariable::Issued, Date::on(Day::year(year)), origin);
    }
    item
}

/// Where the last four digits stand that can be a year.
fn find_year(key: &str) -> Option<usize> {
    let bytes = key.as_bytes();
    let is_year = |at: &usize| {
        let digits = &bytes[*at..*at + 4];
        let ends = bytes.get(*at + 4).is_none_or(|next| !next.is_ascii_digit());
        digits.iter().all(u8::is_ascii_digit)
            && matches!(digits, [b'1', b'4'..=b'9', ..] | [b'2', b'0', ..])
            && ends
    };
    (0..(bytes.len() + 1).saturating_sub(4)).rev().find(is_year)
}

/// Splits joined words at their capitals; an acronym ends before the last capital of its run.
fn split_words(text: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let next_is_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins =
            c.is_uppercase() && before.is_none_or(|before| !before.is_uppercase() || next_is_small);
        match words.last_mut() {
            Some(word) if !begins => word.push(*c),
            _ => words.push(c.to_string()),
        }
    }
    words
        .into_iter()
        .map(|word| word.trim_matches(['_', '-', '.', ' ']).to_owned())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, author: &str, title: &str, year: Option<i32>) {
        let derived = from_key(&CiteKey::parse(key).unwrap());
        assert_eq!(
            (derived.author.as_str(), derived.title.join(" ").as_str(), derived.year),
            (author, title, year)
        );
    }

    #[test]
    fn splits_keys() {
        check("crickCentralDogmaMolecular1970", "Crick", "Central Dogma Molecular", Some(1970));
        check("crickCentralDogmaMolecular1970a", "Crick", "Central Dogma Molecular", Some(1970));
        check("gay-lussacGasLaws1808", "Gay-Lussac", "Gas Laws", Some(1808));
        check("liRoleDL3hydroxybutyrate2021", "Li", "Role DL3hydroxybutyrate", Some(2021));
        check("pubmedVitaminC", "Pubmed", "Vitamin C", None);
        check("abe2016urgent", "Abe", "urgent", Some(2016));
        check("Crick1970", "Crick", "", Some(1970));
        check("@crick1970", "Crick", "", Some(1970));
        check("1984", "", "", Some(1984));
        check("é", "É", "", None);
    }

    #[test]
    fn a_stub_has_a_title() {
        let key = CiteKey::parse("crick1970").unwrap();
        assert_eq!(stub(&key, &Origin::derived()).text(StandardVariable::Title), Some("crick1970"));
    }
}
