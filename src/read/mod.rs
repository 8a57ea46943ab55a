//! Text -> records of one format: syntax only.

pub mod bibtex;
pub mod csl_json;
pub mod csl_yaml;
pub(crate) mod csv;
pub mod endnote_xml;
pub(crate) mod hayagriva;
pub mod nbib;
pub mod ris;
pub mod tagged;
pub(crate) mod yaml;
