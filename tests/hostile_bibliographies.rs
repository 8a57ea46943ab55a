//! Bibliographies that are cut, damaged or made to do harm: what is intact is kept, and every run ends.
//!
//! A release build (`cargo test --release --test hostile_bibliographies`) tries the full sizes.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it measured"
)]

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use florilege::bibliography;
use florilege::format::Format;
use florilege::read;
use florilege::source::{Source, decode};

mod common;

/// Of the entries that no damage touches this share must be kept, in percent.
const KEPT: usize = 98;

#[test]
fn intact_entries_are_kept() {
    let mut sum = Kept::default();
    for path in bibliographies() {
        let bytes = fs::read(&path).unwrap();
        let mut kept = Kept::default();
        for damage in damages(bytes.len()) {
            kept.try_damage(&bytes, damage);
        }
        println!("{}: {kept}", path.file_name().unwrap().to_string_lossy());
        sum.add(&kept);
    }
    println!("all: {sum}");
    assert!(sum.kept * 100 >= sum.intact * KEPT, "{sum}");
}

/// The sample, and the corpus where it is at hand.
fn bibliographies() -> Vec<PathBuf> {
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/library.bib")];
    if let Some(folder) = common::corpus("bib-hard") {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|e| e == "bib")).collect();
        files.sort();
        paths.extend(files);
    }
    paths
}

#[derive(Debug, Clone, Copy)]
enum Damage {
    /// The file ends here.
    Cut(usize),
    /// This byte is another.
    Byte(usize, u8),
}

/// A cut every 100 bytes, and now and then a byte that means something to the format.
fn damages(len: usize) -> impl Iterator<Item = Damage> {
    let cuts = (0..len).step_by(100).map(Damage::Cut);
    let bytes = (0..len).step_by(41).zip(b"{}\"@,=#()%\\\0\x80\n x".iter().cycle());
    cuts.chain(bytes.map(|(at, byte)| Damage::Byte(at, *byte)))
}

#[derive(Debug, Default)]
struct Kept {
    intact: usize,
    kept: usize,
    lost: Vec<String>,
}

impl Kept {
    fn try_damage(&mut self, bytes: &[u8], damage: Damage) {
        let mut damaged = bytes.to_vec();
        let is_intact = |span: &Range<usize>| match damage {
            Damage::Cut(at) => span.end <= at,
            Damage::Byte(at, _) => !span.contains(&at),
        };
        match damage {
            Damage::Cut(at) => damaged.truncate(at),
            Damage::Byte(at, byte) => damaged[at] = byte,
        }
        let entries = entries(bytes);
        let Some(text) = decode("a.bib", damaged).value else { return };
        let source = Source::new("a.bib", text);
        let items = bibliography::read(Format::Bibtex, &source).value;
        let found: HashSet<&str> = items.iter().map(|item| item.key.as_str()).collect();
        for (key, _) in entries.iter().filter(|(_, span)| is_intact(span)) {
            self.intact += 1;
            match found.contains(key.as_str()) {
                true => self.kept += 1,
                false => self.lost.push(format!("{key} ({damage:?})")),
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.intact += other.intact;
        self.kept += other.kept;
        self.lost.extend(other.lost.iter().cloned());
    }
}

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = 100.0 * self.kept as f64 / self.intact.max(1) as f64;
        write!(f, "{} of {} intact entries kept, {share:.2} %", self.kept, self.intact)?;
        let some: Vec<&String> = self.lost.iter().take(8).collect();
        if some.is_empty() { Ok(()) } else { write!(f, "; lost {some:?}") }
    }
}

/// The keys of an undamaged file's entries and their places in its bytes.
fn entries(bytes: &[u8]) -> Vec<(String, Range<usize>)> {
    // Places in a file that is no UTF-8 are places in its decoded text, so only ASCII files and UTF-8 count.
    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return Vec::new() };
    let source = Source::new("a.bib", text);
    let records = read::bibtex::records(&source).value;
    let is_item = |kind: &str| kind != "xdata";
    let records = records.iter().filter(|record| is_item(&record.kind) && !record.key.is_empty());
    records.map(|record| (record.key.to_string(), record.span.clone())).collect()
}

