//! `florilege convert`: bibliographies from one format to another.

use std::rc::Rc;

use super::args::{Convert, Profile, Target, Writing};
use super::error::Error;
use super::io::{Exit, Io};
use super::load::{self, Found, Hold, Inputs};
use super::output::Output;
use super::report::{Reporter, Show};
use super::shape;
use crate::bibliography::{self, Options};
use crate::diag::{Diagnostic, Read};
use crate::format::Format;
use crate::map::bibtex::Dialect;
use crate::map::csl_json;
use crate::model::{CiteKey, Item};
use crate::write::{self, ItemWriter};

pub(crate) fn run(args: &Convert, io: &Io) -> Result<Exit, Error> {
    let format = format(&args.target)?.ok_or_else(|| {
        let help = "say it with --to, or name the output file; `florilege formats` lists them";
        Error::Usage(format!("no output format\n  help: {help}"))
    })?;
    if let Some(exit) = copied(args, format, io)? {
        return Ok(exit);
    }
    let mut writer = writer(args, format)?;
    let mut reporter = Reporter::new(io, Show::All);
    let mut findings = Vec::new();
    if args.shape.applies(args.inputs.len()) {
        let has_ids = matches!(format, Format::Bibtex | Format::Biblatex);
        let reading = &args.reading;
        let items = shape::items(&args.shape, &args.inputs, reading, has_ids, io, &mut findings)?;
        reporter.add(findings)?;
        let keys: Vec<CiteKey> = items.iter().map(|item| item.key.clone()).collect();
        writer.reserve(Rc::new(move || keys.clone()));
        let mut output = Output::open(args.target.output.as_deref())?;
        for item in &items {
            let findings = writer.item(item, &mut output).map_err(|cause| output.error(cause))?;
            reporter.add(findings)?;
        }
        return finish(writer, output, reporter);
    }
    // A key that must change asks for all others, so the texts are read again.
    let hold = match format {
        Format::Bibtex | Format::Biblatex => Hold::All,
        _ => Hold::Piece,
    };
    let inputs = Inputs::open(&args.inputs, &args.reading, hold, &mut findings)?;
    let inputs = Rc::new(inputs);
    reporter.add(findings)?;
    let again = Rc::clone(&inputs);
    writer.reserve(Rc::new(move || again.keys()));
    let mut output = Output::open(args.target.output.as_deref())?;
    inputs.each(&mut |found| match found {
        Found::Finding(finding) => reporter.add([finding]),
        Found::Item(item) => {
            let findings = writer.item(&item, &mut output).map_err(|cause| output.error(cause))?;
            reporter.add(findings)
        }
    })?;
    finish(writer, output, reporter)
}

/// Writes a `.bib` file as a `.bib` file: what no option changes stays as it stands.
///
/// Who says the dialect with `--to` asks for entries of that dialect.
fn copied(args: &Convert, format: Format, io: &Io) -> Result<Option<Exit>, Error> {
    let is_asked_for = args.target.to.is_some() || args.shape.applies(args.inputs.len());
    let is_bib = matches!(format, Format::Bibtex | Format::Biblatex);
    let (Some(changes), [input], true, false) =
        (args.bib.changes(args.writing.ascii), args.inputs.as_slice(), is_bib, is_asked_for)
    else {
        return Ok(None);
    };
    let mut findings = Vec::new();
    let Some(source) = load::source_of(input, &args.reading, format, &mut findings)? else {
        return Ok(None);
    };
    let mut reporter = Reporter::new(io, Show::All);
    reporter.add(findings)?;
    let mut output = Output::open(args.target.output.as_deref())?;
    let findings = write::bibtex::copy(&source, &changes, &mut output);
    reporter.add(findings.map_err(|cause| output.error(cause))?)?;
    let counts = reporter.finish()?;
    output.commit()?;
    Ok(Some(counts.exit()))
}

/// The writer that the arguments ask for.
fn writer(args: &Convert, format: Format) -> Result<Box<dyn ItemWriter>, Error> {
    let bibtex = |dialect| {
        let options = args.bib.options(dialect, args.writing.ascii);
        Box::new(write::bibtex::Writer::with_layout(options, args.bib.layout()))
    };
    match format {
        Format::Bibtex => Ok(bibtex(Dialect::Bibtex)),
        Format::Biblatex => Ok(bibtex(Dialect::Biblatex)),
        format => bibliography::writer(format, options(&args.writing))
            .ok_or_else(|| no_bibliography(format)),
    }
}

fn finish(
    mut writer: Box<dyn ItemWriter>,
    mut output: Output,
    reporter: Reporter<'_>,
) -> Result<Exit, Error> {
    writer.finish(&mut output).map_err(|cause| output.error(cause))?;
    let counts = reporter.finish()?;
    output.commit()?;
    Ok(counts.exit())
}

/// The format that the arguments say: by its name, or by the name of the output file.
pub(crate) fn format(target: &Target) -> Result<Option<Format>, Error> {
    let by_name = target.to.as_deref().map(load::writable).transpose()?;
    Ok(by_name.or_else(|| target.output.as_deref().and_then(Format::by_path)))
}

/// Writes items in a bibliography format.
pub(crate) fn write(
    format: Format,
    items: &[&Item],
    writing: &Writing,
    findings: &mut Vec<Diagnostic>,
) -> Result<String, Error> {
    match bibliography::write(format, items, options(writing)) {
        Some(Read { value, diagnostics }) => {
            findings.extend(diagnostics);
            Ok(value)
        }
        None => Err(no_bibliography(format)),
    }
}

fn options(writing: &Writing) -> Options {
    let profile = match writing.profile {
        Profile::Csl => csl_json::Profile::Csl,
        Profile::Zotero => csl_json::Profile::Zotero,
    };
    Options { ascii: writing.ascii, profile }
}

fn no_bibliography(format: Format) -> Error {
    Error::Usage(format!(
        "`{format}` is no bibliography format\n  help: `florilege format` writes reference lists, \
         `florilege export` evidence tables"
    ))
}
