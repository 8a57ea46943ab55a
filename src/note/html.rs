//! HTML inside a note -> the page: the tables that `dataviewjs` leaves behind.

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Tokenizer};

use super::page::{BlockKind, Builder, Destination};
use super::target::Target;

/// Reads a piece of HTML that begins at byte `offset` of the file.
///
/// A piece may be a single tag; what it opens stays open for the next piece. Tokens follow the WHATWG rules
/// and no tree is built, so nesting of any depth costs nothing.
///
/// Source: WHATWG HTML, 13.2.5 "Tokenization"; 13.1.2.4 "Optional tags" for the ends of rows and cells.
pub(super) fn read(piece: &str, offset: usize, builder: &mut Builder, hidden: &mut Hidden) {
    let mut tag = Tag::default();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        let span = span.start + offset..span.end + offset;
        match event {
            CallbackEvent::OpenStartTag { name } => tag.begin(name, span.start),
            CallbackEvent::AttributeName { name } => tag.attribute = Attribute::named(name),
            CallbackEvent::AttributeValue { value } => tag.value(value, span),
            CallbackEvent::CloseStartTag { self_closing } => {
                start_tag(&tag, self_closing, span.end, builder, hidden);
            }
            CallbackEvent::EndTag { name } => end_tag(name, span.start, builder, hidden),
            CallbackEvent::String { value } if hidden.0.is_none() => {
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
pub(super) struct Hidden(Option<Vec<u8>>);

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
        hidden.0 = None;
    }
    if hidden.0.is_some() {
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
        b"svg" | b"script" | b"style" | b"template" if !closed => hidden.0 = Some(tag.name.clone()),
        name => block_boundary(name, tag.start, builder),
    }
}

fn end_tag(name: &[u8], at: usize, builder: &mut Builder, hidden: &mut Hidden) {
    if let Some(element) = &hidden.0 {
        if element == name {
            hidden.0 = None;
        }
        return;
    }
    match name {
        b"table" => builder.close_table(),
        b"thead" => builder.set_head(false),
        b"tr" => builder.close_row(),
        b"td" | b"th" => builder.close_cell(),
        b"ul" | b"ol" => builder.open_item(at),
        b"a" => builder.close_link(),
        name => block_boundary(name, at, builder),
    }
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
