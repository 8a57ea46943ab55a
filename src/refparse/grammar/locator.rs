//! Volume, issue, pages, and the journal before them.

use super::line::range_of;
use super::sentence::{self, Initials};
use super::words;

/// Whether a word can be a volume: it has a digit, or is a Roman number.
pub(super) fn is_volume(word: &str) -> bool {
    let label = |c: char| {
        c.is_alphanumeric() || matches!(c, '–' | '-' | '/' | '_' | '.' | '+' | ':' | '(' | ')')
    };
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let balanced = word.matches('(').count() == word.matches(')').count();
    (has_digit && word.chars().count() <= 20 && word.chars().all(label) && balanced)
        || is_roman(word)
}

/// Whether a word is a Roman number in capitals, of two letters at least unless it is I, V or X.
pub(super) fn is_roman(word: &str) -> bool {
    let letters = word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'));
    letters && (matches!(word, "I" | "V" | "X") || (2..=9).contains(&word.len()))
}

/// Whether a text is a page label or a range of them: `757–768`, `e13662`, `902-918.e6`, `S1–S3`.
pub(super) fn is_pages(text: &str) -> bool {
    // `2940–52; discussion 2952`: pages of a debate behind the article.
    let (text, note) = text.split_once("; ").unwrap_or((text, ""));
    let is_note = match note.split_once(' ') {
        Some((word, pages)) => {
            matches!(word, "discussion" | "quiz" | "author" | "reply") && is_labels(pages)
        }
        None => note.is_empty(),
    };
    is_note && is_labels(text)
}

fn is_labels(text: &str) -> bool {
    let ranges = text.split(", ");
    let label = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '–' | '-' | '‐' | '‑' | '−' | '.' | ':' | '/' | '_' | '*' | '+' | '(' | ')'
            )
    };
    text.len() <= 80
        && !text.is_empty()
        && ranges.into_iter().all(|range| {
            range.chars().any(|c| c.is_ascii_digit() || c == '–') && range.chars().all(label)
                || is_roman_range(range)
        })
}

fn is_roman_range(range: &str) -> bool {
    let lower = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l' | b'c'))
    };
    range.split(['–', '-']).all(|label| lower(label) || is_roman(label))
}

/// What journals print in the place of a volume for an article that is out before its issue.
const AHEAD: &[&str] = &[
    "publish ahead of print",
    "ahead of print",
    "online ahead of print",
    "online first",
    "advance online publication",
    "in press",
];

/// Takes the words off the end that stand for the volume of an article without one.
fn split_ahead(text: &str) -> Option<(&str, &str)> {
    AHEAD.iter().find_map(|label| {
        let at = text.len().checked_sub(label.len() + 1)?;
        let (journal, tail) = text.split_at_checked(at)?;
        let found = tail.strip_prefix(' ').is_some_and(|tail| tail.eq_ignore_ascii_case(label));
        (found && !journal.is_empty()).then(|| (journal, &tail[1..]))
    })
}

/// Words that stand between a volume's number and a supplement's: `131 Suppl 2`.
const SUPPLEMENT: &[&str] =
    &["Suppl", "Suppl.", "Supplement", "Supp", "Supp.", "Spec", "Pt", "Pt."];

/// Splits `Journal of Notes 131 Suppl 2` and `Journal of Notes Special Issue 2` into journal and volume.
pub(super) fn split_volume(text: &str) -> Option<(&str, &str)> {
    if let Some(found) = split_ahead(text) {
        return Some(found);
    }
    let (head, last) = text.rsplit_once(' ')?;
    if let (Some(journal), true) = (head.strip_suffix(" Special Issue"), is_volume(last)) {
        return Some((journal, &text[journal.len() + 1..]));
    }
    // `131 Suppl 2` and `127 Suppl`
    let (before, word) = head.rsplit_once(' ').unwrap_or(("", head));
    let (start, ok) = match () {
        () if SUPPLEMENT.contains(&last) && is_volume(word) => (before.len(), true),
        () if SUPPLEMENT.contains(&word) && is_volume(last) => {
            let (rest, number) = before.rsplit_once(' ').unwrap_or(("", before));
            if is_volume(number) { (rest.len(), true) } else { (head.len(), true) }
        }
        () => (head.len(), is_volume(last)),
    };
    let (journal, volume) = text.split_at(start);
    let volume = volume.trim_start();
    (ok && !journal.is_empty()).then_some((journal, volume))
}

