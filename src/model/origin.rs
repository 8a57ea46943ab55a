//! Where a value was found.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// How probable it is that what was read is right, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

impl Confidence {
    /// From here on a reading is certain.
    pub const CERTAIN: f32 = 0.975;
    /// From here on it is likely.
    pub const LIKELY: f32 = 0.6;

    /// The same in three steps.
    ///
    /// ```
    /// use florilege::model::{Confidence, Grade};
    /// assert_eq!(Confidence(0.7).grade(), Grade::Likely);
    /// ```
    pub fn grade(self) -> Grade {
        match self.0 {
            Self::CERTAIN.. => Grade::Certain,
            Self::LIKELY.. => Grade::Likely,
            _ => Grade::Doubtful,
        }
    }
}

/// How far a record that was read from a formatted reference can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Read it before use.
    Doubtful,
    /// Mostly right.
    Likely,
    /// It prints back as the reference stands, no other reading does, and each value has the form that its
    /// field asks for.
    Certain,
}

impl Grade {
    /// The word for tables and summaries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

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