/// How much larger the inputs of an optimised build are.
const SCALE: usize = if cfg!(debug_assertions) { 1 } else { 10 };

/// The longest that a run may take.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });

#[test]
fn every_run_ends_in_bounds() {
    let folder = common::scratch("hostile-bibliographies");
    for (name, bytes) in hostile() {
        let path = folder.join(name);
        fs::write(&path, &bytes).unwrap();
        for target in ["csl-json", "biblatex", "ris", "csl-yaml", "hayagriva", "csv", "zotero-rdf"]
        {
            run(&path, target, bytes.len());
        }
        fs::remove_file(&path).unwrap();
    }
}

/// Converts a file with at most twenty times its size in memory, beside what the program itself takes.
fn run(path: &Path, target: &str, size: usize) {
    let kilobytes = (size * 20 + (300 << 20)) >> 10;
    let start = Instant::now();
    let script = format!("ulimit -v {kilobytes}; exec \"$0\" convert \"$1\" --to {target} --quiet");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_florilege")])
        .arg(path)
        .output()
        .expect("a shell runs");
    let took = start.elapsed();
    let name = path.file_name().unwrap().to_string_lossy();
    let code = output.status.code();
    let tail = String::from_utf8_lossy(&output.stderr).chars().rev().take(400).collect::<String>();
    let tail: String = tail.chars().rev().collect();
    assert!(matches!(code, Some(0 | 1)), "{name} to {target}: {:?} {tail}", output.status);
    assert!(took < LONGEST, "{name} to {target}: {took:?}");
}

