//! Markdown -> the page. HTML inside it goes to [`html`].

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{self, Hidden};
use super::page::{BlockKind, Builder, Destination, Page};
use super::target::{HELD_BAR, Target};

/// Reads the body of a note, which begins at byte `start` of `text`. Spans are those of `text`.
///
/// Source: CommonMark 0.31; GFM, "Tables"; Obsidian help, "Internal links", "Embed files".
pub(super) fn read(text: &str, start: usize) -> Page {
    let original = &text[start..];
    let body = hold_bars(original);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader {
        text,
        builder: Builder::default(),
        hidden: Hidden::default(),
        pending: 0..0,
        inside_wikilink: 0,
        in_head: false,
        hide_code: false,
    };
    for (event, span) in Parser::new_ext(&body, options).into_offset_iter() {
        reader.event(event, span.start + start..span.end + start);
    }
    reader.flush_html();
    reader.builder.finish()
}

struct Reader<'a> {
    text: &'a str,
    builder: Builder,
    hidden: Hidden,
    /// HTML that is not read yet: it comes line by line.
    pending: Range<usize>,
    /// How many elements are open from a wikilink inwards; its text comes from its source.
    inside_wikilink: usize,
    in_head: bool,
    hide_code: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if self.inside_wikilink > 0 {
            match event {
                Event::Start(_) => self.inside_wikilink += 1,
                Event::End(_) => self.inside_wikilink -= 1,
                _ => {}
            }
            if self.inside_wikilink == 0 {
                self.builder.close_link();
            }
            return;
        }
        if let Event::Html(_) | Event::InlineHtml(_) = event {
            if span.start != self.pending.end {
                self.flush_html();
                self.pending.start = span.start;
            }
            self.pending.end = span.end;
            if let Event::InlineHtml(_) = event
                && !self.builder.in_table()
            {
                self.builder.cover(&span, true);
            }
            return;
        }
        self.flush_html();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.hide_code => {}
            Event::Text(text) | Event::Code(text) => {
                // A held bar is one that stands in a wikilink which is none.
                let text = match text.contains(HELD_BAR) {
                    true => Cow::Owned(text.replace(HELD_BAR, "|")),
                    false => Cow::Borrowed(&*text),
                };
                self.builder.text(&text, span);
            }
            Event::SoftBreak | Event::HardBreak => self.builder.line_break(span.start),
            Event::Rule => self.builder.close_block(),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.builder.text(&text, span),
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        // Markdown blocks begin no row of an HTML table; a heading shows that the table was left open.
        match tag {
            Tag::Heading { level, .. } => {
                self.builder.abandon_tables();
                self.builder.open_block(BlockKind::Heading(level as u8), span.start);
            }
            Tag::Paragraph => self.builder.close_block(),
            Tag::BlockQuote(_) => self.builder.open_quote(span.start),
            Tag::CodeBlock(kind) => {
                self.builder.open_block(BlockKind::Code, span.start);
                // Code in a named language is for a program: a query, a drawing, a .bib entry.
                self.hide_code = matches!(kind, CodeBlockKind::Fenced(name) if !name.is_empty());
            }
            Tag::List(first) => {
                self.builder.close_block();
                self.builder.lists += 1;
                self.builder.open_list(first);
            }
            Tag::Item => {
                self.builder.open_item(span.start);
                self.builder.count_item();
            }
            Tag::FootnoteDefinition(name) => {
                self.builder.close_block();
                self.builder.set_label(Some(name.to_string()));
            }
            Tag::Table(_) => self.builder.open_table(span),
            Tag::TableHead => {
                self.in_head = true;
                self.builder.set_head(true);
            }
            Tag::TableRow => self.builder.close_row(),
            Tag::TableCell => self.builder.open_cell(self.in_head, span.start),
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.link(link_type, &dest_url, span);
            }
            Tag::Emphasis => {
                self.builder.cover(&span, false);
                self.builder.open_italic(span.start);
            }
            Tag::Strong | Tag::Strikethrough => self.builder.cover(&span, false),
            // Blocks with other markers are read by what stands in them.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock => {
                self.builder.close_block();
            }
            TagEnd::CodeBlock => {
                self.builder.close_block();
                self.hide_code = false;
            }
            TagEnd::List(_) => {
                self.builder.close_block();
                self.builder.lists = self.builder.lists.saturating_sub(1);
                self.builder.close_list();
            }
            TagEnd::FootnoteDefinition => {
                self.builder.close_block();
                self.builder.set_label(None);
            }
            TagEnd::Emphasis => self.builder.close_italic(),
            TagEnd::BlockQuote(_) => self.builder.close_quote(),
            TagEnd::Table => self.builder.close_table(),
            TagEnd::TableHead => {
                self.in_head = false;
                self.builder.set_head(false);
            }
            TagEnd::TableRow => self.builder.close_row(),
            TagEnd::TableCell => self.builder.close_cell(),
            TagEnd::Link | TagEnd::Image => self.builder.close_link(),
            _ => {}
        }
    }

    fn link(&mut self, link_type: LinkType, address: &str, span: Range<usize>) {
        if let LinkType::WikiLink { .. } = link_type {
            let source = self.text.get(span.clone()).unwrap_or_default();
            let opening = source.find("[[").map_or(0, |at| at + 2);
            let inner = source.get(opening..).unwrap_or_default();
            let inner = inner.strip_suffix("]]").unwrap_or(inner);
            let target = Target::wikilink(inner);
            let length = inner.find(['|', '#']).unwrap_or(inner.len());
            let length = inner[..length].trim_end_matches('\\').len();
            let place = span.start + opening..span.start + opening + length;
            let label = target.label.clone();
            self.builder.open_link(Destination::Note(target), place);
            self.builder.text(&label, span);
            self.inside_wikilink = 1;
            return;
        }
        let to = match Target::href(address) {
            Some(target) => Destination::Note(target),
            None => Destination::Web(address.to_owned()),
        };
        let source = self.text.get(span.clone()).unwrap_or_default();
        // The address as written may differ, by escapes; then the whole link is its place.
        let place = match source.rfind(address) {
            Some(at) if !address.is_empty() => span.start + at..span.start + at + address.len(),
            _ => span.clone(),
        };
        self.builder.open_link(to, place);
        self.builder.cover(&span, true);
    }

    fn flush_html(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(piece) = self.text.get(pending.clone()).filter(|piece| !piece.is_empty()) {
            html::read(piece, pending.start, &mut self.builder, &mut self.hidden);
        }
    }
}

/// Replaces the bar of a wikilink in a table row by a character of the same length that splits no cell.
///
/// Obsidian wants `\|` there, but people and programs write `|`; a row must not lose its last cell for it.
fn hold_bars(body: &str) -> Cow<'_, str> {
    let mut held: Option<Vec<u8>> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_start_matches(['>', ' ', '\t']).starts_with('|') {
            for bar in link_bars(line) {
                let bytes = held.get_or_insert_with(|| body.as_bytes().to_vec());
                bytes[at + bar] = HELD_BAR as u8;
            }
        }
        at += line.len();
    }
    held.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// Where the wikilinks of a line have a bar that is not escaped.
fn link_bars(line: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    let links = std::iter::from_fn(move || {
        let open = from + line[from..].find("[[")? + 2;
        let close = open + line[open..].find("]]")?;
        from = close + 2;
        Some(open..close)
    });
    links.filter_map(|link| {
        let bar = link.start + line[link].find('|')?;
        (!line[..bar].ends_with('\\')).then_some(bar)
    })
}
