//! Dates as text: EDTF level 1, and the dates that BibTeX files hold.
//!
//! Source: Library of Congress, EDTF specification, levels 0 and 1; biblatex manual, 2.3.8.

use crate::model::{Date, DateSpan, Day};

/// Reads an EDTF date: `2017-09-22`, `1988~`, `2004-04/2004-05?`, `1997/..`, `2017-21`.
///
/// `None` for anything else, and for `XXXX` and `..`, which say that no date is known.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (start, end) = match text.split_once('/') {
        Some((start, end)) => (start, Some(end.trim())),
        None => (text, None),
    };
    let (day, approximate, uncertain) = parse_day(start.trim())?;
    let span = match end {
        None => DateSpan::Single(day),
        Some("" | "..") => DateSpan::Range(day, None),
        Some(end) => {
            let (end, end_approximate, end_uncertain) = parse_day(end)?;
            let date = Date { span: DateSpan::Range(day, Some(end)), approximate, uncertain };
            return Some(Date {
                approximate: approximate || end_approximate,
                uncertain: uncertain || end_uncertain,
                ..date
            });
        }
    };
    Some(Date { span, approximate, uncertain })
}

/// Whether a date says that none is known: EDTF `XXXX`, an open date, or nothing.
pub(crate) fn is_unknown(text: &str) -> bool {
    matches!(text.trim(), "" | "XXXX" | "XXXX-XX" | "XXXX-XX-XX" | ".." | "/" | "../.." | "/..")
}

fn parse_day(text: &str) -> Option<(Day, bool, bool)> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = &text[bare.len()..];
    let approximate = marks.contains(['~', '%']);
    let uncertain = marks.contains(['?', '%']);
    // A time of day is more than a bibliography says.
    let bare = bare.split('T').next().unwrap_or(bare);
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, bare.strip_prefix('Y').unwrap_or(bare)),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    if year.is_empty() || year.len() > 6 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = sign * year.parse::<i32>().ok()?;
    let small = |part: &str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u8>().ok()).flatten()
    };
    let month = parts.next().map(small);
    let day = parts.next().map(small);
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    let (month, day) = (month.flatten(), day.flatten());
    let day = match month {
        Some(month @ 21..=24) if day.is_none() => {
            Day { season: Some(month - 20), ..Day::year(year) }
        }
        month => Day::new(year, month, day)?,
    };
    Some((day, approximate, uncertain))
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
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9/.~?%XT -]{0,12}|.{0,8}") {
            parse(&text);
        }
    }
}
