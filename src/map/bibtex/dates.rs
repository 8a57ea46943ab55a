//! Dates of BibTeX (`year`, `month`, `day`) and of BibLaTeX (`date`).

use super::Reader;
use crate::diag::{Code, Diagnostic};
use crate::map::edtf;
use crate::map::tex::decode;
use crate::model::{Date, DateVariable, Day};
use crate::read::bibtex::{MONTHS, Record};

/// Reads a date field: EDTF, or words.
pub(super) fn read(value: &str) -> Date {
    edtf::parse(value)
        .unwrap_or_else(|| Date::literal(decode(value, false).text.as_str().replace('\u{a0}', " ")))
}

/// Reads `year`, `month` and `day` as the date of issue, unless there is a `date`.
pub(super) fn read_parts(record: &Record<'_>, reader: &mut Reader<'_>) {
    let has_date = record.field("date").is_some_and(|field| !edtf::is_unknown(&field.value));
    let Some(year) = record.field("year").filter(|_| !has_date) else { return };
    let words = plain(&year.value);
    if words.is_empty() {
        return;
    }
    let month = record.field("month").map(|field| plain(&field.value)).unwrap_or_default();
    let day = record.field("day").map(|field| plain(&field.value)).unwrap_or_default();
    let date = edtf::parse(&words).map(|date| with_month(date, &month, &day));
    let date = match date {
        Some(Some(date)) => date,
        Some(None) | None => {
            let literal = [words.as_str(), &month, &day].join(" ").trim_end().to_owned();
            let place = reader.source.place(year.span.clone());
            let message = format!("`{literal}` is no date");
            reader.diagnostics.push(Diagnostic::new(Code::BadDate, message).at(place));
            // A month that cannot be read costs the month, not the year.
            edtf::parse(&words).unwrap_or_else(|| Date::literal(literal))
        }
    };
    reader.item.dates.set(DateVariable::Issued, date, reader.source.origin(year.span.clone()));
}

fn plain(value: &str) -> String {
    decode(value, false).text.as_str().replace('\u{a0}', " ").trim().to_owned()
}

/// Adds the month and the day to a year; `None` if they are none.
fn with_month(date: Date, month: &str, day: &str) -> Option<Date> {
    if month.is_empty() {
        return Some(date);
    }
    let year = date.start()?.year;
    let separators = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-' | '–');
    let mut months: Vec<u8> = Vec::new();
    let mut days: Vec<u8> = Vec::new();
    for word in month.split(separators).filter(|word| !word.is_empty()) {
        match (month_number(word), word.parse::<u8>()) {
            (Some(number), _) => months.push(number),
            (None, Ok(number)) if months.is_empty() && !has_name(month) => months.push(number),
            (None, Ok(number)) => days.push(number),
            (None, Err(_)) => return None,
        }
    }
    if let Ok(day) = day.parse() {
        days = vec![day];
    }
    match (months.as_slice(), days.as_slice()) {
        ([month], []) => Some(Date::on(Day::new(year, Some(*month), None)?)),
        ([month], [day]) => Some(Date::on(Day::new(year, Some(*month), Some(*day))?)),
        ([month], [first, last]) => Some(Date::range(
            Day::new(year, Some(*month), Some(*first))?,
            Some(Day::new(year, Some(*month), Some(*last))?),
        )),
        ([first, last], []) => Some(Date::range(
            Day::new(year, Some(*first), None)?,
            Some(Day::new(year, Some(*last), None)?),
        )),
        _ => None,
    }
    .map(|found| Date { approximate: date.approximate, uncertain: date.uncertain, ..found })
}

fn has_name(month: &str) -> bool {
    month.chars().any(char::is_alphabetic)
}

/// The month that a name or its first three letters stand for.
fn month_number(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|(short, full)| {
        word.starts_with(short) && full.to_lowercase().starts_with(&word)
            || word == "sept" && *short == "sep"
    })?;
    u8::try_from(at + 1).ok()
}
