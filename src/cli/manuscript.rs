//! Manuscripts named on the command line, with the files that they take in.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::io;
use crate::cited::{self, Cited, Include, Syntax};
use crate::diag::{Code, Diagnostic};
use crate::source;

/// How many files of one manuscript are read.
const MOST: usize = 10_000;

/// Gathers what the manuscripts cite. A folder stands for the notes in it.
///
/// Files that are taken in are looked for beside the file that names them and beside the manuscript, and
/// nowhere else: an absolute path leads out of it. Each is read once, so circles end.
///
/// # Findings
/// `missing-file` for a file that is not there.
pub(crate) fn cited(paths: &[PathBuf], findings: &mut Vec<Diagnostic>) -> Result<Cited, Error> {
    let mut all = Cited::default();
    for path in paths {
        if path.is_dir() {
            let vault = source::list_vault(path).map_err(Error::read(path))?;
            for note in &vault.notes {
                if let Some(source) = vault.read(note).into_value(findings) {
                    let mut cited = cited::keys(Syntax::Markdown, &source);
                    // What notes show of each other is in the folder, too.
                    cited.includes.clear();
                    all.add(cited);
                }
            }
            continue;
        }
        let syntax = Syntax::by_path(path).ok_or_else(|| unknown(path))?;
        follow(path, syntax, &mut all, findings)?;
    }
    Ok(all)
}

fn unknown(path: &Path) -> Error {
    let endings: Vec<String> = Syntax::endings().map(|ending| format!(".{ending}")).collect();
    Error::Usage(format!(
        "cannot tell how `{}` cites\n  help: manuscripts are files that end in one of {}",
        path.display(),
        endings.join(" ")
    ))
}

/// Reads a manuscript and what it takes in.
fn follow(
    path: &Path,
    syntax: Syntax,
    all: &mut Cited,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let root = path.parent().unwrap_or(Path::new(""));
    let mut seen = HashSet::new();
    seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    let mut open = VecDeque::from([(path.to_owned(), syntax)]);
    let mut read = 0;
    while let Some((file, syntax)) = open.pop_front() {
        read += 1;
        if read > MOST {
            let message = format!("`{}` takes in more than {MOST} files", path.display());
            findings.push(Diagnostic::new(Code::TooLarge, message));
            break;
        }
        let source = match read {
            1 => io::input(&file, findings)?,
            _ => match source::read_file(&file).into_value(findings) {
                Some(source) => source,
                None => continue,
            },
        };
        let cited = cited::keys(syntax, &source);
        for include in &cited.includes {
            match find(include, syntax, &file, root) {
                Some(found) => {
                    let real = std::fs::canonicalize(&found).unwrap_or_else(|_| found.clone());
                    if seen.insert(real) {
                        let syntax = Syntax::by_path(&found).unwrap_or(syntax);
                        open.push_back((found, syntax));
                    }
                }
                None => {
                    let message =
                        format!("`{}` is not there, so what it cites is not known", include.path);
                    findings.push(
                        Diagnostic::new(Code::MissingFile, message).at(include.place.clone()),
                    );
                }
            }
        }
        all.add(cited);
    }
    Ok(())
}

/// The file that is taken in.
fn find(include: &Include, syntax: Syntax, file: &Path, root: &Path) -> Option<PathBuf> {
    let path = Path::new(&include.path);
    if path.is_absolute() || path.has_root() {
        return None;
    }
    let beside = file.parent().unwrap_or(Path::new(""));
    let with_ending = syntax.default_ending().map(|ending| format!("{}.{ending}", include.path));
    let names = with_ending.into_iter().chain([include.path.clone()]);
    let candidates = names.flat_map(|name| [beside.join(&name), root.join(&name)]);
    candidates.into_iter().find(|candidate| candidate.is_file())
}
