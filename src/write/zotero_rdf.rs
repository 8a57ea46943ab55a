//! Items -> zotero_rdf.

use std::io;

use super::ItemWriter;
use crate::diag::Diagnostic;
use crate::model::Item;

/// Writes items one after the other.
#[derive(Debug, Default)]
pub struct Writer {}

impl ItemWriter for Writer {
    fn item(&mut self, _item: &Item, _out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        Ok(Vec::new())
    }

    fn finish(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}
