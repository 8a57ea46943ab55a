//! Names that are beyond doubt read as they were written.

use super::words::{is_lower, is_suffix};
use crate::map::tex::{as_plain, is_printable};
use crate::model::Name;

/// Whether what was written is beyond doubt read as the name that it was written for: one in braces, or family
/// and given names in letters.
pub(super) fn is_read_as(tex: &str, name: &Name) -> bool {
    // How a name is set is not said in TeX.
    if name.comma_suffix || name.static_ordering {
        return false;
    }
    let Name { family, given, dropping_particle, non_dropping_particle, suffix, literal, .. } =
        name;
    if [dropping_particle, non_dropping_particle, suffix].iter().any(|part| !part.is_empty()) {
        return false;
    }
    if !literal.is_empty() {
        let inner = tex.strip_prefix('{').and_then(|tex| tex.strip_suffix('}'));
        let is_bare = family.is_empty() && given.is_empty();
        return is_bare && inner == Some(literal) && as_plain(literal) == Some(literal);
    }
    let is_word = |word: &str| {
        let is_letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '-');
        let is_separator = ["and", "others", "et", "al", "al."].iter();
        word.chars().all(is_letter)
            && word.starts_with(char::is_alphabetic)
            && !is_separator.into_iter().any(|other| word.eq_ignore_ascii_case(other))
    };
    let is_plain = |text: &str| text.split(' ').all(is_word) && as_plain(text) == Some(text);
    let written = tex.strip_prefix(family.as_str()).and_then(|rest| rest.strip_prefix(", "));
    written == Some(given)
        && is_plain(family)
        && is_plain(given)
        && !family.split(' ').any(is_lower)
        && !family.rsplit(' ').next().is_some_and(is_suffix)
        && !is_suffix(given)
}

/// Whether a name is made of words in plain letters that begin with a capital, and so is written as it is
/// and read as it was.
pub(super) fn is_simple(name: &Name, ascii: bool) -> bool {
    // Of the letters beyond ASCII those that pdfTeX's fonts have.
    let is_letter =
        |c: char| c.is_ascii_alphabetic() || !ascii && c.is_alphabetic() && is_printable(c);
    let is_word = |word: &str| {
        let mut before = ' ';
        word.starts_with(|c: char| c.is_uppercase())
            && word.chars().all(|c| {
                let is_apart = c != '-' || before != '-';
                before = c;
                is_apart && (is_letter(c) || matches!(c, '.' | '-'))
            })
            && !["and", "others"].iter().any(|other| word.eq_ignore_ascii_case(other))
    };
    let Name { family, given, dropping_particle, non_dropping_particle, suffix, literal, .. } =
        name;
    [dropping_particle, non_dropping_particle, suffix, literal].iter().all(|part| part.is_empty())
        && family.split(' ').all(is_word)
        && given.split(' ').all(is_word)
        && !family.rsplit(' ').next().is_some_and(is_suffix)
        && !is_suffix(given)
}
