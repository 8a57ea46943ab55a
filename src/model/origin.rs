//! Where a value was found.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// How sure a parse is, from 0 to 1.
///
/// 1 means that the grammar left nothing unexplained and the printed record equals the input.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

/// The way from the file to the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Via {
    /// A field said it.
    Stated,
    /// It was read out of a formatted reference.
    ParsedReference {
        /// How sure the parse was.
        confidence: Confidence,
    },
    /// It was computed from something else, for instance from the citation key.
    Derived,
}

/// A place in a file and the way a value was read from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The file's name as findings print it.
    pub file: Arc<str>,
    /// Byte offsets into the file's text, as decoded to UTF-8.
    pub span: Range<usize>,
    /// How the value was read.
    pub via: Via,
}

impl Origin {
    /// A value that a field of `file` states at `span`.
    pub fn stated(file: &Arc<str>, span: Range<usize>) -> Self {
        Self { file: Arc::clone(file), span, via: Via::Stated }
    }

    /// The same place, read another way.
    pub fn via(&self, via: Via) -> Self {
        Self { via, ..self.clone() }
    }

    /// An origin for values that no file holds: tests, defaults, values made in a program.
    pub fn derived() -> Self {
        Self { file: Arc::from(""), span: 0..0, via: Via::Derived }
    }
}

/// A value with its origin. Dereferences to the value.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// Joins a value and its origin.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

impl<T> Deref for Sourced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
