//! HTML inside a note -> the page: the tables that `dataviewjs` leaves behind.

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Tokenizer};

use super::page::{BlockKind, Builder, Destination, Page};
use super::target::Target;

/// Reads a page of HTML.
pub(super) fn page(text: &str) -> Page {
    let mut builder = Builder::default();
    builder.is_html = true;
    read(text, 0, &mut builder, &mut Hidden::default());
    builder.finish()
}

/// Reads a piece of HTML that begins at byte `offset` of the file.
///
/// A piece may be a single tag; what it opens stays open for the next piece. Tokens follow the WHATWG rules
/// and no tree is built, so nesting of any depth costs nothing.
///
/// Source: WHATWG HTML, 13.2.5 "Tokenization"; 13.1.2.4 "Optional tags" for the ends of rows and cells.
pub(super) fn read(piece: &str, offset: usize, builder: &mut Builder, hidden: &mut Hidden) {
    let mut tag = Tag::default();
    // In a note a tag may stand alone, and nothing shows where its text ends.
    let is_html = builder.is_html;
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            let span = span.start + offset..span.end + offset;
            match event {
                CallbackEvent::OpenStartTag { name } => tag.begin(name, span.start),
                CallbackEvent::AttributeName { name } => tag.attribute = Attribute::named(name),
                CallbackEvent::AttributeValue { value } => tag.value(value, span),
                CallbackEvent::CloseStartTag { self_closing } => {
                    start_tag(&tag, self_closing, span.end, builder, hidden);
                }
                CallbackEvent::EndTag { name } => end_tag(name, span.start, builder, hidden),
                CallbackEvent::String { value } if hidden.element.is_none() => {
                    builder.text(&String::from_utf8_lossy(value), span);
                }
                // Text inside a drawing or a script is not shown; comments and errors are not either.
                CallbackEvent::String { .. }
                | CallbackEvent::Comment { .. }
                | CallbackEvent::Doctype { .. }
                | CallbackEvent::Error(_) => {}
            }
            None::<()>
        });
    emitter.naively_switch_states(is_html);
    for token in Tokenizer::new_with_emitter(piece, Unchecked(emitter)) {
        let Ok(()) = token;
    }
}

/// Tokens without the errors of the HTML: nobody reads them, and looking for them takes as long again.
struct Unchecked<E>(E);

impl<E: Emitter> ForwardingEmitter for Unchecked<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// The element whose text is not shown, while one is open.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    element: Option<Vec<u8>>,
    /// How many elements of its name are open inside.
    inside: usize,
}

/// A start tag, as far as it is read. Its buffers are used again for the next one.
#[derive(Debug, Default)]
struct Tag {
    name: Vec<u8>,
    start: usize,
    attribute: Attribute,
    class: Vec<u8>,
    href: Address,
    data_href: Address,
}

/// An attribute's value and where it stands.
#[derive(Debug, Default)]
struct Address {
    value: Vec<u8>,
    span: Range<usize>,
}

#[derive(Debug, Default, Clone, Copy)]
enum Attribute {
    Class,
    Href,
    DataHref,
    #[default]
    Other,
}

impl Attribute {
    fn named(name: &[u8]) -> Self {
        match name {
            b"class" => Self::Class,
            b"href" => Self::Href,
            b"data-href" => Self::DataHref,
            _ => Self::Other,
        }
    }
}

impl Tag {
    fn begin(&mut self, name: &[u8], start: usize) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.start = start;
        self.attribute = Attribute::Other;
        self.class.clear();
        self.href.value.clear();
        self.data_href.value.clear();
    }

    fn value(&mut self, value: &[u8], span: Range<usize>) {
        let address = match self.attribute {
            Attribute::Class => return self.class.extend_from_slice(value),
            Attribute::Href => &mut self.href,
            Attribute::DataHref => &mut self.data_href,
            Attribute::Other => return,
        };
        if address.value.is_empty() {
            address.span = span.clone();
        }
        address.span.end = span.end;
        address.value.extend_from_slice(value);
    }

    /// Where a link leads: `data-href` is the note's path, `href` may be a rewritten one.
    fn destination(&self) -> Option<(Destination, Range<usize>)> {
        let class = String::from_utf8_lossy(&self.class);
        // Metadata Menu puts an icon behind every link, as a link without an address.
        if class.contains("metadata-menu") {
            return None;
        }
        if !self.data_href.value.is_empty() && !class.contains("external-link") {
            let path = String::from_utf8_lossy(&self.data_href.value);
            return Some((Destination::Note(Target::path(&path)), self.data_href.span.clone()));
        }
        let href = String::from_utf8_lossy(&self.href.value);
        let to = match Target::href(&href) {
            // A page's address in the published site: the name was made into a slug.
            Some(_) if href.starts_with('/') => Destination::Page,
            Some(target) => Destination::Note(target),
            None if href.is_empty() || href.starts_with('#') => return None,
            None => Destination::Web(href.into_owned()),
        };
        Some((to, self.href.span.clone()))
    }
}

