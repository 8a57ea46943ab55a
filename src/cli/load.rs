//! Bibliographies named on the command line.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::io;
use crate::bibliography;
use crate::diag::{Code, Diagnostic};
use crate::format::Format;
use crate::model::{CiteKey, Item};
use crate::source::Source;

/// The texts to read, each with its format.
#[derive(Debug, Default)]
pub(crate) struct Inputs(Vec<(Format, Source)>);

/// What reading hands on.
pub(crate) enum Found {
    Item(Box<Item>),
    Finding(Diagnostic),
}

impl Inputs {
    /// Reads every input as text.
    pub(crate) fn open(
        paths: &[PathBuf],
        from: Option<&str>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let from = from.map(readable).transpose()?;
        let mut inputs = Self::default();
        for path in paths {
            let source = io::input(path, findings)?;
            let format = from
                .or_else(|| Format::by_path(path).filter(|format| format.reads()))
                .or_else(|| Format::detect(&source.text))
                .ok_or_else(|| unknown_format(path))?;
            inputs.0.push((format, source));
        }
        Ok(inputs)
    }

    /// Hands on every item in order; of two items with one key the first stays.
    pub(crate) fn each(
        &self,
        sink: &mut dyn FnMut(Found) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut seen: HashSet<CiteKey> = HashSet::new();
        for (format, source) in &self.0 {
            // Reading goes on to the end of a source; the first error is kept.
            let mut result = Ok(());
            let (mut items, mut findings) = (0usize, 0usize);
            bibliography::each(*format, source, &mut |read| {
                if result.is_err() {
                    return;
                }
                findings += read.diagnostics.len();
                items += usize::from(read.value.is_some());
                let item = read.value.map(|item| match seen.insert(item.key.clone()) {
                    true => Found::Item(Box::new(item)),
                    false => Found::Finding(duplicate(&item, source)),
                });
                let all = read.diagnostics.into_iter().map(Found::Finding).chain(item);
                result = all.into_iter().try_for_each(&mut *sink);
            });
            result?;
            if items == 0 && findings == 0 && !matches!(source.text.trim(), "" | "[]") {
                let message = format!("`{}` has no records that {format} knows", source.name);
                let finding = Diagnostic::new(Code::NoRecords, message).at(source.place(0..0));
                sink(Found::Finding(finding.help("say the format of the input with --from")))?;
            }
        }
        Ok(())
    }

    /// The citation keys of all items.
    pub(crate) fn keys(&self) -> Vec<CiteKey> {
        let mut keys = Vec::new();
        for (format, source) in &self.0 {
            bibliography::each(*format, source, &mut |read| {
                keys.extend(read.value.map(|item| item.key));
            });
        }
        keys
    }
}

/// Reads every input in order; of two items with one key the first stays.
pub(crate) fn items(
    inputs: &[PathBuf],
    from: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    Inputs::open(inputs, from, findings)?.each(&mut |found| {
        match found {
            Found::Item(item) => items.push(*item),
            Found::Finding(finding) => findings.push(finding),
        }
        Ok(())
    })?;
    Ok(items)
}

fn duplicate(item: &Item, source: &Source) -> Diagnostic {
    let message = format!("another record has the key `{}`; this one is not used", item.key);
    let place = source.place(item.kind.origin.span.clone());
    Diagnostic::new(Code::DuplicateKey, message).at(place)
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
