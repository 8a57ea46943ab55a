//! Dates of BibTeX (`year`, `month`, `day`) and of BibLaTeX (`date`).
//!
//! Source: `btxdoc` 3.2; biblatex manual, 2.3.8 "Date and Time Specifications".

use super::datewords::{self, is_status};
use super::{Reader, names};
use crate::diag::{Code, Diagnostic};
use crate::map::edtf;
use crate::model::{Date, DateSpan, DateVariable, Day, StandardVariable, Text};
use crate::read::bibtex::{Field, Record};

/// The dates that BibTeX files give in parts: the variable, the field in one piece, and the parts.
const PARTS: [(DateVariable, &str, [&str; 3]); 4] = [
    (DateVariable::Issued, "date", ["year", "month", "day"]),
    (DateVariable::Accessed, "urldate", ["urlyear", "urlmonth", "urlday"]),
    (DateVariable::OriginalDate, "origdate", ["origyear", "origmonth", "origday"]),
    (DateVariable::EventDate, "eventdate", ["eventyear", "eventmonth", "eventday"]),
];

/// Whether a field is a part of a date.
pub(super) fn is_part(name: &str) -> bool {
    (name.ends_with("year") || name.ends_with("month") || name.ends_with("day"))
        && PARTS.iter().any(|row| row.2.contains(&name))
}

/// Reads a date field: EDTF, or words. The second value tells what is odd about it.
///
/// Of a date that is open at its start the end is taken, with doubt: CSL has no such date.
pub(super) fn read(value: &str) -> (Date, Option<String>) {
    if let Some(date) = edtf::parse(value) {
        return (date, None);
    }
    if let Some(date) = edtf::parse_open_start(value) {
        let problem = format!("`{value}` has no start; its end is taken for the date");
        return (Date { uncertain: true, ..date }, Some(problem));
    }
    let words = names::plain(value);
    match edtf::parse(&words).or_else(|| datewords::parse(&words, None)) {
        Some(date) => (date, None),
        None if is_status(&words) => (Date::literal(words), None),
        None => {
            let problem = format!("`{words}` is no date");
            (Date::literal(words), Some(problem))
        }
    }
}

/// Reads the dates that stand in parts, and gives the names of the parts that no date has taken.
///
/// A date in one piece says more than its parts, unless it cannot be read.
pub(super) fn read_parts(record: &Record<'_>, reader: &mut Reader<'_>) -> Vec<&'static str> {
    let mut left = Vec::new();
    for (variable, whole, names) in PARTS {
        let parts = names.map(|name| record.field(name));
        if parts.iter().all(Option::is_none) {
            continue;
        }
        let whole = record.field(whole).filter(|field| !edtf::is_unknown(&field.value));
        let read_whole = whole.map(|field| (field, read(&field.value)));
        if let Some((field, (Date { span: DateSpan::Literal(_), .. }, Some(problem)))) = &read_whole
        {
            report(problem.clone(), field, reader);
        }
        let date = read_whole.map(|(_, (date, _))| date).filter(|date| date.start().is_some());
        match date {
            Some(date) => {
                // Of parts that say the same nothing is lost.
                let year = parts[0].map(|field| names::plain(&field.value));
                let is_same = year.is_none_or(|year| {
                    let start = date.start().map(|day| day.year.to_string());
                    start.is_none_or(|start| year.starts_with(&start))
                });
                left.extend(names.into_iter().filter(|_| !is_same));
            }
            None => left.extend(read_three(variable, parts, names, reader)),
        }
    }
    left
}

