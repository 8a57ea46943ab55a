//! Where a sentence ends inside a reference.

/// Abbreviations whose stop ends no sentence, in lower case without it.
const ABBREVIATIONS: &[&str] = &[
    "approx", "art", "bd", "ca", "cf", "ch", "co", "corp", "dept", "dr", "ed", "eds", "eq", "etc",
    "fig", "figs", "gen", "hg", "inc", "jr", "ltd", "mr", "mrs", "ms", "mt", "no", "nos", "nr",
    "op", "pp", "prof", "pt", "sec", "ser", "sp", "spp", "sr", "st", "subsp", "suppl", "trans",
    "univ", "var", "vol", "vols", "vs",
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
    let found: Vec<usize> = scan(text, initials).collect();
    // Brackets that never close must not hide every end.
    if found.is_empty() && text.contains(['(', '[']) {
        return scan(&text.replace(['(', '['], " "), initials).collect();
    }
    found
}

/// The first of [`ends`], or the end of the text; looks no further than it must.
pub(super) fn first_end(text: &str, initials: Initials) -> usize {
    scan(text, initials).next().unwrap_or(text.len())
}

fn scan(text: &str, initials: Initials) -> impl Iterator<Item = usize> {
    let (mut depth, mut word_start) = (0usize, 0);
    text.char_indices().filter_map(move |(at, c)| {
        // A quote that ends with the sentence stands behind its mark.
        let quote =
            text[at + c.len_utf8()..].chars().next().filter(|c| matches!(c, '”' | '’' | '"'));
        let end = at + c.len_utf8() + quote.map_or(0, char::len_utf8);
        let is_end = match c {
            '.' | '?' | '!' if depth == 0 && text[end..].starts_with(' ') => {
                let begins = begins_sentence(&text[end + 1..]);
                let word = &text[word_start..at];
                // `Doe, Jane, ed. Title`: the label of a role ends the names.
                let is_role =
                    matches!(word, "ed" | "eds" | "trans") && text[..word_start].ends_with(", ");
                begins && (c != '.' || is_role || !is_abbreviated(word, initials))
            }
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => false,
        };
        if matches!(c, ' ' | '(' | '[' | '-' | '–' | '“' | '‘' | '/') {
            word_start = at + c.len_utf8();
        }
        is_end.then_some(end)
    })
}

/// Whether a text begins a sentence: with no small letter, or with a name that begins small, such as
/// `eLife`, `bioRxiv` and `example.org`.
fn begins_sentence(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if !first.is_lowercase() {
        return !matches!(first, '.' | ',' | '-' | '–' | '(');
    }
    // Names are short; a longer word is not looked at.
    let word = text.split(' ').next().unwrap_or_default();
    let mut inside = word.chars().take(40).skip(1);
    let bare = word.trim_end_matches('.');
    let is_host = bare.len() < 40
        && bare.split('.').count() > 1
        && bare
            .split('.')
            .all(|label| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase()));
    is_host
        || inside
            .next()
            .is_some_and(|second| second.is_uppercase() || inside.any(char::is_uppercase))
}

/// Whether a word before a stop is an initial or a common abbreviation.
fn is_abbreviated(word: &str, initials: Initials) -> bool {
    let mut chars = word.chars();
    let initial = initials == Initials::Spare
        && chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_none();
    // `U.S`, `e.g`, `Ph.D`
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    initial || dotted || word == "v" || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
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
        check("Of “Use.”| Next.");
        check("pH 7.4 is. lower");
        check("Of fat.| eLife 5.| bioRxiv.| example.org");
        check("Doe v. Roe.| Next");
        check("vitamin C. Next.");
        assert_eq!(ends("vitamin C. Next.", Initials::End), [10]);
    }
}
