//! A record as the engine takes it: CSL-JSON, written around what the engine gets wrong.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{self, Value};

use super::dates::Words;
use super::{mark, names};
use crate::model::{Doi, Event, Item, Markup, StandardVariable, Text, expand_pages};

/// A converted record and what is needed to read the text that it prints.
#[derive(Debug, Clone)]
pub(super) struct Converted {
    pub(super) json: json::Item,
    pub(super) words: Words,
    /// Whether its language is English; `None` if it does not say.
    pub(super) english: Option<bool>,
}

/// Converts a record; `index` tells it from all others of the list.
pub(super) fn convert(item: &Item, index: usize) -> Converted {
    let mut map = BTreeMap::new();
    // The engine finds records by comparing them; the first field settles that.
    map.insert(String::new(), Value::Number(i64::try_from(index).unwrap_or_default()));
    map.insert("id".to_owned(), Value::String(index.to_string()));
    if let Ok(serde_json::Value::String(kind)) = serde_json::to_value(item.kind.value) {
        map.insert("type".to_owned(), Value::String(kind));
    }
    for (variable, text) in item.texts.iter() {
        let value = standard(variable, text);
        if !value.is_empty() {
            map.insert(variable.to_string(), Value::String(value));
        }
    }
    // Styles ask for the short form of the container's title; the engine needs it by its own name.
    let short = StandardVariable::ContainerTitleShort.to_string();
    if let (false, Some(long)) =
        (map.contains_key(&short), map.get(&StandardVariable::ContainerTitle.to_string()).cloned())
    {
        map.insert(short, long);
    }
    for (variable, number) in item.numbers.iter() {
        let number = mark::clean(number);
        if !number.is_empty() {
            map.insert(variable.to_string(), Value::String(label(&number)));
        }
    }
    if let Some(page) = &item.page {
        let page = mark::clean(page);
        if !page.is_empty() {
            let first = expand_pages(&page).map_or(page.clone(), |pages| pages.first);
            map.insert("page-first".to_owned(), Value::String(label(&first)));
            map.insert("page".to_owned(), Value::String(pages(&page)));
        }
    }
    for (variable, list) in item.names.iter() {
        let list = names::convert(list);
        if !list.is_empty() {
            map.insert(variable.to_string(), Value::Names(list));
        }
    }
    let mut words = Words::default();
    for (variable, date) in item.dates.iter() {
        if let Some(date) = words.convert(date) {
            map.insert(variable.to_string(), Value::Date(date));
        }
    }
    let english = item.text(StandardVariable::Language).map(is_english);
    Converted { json: json::Item(map), words, english }
}

/// `en`, `en-GB`, `eng`, `English`; a record without a language is the reader's.
fn is_english(language: &str) -> bool {
    let language = language.trim();
    language.is_empty() || language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"))
}

fn standard(variable: StandardVariable, text: &Text) -> String {
    use StandardVariable as V;
    match variable {
        V::DOI => match Doi::parse(text.as_str()) {
            Some(doi) => doi.as_str().to_owned(),
            None => mark::clean(text.as_str()),
        },
        // Codes and addresses: nothing in them is text.
        V::URL | V::PMID | V::PMCID | V::ISBN | V::ISSN => mark::clean(text.as_str()),
        V::Language => match is_english(text.as_str()) {
            true => "en-US".to_owned(),
            false => mark::clean(text.as_str()),
        },
        // The engine splits `note` for hacks of old records; ours are fields already.
        _ => rich(text),
    }
}

