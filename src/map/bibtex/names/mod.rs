//! Name lists of BibTeX and BibLaTeX <-> names.
//!
//! Source: `btxdoc` 4 and `btxhak` 2, "Names"; biblatex manual, 3.4 "Extended name format".

mod exact;
mod read;
mod words;
mod write;

pub(super) use read::{ReadNames, displayed, drop_particle, read, use_prefix};
pub(super) use words::plain;
pub(super) use write::{in_one_piece, write};

#[cfg(test)]
mod tests;
