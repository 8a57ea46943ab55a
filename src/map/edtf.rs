//! Dates as text: EDTF level 1, and the dates that BibTeX files hold.
//!
//! Source: Library of Congress, EDTF specification, levels 0 and 1; biblatex manual, 2.3.8.

use crate::model::{Date, DateSpan, Day};

/// Reads an EDTF date: `2017-09-22`, `1988~`, `2004-04/2004-05?`, `1997/..`, `2017-21`, `199X`.
///
/// A decade or century (`199X`, `19XX`) is the range of its years; of a month or day that is not
/// known (`1999-XX`) the year remains. The time of day is more than a bibliography says.
///
/// `None` for anything else, for dates that are open at their start, and for `XXXX` and `..`, which say
/// that no date is known.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (start, end) = match text.split_once('/') {
        Some((start, end)) => (start.trim(), Some(end.trim())),
        None => (text, None),
    };
    let start = parse_point(start)?;
    let point = match end {
        None => return Some(start.date(start.first, start.last)),
        Some("" | "..") => return Some(start.date(start.first, Some(None))),
        // `2010/11` is a way to write months or years, not EDTF.
        Some(end) if end.len() < 3 => return None,
        Some(end) => parse_point(end)?,
    };
    let last = point.last.flatten().unwrap_or(point.first);
    let marks = Point {
        approximate: start.approximate || point.approximate,
        uncertain: start.uncertain || point.uncertain,
        ..start
    };
    Some(marks.date(start.first, Some(Some(last))))
}

/// Whether a date says that none is known: EDTF `XXXX`, an open date, or nothing.
pub(crate) fn is_unknown(text: &str) -> bool {
    matches!(text.trim(), "" | "XXXX" | "XXXX-XX" | "XXXX-XX-XX" | ".." | "/" | "../.." | "/..")
}

/// The end of a date that is open at its start: `/2012`, `../2012`.
pub(crate) fn parse_open_start(text: &str) -> Option<Date> {
    let (start, end) = text.trim().split_once('/')?;
    matches!(start.trim(), "" | "..").then(|| parse(end)).flatten()
}

/// One date, or the first and last of a decade.
#[derive(Clone, Copy)]
struct Point {
    first: Day,
    last: Option<Option<Day>>,
    approximate: bool,
    uncertain: bool,
}

impl Point {
    fn date(self, first: Day, last: Option<Option<Day>>) -> Date {
        let span = last.map_or(DateSpan::Single(first), |last| DateSpan::Range(first, last));
        Date { span, approximate: self.approximate, uncertain: self.uncertain }
    }
}

fn parse_point(text: &str) -> Option<Point> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = &text[bare.len()..];
    let approximate = marks.contains(['~', '%']);
    let uncertain = marks.contains(['?', '%']);
    let bare = match bare.split_once('T') {
        Some((date, time)) if is_time(time) => date,
        Some(_) => return None,
        None => bare,
    };
    let point = |first, last| Some(Point { first, last, approximate, uncertain });
    if let Some(decade) = bare.strip_suffix('X').or_else(|| bare.strip_suffix('u')) {
        let century = decade.strip_suffix('X').or_else(|| decade.strip_suffix('u'));
        if let Some((first, last)) = years(decade, century) {
            return point(Day::year(first), Some(Some(Day::year(last))));
        }
    }
    let (is_long, digits) = match bare.strip_prefix(['Y', 'y']) {
        Some(digits) => (true, digits),
        None => (false, bare),
    };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, digits),
    };
    if digits.len() == 8 && !is_long && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // The basic format of ISO 8601.
        let month = digits[4..6].parse().ok()?;
        return point(
            Day::new(
                sign * digits[..4].parse::<i32>().ok()?,
                Some(month),
                Some(digits[6..].parse().ok()?),
            )?,
            None,
        );
    }
    let mut parts = digits.split('-');
    let year = parts.next()?;
    let max = if is_long { 9 } else { 6 };
    if year.is_empty() || year.len() > max || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = sign * year.parse::<i32>().ok()?;
    let small = |part: &str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u8>().ok()).flatten()
    };
    let known = |part: &&str| !matches!(*part, "XX" | "uu");
    let (month, day) = (parts.next().filter(known), parts.next().filter(known));
    if parts.next().is_some() {
        return None;
    }
    let (month, day) = match (month, day) {
        (None, _) => (None, None),
        (Some(month), day) => {
            (Some(small(month)?), day.map(small).map_or(Some(None), |day| day.map(Some))?)
        }
    };
    let day = match month {
        Some(month @ 21..=32) if day.is_none() => {
            Day { season: Some((month - 21) % 4 + 1), ..Day::year(year) }
        }
        month => Day::new(year, month, day)?,
    };
    point(day, None)
}

