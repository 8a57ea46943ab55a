//! Dates in words: `September 22, 2017`, `28 June -- 2 July`, `Sep./Oct.`, `22.9.2017`, `ca. 1850`.

mod words;

use words::{CIRCA, RANGE, SKIPPED, STATUS, month, season};

use crate::model::{Date, DateSpan, Day};

/// Whether words say in a usual way that there is no date.
pub(super) fn is_status(words: &str) -> bool {
    STATUS.contains(&words.trim().trim_matches(['[', ']', '(', ')']).to_lowercase().as_str())
}

/// Reads a date in words; with the year that is known from elsewhere, if any.
pub(super) fn parse(text: &str, year: Option<i32>) -> Option<Date> {
    let mut text = text.trim();
    let (mut approximate, mut uncertain) = (false, false);
    loop {
        let start = text;
        if let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            // A date that the source does not print.
            (text, uncertain) = (inner.trim(), true);
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            text = inner.trim();
        }
        if let Some(rest) = text.strip_suffix('?') {
            (text, uncertain) = (rest.trim_end(), true);
        }
        if let Some(rest) = text.strip_suffix('~') {
            (text, approximate) = (rest.trim_end(), true);
        }
        for sign in ["©", "(c)", "℗", "copyright", "Copyright"] {
            text = text.strip_prefix(sign).unwrap_or(text).trim_start();
        }
        // Library catalogues: `c1999`, `p1999`.
        if text.len() == 5 && text.starts_with(['c', 'p', '©']) && is_digits(&text[1..]) {
            text = &text[1..];
        }
        if let Some(rest) = without_circa(text) {
            (text, approximate) = (rest, true);
        }
        if text == start {
            break;
        }
    }
    let date = parse_numbers(text).or_else(|| parse_words(text, year))?;
    Some(Date { approximate, uncertain, ..date })
}

