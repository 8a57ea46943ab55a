//! Texts to read: vault, published garden, single file, standard input.
//!
//! Files are opened here and in `cli/` only.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diag::{Code, Diagnostic, Place, Read};
use crate::model::Origin;

/// The largest file that is read, in bytes.
pub const MAX_SIZE: u64 = 1 << 30;

/// The largest note that is read, in bytes. Its structure takes many times its size in memory, and no person
/// writes so much into one note.
pub const MAX_NOTE: u64 = 16 << 20;

/// A text with its name.
#[derive(Debug)]
pub struct Source {
    /// The name that findings print: the path as the user can open it.
    pub name: Arc<str>,
    /// The path inside the vault, with `/`; the name where there is no vault.
    pub path: String,
    /// The text, as UTF-8.
    pub text: String,
    /// What stands before the text in its file, where it is a piece of one.
    before: Before,
    line_starts: OnceLock<Vec<usize>>,
    char_counts: OnceLock<Vec<usize>>,
}

/// How much of a file stands before a piece of it.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    bytes: usize,
    lines: usize,
}

/// The bytes between two entries of a source's count of characters.
const COUNTED: usize = 512;

/// The length in bytes from which a line's characters are counted ahead.
const LONG: usize = 8 * COUNTED;

/// How many characters begin in a piece of UTF-8.
fn chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
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
            before: Before::default(),
            line_starts: OnceLock::new(),
            char_counts: OnceLock::new(),
        }
    }

    /// The same text under a path inside a vault.
    pub fn with_path(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// Line, column and excerpt of a span of the text, for a finding.
    pub fn place(&self, span: Range<usize>) -> Place {
        let starts = self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at + 1)).collect()
        });
        let place =
            Place::locate_counting(&self.name, &self.text, starts, span, |range| {
                match range.len() {
                    0..=LONG => chars(&self.text.as_bytes()[range]),
                    _ => self.chars_before(range.end) - self.chars_before(range.start),
                }
            });
        let Before { bytes, lines } = self.before;
        let span = place.span.start + bytes..place.span.end + bytes;
        Place { line: place.line + lines, span, ..place }
    }

    /// The place of a value that was read from this text.
    pub fn place_of(&self, origin: &Origin) -> Place {
        let local = |at: usize| at.saturating_sub(self.before.bytes);
        self.place(local(origin.span.start)..local(origin.span.end))
    }

    /// How many characters begin before a byte. Rendered tables are lines of 250,000 bytes with a thousand
    /// places in them, so counting does not begin at the line's start each time.
    fn chars_before(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.char_counts.get_or_init(|| {
            let chunks = bytes.chunks(COUNTED).scan(0, |sum, chunk| {
                *sum += chars(chunk);
                Some(*sum)
            });
            std::iter::once(0).chain(chunks).collect()
        });
        let block = (at / COUNTED).min(counts.len() - 1);
        counts[block] + chars(&bytes[block * COUNTED..at])
    }

    /// The origin of a value that is stated at a span of the text.
    pub fn origin(&self, span: Range<usize>) -> Origin {
        let Before { bytes, .. } = self.before;
        Origin::stated(&self.name, span.start + bytes..span.end + bytes)
    }
}

/// Reads a file as text.
///
/// UTF-8 with or without a byte order mark, UTF-16 with one. Where only some letters are damaged they are
/// replaced; anything else is read as Windows-1252.
///
/// # Diagnostics
/// `encoding` if the file is not UTF-8; `unreadable-file`, `not-text`, `too-large` with no value.
pub fn read_file(path: &Path) -> Read<Option<Source>> {
    read_up_to(path, MAX_SIZE)
}

/// Reads a stream as text, such as standard input, under the name that findings are to print.
///
/// # Diagnostics
/// Those of [`read_file`].
pub fn read_stream(name: &str, stream: impl io::Read) -> Read<Option<Source>> {
    finish(name, read_bytes(stream, 0, MAX_SIZE))
}

/// The bytes that are read from a stream at a time.
const BLOCK: usize = 1 << 20;

/// A stream as pieces of text that hold whole records, so that no more than one piece is in memory.
///
/// `cut` finds the last place in a block at which a record begins, and so a piece can end; a record that is
/// larger than a block makes the block grow, up to [`MAX_SIZE`]. Only UTF-8 is read in pieces: another
/// encoding makes the whole stream one piece.
///
/// # Diagnostics
/// Those of [`read_file`].
pub struct Pieces<R> {
    name: Arc<str>,
    stream: R,
    cut: fn(&[u8]) -> Option<usize>,
    rest: Vec<u8>,
    before: Before,
    is_done: bool,
}