/// The first and last year of `199` (a decade) or of `19` (a century).
fn years(decade: &str, century: Option<&str>) -> Option<(i32, i32)> {
    let digits = |text: &str, len: usize| {
        let is_number = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i32>().ok()).flatten()
    };
    match century {
        Some(century) => digits(century, 2).map(|century| (century * 100, century * 100 + 99)),
        None => digits(decade, 3).map(|decade| (decade * 10, decade * 10 + 9)),
    }
}

/// Whether what follows the `T` of a date is a time: `10:00`, `10:00:00Z`, `10:00:00+01:00`.
fn is_time(time: &str) -> bool {
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && time.bytes().all(|b| b.is_ascii_digit() || b":.+-Z".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let date = parse(text);
        assert_eq!(date.as_ref().map(ToString::to_string).as_deref(), expected, "{text}");
        if let Some(date) = date {
            assert_eq!(parse(&date.to_string()), Some(date));
        }
    }

    #[test]
    fn dates_are_read() {
        check("2017-09-22", Some("2017-09-22"));
        check("1988~", Some("1988~"));
        check("2004-04-25/2004-05-05", Some("2004-04-25/2004-05-05"));
        check("1997/", Some("1997/.."));
        check("2017-21", Some("2017-21"));
        check("-0300", Some("-0300"));
        check("2021-02-30", None);
        check("September 2017", None);
        check("2017-9-3", Some("2017-09-03"));
        check("XXXX", None);
        check("199X", Some("1990/1999"));
        check("19XX", Some("1900/1999"));
        check("199u", Some("1990/1999"));
        check("1999-XX", Some("1999"));
        check("1999-XX-XX", Some("1999"));
        check("1999-07-XX", Some("1999-07"));
        check("199X/2003", Some("1990/2003"));
        check("1850%", Some("1850%"));
        check("1850?", Some("1850?"));
        check("1850?/1860~", Some("1850%/1860%"));
        check("2004-06/", Some("2004-06/.."));
        check("2004-06/..", Some("2004-06/.."));
        check("2017-21/2017-22", Some("2017-21/2017-22"));
        check("2017-32", Some("2017-24"));
        check("2017-33", None);
        check("2017-09-22T10:00Z", Some("2017-09-22"));
        check("2017-09-22T10:00:00+01:00", Some("2017-09-22"));
        check("2017-09-22Tuesday", None);
        check("20170922", Some("2017-09-22"));
        check("Y-17000", Some("Y-17000"));
        check("Y170000002", Some("Y170000002"));
        check("-17000", Some("Y-17000"));
        check("0000", Some("0000"));
        check("-0044-03-15", Some("-0044-03-15"));
        check("/2012", None);
        check("../2012", None);
        check("2010/11", None);
        check("2004-01-01/2004-13-01", None);
        assert_eq!(
            parse_open_start("../2012-05").map(|date| date.to_string()).as_deref(),
            Some("2012-05")
        );
        assert_eq!(parse_open_start("2011/2012"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9/.~?%XTYu -]{0,12}|.{0,8}") {
            parse(&text);
        }
    }
}
