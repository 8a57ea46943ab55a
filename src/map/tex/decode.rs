//! TeX -> rich text, in one pass with a stack of groups.

use unicode_normalization::char::compose;

use super::characters::{ACCENTS, MATH, TEXT};
use super::commands::{Argument, COMMANDS, SWITCHES};
use super::protect::drop_needless;
use crate::model::{Markup, Text, TextBuilder};

/// A decoded value.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: Text,
    /// Commands that no table has; they stay in the text as written.
    pub(crate) unknown: Vec<String>,
}

/// Decodes a field's value; `protect` asks for case protection, as titles need it.
///
/// White space becomes one space, a blank line stays. `~` is a no-break space, `--` and `---` are
/// dashes, doubled quotes are curly ones. A group that begins with a command is no case protection.
///
/// Source: `btxhak` 4 on special characters; The TeXbook, chapters 7 and 9.
pub(crate) fn decode(raw: &str, protect: bool) -> Decoded {
    if !raw.contains(|c: char| "\\{}$~-`'^_\"\n\r\t".contains(c)) && !raw.contains("  ") {
        return Decoded { text: Text::plain(raw.trim()), unknown: Vec::new() };
    }
    let dollars = raw.match_indices('$').filter(|(at, _)| !is_escaped(raw, *at)).count();
    let mut decoder = Decoder {
        raw,
        at: 0,
        protect,
        out: TextBuilder::default(),
        last: None,
        space: None,
        accents: Vec::new(),
        argument: None,
        frames: Vec::new(),
        math: false,
        // The last dollar of an odd number opens nothing.
        dollars: dollars / 2 * 2,
        single_quotes: 0,
        unknown: Vec::new(),
    };
    decoder.run();
    let Decoder { out, unknown, .. } = decoder;
    let text = out.finish();
    Decoded { text: if protect { drop_needless(text) } else { text }, unknown }
}

fn is_escaped(raw: &str, at: usize) -> bool {
    raw.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// An open group.
#[derive(Default)]
struct Frame {
    /// Marks that end with the group.
    marks: Vec<Markup>,
    /// What is printed at its end.
    suffix: &'static str,
    /// Whether math mode was on before it.
    math: bool,
    /// How many accents waited before it.
    accents: usize,
}

struct Decoder<'a> {
    raw: &'a str,
    at: usize,
    protect: bool,
    out: TextBuilder,
    last: Option<char>,
    space: Option<&'static str>,
    /// Accents that wait for their letter, the outer first.
    accents: Vec<char>,
    /// What the next group or character is the argument of.
    argument: Option<Argument>,
    frames: Vec<Frame>,
    math: bool,
    dollars: usize,
    single_quotes: usize,
    unknown: Vec<String>,
}

