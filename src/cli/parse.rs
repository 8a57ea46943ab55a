//! `florilege parse`: formatted references to records.

use std::collections::HashMap;

use rayon::prelude::*;

use super::args::{Parse, TextForm};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::report::Show;
use super::{complete, convert};
use crate::diag::{Diagnostic, Read};
use crate::format::Format;
use crate::library;
use crate::model::{CiteKey, Item, Origin};
use crate::reflist::{self, Form, Piece};
use crate::refparse::{Parsed, Reader, Reference, crosscheck};
use crate::source::Source;

pub(crate) fn run(args: &Parse, io: &Io) -> Result<Exit, Error> {
    let format = convert::format(&args.target)?.unwrap_or(Format::CslJson);
    let mut findings = Vec::new();
    let source = io::input(&args.input, &mut findings)?;
    let mut items = items(&source, form(args, format, &source.text), &mut findings);
    complete::parsed(&args.completing, &mut items, &source, io, &mut findings)?;
    let text = match format {
        // One line for each line: `null` keeps the place of what is no record.
        Format::CslJsonLines => {
            let mut text = String::new();
            for item in &items {
                match item {
                    Some(item) => {
                        text += &convert::write(format, &[item], &args.writing, &mut findings)?;
                    }
                    None => text += "null\n",
                }
            }
            text
        }
        _ => {
            let items: Vec<&Item> = items.iter().flatten().collect();
            convert::write(format, &items, &args.writing, &mut findings)?
        }
    };
    let counts = io.report(findings, Show::All)?;
    io.put(args.target.output.as_deref(), text)?;
    Ok(counts.exit())
}

/// The form of the input: said, or told by its name and text.
///
/// Programs rely on a line for a line, so that a text without a form that goes out in lines comes in lines,
/// unless its name says that it is a page.
fn form(args: &Parse, format: Format, text: &str) -> Form {
    match args.form {
        Some(TextForm::Text) => Form::Text,
        Some(TextForm::Line) => Form::Line,
        Some(TextForm::Paragraph) => Form::Paragraph,
        Some(TextForm::Numbered) => Form::Numbered,
        Some(TextForm::Markdown) => Form::Markdown,
        Some(TextForm::Html) => Form::Html,
        Some(TextForm::Bbl) => Form::Bbl,
        None if format == Format::CslJsonLines => match Form::by_path(&args.input) {
            None | Some(Form::Text) => Form::Line,
            Some(form) => form,
        },
        None => Form::of(&args.input, text),
    }
}

/// Parses each reference of a text; checks each record by printing it again, its parts against each other,
/// and whether it stands twice.
///
/// # Diagnostics
/// Those of [`Reader::read`], [`crosscheck`] and [`library::find_doubles`], `reference-differs`,
/// `reference-nearly-equal`.
pub(crate) fn items(
    source: &Source,
    form: Form,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<Item>> {
    let pieces = reflist::cut(source, form).into_value(findings);
    let reader = Reader::of(pieces.iter().map(|piece| &*piece.text));
    let read = |piece: &Piece<'_>| {
        // A line that holds nothing is no reference and needs no finding.
        if piece.text.is_empty() {
            return Read::clean(None);
        }
        let origin = source.origin(piece.span.clone());
        let place = source.place(piece.span.clone());
        let (text, links, key) = (&*piece.text, piece.links.as_slice(), piece.key.as_ref());
        let mut read = reader.read(Reference { text, links, key, origin: &origin }).placed(&place);
        let verdict = read.value.as_ref().and_then(|parsed| parsed.verdict.as_ref());
        read.diagnostics.extend(verdict.and_then(|verdict| verdict.finding(&place)));
        if let Some(parsed) = &read.value {
            let places = |origin: &Origin| Some(source.place(origin.span.clone()));
            read.diagnostics.extend(crosscheck(&parsed.item, &places));
        }
        read
    };
    let read: Vec<Read<Option<Parsed>>> = pieces.par_iter().map(read).collect();
    let mut keys = Keys::default();
    let item = |read: Read<Option<Parsed>>| {
        let mut item = read.into_value(findings)?.item;
        keys.assign(&mut item);
        Some(item)
    };
    let items: Vec<Option<Item>> = read.into_iter().map(item).collect();
    let records: Vec<&Item> = items.iter().flatten().collect();
    let places = |origin: &Origin| Some(source.place(origin.span.clone()));
    findings.extend(library::find_doubles(&records, &places));
    items
}

/// Letters behind the predicted citation keys of records, where two are alike.
#[derive(Default)]
struct Keys(HashMap<String, usize>);

impl Keys {
    fn assign(&mut self, item: &mut Item) {
        let count = self.0.entry(item.key.as_str().to_lowercase()).or_default();
        // The first stays bare, the others get a, b, … z, aa, ab, …
        let key = format!("{}{}", item.key, letters(*count));
        *count += 1;
        if let Ok(key) = CiteKey::parse(&key) {
            item.key = key;
        }
    }
}

fn letters(count: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = count;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_count_on() {
        let got: Vec<String> = [0, 1, 2, 26, 27, 28].into_iter().map(letters).collect();
        assert_eq!(got, ["", "a", "b", "z", "aa", "ab"]);
    }
}
