//! Trains the model of [`crate::refparse`] on references that our own processor prints.
//!
//! ```text
//! facts -> records -> cite, in hundreds of styles -> project -> noise -> learn -> model.bin
//! ```
//!
//! Only with the feature `train`; nothing of it is in the program. `examples/train.rs` runs it.

mod choose;
mod facts;
mod learn;
mod noise;
mod people;
mod project;
mod records;
mod score;

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use serde_json::Value;

use crate::bibliography;
use crate::cite::Processor;
use crate::format::Format;
use crate::model::{Item, Kind};
use crate::refparse::features::{Italics, Sequence};
use crate::refparse::label::Label;
use crate::refparse::model::{KINDS, NAMES, choice_rows};
use crate::refparse::token::{Word, words};
use crate::source::Source;
use choose::Chosen;
use facts::Facts;
use learn::{Example, Trainer};
use project::Cell;

/// What to train with.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder of facts.
    pub facts: PathBuf,
    /// A folder of `.csl` files, beside the styles that are embedded.
    pub styles: PathBuf,
    /// How many references.
    pub count: usize,
    /// How often they are gone through.
    pub passes: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// Locales with their weight in a hundred.
const LOCALES: &[(&str, u32)] = &[
    ("en-US", 62),
    ("en-GB", 10),
    ("de-DE", 6),
    ("fr-FR", 4),
    ("es-ES", 4),
    ("pt-BR", 3),
    ("it-IT", 2),
    ("nl-NL", 2),
    ("sv-SE", 1),
    ("da-DK", 1),
    ("nb-NO", 1),
    ("pl-PL", 1),
    ("cs-CZ", 1),
    ("ru-RU", 1),
    ("tr-TR", 1),
];

/// References printed for each style that is drawn.
const BATCH: usize = 60;

/// Trains a model; the bytes of its file. `say` is told how it goes.
///
/// # Errors
/// If the facts or styles cannot be read.
pub fn train(plan: &Plan, say: &mut dyn FnMut(String)) -> io::Result<Vec<u8>> {
    let facts = Facts::read(&plan.facts)?;
    let mut rng = Rng::with_seed(plan.seed);
    let mut made = Made::default();
    let printer = Printer::new(&plan.styles)?;
    while made.examples.len() < plan.count {
        let style = printer.draw(&mut rng);
        for (cells, kind) in printer.batch(&style, &facts, &mut rng) {
            made.add(cells, kind, style.known, &mut rng);
        }
    }
    let held = made.hold_back();
    let total: usize = made.examples.iter().map(Example::len).sum();
    say(format!("{} references, {total} words", made.examples.len()));
    let (kinds, right) = choose::fit(&made.kinds, &held.kinds, KINDS.len(), plan.passes, &mut rng);
    say(format!("kinds: {right:.2} % of those held back"));
    let (styles, right) =
        choose::fit(&made.styles, &held.styles, printer.known.len(), plan.passes, &mut rng);
    say(format!("styles: {right:.2} % of those held back"));
    let mut trainer = Trainer::new(&made.examples);
    for pass in 0..plan.passes {
        let rate = 0.2 * (1.0 - pass as f32 / plan.passes as f32) + 0.01;
        let loss = trainer.pass(&made.examples, &mut rng, rate);
        let (words, whole) = trainer.score(&held.examples);
        say(format!(
            "pass {}: loss {loss:.4}; of the references held back {words:.2} % of words, {whole:.2} % whole",
            pass + 1
        ));
    }
    let mut names = printer.known.join("\n").into_bytes();
    names.resize(NAMES, b' ');
    let parts = [trainer.gaps(), names, trainer.transitions(), kinds, styles, trainer.weights()];
    Ok(parts.concat())
}

/// The examples of all models.
#[derive(Default)]
struct Made {
    examples: Vec<Example>,
    kinds: Vec<Chosen>,
    styles: Vec<Chosen>,
}

