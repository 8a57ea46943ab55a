//! LibreOffice opens the evidence table: no formula runs, no row is split, every text arrives.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it skips"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

mod common;

#[test]
fn libreoffice_opens_the_evidence_of_the_sample() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/garden");
    opens_in_libreoffice(&sample, "sample");
}

#[test]
fn libreoffice_opens_the_evidence_of_a_real_garden() {
    if let Some(garden) = common::corpus("gardens/FlipH19Switch-2025-01-30") {
        opens_in_libreoffice(&garden, "real");
    }
}

fn opens_in_libreoffice(vault: &Path, name: &str) {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("skipped: soffice is not installed");
        return;
    }
    let folder = common::scratch(&format!("spreadsheet-{name}"));
    let csv = folder.join("evidence.csv");
    Command::new(env!("CARGO_BIN_EXE_florilege"))
        .arg("export")
        .arg(vault)
        .arg("--output")
        .arg(&csv)
        .output()
        .expect("florilege runs");
    let rows = records(&csv);

    // Comma, double quote, UTF-8 from the first row on: what a person confirms in the dialogue, which a
    // headless run does not show. Cells keep the types that LibreOffice guesses.
    let xlsx = convert(&folder, &csv, &["--infilter=CSV:44,34,76,1"], "xlsx", "xlsx");
    let flat = convert(&folder, &xlsx, &[], "fods", "fods");
    let flat = fs::read_to_string(flat).unwrap();
    assert!(!flat.contains("table:formula"), "a cell became a formula");

    // Comma, double quote, UTF-8, and cells as they are stored rather than as they are shown.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false";
    fs::create_dir(folder.join("back")).unwrap();
    let back = convert(&folder.join("back"), &xlsx, &[], filter, "csv");
    let again = records(&back);
    assert_eq!(again.len(), rows.len(), "rows were split or lost");
    for (row, again) in rows.iter().zip(&again) {
        assert_eq!(again.len(), row.len(), "cells were split or lost: {row:?}");
        for (column, (cell, again)) in rows[0].iter().zip(row.iter().zip(again)) {
            // Numbers and dates may be shown another way (`007`); all else must arrive as it is.
            let is_number = ["date", "year", "volume", "issue", "page"].contains(&column.as_str());
            assert!(is_number || cell == again, "{column}: {cell:?} became {again:?}");
        }
    }
}

fn convert(folder: &Path, input: &Path, args: &[&str], to: &str, extension: &str) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless"])
        .args(args)
        .args(["--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(input)
        .output()
        .expect("soffice runs");
    let stem = input.file_stem().unwrap();
    let made = folder.join(stem).with_extension(extension);
    assert!(made.is_file(), "{}", String::from_utf8_lossy(&output.stderr));
    made
}

fn records(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}
