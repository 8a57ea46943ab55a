//! Dates as the two styles print them, in English.

use crate::model::{Date, DateSpan, Day};

/// English month names; the first three letters do for an abbreviation.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The seasons in CSL's order.
///
/// Source: CSL 1.0.2, "Seasons": 1 is spring.
const SEASONS: [(&str, u8); 5] =
    [("Spring", 1), ("Summer", 2), ("Autumn", 3), ("Fall", 3), ("Winter", 4)];

/// Reads a whole text as a date: `September 22, 2017`, `May 2009`, `2020`, `n.d.`, `Spring 2003`,
/// `May 4–6, 2006`, `2019–2021`, `2023-3-31`, `22 September 2017`, `ca. 1850`, `[1857?]`.
///
/// `None` for anything else. A day that the calendar does not have gives the words.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    // No date is longer; a page of text is not looked at.
    if text.len() > 60 {
        return None;
    }
    if matches!(text.trim_end_matches('.'), "n.d" | "N.d" | "N.D" | "no date") {
        return Some(Date::literal(NO_DATE));
    }
    let bare = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(text);
    let (approximate, bare) = ["ca. ", "c. ", "circa "]
        .iter()
        .find_map(|mark| bare.strip_prefix(mark))
        .map_or((false, bare), |rest| (true, rest));
    let (uncertain, bare) = bare.strip_suffix('?').map_or((false, bare), |rest| (true, rest));
    let date = days(bare)?;
    Some(Date { approximate, uncertain, ..date })
}

/// Reads a text as [`parse`] does, else takes the year that ends it: `1st Quarter 2015`, `impr 2008`.
pub(super) fn parse_loose(text: &str) -> Option<Date> {
    parse(text).or_else(|| {
        let (words, last) = text.rsplit_once(' ').filter(|_| text.len() <= 60)?;
        let year = year(last).filter(|_| !words.contains(':'))?;
        Some(Date::on(Day::year(year)))
    })
}

/// Reads `7.5.23`: month, day and the year's last two digits, as Elsevier's style prints access dates.
pub(super) fn numeric(text: &str) -> Option<Date> {
    let mut parts = text.split('.').map(|part| part.trim().parse::<u16>().ok());
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let year = if year < 100 { 2000 + i32::from(year) } else { i32::from(year) };
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    // Where the first cannot be a month the language of the list put the day first.
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    Day::new(year, Some(month), Some(day)).map(Date::on)
}

/// Whether a date is words although it looks like a day: the 30th of February.
pub(super) fn is_impossible(date: &Date) -> bool {
    matches!(&date.span, DateSpan::Literal(words) if words != NO_DATE)
}

/// Whether a style printed that the work has no date: its word, and no statement of the work's.
pub(super) fn is_missing(date: &Date) -> bool {
    matches!(&date.span, DateSpan::Literal(words) if words == NO_DATE)
}

/// What both styles print where a work has no date.
const NO_DATE: &str = "n.d.";

/// The year in four digits.
pub(super) fn year(text: &str) -> Option<i32> {
    let valid = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| valid && (1000..=2199).contains(year))
}

fn month(word: &str) -> Option<u8> {
    let bare = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|name| {
        name.eq_ignore_ascii_case(bare)
            || (bare.len() >= 3
                && bare.len() <= 4
                && name.get(..bare.len()).is_some_and(|head| head.eq_ignore_ascii_case(bare)))
    })?;
    u8::try_from(found + 1).ok()
}

fn season(word: &str) -> Option<u8> {
    SEASONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, number)| *number)
}

fn day_number(word: &str) -> Option<u8> {
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|day| digits && (1..=31).contains(day))
}

fn make(text: &str, year: i32, month: Option<u8>, day: Option<u8>) -> Date {
    Day::new(year, month, day).map_or_else(|| Date::literal(text), Date::on)
}

fn range(text: &str, start: Option<Day>, end: Option<Day>) -> Date {
    match (start, end) {
        (Some(start), Some(end)) => Date::range(start, Some(end)),
        _ => Date::literal(text),
    }
}

