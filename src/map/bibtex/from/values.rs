//! Values as their fields take them.

use crate::map::tex::as_plain;
use crate::model::{Event, Markup, Text, TextBuilder};

/// Whether biblatex can look up a word: in the name of a macro no command may stand.
pub(super) fn is_name(tex: &str) -> bool {
    !tex.contains(['\\', '{', '}', '$', '~', '#', '%'])
}

/// Whether biber reads pages: something other than 0 stands before each dash.
pub(super) fn is_range(pages: &str) -> bool {
    pages.split([',', ';']).all(|part| {
        let start = part.split('-').next().unwrap_or(part).trim();
        !start.is_empty() && start != "0"
    })
}

/// A text without its case protection.
pub(super) fn without_case(text: &Text) -> Text {
    let mut builder = TextBuilder::default();
    text.walk(|event| match event {
        Event::Open(Markup::NoCase) | Event::Close(Markup::NoCase) => {}
        Event::Open(markup) => builder.open(markup),
        Event::Close(markup) => builder.close(markup),
        Event::Str(piece) => builder.push(piece),
    });
    builder.finish()
}

/// The first of several numbers that is one.
pub(super) fn first_valid(numbers: &str, is_valid: fn(&str) -> bool) -> String {
    let mut parts = numbers.split([',', ';', '/']).chain(numbers.split_whitespace());
    let first = parts.find(|number| is_valid(number)).unwrap_or("");
    let is_char = |c: char| c.is_ascii_digit() || matches!(c, '-' | 'X' | 'x');
    first.trim().trim_matches(|c: char| !is_char(c)).to_owned()
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_label(text: &str) -> bool {
    let is_char = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '/');
    !text.is_empty()
        && text.chars().all(is_char)
        && text.chars().any(|c| c.is_ascii_digit() || c.is_alphabetic())
}

/// A link or identifier: only what would break the file is encoded, as in a URL.
pub(super) fn link(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'\\');
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a link or identifier is written as it is, and read as it was.
pub(super) fn is_bare_link(text: &str) -> bool {
    let is_bare = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'\\' | b'$');
    !text.is_empty() && text.bytes().all(is_bare) && !text.starts_with('<')
}

/// Whether a value is the text that it is written for, without anything that TeX reads otherwise.
pub(super) fn is_same(value: &str, text: &str) -> bool {
    value == text && !value.is_empty() && as_plain(value) == Some(text)
}

/// Whether a label is two numbers with a hyphen, which is written as TeX's dash: `1-3`.
pub(super) fn is_plain_range(label: &str) -> bool {
    label.split_once('-').is_some_and(|(first, last)| is_digits(first) && is_digits(last))
}

/// Whether pages are two numbers in full: `112-119`, not `112-9`.
pub(super) fn is_full_range(pages: &str) -> bool {
    is_plain_range(pages) && pages.split_once('-').is_some_and(|(a, b)| a.len() <= b.len())
}

/// Whether the number of a preprint is read as it is: `2005.14165v2`, `hep-th/9901001`.
pub(super) fn is_number(number: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'-');
    !number.is_empty() && number.bytes().all(is_sign)
}
