//! Bibliographies cut or damaged at any byte: no panic, and what was read comes back from what is written.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use florilege::bibliography::{self, Options};
use florilege::diag::{Code, Severity};
use florilege::format::Format;
use florilege::map::csl_json::Profile;
use florilege::model::Item;
use florilege::source::{Source, decode};

const OPTIONS: Options = Options { ascii: false, profile: Profile::Csl };

#[test]
fn cut_at_every_byte() {
    let bib = library();
    for end in 0..bib.len() {
        check(Format::Bibtex, &bib[..end]);
    }
    let json = as_json(&bib);
    for end in (0..json.len()).step_by(5) {
        check(Format::CslJson, &json[..end]);
    }
}

#[test]
fn with_a_damaged_byte() {
    let bib = library();
    let json = as_json(&bib);
    for (format, whole) in [(Format::Bibtex, &bib), (Format::CslJson, &json)] {
        for at in (0..whole.len()).step_by(67) {
            for byte in [b'{', b'}', b'"', b'<', b'>', b',', b'@', b'\\', 0xc3] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                check(format, &damaged);
            }
        }
    }
}

/// Reads; what was lost has a finding, and what was read survives being written and read again.
fn check(format: Format, bytes: &[u8]) {
    let Some(text) = decode("a", bytes.to_vec()).value else { return };
    let source = Source::new("a", text);
    let read = bibliography::read(format, &source);
    for finding in &read.diagnostics {
        let span = finding.place.as_ref().map_or(0..0, |place| place.span.clone());
        assert!(source.text.get(span).is_some(), "{finding:?}");
    }
    let keys = keys(&read.value);
    for target in [Format::Bibtex, Format::Biblatex, Format::CslJson] {
        let items: Vec<&Item> = read.value.iter().collect();
        let written = bibliography::write(target, &items, OPTIONS).unwrap().value;
        let again = bibliography::read(target, &Source::new("b", written.as_str()));
        let broken = again.diagnostics.iter().any(|finding| finding.severity() == Severity::Error);
        assert!(!broken, "{:?}\n{}\n{written}", again.diagnostics, source.text);
        assert_eq!(again.value.len(), keys.len(), "{}\n{written}", source.text);
    }
}

#[test]
fn a_broken_entry_costs_itself() {
    let bib = String::from_utf8(library()).unwrap();
    let whole = bibliography::read(Format::Bibtex, &Source::new("a", bib.as_str())).value;
    // Whatever stands after one entry's type, the others are there, and the damage has a finding.
    for junk in ["{", "{x, title = {", "{x, title = \"", "{x = 1}", "(x, y = {z}", "{x, y = }"] {
        let text = format!("{bib}\n@book{junk}\n\n@misc{{last, title = {{Last}}}}\n");
        let read = bibliography::read(Format::Bibtex, &Source::new("a", text));
        let found = keys(&read.value);
        for item in &whole {
            assert!(found.contains(&item.key.to_string()), "{junk}: {} is lost", item.key);
        }
        assert!(found.contains(&"last".to_owned()), "{junk}: {found:?}");
        assert!(read.diagnostics.iter().any(|finding| finding.code == Code::Syntax), "{junk}");
    }
}

fn keys(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.key.to_string()).collect()
}

fn library() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/library.bib")).unwrap()
}

fn as_json(bib: &[u8]) -> Vec<u8> {
    let source = Source::new("a", String::from_utf8(bib.to_vec()).unwrap());
    let items = bibliography::read(Format::Bibtex, &source).value;
    let items: Vec<&Item> = items.iter().collect();
    bibliography::write(Format::CslJson, &items, OPTIONS).unwrap().value.into_bytes()
}
