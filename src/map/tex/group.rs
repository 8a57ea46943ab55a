//! Groups in braces, as arguments of commands and by themselves.

use super::characters::ACCENTS;
use super::commands::Argument;
use super::decode::{Case, Decoder, Frame};
use crate::model::Markup;

impl<'a> Decoder<'a> {
    pub(super) fn open(&mut self) {
        let mut frame = Frame { mode: self.mode, accents: self.accents.len(), ..Frame::default() };
        frame.later = std::mem::take(&mut self.later);
        if self.pending.is_empty() {
            let rest = &self.raw[self.at..];
            let protects = self.protect
                && !self.mode.math
                && !self.mode.chemistry
                && self.accents.is_empty()
                && !rest.starts_with(['\\', '}'])
                && !is_formula(rest);
            if protects {
                frame.marks.push(Markup::NoCase);
            }
        }
        for argument in std::mem::take(&mut self.pending) {
            if matches!(argument, Argument::Skip | Argument::Swap) {
                let start = self.at;
                self.skip_group();
                if argument == Argument::Swap {
                    self.postponed = self.raw[start..self.at].strip_suffix('}');
                }
                return self.next_argument(frame.later);
            }
            if argument == Argument::Verbatim {
                let start = self.at;
                self.skip_group();
                let link = &self.raw[start..self.at];
                self.verbatim(link.strip_suffix('}').unwrap_or(link));
                return self.next_argument(frame.later);
            }
            if let Some(postponed) = self.postponed.take() {
                frame.suffix = postponed;
            }
            self.begin(argument, &mut frame);
        }
        if !frame.marks.is_empty() {
            self.flush_space();
            frame.marks.iter().for_each(|markup| self.out.open(*markup));
        }
        self.frames.push(frame);
    }

    fn begin(&mut self, argument: Argument, frame: &mut Frame<'a>) {
        match argument {
            Argument::Mark(markup) => frame.marks.push(markup),
            Argument::NoCase => frame.marks.push(Markup::NoCase),
            Argument::Quote => {
                let is_outer = self.mode.quotes.is_multiple_of(2);
                self.mode.quotes += 1;
                self.emit_plain(if is_outer { '“' } else { '‘' });
                frame.suffix = if is_outer { "”" } else { "’" };
            }
            Argument::Around(before, after) => {
                before.chars().for_each(|c| self.emit_plain(c));
                frame.suffix = after;
            }
            Argument::Math => self.mode.math = true,
            Argument::Text => self.mode.math = false,
            Argument::Chemistry => self.mode.chemistry = true,
            Argument::Upper => self.mode.case = Case::Upper,
            Argument::Lower => self.mode.case = Case::Lower,
            Argument::Letters(alphabet) => self.mode.alphabet = Some(alphabet),
            Argument::Numerator => {
                // `5\frac{1}{2}` is no 51/2.
                if self.last.is_some_and(|last| last.is_ascii_digit()) {
                    self.space = Some(" ");
                }
                frame.suffix = if self.is_term() { "/" } else { ")/" };
                if frame.suffix == ")/" {
                    self.emit_plain('(');
                }
            }
            Argument::Denominator if !self.is_term() => {
                self.emit_plain('(');
                frame.suffix = ")";
            }
            Argument::Radicand => {
                self.emit_plain('√');
                if !self.is_term() {
                    self.emit_plain('(');
                    frame.suffix = ")";
                }
            }
            Argument::Denominator
            | Argument::Plain
            | Argument::Skip
            | Argument::Swap
            | Argument::Verbatim => {}
        }
    }

    /// Whether the group that begins here is one number, letter or symbol; only a short one can be.
    fn is_term(&self) -> bool {
        let near = &self.raw.as_bytes()[self.at..];
        let near = &near[..near.len().min(24)];
        let end = near.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'\\');
        end.is_some_and(|end| near[end] == b'}')
    }

    /// Makes the next group or character the argument that a command still waits for.
    pub(super) fn next_argument(&mut self, later: &'static [Argument]) {
        let Some((next, later)) = later.split_first() else { return };
        let rest = self.raw[self.at..].trim_start_matches([' ', '\n', '\r', '\t']);
        // The optional space between arguments is not printed; without a group there is no argument.
        if rest.starts_with('{') || *next == Argument::Denominator && !rest.starts_with('}') {
            self.at = self.raw.len() - rest.len();
            self.pending.push(*next);
            self.later = later;
        }
    }

    /// Prints a link as it stands, without the escapes of what TeX reserves.
    fn verbatim(&mut self, link: &str) {
        let mut chars = link.trim().chars().peekable();
        while let Some(c) = chars.next() {
            let is_escape = c == '\\' && chars.peek().is_some_and(|c| "_%#&$~{}".contains(*c));
            if !is_escape && !c.is_whitespace() {
                self.emit_plain(c);
            }
        }
    }

    /// Passes over a group; a group without an end is everything.
    fn skip_group(&mut self) {
        let mut depth = 1usize;
        for (offset, byte) in self.raw.as_bytes()[self.at..].iter().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'$' => self.pass_dollar(),
                _ => {}
            }
            if depth == 0 {
                self.at += offset + 1;
                return;
            }
        }
        self.at = self.raw.len();
    }

    pub(super) fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.flush_accents(frame.accents.min(self.accents.len()));
        self.pending.clear();
        self.later = &[];
        for markup in frame.marks.iter().rev() {
            self.out.close(*markup);
        }
        frame.suffix.chars().for_each(|c| self.emit_plain(c));
        self.mode = frame.mode;
        // `\'{}`: the accent over an empty group stands alone.
        self.flush_accents(0);
        // `{\&}amp;`, as `\&amp;`.
        let is_entity = self.raw[self.at..].starts_with("amp;");
        if is_entity && self.raw[..self.at].ends_with("{\\&}") {
            self.at += 4;
        }
        self.next_argument(frame.later);
    }

    /// Prints accents that found no letter as characters of their own.
    pub(super) fn flush_accents(&mut self, keep: usize) {
        while self.accents.len() > keep {
            let Some(accent) = self.accents.pop() else { return };
            let alone = ACCENTS.iter().find(|(_, mark, _)| *mark == accent).map_or("", |row| row.2);
            let waiting = std::mem::take(&mut self.accents);
            // In the literal sense `\~{}` and `\^{}` are how people write these characters.
            let alone = if accent == '\u{303}' { "~" } else { alone };
            alone.chars().for_each(|c| self.emit_plain(c));
            self.accents = waiting;
        }
    }
}

/// Whether a group is one formula: braces around it are for BibTeX, which lowers `\Delta` otherwise.
fn is_formula(rest: &str) -> bool {
    let Some(formula) = rest.strip_prefix('$') else { return false };
    let end = formula.bytes().position(|byte| byte == b'$' || byte == b'{' || byte == b'}');
    end.is_some_and(|end| formula[end..].starts_with("$}"))
}
