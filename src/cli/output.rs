//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::Error;

/// Where data goes: standard output, or a file that is put into place when all of it is there.
///
/// A file is written beside its place and then moved: it never appears half written. A link stays one: the
/// file that it leads to is replaced. What is no regular file, such as a pipe or `/dev/stdout`, cannot be
/// replaced and is written into.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A new file and the place that it will have.
    File { path: PathBuf, file: BufWriter<tempfile::NamedTempFile>, size: usize },
    /// A pipe or a device.
    Special { path: PathBuf, data: Vec<u8> },
}

impl Output {
    /// Opens a file to write, or standard output for `-` and without a path.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Error> {
        match path {
            Some(path) if path != Path::new("-") => Self::file(path),
            _ => Ok(Self::Stdout(BufWriter::with_capacity(BUFFER, io::stdout().lock()))),
        }
    }

    fn file(path: &Path) -> Result<Self, Error> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                let cause = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
                return Err(Error::write(&path)(cause));
            }
            Ok(metadata) if !metadata.is_file() => {
                return Ok(Self::Special { path, data: Vec::new() });
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
        let file = builder.tempfile_in(folder).map_err(Error::write(&path))?;
        Ok(Self::File { path, file: BufWriter::with_capacity(BUFFER, file), size: 0 })
    }

    /// What went wrong while writing here.
    pub(crate) fn error(&self, cause: io::Error) -> Error {
        match self {
            Self::Stdout(_) => Error::Output(cause),
            Self::File { path, .. } | Self::Special { path, .. } => Error::write(path)(cause),
        }
    }

    /// Puts the data into its place.
    pub(crate) fn commit(self) -> Result<(), Error> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::File { path, file, .. } => {
                let file = file.into_inner().map_err(|error| error.into_error());
                let file = file.map_err(Error::write(&path))?;
                file.persist(&path).map_err(|error| Error::write(&path)(error.error))?;
                Ok(())
            }
            Self::Special { path, data } => {
                let opened = fs::OpenOptions::new().write(true).open(&path);
                opened.and_then(|mut file| file.write_all(&data)).map_err(Error::write(&path))
            }
        }
    }

    fn is_special(&self) -> bool {
        matches!(self, Self::Special { .. })
    }
}

/// The bytes between two calls of the system.
const BUFFER: usize = 1 << 16;

impl Write for Output {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(data),
            Self::File { file, size, .. } => {
                let written = file.write(data)?;
                *size += written;
                Ok(written)
            }
            Self::Special { data: all, .. } => all.write(data),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File { file, .. } => file.flush(),
            Self::Special { .. } => Ok(()),
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

    /// Writes all files, then puts them into place: a folder that cannot be written leaves nothing behind.
    pub(crate) fn write(&self) -> Result<(), Error> {
        let mut outputs = Vec::with_capacity(self.0.len());
        for (path, data) in &self.0 {
            let mut output = Output::file(path)?;
            output.write_all(data).map_err(Error::write(path))?;
            outputs.push(output);
        }
        // What a pipe was given cannot be taken back, so pipes come last.
        outputs.sort_by_key(Output::is_special);
        outputs.into_iter().try_for_each(Output::commit)
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
