//! What the model looks at: some thirty numbers for each word, each a row of its table.

use super::lexicon::{Class, class};
use super::token::{Shape, Word, last_gap, mix};

/// How many features a word has.
pub const COUNT: usize = 34;

/// A text's words with all that its features need.
#[derive(Debug)]
pub struct Sequence<'w> {
    words: &'w [Word],
    classes: Vec<Class>,
    last_gap: u32,
    /// What was seen before a word, and what comes behind it.
    left: Vec<u32>,
    right: Vec<u32>,
    /// Quotes, brackets and italics around a word.
    inside: Vec<u32>,
    suffixes: Vec<u32>,
    prefixes: Vec<u32>,
    opening: u32,
    layout: u32,
    years: u32,
}

/// What is known of italics in a text.
#[derive(Debug, Clone, Copy)]
pub enum Italics<'a> {
    /// The text has no marks, so nothing is known.
    Unknown,
    /// The byte ranges that are italic, in order.
    Known(&'a [std::ops::Range<usize>]),
}

impl Italics<'_> {
    /// 0 for unknown, 1 for roman, 2 for italic.
    fn at(self, offset: usize) -> u32 {
        match self {
            Self::Unknown => 0,
            Self::Known(ranges) => {
                let next = ranges.partition_point(|range| range.end <= offset);
                1 + u32::from(ranges.get(next).is_some_and(|range| range.start <= offset))
            }
        }
    }
}

impl<'w> Sequence<'w> {
    /// Looks the whole text over, once from each side.
    pub fn new(text: &str, words: &'w [Word], italics: Italics<'_>) -> Self {
        let classes: Vec<Class> = words.iter().map(|word| class(word.form)).collect();
        let mut sequence = Self {
            words,
            last_gap: last_gap(text, words),
            left: Vec::with_capacity(words.len()),
            right: vec![0; words.len()],
            inside: Vec::with_capacity(words.len()),
            suffixes: Vec::with_capacity(words.len()),
            prefixes: Vec::with_capacity(words.len()),
            opening: 0,
            layout: 0,
            years: 0,
            classes,
        };
        sequence.look_over(text, italics);
        sequence
    }

