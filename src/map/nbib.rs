//! MEDLINE records -> items: each field as the tag of RIS that says the same.
//!
//! Source: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions" and "Publication
//! Characteristics (Publication Types)".

use std::borrow::Cow;

use super::fields_table::FieldRow;
use super::ris::foreign::{self, Fields};
use super::ris::hand_on;
use super::ris::kinds;
use super::shapes::keys::Keys;
use super::shapes::{names, values};
use crate::bibliography::Sink;
use crate::diag::Read;
use crate::model::{Doi, Item, Name};
use crate::read::nbib::records;
use crate::read::tagged::Record;
use crate::source::Source;

/// The name that extra fields carry.
const FORMAT: &str = "nbib";

/// Fields and the tags that say the same.
const TAGS: &[(&str, &str)] = &[
    ("PMID", "PMID"),
    ("PMC", "PMC"),
    ("TI", "TI"),
    ("TT", "OTI"),
    ("FAU", "AU"),
    ("AU", "AU"),
    ("CN", "AU"),
    ("FED", "ED"),
    ("ED", "ED"),
    ("BTI", "T2"),
    ("CTI", "T3"),
    ("JT", "T2"),
    ("TA", "J2"),
    ("VI", "VL"),
    ("IP", "IS"),
    ("PG", "SP"),
    ("DP", "PY"),
    ("DEP", "DEP"),
    ("LA", "LA"),
    ("PB", "PB"),
    ("PL", "CY"),
    ("EN", "ET"),
    ("IS", "SN"),
    ("ISBN", "SN"),
    ("AID", "DO"),
    ("LID", "DO"),
    ("OT", "KW"),
    ("MH", "KW"),
    ("AB", "AB"),
    ("AD", "AD"),
    ("GN", "N1"),
];

/// Publication types that are a kind of their own. All others are articles of a journal.
const KINDS: &[(&str, &str)] = &[
    ("Newspaper Article", "NEWS"),
    ("Dataset", "DATA"),
    ("Academic Dissertation", "THES"),
    ("Patent", "PAT"),
    ("Technical Report", "RPRT"),
    ("Book", "BOOK"),
    ("Book Chapter", "CHAP"),
];

/// Publication types that a reader wants to know beside the kind.
const GENRES: &[&str] = &["Preprint", "Letter", "Editorial", "Comment", "News", "Interview"];

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// Those of [`records`] and [`to_item`].
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    each_with(source, &mut Keys::default(), sink);
}

/// Reads a piece of a file; no record gets a key that one of an earlier piece has.
pub(crate) fn each_with(source: &Source, keys: &mut Keys, sink: &mut Sink<'_>) {
    let mut records = records(source);
    for read in records.by_ref() {
        let Read { value: record, mut diagnostics } = read;
        hand_on(to_item(&record, source), None, keys, source, &mut diagnostics, sink);
    }
    sink(Read { value: None, diagnostics: records.rest() });
}

/// Makes a record an item. Fields that no variable holds go to `extra`.
///
/// # Diagnostics
/// `bad-date`.
///
/// ```
/// use florilege::{map::nbib, read, source::Source};
/// let source = Source::new("a.nbib", "PMID- 13054692\nTI  - Molecular structure.\nDP  - 1953 Apr 25\n");
/// let record = read::nbib::records(&source).next().unwrap().value;
/// let item = nbib::to_item(&record, &source).value;
/// assert_eq!(item.text(florilege::model::StandardVariable::Title), Some("Molecular structure"));
/// ```
pub fn to_item(record: &Record<'_>, source: &Source) -> Read<Item> {
    let has = |tag: &str| record.field(tag).is_some();
    let types = record.fields.iter().filter(|field| field.tag == "PT").map(|f| f.value.trim());
    let code = match (has("BTI"), has("TI")) {
        (true, true) => "CHAP",
        (true, false) => "BOOK",
        (false, _) => types
            .filter_map(|name| KINDS.iter().find(|row| row.0 == name))
            .map(|row| row.1)
            .next()
            .unwrap_or("JOUR"),
    };
    // A full name stands before its short form.
    let mut has_full = false;
    foreign::to_item_by(record, code, FORMAT, source, |field| {
        let value = values::line(&field.value);
        let tag = TAGS.iter().find(|row| row.0 == field.tag).map(|row| row.1);
        match field.tag {
            "PT" => publication_type(&value),
            "AU" | "ED" if std::mem::take(&mut has_full) => Some(Vec::new()),
            "FAU" | "FED" | "AU" | "ED" => {
                has_full = matches!(field.tag, "FAU" | "FED");
                let name = names::parse_medline(&value);
                one(tag?, name.as_ref().map(names::write).unwrap_or_default())
            }
            "CN" => one("AU", names::write(&Name::literal(value))),
            "BTI" if code == "BOOK" => one("TI", without_stop(&value)),
            "TI" | "TT" | "BTI" => one(tag?, without_stop(&value)),
            // For a journal this is the country that it comes from.
            "PL" if !matches!(code, "BOOK" | "CHAP") => None,
            "VTI" => one("M2", format!("volume-title: {}", without_stop(&value))),
            "AID" | "LID" => {
                let doi = Doi::parse(value.strip_suffix("[doi]")?.trim_end())?;
                one("DO", doi.as_str())
            }
            "MH" | "OT" => one("KW", value.replace('*', "")),
            _ => one(tag?, &*value),
        }
    })
}

