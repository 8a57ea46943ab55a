//! The official CSL test suite, or any folder of fixtures in its form.
//!
//! `FLORILEGE_CSL_SUITE` names the folder; without it the test says that it skips.
//! `FLORILEGE_CSL_SHOW=name` shows what fixtures whose name holds that word should print, and what they
//! do; `FLORILEGE_CSL_UPDATE=1` adds what passes to `tests/csl_suite.txt`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test may fail and tell"
)]

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use florilege::cite::{Citation, CiteForm, CiteItem, Position, Processor};
use florilege::model::Item;
use serde_json::Value;

/// The parts of a fixture by their names.
fn sections(text: &str) -> BTreeMap<String, String> {
    let mut sections = BTreeMap::new();
    let mut open: Option<(String, Vec<&str>)> = None;
    for line in text.lines() {
        let name = |line: &str| line.trim_matches(['>', '<', '=', ' ']).to_owned();
        if line.starts_with(">>=") {
            open = Some((name(line), Vec::new()));
        } else if line.starts_with("<<=") {
            if let Some((name, lines)) = open.take() {
                sections.insert(name, lines.join("\n"));
            }
        } else if let Some((_, lines)) = &mut open {
            lines.push(line);
        }
    }
    sections
}

struct Fixture {
    processor: Processor,
    items: Vec<Item>,
    places: BTreeMap<String, usize>,
}

impl Fixture {
    fn cite(&self, json: &Value) -> Option<CiteItem> {
        let id = text(&json["id"]);
        let flag = |name: &str| json[name].as_bool().unwrap_or(json[name].as_u64() == Some(1));
        let position = json["position"].as_u64().or(flag("near-note").then_some(1));
        let position = position.map(|position| Position {
            subsequent: position > 0,
            ibid: position >= 2,
            ibid_with_locator: position == 3,
            near_note: flag("near-note"),
        });
        let label = json["label"].as_str().unwrap_or("page");
        let locator = Some(text(&json["locator"])).filter(|text| !text.is_empty());
        Some(CiteItem {
            item: *self.places.get(&id)?,
            locator: locator.map(|text| (florilege::cite::locator(label), text)),
            prefix: text(&json["prefix"]),
            suffix: text(&json["suffix"]),
            form: match (flag("author-only"), flag("suppress-author")) {
                (true, _) => CiteForm::AuthorOnly,
                (false, true) => CiteForm::SuppressAuthor,
                (false, false) => CiteForm::Full,
            },
            position,
            first_note: json["first-reference-note-number"].as_u64().map(|n| n as u32),
        })
    }

    fn citation(&self, cites: &Value, note: Option<u32>) -> Citation {
        let cites = cites.as_array().into_iter().flatten().filter_map(|cite| self.cite(cite));
        Citation { cites: cites.collect(), note }
    }
}

