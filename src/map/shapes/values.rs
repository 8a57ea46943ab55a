//! Text, pages and serial numbers as lines.

use std::borrow::Cow;
use std::fmt;

use quick_xml::escape::resolve_html5_entity;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::model::{Event, Markup, Text, TextBuilder, expand_pages};

/// Text on one line: breaks, tabs and runs of spaces become a space each.
///
/// Every character is a break that any reader takes for one, such as U+2028.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    let mut before = false;
    let is_clean = text.chars().all(|c| {
        let pair = std::mem::replace(&mut before, c == ' ');
        !(is_blank(c) && (c != ' ' || pair))
    });
    if is_clean {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
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

/// Tags of databases that mean what a tag of CSL means.
const SYNONYMS: [(&str, &str); 8] = [
    ("inf", "sub"),
    ("italic", "i"),
    ("bold", "b"),
    ("I", "i"),
    ("B", "b"),
    ("EM", "em"),
    ("SUB", "sub"),
    ("SUP", "sup"),
];

/// Reads text with the tags and character references of HTML.
pub(crate) fn decode(text: &str) -> Text {
    let mut text = Cow::Borrowed(text);
    if text.contains('<') {
        for (name, ours) in SYNONYMS {
            if text.contains(&format!("</{name}>")) {
                let opened = text.replace(&format!("<{name}>"), &format!("<{ours}>"));
                text = Cow::Owned(opened.replace(&format!("</{name}>"), &format!("</{ours}>")));
            }
        }
    }
    let marked = Text::from_csl(&text);
    match marked.as_str().contains('&') {
        true => rebuilt(&marked, |_| true, |piece| unescaped(piece)),
        false => marked,
    }
}

/// Writes text so that [`decode`] gives it back, but for the mark of letters that no style may change.
pub(crate) fn encode(text: &Text) -> String {
    let is_simple = text.marks().is_empty() && !text.as_str().contains(['&', '<']);
    if is_simple {
        return text.as_str().to_owned();
    }
    let shown = rebuilt(text, |markup| markup != Markup::NoCase, |piece| piece.into());
    let write = |special: &[char]| {
        rebuilt(&shown, |_| true, |piece| escaped(piece, special).into()).to_csl()
    };
    let written = write(&[]);
    // Most signs that look like markup are none; only those that would be taken for it are escaped.
    if decode(&written) == shown { written } else { write(&['<', '>']) }
}

/// The same text with only some marks, and with other pieces.
fn rebuilt<'a>(
    text: &'a Text,
    keep: impl Fn(Markup) -> bool,
    change: impl Fn(&'a str) -> Cow<'a, str>,
) -> Text {
    let mut builder = TextBuilder::default();
    text.walk(|event| match event {
        Event::Open(markup) if keep(markup) => builder.open(markup),
        Event::Close(markup) if keep(markup) => builder.close(markup),
        Event::Open(_) | Event::Close(_) => {}
        Event::Str(piece) => builder.push(&change(piece)),
    });
    builder.finish()
}

/// Writes an ampersand as `&amp;` where it would be taken for a character reference.
fn escaped(piece: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(piece.len());
    for (at, c) in piece.char_indices() {
        match c {
            '&' if !special.is_empty() || reference(&piece[at..]).is_some() => {
                out.push_str("&amp;")
            }
            '<' if special.contains(&c) => out.push_str("&lt;"),
            '>' if special.contains(&c) => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Decodes the character references of HTML; an ampersand that begins none stays.
fn unescaped(piece: &str) -> Cow<'_, str> {
    if !piece.contains('&') {
        return Cow::Borrowed(piece);
    }
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (text, len) = reference(rest).unwrap_or((Cow::Borrowed("&"), 1));
        out.push_str(&text);
        rest = &rest[len..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character reference at the start of a text: what it stands for, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    // The longest name has 31 letters.
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let Some(number) = name.strip_prefix('#') else {
        return Some((Cow::Borrowed(resolve_html5_entity(name)?), end + 1));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(code).filter(|c| !c.is_control())?;
    Some((Cow::Owned(c.to_string()), end + 1))
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

/// The serial numbers of a value, each kind in its usual form.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Serials {
    pub(crate) isbn: Vec<String>,
    pub(crate) issn: Vec<String>,
}

/// Finds ISBNs and ISSNs by their form: `0028-0836 (print); 1476-4687`, `9780387848570 (ISBN)`.
///
/// Eight digits without a hyphen are an ISSN if its check digit is right.
pub(crate) fn serials(text: &str) -> Serials {
    let mut serials = Serials::default();
    let is_break = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | ':');
    let spaced = text.replace(['–', '‐', '‑'], "-");
    let mut push = |token: &str| -> bool {
        let digits: String = token.chars().filter(|c| *c != '-').collect();
        let body = digits.strip_suffix(['x', 'X']).unwrap_or(&digits);
        if body.is_empty() || !body.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let hyphen = token.find('-');
        match (digits.len(), hyphen) {
            (8, Some(4)) => serials.issn.push(token.to_uppercase()),
            (8, None) if is_issn(&digits) => {
                serials.issn.push(format!("{}-{}", &digits[..4], &digits[4..]).to_uppercase());
            }
            (10 | 13, _) => serials.isbn.push(token.to_owned()),
            _ => return false,
        }
        true
    };
    let mut found = false;
    for token in spaced.split(is_break).filter(|token| !token.is_empty()) {
        found |= push(token);
    }
    if !found {
        // An ISBN in groups: `978 3 16 148410 0`.
        let groups = spaced.split(is_break).filter(|g| !g.is_empty()).collect::<Vec<_>>();
        let is_group = |g: &&str| g.bytes().all(|b| b.is_ascii_digit()) || matches!(*g, "X" | "x");
        if groups.len() > 2 && groups.iter().all(is_group) {
            push(&groups.join("-"));
        }
    }
    serials.issn = deduplicated(serials.issn);
    serials.isbn = deduplicated(serials.isbn);
    serials
}

/// Whether the check digit of eight digits is that of an ISSN.
///
/// Source: ISO 3297.
fn is_issn(digits: &str) -> bool {
    let values = digits.bytes().map(|byte| match byte {
        b'x' | b'X' => 10,
        digit => u32::from(digit - b'0'),
    });
    let weights = (1..=8u32).rev();
    values.zip(weights).map(|(value, weight)| value * weight).sum::<u32>().is_multiple_of(11)
}

fn deduplicated(list: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for value in list {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
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

/// The variable of a class that has this name.
pub(crate) fn variable<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name: StrDeserializer<'_, NoVariable> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// A name that no variable of a class has.
#[derive(Debug, thiserror::Error)]
#[error("no variable has this name")]
struct NoVariable;

impl serde::de::Error for NoVariable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, csl: &str, again: &str) {
        let text = decode(input);
        assert_eq!((text.to_csl().as_str(), encode(&text).as_str()), (csl, again), "{input}");
    }

    #[test]
    fn markup_is_read() {
        check(
            "CO<inf>2</inf> &amp; H<SUB>2</SUB>O",
            "CO<sub>2</sub> & H<sub>2</sub>O",
            "CO<sub>2</sub> & H<sub>2</sub>O",
        );
        check("p &lt; 0.05, R&D; AT&T", "p < 0.05, R&D; AT&T", "p < 0.05, R&D; AT&T");
        check("&lt;i&gt;x&lt;/i&gt;", "<i>x</i>", "&lt;i&gt;x&lt;/i&gt;");
        check("&amp;amp; &#233; &eacute;", "&amp; é é", "&amp;amp; é é");
        check("<i>open &nope;", "<i>open &nope;", "<i>open &nope;");
        assert_eq!(
            encode(&Text::from_csl("<span class=\"nocase\">DNA</span> <i>x</i>")),
            "DNA <i>x</i>"
        );
    }

    #[test]
    fn lines_have_no_breaks() {
        assert_eq!(line(" a\r\n  b\u{2028}c\td "), "a b c d");
        assert_eq!(line("a\u{a0}b"), "a\u{a0}b");
        assert_eq!(paragraphs("a \r\n  b\n\nc "), "a\nb\n\nc");
    }

    #[test]
    fn serial_numbers_are_found() {
        let check = |text: &str, isbn: &str, issn: &str| {
            let found = serials(text);
            assert_eq!(
                (found.isbn.join(" ").as_str(), found.issn.join(" ").as_str()),
                (isbn, issn),
                "{text}"
            );
        };
        check("0028-0836 (print); 1476-4687", "", "0028-0836 1476-4687");
        check("00280836 (ISSN)", "", "0028-0836");
        check("12345678", "", "");
        check("9780387848570 (ISBN); 978-0-387-84857-0", "9780387848570 978-0-387-84857-0", "");
        check("978 3 16 148410 0", "978-3-16-148410-0", "");
        check("US6239091B1", "", "");
        check("2434-561x", "", "2434-561X");
    }

    #[test]
    fn pages_are_split() {
        assert_eq!(pages("1237–44; 50"), "1237-1244, 50");
        assert_eq!(split_pages("12-19"), Some(("12".to_owned(), "19".to_owned())));
        assert_eq!(split_pages("12-19, 25"), None);
        assert_eq!(split_pages("42-79 Seiten"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(pieces in proptest::collection::vec("<i>|</i>|<sub>|</sub>|<inf>|</inf>|<|>|&|amp;|lt;|&lt;|&#38;|[aé; ]", 0..10)) {
            let text = Text::plain(pieces.concat());
            assert_eq!(decode(&encode(&text)), text);
            let text = Text::from_csl(&pieces.concat());
            assert_eq!(decode(&encode(&text)), text);
        }
    }
}
