//! What keeps a command from running: the outside world, not the content.

use std::io;
use std::path::{Path, PathBuf};

use crate::cite;

/// A reason to stop, told in one message; exit status 2.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot read `{}`: {cause}", path.display())]
    Read { path: PathBuf, cause: io::Error },
    #[error("cannot write `{}`: {cause}", path.display())]
    Write { path: PathBuf, cause: io::Error },
    #[error("no notes in `{}`\n  help: notes are files that end in .md; hidden folders are passed over", .0.display())]
    NoNotes(PathBuf),
    #[error("`{}` is no folder\n  help: a single file goes to `florilege convert`, `format` or `parse`", .0.display())]
    NoFolder(PathBuf),
    #[error("`{name}` is no {what}{}", cure(what, near))]
    Unknown { what: &'static str, name: String, near: Vec<String> },
    #[error("{0}")]
    Style(cite::Error),
    #[error("{0}")]
    Usage(String),
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::Read { path: path.to_owned(), cause }
    }

    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::Write { path: path.to_owned(), cause }
    }

    /// A name that is not known, with the ones that are near.
    pub(crate) fn unknown<S: ToString>(what: &'static str, name: &str, near: &[S]) -> Self {
        let near = near.iter().map(ToString::to_string).collect();
        Self::Unknown { what, name: name.to_owned(), near }
    }

    /// Whether the reader of our output went away, which is no error.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<cite::Error> for Error {
    fn from(error: cite::Error) -> Self {
        match error {
            cite::Error::UnknownStyle { name, near } => Self::unknown("style", &name, &near),
            cite::Error::UnknownLocale(name) => Self::Usage(format!(
                "there is no locale `{name}`\n  help: write it like en-US, de-DE or fr-FR"
            )),
            other => Self::Style(other),
        }
    }
}

/// What to do about a name that is not known.
fn cure(what: &str, near: &[String]) -> String {
    let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] if what == "style" => "\n  help: `florilege styles` lists them".to_owned(),
        [] if what == "code of a finding" => "\n  help: `florilege explain` lists them".to_owned(),
        [] => "\n  help: `florilege formats` lists them".to_owned(),
        names => format!("\n  help: did you mean {}?", names.join(" or ")),
    }
}
