//! Printed text as runs of one font and the breaks between them.

use hayagriva::citationberg::Display;

use super::address_before;
use crate::cite::entry::{Font, Run, Vertical};
use crate::cite::render::buffer::{Buffer, Event, Tag};

/// A piece of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cite) enum Piece {
    /// Text in one font, with one link or none.
    Run(Run),
    /// What follows begins a line of its own.
    Line {
        /// It is set in from the margin.
        indented: bool,
    },
    /// What was before stands in the margin, what follows beside it.
    Gap,
}

/// The pieces of a reference in reading order.
#[derive(Debug, Default)]
pub(in crate::cite) struct Pieces {
    /// All of them.
    pub(in crate::cite) all: Vec<Piece>,
    /// Where the gap behind the label is.
    gap: Option<usize>,
}

impl Pieces {
    /// Takes printed text apart.
    pub(in crate::cite) fn of(printed: &Buffer) -> Self {
        let mut walker = Walker::default();
        for event in &printed.events {
            match *event {
                Event::Open(tag) => walker.open(tag, printed),
                Event::Close => walker.close(),
                Event::Text { .. } => walker.push(printed.slice(*event)),
            }
        }
        let mut found = walker.found;
        trim_end(&mut found.all);
        found
    }

    /// The label that stands in the margin.
    pub(in crate::cite) fn label(&self) -> &[Piece] {
        &self.all[..self.gap.unwrap_or(0)]
    }

    /// What stands beside the label.
    pub(in crate::cite) fn rest(&self) -> &[Piece] {
        &self.all[self.gap.map_or(0, |at| at + 1)..]
    }
}

/// A font's mark, in the order in which marks stand within each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Italic,
    Bold,
    Underline,
    SmallCaps,
    Superscript,
    Subscript,
}

/// A step through pieces whose marks stand within each other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    Open(Mark),
    /// The mark that was opened last ends.
    Close,
    /// A run's text, without its font.
    Run(&'a Run),
    Line {
        indented: bool,
    },
    Gap,
}

/// Walks pieces; what two runs share is opened once, and no mark goes beyond a line.
pub(super) fn nest<'a>(pieces: &'a [Piece], mut each: impl FnMut(Step<'a>)) {
    let mut open: Vec<Mark> = Vec::new();
    for piece in pieces {
        let wanted = match piece {
            Piece::Run(run) => marks(run.font),
            Piece::Line { .. } | Piece::Gap => Vec::new(),
        };
        let shared = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        open.drain(shared..).for_each(|_| each(Step::Close));
        wanted[shared..].iter().for_each(|mark| each(Step::Open(*mark)));
        open = wanted;
        each(match piece {
            Piece::Run(run) => Step::Run(run),
            Piece::Line { indented } => Step::Line { indented: *indented },
            Piece::Gap => Step::Gap,
        });
    }
    open.iter().for_each(|_| each(Step::Close));
}

fn marks(font: Font) -> Vec<Mark> {
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => Mark::Superscript,
        Vertical::Subscript => Mark::Subscript,
    });
    [
        font.italic.then_some(Mark::Italic),
        font.bold.then_some(Mark::Bold),
        font.underline.then_some(Mark::Underline),
        font.small_caps.then_some(Mark::SmallCaps),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What holds for the text at a place.
#[derive(Debug, Clone, Copy, Default)]
struct State<'a> {
    font: Font,
    link: Option<&'a str>,
    display: Option<Display>,
}

#[derive(Default)]
struct Walker<'a> {
    found: Pieces,
    now: State<'a>,
    outer: Vec<State<'a>>,
    /// The break before the next text.
    waiting: Option<Piece>,
}

impl<'a> Walker<'a> {
    fn open(&mut self, tag: Tag, printed: &'a Buffer) {
        self.outer.push(self.now);
        match tag {
            Tag::Font(formatting) => self.now.font = self.now.font.with(formatting),
            Tag::Markup(markup) => self.now.font = self.now.font.marked(markup),
            Tag::Link(at) => self.now.link = printed.links.get(at as usize).map(String::as_str),
            Tag::Display(display) => {
                self.now.display = Some(display);
                match display {
                    Display::Block | Display::LeftMargin => {
                        self.wait(Piece::Line { indented: false })
                    }
                    Display::Indent => self.wait(Piece::Line { indented: true }),
                    Display::RightInline => {}
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let within = self.now.display;
        self.now = self.outer.pop().unwrap_or_default();
        if within == self.now.display {
            return;
        }
        match within {
            Some(Display::LeftMargin) => self.wait(Piece::Gap),
            Some(_) => self.wait(Piece::Line { indented: false }),
            None => {}
        }
    }

    /// A break is written when text follows; of two the later one says more.
    fn wait(&mut self, piece: Piece) {
        if !self.found.all.is_empty() {
            self.waiting = Some(piece);
        }
    }

    fn push(&mut self, text: &str) {
        let mut text = text;
        if self.waiting.is_some() || self.found.all.is_empty() {
            text = text.trim_start_matches(' ');
        }
        if text.is_empty() {
            return;
        }
        if let Some(piece) = self.waiting.take() {
            trim_end(&mut self.found.all);
            // The label is what stands in the margin before all else.
            let is_first = self.found.all.iter().all(|piece| matches!(piece, Piece::Run(_)));
            if piece == Piece::Gap && is_first {
                self.found.gap = Some(self.found.all.len());
            }
            self.found.all.push(piece);
        }
        let State { font, link, .. } = self.now;
        let text = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        match self.found.all.last_mut() {
            Some(Piece::Run(last)) if last.font == font && last.link.as_deref() == link => {
                last.text.extend(text);
            }
            last => {
                let before = match last {
                    Some(Piece::Run(last)) if last.font == font && link.is_some() => {
                        address_before(&last.text).map(|at| last.text.split_off(at))
                    }
                    _ => None,
                };
                let text = before.unwrap_or_default() + &text.collect::<String>();
                let run = Run { text, font, link: link.map(str::to_owned) };
                let taken =
                    |piece: &mut Piece| matches!(piece, Piece::Run(run) if run.text.is_empty());
                self.found.all.pop_if(taken);
                self.found.all.push(Piece::Run(run));
            }
        }
    }
}

/// No line ends with a space.
fn trim_end(pieces: &mut Vec<Piece>) {
    while let Some(Piece::Run(run)) = pieces.last_mut() {
        run.text.truncate(run.text.trim_end_matches(' ').len());
        if !run.text.is_empty() {
            break;
        }
        pieces.pop();
    }
}