/// Rich text between field marks.
fn rich(text: &Text) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 4);
    let mut push =
        |open: bool, (start, end): (char, char)| out.push(if open { start } else { end });
    let mut pieces = Vec::new();
    text.walk(|event| pieces.push(event));
    let mut body = String::new();
    for event in pieces {
        let mark = |markup| match markup {
            Markup::Italic => mark::ITALIC,
            Markup::Bold => mark::BOLD,
            Markup::SmallCaps => mark::SMALL_CAPS,
            Markup::Superscript => mark::SUPERSCRIPT,
            Markup::Subscript => mark::SUBSCRIPT,
            Markup::NoCase => mark::NO_CASE,
        };
        match event {
            Event::Open(markup) => body.push(mark(markup).0),
            Event::Close(markup) => body.push(mark(markup).1),
            Event::Str(text) => {
                let lead = text.starts_with(char::is_whitespace) && !body.is_empty();
                let trail = text.ends_with(char::is_whitespace);
                let text = mark::clean(text);
                if lead {
                    body.push(' ');
                }
                if !text.is_empty() {
                    body.push_str(&text);
                    if trail {
                        body.push(' ');
                    }
                }
            }
        }
    }
    let body = body.trim();
    if body.chars().all(char::is_control) {
        return String::new();
    }
    push(true, mark::FIELD);
    out.push_str(body);
    out.push(mark::FIELD.1);
    out
}

/// A number variable. What is no plain number keeps its letters, zeros and hyphens.
fn label(number: &str) -> String {
    if is_calculable(number) { number.to_owned() } else { keep(number) }
}

/// Numbers that the engine prints as they are: `7`, `12b`, `3-4`, `1, 2 & 5`.
fn is_calculable(number: &str) -> bool {
    let plain = |part: &str| {
        let part = part.trim();
        let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let tail = part.len() - digits.len();
        !digits.is_empty()
            && digits.len() < 9
            && tail < 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (!digits.starts_with('0') || digits == "0")
    };
    let mut parts = number.split(['-', '–', ',', '&']);
    match number.contains(['-', '–', ',', '&']) {
        false => plain(number),
        true => parts.all(|part| plain(part) && !part.ends_with(|c: char| c.is_alphabetic())),
    }
}

/// Pages. Ranges of plain numbers are the engine's; a range of labels is printed as it is.
fn pages(page: &str) -> String {
    let ranges_of_numbers = page.split([',', '&']).all(|range| {
        let mut ends = range.split(['-', '–']).map(str::trim);
        let number = |end: &str| is_calculable(end) && end.bytes().all(|b| b.is_ascii_digit());
        ends.clone().count() <= 2 && ends.all(number)
    });
    if ranges_of_numbers {
        return page.to_owned();
    }
    match same_prefix(page) {
        Some((prefix, first, last)) => format!("{prefix}{first}-{prefix}{last}"),
        None => keep(page),
    }
}

/// `S177-S187`: both ends have the letters, so the engine may abbreviate the second.
fn same_prefix(page: &str) -> Option<(&str, &str, &str)> {
    let (first, last) = page.split_once(['-', '–'])?;
    let at = first.find(|c: char| c.is_ascii_digit())?;
    let prefix = &first[..at];
    let rest = last.strip_prefix(prefix)?;
    let number = |text: &str| is_calculable(text) && text.bytes().all(|b| b.is_ascii_digit());
    let letters = !prefix.is_empty() && prefix.chars().all(char::is_alphabetic);
    (letters && number(&first[at..]) && number(rest)).then(|| (prefix, &first[at..], rest))
}

fn keep(label: &str) -> String {
    let (start, end) = mark::FIELD;
    let label = mark::hide_digits(label).replace('-', &mark::HYPHEN.to_string());
    format!("{start}{label}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, page: bool, kept: bool) {
        let converted = if page { pages(number) } else { label(number) };
        assert_eq!(converted != number, kept, "{number}");
    }

    #[test]
    fn what_is_no_plain_number_is_kept() {
        for number in ["7", "12b", "3-4", "1, 2 & 5", "0"] {
            check(number, false, false);
        }
        for number in ["TR06-067", "007", "99999999999", "2011/566", "x", "--", "-", "1-"] {
            check(number, false, true);
        }
    }

    #[test]
    fn pages_are_ranges_of_numbers_or_labels() {
        for page in ["1237-1244", "1-4, 7", "12"] {
            check(page, true, false);
        }
        for page in ["E306-312", "902-918.e6", "xii-xiv", "1-2-3", "80-84+92"] {
            check(page, true, true);
        }
        assert_eq!(pages("S177-S187"), "S177-S187");
    }
}
