//! Standard streams, findings on their way to the user, and files that appear whole or not at all.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use super::args::{Colour, Common, Diagnostics};
use super::error::Error;
use crate::diag::{Diagnostic, Drawer, Severity, json_line};
use crate::source::{self, Source};

/// How many findings are drawn before the rest is only counted.
const DRAWN: usize = 20;

/// The streams of a run and the way it reports.
pub(crate) struct Io {
    form: Diagnostics,
    quiet: bool,
    drawer: Drawer,
    /// Whether someone watches standard error.
    pub(crate) watched: bool,
}

/// How many findings of each severity there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Done, with errors found in the content.
    ErrorsFound,
}

/// Which findings are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// All of them: the findings are what was asked for.
    All,
    /// The first warnings and errors; the others are counted.
    Few,
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

    /// Writes findings to standard error and says how the command ends.
    pub(crate) fn report(&self, findings: &[Diagnostic], show: Show) -> Result<Counts, Error> {
        let mut err = io::BufWriter::new(io::stderr().lock());
        let counts = Counts::of(findings);
        let wanted = |finding: &&Diagnostic| match (self.form, show) {
            (_, _) if finding.severity() > Severity::Note => true,
            (Diagnostics::Json, _) | (_, Show::All) => !self.quiet,
            (Diagnostics::Text, Show::Few) => false,
        };
        let mut shown = 0;
        for finding in findings.iter().filter(wanted) {
            match self.form {
                Diagnostics::Json => writeln!(err, "{}", json_line(finding))?,
                Diagnostics::Text if show == Show::All || shown < DRAWN => {
                    writeln!(err, "{}\n", self.drawer.draw(finding))?;
                }
                Diagnostics::Text => {}
            }
            shown += 1;
        }
        if self.form == Diagnostics::Text && show == Show::Few && shown > DRAWN {
            writeln!(err, "… and {} more; `florilege check` lists all\n", shown - DRAWN)?;
        }
        err.flush()?;
        Ok(counts)
    }

    /// Writes a line of the summary to standard error, unless the user wants silence or JSON.
    pub(crate) fn say(&self, line: &str) -> Result<(), Error> {
        if !self.quiet && self.form == Diagnostics::Text {
            writeln!(io::stderr().lock(), "{line}")?;
        }
        Ok(())
    }

    /// Writes data to a file, or to standard output without one.
    pub(crate) fn put(&self, path: Option<&Path>, data: impl Into<Vec<u8>>) -> Result<(), Error> {
        match path {
            Some(path) if path != Path::new("-") => {
                let mut files = Files::default();
                files.add(path.to_owned(), data.into());
                files.write()
            }
            _ => {
                let mut out = io::stdout().lock();
                out.write_all(&data.into())?;
                Ok(out.flush()?)
            }
        }
    }
}

impl Counts {
    pub(crate) fn of(findings: &[Diagnostic]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity() == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
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

/// Files to write together.
#[derive(Debug, Default)]
pub(crate) struct Files(Vec<(PathBuf, Vec<u8>)>);

impl Files {
    pub(crate) fn add(&mut self, path: PathBuf, data: Vec<u8>) {
        self.0.push((path, data));
    }

    /// The files with their sizes in bytes.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = (&Path, usize)> {
        self.0.iter().map(|(path, data)| (path.as_path(), data.len()))
    }

    /// Writes each file beside its place, then moves all into place: none appears half written, and a
    /// folder that cannot be written leaves nothing behind.
    ///
    /// A link stays one: the file that it leads to is replaced. What is no regular file, such as a pipe or
    /// `/dev/stdout`, cannot be replaced and is written into.
    pub(crate) fn write(&self) -> Result<(), Error> {
        let mut written = Vec::with_capacity(self.0.len());
        let mut special = Vec::new();
        for (path, data) in &self.0 {
            let path = &fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => {
                    let cause = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
                    return Err(Error::write(path)(cause));
                }
                Ok(metadata) if !metadata.is_file() => {
                    special.push((path.clone(), data));
                    continue;
                }
                Ok(_) | Err(_) => {}
            }
            let folder = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            fs::create_dir_all(folder).map_err(Error::write(folder))?;
            let mut builder = tempfile::Builder::new();
            set_permissions(&mut builder);
            let mut file = builder.tempfile_in(folder).map_err(Error::write(path))?;
            file.write_all(data).map_err(Error::write(path))?;
            written.push((path.clone(), file));
        }
        for (path, file) in written {
            file.persist(&path).map_err(|error| Error::write(&path)(error.error))?;
        }
        // Last, as what a pipe was given cannot be taken back.
        for (path, data) in special {
            let opened = fs::OpenOptions::new().write(true).open(&path);
            opened.and_then(|mut file| file.write_all(data)).map_err(Error::write(&path))?;
        }
        Ok(())
    }
}

/// Gives a new file the permissions that any other new file gets, not a private one's.
#[cfg(unix)]
fn set_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn set_permissions(_: &mut tempfile::Builder<'_, '_>) {}
