//! `florilege format`: a reference list.

use std::collections::HashMap;
use std::path::Path;

use super::args::{Format as Args, ListForm, Sort, StyleArgs};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::load;
use super::report::Show;
use super::shape;
use crate::cite::{self, Engine as _, Entry, Processor};
use crate::format::Format;
use crate::model::{CiteKey, Item};
use crate::refparse::Style;
use crate::write::reflist::{self, Form};

pub(crate) fn run(args: &Args, io: &Io) -> Result<Exit, Error> {
    let form = form(args)?;
    let processor = processor(&args.style, Path::new("."), DEFAULT_STYLE.name())?;
    let mut findings = Vec::new();
    let reading = &args.reading;
    let items = match args.shape.applies(args.inputs.len()) {
        true => shape::items(&args.shape, &args.inputs, reading, false, io, &mut findings)?,
        false => load::items(&args.inputs, reading, &mut findings)?,
    };
    let items: Vec<&Item> = items.iter().collect();
    let entries: Vec<Entry> = match (args.each, args.sort) {
        (true, _) => items.iter().map(|item| processor.each(item)).collect(),
        (false, Sort::Style) => processor.list(&items),
        (false, Sort::Input) => in_order_of(&items, processor.list(&items)),
    };
    findings.extend(entries.iter().filter_map(Entry::diagnostic));
    let text = match form {
        ListForm::Text => reflist::write(&entries, Form::Text),
        ListForm::Markdown => reflist::write(&entries, Form::Markdown),
        ListForm::Html => reflist::write(&entries, Form::HtmlPage),
        ListForm::Jsonl => jsonl(&entries),
    };
    let counts = io.report(findings, Show::All)?;
    io.put(args.output.as_deref(), text)?;
    Ok(counts.exit())
}

/// The style of a list for which none was named.
pub(crate) const DEFAULT_STYLE: Style = Style::ChicagoNotes17;

fn form(args: &Args) -> Result<ListForm, Error> {
    if let Some(form) = args.to {
        return Ok(form);
    }
    match args.output.as_deref().map(|path| (path, Format::by_path(path))) {
        None => Ok(ListForm::Text),
        Some((_, Some(Format::Markdown))) => Ok(ListForm::Markdown),
        Some((_, Some(Format::Html))) => Ok(ListForm::Html),
        Some((_, Some(Format::CslJsonLines))) => Ok(ListForm::Jsonl),
        Some((_, Some(Format::Text) | None)) => Ok(ListForm::Text),
        Some((path, Some(other))) => Err(Error::Usage(format!(
            "`{}` says {other}, which is no reference list\n  help: say the form with --to, or use \
             `florilege convert`",
            path.display()
        ))),
    }
}

/// The style that the arguments name, or `default`. A name that ends in `.csl` is a file.
pub(crate) fn processor(
    args: &StyleArgs,
    folder: &Path,
    default: &str,
) -> Result<Processor, Error> {
    let name = args.style.as_deref().unwrap_or(default);
    let locale = args.locale.as_deref();
    if Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case("csl")) {
        let path = folder.join(name);
        let source = io::input(&path, &mut Vec::new())?;
        return Processor::from_xml(&source.text, locale).map_err(|error| match error {
            cite::Error::InvalidStyle(_) | cite::Error::NoBibliography(_) => {
                let help = "a CSL style is an XML file whose root is `style`";
                Error::Usage(format!("`{}`: {error}\n  help: {help}", path.display()))
            }
            other => Error::from(other),
        });
    }
    Processor::new(name, locale).map_err(Error::from)
}

/// Puts the entries of a list into the order of its items.
fn in_order_of(items: &[&Item], mut entries: Vec<Entry>) -> Vec<Entry> {
    let places: HashMap<&CiteKey, usize> =
        items.iter().enumerate().map(|(at, item)| (&item.key, at)).collect();
    entries.sort_by_key(|entry| places.get(&entry.key).copied());
    entries
}

fn jsonl(entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        let value = serde_json::json!({ "id": entry.key.as_str(), "text": entry.text() });
        format!("{value}\n")
    };
    entries.iter().map(line).collect()
}
