//! The streams of a run, and texts that come in.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use super::args::{Colour, Common, Diagnostics};
use super::error::Error;
use super::output::Output;
use super::report::{Counts, Reporter, Show};
use crate::diag::{Diagnostic, Drawer, Read};
use crate::format::Cut;
use crate::source::{self, Pieces, Source};

/// The streams of a run and the way it reports.
pub(crate) struct Io {
    pub(super) form: Diagnostics,
    pub(super) quiet: bool,
    pub(super) drawer: Drawer,
    /// Whether someone watches standard error.
    pub(crate) watched: bool,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Done, with errors found in the content.
    ErrorsFound,
}

impl Io {
    pub(crate) fn new(common: &Common) -> Self {
        let watched = io::stderr().is_terminal();
        let colour = match common.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => watched && std::env::var_os("NO_COLOR").is_none(),
        };
        let form = common.diagnostics;
        Self { form, quiet: common.quiet, drawer: Drawer::new(colour), watched }
    }

    /// Writes findings to standard error and says how many there were.
    pub(crate) fn report(&self, findings: Vec<Diagnostic>, show: Show) -> Result<Counts, Error> {
        let mut reporter = Reporter::new(self, show);
        reporter.add(findings)?;
        reporter.finish()
    }

    /// Writes a line of the summary to standard error, unless the user wants silence or JSON.
    pub(crate) fn say(&self, line: &str) -> Result<(), Error> {
        if !self.quiet && self.form == Diagnostics::Text {
            writeln!(io::stderr().lock(), "{line}")?;
        }
        Ok(())
    }

    /// Writes data to a file, or to standard output without one.
    pub(crate) fn put(&self, path: Option<&Path>, data: impl AsRef<[u8]>) -> Result<(), Error> {
        let mut output = Output::open(path)?;
        output.write_all(data.as_ref()).map_err(|cause| output.error(cause))?;
        output.commit()
    }
}

/// `1 row`, `2 rows`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Reads a file or standard input as text.
///
/// # Errors
/// If the path cannot be read or is no text: it was named on the command line, so nothing can go on.
pub(crate) fn input(path: &Path, findings: &mut Vec<Diagnostic>) -> Result<Source, Error> {
    let read = if path == Path::new("-") {
        source::read_stream("-", io::stdin().lock())
    } else {
        source::read_file(path)
    };
    text_of(path, read, findings)
}

/// Reads a file or standard input in pieces that end where `cut` says.
///
/// # Errors
/// Those of [`input`], each with its piece.
pub(crate) fn pieces(
    path: &Path,
    cut: Cut,
) -> Result<impl Iterator<Item = Read<Option<Source>>>, Error> {
    let stream: Box<dyn io::Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(fs::File::open(path).map_err(Error::read(path))?)
    };
    Ok(Pieces::new(&path.to_string_lossy(), stream, cut))
}

/// The text that was read from a path.
pub(crate) fn text_of(
    path: &Path,
    read: Read<Option<Source>>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Source, Error> {
    match read.value {
        Some(source) => {
            findings.extend(read.diagnostics);
            Ok(source)
        }
        None => {
            let message = read.diagnostics.into_iter().map(|finding| finding.message).next();
            let message = message.unwrap_or_else(|| format!("`{}`", path.display()));
            Err(Error::Usage(format!("cannot read {message}")))
        }
    }
}
