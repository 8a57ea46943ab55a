//! Notes as they are published and as they stand in a vault, read whole.
#![allow(clippy::print_stdout, reason = "a skipped or slow test says so")]

use std::collections::BTreeSet;

use florilege::diag::Read;
use florilege::note::{self, Note, NoteKind};
use florilege::settings::Settings;
use florilege::source::{self, Source};
use proptest::prelude::*;

mod common;

fn read(path: &str, text: &str) -> Read<Note> {
    let read = note::read(&Source::new(path, text), &Settings::default());
    let places = read.diagnostics.iter().filter_map(|finding| finding.place.as_ref());
    for place in places {
        assert!(text.get(place.span.clone()).is_some(), "a finding is outside of {path}");
    }
    read
}

/// What a note names, in a form to compare: contents, sources, references with keys, findings.
fn check(path: &str, text: &str, expected: [&[&str]; 4]) -> Note {
    let Read { value: note, diagnostics } = read(path, text);
    let contents: Vec<&str> = note.contents.iter().map(|content| &*content.value.name).collect();
    let sources: Vec<&str> = note.sources.iter().map(|source| source.value.as_str()).collect();
    let references: Vec<String> = note
        .references
        .iter()
        .map(|reference| {
            let key = reference.key.as_ref().map_or("?", |key| key.as_str());
            let links: Vec<&str> = reference.links.iter().map(|link| &*link.href).collect();
            format!("{key}: {} {}", reference.text, links.join(" ")).trim_end().to_owned()
        })
        .collect();
    let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code.name()).collect();
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    assert_eq!([contents, sources, references, codes], expected.map(<[&str]>::to_vec), "{text}");
    for mention in &note.contents {
        let stated = &text[mention.place.span.clone()];
        assert!(!stated.is_empty() && stated.len() < 200, "{stated}");
    }
    note
}

/// A row's link as Dataview renders it, with the icon that Metadata Menu adds.
fn link(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    format!(
        "<td><span><a aria-label=\"{path}.md\" data-href=\"{path}.md\" href=\"{path}.md\" \
         class=\"internal-link\" target=\"_blank\">{name}</a><a class=\"metadata-menu fileclass-icon\">\
         <svg><title>icon</title><path d=\"m7.5\"></path></svg></a></span></td>"
    )
}

fn table(heads: [&str; 2], rows: &[String]) -> String {
    let head = heads.map(|head| {
        format!("<th><span>{head}</span><span class=\"dataview small-text\">1</span></th>")
    });
    let rows: Vec<String> = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    format!(
        "<div><table class=\"dataview table-view-table\"><thead><tr>{}</tr></thead><tbody>{}</tbody>\
         </table></div>",
        head.concat(),
        rows.concat()
    )
}

const SCHRODINGER: &str = "Schrödinger, E., 1926. An Undulatory Theory of the Mechanics of Atoms and \
    Molecules. Phys. Rev. 28, 1049–1070.";

fn reference_cell() -> String {
    let href = "https://doi.org/10.1103/PhysRev.28.1049";
    format!(
        "<td><span>{SCHRODINGER} <a class=\"external-link\" href=\"{href}\">{href}</a></span></td>"
    )
}

fn expected_reference() -> String {
    format!(
        "schrodingerUndulatoryTheory1926: {SCHRODINGER} https://doi.org/10.1103/PhysRev.28.1049 \
         https://doi.org/10.1103/PhysRev.28.1049"
    )
}

const PATH: &str = "Research/Insights/2024-03-01 08-30-00.md";

#[test]
fn a_published_insight_in_both_column_orders() {
    let key = link("Research/Evidence Sources/schrodingerUndulatoryTheory1926");
    let content =
        link("Research/Source Content/schrodingerUndulatoryTheory1926 - Results (H & He)");
    let content = content.replace("H & He", "H &amp; He");
    let reference = reference_cell();
    for row in [format!("{reference}{key}"), format!("{key}{reference}")] {
        let text = format!(
            "---\n{{\"dg-publish\":true,\"permalink\":\"/a/\",\"tags\":[\"wave\"]}}\n---\n\n# Content\n\
             - An [[Research/Tags/Electron (e)\\|electron]] waves\n# References\n{}{}\n\n# Fields\n",
            table(["Source Content", ""], std::slice::from_ref(&content)),
            table(["Whatever", "stands here"], &[row]),
        );
        let note = check(
            PATH,
            &text,
            [
                &["schrodingerUndulatoryTheory1926 - Results (H & He)"],
                &["schrodingerUndulatoryTheory1926"],
                &[&expected_reference()],
                &[],
            ],
        );
        let claim = note.claim.expect("a claim");
        assert_eq!(claim.plain, "An electron waves");
        assert_eq!(claim.markdown, "An [[Research/Tags/Electron (e)|electron]] waves");
        let concepts: Vec<&str> = note.concepts.iter().map(|concept| concept.0.as_str()).collect();
        assert_eq!(concepts, ["Electron (e)", "wave"]);
        assert_eq!(note.created.as_deref(), Some("2024-03-01T08:30:00"));
        assert_eq!(note.permalink.as_deref(), Some("/a/"));
        assert_eq!(note.kind, NoteKind::Insight);
        assert_eq!(note.contents[0].value.detail.as_deref(), Some("H & He"));
    }
}

