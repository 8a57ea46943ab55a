//! CSL-JSON objects <-> items.
//!
//! Source: CSL 1.0.2, appendices III and IV, and its input schema `csl-data.json`.

mod from;
mod values;

pub(in crate::map) use from::MembersWriter;
pub use from::{Members, from_item, members};

pub(in crate::map) use values::{label, read_date, read_name, variable};

use super::edtf;
use super::fields_table::FieldRow;
use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::model::{
    CiteKey, DateSpan, DateVariable, Extra, Item, Kind, Name, NameVariable, Names, NumberVariable,
    Origin, Sourced, StandardVariable, Text,
};
use crate::read::csl_json::{Json, Object, Record, each as objects};
use crate::source::Source;

/// For whom to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Valid against `csl-data.json`, for pandoc and CSL processors.
    #[default]
    Csl,
    /// As Zotero's import reads it: particles in `family`, suffixes in `given`, the citation key as a
    /// line of `note`, and no type that makes it refuse the file.
    Zotero,
}

/// The formats whose own fields stand in `custom`, under the name that their extra fields carry.
const FORMATS: &[&str] =
    &["bibtex", "ris", "nbib", "endnote-xml", "web-of-science", "hayagriva", "csv"];

/// The format of this name that may have fields of its own.
pub(in crate::map) fn format_named(name: &str) -> Option<&'static str> {
    FORMATS.iter().chain([&FORMAT]).find(|format| **format == name).copied()
}

/// The name that extra members carry.
const FORMAT: &str = "csl-json";

/// Names of variables in older files and in the schema, and what the specification calls them.
const NAMES: &[(&str, &str)] = &[
    ("part", "part-number"),
    ("printing", "printing-number"),
    ("supplement", "supplement-number"),
    ("journalAbbreviation", "container-title-short"),
    ("shortTitle", "title-short"),
    ("event", "event-title"),
    ("editortranslator", "editor-translator"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    // The taxonomy prints this one otherwise than CSL has it.
    ("archive_place", "archive-place"),
];

/// Types that registries and older files use.
///
/// Source: Crossref REST API, `/types`; CSL 1.0.1, appendix III.
const TYPES: &[(&str, Kind)] = &[
    ("journal-article", Kind::ArticleJournal),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("proceedings-article", Kind::PaperConference),
    ("posted-content", Kind::Article),
    ("preprint", Kind::Article),
    ("dissertation", Kind::Thesis),
    ("monograph", Kind::Book),
    ("edited-book", Kind::Book),
    ("reference-book", Kind::Book),
    ("proceedings", Kind::Book),
    ("reference-entry", Kind::Entry),
    ("journal", Kind::Periodical),
    ("web-page", Kind::Webpage),
    ("legal-case", Kind::LegalCase),
    ("computer-program", Kind::Software),
    ("other", Kind::Document),
];

/// What members mean that are not named as CSL's specification names the variable; all others are.
pub fn fields() -> Vec<FieldRow> {
    let row = |field: &str, variable: &str, writes| FieldRow {
        field: field.to_owned(),
        variable: variable.to_owned(),
        only: String::new(),
        reads: true,
        writes,
    };
    let mut rows = vec![row("VARIABLE", "the variable of this name", true)];
    let names = NAMES.iter().enumerate();
    rows.extend(names.map(|(at, (field, variable))| row(field, variable, at < from::SCHEMA_NAMES)));
    let mut own = |field, variable| rows.push(row(field, variable, true));
    own("custom.florilege.truncated", "lists of names that their source cut");
    own(
        "custom.florilege.reading",
        "how sure a record is that was read from a formatted reference",
    );
    own("custom.florilege.dates", "dates that `date-parts` cannot say, as EDTF");
    own("custom.florilege.variables", "variables that the schema lacks");
    own("custom.FORMAT", "fields of other formats");
    rows
}

/// Reads all items of a file.
///
/// # Diagnostics
/// Those of [`each`].
pub fn items(source: &Source) -> Read<Vec<Item>> {
    let mut items = Read::clean(Vec::new());
    each(source, &mut |read| items.value.extend(read.into_value(&mut items.diagnostics)));
    items
}

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// Those of [`objects`] and [`to_item`].
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    let mut index = 0;
    for read in objects(source) {
        let mut diagnostics = read.diagnostics;
        let value = read.value.map(|mut record| {
            index += 1;
            if record.members.get("id").is_none() {
                let message = "the item has no `id`";
                let place = source.place(record.span.clone());
                diagnostics.push(Diagnostic::new(Code::Syntax, message).at(place));
                let key = record.members.get("citation-key").cloned();
                let key = key.unwrap_or_else(|| Json::Text(format!("unkeyed{index}").into()));
                record.members.0.push(("id".into(), key));
            }
            to_item(record, source).into_value(&mut diagnostics)
        });
        sink(Read { value, diagnostics });
    }
}

/// Makes an object an item. What no variable holds goes to `extra`, as JSON.
///
/// # Diagnostics
/// `unknown-type`, `bad-date`, `bad-value`, at the object.
pub fn to_item(record: Record<'_>, source: &Source) -> Read<Item> {
    let origin = source.origin(record.span.clone());
    let mut reader = Reader { source, origin: origin.clone(), diagnostics: Vec::new() };
    let id = record.members.get("id").and_then(label).unwrap_or_default();
    let key = CiteKey::cleaned(&id);
    let kind = match record.members.get("type").and_then(Json::as_str) {
        Some(name) => name
            .parse()
            .ok()
            .or_else(|| TYPES.iter().find(|row| row.0 == name).map(|row| row.1))
            .unwrap_or_else(|| {
                reader.report(Code::UnknownType, format!("`{name}` is no type of CSL"));
                Kind::Document
            }),
        None => Kind::Document,
    };
    let mut item = Item::new(key, kind, origin);
    let mut custom = None;
    for (name, value) in record.members.0 {
        let name = NAMES.iter().find(|row| row.0 == name).map_or(name, |row| row.1.into());
        match (&*name, value) {
            ("id" | "type", _) | (_, Json::Null) => {}
            ("custom", Json::Object(members)) => custom = Some(members),
            ("citation-key", value) if label(&value).as_deref() == Some(item.key.as_str()) => {}
            (name, value) => {
                if let Some(value) = reader.member(&mut item, name, value) {
                    reader.extra(&mut item, FORMAT, name, value.to_string());
                }
            }
        }
    }
    if let Some(custom) = custom {
        reader.custom(&mut item, custom);
    }
    Read { value: item, diagnostics: reader.diagnostics }
}

