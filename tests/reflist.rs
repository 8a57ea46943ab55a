//! Thousands of references in many styles, set in the ways that lists are set, and cut again.
//!
//! Runs when `FLORILEGE_CORPUS` names a folder with `references/dev.jsonl`, and says so if not.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says what it measured, and may fail"
)]

use std::collections::BTreeMap;

use florilege::reflist::{self, Form};
use florilege::source::Source;
use serde_json::Value;

mod common;

/// A way to set a list: its name, the share that must come out whole, the text that it makes.
type Way = (&'static str, f64, fn(&[&str]) -> String);

/// Breaks a text at spaces.
fn wrapped(text: &str, width: usize, others: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (index, word) in text.split(' ').enumerate() {
        let len = word.chars().count();
        if index > 0 && at + 1 + len > width {
            out += "\n";
            out += others;
            at = others.len();
        } else if index > 0 {
            out.push(' ');
            at += 1;
        }
        out += word;
        at += len;
    }
    out + "\n"
}

/// How many of the references come out as they went in.
fn intact(references: &[&str], text: String) -> usize {
    let source = Source::new("refs.txt", text);
    let pieces = reflist::cut(&source, Form::Text).value;
    let mut found = BTreeMap::<String, usize>::new();
    for piece in &pieces {
        let text = match &piece.label {
            Some(label) => format!("{label} {}", piece.text),
            None => piece.text.to_string(),
        };
        *found.entry(bare(&text)).or_default() += 1;
    }
    references
        .iter()
        .filter(|text| found.get_mut(&bare(text)).filter(|n| **n > 0).map(|n| *n -= 1).is_some())
        .count()
}

/// The letters and digits, as a label may be taken off and white space differ.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || "/-_.".contains(*c))
        .collect::<String>()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        .to_owned()
}

#[test]
fn lists_in_many_styles_are_cut_again() {
    let Some(path) = common::corpus("references/dev.jsonl") else { return };
    let lines = std::fs::read_to_string(path).unwrap();
    let mut styles = BTreeMap::<String, Vec<String>>::new();
    for line in lines.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let text = record["text"].as_str().unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        styles.entry(record["style"].as_str().unwrap().to_owned()).or_default().push(text);
    }
    let ways: [Way; 6] = [
        ("lines", 1.0, |list| list.join("\n")),
        ("gaps", 0.95, |list| list.iter().map(|text| wrapped(text, 72, "") + "\n").collect()),
        ("hanging", 0.95, |list| list.iter().map(|text| wrapped(text, 80, "    ")).collect()),
        ("brackets", 0.95, |list| {
            let items = list.iter().enumerate();
            items.map(|(at, text)| wrapped(&format!("[{}] {text}", at + 1), 66, "")).collect()
        }),
        ("stops", 0.95, |list| {
            let items = list.iter().enumerate();
            items.map(|(at, text)| wrapped(&format!("{}. {text}", at + 1), 90, "   ")).collect()
        }),
        ("flush", 0.4, |list| list.iter().map(|text| wrapped(text, 76, "")).collect()),
    ];
    let mut failed = Vec::new();
    for (way, least, set) in ways {
        let (mut good, mut all) = (0, 0);
        for (style, references) in &styles {
            let has_label = matches!(&**style, "vancouver" | "ama" | "ieee" | "nature" | "acs");
            if has_label && matches!(way, "brackets" | "stops") {
                continue;
            }
            let (mut of_style, mut in_style) = (0, 0);
            for chunk in references.chunks(25) {
                let list: Vec<&str> = chunk.iter().map(String::as_str).collect();
                of_style += intact(&list, set(&list));
                in_style += list.len();
            }
            println!("{way} {style}: {of_style} of {in_style}");
            good += of_style;
            all += in_style;
        }
        println!("{way}: {good} of {all}");
        if (good as f64) < least * all as f64 {
            failed.push(way);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
