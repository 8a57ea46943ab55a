//! Records, tables and lists -> bytes of one format.

pub mod bibtex;
pub mod csl_json;
pub mod csv;
pub mod reflist;
