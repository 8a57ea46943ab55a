//! One bench a stage, on `samples/`: `cargo bench`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench may fail")]

use std::path::{Path, PathBuf};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use florilege::bibliography::{self, Options};
use florilege::cite::Processor;
use florilege::evidence::Sources;
use florilege::format::Format;
use florilege::library::{self, Unite};
use florilege::map::csl_json::Profile;
use florilege::model::{Item, Origin};
use florilege::note::{self, Note};
use florilege::refparse::features::{Italics, Sequence};
use florilege::refparse::model::Model;
use florilege::refparse::token::words;
use florilege::refparse::{Reader, Reference};
use florilege::settings::Settings;
use florilege::source::{self, Source};
use florilege::write::bibtex::{Changes, copy};

fn main() {
    divan::main();
}

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

/// The notes of the sample garden.
fn garden() -> Vec<Source> {
    let vault = source::list_vault(&sample("garden")).unwrap();
    vault.notes.iter().map(|note| vault.read(note).value.unwrap()).collect()
}

fn notes() -> Vec<Note> {
    let settings = Settings::default();
    garden().iter().map(|source| note::read(source, &settings).value).collect()
}

/// The records that the sample garden's references give.
fn items() -> Vec<Item> {
    let sources = Sources::gather(&notes(), &mut Vec::new());
    sources.records().iter().map(|record| record.item.clone()).collect()
}

#[divan::bench]
fn read_notes(bencher: Bencher<'_, '_>) {
    let (sources, settings) = (garden(), Settings::default());
    bencher.bench(|| {
        for source in &sources {
            black_box(note::read(black_box(source), &settings));
        }
    });
}

/// References by the hundred: those of the samples, printed in styles of every kind.
fn references() -> Vec<String> {
    let items = items();
    let styles = ["apa", "vancouver", "ieee", "chicago-author-date", "modern-language-association"];
    let print = |style: &str| {
        let processor = Processor::new(style, None).unwrap();
        items.iter().map(|item| processor.each(item).text()).collect::<Vec<_>>()
    };
    styles.into_iter().flat_map(print).collect()
}

/// The labels of the words alone.
#[divan::bench]
fn label_references(bencher: Bencher<'_, '_>) {
    let references = references();
    bencher.counter(ItemsCount::new(references.len())).bench(|| {
        for text in &references {
            let words = words(text);
            black_box(Model::embedded().best(&Sequence::new(text, &words, Italics::Unknown)));
        }
    });
}

/// The whole way to a record, with the proof, in the light of all.
#[divan::bench]
fn parse_references(bencher: Bencher<'_, '_>) {
    let references = references();
    let origin = Origin::derived();
    bencher.counter(ItemsCount::new(references.len())).bench(|| {
        let reader = Reader::of(references.iter().map(String::as_str));
        let read =
            |text| reader.read(Reference { text, links: &[], key: None, origin: &origin }).value;
        references.iter().filter(|text| read(text).is_some()).count()
    });
}

#[divan::bench]
fn gather_sources(bencher: Bencher<'_, '_>) {
    let notes = notes();
    bencher.bench(|| Sources::gather(black_box(&notes), &mut Vec::new()));
}

#[divan::bench(args = ["chicago-notes-17", "elsevier-harvard", "apa"])]
fn format_list(bencher: Bencher<'_, '_>, style: &str) {
    let (items, processor) = (items(), Processor::new(style, None).unwrap());
    let items: Vec<&Item> = items.iter().collect();
    bencher.bench(|| processor.list(black_box(&items)));
}

/// The formats that are read and written.
const BOTH_WAYS: [Format; 8] = [
    Format::Bibtex,
    Format::Biblatex,
    Format::CslJson,
    Format::CslJsonLines,
    Format::CslYaml,
    Format::Ris,
    Format::Hayagriva,
    Format::Csv,
];

const OPTIONS: Options = Options { ascii: false, profile: Profile::Csl };

#[divan::bench(args = BOTH_WAYS)]
fn read_bibliography(bencher: Bencher<'_, '_>, format: Format) {
    let items = items();
    let written = bibliography::write(format, &items.iter().collect::<Vec<_>>(), OPTIONS).unwrap();
    let source = Source::new("library", written.value);
    bencher.bench(|| bibliography::read(format, black_box(&source)));
}

#[divan::bench(args = BOTH_WAYS)]
fn write_bibliography(bencher: Bencher<'_, '_>, format: Format) {
    let items = items();
    let items: Vec<&Item> = items.iter().collect();
    bencher.bench(|| bibliography::write(format, black_box(&items), OPTIONS));
}

#[divan::bench]
fn copy_bibtex(bencher: Bencher<'_, '_>) {
    let text = std::fs::read_to_string(sample("library.bib")).unwrap();
    let source = Source::new("library.bib", text);
    let changes = Changes::default();
    bencher.bench(|| copy(black_box(&source), &changes, &mut std::io::sink()));
}

#[divan::bench]
fn merge_bibliographies(bencher: Bencher<'_, '_>) {
    let items = items();
    bencher.with_inputs(|| [items.clone(), items.clone()].concat()).bench_values(|items| {
        library::merge(items, &library::Options { unite: Unite::Works, places: &|_| None })
    });
}
