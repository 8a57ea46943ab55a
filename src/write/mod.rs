//! Records, tables and lists -> bytes of one format.

pub mod bibtex;
pub mod csl_json;
pub mod csl_yaml;
pub mod csv;
pub mod evidence_csv;
pub mod hayagriva;
pub mod reflist;
pub mod ris;
pub(crate) mod yaml;
pub mod zotero_rdf;

use std::io;
use std::rc::Rc;

use crate::diag::Diagnostic;
use crate::model::{CiteKey, Item};

/// Writes the items of one bibliography, one after the other.
pub trait ItemWriter {
    /// Says where to find the citation keys of all items, so that no changed key takes one of them.
    ///
    /// Few bibliographies have a key that must change, so nobody asks before the first one does. Formats
    /// that hold any key never ask.
    fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        drop(keys);
    }

    /// Writes one item, after what comes before the first.
    ///
    /// # Diagnostics
    /// `dropped-field` for each value that the format cannot hold.
    ///
    /// # Errors
    /// Those of `out`.
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>>;

    /// Writes what comes after the last item, and what comes before the first if there was none.
    ///
    /// # Errors
    /// Those of `out`.
    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()>;
}
