//! The entries and commands of a file, and how to go on after a mistake.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::cursor::{begins_entry, begins_line, head};
use super::{Field, Record};
use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// How many findings one file may have; the last one says how many are not shown.
const MAX_FINDINGS: usize = 500;

/// Reads the entries of a file.
pub(super) fn records(source: &Source) -> Read<Vec<Record>> {
    let mut scanner = Scanner {
        source,
        text: &source.text,
        at: 0,
        macros: HashMap::new(),
        // A macro that doubles itself again and again must not fill the memory.
        budget: (source.text.len() * 8).saturating_add(1 << 20),
        comment_unclosed: false,
        keys: HashSet::new(),
        records: Vec::new(),
        diagnostics: Vec::new(),
        unshown: 0,
    };
    scanner.file();
    let Scanner { records, mut diagnostics, unshown, .. } = scanner;
    if unshown > 0 {
        diagnostics.push(Diagnostic::new(Code::Syntax, format!("{unshown} further findings")));
    }
    Read { value: records, diagnostics }
}

/// Where reading has come to, and what it has found.
pub(super) struct Scanner<'a> {
    source: &'a Source,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) macros: HashMap<String, String>,
    pub(super) budget: usize,
    comment_unclosed: bool,
    keys: HashSet<String>,
    records: Vec<Record>,
    diagnostics: Vec<Diagnostic>,
    unshown: usize,
}

/// A mistake that has been reported; the caller finds the next place to go on.
pub(super) struct Broken;

impl<'a> Scanner<'a> {
    fn file(&mut self) {
        while let Some(offset) = self.text[self.at..].find('@') {
            let start = self.at + offset;
            self.at = start + 1;
            let Some((kind, open)) = head(self.text, start) else {
                if begins_line(self.text, start) && !self.text[start..].starts_with("@ ") {
                    self.report(Code::Syntax, "an entry needs a type and `{`", start..start + 1);
                }
                continue;
            };
            // Text between entries is free; an address such as a@b (c) in it is no entry.
            let is_command = matches!(kind.as_str(), "string" | "preamble" | "comment");
            if !is_command && !begins_line(self.text, start) && !begins_entry(self.text, start) {
                continue;
            }
            self.at = open + 1;
            let close = if self.text.as_bytes()[open] == b'(' { b')' } else { b'}' };
            match kind.as_str() {
                "comment" => self.comment(open),
                "preamble" => {
                    if self.value("preamble").is_ok() {
                        self.end_of_command(close, start);
                    }
                }
                "string" => self.string(close, start),
                _ => self.entry(kind, close, start),
            }
        }
    }

    /// Passes over the body of `@comment`; without an end it is one line.
    fn comment(&mut self, open: usize) {
        let mut depth = 0usize;
        if !self.comment_unclosed {
            for (offset, byte) in self.text.as_bytes()[open..].iter().enumerate() {
                match byte {
                    b'{' | b'(' => depth += 1,
                    b'}' | b')' => depth = depth.saturating_sub(1),
                    _ => continue,
                }
                if depth == 0 {
                    self.at = open + offset + 1;
                    return;
                }
            }
            self.comment_unclosed = true;
            self.report(Code::Syntax, "the comment has no end", open..open + 1);
        }
        self.at = self.text[open..].find('\n').map_or(self.text.len(), |offset| open + offset);
    }

    fn string(&mut self, close: u8, start: usize) {
        self.skip_space();
        let name = self.word().to_lowercase();
        self.skip_space();
        if name.is_empty() || !self.eat(b'=') {
            self.report(Code::Syntax, "a macro needs a name and `=`", start..self.at);
            return;
        }
        if let Ok((value, _)) = self.value("string") {
            self.macros.insert(name, value);
            self.end_of_command(close, start);
        }
    }

    fn end_of_command(&mut self, close: u8, start: usize) {
        self.skip_space();
        if !self.eat(close) {
            let message = format!("`{}` is missing", char::from(close));
            self.report(Code::Syntax, message, start..self.at);
        }
    }

    fn entry(&mut self, kind: String, close: u8, start: usize) {
        let key = self.key(start);
        let mut record = Record { kind, key, fields: Vec::new(), span: start..start };
        self.fields(&mut record, close, start);
        record.span.end = self.at.min(self.text.len());
        // BibTeX compares keys without regard to case, biber does not; only equal ones collide in both.
        if !record.key.is_empty() && !self.keys.insert(record.key.clone()) {
            let message = format!("`{}` is defined before; this one is not used", record.key);
            self.report(Code::DuplicateKey, message, start..self.at);
            return;
        }
        self.records.push(record);
    }

