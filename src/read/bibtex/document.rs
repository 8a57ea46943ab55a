//! A file as it stands: its entries and commands, and the free text between them.
//!
//! Where [`Records`] reads what a file says, this is where it says it, so that a change to one field
//! leaves every other byte alone.

use std::collections::HashSet;
use std::ops::Range;

use super::scan::Records;
use crate::diag::{Code, Diagnostic};
use crate::source::Source;

/// What happens to the second of two entries with one key.
const FIRST_ALONE: &str =
    "BibTeX and biber use the first of them alone; rename or remove one of them";

/// The pieces of a file, one after the other; together they are its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// The text.
    pub text: &'a str,
    /// The pieces, in order and without gaps.
    pub pieces: Vec<Piece>,
}

/// One piece of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Byte offsets.
    pub span: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece of a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// Text between entries, which programs pass over.
    Text,
    /// `@comment`
    Comment,
    /// `@string`
    Macro,
    /// `@preamble`
    Preamble,
    /// An entry, whole or broken.
    Entry(RawEntry),
}

/// Where the parts of an entry stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEntry {
    /// The citation key; empty if there is none.
    pub key: Range<usize>,
    /// The fields, also those whose name the entry has before.
    pub fields: Vec<RawField>,
}

/// Where a field stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawField {
    /// Its name.
    pub name: Range<usize>,
    /// Its value, delimiters included.
    pub value: Range<usize>,
}

impl<'a> Document<'a> {
    /// Finds the pieces of a file.
    ///
    /// ```
    /// use florilege::{read::bibtex::Document, source::Source};
    /// let source = Source::new("a.bib", "% mine\n@book{doe2020, year = 2020}\n");
    /// let pieces = Document::read(&source, &mut Vec::new()).pieces;
    /// let texts: Vec<&str> = pieces.iter().map(|piece| &source.text[piece.span.clone()]).collect();
    /// assert_eq!(texts, ["% mine\n", "@book{doe2020, year = 2020}", "\n"]);
    /// ```
    ///
    /// # Diagnostics
    /// Those of [`each`](super::each), and `duplicate-key` for an entry that programs pass over.
    pub fn read(source: &'a Source, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut records = Records::new(source);
        records.trace = Some(Vec::new());
        for read in records.by_ref() {
            diagnostics.extend(read.diagnostics);
        }
        let found = records.trace.take().unwrap_or_default();
        // BibTeX compares keys without regard to case, biber does not; only equal ones collide in both.
        let mut keys: HashSet<&str> = HashSet::new();
        for piece in &found {
            let PieceKind::Entry(entry) = &piece.kind else { continue };
            let key = &source.text[entry.key.clone()];
            if !key.is_empty() && !keys.insert(key) {
                let message = format!("another entry has the key `{key}`");
                let place = source.place(piece.span.clone());
                let finding = Diagnostic::new(Code::DuplicateKey, message).at(place);
                diagnostics.push(finding.help(FIRST_ALONE));
            }
        }
        let mut pieces = Vec::with_capacity(found.len() * 2 + 1);
        let mut at = 0;
        for piece in found {
            if at < piece.span.start {
                pieces.push(Piece { span: at..piece.span.start, kind: PieceKind::Text });
            }
            at = piece.span.end;
            pieces.push(piece);
        }
        if at < source.text.len() {
            pieces.push(Piece { span: at..source.text.len(), kind: PieceKind::Text });
        }
        Self { text: &source.text, pieces }
    }

    /// The entries with their places.
    pub fn entries(&self) -> impl Iterator<Item = (&Range<usize>, &RawEntry)> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::Entry(entry) => Some((&piece.span, entry)),
            _ => None,
        })
    }

    /// The type of the entry at a place, in lower case.
    pub fn entry_type(&self, span: &Range<usize>) -> String {
        let head = self.text[span.clone()].trim_start_matches('@');
        let end = head.find(['{', '(']).unwrap_or(head.len());
        head[..end].trim().to_lowercase()
    }
}

/// What stands between the braces or quotes of a value that is one piece in them; none if it is a
/// macro, a number, or pieces joined with `#`.
///
/// ```
/// use florilege::read::bibtex::delimited;
/// assert_eq!((delimited("{a {b}}"), delimited("\"a\"")), (Some("a {b}"), Some("a")));
/// assert_eq!((delimited("sep"), delimited("{a} # {b}")), (None, None));
/// ```
pub fn delimited(value: &str) -> Option<&str> {
    let close = match value.as_bytes().first()? {
        b'{' => b'}',
        b'"' => b'"',
        _ => return None,
    };
    let inner = value.get(1..value.len().checked_sub(1)?)?;
    let mut depth = 0usize;
    for byte in inner.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return None,
            b'}' => depth -= 1,
            b'"' if close == b'"' && depth == 0 => return None,
            _ => {}
        }
    }
    (depth == 0 && value.as_bytes().last() == Some(&close)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_programs_pass_over_is_told() {
        let source = Source::new("t.bib", "@a{k,}\n@b{K,}\n@c{k,}\n@d{,} @e{,}");
        let mut found = Vec::new();
        assert_eq!(Document::read(&source, &mut found).entries().count(), 5);
        found.retain(|finding| finding.code == Code::DuplicateKey);
        let lines: Vec<_> = found.iter().flat_map(|f| &f.place).map(|place| place.line).collect();
        assert_eq!(lines, [3]);
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_the_text(text in "(@[a-z]{0,7}[{(]|@comment\\{|@string\\{|@preamble\\{|k|,|=|[{}\"#()]|\n|[a-z] ?= ?\\{x\\},?|é| ){0,40}") {
            let source = Source::new("t.bib", text.as_str());
            let document = Document::read(&source, &mut Vec::new());
            let whole: String =
                document.pieces.iter().map(|piece| &text[piece.span.clone()]).collect();
            assert_eq!(whole, text);
            for (span, entry) in document.entries() {
                let inside = |part: &Range<usize>| span.start <= part.start && part.end <= span.end;
                assert!(inside(&entry.key) && entry.fields.iter().all(|f| inside(&f.value)));
            }
        }
    }
}