impl<R: io::Read> Pieces<R> {
    /// The pieces of a stream, under the name that findings are to print.
    ///
    /// ```
    /// use florilege::source::Pieces;
    /// let lines = |block: &[u8]| block.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    /// let pieces = Pieces::new("-", "one\ntwo\n".as_bytes(), lines);
    /// assert_eq!(pieces.filter_map(|piece| piece.value).count(), 1);
    /// ```
    pub fn new(name: &str, stream: R, cut: fn(&[u8]) -> Option<usize>) -> Self {
        let (name, before) = (Arc::from(name), Before::default());
        Self { name, stream, cut, rest: Vec::new(), before, is_done: false }
    }

    /// Reads on until a piece can end; the bytes that belong to the next one are kept.
    fn block(&mut self) -> io::Result<Result<Vec<u8>, u64>> {
        let mut block = std::mem::take(&mut self.rest);
        let mut more = BLOCK;
        loop {
            let read = (&mut self.stream).take(more as u64).read_to_end(&mut block)?;
            self.is_done = read < more;
            if block.len() as u64 > MAX_SIZE {
                self.is_done = true;
                return Ok(Err(block.len() as u64));
            }
            let is_first = self.before.bytes == 0;
            let is_utf8 = match std::str::from_utf8(&block) {
                Ok(_) => true,
                // The end of a block may part a letter.
                Err(error) => error.error_len().is_none() && !self.is_done,
            };
            let has_mark = block.starts_with(b"\xef\xbb\xbf");
            if is_first && (!is_utf8 || has_mark) {
                let read = read_bytes(&mut self.stream, 0, MAX_SIZE - block.len() as u64)?;
                self.is_done = true;
                return Ok(read.map(|more| [block, more].concat()));
            }
            if self.is_done {
                return Ok(Ok(block));
            }
            if let Some(end) = (self.cut)(&block).filter(|end| *end > 0) {
                self.rest = block.split_off(end);
                return Ok(Ok(block));
            }
            // Each time twice as much, so that what has no place to cut is looked through a few times only.
            more = block.len();
        }
    }
}

impl<R: io::Read> Iterator for Pieces<R> {
    type Item = Read<Option<Source>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let block = self.block();
        self.is_done |= block.is_err();
        let before = self.before;
        if let Ok(Ok(block)) = &block {
            self.before.bytes += block.len();
            self.before.lines += memchr::memchr_iter(b'\n', block).count();
        }
        let read = finish(&self.name, block);
        Some(read.map(|source| source.map(|source| Source { before, ..source })))
    }
}

fn read_up_to(path: &Path, most: u64) -> Read<Option<Source>> {
    let opened = fs::File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        read_bytes(file, size, most)
    });
    finish(&path.to_string_lossy(), opened)
}

/// Makes a source of bytes, or a finding of what came instead.
fn finish(name: &str, read: io::Result<Result<Vec<u8>, u64>>) -> Read<Option<Source>> {
    let failed = |code, message: String| Read {
        value: None,
        diagnostics: vec![Diagnostic::new(code, message).at(file_place(name))],
    };
    match read {
        Ok(Ok(bytes)) => decode(name, bytes).map(|text| text.map(|text| Source::new(name, text))),
        Ok(Err(size)) => failed(Code::TooLarge, format!("`{name}` has {} MB or more", size >> 20)),
        Err(error) => failed(Code::UnreadableFile, format!("`{name}`: {error}")),
    }
}

