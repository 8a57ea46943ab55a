//! Markdown: pandoc's citations, roles of MyST, links to notes, and LaTeX between them.
//!
//! Source: Pandoc User's Guide, "Citation syntax"; Quarto, "Cross References"; MyST, "Citations".

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::collect::{Collector, Cover};
use super::{latex, pandoc};

/// Finds the citations and included files of a Markdown text.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let front = front_matter(text);
    front_citations(text, front.clone(), collector);
    let mut cover = Cover::new(text);
    cover.cover(0..front.end);
    let options = Covering { start: front.end, strict: false };
    cover_code(text, options, &mut cover, &mut |event, span| {
        if let Event::Code(_) = event {
            role(text, span, collector);
        }
    });
    let clean = cover.finish();
    let clean = without_comments(&clean);
    includes(&clean, collector);
    let clean = wikilinks(&clean, collector);
    citations(&clean, 0, &|_| true, collector);
    latex::read_commands(&clean, collector);
}

/// The bytes of the front matter, its lines of dashes with it.
pub(crate) fn front_matter(text: &str) -> Range<usize> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        at += line.len();
        match number {
            0 if bare != "---" => return 0..0,
            0 => {}
            _ if bare == "---" || bare == "..." => return 0..at,
            _ => {}
        }
    }
    0..0
}

/// Finds the citations of the front matter. Those of `nocite` are meant; elsewhere an `@` can be anything.
fn front_citations(text: &str, front: Range<usize>, collector: &mut Collector<'_>) {
    let mut at = front.start;
    let mut in_nocite = false;
    for line in text[front].split_inclusive('\n') {
        let is_key =
            line.starts_with(|c: char| c.is_alphabetic() || c == '_') && line.contains(':');
        if is_key {
            in_nocite = line.starts_with("nocite:");
        }
        let comment = line.starts_with('#').then_some(0).or_else(|| line.find(" #"));
        let line_clean = &line[..comment.unwrap_or(line.len())];
        if in_nocite && line_clean.contains("@*") {
            collector.cite_all();
        }
        citations(line_clean, at, &|_| in_nocite, collector);
        at += line.len();
    }
}

/// What [`cover_code`] covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Covering {
    /// Where the text begins, behind the front matter.
    pub(super) start: usize,
    /// Also formulas, definitions of links, scripts, and the labels of links.
    pub(super) strict: bool,
}

/// Covers code and the addresses of links. `each` sees every event, as MyST's roles look like code.
pub(super) fn cover_code(
    text: &str,
    Covering { start, strict }: Covering,
    cover: &mut Cover,
    each: &mut dyn FnMut(&Event<'_>, &Range<usize>),
) {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_WIKILINKS;
    options.set(Options::ENABLE_MATH, strict);
    let parser = Parser::new_ext(&text[start..], options).into_offset_iter();
    if strict {
        for (_, definition) in parser.reference_definitions().iter() {
            cover.cover(definition.span.start + start..definition.span.end + start);
        }
    }
    // Where the text of the innermost open link ends.
    let mut links: Vec<(bool, usize)> = Vec::new();
    for (event, span) in parser {
        let span = span.start + start..span.end + start;
        each(&event, &span);
        match event {
            Event::Start(Tag::CodeBlock(_)) => cover.cover(span),
            Event::Start(Tag::HtmlBlock) if strict && is_raw(&text[span.clone()]) => {
                cover.cover(span);
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                cover.cover(span.clone());
                links.iter_mut().for_each(|link| link.1 = span.end);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                // The text between tags is text, a tag is not; comments are covered later.
                if !text[span.clone()].trim_start().starts_with("<!--") {
                    cover_tags(text, span, cover);
                }
            }
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                match link_type {
                    LinkType::Autolink | LinkType::Email => cover.cover(span.clone()),
                    _ => {}
                }
                let is_labelled = matches!(
                    link_type,
                    LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
                );
                let covers = matches!(link_type, LinkType::Inline) || strict && is_labelled;
                if strict && covers {
                    let marks = usize::from(text[span.clone()].starts_with('!')) + 1;
                    cover.cover(span.start..span.start + marks);
                }
                links.push((covers, span.start + 1));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((true, end)) = links.pop() {
                    cover.cover(end..span.end);
                }
                if let Some(outer) = links.last_mut() {
                    outer.1 = span.end;
                }
            }
            _ => {
                if let Some(link) = links.last_mut() {
                    link.1 = link.1.max(span.end);
                }
            }
        }
    }
}

/// Whether a block of HTML has no text: a script, a style sheet, or text as it is.
fn is_raw(html: &str) -> bool {
    let name = html.trim_start().strip_prefix('<').unwrap_or_default();
    let end = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    ["script", "style", "pre", "textarea"].iter().any(|raw| name[..end].eq_ignore_ascii_case(raw))
}

