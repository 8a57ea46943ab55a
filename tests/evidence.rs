//! Notes to evidence rows, and rows to CSV and back.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::HashMap;

use florilege::bibliography;
use florilege::evidence::{COLUMNS, Sources, Table};
use florilege::format::Format;
use florilege::library::Shelf;
use florilege::model::{NameVariable, StandardVariable, Status};
use florilege::note::{self, Note};
use florilege::settings::Settings;
use florilege::source::Source;
use florilege::write::evidence_csv;
use proptest::prelude::*;

/// A key, one of its source contents and its reference, as notes hold them.
const KEY: &str = "watsonMolecularStructureNucleic1953";
const REFERENCE: &str = "Watson, J. D., and F. H. C. Crick. “Molecular Structure of Nucleic Acids: A \
    Structure for Deoxyribose Nucleic Acid.” Nature 171, no. 4356 (April 25, 1953): 737–38. \
    https://doi.org/10.1038/171737a0.";

fn read(path: &str, text: &str) -> Note {
    note::read(&Source::new(path, text).with_path(path), &Settings::default()).value
}

/// A claim with tables of source contents and of sources.
fn claim(name: &str, contents: &[&str], sources: &[(&str, &str)]) -> Note {
    let mut text = "# Content\n- A claim\n\n# References\n".to_owned();
    for content in contents {
        text += &format!("- [[Research/Source Content/{content}]]\n");
    }
    if !sources.is_empty() {
        text += "\n| Source | Citation Key |\n| --- | --- |\n";
    }
    for (key, reference) in sources {
        text += &format!("| {reference} | [[Research/Evidence Sources/{key}.md\\|{key}]] |\n");
    }
    read(&format!("Insights/{name}.md"), &text)
}

