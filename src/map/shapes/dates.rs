//! Dates as databases print them: `2017/09/22/`, `2017 Sep-Oct`, `22.09.2017`, `Spring 2017`.
//!
//! Source: RIS format specification (2001, 2011), "Date fields"; MEDLINE/PubMed data element `DP`.

use crate::map::edtf;
use crate::model::{Date, Day};
use crate::read::bibtex::MONTHS;

/// Reads a date; `year` completes one that has only a month and a day.
///
/// `None` for what is no date, and where day and month cannot be told apart (`03/04/2017`).
pub(crate) fn parse(text: &str, year: Option<i32>) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    slashed(text)
        .or_else(|| edtf::parse(text))
        .or_else(|| joined(text))
        .or_else(|| words(text, year))
}

/// RIS: `YYYY/MM/DD/other`, each part but the year perhaps missing.
fn slashed(text: &str) -> Option<Date> {
    let mut parts = text.splitn(4, '/').map(str::trim);
    let (year, month) = (four_digits(parts.next()?)?, parts.next()?);
    let (day, other) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if month.len() > 2 && month_number(month).is_none() {
        return None;
    }
    let other = other.trim_matches('/');
    let month = match month {
        "" | "0" | "00" => None,
        month => Some(month_number(month).or_else(|| month.parse().ok())?),
    };
    let day = match day {
        "" | "0" | "00" => None,
        day => Some(day.parse().ok()?),
    };
    match (month, day) {
        // `2017///Spring`; of what says nothing the year is left.
        (None, None) => words(other, Some(year)).or_else(|| Some(Date::on(Day::year(year)))),
        (month, day) => Some(Date::on(Day::new(year, month, day)?)),
    }
}

/// What stands behind a date of RIS and is no part of it: `YYYY/MM/DD/epub`.
pub(crate) fn other(text: &str) -> Option<&str> {
    let mut parts = text.trim().splitn(4, '/');
    let (_, month) = (four_digits(parts.next()?)?, parts.next()?);
    let other = parts.nth(1)?.trim_matches(['/', ' ']);
    // A time of day; a season beside a month; a date in words.
    let is_read = other.is_empty()
        || other.contains(':')
        || season(other).is_some()
        || month.is_empty() && words(other, Some(1)).is_some();
    (!is_read).then_some(other)
}

/// What a word of a date is.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Year(i32),
    Month(u8),
    Season(u8),
    Number(u8),
    Dash,
}

/// Dates in words, and those of numbers with stops.
fn words(text: &str, year: Option<i32>) -> Option<Date> {
    let (mut words, mut approximate, mut uncertain) = (Vec::new(), false, false);
    // A date is short; a text of this length is none.
    if text.len() > 80 {
        return None;
    }
    let spaced = text.replace(['–', '—'], "-").replace('-', " - ").replace('?', " ? ");
    let is_break = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | ';' | '[' | ']');
    for word in spaced.split(is_break).filter(|word| !word.is_empty()) {
        let bare = word.trim_start_matches(['©', 'c', 'C']);
        match word {
            "-" => words.push(Word::Dash),
            "?" => uncertain = true,
            "ca" | "Ca" | "circa" | "c" => approximate = true,
            "cop" | "©" => {}
            // A time of day.
            word if word.contains(':') => {}
            word => words.push(
                (four_digits(bare).map(Word::Year))
                    .or_else(|| month_number(word).map(Word::Month))
                    .or_else(|| season(word).map(Word::Season))
                    .or_else(|| small(word).map(Word::Number))?,
            ),
        }
    }
    let has_year = words.iter().any(|word| matches!(word, Word::Year(_)));
    if let (false, Some(year)) = (has_year, year) {
        words.insert(0, Word::Year(year));
    }
    let found = single(&words).map(Date::on).or_else(|| range(&words))?;
    Some(Date { approximate, uncertain, ..found })
}

