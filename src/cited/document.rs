//! A Markdown document for those who print its citations: where they stand, its notes, its place for a list.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::collect::{Collector, Cover};
use super::markdown::{self, Covering};
use super::pandoc::{self, Cluster};
use crate::source::Source;

/// What a document holds, as spans of its text.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The front matter with its lines of dashes; empty without one.
    pub(crate) front: Range<usize>,
    /// The citations, in the order of the text.
    pub(crate) clusters: Vec<Cluster>,
    /// Notes that stand in the text: `^[a note]`.
    pub(crate) notes: Vec<Range<usize>>,
    /// Definitions of notes, `[^1]: a note`, with the place of the first mark that leads there.
    pub(crate) definitions: Vec<(Range<usize>, Option<usize>)>,
    /// The place for the list.
    pub(crate) refs: Option<Refs>,
    /// Where paragraphs, items, cells and the like begin and end, in order.
    pub(crate) breaks: Vec<usize>,
    /// Whether the document has fenced divs.
    pub(crate) has_divs: bool,
}

/// A div with the identifier `refs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refs {
    /// What opens it: `::: {#refs}` or `<div id="refs">`.
    pub(crate) open: Range<usize>,
    /// Where what closes it begins.
    pub(crate) close: usize,
    /// Whether it is of HTML.
    pub(crate) html: bool,
}

/// Reads a document. What is in code, formulas, tags, addresses and links to notes is no citation.
pub(crate) fn document(source: &Source) -> Document {
    let text = source.text.as_str();
    let front = markdown::front_matter(text);
    let start = front.end;
    let mut cover = Cover::new(text);
    cover.cover(0..start);
    let mut breaks = Vec::new();
    let mut marks: HashMap<String, usize> = HashMap::new();
    let mut definitions = Vec::new();
    let mut html_refs = None;
    let covering = Covering { start, strict: true };
    markdown::cover_code(text, covering, &mut cover, &mut |event, span| match event {
        Event::Start(tag) => {
            if let Tag::FootnoteDefinition(label) = tag {
                definitions.push((label.to_string(), span.clone()));
            }
            if !is_inline(tag) {
                breaks.extend([span.start, span.end]);
            }
        }
        Event::FootnoteReference(label) => {
            marks.entry(label.to_string()).or_insert(span.start);
        }
        Event::Html(_) | Event::InlineHtml(_) if html_refs.is_none() => {
            html_refs = refs_tag(text, span);
        }
        _ => {}
    });
    breaks.sort_unstable();
    breaks.dedup();
    let clean = markdown::without_comments(&cover.finish());
    let clean = markdown::wikilinks(&clean, &mut Collector::new(source));
    let scan = pandoc::scan(&clean, start, &breaks);
    let (fenced, has_divs) = fenced_refs(&clean, start);
    let definitions = definitions
        .into_iter()
        .map(|(label, span)| {
            let mark = marks.get(&label).copied();
            (span, mark)
        })
        .collect();
    let refs = fenced.or_else(|| html_div(text, html_refs?));
    let (clusters, notes) = (scan.clusters, scan.notes);
    Document { front, clusters, notes, definitions, refs, breaks, has_divs }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// The tag `<div id="refs">` in a piece of HTML.
fn refs_tag(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let html = &text[span.clone()];
    let at = html.find("<div")?;
    let end = at + html[at..].find('>')? + 1;
    let is_refs = ["id=\"refs\"", "id='refs'", "id=refs>", "id=refs "];
    let tag = &html[at..end];
    let found = is_refs.iter().any(|id| tag.contains(id));
    found.then_some(span.start + at..span.start + end)
}

/// The div that a tag opens, if it is closed.
fn html_div(text: &str, open: Range<usize>) -> Option<Refs> {
    let mut depth = 1usize;
    for (at, _) in text[open.end..].match_indices('<') {
        let rest = &text[open.end + at..];
        if rest.starts_with("<div") {
            depth += 1;
        } else if rest.starts_with("</div") {
            depth -= 1;
            if depth == 0 {
                let close = open.end + at;
                return Some(Refs { open, close, html: true });
            }
        }
    }
    None
}

/// The fenced div for the list, and whether there are fenced divs at all.
///
/// Source: Pandoc User's Guide, "Divs and Spans".
fn fenced_refs(clean: &str, start: usize) -> (Option<Refs>, bool) {
    let mut open: Option<Range<usize>> = None;
    let mut depth = 0usize;
    let mut any = false;
    let mut at = start;
    for line in clean[start..].split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let bare = line.trim();
        if !bare.starts_with(":::") {
            continue;
        }
        any = true;
        let attributes = bare.trim_matches(':').trim();
        match (&open, attributes.is_empty()) {
            (None, false) if has_id(attributes) => (open, depth) = (Some(span), 1),
            (None, _) => {}
            (Some(_), false) => depth += 1,
            (Some(refs), true) => {
                depth -= 1;
                if depth == 0 {
                    let refs = Refs { open: refs.clone(), close: span.start, html: false };
                    return (Some(refs), true);
                }
            }
        }
    }
    (None, any)
}

