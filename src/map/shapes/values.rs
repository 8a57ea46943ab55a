//! Text, pages and keywords as lines.

use std::borrow::Cow;

use crate::model::{Event, Text, TextBuilder, expand_pages};

/// Text on one line: breaks, tabs and runs of spaces become a space each.
///
/// Every character is a break that any reader takes for one, such as U+2028.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    if is_line(text) {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
}

/// Whether no blank of a text is anything but a single space.
fn is_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_plain = |byte: &u8| !byte.is_ascii_control();
    let has_pair = || bytes.windows(2).any(|pair| pair == b"  ");
    // Most texts are ASCII, or tell by their bytes that no letter of theirs is a blank.
    bytes.iter().all(is_plain)
        && !has_pair()
        && (!bytes.iter().any(|byte| matches!(byte, 0xc2 | 0xe2))
            || text.chars().all(|c| c == ' ' || !is_blank(c)))
}

/// Text whose line breaks mean something: each line without white space around it.
pub(crate) fn paragraphs(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return line(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<Cow<'_, str>> = text.trim_matches(is_blank).split('\n').map(line).collect();
    Cow::Owned(lines.join("\n"))
}

fn is_blank(c: char) -> bool {
    c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A page expression as CSL's `page`: hyphens in ranges, abbreviated last pages in full.
pub(crate) fn pages(label: &str) -> String {
    let parts = label.split([',', ';']).map(|part| {
        let part = part.trim();
        match expand_pages(part) {
            Some(pages) => match pages.last {
                Some(last) => format!("{}-{last}", pages.first),
                None => pages.first,
            },
            None => part.replace(['–', '—'], "-"),
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// First and last page of a range that [`pages`] makes of them again.
pub(crate) fn split_pages(page: &str) -> Option<(String, String)> {
    let found = expand_pages(page)?;
    let last = found.last.filter(|last| pages(&format!("{}-{last}", found.first)) == page)?;
    Some((found.first, last))
}

/// The keywords of a line: parted at semicolons and line breaks, not at commas, which stand in keywords.
pub(crate) fn keywords(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split([';', '\n', '\r']).map(line).filter(|keyword| !keyword.is_empty())
}

/// Several texts as one.
pub(crate) fn join(texts: &[Text], between: &str) -> Text {
    let mut builder = TextBuilder::default();
    for (at, text) in texts.iter().enumerate() {
        builder.push(if at > 0 { between } else { "" });
        text.walk(|event| match event {
            Event::Open(markup) => builder.open(markup),
            Event::Close(markup) => builder.close(markup),
            Event::Str(piece) => builder.push(piece),
        });
    }
    builder.finish()
}

/// The keywords of CSL's `keyword`: parted at semicolons where there are any, or else at commas.
pub(crate) fn split_keywords(text: &str) -> Vec<String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let pieces = text.split(separator).map(line).filter(|keyword| !keyword.is_empty());
    pieces.map(Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_no_breaks() {
        assert_eq!(line(" a\r\n  b\u{2028}c\td "), "a b c d");
        assert_eq!(line("a\u{a0}b"), "a\u{a0}b");
        assert_eq!(line("a\u{85}\u{7f}b\u{2029}é – c"), "a b é – c");
        assert_eq!(paragraphs("a \r\n  b\n\nc "), "a\nb\n\nc");
    }

    #[test]
    fn pages_are_split() {
        assert_eq!(pages("1237–44; 50"), "1237-1244, 50");
        assert_eq!(split_pages("12-19"), Some(("12".to_owned(), "19".to_owned())));
        assert_eq!(split_pages("12-19, 25"), None);
        assert_eq!(split_pages("42-79 Seiten"), None);
    }
}
