//! Dates of CSL-YAML <-> dates of CSL-JSON.

use serde_json::{Map, Value, json};

use crate::model::{Date, DateSpan, Day};
use crate::read::yaml::{Node, Tree};

/// A date as CSL-JSON has it: EDTF stays a string, maps become `date-parts`.
pub(super) fn to_json(node: &Node<'_>) -> Value {
    match &node.tree {
        Tree::Scalar(..) => {
            node.text().map_or(Value::Null, |text| Value::String(unmarked(text.trim())))
        }
        Tree::Map(_) => from_maps(std::slice::from_ref(node)),
        Tree::List(days) => from_maps(days),
    }
}

/// A literal date is Markdown, too; of its signs only backslashes matter in a date.
fn unmarked(text: &str) -> String {
    super::markdown::to_plain(text).into_owned()
}

/// A map, or two of them for a range.
fn from_maps(days: &[Node<'_>]) -> Value {
    let Some(first) = days.first() else { return Value::Null };
    // CSL-JSON's own form stays as it is.
    if first.get("date-parts").is_some() || !days.iter().all(|day| matches!(day.tree, Tree::Map(_)))
    {
        return if days.len() == 1 {
            first.to_json()
        } else {
            days.iter().map(Node::to_json).collect()
        };
    }
    let part = |day: &Node<'_>, name: &str| {
        day.get(name).and_then(Node::text).map(|text| Value::String(text.trim().to_owned()))
    };
    let mut date = Map::new();
    let parts: Vec<Value> = days
        .iter()
        .map(|day| ["year", "month", "day"].iter().map_while(|name| part(day, name)).collect())
        .filter(|parts: &Value| parts.as_array().is_some_and(|parts| !parts.is_empty()))
        .collect();
    if !parts.is_empty() {
        date.insert("date-parts".to_owned(), Value::Array(parts));
    }
    for name in ["season", "circa", "literal", "raw", "edtf"] {
        let found = days.iter().find_map(|day| day.get(name)).and_then(Node::text);
        if let Some(text) = found {
            date.insert(name.to_owned(), Value::String(unmarked(text.trim())));
        }
    }
    Value::Object(date)
}

/// A date as pandoc reads it, and whether that says all of it.
///
/// EDTF where pandoc knows it: dates, closed ranges, and one mark of doubt. It knows neither open ranges nor
/// seasons as months, so those are maps.
pub(super) fn from_date(date: &Date) -> (Value, bool) {
    let is_plain = |day: &Day| day.season.is_none() && (1..=9999).contains(&day.year);
    match &date.span {
        DateSpan::Literal(words) => {
            let words = super::markdown::from_text(&words.as_str().into());
            return (json!({ "literal": words }), true);
        }
        DateSpan::Single(day) | DateSpan::Range(day, Some(_)) if is_plain(day) => {
            let is_marked_twice = date.approximate && date.uncertain;
            let has_plain_end = match &date.span {
                DateSpan::Range(_, Some(end)) => is_plain(end),
                _ => true,
            };
            if has_plain_end && !is_marked_twice {
                return (Value::String(date.to_string()), true);
            }
        }
        _ => {}
    }
    // Of a range CSL-JSON has no seasons.
    let has_season = matches!(date.span, DateSpan::Single(_));
    let map = |day: &Day| {
        let mut map = Map::new();
        map.insert("year".to_owned(), json!(day.year));
        let parts =
            [("month", day.month), ("day", day.day), ("season", day.season.filter(|_| has_season))];
        for (name, part) in parts {
            if let Some(part) = part {
                map.insert(name.to_owned(), json!(part));
            }
        }
        if date.approximate || date.uncertain {
            map.insert("circa".to_owned(), json!(true));
        }
        Value::Object(map)
    };
    match &date.span {
        DateSpan::Single(day) => {
            let is_exact = !date.uncertain && day.year != 0;
            (map(day), is_exact)
        }
        DateSpan::Range(start, end) => {
            let days = [Some(start), end.as_ref()].into_iter().flatten().map(map).collect();
            (days, false)
        }
        DateSpan::Literal(_) => (Value::Null, false),
    }
}

/// Takes out of `custom` what CSL-JSON keeps there of a date that EDTF says in full.
pub(super) fn forget_exact(members: &mut Map<String, Value>, variable: &str) {
    let Some(custom) = members.get_mut("custom").and_then(Value::as_object_mut) else { return };
    let Some(own) = custom.get_mut("florilege").and_then(Value::as_object_mut) else { return };
    if let Some(dates) = own.get_mut("dates").and_then(Value::as_object_mut) {
        dates.shift_remove(variable);
        if dates.is_empty() {
            own.shift_remove("dates");
        }
    }
    if own.is_empty() {
        custom.shift_remove("florilege");
    }
    if custom.is_empty() {
        members.shift_remove("custom");
    }
}
