//! Control sequences: what follows a backslash.

use super::accents::ACCENT_CODES;
use super::commands::{Argument, Meaning, has_option, meaning};
use super::decode::Decoder;
use crate::model::Markup;

/// How many unknown commands of a value are named.
const MAX_UNKNOWN: usize = 8;

const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

impl Decoder<'_> {
    pub(super) fn command(&mut self) {
        let rest = &self.raw[self.at..];
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if len == 0 {
            return self.control_symbol();
        }
        let name = &rest[..len];
        let start = self.at - 1;
        self.at += len;
        if self.raw[self.at..].starts_with('*') && !self.mode.math {
            self.at += 1;
        }
        let after = self.at;
        let rest = self.raw[after..].trim_start_matches(SPACES);
        let skipped = self.raw.len() - rest.len();
        match meaning(name) {
            Some(Meaning::Accent(accent)) => {
                self.at = skipped;
                self.accents.push(accent);
            }
            Some(Meaning::Symbol(text)) => self.symbol(text, start, skipped),
            Some(Meaning::Arguments(arguments)) => {
                self.at = skipped;
                if has_option(name) {
                    self.skip_option();
                }
                self.arguments(name, arguments);
            }
            Some(Meaning::Switch(markup)) => {
                self.at = skipped;
                // `\left.` is a bracket that is not printed.
                let is_empty = matches!(name, "left" | "right") && rest.starts_with('.');
                self.at += usize::from(is_empty);
                self.switch(markup);
            }
            Some(Meaning::AccentCode) => self.accent_code(after),
            Some(Meaning::CharCode) => self.char_code(after),
            Some(Meaning::Verb) => self.verb(),
            None => self.unknown(name, after),
        }
    }

    /// Prints what a command stands for; the space after it ends it.
    fn symbol(&mut self, text: &str, start: usize, skipped: usize) {
        let is_word = text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        // `\o{}`: the empty group ends the command and prints nothing.
        if self.raw[self.at..].starts_with("{}") {
            self.at += 2;
        } else if !self.mode.math {
            self.at = skipped;
        } else if is_word || is_spaced(text, self.raw[..start].chars().next_back()) {
            // Around operators the space is as good as typed.
        } else if !text.starts_with(char::is_alphabetic) || !self.is_operator(&self.raw[skipped..])
        {
            self.at = skipped;
        }
        if self.mode.math && is_word && self.last.is_some_and(char::is_alphanumeric) {
            self.space = self.space.or(Some(" "));
        }
        text.chars().for_each(|c| self.emit(c));
    }

    /// Whether what follows is an operator, around which formulas have space.
    fn is_operator(&self, rest: &str) -> bool {
        let Some(command) = rest.strip_prefix('\\') else {
            return rest.starts_with(['+', '-', '=', '<', '>', '/', '|', ':']);
        };
        let len = command.bytes().take(24).take_while(u8::is_ascii_alphabetic).count();
        match meaning(&command[..len]) {
            Some(Meaning::Symbol(text)) => !text.starts_with(char::is_alphabetic),
            _ => false,
        }
    }

    fn skip_option(&mut self) {
        let rest = &self.raw[self.at..];
        if !rest.starts_with('[') {
            return;
        }
        let end = rest.bytes().take(200).position(|byte| matches!(byte, b']' | b'{' | b'}'));
        if let Some(end) = end.filter(|end| rest.as_bytes()[*end] == b']') {
            self.at += end + 1;
        }
    }

    fn arguments(&mut self, name: &str, arguments: &'static [Argument]) {
        let rest = &self.raw[self.at..];
        if name == "sqrt" && rest.starts_with('[') {
            // The degree of a root stands before it.
            let degree = rest[1..].bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
            if rest[1 + degree..].starts_with(']') {
                let degree = &rest[1..=degree];
                self.flush_space();
                self.out.open(Markup::Superscript);
                degree.chars().for_each(|c| self.emit_plain(c));
                self.out.close(Markup::Superscript);
                self.at += degree.len() + 2;
            }
        }
        let Some((first, later)) = arguments.split_first() else { return };
        if self.at == self.raw.len() {
            return;
        }
        let is_group = self.raw[self.at..].starts_with('{');
        if *first == Argument::Skip && !is_group {
            return;
        }
        self.pending.push(*first);
        self.later = later;
    }

    fn switch(&mut self, markup: Option<Markup>) {
        let (Some(markup), Some(frame)) = (markup, self.frames.last_mut()) else { return };
        frame.marks.push(markup);
        self.flush_space();
        self.out.open(markup);
    }

    /// A number as TeX writes it: decimal, `'` octal, `"` hexadecimal. Where it ends, and its value.
    fn number(&self, at: usize) -> Option<(usize, u32)> {
        let rest = &self.raw[at..];
        let (radix, from) = match rest.as_bytes().first()? {
            b'"' => (16, 1),
            b'\'' => (8, 1),
            _ => (10, 0),
        };
        let digits = &rest[from..];
        let len = digits.chars().take(6).take_while(|c| c.is_digit(radix)).count();
        let value = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
        let end = at + from + len;
        Some((end + usize::from(self.raw[end..].starts_with(' ')), value))
    }

    fn accent_code(&mut self, after: usize) {
        let rest = self.raw[after..].trim_start_matches(' ');
        let found = self.number(self.raw.len() - rest.len()).and_then(|(end, code)| {
            let (_, accent) = ACCENT_CODES.iter().find(|row| row.0 == code)?;
            Some((end, *accent))
        });
        match found {
            Some((end, accent)) => {
                self.at = end;
                self.accents.push(accent);
            }
            None => self.unknown("accent", after),
        }
    }

    fn char_code(&mut self, after: usize) {
        let rest = self.raw[after..].trim_start_matches(' ');
        let found = self.number(self.raw.len() - rest.len());
        let found = found.and_then(|(end, code)| Some((end, char::from_u32(code)?)));
        match found.filter(|(_, c)| !c.is_control()) {
            Some((end, c)) => {
                self.at = end;
                self.emit(c);
            }
            None => self.unknown("char", after),
        }
    }

    fn verb(&mut self) {
        let rest = &self.raw[self.at..];
        let Some(mark) = rest.chars().next() else { return };
        let inner = &rest[mark.len_utf8()..];
        let found = inner.char_indices().take(200).find(|(_, c)| *c == mark);
        if let Some((end, _)) = found {
            self.at += 2 * mark.len_utf8() + end;
            for c in inner[..end].chars() {
                match c {
                    '$' => {
                        self.pass_dollar();
                        self.emit('$');
                    }
                    c => self.emit(c),
                }
            }
        }
    }

    /// Reports a command that no table has. Its argument stays; without one its name does.
    fn unknown(&mut self, name: &str, after: usize) {
        if self.unknown.len() < MAX_UNKNOWN {
            self.unknown.push(format!("\\{name}"));
        }
        self.at = after;
        if self.raw[after..].starts_with('{') {
            self.pending.push(Argument::Plain);
            return;
        }
        self.emit('\\');
        name.chars().for_each(|c| self.emit(c));
    }

    fn control_symbol(&mut self) {
        let Some(c) = self.raw[self.at..].chars().next() else {
            return self.emit('\\');
        };
        self.at += c.len_utf8();
        let accent = match c {
            '`' => '\u{300}',
            '\'' => '\u{301}',
            '^' => '\u{302}',
            '~' => '\u{303}',
            '=' => '\u{304}',
            '.' => '\u{307}',
            '"' => '\u{308}',
            '(' | '[' => return self.mode.math = true,
            ')' | ']' => return self.mode.math = false,
            ',' | ';' | ':' | '>' => return self.emit('\u{202f}'),
            '!' | '/' | '-' | '@' | '|' if c != '|' || !self.mode.math => return,
            '|' => return self.emit('‖'),
            '\\' => {
                self.space = Some(" ");
                // `\\[2ex]`
                return self.skip_option();
            }
            c if c.is_whitespace() => {
                self.space = self.space.or(Some(" "));
                return;
            }
            '&' => {
                // Exporters escape the sign of an HTML entity: `\&amp;`.
                let entity = self.raw[self.at..].starts_with("amp;");
                self.at += if entity { 4 } else { 0 };
                return self.emit('&');
            }
            c => return self.emit(c),
        };
        let rest = self.raw[self.at..].trim_start_matches(SPACES);
        self.at = self.raw.len() - rest.len();
        self.accents.push(accent);
    }
}

/// Whether the space after an operator of a formula was meant, not only needed to end its command.
fn is_spaced(text: &str, before: Option<char>) -> bool {
    let opens = text.starts_with(['⟨', '⌊', '⌈', '∂', '∇', '¬', '∀', '∃']);
    let is_joined = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '}'));
    !text.starts_with(char::is_alphabetic) && !opens && (!is_joined || text == ":")
}
