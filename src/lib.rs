//! Reads research notes and formatted references, and writes bibliographies, evidence tables and
//! reference lists.
//!
//! ```text
//! source -> note -> evidence ------------------+-> write  bib json csv
//!             \-> refparse -+                  |
//! source -> read -> map ----+-> model -> map --+-> cite   reference lists, any CSL style
//! ```
//!
//! Every step on one note or record is a pure function from a text or a value to a [`diag::Read`]: what
//! was read, and what was noticed. Only [`evidence`] sees several notes, only [`source`] and the program
//! touch files.

pub mod diag;
pub mod model;

pub mod settings;
pub mod source;

pub mod citekey;
pub mod evidence;
pub mod note;
pub mod reflist;
pub mod refparse;

pub mod bibliography;
pub mod cited;
pub mod format;
pub mod library;
pub mod map;
pub mod read;
pub mod write;

pub mod cite;
pub mod fill;

#[cfg(feature = "online")]
pub mod online;

#[cfg(feature = "cli")]
pub mod cli;

#[cfg(feature = "train")]
pub mod train;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