/// Rows as `claim | content | key | status | findings`.
fn check(notes: &[Note], expected: &[&str]) {
    let mut findings = Vec::new();
    let sources = Sources::gather(notes, &mut findings);
    let formatted = HashMap::new();
    let table = Table::new(notes, &sources, &formatted, &mut findings);
    let column = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap();
    let wanted =
        ["insight-id", "source-content", "citation-key", "record-status", "findings"].map(column);
    let rows = table.rows().iter().map(|row| {
        let cells = table.cells(row);
        assert_eq!(cells.len(), COLUMNS.len());
        wanted.map(|at| cells[at].clone()).join(" | ")
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

#[test]
fn a_content_a_source_and_nothing() {
    let content = format!("{KEY} - Figure 1");
    let notes = [
        claim("both", &[&content], &[(KEY, REFERENCE)]),
        claim("content", &[&content], &[]),
        claim("source", &[], &[(KEY, REFERENCE)]),
        claim("neither", &[], &[]),
        claim("two", &[&content], &[("otherWork1999", "-"), (KEY, REFERENCE)]),
    ];
    check(
        &notes,
        &[
            &format!("both | {content} | {KEY} | complete | "),
            &format!("content | {content} | {KEY} | complete | "),
            &format!("source |  | {KEY} | complete | "),
            "neither |  |  |  | no-source",
            &format!("two | {content} | {KEY} | complete | "),
            "two |  | otherWork1999 | stub | not-a-reference; unresolved-key",
        ],
    );
}

#[test]
fn a_content_without_a_key_has_a_row() {
    let notes = [claim("a", &["Interview with the author - notes"], &[])];
    check(&notes, &["a | Interview with the author - notes |  |  | no-key"]);
}

#[test]
fn claims_of_one_name_are_told_apart_by_their_path() {
    let notes = [
        read("Insights/a.md", "# Content\n- One\n"),
        read("Insights/more/a.md", "# Content\n- Another\n"),
    ];
    check(
        &notes,
        &["Insights/a.md |  |  |  | no-source", "Insights/more/a.md |  |  |  | no-source"],
    );
}

#[test]
fn a_reference_without_a_key_gets_the_key_of_its_record() {
    let note = read("Insights/a.md", &format!("# Content\n- One\n\n> [!cite]\n> {REFERENCE}\n"));
    check(&[note], &[&format!("a |  | {KEY} | complete | ")]);
}

#[test]
fn the_best_of_several_references_is_taken() {
    let cut =
        "Watson, J. D., et al. “Molecular Structure of Nucleic Acids.” Nature 171 (1953): 737.";
    let notes = [
        claim("a", &[], &[(KEY, cut)]),
        claim("b", &[], &[(KEY, "-")]),
        claim("c", &[], &[(KEY, REFERENCE)]),
    ];
    let mut findings = Vec::new();
    let sources = Sources::gather(&notes, &mut findings);
    let record = &sources.records()[0];
    assert_eq!((record.status, record.printed.as_deref()), (Status::Complete, Some(REFERENCE)));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["not-a-reference", "conflicting-references"]);
}

/// What two references for one key make of each other.
fn check_completing(cut: &str) {
    let whole = "Watson, J.D., Crick, F.H.C., 1953. Molecular structure of nucleic acids: a structure for \
        deoxyribose nucleic acid. Nature 171, 737–738.";
    let notes = [claim("a", &[], &[(KEY, whole)]), claim("b", &[], &[(KEY, cut)])];
    let mut findings = Vec::new();
    let sources = Sources::gather(&notes, &mut findings);
    let record = &sources.records()[0];
    assert_eq!((record.status, record.printed.as_deref()), (Status::Complete, Some(whole)));
    let names = record.item.names.get(NameVariable::Author).unwrap();
    let names: Vec<String> = names.list.iter().map(|name| name.display()).collect();
    assert_eq!(names, ["James Dewey Watson", "F.H.C. Crick"]);
    let doi = record.item.texts.get(StandardVariable::DOI).unwrap();
    assert_eq!((doi.as_str(), &*doi.origin.file), ("10.1038/171737a0", "Insights/b.md"));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["conflicting-references", "completed-record"]);
}

#[test]
fn one_reference_completes_another() {
    check_completing(
        "Watson, James Dewey, et al. “Molecular Structure of Nucleic Acids: A Structure for Deoxyribose \
        Nucleic Acid.” Nature, vol. 171, no. 4356, Apr. 1953, pp. 737–38, https://doi.org/10.1038/171737a0.",
    );
}

#[test]
#[ignore = "`James Dewey` of `Watson, James Dewey, et al.` is lost"]
fn a_cut_reference_completes_another() {
    check_completing(
        "Watson, James Dewey, et al. “Molecular Structure of Nucleic Acids: A Structure for Deoxyribose \
        Nucleic Acid.” Nature 171, no. 4356 (April 25, 1953): 737–38. https://doi.org/10.1038/171737a0.",
    );
}

/// Completes a vault of one reference from a library, and shows authors, status and the findings' codes.
fn check_completed(key: &str, reference: &str, known: &str, expected: &str) {
    let notes = [claim("a", &[], &[(key, reference)])];
    let mut findings = Vec::new();
    let mut sources = Sources::gather(&notes, &mut findings);
    let known = bibliography::read(Format::Bibtex, &Source::new("known.bib", known)).value;
    sources.complete(&Shelf::new(&known), &|_| None, &mut findings);
    let record = &sources.records()[0];
    let names = record.item.names.get(NameVariable::Author).unwrap();
    let names: Vec<&str> = names.list.iter().map(|name| name.family.as_str()).collect();
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    let status = record.status.as_str();
    assert_eq!(format!("{} | {status} | {}", names.join(" "), codes.join(" ")), expected);
    assert_eq!(record.codes.len(), codes.len(), "{codes:?}");
}

#[test]
fn a_library_completes_a_vault() {
    check_completed_by(
        "Watson, J. D. et al. Molecular Structure of Nucleic Acids. Nature 171, 737–738 (1953).",
    );
}

#[test]
#[ignore = "`Watson, J. D., et al.` is read as two people"]
fn a_library_completes_a_vault_in_notes_style() {
    check_completed_by(
        "Watson, J. D., et al. “Molecular Structure of Nucleic Acids.” Nature 171 (1953): 737.",
    );
}

fn check_completed_by(cut: &str) {
    let title = "title={Molecular Structure of Nucleic Acids}, journal={Nature}, year=1953";
    let names = "author={Watson, James and Crick, Francis}";
    check_completed(KEY, cut, "", "Watson | truncated | truncated-names");
    let same = format!("@article{{x, {title}, {names}, volume=171}}");
    check_completed(KEY, cut, &same, "Watson Crick | complete | completed-record");
    // Whoever gave both one key meant one work, so a number that differs is told.
    let differs = format!("@article{{{KEY}, {title}, {names}, volume=172}}");
    let told = "Watson Crick | complete | completed-record conflicting-values";
    check_completed(KEY, cut, &differs, told);
    let other = format!("@article{{{KEY}, title={{On something else}}, {names}}}");
    check_completed(KEY, cut, &other, "Watson | truncated | truncated-names key-mismatch");
    // A key that has no record but in the library.
    check_completed(KEY, "-", &same, "Watson | stub | not-a-reference unresolved-key");
    check_completed(KEY, "-", &differs, "Watson Crick | complete | not-a-reference");
}

#[test]
fn row_ids_do_not_depend_on_the_order_of_links() {
    let (one, two) = (format!("{KEY} - Figure 1"), format!("{KEY} - Figure 2"));
    let ids = |contents: &[&str]| {
        let notes = [claim("a", contents, &[])];
        let mut findings = Vec::new();
        let sources = Sources::gather(&notes, &mut findings);
        let formatted = HashMap::new();
        let table = Table::new(&notes, &sources, &formatted, &mut findings);
        table.rows().iter().map(|row| row.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[&one, &two]), ids(&[&two, &one]));
    assert_eq!(ids(&[&one, &one]).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Any claim comes back from the table, with an apostrophe where a spreadsheet would run it.
    #[test]
    fn any_claim_comes_back(text in "[=+@\\-a-z\"',;\t é…\u{0}]{1,40}") {
        let mut note = read("Insights/a.md", "# Content\n- claim\n");
        note.claim.as_mut().unwrap().plain = text.clone();
        let notes = [note];
        let mut findings = Vec::new();
        let sources = Sources::gather(&notes, &mut findings);
        let formatted = HashMap::new();
        let table = Table::new(&notes, &sources, &formatted, &mut findings);
        let mut bytes = Vec::new();
        let written = evidence_csv::write(&table, false, &mut bytes).unwrap();
        let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
        let at = COLUMNS.iter().position(|column| *column == "claim").unwrap();
        let cell = reader.records().next().unwrap().unwrap()[at].to_owned();
        let runs = text.starts_with('\t') || text.trim_start().starts_with(['=', '+', '-', '@', '\0']);
        let expected = if runs { format!("'{text}") } else { text };
        prop_assert_eq!(cell, expected);
        prop_assert_eq!(written.neutralised, usize::from(runs));
    }
}
