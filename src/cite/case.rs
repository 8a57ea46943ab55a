//! Letter case as styles ask for it.
//!
//! Source: CSL 1.0.2, "Text-case" and "Title Case Conversion"; The Chicago Manual of Style, 17th
//! ed., 8.159: articles, coordinating conjunctions and prepositions are not capitalised.

use hayagriva::citationberg::TextCase;

use super::render::buffer::{Buffer, Event, Mark, Tag};
use crate::model::Markup;

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
    "d",
    "van",
    "ve",
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

/// A character, the piece of the buffer that it belongs to, and whether its case may change.
#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    piece: usize,
    fixed: bool,
}

/// Changes the letter case of what was printed since the mark.
///
/// Words in `nocase` keep theirs. Only English has title case.
pub(super) fn apply(out: &mut Buffer, mark: Mark, case: TextCase, english: bool) {
    apply_in(out, mark, case, if english { "en" } else { "" });
}

/// The same in a language: titles in English, dotted and dotless letters in Turkish and Azerbaijani.
///
/// Source: the Unicode Standard, section 5.18; SpecialCasing.txt.
pub(super) fn apply_in(out: &mut Buffer, mark: Mark, case: TextCase, language: &str) {
    let english = language.get(..2).is_some_and(|base| base.eq_ignore_ascii_case("en"));
    let turkish = language.starts_with("tr") || language.starts_with("az");
    let mut letters = gather(out, mark);
    if letters.is_empty() {
        return;
    }
    match case {
        TextCase::TitleCase if english => title(&mut letters),
        TextCase::TitleCase => return,
        TextCase::SentenceCase => sentence(&mut letters),
        TextCase::CapitalizeFirst => capitalize_first(&mut letters),
        TextCase::CapitalizeAll => pieces(&mut letters).for_each(capitalize_lower),
        TextCase::Lowercase | TextCase::Uppercase => {
            return whole(out, &letters, case == TextCase::Uppercase, turkish);
        }
    }
    let mut text = String::new();
    for piece in letters.chunk_by(|a, b| a.piece == b.piece) {
        text.clear();
        text.extend(piece.iter().map(|letter| letter.c));
        out.replace(piece[0].piece, &text);
    }
}

/// Gives each part of a number variable its capital.
pub(super) fn apply_to_parts(out: &mut Buffer, mark: Mark) {
    for piece in out.texts(mark) {
        let text = out.slice(out.events[piece]);
        let lead = text.len() - text.trim_start().len();
        let mut chars = text[lead..].chars();
        let mixed =
            text[lead..].split(' ').next().is_some_and(|word| word.contains(char::is_uppercase));
        let Some(first) = chars.next().filter(|first| first.is_lowercase() && !mixed) else {
            continue;
        };
        let capital: String =
            text[..lead].chars().chain(first.to_uppercase()).chain(chars).collect();
        out.replace(piece, &capital);
    }
}

fn gather(out: &Buffer, mark: Mark) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(128);
    // Whether each open tag fixes the case.
    let mut open: Vec<bool> = Vec::new();
    for (piece, event) in out.events.iter().enumerate().skip(mark.events) {
        match event {
            Event::Open(tag) => open.push(matches!(
                tag,
                Tag::Markup(
                    Markup::NoCase | Markup::SmallCaps | Markup::Superscript | Markup::Subscript
                )
            )),
            Event::Close => {
                open.pop();
            }
            Event::Text { .. } => {
                let fixed = open.contains(&true);
                let piece = out.slice(*event).chars().map(|c| Letter { c, piece, fixed });
                letters.extend(piece);
            }
        }
    }
    letters
}

/// Upper and lower case may change how many letters there are: `ß`, `SS`.
fn whole(out: &mut Buffer, letters: &[Letter], upper: bool, turkish: bool) {
    let mut text = String::new();
    for piece in letters.chunk_by(|a, b| a.piece == b.piece) {
        text.clear();
        for letter in piece {
            match (letter.fixed, upper) {
                (true, _) => text.push(letter.c),
                (false, true) if turkish && letter.c == 'i' => text.push('İ'),
                (false, false) if turkish && letter.c == 'I' => text.push('ı'),
                (false, true) => text.extend(letter.c.to_uppercase()),
                (false, false) => text.extend(letter.c.to_lowercase()),
            }
        }
        out.replace(piece[0].piece, &text);
    }
}

