//! Files as reference managers and databases write them: what is read, and what comes back from RIS.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use florilege::bibliography::{self, Options};
use florilege::diag::json_line;
use florilege::format::Format;
use florilege::map::csl_json::{Profile, from_item};
use florilege::model::Item;
use florilege::source::{Source, decode};
use serde_json::{Map, Value};

mod common;

/// Every file of a folder: its records as CSL-JSON, then the findings; and the same again after RIS.
fn check(folder: &str, format: Format) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source::new(&name, fs::read_to_string(&file).unwrap());
        assert_eq!(Format::detect(&source.text), Some(format), "{name}");
        let read = bibliography::read(format, &source);
        let mut shown = String::new();
        for item in &read.value {
            shown += &serde_json::to_string_pretty(&members(item)).unwrap();
            shown += "\n";
        }
        for finding in &read.diagnostics {
            shown += &json_line(finding);
            shown += "\n";
        }
        insta::assert_snapshot!(name.as_str(), shown);
        for profile in [Profile::Csl, Profile::Zotero] {
            let again = through_ris(&read.value, profile);
            assert_eq!(again.len(), read.value.len(), "{name}");
            for (item, again) in read.value.iter().zip(&again) {
                let (mut before, mut after) = (members(item), members(again));
                // Other formats' fields are dropped, with a finding.
                [&mut before, &mut after].into_iter().for_each(only_of_ris);
                assert_eq!(after, before, "{name}");
            }
        }
    }
}

fn members(item: &Item) -> Map<String, Value> {
    from_item(item, Profile::Csl).value
}

fn only_of_ris(members: &mut Map<String, Value>) {
    let Some(Value::Object(custom)) = members.get_mut("custom") else { return };
    custom.retain(|format, _| format == "ris" || format == "florilege");
    if custom.is_empty() {
        members.remove("custom");
    }
}

fn through_ris(items: &[Item], profile: Profile) -> Vec<Item> {
    let items: Vec<&Item> = items.iter().collect();
    let options = Options { ascii: false, profile };
    let written = bibliography::write(Format::Ris, &items, options).unwrap().value;
    bibliography::read(Format::Ris, &Source::new("again.ris", written)).value
}

#[test]
fn ris_of_many_programs() {
    check("ris", Format::Ris);
}

#[test]
fn medline() {
    check("nbib", Format::Nbib);
}

#[test]
fn endnote_xml() {
    check("endnote-xml", Format::EndnoteXml);
}

/// Files that are cut or damaged anywhere: what is read has places in the text, and comes back from RIS.
#[test]
fn cut_and_damaged_files() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = [
        ("ris/hand-made.ris", Format::Ris),
        ("ris/web-of-science.txt", Format::Ris),
        ("nbib/pubmed.nbib", Format::Nbib),
        ("endnote-xml/library.xml", Format::EndnoteXml),
    ];
    for (file, format) in files {
        let whole = fs::read(corpus.join(file)).unwrap();
        for end in (0..whole.len()).step_by(7) {
            check_bytes(format, whole[..end].to_vec());
        }
        for at in (0..whole.len()).step_by(29) {
            for byte in [b'\n', b'\r', b'-', b' ', b'<', b'>', b'&', b';', b'T', 0xc3] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                check_bytes(format, damaged);
            }
        }
    }
}

fn check_bytes(format: Format, bytes: Vec<u8>) {
    let Some(text) = decode("a", bytes).value else { return };
    let source = Source::new("a", text);
    let read = bibliography::read(format, &source);
    for finding in &read.diagnostics {
        let span = finding.place.as_ref().map_or(0..0, |place| place.span.clone());
        assert!(source.text.get(span).is_some(), "{finding:?}");
    }
    let again = through_ris(&read.value, Profile::Csl);
    let keys = |items: &[Item]| items.iter().map(|item| item.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&again), keys(&read.value), "{}", source.text);
}

/// Twice the text takes about twice the time, whatever a record repeats.
#[test]
fn reading_is_linear() {
    let repeated = [
        "TY  - BOOK\nAU  - Doe, J.\nPY  - 2000\nER  - \n",
        "AU  - Doe, J.\n",
        "A2  - Doe, J.\nT2  - x\nSN  - 1234-5679\n",
        "N1  - x\nM2  - title: x\nKW  - a; b\n",
        "TY  - BOOK\n",
        "TY  - BOOK\nAB  - ",
        "x\n\n",
    ];
    for piece in repeated {
        let time = |count: usize| {
            let text = "TY  - BOOK\n".to_owned() + &piece.repeat(count);
            let source = Source::new("a.ris", text);
            let start = Instant::now();
            bibliography::read(Format::Ris, &source);
            start.elapsed().as_secs_f64()
        };
        // A machine that is busy elsewhere is so now and then; what is quadratic is slow each time.
        let is_linear = |_| time(12_000) < time(3_000).max(0.002) * 16.0;
        assert!((0..5).any(is_linear), "{piece:?} takes more than its length");
    }
}

/// What real records lose in RIS: nothing but spaces, and what a line can say in one way only.
#[test]
fn real_records_come_back() {
    let Some(path) = common::corpus("csl-golden/items.json") else { return };
    let source = Source::new("items.json", fs::read_to_string(path).unwrap());
    let items = bibliography::read(Format::CslJson, &source).value;
    for profile in [Profile::Csl, Profile::Zotero] {
        let again = through_ris(&items, profile);
        assert_eq!(again.len(), items.len());
        let (mut same, mut all) = (0usize, 0usize);
        for (item, again) in items.iter().zip(&again) {
            assert_eq!(item.key, again.key);
            let (before, after) = (members(item), members(again));
            all += before.len();
            same += before.iter().filter(|(name, value)| after.get(*name) == Some(value)).count();
        }
        assert!(same * 1000 >= all * 990, "{same} of {all}");
    }
}
