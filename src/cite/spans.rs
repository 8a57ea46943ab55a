//! Which variable printed which characters.

use std::ops::Range;

use hayagriva::citationberg::taxonomy::Variable;

use super::entry::Entry;
use super::render::buffer::{Event, Tag};

/// Characters of a printed entry that are a variable's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Byte offsets into [`Entry::text`].
    pub range: Range<usize>,
    /// The variable.
    pub variable: Variable,
    /// For names, which of the list it is; the list as a whole has a span without.
    pub name: Option<usize>,
}

impl Entry {
    /// The variables that were printed and where, in reading order; a list of names stands before
    /// its names.
    ///
    /// What the style itself prints, delimiters, terms and labels, belongs to no span; `et al.` is
    /// part of the span of the list. Quotation marks and stops that stand within a value belong to it.
    ///
    /// ```
    /// use florilege::cite::Processor;
    /// use florilege::model::*;
    /// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
    /// let author = vec![Name::person("Doe", "Jane")];
    /// item.names.set(NameVariable::Author, author.into(), Origin::derived());
    /// item.texts.set(StandardVariable::Title, Text::plain("Notes"), Origin::derived());
    /// let entry = Processor::new("chicago-notes-17", None).unwrap().each(&item);
    /// let text = entry.text();
    /// let found: Vec<String> =
    ///     entry.spans().into_iter().map(|s| format!("{} {}", s.variable, &text[s.range])).collect();
    /// assert_eq!(found, ["author Doe, Jane", "author Doe, Jane", "title Notes"]);
    /// ```
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        // The place of each open tag's span.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut length = 0;
        let mut blank = true;
        for event in &self.printed.events {
            match *event {
                Event::Open(tag) => {
                    if matches!(tag, Tag::Display(_)) && length > 0 && !blank {
                        // The space that sets a block off.
                        length += 1;
                        blank = true;
                    }
                    let span = match tag {
                        Tag::Variable(variable) => Some((variable, None)),
                        Tag::Name(variable, at) => {
                            Some((Variable::Name(variable), usize::try_from(at).ok()))
                        }
                        _ => None,
                    };
                    open.push(span.map(|(variable, name)| {
                        spans.push(Span { range: length..length, variable, name });
                        spans.len() - 1
                    }));
                }
                Event::Close => {
                    if let Some(span) = open.pop().flatten().and_then(|at| spans.get_mut(at)) {
                        span.range.end = length;
                    }
                }
                Event::Text { .. } => {
                    let text = self.printed.slice(*event);
                    if let Some(last) = text.chars().next_back() {
                        blank = last.is_whitespace();
                    }
                    length += text.len();
                }
            }
        }
        spans.retain(|span| !span.range.is_empty());
        spans
    }
}
