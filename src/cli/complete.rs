//! Records completed from what else is at hand.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::args::Reading;
use super::error::Error;
use super::io::{Io, count};
use super::load::{Hold, Inputs};
use super::vault::Loaded;
use crate::diag::{Code, Diagnostic, Place};
use crate::library::Shelf;
use crate::model::{CiteKey, Item, Origin};
use crate::source::Source;

/// What records are completed from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Completing records")]
pub(crate) struct Completing {
    /// Complete records from a bibliography, in any format that can be read; may be repeated
    ///
    /// What a reference does not tell is taken from the record of the same work: the people behind an
    /// 'et al.', given names, the name of an abbreviated journal, a DOI. Records are of the same work if they
    /// have a DOI or another identifier in common, or if title, names and year agree and nothing contradicts.
    /// Where the two say different things a finding names both places.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) complete: Vec<PathBuf>,
}

impl Completing {
    fn summarise(&self, changed: usize, io: &Io) -> Result<(), Error> {
        if self.complete.is_empty() {
            return Ok(());
        }
        io.say(&format!("completed  {}", count(changed, "record")))
    }
}

/// Where values of the statements stand, for findings.
type At<'a> = dyn Fn(&Origin) -> Option<Place> + 'a;

/// Completes the records of formatted references, which stand in `source`.
///
/// The citation key of a parsed record is a guess, so it gives way to the one that the work has in a file.
pub(crate) fn parsed(
    args: &Completing,
    items: &mut [Option<Item>],
    source: &Source,
    io: &Io,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let here = |origin: &Origin| (origin.file == source.name).then(|| source.place_of(origin));
    let mut changed = 0;
    let mut taken: HashSet<CiteKey> = items.iter().flatten().map(|item| item.key.clone()).collect();
    let mut each = |shelf: &Shelf<'_>, at: &At<'_>, findings: &mut Vec<Diagnostic>| {
        let places = |origin: &Origin| here(origin).or_else(|| at(origin));
        for item in items.iter_mut().flatten() {
            let guessed = std::mem::replace(&mut item.has_derived_key, true);
            let completed = shelf.complete(item, &places).into_value(findings);
            item.has_derived_key = guessed;
            changed += usize::from(completed.changed);
            let records = completed.from.iter().map(|at| (*at, shelf.record(*at)));
            let mut keys = records.filter_map(|(at, record)| Some((at, &record?.key)));
            if let Some((_, key)) = keys.find(|(at, key)| shelf.by_key(key) == Some(*at))
                && taken.insert(key.clone())
            {
                item.key = key.clone();
            }
        }
    };
    let files = Files::open(args, findings)?;
    if let Some(files) = &files {
        each(&Shelf::new(&files.items), &|origin| files.inputs.place(origin), findings);
    }
    settle(items, findings);
    args.summarise(changed, io)
}

/// Completes the records of a vault.
pub(crate) fn sources(
    args: &Completing,
    loaded: &mut Loaded,
    io: &Io,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let sources = &mut loaded.sources;
    let mut changed = 0;
    if let Some(files) = Files::open(args, findings)? {
        let places = |origin: &Origin| files.inputs.place(origin);
        changed += sources.complete(&Shelf::new(&files.items), &places, findings);
    }
    args.summarise(changed, io)
}

/// The bibliographies to complete from.
struct Files {
    inputs: Inputs,
    items: Vec<Item>,
}

impl Files {
    fn open(args: &Completing, findings: &mut Vec<Diagnostic>) -> Result<Option<Self>, Error> {
        if args.complete.is_empty() {
            return Ok(None);
        }
        let inputs = Inputs::open(&args.complete, &Reading::default(), Hold::All, findings)?;
        let mut items = Vec::new();
        inputs.every(&mut |found| found.sort_into(&mut items, findings))?;
        Ok(Some(Self { inputs, items }))
    }
}

/// Takes back that names are cut where they no longer are.
fn settle(items: &[Option<Item>], findings: &mut Vec<Diagnostic>) {
    let mut whole: Vec<&Origin> = items
        .iter()
        .flatten()
        .filter(|item| !item.is_truncated())
        .map(|item| &item.kind.origin)
        .collect();
    whole.sort_by_key(|origin| origin.span.start);
    findings.retain(|finding| {
        let Some(place) = finding.place.as_ref().filter(|_| finding.code == Code::TruncatedNames)
        else {
            return true;
        };
        // References do not overlap: the last one that begins before the finding ends is its own, if any is.
        let next = whole.partition_point(|origin| origin.span.start < place.span.end.max(1));
        let own = next.checked_sub(1).and_then(|at| whole.get(at));
        !own.is_some_and(|own| own.file == place.file && own.span.end > place.span.start)
    });
}
