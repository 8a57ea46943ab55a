//! Findings: what was noticed in the content, where, and what to do about it.
//!
//! Content never fails. A reader returns what it could read and a list of [`Diagnostic`]s.

mod code;
mod json;
mod place;
#[cfg(feature = "cli")]
mod text;

pub use code::{Code, Severity};
pub use json::json_line;
pub use place::Place;
#[cfg(feature = "cli")]
pub use text::Drawer;

/// A value and what was noticed while reading it.
#[derive(Debug, Clone)]
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// What was noticed, in the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Read<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Changes the value and keeps the findings.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// Gives the findings that have no place this one.
    pub fn placed(mut self, place: &Place) -> Self {
        for finding in &mut self.diagnostics {
            finding.place.get_or_insert_with(|| place.clone());
        }
        self
    }

    /// Moves the findings into `all` and gives the value.
    pub fn into_value(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// One finding.
///
/// The message is lower case, has names in backticks and no final stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What kind of finding it is; it sets the severity.
    pub code: Code,
    /// What was found.
    pub message: String,
    /// Where, unless it concerns no single place.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None, help: None }
    }

    /// Adds the place.
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Adds the cure.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
