//! Real references, printed again. Runs where `FLORILEGE_CORPUS` names a folder of them.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr)]

use std::path::PathBuf;

use florilege::bibliography;
use florilege::cite::Processor;
use florilege::format::Format;
use florilege::model::{Item, NameVariable};
use florilege::source::Source;
use serde_json::Value;

mod common;

/// A truth as an item: with its pages in full, unless the truth allows them as they are printed.
fn item(json: &Value) -> Item {
    let mut members = json.as_object().unwrap().clone();
    let truncated = members.remove("florilege-truncated-authors").is_some();
    let expanded = members.remove("page-expanded");
    let printed =
        members.remove("_alt").map(|alternatives| alternatives["page-expanded"][0].clone());
    if let Some(page) = printed.filter(|page| !page.is_null()).or(expanded) {
        members.insert("page".to_owned(), page);
    }
    members.remove("_note");
    let source = Source::new("truth.json", Value::Object(members).to_string());
    let mut item = bibliography::read(Format::CslJson, &source).value.remove(0);
    if let Some(authors) = item.names.get_mut(NameVariable::Author) {
        authors.value.truncated = truncated;
    }
    item
}

fn corpus(file: &str) -> Option<(PathBuf, Vec<Value>)> {
    let path = common::corpus(file)?;
    let text = std::fs::read_to_string(&path).unwrap();
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

/// 98 of 100 golden texts, and 95 of each style, print exactly as Zotero's own processor prints them.
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
        let (own, own_all) = (equal - before_equal, all - before_all);
        eprintln!("{style}: {own} of {own_all} equal");
        assert!(own * 100 >= own_all * 95, "{style}: {own} of {own_all}");
    }
    assert!(equal * 100 >= all * 98, "{equal} of {all}");
}

/// A list of records that share authors and years: its order and its letters are those of Zotero's own
/// processor, its texts but for 3 of 100.
#[test]
fn a_golden_list() {
    let Some((path, _)) = corpus("csl-lists/apa.jsonl") else { return };
    let folder = path.parent().unwrap();
    let items = std::fs::read_to_string(folder.join("items.json")).unwrap();
    let items: Vec<Value> = serde_json::from_str(&items).unwrap();
    let items: Vec<Item> = items.iter().map(item).collect();
    let items: Vec<&Item> = items.iter().collect();
    for style in ["apa", "chicago-author-date", "ieee", "springer-basic-author-date"] {
        let text = std::fs::read_to_string(folder.join(format!("{style}.jsonl"))).unwrap();
        let wanted: Vec<(String, String)> = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|row| {
                (row["id"].as_str().unwrap().to_owned(), row["text"].as_str().unwrap().to_owned())
            })
            .collect();
        let entries = Processor::new(style, None).unwrap().list(&items);
        let moved = wanted.iter().zip(&entries).filter(|((id, _), e)| id != e.key.as_str()).count();
        let (mut equal, mut letters) = (0, 0);
        for entry in &entries {
            let own = wanted.iter().find(|(id, _)| id == entry.key.as_str());
            let own = spaces(&own.unwrap().1);
            let printed = spaces(&entry.text());
            equal += usize::from(own == printed);
            letters += usize::from(year_letters(&own) == year_letters(&printed));
        }
        eprintln!("{style}: {equal} equal, {moved} moved, {} letters", entries.len() - letters);
        assert_eq!((entries.len(), letters), (wanted.len(), wanted.len()), "{style}");
        assert!(moved * 50 <= wanted.len(), "{style}: {moved} moved");
        assert!(equal * 100 >= wanted.len() * 97, "{style}: {equal}");
    }
}

/// The letters behind years: `2019b`.
fn year_letters(text: &str) -> Vec<&str> {
    let text = text.split("http").next().unwrap();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.len() == 5 && word.bytes().take(4).all(|byte| byte.is_ascii_digit()))
        .collect()
}