#[test]
fn markdown_tables_and_callouts() {
    let rows = "| Source | Key |\n|---|---|\n\
        | Bohr, N., 1913. On the Constitution. https://doi.org/10.1080/1. | [[Sources/bohrConstitution1913\\|b]] |\n\
        | \\- | [[Sources/anon.md|anon]] |\n";
    let expected: [&[&str]; 4] = [
        &[],
        &["bohrConstitution1913", "anon"],
        &[
            "bohrConstitution1913: Bohr, N., 1913. On the Constitution. https://doi.org/10.1080/1. \
             https://doi.org/10.1080/1",
            "anon: -",
        ],
        &[],
    ];
    check(PATH, &format!("# Content\nAtoms.\n\n{rows}"), expected);
    let quoted: String = rows.lines().map(|line| format!("> {line}\n")).collect();
    check(PATH, &format!("# Content\nAtoms.\n\n> [!info]\n{quoted}"), expected);
}

#[test]
fn lists_under_headings_for_references() {
    let doe = "Doe, J., 2001. Notes on trade and more. Trade 1, 2–3.";
    let roe = "Roe, R., 2002. More on trade and notes. Trade 2, 3–4.";
    let text = format!(
        "# Trade\nProse by Doe, J., 2001, that goes on and on.\n\n## Literatur\n- [1] {doe}\n\
         - [[roeMore2002]]: {roe}\n- [[doeNotes2001]]\n- [[doeNotes2001 - Results (a, b)]], p. 2001, and so on, \
         and so on\n- Read later, in 2025\n\n{doe}\n\n## Tasks\n- {roe}\n"
    );
    let references = [format!("?: {doe}"), format!("roeMore2002: {roe}"), format!("?: {doe}")];
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    check("Trade.md", &text, [&[], &[], &references, &[]]);
}

#[test]
fn lists_in_cells() {
    let list = "<ul><li><a data-href=\"aaTrees2001 - Abstract.md\">x</a></li>\
        <li><a data-href=\"bbRoots2002 - Figure 1.md\">y</a></li></ul>";
    let text = format!("# Content\nx\n\n<table><tr><td>{list}</td><td>-</td></tr></table>\n");
    check(PATH, &text, [&["aaTrees2001 - Abstract", "bbRoots2002 - Figure 1"], &[], &[], &[]]);
}

#[test]
fn links_to_claims_are_no_evidence() {
    let text = table(["Insights", ""], &[link("Research/Insights/2024-03-01 08-30-00")]);
    check("Research/Tags/Wave.md", &text, [&[], &[], &[], &[]]);
}

#[test]
fn the_vault_form() {
    let insight = "---\nSource_Content:\n  - \"[[bohrConstitution1913 - Part I (p. 3)|x]]\"\n---\n\
        # Content\nAtoms, see ![[bohrConstitution1913 - Figure 2]].\n\nEvidence:: [[@bohr1913]]\n";
    check(
        PATH,
        insight,
        [
            &["bohrConstitution1913 - Part I (p. 3)", "bohrConstitution1913 - Figure 2"],
            &["bohr1913"],
            &[],
            &[],
        ],
    );
    let reference =
        "Bohr, N., 1913. On the Constitution of Atoms: Part I. 26, 1–25. https://example.org/a";
    let evidence = format!("---\nCitation: '{reference}'\n---\n");
    let printed = format!("bohrConstitution1913: {reference} https://example.org/a");
    check("Sources/bohrConstitution1913.md", &evidence, [&[], &[], &[&printed], &[]]);
    let callout = format!("---\ncitekey: bohr1913\n---\n> [!Cite]- Reference\n> {reference}\n");
    let printed = format!("bohr1913: {reference} https://example.org/a");
    let note = check("Notes/A book.md", &callout, [&[], &[], &[&printed], &[]]);
    assert_eq!(note.kind, NoteKind::Source);
    let content =
        "---\nInsights: \"[[2024-03-01 08-30-00]]\"\n---\nThe *radius* is fixed.\n\n# Fields\n";
    let note = check("Source Content/bohr1913 - Part I.md", content, [&[], &[], &[], &[]]);
    assert_eq!(note.body, "The radius is fixed.");
    assert_eq!(note.key.map(|key| key.value.to_string()).as_deref(), Some("bohr1913"));
}

