//! `florilege convert`: bibliographies from one format to another.

use super::args::{Convert, Profile, Target, Writing};
use super::error::Error;
use super::io::{Exit, Io, Show};
use super::load;
use crate::bibliography::{self, Options};
use crate::diag::{Diagnostic, Read};
use crate::format::Format;
use crate::map::csl_json;
use crate::model::Item;

pub(crate) fn run(args: &Convert, io: &Io) -> Result<Exit, Error> {
    let format = format(&args.target)?.ok_or_else(|| {
        let help = "say it with --to, or name the output file; `florilege formats` lists them";
        Error::Usage(format!("no output format\n  help: {help}"))
    })?;
    let mut findings = Vec::new();
    let items = load::items(&args.inputs, args.from.as_deref(), &mut findings)?;
    let text = write(format, &items.iter().collect::<Vec<_>>(), &args.writing, &mut findings)?;
    let counts = io.report(&findings, Show::All)?;
    io.put(args.target.output.as_deref(), text)?;
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
    let profile = match writing.profile {
        Profile::Csl => csl_json::Profile::Csl,
        Profile::Zotero => csl_json::Profile::Zotero,
    };
    let options = Options { ascii: writing.ascii, profile };
    match bibliography::write(format, items, options) {
        Some(Read { value, diagnostics }) => {
            findings.extend(diagnostics);
            Ok(value)
        }
        None => Err(Error::Usage(format!(
            "`{format}` is no bibliography format\n  help: `florilege format` writes reference lists, \
             `florilege export` evidence tables"
        ))),
    }
}
