//! Real references, printed again. Runs where `FLORILEGE_CORPUS` names a folder of them.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr)]

use std::path::PathBuf;

use florilege::cite::{Engine, Processor};
use florilege::model::{
    CiteKey, Date, DateSpan, Day, Item, Kind, Name, Names, Origin, StandardVariable, Text,
};
use serde_json::Value;

/// A minimal reader of CSL-JSON, for truths that are known to be well formed.
fn item(json: &Value) -> Item {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let kind: Kind = serde_json::from_value(json["type"].clone()).unwrap();
    let key = CiteKey::parse(text(&json["id"]).trim()).unwrap();
    let origin = Origin::derived;
    let mut item = Item::new(key, kind, origin());
    for (name, value) in json.as_object().unwrap() {
        let variable = Value::String(name.clone());
        if let Some(array) = value.as_array() {
            let Ok(variable) = serde_json::from_value(variable) else { continue };
            let part = |name: &Value, part: &str| name[part].as_str().unwrap_or("").to_owned();
            let names = array.iter().map(|name| Name {
                family: part(name, "family"),
                given: part(name, "given"),
                dropping_particle: part(name, "dropping-particle"),
                non_dropping_particle: part(name, "non-dropping-particle"),
                suffix: part(name, "suffix"),
                literal: part(name, "literal"),
            });
            let names = Names {
                list: names.collect(),
                truncated: name == "author" && json["florilege-truncated-authors"] == true,
            };
            item.names.set(variable, names, origin());
        } else if value.is_object() {
            let Ok(variable) = serde_json::from_value(variable) else { continue };
            if let Some(date) = date(value) {
                item.dates.set(variable, date, origin());
            }
        } else if name == "page" {
            // The pages in full, unless the truth allows them as they are printed.
            let alternative = &json["_alt"]["page-expanded"][0];
            let page = [alternative, &json["page-expanded"], value];
            let page = page.into_iter().find(|page| !page.is_null()).unwrap();
            item.page = Some(florilege::model::Sourced::new(text(page), origin()));
        } else if let Ok(variable) = serde_json::from_value(variable.clone()) {
            item.numbers.set(variable, text(value), origin());
        } else if let Ok(variable) = serde_json::from_value::<StandardVariable>(variable) {
            item.texts.set(variable, Text::from_csl(&text(value)), origin());
        }
    }
    item
}

fn date(value: &Value) -> Option<Date> {
    if let Some(words) = value["literal"].as_str().or(value["raw"].as_str()) {
        return Some(Date::literal(words));
    }
    let number = |value: &Value| {
        value.as_i64().or_else(|| value.as_str()?.parse().ok()).and_then(|n| i32::try_from(n).ok())
    };
    let day = |parts: &Value| {
        let part = |at: usize| u8::try_from(number(&parts[at])?).ok();
        let year = number(&parts[0])?;
        Day::new(year, part(1), part(2)).or(Some(Day::year(year)))
    };
    let start = day(&value["date-parts"][0])?;
    let mut date = Date::on(start);
    if let Some(end) = value["date-parts"].get(1) {
        date.span = DateSpan::Range(start, day(end));
    }
    Some(date)
}

fn corpus(file: &str) -> Option<(PathBuf, Vec<Value>)> {
    let Some(folder) = std::env::var_os("FLORILEGE_CORPUS") else {
        eprintln!("skipped: FLORILEGE_CORPUS is not set");
        return None;
    };
    let path = PathBuf::from(folder).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    Some((path, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()))
}

/// Prints the truths of one style; gives how many are equal, of how many.
fn check(file: &str, of: &[&str], style: &str, fold: fn(&str) -> String) -> Option<(usize, usize)> {
    let (_, rows) = corpus(file)?;
    let processor = Processor::new(style, None).unwrap();
    let (mut equal, mut all) = (0, 0);
    for row in rows.iter().filter(|row| of.contains(&row["style"].as_str().unwrap_or(""))) {
        let truth = &row["truth"];
        if truth.is_null() {
            continue;
        }
        let (printed, wanted) =
            (processor.each(&item(truth)).text(), row["text"].as_str().unwrap());
        all += 1;
        match fold(&printed) == fold(wanted) {
            true => equal += 1,
            false => eprintln!("- {wanted}\n+ {printed}"),
        }
    }
    eprintln!("{style}: {equal} of {all} equal");
    Some((equal, all))
}

fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_garden_in_chicago() {
    let file = "references/garden.jsonl";
    if let Some((equal, all)) = check(file, &["chicago"], "chicago-notes-17", str::to_owned) {
        assert_eq!(equal, all);
    }
}

#[test]
fn the_garden_in_elsevier_harvard() {
    let file = "references/garden.jsonl";
    let style = ["elsevier-harvard"];
    if let Some((equal, all)) = check(file, &style, "elsevier-harvard", str::to_owned) {
        assert_eq!(equal, all);
    }
}

#[test]
fn other_references_in_chicago() {
    let style = ["chicago-fullnote-bibliography-2024"];
    let file = "references/dev.jsonl";
    if let Some((equal, all)) = check(file, &style, "chicago-notes-17", spaces) {
        assert!(equal * 10 >= all * 9, "{equal} of {all}");
    }
}

/// How many of the golden texts each style prints exactly; a figure, not a demand.
#[test]
fn golden_lists() {
    let Some((path, _)) = corpus("csl-golden/apa.jsonl") else { return };
    let folder = path.parent().unwrap();
    let items = std::fs::read_to_string(folder.join("items.json")).unwrap();
    let items: Vec<Value> = serde_json::from_str(&items).unwrap();
    let items: Vec<Item> = items.iter().map(item).collect();
    let (mut equal, mut all) = (0, 0);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "jsonl")) {
        let style = file.file_stem().unwrap().to_str().unwrap();
        let processor = Processor::new(style, None).unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let (before_equal, before_all) = (equal, all);
        for row in rows {
            let wanted = row["text"].as_str().unwrap();
            let id = row["id"].as_str().unwrap();
            let item = items.iter().find(|item| item.key.as_str() == id).unwrap();
            let printed = processor.each(item).text();
            all += 1;
            match spaces(&printed) == spaces(wanted) {
                true => equal += 1,
                false => eprintln!("{style} - {wanted}\n{style} + {printed}"),
            }
        }
        eprintln!("{style}: {} of {} equal", equal - before_equal, all - before_all);
    }
    eprintln!("golden: {equal} of {all} equal");
    assert!(equal * 10 >= all * 9, "{equal} of {all}");
}
