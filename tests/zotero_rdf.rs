//! Zotero's RDF, read by an XML parser as triples: what Zotero's import finds in it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use florilege::bibliography::{self, Options};
use florilege::format::Format;
use florilege::map::csl_json::Profile;
use florilege::source::Source;
use proptest::prelude::*;

mod common;
mod rdf;

use rdf::{DC, DCTERMS, Graph, MEMO, Z};

/// Converts CSL-JSON to RDF.
fn convert(json: &str) -> String {
    let items = bibliography::read(Format::CslJson, &Source::new("t.json", json)).value;
    let options = Options { ascii: false, profile: Profile::Csl };
    let items: Vec<_> = items.iter().collect();
    bibliography::write(Format::ZoteroRdf, &items, options).unwrap().value
}

fn export(name: &str) -> String {
    let file = common::scratch(name).join("zotero.rdf");
    let status = Command::new(env!("CARGO_BIN_EXE_florilege"))
        .arg("export")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/garden"))
        .arg("--output")
        .arg(&file)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    fs::read_to_string(file).unwrap()
}

#[test]
fn the_sample_garden() {
    let text = export("zotero-rdf");
    assert_eq!(text, export("zotero-rdf-again"), "the same input gives the same bytes");
    let graph = Graph::read(&text);
    graph.check();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in graph.subjects() {
        let class = graph.class(subject).unwrap_or_default();
        let has_parent =
            graph.arcs_in(subject).contains(format!("{DCTERMS}isReferencedBy").as_str());
        match class {
            MEMO if has_parent => *counts.entry("notes of a source").or_default() += 1,
            MEMO => *counts.entry("notes alone").or_default() += 1,
            class if class == format!("{Z}Collection") => {
                *counts.entry("collections").or_default() += 1;
            }
            _ => {}
        }
    }
    // As counted by hand in samples/README.md: 41 sources, 33 claims, 45 source contents, of which one names
    // no source; four folders of claims.
    assert_eq!(graph.items().len(), 41);
    let expected = [("collections", 4), ("notes alone", 34), ("notes of a source", 44)];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    for item in graph.items() {
        assert_eq!(graph.literals(item, &format!("{DC}title")).len(), 1, "{item}");
        let in_collection = graph.arcs_in(item).contains(format!("{DCTERMS}hasPart").as_str());
        assert!(in_collection, "{item} is in a folder");
    }
}

#[test]
fn nothing_of_a_record_is_lost_on_the_way() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/library.bib");
    let source = Source::new("library.bib", fs::read_to_string(file).unwrap());
    let items = bibliography::read(Format::Bibtex, &source).value;
    let options = Options { ascii: false, profile: Profile::Csl };
    let all: Vec<_> = items.iter().collect();
    let written = bibliography::write(Format::ZoteroRdf, &all, options).unwrap();
    let graph = Graph::read(&written.value);
    graph.check();
    assert_eq!(graph.items().len(), items.len());
    let values: Vec<&str> = graph.0.iter().filter_map(|triple| triple.2.literal()).collect();
    for item in &items {
        for (variable, text) in item.texts.iter() {
            let text = text.to_csl();
            let found =
                text.split([',', ';']).all(|part| values.iter().any(|v| v.contains(part.trim())));
            assert!(found, "{} {variable:?}", item.key);
        }
        for (variable, number) in item.numbers.iter() {
            assert!(values.iter().any(|value| value.contains(&number.value)), "{variable:?}");
        }
        for name in item.names.iter().flat_map(|(_, names)| &names.list) {
            assert!(values.iter().any(|value| value.contains(&name.full_family())), "{name:?}");
        }
    }
}

#[test]
fn no_two_items_are_one_resource() {
    let graph = Graph::read(&convert(
        r#"[{"id":"a","type":"book","title":"1"},{"id":"a","type":"book","title":"2"},
        {"id":"a b","type":"book","annote":"n"},{"id":"a%20b","type":"book"}]"#,
    ));
    graph.check();
    assert_eq!(graph.items(), ["#item_a", "#item_a%20b", "#item_a%2520b", "#item_a-2"]);
}

#[test]
fn an_empty_bibliography_is_a_file() {
    assert!(Graph::read(&convert("[]")).0.is_empty());
}

proptest! {
    #[test]
    fn any_record_is_well_formed(
        kind in prop::sample::select(vec!["book", "article-journal", "webpage", "bill", "treaty", "nonsense"]),
        key in ".{0,8}",
        texts in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "title", "container-title", "note", "annote", "keyword", "publisher", "publisher-place",
                    "DOI", "URL", "ISBN", "call-number", "collection-title", "event-title", "section",
                    "edition", "page", "abstract", "genre", "jurisdiction",
                ]),
                "(\\PC|[\u{0}-\u{1f}]|[<>&'\"]|]]>|<i>|</i>|\u{FFFF}){0,12}",
            ),
            0..8,
        ),
        family in "(\\PC|[\u{0}-\u{1f}<&]){0,6}",
        given in "(\\PC|[\u{0}-\u{1f}<&]){0,6}",
    ) {
        let mut item = serde_json::json!({"id": key, "type": kind});
        for (name, text) in texts {
            item[name] = text.into();
        }
        let name = serde_json::json!({"family": family, "given": given});
        item["author"] = serde_json::json!([name, {"literal": given}]);
        item["translator"] = serde_json::json!([name]);
        let graph = Graph::read(&convert(&serde_json::json!([item, item]).to_string()));
        graph.check();
        prop_assert_eq!(graph.items().len(), 2);
    }
}