impl Made {
    fn add(&mut self, cells: Vec<Cell>, kind: Kind, style: Option<usize>, rng: &mut Rng) {
        let Some(printed) = disturbed(cells, rng) else { return };
        let words = words(&printed.text);
        let labels = printed.labels(&words);
        let italics = printed.italics(rng);
        let italics = italics.as_deref().map_or(Italics::Unknown, Italics::Known);
        let sequence = Sequence::new(&printed.text, &words, italics);
        let rows = choice_rows(&sequence, &words, &labels);
        if let Some(choice) = KINDS.iter().position(|known| *known == kind) {
            self.kinds.push(Chosen { rows: rows.clone(), choice });
        }
        if let Some(choice) = style {
            self.styles.push(Chosen { rows, choice });
        }
        self.examples.push(Example::new(&sequence, &labels));
    }

    /// Takes the last fiftieth of everything.
    fn hold_back(&mut self) -> Self {
        let at = |length: usize| length - length / 50;
        Self {
            examples: self.examples.split_off(at(self.examples.len())),
            kinds: self.kinds.split_off(at(self.kinds.len())),
            styles: self.styles.split_off(at(self.styles.len())),
        }
    }
}

/// Says how well a model labels the references of a file of JSON lines.
///
/// # Errors
/// If a file cannot be read.
pub fn score(
    model: &Path,
    truth: &Path,
    errors: usize,
    say: &mut dyn FnMut(String),
) -> io::Result<()> {
    // Read once in the life of the program.
    let file: &'static [u8] = Vec::leak(std::fs::read(model)?);
    score::score(&crate::refparse::model::Model::new(file), truth, errors, say)
}

/// Prints the references of a file, one a line, with the labels that a model gives them.
///
/// # Errors
/// If a file cannot be read.
pub fn label(model: &Path, texts: &Path, say: &mut dyn FnMut(String)) -> io::Result<()> {
    let file: &'static [u8] = Vec::leak(std::fs::read(model)?);
    let model = crate::refparse::model::Model::new(file);
    for text in std::fs::read_to_string(texts)?.lines() {
        let words = words(text);
        let labels = model.best(&Sequence::new(text, &words, Italics::Unknown));
        let mut line = String::new();
        let mut from = 0;
        let mut before = None;
        for (word, label) in words.iter().zip(labels) {
            line += &text[from..word.start];
            if before != Some(label) {
                line += &format!("<{label:?}>");
            }
            line += &text[word.range()];
            (from, before) = (word.end, Some(label));
        }
        say(line + &text[from..]);
    }
    Ok(())
}

/// Prints references and their labels, one a line: to look at what is trained on.
///
/// # Errors
/// Those of [`train`].
pub fn show(plan: &Plan, say: &mut dyn FnMut(String)) -> io::Result<()> {
    let facts = Facts::read(&plan.facts)?;
    let mut rng = Rng::with_seed(plan.seed);
    let printer = Printer::new(&plan.styles)?;
    let mut shown = 0;
    while shown < plan.count {
        let style = printer.draw(&mut rng);
        for (mut cells, _) in printer.batch(&style, &facts, &mut rng).into_iter().step_by(7) {
            noise::disturb(&mut cells, &mut rng);
            let mut line = String::new();
            let mut label = Label::Other;
            for cell in &cells {
                if cell.c.is_alphanumeric() && cell.label != label {
                    label = cell.label;
                    line += &format!("<{label:?}>");
                }
                line.push(cell.c);
            }
            say(line);
            shown += 1;
        }
    }
    Ok(())
}

/// The styles, and records printed in them.
struct Printer {
    known: Vec<String>,
    files: Vec<PathBuf>,
}