fn cover_tags(text: &str, span: Range<usize>, cover: &mut Cover) {
    let mut open = None;
    for (at, byte) in text[span.clone()].bytes().enumerate() {
        match (byte, open) {
            (b'<', None) => open = Some(at),
            (b'>', Some(start)) => {
                cover.cover(span.start + start..span.start + at + 1);
                open = None;
            }
            _ => {}
        }
    }
}

/// Reads the keys of a role: `` {cite:p}`a,b` ``.
fn role(text: &str, code: &Range<usize>, collector: &mut Collector<'_>) {
    let Some(head) = text[..code.start].strip_suffix('}') else { return };
    let from = head.floor_char_boundary(head.len().saturating_sub(40));
    let name = head[from..].rsplit_once('{').map(|(_, name)| name);
    if !name.is_some_and(|name| name.contains("cite")) {
        return;
    }
    let ticks = text[code.clone()].bytes().take_while(|byte| *byte == b'`').count();
    let (start, end) = (code.start + ticks, code.end.saturating_sub(ticks));
    let Some(list) = text.get(start..end) else { return };
    let mut at = start;
    for part in list.split([',', ';']) {
        // `{see}key{p. 3}`: what stands around a key.
        let from =
            part.find('}').filter(|_| part.trim_start().starts_with('{')).map_or(0, |end| end + 1);
        let to = part[from..].find('{').map_or(part.len(), |end| from + end);
        collector.cite(&part[from..to], at + from..at + to, true);
        at += part.len() + 1;
    }
}

/// Covers HTML comments.
pub(super) fn without_comments(text: &str) -> String {
    if !text.contains("<!--") {
        return text.to_owned();
    }
    let mut cover = Cover::new(text);
    let mut at = 0;
    while let Some(open) = text[at..].find("<!--") {
        let start = at + open;
        let end = text[start..].find("-->").map_or(text.len(), |end| start + end + 3);
        cover.cover(start..end);
        at = end;
    }
    cover.finish()
}

/// Quarto's `{{< include file.qmd >}}`.
fn includes(text: &str, collector: &mut Collector<'_>) {
    for (at, mark) in text.match_indices("{{<") {
        let rest = &text[at + mark.len()..];
        let rest = &rest[..rest.floor_char_boundary(500.min(rest.len()))];
        let Some(inner) = rest.find(">}}").map(|end| &rest[..end]) else { continue };
        if let Some(path) = inner.trim().strip_prefix("include ")
            && !path.contains('\n')
        {
            collector.include(path.trim(), at..at + mark.len() + inner.len() + 3);
        }
    }
}

/// Reads links to notes and covers them: `[[@key]]`, `[[folder/key - Methods|shown]]`.
pub(super) fn wikilinks(text: &str, collector: &mut Collector<'_>) -> String {
    if !text.contains("[[") {
        return text.to_owned();
    }
    let mut cover = Cover::new(text);
    let mut at = 0;
    while let Some(open) = text[at..].find("[[") {
        let start = at + open + 2;
        at = start;
        let line = text[start..].bytes().take(1_000).take_while(|byte| *byte != b'\n').count();
        let line = &text[start..text.floor_char_boundary(start + line)];
        let Some(end) = line.find("]]").filter(|end| !line[..*end].contains("[[")) else {
            continue;
        };
        let target = line[..end].split(['|', '#', '^']).next().unwrap_or_default();
        let target = target.trim_end_matches('\\').trim_end();
        let target = target.strip_suffix(".md").unwrap_or(target);
        let name_at = target.rfind('/').map_or(0, |slash| slash + 1);
        let name = &target[name_at..];
        // `[[see @a; @b]]` is a citation in brackets.
        // What a template will fill in.
        if target.contains(['{', '<']) {
            cover.cover(start..start + end);
            at = start + end;
            continue;
        }
        let is_citation =
            line[..end].contains([';', ' ']) && line[..end].contains('@') && !name.starts_with('@');
        if is_citation {
            continue;
        }
        let (bare, certain) = match name.strip_prefix('@') {
            Some(bare) => (bare, true),
            None => (name, false),
        };
        let from = start + name_at + (name.len() - bare.len());
        let head = bare.split(" - ").next().unwrap_or_default();
        if head.len() < bare.len() && !certain {
            collector.cite(bare, from..from + bare.len(), false);
        }
        collector.cite(head, from..from + head.len(), certain);
        cover.cover(start..start + end);
        at = start + end;
    }
    cover.finish()
}

/// Finds `@key` and `@{key}` in a text without code, which begins at byte `start` of the file.
pub(super) fn citations(
    text: &str,
    start: usize,
    certain: &dyn Fn(&str) -> bool,
    collector: &mut Collector<'_>,
) {
    for found in pandoc::keys(text) {
        let key = &text[found.key.clone()];
        let span = start + found.key.start..start + found.key.end;
        collector.cite(key, span, !pandoc::may_be_other(key) && certain(key));
    }
}
