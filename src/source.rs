//! Texts to read: vault, published garden, single file, standard input.
//!
//! Files are opened here and in `cli/` only.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diag::{Code, Diagnostic, Place, Read};
use crate::model::Origin;

/// The largest file that is read, in bytes.
pub const MAX_SIZE: u64 = 64 << 20;

/// A text with its name.
#[derive(Debug)]
pub struct Source {
    /// The name that findings print: the path as the user can open it.
    pub name: Arc<str>,
    /// The path inside the vault, with `/`; the name where there is no vault.
    pub path: String,
    /// The text, as UTF-8.
    pub text: String,
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// A text from memory.
    ///
    /// ```
    /// use florilege::source::Source;
    /// let source = Source::new("refs.txt", "one\ntwo");
    /// assert_eq!((source.place(4..7).line, source.place(4..7).column), (2, 1));
    /// ```
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        Self {
            name: Arc::from(name),
            path: name.to_owned(),
            text: text.into(),
            line_starts: OnceLock::new(),
        }
    }

    /// The same text under a path inside a vault.
    pub fn with_path(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// Line, column and excerpt of a span, for a finding.
    pub fn place(&self, span: Range<usize>) -> Place {
        let starts = self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        });
        Place::locate(&self.name, &self.text, starts, span)
    }

    /// The origin of a value that is stated at a span.
    pub fn origin(&self, span: Range<usize>) -> Origin {
        Origin::stated(&self.name, span)
    }
}

/// Reads a file as text.
///
/// UTF-8 with or without a byte order mark, UTF-16 with one; anything else is read as Windows-1252.
///
/// # Diagnostics
/// `encoding` if the file is not UTF-8; `unreadable-file`, `not-text`, `too-large` with no value.
pub fn read_file(path: &Path) -> Read<Option<Source>> {
    let name = path.to_string_lossy();
    let failed = |code, message: String| Read {
        value: None,
        diagnostics: vec![Diagnostic::new(code, message).at(file_place(&name))],
    };
    let bytes = match fs::metadata(path) {
        Ok(metadata) if metadata.len() > MAX_SIZE => {
            let message = format!("`{name}` has {} MB", metadata.len() >> 20);
            return failed(Code::TooLarge, message);
        }
        _ => match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return failed(Code::UnreadableFile, format!("`{name}`: {error}")),
        },
    };
    decode(&name, bytes).map(|text| text.map(|text| Source::new(&name, text)))
}

/// The first byte of a file, for findings about the file as a whole.
fn file_place(name: &str) -> Place {
    Place::locate(&Arc::from(name), "", &[0], 0..0)
}

/// Decodes a file's bytes.
///
/// # Diagnostics
/// `encoding` if the text is not UTF-8; `not-text` with no value if it is none.
pub fn decode(name: &str, bytes: Vec<u8>) -> Read<Option<String>> {
    let bytes = match String::from_utf8(bytes) {
        // A NUL in valid UTF-8 is an odd character, not another encoding.
        Ok(text) => {
            let text = match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            };
            return Read::clean(Some(text));
        }
        Err(error) => error.into_bytes(),
    };
    let (encoding, label) = match bytes.as_slice() {
        [0xff, 0xfe, ..] => (encoding_rs::UTF_16LE, "UTF-16"),
        [0xfe, 0xff, ..] => (encoding_rs::UTF_16BE, "UTF-16"),
        _ if bytes.contains(&0) => {
            let message = format!("`{name}` holds NUL bytes and is no text");
            let finding = Diagnostic::new(Code::NotText, message).at(file_place(name));
            return Read { value: None, diagnostics: vec![finding] };
        }
        _ => (encoding_rs::WINDOWS_1252, "Windows-1252"),
    };
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    let text = Cow::into_owned(text);
    let at = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let finding = Diagnostic::new(Code::Encoding, format!("`{name}` was read as {label}"))
        .at(Source::new(name, text.as_str()).place(at..at + 1))
        .help("save the file as UTF-8");
    Read { value: Some(text), diagnostics: vec![finding] }
}

/// A folder of notes, listed.
#[derive(Debug, Default)]
pub struct Vault {
    /// The folder that note paths are relative to.
    pub root: PathBuf,
    /// The notes, sorted by path.
    pub notes: Vec<PathBuf>,
    /// What was passed over.
    pub skipped: Skipped,
}

/// How many entries of a folder were passed over, and why.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// Hidden folders such as `.obsidian` and `.trash`.
    pub hidden: usize,
    /// Folders that hold deleted notes: `.recycle`.
    pub recycled: usize,
    /// Copies that a sync program made of a note in conflict.
    pub conflicts: usize,
    /// Entries that could not be listed.
    pub unreadable: usize,
}

/// Lists the notes of a vault or of a published garden's repository.
///
/// A Digital Garden repository keeps its notes under `src/site/notes`; that folder is then the root.
///
/// # Errors
/// If the folder itself cannot be listed.
pub fn list_vault(folder: &Path) -> io::Result<Vault> {
    fs::read_dir(folder)?;
    let published = folder.join("src/site/notes");
    let root = if published.is_dir() { published } else { folder.to_owned() };
    let mut vault = Vault { root, ..Vault::default() };
    let counts = std::sync::Mutex::new(Skipped::default());
    let counts = Arc::new(counts);
    let seen = Arc::clone(&counts);
    let walk = ignore::WalkBuilder::new(&vault.root)
        .standard_filters(false)
        .follow_links(false)
        .sort_by_file_path(|a, b| a.cmp(b))
        .filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            let Ok(mut skipped) = seen.lock() else { return true };
            let counter = match () {
                () if entry.depth() == 0 => return true,
                () if name == ".recycle" || name == "@Recycle" || name == "#recycle" => {
                    &mut skipped.recycled
                }
                () if name.starts_with('.') => &mut skipped.hidden,
                () if is_conflict_copy(&name) => &mut skipped.conflicts,
                () => return true,
            };
            *counter += 1;
            false
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let is_note = entry.path().extension().is_some_and(|ext| {
                    ext.eq_ignore_ascii_case("md") || ext.eq_ignore_ascii_case("markdown")
                });
                if is_note {
                    vault.notes.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(_) => vault.skipped.unreadable += 1,
        }
    }
    if let Ok(counts) = counts.lock() {
        vault.skipped = Skipped { unreadable: vault.skipped.unreadable, ..*counts };
    }
    Ok(vault)
}

/// Whether a file name is what a sync program gives to a copy in conflict.
///
/// The word "conflict" alone is no sign: it occurs in titles.
///
/// Source: Dropbox help, "conflicted copy"; Syncthing, `.sync-conflict-DATE-TIME-ID`; Resilio `.Conflict`.
pub fn is_conflict_copy(name: &str) -> bool {
    name.contains(".sync-conflict-")
        || name.contains(".Conflict")
        || (name.contains("conflicted copy") && name.contains('('))
        || (name.contains("(conflict 20"))
}

impl Vault {
    /// Reads one note; its path is relative to the vault's root.
    ///
    /// # Diagnostics
    /// Those of [`read_file`].
    pub fn read(&self, note: &Path) -> Read<Option<Source>> {
        let relative = note.strip_prefix(&self.root).unwrap_or(note);
        let path = relative.to_string_lossy().replace('\\', "/");
        read_file(note).map(|source| source.map(|source| source.with_path(path)))
    }
}
