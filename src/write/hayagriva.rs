//! Items -> Hayagriva's YAML, as Typst reads it.

use std::io;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::ItemWriter;
use super::yaml;
use crate::diag::Diagnostic;
use crate::map::hayagriva::{Keys, from_item};
use crate::model::{CiteKey, Item};

/// Writes items as the entries of one file, in which no two have the same key.
#[derive(Debug, Default)]
pub struct Writer {
    keys: Keys,
    has_items: bool,
}

impl ItemWriter for Writer {
    fn reserve(&mut self, keys: Rc<dyn Fn() -> Vec<CiteKey>>) {
        self.keys.reserve(keys);
    }

    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let entry = from_item(item).into_value(&mut diagnostics);
        let key = self.keys.give(&item.key).into_value(&mut diagnostics);
        // An empty line parts entries and ends none.
        if std::mem::replace(&mut self.has_items, true) {
            out.write_all(b"\n")?;
        }
        let mut text = String::new();
        yaml::push_fields(&Map::from_iter([(key, Value::Object(entry))]), 0, &mut text);
        out.write_all(text.as_bytes())?;
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.has_items { Ok(()) } else { out.write_all(b"{}\n") }
    }
}