fn one<'a>(tag: &'static str, value: impl Into<String>) -> Option<Fields<'a>> {
    Some(vec![(tag, Cow::Owned(value.into()))])
}

fn publication_type<'a>(value: &str) -> Option<Fields<'a>> {
    let genre = GENRES.iter().find(|genre| **genre == value);
    match (value, genre) {
        ("Journal Article", _) => Some(Vec::new()),
        ("Preprint", _) => {
            let kind = ("M2", Cow::Borrowed("type: article"));
            Some(vec![kind, ("M3", Cow::Borrowed("Preprint"))])
        }
        (_, Some(genre)) => one("M3", *genre),
        _ => None,
    }
}

/// A title without the full stop that ends it in MEDLINE.
fn without_stop(title: &str) -> &str {
    title.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(title)
}

/// The rows of the table, for `florilege fields nbib`.
pub fn fields() -> Vec<FieldRow> {
    let codes = KINDS.iter().map(|row| row.1).chain(["JOUR"]);
    foreign::fields(TAGS, &kinds::of(codes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing::assert_members;

    /// Reads a record, and shows it as CSL-JSON.
    fn check(text: &str, expected: &str) {
        let source = Source::new("t.nbib", text);
        let record = records(&source).next().unwrap().value;
        assert_members(&to_item(&record, &source).value, expected);
    }

    #[test]
    fn records_become_items() {
        check(
            "PMID- 13054692\nIS  - 0028-0836 (Print)\nIS  - 0028-0836 (Linking)\nVI  - 171\nIP  - 4356\n\
             DP  - 1953 Apr 25\nTI  - Molecular structure of nucleic\n      acids.\nPG  - 737-8\n\
             FAU - WATSON, J D\nAU  - WATSON JD\nAU  - CRICK FH\nCN  - MRC Unit\n\
             PT  - Journal Article\nTA  - Nature\nJT  - Nature\nMH  - *Nucleic Acids\nMH  - DNA, B-Form\n\
             AID - 10.1038/171737a0 [doi]\nAID - x1 [pii]\nSTAT- MEDLINE\n",
            r#"{"id":"reference","type":"article-journal","title":"Molecular structure of nucleic acids","author":[{"family":"WATSON","given":"J D"},{"family":"CRICK","given":"FH"},{"literal":"MRC Unit"}],"issued":{"date-parts":[[1953,4,25]]},"container-title":"Nature","container-title-short":"Nature","volume":"171","issue":"4356","page":"737-738","DOI":"10.1038/171737a0","ISSN":"0028-0836","PMID":"13054692","keyword":"Nucleic Acids; DNA, B-Form","custom":{"nbib":{"AID":"x1 [pii]","STAT":"MEDLINE"}}}"#,
        );
        check(
            "PMID- 1\nBTI - StatPearls\nTI  - Lumbar Disc.\nPB  - StatPearls Publishing\nPL  - Treasure Island (FL)\n\
             DP  - 2024 Jan\nPT  - Study Guide\nFED - Doe, Jane Jr\nED  - Doe J Jr\nLA  - eng\n",
            r#"{"id":"reference","type":"chapter","title":"Lumbar Disc","editor":[{"family":"Doe","given":"Jane","suffix":"Jr"}],"issued":{"date-parts":[[2024,1]]},"container-title":"StatPearls","publisher":"StatPearls Publishing","publisher-place":"Treasure Island (FL)","PMID":"1","language":"eng","custom":{"nbib":{"PT":"Study Guide"}}}"#,
        );
        check(
            "PMID- 2\nTI  - A.\nPT  - Preprint\nDEP - 20240102\nPMC - PMC123\n",
            r#"{"id":"reference","type":"article","title":"A","genre":"Preprint","available-date":{"date-parts":[[2024,1,2]]},"PMCID":"PMC123","PMID":"2"}"#,
        );
    }
}
