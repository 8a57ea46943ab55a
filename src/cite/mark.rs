//! Characters that travel through the engine and are read again in what it prints.
//!
//! The engine knows strings. What it cannot know (rich text, where a field begins, which letters a
//! style may change) is written into the strings as control characters. Unicode gives U+0086 to
//! U+009F no meaning and collation ignores them, so they change no sorting. Input loses them first.

/// A variable's text begins, or ends.
pub(super) const FIELD: (char, char) = ('\u{86}', '\u{87}');
/// The style's own quotation marks, whatever the locale and the depth.
pub(super) const QUOTES: (char, char) = ('\u{88}', '\u{89}');
pub(super) const ITALIC: (char, char) = ('\u{8a}', '\u{8b}');
pub(super) const BOLD: (char, char) = ('\u{8c}', '\u{8d}');
pub(super) const SMALL_CAPS: (char, char) = ('\u{8e}', '\u{8f}');
pub(super) const SUPERSCRIPT: (char, char) = ('\u{90}', '\u{91}');
pub(super) const SUBSCRIPT: (char, char) = ('\u{92}', '\u{93}');
pub(super) const NO_CASE: (char, char) = ('\u{94}', '\u{95}');
/// Text in title case begins.
pub(super) const TITLE_CASE: char = '\u{96}';
/// Text in sentence case begins.
pub(super) const SENTENCE_CASE: char = '\u{97}';
/// Text whose first word gets a capital begins.
pub(super) const CAPITALIZE_FIRST: char = '\u{98}';
/// Text whose words all get a capital begins.
pub(super) const CAPITALIZE_ALL: char = '\u{99}';
/// Text in a case of its own ends.
pub(super) const CASE_END: char = '\u{9a}';
/// A name that stands for the people whom the source left out ('et al.').
pub(super) const OTHERS: char = '\u{9b}';
/// A particle that prints nothing; it keeps the engine from splitting a family name.
pub(super) const NO_PARTICLE: char = '\u{9c}';
/// Of two names the second is an organisation: no comma stands before the `and` between them.
pub(super) const NO_COMMA: char = '\u{9f}';
/// No space stands here after an apostrophe: `d’Alembert`.
pub(super) const GLUE: char = '\u{9e}';
/// A hyphen that stays one.
pub(super) const HYPHEN: char = '\u{9d}';
/// A space between initials, for the engine to find them; none is printed.
///
/// It must be white space to do that, and no text has the space of a medieval script by itself.
pub(super) const INITIALS: char = '\u{1680}';

/// The first of ten characters that stand for digits which the engine may not read as a number.
const DIGIT_ZERO: u32 = 0xFDD0;

/// Hides the digits of a label that is no number to calculate with.
pub(super) fn hide_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => char::from_u32(DIGIT_ZERO + digit).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// The digit that a character stands for.
pub(super) fn shown_digit(c: char) -> Option<char> {
    char::from_digit((c as u32).checked_sub(DIGIT_ZERO)?, 10)
}

/// Whether a character may not come from outside.
fn is_reserved(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || c == INITIALS || shown_digit(c).is_some()
}

/// Takes off what only this module may write; line ends and runs of spaces become one space.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_reserved(*c)) {
        let is_break = matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{b}' | '\u{c}');
        match is_break || c == ' ' {
            true if out.is_empty() || out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}
