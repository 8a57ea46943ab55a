//! What has been printed so far: text, and events over it in reading order.
//!
//! Printing only adds. What turns out to be empty or unwanted is taken back to a mark.

use hayagriva::citationberg::taxonomy::{NameVariable, Variable};
use hayagriva::citationberg::{Display, Formatting};

use crate::model::Markup;

/// What begins at an [`Event::Open`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// A font that the style asks for.
    Font(Formatting),
    /// A mark of the field's own text.
    Markup(Markup),
    /// Quotation marks of the style.
    Quote,
    /// Quotation marks of the field's own text: straight or curly, double or single.
    FieldQuote {
        /// `’` rather than `”`.
        single: bool,
        /// The text itself has typographic marks.
        curly: bool,
    },
    /// A block of its own, or a margin.
    Display(Display),
    /// A link to what it holds, by its place among the links.
    Link(u32),
    /// A variable's value.
    Variable(Variable),
    /// One name of a variable, by its place in the list.
    Name(NameVariable, u32),
    /// All names of a `names` element.
    Names,
    /// A part of a date that is a year.
    Year,
    /// The letter that tells works of one year apart.
    YearSuffix,
    /// One cite of a citation, by its record's place among those of the document.
    Cite(u32),
}

/// A step through what was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A piece of [`Buffer::text`].
    Text {
        /// Where it begins, in bytes.
        start: u32,
        /// Where it ends.
        end: u32,
        /// Where it comes from.
        kind: Kind,
    },
    /// Something begins.
    Open(Tag),
    /// What was opened last ends.
    Close,
}

/// Where text comes from; it decides what becomes of punctuation where two pieces meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A record's own words.
    Field,
    /// Words of the style: terms and values.
    Words,
    /// Before an element.
    Prefix,
    /// Behind an element.
    Suffix,
    /// Between elements.
    Delimiter,
}

/// A place to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    text: usize,
    pub(crate) events: usize,
}

/// Printed text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buffer {
    pub(crate) text: String,
    pub(crate) events: Vec<Event>,
    pub(crate) links: Vec<String>,
}

impl Buffer {
    pub(crate) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), events: self.events.len() }
    }

    /// Takes back what was printed since the mark.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.events.truncate(mark.events);
    }

    /// Whether any text was printed since the mark.
    pub(crate) fn grew(&self, mark: Mark) -> bool {
        self.events[mark.events..].iter().any(|event| matches!(event, Event::Text { .. }))
    }

    /// Whether anything was printed since the mark but what stands before elements.
    pub(crate) fn said(&self, mark: Mark) -> bool {
        let said =
            |event: &Event| matches!(event, Event::Text { kind, .. } if *kind != Kind::Prefix);
        self.events[mark.events..].iter().any(said)
    }

    pub(crate) fn open(&mut self, tag: Tag) {
        self.events.push(Event::Open(tag));
    }

    pub(crate) fn close(&mut self) {
        // What is empty leaves nothing behind.
        if let Some(Event::Open(_)) = self.events.last() {
            self.events.pop();
        } else {
            self.events.push(Event::Close);
        }
    }

    /// Adds the style's own words.
    pub(crate) fn push(&mut self, text: &str) {
        self.add(text, Kind::Words);
    }

    /// Adds a record's words.
    pub(crate) fn push_field(&mut self, text: &str) {
        self.add(text, Kind::Field);
    }

    /// Adds what stands before an element.
    pub(crate) fn push_prefix(&mut self, text: &str) {
        self.add(text, Kind::Prefix);
    }

    /// Adds what stands behind an element.
    pub(crate) fn push_suffix(&mut self, text: &str) {
        self.add(text, Kind::Suffix);
    }

    /// Adds what stands between elements.
    pub(crate) fn push_delimiter(&mut self, text: &str) {
        self.add(text, Kind::Delimiter);
    }

    /// Adds text of some kind.
    pub(crate) fn add(&mut self, text: &str, kind: Kind) {
        if !text.is_empty() {
            let start = size(self.text.len());
            self.text.push_str(text);
            let end = size(self.text.len());
            self.events.push(Event::Text { start, end, kind });
        }
    }

    /// Sets a piece of text in the place of an event's.
    pub(crate) fn replace(&mut self, at: usize, text: &str) {
        if let Some(Event::Text { start, end, .. }) = self.events.get_mut(at) {
            *start = size(self.text.len());
            self.text.push_str(text);
            *end = size(self.text.len());
        }
    }

    /// A text event's words.
    pub(crate) fn slice(&self, event: Event) -> &str {
        match event {
            Event::Text { start, end, .. } => {
                self.text.get(start as usize..end as usize).unwrap_or_default()
            }
            Event::Open(_) | Event::Close => "",
        }
    }

    /// The places of the text events since the mark that letter case may change.
    pub(crate) fn texts(&self, mark: Mark) -> Vec<usize> {
        let is_text = |at: &usize| matches!(self.events[*at], Event::Text { .. });
        (mark.events..self.events.len()).filter(is_text).collect()
    }

    /// The words since the mark, without anything around them.
    pub(crate) fn plain(&self, mark: Mark) -> String {
        self.events[mark.events..].iter().map(|event| self.slice(*event)).collect()
    }

    /// Where what opens at a place closes.
    pub(crate) fn end_of(&self, start: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (at, event) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Open(_) => depth += 1,
                Event::Close => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                Event::Text { .. } => {}
            }
        }
        None
    }

    /// Adds a copy of what another buffer holds.
    pub(crate) fn append(&mut self, other: &Buffer) {
        let (text, links) = (size(self.text.len()), size(self.links.len()));
        self.text.push_str(&other.text);
        self.links.extend(other.links.iter().cloned());
        self.events.extend(other.events.iter().map(|event| match *event {
            Event::Text { start, end, kind } => {
                Event::Text { start: start + text, end: end + text, kind }
            }
            Event::Open(Tag::Link(at)) => Event::Open(Tag::Link(at + links)),
            other => other,
        }));
    }
}

/// Printed text is never long enough to need more.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
