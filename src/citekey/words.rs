//! The words of a title that a key has, and their letters in ASCII.

use unicode_normalization::UnicodeNormalization;

/// Words that a key leaves out: the default of Better BibTeX's preference `skipWords`.
const SKIP: &[&str] = &[
    "a",
    "ab",
    "aboard",
    "about",
    "above",
    "across",
    "after",
    "against",
    "al",
    "along",
    "amid",
    "among",
    "an",
    "and",
    "anti",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "d",
    "da",
    "das",
    "de",
    "del",
    "dell",
    "dello",
    "dei",
    "degli",
    "della",
    "delle",
    "dem",
    "den",
    "der",
    "des",
    "despite",
    "die",
    "do",
    "down",
    "du",
    "during",
    "ein",
    "eine",
    "einem",
    "einen",
    "einer",
    "eines",
    "el",
    "en",
    "et",
    "except",
    "for",
    "from",
    "gli",
    "i",
    "il",
    "in",
    "inside",
    "into",
    "is",
    "l",
    "la",
    "las",
    "le",
    "les",
    "like",
    "lo",
    "los",
    "near",
    "nor",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "over",
    "past",
    "per",
    "plus",
    "round",
    "save",
    "since",
    "so",
    "some",
    "sur",
    "than",
    "the",
    "through",
    "to",
    "toward",
    "towards",
    "un",
    "una",
    "unas",
    "under",
    "underneath",
    "une",
    "unlike",
    "uno",
    "unos",
    "until",
    "up",
    "upon",
    "versus",
    "via",
    "von",
    "while",
    "with",
    "within",
    "without",
    "yet",
    "zu",
    "zum",
];

/// The words of a title that count, without marks inside: `State-of-the-Art` -> `StateoftheArt`.
pub(super) fn title_words(title: &str) -> impl Iterator<Item = String> {
    let breaks = |c: char| c.is_whitespace() || matches!(c, '/' | ':' | '–' | '—');
    title.split(breaks).filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_symbol(c));
        if word.is_empty() || is_skipped(word) {
            return None;
        }
        let bare: String = word.chars().filter(|c| !is_mark(*c)).collect();
        let mut chars = bare.chars();
        let single = chars.next().is_some_and(|c| !c.is_numeric() && !is_ideograph(c));
        let dropped = bare.is_empty() || (single && chars.next().is_none()) || is_skipped(&bare);
        (!dropped).then_some(bare)
    })
}

/// Whether a key leaves a word out.
pub(super) fn is_skipped(word: &str) -> bool {
    // The longest word of the list has ten letters.
    word.len() <= 12 && SKIP.contains(&word.to_lowercase().as_str())
}

/// Dashes and punctuation, which a key's words lose: what is neither letter, digit, accent nor symbol.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
        && !is_symbol(c)
        && !unicode_normalization::char::is_combining_mark(c)
        && c != '_'
}

/// Unicode's category S, by its blocks: symbols stay in a word.
fn is_symbol(c: char) -> bool {
    matches!(c,
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '¢'..='¦' | '¨' | '©' | '¬' | '®'..='±'
        | '´' | '¸' | '×' | '÷' | '\u{2044}' | '\u{2052}' | '\u{207A}'..='\u{207C}'
        | '\u{208A}'..='\u{208C}' | '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{214F}'
        | '\u{2190}'..='\u{23FF}' | '\u{2501}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}')
        && !c.is_alphanumeric()
}

/// Chinese, Japanese and Korean characters, each of which is a word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Writes a text in ASCII; German umlauts become two letters in German works only.
pub(super) fn fold(text: &str, german: bool) -> String {
    let composed: String = text.nfc().collect();
    let mut out = String::with_capacity(composed.len());
    for c in composed.chars() {
        match c {
            'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' if german => {
                out.push_str(any_ascii::any_ascii_char(c));
                out.push('e');
            }
            c => out.push_str(any_ascii::any_ascii_char(c)),
        }
    }
    out
}

/// The word with a capital first.
pub(super) fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Takes out what a key must not have.
pub(super) fn safe(key: &str) -> String {
    let unsafe_char = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\\' | '"'
                    | '#'
                    | '%'
                    | '\''
                    | '('
                    | ')'
                    | ','
                    | '='
                    | '{'
                    | '}'
                    | '~'
                    | '\u{FFFD}'
            )
    };
    key.chars().filter(|c| !unsafe_char(*c)).collect()
}