fn without_circa(text: &str) -> Option<&str> {
    CIRCA.iter().find_map(|word| {
        let (head, rest) = (text.get(..word.len())?, text.get(word.len()..)?);
        let is_apart = word.ends_with('.') || rest.starts_with([' ', '\u{a0}', '\u{202f}']);
        let rest = rest.trim_start();
        (is_apart && head.eq_ignore_ascii_case(word) && !rest.is_empty()).then_some(rest)
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads `22.9.2017`, `9/22/2017`, `2017/09/22`, `2017.09`, `9/2017`; none where the order is unclear.
fn parse_numbers(text: &str) -> Option<Date> {
    let sign = text.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
    let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
    if !parts.iter().all(|part| is_digits(part) && part.len() <= 4) {
        return None;
    }
    let number = |part: &str| part.parse::<i32>().ok();
    let small = |part: &str| part.parse::<u8>().ok();
    let is_year = |part: &str| part.len() == 4;
    let day = match parts.as_slice() {
        [year, month, day] if is_year(year) => {
            Day::new(number(year)?, Some(small(month)?), Some(small(day)?))?
        }
        [first, second, year] if is_year(year) => {
            let (first, second) = (small(first)?, small(second)?);
            let (month, day) = match sign {
                '/' if first > 12 => (second, first),
                '/' if second > 12 || first == second => (first, second),
                // Americans and Europeans would read another day.
                '/' => return Some(Date::on(Day::year(number(year)?))),
                _ => (second, first),
            };
            Day::new(number(year)?, Some(month), Some(day))?
        }
        [month, year] if is_year(year) && !is_year(month) => {
            Day::new(number(year)?, Some(small(month)?), None)?
        }
        [year, second] if is_year(year) && second.len() <= 2 => {
            let (year, second) = (number(year)?, number(second)?);
            let is_next = second == (year + 1) % 100;
            if sign == '/' && is_next || second > 12 {
                // `1998/99`, and the academic year `2010/11`.
                let last = year - year % 100 + second;
                let last = if is_next && last < year { last + 100 } else { last };
                return (last > year).then(|| Date::range(Day::year(year), Some(Day::year(last))));
            }
            Day::new(year, Some(u8::try_from(second).ok()?), None)?
        }
        _ => return None,
    };
    Some(Date::on(day))
}

/// One end of a date in words.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    year: Option<i32>,
    month: Option<u8>,
    season: Option<u8>,
    numbers: [Option<u8>; 2],
}

impl End {
    fn add(&mut self, number: u8) -> Option<()> {
        let free = self.numbers.iter_mut().find(|slot| slot.is_none())?;
        *free = Some(number);
        Some(())
    }

    fn day(self, day: Option<u8>) -> Option<Day> {
        let year = self.year?;
        match self.season {
            Some(season) if self.month.is_none() && day.is_none() => {
                Some(Day { season: Some(season), ..Day::year(year) })
            }
            Some(_) => None,
            None => Day::new(year, self.month, day),
        }
    }
}

fn parse_words(text: &str, year: Option<i32>) -> Option<Date> {
    let mut ends = vec![End::default()];
    // `2017-Sep-22`
    let is_joined = text.matches('-').count() == 2
        && !text.contains([' ', '/', '–'])
        && text.split('-').all(|part| !part.is_empty())
        && text.contains(char::is_alphabetic);
    let joined = if is_joined { text.replace('-', " ") } else { String::new() };
    for token in tokens(if is_joined { &joined } else { text }) {
        let last = ends.len() - 1;
        let end = &mut ends[last];
        let lower = token.to_lowercase();
        if is_digits(token) {
            match token.len() {
                1 | 2 => end.add(token.parse().ok()?)?,
                3 | 4 if end.year.is_none() => end.year = token.parse().ok(),
                _ => return None,
            }
        } else if let Some(month) = month(&lower) {
            match end.month {
                None => end.month = Some(month),
                // `Nov, Dec`
                Some(_) if end.numbers[0].is_none() => {
                    ends.push(End { month: Some(month), ..End::default() });
                }
                Some(_) => return None,
            }
        } else if let Some(season) = season(&lower) {
            if end.season.replace(season).is_some() {
                return None;
            }
        } else if RANGE.contains(&lower.as_str()) {
            // `mid-May` and a dash at the end part nothing.
            let is_empty = end.year.is_none()
                && end.month.is_none()
                && end.season.is_none()
                && end.numbers[0].is_none();
            if !is_empty {
                ends.push(End::default());
            }
        } else if !SKIPPED.contains(&lower.as_str()) {
            return None;
        }
    }
    let has_name = ends.iter().any(|end| end.month.is_some() || end.season.is_some());
    if !has_name {
        // Numbers alone are months, where the year is known, or the last digits of a year.
        for end in &mut ends {
            if year.is_some() && end.year.is_none() {
                end.month = end.numbers[0].take();
                end.numbers[0] = end.numbers[1].take();
            }
        }
    }
    match ends.as_mut_slice() {
        [end] => {
            end.year = end.year.or(year);
            let day = end.numbers[0];
            if end.numbers[1].is_some() {
                return None;
            }
            Some(Date::on(end.day(day)?))
        }
        [first, last] => {
            let is_short = !has_name && year.is_none() && last.year.is_none();
            if let (true, Some(start)) = (is_short, first.year) {
                // `1999--01` and `1968--90`: the last digits of a year.
                let short = last.numbers[0].take();
                last.year = short.map(|short| start - start % 100 + i32::from(short));
            }
            last.year = last.year.or(first.year).or(year);
            first.year = first.year.or(last.year);
            first.month = first.month.or(if first.season.is_none() { last.month } else { None });
            let takes_month = last.month.is_none() && last.numbers[0].is_some();
            last.month = if takes_month { first.month } else { last.month };
            if first.numbers[1].is_some() || last.numbers[1].is_some() {
                return None;
            }
            let start = first.day(first.numbers[0])?;
            let end = last.day(last.numbers[0])?;
            Some(Date {
                span: DateSpan::Range(start, Some(end)),
                approximate: false,
                uncertain: false,
            })
            .filter(|_| start <= end)
        }
        _ => None,
    }
}

/// The words, numbers and dashes of a text.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_soft = |c: char| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | '(' | ')' | '#' | '~' | '\'' | '’')
        };
        rest = rest.trim_start_matches(is_soft);
        let first = rest.chars().next()?;
        let len = if first.is_ascii_digit() {
            rest.bytes().take_while(u8::is_ascii_digit).count()
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else if matches!(first, '-' | '–' | '—' | '/' | '&' | '‐' | '‑') {
            rest = rest.trim_start_matches(['-', '–', '—', '/', '&', '‐', '‑']);
            return Some("-");
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(len);
        rest = after;
        Some(token)
    })
}

#[cfg(test)]
mod tests;