fn has_id(attributes: &str) -> bool {
    let inner = attributes.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.split_whitespace().any(|word| word == "#refs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the keys that are citations.
    fn check(text: &str, expected: &str) {
        let source = Source::new("t.md", text);
        let found = document(&source);
        let cites = found.clusters.iter().flat_map(|cluster| &cluster.cites);
        let keys: Vec<&str> = cites.map(|cite| &text[cite.key.clone()]).collect();
        assert_eq!(keys.join(" "), expected, "{text}");
    }

    #[test]
    fn where_no_citation_is() {
        check(
            "---\nx: '@a'\n---\n@b `@c` $@d$ $$\n@e\n$$ <i title=\"@f\">@g</i> <!-- @h -->",
            "b g",
        );
        check(
            "```\n@a\n```\n\n    @b\n\n<script>\n@c\n</script>\n\n<pre>@d</pre>\n\n<div>\n@e\n</div>",
            "e",
        );
        check(
            "[x](@a) [@b](c) [@d][r] ![@e](f.png \"@g\") <http://x/@h>\n\n[r]: /@i \"@j\"",
            "b d e",
        );
        check("[[@a]] [[b - c]] @{d e} \\@f me@g.org", "d e");
        check("| [@a | b] |\n|---|---|\n| @c | [@d] |", "a c d");
    }

    #[test]
    fn notes_and_their_marks() {
        let source = Source::new("t", "A[^x] b^[c].\n\n[^x]: Foo [@a].\n\n    More.\n\n[^y]: z\n");
        let found = document(&source);
        let marks: Vec<Option<usize>> = found.definitions.iter().map(|(_, mark)| *mark).collect();
        assert_eq!(marks, [Some(1), None]);
        assert!(found.definitions[0].0.contains(&found.clusters[0].span.start));
        assert_eq!(found.notes, vec![7..11]);
    }

    #[test]
    fn the_place_of_the_list() {
        let place = |text: &str| {
            let found = document(&Source::new("t", text));
            found
                .refs
                .map(|refs| (text[refs.open.clone()].to_owned(), text[refs.close..].to_owned()))
        };
        let of = |open: &str, close: &str| Some((open.to_owned(), close.to_owned()));
        assert_eq!(
            place("a\n\n::: {#refs .x}\n::: y\n:::\n:::\nb"),
            of("::: {#refs .x}\n", ":::\nb")
        );
        assert_eq!(
            place("<div id=\"refs\"><div></div></div> b"),
            of("<div id=\"refs\">", "</div> b")
        );
        assert_eq!(place("```\n::: {#refs}\n:::\n```\n::: {#refs-x}\n:::"), None);
        assert_eq!(place("::: {#refs}"), None);
    }
}
