//! The references of a real garden, with records made by hand: every field must be equal.
//!
//! Runs when `FLORILEGE_CORPUS` names a folder with `references/garden.jsonl`, and says so if not.

#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test says when it skips, and may fail"
)]

use florilege::citekey::{Agreement, agrees};
use florilege::model::{
    CiteKey, DateSpan, DateVariable, Item, NameVariable, NumberVariable, Origin, StandardVariable,
};
use florilege::refparse::{Reference, parse};
use serde_json::Value;

mod common;

const TEXTS: [(&str, StandardVariable); 5] = [
    ("title", StandardVariable::Title),
    ("container-title", StandardVariable::ContainerTitle),
    ("collection-title", StandardVariable::CollectionTitle),
    ("DOI", StandardVariable::DOI),
    ("URL", StandardVariable::URL),
];

const NUMBERS: [(&str, NumberVariable); 3] = [
    ("volume", NumberVariable::Volume),
    ("issue", NumberVariable::Issue),
    ("number", NumberVariable::Number),
];

fn date(item: &Item, variable: DateVariable) -> Value {
    let day = item.dates.get(variable).and_then(|date| match date.span {
        DateSpan::Single(day) => Some(day),
        DateSpan::Range(..) | DateSpan::Literal(_) => None,
    });
    let Some(day) = day else { return Value::Null };
    let mut parts = vec![i64::from(day.year)];
    parts.extend([day.month, day.day].into_iter().flatten().map(i64::from));
    serde_json::json!({ "date-parts": [parts] })
}

fn names(item: &Item) -> Value {
    let Some(names) = item.names.get(NameVariable::Author) else { return Value::Null };
    let list = names.list.iter().map(|name| {
        let parts = [
            ("family", &name.family),
            ("given", &name.given),
            ("dropping-particle", &name.dropping_particle),
            ("non-dropping-particle", &name.non_dropping_particle),
            ("literal", &name.literal),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        Value::Object(
            parts.map(|(key, value)| (key.to_owned(), Value::from(value.as_str()))).collect(),
        )
    });
    Value::Array(list.collect())
}

/// The fields in which a record differs from the truth.
fn differences(item: &Item, truth: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |field: &str, got: Value, wanted: &Value| {
        if got != *wanted {
            found.push(format!("{field}: got {got}, wanted {wanted}"));
        }
    };
    check("type", serde_json::to_value(item.kind.value).unwrap(), &truth["type"]);
    for (field, variable) in TEXTS {
        check(field, item.text(variable).map_or(Value::Null, Value::from), &truth[field]);
    }
    for (field, variable) in NUMBERS {
        check(field, item.number(variable).map_or(Value::Null, Value::from), &truth[field]);
    }
    let page = item.page.as_ref().map_or(Value::Null, |page| Value::from(page.value.as_str()));
    let expanded = if truth["page-expanded"].is_null() { "page" } else { "page-expanded" };
    check("page", page, &truth[expanded]);
    check("issued", date(item, DateVariable::Issued), &truth["issued"]);
    check("accessed", date(item, DateVariable::Accessed), &truth["accessed"]);
    check("author", names(item), &truth["author"]);
    let cut = truth["florilege-truncated-authors"].as_bool().unwrap_or(false);
    check("truncated", item.is_truncated().into(), &cut.into());
    found
}

#[test]
fn the_garden_is_read_exactly() {
    let Some(path) = common::corpus("references/garden.jsonl") else { return };
    let lines = std::fs::read_to_string(path).unwrap();
    let origin = Origin::derived();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let (text, key) = (record["text"].as_str().unwrap(), record["id"].as_str().unwrap());
        let key = CiteKey::parse(key).unwrap();
        let read = parse(Reference { text, links: &[], key: Some(&key), origin: &origin });
        let Some(parsed) = read.value else {
            wrong.push(format!("{key}: not read"));
            continue;
        };
        if parsed.confidence.0 < 0.9 {
            wrong.push(format!("{key}: doubted without need, {}", parsed.confidence.0));
        }
        let differing = differences(&parsed.item, &record["truth"]);
        wrong.extend(differing.iter().map(|difference| format!("{key}: {difference}")));
        if agrees(&key, &parsed.item) != Agreement::Fits {
            wrong.push(format!("{key}: the key does not fit"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
