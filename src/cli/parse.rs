//! `florilege parse`: formatted references, one a line, to records.

use std::collections::HashMap;

use super::args::Parse;
use super::error::Error;
use super::io::{self, Exit, Io};
use super::printer::Printers;
use super::report::Show;
use super::{complete, convert};
use crate::diag::Diagnostic;
use crate::format::Format;
use crate::model::{CiteKey, Item};
use crate::refparse::{self, Reference};
use crate::source::Source;

pub(crate) fn run(args: &Parse, io: &Io) -> Result<Exit, Error> {
    let format = convert::format(&args.target)?.unwrap_or(Format::CslJson);
    let mut findings = Vec::new();
    let source = io::input(&args.input, &mut findings)?;
    let mut items = items(&source, &mut findings);
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

/// Parses each line; checks each record by printing it again.
pub(crate) fn items(source: &Source, findings: &mut Vec<Diagnostic>) -> Vec<Option<Item>> {
    let printers = Printers::default();
    let mut keys = Keys::default();
    let mut at = 0;
    let mut items = Vec::new();
    for line in source.text.split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let text = line.trim();
        let origin = source.origin(span.clone());
        let reference = Reference { text, links: &[], key: None, origin: &origin };
        let place = source.place(span);
        let mut read = refparse::parse(reference).placed(&place);
        // An empty line is no reference and needs no finding.
        if !text.is_empty() {
            findings.append(&mut read.diagnostics);
        }
        items.push(read.value.map(|mut parsed| {
            let again = printers.print(parsed.style, &parsed.item);
            let differs = |again: String| refparse::compare(text, &again).finding(&place);
            findings.extend(again.and_then(differs));
            keys.assign(&mut parsed.item);
            parsed.item
        }));
    }
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