    fn look_over(&mut self, text: &str, italics: Italics<'_>) {
        let mut seen = Seen::default();
        let mut before = 0;
        let mut first_year = 0;
        for (at, word) in self.words.iter().enumerate() {
            let gap = &text[before..word.start];
            seen.pass(gap);
            before = word.end;
            self.left.push(seen.state());
            self.inside.push(seen.around() * 3 + italics.at(word.start));
            seen.word(word.shape, self.classes[at]);
            if word.shape == Shape::Year && first_year == 0 {
                let bracketed = gap.ends_with(['(', '[', '（']);
                let ends = at + 1 == self.words.len();
                first_year = 1 + bucket(at) * 4 + u32::from(bracketed) * 2 + u32::from(ends);
            }
            let (prefix, suffix) = ends(&text[word.start..word.end]);
            self.prefixes.push(prefix);
            self.suffixes.push(suffix);
        }
        seen.pass(&text[before..]);
        self.layout = seen.layout();
        self.years = first_year;
        let mut behind = Behind::default();
        let mut after = text.len();
        for (at, word) in self.words.iter().enumerate().rev() {
            behind.pass(&text[word.end..after]);
            after = word.start;
            self.right[at] = behind.state();
            behind.word(word.shape, self.classes[at]);
        }
        let opening = self.words.iter().take(4);
        self.opening = opening.fold(3, |hash, word| mix(mix(hash, word.gap), kind_of(word.shape)));
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The gap before a word.
    pub fn gap(&self, at: usize) -> u32 {
        self.words.get(at).map_or(self.last_gap, |word| word.gap)
    }

    /// The features of a word, as hashes.
    pub fn features(&self, at: usize) -> [u32; COUNT] {
        let word = |shift: isize| self.words.get(at.wrapping_add_signed(shift));
        let w = |shift: isize| word(shift).map_or(0, |word| word.form);
        let s = |shift: isize| word(shift).map_or(0, |word| word.shape as u32);
        let g = |shift: isize| match at.checked_add_signed(shift) {
            Some(at) if at <= self.words.len() => self.gap(at),
            _ => 0,
        };
        let k = |shift: isize| {
            let at = at.wrapping_add_signed(shift);
            self.classes.get(at).map_or(99, |class| *class as u32)
        };
        let (left, right, inside) = (self.left[at], self.right[at], self.inside[at]);
        let (w0, s0, k0, g0, g1) = (w(0), s(0), k(0), g(0), g(1));
        let from_start = bucket(at);
        let from_end = bucket(self.words.len() - 1 - at);
        // Each list begins with a number of its own, so that equal values of two kinds differ.
        let h = |parts: &[u32]| parts.iter().fold(0x51, |hash, part| mix(hash, *part));
        [
            h(&[1, w0]),
            h(&[2, w(-1)]),
            h(&[3, w(1)]),
            h(&[4, w(-1), w0]),
            h(&[5, w0, w(1)]),
            h(&[6, w(-2)]),
            h(&[7, w(2)]),
            h(&[8, s0, g0, g1]),
            h(&[9, s(-1), s0, s(1), g0, g1]),
            h(&[10, s(-2), s(-1), s0, g(-1), g0]),
            h(&[11, s0, s(1), s(2), g1, g(2)]),
            h(&[12, g0, g1, g(2), s0]),
            h(&[13, g(-1), g0, g1, s0]),
            h(&[14, self.suffixes[at], s0]),
            h(&[15, self.prefixes[at]]),
            h(&[16, k(-1), k0, k(1), s0]),
            h(&[17, k(-2), k(-1), s0, g0]),
            h(&[18, k(1), k(2), s0, g1]),
            h(&[19, left, s0, g0]),
            h(&[20, right, s0, g1]),
            h(&[21, left, right, s0]),
            h(&[22, inside, s0, left]),
            h(&[23, self.opening, from_start, s0]),
            h(&[24, self.years, s0, g0, g1]),
            h(&[25, self.layout, left, s0]),
            h(&[26, w0, g0]),
            h(&[27, w0, left]),
            h(&[28, s0, inside, k0]),
            h(&[29, g0, g1, left]),
            h(&[30, from_end, s0, g1, right]),
            h(&[31, w0, g1]),
            h(&[32, k0, left, right]),
            h(&[33, self.opening, left, s0, g0]),
            h(&[34, w(-1), g0, s0]),
        ]
    }
}

/// A count in few steps.
fn bucket(count: usize) -> u32 {
    match count {
        0..=5 => count as u32,
        6..=8 => 6,
        9..=13 => 7,
        14..=20 => 8,
        21..=35 => 9,
        _ => 10,
    }
}

/// Shapes as the opening of a reference tells them apart.
fn kind_of(shape: Shape) -> u32 {
    match shape {
        Shape::Initial | Shape::Initials => 1,
        Shape::Capitalised | Shape::Mixed | Shape::Capitals => 2,
        Shape::Lower | Shape::LowerLetter => 3,
        Shape::Year => 4,
        Shape::EastAsian | Shape::Uncased => 5,
        _ => 6,
    }
}

/// The first and the last three letters of a word.
fn ends(word: &str) -> (u32, u32) {
    let letters = |hash: u32, c: char| mix(hash, u32::from(c.to_lowercase().next().unwrap_or(c)));
    let prefix = word.chars().take(3).fold(11, letters);
    let suffix = word.chars().rev().take(3).fold(13, letters);
    (prefix, suffix)
}

/// What was passed, from the left.
#[derive(Debug, Default)]
struct Seen {
    year: bool,
    quote: u32,
    is_quoted: bool,
    brackets: u32,
    is_in: bool,
    editor: bool,
    volume: bool,
    address: bool,
    accessed: bool,
    stops: u32,
    colons: u32,
    publisher: bool,
    any_bracketed: bool,
}

impl Seen {
    fn pass(&mut self, gap: &str) {
        let mut before = 'x';
        for c in gap.chars() {
            match c {
                '“' | '„' | '«' | '「' => self.is_quoted = true,
                '”' | '»' | '」' if self.is_quoted => {
                    self.is_quoted = false;
                    self.quote = (self.quote + 1).min(2);
                }
                '"' => {
                    self.quote = (self.quote + u32::from(self.is_quoted)).min(2);
                    self.is_quoted = !self.is_quoted;
                }
                '‘' if !before.is_alphanumeric() => self.is_quoted = true,
                '(' | '[' | '（' => {
                    self.brackets = (self.brackets + 1).min(2);
                    self.any_bracketed = true;
                }
                ')' | ']' | '）' => self.brackets = self.brackets.saturating_sub(1),
                ' ' if matches!(before, '.' | '?' | '!' | ';') => {
                    self.stops = (self.stops + 1).min(4)
                }
                ' ' if before == ':' => self.colons = (self.colons + 1).min(1),
                _ => {}
            }
            before = c;
        }
    }