fn text(json: &Value) -> String {
    match json {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Runs a fixture and gives what it prints.
fn run(sections: &BTreeMap<String, String>) -> Result<String, String> {
    let get = |name: &str| sections.get(name).map(String::as_str).unwrap_or_default();
    let processor = Processor::from_xml(get("CSL"), None).map_err(|error| error.to_string())?;
    let input = florilege::source::Source::new("input.json", get("INPUT"));
    let items = florilege::bibliography::read(florilege::format::Format::CslJson, &input).value;
    let json: Value = serde_json::from_str(get("INPUT")).map_err(|error| error.to_string())?;
    let ids: Vec<String> =
        json.as_array().into_iter().flatten().map(|item| text(&item["id"])).collect();
    // Of several records of one key the last one counts.
    let last = |at: &usize| !ids[*at + 1..].contains(&ids[*at]);
    let items: Vec<Item> =
        items.into_iter().enumerate().filter_map(|(at, item)| last(&at).then_some(item)).collect();
    let kept = ids.iter().enumerate().filter(|(at, _)| last(at)).map(|(_, id)| id.clone());
    let places: BTreeMap<String, usize> = kept.enumerate().map(|(at, id)| (id, at)).collect();
    let fixture = Fixture { processor, items, places };
    let refs: Vec<&Item> = fixture.items.iter().collect();
    let mode = get("MODE").trim();
    if let Some(citations) = sections.get("CITATIONS") {
        let steps: Value = serde_json::from_str(citations).map_err(|error| error.to_string())?;
        return Ok(citations_mode(&fixture, &refs, &steps, mode));
    }
    if mode.starts_with("bibliography") {
        return Ok(bibliography(&fixture, &refs));
    }
    let citations: Vec<Citation> = match sections.get("CITATION-ITEMS") {
        Some(text) => {
            let json: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            json.as_array()
                .into_iter()
                .flatten()
                .map(|cites| fixture.citation(cites, None))
                .collect()
        }
        None => {
            // All records in the order of the list.
            let entries = fixture.processor.list(&refs);
            let place =
                |entry: &florilege::cite::Entry| refs.iter().position(|item| item.key == entry.key);
            let order: Vec<usize> = match fixture.processor.has_bibliography() {
                true => entries.iter().filter_map(place).collect(),
                false => (0..refs.len()).collect(),
            };
            let cites = order.into_iter().map(|item| CiteItem { item, ..CiteItem::default() });
            vec![Citation { cites: cites.collect(), note: None }]
        }
    };
    let printed = fixture.processor.citations(&refs, &citations);
    // What citeproc says where nothing is printed.
    let empty = "[CSL STYLE ERROR: reference with no printed form.]";
    let html = |one: &florilege::cite::Printed| match one.html() {
        text if text.is_empty() => empty.to_owned(),
        text => text,
    };
    Ok(printed.iter().map(html).collect::<Vec<_>>().join("\n"))
}

fn bibliography(fixture: &Fixture, items: &[&Item]) -> String {
    entries(&fixture.processor.list(items))
}

fn entries(entries: &[florilege::cite::Entry]) -> String {
    let mut out = String::from("<div class=\"csl-bib-body\">\n");
    for entry in entries.iter().filter(|entry| !entry.failed) {
        out += &format!("  <div class=\"csl-entry\">{}</div>\n", entry.html(false));
    }
    out + "</div>"
}

/// Citations that are added and changed one after the other; what the last step changed is marked.
fn citations_mode(fixture: &Fixture, items: &[&Item], steps: &Value, mode: &str) -> String {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let mut out = String::new();
    for step in steps.as_array().into_iter().flatten() {
        let id = text(&step[0]["citationID"]);
        let mut order: Vec<(String, u32)> = Vec::new();
        let around = |side: &Value| -> Vec<(String, u32)> {
            let pairs = side.as_array().into_iter().flatten();
            pairs.map(|pair| (text(&pair[0]), pair[1].as_u64().unwrap_or(0) as u32)).collect()
        };
        order.extend(around(&step[1]));
        order.push((id.clone(), step[0]["properties"]["noteIndex"].as_u64().unwrap_or(0) as u32));
        order.extend(around(&step[2]));
        known.insert(id.clone(), step[0].clone());
        let citations: Vec<Citation> = order
            .iter()
            .map(|(id, note)| {
                let cites = known.get(id).map_or(&Value::Null, |one| &one["citationItems"]);
                fixture.citation(cites, Some(*note))
            })
            .collect();
        // Only what is cited is in the list, in the order of citation.
        let mut cited: Vec<usize> = Vec::new();
        for cite in citations.iter().flat_map(|citation| &citation.cites) {
            if !cited.contains(&cite.item) {
                cited.push(cite.item);
            }
        }
        let mine: Vec<&Item> = cited.iter().map(|at| items[*at]).collect();
        let moved: Vec<Citation> = citations
            .into_iter()
            .map(|mut citation| {
                for cite in &mut citation.cites {
                    cite.item = cited.iter().position(|at| *at == cite.item).unwrap_or(0);
                }
                citation
            })
            .collect();
        let document = fixture.processor.document(&mine, &moved);
        out = match mode.starts_with("bibliography") {
            true => entries(&document.entries),
            false => {
                let mut lines = Vec::new();
                for (at, ((other, _), printed)) in order.iter().zip(&document.citations).enumerate()
                {
                    let text = printed.html();
                    let same = *other != id && before.get(other) == Some(&text);
                    lines.push(format!("{}[{at}] {text}", if same { ".." } else { ">>" }));
                    before.insert(other.clone(), text);
                }
                lines.join("\n")
            }
        };
    }
    out
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .collect();
    files.sort();
    files
}

/// The fixtures that are known to pass; the list only grows.
const PASSED: &str = include_str!("csl_suite.txt");

#[test]
fn what_passed_passes() {
    let Some(folder) = std::env::var_os("FLORILEGE_CSL_SUITE") else {
        println!("skipped: FLORILEGE_CSL_SUITE names no folder of fixtures");
        return;
    };
    // The names of fixtures to be shown with what they print.
    let shown = std::env::var("FLORILEGE_CSL_SHOW").ok();
    let (mut passed, mut failed) = (Vec::new(), Vec::new());
    let files = files(Path::new(&folder));
    assert!(!files.is_empty(), "the folder has fixtures");
    for path in &files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let sections = sections(&text);
        let wanted = sections.get("RESULT").map(|text| text.trim()).unwrap_or_default();
        let got = match panic::catch_unwind(AssertUnwindSafe(|| run(&sections))) {
            Ok(Ok(got)) => got,
            Ok(Err(error)) => format!("error: {error}"),
            Err(_) => "panic".to_owned(),
        };
        if got.trim() == wanted {
            passed.push(name);
            continue;
        }
        if shown.as_ref().is_some_and(|shown| name.contains(shown.as_str())) {
            println!("=== {name}\n--- wanted\n{wanted}\n--- got\n{}\n", got.trim());
        }
        failed.push(name);
    }
    println!("{}", failed.join("\n"));
    println!("passed {} of {}", passed.len(), files.len());
    if std::env::var_os("FLORILEGE_CSL_UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/csl_suite.txt");
        let mut known: Vec<&str> =
            PASSED.lines().chain(passed.iter().map(String::as_str)).collect();
        known.sort_unstable();
        known.dedup();
        std::fs::write(path, known.join("\n") + "\n").unwrap();
    }
    let lost: Vec<&String> =
        failed.iter().filter(|name| PASSED.lines().any(|known| known == *name)).collect();
    assert!(lost.is_empty(), "these passed before: {lost:?}");
}
