//! `florilege export`: the main job.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Dialect, Export, StyleArgs};
use super::convert;
use super::error::Error;
use super::format::{DEFAULT_STYLE, processor};
use super::io::{Counts, Exit, Files, Io, Show};
use super::printer::Printers;
use super::vault::{self, Loaded};
use crate::cite::{Engine as _, Entry};
use crate::evidence::Table;
use crate::format::Format;
use crate::model::{CiteKey, Item, Status};
use crate::note::NoteKind;
use crate::refparse::Verdict;
use crate::write::{csv, reflist};

pub(crate) fn run(args: &Export, io: &Io) -> Result<Exit, Error> {
    let start = Instant::now();
    let outputs = outputs(args)?;
    let printers = Printers::default();
    let mut loaded = vault::load(&args.vault, args.settings.as_deref(), &printers, io)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    let records = loaded.sources.records();
    let items: Vec<&Item> = records.iter().map(|record| &record.item).collect();
    let entries = list(args, &loaded, &items)?;
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
                neutralised += csv::write(&table, args.raw_csv, &mut data)?.neutralised;
                data
            }
            Format::Text => reflist::write(&entries, reflist::Form::Text).into_bytes(),
            Format::Markdown => reflist::write(&entries, reflist::Form::Markdown).into_bytes(),
            Format::Html => reflist::write(&entries, reflist::Form::HtmlPage).into_bytes(),
            Format::Bibtex | Format::Biblatex | Format::CslJson | Format::CslJsonLines => {
                convert::write(format, &items, &args.writing, &mut findings)?.into_bytes()
            }
        };
        files.add(path, data);
    }
    files.write()?;
    let counts = io.report(&findings, Show::Few)?;
    let summary = summary(&loaded, &table, counts, neutralised);
    io.say(summary.trim_end())?;
    for (path, size) in files.sizes() {
        io.say(&format!("wrote      {} ({})", path.display(), human_size(size)))?;
    }
    io.say(&format!("time       {:.2} s", start.elapsed().as_secs_f64()))?;
    Ok(counts.exit())
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
            Some(format) => outputs.push((path.clone(), format)),
            None => return Err(unknown_extension(path)),
        }
    }
    Ok(outputs)
}

fn unknown_extension(path: &Path) -> Error {
    let extensions: Vec<String> = Format::all()
        .flat_map(Format::extensions)
        .map(|extension| format!(".{extension}"))
        .collect();
    Error::Usage(format!(
        "cannot tell a format from the name `{}`\n  help: end it with one of {}, or name a folder",
        path.display(),
        extensions.join(" ")
    ))
}

/// The reference list in the style that was asked for, or in the one that fits the vault.
fn list(args: &Export, loaded: &Loaded, items: &[&Item]) -> Result<Vec<Entry>, Error> {
    let output = &loaded.settings.output;
    let style = StyleArgs {
        style: args.style.style.clone().or_else(|| output.style.clone()),
        locale: args.style.locale.clone().or_else(|| output.locale.clone()),
    };
    let folder = match args.style.style {
        Some(_) => Path::new("."),
        None => &loaded.settings_folder,
    };
    let common = loaded.sources.common_style().map_or(DEFAULT_STYLE, |style| style.name());
    Ok(processor(&style, folder, common)?.list(items))
}

/// What was found, a line a subject.
fn summary(loaded: &Loaded, table: &Table<'_>, counts: Counts, neutralised: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "read       {}", notes_line(loaded));
    let records = loaded.sources.records();
    let with = |status| records.iter().filter(|record| record.status == status).count();
    let _ = writeln!(
        out,
        "sources    {}: {} complete, {} truncated ('et al.'), {} doubtful, {} stubs",
        records.len(),
        with(Status::Complete),
        with(Status::Truncated),
        with(Status::Doubtful),
        with(Status::Stub)
    );
    let verdicts = |wanted: fn(&Verdict) -> bool| {
        records.iter().filter_map(|record| record.verdict.as_ref()).filter(|v| wanted(v)).count()
    };
    let _ = writeln!(
        out,
        "self-check {} print as they stood, {} nearly, {} differently",
        verdicts(|verdict| matches!(verdict, Verdict::Equal)),
        verdicts(|verdict| matches!(verdict, Verdict::NearlyEqual { .. })),
        verdicts(|verdict| matches!(verdict, Verdict::Different { .. }))
    );
    let _ = writeln!(out, "claims     {}", claims_line(loaded));
    let rows = table.rows();
    let mut contents: Vec<&str> =
        rows.iter().filter_map(|row| row.content.map(|content| content.name.as_str())).collect();
    contents.sort_unstable();
    contents.dedup();
    let _ = writeln!(out, "evidence   {} rows, {} source contents", rows.len(), contents.len());
    if neutralised > 0 {
        let cells = if neutralised == 1 { "cell" } else { "cells" };
        let _ = writeln!(
            out,
            "guarded    {neutralised} {cells} that a spreadsheet would run (--raw-csv leaves them)"
        );
    }
    let (errors, warnings, notes) = (counts.errors, counts.warnings, counts.notes);
    let _ = writeln!(out, "findings   {errors} errors, {warnings} warnings, {notes} notes");
    out
}

fn notes_line(loaded: &Loaded) -> String {
    let skipped = &loaded.skipped;
    let parts = [
        (skipped.hidden, "hidden"),
        (skipped.recycled, "recycled"),
        (skipped.conflicts, "in sync conflict"),
        (skipped.unreadable, "unreadable"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let skipped =
        if parts.is_empty() { String::new() } else { format!(", skipped {}", parts.join(", ")) };
    format!("{} notes{skipped}", loaded.notes.len())
}

fn claims_line(loaded: &Loaded) -> String {
    let kinds = [
        (NoteKind::Insight, "insights"),
        (NoteKind::Assumption, "assumptions"),
        (NoteKind::Takeaway, "takeaways"),
        (NoteKind::QuickNote, "quick notes"),
    ];
    let count = |kind| loaded.notes.iter().filter(|note| note.kind == kind).count();
    let total: usize = kinds.iter().map(|(kind, _)| count(*kind)).sum();
    let parts: Vec<String> =
        kinds.iter().map(|(kind, name)| format!("{} {name}", count(*kind))).collect();
    format!("{total}: {}", parts.join(", "))
}

/// `812 B`, `38.2 kB`.
fn human_size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
