//! What is done to records between reading and writing: one of each work, good keys, only what is cited.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::args::Reading;
use super::error::Error;
use super::io::{Io, count};
use super::load::{Hold, Inputs};
use super::manuscript;
use crate::cited;
use crate::citekey::{self, Pattern, PatternError, Renew};
use crate::diag::{Code, Diagnostic};
use crate::library::{self, Unite};
use crate::model::{CiteKey, Item, Origin};

/// The pattern of Better BibTeX's default.
const DEFAULT_PATTERN: &str = "auth.lower + shorttitle(3,3) + year";

/// What becomes of the records.
#[derive(Debug, Args)]
#[command(next_help_heading = "Works and keys")]
pub(crate) struct Shape {
    /// Unite the records of one work, in one file or several
    #[arg(long)]
    pub(crate) merge: bool,
    /// A bibliography whose citation keys its works keep; may be repeated
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) keys: Vec<PathBuf>,
    /// How to make keys for records without one, as Better BibTeX's formulas do: `auth.lower + year`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) key_pattern: Option<String>,
    /// Make all keys anew, by --key-pattern or Better BibTeX's default
    #[arg(long)]
    pub(crate) rekey: bool,
    /// Keep only what a manuscript cites (.tex .aux .bcf .md .qmd .typ .org …, or a folder of notes); may
    /// be repeated
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) cited_in: Vec<PathBuf>,
}

impl Shape {
    /// Whether records have to be seen together. Several files are one library.
    pub(crate) fn applies(&self, inputs: usize) -> bool {
        inputs > 1
            || self.merge
            || self.rekey
            || !self.keys.is_empty()
            || self.key_pattern.is_some()
            || !self.cited_in.is_empty()
    }
}

/// Reads every input, and makes of the records what the arguments say.
///
/// Without `--merge`, records are united only where key and work are the same, so no citation changes.
/// `has_ids` says whether the output has a place for the keys that fall away.
pub(crate) fn items(
    shape: &Shape,
    inputs: &[PathBuf],
    reading: &Reading,
    has_ids: bool,
    io: &Io,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Item>, Error> {
    // What the arguments say wrongly is told before anything is read.
    let pattern = pattern(shape)?;
    let cited = match shape.cited_in.as_slice() {
        [] => None,
        manuscripts => Some(manuscript::cited(manuscripts, findings)?),
    };
    let inputs = Inputs::open(inputs, reading, Hold::All, findings)?;
    let items = all(&inputs, findings)?;
    let places = |origin: &Origin| inputs.place(origin);
    let read = items.len();
    let unite = if shape.merge { Unite::Works } else { Unite::SameKey };
    let options = library::Options { unite, places: &places };
    let merged = library::merge(items, &options);
    // Which records of one file are of one work is told to who asks for it.
    let wanted = |finding: &Diagnostic| {
        shape.merge || inputs.len() > 1 || finding.code == Code::DuplicateKey
    };
    findings.extend(merged.diagnostics.into_iter().filter(wanted));
    let mut items = merged.value;
    if items.len() < read {
        let united = count(read - items.len(), "record");
        io.say(&format!("{united} of {read} united with others; {} left", items.len()))?;
    }
    let mut fixed: HashSet<CiteKey> = HashSet::new();
    if !shape.keys.is_empty() {
        let known = Inputs::open(&shape.keys, &Reading::default(), Hold::All, findings)?;
        let records = all(&known, findings)?;
        let places = |origin: &Origin| known.place(origin).or_else(|| inputs.place(origin));
        findings.extend(library::take_keys(&mut items, &records, &places));
        fixed.extend(records.into_iter().map(|item| item.key));
    }
    if let Some(pattern) = pattern {
        let renew = if shape.rekey { Renew::All } else { Renew::Missing };
        findings.extend(citekey::assign(&mut items, &pattern, renew, &fixed, &places));
    }
    if let Some(cited) = cited {
        let before = items.len();
        items = cited::select(items, &cited).into_value(findings);
        io.say(&format!("{} of {before} cited", count(items.len(), "record")))?;
    }
    if !has_ids {
        library::drop_new_ids(&mut items);
    }
    Ok(items)
}

/// Every item of the inputs, those with one key, too.
fn all(inputs: &Inputs, findings: &mut Vec<Diagnostic>) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    inputs.every(&mut |found| found.sort_into(&mut items, findings))?;
    Ok(items)
}

fn pattern(shape: &Shape) -> Result<Option<Pattern>, Error> {
    let default = shape.rekey.then_some(DEFAULT_PATTERN);
    let Some(text) = shape.key_pattern.as_deref().or(default) else { return Ok(None) };
    Pattern::parse(text).map(Some).map_err(|error| mistake(text, &error))
}

/// Shows a pattern with the place of its mistake.
fn mistake(pattern: &str, error: &PatternError) -> Error {
    let near: Vec<String> = error.near.iter().map(|name| format!("`{name}`")).collect();
    let help = match near.as_slice() {
        [] => String::new(),
        near => format!("\n  help: did you mean {}?", near.join(" or ")),
    };
    let PatternError { column, message, .. } = error;
    let indent = " ".repeat(column.saturating_sub(1));
    Error::Usage(format!(
        "--key-pattern, column {column}: {message}\n  {pattern}\n  {indent}^{help}"
    ))
}
