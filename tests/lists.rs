//! Reference lists in the programs they are for: pdfLaTeX, Typst, LibreOffice.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it skips"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

mod common;

/// Titles with what some program would take for markup, a ligature or another sign.
const TITLES: &[&str] = &[
    "A & B, 50% of #1: a_b, $5, {x}, ~ and ^",
    "Back\\slash \\emph{no} \\n and \\\\",
    "p < 0.05, q > 1, |z|, `code`, a*b* and **c**",
    "-- two --- three, x-1, -5 and (-5), soft-?",
    "Dots ... and ,, commas '' and `` and !` and ?`",
    "@key <label> #heading = + - / [link] (x)",
    "http://example.org/a//b /* no comment */ // none",
    "<i>Homo sapiens</i>(1) and <i>H.</i>x; <i>E. coli</i>[2]",
    "On <i>italics in <b>bold</b></i>, H<sub>2</sub>O, m<sup>2</sup>, <sc>Caps</sc>",
    "“Quoted”, ‘single’ and L’Œuvre — en–dash, naïve Łódź",
    "= Not a heading",
    "- Not an item",
    "12. Not a number",
    "/ Term: no",
    "100%",
];

/// What pdfTeX has no letters for.
const SCRIPTS: &[&str] = &["Ελλάδα и Москва", "北京 😀 한국"];

fn items(titles: &[&str]) -> Value {
    let item = |(at, title): (usize, &&str)| {
        json!({
            "id": format!("k{at}"), "type": "article-journal", "title": title,
            "author": [{"family": format!("Doe_{at}"), "given": "J."}],
            "container-title": "Nature & Co.", "volume": "31", "issue": "3", "page": "1-5",
            "issued": {"date-parts": [[2003]]}, "DOI": format!("10.1000/a_b(19)1:{at}<1::x%20>3;2-#"),
            "URL": format!("https://example.org/{at}_a%20b?c=~d&e=$f#g")
        })
    };
    titles.iter().enumerate().map(item).collect()
}

/// The styles tried: authors and hanging indents, numbers in a column, notes.
const STYLES: &[&str] = &["apa", "ieee", "nature", "chicago-notes-17", "american-physics-society"];

/// Writes the list into a folder and gives its lines as plain text.
fn write(folder: &Path, titles: &[&str], style: &str, file: &str) -> Vec<String> {
    fs::write(folder.join("items.json"), items(titles).to_string()).unwrap();
    let format = |out: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_florilege"))
            .args(["format", "items.json", "--style", style])
            .args(out)
            .current_dir(folder)
            .output()
            .expect("florilege runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    format(&["-o", file]);
    format(&[]).lines().map(str::to_owned).collect()
}

fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

/// Runs a program in a folder; it must succeed.
fn run(folder: &Path, program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).current_dir(folder).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {}: {text}{errors}", folder.display());
    text
}

/// A text without what programs break lines and set marks with.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}' && *c != '\u{c}').collect()
}

/// A PDF has the entries, letter by letter.
fn check_pdf(folder: &Path, lines: &[String]) {
    if has("pdftotext") {
        let text = letters(&run(folder, "pdftotext", &["-raw", "paper.pdf", "-"]));
        for line in lines {
            assert!(text.contains(&letters(line)), "{}:\n{line}\n{text}", folder.display());
        }
    }
}

#[test]
fn pdflatex_sets_what_is_written() {
    if !has("pdflatex") {
        return;
    }
    let fonts = Command::new("kpsewhich").arg("lmodern.sty").output();
    if !fonts.is_ok_and(|output| output.status.success()) {
        return println!("skipped: TeX has no Latin Modern fonts");
    }
    for style in STYLES {
        let folder = common::scratch(&format!("lists-latex-{style}"));
        let lines = write(&folder, TITLES, style, "refs.tex");
        // A page so wide that no word is hyphenated.
        let document = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\n\
            \\usepackage[paperwidth=300cm]{geometry}\\pagestyle{empty}\\usepackage{hyperref}\n\
            \\begin{document}\\input{refs}\\end{document}\n";
        fs::write(folder.join("paper.tex"), document).unwrap();
        run(&folder, "pdflatex", &["-interaction=nonstopmode", "-halt-on-error", "paper"]);
        check_pdf(&folder, &lines);
    }
}

#[test]
fn typst_sets_what_is_written() {
    if !has("typst") {
        return;
    }
    for style in STYLES {
        let folder = common::scratch(&format!("lists-typst-{style}"));
        let lines = write(&folder, TITLES, style, "refs.typ");
        let document = "#set page(width: 300cm, height: 20cm)\n#include \"refs.typ\"\n";
        fs::write(folder.join("paper.typ"), document).unwrap();
        run(&folder, "typst", &["compile", "paper.typ", "paper.pdf"]);
        check_pdf(&folder, &lines);
    }
}

#[test]
fn libreoffice_reads_what_is_written() {
    if !has("soffice") {
        return;
    }
    for style in STYLES {
        let folder = common::scratch(&format!("lists-rtf-{style}"));
        let titles = [TITLES, SCRIPTS].concat();
        let lines = write(&folder, &titles, style, "refs.rtf");
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let args = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "refs.rtf"];
        run(&folder, "soffice", &[&[&profile[..]], &args[..]].concat());
        let Ok(text) = fs::read_to_string(folder.join("refs.txt")) else {
            return println!("skipped: soffice has no Writer");
        };
        let read: Vec<String> = text.trim_start_matches('\u{feff}').lines().map(letters).collect();
        let wanted: Vec<String> = lines.iter().map(|line| letters(line)).collect();
        assert_eq!(read, wanted, "{style}");
    }
}
