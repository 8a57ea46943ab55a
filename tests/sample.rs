//! What comes out of the sample garden, whole. A change here is a change that every user sees: read it.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says what it measured, and may fail"
)]

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

mod common;

/// Lines without what a reader that is trained again says otherwise: how sure it is.
fn settled(text: &str) -> Vec<&str> {
    let is_sure = |line: &&str| line.contains("\"grade\": ") || line.contains("\"confidence\": ");
    text.lines().filter(|line| !is_sure(line)).collect()
}

/// What must come out whatever the reader has learned last: all but a few lines of each snapshot.
#[test]
fn nearly_all_outputs_of_the_sample_garden() {
    let out = export("nearly", &[]);
    for file in ["references.bib", "references.json", "evidence.csv", "references.md"] {
        let text = fs::read_to_string(out.join(file)).unwrap();
        let lines: HashSet<&str> = text.lines().collect();
        let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
        let snapshot = fs::read_to_string(snapshot.join(format!("sample__{file}.snap"))).unwrap();
        let wanted: Vec<&str> = snapshot.splitn(3, "---\n").last().unwrap().lines().collect();
        let lost: Vec<&&str> = wanted.iter().filter(|line| !lines.contains(**line)).collect();
        println!("{file}: {} of {} lines differ", lost.len(), wanted.len());
        assert!(lost.len() * 16 <= wanted.len(), "{file}: {lost:#?}");
    }
}

#[test]
fn outputs_of_the_sample_garden() {
    let out = export("sample", &[]);
    for file in ["references.bib", "references.json", "evidence.csv", "references.md"] {
        // The snapshots are kept with the line breaks of text files.
        let text = fs::read_to_string(out.join(file)).unwrap();
        insta::assert_snapshot!(file, settled(&text).join("\n"));
    }
}

#[test]
fn biblatex_of_the_sample_garden() {
    let out = export("sample-biblatex", &["--bib", "biblatex", "--ascii"]);
    insta::assert_snapshot!("biblatex", fs::read_to_string(out.join("references.bib")).unwrap());
}

#[test]
fn zotero_rdf_of_the_sample_garden() {
    let file = common::scratch("sample-zotero").join("zotero.rdf");
    export_to(&file, &[]);
    insta::assert_snapshot!("zotero.rdf", fs::read_to_string(file).unwrap());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (export("first", &[]), export("second", &[]));
    for file in ["references.bib", "references.json", "evidence.csv", "references.md"] {
        assert_eq!(fs::read(first.join(file)).unwrap(), fs::read(second.join(file)).unwrap());
    }
}

#[test]
fn the_table_is_what_rfc_4180_says() {
    let out = export("rfc4180", &[]);
    let bytes = fs::read(out.join("evidence.csv")).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbfrow-id,"), "a byte order mark, then the header");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let columns = reader.headers().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.iter().all(|row| row.len() == columns));
    assert_eq!(rows.len(), 66, "as counted by hand in samples/README.md");
    let guarded = |cell: &str| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    assert!(rows.iter().flatten().all(guarded), "no cell runs as a formula");
    // No line ends without a carriage return outside quotes: as many CRLF as records.
    let breaks = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    assert_eq!(breaks, rows.len() + 1);
}

fn export(name: &str, args: &[&str]) -> std::path::PathBuf {
    let out = common::scratch(name);
    export_to(&out, args);
    out
}

fn export_to(out: &Path, args: &[&str]) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/garden");
    let status = Command::new(env!("CARGO_BIN_EXE_florilege"))
        .arg("export")
        .arg(sample)
        .arg("--output")
        .arg(out)
        .arg("--quiet")
        .args(args)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}
