//! The bibliographies compile: BibTeX with `bibtex`, BibLaTeX with `biber`, each to a finished PDF.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it skips"
)]

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::{Map, Value, json};

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

/// Every kind of work, whole and without each of what programs ask for.
#[test]
fn every_kind_with_gaps_passes_both_programs() {
    let mut items = Vec::new();
    for kind in KINDS.split_whitespace() {
        let whole = whole(kind);
        items.push(whole.clone());
        for gap in GAPS {
            let mut item = whole.clone();
            for name in gap.split_whitespace() {
                item.remove(name);
            }
            items.push(item);
        }
    }
    passes_both_programs("kinds", items);
}

/// Signs of TeX, other scripts, odd names, numbers and dates, put together anyhow but always alike.
#[test]
fn odd_characters_pass_both_programs() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let items = (0..150).map(|_| {
        let mut item = whole(dice.one(&KINDS.split_whitespace().collect::<Vec<_>>()));
        for name in ["title", "container-title", "publisher", "genre", "note", "event-title"] {
            item.insert(name.to_owned(), json!(dice.text()));
        }
        let names: Vec<Value> = (0..dice.below(3) + 1)
            .map(|_| match dice.below(4) {
                0 => json!({"literal": dice.name()}),
                1 => json!({"family": dice.name(), "non-dropping-particle": "van der"}),
                2 => json!({"family": dice.name(), "given": dice.name(), "suffix": "Jr."}),
                _ => json!({"family": dice.name(), "given": dice.name()}),
            })
            .collect();
        item.insert("author".to_owned(), json!(names));
        for name in ["volume", "issue", "number", "page", "edition"] {
            item.insert(name.to_owned(), json!(dice.one(NUMBERS)));
        }
        item.insert("issued".to_owned(), json!({"literal": dice.one(DATES)}));
        item.insert("URL".to_owned(), json!(format!("https://e.org/{}", dice.one(PATHS))));
        item
    });
    passes_both_programs("odd", items.collect());
}

const KINDS: &str = "article article-journal article-magazine article-newspaper bill book broadcast \
    chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure \
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score \
    pamphlet paper-conference patent performance periodical personal_communication post post-weblog \
    regulation report review review-book software song speech standard thesis treaty webpage";

const GAPS: &[&str] = &[
    "title",
    "author",
    "author editor",
    "editor",
    "issued",
    "container-title",
    "publisher",
    "volume",
    "note",
    "URL DOI",
    "author issued publisher container-title note",
];

const NUMBERS: &[&str] =
    &["1", "12A", "XII", "12-13", "0", "S1", "3, 4", "e1-e5", "Special", "10.1"];

const DATES: &[&str] = &["n.d.", "in press & more", "ca. 1850", "2001-4-1", "весна", "“1999”"];

const PATHS: &[&str] = &["a_b", "a%20b", "a#b", "~x?y=1&z=2", "{x}", "a\\b", "ü", "中", "$x$", "^"];

/// A work with everything.
fn whole(kind: &str) -> Map<String, Value> {
    let item = json!({
        "type": kind, "title": "On Growth", "author": [{"family": "Doe", "given": "Jane"}],
        "editor": [{"family": "Roe", "given": "R."}], "issued": {"date-parts": [[2003, 4]]},
        "container-title": "Growth", "publisher": "Press", "publisher-place": "Leiden",
        "volume": "12", "issue": "3", "number": "7", "page": "1-5", "edition": "2",
        "collection-title": "Series", "collection-number": "4", "URL": "https://example.org",
        "DOI": "10.1000/1", "note": "A note", "genre": "Memo", "ISBN": "978-3-16-148410-0",
        "ISSN": "0028-0836, 1476-4687", "translator": [{"family": "Tra", "given": "N."}],
        "event-title": "Conference", "event-place": "Utrecht", "language": "en_GB",
        "version": "1.0", "number-of-pages": "99", "chapter-number": "3", "archive": "Archive",
        "director": [{"family": "Dir", "given": "E."}], "accessed": {"date-parts": [[2024, 1, 15]]}
    });
    match item {
        Value::Object(item) => item,
        _ => Map::new(),
    }
}

