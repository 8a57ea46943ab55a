//! What was printed becomes what is read: quotation marks of the right kind, and one mark of
//! punctuation where two meet.
//!
//! Source: CSL 1.0.2, "Quotes", `punctuation-in-quote`.

use super::plan::Locale;
use super::render::buffer::{Buffer, Event, Kind, Tag};

/// What is open while the events are read.
#[derive(Debug, Clone, Copy)]
enum Open {
    /// A tag that is written.
    Tag,
    /// A quotation: whether it has the inner marks, and its own marks if it keeps them.
    Quote { inner: bool, own: Option<char> },
}

/// Puts quotation marks and punctuation in order.
pub(super) fn finish(raw: &Buffer, locale: &Locale) -> Buffer {
    let mut finisher = Finisher {
        out: Buffer {
            text: String::with_capacity(raw.text.len() + 8),
            events: Vec::with_capacity(raw.events.len() + 8),
            links: raw.links.clone(),
        },
        locale,
        open: Vec::new(),
        quotes: Vec::new(),
        closed: None,
        reopened: None,
        field: None,
        fields: 0,
        kind: Kind::Words,
    };
    for event in &raw.events {
        match *event {
            Event::Open(tag) => finisher.open(tag),
            Event::Close => finisher.close(),
            Event::Text { kind, .. } => finisher.push(raw.slice(*event), kind),
        }
    }
    finisher.out
}

struct Finisher<'a> {
    out: Buffer,
    locale: &'a Locale,
    open: Vec<Open>,
    /// The quotations that are open: whether they have the inner marks.
    quotes: Vec<bool>,
    /// Where the closing marks begin that end the text.
    closed: Option<usize>,
    /// The same for marks behind which one more mark stands.
    reopened: Option<(usize, usize)>,
    /// The field that the last text belongs to.
    field: Option<u32>,
    fields: u32,
    /// What kind of text came last.
    kind: Kind,
}

impl Finisher<'_> {
    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::Quote => self.quote(false, false),
            Tag::FieldQuote { single, curly } => self.quote(single, curly),
            tag => {
                if let Tag::Variable(_) = tag {
                    self.fields += 1;
                }
                self.open.push(Open::Tag);
                self.out.open(tag);
            }
        }
    }

    fn quote(&mut self, single: bool, curly: bool) {
        let outermost = self.quotes.is_empty();
        // Within a quotation the marks alternate. Outside, curly marks stay as the text has them.
        let own = (curly && outermost).then_some(if single { '’' } else { '”' });
        let inner = match self.quotes.last() {
            Some(inner) => !inner,
            None => own == Some('’'),
        };
        let mark: &str = match own {
            Some('’') => "‘",
            Some(_) => "“",
            None if inner => &self.locale.inner.0,
            None => &self.locale.outer.0,
        };
        let mark = mark.to_owned();
        self.push(&mark, Kind::Words);
        self.quotes.push(inner);
        self.open.push(Open::Quote { inner, own });
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Quote { inner, own }) => {
                self.quotes.pop();
                let mut letter = [0; 4];
                let mark: &str = match own {
                    Some(own) => own.encode_utf8(&mut letter),
                    None if inner => &self.locale.inner.1,
                    None => &self.locale.outer.1,
                };
                let at = self.closed.unwrap_or(self.out.text.len());
                self.out.push(mark);
                self.closed = Some(at);
                self.field = None;
            }
            Some(Open::Tag) => self.out.close(),
            None => {}
        }
    }

    fn push(&mut self, text: &str, kind: Kind) {
        let field = kind == Kind::Field;
        let mut text = text;
        let own = field.then_some(self.fields);
        let within = own.is_some() && self.field == own;
        let pulls = self.locale.punctuation_in_quote && !field;
        if !within {
            while let Some(next) = text.chars().next() {
                let Some(last) = self.out.text.chars().next_back() else { break };
                // A mark within the quotation does for the same behind it.
                let inside = self.closed.and_then(|at| self.out.text[..at].chars().next_back());
                let kept = match inside {
                    Some(inside) if pulls || matches!((inside, next), ('?' | '!' | '.', '.')) => {
                        meeting(inside, next) == Meeting::First
                    }
                    _ => false,
                };
                if kept {
                    text = &text[next.len_utf8()..];
                    continue;
                }
                if let (Some(at), true, '.' | ',' | '!' | '?') = (self.closed, pulls, next) {
                    self.out.insert(at, next);
                    self.closed = Some(at + next.len_utf8());
                    text = &text[next.len_utf8()..];
                    continue;
                }
                match meeting(last, next) {
                    // A comma before an element takes the space of the delimiter before it.
                    _ if (self.kind, kind) == (Kind::Delimiter, Kind::Prefix)
                        && (last, next) == (' ', ',') =>
                    {
                        self.pop(last);
                    }
                    // Between elements a stop stands behind a colon that belongs to one of them.
                    _ if (self.kind, kind) == (Kind::Suffix, Kind::Delimiter)
                        && (last, next) == (':', '.') =>
                    {
                        break;
                    }
                    Meeting::Both => break,
                    Meeting::First => text = &text[next.len_utf8()..],
                    Meeting::Second => self.pop(last),
                }
            }
        }
        if !text.is_empty() {
            let end = self.out.text.len();
            self.reopened = self.closed.map(|at| (at, end));
            self.out.add(text, kind);
            // A delimiter with marks of its own keeps its space.
            self.kind = match kind {
                Kind::Delimiter if !text.trim().is_empty() => Kind::Words,
                kind => kind,
            };
            self.closed = None;
            self.field = own;
        }
    }

    fn pop(&mut self, last: char) {
        self.out.pop(last);
        self.closed =
            self.reopened.filter(|(_, end)| *end == self.out.text.len()).map(|(at, _)| at);
    }
}

/// What stays of two characters that meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    Both,
    First,
    Second,
}

/// What stays of two marks where two parts of a reference meet.
///
/// A stop or colon is not set behind a mark that ends a sentence; a stronger mark replaces a colon.
pub(super) fn meeting(first: char, second: char) -> Meeting {
    match (first, second) {
        (' ' | '\u{a0}', ' ') => Meeting::First,
        ('.' | ',' | ';' | ':' | '!' | '?', _) if first == second => Meeting::First,
        ('.' | ',', _) => Meeting::Both,
        ('!' | '?' | ':' | ';', '.') | ('!' | '?' | ';', ':') => Meeting::First,
        (':' | ';', '!' | '?') => Meeting::Second,
        _ => Meeting::Both,
    }
}

impl Buffer {
    /// Sets a character into the closing marks that begin at `at` and end the text.
    fn insert(&mut self, at: usize, c: char) {
        self.text.insert(at, c);
        let size = u32::try_from(c.len_utf8()).unwrap_or(1);
        for event in self.events.iter_mut().rev() {
            if let Event::Text { start, end, .. } = event {
                if (*end as usize) <= at {
                    break;
                }
                *end += size;
                if (*start as usize) > at {
                    *start += size;
                }
            }
        }
    }

    /// Takes the last character back.
    fn pop(&mut self, last: char) {
        self.text.truncate(self.text.len() - last.len_utf8());
        let length = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if let Some(Event::Text { end, .. }) =
            self.events.iter_mut().rev().find(|event| matches!(event, Event::Text { .. }))
        {
            *end = length;
        }
    }
}
