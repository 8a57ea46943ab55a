//! Which letters of a title keep their case by themselves, and which need braces.

use std::ops::Range;

use crate::model::{Event, Markup, Text, TextBuilder};

/// The words of a title that must not change their case: those with a capital after their first letter.
///
/// `RNA`, `McArthur`, `pH`, `C57BL/6J`; also a single capital in the middle (`vitamin C`), which is
/// no ordinary word. Of `SARS-CoV-2` it is `SARS-CoV`; a title all in capitals has none. Ranges
/// never cross a mark's end.
pub(super) fn proper_words(text: &Text) -> Vec<Range<usize>> {
    let plain = text.as_str();
    let mut ranges = Vec::new();
    if !plain.chars().any(char::is_lowercase) && plain.split_whitespace().nth(1).is_some() {
        return ranges;
    }
    let mut at = 0;
    while at < plain.len() {
        let len = chunk_len(&plain[at..]);
        let chunk = &plain[at..at + len];
        if may_be_proper(chunk.as_bytes())
            && let Some(range) = proper_part(chunk, at == 0)
        {
            ranges.push(at + range.start..at + range.end);
        }
        at += len;
    }
    if text.marks().is_empty() {
        return ranges;
    }
    let mut ends: Vec<(usize, usize)> =
        text.marks().iter().map(|mark| (mark.span.end, mark.span.start)).collect();
    ends.sort_unstable();
    ranges.retain(|range| {
        let marks = text.marks();
        let from = marks.partition_point(|mark| mark.span.start <= range.start);
        let crosses_start = marks[from..]
            .iter()
            .take_while(|mark| mark.span.start < range.end)
            .any(|mark| mark.span.end > range.end);
        let from = ends.partition_point(|(end, _)| *end <= range.start);
        let crosses_end = ends[from..]
            .iter()
            .take_while(|(end, _)| *end < range.end)
            .any(|(_, start)| *start < range.start);
        !crosses_start && !crosses_end
    });
    ranges
}

/// The length of a text up to its first white space, and with it.
fn chunk_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| *byte <= b' ' || !byte.is_ascii());
    match end {
        // As `char::is_whitespace` sees it.
        Some(end) if matches!(bytes[end], b' ' | b'\t'..=b'\r') => end + 1,
        Some(end) => {
            let found = text[end..].char_indices().find(|(_, c)| c.is_whitespace());
            found.map_or(text.len(), |(at, c)| end + at + c.len_utf8())
        }
        None => text.len(),
    }
}

/// Whether a chunk may need protection: of plain letters it has a capital behind its first one, or few bytes.
fn may_be_proper(chunk: &[u8]) -> bool {
    let (first, others) = chunk.split_at(1.min(chunk.len()));
    let is_cased = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    let has_capital = others.iter().fold(false, |found, byte| found | is_cased(byte));
    has_capital || chunk.len() < 4 && first.iter().any(is_cased)
}

/// The part of a chunk between white space that needs protection.
fn proper_part(chunk: &str, is_first: bool) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut at = 0;
    let is_joint = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '&');
    for part in chunk.split_inclusive(is_joint) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        let offset = part.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        // What follows the apostrophe of `L'Hôpital` begins a word of its own.
        let tail = word.rsplit(['\'', '’']).next().unwrap_or(word);
        let tail = if tail.chars().count() > 1 && tail.len() < word.len() { tail } else { word };
        let is_proper = tail.chars().skip(1).any(char::is_uppercase);
        let mut letters = word.chars();
        let is_single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase() && c != 'A');
        let is_name = is_single && !is_first && chunk.trim_end().len() <= word.len() + 1;
        if is_proper || is_name {
            let start = at + offset;
            let end = start + word.len();
            found = Some(found.map_or(start, |found| found.start)..end);
        }
        at += part.len();
    }
    found
}

/// Takes out the case protection that does nothing: of words that have it anyway, of text without letters.
pub(super) fn drop_needless(text: Text) -> Text {
    if !text.marks().iter().any(|mark| mark.markup == Markup::NoCase) {
        return text;
    }
    let words = proper_words(&text);
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    let letters: Vec<usize> = text.as_str().match_indices(cased).map(|(at, _)| at).collect();
    let needed: Vec<bool> = text
        .marks()
        .iter()
        .map(|mark| {
            let at = words.partition_point(|word| word.end < mark.span.end);
            let is_word = words
                .get(at)
                .is_some_and(|word| word.start <= mark.span.start && word.end >= mark.span.end);
            let next = letters.get(letters.partition_point(|at| *at < mark.span.start));
            let has_letters = next.is_some_and(|at| *at < mark.span.end);
            mark.markup != Markup::NoCase || (!is_word && has_letters)
        })
        .collect();
    let mut builder = TextBuilder::default();
    let mut opened = 0;
    let mut kept = Vec::new();
    text.walk(|event| match event {
        Event::Open(markup) => {
            let keep = needed.get(opened).copied().unwrap_or(true);
            opened += 1;
            kept.push(keep);
            if keep {
                builder.open(markup);
            }
        }
        Event::Close(markup) => {
            if kept.pop().unwrap_or(true) {
                builder.close(markup);
            }
        }
        Event::Str(piece) => builder.push(piece),
    });
    builder.finish()
}
