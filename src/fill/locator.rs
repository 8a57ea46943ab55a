//! Locators in the words behind a key: `, pp. 33-35 and elsewhere`.
//!
//! Source: Pandoc User's Guide, "Citation syntax"; CSL 1.0.2, "Locators".

use std::collections::HashMap;
use std::ops::Range;

use crate::cite::{Locator, Processor};

/// How much of a suffix a locator may be, in bytes.
const LONGEST: usize = 500;

/// Short English words, whichever of them a style's locale prefers.
const SHORT: &[(Locator, &[&str])] = &[
    (Locator::Appendix, &["app.", "apps."]),
    (Locator::Book, &["bk.", "bks."]),
    (Locator::Chapter, &["chap.", "chaps.", "ch.", "chs."]),
    (Locator::Column, &["col.", "cols."]),
    (Locator::Equation, &["eq.", "eqs.", "eqq."]),
    (Locator::Figure, &["fig.", "figs."]),
    (Locator::Folio, &["fol.", "fols."]),
    (Locator::Issue, &["no.", "nos."]),
    (Locator::Line, &["l.", "ll."]),
    (Locator::Note, &["n.", "nn."]),
    (Locator::Opus, &["op.", "opp."]),
    (Locator::Page, &["p.", "pp."]),
    (Locator::Paragraph, &["para.", "paras.", "par.", "¶", "¶¶"]),
    (Locator::Part, &["pt.", "pts."]),
    (Locator::Section, &["sec.", "secs.", "§", "§§"]),
    (Locator::SubVerbo, &["s.v.", "s.vv."]),
    (Locator::Supplement, &["supp.", "supps."]),
    (Locator::Table, &["tbl.", "tbls."]),
    (Locator::Verse, &["v.", "vv."]),
    (Locator::Volume, &["vol.", "vols."]),
];

/// The words for what locators count.
#[derive(Debug)]
pub(super) struct Labels {
    by_word: HashMap<String, Locator>,
    /// The length of the longest, in bytes.
    longest: usize,
}

/// A locator, as places in the suffix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) locator: Option<(Locator, Range<usize>)>,
    /// Where the rest of the suffix begins.
    pub(super) rest: usize,
}

impl Labels {
    pub(super) fn new(processor: &Processor) -> Self {
        let short = SHORT
            .iter()
            .flat_map(|(locator, words)| words.iter().map(|word| (*locator, (*word).to_owned())));
        Self::of(processor.locator_words().into_iter().chain(short))
    }

    fn of(words: impl Iterator<Item = (Locator, String)>) -> Self {
        let mut by_word = HashMap::new();
        let mut longest = 0;
        // A word that means two things means the commoner one.
        for (locator, word) in words {
            let word = word.to_lowercase().replace('\u{a0}', " ");
            longest = longest.max(word.len());
            let known = by_word.entry(word.trim().to_owned()).or_insert(locator);
            if locator == Locator::Page {
                *known = locator;
            }
        }
        Self { by_word, longest }
    }

    /// Splits a suffix.
    ///
    /// ```text
    /// , pp. 33-35, 38 and so on   page, `33-35, 38`; ` and so on`
    ///  {ch. A} x                  chapter, `A`; ` x`
    /// , 99                        page, `99`
    /// {}, 99 years later          nothing; `, 99 years later`
    /// , and so on                 nothing; all of it
    /// ```
    pub(super) fn split(&self, suffix: &str) -> Found {
        let nothing = Found { locator: None, rest: 0 };
        let text = &suffix[..suffix.floor_char_boundary(LONGEST.min(suffix.len()))];
        let mut at = blanks(text, 0);
        if text[at..].starts_with(',') {
            at = blanks(text, at + 1);
        }
        if text[at..].starts_with('{') {
            let Some(end) = closing(text, at) else { return nothing };
            let inner = blanks(text, at + 1);
            let (label, start) = self.label(&text[..end], inner).unwrap_or((Locator::Page, inner));
            let range = start..start + text[start.min(end)..end].trim_end().len();
            let locator = (!range.is_empty()).then_some((label, range));
            return Found { locator, rest: end + 1 };
        }
        let (label, start, is_named) = match self.label(text, at) {
            Some((label, start)) => (label, start, true),
            None => (Locator::Page, at, false),
        };
        let end = numbers(text, start, is_named);
        match end > start {
            true => Found { locator: Some((label, start..end)), rest: end },
            false => nothing,
        }
    }

    /// The longest label that begins here, and where the number behind it does.
    fn label(&self, text: &str, at: usize) -> Option<(Locator, usize)> {
        let most = text.floor_char_boundary((at + self.longest + 8).min(text.len()));
        let head = &text[at..most.max(at)];
        let ends = head.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut found = None;
        for end in ends {
            let next = head[end..].chars().next();
            let last = head[..end].chars().next_back();
            // `pp` does not begin `pppp`, but `p.` begins `p.3`, and `§` begins `§3`.
            let is_whole = !(last.is_some_and(char::is_alphanumeric)
                && next.is_some_and(|next| next.is_alphabetic()));
            if is_whole && let Some(locator) = self.by_word.get(&head[..end].to_lowercase()) {
                found = Some((*locator, blanks(text, at + end)));
            }
        }
        found
    }
}