fn split_dash(text: &str) -> Option<(&str, &str)> {
    text.split_once(['–', '—']).or_else(|| text.split_once('-'))
}

fn days(text: &str) -> Option<Date> {
    if let Some(year) = year(text) {
        return Some(Date::on(Day::year(year)));
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [word] => iso(word),
        [first, last] => {
            let at = year(last)?;
            if let Some((from, to)) = split_dash(first) {
                let (from, to) = (month(from)?, month(to)?);
                return Some(range(
                    text,
                    Day::new(at, Some(from), None),
                    Day::new(at, Some(to), None),
                ));
            }
            match month(first) {
                Some(month) => Some(make(text, at, Some(month), None)),
                None => {
                    let season = Some(season(first)?);
                    Some(Date::on(Day { season, ..Day::year(at) }))
                }
            }
        }
        [first, second, last] => {
            let at = year(last)?;
            if let (Some(month), Some(day)) = (month(first), day_number(second)) {
                return Some(make(text, at, Some(month), Some(day)));
            }
            if let (Some(day), Some(month)) = (day_number(first), month(second)) {
                return Some(make(text, at, Some(month), Some(day)));
            }
            let (from, to) = split_dash(second)?;
            let (month, from, to) = (month(first)?, day_number(from)?, day_number(to)?);
            let day = |day| Day::new(at, Some(month), Some(day));
            Some(range(text, day(from), day(to)))
        }
        // `May 30–June 2, 2006`
        [first, between, last_day, last] => {
            let at = year(last)?;
            let (from, other) = split_dash(between)?;
            let start = Day::new(at, Some(month(first)?), Some(day_number(from)?));
            let end = Day::new(at, Some(month(other)?), Some(day_number(last_day)?));
            Some(range(text, start, end))
        }
        _ => None,
    }
}

/// `2023-3-31`, `2023-03`, `2019–2021`.
fn iso(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['-', '–', '—', '/']).collect();
    match parts[..] {
        [first, last] => {
            let at = year(first)?;
            match (year(last), last.parse::<u8>().ok()) {
                (Some(end), _) => Some(Date::range(Day::year(at), Some(Day::year(end)))),
                (None, Some(month)) => Some(make(word, at, Some(month), None)),
                (None, None) => None,
            }
        }
        [first, month, day] => {
            let (month, day) = (month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
            Some(make(word, year(first)?, Some(month), Some(day)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: Option<&str>) {
        assert_eq!(parse(input).map(|date| date.to_string()).as_deref(), expected, "{input}");
    }

    #[test]
    fn reads_every_precision() {
        check("September 22, 2017", Some("2017-09-22"));
        check("May 2009", Some("2009-05"));
        check("2020", Some("2020"));
        check("n.d.", Some("n.d."));
        check("Spring 2003", Some("2003-21"));
        check("4 May 2006", Some("2006-05-04"));
        check("May 4–6, 2006", Some("2006-05-04/2006-05-06"));
        check("May 30–June 2, 2006", Some("2006-05-30/2006-06-02"));
        check("July–August 1999", Some("1999-07/1999-08"));
        check("1939–1946", Some("1939/1946"));
        check("2023-3-31", Some("2023-03-31"));
        check("ca. 1850", Some("1850~"));
        check("[1857?]", Some("1857?"));
        check("February 30, 2021", Some("February 30, 2021"));
    }

    #[test]
    fn leaves_other_text_alone() {
        for text in
            ["", "12", "Nature", "Chicago 7", "20177", "Supplement 2017", "45–67", "3, 4, 5, 6"]
        {
            check(text, None);
        }
        assert_eq!(numeric("7.5.23").map(|date| date.to_string()).as_deref(), Some("2023-07-05"));
        assert_eq!(numeric("31.3.14").map(|date| date.to_string()).as_deref(), Some("2014-03-31"));
        assert!(numeric("1.2").is_none());
    }
}
