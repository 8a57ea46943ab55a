//! Initials of given names.

use crate::model::is_particle_word;

/// Whether every word is initials: `J. A.`, `J.-P.`, `JP`, `C`.
pub(super) fn is_initials(given: &str) -> bool {
    let mut words = given.split(' ').filter(|word| !is_particle_word(word)).peekable();
    words.peek().is_some() && words.all(is_initials_word)
}

/// Whether a word is initials: `J.`, `JP`, `J.-P.`
pub(super) fn is_initials_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let form =
        word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '‐' | '‑' | '’' | '\''));
    // `Yu.`, `Th.`: transliterated letters keep two.
    let pair = letters == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase);
    (1..=4).contains(&letters) && (form || pair)
}

/// Initials as Elsevier's style prints them, each with a stop; particles may follow: `K. de`.
pub(super) fn is_stopped_initials(part: &str) -> bool {
    let mut words = part.split(' ').filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    is_stopped(first) && words.all(|word| is_stopped(word) || is_particle_word(word))
}

fn is_stopped(word: &str) -> bool {
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let groups = word.strip_suffix('.').is_some_and(|rest| {
        rest.split(['.', '-', '‐', '‑']).all(|group| {
            let count = group.chars().count();
            count <= 2
                && group.chars().all(char::is_alphabetic)
                // Some scripts have no capitals.
                && !group.starts_with(char::is_lowercase)
        })
    });
    single || groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, initials: bool, stopped: bool) {
        assert_eq!(
            (is_initials(given), is_stopped_initials(given)),
            (initials, stopped),
            "{given}"
        );
    }

    #[test]
    fn initials_with_and_without_stops() {
        check("J. A.", true, true);
        check("J.A. de", true, true);
        check("C.-W.", true, true);
        check("JP", true, false);
        check("Jane A.", false, false);
        check("م.س.", false, true);
    }
}