/// A generator that gives the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn text(&mut self) -> String {
        let count = self.below(4) + 1;
        (0..count).map(|_| self.one(PIECES)).collect::<Vec<_>>().join(" ")
    }

    /// What a name may have: biber finds no initials in signs of TeX alone.
    fn name(&mut self) -> String {
        let count = self.below(3) + 1;
        (0..count).map(|_| self.one(&PIECES[..LETTERS])).collect::<Vec<_>>().join(" ")
    }
}

/// How many of [`PIECES`] occur in names.
const LETTERS: usize = 19;

const PIECES: &[&str] = &[
    "Growth",
    "DNA",
    "pH",
    "of",
    "Zürich",
    "Łódź",
    "Q&A",
    "50%",
    "a_b",
    "No. #1",
    "Ελλάδα",
    "Жуков",
    "北京",
    "한국",
    "عربي",
    "Ǽ",
    "Ến",
    "T\u{323}u",
    "D’Arcy",
    "$5",
    "{x}",
    "\\x",
    "~",
    "^",
    "p < 0.05",
    "--",
    "``",
    "''",
    "α",
    "≥",
    "\u{200b}x",
    "½",
    "…",
    "№",
    "Ω",
];

/// Writes items in both dialects and both encodings, and runs what reads them; then they are read again.
///
/// The BibTeX dialect is for BibTeX and for biber; BibTeX's styles know too little of the other.
fn passes_both_programs(name: &str, mut items: Vec<Map<String, Value>>) {
    if !has_latex() {
        return;
    }
    for (at, item) in items.iter_mut().enumerate() {
        item.insert("id".to_owned(), json!(format!("k{at}")));
    }
    for (dialect, ascii) in
        [("bibtex", false), ("bibtex", true), ("biblatex", false), ("biblatex", true)]
    {
        let folder = common::scratch(&format!("latex-{name}-{dialect}-{ascii}"));
        let json = folder.join("items.json");
        fs::write(&json, serde_json::to_string(&items).unwrap()).unwrap();
        let florilege = |args: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_florilege"))
                .args(args)
                .current_dir(&folder)
                .output()
                .expect("florilege runs");
            String::from_utf8(output.stdout).unwrap()
        };
        let mut args = vec!["convert", "items.json", "--to", dialect, "--output", "refs.bib"];
        args.extend(ascii.then_some("--ascii"));
        florilege(&args);
        let read = |file| -> Vec<Value> {
            serde_json::from_str(&florilege(&["convert", file, "--to", "csl-json"])).unwrap()
        };
        for (before, after) in read("items.json").iter().zip(read("refs.bib")) {
            assert_eq!(*before, after, "{dialect}");
        }
        let programs = match dialect {
            "bibtex" => &[(BIBTEX, "bibtex"), (BIBLATEX, "biber")][..],
            _ => &[(BIBLATEX, "biber")],
        };
        for (document, program) in programs {
            typeset(&folder, document, program);
        }
    }
}

fn has_latex() -> bool {
    for program in ["pdflatex", "bibtex", "biber"] {
        if Command::new(program).arg("--version").output().is_err() {
            println!("skipped: {program} is not installed");
            return false;
        }
    }
    true
}

/// Makes a PDF of `refs.bib`, without a complaint.
fn typeset(folder: &Path, document: &str, program: &str) {
    for old in ["paper.aux", "paper.bbl"] {
        let _ = fs::remove_file(folder.join(old));
    }
    fs::write(folder.join("paper.tex"), document).unwrap();
    let latex = ["-interaction=nonstopmode", "-halt-on-error", "paper"];
    run(folder, "pdflatex", &latex, &[]);
    let complaints = &["Warning--", "WARN", "ERROR", "---line"];
    match program {
        "biber" => run(folder, program, &["--validate-datamodel", "paper"], complaints),
        program => run(folder, program, &["paper"], complaints),
    }
    run(folder, "pdflatex", &latex, &[]);
    run(folder, "pdflatex", &latex, &["Missing character", "LaTeX Error", "undefined"]);
    assert!(folder.join("paper.pdf").is_file());
}

fn compiles_in_both_dialects(vault: &Path, name: &str) {
    if !has_latex() {
        return;
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
        typeset(&folder, document, processor);
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
