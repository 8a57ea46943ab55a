//! The entries and commands of a file, and how to go on after a mistake.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use memchr::memchr;

use super::cursor::{begins_entry, begins_line, head, is_command};
use super::document::{Piece, PieceKind, RawEntry, RawField};
use super::{Field, Record};
use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// How many findings one file may have; the last one says how many are not shown.
const MAX_FINDINGS: usize = 500;

/// How many fields are compared one by one before their names are hashed.
const FEW_FIELDS: usize = 32;

/// The entries of a file, one after the other.
#[derive(Debug)]
pub struct Records<'a> {
    source: &'a Source,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) macros: HashMap<String, Cow<'a, str>>,
    pub(super) budget: usize,
    comment_unclosed: bool,
    diagnostics: Vec<Diagnostic>,
    found: usize,
    is_done: bool,
    /// Where everything stands, for those who ask.
    pub(super) trace: Option<Vec<Piece>>,
}

/// A mistake that has been reported; the caller finds the next place to go on.
pub(super) struct Broken;

impl<'a> Iterator for Records<'a> {
    type Item = Read<Option<Record<'a>>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let value = self.record();
        self.is_done = value.is_none();
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        if self.is_done && self.found > MAX_FINDINGS {
            let message = format!("{} further findings", self.found - MAX_FINDINGS);
            diagnostics.push(Diagnostic::new(Code::Syntax, message));
        }
        (!self.is_done || !diagnostics.is_empty()).then_some(Read { value, diagnostics })
    }
}

impl<'a> Records<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            text: &source.text,
            at: 0,
            macros: HashMap::new(),
            // A macro that doubles itself again and again must not fill the memory.
            budget: (source.text.len() * 8).saturating_add(1 << 20),
            comment_unclosed: false,
            diagnostics: Vec::new(),
            found: 0,
            is_done: false,
            trace: None,
        }
    }

    /// Goes to the next entry; none is left at the end of the file.
    fn record(&mut self) -> Option<Record<'a>> {
        while let Some(offset) = memchr(b'@', &self.text.as_bytes()[self.at..]) {
            let start = self.at + offset;
            self.at = start + 1;
            let Some((kind, open)) = head(self.text, start) else {
                if begins_line(self.text, start) && !self.text[start..].starts_with("@ ") {
                    self.report(Code::Syntax, "an entry needs a type and `{`", start..start + 1);
                }
                continue;
            };
            // Text between entries is free; an address such as a@b (c) in it is no entry.
            let is_command = is_command(kind);
            if !is_command && !begins_line(self.text, start) && !begins_entry(self.text, start) {
                continue;
            }
            self.at = open + 1;
            let close = if self.text.as_bytes()[open] == b'(' { b')' } else { b'}' };
            if !is_command {
                return Some(self.entry(lower(kind), close, start));
            }
            if kind.eq_ignore_ascii_case("comment") {
                self.comment(open);
                self.trace(PieceKind::Comment, start);
            } else if kind.eq_ignore_ascii_case("string") {
                self.string(close, start);
                self.trace(PieceKind::Macro, start);
            } else {
                if self.value("preamble").is_ok() {
                    self.end_of_command(close, start);
                }
                self.trace(PieceKind::Preamble, start);
            }
        }
        None
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
        let line = memchr(b'\n', &self.text.as_bytes()[open..]);
        self.at = line.map_or(self.text.len(), |offset| open + offset);
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

    fn entry(&mut self, kind: Cow<'a, str>, close: u8, start: usize) -> Record<'a> {
        let key = self.key(start);
        let fields = Vec::with_capacity(16);
        if self.trace.is_some() {
            let at = if key.is_empty() { self.at } else { offset(self.text, key) };
            let raw = RawEntry { key: at..at + key.len(), fields: Vec::new() };
            self.trace(PieceKind::Entry(raw), start);
        }
        let mut record = Record { kind, key: Cow::Borrowed(key), fields, span: start..start };
        self.fields(&mut record, close, start);
        record.span.end = self.at.min(self.text.len());
        if let Some(piece) = self.trace.as_mut().and_then(|trace| trace.last_mut()) {
            piece.span.end = record.span.end;
        }
        record
    }

    fn key(&mut self, start: usize) -> &'a str {
        self.skip_space();
        if self.peek() == Some(b'@') && begins_entry(self.text, self.at) {
            // Nothing follows the bracket, and the next entry is no part of this one.
            self.report(Code::Syntax, "the entry has no citation key", start..self.at);
            return "";
        }
        let from = self.at;
        let ends = |byte: u8| b",{}=\"\n\r#%\\".contains(&byte);
        let len = self.text.as_bytes()[from..].iter().position(|byte| ends(*byte));
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
        key
    }

    fn fields(&mut self, record: &mut Record<'a>, close: u8, start: usize) {
        let mut names: HashSet<Cow<'a, str>> = HashSet::new();
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
                    self.tail(&record.key);
                    return;
                }
                // biber takes it for a remark, BibTeX for a mistake; the fields after it are fields.
                Some(b'%') => {
                    let line = memchr(b'\n', &self.text.as_bytes()[from..]);
                    self.at = line.map_or(self.text.len(), |offset| from + offset);
                    let message = "BibTeX knows no remarks inside an entry";
                    self.report(Code::Syntax, message, from..self.at);
                    continue;
                }
                Some(_) => {
                    let name = lower(self.word());
                    let named = self.at - from;
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
                    if let Some(piece) = self.trace.as_mut().and_then(|trace| trace.last_mut())
                        && let PieceKind::Entry(entry) = &mut piece.kind
                    {
                        let name = from..from + named;
                        entry.fields.push(RawField { name, value: span.clone() });
                    }
                    let fields = &record.fields;
                    let is_new = match fields.len() {
                        0..FEW_FIELDS => fields.iter().all(|field| field.name != name),
                        _ => {
                            if names.is_empty() {
                                names.extend(fields.iter().map(|field| field.name.clone()));
                            }
                            names.insert(name.clone())
                        }
                    };
                    if is_new {
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

    /// Tells of a field behind the end of its entry: a bracket too many has closed that.
    ///
    /// Other text there is free.
    fn tail(&mut self, key: &str) {
        let end = self.at;
        self.skip_space();
        let has_comma = self.eat(b',');
        self.skip_space();
        let from = self.at;
        let has_name = !self.word().is_empty();
        let name = from..self.at;
        self.skip_space();
        let is_field = has_name && self.eat(b'=');
        self.skip_space();
        let has_value = || self.peek().is_some_and(|b| matches!(b, b'{' | b'"' | b'0'..=b'9'));
        if is_field && (has_comma || has_value()) {
            let field = &self.text[name.clone()];
            let message = format!("`{field}` stands behind the end of `{key}` and is not read");
            self.report(Code::Syntax, message, name);
        }
        self.at = end;
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

    fn trace(&mut self, kind: PieceKind, start: usize) {
        if let Some(trace) = &mut self.trace {
            trace.push(Piece { span: start..self.at.min(self.text.len()), kind });
        }
    }

    pub(super) fn report(&mut self, code: Code, message: impl Into<String>, span: Range<usize>) {
        self.found += 1;
        if self.found <= MAX_FINDINGS {
            let place = self.source.place(span);
            self.diagnostics.push(Diagnostic::new(code, message).at(place));
        }
    }
}

/// Where a part of a text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// A name in lower case.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        true => Cow::Owned(name.to_lowercase()),
        false => Cow::Borrowed(name),
    }
}
