//! What comes out of the sample garden, whole. A change here is a change that every user sees: read it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

mod common;

#[test]
fn outputs_of_the_sample_garden() {
    let out = export("sample", &[]);
    for file in ["references.bib", "references.json", "evidence.csv", "references.md"] {
        // The snapshots are kept with the line breaks of text files.
        let text = fs::read_to_string(out.join(file)).unwrap().replace("\r\n", "\n");
        insta::assert_snapshot!(file, text);
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
