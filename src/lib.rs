//! Reads research notes and formatted references, and writes bibliographies, evidence tables and
//! reference lists.
//!
//! ```text
//! source -> note -> evidence ------------------+-> write  bib json csv
//!             \-> refparse -+                  |
//! source -> read -> map ----+-> model -> map --+-> cite   reference lists, any CSL style
//! ```

pub mod bibliography;
pub mod cite;
pub mod citekey;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod evidence;
pub mod format;
pub mod map;
pub mod model;
pub mod note;
pub mod read;
pub mod refparse;
pub mod settings;
pub mod source;
pub mod write;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