    fn word(&mut self, shape: Shape, class: Class) {
        match class {
            Class::In => self.is_in = true,
            Class::Editor => self.editor = true,
            Class::Volume | Class::Issue => self.volume = true,
            Class::Accessed => self.accessed = true,
            Class::Press | Class::Company => self.publisher = true,
            _ => {}
        }
        match shape {
            Shape::Year => self.year = true,
            Shape::Doi | Shape::Address => self.address = true,
            _ => {}
        }
    }

    fn around(&self) -> u32 {
        u32::from(self.is_quoted) + 2 * self.brackets.min(1)
    }

    fn state(&self) -> u32 {
        u32::from(self.year)
            + 2 * self.quote
            + 6 * u32::from(self.is_in && self.stops > 0)
            + 12 * u32::from(self.editor)
            + 24 * u32::from(self.volume)
            + 48 * u32::from(self.address)
            + 96 * self.stops
            + 480 * u32::from(self.accessed)
            + 960 * self.around()
    }

    /// What the whole reference has.
    fn layout(&self) -> u32 {
        u32::from(self.quote > 0)
            + 2 * u32::from(self.volume)
            + 4 * u32::from(self.address)
            + 8 * u32::from(self.any_bracketed)
            + 16 * u32::from(self.editor)
            + 32 * u32::from(self.accessed)
            + 64 * self.stops.min(3)
            + 256 * u32::from(self.publisher)
            + 512 * self.colons
    }
}

/// What comes, from the right.
#[derive(Debug, Default)]
struct Behind {
    year: bool,
    quote: bool,
    editor: bool,
    is_in: bool,
    pages: bool,
    address: bool,
    press: bool,
    stops: u32,
    numbers: u32,
}

impl Behind {
    fn pass(&mut self, gap: &str) {
        self.quote |= gap.contains(['”', '»', '"']);
        let stops = gap.contains(". ") || gap.contains("? ") || gap.contains("; ");
        self.stops = (self.stops + u32::from(stops)).min(3);
    }

    fn word(&mut self, shape: Shape, class: Class) {
        match class {
            Class::Editor | Class::Translator => self.editor = true,
            Class::In => self.is_in = true,
            Class::Page | Class::Volume => self.pages = true,
            Class::Press | Class::Company => self.press = true,
            _ => {}
        }
        match shape {
            Shape::Year => self.year = true,
            Shape::Doi | Shape::Address => self.address = true,
            Shape::Digit | Shape::TwoDigits | Shape::ThreeDigits | Shape::FourDigits => {
                self.numbers = (self.numbers + 1).min(2);
            }
            _ => {}
        }
    }

    fn state(&self) -> u32 {
        u32::from(self.year)
            + 2 * u32::from(self.quote)
            + 4 * u32::from(self.editor)
            + 8 * u32::from(self.is_in)
            + 16 * u32::from(self.pages)
            + 32 * u32::from(self.address)
            + 64 * u32::from(self.press)
            + 128 * self.stops
            + 512 * self.numbers
    }
}
