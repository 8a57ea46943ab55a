//! Hayagriva's dates <-> dates.

use serde_json::{Value, json};

use crate::model::{Date, DateSpan, Day};
use crate::read::yaml::{Node, Tree};

/// Reads a date: ISO 8601 with `~` before it for 'about', or a mapping that counts months and days from 0.
///
/// Source: hayagriva, "Date", and how it reads mappings and years of two digits.
pub(super) fn read(node: &Node<'_>) -> Option<Date> {
    if let Tree::Map(_) = node.tree {
        let part = |name: &str| node.get(name).and_then(Node::text)?.trim().parse::<i32>().ok();
        let from_zero = |name: &str| part(name).and_then(|number| u8::try_from(number + 1).ok());
        let mut day = Day::new(part("year")?, from_zero("month"), from_zero("day"))?;
        if day.month.is_none() {
            day.season = part("season")
                .and_then(|season| u8::try_from(season).ok())
                .filter(|s| (1..=4).contains(s));
        }
        let approximate = node.get("approximate").and_then(Node::text) == Some("true");
        return Some(Date { approximate, ..Date::on(day) });
    }
    let text = node.text()?.trim();
    let (approximate, text) = match text.strip_prefix('~') {
        Some(text) => (true, text.trim_start()),
        None => (false, text),
    };
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (if text.starts_with('-') { -1 } else { 1 }, digits),
        None => (1, text),
    };
    let mut parts = digits.split('-').map(str::trim);
    let year = parts.next()?;
    let is_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest: Vec<&str> = parts.collect();
    if !is_digits(year, 6) || rest.len() > 2 || !rest.iter().all(|part| is_digits(part, 2)) {
        return None;
    }
    let mut number = sign * year.parse::<i32>().ok()?;
    if year.len() == 2 && rest.len() == 2 {
        number += if number < 50 { 2000 } else { 1900 };
    }
    let small = |at: usize| rest.get(at).and_then(|part| part.parse::<u8>().ok());
    let day = Day::new(number, small(0), small(1))?;
    Some(Date { approximate, ..Date::on(day) })
}

/// Writes a date, and says what of it is lost; nothing for words.
pub(super) fn write(date: &Date) -> (Option<Value>, Option<&'static str>) {
    let lost = match date.span {
        DateSpan::Literal(_) => return (None, Some("the words")),
        DateSpan::Range(..) => Some("the end"),
        DateSpan::Single(_) if date.uncertain => Some("the mark of doubt"),
        DateSpan::Single(_) => None,
    };
    let Some(day) = date.start() else { return (None, lost) };
    if !(-9999..=9999).contains(&day.year) {
        return (None, Some("the year"));
    }
    if let Some(season) = day.season {
        let mut value = json!({ "year": day.year, "season": season });
        if date.approximate {
            value["approximate"] = json!(true);
        }
        return (Some(value), lost);
    }
    let mark = if date.approximate { "~" } else { "" };
    let text = format!("{mark}{day}");
    let is_number = text.len() == 4 && !text.starts_with(['0', '~']);
    let value = match text.parse::<u32>() {
        Ok(year) if is_number => json!(year),
        _ => json!(text),
    };
    (Some(value), lost)
}
