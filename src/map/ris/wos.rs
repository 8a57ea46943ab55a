//! The plain text of Web of Science: its fields as tags of RIS.
//!
//! Source: Clarivate, "Web of Science Core Collection field tags".

use std::borrow::Cow;

use super::foreign::{self, Fields};
use crate::diag::Read;
use crate::map::shapes::values;
use crate::model::Item;
use crate::read::tagged::{Field, Record};
use crate::source::Source;

/// The name that extra fields carry.
const FORMAT: &str = "web-of-science";

/// Fields and the tags that say the same.
const TAGS: &[(&str, &str)] = &[
    ("AF", "AU"),
    ("CA", "AU"),
    ("GP", "AU"),
    ("BE", "A2"),
    ("ED", "A2"),
    ("TI", "TI"),
    ("SO", "T2"),
    ("SE", "T3"),
    ("JI", "J2"),
    ("LA", "LA"),
    ("DT", "M3"),
    ("PU", "PB"),
    ("PI", "PP"),
    ("SN", "SN"),
    ("EI", "SN"),
    ("BN", "SN"),
    ("AR", "C7"),
    ("DI", "DO"),
    ("BP", "SP"),
    ("EP", "EP"),
    ("PD", "DA"),
    ("PY", "PY"),
    ("EA", "DEP"),
    ("VL", "VL"),
    ("IS", "IS"),
    ("AB", "AB"),
    ("DE", "KW"),
    ("ID", "KW"),
    ("UT", "AN"),
    ("PM", "PMID"),
];

/// Makes a record an item.
///
/// # Diagnostics
/// Those of [`super::to_item`].
pub(super) fn to_item(record: &Record<'_>, source: &Source) -> Read<Item> {
    let value = |tag: &str| record.field(tag).map(|field| field.value.trim()).unwrap_or_default();
    let is_paper = value("DT").contains("Proceedings Paper");
    let code = match value("PT") {
        "J" => "JOUR",
        "P" => "PAT",
        "C" => "CONF",
        "B" | "S" if is_paper => "CONF",
        "B" if value("DT").contains("Book Chapter") => "CHAP",
        "S" => "CHAP",
        "B" => "BOOK",
        _ => "GEN",
    };
    let has_full_names = record.field("AF").is_some();
    foreign::to_item_by(record, code, FORMAT, source, |field| {
        let (tag, text) = (field.tag, field.value.as_ref());
        let one = |tag| Some(vec![(tag, Cow::Borrowed(text))]);
        match tag {
            "PT" => Some(Vec::new()),
            // Initials only repeat the full names.
            "AU" if has_full_names => Some(Vec::new()),
            "AU" => Some(people(field, "AU")),
            "AF" | "CA" | "GP" | "BE" | "ED" => {
                TAGS.iter().find(|row| row.0 == tag).map(|row| people(field, row.1))
            }
            "SO" if code == "CONF" => one("C3"),
            "CT" if code == "CONF" => one("T2"),
            "CL" if code == "CONF" => one("CY"),
            // Keywords are broken over lines like any text.
            "DE" | "ID" => Some(vec![("KW", Cow::Owned(values::line(text).into_owned()))]),
            "AB" | "TI" => {
                let tag = if tag == "AB" { "AB" } else { "TI" };
                Some(vec![(tag, Cow::Owned(values::line(text).into_owned()))])
            }
            _ => TAGS.iter().find(|row| row.0 == tag).and_then(|row| one(row.1)),
        }
    })
}

/// One name a line.
fn people<'a>(field: &'a Field<'a>, tag: &'static str) -> Fields<'a> {
    field.value.lines().map(|line| (tag, Cow::Borrowed(line.trim()))).collect()
}