impl Printer {
    fn new(folder: &Path) -> io::Result<Self> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "csl"));
        files.sort();
        let known = crate::refparse::Style::names();
        Ok(Self { known, files })
    }

    /// A style and a locale at random.
    fn draw(&self, rng: &mut Rng) -> Style {
        let locale = locale(rng);
        let known = (rng.u32(0..100) < 45).then(|| rng.usize(0..self.known.len()));
        let mut as_note = false;
        let processor = match known {
            Some(at) => {
                let name = &self.known[at];
                as_note = name.contains('#');
                Processor::new(name.split('#').next().unwrap_or(name), Some(locale)).ok()
            }
            None => rng.choice(&self.files).and_then(|path| {
                let text = std::fs::read_to_string(path).ok()?;
                Processor::from_xml(&text, Some(locale)).ok()
            }),
        };
        // Half of the styles that cite in notes print notes.
        as_note |= known.is_none()
            && processor
                .as_ref()
                .is_some_and(|p| p.is_note() && (rng.bool() || !p.has_bibliography()));
        Style { processor: processor.filter(|p| p.has_bibliography() || as_note), known, as_note }
    }

    /// Some records in a style, with their kinds.
    fn batch(&self, style: &Style, facts: &Facts, rng: &mut Rng) -> Vec<(Vec<Cell>, Kind)> {
        let Some(processor) = &style.processor else { return Vec::new() };
        let records: Vec<Value> =
            (0..BATCH).map(|_| Value::Object(records::make(facts, rng))).collect();
        let source = Source::new("records.json", Value::Array(records).to_string());
        let items = bibliography::read(Format::CslJson, &source).value;
        let print = |item: &Item| {
            let entry = if style.as_note { processor.cited(item) } else { processor.each(item) };
            let cells = if entry.failed { None } else { project::project(&entry, item) };
            cells.map(|cells| (cells, item.kind.value))
        };
        items.iter().filter_map(print).collect()
    }
}

/// A style that was drawn.
struct Style {
    processor: Option<Processor>,
    /// Its place among those that are embedded.
    known: Option<usize>,
    /// Its notes are printed, not its list.
    as_note: bool,
}

fn locale(rng: &mut Rng) -> &'static str {
    let total = LOCALES.iter().map(|(_, weight)| weight).sum();
    let mut left = rng.u32(0..total);
    for (locale, weight) in LOCALES {
        if left < *weight {
            return locale;
        }
        left -= weight;
    }
    "en-US"
}

/// A reference as it might stand in a note.
struct Disturbed {
    cells: Vec<Cell>,
    text: String,
    /// Where each cell begins in the text.
    starts: Vec<usize>,
}

fn disturbed(mut cells: Vec<Cell>, rng: &mut Rng) -> Option<Disturbed> {
    noise::disturb(&mut cells, rng);
    let mut text = String::with_capacity(cells.len());
    let mut starts = Vec::with_capacity(cells.len());
    for cell in &cells {
        starts.push(text.len());
        text.push(cell.c);
    }
    let count = words(&text).len();
    (count > 2 && count < 400).then_some(Disturbed { cells, text, starts })
}

impl Disturbed {
    /// The label of each word. Its last character tells: the resolver before a DOI may be the style's.
    fn labels(&self, words: &[Word]) -> Vec<Label> {
        let label = |end: usize| {
            let at = self.starts.partition_point(|at| *at < end).checked_sub(1)?;
            self.cells.get(at).map(|cell| cell.label)
        };
        words.iter().map(|word| label(word.end).unwrap_or(Label::Other)).collect()
    }

    /// What is italic; `None` where that is lost, as it mostly is.
    fn italics(&self, rng: &mut Rng) -> Option<Vec<Range<usize>>> {
        let mut italics: Vec<Range<usize>> = Vec::new();
        for (cell, start) in self.cells.iter().zip(&self.starts).filter(|(cell, _)| cell.italic) {
            let end = start + cell.c.len_utf8();
            match italics.last_mut() {
                Some(last) if last.end == *start => last.end = end,
                _ => italics.push(*start..end),
            }
        }
        (rng.u32(0..100) < 30).then_some(italics)
    }
}
