//! Records of other tagged formats as records of RIS.

use std::borrow::Cow;

use super::{FORMAT, RULES, to_item};
use crate::diag::Read;
use crate::map::fields_table::FieldRow;
use crate::map::shapes::values;
use crate::model::{Extra, Item, Kind, Sourced};
use crate::read::tagged::{Field, Record};
use crate::source::Source;

/// A field of another format as RIS has it: a tag and a value, or several.
pub(crate) type Fields<'a> = Vec<(&'static str, Cow<'a, str>)>;

/// Makes a record of another format an item. Fields that `translate` does not know go to `extra` under the
/// format's name.
///
/// # Diagnostics
/// Those of [`to_item`].
pub(crate) fn to_item_by<'a>(
    record: &'a Record<'a>,
    code: &'static str,
    format: &'static str,
    source: &Source,
    mut translate: impl FnMut(&'a Field<'a>) -> Option<Fields<'a>>,
) -> Read<Item> {
    let start = record.span.start;
    let kind = Field { tag: "TY", value: Cow::Borrowed(code), span: start..start };
    let mut ris = Record { fields: vec![kind], span: record.span.clone() };
    let mut extra = Vec::new();
    for field in &record.fields {
        match translate(field) {
            Some(fields) => ris.fields.extend(fields.into_iter().map(|(tag, value)| Field {
                tag,
                value,
                span: field.span.clone(),
            })),
            None => extra.push(field),
        }
    }
    let mut read = to_item(&ris, source);
    // What RIS has no variable for is a field of this format all the same.
    read.value.extra.retain(|extra| extra.format != FORMAT || extra.name != "TY");
    read.value.extra.extend(extra.into_iter().map(|field| Extra {
        format,
        name: field.tag.to_owned(),
        value: Sourced::new(
            values::paragraphs(&field.value).into_owned(),
            source.origin(field.span.clone()),
        ),
    }));
    read
}

/// The rows of a table from another format's fields to tags of RIS; `kinds` are those that the format has.
pub(crate) fn fields(table: &[(&str, &str)], kinds: &[Kind]) -> Vec<FieldRow> {
    let mut rows = Vec::new();
    for (field, tag) in table {
        for rule in RULES.iter().filter(|rule| rule.rank(tag).is_some()) {
            let fitting = kinds.iter().filter(|kind| rule.fits(**kind)).count();
            if fitting == 0 {
                continue;
            }
            let only = if fitting == kinds.len() { String::new() } else { rule.only(kinds) };
            let (field, variable) = ((*field).to_owned(), rule.target.to_string());
            rows.push(FieldRow { field, variable, only, reads: true, writes: false });
        }
    }
    merged(rows)
}

/// The rows without those that a row for every kind says as well.
pub(super) fn merged(rows: Vec<FieldRow>) -> Vec<FieldRow> {
    let says = |row: &FieldRow, other: &FieldRow| {
        other.only.is_empty()
            && (&row.field, &row.variable, row.writes)
                == (&other.field, &other.variable, other.writes)
    };
    let is_needed =
        |row: &&FieldRow| row.only.is_empty() || !rows.iter().any(|other| says(row, other));
    rows.iter().filter(is_needed).cloned().collect()
}