fn start_tag(tag: &Tag, closed: bool, end: usize, builder: &mut Builder, hidden: &mut Hidden) {
    // The structure of a table ends what an unclosed drawing would swallow.
    if matches!(&*tag.name, b"table" | b"tr" | b"td" | b"th") {
        *hidden = Hidden::default();
    }
    if let Some(element) = &hidden.element {
        hidden.inside += usize::from(builder.is_html && !closed && *element == tag.name);
        return;
    }
    if builder.is_html && page_tag(tag, closed, end, builder, hidden) {
        return;
    }
    match &*tag.name {
        b"table" => builder.open_table(tag.start..end),
        b"thead" => builder.set_head(true),
        b"tbody" | b"tfoot" => builder.set_head(false),
        b"tr" => builder.close_row(),
        b"td" | b"th" => builder.open_cell(&*tag.name == b"th", end),
        b"li" => builder.open_item(end),
        b"br" => builder.line_break(tag.start),
        b"a" => match tag.destination() {
            Some((to, place)) => builder.open_link(to, place),
            None => builder.close_link(),
        },
        b"i" | b"em" => builder.open_italic(tag.start),
        b"svg" | b"script" | b"style" | b"template" if !closed => {
            hidden.element = Some(tag.name.clone());
        }
        name => block_boundary(name, tag.start, builder),
    }
}

fn end_tag(name: &[u8], at: usize, builder: &mut Builder, hidden: &mut Hidden) {
    if let Some(element) = &hidden.element {
        if element == name {
            match hidden.inside {
                0 => hidden.element = None,
                _ => hidden.inside -= 1,
            }
        }
        return;
    }
    if builder.is_html {
        match name {
            name if ASIDES.contains(&name) => return builder.close_aside(name),
            b"div" if !builder.in_table() && builder.close_entry() => return,
            b"ol" | b"ul" | b"menu" if !builder.in_table() => builder.close_list(),
            _ => {}
        }
    }
    match name {
        b"i" | b"em" => builder.close_italic(),
        b"table" => builder.close_table(),
        b"thead" => builder.set_head(false),
        b"tr" => builder.close_row(),
        b"td" | b"th" => builder.close_cell(),
        b"ul" | b"ol" => builder.open_item(at),
        b"a" => builder.close_link(),
        name => block_boundary(name, at, builder),
    }
}

/// Elements beside the text of a page.
///
/// Source: WHATWG HTML, 4.3 "Sections", 4.10 "Forms".
const ASIDES: [&[u8]; 6] = [b"nav", b"footer", b"header", b"aside", b"form", b"dialog"];

/// Elements whose text is not the page's.
const UNREAD: [&[u8]; 9] = [
    b"title",
    b"button",
    b"select",
    b"textarea",
    b"iframe",
    b"object",
    b"noscript",
    b"audio",
    b"video",
];

/// Classes of the arrows that lead from a note back to its text, and of a page's tools.
const TOOLS: [&str; 6] = [
    "mw-cite-backlink",
    "mw-editsection",
    "footnote-back",
    "footnote-backref",
    "data-footnote-backref",
    "reversefootnote",
];

/// Reads a tag that means something in a page of HTML only; says whether it was one.
fn page_tag(
    tag: &Tag,
    closed: bool,
    end: usize,
    builder: &mut Builder,
    hidden: &mut Hidden,
) -> bool {
    let class = String::from_utf8_lossy(&tag.class);
    let mut classes = class.split_ascii_whitespace();
    match &*tag.name {
        name if ASIDES.contains(&name) => builder.open_aside(name, tag.start),
        name if UNREAD.contains(&name) && !closed => hidden.element = Some(name.to_vec()),
        b"a" | b"span" if classes.any(|class| TOOLS.contains(&class)) => {
            hidden.element = Some(tag.name.clone());
        }
        [b'h', level @ b'1'..=b'6'] if !builder.in_table() => {
            builder.open_block(BlockKind::Heading(level - b'0'), tag.start);
        }
        b"ol" | b"ul" | b"menu" if !builder.in_table() => {
            builder.open_block(BlockKind::Text, tag.start);
            builder.open_list((*tag.name == *b"ol").then_some(1));
        }
        b"li" if !builder.in_table() => {
            builder.open_item(end);
            builder.count_item();
        }
        b"pre" if !builder.in_table() => builder.open_block(BlockKind::Code, end),
        b"div" if !builder.in_table() => {
            let is_new = classes.any(|class| class == "csl-entry");
            if !is_new && !builder.in_entry() {
                return false;
            }
            builder.open_entry(is_new, tag.start);
        }
        _ => return false,
    }
    true
}

/// Ends the block at elements that stand on lines of their own.
fn block_boundary(name: &[u8], at: usize, builder: &mut Builder) {
    const BLOCKS: [&[u8]; 18] = [
        b"p",
        b"div",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"h6",
        b"blockquote",
        b"section",
        b"article",
        b"ul",
        b"ol",
        b"hr",
        b"pre",
        b"dt",
        b"dd",
        b"figure",
    ];
    if BLOCKS.contains(&name) {
        match builder.in_table() {
            true => builder.line_break(at),
            false => builder.open_block(BlockKind::Text, at),
        }
    }
}
