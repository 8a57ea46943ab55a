//! csv <-> items.

use crate::bibliography::Sink;
use crate::source::Source;

/// Reads the items of a file, one after the other.
pub fn each(_source: &Source, _sink: &mut Sink<'_>) {}
