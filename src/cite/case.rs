//! Letter case as styles ask for it.
//!
//! Source: CSL 1.0.2, "Text-case" and "Title Case Conversion"; The Chicago Manual of Style, 17th
//! ed., 8.159: articles, coordinating conjunctions and prepositions are not capitalised.

use super::glyph::Glyph;
use super::mark;

/// English words that stay in lower case within a title.
const SMALL_WORDS: &[&str] = &[
    // Articles and conjunctions.
    "a",
    "an",
    "the",
    "and",
    "but",
    "for",
    "nor",
    "or",
    "so",
    "yet",
    "as",
    "if",
    // Particles of names and titles in other languages, and of `et al.`
    "al",
    "de",
    "et",
    "pro",
    "von",
    // Prepositions.
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "amid",
    "among",
    "around",
    "at",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "between",
    "beyond",
    "by",
    "despite",
    "down",
    "during",
    "except",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "outside",
    "over",
    "past",
    "per",
    "since",
    "than",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "up",
    "upon",
    "versus",
    "via",
    "vs",
    "with",
    "within",
    "without",
];

/// Applies the case that the opening mark `which` asks for.
pub(super) fn apply(glyphs: &mut [Glyph], which: char, english: bool) {
    match which {
        // Only English has title case.
        mark::TITLE_CASE if english => title(glyphs),
        mark::SENTENCE_CASE => sentence(glyphs),
        mark::CAPITALIZE_FIRST => capitalize_first(glyphs),
        mark::CAPITALIZE_ALL => pieces(glyphs).for_each(capitalize_lower),
        _ => {}
    }
}

fn title(glyphs: &mut [Glyph]) {
    // A word begins the title, or a part of it after a colon or a question.
    let mut begins = true;
    let mut after_hyphen = false;
    let count = pieces(glyphs).filter(|piece| is_word(piece)).count();
    let mut at = 0;
    for word in pieces(glyphs) {
        let last = word.iter().rev().map(|glyph| glyph.c).find(|c| !c.is_whitespace());
        let breaks = last.is_some_and(|c| matches!(c, ':' | '?' | '!' | '—'));
        if !is_word(word) {
            begins |= breaks;
            continue;
        }
        at += 1;
        let letters = word.iter().map(|glyph| glyph.c).filter(|c| c.is_alphanumeric());
        let bare: String = letters.clone().take(16).collect();
        let hyphen = word.last().is_some_and(|glyph| glyph.c == '-');
        // The first part of `under-water` is no preposition; `al-` and `pro-` stay as they are.
        let leads = hyphen && !after_hyphen && !matches!(bare.as_str(), "al" | "pro");
        let small = SMALL_WORDS.contains(&bare.as_str()) && !leads;
        // One letter is a symbol, or an article that its apostrophe ties to its noun: `l’un`.
        let first: Vec<char> =
            word.iter().map(|g| g.c).skip_while(|c| !c.is_alphanumeric()).take(2).collect();
        let greek = first.first().is_some_and(|first| matches!(first, 'α'..='ω'));
        let symbol = greek || first.get(1).is_none_or(|second| !second.is_alphanumeric());
        let ends = at == count && !after_hyphen;
        if !greek && (begins || !symbol && (ends || !small)) {
            capitalize_lower(word);
        }
        after_hyphen = hyphen;
        begins = breaks;
    }
}

fn sentence(glyphs: &mut [Glyph]) {
    lower_if_capitals(glyphs);
    capitalize_first(glyphs);
}

/// Lowers a text that is all in capitals; one word may be an acronym.
fn lower_if_capitals(glyphs: &mut [Glyph]) {
    let letters = || glyphs.iter().filter(|glyph| glyph.c.is_alphabetic() && !glyph.fixed);
    let capitals = letters().all(|glyph| !glyph.c.is_lowercase());
    let several = glyphs.iter().any(|glyph| glyph.c.is_whitespace());
    if capitals && several {
        for glyph in glyphs.iter_mut().filter(|glyph| !glyph.fixed) {
            glyph.c = single(glyph.c.to_lowercase(), glyph.c);
        }
    }
}

fn capitalize_first(glyphs: &mut [Glyph]) {
    if let Some(word) = pieces(glyphs).find(|piece| is_word(piece)) {
        capitalize_lower(word);
    }
}

/// Splits at spaces, hyphens, dashes, slashes and stops, which belong to the word before them.
fn pieces(glyphs: &mut [Glyph]) -> impl Iterator<Item = &mut [Glyph]> {
    let separates = |glyph: &Glyph| {
        glyph.c.is_whitespace() || matches!(glyph.c, '-' | '/' | '–' | '—' | '.' | ',' | ')')
    };
    glyphs.split_inclusive_mut(separates)
}

fn is_word(piece: &[Glyph]) -> bool {
    piece.iter().any(|glyph| glyph.c.is_alphanumeric())
}

/// Capitalises a word that has no capital.
fn capitalize_lower(word: &mut [Glyph]) {
    let mixed = word.iter().any(|glyph| glyph.c.is_uppercase() || glyph.fixed);
    let Some(first) = word.iter_mut().find(|glyph| glyph.c.is_alphanumeric()) else { return };
    if !mixed {
        first.c = single(first.c.to_uppercase(), first.c);
    }
}

/// The one character that a change of case gives; `ß` has none and stays.
fn single(mut changed: impl Iterator<Item = char>, old: char) -> char {
    match (changed.next(), changed.next()) {
        (Some(new), None) => new,
        _ => old,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::entry::Font;

    fn check(which: char, input: &str, expected: &str) {
        let glyph =
            |c| Glyph { c, font: Font::default(), link: 0, field: 1, fixed: false, closes: false };
        let mut glyphs: Vec<Glyph> = input.chars().map(glyph).collect();
        apply(&mut glyphs, which, true);
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn title_case_leaves_small_words_and_what_has_capitals() {
        check(
            mark::TITLE_CASE,
            "the effect of TNFα on mRNA in vivo",
            "The Effect of TNFα on mRNA in Vivo",
        );
        check(
            mark::TITLE_CASE,
            "every-other-day feeding: a trial",
            "Every-Other-Day Feeding: A Trial",
        );
        check(mark::TITLE_CASE, "what is it? on being", "What Is It? On Being");
        check(mark::TITLE_CASE, "β-cells in PLOS ONE", "β-Cells in PLOS ONE");
        check(mark::TITLE_CASE, "par l’analyse d’un texte", "Par l’analyse d’un Texte");
        check(
            mark::TITLE_CASE,
            "an under-water al-karim et al. list",
            "An Under-Water al-Karim et al. List",
        );
        check(mark::TITLE_CASE, "what to live for", "What to Live For");
    }

    #[test]
    fn other_cases() {
        check(mark::SENTENCE_CASE, "on the Origin", "On the Origin");
        check(mark::CAPITALIZE_FIRST, "edited by", "Edited by");
        check(mark::CAPITALIZE_ALL, "master’s thesis", "Master’s Thesis");
        check(mark::CAPITALIZE_FIRST, "", "");
    }
}
