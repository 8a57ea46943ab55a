//! What a line of plain text looks like: the whole of a reference, a part of one, or nothing of it.

use std::ops::Range;

use super::label::Label;
use crate::note::announces_references;

/// A line with something on it.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// The line without white space at its ends.
    pub(super) text: &'a str,
    /// Where that stands.
    pub(super) span: Range<usize>,
    /// The columns before it.
    pub(super) indent: usize,
    /// Its length in characters, with the indent.
    pub(super) width: usize,
    /// The mark that it begins with.
    pub(super) label: Option<Label<'a>>,
    /// Whether an empty line or the end of a page stands before it.
    pub(super) after_gap: bool,
    /// Whether a page ends before it.
    pub(super) after_page: bool,
}

impl<'a> Line<'a> {
    /// The lines of a text that have something on them.
    pub(super) fn all(text: &'a str) -> Vec<Self> {
        let mut lines = Vec::new();
        let (mut at, mut after_gap, mut after_page) = (0, true, false);
        // Lines that end with a carriage return alone are those of a text that has no other ends.
        let end = if text.contains('\n') { '\n' } else { '\r' };
        for whole in text.split_inclusive(end) {
            let start = at;
            at += whole.len();
            after_page |= whole.contains('\u{c}');
            let text = whole.trim_matches(is_blank);
            if text.is_empty() {
                after_gap = true;
                continue;
            }
            let before = whole.len() - whole.trim_start_matches(is_blank).len();
            let indent = whole[..before].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
            let start = start + before;
            lines.push(Line {
                text,
                span: start..start + text.len(),
                indent,
                width: indent + text.chars().count(),
                label: Label::read(text),
                after_gap: after_gap || after_page,
                after_page,
            });
            (after_gap, after_page) = (false, false);
        }
        lines
    }

    /// The text behind the label.
    pub(super) fn body(&self) -> Range<usize> {
        let label = self.label.map_or(0, |label| label.len);
        self.span.start + label..self.span.end
    }

    /// Whether it has the looks of a whole reference: its begin, its end, and a year or an address.
    pub(super) fn is_whole(&self) -> bool {
        let text = &self.text[self.label.map_or(0, |label| label.len)..];
        self.width >= 30 && begins_reference(text) && ends_reference(text) && is_dated(text)
    }

    /// Whether it ends as references do.
    pub(super) fn ends(&self) -> bool {
        ends_reference(self.text)
    }

    /// Whether it is a rule or the number of a page.
    pub(super) fn is_noise(&self) -> bool {
        is_rule(self.text) || is_page_number(self.text)
    }

    /// Whether this line, which follows `before`, goes on with the same reference.
    pub(super) fn goes_on(&self, before: &Line<'_>) -> bool {
        let first = self.text.chars().next().unwrap_or(' ');
        first.is_lowercase() && !begins_reference(self.text)
            || matches!(first, '&' | ')' | ',' | ';' | ':' | '.' | '–' | '/')
            || !ends_reference(before.text)
            || is_cut(before.text)
    }

    /// Whether it is the heading of a list of references.
    pub(super) fn is_heading(&self) -> bool {
        self.width < 60 && announces_references(self.text)
    }

    /// Whether it begins as the names of authors do: a word and a comma, or initials.
    pub(super) fn begins(&self) -> bool {
        let text = &self.text[self.label.map_or(0, |label| label.len)..];
        let mut words = text.split_whitespace().take(4);
        begins_reference(text)
            && words.any(|word| {
                let is_initial = word.ends_with('.') && word.chars().count() <= 5;
                word.ends_with([',', '，']) || is_initial || word.starts_with('(')
            })
    }

    /// The width of its first word.
    pub(super) fn first_word(&self) -> usize {
        self.text.chars().take_while(|c| !c.is_whitespace()).count()
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\0'
}

/// Whether a text begins as references do: no small letter, but for a particle before a name.
fn begins_reference(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    match first.chars().next() {
        Some(c) if c.is_lowercase() => {
            let is_short = first.chars().count() <= 4 || first.contains(['\'', '’', '-']);
            let inner = first.split(['\'', '’', '-']).nth(1);
            let is_name =
                |word: Option<&str>| word.is_some_and(|w| w.starts_with(char::is_uppercase));
            let mut next = words.clone();
            is_short && (is_name(inner) || is_name(words.next()) && has_comma(next.next()))
        }
        Some(c) => c.is_alphanumeric() || "“\"«„‘'<([_*¿¡—–-《「".contains(c),
        None => false,
    }
}

fn has_comma(word: Option<&str>) -> bool {
    word.is_some_and(|word| word.ends_with(','))
}

/// Whether a text ends as references do: with a stop, a number, a closing mark or an address.
fn ends_reference(text: &str) -> bool {
    let last = text.chars().next_back().unwrap_or(' ');
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    ".)]”\"»。．>》」/!?…".contains(last)
        || last.is_numeric()
        || word.contains("://")
        || word.starts_with("www.")
        || (word.contains("10.") && word.contains('/'))
}

/// Whether a text ends where nothing can end: with initials or an abbreviation before something.
fn is_cut(text: &str) -> bool {
    const OPEN: [&str; 20] = [
        "no.", "vol.", "pp.", "p.", "eds.", "ed.", "Vol.", "No.", "In:", "in", "and", "et", "Bd.",
        "Nr.", "S.", "hrsg.", "Hrsg.", "doi:", "Univ.", "ch.",
    ];
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    OPEN.contains(&word)
}

/// Whether a text has a year, says that it has none, or leads to the web.
pub(super) fn is_dated(text: &str) -> bool {
    has_year(text)
        || ["http", "doi", "www.", "n.d.", "in press", "forthcoming", "o. J.", "s.d.", "s. f."]
            .iter()
            .any(|word| text.contains(word))
}

fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && ("1400".."2100").contains(&number))
}

/// Whether a line is drawn: `---`, `* * *`, `=====`.
pub(super) fn is_rule(text: &str) -> bool {
    let drawn = text.chars().filter(|c| !c.is_whitespace());
    drawn.clone().count() >= 3 && drawn.clone().all(|c| "-–—_=*~#•·.".contains(c))
}

/// Whether a line is the number of a page: `12`, `- 12 -`, `xiv`, `Page 3 of 10`, `12/30`.
pub(super) fn is_page_number(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["page", "seite", "pagina", "página", "pág.", "p.", "s.", "of", "von", "de", "sur", "/"];
    if text.len() > 40 {
        return false;
    }
    let (mut numbers, mut others) = (0, 0);
    for word in text.split(|c: char| c.is_whitespace() || "-–—|[]".contains(c)) {
        let is_number = |word: &str| {
            let is_roman = word.bytes().all(|byte| b"ivxlc".contains(&byte));
            let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
            !word.is_empty() && word.len() <= 6 && (is_digits && word.len() <= 4 || is_roman)
        };
        match word {
            "" => {}
            word if is_number(word) => numbers += 1,
            word if word.split('/').all(is_number) => numbers += 1,
            word if WORDS.contains(&&*word.to_lowercase()) => {}
            _ => others += 1,
        }
    }
    others == 0 && (1..=2).contains(&numbers)
}
