//! Records of one format <-> items: field knowledge as tables.

pub mod bibtex;
pub mod csl_json;
mod edtf;
mod tex;
