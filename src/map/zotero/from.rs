//! Items -> Zotero's items.

use std::collections::HashSet;

use super::fields::{self, Slot};
use super::html;
use super::kinds::{ItemType, item_type};
use super::roles::{CSL_ROLES, ROLES};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::target::Target;
use crate::model::{
    self, Date, DateSpan, DateVariable, Day, Name, NameVariable, NumberVariable, StandardVariable,
    Text,
};

/// Fields of other formats that name files.
const ATTACHMENTS: &[&str] = &["file", "local-url", "pdf", "L1"];

/// A record as Zotero has it.
#[derive(Debug)]
pub struct Item {
    /// The citation key.
    pub key: String,
    pub(crate) item_type: &'static ItemType,
    /// Each field with its place in RDF, its name and its value, in the order of the record.
    pub(crate) fields: Vec<(Slot, &'static str, String)>,
    /// Everyone who made it, in order of roles.
    pub creators: Vec<Creator>,
    /// What its source says it is about.
    pub tags: Vec<String>,
    /// The lines of Extra.
    pub extra: Vec<String>,
    /// Its notes, as HTML.
    pub notes: Vec<String>,
}

/// A person or an organisation, in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creator {
    /// Zotero's name of the role: `author`.
    pub role: &'static str,
    /// The family name with its particles, or a name in one piece.
    pub last: String,
    /// The given names with the suffix; empty for a name in one piece.
    pub first: String,
}

/// Makes a record an item of Zotero's.
///
/// # Diagnostics
/// `dropped-field` for what Zotero cannot hold, at the record.
///
/// ```
/// use florilege::map::zotero::from_item;
/// use florilege::model::{CiteKey, Item, Kind, NumberVariable, Origin};
/// let mut page = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Webpage, Origin::derived());
/// page.numbers.set(NumberVariable::Volume, "3".to_owned(), Origin::derived());
/// assert_eq!(from_item(&page).value.extra, ["volume: 3"]);
/// ```
pub fn from_item(item: &model::Item) -> Read<Item> {
    let (item_type, line) = item_type(item);
    let writer = convert(item, item_type, line, Vehicle::Rdf);
    Read { value: writer.item, diagnostics: writer.diagnostics }
}

/// The format that brings a record into Zotero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vehicle {
    Rdf,
    CslJson,
}

pub(super) fn convert<'a>(
    item: &'a model::Item,
    item_type: &'static ItemType,
    line: Option<&str>,
    vehicle: Vehicle,
) -> Writer<'a> {
    let mut writer = Writer {
        source: item,
        vehicle,
        in_lines: Vec::new(),
        item: Item {
            // CSL means this variable for the key where a record has both.
            key: item.text(StandardVariable::CitationKey).unwrap_or(item.key.as_str()).to_owned(),
            item_type,
            fields: Vec::new(),
            creators: Vec::new(),
            tags: Vec::new(),
            extra: line.map(|line| format!("type: {line}")).into_iter().collect(),
            notes: Vec::new(),
        },
        diagnostics: Vec::new(),
    };
    for (variable, text) in item.texts.iter() {
        writer.text(variable, text);
    }
    for (variable, number) in item.numbers.iter() {
        writer.number(variable, &number.value);
    }
    if let Some(page) = &item.page {
        writer.field(Target::Page, "page", page.value.clone());
    }
    for (variable, date) in item.dates.iter() {
        writer.date(variable, date);
    }
    for (variable, names) in item.names.iter() {
        names.list.iter().for_each(|name| writer.name(variable, name));
        if names.truncated {
            writer.dropped(&format!("et al. of {variable}"));
        }
    }
    for extra in &item.extra {
        match ATTACHMENTS.contains(&extra.name.as_str()) {
            true => writer.attachment(&extra.name),
            false => writer.dropped(&extra.name),
        }
    }
    // The free text of Extra comes after the lines that are read.
    if let Some(note) = item.texts.get(StandardVariable::Note) {
        writer.note(&note.to_csl());
    }
    writer
}

