//! Items -> CSL-JSON text.

use std::io;

use serde_json::Value;

use super::ItemWriter;
use crate::diag::{Diagnostic, Read};
use crate::map::csl_json::{Profile, from_item};
use crate::model::Item;

/// Writes items as one JSON array, indented, or one a line.
#[derive(Debug)]
pub struct Writer {
    profile: Profile,
    is_array: bool,
    is_first: bool,
}

impl Writer {
    /// A writer of one array.
    pub fn array(profile: Profile) -> Self {
        Self { profile, is_array: true, is_first: true }
    }

    /// A writer of one item a line.
    pub fn lines(profile: Profile) -> Self {
        Self { profile, is_array: false, is_first: true }
    }
}

impl ItemWriter for Writer {
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        let Read { value, diagnostics } = from_item(item, self.profile);
        let value = Value::Object(value);
        if self.is_array {
            out.write_all(if is_first { b"[\n" } else { b",\n" })?;
            let text = serde_json::to_string_pretty(&value)?;
            for (at, line) in text.lines().enumerate() {
                out.write_all(if at > 0 { b"\n  " } else { b"  " })?;
                out.write_all(line.as_bytes())?;
            }
        } else {
            serde_json::to_writer(&mut *out, &value)?;
            out.write_all(b"\n")?;
        }
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        match (self.is_array, self.is_first) {
            (true, true) => out.write_all(b"[]\n"),
            (true, false) => out.write_all(b"\n]\n"),
            (false, _) => Ok(()),
        }
    }
}

/// Writes one item as one line of JSON, without the line break.
pub fn line(item: &Item, profile: Profile) -> Read<String> {
    from_item(item, profile).map(|members| Value::Object(members).to_string())
}
