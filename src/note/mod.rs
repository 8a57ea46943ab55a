//! One note -> what it says: its claim, its concepts, its sources, the references it prints.

mod bounds;
mod claim;
mod content;
mod evidence;
mod fallback;
mod flatten;
mod frontmatter;
mod headings;
mod html;
mod listing;
mod markup;
mod node;
mod page;
mod printed;
mod statements;
mod target;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Place, Read};
use crate::model::CiteKey;
use crate::settings::Settings;
use crate::source::Source;

pub use crate::settings::NoteKind;
pub use content::{ContentName, looks_like_key};
pub(crate) use headings::announces_references;
pub(crate) use listing::{ListItem, ListText, Listing, of_html, of_markdown};

/// Something that a note names, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<T> {
    /// What is named.
    pub value: T,
    /// Where the note names it: the link's target.
    pub place: Place,
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
    /// Where its claim stands, or its first line.
    pub place: Place,
    /// The key of the source that the note is about, if it is about one.
    pub key: Option<Mention<CiteKey>>,
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
    /// The text of a source content without front matter, tables and fields: the excerpt, as plain text.
    /// Empty in other notes.
    pub body: String,
}

/// Reads one note.
///
/// ```
/// use florilege::{note, settings::Settings, source::Source};
/// let text = "# Content\n- Shade slows [[growth]]\n# References\n- [[doeTrees2020 - Figure 1]]\n";
/// let source = Source::new("Insights/a.md", text);
/// let note = note::read(&source, &Settings::default()).value;
/// assert_eq!(note.claim.unwrap().plain, "Shade slows growth");
/// assert_eq!(note.contents[0].value.section, "Figure 1");
/// ```
///
/// # Diagnostics
/// `front-matter`, `front-matter-repaired`, `unclosed-table`, `no-claim`, `no-key`, `too-large`.
pub fn read(source: &Source, settings: &Settings) -> Read<Note> {
    let mut diagnostics = Vec::new();
    let front = frontmatter::read(source).into_value(&mut diagnostics);
    let page = markup::read(&source.text, front.end);
    let name = statements::name(&source.path);
    let permalink = front.first(&["permalink"]).map(|(value, _)| value.clone());
    let fields = statements::fields(source, &front, &page);
    let kind = statements::kind(&source.path, name, permalink.as_deref(), &fields, settings);
    let evidence = evidence::gather(source, &page, &fields, kind, settings);
    // A note outside the folders that are named makes a claim if it looks like one that does.
    let names_evidence = !evidence.contents.is_empty() || !evidence.sources.is_empty();
    let kind = match kind {
        NoteKind::Other if names_evidence && claim::has_heading(&page, settings) => {
            NoteKind::Insight
        }
        kind => kind,
    };
    let key = statements::key(source, name, kind, &fields, settings);
    let mut note = Note {
        file: Arc::clone(&source.name),
        path: source.path.clone(),
        name: name.to_owned(),
        kind,
        place: source.place(0..0),
        title: statements::title(&front, name),
        permalink,
        created: statements::created(&front, name),
        updated: statements::updated(&front),
        claim: None,
        concepts: Vec::new(),
        contents: evidence.contents,
        sources: evidence.sources,
        references: printed::gather(source, &page, &fields, key.as_ref(), settings),
        body: match kind {
            NoteKind::SourceContent => statements::excerpt(&page),
            _ => String::new(),
        },
        key,
    };
    if kind.is_claim() {
        match claim::find(&source.text, &page, settings) {
            claim::Found::Claim(found, section) => {
                note.concepts = claim::concepts(&section, settings);
                note.place = source.place(found.span.clone());
                note.claim = Some(found);
            }
            claim::Found::Empty(span) => diagnostics.push(no_claim(source, span)),
            claim::Found::Nothing => diagnostics.push(no_claim(source, front.end..front.end)),
        }
    }
    note.concepts
        .extend(front.values("tags").chain(front.values("tag")).flat_map(statements::tags));
    let mut seen = HashSet::new();
    note.concepts.retain(|concept| seen.insert(concept.clone()));
    bounds::apply(&mut note, &mut diagnostics);
    for span in page.unclosed {
        diagnostics.push(
            Diagnostic::new(Code::UnclosedTable, "the table has no end")
                .at(source.place(span))
                .help("publish the page again; the rows up to here were read"),
        );
    }
    for content in note.contents.iter().filter(|content| content.value.key.is_none()) {
        diagnostics.push(no_key(&content.value.name, content.place.clone()));
    }
    if kind == NoteKind::SourceContent && note.key.is_none() {
        diagnostics.push(no_key(name, source.place(0..0)));
    }
    Read { value: note, diagnostics }
}

fn no_claim(source: &Source, span: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::NoClaim, "the note makes no claim")
        .at(source.place(span))
        .help("write the claim under its heading, or move the note to another folder")
}

fn no_key(name: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::NoKey, format!("`{name}` has no citation key"))
        .at(place)
        .help("rename the note to `KEY - SECTION (DETAIL)`")
}
