//! Whether a stop behind a value belongs to it.

use std::ops::Range;

use crate::refparse::token::{Shape, Word};

/// Whether the stop directly behind the words `range` is that of an abbreviation.
///
/// `D.C.`, `Inc.`, `Mass.:`, `J. Clin. Invest.`; a stop that ends a part of the reference is the style's.
pub(super) fn keeps_stop(text: &str, words: &[Word], range: &Range<usize>) -> bool {
    let Some((last, before)) = words.get(range.clone()).and_then(<[Word]>::split_last) else {
        return false;
    };
    let word = &text[last.range()];
    if !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let after = text[last.end..].strip_prefix('.').unwrap_or_default();
    // Two marks: one of them is the word's own.
    if after.starts_with([',', ';', ':']) {
        return true;
    }
    let gap = before.last().map(|before| &text[before.end..last.start]);
    match last.shape {
        // `U.S.`, `D. C.`
        Shape::Initial | Shape::LowerLetter => {
            let single = before
                .last()
                .is_some_and(|before| matches!(before.shape, Shape::Initial | Shape::LowerLetter));
            return single && matches!(gap, Some("." | ". "));
        }
        Shape::EastAsian | Shape::Uncased => return false,
        _ => {}
    }
    if ABBREVIATIONS.contains(&word) {
        return true;
    }
    // A title whose words are abbreviated.
    let dotted = before.iter().filter(|word| text[word.end..].starts_with(". ")).count();
    dotted * 2 >= before.len() && dotted > 0 && word.chars().count() <= 7
}

/// Words that are always abbreviations: legal forms, states, institutions.
const ABBREVIATIONS: &[&str] = &[
    "Inc", "Ltd", "Co", "Corp", "Cie", "Bros", "Jr", "Sr", "Esq", "Dept", "Univ", "Assoc", "Govt",
    "Mass", "Conn", "Calif", "Ill", "Mich", "Minn", "Fla", "Tex", "Ariz", "Colo", "Wash", "Ont",
    "Que", "Pty", "Lda", "Ltda", "etc", "Pvt",
];
