//! A printed reference.

use crate::diag::{Code, Diagnostic};
use crate::model::{CiteKey, Item, NameVariable, StandardVariable};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record's key.
    pub key: CiteKey,
    /// The number or label before the reference, in styles that align it.
    pub label: Vec<Run>,
    /// The reference.
    pub runs: Vec<Run>,
    /// The engine failed on the record: author, title and year stand in.
    pub failed: bool,
}

impl Entry {
    /// The label and the reference without fonts and links.
    pub fn text(&self) -> String {
        let mut text: String = self.label.iter().map(|run| run.text.as_str()).collect();
        if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        text.extend(self.runs.iter().map(|run| run.text.as_str()));
        text
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

    /// What stands in for a reference that could not be printed.
    pub(super) fn fallback(item: &Item) -> Self {
        let authors = item.names.get(NameVariable::Author).map(|names| {
            let shown: Vec<String> = names.list.iter().take(3).map(|name| name.display()).collect();
            let others = names.truncated || names.list.len() > shown.len();
            shown.join(", ") + if others { ", et al." } else { "" }
        });
        let title = item.text(StandardVariable::Title).map(str::to_owned);
        let year = item.year().map(|year| year.to_string());
        let parts: Vec<String> =
            [authors, title, year].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let mut text = parts.join(". ");
        match text.chars().next_back() {
            None => text.push_str(item.key.as_str()),
            Some('.' | '?' | '!') => {}
            Some(_) => text.push('.'),
        }
        let runs = vec![Run { text, font: Font::default(), link: None }];
        Self { key: item.key.clone(), label: Vec::new(), runs, failed: true }
    }
}

/// Whether a link may be written as a link: no scheme that runs something in the reader.
pub fn is_safe_link(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let known = matches!(scheme.as_deref(), Some("http" | "https" | "ftp" | "mailto"));
    known && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}
