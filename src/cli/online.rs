//! `--online`: the registries of DOIs are asked about records that have one.

use std::collections::HashSet;
use std::sync::Arc;

use clap::Args;

use super::cache::Cache;
use super::error::Error;
use super::io::{Io, count};
use super::vault;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::{Doi, Item, Origin, StandardVariable};
use crate::online::{Answer, Bases, Client, Policy};
use crate::settings::Settings;
use crate::source::Source;

/// Whether and how the registries are asked.
#[derive(Debug, Default, Args)]
pub(crate) struct Online {
    /// Ask Crossref and DataCite about records with a DOI, and complete them from the answers
    ///
    /// Crossref is asked about each DOI, and where it does not know it, DataCite. Nothing else is sent.
    /// Files named with --complete come first. Answers are kept in the user's cache for 30 days. What goes
    /// wrong is a finding, and the record stays as its reference has it.
    #[arg(long)]
    pub(crate) online: bool,
    /// Your mail address, sent along with each DOI; Crossref serves those who give one sooner
    ///
    /// It can also stand in `florilege.toml`, as `mailto` under `[online]`.
    #[arg(long, value_name = "ADDRESS", requires = "online")]
    pub(crate) mailto: Option<String>,
    /// Ask again about DOIs whose answers are in the cache
    #[arg(long, requires = "online")]
    pub(crate) refresh: bool,
    /// Neither read nor write the cache
    #[arg(long, requires = "online", conflicts_with = "refresh")]
    pub(crate) no_cache: bool,
    /// The address of Crossref's interface: of a mirror, or of a server that stands in for it in tests
    #[arg(long, hide = true, value_name = "URL", requires = "online")]
    pub(crate) crossref_at: Option<String>,
    /// The address of DataCite's interface
    #[arg(long, hide = true, value_name = "URL", requires = "online")]
    pub(crate) datacite_at: Option<String>,
}

/// What the registries answered.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub(crate) items: Vec<Item>,
    names: HashSet<Arc<str>>,
}

impl Answers {
    /// The place of a value: the address that was asked.
    pub(crate) fn place(&self, origin: &Origin) -> Option<Place> {
        self.names.contains(&origin.file).then(|| Source::new(&origin.file, "").place(0..0))
    }
}

/// A DOI to ask about, and the place of the record that has it.
pub(crate) type Wanted = (Doi, Option<Place>);

/// The DOI of a record.
pub(crate) fn wanted(item: &Item, places: &dyn Fn(&Origin) -> Option<Place>) -> Option<Wanted> {
    let doi = Doi::parse(item.text(StandardVariable::DOI)?)?;
    Some((doi, places(&item.kind.origin)))
}

/// How many requests in a row may fail before no more are sent.
const FAILURES: usize = 3;

/// Asks about each DOI once.
///
/// # Findings
/// `unknown-doi`, `lookup-failed`, at the record that has the DOI.
pub(crate) fn ask(
    args: &Online,
    settings: &Settings,
    wanted: Vec<Wanted>,
    io: &Io,
    findings: &mut Vec<Diagnostic>,
) -> Result<Answers, Error> {
    let mailto = args.mailto.clone().or_else(|| settings.online.mailto.clone());
    if let Some(mailto) = mailto.as_deref().filter(|mailto| !is_address(mailto)) {
        return Err(Error::Usage(format!("`{mailto}` is no mail address")));
    }
    let default = (args.crossref_at.as_deref(), args.datacite_at.as_deref());
    let bases = match default {
        (None, None) => Ok(Bases::default()),
        (Some(crossref), Some(datacite)) => Bases::new(crossref, datacite),
        _ => return Err(Error::Usage("--crossref-at and --datacite-at go together".to_owned())),
    };
    let bases = bases.map_err(|error| Error::Usage(error.to_string()))?;
    let cache = if args.no_cache { None } else { Cache::of_user() };
    let client = Client::new(bases, mailto, Policy::default());
    let mut seen = HashSet::new();
    let wanted: Vec<Wanted> =
        wanted.into_iter().filter(|(doi, _)| seen.insert(doi.as_str().to_lowercase())).collect();
    let bar = vault::progress("asking about DOIs", wanted.len(), io);
    let tally = Tally { dois: wanted.len(), ..Tally::default() };
    let mut asking = Asking {
        client,
        cache,
        refresh: args.refresh,
        row: 0,
        tally,
        findings,
        answers: Answers::default(),
        complaint: None,
    };
    for (doi, place) in wanted {
        asking.one(&doi, place);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let Asking { tally, answers, findings, complaint, .. } = asking;
    if tally.skipped > 0 {
        let dois = count(tally.skipped, "DOI");
        let message = format!("no more was asked after {FAILURES} failures in a row: {dois} left");
        findings.push(Diagnostic::new(Code::LookupFailed, message).help(Code::LookupFailed.cure()));
    }
    if let Some(complaint) = complaint {
        io.say(&format!("cache      not written: {complaint}"))?;
    }
    io.say(&tally.line())?;
    Ok(answers)
}

/// What is needed while asking.
struct Asking<'f> {
    client: Client,
    cache: Option<Cache>,
    refresh: bool,
    /// Failures since the last answer.
    row: usize,
    tally: Tally,
    findings: &'f mut Vec<Diagnostic>,
    answers: Answers,
    /// Why the cache could not be written.
    complaint: Option<std::io::Error>,
}

