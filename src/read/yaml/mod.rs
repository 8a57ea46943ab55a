//! YAML text -> trees of scalars as they are written, with positions.
//!
//! A scalar keeps its text: `007`, `1e5` and `no` are what stands there, as bibliographies mean them. Nesting
//! is bounded by the parser, aliases by a [`Budget`], so no input grows in memory.

mod node;
mod parse;
mod pieces;

pub(crate) use node::{Node, Tree};
pub(crate) use parse::{Failed, Scope, parse};
pub(crate) use pieces::{Each, Entry, documents, entries};
