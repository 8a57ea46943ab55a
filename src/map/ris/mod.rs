//! RIS records <-> items, and the other tagged formats by way of RIS.
//!
//! The fields of Web of Science, MEDLINE and EndNote's XML mean what a tag of RIS means; each of those formats
//! has a table from its fields to tags, and this folder the one from tags to variables.

mod changed;
mod fields;
mod fill;
pub(crate) mod foreign;
mod forms;
mod from;
mod issued;
pub(crate) mod kinds;
mod misc;
mod reader;
mod wos;

pub use from::{Line, from_item};

use fields::{RULES, Rule, Way};

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields_table::FieldRow;
use super::shapes::keys::{Keys, is_key};
use crate::bibliography::Sink;
use crate::diag::{Diagnostic, Read};
use crate::model::{CiteKey, Item, Kind};
use crate::read::ris::{Dialect, records};
use crate::read::tagged::{Field, Record};
use crate::source::Source;
use reader::{Reader, tag_id};

/// The name that extra fields carry.
const FORMAT: &str = "ris";

/// Reads the items of a file, one after the other: RIS, or the plain text of Web of Science.
///
/// # Diagnostics
/// Those of [`records`] and [`to_item`]; `bad-value` for a key that two records state.
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    each_with(source, &mut Keys::default(), sink);
}

/// Reads a piece of a file; no record gets a key that one of an earlier piece has.
pub(crate) fn each_with(source: &Source, keys: &mut Keys, sink: &mut Sink<'_>) {
    let mut records = records(source);
    let is_wos = records.dialect() == Dialect::WebOfScience;
    let stated = records_of(source).filter_map(|record| stated_key(&record).map(str::to_owned));
    keys.go_on(stated);
    for read in records.by_ref() {
        let Read { value: record, mut diagnostics } = read;
        let read = if is_wos { wos::to_item(&record, source) } else { to_item(&record, source) };
        let stated = if is_wos { None } else { stated_key(&record) };
        hand_on(read, stated, keys, source, &mut diagnostics, sink);
    }
    sink(Read { value: None, diagnostics: records.rest() });
}

fn records_of(source: &Source) -> impl Iterator<Item = Record<'_>> {
    records(source).map(|read| read.value)
}

/// Gives an item its key and hands it on with all that was noticed.
pub(super) fn hand_on(
    read: Read<Item>,
    stated: Option<&str>,
    keys: &mut Keys,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
    sink: &mut Sink<'_>,
) {
    let mut item = read.into_value(diagnostics);
    if let Some(finding) = keys.give(&mut item, stated) {
        let mut origin = item.kind.origin.clone();
        origin.span.end = origin.span.start + 2;
        diagnostics.push(finding.at(source.place_of(&origin)));
    }
    sink(Read { value: Some(item), diagnostics: std::mem::take(diagnostics) });
}

/// The citation key that a record states: a line `Citation Key: …`, or an `ID` or label that is none of a
/// database.
pub(super) fn stated_key<'a>(record: &'a Record<'_>) -> Option<&'a str> {
    let labelled = record.fields.iter().filter(|field| field.tag.eq_ignore_ascii_case("M2"));
    let labelled = labelled.flat_map(|field| field.value.lines()).find_map(misc::citation_key);
    labelled.filter(|key| CiteKey::parse(key).is_ok()).or_else(|| {
        let number = record.field("AN").map(|field| field.value.trim());
        ["ID", "LB"].iter().find_map(|tag| {
            let is_tag = |field: &&Field<'_>| field.tag.eq_ignore_ascii_case(tag);
            let values = record.fields.iter().filter(is_tag).map(|field| field.value.trim());
            values.into_iter().find(|value| is_key(value) && Some(*value) != number)
        })
    })
}

/// Makes a record an item. Tags that no variable holds go to `extra`.
///
/// The key is the one that the record states, or `reference`; [`each`] gives the records of a file keys of
/// their own.
///
/// # Diagnostics
/// `unknown-type`, `bad-date`.
///
/// Source: RIS format specification, 2001 and 2011.
///
/// ```
/// use florilege::{map::ris, read, source::Source};
/// let source = Source::new("a.ris", "TY  - BOOK\nAU  - Darwin, Charles\nPY  - 1859\nER  - \n");
/// let record = read::ris::records(&source).next().unwrap().value;
/// assert_eq!(ris::to_item(&record, &source).value.year(), Some(1859));
/// ```
pub fn to_item(record: &Record<'_>, source: &Source) -> Read<Item> {
    let stated = stated_key(record);
    let mut reader = Reader::new(record, source, stated);
    reader.kind();
    reader.issued();
    // What a line states by name needs no guess of a tag.
    let misc = record.fields.iter().filter(|field| field.tag.eq_ignore_ascii_case("M2"));
    misc.for_each(|field| reader.misc(field));
    // Of several tags for one variable the best comes first.
    let ranks: Vec<usize> = record.fields.iter().map(|field| reader.rank(field)).collect();
    for rank in 0..=ranks.iter().copied().max().unwrap_or(0) {
        for (field, _) in record.fields.iter().zip(&ranks).filter(|(_, known)| **known == rank) {
            reader.field(field, stated);
        }
    }
    reader.finish()
}

/// The rules for a tag that hold for a kind.
fn rules(kind: Kind, tag: &str) -> impl Iterator<Item = &'static Rule> {
    static BY_TAG: LazyLock<HashMap<[u8; 4], Vec<&'static Rule>>> = LazyLock::new(|| {
        let mut by_tag: HashMap<_, Vec<_>> = HashMap::new();
        for rule in RULES {
            rule.tags.iter().for_each(|tag| by_tag.entry(tag_id(tag)).or_default().push(rule));
        }
        by_tag
    });
    let rules = BY_TAG.get(&tag_id(tag)).into_iter().flatten().copied();
    rules.filter(move |rule| rule.fits(kind))
}

/// The rows of the table, for `florilege fields ris`.
pub fn fields() -> Vec<FieldRow> {
    let kinds = kinds::all();
    let mut rows = Vec::new();
    for rule in RULES {
        for (at, tag) in rule.tags.iter().enumerate() {
            rows.push(FieldRow {
                field: (*tag).to_owned(),
                variable: rule.target.to_string(),
                only: rule.only(&kinds),
                reads: true,
                writes: at == 0 && rule.way == Way::Both,
            });
        }
    }
    foreign::merged(rows)
}

#[cfg(test)]
mod tests;