/// Splits `Food Hydrocolloids, Food Colloids 2010: On the Road` into journal and series.
///
/// A journal's name may have commas itself, in a list that ends with 'and'. Where nothing tells, the
/// second value is empty.
pub(super) fn split_series(text: &str) -> (&str, &str) {
    let items: Vec<&str> = text.split(", ").collect();
    let ends_with_and = items.last().is_some_and(|last| last.split(' ').take(4).any(is_and));
    let mut list_done = false;
    for (index, pair) in items.windows(2).enumerate() {
        let (before, item) = (pair[0], pair[1]);
        let is_last = index + 2 == items.len();
        if list_done || !is_list_item(item, is_last, ends_with_and) {
            let at = range_of(text, before).end;
            return (&text[..at], &text[at + 2..]);
        }
        // The item with the 'and' is the list's last; a comma after it begins the series.
        list_done = item.split(' ').take(3).any(is_and);
    }
    (text, "")
}

/// Splits `Vision, Lecture Notes in Optics` into a book's title and its series, told by its words.
pub(super) fn split_book_series(text: &str) -> Option<(&str, &str)> {
    let (title, series) = text.rsplit_once(", ")?;
    let known = words::has(series, words::SERIES) && series.split(' ').count() <= 10;
    (known && !is_list_item(series, true, true)).then_some((title, series))
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "&" | "und" | "et" | "y" | "e" | "en")
}

/// Whether what follows a comma goes on with a list of subjects: `Cosmetic and Investigational
/// Dermatology`, `Function, and Bioinformatics`, `Part A`.
fn is_list_item(item: &str, is_last: bool, ends_with_and: bool) -> bool {
    let mut words = item.split(' ');
    let first = words.next().unwrap_or_default();
    if first.starts_with(char::is_lowercase) || first == "&" {
        return true;
    }
    if ["Part", "Section", "Series", "Ser.", "Supplement", "Suppl", "Inc.", "Ltd."].contains(&first)
    {
        return true;
    }
    if ["The", "A", "An", "Special", "Proceedings", "Papers", "Selected"].contains(&first) {
        return false;
    }
    // One or two words and then 'and', or another comma: an item of a list.
    let second = words.next();
    let third = words.next();
    second.is_some_and(is_and)
        || third.is_some_and(is_and)
        || (!is_last && third.is_none() && ends_with_and)
        || (second.is_none() && is_last && first.chars().all(char::is_alphabetic))
}

/// First words of journals whose names go on after a stop: `American Journal of Physiology. Endocrinology
/// and Metabolism`.
const SERIAL_HEADS: &[&str] = &[
    "Journal",
    "Proceedings",
    "Transactions",
    "Annals",
    "Archives",
    "Acta",
    "Bulletin",
    "Revue",
    "Zeitschrift",
    "Annales",
    "Berichte",
    "Comptes",
];

/// One-word sentences that end a title and begin no journal.
const HEADINGS: &[&str] = &[
    "Abstract",
    "Comment",
    "Commentary",
    "Correction",
    "Discussion",
    "Editorial",
    "Erratum",
    "Foreword",
    "Introduction",
    "Letter",
    "Overview",
    "Perspective",
    "Preface",
    "Reply",
    "Response",
    "Review",
    "Summary",
    "Update",
];

/// Splits `Title. Journal` at the last sentence end that leaves a journal's name.
pub(super) fn split_title(text: &str) -> Option<(&str, &str)> {
    let ends = sentence::ends(text, Initials::End);
    let mut at = *ends.last()?;
    // A journal with abbreviated words, `J. Clin. Invest.`, `Phys. Rev. X`: its stops end no sentence.
    let mut cut = ends.len() - 1;
    let longest = if text.ends_with('.') { 12 } else { 6 };
    let first = text[at..].trim_start().split(' ').next().unwrap_or_default().trim_end_matches(',');
    let abbreviated = text.ends_with('.') || first.ends_with('.') || first.chars().count() == 1;
    while abbreviated && cut > 0 && is_abbreviated_word(&text[ends[cut - 1]..at], longest) {
        cut -= 1;
        at = ends[cut];
    }
    // Only titles of more than one word are abbreviated (ISO 4), so one abbreviation is the end of a title.
    if cut > 0 && text.ends_with('.') && !text[at..].trim().contains(' ') {
        cut -= 1;
        at = ends[cut];
    }
    // A section behind the name of a serial.
    if cut > 0 {
        let sentence = text[ends[cut - 1]..at].trim_end_matches('.').trim();
        let words: Vec<&str> = sentence.split(' ').collect();
        // `Dissertation Abstracts International. B, Sciences and Engineering`
        let next = text[at..].trim_start();
        let lettered = next.chars().nth(1) == Some(',');
        let serial = words.len() <= 6
            && (lettered
                || SERIAL_HEADS.contains(&words[0])
                || words.get(1).is_some_and(|word| matches!(*word, "Journal" | "Archives")))
            && words.iter().all(|word| is_title_word(word));
        if serial {
            at = ends[cut - 1];
        }
    }
    let (title, journal) = (text[..at].trim_end(), text[at..].trim_start());
    let title = title.strip_suffix('.').unwrap_or(title);
    (!title.is_empty() && !journal.is_empty()).then_some((title, journal))
}