/// The bytes of a stream that says how large it is, or the size of one that is too large. A device or a
/// pipe has no size to say, so reading ends at the limit, too.
fn read_bytes(stream: impl io::Read, size: u64, most: u64) -> io::Result<Result<Vec<u8>, u64>> {
    if size > most {
        return Ok(Err(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    stream.take(most + 1).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    Ok(if read > most { Err(read) } else { Ok(bytes) })
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
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !has_mark && bytes.contains(&0) {
        let message = format!("`{name}` holds NUL bytes and is no text");
        let finding = Diagnostic::new(Code::NotText, message).at(file_place(name));
        return Read { value: None, diagnostics: vec![finding] };
    }
    let (text, label) = match bytes.as_slice() {
        [0xff, 0xfe, ..] => (encoding_rs::UTF_16LE.decode_with_bom_removal(&bytes).0, "UTF-16"),
        [0xfe, 0xff, ..] => (encoding_rs::UTF_16BE.decode_with_bom_removal(&bytes).0, "UTF-16"),
        _ if is_damaged_utf8(&bytes) => {
            let text = encoding_rs::UTF_8.decode_with_bom_removal(&bytes).0;
            (text, "UTF-8, with damaged letters")
        }
        _ => (encoding_rs::WINDOWS_1252.decode_with_bom_removal(&bytes).0, "Windows-1252"),
    };
    let text = Cow::into_owned(text);
    let damage = text.find('\u{fffd}').or_else(|| text.find(|c: char| !c.is_ascii()));
    let at = damage.unwrap_or(0);
    let end = text[at..].chars().next().map_or(at, |first| at + first.len_utf8());
    let finding = Diagnostic::new(Code::Encoding, format!("`{name}` was read as {label}"))
        .at(Source::new(name, text.as_str()).place(at..end))
        .help("save the file as UTF-8");
    Read { value: Some(text), diagnostics: vec![finding] }
}

/// Whether a text is UTF-8 but for some bytes: most of its letters beyond ASCII are whole.
///
/// Read as Windows-1252 all of these would turn into two or three wrong ones each.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
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
    /// Links to folders.
    pub linked: usize,
}

/// Lists the notes of a vault or of a published garden's repository.
///
/// A Digital Garden repository keeps its notes under `src/site/notes`; that folder is then the root. A
/// single note is a vault of one. Links to notes are notes; links to folders are passed over, because they
/// may lead out of the vault or round in circles.
///
/// # Errors
/// If the folder itself cannot be listed.
pub fn list_vault(folder: &Path) -> io::Result<Vault> {
    if is_note(folder) && folder.is_file() {
        let root = folder.parent().unwrap_or(Path::new("")).to_owned();
        return Ok(Vault { root, notes: vec![folder.to_owned()], ..Vault::default() });
    }
    if !fs::metadata(folder)?.is_dir() {
        let message = "it is neither a folder nor a file of notes";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
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
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            // A broken link or a pipe with a note's name gets its finding when it is read.
            Ok(entry) if entry.path_is_symlink() && entry.path().is_dir() => {
                vault.skipped.linked += 1;
            }
            Ok(entry) if is_note(entry.path()) => vault.notes.push(entry.into_path()),
            Ok(_) => {}
            Err(_) => vault.skipped.unreadable += 1,
        }
    }
    if let Ok(counts) = counts.lock() {
        let Skipped { unreadable, linked, .. } = vault.skipped;
        vault.skipped = Skipped { unreadable, linked, ..*counts };
    }
    Ok(vault)
}

/// Whether a path has the name of a note.
pub fn is_note(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

/// Whether a file name is what a sync program gives to a copy in conflict.
///
/// The word "conflict" alone is no sign: it occurs in titles.
///
/// Source: Dropbox help, "conflicted copy"; Syncthing, `.sync-conflict-DATE-TIME-ID`; Resilio `.Conflict`.
pub fn is_conflict_copy(name: &str) -> bool {
    name.contains(".sync-conflict-")
        || name.contains(".Conflict.")
        || (name.contains("conflicted copy") && name.contains('('))
        || name.contains("(conflict 20")
}

impl Vault {
    /// Reads one note; its path is relative to the vault's root.
    ///
    /// # Diagnostics
    /// Those of [`read_file`]; `too-large` above [`MAX_NOTE`].
    pub fn read(&self, note: &Path) -> Read<Option<Source>> {
        // Reading a pipe would wait for someone to write, and a device has no end.
        if fs::metadata(note).is_ok_and(|metadata| !metadata.is_file()) {
            let name = note.to_string_lossy();
            let message = format!("`{name}` is no file");
            let finding = Diagnostic::new(Code::UnreadableFile, message).at(file_place(&name));
            return Read { value: None, diagnostics: vec![finding] };
        }
        let relative = note.strip_prefix(&self.root).unwrap_or(note);
        let path = relative.to_string_lossy().replace('\\', "/");
        read_up_to(note, MAX_NOTE).map(|source| source.map(|source| source.with_path(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: Option<&str>, codes: &[&str]) {
        let read = decode("a.md", bytes.to_vec());
        let found: Vec<&str> = read.diagnostics.iter().map(|finding| finding.code.name()).collect();
        assert_eq!((read.value.as_deref(), found.as_slice()), (text, codes));
    }

    #[test]
    fn encodings() {
        check("é".as_bytes(), Some("é"), &[]);
        check(b"\xef\xbb\xbfa", Some("a"), &[]);
        check(b"M\xfcller", Some("Müller"), &["encoding"]);
        check(b"\xff\xfea\x00\xe9\x00", Some("aé"), &["encoding"]);
        check(b"\xfe\xff\x00a", Some("a"), &["encoding"]);
        check(b"\xc3\xa9\xc3\xa8 \xff", Some("éè \u{fffd}"), &["encoding"]);
        check(b"\xff\x00\x01", None, &["not-text"]);
        check(b"", Some(""), &[]);
    }

    #[test]
    fn what_has_no_cut_is_looked_through_a_few_times() {
        use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
        static LOOKS: AtomicUsize = AtomicUsize::new(0);
        let text = vec![b'a'; 32 * BLOCK];
        let pieces = Pieces::new("a", text.as_slice(), |_| {
            LOOKS.fetch_add(1, Relaxed);
            None
        });
        assert_eq!(pieces.count(), 1);
        assert!(LOOKS.load(Relaxed) <= 6, "{LOOKS:?}");
    }

    #[test]
    fn pieces_know_their_place() {
        let line = "x".repeat(99) + "\n";
        let text = line.repeat(30_000);
        let lines = |block: &[u8]| block.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
        let mut joined = String::new();
        for piece in Pieces::new("a", text.as_bytes(), lines) {
            let source = piece.value.unwrap();
            let place = source.place(50..51);
            assert_eq!(place.span.start, joined.len() + 50);
            assert_eq!((place.line, place.column), (joined.len() / 100 + 1, 51));
            assert_eq!(source.place_of(&source.origin(50..51)), place);
            joined += &source.text;
        }
        assert!(joined == text);
        let latin: Vec<u8> = text.bytes().chain([0xfc]).collect();
        assert!(Pieces::new("a", latin.as_slice(), lines).count() > 1);
        let latin: Vec<u8> = [0xfc].into_iter().chain(text.bytes()).collect();
        assert_eq!(Pieces::new("a", latin.as_slice(), lines).count(), 1);
    }

    #[test]
    fn columns_far_into_a_line() {
        let line = "aé".repeat(9_000);
        let source = Source::new("a.md", format!("x\n{line}"));
        for chars in [0, 1, 4_095, 4_096, 12_000, 18_000] {
            let at = 2 + line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
            let place = source.place(at..at);
            assert_eq!((place.line, place.column), (2, chars + 1));
        }
    }

    #[test]
    fn what_a_vault_passes_over() -> io::Result<()> {
        let root = std::env::temp_dir().join(format!("florilege-vault-{}", std::process::id()));
        let files = [
            "a.md",
            "B/c.MARKDOWN",
            "B/picture.png",
            "B/A conflict of interest.md",
            "B/a.sync-conflict-20240101-000000-ABC.md",
            "B/a (Anna's conflicted copy 2024-01-01).md",
            ".obsidian/x.md",
            ".trash/x.md",
            "logseq/.recycle/x.md",
            "e\u{301}/x.md",
        ];
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&root))?;
            fs::write(path, "x")?;
        }
        let linked = usize::from(cfg!(unix));
        #[cfg(unix)]
        std::os::unix::fs::symlink(&root, root.join("B/loop"))?;
        let vault = list_vault(&root)?;
        let notes = vault.notes.iter().filter_map(|note| vault.read(note).value);
        let paths: Vec<String> = notes.map(|note| note.path).collect();
        fs::remove_dir_all(&root)?;
        let expected = ["B/A conflict of interest.md", "B/c.MARKDOWN", "a.md", "e\u{301}/x.md"];
        assert_eq!(paths, expected);
        let skipped = Skipped { hidden: 2, recycled: 1, conflicts: 2, unreadable: 0, linked };
        assert_eq!(vault.skipped, skipped);
        assert!(list_vault(&root).is_err());
        Ok(())
    }
}
