//! A printed reference.

use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign,
};

use super::render::buffer::{Buffer, Event, Tag};
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
    /// The label and the reference without fonts and links.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.printed.text.len() + 1);
        let mut margins = Vec::new();
        for event in &self.printed.events {
            match event {
                Event::Open(tag) => {
                    // A block has a line of its own; in a row of text it is set off by a space.
                    let block = matches!(tag, Tag::Display(_));
                    if block && !out.is_empty() && !out.ends_with(char::is_whitespace) {
                        out.push(' ');
                    }
                    margins.push(block);
                }
                Event::Close => {
                    margins.pop();
                }
                Event::Text { .. } => out.push_str(self.printed.slice(*event)),
            }
        }
        out
    }

    /// The reference as HTML, with the classes of citeproc; addresses are links if asked for.
    pub fn html(&self, links: bool) -> String {
        let mut out = String::new();
        super::output::html(&self.printed, links, &mut out);
        out
    }

    /// The finding about a failure.
    ///
    /// # Diagnostics
    /// `render-failed`.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        self.failed.then(|| {
            let message = format!("`{}` could not be printed in the style", self.key);
            Diagnostic::new(Code::RenderFailed, message)
                .help("check the record's type, dates and names")
        })
    }

    /// The label of a style that aligns it, as runs.
    pub fn label(&self) -> Vec<Run> {
        self.runs_where(true)
    }

    /// The reference behind its label, as runs.
    pub fn runs(&self) -> Vec<Run> {
        self.runs_where(false)
    }

    fn runs_where(&self, label: bool) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut state = State::default();
        for event in &self.printed.events {
            match *event {
                Event::Open(tag) => {
                    let block = matches!(tag, Tag::Display(_));
                    let last = runs.last_mut().filter(|last| !last.text.ends_with(' '));
                    if let (true, false, Some(last)) = (block, label, last) {
                        last.text.push(' ');
                    }
                    state.open(tag);
                }
                Event::Close => state.close(),
                Event::Text { .. } => {
                    let text = self.printed.slice(*event);
                    if state.margin != label || text.is_empty() {
                        continue;
                    }
                    let link = state.link.and_then(|at| self.printed.links.get(at as usize));
                    match runs.last_mut() {
                        Some(last) if last.font == state.font && last.link.as_ref() == link => {
                            last.text.push_str(text);
                        }
                        _ => runs.push(Run {
                            text: text.to_owned(),
                            font: state.font,
                            link: link.cloned(),
                        }),
                    }
                }
            }
        }
        runs
    }
}

/// What holds for the text at a place.
#[derive(Debug, Clone, Default)]
struct State {
    font: Font,
    link: Option<u32>,
    margin: bool,
    outer: Vec<(Font, Option<u32>, bool)>,
}

impl State {
    fn open(&mut self, tag: Tag) {
        self.outer.push((self.font, self.link, self.margin));
        match tag {
            Tag::Font(formatting) => self.font = self.font.with(formatting),
            Tag::Markup(markup) => self.font = self.font.marked(markup),
            Tag::Link(at) => self.link = Some(at),
            Tag::Display(Display::LeftMargin) => self.margin = true,
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some((font, link, margin)) = self.outer.pop() {
            (self.font, self.link, self.margin) = (font, link, margin);
        }
    }
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
