//! RIS records <-> items, and the other tagged formats by way of RIS.
//!
//! The fields of Web of Science, MEDLINE and EndNote's XML mean what a tag of RIS means; each of those formats
//! has a table from its fields to tags, and this folder the one from tags to variables.

mod fields;
pub(crate) mod foreign;
mod from;
mod issued;
mod kinds;
mod misc;
mod wos;

pub use from::{Line, from_item};

use fields::{RULES, Rule, Way};

use std::collections::{HashMap, HashSet};

use super::fields_table::FieldRow;
use super::shapes::Target;
use super::shapes::keys::{Keys, is_key};
use super::shapes::{dates, names, values};
use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{
    CiteKey, Doi, Extra, Item, Kind, NameVariable, Names, NumberVariable, Origin, Sourced,
    StandardVariable, Text,
};
use crate::read::ris::{Dialect, records};
use crate::read::tagged::{Field, Record};
use crate::source::Source;

/// The name that extra fields carry.
const FORMAT: &str = "ris";

/// Databases whose accession numbers are PubMed's.
const PUBMED: [&str; 4] = ["pubmed", "medline", "nlm", "ncbi"];

/// Reads the items of a file, one after the other: RIS, or the plain text of Web of Science.
///
/// # Diagnostics
/// Those of [`records`] and [`to_item`]; `bad-value` for a key that two records state.
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    let mut records = records(source);
    let is_wos = records.dialect() == Dialect::WebOfScience;
    let stated = records_of(source).filter_map(|record| stated_key(&record).map(str::to_owned));
    let mut keys = Keys::new(stated);
    for read in records.by_ref() {
        let Read { value: record, mut diagnostics } = read;
        let read = if is_wos { wos::to_item(&record, source) } else { to_item(&record, source) };
        let stated = if is_wos { None } else { stated_key(&record) };
        hand_on(read, stated, &mut keys, source, &mut diagnostics, sink);
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
        let span = item.kind.origin.span.clone();
        diagnostics.push(finding.at(source.place(span.start..span.start + 2)));
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
    let origin = source.origin(record.span.clone());
    let stated = stated_key(record);
    let key = stated.and_then(|key| CiteKey::parse(key).ok()).unwrap_or_else(CiteKey::unnamed);
    let mut reader = Reader {
        source,
        record,
        first: Index::new(record),
        item: Item::new(key, Kind::Document, origin),
        names: Vec::new(),
        lists: Lists::default(),
        diagnostics: Vec::new(),
        type_code: "",
    };
    reader.kind();
    reader.issued();
    // What a line states by name needs no guess of a tag.
    let misc = record.fields.iter().filter(|field| field.tag.eq_ignore_ascii_case("M2"));
    misc.for_each(|field| reader.misc(field));
    for rank in 0..=MAX_RANK {
        for field in &record.fields {
            if reader.rank(field) == rank {
                reader.field(field, stated);
            }
        }
    }
    reader.finish()
}

/// The longest list of tags of a rule ends here.
const MAX_RANK: usize = 4;

