//! How references stand in a file, by its name and its text.

use std::path::Path;

use super::Form;
use crate::note::announces_references;

/// How much of a text is looked at.
const HEAD: usize = 1 << 16;

impl Form {
    /// The form of a file: its extension's, or else what its text looks like.
    ///
    /// ```
    /// use florilege::reflist::Form;
    /// use std::path::Path;
    /// assert_eq!(Form::of(Path::new("paper.bbl"), ""), Form::Bbl);
    /// assert_eq!(Form::of(Path::new("-"), "<!DOCTYPE html><p>Doe"), Form::Html);
    /// assert_eq!(Form::of(Path::new("-"), "Doe, J. <i>Notes</i>."), Form::Text);
    /// ```
    pub fn of(path: &Path, text: &str) -> Self {
        Self::by_path(path).unwrap_or_else(|| Self::detect(text))
    }

    /// The form that a file's name says; `.txt` says nothing of how lines are set.
    pub fn by_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        match &*extension {
            "md" | "markdown" | "qmd" | "rmd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "bbl" | "tex" | "ltx" => Some(Self::Bbl),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The form that a text looks like.
    fn detect(text: &str) -> Self {
        let head = &text[..text.floor_char_boundary(HEAD)];
        let start = head.trim_start_matches('\u{feff}').trim_start();
        match () {
            () if begins_html(start) => Self::Html,
            () if has_bibitems(head) => Self::Bbl,
            () if head.lines().any(is_markdown) => Self::Markdown,
            () => Self::Text,
        }
    }
}

/// Whether a text has a bibliography of LaTeX, or a document's begin.
fn has_bibitems(head: &str) -> bool {
    ["\\bibitem", "\\begin{thebibliography}", "\\documentclass", "\\entry{"]
        .iter()
        .any(|command| head.contains(command))
}

/// Whether a text begins with an element that stands on lines of its own.
fn begins_html(start: &str) -> bool {
    const NAMES: [&str; 15] = [
        "!doctype", "!--", "?xml", "html", "head", "body", "div", "ol", "ul", "li", "p", "dl",
        "table", "section", "article",
    ];
    let Some(tag) = start.strip_prefix('<') else { return false };
    let end = tag.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    NAMES.contains(&&*name) || name.starts_with("!--")
}

/// Whether a line is a heading that announces references, or a footnote.
fn is_markdown(line: &str) -> bool {
    let heading = line.trim_start_matches('#');
    let level = line.len() - heading.len();
    let is_heading = (1..=6).contains(&level) && heading.starts_with(' ');
    let is_footnote = line.strip_prefix("[^").is_some_and(|rest| rest.contains("]: "));
    is_footnote || (is_heading && announces_references(heading))
}
