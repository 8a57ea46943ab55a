//! Items -> entries.

mod dates;
mod rest;
mod values;
mod variables;
mod whole;

use std::borrow::Cow;

use super::required::entry_type;
use super::{Dialect, lookup};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::target::Target;
use crate::map::tex::{CharSet, Encoder};
use crate::model::Item;
use crate::read::bibtex::{Field, Record};

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// For which program.
    pub dialect: Dialect,
    /// Whether every character beyond ASCII becomes a TeX command.
    pub ascii: bool,
    /// What is put in braces in titles.
    pub protect: Protect,
    /// Whether what no field says is left out, and not kept in `verba`.
    pub bare: bool,
}

/// Which letters of titles get braces, so that no style changes their case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protect {
    /// Words with a capital after their first letter, and what the item protects.
    #[default]
    Words,
    /// None.
    Nothing,
    /// The whole title.
    All,
}

/// An entry, and what the file that it goes to must know of it.
#[derive(Debug, Default)]
pub struct Entry {
    /// The entry.
    pub record: Record<'static>,
    /// Characters that pdfTeX's fonts may lack.
    pub(crate) foreign: CharSet,
}

/// Makes an item an entry.
///
/// The entry type is a sibling of the right one, or `@misc`, where the right one lacks a field that its
/// program asks for; `entrysubtype` then names the kind. A date is never invented: an undated entry
/// says so with EDTF's `XXXX`, which `biber` takes for a date that is not known.
///
/// The entry has fields that its type has in biblatex's data model, with values that the model
/// takes. What is left then stands in a custom field, so that reading the entry gives the item again.
///
/// # Diagnostics
/// `dropped-field` for what no field holds, `bad-value` for a key or character that TeX cannot hold.
pub fn from_item(item: &Item, options: &Options) -> Read<Record<'static>> {
    entry(item, options).map(|entry| entry.record)
}

/// Makes an item an entry, and says what its file must know of it.
///
/// # Diagnostics
/// Those of [`from_item`].
pub fn entry(item: &Item, options: &Options) -> Read<Entry> {
    entry_trusting(item, options, |known| known)
}

/// The same; `trust` says how much of what is known counts.
fn entry_trusting(item: &Item, options: &Options, trust: fn(Known) -> Known) -> Read<Entry> {
    let entry_type = entry_type(item, options.dialect);
    let plan = lookup::plan(options.dialect, entry_type, *item.kind);
    let mut writer = Writer {
        item,
        options,
        entry_type,
        table_type: plan.table_type,
        encoder: Encoder { ascii: options.ascii, ..Encoder::default() },
        fields: Vec::with_capacity(USUAL),
        known: Vec::with_capacity(USUAL),
        diagnostics: Vec::new(),
    };
    let key = writer.key();
    writer.variables(&plan);
    writer.archive();
    if plan.has_type {
        writer.genre();
    }
    if let Some(subtype) = &plan.subtype {
        writer.push("entrysubtype", subtype.clone(), Known::Nothing);
    }
    if options.dialect == Dialect::Bibtex {
        writer.agree_with_plain();
    }
    writer.undated();
    if options.dialect == Dialect::Bibtex && !writer.can_be_sorted() {
        // BibTeX's styles sort by the author, and complain where there is none.
        writer.push("key", key.clone(), Known::Nothing);
    }
    writer.extras();
    let Writer { fields, mut known, mut diagnostics, encoder, .. } = writer;
    known.iter_mut().for_each(|known| *known = trust(*known));
    let mut record = Record { kind: entry_type.into(), key: key.into(), fields, span: 0..0 };
    rest::rest(item, options, &plan, &mut record, known, &mut diagnostics);
    if options.ascii {
        let stays = |c: &char| record.fields.iter().any(|field| field.value.contains(*c));
        let chars: String = encoder.foreign.iter().filter(stays).take(8).collect();
        if !chars.is_empty() {
            let message =
                format!("`{}` has characters without a TeX command: `{chars}`", record.key);
            let help = "they stay as UTF-8; XeLaTeX and LuaLaTeX print them";
            diagnostics.push(Diagnostic::new(Code::BadValue, message).help(help));
        }
    }
    Read { value: Entry { record, foreign: encoder.foreign }, diagnostics }
}

/// How many fields most entries have at most.
const USUAL: usize = 16;

/// What is known of the way a field is read, as it is written so that no other way is left.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Known {
    /// As this variable, with the value that the item has.
    As(Target),
    /// As no variable: it says of other fields how they are read, or of a value that there is none.
    Nothing,
    /// Nothing is known; the field must be read.
    Unsure,
}

impl Known {
    /// What is known of a field for a variable if its value is beyond doubt.
    fn when(is_exact: bool, target: Target) -> Self {
        if is_exact { Self::As(target) } else { Self::Unsure }
    }
}

struct Writer<'a> {
    item: &'a Item,
    options: &'a Options,
    entry_type: &'static str,
    table_type: &'static str,
    encoder: Encoder,
    fields: Vec<Field<'static>>,
    /// What is known of each field.
    known: Vec<Known>,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn push(&mut self, name: impl Into<Cow<'static, str>>, value: String, known: Known) {
        self.fields.push(Field { name: name.into(), value: value.into(), span: 0..0 });
        self.known.push(known);
    }

    fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The place of a field among the others.
    fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Takes a field out, if there is one.
    fn remove(&mut self, name: &str) {
        if let Some(at) = self.place(name) {
            self.fields.remove(at);
            self.known.remove(at);
        }
    }

    /// The key without the characters that BibTeX, biber or `\cite` cannot hold.
    fn key(&mut self) -> String {
        let key = self.item.key.as_str();
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
        if key.bytes().all(is_plain) {
            return key.to_owned();
        }
        let bad = |c: char| c.is_whitespace() || "\"#%'(),={}~\\@".contains(c);
        let mut safe: String = key.chars().filter(|c| !bad(*c)).collect();
        if safe.is_empty() {
            safe.push_str("unkeyed");
        }
        if safe != key {
            let message =
                format!("the key `{key}` cannot stand in a `.bib` file; it became `{safe}`");
            self.diagnostics.push(Diagnostic::new(Code::BadValue, message));
        }
        safe
    }
}

#[cfg(test)]
mod tests;
