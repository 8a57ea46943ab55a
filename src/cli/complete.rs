//! Records completed from what else is at hand: files, and the registries of DOIs.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::args::Reading;
use super::error::Error;
use super::io::{Io, count};
use super::load::{Hold, Inputs};
#[cfg(feature = "online")]
use super::online;
use super::vault::Loaded;
use crate::diag::{Code, Diagnostic};
use crate::library::{self, Shelf};
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
    #[cfg(feature = "online")]
    #[command(flatten)]
    pub(crate) online: online::Online,
}

impl Completing {
    fn summarise(&self, changed: usize, io: &Io) -> Result<(), Error> {
        if self.complete.is_empty() && !self.is_online() {
            return Ok(());
        }
        io.say(&format!("completed  {}", count(changed, "record")))
    }

    #[cfg(feature = "online")]
    fn is_online(&self) -> bool {
        self.online.online
    }

    #[cfg(not(feature = "online"))]
    fn is_online(&self) -> bool {
        false
    }
}

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
    let taken = items.iter().flatten().map(|item| item.key.clone()).collect();
    let mut records = Records { items, taken, changed: HashSet::new() };
    let files = Files::open(args, findings)?;
    let known = |origin: &Origin| here(origin).or_else(|| files.inputs.place(origin));
    if !files.items.is_empty() {
        records.complete(&Shelf::new(&files.items), &known, findings);
    }
    #[cfg(feature = "online")]
    if args.is_online() {
        let settings = super::vault::settings(std::path::Path::new("."), None)?.0;
        let items = records.items.iter().flatten();
        let wanted = items.filter_map(|item| online::wanted(item, &here)).collect();
        let answers = online::ask(&args.online, &settings, wanted, io, findings)?;
        let places = |origin: &Origin| known(origin).or_else(|| answers.place(origin));
        records.complete(&Shelf::new(&answers.items), &places, findings);
    }
    let Records { items, changed, .. } = records;
    settle(items, findings);
    args.summarise(changed.len(), io)
}

/// The records of formatted references.
struct Records<'i> {
    items: &'i mut [Option<Item>],
    /// The keys that are taken.
    taken: HashSet<CiteKey>,
    /// The places of the records that have something from elsewhere.
    changed: HashSet<usize>,
}

impl Records<'_> {
    fn complete(
        &mut self,
        shelf: &Shelf<'_>,
        places: &library::Places<'_>,
        findings: &mut Vec<Diagnostic>,
    ) {
        for (at, item) in self.items.iter_mut().enumerate() {
            let Some(item) = item else { continue };
            // The key was made from the record, so it shows nothing beyond it.
            let guessed = std::mem::replace(&mut item.has_derived_key, true);
            let completed = shelf.complete(item, places).into_value(findings);
            item.has_derived_key = guessed;
            if completed.changed {
                self.changed.insert(at);
            }
            let records = completed.from.iter().map(|at| (*at, shelf.record(*at)));
            let mut keys = records.filter_map(|(at, record)| Some((at, &record?.key)));
            if let Some((_, key)) = keys.find(|(at, key)| shelf.by_key(key) == Some(*at))
                && self.taken.insert(key.clone())
            {
                item.key = key.clone();
            }
        }
    }
}

/// Completes the records of a vault.
pub(crate) fn sources(
    args: &Completing,
    loaded: &mut Loaded,
    io: &Io,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let sources = &mut loaded.sources;
    let files = Files::open(args, findings)?;
    let known = |origin: &Origin| files.inputs.place(origin);
    #[cfg_attr(not(feature = "online"), expect(unused_mut, reason = "the registries add to it"))]
    let mut changed = sources.complete(&Shelf::new(&files.items), &known, findings);
    #[cfg(feature = "online")]
    if args.is_online() {
        let wanted = sources
            .records()
            .iter()
            .filter_map(|record| online::wanted(&record.item, &|_| Some(record.place.clone())));
        let answers = online::ask(&args.online, &loaded.settings, wanted.collect(), io, findings)?;
        let places = |origin: &Origin| known(origin).or_else(|| answers.place(origin));
        changed.extend(sources.complete(&Shelf::new(&answers.items), &places, findings));
    }
    args.summarise(changed.len(), io)
}

/// The bibliographies to complete from.
struct Files {
    inputs: Inputs,
    items: Vec<Item>,
}

impl Files {
    fn open(args: &Completing, findings: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let inputs = Inputs::open(&args.complete, &Reading::default(), Hold::All, findings)?;
        let mut items = Vec::new();
        inputs.every(&mut |found| found.sort_into(&mut items, findings))?;
        Ok(Self { inputs, items })
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
