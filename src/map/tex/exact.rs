//! Characters that are beyond doubt read as they were written.
//!
//! The writer's tests compare what is told here with what reading gives.

use memchr::memchr_iter;

/// Whether TeX reads the white space, commas and quotation marks of a text as they stand.
pub(super) fn is_evenly_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without branches, so that many bytes are looked at together.
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_joined = |a: u8, b: u8| (a == b) & ((a == b' ') | (a == b','));
    let has_pair = pairs.fold(false, |found, (a, b)| found | is_joined(*a, *b));
    !has_pair
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && are_quotes_plain(bytes)
}

/// Whether the straight quotation marks of a text can be no German shorthand, as one of them is none: `"T`.
fn are_quotes_plain(text: &[u8]) -> bool {
    let mut quotes = memchr_iter(b'"', text).peekable();
    let is_shorthand = |at: usize| {
        let next = text.get(at + 1).copied().unwrap_or(b' ');
        let is_plain = next.is_ascii_alphanumeric() || b" .;:)".contains(&next);
        !is_plain || b"aouAOUsS".contains(&next)
    };
    quotes.peek().is_none() || quotes.any(|at| !is_shorthand(at))
}

/// Whether a character between two others is read again as it was, if what stands for it is.
pub(super) fn is_exact(c: char, before: Option<char>, next: Option<char>) -> bool {
    let beside = |signs: &[char]| [before, next].iter().flatten().any(|c| signs.contains(c));
    match c {
        // What follows may make an entity of HTML of it.
        '&' => next == Some(' '),
        '%' | '#' | '_' | '$' => true,
        '<' | '>' => is_apart(before, next),
        '-' | '–' | '—' => !beside(&['-', '–', '—', '‐', '‑', '‒']),
        '\'' | '“' | '”' => {
            !beside(&['\'', '`', '‘', '’', '“', '”']) && !matches!(before, Some('?' | '!'))
        }
        '‐' | '‑' | '‒' | '\u{a0}' => false,
        c => !c.is_ascii() && !c.is_control(),
    }
}

/// Whether a formula may stand between two characters: they are no formulas, and end no command.
pub(super) fn is_apart(before: Option<char>, next: Option<char>) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " -.,;:()/".contains(c);
    [before, next].into_iter().flatten().all(is_plain)
}
