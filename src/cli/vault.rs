//! A vault in memory: its notes, its sources, its evidence.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ParallelProgressIterator as _, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::error::Error;
use super::io::{self, Io};
use crate::diag::Diagnostic;
use crate::evidence::Sources;
use crate::note::{self, Note};
use crate::settings::Settings;
use crate::source::{self, Skipped};

/// The name of the settings file.
pub(crate) const SETTINGS_FILE: &str = "florilege.toml";

/// What was read of a vault.
pub(crate) struct Loaded {
    /// Every note, sorted by path.
    pub(crate) notes: Vec<Note>,
    /// Every source that a note names.
    pub(crate) sources: Sources,
    /// What was passed over.
    pub(crate) skipped: Skipped,
    /// What was noticed, in the order of the notes.
    pub(crate) findings: Vec<Diagnostic>,
    /// The settings that applied.
    pub(crate) settings: Settings,
    /// The folder that paths in the settings are relative to.
    pub(crate) settings_folder: PathBuf,
}

/// Reads a vault.
///
/// Notes are independent, so each is read by whichever thread is free; results keep the notes' order.
pub(crate) fn load(folder: &Path, settings_file: Option<&Path>, io: &Io) -> Result<Loaded, Error> {
    if folder.exists() && !folder.is_dir() && !source::is_note(folder) {
        return Err(Error::NoFolder(folder.to_owned()));
    }
    let vault = source::list_vault(folder).map_err(Error::read(folder))?;
    if vault.notes.is_empty() {
        return Err(Error::NoNotes(folder.to_owned()));
    }
    let (settings, settings_folder) = settings(folder, settings_file)?;
    let bar = progress("reading notes", vault.notes.len(), io);
    let read: Vec<(Option<Note>, Vec<Diagnostic>)> = vault
        .notes
        .par_iter()
        .progress_with(bar)
        .map(|path| {
            let source = vault.read(path);
            let mut findings = source.diagnostics;
            let note =
                source.value.map(|source| note::read(&source, &settings).into_value(&mut findings));
            (note, findings)
        })
        .collect();
    let mut notes = Vec::with_capacity(read.len());
    let mut findings = Vec::new();
    for (note, found) in read {
        notes.extend(note);
        findings.extend(found);
    }
    let sources = Sources::gather(&notes, &mut findings);
    Ok(Loaded { notes, sources, skipped: vault.skipped, findings, settings, settings_folder })
}

/// A bar on a terminal, nothing in a pipe.
pub(super) fn progress(what: &str, all: usize, io: &Io) -> ProgressBar {
    let target = match io.watched {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(all as u64), target);
    match ProgressStyle::with_template(&format!("{what} {{wide_bar}} {{pos}}/{{len}}")) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Finds the settings: the named file, or `florilege.toml` in the folder or above it.
pub(super) fn settings(folder: &Path, named: Option<&Path>) -> Result<(Settings, PathBuf), Error> {
    let found = match named {
        Some(path) => Some(path.to_owned()),
        None => {
            let start = fs::canonicalize(folder).map_err(Error::read(folder))?;
            start.ancestors().map(|dir| dir.join(SETTINGS_FILE)).find(|path| path.is_file())
        }
    };
    let Some(path) = found else { return Ok((Settings::default(), folder.to_owned())) };
    let source = io::input(&path, &mut Vec::new())?;
    let settings = Settings::parse(&source.text).map_err(|error| {
        let place = source.place(error.span().unwrap_or_default());
        let (line, column, message) = (place.line, place.column, error.message());
        Error::Usage(format!("{}:{line}:{column}: {message}", path.display()))
    })?;
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    Ok((settings, folder))
}
