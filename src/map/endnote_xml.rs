//! EndNote's XML -> items: each element as the tag of RIS that says the same.
//!
//! The later specification of RIS is the list of EndNote's own fields, so nothing is guessed here.
//!
//! Source: EndNote, `RSXML.dtd` and its table of reference types; RIS format specification (2011).

use std::borrow::Cow;

use super::fields_table::FieldRow;
use super::ris::{foreign, hand_on, kinds, stated_key, to_item as ris_to_item};
use super::shapes::keys::Keys;
use super::shapes::{markup, values};
use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{Extra, Item, Sourced};
use crate::read::endnote_xml::{Field, Record, records};
use crate::read::tagged;
use crate::source::Source;

/// The name that extra fields carry.
const FORMAT: &str = "endnote-xml";

/// Reference types by EndNote's names, and as RIS has them.
const TYPES: &[(&str, &str)] = &[
    ("Aggregated Database", "AGGR"),
    ("Ancient Text", "ANCIENT"),
    ("Artwork", "ART"),
    ("Audiovisual Material", "ADVS"),
    ("Bill", "BILL"),
    ("Blog", "BLOG"),
    ("Book", "BOOK"),
    ("Book Section", "CHAP"),
    ("Case", "CASE"),
    ("Catalog", "CTLG"),
    ("Chart or Table", "CHART"),
    ("Classical Work", "CLSWK"),
    ("Computer Program", "COMP"),
    ("Conference Paper", "CPAPER"),
    ("Conference Proceedings", "CONF"),
    ("Dataset", "DATA"),
    ("Dictionary", "DICT"),
    ("Edited Book", "EDBOOK"),
    ("Electronic Article", "EJOUR"),
    ("Electronic Book", "EBOOK"),
    ("Electronic Book Section", "ECHAP"),
    ("Encyclopedia", "ENCYC"),
    ("Equation", "EQUA"),
    ("Figure", "FIGURE"),
    ("Film or Broadcast", "MPCT"),
    ("Generic", "GEN"),
    ("Government Document", "GOVDOC"),
    ("Grant", "GRANT"),
    ("Hearing", "HEAR"),
    ("Interview", "INTV"),
    ("Journal Article", "JOUR"),
    ("Legal Rule or Regulation", "LEGAL"),
    ("Magazine Article", "MGZN"),
    ("Manuscript", "MANSCPT"),
    ("Map", "MAP"),
    ("Music", "MUSIC"),
    ("Newspaper Article", "NEWS"),
    ("Online Database", "DBASE"),
    ("Online Multimedia", "MULTI"),
    ("Pamphlet", "PAMP"),
    ("Patent", "PAT"),
    ("Personal Communication", "PCOMM"),
    ("Podcast", "POD"),
    ("Press Release", "PRESS"),
    ("Report", "RPRT"),
    ("Serial", "SER"),
    ("Standard", "STAND"),
    ("Statute", "STAT"),
    ("Thesis", "THES"),
    ("Unpublished Work", "UNPB"),
    ("Web Page", "ELEC"),
    // Their numbers, where a name is missing.
    ("5", "CHAP"),
    ("6", "BOOK"),
    ("10", "CONF"),
    ("12", "ELEC"),
    ("13", "GEN"),
    ("17", "JOUR"),
    ("23", "NEWS"),
    ("25", "PAT"),
    ("27", "RPRT"),
    ("28", "EDBOOK"),
    ("32", "THES"),
    ("34", "UNPB"),
    ("43", "EJOUR"),
    ("47", "CPAPER"),
    ("59", "DATA"),
];

