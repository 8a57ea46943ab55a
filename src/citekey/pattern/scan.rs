//! What both spellings of patterns have in common: a cursor that knows its column, arguments, errors.

use super::PatternError;
use super::filters::Filter;
use super::functions::Function;
use crate::format::nearest;

/// An argument, perhaps with a name: `3`, `sep='-'`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Argument {
    pub(super) name: Option<String>,
    pub(super) value: String,
    /// Where it begins.
    pub(super) column: usize,
}

/// A place in a pattern.
pub(super) struct Cursor<'a> {
    /// What is not read yet.
    pub(super) rest: &'a str,
    /// The column of the next character, from 1.
    pub(super) column: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(pattern: &'a str) -> Self {
        Self { rest: pattern, column: 1 }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.rest = &self.rest[next.len_utf8()..];
        self.column += 1;
        Some(next)
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    pub(super) fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(|c| fits(*c)) {
            out.push(c);
            self.next();
        }
        out
    }

    /// Reads what stands between quotes; the cursor is at the first one.
    pub(super) fn quoted(&mut self) -> Result<String, PatternError> {
        let start = self.column;
        let quote = self.next();
        let mut out = String::new();
        loop {
            match self.next() {
                None => return Err(error(start, "the text has no closing quote")),
                Some('\\') => out.extend(self.next()),
                c if c == quote => return Ok(out),
                Some(c) => out.push(c),
            }
        }
    }

    /// An error at this place about what is there.
    pub(super) fn unexpected(&self, wanted: &str) -> PatternError {
        match self.peek() {
            Some(c) => error(self.column, format!("`{c}` where {wanted} should be")),
            None => error(self.column, format!("the pattern ends where {wanted} should be")),
        }
    }
}

pub(super) fn error(column: usize, message: impl Into<String>) -> PatternError {
    PatternError { column, message: message.into(), near: Vec::new() }
}

/// The function of a name.
pub(super) fn function(
    name: &str,
    arguments: &[Argument],
    column: usize,
) -> Result<Function, PatternError> {
    match Function::named(name, arguments)? {
        Some(function) => Ok(function),
        None => Err(PatternError {
            column,
            message: format!("`{name}` is no function or field"),
            near: near(name, Function::names()),
        }),
    }
}

/// The filter of a name.
pub(super) fn filter(
    name: &str,
    arguments: &[Argument],
    column: usize,
) -> Result<Filter, PatternError> {
    match Filter::named(name, arguments)? {
        Some(filter) => Ok(filter),
        None => Err(PatternError {
            column,
            message: format!("`{name}` is no filter"),
            near: near(name, Filter::names()),
        }),
    }
}

fn near(name: &str, all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    // Names are short; a long one resembles none.
    if name.len() > 64 { Vec::new() } else { nearest(&name.to_lowercase(), all) }
}

/// Arguments by their place or name.
pub(super) struct Arguments<'a> {
    pub(super) all: &'a [Argument],
    /// The names in order.
    pub(super) names: &'static [&'static str],
}

impl<'a> Arguments<'a> {
    /// Checks that every argument has a place.
    pub(super) fn check(self) -> Result<Self, PatternError> {
        for (at, argument) in self.all.iter().enumerate() {
            let known = match &argument.name {
                Some(name) => self.names.contains(&name.as_str()),
                None => at < self.names.len(),
            };
            if !known {
                let message = match (&argument.name, self.names) {
                    (_, []) => "it takes no arguments".to_owned(),
                    (Some(name), names) => {
                        format!("`{name}` is no argument here; there are {}", names.join(", "))
                    }
                    (None, names) => format!("too many arguments; there are {}", names.join(", ")),
                };
                return Err(error(argument.column, message));
            }
        }
        Ok(self)
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Argument> {
        let place = self.names.iter().position(|known| *known == name);
        let by_name = self.all.iter().find(|argument| argument.name.as_deref() == Some(name));
        by_name.or_else(|| self.all.get(place?).filter(|argument| argument.name.is_none()))
    }

    pub(super) fn text(&self, name: &str, default: &str) -> String {
        self.get(name).map_or_else(|| default.to_owned(), |argument| argument.value.clone())
    }

    pub(super) fn number(&self, name: &str, default: usize) -> Result<usize, PatternError> {
        match self.get(name) {
            None => Ok(default),
            Some(argument) => argument
                .value
                .parse()
                .map_err(|_| error(argument.column, format!("`{}` is no number", argument.value))),
        }
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|argument| argument.value == "true")
    }
}
