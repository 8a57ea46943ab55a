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
        let (len, may_be_proper) = chunk(&plain[at..]);
        if may_be_proper && let Some(range) = proper_part(&plain[at..at + len], at == 0) {
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

/// The length of a text up to its first white space, and with it; and whether what stands there may need
/// protection: of plain letters it has a capital behind its first one, or is no more than a capital.
fn chunk(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let is_capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
    let mut capitals = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'A'..=b'Z' => capitals += usize::from(at > 0),
            // As `char::is_whitespace` sees it.
            b' ' | b'\t'..=b'\r' => return (at + 1, capitals > 0 || at < 3 && is_capital),
            0x80.. => {
                let rest = text[at..].char_indices();
                let found = rest.into_iter().find(|(_, c)| c.is_whitespace());
                let end = found.map_or(text.len(), |(len, c)| at + len + c.len_utf8());
                return (end, true);
            }
            _ => {}
        }
    }
    (bytes.len(), capitals > 0 || bytes.len() < 3 && is_capital)
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
