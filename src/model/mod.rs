//! The record of a work, in CSL's vocabulary. Imports no other folder.
//!
//! An [`Item`] has a citation key, a [`Kind`] and one typed map for each class of CSL variable. Every
//! value is [`Sourced`]: it knows the file, the bytes and the way it came from.

mod date;
mod fields;
mod item;
mod key;
mod name;
mod origin;
mod pages;
mod percent;
mod text;

pub use date::{Date, DateSpan, Day};
pub use fields::Fields;
pub use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, StandardVariable,
};
pub use item::{Extra, Item, Status};
pub use key::{CiteKey, Doi, InvalidKey};
pub use name::{Name, Names, is_particle_word};
pub use origin::{Confidence, Grade, Origin, Sourced, Via};
pub use pages::{Pages, expand_pages, pages_in_order};
pub(crate) use percent::percent_decoded;
pub use text::{Event, Mark, Markup, Text, TextBuilder};