/// Elements with the one around them where that matters, and the tags that say the same.
const TAGS: &[(&str, &str)] = &[
    ("authors/author", "AU"),
    ("secondary-authors/author", "A2"),
    ("tertiary-authors/author", "A3"),
    ("subsidiary-authors/author", "A4"),
    ("translated-authors/author", "TA"),
    ("title", "TI"),
    ("secondary-title", "T2"),
    ("tertiary-title", "T3"),
    ("alt-title", "J2"),
    ("short-title", "ST"),
    ("translated-title", "TT"),
    ("periodical/full-title", "JF"),
    ("periodical/abbr-1", "JA"),
    ("alt-periodical/full-title", "J2"),
    ("alt-periodical/abbr-1", "JA"),
    ("pages", "SP"),
    ("volume", "VL"),
    ("number", "M1"),
    ("issue", "IS"),
    ("num-vols", "NV"),
    ("section", "SE"),
    ("edition", "ET"),
    ("year", "PY"),
    ("pub-dates/date", "DA"),
    ("access-date", "Y2"),
    ("publisher", "PB"),
    ("pub-location", "CY"),
    ("isbn", "SN"),
    ("accession-num", "AN"),
    ("call-num", "CN"),
    ("label", "LB"),
    ("keyword", "KW"),
    ("abstract", "AB"),
    ("notes", "N1"),
    ("research-notes", "RN"),
    ("related-urls/url", "UR"),
    ("web-urls/url", "UR"),
    ("text-urls/url", "L2"),
    ("pdf-urls/url", "L1"),
    ("image-urls/url", "L4"),
    ("electronic-resource-num", "DO"),
    ("remote-database-name", "DB"),
    ("remote-database-provider", "DP"),
    ("language", "LA"),
    ("work-type", "M3"),
    ("reviewed-item", "RI"),
    ("orig-pub", "OP"),
    ("reprint-edition", "RP"),
    ("auth-address", "AD"),
    ("caption", "CA"),
    ("custom1", "C1"),
    ("custom2", "C2"),
    ("custom3", "C3"),
    ("custom4", "C4"),
    ("custom5", "C5"),
    ("custom6", "C6"),
    ("custom7", "C7"),
    ("custom8", "C8"),
];

/// Elements that say where a record stood in someone's library; they are not of the work.
const OF_THE_LIBRARY: &[&str] = &["database", "source-app", "rec-number", "key"];

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// Those of [`records`] and [`to_item`]; `bad-value` for a label that two records have.
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    // Labels are citation keys; where there are none, one reading is enough.
    let has_labels = source.text.contains("<label");
    let labelled = records(source).filter(|_| has_labels).filter_map(|read| {
        let record = tagged(&read.value).record;
        stated_key(&record).map(str::to_owned)
    });
    let mut keys = Keys::new(labelled);
    for read in records(source) {
        let Read { value: record, mut diagnostics } = read;
        let read = to_item(&record, source);
        let stated = Some(read.value.key.clone()).filter(|key| !key.is_placeholder());
        let stated = stated.as_ref().map(|key| key.as_str());
        hand_on(read, stated, &mut keys, source, &mut diagnostics, sink);
    }
}

/// Makes a record an item. What neither a variable nor a tag of RIS holds goes to `extra`.
///
/// # Diagnostics
/// `unknown-type`, `bad-date`.
///
/// ```
/// use florilege::{map::endnote_xml, read, source::Source};
/// let source = Source::new("a.xml", "<record><ref-type name='Book'>6</ref-type><dates><year>1859</year></dates></record>");
/// let record = read::endnote_xml::records(&source).next().unwrap().value;
/// assert_eq!(endnote_xml::to_item(&record, &source).value.year(), Some(1859));
/// ```
pub fn to_item(record: &Record<'_>, source: &Source) -> Read<Item> {
    let Tagged { record: ris, unread, is_known } = tagged(record);
    let mut read = ris_to_item(&ris, source);
    if !is_known {
        let start = record.span.start;
        let message = format!("`{}` is no reference type", record.kind);
        let finding = Diagnostic::new(Code::UnknownType, message);
        read.diagnostics.insert(0, finding.at(source.place(start..start + 7)));
        let origin = source.origin(record.span.clone());
        let value = Sourced::new(record.kind.clone(), origin);
        read.value.extra.push(Extra { format: FORMAT, name: "ref-type".to_owned(), value });
    }
    read.value.extra.extend(unread.into_iter().map(|field| Extra {
        format: FORMAT,
        name: field.name.to_owned(),
        value: Sourced::new(
            values::paragraphs(field.text.as_str()).into_owned(),
            source.origin(field.span.clone()),
        ),
    }));
    read
}

/// A record as RIS has it.
struct Tagged<'a> {
    record: tagged::Record<'a>,
    unread: Vec<&'a Field<'a>>,
    is_known: bool,
}

