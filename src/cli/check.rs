//! `florilege check`: findings and nothing else.

use std::path::Path;

use super::args::{Check, Reading};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::report::Show;
use super::{load, parse, vault};
use crate::diag::Diagnostic;
use crate::evidence::Table;
use crate::format::Format;
use crate::map::bibtex::lint;
use crate::reflist::Form;
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
        let loaded = vault::load(input, None, io)?;
        findings.extend(loaded.findings);
        let formatted = std::collections::HashMap::new();
        Table::new(&loaded.notes, &loaded.sources, &formatted, findings);
        return Ok(());
    }
    if Format::by_path(input) == Some(Format::Text) {
        let source = io::input(input, findings)?;
        parse::items(&source, Form::Text, findings);
        return Ok(());
    }
    let before = findings.len();
    load::items(&[input.to_owned()], &Reading::default(), findings)?;
    if matches!(Format::by_path(input), Some(Format::Bibtex | Format::Biblatex)) {
        let source = io::input(input, &mut Vec::new())?;
        findings.extend(lint(&source));
        let of_file = &mut findings[before..];
        for finding in &mut *of_file {
            finding.help.get_or_insert_with(|| finding.code.cure());
        }
        of_file.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
    }
    Ok(())
}