pub(super) struct Writer<'a> {
    source: &'a model::Item,
    vehicle: Vehicle,
    pub(super) item: Item,
    /// The variables that became lines of Extra.
    pub(super) in_lines: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn text(&mut self, variable: StandardVariable, rich: &Text) {
        let text = rich.to_csl();
        match variable {
            StandardVariable::Note => {}
            StandardVariable::CitationKey => {}
            StandardVariable::Keyword | StandardVariable::Annote
                if self.vehicle == Vehicle::CslJson =>
            {
                self.unread(&variable.to_string());
            }
            StandardVariable::Keyword => self.item.tags = tags(&text),
            StandardVariable::Annote => self.item.notes.push(html::paragraphs(rich)),
            // As CSL 1.0.2 and Zotero spell it.
            StandardVariable::ArchivePlace => self.line("archive-place", &text),
            // Older files have the one name, newer ones the other, and some have both.
            StandardVariable::Event
                if self.source.text(StandardVariable::EventTitle) == Some(rich.as_str()) => {}
            variable => self.field(Target::Text(variable), &variable.to_string(), text),
        }
    }

    fn number(&mut self, variable: NumberVariable, number: &str) {
        match variable {
            // A citation has these, not a work.
            NumberVariable::CitationNumber
            | NumberVariable::FirstReferenceNoteNumber
            | NumberVariable::Locator => self.dropped(&variable.to_string()),
            variable => {
                self.field(Target::Number(variable), &variable.to_string(), number.to_owned());
            }
        }
    }

    fn date(&mut self, variable: DateVariable, date: &Date) {
        let text = date_text(date);
        let is_issued = self.source.dates.contains(DateVariable::Issued);
        match variable {
            DateVariable::Accessed if !is_day(date) => self.line("accessed", &text),
            // Zotero's import takes `dcterms:dateSubmitted` for the date of a work that has no other.
            DateVariable::Accessed if !is_issued && self.vehicle == Vehicle::Rdf => {
                self.item.fields.push((Slot::Zotero, "accessDate", text));
            }
            variable => self.field(Target::Date(variable), &variable.to_string(), text),
        }
    }

    fn name(&mut self, variable: NameVariable, name: &Name) {
        let item_type = self.item.item_type;
        let role = match variable {
            NameVariable::Author => Some(item_type.primary),
            variable => ROLES
                .iter()
                .chain(CSL_ROLES.iter().filter(|_| self.vehicle == Vehicle::CslJson))
                .find(|role| role.variable == variable && role.types.contains(item_type.name))
                .map(|role| role.creator),
        };
        let (last, first) = name_parts(name);
        match role {
            _ if last.is_empty() => {}
            Some(role) => self.item.creators.push(Creator { role, last, first }),
            None if first.is_empty() => self.line(&variable.to_string(), &last),
            None => self.line(&variable.to_string(), &format!("{last} || {first}")),
        }
    }

    /// Puts a value into its field, or into a line of Extra if the item type has none.
    fn field(&mut self, target: Target, variable: &str, value: String) {
        match fields::field(target, self.item.item_type.name) {
            _ if value.is_empty() => {}
            Some(rule) => self.item.fields.push((rule.slot, rule.field, value)),
            None => self.line(variable, &value),
        }
    }

    fn line(&mut self, variable: &str, value: &str) {
        self.in_lines.push(variable.to_owned());
        let value: Vec<&str> = value.split_whitespace().collect();
        if !value.is_empty() {
            self.item.extra.push(format!("{variable}: {}", value.join(" ")));
        }
    }

    /// Adds free text to Extra, but for lines that say what is there already.
    fn note(&mut self, text: &str) {
        let known: HashSet<String> = self.item.extra.iter().cloned().collect();
        for line in text.lines() {
            let key = line.split_once(':').filter(|(name, _)| is_key_label(name));
            let is_key = key.is_some_and(|(_, key)| key.trim() == self.item.key);
            if !is_key && !known.contains(line) {
                self.item.extra.push(line.to_owned());
            }
        }
    }

    /// Tells of what Zotero's import of CSL-JSON passes over.
    fn unread(&mut self, variable: &str) {
        let message = format!("`{}`: Zotero does not read `{variable}`", self.source.key);
        let finding = Diagnostic::new(Code::DroppedField, message);
        self.diagnostics.push(finding.help("zotero-rdf brings tags and notes into Zotero"));
    }

    fn attachment(&mut self, field: &str) {
        let message = format!("`{}`: the file in `{field}` is not attached", self.source.key);
        let finding = Diagnostic::new(Code::DroppedField, message);
        self.diagnostics.push(finding.help("drop the file on the item in Zotero"));
    }

    fn dropped(&mut self, what: &str) {
        let message = format!("`{}`: Zotero has no place for `{what}`", self.source.key);
        self.diagnostics.push(Diagnostic::new(Code::DroppedField, message));
    }
}

/// The labels under which Zotero and Better BibTeX keep a citation key in Extra.
fn is_key_label(name: &str) -> bool {
    ["citation key", "citation-key"].iter().any(|label| label.eq_ignore_ascii_case(name.trim()))
}

/// Tags out of a list of keywords.
fn tags(text: &str) -> Vec<String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut tags: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for tag in text.split([separator, '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if seen.insert(tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The family name with its particles, and the given names with the suffix, as Zotero takes them apart.
///
/// A single name stands in the first: Zotero takes a creator without given names for one in one piece.
fn name_parts(name: &Name) -> (String, String) {
    let last = name.full_family();
    let first: Vec<&str> = match name.literal.is_empty() {
        true => [&*name.given, &*name.suffix].into_iter().filter(|part| !part.is_empty()).collect(),
        false => Vec::new(),
    };
    let first = first.join(", ");
    if last.is_empty() { (first, String::new()) } else { (last, first) }
}

/// Whether a date is one day, as the date of an access must be.
fn is_day(date: &Date) -> bool {
    matches!(date.span, DateSpan::Single(Day { day: Some(_), .. }))
        && !date.approximate
        && !date.uncertain
}

/// A date as Zotero reads it: ISO 8601 and EDTF, and seasons as words.
pub(crate) fn date_text(date: &Date) -> String {
    match &date.span {
        DateSpan::Single(Day { year, season: Some(season), .. })
            if !date.approximate && !date.uncertain =>
        {
            let word = match season {
                1 => "Spring",
                2 => "Summer",
                3 => "Autumn",
                _ => "Winter",
            };
            format!("{word} {year}")
        }
        _ => date.to_string(),
    }
}
