//! Manuscripts that take in other files, and only what they cite.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::Command;

mod common;

/// Writes files into a folder and shows the keys that are kept for a manuscript, with the codes of findings.
fn check(name: &str, files: &[(&str, &str)], manuscript: &str, expected: &str, codes: &str) {
    let folder = common::scratch(name);
    let bib = ["a", "b", "c", "d"].map(|key| format!("@book{{{key}, title={{Title {key}}}}}\n"));
    fs::write(folder.join("all.bib"), bib.concat()).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace("ROOT", &folder.to_string_lossy())).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_florilege"))
        .arg("convert")
        .arg(folder.join("all.bib"))
        .arg("--cited-in")
        .arg(folder.join(manuscript))
        .args(["--to", "csl-jsonl", "--diagnostics", "json"])
        .output()
        .unwrap();
    let values = |bytes: &[u8], name: &str| -> String {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = text.lines().map(|line| serde_json::from_str(line).expect(line));
        let values = lines.map(|line: serde_json::Value| line[name].as_str().unwrap().to_owned());
        values.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(values(&output.stdout, "id"), expected, "{name}");
    assert_eq!(values(&output.stderr, "code"), codes, "{name}");
    let _ = fs::remove_dir_all(Path::new(&folder));
}

#[test]
fn files_are_followed_once_and_only_inside() {
    let files = [
        ("main.tex", r"\cite{a} \input{ch/one} \input{main} \include{ROOT/ch/two} \input{gone}"),
        ("ch/one.tex", r"\cite{b} \input{two} \input{ch/three.tikz} \input{../main}"),
        ("ch/two.tex", r"\cite{c} \input{one}"),
        ("ch/three.tikz", r"\cite{x}"),
    ];
    // An absolute path leads out of the manuscript, wherever it points to.
    check("follow", &files, "main.tex", "a b c", "missing-file missing-file missing-key");
}

#[test]
fn a_folder_stands_for_its_notes() {
    let files = [
        ("vault/one.md", "As [@a] and [[b - Methods]] say, not [[Some note]].\n"),
        ("vault/.obsidian/x.md", "[@d]\n"),
        ("vault/two.md", "`[@d]` ![[one]]\n"),
    ];
    check("folder", &files, "vault", "a b", "");
}

#[test]
fn everything_is_cited() {
    check(
        "all",
        &[("x.aux", "\\citation{*}\n\\@input{y.aux}"), ("y.aux", "\\citation{e}")],
        "x.aux",
        "a b c d",
        "missing-key",
    );
}
