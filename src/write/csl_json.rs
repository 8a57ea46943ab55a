//! Items -> CSL-JSON text.

use std::io;

use serde::Serialize as _;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::ItemWriter;
use crate::diag::{Diagnostic, Read};
use crate::map::csl_json::{Profile, members};
use crate::model::Item;

/// Writes items as one JSON array, indented, or one a line.
#[derive(Debug)]
pub struct Writer {
    profile: Profile,
    is_array: bool,
    is_first: bool,
    /// The text of one item: it is made of many small pieces.
    text: Vec<u8>,
}

impl Writer {
    /// A writer of one array.
    pub fn array(profile: Profile) -> Self {
        Self { profile, is_array: true, is_first: true, text: Vec::new() }
    }

    /// A writer of one item a line.
    pub fn lines(profile: Profile) -> Self {
        Self { profile, is_array: false, is_first: true, text: Vec::new() }
    }
}

impl ItemWriter for Writer {
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        let Read { value, diagnostics } = members(item, self.profile);
        let text = &mut self.text;
        text.clear();
        if self.is_array {
            text.extend_from_slice(if is_first { b"[\n  " } else { b",\n  " });
            value.serialize(&mut Serializer::with_formatter(&mut *text, Indented::default()))?;
        } else {
            value.serialize(&mut Serializer::with_formatter(&mut *text, CompactFormatter))?;
            text.push(b'\n');
        }
        out.write_all(text)?;
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
    members(item, profile).map(|members| serde_json::to_string(&members).unwrap_or_default())
}

/// The layout of serde_json's pretty output, one level in.
struct Indented(PrettyFormatter<'static>);

impl Default for Indented {
    fn default() -> Self {
        let mut pretty = PrettyFormatter::new();
        // What stands around an item is written by another hand; it only counts for the depth.
        let _ = pretty.begin_array(&mut io::sink());
        Self(pretty)
    }
}

/// Passes calls on to the pretty formatter.
macro_rules! pass_on {
    ($($name:ident($($argument:ident: $type:ty)?);)*) => {
        $(fn $name<W: ?Sized + io::Write>(
            &mut self,
            out: &mut W,
            $($argument: $type)?
        ) -> io::Result<()> {
            self.0.$name(out, $($argument)?)
        })*
    };
}

impl Formatter for Indented {
    pass_on! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }
}