/// A day that words name in any of the usual orders.
fn single(words: &[Word]) -> Option<Day> {
    use Word::{Month, Number, Season, Year};
    match *words {
        [Year(year)] => Some(Day::year(year)),
        [Year(year), Season(season)] | [Season(season), Year(year)] => {
            Some(Day { season: Some(season), ..Day::year(year) })
        }
        [Year(year), Month(month)] | [Month(month), Year(year)] => {
            Day::new(year, Some(month), None)
        }
        [Year(year), Month(month), Number(day)]
        | [Year(year), Number(day), Month(month)]
        | [Month(month), Number(day), Year(year)]
        | [Number(day), Month(month), Year(year)] => Day::new(year, Some(month), Some(day)),
        [Number(month), Year(year)] | [Year(year), Number(month)] => {
            Day::new(year, Some(month), None)
        }
        [Year(year), Number(month), Number(day)] => Day::new(year, Some(month), Some(day)),
        // Day and month are told apart by their size alone.
        [Number(a), Number(b), Year(year)] if a == b || a > 12 => Day::new(year, Some(b), Some(a)),
        [Number(a), Number(b), Year(year)] if b > 12 => Day::new(year, Some(a), Some(b)),
        _ => None,
    }
}

/// Two days with a dash; the first may leave out what the second says, or the other way round.
fn range(words: &[Word]) -> Option<Date> {
    use Word::{Dash, Month, Number, Season, Year};
    let at = words.iter().position(|word| *word == Dash)?;
    let (first, last) = (&words[..at], &words[at + 1..]);
    let pair = |a: Option<Day>, b: Option<Day>| Some(Date::range(a?, Some(b?)));
    match (first, last) {
        ([Year(_), ..] | [.., Year(_)], []) => Some(Date::range(single(first)?, None)),
        ([Year(y), Month(m)], [Month(n)]) => {
            pair(Day::new(*y, Some(*m), None), Day::new(*y, Some(*n), None))
        }
        ([Month(m)], [Month(n), Year(y)]) => {
            pair(Day::new(*y, Some(*m), None), Day::new(*y, Some(*n), None))
        }
        ([Year(y), Month(m), Number(a)] | [Year(y), Number(a), Month(m)], [Number(b)])
        | ([Month(m), Number(a)], [Number(b), Year(y)])
        | ([Number(a)], [Number(b), Month(m), Year(y)]) => {
            pair(Day::new(*y, Some(*m), Some(*a)), Day::new(*y, Some(*m), Some(*b)))
        }
        ([Year(y), Month(m), Number(a)], [Month(n), Number(b)])
        | ([Month(m), Number(a)], [Month(n), Number(b), Year(y)])
        | ([Number(a), Month(m)], [Number(b), Month(n), Year(y)]) => {
            pair(Day::new(*y, Some(*m), Some(*a)), Day::new(*y, Some(*n), Some(*b)))
        }
        ([Year(y), Season(a)], [Season(b)]) | ([Season(a)], [Season(b), Year(y)]) => {
            let day = |season: u8| Some(Day { season: Some(season), ..Day::year(*y) });
            pair(day(*a), day(*b))
        }
        (first, last) if last.iter().any(|word| matches!(word, Year(_))) => {
            pair(single(first), single(last))
        }
        _ => None,
    }
}

/// `20170922`.
fn joined(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = digits.then(|| text.split_at(4))?;
    let (month, day) = rest.split_at(2);
    let year = four_digits(year).filter(|year| (1400..2200).contains(year))?;
    Some(Date::on(Day::new(year, month.parse().ok(), day.parse().ok())?))
}

fn four_digits(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok()).flatten()
}

fn small(word: &str) -> Option<u8> {
    let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok()).flatten()
}

/// The month that a name or its first three letters stand for.
fn month_number(word: &str) -> Option<u8> {
    let word = word.to_ascii_lowercase();
    let is_month = |(short, full): &(&str, &str)| {
        word.len() >= 3 && word.starts_with(short) && full.to_ascii_lowercase().starts_with(&word)
            || word == "sept" && *short == "sep"
    };
    u8::try_from(MONTHS.iter().position(is_month)? + 1).ok()
}

