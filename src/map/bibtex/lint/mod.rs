//! What BibTeX, biber or LaTeX would choke on, in a file as it stands.
//!
//! Reading passes over much that a run of LaTeX stops at: an ampersand in a title is a fine ampersand
//! until TeX meets it. Here the values are looked at as they are written, before any decoding, and never
//! inside fields that are no TeX.

mod known;
mod required;
mod text;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::kinds;
use crate::diag::{Code, Diagnostic};
use crate::read::bibtex::{Document, PieceKind, RawEntry, delimited};
use crate::source::Source;

/// Looks for what a run of LaTeX would find.
///
/// Of what concerns a whole file, such as its alphabet or a field that no program knows, the first
/// place is named.
///
/// # Diagnostics
/// `missing-field`, `unknown-field`, `other-dialect`, `tex-special`, `html-in-tex`, `not-in-pdflatex`,
/// `bad-key`, `bad-date`, `month-form`, `bad-identifier`, `missing-entry`. What reading finds is left to
/// reading.
///
/// ```
/// use florilege::{map::bibtex::lint, source::Source};
/// let source = Source::new("a.bib", "@misc{k, author = {Doe, J.}, title = {Q & A}, year = 2020}");
/// let findings = lint(&source);
/// assert_eq!((findings.len(), findings[0].code.name()), (1, "tex-special"));
/// ```
pub fn lint(source: &Source) -> Vec<Diagnostic> {
    let document = Document::read(source, &mut Vec::new());
    let mut linter = Linter::new(source, &document);
    for (span, raw) in document.entries() {
        let entry = Entry::new(&document, span, raw);
        linter.entry(&entry);
    }
    linter.finish()
}

/// Whether TeX reads a field's value: it is printed, and no link or key.
pub(crate) fn is_tex_field(name: &str) -> bool {
    known::is_tex(name)
}

/// An entry with its fields by name.
struct Entry<'a> {
    kind: String,
    key: &'a str,
    raw: &'a RawEntry,
    span: &'a Range<usize>,
    fields: Vec<Field<'a>>,
}

/// A field as it is written.
struct Field<'a> {
    name: String,
    /// The value with its delimiters.
    value: &'a str,
    at: usize,
    name_span: Range<usize>,
}

impl<'a> Entry<'a> {
    fn new(document: &Document<'a>, span: &'a Range<usize>, raw: &'a RawEntry) -> Self {
        let fields = raw.fields.iter().map(|field| Field {
            name: document.text[field.name.clone()].to_lowercase(),
            value: &document.text[field.value.clone()],
            at: field.value.start,
            name_span: field.name.clone(),
        });
        Self {
            kind: document.entry_type(span),
            key: &document.text[raw.key.clone()],
            raw,
            span,
            fields: fields.collect(),
        }
    }

    fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Where the entry begins: its `@` and its type.
    fn head(&self) -> Range<usize> {
        self.span.start..self.span.start + 1 + self.kind.len()
    }
}

impl<'a> Field<'a> {
    /// The text between the delimiters and where it begins; none for macros, numbers and pieces.
    fn inner(&self) -> Option<(&'a str, usize)> {
        delimited(self.value).map(|inner| (inner, self.at + 1))
    }

    fn span(&self) -> Range<usize> {
        self.at..self.at + self.value.len()
    }
}

/// What is remembered from entry to entry.
struct Linter<'a> {
    source: &'a Source,
    /// Whether the file is more BibLaTeX's than BibTeX's.
    is_biblatex: bool,
    /// The first entry of each key in lower case, and the fields that it has.
    parents: HashMap<String, HashSet<String>>,
    /// Characters that the file's preamble defines.
    preambles: String,
    findings: Vec<Diagnostic>,
    /// How many entries lack a field.
    missing: HashMap<&'static str, usize>,
    /// What is said once: the finding of the first place, and how many entries have it.
    once: BTreeMap<(Code, String), (Diagnostic, usize)>,
}

impl<'a> Linter<'a> {
    fn new(source: &'a Source, document: &Document<'_>) -> Self {
        let mut parents: HashMap<String, HashSet<String>> = HashMap::new();
        let (mut old, mut new) = (0usize, 0usize);
        for (span, raw) in document.entries() {
            let name = |range: &Range<usize>| document.text[range.clone()].to_lowercase();
            let mut fields: HashSet<String> = raw.fields.iter().map(|f| name(&f.name)).collect();
            match known::dialect(&document.entry_type(span), |field| fields.contains(field)) {
                Some(true) => new += 1,
                Some(false) => old += 1,
                None => {}
            }
            // A part takes the title of the whole as its container.
            fields.insert("booktitle".to_owned());
            parents.entry(name(&raw.key)).or_insert(fields);
        }
        let preambles = document.pieces.iter().filter(|piece| piece.kind == PieceKind::Preamble);
        Self {
            source,
            is_biblatex: new > old,
            parents,
            preambles: preambles.map(|piece| spelled(&document.text[piece.span.clone()])).collect(),
            findings: Vec::new(),
            missing: HashMap::new(),
            once: BTreeMap::new(),
        }
    }

    fn entry(&mut self, entry: &Entry<'_>) {
        if matches!(entry.kind.as_str(), "xdata" | "set" | "bibnote" | "control") {
            return;
        }
        self.key(entry);
        if kinds::read(&entry.kind).is_some() {
            self.required(entry);
        }
        self.dates(entry);
        for field in &entry.fields {
            self.name_of(entry, field);
            self.identifier(field);
            self.links(field);
            if known::is_tex(&field.name) {
                self.text(field);
            }
        }
    }

    /// A finding at a place of the file.
    fn find(&mut self, code: Code, span: Range<usize>, message: String, help: impl Into<String>) {
        let place = self.source.place(span);
        self.findings.push(Diagnostic::new(code, message).at(place).help(help));
    }

    /// A finding that is said once for all entries that have it.
    fn find_once(
        &mut self,
        code: Code,
        what: &str,
        span: Range<usize>,
        message: impl FnOnce() -> (String, String),
    ) {
        if let Some((_, count)) = self.once.get_mut(&(code, what.to_owned())) {
            *count += 1;
            return;
        }
        let (message, help) = message();
        let finding = Diagnostic::new(code, message).at(self.source.place(span)).help(help);
        self.once.insert((code, what.to_owned()), (finding, 1));
    }

    /// The findings in the order of the file.
    fn finish(self) -> Vec<Diagnostic> {
        let mut findings = self.findings;
        for (mut finding, count) in self.once.into_values() {
            if count > 1 {
                finding.message += &format!(", the first of {count} such places");
            }
            findings.push(finding);
        }
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
        findings
    }
}

/// A text with the characters that TeX's `^^d0^^96` stand for.
fn spelled(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("^^") {
        bytes.extend(rest[..at].bytes());
        let hex = rest.get(at + 2..at + 4).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(hex.unwrap_or(b'^'));
        rest = &rest[at + if hex.is_some() { 4 } else { 1 }..];
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