impl Asking<'_> {
    fn one(&mut self, doi: &Doi, place: Option<Place>) {
        let kept = self.cache.as_ref().filter(|_| !self.refresh).and_then(|cache| cache.get(doi));
        if let Some(kept) = kept {
            match kept.map(|answer| read(doi, &answer)) {
                Some(Ok((name, item))) => {
                    self.tally.cached += 1;
                    return self.found(name, item);
                }
                None => {
                    self.tally.cached += 1;
                    return self.unknown(doi, place);
                }
                // It is asked for anew.
                Some(Err(_)) => {}
            }
        }
        if self.row >= FAILURES {
            self.tally.skipped += 1;
            return;
        }
        self.tally.asked += 1;
        let answer = match self.client.look_up(doi) {
            Ok(answer) => answer,
            Err(failure) => {
                self.row += 1;
                return self.failed(doi, place, &failure.to_string());
            }
        };
        self.row = 0;
        let read = answer.as_ref().map(|answer| (answer.registry, read(doi, answer)));
        match read {
            Some((registry, Err(reason))) => {
                let message = format!("{} cannot be understood: {reason}", registry.name());
                self.failed(doi, place, &message);
            }
            Some((_, Ok((name, item)))) => {
                self.keep(doi, answer.as_ref());
                self.found(name, item);
            }
            None => {
                self.keep(doi, None);
                self.unknown(doi, place);
            }
        }
    }

    fn keep(&mut self, doi: &Doi, answer: Option<&Answer>) {
        let kept = self.cache.as_ref().map(|cache| cache.put(doi, answer));
        if let Some(Err(error)) = kept {
            self.complaint.get_or_insert(error);
        }
    }

    fn found(&mut self, name: Arc<str>, item: Item) {
        self.tally.found += 1;
        self.answers.names.insert(name);
        self.answers.items.push(item);
    }

    fn unknown(&mut self, doi: &Doi, place: Option<Place>) {
        self.tally.unknown += 1;
        let message = format!("neither Crossref nor DataCite knows the DOI `{doi}`");
        self.report(Code::UnknownDoi, message, place);
    }

    fn failed(&mut self, doi: &Doi, place: Option<Place>, reason: &str) {
        self.tally.failed += 1;
        self.report(
            Code::LookupFailed,
            format!("nothing was learnt about `{doi}`: {reason}"),
            place,
        );
    }

    fn report(&mut self, code: Code, message: String, place: Option<Place>) {
        let finding = Diagnostic { place, ..Diagnostic::new(code, message) };
        self.findings.push(finding.help(code.cure()));
    }
}

/// Reads an answer, which must be about the DOI that was asked about.
fn read(doi: &Doi, answer: &Answer) -> Result<(Arc<str>, Item), String> {
    let source = Source::new(&answer.url, answer.body.as_str());
    let item = answer.registry.read(&source).map_err(|error| error.to_string())?;
    let about = item.text(StandardVariable::DOI).and_then(Doi::parse);
    match about {
        Some(about) if about.as_str().eq_ignore_ascii_case(doi.as_str()) => {
            Ok((Arc::clone(&source.name), item))
        }
        _ => Err("the answer is about another DOI".to_owned()),
    }
}

/// Whether a text can be a mail address and stand in a header.
fn is_address(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !"()<>,;\\\"".contains(c);
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && text.chars().all(is_plain)
}

/// What became of the DOIs.
#[derive(Debug, Default)]
struct Tally {
    dois: usize,
    asked: usize,
    cached: usize,
    found: usize,
    unknown: usize,
    failed: usize,
    skipped: usize,
}

impl Tally {
    fn line(&self) -> String {
        let Self { asked, cached, found, unknown, failed, skipped, .. } = self;
        let skipped = match skipped {
            0 => String::new(),
            skipped => format!(", {skipped} not asked about"),
        };
        format!(
            "online     {}: {asked} asked about, {cached} from the cache; {found} found, {unknown} not known, \
             {failed} failed{skipped}",
            count(self.dois, "DOI")
        )
    }
}