/// What the specification calls a variable that older files and the schema name otherwise.
pub(in crate::map) fn current_name(name: &str) -> &str {
    NAMES.iter().find(|row| row.0 == name).map_or(name, |row| row.1)
}

struct Reader<'a> {
    source: &'a Source,
    origin: Origin,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: String) {
        let place = self.source.place_of(&self.origin);
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
    }

    fn extra(&mut self, item: &mut Item, format: &'static str, name: &str, value: String) {
        let value = Sourced::new(value, self.origin.clone());
        item.extra.push(Extra { format, name: name.to_owned(), value });
    }

    /// Sets a variable; gives the value back if there is none of this name or if it has another form.
    fn member<'v>(&mut self, item: &mut Item, name: &str, value: Json<'v>) -> Option<Json<'v>> {
        let origin = self.origin.clone();
        if name == "page" {
            let Some(page) = label(&value) else { return self.wrong(name, value) };
            item.page = Some(Sourced::new(page.replace('–', "-"), origin));
        } else if let Some(variable) = variable::<StandardVariable>(name) {
            let text = match value {
                Json::Text(text) => text,
                Json::Number(number) => number.to_string().into(),
                value => return self.wrong(name, value),
            };
            let is_plain = matches!(variable, StandardVariable::URL | StandardVariable::DOI);
            let text = match is_plain || !text.contains('<') {
                true => Text::plain(text),
                false => Text::from_csl(&text),
            };
            item.texts.set(variable, text, origin);
        } else if let Some(variable) = variable::<NumberVariable>(name) {
            let Some(label) = label(&value) else { return self.wrong(name, value) };
            item.numbers.set(variable, label.into_owned(), origin);
        } else if let Some(variable) = variable::<NameVariable>(name) {
            let Json::List(list) = &value else { return self.wrong(name, value) };
            let mut names: Vec<Name> = Vec::with_capacity(list.len());
            names.extend(list.iter().filter_map(read_name));
            let is_whole = names.len() == list.len();
            if !names.is_empty() {
                item.names.set(variable, Names::from(names), origin);
            }
            if !is_whole {
                return self.wrong(name, value);
            }
        } else if let Some(variable) = variable::<DateVariable>(name) {
            let Some(date) = read_date(&value) else {
                self.report(Code::BadDate, format!("`{name}` is no date: {value}"));
                return Some(value);
            };
            let season = value.get("season").and_then(label);
            let has_season = matches!(date.span, DateSpan::Single(day) if day.season.is_some());
            if let (Some(season), false) = (season, has_season) {
                self.report(Code::BadDate, format!("`{season}` is no season of a year alone"));
                let season = Json::Text(season).to_string();
                self.extra(item, FORMAT, &format!("{name}.season"), season);
            }
            item.dates.set(variable, date, origin);
        } else {
            return Some(value);
        }
        None
    }

    fn wrong<'v>(&mut self, name: &str, value: Json<'v>) -> Option<Json<'v>> {
        self.report(Code::BadValue, format!("`{name}` has a value of another form"));
        Some(value)
    }

    /// Reads what [`members`] keeps in `custom`.
    fn custom(&mut self, item: &mut Item, custom: Object<'_>) {
        for (name, value) in custom.0 {
            let format = FORMATS.iter().find(|format| **format == name);
            match (format, value) {
                (None, Json::Object(own)) if name == "florilege" => self.own(item, own),
                (Some(format), Json::Object(fields)) => {
                    for (field, value) in fields.0 {
                        // Several fields of one name are an array.
                        let values = match value {
                            Json::List(values) => values,
                            value => vec![value],
                        };
                        for value in values {
                            let text = value.as_str().map(str::to_owned);
                            self.extra(item, format, &field, text.unwrap_or(value.to_string()));
                        }
                    }
                }
                (_, value) => {
                    self.extra(item, FORMAT, &format!("custom.{name}"), value.to_string());
                }
            }
        }
    }

    fn own(&mut self, item: &mut Item, mut own: Object<'_>) {
        let truncated = own.get("truncated").and_then(Json::as_list);
        for role in truncated.into_iter().flatten().filter_map(Json::as_str) {
            let Some(variable) = variable::<NameVariable>(role) else { continue };
            match item.names.get_mut(variable) {
                Some(names) => names.value.truncated = true,
                None => {
                    let names = Names { list: Vec::new(), truncated: true };
                    item.names.set(variable, names, self.origin.clone());
                }
            }
        }
        for (name, value) in
            own.get("dates").and_then(Json::as_object).into_iter().flat_map(|o| &o.0)
        {
            let date = value.as_str().and_then(edtf::parse);
            if let (Some(variable), Some(date)) = (variable::<DateVariable>(name), date) {
                item.dates.set(variable, date, self.origin.clone());
            }
        }
        if let Some(Json::Object(variables)) = own.remove("variables") {
            for (name, value) in variables.0 {
                self.member(item, &name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests;
