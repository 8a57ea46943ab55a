//! Journals and publishers under their several names.

use super::compare::both;
use super::identity::Identity;

/// Whether two journals or books are one, written out or abbreviated.
pub(super) fn same_container(a: &Identity, b: &Identity) -> bool {
    let names = |id: &Identity| [id.container.clone(), id.container_short.clone()];
    let (a, b) = (names(a), names(b));
    a.iter().any(|a| b.iter().any(|b| both(a, b) && (is_short(a, b) || is_short(b, a))))
}

/// Words that abbreviations of titles leave out.
const SMALL: &[&str] =
    &["the", "of", "and", "for", "in", "on", "de", "der", "la", "und", "et", "a"];

/// Whether `short` is `long`, its beginning or an abbreviation of it, as ISO 4 makes them.
pub(super) fn is_short(short: &str, long: &str) -> bool {
    if short.replace(' ', "") == long.replace(' ', "") {
        return true;
    }
    let words = |text: &'_ str| -> Vec<String> {
        text.split(' ').filter(|word| !SMALL.contains(word)).map(str::to_owned).collect()
    };
    let (short, long) = (words(short), words(long));
    if let [initials] = short.as_slice()
        && initials.len() > 2
        && long.len() >= initials.len()
    {
        // PNAS is an abbreviation of Proceedings of the National Academy of Sciences (of the USA).
        return initials.chars().zip(&long).all(|(letter, word)| word.starts_with(letter));
    }
    let mut rest = long.iter();
    let abbreviates = |part: &String| {
        rest.next().is_some_and(|word| {
            word.starts_with(part.as_str())
                // J. Natl. Acad.: letters inside fall away, too.
                || part.len() > 2 && word.starts_with(&part[..part.chars().next().map_or(0, char::len_utf8)]) && is_thinned(part, word)
        })
    };
    !short.is_empty() && short.iter().all(abbreviates)
}

/// Whether the letters of `part` stand in `word` in their order.
fn is_thinned(part: &str, word: &str) -> bool {
    let mut letters = word.chars();
    part.chars().all(|letter| letters.any(|c| c == letter))
}

/// Whether two publishers, as folded words, have a word in common that names one.
pub(super) fn same_publishers(a: &str, b: &str) -> bool {
    const COMMON: &[&str] = &[
        "press",
        "university",
        "publishing",
        "publishers",
        "publications",
        "verlag",
        "books",
        "inc",
        "ltd",
        "gmbh",
        "company",
        "co",
        "sons",
        "and",
        "the",
        "of",
        "de",
        "group",
        "international",
        "new",
        "york",
        "london",
        "editions",
    ];
    let named = |text: &str| -> Vec<String> {
        text.split(' ').filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
    };
    let (a, b) = (named(a), named(b));
    a.is_empty() || b.is_empty() || a.iter().any(|word| b.contains(word))
}
