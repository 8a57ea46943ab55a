//! Printed text as a row of characters, each with its look and where it comes from.
//!
//! The engine's marks are read here; what follows works on plain characters.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, Formatting};

use super::dates::Words;
use super::entry::{Font, Run, Vertical, is_safe_link};
use super::prepare::Marks;
use super::{case, mark, punctuation, quotes};

/// One character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) font: Font,
    /// Which link it belongs to, from 1; 0 is none.
    pub(super) link: u32,
    /// Which variable's text it is, from 1; 0 is the style's own.
    pub(super) field: u32,
    /// No style may change its case.
    pub(super) fixed: bool,
    /// It closes a quotation.
    pub(super) closes: bool,
}

impl Glyph {
    /// A character of the style's own that looks like its neighbour.
    pub(super) fn like(self, c: char) -> Self {
        Self { c, field: 0, closes: false, ..self }
    }
}

/// Turns the engine's output into runs.
pub(super) fn runs(
    children: &[ElemChild],
    marks: &Marks,
    words: &Words,
    english: bool,
) -> Vec<Run> {
    let mut links = Vec::new();
    let glyphs = flatten(children, &mut links, english);
    let glyphs = dates(glyphs, words);
    let glyphs = others(glyphs, marks);
    let glyphs = quotes::set(glyphs, marks);
    let glyphs = punctuation::collapse(glyphs, marks);
    join(&glyphs, &links)
}

/// The state that marks change while the text is read.
#[derive(Default)]
struct Reader {
    glyphs: Vec<Glyph>,
    field: u32,
    fields: u32,
    italic: u32,
    bold: u32,
    small_caps: u32,
    superscript: u32,
    subscript: u32,
    fixed: u32,
    cases: Vec<(usize, char)>,
    english: bool,
}

fn flatten(children: &[ElemChild], links: &mut Vec<String>, english: bool) -> Vec<Glyph> {
    let mut reader = Reader { english, ..Reader::default() };
    let mut stack = vec![children.iter()];
    while let Some(children) = stack.last_mut() {
        let Some(child) = children.next() else {
            stack.pop();
            continue;
        };
        match child {
            ElemChild::Text(text) => reader.push(&text.text, text.formatting, 0),
            ElemChild::Link { text, url } => {
                let url: String = url.chars().filter(|c| !c.is_control()).collect();
                let known = is_safe_link(&url);
                if known {
                    links.push(url);
                }
                let link = if known { u32::try_from(links.len()).unwrap_or(0) } else { 0 };
                reader.push(&text.text, text.formatting, link);
            }
            ElemChild::Markup(text) => reader.push(text, Formatting::default(), 0),
            ElemChild::Elem(elem) => {
                // Blocks have no line of their own in a row of text.
                if elem.display.is_some() && !reader.ends_with_space() {
                    reader.push(" ", Formatting::default(), 0);
                }
                stack.push(elem.children.0.iter());
            }
            ElemChild::Transparent { .. } => {}
        }
    }
    reader.glyphs
}

impl Reader {
    fn ends_with_space(&self) -> bool {
        self.glyphs.last().is_none_or(|glyph| glyph.c.is_whitespace())
    }

    fn push(&mut self, text: &str, formatting: Formatting, link: u32) {
        for c in text.chars() {
            if !self.read_mark(c) {
                let c = mark::shown_digit(c).unwrap_or(c);
                let c = if c == mark::HYPHEN { '-' } else { c };
                let font = self.font(formatting);
                let fixed = self.fixed > 0;
                let field = self.field;
                self.glyphs.push(Glyph { c, font, link, field, fixed, closes: false });
            }
        }
    }