struct Reader<'a> {
    source: &'a Source,
    record: &'a Record<'a>,
    first: Index<'a>,
    item: Item,
    names: Vec<(NameVariable, Vec<Sourced<String>>)>,
    lists: Lists,
    diagnostics: Vec<Diagnostic>,
    type_code: &'a str,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: String, field: &Field<'_>) {
        let place = self.source.place(field.span.clone());
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
    }

    fn has(&self, tag: &str) -> bool {
        self.first.get(tag).is_some_and(|field| !field.value.trim().is_empty())
    }

    /// Reads the type, and the line that says more of it; the other tags mean what the kind makes of them.
    fn kind(&mut self) {
        let named = |field: &Field<'_>| field.value.lines().find_map(misc::kind);
        let record = self.record;
        if let Some(field) = record.field("TY") {
            self.type_code = field.value.trim();
            let origin = self.source.origin(field.span.clone());
            match kinds::read(self.type_code) {
                Some(kind) => self.item.kind = Sourced::new(kind, origin),
                None => {
                    let message = format!("`{}` is no reference type", self.type_code);
                    self.report(Code::UnknownType, message, field);
                }
            }
        } else {
            let span = record.span.start..record.span.start + 2;
            let finding = Diagnostic::new(Code::UnknownType, "the record has no type");
            self.diagnostics.push(finding.at(self.source.place(span)));
        }
        let is_more =
            !self.type_code.is_empty() && kinds::says_more(self.type_code, *self.item.kind);
        let misc = record.fields.iter().filter(|field| field.tag.eq_ignore_ascii_case("M2"));
        if let Some(kind) = misc.filter_map(named).next() {
            self.item.kind.value = kind;
        } else if let (true, Some(field)) = (is_more, record.field("TY")) {
            self.keep("TY", field.value.trim(), field);
        }
    }

    /// The tag that a tag of this record stands for.
    fn tag<'t>(&self, tag: &'t str) -> &'t str {
        let is = |name: &str| tag.eq_ignore_ascii_case(name);
        // The authors of an edited book are its editors.
        if is("AU") && self.type_code.eq_ignore_ascii_case("EDBOOK") {
            return "ED";
        }
        let is_book = matches!(*self.item.kind, Kind::Book | Kind::Classic);
        if !is_book || !is("A2") && !is("A3") {
            return tag;
        }
        // The older specification's secondary authors of a book are its editors and the tertiary ones those
        // of its series; in the later one it is the other way round.
        let is_old = !self.has("AU") && (self.has("A1") || self.has("T1"));
        let has_series = ["A3", "T2", "T3"].iter().any(|tag| self.has(tag));
        match is("A2") {
            true if is_old || !has_series => "ED",
            true => "A2",
            false if is_old => "A2",
            false => "A3",
        }
    }

    fn rank(&self, field: &Field<'_>) -> usize {
        let tag = self.tag(field.tag);
        rules(*self.item.kind, tag).find_map(|rule| rule.rank(tag)).unwrap_or(0).min(MAX_RANK)
    }

    /// Sets the variable of a field, or keeps it as it is.
    fn field(&mut self, field: &Field<'_>, stated: Option<&str>) {
        let tag = self.tag(field.tag);
        let value = field.value.trim();
        let upper = tag.to_ascii_uppercase();
        let is_read = match upper.as_str() {
            _ if value.is_empty() => true,
            "TY" | "EP" | "PY" | "Y1" | "YR" | "DA" | "M2" => true,
            "ID" | "LB" if stated == Some(value) => true,
            "KW" | "KY" => {
                let keywords = values::keywords(value).map(|word| values::decode(&word));
                keywords.for_each(|word| self.list(StandardVariable::Keyword, word, field));
                true
            }
            // The number of a work that PubMed has says where it is.
            "DB" if value.eq_ignore_ascii_case("PubMed") && self.is_pubmed() => true,
            "SN" => self.serials(field),
            tag => rules(*self.item.kind, tag).any(|rule| self.set(tag, rule.target, field)),
        };
        if !is_read {
            self.keep(&upper, &field.value, field);
        }
    }

    fn is_paper(&self) -> bool {
        *self.item.kind == Kind::PaperConference
    }

    fn is_pubmed(&self) -> bool {
        let value = |tag: &str| self.first.get(tag).map(|field| field.value.trim());
        is_pubmed(value("AN"), [value("DB"), value("DP")])
    }

    /// Sets a variable that is free, if the value has its form; equal values need no second place.
    fn set(&mut self, tag: &str, target: Target, field: &Field<'_>) -> bool {
        let origin = self.source.origin(field.span.clone());
        let value = values::line(&field.value);
        match target {
            Target::Names(variable) => {
                self.name(variable, &field.value, origin);
                true
            }
            Target::Date(variable) => match dates::parse(&value, None) {
                Some(date) if !self.item.dates.contains(variable) => {
                    self.item.dates.set(variable, date, origin);
                    true
                }
                Some(_) | None => false,
            },
            Target::Page => self.page(tag, &value, origin),
            Target::Number(variable) => {
                let is_number = match variable {
                    NumberVariable::NumberOfPages => !self.has("EP") && !value.contains(['-', '–']),
                    NumberVariable::Number if tag == "C7" => self.has("SP"),
                    _ => true,
                };
                let label = values::decode(&value).as_str().to_owned();
                match self.item.numbers.get(variable) {
                    Some(known) => is_number && known.value == label,
                    None if is_number => {
                        self.item.numbers.set(variable, label, origin);
                        true
                    }
                    None => false,
                }
            }
            Target::Text(variable) => {
                let Some(text) = self.text(tag, variable, field) else { return false };
                if matches!(variable, StandardVariable::Note | StandardVariable::Annote) {
                    self.list(variable, text, field);
                    return true;
                }
                match self.item.texts.get(variable) {
                    None => {
                        self.item.texts.set(variable, text, origin);
                        true
                    }
                    Some(known) => known.as_str() == text.as_str(),
                }
            }
        }
    }

    /// First and last page; `SP` may hold both.
    fn page(&mut self, tag: &str, value: &str, origin: Origin) -> bool {
        if self.item.page.is_some() {
            return false;
        }
        let value = values::decode(value).as_str().to_owned();
        let last = self.first.get("EP").map(|field| values::line(&field.value).into_owned());
        let last = last.filter(|last| tag == "SP" && !last.is_empty());
        let is_range = value.contains(['-', '–']) || value.contains(',');
        let page = match last {
            Some(last) if !is_range => values::pages(&format!("{value}-{last}")),
            _ => values::pages(&value),
        };
        self.item.page = Some(Sourced::new(page, origin));
        true
    }

    /// A value as its variable has it; none if it has not the variable's form.
    fn text(&self, tag: &str, variable: StandardVariable, field: &Field<'_>) -> Option<Text> {
        use StandardVariable as S;
        let value = values::line(&field.value);
        let is_periodical = self.type_code.eq_ignore_ascii_case("JOUR");
        match variable {
            S::DOI => Doi::parse(&value).map(|doi| Text::plain(doi.as_str())),
            S::URL => Some(Text::plain(value)),
            // Beside the title of the proceedings this is the name of the conference.
            S::ContainerTitle if tag == "T2" && self.is_paper() && self.has("C3") => None,
            S::PMID if tag == "AN" => self.is_pubmed().then(|| Text::plain(value)),
            S::PMCID => value.to_ascii_uppercase().starts_with("PMC").then(|| Text::plain(value)),
            // Older files have the DOI here, and some the type's own name.
            S::Genre | S::Medium if Doi::parse(&value).is_some() => None,
            S::Genre if is_periodical && repeats_type(&value) => None,
            S::Abstract | S::Note | S::Annote => {
                Some(values::decode(&values::paragraphs(&field.value)))
            }
            _ => Some(values::decode(&value)),
        }
    }

    /// Adds a line to a list of names.
    fn name(&mut self, variable: NameVariable, line: &str, origin: Origin) {
        let line = match line.contains('&') {
            true => values::decode(line).as_str().to_owned(),
            false => line.to_owned(),
        };
        let line = Sourced::new(line, origin);
        match self.names.iter_mut().find(|(listed, _)| *listed == variable) {
            Some((_, lines)) => lines.push(line),
            None => self.names.push((variable, vec![line])),
        }
    }

    /// Adds to a variable that several lines make up.
    fn list(&mut self, variable: StandardVariable, text: Text, field: &Field<'_>) {
        let value = Sourced::new(text, self.source.origin(field.span.clone()));
        match self.lists.iter_mut().find(|(listed, _)| *listed == variable) {
            Some((_, list)) => list.push(value),
            None => self.lists.push((variable, vec![value])),
        }
    }

    /// ISBN, ISSN, or the number of a patent, report or standard, told apart by their form.
    fn serials(&mut self, field: &Field<'_>) -> bool {
        use StandardVariable as S;
        let value = values::line(&field.value);
        let found = values::serials(&value);
        if found == values::Serials::default() {
            let kinds = [Kind::ArticleJournal, Kind::ArticleMagazine, Kind::ArticleNewspaper];
            let raw = if kinds.contains(&self.item.kind) { S::ISSN } else { S::ISBN };
            let numbered = rules(*self.item.kind, "SN").any(|rule| {
                matches!(rule.target, Target::Number(_)) && self.set("SN", rule.target, field)
            });
            return numbered || self.set("SN", Target::Text(raw), field);
        }
        // A value that is nothing but numbers of one kind stays as written.
        let is_bare = !value.contains('(') && value.chars().all(is_serial_char);
        let is_alone = found.isbn.is_empty() || found.issn.is_empty();
        for (variable, list) in [(S::ISBN, found.isbn), (S::ISSN, found.issn)] {
            let list = match is_bare && is_alone && list.len() > 1 {
                true => vec![value.to_string()],
                false => list,
            };
            list.into_iter().for_each(|number| self.list(variable, Text::plain(number), field));
        }
        true
    }

    /// Keeps a field for the way back.
    fn keep(&mut self, tag: &str, value: &str, field: &Field<'_>) {
        let origin = self.source.origin(field.span.clone());
        let value = Sourced::new(values::paragraphs(value).into_owned(), origin);
        self.item.extra.push(Extra { format: FORMAT, name: tag.to_owned(), value });
    }

    fn finish(mut self) -> Read<Item> {
        if let (None, Some(last)) = (&self.item.page, self.first.get("EP"))
            && !last.value.trim().is_empty()
        {
            let page = values::pages(&values::line(&last.value));
            let origin = self.source.origin(last.span.clone());
            self.item.page = Some(Sourced::new(page, origin));
        }
        for (variable, lines) in std::mem::take(&mut self.names) {
            let names = names::read(lines.iter().map(|line| line.as_str()));
            let Some(line) = lines.into_iter().next() else { continue };
            if names != Names::default() {
                self.item.names.set(variable, names, line.origin);
            }
        }
        for (variable, list) in std::mem::take(&mut self.lists) {
            let Some(origin) = list.first().map(|text| text.origin.clone()) else { continue };
            let mut texts: Vec<Text> = list.into_iter().map(|text| text.value).collect();
            let between = match variable {
                StandardVariable::Note | StandardVariable::Annote => "\n",
                // Commas stand in keywords.
                StandardVariable::Keyword if texts.iter().any(|t| t.as_str().contains(',')) => "; ",
                StandardVariable::ISBN => " ",
                _ => ", ",
            };
            let mut seen = HashSet::new();
            texts.retain(|text| seen.insert(text.as_str().to_owned()));
            self.item.texts.set(variable, values::join(&texts, between), origin);
        }
        Read { value: self.item, diagnostics: self.diagnostics }
    }
}