#[test]
fn what_is_broken_is_reported_and_the_rest_is_kept() {
    let key = link("Sources/bohrConstitution1913");
    let text =
        format!("# Content\nx\n# References\n<table><tr>{key}<td>Bohr\n\n# Database Fields\ny");
    check(
        PATH,
        &text,
        [&[], &["bohrConstitution1913"], &["bohrConstitution1913: Bohr"], &["unclosed-table"]],
    );
    check(PATH, "# Content\n\n# References\n", [&[], &[], &[], &["no-claim"]]);
    check(PATH, "", [&[], &[], &[], &["no-claim"]]);
    check("Source Content/Interview - part.md", "text", [&[], &[], &[], &["no-key"]]);
}

#[test]
fn the_front_matter_overrides_the_folder() {
    assert_eq!(
        read("Insights/a.md", "---\ntype: assumption\n---\nx").value.kind,
        NoteKind::Assumption
    );
    assert_eq!(read("Insights/a.md", "---\ntype: book\n---\nx").value.kind, NoteKind::Insight);
}

/// Twice the input may take about twice the time; these take seconds only if the time grows faster.
#[test]
fn hostile_notes_end_soon() {
    let many = 100_000;
    let notes = [
        "<table><tr><td>".repeat(many),
        "<div>".repeat(many),
        "<a href=x>".repeat(many),
        "<table><tr><td><ul>".to_owned() + &"<li>".repeat(many),
        "[[".repeat(many),
        "![[a|".repeat(many),
        "[[a|b]]".repeat(many),
        format!("| a |\n|---|\n{}", "| [[".repeat(many)),
        "> ".repeat(5_000),
        "- ".repeat(2_000),
        "[".repeat(many),
        "*a ".repeat(many),
        "%%".repeat(many),
        "```compressed-json\n".to_owned() + &"N4Ig".repeat(many) + "\n```\n",
        format!("---\n{}\n---\n", "a: [".repeat(many)),
        format!("---\n{}\n---\n", "[".repeat(many)),
        format!("---\n{{\"a\":{}\n---\n", "[".repeat(many)),
        format!("---\n{}---\n", "a: b: c\n".repeat(many)),
        format!("---\n{}", "a: b\n".repeat(many)),
        format!("---\na: {}\n---\n", "[[b]] ".repeat(many)),
        format!("# Content\n{}\n", "x:: [[b]]\n".repeat(many)),
        format!("> [!cite]\n> {}\n", "http://a ".repeat(many)),
        "# Content\n".repeat(many),
        "# Content\n".to_owned() + &numbered("[[doeTrees2020 - p. {}]] "),
        numbered(
            "<table><tr><td><a data-href=\"doe{}Trees2020.md\">x</a></td><td>x</td></tr></table>",
        ),
        format!(
            "<table><tr><td>-</td><td>{}",
            numbered("<a data-href=\"doe{}Trees2020.md\">x</a>")
        ),
        format!("---\n{{\"a\":[{}\"\"]}}\n---\n", numbered("\"\\u005b[doe{}Trees2020]]\",")),
        "> [!cite]\n".repeat(many),
        "[x](".repeat(many),
        "`".repeat(many) + &"``a".repeat(many),
        "&amp;<b>".repeat(many),
        "<svg>".to_owned() + &"<a href='".repeat(many),
    ];
    for (at, text) in notes.iter().enumerate() {
        let start = std::time::Instant::now();
        read(PATH, text);
        let took = start.elapsed();
        assert!(took.as_secs() < 20, "note {at} took {took:?}");
        if took.as_millis() > 500 {
            println!("note {at}: {took:?}");
        }
    }
}

#[test]
fn the_seed_page() {
    let Some(page) = common::corpus("seed-page.md") else { return };
    let source = source::read_file(&page).value.expect("a page");
    let source = source.with_path("Research/Insights/2025-01-29 10-39-27.md");
    let Read { value: note, diagnostics } = note::read(&source, &Settings::default());
    assert!(diagnostics.is_empty());
    assert_eq!((note.contents.len(), note.sources.len(), note.references.len()), (4, 1, 1));
    let reference = &note.references[0];
    let stated = &source.text[reference.place.span.clone()];
    assert_eq!(stated.get(..20), reference.text.get(..20));
    let [link] = reference.links.as_slice() else { panic!("one link") };
    assert_eq!(reference.text[link.span.clone()], link.href);
    let place = &note.sources[0].place;
    let key = note.sources[0].value.as_str();
    assert!(source.text[place.span.clone()].ends_with(&format!("{key}.md")), "{place:?}");
    let claim = note.claim.expect("a claim");
    assert!(claim.plain.starts_with("A reduction in posterior Intervertebral Disc (IVD) bulge"));
    assert!(source.text[claim.span].ends_with("]]"));
    let concepts: Vec<&str> = note.concepts.iter().map(|concept| concept.0.as_str()).collect();
    assert_eq!(
        (concepts.len(), concepts[0], concepts[5]),
        (6, "Intervertebral Disc (IVD)", "L5-S1")
    );
    assert_eq!(note.created.as_deref(), Some("2025-01-29T10:39:27"));
}