    fn key(&mut self, start: usize) -> String {
        self.skip_space();
        if self.peek() == Some(b'@') && begins_entry(self.text, self.at) {
            // Nothing follows the bracket, and the next entry is no part of this one.
            self.report(Code::Syntax, "the entry has no citation key", start..self.at);
            return String::new();
        }
        let from = self.at;
        let len = self.text[from..].find([',', '{', '}', '=', '"', '\n', '\r', '#', '%', '\\']);
        let mut end = len.map_or(self.text.len(), |len| from + len);
        let stop = self.text.as_bytes().get(end).copied();
        if stop == Some(b'=') {
            // The comma after the key, or the key itself, is missing.
            let words = self.text[from..end].trim_end();
            end = from + words.find(char::is_whitespace).unwrap_or(0);
        }
        let key = self.text[from..end].trim();
        self.at = end;
        self.skip_space();
        if key.is_empty() {
            self.report(Code::Syntax, "the entry has no citation key", start..self.at);
        } else if self.peek().is_some_and(|byte| !matches!(byte, b',' | b'}' | b')')) {
            let message = format!("a comma is missing after the key `{key}`");
            self.report(Code::Syntax, message, from..end);
        }
        key.to_owned()
    }

    fn fields(&mut self, record: &mut Record, close: u8, start: usize) {
        let mut names = HashSet::new();
        loop {
            while self.peek().is_some_and(|byte| byte == b',' || byte.is_ascii_whitespace()) {
                self.at += 1;
            }
            let from = self.at;
            match self.peek() {
                Some(b'@') if begins_entry(self.text, from) => {}
                None => {}
                Some(b'}' | b')') => {
                    self.at += 1;
                    if self.text.as_bytes()[from] != close {
                        self.report(
                            Code::Syntax,
                            "the entry ends with another bracket",
                            from..from + 1,
                        );
                    }
                    return;
                }
                Some(_) => {
                    let name = self.word().to_lowercase();
                    self.skip_space();
                    if name.is_empty() || !self.eat(b'=') {
                        let what = if name.is_empty() {
                            "a field needs a name"
                        } else {
                            "a field needs `=`"
                        };
                        self.report(Code::Syntax, what, from..self.at.max(from + 1));
                        self.skip_field();
                        continue;
                    }
                    let Ok((value, span)) = self.value(&name) else {
                        self.skip_field();
                        continue;
                    };
                    if names.insert(name.clone()) {
                        record.fields.push(Field { name, value, span });
                    } else {
                        let message = format!("`{name}` is given before; this one is not used");
                        self.report(Code::DuplicateField, message, from..span.end);
                    }
                    self.end_of_field(close);
                    continue;
                }
            }
            let key = &record.key;
            self.report(Code::Syntax, format!("the entry `{key}` has no end"), start..start + 1);
            return;
        }
    }

    /// What follows a value: a comma, the end of the entry, or a mistake.
    fn end_of_field(&mut self, close: u8) {
        self.skip_space();
        match self.peek() {
            None | Some(b',') => {}
            Some(byte) if byte == close => {}
            Some(b'@') if begins_entry(self.text, self.at) => {}
            Some(_) => {
                let from = self.at;
                self.report(Code::Syntax, "a comma is missing before this", from..from + 1);
                let is_name = !self.word().is_empty();
                self.skip_space();
                let is_field = is_name && self.peek() == Some(b'=');
                self.at = from;
                if !is_field {
                    self.skip_field();
                }
            }
        }
    }

    /// Goes to the comma or bracket that ends a broken field.
    fn skip_field(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' => depth += 1,
                b'}' | b')' | b',' if depth == 0 => return,
                b'}' => depth -= 1,
                b'@' if begins_entry(self.text, self.at) => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    pub(super) fn report(&mut self, code: Code, message: impl Into<String>, span: Range<usize>) {
        if self.diagnostics.len() < MAX_FINDINGS {
            let place = self.source.place(span);
            self.diagnostics.push(Diagnostic::new(code, message).at(place));
        } else {
            self.unshown += 1;
        }
    }
}
