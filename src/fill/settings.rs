//! What a document's front matter says of its citations.
//!
//! Source: Pandoc User's Guide, "Citations".

use crate::cited;
use crate::diag::{Code, Diagnostic, Read};
use crate::read::yaml::{Node, Scope, parse};
use crate::source::Source;

/// The front matter's word on bibliographies, style and form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `bibliography`: files, relative to the document.
    pub bibliographies: Vec<String>,
    /// Whether records stand in the front matter itself, under `references`.
    pub has_references: bool,
    /// `csl` or `citation-style`: a file, a name, or an address.
    pub style: Option<String>,
    /// `lang`: `de-DE`.
    pub locale: Option<String>,
    /// What is printed, and how.
    pub options: Options,
}

/// How citations and the list are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// `nocite`: keys of works that are listed although nothing cites them.
    pub nocite: Vec<String>,
    /// `nocite: '@*'`: all works are listed.
    pub nocite_all: bool,
    /// `suppress-bibliography`: no list.
    pub no_list: bool,
    /// `reference-section-title`: the heading of the list, as Markdown.
    pub title: Option<String>,
    /// `link-citations`: citations are links to the list.
    pub links: bool,
    /// `notes-after-punctuation`: whether notes and raised numbers go behind a stop that follows; without it
    /// notes do.
    pub after_punctuation: Option<bool>,
    /// The Markdown that is written.
    pub divs: Divs,
}

/// Whether the list is written in pandoc's fenced divs.
///
/// With them, raised and lowered text and small capitals are pandoc's, too: `^1^`, `~2~`,
/// `[Doe]{.smallcaps}`. Without, entries are paragraphs, and these are HTML, as CommonMark has no marks for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Divs {
    /// If the document has fenced divs.
    #[default]
    Auto,
    /// Yes.
    Always,
    /// No.
    Never,
}

/// Reads the front matter.
///
/// # Diagnostics
/// `front-matter` if it is no YAML.
///
/// ```
/// use florilege::{fill, source::Source};
/// let source = Source::new("a.md", "---\nbibliography: [a.bib, b.json]\nnocite: '@doe2020'\n---\n");
/// let settings = fill::settings(&source).value;
/// assert_eq!(settings.bibliographies, ["a.bib", "b.json"]);
/// assert_eq!(settings.options.nocite, ["doe2020"]);
/// ```
pub fn settings(source: &Source) -> Read<Settings> {
    let mut read = Read::clean(Settings::default());
    let front = cited::front_matter(&source.text);
    let block = &source.text[front.clone()];
    let Some(start) = block.find('\n').map(|at| at + 1) else { return read };
    let end = block.trim_end().rfind('\n').map_or(start, |at| (at + 1).max(start));
    let parsed = parse(&block[start..end], start, &mut Scope::new(block.len()));
    let root = match parsed {
        Ok(Some(root)) => root,
        Ok(None) => return read,
        Err(failed) => {
            let place = source.place(failed.at..failed.at);
            let message = format!("the front matter is no YAML: {}", failed.message);
            read.diagnostics.push(Diagnostic::new(Code::FrontMatter, message).at(place));
            return read;
        }
    };
    let texts = |name: &str| -> Vec<String> {
        let members = root.get(name).map(Node::members).unwrap_or_default();
        let texts = members.iter().filter_map(Node::text).map(|text| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let first = |names: &[&str]| names.iter().find_map(|name| texts(name).into_iter().next());
    let is_true = |name: &str| {
        let text = first(&[name])?;
        Some(matches!(text.as_str(), "true" | "True" | "TRUE" | "yes" | "on"))
    };
    let nocite = texts("nocite");
    let keys = nocite.iter().flat_map(|text| cited::plain_keys(text));
    read.value = Settings {
        bibliographies: texts("bibliography"),
        has_references: root.get("references").is_some_and(|node| !node.members().is_empty()),
        style: first(&["csl", "citation-style"]),
        locale: first(&["lang"]),
        options: Options {
            nocite: keys.map(str::to_owned).collect(),
            nocite_all: nocite.iter().any(|text| text.contains("@*")),
            no_list: is_true("suppress-bibliography").unwrap_or(false),
            title: first(&["reference-section-title"]),
            links: is_true("link-citations").unwrap_or(false),
            after_punctuation: is_true("notes-after-punctuation"),
            divs: Divs::Auto,
        },
    };
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pandoc_reads() {
        let text = "---\nbibliography: a.bib\ncsl: apa.csl\nlang: de\nnocite: |\n  @a, @b\nlink-citations: true\n\
            suppress-bibliography: yes\nreference-section-title: '*Refs*'\nnotes-after-punctuation: false\n...\n@c\n";
        let settings = settings(&Source::new("t", text)).value;
        assert_eq!(settings.bibliographies, ["a.bib"]);
        assert_eq!(settings.style.as_deref(), Some("apa.csl"));
        assert_eq!(settings.locale.as_deref(), Some("de"));
        let options = settings.options;
        assert_eq!(options.nocite, ["a", "b"]);
        assert_eq!(options.title.as_deref(), Some("*Refs*"));
        assert!(options.links && options.no_list && options.after_punctuation == Some(false));
        assert!(!options.nocite_all);
    }

    #[test]
    fn a_broken_front_matter_is_told() {
        let read = settings(&Source::new("t", "---\na: [\n---\n"));
        assert_eq!(read.diagnostics.len(), 1);
        assert_eq!(settings(&Source::new("t", "---\n---\n")).value, Settings::default());
        assert_eq!(settings(&Source::new("t", "no")).value, Settings::default());
    }
}