/// A line with 100,000 different pieces.
fn numbered(form: &str) -> String {
    (0..100_000).map(|number| form.replace("{}", &number.to_string())).collect()
}

/// The base names of the published links into a folder, found by searching for the attribute alone.
fn linked(text: &str, folder: &str) -> BTreeSet<String> {
    let values = text.split("data-href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let inside = values.filter_map(|value| value.split_once(folder).map(|(_, base)| base));
    inside.map(|base| base.trim_end_matches(".md").replace("&amp;", "&")).collect()
}

#[test]
fn the_corpus_is_read_whole() {
    let Some(gardens) = common::corpus("gardens") else { return };
    let mut folders: Vec<_> = std::fs::read_dir(&gardens)
        .expect("the corpus has gardens")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let vault = source::list_vault(&folder).expect("a folder");
        let (mut keys, mut contents, mut references) = (BTreeSet::new(), BTreeSet::new(), 0);
        let (mut linked_keys, mut linked_contents) = (BTreeSet::new(), BTreeSet::new());
        let (mut findings, mut claims) = (Vec::new(), 0);
        let mut time = std::time::Duration::ZERO;
        for path in &vault.notes {
            let Some(source) = vault.read(path).value else { continue };
            let start = std::time::Instant::now();
            let Read { value: note, diagnostics } = note::read(&source, &Settings::default());
            time += start.elapsed();
            for place in diagnostics.iter().filter_map(|finding| finding.place.as_ref()) {
                assert!(source.text.get(place.span.clone()).is_some(), "{}", path.display());
            }
            linked_keys.extend(linked(&source.text, "Evidence Sources/"));
            linked_contents.extend(linked(&source.text, "Source Content/"));
            claims += usize::from(note.claim.is_some());
            references += note.references.len();
            keys.extend(note.sources.iter().map(|source| source.value.to_string()));
            contents.extend(note.contents.iter().map(|content| content.value.name.clone()));
            findings.extend(diagnostics);
        }
        println!(
            "{}: {} notes, {} keys, {} contents, {references} references, {claims} claims, {} findings, \
             {time:?}",
            folder.display(),
            vault.notes.len(),
            keys.len(),
            contents.len(),
            findings.len(),
        );
        if std::env::var_os("FLORILEGE_SHOW").is_some() {
            println!("  {keys:?}\n  {contents:?}");
            for finding in &findings {
                let place = finding.place.as_ref().expect("a place");
                println!(
                    "  {} {}:{} {} | {}",
                    finding.code, place.file, place.line, finding.message, place.excerpt
                );
            }
        }
        if !linked_keys.is_empty() {
            assert_eq!(keys, linked_keys, "keys of {}", folder.display());
            assert_eq!(contents, linked_contents, "contents of {}", folder.display());
        }
    }
}

/// Pieces of which notes are made, in any order.
const PIECES: [&str; 40] = [
    "---\n",
    "{\"a\":\"[[b\\|c]]\"}",
    "key: v\n",
    "# Content\n",
    "## x\n",
    "- ",
    "> ",
    "> [!cite] ",
    "\n",
    "\n\n",
    "[[",
    "]]",
    "![[",
    "|",
    "\\|",
    "doeTrees2020",
    " - Results (a)",
    "Sources/",
    ".md",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<thead>",
    "<a href=\"",
    "data-href=\"",
    "\">",
    "</a>",
    "<li>",
    "<svg>",
    "&amp;",
    "é",
    "\u{1f}",
    "%%",
    "Source:: ",
    "```\n",
    "https://a.b/c).",
    "| a | b |\n|---|---|\n",
    "*",
];

proptest! {
    #[test]
    fn any_note_is_read(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|at| PIECES[at]).collect();
        let note = read(PATH, &text).value;
        let places = note.contents.iter().map(|content| &content.place);
        let places = places.chain(note.sources.iter().map(|source| &source.place));
        for place in places.chain(note.references.iter().map(|reference| &reference.place)) {
            prop_assert!(text.get(place.span.clone()).is_some());
        }
        for reference in &note.references {
            for link in &reference.links {
                prop_assert!(reference.text.get(link.span.clone()).is_some());
            }
        }
        if let Some(claim) = note.claim {
            prop_assert!(text.get(claim.span).is_some());
        }
    }
}
