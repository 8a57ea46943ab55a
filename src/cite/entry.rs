//! A printed reference.

use hayagriva::citationberg::{
    FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign,
};

use super::output::{self, Form, Piece, Pieces};
use super::render::buffer::Buffer;
use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Markup};

/// Raised or lowered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vertical {
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Font {
    /// Italic.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underline: bool,
    /// Raised or lowered.
    pub vertical: Option<Vertical>,
}

/// A run of text in one font, with one link or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its look.
    pub font: Font,
    /// Where it leads; only schemes that run no program.
    pub link: Option<String>,
}

/// A record as a style prints it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The record's key.
    pub key: CiteKey,
    /// The reference, in order.
    pub(crate) printed: Buffer,
    /// The style prints nothing for the record.
    pub failed: bool,
}

impl Entry {
    /// The label and the reference without fonts and links, in one line.
    pub fn text(&self) -> String {
        self.to(Form::Text)
    }

    /// The label and the reference in a form; addresses are links where it has links.
    ///
    /// ```
    /// use florilege::cite::{Form, Processor};
    /// use florilege::model::*;
    /// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
    /// item.texts.set(StandardVariable::Title, Text::plain("Cats & dogs"), Origin::derived());
    /// let url = Text::plain("https://example.org/a_b");
    /// item.texts.set(StandardVariable::URL, url, Origin::derived());
    /// let entry = Processor::new("ieee", None).unwrap().each(&item);
    /// assert_eq!(
    ///     entry.to(Form::Latex),
    ///     r"[1]\quad \textit{Cats \& dogs}. [Online]. Available: \url{https://example.org/a\_b}"
    /// );
    /// assert_eq!(
    ///     entry.to(Form::Typst),
    ///     r#"\[1\] #h(1em)#emph[Cats & dogs]. \[Online\]. Available: #link("https://example.org/a_b")"#
    /// );
    /// ```
    pub fn to(&self, form: Form) -> String {
        output::write(&self.printed, form)
    }

    /// The label and what stands beside it, each in a form; HTML holds its own label.
    pub(crate) fn apart(&self, form: Form) -> (String, String) {
        output::write_apart(&self.printed, form)
    }

    /// The reference as HTML, with the classes of citeproc; addresses are links if asked for.
    pub fn html(&self, links: bool) -> String {
        let mut out = String::new();
        output::html(&self.printed, links, &mut out);
        out
    }

    /// The finding about a failure.
    ///
    /// # Diagnostics
    /// `render-failed`.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        self.failed.then(|| {
            let message = format!("the style prints nothing of `{}`", self.key);
            Diagnostic::new(Code::RenderFailed, message).help("give it a title, or check its type")
        })
    }

    /// The label of a style that aligns it, as runs.
    pub fn label(&self) -> Vec<Run> {
        runs(Pieces::of(&self.printed).label())
    }

    /// The reference behind its label, as runs.
    pub fn runs(&self) -> Vec<Run> {
        runs(Pieces::of(&self.printed).rest())
    }
}

/// The runs of a line.
fn runs(pieces: &[Piece]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for piece in pieces {
        match (piece, runs.last_mut()) {
            (Piece::Run(run), _) => runs.push(run.clone()),
            (Piece::Line { .. } | Piece::Gap, Some(last)) => last.text.push(' '),
            (Piece::Line { .. } | Piece::Gap, None) => {}
        }
    }
    runs
}

impl Font {
    /// The font that a style's formatting gives.
    pub(super) fn with(self, formatting: Formatting) -> Self {
        let set = |now: bool, wanted: Option<bool>| wanted.unwrap_or(now);
        Self {
            italic: set(self.italic, formatting.font_style.map(|f| f == FontStyle::Italic)),
            bold: set(self.bold, formatting.font_weight.map(|f| f == FontWeight::Bold)),
            small_caps: set(
                self.small_caps,
                formatting.font_variant.map(|f| f == FontVariant::SmallCaps),
            ),
            underline: set(
                self.underline,
                formatting.text_decoration.map(|f| f == TextDecoration::Underline),
            ),
            vertical: match formatting.vertical_align {
                Some(VerticalAlign::Sup) => Some(Vertical::Superscript),
                Some(VerticalAlign::Sub) => Some(Vertical::Subscript),
                Some(VerticalAlign::Baseline) => None,
                Some(VerticalAlign::None) | None => self.vertical,
            },
        }
    }

    /// The font within a field's markup; italics within italics are upright, so that they stand out.
    pub(super) fn marked(self, markup: Markup) -> Self {
        match markup {
            Markup::Italic => Self { italic: !self.italic, ..self },
            Markup::Bold => Self { bold: !self.bold, ..self },
            Markup::SmallCaps => Self { small_caps: !self.small_caps, ..self },
            Markup::Superscript => Self { vertical: Some(Vertical::Superscript), ..self },
            Markup::Subscript => Self { vertical: Some(Vertical::Subscript), ..self },
            Markup::NoCase => self,
        }
    }
}

/// Whether a link may be written as a link: no scheme that runs something in the reader.
pub fn is_safe_link(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let known = matches!(scheme.as_deref(), Some("http" | "https" | "ftp" | "mailto"));
    known && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}
