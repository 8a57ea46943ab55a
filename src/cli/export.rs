//! `florilege export`: the main job.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Dialect, Export, StyleArgs};
use super::error::Error;
use super::format::{self, DEFAULT_STYLE, list_processor};
use super::io::{Exit, Io, count};
use super::output::Files;
use super::report::{Counts, Show};
use super::vault::{self, Loaded};
use super::{complete, convert};
use crate::cite::{Entry, Processor};
use crate::evidence::Table;
use crate::format::Format;
use crate::map::zotero::Library;
use crate::model::{CiteKey, Item, Status};
use crate::note::NoteKind;
use crate::refparse::{Style, Verdict};
use crate::write::{evidence_csv, zotero_rdf};

pub(crate) fn run(args: &Export, io: &Io) -> Result<Exit, Error> {
    let start = Instant::now();
    let outputs = outputs(args)?;
    let mut loaded = vault::load(&args.vault, args.settings.as_deref(), io)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    complete::sources(&args.completing, &mut loaded, io, &mut findings)?;
    let records = loaded.sources.records();
    let items: Vec<&Item> = records.iter().map(|record| &record.item).collect();
    // Without a named style the list is in the one that most references are printed in; the self-check has
    // it ready. Bibliographies alone need no list, but a style that is not there is an error all the same.
    let common = loaded.sources.common_style().or_else(|| Style::named(DEFAULT_STYLE));
    let named = named_style(args, &loaded, common)?;
    let processor = named.as_ref().or_else(|| common.and_then(Style::processor));
    let needs_list = outputs.iter().any(|(_, format)| prints(*format));
    let layout = processor.map(Processor::layout).unwrap_or_default();
    let entries = match processor.filter(|_| needs_list) {
        Some(processor) => processor.list(&items),
        None => Vec::new(),
    };
    findings.extend(entries.iter().filter_map(Entry::diagnostic));
    let formatted: HashMap<CiteKey, String> =
        entries.iter().map(|entry| (entry.key.clone(), entry.text())).collect();
    let table = Table::new(&loaded.notes, &loaded.sources, &formatted, &mut findings);

    let mut files = Files::default();
    let mut neutralised = 0;
    for (path, format) in outputs {
        let data = match format {
            Format::EvidenceCsv => {
                let mut data = Vec::new();
                neutralised += evidence_csv::write(&table, args.raw_csv, &mut data)?.neutralised;
                data
            }
            Format::ZoteroRdf => {
                let library = Library::of_vault(&loaded.notes, &loaded.sources, &table);
                let library = library.into_value(&mut findings);
                let mut data = Vec::new();
                findings.extend(zotero_rdf::library(&library, &mut data)?);
                data
            }
            format => match format::list(format, &entries, &layout) {
                Some(list) => list.into_bytes(),
                None => convert::write(format, &items, &args.writing, &mut findings)?.into_bytes(),
            },
        };
        files.add(path, data);
    }
    files.write()?;
    let counts = io.report(findings, Show::Few)?;
    io.say(&summary(&loaded, &table, counts, neutralised))?;
    for (path, size) in files.sizes() {
        io.say(&format!("wrote      {} ({})", path.display(), human_size(size)))?;
    }
    io.say(&format!("time       {:.2} s", start.elapsed().as_secs_f64()))?;
    Ok(counts.exit())
}

/// Whether a format has the formatted reference of each source in it.
fn prints(format: Format) -> bool {
    use Format::{EvidenceCsv, Html, Latex, Markdown, Rtf, Text, Typst};
    matches!(format, EvidenceCsv | Text | Markdown | Html | Latex | Typst | Rtf)
}

/// The files to write and their formats.
fn outputs(args: &Export) -> Result<Vec<(PathBuf, Format)>, Error> {
    let dialect = match args.bib {
        Dialect::Bibtex => Format::Bibtex,
        Dialect::Biblatex => Format::Biblatex,
    };
    let mut outputs = Vec::new();
    for path in &args.output {
        // A name without an extension, or that of a folder, is a folder.
        if path.is_dir() || path.extension().is_none() {
            outputs.extend([
                (path.join("references.bib"), dialect),
                (path.join("references.json"), Format::CslJson),
                (path.join("evidence.csv"), Format::EvidenceCsv),
                (path.join("references.md"), Format::Markdown),
            ]);
            continue;
        }
        match Format::by_path(path) {
            Some(Format::Bibtex) => outputs.push((path.clone(), dialect)),
            // A vault's table is the evidence table.
            Some(Format::Csv) => outputs.push((path.clone(), Format::EvidenceCsv)),
            Some(format) => outputs.push((path.clone(), format)),
            None => return Err(unknown_extension(path)),
        }
    }
    Ok(outputs)
}

