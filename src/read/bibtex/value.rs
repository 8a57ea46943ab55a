//! The values of fields: pieces in braces or quotes, numbers and macros.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr3_iter;

use super::MONTHS;
use super::cursor::{begins_entry, begins_line};
use super::scan::{Broken, Records};
use crate::diag::Code;

impl<'a> Records<'a> {
    /// Reads a value: pieces joined with `#`. A value in one piece is a slice of the text.
    pub(super) fn value(&mut self, field: &str) -> Result<(Cow<'a, str>, Range<usize>), Broken> {
        self.skip_space();
        let from = self.at;
        let mut value: Option<Cow<'a, str>> = None;
        loop {
            self.skip_space();
            let piece = match self.peek() {
                Some(end @ (b'{' | b'"')) => Cow::Borrowed(self.delimited(end)?),
                Some(_) => {
                    let word = self.word();
                    if word.is_empty() {
                        self.report(Code::Syntax, "a value is missing", self.at..self.at + 1);
                        return Err(Broken);
                    }
                    self.expand(word, field)
                }
                None => {
                    self.report(Code::Syntax, "a value is missing", from..from);
                    return Err(Broken);
                }
            };
            match &mut value {
                Some(value) => value.to_mut().push_str(&piece),
                None => value = Some(piece),
            }
            let end = self.at;
            self.skip_space();
            if !self.eat(b'#') {
                return Ok((value.unwrap_or_default(), from..end));
            }
        }
    }

    /// Reads `{...}` or `"..."`; braces nest in both.
    ///
    /// As in BibTeX a backslash escapes no brace. An entry that begins a line ends a value that lacks
    /// its end: it is far more likely than a value with such a line.
    fn delimited(&mut self, open: u8) -> Result<&'a str, Broken> {
        let (text, from) = (self.text, self.at);
        let found = match open {
            b'{' => braced(text, from + 1),
            _ => quoted(text, from + 1),
        };
        match found {
            Ok(end) => {
                self.at = end + 1;
                Ok(&text[from + 1..end])
            }
            Err(end) => {
                self.at = end;
                let message = format!("`{}` has no end", char::from(open));
                self.report(Code::Syntax, message, from..from + 1);
                Err(Broken)
            }
        }
    }

    /// A number, or the text that a macro stands for.
    fn expand(&mut self, word: &'a str, field: &str) -> Cow<'a, str> {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Cow::Borrowed(word);
        }
        let name = word.to_lowercase();
        let span = self.at - word.len()..self.at;
        if let Some(text) = self.macros.get(&name) {
            if text.len() <= self.budget {
                self.budget -= text.len();
                return text.clone();
            }
            self.report(Code::TooLarge, format!("the macro `{word}` expands too far"), span);
        } else if let Some((month, full)) = MONTHS.iter().find(|(month, _)| *month == name) {
            return Cow::Borrowed(if field == "month" { month } else { full });
        } else {
            self.report(Code::UnknownMacro, format!("no macro `{word}` is defined"), span);
        }
        Cow::Borrowed(word)
    }
}

/// Where the brace that closes a group stands, or where the search for it ended.
fn braced(text: &str, from: usize) -> Result<usize, usize> {
    let mut depth = 0usize;
    for offset in memchr3_iter(b'{', b'}', b'@', &text.as_bytes()[from..]) {
        let at = from + offset;
        match text.as_bytes()[at] {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Ok(at),
            b'}' => depth -= 1,
            _ if begins_line(text, at) && begins_entry(text, at) => return Err(at),
            _ => {}
        }
    }
    Err(text.len())
}

/// Where the quotation mark that ends a value stands, or where the search for it ended.
fn quoted(text: &str, from: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' if depth == 0 => {
                // Strictly the mark of `\"o` ends the value, but nobody means that.
                let is_accent = bytes[at - 1] == b'\\'
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                if !is_accent {
                    return Ok(at);
                }
            }
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'@' if begins_line(text, at) && begins_entry(text, at) => return Err(at),
            _ => {}
        }
        at += 1;
    }
    Err(text.len())
}
