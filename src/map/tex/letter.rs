//! Letters: their accents, their case, and what stands high or low.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::commands::{Argument, alphabet_letter};
use super::decode::{Case, Decoder};
use crate::model::Markup;

impl Decoder<'_> {
    pub(super) fn flush_space(&mut self) {
        if let (Some(space), true) = (self.space.take(), self.last.is_some()) {
            self.out.push(space);
            self.last = Some(' ');
        }
    }

    /// Prints a character as the text has it: with its accents, in its case, as an argument.
    pub(super) fn emit(&mut self, c: char) {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return self.emit_letter(c);
        }
        let later = std::mem::take(&mut self.later);
        let mut marks = Vec::new();
        let (mut before, mut after) = ("", "");
        for argument in pending {
            match argument {
                Argument::Mark(markup) => marks.push(markup),
                Argument::Numerator => after = "/",
                Argument::Radicand => before = "√",
                _ => {}
            }
        }
        before.chars().for_each(|c| self.emit_plain(c));
        if !marks.is_empty() {
            self.flush_space();
        }
        marks.iter().for_each(|markup| self.out.open(*markup));
        self.emit_letter(c);
        marks.iter().rev().for_each(|markup| self.out.close(*markup));
        after.chars().for_each(|c| self.emit_plain(c));
        self.next_argument(later);
    }

    fn emit_letter(&mut self, c: char) {
        match (self.mode.case, self.mode.alphabet) {
            (Case::Upper, _) => c.to_uppercase().for_each(|c| self.emit_plain(c)),
            (Case::Lower, _) => c.to_lowercase().for_each(|c| self.emit_plain(c)),
            (_, Some(alphabet)) => self.emit_plain(alphabet_letter(alphabet, c)),
            _ if self.mode.chemistry && c.is_ascii_digit() && self.follows_element() => {
                let more = self.raw[self.at..].bytes().take_while(u8::is_ascii_digit).count();
                let digits = self.at - 1..self.at + more;
                self.at = digits.end;
                self.out.open(Markup::Subscript);
                self.out.push(&self.raw[digits]);
                self.out.close(Markup::Subscript);
                self.last = Some(c);
            }
            _ => self.emit_plain(c),
        }
    }

    /// Whether a digit here counts the atoms before it.
    fn follows_element(&self) -> bool {
        let before = self.raw[..self.at - 1].chars().next_back();
        self.space.is_none() && before.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | ']'))
    }

    /// Prints a character with the accents that wait for it.
    pub(super) fn emit_plain(&mut self, c: char) {
        self.flush_space();
        let mut buffer = [0; 4];
        if self.accents.is_empty() {
            self.out.push(c.encode_utf8(&mut buffer));
        } else {
            let base = match c {
                'ı' => 'i',
                'ȷ' => 'j',
                c => c,
            };
            // A dot over an i is the i's own.
            let is_dotted = matches!(base, 'i' | 'j') && self.accents == ['\u{307}'];
            let single = match self.accents.as_slice() {
                _ if is_dotted => Some(base),
                [accent] => compose(base, *accent),
                _ => None,
            };
            let accents = self.accents.drain(..).rev();
            match single {
                Some(single) => self.out.push(single.encode_utf8(&mut buffer)),
                None => {
                    let composed: String = std::iter::once(base).chain(accents).nfc().collect();
                    self.out.push(&composed);
                }
            }
        }
        self.last = Some(c);
    }

    /// `^` or `_`: the next group or character is high or low.
    pub(super) fn script(&mut self, c: char) {
        let rest = self.raw[self.at..].trim_start_matches(' ');
        // A ring or a stroke is high by itself: `37^\circ`, `f^{\prime}`.
        let signs = [
            ("{\\circ}", '°'),
            ("{\\prime}", '′'),
            ("{\\degree}", '°'),
            ("\\circ", '°'),
            ("\\prime", '′'),
        ];
        let sign = signs.iter().find(|(tex, _)| {
            rest.strip_prefix(tex).is_some_and(|after| {
                tex.ends_with('}') || !after.starts_with(|c: char| c.is_ascii_alphabetic())
            })
        });
        if let (Some((tex, sign)), '^') = (sign, c) {
            self.at = self.raw.len() - rest.len() + tex.len();
            // The space that ends the command.
            let rest = self.raw[self.at..].trim_start_matches(' ');
            if !tex.ends_with('}') {
                self.at = self.raw.len() - rest.len();
            }
            self.space = None;
            return self.emit(*sign);
        }
        let markup = if c == '^' { Markup::Superscript } else { Markup::Subscript };
        self.pending.push(Argument::Mark(markup));
    }
}