/// Reads year, month and day, and gives the names of those that say nothing of the date.
fn read_three(
    variable: DateVariable,
    [year, month, day]: [Option<&Field<'_>>; 3],
    names: [&'static str; 3],
    reader: &mut Reader<'_>,
) -> Vec<&'static str> {
    let words = |field: Option<&Field<'_>>| {
        field.map(|field| names::plain(&field.value)).unwrap_or_default()
    };
    let (year_words, month_words, day_words) = (words(year), words(month), words(day));
    let Some(first) = year.or(month) else { return vec![names[2]] };
    let origin = reader.source.origin(first.span.clone());
    if year_words.is_empty() {
        // `month = {September 2017}`
        let whole =
            edtf::parse(&month_words).filter(|date| date.start().is_some_and(|d| d.year > 31));
        return match whole.or_else(|| datewords::parse(&month_words, None)) {
            Some(date) => {
                reader.item.dates.set(variable, date, origin);
                vec![names[2]]
            }
            None => vec![names[1], names[2]],
        };
    }
    let (date, suffix) = read_year(&year_words);
    let Some(date) = date else {
        let is_known = is_status(&year_words);
        let all = [day_words.as_str(), &month_words, &year_words];
        let all: Vec<&str> = all.into_iter().filter(|part| !part.is_empty()).collect();
        let literal = if is_known { year_words.clone() } else { all.join(" ") };
        if !is_known {
            report(format!("`{literal}` is no date"), first, reader);
        }
        reader.item.dates.set(variable, Date::literal(literal), origin);
        return if is_known { vec![names[1], names[2]] } else { Vec::new() };
    };
    if let (Some(suffix), DateVariable::Issued) = (suffix, variable) {
        let suffix = Text::plain(suffix);
        reader.item.texts.set(StandardVariable::YearSuffix, suffix, origin.clone());
    }
    let mut left = Vec::new();
    let with_month = match date.start().filter(|_| is_year(&date) && !month_words.is_empty()) {
        None => None,
        Some(start) => {
            let found = datewords::parse(&month_words, Some(start.year));
            let found = found.map(|found| with_day(found, &day_words));
            if found.is_none() {
                report(format!("`{month_words}` is no month"), month.unwrap_or(first), reader);
                left = vec![names[1], names[2]];
            }
            found.map(|(date, is_whole)| {
                if !is_whole {
                    report(format!("`{day_words}` is no day"), day.unwrap_or(first), reader);
                    left.push(names[2]);
                }
                date
            })
        }
    };
    let (approximate, uncertain) = (date.approximate, date.uncertain);
    let date = with_month.map_or(date, |found| Date {
        approximate: approximate || found.approximate,
        uncertain: uncertain || found.uncertain,
        ..found
    });
    reader.item.dates.set(variable, date, origin);
    left
}

/// Reads a year, and the letter that tells it from another work's: `2017a`.
fn read_year(words: &str) -> (Option<Date>, Option<String>) {
    // Two years, where EDTF sees a month: `2001-02`.
    let is_pair = words.len() == 7 && words.as_bytes()[4] == b'-';
    let pair = is_pair.then(|| datewords::parse(&words.replacen('-', "/", 1), None)).flatten();
    if let Some(date) = pair.filter(|date| matches!(date.span, DateSpan::Range(..))) {
        return (Some(date), None);
    }
    if let Some(date) = edtf::parse(words).or_else(|| datewords::parse(words, None)) {
        return (Some(date), None);
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = words.get(digits..).unwrap_or_default();
    let is_suffix = digits == 4 && suffix.len() == 1 && suffix.as_bytes()[0].is_ascii_lowercase();
    match is_suffix.then(|| edtf::parse(&words[..digits])).flatten() {
        Some(date) => (Some(date), Some(suffix.to_owned())),
        None => (None, None),
    }
}

/// Whether a date is a year alone.
fn is_year(date: &Date) -> bool {
    matches!(date.span, DateSpan::Single(day) if day == Day::year(day.year))
}

/// Adds the day to a month, and says whether it could.
fn with_day(date: Date, words: &str) -> (Date, bool) {
    let month = match date.span {
        DateSpan::Single(Day { year, month: Some(month), day: None, .. }) => (year, month),
        // The month field has said the day.
        _ => return (date, true),
    };
    if words.is_empty() {
        return (date, true);
    }
    let days: Vec<Option<u8>> = words
        .split(['-', '–', '/'])
        .map(|part| part.trim().trim_end_matches(|c: char| c.is_alphabetic() || c == '.'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    let on = |day: Option<u8>| day.and_then(|day| Day::new(month.0, Some(month.1), Some(day)));
    let found = match days.as_slice() {
        [day] => on(*day).map(Date::on),
        [first, last] => match (on(*first), on(*last)) {
            (Some(first), Some(last)) => Some(Date::range(first, Some(last))),
            _ => None,
        },
        _ => None,
    };
    match found {
        Some(date) => (date, true),
        None => (date, false),
    }
}

fn report(message: String, field: &Field<'_>, reader: &mut Reader<'_>) {
    let place = reader.source.place(field.span.clone());
    reader.diagnostics.push(Diagnostic::new(Code::BadDate, message).at(place));
}
