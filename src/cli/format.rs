//! `florilege format`: a reference list.

use std::collections::HashMap;
use std::path::Path;

use super::args::{Format as Args, ListForm, Sort, StyleArgs};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::load;
use super::report::Show;
use super::shape;
use crate::cite::{self, Entry, Form, ListLayout, Processor};
use crate::format::Format;
use crate::model::{CiteKey, Item};
use crate::source;
use crate::write::reflist;

pub(crate) fn run(args: &Args, io: &Io) -> Result<Exit, Error> {
    let form = form(args)?;
    let processor = list_processor(&args.style, Path::new("."), DEFAULT_STYLE)?;
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
    let text = match list_format(form) {
        Some(format) => list(format, &entries, &processor.layout()).unwrap_or_default(),
        None => jsonl(entries.iter().filter(|entry| args.each || !entry.failed)),
    };
    let counts = io.report(findings, Show::All)?;
    io.put(args.output.as_deref(), text)?;
    Ok(counts.exit())
}

/// The style of a list for which none was named.
pub(crate) const DEFAULT_STYLE: &str = "chicago-notes-17";

/// Writes a reference list in a format; none if the format is no list's.
pub(crate) fn list(format: Format, entries: &[Entry], layout: &ListLayout) -> Option<String> {
    let form = match format {
        Format::Html => return Some(reflist::page(entries, layout)),
        Format::Text => Form::Text,
        Format::Markdown => Form::Markdown,
        Format::Latex => Form::Latex,
        Format::Typst => Form::Typst,
        Format::Rtf => Form::Rtf,
        _ => return None,
    };
    Some(reflist::write(entries, layout, form))
}

/// The format of a list; JSON lines are none.
fn list_format(form: ListForm) -> Option<Format> {
    match form {
        ListForm::Text => Some(Format::Text),
        ListForm::Markdown => Some(Format::Markdown),
        ListForm::Html => Some(Format::Html),
        ListForm::Latex => Some(Format::Latex),
        ListForm::Typst => Some(Format::Typst),
        ListForm::Rtf => Some(Format::Rtf),
        ListForm::Jsonl => None,
    }
}

fn form(args: &Args) -> Result<ListForm, Error> {
    if let Some(form) = args.to {
        return Ok(form);
    }
    match args.output.as_deref().map(|path| (path, Format::by_path(path))) {
        None => Ok(ListForm::Text),
        Some((_, Some(Format::Markdown))) => Ok(ListForm::Markdown),
        Some((_, Some(Format::Html))) => Ok(ListForm::Html),
        Some((_, Some(Format::Latex))) => Ok(ListForm::Latex),
        Some((_, Some(Format::Typst))) => Ok(ListForm::Typst),
        Some((_, Some(Format::Rtf))) => Ok(ListForm::Rtf),
        Some((_, Some(Format::CslJsonLines))) => Ok(ListForm::Jsonl),
        Some((_, Some(Format::Text) | None)) => Ok(ListForm::Text),
        Some((path, Some(other))) => Err(Error::Usage(format!(
            "`{}` says {other}, which is no reference list\n  help: say the form with --to, or use \
             `florilege convert`",
            path.display()
        ))),
    }
}

/// The style that the arguments name, or `default`, if it has a reference list.
pub(crate) fn list_processor(
    args: &StyleArgs,
    folder: &Path,
    default: &str,
) -> Result<Processor, Error> {
    let processor = processor(args, folder, default)?;
    match processor.has_bibliography() {
        true => Ok(processor),
        false => Err(Error::Usage(format!(
            "the style `{}` has citations and no reference list\n  help: `florilege cite` prints the \
             citations of a document; `florilege styles` lists other styles",
            args.style.as_deref().unwrap_or(default)
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
        let beside = path.parent().unwrap_or(Path::new("")).to_owned();
        // The parent of a dependent style may lie beside it.
        let mut find = |name: &str| {
            let name = Path::new(name).file_name()?;
            let path = beside.join(name).with_extension("csl");
            source::read_file(&path).value.map(|source| source.text)
        };
        let processor = Processor::from_xml_beside(&source.text, locale, &mut find);
        return processor.map_err(|error| match error {
            cite::Error::InvalidStyle(_) => {
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

fn jsonl<'a>(entries: impl Iterator<Item = &'a Entry>) -> String {
    let line = |entry: &Entry| {
        let value = serde_json::json!({ "id": entry.key.as_str(), "text": entry.text() });
        format!("{value}\n")
    };
    entries.map(line).collect()
}