fn is_title_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        || matches!(word, "of" | "the" | "and" | "for" | "in" | "de" | "la" | "des" | "für" | "&")
}

/// Whether a sentence is one short word with a capital: `Clin.`
fn is_abbreviated_word(sentence: &str, longest: usize) -> bool {
    let word = sentence.trim().trim_end_matches('.');
    word.starts_with(char::is_uppercase)
        && word.chars().count() <= longest
        && word.chars().all(char::is_alphabetic)
        && !HEADINGS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: (&str, &str)) {
        assert_eq!(split_title(input), Some(expected), "{input}");
    }

    #[test]
    fn titles_end_before_the_journal() {
        check("A title. Nature", ("A title", "Nature"));
        check("One? Two. Spine (Phila. Pa. 1976)", ("One? Two", "Spine (Phila. Pa. 1976)"));
        check("Is it so? Lancet", ("Is it so?", "Lancet"));
        check("On vitamin C. J Nutr", ("On vitamin C", "J Nutr"));
        check("On waves. Phys. Rev. X", ("On waves", "Phys. Rev. X"));
        check("On fat. Foreword. Eur. J. Nutr.", ("On fat. Foreword", "Eur. J. Nutr."));
        check("On heat. Trans. of Sound Sci.", ("On heat", "Trans. of Sound Sci."));
        check("On the liver. J. Clin. Invest.", ("On the liver", "J. Clin. Invest."));
        check(
            "On fat. American Journal of Physiology. Endocrinology and Metabolism",
            ("On fat", "American Journal of Physiology. Endocrinology and Metabolism"),
        );
    }

    #[test]
    fn volumes_and_series() {
        assert_eq!(split_volume("Cell 14"), Some(("Cell", "14")));
        assert_eq!(split_volume("J Nutr 131 Suppl 2"), Some(("J Nutr", "131 Suppl 2")));
        assert_eq!(split_volume("Science"), None);
        assert_eq!(split_volume("Spine Special Issue 2"), Some(("Spine", "Special Issue 2")));
        assert_eq!(split_volume("Spine Online First"), Some(("Spine", "Online First")));
        let book = split_book_series("Vision, Lecture Notes in Optics");
        assert_eq!(book, Some(("Vision", "Lecture Notes in Optics")));
        assert_eq!(split_book_series("Race, Class, and Gender Studies"), None);
        for name in [
            "Clinical, Cosmetic and Investigational Dermatology",
            "Proteins: Structure, Function, and Bioinformatics",
            "Comparative Biochemistry and Physiology, Part A",
            "Cell",
        ] {
            assert_eq!(split_series(name), (name, ""));
        }
        let split = split_series("Fats, Oils and Waxes, Uptake and Use of Fats: A Meeting");
        assert_eq!(split, ("Fats, Oils and Waxes", "Uptake and Use of Fats: A Meeting"));
        let split = split_series("Food Policy, Papers of 2010: A Meeting, Held in May");
        assert_eq!(split, ("Food Policy", "Papers of 2010: A Meeting, Held in May"));
    }

    #[test]
    fn page_labels() {
        for text in [
            "757–768",
            "e13662",
            "902-918.e6",
            "S1–S3",
            "E306-312",
            "luac014.021",
            "iv–xii",
            "1–4, 7",
            "2940–52; discussion 2952",
        ] {
            assert!(is_pages(text), "{text}");
        }
        for text in ["", "New York", "Nature", "pp"] {
            assert!(!is_pages(text), "{text}");
        }
    }
}