/// The end of the white space, and behind a line break of the marks of a quotation.
fn blanks(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let bare = rest.trim_start();
    let bare = match rest[..rest.len() - bare.len()].contains('\n') {
        true => bare.trim_start_matches(|c: char| c.is_whitespace() || c == '>'),
        false => bare,
    };
    text.len() - bare.len()
}

/// Where the bracket closes that opens at `at`.
fn closing(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (place, c) in text[at..].char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + place);
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of the numbers that begin at `start`: words with a digit in them, or Roman numerals behind a label,
/// with commas and spaces between.
fn numbers(text: &str, start: usize, is_named: bool) -> usize {
    let mut end = start;
    let mut at = start;
    loop {
        let stop = word(text, at);
        if !is_number(&text[at..stop], is_named) {
            return end;
        }
        end = stop;
        let mut next = end;
        if text[next..].starts_with([',', ';']) {
            next += 1;
        }
        next = blanks(text, next);
        if next == end {
            return end;
        }
        at = next;
    }
}

/// The end of a word: letters, digits, dashes and colons, stops within it, and brackets that close.
fn word(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        let next = text[after..].chars().next();
        match c {
            '(' | '[' | '{' => {
                let close = match c {
                    '(' => ')',
                    '[' => ']',
                    _ => '}',
                };
                let inner = text[after..].find([close, '(', '[', '{']);
                match inner.filter(|inner| text[after + inner..].starts_with(close)) {
                    Some(inner) if !text[after..after + inner].contains(char::is_whitespace) => {
                        at = after + inner + 1;
                    }
                    _ => return at,
                }
            }
            '-' | '–' | '/' | '\'' | '’' => at = after,
            ':' | '.' if at > start && next.is_some_and(char::is_alphanumeric) => at = after,
            '.' | ':' => return at,
            c if c.is_alphanumeric() || matches!(c, '$' | '+' | '<' | '>' | '=' | '†' | '°') => {
                at = after;
            }
            _ => return at,
        }
    }
    at
}

fn is_number(word: &str, is_named: bool) -> bool {
    word.contains(|c: char| c.is_numeric())
        || is_named && word.split(['-', '–', '(', ')', '[', ']']).any(is_roman)
}

fn is_roman(word: &str) -> bool {
    let letters = |set: &str| word.chars().all(|c| set.contains(c));
    !word.is_empty() && (letters("ivxlcdm") || letters("IVXLCDM"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(suffix: &str, expected: &str) {
        let processor = Processor::new("apa", Some("de")).expect("a known style");
        let labels = Labels::new(&processor);
        let found = labels.split(suffix);
        let locator = match &found.locator {
            Some((label, range)) => format!("{label:?} {}", &suffix[range.clone()]),
            None => String::new(),
        };
        assert_eq!(format!("{locator}|{}", &suffix[found.rest..]), expected, "{suffix}");
    }

    #[test]
    fn splits_suffixes() {
        for (suffix, expected) in [
            ("", "|"),
            (", pp. 33-35 and *passim*", "Page 33-35| and *passim*"),
            (", pp. 33, 35-36 and elsewhere", "Page 33, 35-36| and elsewhere"),
            (", 33", "Page 33|"),
            (",\n> p. 33", "Page 33|"),
            (" p. 33", "Page 33|"),
            (", p.3", "Page 3|"),
            (", Page 3", "Page 3|"),
            (", pages iv-x", "Page iv-x|"),
            (", {p. 33}, with suffix", "Page 33|, with suffix"),
            (" {iv, vi-xi, (xv)-(xvii)} with suffix", "Page iv, vi-xi, (xv)-(xvii)| with suffix"),
            ("{ii, A, D-Z}, with", "Page ii, A, D-Z|, with"),
            ("{ch. [3]} x", "Chapter [3]| x"),
            ("{}, 99 years later", "|, 99 years later"),
            ("{oops", "|{oops"),
            (", §3", "Section 3|"),
            (", §§ 3-4", "Section 3-4|"),
            (", ¶ 3", "Paragraph 3|"),
            (", sec. 3.2, text", "Section 3.2|, text"),
            (", figs. 1-3.", "Figure 1-3|."),
            (" chap. 2", "Chapter 2|"),
            (", chapter 3: the", "Chapter 3|: the"),
            (", vol. 3, pp. 4-6", "Volume 3|, pp. 4-6"),
            (", verse 3:16", "Verse 3:16|"),
            (", n. 3", "Note 3|"),
            (", line 3", "Line 3|"),
            (", S. 3", "Page 3|"),
            (", Kap. 3", "Chapter 3|"),
            (", p. A3, B4, xi", "Page A3, B4, xi|"),
            (", 34(1)(i), [17]", "Page 34(1)(i), [17]|"),
            (", p. foo", "|, p. foo"),
            (", and others", "|, and others"),
            (" and 3 others", "| and 3 others"),
            (": 33", "|: 33"),
            (", p. 3 *x*", "Page 3| *x*"),
            (", pp. 33; 34", "Page 33; 34|"),
            (", xii", "|, xii"),
            (".", "|."),
        ] {
            check(suffix, expected);
        }
    }
}
