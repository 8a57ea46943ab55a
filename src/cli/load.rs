//! Bibliographies named on the command line.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};

use super::args::Reading;
use super::error::Error;
use super::io;
use crate::bibliography::{self, Shared, Sink};
use crate::diag::{Code, Diagnostic, Place};
use crate::format::Format;
use crate::library::FreeKeys;
use crate::map::csv::{self, Columns};
use crate::model::{CiteKey, Item, Origin};
use crate::source::Source;

/// The bibliographies to read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    inputs: Vec<Input>,
    columns: Columns,
}

#[derive(Debug)]
enum Input {
    /// A whole text.
    Text(Format, Source),
    /// A file that is read in pieces, when its turn comes.
    Stream(Format, PathBuf),
}

/// Whether a format that comes in independent pieces is read so, once and without holding the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Whatever can be read in pieces is.
    Piece,
    /// Every text is held, as it may be read again.
    All,
}

/// What reading hands on.
pub(crate) enum Found {
    Item(Box<Item>),
    Finding(Diagnostic),
}

impl Found {
    /// Puts an item to the items and a finding to the findings.
    pub(crate) fn sort_into(
        self,
        items: &mut Vec<Item>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        match self {
            Self::Item(item) => items.push(*item),
            Self::Finding(finding) => findings.push(finding),
        }
        Ok(())
    }
}

impl Inputs {
    /// Reads every input as text, but for those that are read in pieces.
    pub(crate) fn open(
        paths: &[PathBuf],
        reading: &Reading,
        hold: Hold,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let from = from(reading)?;
        let columns = reading.columns.clone().unwrap_or_default();
        let mut inputs = Self { inputs: Vec::new(), columns };
        for path in paths {
            let named = from.or_else(|| readable_by_path(path));
            if let (Some(format), Hold::Piece) = (named, hold)
                && format.cut().is_some()
            {
                inputs.inputs.push(Input::Stream(format, path.clone()));
                continue;
            }
            let source = io::input(path, findings)?;
            let format = from
                .or_else(|| Format::of(path, &source.text))
                .ok_or_else(|| unknown_format(path))?;
            inputs.inputs.push(Input::Text(format, source));
        }
        Ok(inputs)
    }

    /// Hands on every item in order; of two items with one key the later gets another.
    ///
    /// # Diagnostics
    /// `duplicate-key` for the new key.
    pub(crate) fn each(
        &self,
        sink: &mut dyn FnMut(Found) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let seen = Some(Seen::new(self));
        self.read(&mut Reader { seen, columns: &self.columns, sink })
    }

    /// Hands on every item in order, those with one key, too.
    pub(crate) fn every(
        &self,
        sink: &mut dyn FnMut(Found) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.read(&mut Reader { seen: None, columns: &self.columns, sink })
    }

    /// How many inputs there are.
    pub(crate) fn len(&self) -> usize {
        self.inputs.len()
    }

