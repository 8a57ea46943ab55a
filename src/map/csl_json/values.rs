//! Values of CSL-JSON members: names of variables, labels, people and dates.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::map::edtf;
use crate::model::{Date, DateSpan, Day, Name};
use crate::read::csl_json::Json;

/// The variable of a class that has this name.
pub(in crate::map) fn variable<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name: StrDeserializer<'_, NoVariable> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// A name that no variable of a class has; most names are tried with several classes, so it says
/// nothing more.
#[derive(Debug, thiserror::Error)]
#[error("no variable has this name")]
struct NoVariable;

impl serde::de::Error for NoVariable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A string or number as text.
pub(in crate::map) fn label<'v>(value: &'v Json<'_>) -> Option<Cow<'v, str>> {
    match value {
        Json::Text(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        Json::Bool(_) | Json::Null | Json::Object(_) | Json::List(_) => None,
    }
}

/// Reads a name object, or a name in one piece.
pub(in crate::map) fn read_name(value: &Json<'_>) -> Option<Name> {
    if let Json::Text(literal) = value {
        return (!literal.trim().is_empty()).then(|| Name::literal(literal.trim()));
    }
    let mut name = Name::default();
    let mut organisation = String::new();
    for (part, value) in &value.as_object()?.0 {
        let part = match &**part {
            "family" => &mut name.family,
            "given" => &mut name.given,
            "dropping-particle" => &mut name.dropping_particle,
            "non-dropping-particle" => &mut name.non_dropping_particle,
            "suffix" => &mut name.suffix,
            "literal" => &mut name.literal,
            // Crossref gives it to organisations.
            "name" => &mut organisation,
            "comma-suffix" => {
                name.comma_suffix = is_true(value);
                continue;
            }
            "static-ordering" => {
                name.static_ordering = is_true(value);
                continue;
            }
            _ => continue,
        };
        *part = label(value).unwrap_or_default().into_owned();
    }
    if name.literal.is_empty() && name.family.is_empty() {
        // A given name alone is a name in one piece.
        name.literal = organisation + &std::mem::take(&mut name.given);
    }
    if !name.literal.is_empty() {
        (name.comma_suffix, name.static_ordering) = (false, false);
    }
    (!name.is_empty()).then_some(name)
}

/// The schema lets a truth be a text or a number too.
fn is_true(value: &Json<'_>) -> bool {
    match value {
        Json::Bool(value) => *value,
        value => label(value).is_some_and(|text| matches!(&*text, "true" | "1")),
    }
}

/// Reads a date object or an EDTF string.
pub(in crate::map) fn read_date(value: &Json<'_>) -> Option<Date> {
    let words = |text: &str| edtf::parse(text).unwrap_or_else(|| Date::literal(text.trim()));
    let Json::Object(members) = value else {
        return label(value).filter(|text| !text.trim().is_empty()).map(|text| words(&text));
    };
    let circa = members.get("circa").is_some_and(|circa| match circa {
        Json::Bool(circa) => *circa,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::Text(text) => !matches!(&**text, "" | "0" | "false"),
        Json::Null | Json::List(_) | Json::Object(_) => false,
    });
    let season = members.get("season").and_then(label).and_then(|season| {
        match season.to_lowercase().as_str() {
            "1" | "21" | "13" | "spring" => Some(1),
            "2" | "22" | "14" | "summer" => Some(2),
            "3" | "23" | "15" | "autumn" | "fall" => Some(3),
            "4" | "24" | "16" | "winter" => Some(4),
            _ => None,
        }
    });
    let days = members.get("date-parts").and_then(Json::as_list);
    let mut days = days.into_iter().flatten().map(read_day);
    let mut date = match (days.next().flatten(), days.next()) {
        (Some(day), None) => Date::on(day),
        (Some(day), Some(end)) => Date::range(day, end),
        (None, _) => {
            let text = ["literal", "raw", "edtf"].iter().find_map(|name| members.get(name));
            let text = text.and_then(label).filter(|text| !text.trim().is_empty())?;
            match members.get("literal").is_some() {
                true => Date::literal(text.into_owned()),
                false => words(&text),
            }
        }
    };
    date.approximate |= circa;
    if let (DateSpan::Single(day), Some(_)) = (&mut date.span, season)
        && day.month.is_none()
    {
        day.season = season;
    }
    Some(date)
}

fn read_day(value: &Json<'_>) -> Option<Day> {
    let parts = match value {
        Json::List(parts) => parts.as_slice(),
        value => std::slice::from_ref(value),
    };
    let number = |at: usize| match parts.get(at)? {
        Json::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
        part => label(part)?.trim().parse::<i32>().ok(),
    };
    let year = number(0).filter(|year| *year != 0 || parts.len() > 1)?;
    let small = |at: usize| number(at).and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0);
    match small(1) {
        // Seasons: 13 to 16 in citeproc, 21 to 24 in EDTF; citeproc counts on in between.
        Some(month @ 13..=24) => {
            Some(Day { season: Some((month - 13) % 4 + 1), ..Day::year(year) })
        }
        month => Day::new(year, month, small(2).filter(|_| month.is_some())),
    }
}
