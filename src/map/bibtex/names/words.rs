//! Words of names: suffixes, particles, what is none.

use crate::map::tex::{as_plain, decode};

/// Words after a family name that belong to no family name.
const SUFFIXES: &[&str] = &[
    "Jr", "Jr.", "jr", "jr.", "JR", "JR.", "Jnr", "Jnr.", "Junior", "Sr", "Sr.", "sr", "sr.", "SR",
    "SR.", "Snr", "Snr.", "Esq", "Esq.", "II", "III", "IV", "2nd", "3rd", "4th",
];

pub(super) fn is_suffix(part: &str) -> bool {
    SUFFIXES.contains(&part.trim())
}

/// The text of a part of a name: ties are spaces, white space is one.
pub(in crate::map::bibtex) fn plain(raw: &str) -> String {
    match as_plain(raw) {
        Some(plain) => plain.to_owned(),
        None => {
            let text = decode(raw, false).text;
            text.as_str().replace(['\u{a0}', '\u{202f}', '\n'], " ").trim().to_owned()
        }
    }
}

/// Whether the first letter of a word is a small one, which makes it a particle.
///
/// A group in braces decides nothing unless it is a letter with its accent: `{von}` is no particle,
/// `{\'e}cole` is one. BibTeX looks behind such a group; but whoever writes `{A}nna` means no particle.
pub(super) fn is_lower(word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    match first {
        b'a'..=b'z' => return true,
        b'A'..=b'Z' => return false,
        b'{' if !word.starts_with("{\\") => return false,
        _ => {}
    }
    // What stands for the letter ayn is no letter with a case, and the letters of Georgian have
    // capitals that nobody writes.
    let counts = |c: &char| c.is_alphabetic() && !('\u{2b0}'..='\u{2ff}').contains(c);
    let letter = match as_plain(word) {
        Some(plain) => plain.chars().find(counts),
        None => plain(word).chars().find(counts),
    };
    letter.is_some_and(|c| c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c))
}

/// Whether a group is one letter with its accent, not a name: `{\'E}`, but not `{\&}`.
pub(super) fn is_letter(raw: &str) -> bool {
    let text = if raw.starts_with("{\\") { plain(raw) } else { String::new() };
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Whether a part says that there are more names than the list has.
pub(super) fn is_others(part: &str) -> bool {
    part == "others" || part.trim_end_matches('.').eq_ignore_ascii_case("et al")
}
