//! The bibliographies compile: BibTeX with `bibtex`, BibLaTeX with `biber`, each to a finished PDF.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it skips"
)]

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

mod common;

const BIBTEX: &str = r"\documentclass{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{url}
\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{refs}\end{document}
";

const BIBLATEX: &str = r"\documentclass{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}
\usepackage[backend=biber,style=authoryear]{biblatex}\addbibresource{refs.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
";

#[test]
fn the_sample_compiles_in_both_dialects() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/garden");
    compiles_in_both_dialects(&sample, "sample");
}

#[test]
fn a_real_garden_compiles_in_both_dialects() {
    if let Some(garden) = common::corpus("gardens/FlipH19Switch-2025-01-30") {
        compiles_in_both_dialects(&garden, "real");
    }
}

fn compiles_in_both_dialects(vault: &Path, name: &str) {
    for program in ["pdflatex", "bibtex", "biber"] {
        if Command::new(program).arg("--version").output().is_err() {
            println!("skipped: {program} is not installed");
            return;
        }
    }
    for (dialect, document, processor) in
        [("bibtex", BIBTEX, "bibtex"), ("biblatex", BIBLATEX, "biber")]
    {
        let folder = common::scratch(&format!("latex-{name}-{dialect}"));
        let bib = folder.join("refs.bib");
        let args = ["--bib", dialect, "--output"];
        let export = Command::new(env!("CARGO_BIN_EXE_florilege"))
            .arg("export")
            .arg(vault)
            .args(args)
            .arg(&bib)
            .output()
            .expect("florilege runs");
        assert!(bib.is_file(), "{}", text(&export));
        fs::write(folder.join("paper.tex"), document).unwrap();
        let latex = ["-interaction=nonstopmode", "-halt-on-error", "paper"];
        run(&folder, "pdflatex", &latex, &[]);
        run(&folder, processor, &["paper"], &["Warning--", "WARN", "ERROR", "---line"]);
        run(&folder, "pdflatex", &latex, &[]);
        run(&folder, "pdflatex", &latex, &["Missing character", "LaTeX Error", "undefined"]);
        assert!(folder.join("paper.pdf").is_file());
    }
}

/// Runs a program in a folder; it must succeed and print none of the complaints.
fn run(folder: &Path, program: &str, args: &[&str], complaints: &[&str]) {
    let output = Command::new(program).args(args).current_dir(folder).output().expect("it runs");
    let text = text(&output);
    assert!(output.status.success(), "{program}: {text}");
    for complaint in complaints {
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(complaint)).collect();
        assert!(lines.is_empty(), "{program}: {lines:?}");
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