    /// The place of a value of an input that is held.
    pub(crate) fn place(&self, origin: &Origin) -> Option<Place> {
        self.inputs.iter().find_map(|input| match input {
            Input::Text(_, source) if source.name == origin.file => Some(source.place_of(origin)),
            _ => None,
        })
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<(), Error> {
        for input in &self.inputs {
            match input {
                Input::Text(format, source) => {
                    let is_blank = matches!(source.text.trim(), "" | "[]");
                    if !reader.read(*format, source, &mut Shared::default())? && !is_blank {
                        reader.nothing(*format, &source.name, source)?;
                    }
                }
                Input::Stream(format, path) => {
                    let Some(cut) = format.cut() else { continue };
                    let mut any = false;
                    let mut shared = Shared::default();
                    for piece in io::pieces(path, cut)? {
                        let mut findings = Vec::new();
                        let source = io::text_of(path, piece, &mut findings)?;
                        any |= !findings.is_empty();
                        let mut findings = findings.into_iter().map(Found::Finding);
                        findings.try_for_each(&mut reader.sink)?;
                        any |= reader.read(*format, &source, &mut shared)?;
                        if !any && !source.text.trim().is_empty() {
                            reader.nothing(*format, &source.name, &source)?;
                            any = true;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The citation keys of all items, of inputs that are held.
    pub(crate) fn keys(&self) -> Vec<CiteKey> {
        let mut keys = Vec::new();
        for input in &self.inputs {
            let Input::Text(format, source) = input else { continue };
            let shared = &mut Shared::default();
            each(*format, source, &self.columns, shared, &mut |read| {
                keys.extend(read.value.map(|item| item.key));
            });
        }
        keys
    }
}

struct Reader<'s> {
    /// The keys so far, where no two items may have one.
    seen: Option<Seen<'s>>,
    columns: &'s Columns,
    sink: &'s mut dyn FnMut(Found) -> Result<(), Error>,
}

impl Reader<'_> {
    /// Reads a text; says whether anything was found.
    fn read(
        &mut self,
        format: Format,
        source: &Source,
        shared: &mut Shared,
    ) -> Result<bool, Error> {
        // Reading goes on to the end of a source; the first error is kept.
        let mut result = Ok(());
        let mut any = false;
        each(format, source, self.columns, shared, &mut |read| {
            if result.is_err() {
                return;
            }
            any |= read.value.is_some() || !read.diagnostics.is_empty();
            let mut item = read.value;
            let seen = self.seen.as_mut().zip(item.as_mut());
            let parted = seen.and_then(|(seen, item)| seen.part(item, source));
            let findings = read.diagnostics.into_iter().chain(parted).map(Found::Finding);
            let item = item.map(|item| Found::Item(Box::new(item)));
            result = findings.chain(item).try_for_each(&mut self.sink);
        });
        result.map(|()| any)
    }

    /// Says that a file has no records.
    fn nothing(&mut self, format: Format, name: &str, source: &Source) -> Result<(), Error> {
        let message = format!("`{name}` has no records that {format} knows");
        let finding = Diagnostic::new(Code::NoRecords, message).at(source.place(0..0));
        (self.sink)(Found::Finding(finding.help("say the format of the input with --from")))
    }
}

/// Reads a text, or a piece of one; the columns are those of a table.
fn each(
    format: Format,
    source: &Source,
    columns: &Columns,
    shared: &mut Shared,
    sink: &mut Sink<'_>,
) {
    match format {
        Format::Csv => csv::each_with(source, columns, sink),
        format => bibliography::each_piece(format, source, shared, sink),
    }
}

/// The keys that were seen, as fingerprints: a million of them take little memory, and that two keys share
/// 128 bits does not happen.
struct Seen<'i> {
    inputs: &'i Inputs,
    keys: HashSet<(u64, u64)>,
    states: (RandomState, RandomState),
    /// The keys that the inputs state, once a key was there twice.
    stated: Option<FreeKeys>,
}

impl<'i> Seen<'i> {
    fn new(inputs: &'i Inputs) -> Self {
        let states = (RandomState::new(), RandomState::new());
        Self { inputs, keys: HashSet::new(), states, stated: None }
    }

    /// Gives an item a key of its own where an earlier one has its key.
    ///
    /// In text that is not held a later item may state the new key; then that one gets another in its turn.
    fn part(&mut self, item: &mut Item, source: &Source) -> Option<Diagnostic> {
        if self.is_new(&item.key) {
            return None;
        }
        let old = item.key.clone();
        while !self.is_new(&item.key) {
            let stated = self.stated.get_or_insert_with(|| {
                let mut stated = FreeKeys::default();
                self.inputs.keys().iter().for_each(|key| _ = stated.take(key));
                stated
            });
            item.key = stated.give_other(&old);
        }
        if old.is_placeholder() {
            return None;
        }
        let message = format!("another record has the key `{old}`; this one became `{}`", item.key);
        let place = source.place_of(&item.kind.origin);
        let help = "rename or remove one of them; programs may use the first alone";
        Some(Diagnostic::new(Code::DuplicateKey, message).at(place).help(help))
    }

    fn is_new(&mut self, key: &CiteKey) -> bool {
        let print = (self.states.0.hash_one(key), self.states.1.hash_one(key));
        self.keys.insert(print)
    }
}

/// The text of an input if it is of this format; a file whose name says another is not opened.
pub(crate) fn source_of(
    path: &Path,
    reading: &Reading,
    format: Format,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Source>, Error> {
    match from(reading)?.or_else(|| readable_by_path(path)) {
        Some(named) if named == format => io::input(path, findings).map(Some),
        _ => Ok(None),
    }
}

/// Reads every input in order; of two items with one key the later gets another.
pub(crate) fn items(
    inputs: &[PathBuf],
    reading: &Reading,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Item>, Error> {
    let inputs = Inputs::open(inputs, reading, Hold::Piece, findings)?;
    let mut items = Vec::new();
    inputs.each(&mut |found| found.sort_into(&mut items, findings))?;
    Ok(items)
}

/// The format that the arguments say.
fn from(reading: &Reading) -> Result<Option<Format>, Error> {
    reading.from.as_deref().map(readable).transpose()
}

/// The format that a file's name says, if it can be read.
fn readable_by_path(path: &Path) -> Option<Format> {
    Format::by_path(path).filter(|format| format.reads())
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