/// The season that a word names, 1 to 4.
fn season(word: &str) -> Option<u8> {
    match word.to_ascii_lowercase().as_str() {
        "spring" | "spr" => Some(1),
        "summer" | "sum" => Some(2),
        "autumn" | "fall" | "fal" => Some(3),
        "winter" | "win" => Some(4),
        _ => None,
    }
}

/// A day as RIS writes it: `2017/09/22/`, `2017/09//`, `2017///Spring`.
///
/// `None` for a year alone, which has a tag of its own, and for years that RIS has no way to write.
pub(crate) fn write_ris(day: Day) -> Option<String> {
    const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];
    let year = (1..=9999).contains(&day.year).then_some(day.year)?;
    if let Some(season) = day.season {
        let name = SEASONS.get(usize::from(season).checked_sub(1)?)?;
        return Some(format!("{year:04}///{name}"));
    }
    let month = day.month?;
    Some(match day.day {
        Some(day) => format!("{year:04}/{month:02}/{day:02}/"),
        None => format!("{year:04}/{month:02}//"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let date = parse(text, None).map(|date| date.to_string());
        assert_eq!(date.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn dates_are_read() {
        check("2017/09/22/", "2017-09-22");
        check("2017/9/3", "2017-09-03");
        check("2017/09//", "2017-09");
        check("2017///", "2017");
        check("2017///Spring", "2017-21");
        check("2017///Sep 22", "2017-09-22");
        check("2017/Sep/22", "2017-09-22");
        check("2017/09/22/epub", "2017-09-22");
        check("2017/09//Spring", "2017-09");
        check("2017///in press", "2017");
        check("2017/00/00", "2017");
        check("2017/02/30", "");
        check("2017/2018", "2017/2018");
        check("2017-09/2017-10", "2017-09/2017-10");
        check("2017 Sep 22", "2017-09-22");
        check("2017 Sep-Oct", "2017-09/2017-10");
        check("Sep-Oct 2017", "2017-09/2017-10");
        check("1998 Dec-1999 Jan", "1998-12/1999-01");
        check("2017 Sep 22-25", "2017-09-22/2017-09-25");
        check("2017 Sep 30-Oct 2", "2017-09-30/2017-10-02");
        check("2017 Winter", "2017-24");
        check("Fall 2017", "2017-23");
        check("22 September 2017", "2017-09-22");
        check("Sept. 22, 2017", "2017-09-22");
        check("22.09.2017", "2017-09-22");
        check("09/22/2017", "2017-09-22");
        check("03/04/2017", "");
        check("20170922", "2017-09-22");
        check("c1998", "1998");
        check("[1998?]", "1998?");
        check("ca. 1850", "1850~");
        check("2010-", "2010/..");
        check("2024/09/23 06:00", "2024-09-23");
        check("in press", "");
        check("1st Quarter 2017", "");
        assert_eq!(other("2017/09/22/epub"), Some("epub"));
        assert_eq!(other("2017///in press"), Some("in press"));
        for text in ["2017/09/22/", "2017///Spring", "2024/05/06/10:11:12", "2017/09", "2017"] {
            assert_eq!(other(text), None, "{text}");
        }
        assert_eq!(parse("SEP 22", Some(2017)).unwrap().to_string(), "2017-09-22");
        assert_eq!(parse("MAR-APR", Some(2017)).unwrap().to_string(), "2017-03/2017-04");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9/. ?-]{0,14}|([0-9]{1,4}|Sep|Oct|Spring|-|/| ){0,8}|.{0,12}") {
            parse(&text, Some(2017));
        }

        #[test]
        fn days_come_back(year in 1i32..=9999, month in 1u8..=12, day in 1u8..=28) {
            let day = Day::new(year, Some(month), Some(day));
            assert_eq!(day.and_then(write_ris).and_then(|text| parse(&text, None)), day.map(Date::on));
        }
    }
}
