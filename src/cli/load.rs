//! Bibliographies named on the command line.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::io;
use crate::bibliography;
use crate::diag::{Code, Diagnostic};
use crate::format::Format;
use crate::model::Item;

/// Reads every input in order; of two items with one key the first stays.
pub(crate) fn items(
    inputs: &[PathBuf],
    from: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Item>, Error> {
    let from = from.map(readable).transpose()?;
    let mut items: Vec<Item> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for path in inputs {
        let source = io::input(path, findings)?;
        let format = from
            .or_else(|| Format::by_path(path).filter(|format| format.reads()))
            .or_else(|| Format::detect(&source.text))
            .ok_or_else(|| unknown_format(path))?;
        let before = findings.len();
        let read = bibliography::read(format, &source).into_value(findings);
        if read.is_empty() && findings.len() == before && !matches!(source.text.trim(), "" | "[]") {
            let message = format!("`{}` has no records that {format} knows", source.name);
            let finding = Diagnostic::new(Code::NoRecords, message).at(source.place(0..0));
            findings.push(finding.help("say the format of the input with --from"));
        }
        for item in read {
            if seen.insert(item.key.clone()) {
                items.push(item);
            } else if inputs.len() > 1 {
                let message = format!("`{}` is in more than one input", item.key);
                let place = source.place(item.kind.origin.span.clone());
                findings.push(Diagnostic::new(Code::DuplicateKey, message).at(place));
            }
        }
    }
    Ok(items)
}

/// The format with this name, if it can be read.
fn readable(name: &str) -> Result<Format, Error> {
    by_name(name, Format::reads, "format that can be read")
}

/// The format with this name, if it can be written.
pub(crate) fn writable(name: &str) -> Result<Format, Error> {
    by_name(name, Format::writes, "format that can be written")
}

fn by_name(name: &str, fits: impl Fn(Format) -> bool, what: &'static str) -> Result<Format, Error> {
    match Format::by_name(name) {
        Ok(format) if fits(format) => Ok(format),
        Ok(_) => {
            let names: Vec<_> = Format::all().filter(|format| fits(*format)).collect();
            Err(Error::unknown(what, name, &names))
        }
        Err(near) => Err(Error::unknown("format", name, &near)),
    }
}

fn unknown_format(path: &Path) -> Error {
    Error::Usage(format!(
        "cannot tell the format of `{}`\n  help: say it with --from; `florilege formats` lists them",
        path.display()
    ))
}
