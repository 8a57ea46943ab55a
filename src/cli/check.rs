//! `florilege check`: findings and nothing else.

use std::path::Path;

use super::args::{Check, Reading};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::printer::Printers;
use super::report::Show;
use super::{load, parse, vault};
use crate::diag::Diagnostic;
use crate::evidence::Table;
use crate::format::Format;
use crate::source;

pub(crate) fn run(args: &Check, io: &Io) -> Result<Exit, Error> {
    let mut findings = Vec::new();
    for input in &args.inputs {
        check(input, io, &mut findings)?;
    }
    let counts = io.report(findings, Show::All)?;
    io.say(&counts.to_string())?;
    Ok(counts.exit())
}

fn check(input: &Path, io: &Io, findings: &mut Vec<Diagnostic>) -> Result<(), Error> {
    if input.is_dir() || source::is_note(input) {
        let loaded = vault::load(input, None, &Printers::default(), io)?;
        findings.extend(loaded.findings);
        let formatted = std::collections::HashMap::new();
        Table::new(&loaded.notes, &loaded.sources, &formatted, findings);
        return Ok(());
    }
    if Format::by_path(input) == Some(Format::Text) {
        let source = io::input(input, findings)?;
        parse::items(&source, findings);
        return Ok(());
    }
    load::items(&[input.to_owned()], &Reading::default(), findings).map(|_| ())
}
