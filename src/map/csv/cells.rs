//! Values in a cell: what a spreadsheet would run, dates, keywords, and what has no column.

use std::borrow::Cow;

use crate::map::csl_json::format_named;
use crate::map::edtf;
use crate::model::{Date, Extra, Item, Origin, Sourced, Text};
use crate::refparse;
use crate::write::evidence_csv::neutralise;

/// Puts an apostrophe before what a spreadsheet would run, and before one that [`unguarded`] would take.
pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    let bare = cell.trim_start_matches('\'');
    match neutralise(bare) {
        Cow::Owned(_) => Cow::Owned(format!("'{cell}")),
        Cow::Borrowed(_) => Cow::Borrowed(cell),
    }
}

/// Takes the apostrophe off that [`guarded`] puts there.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if matches!(neutralise(rest.trim_start_matches('\'')), Cow::Owned(_)) => rest,
        _ => cell,
    }
}

/// Writes a date as EDTF; words that look like a date stand in quotes.
pub(super) fn write_date(date: &Date) -> String {
    let text = date.to_string();
    match edtf::parse(&text) {
        Some(read) if read == *date => text,
        Some(_) => format!("\"{text}\""),
        None if text.starts_with('"') || text.trim() != text => format!("\"{text}\""),
        None => text,
    }
}

/// Reads a date: EDTF, a date as people and programs write it, or words.
pub(super) fn read_date(cell: &str, is_own: bool) -> Date {
    if is_own && let Some(words) = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        return Date::literal(words);
    }
    let text = cell.trim();
    if let Some(date) = edtf::parse(text) {
        return date;
    }
    if is_own {
        return Date::literal(text);
    }
    // Spreadsheets and databases add a time of day.
    let day = text.split([' ', 'T']).next().filter(|day| day.len() == 10).and_then(edtf::parse);
    let slashes = text.replace('/', "-");
    day.or_else(|| refparse::date(text))
        .or_else(|| edtf::parse(&slashes).filter(|_| text.contains('/')))
        .unwrap_or_else(|| Date::literal(text))
}

/// Writes keywords parted by semicolons, as spreadsheets' readers expect them.
pub(super) fn write_keywords(text: &Text) -> String {
    let mut out = String::new();
    let csl = text.to_csl();
    let mut rest = csl.as_str();
    while let Some(at) = rest.find([',', ';', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix(", ") {
            out.push_str("; ");
            rest = behind;
        } else {
            out.push('\\');
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Reads keywords parted by semicolons as CSL has them, parted by commas.
pub(super) fn read_keywords(cell: &str, is_own: bool) -> Text {
    if !is_own {
        let words = cell.split(';').map(str::trim).filter(|word| !word.is_empty());
        return Text::from_csl(&words.collect::<Vec<_>>().join(", "));
    }
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            ';' => out.push(','),
            c => out.push(c),
        }
    }
    Text::from_csl(&out)
}

/// The name of this format in `extra`.
pub(super) const FORMAT: &str = "csv";

/// Writes what other formats keep: `[[format, field, value], …]`.
pub(super) fn write_custom(item: &Item) -> Option<String> {
    let others = item.extra.iter().filter(|extra| extra.format != FORMAT);
    let list: Vec<[&str; 3]> =
        others.map(|extra| [extra.format, &extra.name, &extra.value.value]).collect();
    (!list.is_empty()).then(|| serde_json::to_string(&list).unwrap_or_default())
}

/// Reads what [`write_custom`] writes; `None` for anything else.
pub(super) fn read_custom(cell: &str, origin: &Origin) -> Option<Vec<Extra>> {
    let list: Vec<[String; 3]> = serde_json::from_str(cell).ok()?;
    let extras = list.into_iter().map(|[format, name, value]| {
        let format = format_named(&format)?;
        Some(Extra { format, name, value: Sourced::new(value, origin.clone()) })
    });
    extras.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_guarded_and_freed() {
        for (cell, expected) in
            [("=1+1", "'=1+1"), ("'=1", "''=1"), ("'a", "'a"), ("a", "a"), ("-0300", "'-0300")]
        {
            assert_eq!(guarded(cell), expected);
            assert_eq!(unguarded(expected), cell);
        }
    }

    #[test]
    fn dates_are_read() {
        for (cell, expected) in [
            ("2017-09-22", "2017-09-22"),
            ("2017", "2017"),
            ("September 22, 2017", "2017-09-22"),
            ("2017-09-22 14:00:00", "2017-09-22"),
            ("2017/09/22", "2017-09-22"),
            ("1850~", "1850~"),
            ("in press", "in press"),
        ] {
            assert_eq!(read_date(cell, false).to_string(), expected);
        }
        let words = Date::literal("2010-1-13");
        assert_eq!(write_date(&words), "\"2010-1-13\"");
        assert_eq!(read_date("\"2010-1-13\"", true), words);
    }

    proptest::proptest! {
        #[test]
        fn cells_come_back(cell in "['=+@\\-a\t \n]{0,6}|\\PC{0,6}") {
            assert_eq!(unguarded(&guarded(&cell)), cell);
        }

        #[test]
        fn keywords_come_back(text in "[a-b,;\\\\ ]{0,12}") {
            let text = Text::plain(text);
            assert_eq!(read_keywords(&write_keywords(&text), true), text);
        }

        #[test]
        fn words_come_back(words in "[a-z0-9 \"-]{1,8}") {
            let date = Date::literal(words);
            assert_eq!(read_date(&write_date(&date), true), date);
        }
    }
}
