//! Records of one format <-> items: field knowledge as tables.

pub mod bibtex;
pub mod crossref;
pub mod csl_json;
pub mod csl_yaml;
pub mod csv;
pub mod datacite;
mod edtf;
pub mod endnote_xml;
pub mod fields_table;
pub mod hayagriva;
pub mod nbib;
pub mod registry;
pub mod ris;
pub(crate) mod shapes;
mod target;
#[cfg(test)]
mod testing;
pub(crate) mod tex;
pub mod zotero;