    /// Reads a mark; `false` for a character that is printed.
    fn read_mark(&mut self, c: char) -> bool {
        let pairs = [
            (mark::ITALIC, &mut self.italic),
            (mark::BOLD, &mut self.bold),
            (mark::SMALL_CAPS, &mut self.small_caps),
            (mark::SUPERSCRIPT, &mut self.superscript),
            (mark::SUBSCRIPT, &mut self.subscript),
            (mark::NO_CASE, &mut self.fixed),
        ];
        for ((open, close), count) in pairs {
            if c == open || c == close {
                *count = if c == open { *count + 1 } else { count.saturating_sub(1) };
                return true;
            }
        }
        match c {
            _ if c == mark::FIELD.0 => {
                self.fields += 1;
                self.field = self.fields;
            }
            _ if c == mark::FIELD.1 => self.field = 0,
            mark::TITLE_CASE
            | mark::SENTENCE_CASE
            | mark::CAPITALIZE_FIRST
            | mark::CAPITALIZE_ALL => {
                self.cases.push((self.glyphs.len(), c));
            }
            mark::CASE_END => {
                if let Some((start, which)) = self.cases.pop() {
                    case::apply(&mut self.glyphs[start..], which, self.english);
                }
            }
            mark::INITIALS => {}
            mark::NO_PARTICLE => {
                // One of the two spaces around it goes with it.
                self.glyphs.pop_if(|last| last.c == ' ');
            }
            mark::NO_COMMA => self.take_comma(),
            mark::GLUE => {
                if let [.., before, last] = self.glyphs.as_slice()
                    && matches!(before.c, '\'' | '’')
                    && last.c == ' '
                {
                    self.glyphs.pop();
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes the comma out of `Doe, J., and `.
    fn take_comma(&mut self) {
        let word =
            self.glyphs.iter().rev().skip(1).take_while(|g| g.c.is_alphabetic() || g.c == '&');
        let length = word.count();
        let Some(at) = self.glyphs.len().checked_sub(length + 3).filter(|_| length > 0) else {
            return;
        };
        let around = (self.glyphs[at].c, self.glyphs[at + 1].c);
        if around == (',', ' ') && self.ends_with_space() {
            self.glyphs.remove(at);
        }
    }

    fn font(&self, formatting: Formatting) -> Font {
        let vertical = match formatting.vertical_align {
            _ if self.superscript > 0 => Some(Vertical::Superscript),
            _ if self.subscript > 0 => Some(Vertical::Subscript),
            VerticalAlign::Sup => Some(Vertical::Superscript),
            VerticalAlign::Sub => Some(Vertical::Subscript),
            VerticalAlign::None | VerticalAlign::Baseline => None,
        };
        // Italics within italics are upright, so that they still stand out.
        let flip = |style: bool, count: u32| style != (count % 2 == 1);
        Font {
            italic: flip(formatting.font_style == FontStyle::Italic, self.italic),
            bold: flip(formatting.font_weight == FontWeight::Bold, self.bold),
            small_caps: flip(formatting.font_variant == FontVariant::SmallCaps, self.small_caps),
            underline: formatting.text_decoration == TextDecoration::Underline,
            vertical,
        }
    }
}

/// Puts the words back for which years stood in.
fn dates(glyphs: Vec<Glyph>, words: &Words) -> Vec<Glyph> {
    if words.is_empty() {
        return glyphs;
    }
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for digits in glyphs.chunk_by(|a, b| is_style_digit(a) == is_style_digit(b)) {
        let number: String = digits.iter().take(8).map(|glyph| glyph.c).collect();
        match words.meaning(&number) {
            Some(words) if is_style_digit(&digits[0]) => {
                out.extend(words.chars().map(|c| digits[0].like(c)));
            }
            _ => out.extend(digits),
        }
    }
    out
}

fn is_style_digit(glyph: &Glyph) -> bool {
    glyph.c.is_ascii_digit() && glyph.field == 0 && glyph.link == 0
}

/// Takes the people out who stand for those that the source left out, and says 'et al.'.
fn others(glyphs: Vec<Glyph>, marks: &Marks) -> Vec<Glyph> {
    /// Between two names of one list stands no more than this.
    const BETWEEN: usize = 16;
    let mut places: Vec<usize> = Vec::new();
    places.extend(glyphs.iter().enumerate().filter(|(_, g)| g.c == mark::OTHERS).map(|(at, _)| at));
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut done = 0;
    for list in places.chunk_by(|a, b| b - a <= BETWEEN) {
        let (first, last) = (list[0], list[list.len() - 1]);
        let between = match list {
            [a, b, _, ..] => &glyphs[a + 1..*b],
            _ => &[],
        };
        out.extend(&glyphs[done..first]);
        trim_delimiter(&mut out, &marks.and);
        done = last + 1;
        let ahead: String = glyphs[done..].iter().take(24).map(|glyph| glyph.c).collect();
        let printed = ahead.trim_start_matches([',', ' ']).starts_with(marks.et_al.as_str());
        if let (false, Some(like)) = (printed, out.last().copied()) {
            let delimiter: String = between.iter().map(|glyph| glyph.c).collect();
            let delimiter = if delimiter.trim() == "," { delimiter } else { ", ".to_owned() };
            let text = delimiter.chars().chain(marks.et_al.chars());
            out.extend(text.map(|c| like.like(c)));
        }
    }
    out.extend(&glyphs[done..]);
    out
}

/// Takes off what stood before a name that is gone: `, `, ` & `, `, and `, `, … `.
fn trim_delimiter(glyphs: &mut Vec<Glyph>, and: &str) {
    let trim = |glyphs: &mut Vec<Glyph>| {
        let is_delimiter = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '…');
        while glyphs.pop_if(|last| is_delimiter(last.c)).is_some() {}
    };
    trim(glyphs);
    let length = and.chars().count();
    if let Some(start) = glyphs.len().checked_sub(length + 1)
        && length > 0
        && glyphs[start].c == ' '
        && glyphs[start + 1..].iter().map(|glyph| glyph.c).eq(and.chars())
    {
        glyphs.truncate(start);
        trim(glyphs);
    }
}

/// Joins characters that look alike.
fn join(glyphs: &[Glyph], links: &[String]) -> Vec<Run> {
    let same = |a: &Glyph, b: &Glyph| a.font == b.font && a.link == b.link;
    let run = |run: &[Glyph]| Run {
        text: run.iter().map(|glyph| glyph.c).collect(),
        font: run[0].font,
        link: (run[0].link as usize).checked_sub(1).and_then(|at| links.get(at)).cloned(),
    };
    glyphs.chunk_by(same).map(run).collect()
}
