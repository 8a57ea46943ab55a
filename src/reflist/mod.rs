//! A text with many references -> each of them, with what its markup says.
//!
//! What a reference means is for [`refparse`](crate::refparse); here it is found. Text that is no reference
//! is handed on like one, as only reading it can tell.

mod bbl;
mod bbl_text;
mod detect;
mod join;
mod label;
mod line;
mod numbers;
mod page;
mod plain;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Read};
use crate::model::CiteKey;
use crate::note::{self, Link};
use crate::source::Source;

use join::{Compounds, Joined};
use label::Label;
use line::Line;
use plain::{Group, Shape};

/// How references stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Plain text; its lines tell which of the next three it is.
    #[default]
    Text,
    /// One reference a line.
    Line,
    /// References over several lines, with gaps or indents between them.
    Paragraph,
    /// References that begin with their number, over one line or several.
    Numbered,
    /// Markdown: paragraphs, items, cells, callouts and footnotes, under the headings that announce
    /// references if there are some.
    Markdown,
    /// A page of HTML: the same, and the entries that citation processors mark.
    Html,
    /// A LaTeX document or a `.bbl` with `\bibitem`s.
    Bbl,
}

/// A stretch of a text that may be a reference.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece<'a> {
    /// The text without markup and label, its lines put together; empty for a line that holds nothing.
    pub text: Cow<'a, str>,
    /// The bytes of the source that it stands in, from the first of its text to the last.
    pub span: Range<usize>,
    /// Byte offsets of what is in italics.
    pub italics: Vec<Range<usize>>,
    /// The links in it.
    pub links: Vec<Link>,
    /// The label that is printed before it, without brackets: `12`, `Knu84`.
    pub label: Option<String>,
    /// The citation key that the source states for it.
    pub key: Option<CiteKey>,
}

/// Cuts a text into what may be references, in order.
///
/// In [`Form::Line`] each line gives a piece, one without text where it is empty, drawn or the number of a
/// page. In the other forms such lines give none.
///
/// # Diagnostics
/// `left-out` for the heads of pages, and for what stands outside the lists of a page; `doubtful-cut` where nothing but the length of a line tells that a
/// reference ends.
///
/// ```
/// use florilege::{reflist::{self, Form}, source::Source};
/// let text = "[1] Doe, J. Notes on inter-\nnational trade. 2001.\n[2] Roe, R. More of\nthem. 2002.\n";
/// let source = Source::new("refs.txt", text);
/// let pieces = reflist::cut(&source, Form::Text).value;
/// assert_eq!(pieces[0].text, "Doe, J. Notes on international trade. 2001.");
/// assert_eq!(pieces[1].label.as_deref(), Some("2"));
/// ```
pub fn cut(source: &Source, form: Form) -> Read<Vec<Piece<'_>>> {
    match form {
        Form::Line => Read::clean(lines(&source.text)),
        Form::Markdown => page::pieces(source, note::of_markdown(source)),
        Form::Html => page::pieces(source, note::of_html(source)),
        Form::Bbl => bbl::pieces(source),
        Form::Text | Form::Paragraph | Form::Numbered => plain_text(source, form),
    }
}

/// Cuts a plain text after looking at all its lines.
fn plain_text(source: &Source, form: Form) -> Read<Vec<Piece<'_>>> {
    let text = source.text.as_str();
    let all = Line::all(text);
    let shape = match form {
        Form::Paragraph => Shape::Paragraphs,
        Form::Numbered => Shape::Numbered,
        _ => Shape::of(&all),
    };
    if shape == Shape::Lines {
        let mut pieces = lines(text);
        pieces.retain(|piece| !piece.text.is_empty());
        return Read::clean(pieces);
    }
    let (said, heads) = plain::without_page_heads(all);
    let groups = match shape {
        Shape::Numbered => numbers::parts(&said),
        Shape::Paragraphs | Shape::Lines => plain::paragraphs(&said),
    };
    let mut diagnostics = Vec::new();
    if let Some(first) = heads.first() {
        let message = match heads.len() {
            1 => "the head of a page is left out".to_owned(),
            count => format!("{count} heads of pages are left out"),
        };
        let finding = Diagnostic::new(Code::LeftOut, message).at(source.place(first.clone()));
        diagnostics.push(finding.help("take them out of the text if a reference is torn there"));
    }
    let mut guesses = groups.iter().filter(|group| group.is_guess);
    if let Some(first) = guesses.next().and_then(|group| group.lines.first()) {
        let begin = match guesses.count() {
            0 => "1 reference begins".to_owned(),
            more => format!("{} references begin", more + 1),
        };
        let message = format!("{begin} where only the length of a line says so");
        let finding = Diagnostic::new(Code::DoubtfulCut, message).at(source.place(first.clone()));
        diagnostics.push(finding.help("put an empty line between references"));
    }
    let compounds = Compounds::of(text);
    let value = groups.into_iter().filter_map(|group| piece(text, group, &compounds)).collect();
    Read { value, diagnostics }
}

fn piece<'a>(text: &'a str, group: Group, compounds: &Compounds<'_>) -> Option<Piece<'a>> {
    let span = group.lines.first()?.start..group.lines.last()?.end;
    let joined = Joined::new(text, &group.lines, compounds);
    Some(Piece { text: joined.text, span, label: group.label, ..Piece::default() })
}

/// One piece a line.
fn lines(text: &str) -> Vec<Piece<'_>> {
    let mut at = 0;
    let counting = counted_lines(text);
    let pieces = text.split_inclusive('\n').map(|whole| {
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        let line = whole.trim();
        if line::is_rule(line) || line::is_page_number(line) {
            return Piece { span: start..start + line.len(), ..Piece::default() };
        }
        let label = Label::read(line).filter(|label| counting || label.stands_alone());
        let start = start + label.map_or(0, |label| label.len);
        let text = &line[label.map_or(0, |label| label.len)..];
        let label = label.map(|label| label.text.to_owned()).filter(|label| !label.is_empty());
        Piece { text: text.into(), span: start..start + text.len(), label, ..Piece::default() }
    });
    pieces.collect()
}

/// Whether every line of a text is numbered, so that even a bare number is a label.
fn counted_lines(text: &str) -> bool {
    // Few texts are; the first line tells.
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).and_then(Label::read);
    first.is_some_and(|label| !label.stands_alone()) && {
        let all = Line::all(text);
        let said: Vec<&Line<'_>> = all.iter().collect();
        numbers::chain(&said).len() == said.len()
    }
}

/// The label that a text begins with, and where the text behind it begins.
pub(crate) fn label_and_body(text: &str) -> (Option<String>, usize) {
    let label = Label::read(text).filter(Label::stands_alone);
    let body = label.map_or(0, |label| label.len);
    (label.map(|label| label.text.to_owned()).filter(|label| !label.is_empty()), body)
}

/// The lines of each item of a plain text, none for what is no text.
fn plain_groups(text: &str) -> Vec<Group> {
    let (said, _) = plain::without_page_heads(Line::all(text));
    match Shape::of(&said) {
        Shape::Numbered => numbers::parts(&said),
        Shape::Paragraphs => plain::paragraphs(&said),
        Shape::Lines => said.iter().map(plain::alone).collect(),
    }
}