/// Whether an accession number is one of PubMed's: digits beside the name of the database or its provider.
fn is_pubmed(number: Option<&str>, names: [Option<&str>; 2]) -> bool {
    let is_one = |name: &str| PUBMED.iter().any(|known| name.eq_ignore_ascii_case(known));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        && names.into_iter().flatten().any(is_one)
}

/// Variables that several lines make up, with what each line says.
type Lists = Vec<(StandardVariable, Vec<Sourced<Text>>)>;

/// The first field of each tag.
struct Index<'a>(HashMap<[u8; 4], &'a Field<'a>>);

impl<'a> Index<'a> {
    fn new(record: &'a Record<'a>) -> Self {
        let mut first = HashMap::new();
        for field in &record.fields {
            first.entry(Self::id(field.tag)).or_insert(field);
        }
        Self(first)
    }

    fn get(&self, tag: &str) -> Option<&'a Field<'a>> {
        self.0.get(&Self::id(tag)).copied()
    }

    /// A tag in capitals; none has more than four letters.
    fn id(tag: &str) -> [u8; 4] {
        let mut id = [0; 4];
        id.iter_mut().zip(tag.bytes()).for_each(|(to, byte)| *to = byte.to_ascii_uppercase());
        id
    }
}

/// The rules for a tag that hold for a kind.
fn rules(kind: Kind, tag: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.rank(tag).is_some() && rule.fits(kind))
}

fn is_serial_char(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | 'x' | 'X' | ' ' | ',')
}

/// Types of work that say nothing beside the reference type of a journal article.
fn repeats_type(value: &str) -> bool {
    let names = ["article", "journal article", "journal", "research article", "jour"];
    names.iter().any(|name| value.eq_ignore_ascii_case(name))
}

/// The rows of the table, for `florilege fields ris`.
pub fn fields() -> Vec<FieldRow> {
    let mut rows = Vec::new();
    for rule in RULES {
        for (at, tag) in rule.tags.iter().enumerate() {
            rows.push(FieldRow {
                field: (*tag).to_owned(),
                variable: rule.target.to_string(),
                only: rule.only(),
                reads: true,
                writes: at == 0 && rule.way == Way::Both,
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests;
