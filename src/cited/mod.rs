//! Which works a manuscript cites.
//!
//! One file a syntax: each is a pure function from a text to the keys that it cites, with their places. It
//! knows what is a comment or code there, and names the files that the text includes; who has a file
//! system follows those. [`select`] takes the cited works out of a library.

mod aux;
mod collect;
mod document;
mod latex;
mod markdown;
mod notebook;
mod org;
mod pandoc;
mod rst;
mod select;
mod typst;

pub use collect::{Citation, Cited, Include};
pub(crate) use document::{Document, Refs, document};
pub(crate) use markdown::front_matter;
pub(crate) use pandoc::{Cite, Cluster, may_be_other, plain_keys};
pub(crate) use select::Missing;
pub use select::select;

use std::path::Path;

use crate::source::Source;
use collect::Collector;

/// A language in which manuscripts are written, or a file that a typesetter leaves beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// LaTeX with any citation package.
    Latex,
    /// What LaTeX notes for `bibtex`.
    Aux,
    /// What `biblatex` notes for `biber`.
    Bcf,
    /// Markdown as pandoc, Quarto, R Markdown, MyST and Obsidian read it.
    Markdown,
    /// Typst.
    Typst,
    /// Org mode, with its own citations and those of `org-ref`.
    Org,
    /// reStructuredText with `sphinxcontrib-bibtex`.
    Rst,
    /// A Jupyter notebook, whose text is Markdown.
    Notebook,
}

/// The endings of names that mean a syntax.
const ENDINGS: &[(&str, Syntax)] = &[
    ("tex", Syntax::Latex),
    ("ltx", Syntax::Latex),
    ("latex", Syntax::Latex),
    ("sty", Syntax::Latex),
    ("cls", Syntax::Latex),
    ("rnw", Syntax::Latex),
    ("aux", Syntax::Aux),
    ("bcf", Syntax::Bcf),
    ("md", Syntax::Markdown),
    ("markdown", Syntax::Markdown),
    ("qmd", Syntax::Markdown),
    ("rmd", Syntax::Markdown),
    ("txt", Syntax::Markdown),
    ("typ", Syntax::Typst),
    ("org", Syntax::Org),
    ("rst", Syntax::Rst),
    ("ipynb", Syntax::Notebook),
];

impl Syntax {
    /// The syntax that a file's name says.
    ///
    /// ```
    /// use florilege::cited::Syntax;
    /// assert_eq!(Syntax::by_path("thesis.Rmd".as_ref()), Some(Syntax::Markdown));
    /// assert_eq!(Syntax::by_path("figure.png".as_ref()), None);
    /// ```
    pub fn by_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        ENDINGS.iter().find(|row| row.0 == ending).map(|row| row.1)
    }

    /// The endings of names that are known.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|row| row.0)
    }

    /// The ending that a file has whose name is included without one.
    pub fn default_ending(self) -> Option<&'static str> {
        match self {
            Self::Latex => Some("tex"),
            _ => None,
        }
    }
}

/// Finds the keys that a text cites.
///
/// ```
/// use florilege::{cited::{self, Syntax}, source::Source};
/// let source = Source::new("a.tex", r"See \autocites[12]{crick1970}[34]{watson1953}. % \cite{not}");
/// let cited = cited::keys(Syntax::Latex, &source);
/// let keys: Vec<&str> = cited.keys.iter().map(|citation| citation.key.as_str()).collect();
/// assert_eq!(keys, ["crick1970", "watson1953"]);
/// ```
pub fn keys(syntax: Syntax, source: &Source) -> Cited {
    let mut collector = Collector::new(source);
    match syntax {
        Syntax::Latex => latex::read(&source.text, &mut collector),
        Syntax::Aux => aux::read_aux(&source.text, &mut collector),
        Syntax::Bcf => aux::read_bcf(&source.text, &mut collector),
        Syntax::Markdown => markdown::read(&source.text, &mut collector),
        Syntax::Typst => typst::read(&source.text, &mut collector),
        Syntax::Org => org::read(&source.text, &mut collector),
        Syntax::Rst => rst::read(&source.text, &mut collector),
        Syntax::Notebook => notebook::read(&source.text, &mut collector),
    }
    collector.finish()
}

#[cfg(test)]
mod tests;