fn tagged<'a>(record: &'a Record<'a>) -> Tagged<'a> {
    let code = TYPES.iter().find(|row| row.0.eq_ignore_ascii_case(&record.kind)).map(|row| row.1);
    let start = record.span.start;
    let kind = Cow::Borrowed(code.unwrap_or("GEN"));
    let kind = tagged::Field { tag: "TY", value: kind, span: start..start };
    let mut ris = tagged::Record { fields: vec![kind], span: record.span.clone() };
    let mut unread = Vec::new();
    let title = |name: &str| {
        record
            .fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.text.as_str().trim())
    };
    let titles = [title("secondary-title"), title("alt-title")];
    for field in &record.fields {
        if OF_THE_LIBRARY.contains(&field.name) {
            continue;
        }
        // A periodical repeats the secondary title.
        let is_repeated =
            field.name == "full-title" && titles.contains(&Some(field.text.as_str().trim()));
        match tag(field) {
            _ if is_repeated => {}
            Some(tag) => ris.fields.push(tagged::Field {
                tag: if tag == "M1" && is_periodical(code) { "IS" } else { tag },
                value: Cow::Owned(markup::encode(&field.text)),
                span: field.span.clone(),
            }),
            None => unread.push(field),
        }
    }
    Tagged { record: ris, unread, is_known: code.is_some() }
}

/// The tag that says the same as an element.
fn tag(field: &Field<'_>) -> Option<&'static str> {
    let fits = |path: &str| match path.split_once('/') {
        Some((parent, name)) => parent == field.parent && name == field.name,
        None => path == field.name,
    };
    TAGS.iter().find(|row| fits(row.0)).map(|row| row.1)
}

fn is_periodical(code: Option<&str>) -> bool {
    matches!(code, Some("JOUR" | "EJOUR" | "MGZN" | "NEWS"))
}

/// The rows of the table, for `florilege fields endnote-xml`.
pub fn fields() -> Vec<FieldRow> {
    foreign::fields(TAGS, &kinds::of(TYPES.iter().map(|row| row.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::testing::assert_members;

    /// Reads a record, and shows it as CSL-JSON.
    fn check(xml: &str, expected: &str) {
        let source = Source::new("t.xml", xml);
        let record = records(&source).next().unwrap().value;
        assert_members(&to_item(&record, &source).value, expected);
    }

    #[test]
    fn records_become_items() {
        check(
            "<record><database name=\"x.enl\">x.enl</database><ref-type name=\"Journal Article\">17</ref-type>\
             <contributors><authors><author><style>Watson, James D.</style></author><author>Crick, F. H. C.</author>\
             </authors></contributors><titles><title>In <style face=\"italic\">E. coli</style></title>\
             <secondary-title>Nature</secondary-title></titles><periodical><full-title>Nature</full-title>\
             <abbr-1>Nat.</abbr-1></periodical><pages>737-8</pages><volume>171</volume><number>4356</number>\
             <keywords><keyword>DNA</keyword><keyword>Genes, viral</keyword></keywords><dates><year>1953</year>\
             <pub-dates><date>Apr 25</date></pub-dates></dates><isbn>0028-0836</isbn><label>watson1953</label>\
             <urls><related-urls><url>https://example.org/</url></related-urls></urls><custom2>PMC1</custom2>\
             <electronic-resource-num>https://doi.org/10.1038/171737a0</electronic-resource-num></record>",
            r#"{"id":"watson1953","type":"article-journal","title":"In <i>E. coli</i>","author":[{"family":"Watson","given":"James D."},{"family":"Crick","given":"F. H. C."}],"issued":{"date-parts":[[1953,4,25]]},"container-title":"Nature","container-title-short":"Nat.","volume":"171","issue":"4356","page":"737-738","DOI":"10.1038/171737a0","ISSN":"0028-0836","PMCID":"PMC1","URL":"https://example.org/","keyword":"DNA; Genes, viral"}"#,
        );
        check(
            "<record><ref-type name=\"Edited Book\">28</ref-type><contributors><authors><author>Doe, Jane</author>\
             </authors><secondary-authors><author>Roe, Max</author></secondary-authors></contributors><titles>\
             <title>Notes</title><secondary-title>Studies</secondary-title></titles><number>7</number>\
             <odd>x</odd></record>",
            r#"{"id":"reference","type":"book","title":"Notes","editor":[{"family":"Doe","given":"Jane"}],"collection-editor":[{"family":"Roe","given":"Max"}],"collection-title":"Studies","collection-number":"7","custom":{"ris":{"TY":"EDBOOK"},"endnote-xml":{"odd":"x"}}}"#,
        );
    }
}