impl<'a> Decoder<'a> {
    fn run(&mut self) {
        while let Some(c) = self.raw[self.at..].chars().next() {
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '\\' => self.command(),
                '{' => self.open(),
                '}' => self.close(),
                '$' if self.dollars > 0 => {
                    self.dollars -= 1;
                    self.math = !self.math;
                    // A display formula has two.
                    if self.dollars > 0 && self.raw[self.at..].starts_with('$') {
                        self.at += 1;
                        self.dollars -= 1;
                        self.math = true;
                    }
                }
                '^' | '_' if self.math => {
                    let up = c == '^';
                    let markup = if up { Markup::Superscript } else { Markup::Subscript };
                    self.argument = Some(Argument::Mark(markup));
                }
                '~' => self.emit('\u{a0}'),
                '-' if !self.math => {
                    let run = self.raw[start..].bytes().take(3).take_while(|b| *b == b'-').count();
                    self.at = start + run;
                    self.emit(['-', '–', '—'][run - 1]);
                }
                // A formula of its own is a minus sign; an exponent's hyphen stays as it is typed.
                '-' if self.raw[..start].ends_with('$') && self.raw[self.at..].starts_with('$') => {
                    self.emit('−');
                }
                '`' | '\'' if !self.math => self.quote(c),
                '\'' => self.emit('′'),
                c if c.is_whitespace() && c != '\u{a0}' => self.white(start),
                c => self.emit(c),
            }
        }
        while !self.frames.is_empty() {
            self.close();
        }
        self.flush_accents(0);
    }

    fn white(&mut self, start: usize) {
        let rest =
            self.raw[start..].trim_start_matches(|c: char| c.is_whitespace() && c != '\u{a0}');
        self.at = self.raw.len() - rest.len();
        let lines = self.raw[start..self.at].matches('\n').count();
        // A command looks for its argument past spaces.
        if self.accents.is_empty() && self.argument.is_none() {
            self.space = Some(if lines > 1 { "\n\n" } else { self.space.unwrap_or(" ") });
        }
    }

    fn quote(&mut self, c: char) {
        let doubled = self.raw[self.at..].starts_with(c);
        if doubled {
            self.at += 1;
            return self.emit(if c == '`' { '“' } else { '”' });
        }
        let next = self.raw[self.at..].chars().next();
        match c {
            '`' => {
                self.single_quotes += 1;
                self.emit('‘');
            }
            _ if self.single_quotes > 0 && !next.is_some_and(char::is_alphanumeric) => {
                self.single_quotes -= 1;
                self.emit('’');
            }
            _ => self.emit('\''),
        }
    }

    fn open(&mut self) {
        let mut frame = Frame { math: self.math, accents: self.accents.len(), ..Frame::default() };
        match self.argument.take() {
            Some(Argument::Mark(markup)) => frame.marks.push(markup),
            Some(Argument::NoCase) => frame.marks.push(Markup::NoCase),
            Some(Argument::Quote) => {
                self.emit('“');
                frame.suffix = "”";
            }
            Some(Argument::Math) => self.math = true,
            Some(Argument::Skip) => return self.skip_group(),
            Some(Argument::Plain) => {}
            None => {
                let rest = &self.raw[self.at..];
                let protects = self.protect
                    && !self.math
                    && self.accents.is_empty()
                    && !rest.starts_with(['\\', '}'])
                    && !is_formula(rest);
                if protects {
                    frame.marks.push(Markup::NoCase);
                }
            }
        }
        if let Some(markup) = frame.marks.first() {
            self.flush_space();
            self.out.open(*markup);
        }
        self.frames.push(frame);
    }

    /// Passes over a group; a group without an end is everything.
    fn skip_group(&mut self) {
        let mut depth = 1usize;
        for (offset, byte) in self.raw.as_bytes()[self.at..].iter().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'$' => self.dollars = self.dollars.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                self.at += offset + 1;
                return;
            }
        }
        self.at = self.raw.len();
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.flush_accents(frame.accents.min(self.accents.len()));
        self.argument = None;
        for markup in frame.marks.iter().rev() {
            self.out.close(*markup);
        }
        if let Some(c) = frame.suffix.chars().next() {
            self.emit(c);
        }
        self.math = frame.math;
        // `\'{}`: the accent over an empty group stands alone.
        self.flush_accents(0);
    }

    /// Prints accents that found no letter as characters of their own.
    fn flush_accents(&mut self, keep: usize) {
        while self.accents.len() > keep {
            let Some(accent) = self.accents.pop() else { return };
            let alone = ACCENTS.iter().find(|(_, mark, _)| *mark == accent).map_or("", |row| row.2);
            let waiting = std::mem::take(&mut self.accents);
            // In the literal sense `\~{}` and `\^{}` are how people write these characters.
            let alone = if accent == '\u{303}' { "~" } else { alone };
            alone.chars().for_each(|c| self.emit(c));
            self.accents = waiting;
        }
    }

    fn command(&mut self) {
        let rest = &self.raw[self.at..];
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if len == 0 {
            return self.control_symbol();
        }
        let name = &rest[..len];
        self.at += len;
        if self.raw[self.at..].starts_with('*') {
            self.at += 1;
        }
        let after = self.at;
        let rest = self.raw[after..].trim_start_matches([' ', '\t', '\n', '\r']);
        let skipped = self.raw.len() - rest.len();
        if let Some((_, accent, _)) = ACCENTS.iter().find(|row| row.0 == name) {
            self.at = skipped;
            return self.accents.push(*accent);
        }
        let symbol = if self.math { [MATH, TEXT] } else { [TEXT, MATH] };
        let found = symbol.iter().find_map(|table| table.iter().find(|row| row.0 == name));
        if let Some((_, text)) = found {
            self.at = skipped;
            // `\o{}` ends the command; its empty group prints nothing.
            return text.chars().for_each(|c| self.emit(c));
        }
        if let Some((_, argument)) = COMMANDS.iter().find(|row| row.0 == name) {
            self.at = skipped;
            self.argument = Some(*argument);
            if self.at == self.raw.len() {
                self.argument = None;
            }
            return;
        }
        if let Some((_, markup)) = SWITCHES.iter().find(|row| row.0 == name) {
            self.at = skipped;
            if let (Some(markup), Some(frame)) = (markup, self.frames.last_mut()) {
                frame.marks.push(*markup);
                let (space, last) = (self.space.take(), self.last);
                if let (Some(space), Some(_)) = (space, last) {
                    self.out.push(space);
                    self.last = Some(' ');
                }
                self.out.open(*markup);
            }
            return;
        }
        if self.unknown.len() < 8 {
            self.unknown.push(format!("\\{name}"));
        }
        self.emit('\\');
        name.chars().for_each(|c| self.emit(c));
        self.at = after;
    }

    fn control_symbol(&mut self) {
        let Some(c) = self.raw[self.at..].chars().next() else {
            return self.emit('\\');
        };
        self.at += c.len_utf8();
        if let Some((_, accent, _)) = ACCENTS.iter().find(|row| row.0.chars().eq([c])) {
            let rest = self.raw[self.at..].trim_start_matches(' ');
            self.at = self.raw.len() - rest.len();
            return self.accents.push(*accent);
        }
        match c {
            '(' | '[' => self.math = true,
            ')' | ']' => self.math = false,
            ',' | ';' | ':' | '>' => self.emit('\u{202f}'),
            '!' | '/' | '-' | '@' => {}
            '\\' => self.space = Some(" "),
            c if c.is_whitespace() => self.space = self.space.or(Some(" ")),
            c => self.emit(c),
        }
    }

    fn flush_space(&mut self) {
        if let (Some(space), true) = (self.space.take(), self.last.is_some()) {
            self.out.push(space);
            self.last = Some(' ');
        }
    }

    fn emit(&mut self, c: char) {
        self.flush_space();
        let mark = match self.argument.take() {
            Some(Argument::Mark(markup)) => Some(markup),
            _ => None,
        };
        if let Some(markup) = mark {
            self.out.open(markup);
        }
        let mut buffer = [0; 4];
        if self.accents.is_empty() {
            self.out.push(c.encode_utf8(&mut buffer));
        } else {
            let mut base = match c {
                'ı' => 'i',
                'ȷ' => 'j',
                c => c,
            };
            let mut rest = String::new();
            for accent in self.accents.drain(..).rev() {
                match compose(base, accent) {
                    Some(composed) if rest.is_empty() => base = composed,
                    _ => rest.push(accent),
                }
            }
            self.out.push(base.encode_utf8(&mut buffer));
            self.out.push(&rest);
        }
        self.last = Some(c);
        if let Some(markup) = mark {
            self.out.close(markup);
        }
    }
}

/// Whether a group is one formula: braces around it are for BibTeX, which lowers `\Delta` otherwise.
fn is_formula(rest: &str) -> bool {
    let Some(formula) = rest.strip_prefix('$') else { return false };
    let end = formula.bytes().position(|byte| byte == b'$' || byte == b'{' || byte == b'}');
    end.is_some_and(|end| formula[end..].starts_with("$}"))
}
