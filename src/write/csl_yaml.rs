//! Items -> CSL-YAML text, as pandoc reads it.

use std::io;

use super::ItemWriter;
use super::yaml;
use crate::diag::{Diagnostic, Read};
use crate::map::csl_yaml::from_item;
use crate::model::Item;

/// Writes items as one document with a list of `references`.
///
/// The document ends with a line of `...`, so that it can stand at the top of a Markdown file.
#[derive(Debug, Default)]
pub struct Writer {
    has_items: bool,
}

impl ItemWriter for Writer {
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        if !std::mem::replace(&mut self.has_items, true) {
            out.write_all(b"---\nreferences:\n")?;
        }
        let Read { value, diagnostics } = from_item(item);
        let mut text = "- ".to_owned();
        yaml::push_fields(&value, 2, &mut text);
        out.write_all(text.as_bytes())?;
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.has_items { b"...\n" } else { b"---\nreferences: []\n...\n" })
    }
}
