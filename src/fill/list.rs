//! The reference list as Markdown, and its place.

use super::markdown::{Flavour, Writer, begin_paragraph};
use super::words::{Piece, Words};
use crate::cite::{Entry, ListLook, Run};
use crate::cited::Refs;

/// What the list is written with.
pub(super) struct List<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) look: ListLook,
    pub(super) flavour: Flavour,
    /// Whether citations lead here.
    pub(super) links: bool,
    pub(super) title: Option<&'a str>,
}

impl List<'_> {
    /// The list at the end of a document.
    pub(super) fn at_end(&self) -> String {
        let mut out = String::new();
        if let Some(title) = self.title {
            out.push_str("# ");
            out.push_str(&title.replace(['\r', '\n'], " "));
            out.push_str(match self.flavour {
                Flavour::Pandoc => " {#bibliography .unnumbered}\n\n",
                Flavour::Common => "\n\n",
            });
        }
        match self.flavour {
            Flavour::Pandoc => {
                out.push_str(&self.opening());
                out.push_str(&self.body());
                out.push_str("::::\n");
            }
            Flavour::Common => out.push_str(&self.body()),
        }
        out
    }

    /// What goes into a div that stands in the document, with where it goes.
    pub(super) fn in_div(&self, refs: &Refs, text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let mut edits = Vec::new();
        let opening = &text[refs.open.clone()];
        if !refs.html && opening.trim().trim_matches(':').trim() == "{#refs}" {
            let colons: String = opening.chars().take_while(|c| matches!(c, ' ' | ':')).collect();
            let attributes = self.attributes();
            let end = refs.open.start + opening.trim_end().len();
            edits.push((refs.open.start..end, format!("{} {attributes}", colons.trim_end())));
        }
        let inner = &text[refs.open.end..refs.close];
        let mut body = String::new();
        let is_apart = inner.ends_with("\n\n") || !refs.html && inner.trim().is_empty();
        if !is_apart {
            body.push_str(if inner.ends_with('\n') { "\n" } else { "\n\n" });
        }
        body.push_str(&self.body());
        if refs.html {
            body.push('\n');
        }
        edits.push((refs.close..refs.close, body));
        edits
    }

    fn opening(&self) -> String {
        format!(":::: {}\n", self.attributes())
    }

    fn attributes(&self) -> String {
        let mut out = "{#refs .references .csl-bib-body".to_owned();
        if self.look.hanging {
            out.push_str(" .hanging-indent");
        }
        for (name, value) in
            [("entry-spacing", self.look.entry_spacing), ("line-spacing", self.look.line_spacing)]
        {
            if value != 1 {
                out.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        out.push('}');
        out
    }

    fn body(&self) -> String {
        let mut out = String::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            let label = self.runs(&entry.label());
            let mut text = self.runs(&entry.runs());
            let id = identifier(entry.key.as_str());
            match self.flavour {
                Flavour::Pandoc => {
                    let id = match id.chars().all(|c| c.is_alphanumeric() || "_-:.".contains(c)) {
                        true => format!("#{id}"),
                        false => format!("id=\"{}\"", id.replace('"', "&quot;")),
                    };
                    out.push_str(&format!("::: {{{id} .csl-entry}}\n"));
                    if label.is_empty() {
                        begin_paragraph(&mut text);
                        out.push_str(&text);
                    } else {
                        let label = label.trim_end();
                        let text = text.trim_end();
                        out.push_str(&format!(
                            "[{label} ]{{.csl-left-margin}}[{text}]{{.csl-right-inline}}"
                        ));
                    }
                    out.push_str("\n:::\n");
                }
                Flavour::Common => {
                    let mut line = match label.is_empty() {
                        true => text,
                        false => format!("{} {text}", label.trim_end()),
                    };
                    match self.links {
                        true => {
                            out.push_str(&format!("<a id=\"{}\"></a>", id.replace('"', "&quot;")))
                        }
                        false => begin_paragraph(&mut line),
                    }
                    out.push_str(line.trim_end());
                    out.push('\n');
                }
            }
        }
        out
    }

    fn runs(&self, runs: &[Run]) -> String {
        let words = Words::default();
        let writer = Writer { flavour: self.flavour, words: &words, targets: None };
        let runs: Vec<_> = runs.iter().map(|run| (None, run.clone())).collect();
        let text = writer.write(&runs).into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Cluster(_) => String::new(),
        });
        text.collect()
    }
}

/// The identifier of a record's entry.
pub(super) fn identifier(key: &str) -> String {
    let fits = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '<' | '>' | '{' | '}');
    let key: String = key.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    format!("ref-{key}")
}
