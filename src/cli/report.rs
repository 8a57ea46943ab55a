//! Findings on their way to standard error.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write as _};

use super::args::Diagnostics;
use super::error::Error;
use super::io::{Exit, Io, count};
use crate::diag::{Code, Diagnostic, Severity, json_line};

/// How many findings are drawn before the rest is only counted.
const DRAWN: usize = 20;

/// How many records a group of like findings names.
const NAMED: usize = 3;

/// Which findings are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// All of them: the findings are what was asked for.
    All,
    /// The first warnings and errors; the others are counted.
    Few,
}

/// How many findings of each severity there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

/// Writes findings as they come, and groups those of which a conversion has one for every record.
pub(crate) struct Reporter<'io> {
    io: &'io Io,
    show: Show,
    err: io::BufWriter<io::Stderr>,
    counts: Counts,
    shown: usize,
    /// What the target cannot hold, in the order in which it was first met.
    losses: Vec<Loss>,
    by_what: HashMap<String, usize>,
}

/// The findings of values that were dropped for one reason.
struct Loss {
    first: Diagnostic,
    what: String,
    keys: Vec<String>,
    count: usize,
}

impl<'io> Reporter<'io> {
    pub(crate) fn new(io: &'io Io, show: Show) -> Self {
        Self {
            io,
            show,
            err: io::BufWriter::new(io::stderr()),
            counts: Counts::default(),
            shown: 0,
            losses: Vec::new(),
            by_what: HashMap::new(),
        }
    }

    /// Takes findings and writes those that stand for themselves.
    pub(crate) fn add(
        &mut self,
        findings: impl IntoIterator<Item = Diagnostic>,
    ) -> Result<(), Error> {
        for finding in findings {
            self.counts.add(finding.severity());
            let parts = match (self.io.form, finding.code) {
                (Diagnostics::Text, Code::DroppedField) => parts(&finding.message),
                _ => None,
            };
            match parts {
                Some((key, what)) => self.group(key.to_owned(), what.to_owned(), finding),
                None => self.write(&finding)?,
            }
        }
        Ok(())
    }

    fn group(&mut self, key: String, what: String, finding: Diagnostic) {
        let at = *self.by_what.entry(what).or_insert_with_key(|what| {
            let what = what.clone();
            self.losses.push(Loss { first: finding, what, keys: Vec::new(), count: 0 });
            self.losses.len() - 1
        });
        let loss = &mut self.losses[at];
        loss.count += 1;
        if loss.keys.len() < NAMED {
            loss.keys.push(key);
        }
    }

    fn write(&mut self, finding: &Diagnostic) -> Result<(), Error> {
        let form = self.io.form;
        let is_wanted = match (form, self.show) {
            _ if finding.severity() > Severity::Note => true,
            (Diagnostics::Json, _) | (_, Show::All) => !self.io.quiet,
            (Diagnostics::Text, Show::Few) => false,
        };
        if !is_wanted {
            return Ok(());
        }
        match form {
            Diagnostics::Json => writeln!(self.err, "{}", json_line(finding))?,
            Diagnostics::Text if self.show == Show::All || self.shown < DRAWN => {
                writeln!(self.err, "{}\n", self.io.drawer.draw(finding))?;
            }
            Diagnostics::Text => {}
        }
        self.shown += 1;
        Ok(())
    }

    /// Writes the groups and what is left, and says how many findings of each severity there were.
    pub(crate) fn finish(mut self) -> Result<Counts, Error> {
        for loss in std::mem::take(&mut self.losses) {
            if loss.count == 1 {
                self.write(&loss.first)?;
                continue;
            }
            let keys: Vec<String> = loss.keys.iter().map(|key| format!("`{key}`")).collect();
            let more = if loss.count > keys.len() { ", …" } else { "" };
            let records = count(loss.count, "record");
            let message = format!("{} in {records}: {}{more}", loss.what, keys.join(", "));
            self.write(&Diagnostic { message, place: None, ..loss.first })?;
        }
        let hidden = self.shown.saturating_sub(DRAWN);
        if self.io.form == Diagnostics::Text && self.show == Show::Few && hidden > 0 {
            writeln!(self.err, "… and {hidden} more; `florilege check` lists all\n")?;
        }
        self.err.flush()?;
        Ok(self.counts)
    }
}

/// A message about a record: its key, and the rest, by which like findings are known.
fn parts(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix('`')?.split_once("`: ")
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
    }

    pub(crate) fn exit(self) -> Exit {
        if self.errors > 0 { Exit::ErrorsFound } else { Exit::Done }
    }
}

impl fmt::Display for Counts {
    /// `0 errors, 1 warning, 2 notes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        write!(f, "{errors}, {warnings}, {}", count(self.notes, "note"))
    }
}
