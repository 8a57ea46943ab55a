//! Where a sentence ends inside a reference.

/// Abbreviations whose stop ends no sentence, in lower case without it.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "art", "bd", "ca", "cf", "ch", "co", "corp", "dept", "dr", "ed", "eds", "eq",
    "etc", "fig", "figs", "gen", "hg", "inc", "jr", "ltd", "mr", "mrs", "ms", "mt", "no",
    "nos", "nr", "op", "pp", "prof", "pt", "sec", "ser", "sp", "spp", "sr", "st", "subsp", "suppl",
    "trans", "univ", "v", "var", "vol", "vols", "vs",
];

/// What a single capital before a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Initials {
    /// An initial of a name: the stop ends no sentence.
    Spare,
    /// A word such as the C of vitamin C: the stop ends the sentence.
    End,
}

/// The places where a sentence ends and another begins: offsets behind the mark, before the space.
///
/// A stop ends a sentence if a space and a capital, a digit, a quote or a bracket follow, outside all
/// brackets, and the word before is no common abbreviation and, with [`Initials::Spare`], no initial.
pub(super) fn ends(text: &str, initials: Initials) -> Vec<usize> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut word_start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' | '?' | '!' if text[at + 1..].starts_with(' ') && depth == 0 => {
                let next = text[at + 2..].chars().next();
                let begins = next.is_some_and(|c| !c.is_lowercase() && !matches!(c, '.' | ',' | '-' | '–'));
                let word = &text[word_start..at];
                if begins && (c != '.' || !is_abbreviated(word, initials)) {
                    found.push(at + 1);
                }
            }
            _ => {}
        }
        if matches!(c, ' ' | '(' | '[' | '-' | '–' | '“' | '‘' | '/') {
            word_start = at + c.len_utf8();
        }
    }
    // Brackets that never close must not hide every end.
    if depth > 0 && found.is_empty() && text.contains(['(', '[']) {
        return ends(&text.replace(['(', '['], " "), initials);
    }
    found
}

/// Whether a word before a stop is an initial or a common abbreviation.
fn is_abbreviated(word: &str, initials: Initials) -> bool {
    let mut chars = word.chars();
    let initial = initials == Initials::Spare
        && chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    // `U.S`, `e.g`, `Ph.D`
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    initial || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) {
        let text = input.replace('|', "");
        let mut marked = String::new();
        let mut at = 0;
        for end in ends(&text, Initials::Spare) {
            marked.push_str(&text[at..end]);
            marked.push('|');
            at = end;
        }
        marked.push_str(&text[at..]);
        assert_eq!(marked, input);
    }

    #[test]
    fn finds_ends() {
        check("One thing.| Two.| Three?| Four");
        check("Of vs. in U.S. Steel by J. Doe.| End");
        check("Spine (Phila. Pa. 1976).| Next.");
        check("pH 7.4 is. lower");
        check("vitamin C. Next.");
        assert_eq!(ends("vitamin C. Next.", Initials::End), [10]);
    }
}