fn unknown_extension(path: &Path) -> Error {
    let extensions: Vec<String> = Format::all()
        .filter(|format| format.writes())
        .flat_map(Format::extensions)
        .map(|extension| format!(".{extension}"))
        .collect();
    Error::Usage(format!(
        "cannot tell a format from the name `{}`\n  help: end it with one of {}, or name a folder",
        path.display(),
        extensions.join(" ")
    ))
}

/// The style and the locale that the arguments or the settings ask for; none if they ask for neither.
fn named_style(
    args: &Export,
    loaded: &Loaded,
    common: Option<Style>,
) -> Result<Option<Processor>, Error> {
    let output = &loaded.settings.output;
    let style = StyleArgs {
        style: args.style.style.clone().or_else(|| output.style.clone()),
        locale: args.style.locale.clone().or_else(|| output.locale.clone()),
    };
    if style.style.is_none() && style.locale.is_none() {
        return Ok(None);
    }
    let folder = match args.style.style {
        Some(_) => Path::new("."),
        None => &loaded.settings_folder,
    };
    let common = common.map_or(DEFAULT_STYLE, Style::name);
    list_processor(&style, folder, common).map(Some)
}

/// What was found, a line a subject.
fn summary(loaded: &Loaded, table: &Table<'_>, counts: Counts, neutralised: usize) -> String {
    let records = loaded.sources.records();
    let with = |status| records.iter().filter(|record| record.status == status).count();
    let verdicts = |wanted: fn(&Verdict) -> bool| {
        records.iter().filter_map(|record| record.verdict.as_ref()).filter(|v| wanted(v)).count()
    };
    let mut lines = vec![
        format!("read       {}", notes_line(loaded)),
        format!(
            "sources    {}: {} complete, {} truncated ('et al.'), {} doubtful, {} known by key alone",
            records.len(),
            with(Status::Complete),
            with(Status::Truncated),
            with(Status::Doubtful),
            with(Status::Stub)
        ),
        format!(
            "self-check {} print as they stood, {} nearly, {} differently",
            verdicts(|verdict| matches!(verdict, Verdict::Equal)),
            verdicts(|verdict| matches!(verdict, Verdict::NearlyEqual { .. })),
            verdicts(|verdict| matches!(verdict, Verdict::Different { .. }))
        ),
        format!("claims     {}", claims_line(loaded)),
        format!("evidence   {}", evidence_line(table)),
    ];
    if neutralised > 0 {
        lines.push(format!(
            "guarded    {} that a spreadsheet would run (--raw-csv leaves them)",
            count(neutralised, "cell")
        ));
    }
    lines.push(format!("findings   {counts}"));
    lines.join("\n")
}

fn notes_line(loaded: &Loaded) -> String {
    let skipped = &loaded.skipped;
    let kinds = [
        (skipped.hidden, "hidden"),
        (skipped.recycled, "recycled"),
        (skipped.conflicts, "in sync conflict"),
        (skipped.linked, "linked"),
        (skipped.unreadable, "unreadable"),
    ];
    let parts = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    let notes = count(loaded.notes.len(), "note");
    if parts.is_empty() { notes } else { format!("{notes}, skipped {}", parts.join(", ")) }
}

fn claims_line(loaded: &Loaded) -> String {
    let kinds = [NoteKind::Insight, NoteKind::Assumption, NoteKind::Takeaway, NoteKind::QuickNote];
    let numbers = kinds
        .map(|kind| (loaded.notes.iter().filter(|note| note.kind == kind).count(), kind.as_str()));
    let total: usize = numbers.iter().map(|(number, _)| number).sum();
    let parts = numbers.map(|(number, kind)| count(number, kind));
    format!("{total}: {}", parts.join(", "))
}

fn evidence_line(table: &Table<'_>) -> String {
    let contents: BTreeSet<&str> =
        table.rows().iter().filter_map(|row| Some(row.content?.name.as_str())).collect();
    let rows = count(table.rows().len(), "row");
    format!("{rows}, {}", count(contents.len(), "source content"))
}

/// `812 B`, `38.2 kB`.
fn human_size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