fn title(letters: &mut [Letter]) {
    // A word begins the title, or a part of it after a colon or a question.
    let mut begins = true;
    let mut after_hyphen = false;
    let mut after_small = false;
    let count = pieces(letters).filter(|piece| is_word(piece)).count();
    let mut at = 0;
    for word in pieces(letters) {
        let last = word.iter().rev().map(|letter| letter.c).find(|c| !c.is_whitespace());
        let breaks = last.is_some_and(|c| matches!(c, ':' | '?' | '!'));
        if !is_word(word) {
            begins |= breaks;
            continue;
        }
        at += 1;
        let mut bare = Bare::default();
        word.iter()
            .map(|letter| letter.c)
            .filter(|c| c.is_alphanumeric())
            .for_each(|c| bare.push(c));
        let bare = bare.as_str();
        let hyphen = word.last().is_some_and(|letter| letter.c == '-');
        // The first part of `under-water` is no preposition.
        let leads = hyphen && !after_hyphen;
        // The Arabic article stays small, but not behind another small word.
        let article = hyphen && bare == "al" && !after_small;
        let small = is_small(bare) && !leads || article;
        // One letter is a symbol, or an article that its apostrophe ties to its noun: `l’un`.
        let mut first = word.iter().map(|letter| letter.c).skip_while(|c| !c.is_alphanumeric());
        let greek = first.next().is_some_and(|first| matches!(first, 'α'..='ω'));
        let symbol =
            greek || first.next().is_none_or(|second| !second.is_alphanumeric() && second != '-');
        // `#tag` begins with no letter.
        let opening = |c: &char| {
            matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '’' | '¿' | '¡' | '«')
        };
        let marked = word
            .iter()
            .map(|letter| letter.c)
            .find(|c| !opening(c))
            .is_some_and(|c| !c.is_alphanumeric());
        let ends = at == count && !after_hyphen;
        if !greek && !marked && (begins || ends && small || !small && !symbol) {
            capitalize_lower(word);
        }
        (after_hyphen, after_small) = (hyphen, small);
        begins = breaks;
    }
}

fn sentence(letters: &mut [Letter]) {
    for letter in letters.iter_mut().filter(|letter| !letter.fixed) {
        letter.c = single(letter.c.to_lowercase(), letter.c);
    }
    capitalize_first(letters);
}

fn capitalize_first(letters: &mut [Letter]) {
    if let Some(word) = pieces(letters).find(|piece| is_word(piece)) {
        capitalize_lower(word);
    }
}

/// The letters of a short word; a longer one is no small word.
#[derive(Default)]
struct Bare {
    letters: [u8; 12],
    len: usize,
}

impl Bare {
    fn push(&mut self, c: char) {
        if let Some(slot) = self.letters.get_mut(self.len) {
            *slot = u8::try_from(c).unwrap_or(b'?');
            self.len += 1;
        }
    }

    fn as_str(&self) -> &str {
        let ascii = self.letters.get(..self.len).filter(|letters| letters.is_ascii());
        ascii.and_then(|letters| std::str::from_utf8(letters).ok()).unwrap_or_default()
    }
}

fn is_small(word: &str) -> bool {
    word.len() < 12 && SMALL_WORDS.contains(&word)
}

/// Splits at spaces, hyphens, dashes, slashes and stops, which belong to the word before them.
fn pieces(letters: &mut [Letter]) -> impl Iterator<Item = &mut [Letter]> {
    let separates = |letter: &Letter| {
        letter.c.is_whitespace() || matches!(letter.c, '-' | '/' | '–' | '—' | '.' | ',' | ')')
    };
    letters.split_inclusive_mut(separates)
}

fn is_word(piece: &[Letter]) -> bool {
    piece.iter().any(|letter| letter.c.is_alphanumeric())
}

/// Capitalises a word that has no capital.
fn capitalize_lower(word: &mut [Letter]) {
    let mixed = word.iter().any(|letter| letter.c.is_uppercase() || letter.fixed);
    let Some(first) = word.iter_mut().find(|letter| letter.c.is_alphanumeric()) else { return };
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

    fn check(case: TextCase, input: &str, expected: &str) {
        let mut out = Buffer::default();
        let mark = out.mark();
        out.push_field(input);
        apply(&mut out, mark, case, true);
        assert_eq!(out.plain(mark), expected);
    }

    #[test]
    fn title_case_leaves_small_words_and_what_has_capitals() {
        check(
            TextCase::TitleCase,
            "the effect of TNFα on mRNA in vivo",
            "The Effect of TNFα on mRNA in Vivo",
        );
        check(
            TextCase::TitleCase,
            "every-other-day feeding: a trial",
            "Every-Other-Day Feeding: A Trial",
        );
        check(TextCase::TitleCase, "what is it? on being", "What Is It? On Being");
        check(TextCase::TitleCase, "β-cells in PLOS ONE", "β-Cells in PLOS ONE");
        check(TextCase::TitleCase, "par l’analyse d’un texte", "Par l’analyse d’un Texte");
        check(
            TextCase::TitleCase,
            "an under-water al-karim et al. list",
            "An Under-Water al-Karim et al. List",
        );
        check(TextCase::TitleCase, "what to live for", "What to Live For");
    }

    #[test]
    fn other_cases() {
        check(TextCase::SentenceCase, "on the Origin", "On the origin");
        check(TextCase::CapitalizeFirst, "edited by", "Edited by");
        check(TextCase::CapitalizeAll, "master’s thesis", "Master’s Thesis");
        check(TextCase::CapitalizeFirst, "", "");
    }
}
