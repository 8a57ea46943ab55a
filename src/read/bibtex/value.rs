//! The values of fields: pieces in braces or quotes, numbers and macros.

use std::ops::Range;

use super::MONTHS;
use super::cursor::{begins_entry, begins_line};
use super::scan::{Broken, Scanner};
use crate::diag::Code;

impl<'a> Scanner<'a> {
    /// Reads a value: pieces joined with `#`.
    pub(super) fn value(&mut self, field: &str) -> Result<(String, Range<usize>), Broken> {
        self.skip_space();
        let from = self.at;
        let mut value = String::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'{') => value.push_str(self.delimited(b'}')?),
                Some(b'"') => value.push_str(self.delimited(b'"')?),
                Some(_) => {
                    let word = self.word();
                    if word.is_empty() {
                        self.report(Code::Syntax, "a value is missing", self.at..self.at + 1);
                        return Err(Broken);
                    }
                    self.expand(word, field, &mut value);
                }
                None => {
                    self.report(Code::Syntax, "a value is missing", from..from);
                    return Err(Broken);
                }
            }
            let end = self.at;
            self.skip_space();
            if !self.eat(b'#') {
                return Ok((value, from..end));
            }
        }
    }

    /// Reads `{...}` or `"..."`; braces nest in both.
    ///
    /// As in BibTeX a backslash escapes no brace. An entry that begins a line ends a value that lacks
    /// its end: it is far more likely than a value with such a line.
    fn delimited(&mut self, end: u8) -> Result<&'a str, Broken> {
        let (text, from) = (self.text, self.at);
        let bytes = text.as_bytes();
        let mut depth = 0usize;
        let mut at = from + 1;
        while at < bytes.len() {
            match bytes[at] {
                byte if byte == end && depth == 0 => {
                    let accent = byte == b'"'
                        && bytes[at - 1] == b'\\'
                        && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                    if !accent {
                        self.at = at + 1;
                        return Ok(&text[from + 1..at]);
                    }
                }
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'@' if begins_entry(text, at) && begins_line(text, at) => break,
                _ => {}
            }
            at += 1;
        }
        self.at = at;
        let message = format!("`{}` has no end", char::from(bytes[from]));
        self.report(Code::Syntax, message, from..from + 1);
        Err(Broken)
    }

    /// Adds a number, or the text that a macro stands for.
    fn expand(&mut self, word: &str, field: &str, value: &mut String) {
        let name = word.to_lowercase();
        let month = MONTHS.iter().find(|(month, _)| *month == name);
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            value.push_str(word);
        } else if let Some(text) = self.macros.get(&name) {
            if text.len() > self.budget {
                let span = self.at - word.len()..self.at;
                self.report(Code::TooLarge, format!("the macro `{word}` expands too far"), span);
                value.push_str(word);
                return;
            }
            self.budget -= text.len();
            value.push_str(text);
        } else if let Some((month, full)) = month {
            value.push_str(if field == "month" { month } else { full });
        } else {
            let span = self.at - word.len()..self.at;
            self.report(Code::UnknownMacro, format!("no macro `{word}` is defined"), span);
            value.push_str(word);
        }
    }
}