/// Inputs that make readers run long, deep or out of memory, by file name.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let n = 10_000 * SCALE;
    let entry = |fields: &str| {
        format!("@article{{a, title = {{T}}, {fields}}}\n@book{{b, title = {{B}}}}\n")
    };
    let bomb = |width: usize, levels: usize| {
        let mut text = String::from("@string{m0 = \"0123456789\"}\n");
        for level in 1..levels {
            let parts = vec![format!("m{}", level - 1); width].join(" # ");
            text += &format!("@string{{m{level} = {parts}}}\n");
        }
        text + &entry(&format!("note = m{}", levels - 1))
    };
    let chain = |field: &str| -> String {
        (0..n)
            .map(|at| format!("@book{{k{at}, {field} = {{k{}}}, title = {{T{at}}}}}\n", at + 1))
            .collect()
    };
    let children: String =
        (0..n).map(|at| format!("@inbook{{c{at}, title = {{C}}, crossref = {{p}}}}\n")).collect();
    let parent = format!("@book{{p, title = {{P}}, abstract = {{{}}}}}\n", "long ".repeat(n / 10));
    let authors = vec!["Doe, Jane"; n].join(" and ");
    let fields: String = (0..n).map(|at| format!("f{at} = {{x}}, ")).collect();
    let mut files: Vec<(&'static str, String)> = vec![
        ("braces.bib", entry(&format!("note = {{{}{}}}", "{".repeat(n), "}".repeat(n)))),
        ("open-braces.bib", entry(&format!("note = {{{}", "{".repeat(n)))),
        ("commands.bib", entry(&format!("note = {{{}x{}}}", "\\emph{".repeat(n), "}".repeat(n)))),
        ("accents.bib", entry(&format!("title = {{{}e}}", "\\'".repeat(n)))),
        ("dollars.bib", entry(&format!("title = {{{}}}", "$_{x}$ $".repeat(n)))),
        ("bomb2.bib", bomb(2, 64)),
        ("bomb16.bib", bomb(16, 32)),
        ("macro-self.bib", "@string{a = a}\n".to_owned() + &entry("note = a")),
        ("macro-cycle.bib", "@string{a = b}\n@string{b = a}\n".to_owned() + &entry("note = a # b")),
        ("joined.bib", entry(&format!("note = {}\"x\"", "\"x\" # ".repeat(n)))),
        ("crossref-self.bib", "@book{a, crossref = {a}, title = {A}}\n".to_owned()),
        ("crossref-cycle.bib", "@book{a, crossref={b}}\n@book{b, crossref={c}}\n@book{c, crossref={a}}\n".to_owned()),
        ("xdata-cycle.bib", "@xdata{a, xdata={b}}\n@xdata{b, xdata={a}}\n@book{c, xdata={a}, title={C}}\n".to_owned()),
        ("set-cycle.bib", "@set{a, entryset={a,b}}\n@set{b, entryset={a}}\n@book{c, related={c}}\n".to_owned()),
        ("crossref-chain.bib", chain("crossref")),
        ("xdata-chain.bib", chain("xdata")),
        ("one-parent.bib", children + &parent),
        ("one-field.bib", entry(&format!("abstract = {{{}}}", "word ".repeat(200 * n)))),
        ("authors.bib", entry(&format!("author = {{{authors}}}"))),
        ("ands.bib", entry(&format!("author = {{{}}}", " and ".repeat(n)))),
        ("commas.bib", entry(&format!("author = {{{}}}", ", ".repeat(n)))),
        ("fields.bib", entry(&fields)),
        ("same-field.bib", entry(&"note = {x}, ".repeat(n))),
        ("same-key.bib", "@book{k, title = {T}}\n".repeat(n)),
        ("bad-keys.bib", "@book{a%b~#, title = {T}}\n".repeat(n)),
        ("at-signs.bib", "@".repeat(100 * n)),
        ("comments.bib", "@comment{".repeat(n)),
        ("unclosed.bib", "@book{k, title = {T\n".repeat(n)),
        ("quotes.bib", "@book{k, title = \"T\n".repeat(n)),
        ("one-line.bib", "@book{k, title = {T} ".repeat(n)),
        ("percent.bib", "%".repeat(100 * n)),
        ("nul.bib", entry("note = {a\0b}, abstract = \"\0\"")),
        ("deep.json", format!("[{}", "[".repeat(100 * n))),
        ("deep-objects.json", format!("[{{\"id\":\"a\",\"x\":{}", "{\"x\":".repeat(10 * n))),
        ("broken-objects.json", format!("[{}", "{\"id\":".repeat(10 * n))),
        ("surrogates.json", r#"[{"id":"a","title":"\ud800 \udc00\ud800"},{"id":"b"}]"#.to_owned()),
        ("numbers.json", r#"[{"id":1e999,"volume":1e400,"issued":{"date-parts":[[99999999999999999999,-1,1e9]]}},{"id":"b"}]"#.to_owned()),
        ("people.json", format!("[{{\"id\":\"a\",\"author\":[{}{{}}]}}]", "{\"family\":\"D\"},".repeat(n))),
        ("tags.json", format!("[{{\"id\":\"a\",\"title\":\"{}\"}}]", "<i><b>".repeat(n))),
        ("same-id.jsonl", "{\"id\":\"a\",\"type\":\"book\"}\n".repeat(n)),
        ("open.ris", "TY  - JOUR\nAU  - Doe, J.\n".repeat(n)),
        ("authors.ris", format!("TY  - JOUR\n{}ER  - \n", "AU  - Doe, J.\n".repeat(n))),
        ("long.ris", format!("TY  - JOUR\nAB  - {}\nER  - \n", "word ".repeat(100 * n))),
        ("tags.ris", "ZZ  - \n".repeat(n)),
        ("no-end.nbib", "PMID- 1\nTI  - T\n      more\n".repeat(n)),
        ("deep.xml", "<xml><records><record>".to_owned() + &"<style>".repeat(10 * n)),
        ("entities.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><xml><records><record><titles><title>&c;</title></titles></record></records></xml>".to_owned()),
        ("deep.yaml", format!("a:\n  title: {}", "[".repeat(10 * n))),
        ("aliases.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n".to_owned()),
        ("entries.yaml", "a:\n  type: book\n".repeat(n)),
        ("ragged.csv", "title,author\n".to_owned() + &"x,y,z,\"\n".repeat(n)),
        ("columns.csv", ",".repeat(n) + "\n" + &",".repeat(n)),
    ];
    files.push(("empty.bib", String::new()));
    let mut all: Vec<(&'static str, Vec<u8>)> =
        files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    all.push((
        "lone-surrogate.bib",
        b"@book{a, title = {x\xed\xa0\x80y}}\n@book{b, title={B}}".to_vec(),
    ));
    all.push((
        "bytes.bib",
        (0..=255).cycle().skip(1).take(50_000).filter(|byte| *byte != 0).collect(),
    ));
    all
}
