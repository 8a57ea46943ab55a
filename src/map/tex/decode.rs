//! TeX -> rich text, in one pass with a stack of groups.

use memchr::memchr_iter;

use super::commands::{Alphabet, Argument};
use super::protect::drop_needless;
use super::quotes::Quotes;
use crate::model::{Markup, Text, TextBuilder};

/// A decoded value.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: Text,
    /// Commands that no table has: their names, with the backslash.
    pub(crate) unknown: Vec<String>,
}

/// Decodes a field's value; `protect` asks for case protection, as titles need it.
///
/// White space becomes one space, a blank line stays. `~` is a no-break space, `--` and `---` are
/// dashes, doubled quotes are curly ones. A group that begins with a command is no case protection.
/// Of a command that no table has the argument stays, and its name only where it has none.
/// A percent sign is one: no value with a TeX comment survives BibTeX, which joins its lines; only
/// at the end of a line does it do what it does in TeX.
///
/// Source: `btxhak` 4 on special characters; The TeXbook, chapters 7 and 9.
pub(crate) fn decode(raw: &str, protect: bool) -> Decoded {
    let plain = plain_len(raw.as_bytes());
    if plain == raw.len() {
        return Decoded { text: Text::plain(raw.trim()), unknown: Vec::new() };
    }
    let mut decoder = Decoder::new(raw, protect);
    // A space may belong to what follows.
    decoder.plain(raw[..plain].trim_end_matches(' ').len());
    decoder.run();
    let Decoder { out, unknown, .. } = decoder;
    let text = out.finish();
    Decoded { text: if protect { drop_needless(text) } else { text }, unknown }
}

/// The text of a value that holds nothing TeX would read otherwise; none if it may.
pub(crate) fn as_plain(raw: &str) -> Option<&str> {
    (plain_len(raw.as_bytes()) == raw.len()).then(|| raw.trim())
}

/// Whether a byte may mean more than itself.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\\{}$~-`'^_\"%&<>,?!\n\r\t ";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// How far a value is its own text.
fn plain_len(raw: &[u8]) -> usize {
    let mut at = 0;
    while let Some(offset) = raw[at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        at += offset;
        let next = raw.get(at + 1).copied();
        let is_itself = match raw[at] {
            b' ' | b'-' | b',' | b'<' | b'>' | b'\'' => next != Some(raw[at]),
            b'%' => !matches!(next, Some(b'\n' | b'\r')),
            b'?' | b'!' => next != Some(b'`'),
            b'^' | b'_' => true,
            _ => false,
        };
        if !is_itself {
            return at;
        }
        at += 1;
    }
    raw.len()
}

/// What a group does to the case of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Case {
    #[default]
    AsWritten,
    Upper,
    Lower,
}

/// How text is set inside a group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mode {
    pub(super) math: bool,
    pub(super) chemistry: bool,
    pub(super) case: Case,
    pub(super) alphabet: Option<Alphabet>,
    /// How many quotations are open.
    pub(super) quotes: usize,
}

/// An open group.
#[derive(Default)]
pub(super) struct Frame<'a> {
    /// Marks that end with the group.
    pub(super) marks: Vec<Markup>,
    /// What is printed at its end.
    pub(super) suffix: &'a str,
    /// The mode before it.
    pub(super) mode: Mode,
    /// How many accents waited before it.
    pub(super) accents: usize,
    /// What the next group is the argument of.
    pub(super) later: &'static [Argument],
}

/// Where decoding has come to.
pub(super) struct Decoder<'a> {
    pub(super) raw: &'a str,
    pub(super) at: usize,
    pub(super) protect: bool,
    pub(super) out: TextBuilder,
    pub(super) last: Option<char>,
    pub(super) space: Option<&'static str>,
    /// Accents that wait for their letter, the outer first.
    pub(super) accents: Vec<char>,
    /// What the next group or character is the argument of, the outer first.
    pub(super) pending: Vec<Argument>,
    /// The arguments after it.
    pub(super) later: &'static [Argument],
    /// An argument that is printed after the next one.
    pub(super) postponed: Option<&'a str>,
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) mode: Mode,
    dollars: usize,
    /// Whether the formula that is open is one on a line of its own.
    display: bool,
    pub(super) quotes: Quotes,
    pub(super) unknown: Vec<String>,
}

impl<'a> Decoder<'a> {
    fn new(raw: &'a str, protect: bool) -> Self {
        let dollars = memchr_iter(b'$', raw.as_bytes()).filter(|at| !is_escaped(raw, *at)).count();
        Self {
            raw,
            at: 0,
            protect,
            out: TextBuilder::default(),
            last: None,
            space: None,
            accents: Vec::new(),
            pending: Vec::new(),
            later: &[],
            postponed: None,
            frames: Vec::new(),
            mode: Mode::default(),
            // The last dollar of an odd number opens nothing.
            dollars: dollars / 2 * 2,
            display: false,
            quotes: Quotes::of(raw),
            unknown: Vec::new(),
        }
    }

