//! BibTeX and BibLaTeX text -> entries: syntax only, in one pass, with positions.
//!
//! After a mistake reading goes on at the next field or at the next entry that begins a line, so a
//! broken entry costs itself at most. Sources: `btxdoc` (Patashnik 1988), `bibtex.web` part
//! "Reading the database file(s)"; biblatex manual, 2.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The entry type in lower case: `article`.
    pub kind: String,
    /// The citation key as written; empty if the entry has none.
    pub key: String,
    /// The fields, each name once.
    pub fields: Vec<Field>,
    /// Byte offsets of the entry from `@` to its end.
    pub span: Range<usize>,
}

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// The name in lower case: `title`.
    pub name: String,
    /// The value as TeX, without its delimiters, macros expanded and pieces joined.
    ///
    /// The value of `month` keeps the names of the month macros: `sep`.
    pub value: String,
    /// Byte offsets of the value as written, delimiters included.
    pub span: Range<usize>,
}

impl Record {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The names of the months that every BibTeX style defines as macros.
///
/// Source: `btxdoc`, 3.1, the entry for `month`.
pub const MONTHS: [(&str, &str); 12] = [
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
];

/// How many findings one file may have; the last one says how many are not shown.
const MAX_FINDINGS: usize = 500;

/// Reads the entries of a file.
///
/// # Diagnostics
/// `syntax`, `duplicate-field`, `duplicate-key`, `unknown-macro`; `too-large` if the macros expand to
/// many times the file's size.
///
/// ```
/// use florilege::{read::bibtex, source::Source};
/// let source = Source::new("a.bib", "@string{p = {CUP}} @book{doe2020, title = \"A\" # { B}, publisher = p}");
/// let book = &bibtex::records(&source).value[0];
/// assert_eq!((book.key.as_str(), book.fields[0].value.as_str()), ("doe2020", "A B"));
/// assert_eq!(book.fields[1].value, "CUP");
/// ```
pub fn records(source: &Source) -> Read<Vec<Record>> {
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

struct Scanner<'a> {
    source: &'a Source,
    text: &'a str,
    at: usize,
    macros: HashMap<String, String>,
    budget: usize,
    comment_unclosed: bool,
    keys: HashSet<String>,
    records: Vec<Record>,
    diagnostics: Vec<Diagnostic>,
    unshown: usize,
}

/// A mistake that has been reported; the caller finds the next place to go on.
struct Broken;

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

    /// Reads a value: pieces joined with `#`.
    fn value(&mut self, field: &str) -> Result<(String, Range<usize>), Broken> {
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

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let is_end = |c: char| c.is_whitespace() || "={}()\",#@%\\".contains(c);
        let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn report(&mut self, code: Code, message: impl Into<String>, span: Range<usize>) {
        if self.diagnostics.len() < MAX_FINDINGS {
            let place = self.source.place(span);
            self.diagnostics.push(Diagnostic::new(code, message).at(place));
        } else {
            self.unshown += 1;
        }
    }
}

/// The type of the entry whose `@` is at `at`, in lower case, and where its bracket opens.
fn head(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = &text[at + 1..];
    let name = rest.trim_start_matches([' ', '\t']);
    let len = name.find(|c: char| !c.is_ascii_alphanumeric() && !"_-+".contains(c))?;
    let after = name[len..].trim_start();
    let open = at + 1 + rest.len() - after.len();
    (len > 0 && after.starts_with(['{', '('])).then(|| (name[..len].to_lowercase(), open))
}

/// Whether nothing but spaces stands before `at` on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    let space = before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    space.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Whether an entry with a key, or a command, begins at `at`.
fn begins_entry(text: &str, at: usize) -> bool {
    let near = &text[at..text.floor_char_boundary(at + 300)];
    let Some((kind, open)) = head(near, 0) else { return false };
    if matches!(kind.as_str(), "string" | "preamble" | "comment") {
        return begins_line(text, at);
    }
    let key = near[open + 1..].trim_start();
    let end = key.find([',', '{', '}', '"', '=', '\n', '#', '%']).unwrap_or(key.len());
    key[end..].starts_with([',', '\n'])
}

#[cfg(test)]
mod tests;
