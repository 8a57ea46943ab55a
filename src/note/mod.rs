//! One note -> what it says: its claim, its concepts, its sources, the references it prints.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Place, Read};
use crate::model::CiteKey;
use crate::settings::Settings;
use crate::source::Source;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// A claim that rests on source contents.
    Insight,
    /// A claim that is taken for granted.
    Assumption,
    /// A claim drawn from other claims.
    Takeaway,
    /// A claim that was jotted down.
    QuickNote,
    /// A note about one part of a source.
    SourceContent,
    /// A note about a source.
    Source,
    /// A note about a concept.
    Concept,
    /// Anything else.
    Other,
}

impl NoteKind {
    /// The word for tables: `insight`, `quick note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insight => "insight",
            Self::Assumption => "assumption",
            Self::Takeaway => "takeaway",
            Self::QuickNote => "quick note",
            Self::SourceContent => "source content",
            Self::Source => "source",
            Self::Concept => "concept",
            Self::Other => "other",
        }
    }

    /// Whether such a note makes a claim.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Insight | Self::Assumption | Self::Takeaway | Self::QuickNote)
    }
}

/// Something that a note names, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<T> {
    /// What is named.
    pub value: T,
    /// Where the note names it: the link's target.
    pub place: Place,
}

/// The name of a source content, `KEY - SECTION (DETAIL)`, in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentName {
    /// The note's name as it stands.
    pub name: String,
    /// The citation key; `None` where the name has none.
    pub key: Option<CiteKey>,
    /// `Materials and methods`, `Figure 1A`; the whole name where there is no key.
    pub section: String,
    /// What stands in the outermost brackets at the end.
    pub detail: Option<String>,
}

/// A claim's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Without markup: links are their labels.
    pub plain: String,
    /// As Markdown, with links written as `[[target|label]]`.
    pub markdown: String,
    /// Byte offsets of the claim in the note.
    pub span: Range<usize>,
}

/// A concept that a claim names: a link in its text, or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(pub String);

/// A link inside a printed reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Byte offsets of the link's text in the reference's text.
    pub span: Range<usize>,
    /// The address.
    pub href: String,
}

/// A formatted reference that a note prints, with the key that stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedReference {
    /// The key; `None` if the reference stands alone.
    pub key: Option<CiteKey>,
    /// The reference as text, white space as printed.
    pub text: String,
    /// The links in it.
    pub links: Vec<Link>,
    /// Where it stands.
    pub place: Place,
}

/// What one note says.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The file's name as findings print it.
    pub file: Arc<str>,
    /// The path in the vault, with `/`.
    pub path: String,
    /// The file name without its extension.
    pub name: String,
    /// What it is, by its folder or its front matter.
    pub kind: NoteKind,
    /// The title, if it has one other than its name.
    pub title: Option<String>,
    /// Where it is published.
    pub permalink: Option<String>,
    /// When it was made: front matter, or a time in the note's name. ISO 8601.
    pub created: Option<String>,
    /// When it was changed, as its front matter says.
    pub updated: Option<String>,
    /// Its claim.
    pub claim: Option<Claim>,
    /// The concepts that it names, in order, each once.
    pub concepts: Vec<Concept>,
    /// The source contents that it names, in order, each once.
    pub contents: Vec<Mention<ContentName>>,
    /// The sources that it names by their key, in order, each once.
    pub sources: Vec<Mention<CiteKey>>,
    /// The references that it prints.
    pub references: Vec<PrintedReference>,
    /// The note's own text without its front matter, as plain text: the excerpt of a source content.
    pub body: String,
}

/// Reads one note.
///
/// # Diagnostics
/// `front-matter`, `front-matter-repaired`, `unclosed-table`, `no-claim`, `no-key`.
pub fn read(source: &Source, settings: &Settings) -> Read<Note> {
    let _ = (source, settings);
    unimplemented!()
}