    fn run(&mut self) {
        let bytes = self.raw.as_bytes();
        while self.at < bytes.len() {
            let start = self.at;
            let is_bare = self.accents.is_empty() && self.pending.is_empty();
            let is_plain = !self.mode.chemistry
                && self.mode.case == Case::AsWritten
                && self.mode.alphabet.is_none();
            if is_bare && is_plain {
                self.plain(self.stretch(&bytes[start..]));
            }
            let Some(c) = self.raw[self.at..].chars().next() else { break };
            let start = self.at;
            self.at += c.len_utf8();
            self.character(c, start);
        }
        while !self.frames.is_empty() {
            self.close();
        }
        self.flush_accents(0);
    }

    /// The length of the stretch of characters that mean themselves where they stand: most of what may mean
    /// more does not.
    fn stretch(&self, rest: &[u8]) -> usize {
        let mut at = 0;
        while let Some(offset) = rest[at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
            at += offset;
            let next = rest.get(at + 1).copied();
            let is_itself = match rest[at] {
                // One space in a text; more of them, or one beside markup, are weighed.
                b' ' => at > 0 && next.is_some_and(|next| !SPECIAL[usize::from(next)]),
                b'-' | b'\'' if self.mode.math => false,
                b'-' | b',' | b'<' | b'>' => next != Some(rest[at]),
                b'\'' => next != Some(b'\'') && !self.quotes.waits(),
                b'?' | b'!' => next != Some(b'`'),
                b'&' => next == Some(b' '),
                _ => false,
            };
            if !is_itself {
                return at;
            }
            at += 1;
        }
        rest.len()
    }

    /// Takes a stretch of characters that mean themselves.
    fn plain(&mut self, len: usize) {
        let text = &self.raw[self.at..self.at + len];
        let Some(last) = text.chars().next_back() else { return };
        // White space beyond ASCII is kept as it is, but not at the beginning.
        let text = if self.last.is_none() { text.trim_start() } else { text };
        if !text.is_empty() {
            self.flush_space();
            self.out.push(text);
            self.last = Some(last);
        }
        self.at += len;
    }

    fn character(&mut self, c: char, start: usize) {
        let rest = &self.raw[self.at..];
        match c {
            '\\' => self.command(),
            '{' => self.open(),
            '}' => self.close(),
            '$' if self.dollars > 0 => self.formula(),
            '^' | '_' if self.mode.math || self.mode.chemistry => self.script(c),
            '~' => self.emit('\u{a0}'),
            '%' if rest.starts_with(['\n', '\r']) => {
                self.at = self.raw.len() - rest.trim_start().len();
            }
            '&' => self.entity(),
            '-' if self.mode.chemistry && rest.starts_with('>') => {
                self.at += 1;
                self.emit('→');
            }
            '-' if !self.mode.math => {
                let run = self.raw[start..].bytes().take(3).take_while(|b| *b == b'-').count();
                self.at = start + run;
                self.emit(['-', '–', '—'][run - 1]);
            }
            // A formula of its own is a minus sign; an exponent's hyphen stays as it is typed.
            '-' if self.raw[..start].ends_with('$') && rest.starts_with('$') => self.emit('−'),
            '`' | '\'' | '"' | '<' | '>' | ',' | '?' | '!' => self.quote(c),
            c if c.is_ascii_whitespace() => self.white(start),
            c => self.emit(c),
        }
    }

    fn white(&mut self, start: usize) {
        let rest = self.raw[start..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        self.at = self.raw.len() - rest.len();
        let lines = self.raw[start..self.at].matches('\n').count();
        // A command looks for its argument past spaces.
        if self.accents.is_empty() && self.pending.is_empty() {
            let is_break = lines > 1 || self.space == Some("\n\n");
            self.space = Some(if is_break { "\n\n" } else { " " });
        }
    }

    /// Begins or ends a formula; a display formula has two dollars at each end.
    fn formula(&mut self) {
        let is_double = self.raw[self.at..].starts_with('$');
        let ends = self.mode.math;
        let is_display = is_double && if ends { self.display } else { self.dollars >= 4 };
        self.at += usize::from(is_display);
        self.dollars -= 1 + usize::from(is_display && self.dollars > 1);
        self.display = is_display && !ends;
        self.mode.math = !ends;
    }

    /// Passes over a dollar that is not read.
    pub(super) fn pass_dollar(&mut self) {
        self.dollars = self.dollars.saturating_sub(1);
    }

    /// What web pages write for a character, which no TeX file means.
    fn entity(&mut self) {
        let rest = &self.raw[self.at..];
        let end = rest.bytes().take(8).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((end, entity(rest.get(..end)?)?)));
        match found {
            Some((end, c)) => {
                self.at += end + 1;
                self.emit(c);
            }
            None => self.emit('&'),
        }
    }
}

fn is_escaped(raw: &str, at: usize) -> bool {
    raw.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The character of an HTML entity, by its name or number.
fn entity(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some('\u{a0}'),
        name => name.strip_prefix('#')?,
    };
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}
