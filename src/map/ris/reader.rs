//! One record of RIS: its kind, what its tags mean there, and where their values go.

use std::collections::HashMap;

use super::{FORMAT, kinds, misc, rules};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::shapes::{dates, markup, values};
use crate::map::target::Target;
use crate::model::{
    CiteKey, Extra, Item, Kind, NameVariable, NumberVariable, Sourced, StandardVariable, Text,
};
use crate::read::tagged::{Field, Record};
use crate::source::Source;

/// A record that becomes an item.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) record: &'a Record<'a>,
    pub(super) first: Index<'a>,
    pub(super) item: Item,
    pub(super) names: Lines,
    pub(super) lists: Lists,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) type_code: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(record: &'a Record<'a>, source: &'a Source, key: Option<&str>) -> Self {
        let key = key.and_then(|key| CiteKey::parse(key).ok()).unwrap_or_else(CiteKey::unnamed);
        let origin = source.origin(record.span.clone());
        Self {
            source,
            record,
            first: Index::new(record),
            item: Item::new(key, Kind::Document, origin),
            names: Lines::default(),
            lists: Lists::default(),
            diagnostics: Vec::new(),
            type_code: "",
        }
    }

    pub(super) fn report(&mut self, code: Code, message: String, field: &Field<'_>) {
        let place = self.source.place(field.span.clone());
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
    }

    pub(super) fn has(&self, tag: &str) -> bool {
        self.first.get(tag).is_some_and(|field| !field.value.trim().is_empty())
    }

    /// Reads the type, and the line that says more of it; the other tags mean what the kind makes of them.
    pub(super) fn kind(&mut self) {
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

    pub(super) fn rank(&self, field: &Field<'_>) -> usize {
        let tag = self.tag(field.tag);
        rules(*self.item.kind, tag).find_map(|rule| rule.rank(tag)).unwrap_or(0)
    }

    /// Sets the variable of a field, or keeps it as it is.
    pub(super) fn field(&mut self, field: &Field<'_>, stated: Option<&str>) {
        let tag = self.tag(field.tag);
        let value = field.value.trim();
        let upper = tag.to_ascii_uppercase();
        let is_read = match upper.as_str() {
            _ if value.is_empty() => true,
            "TY" | "EP" | "PY" | "Y1" | "YR" | "DA" | "M2" => true,
            "ID" | "LB" if stated == Some(value) => true,
            "KW" | "KY" => {
                let keywords = values::keywords(value).map(|word| markup::decode(&word));
                keywords.for_each(|word| self.list(StandardVariable::Keyword, word, field));
                true
            }
            // The number of a work that PubMed has says where it is.
            "DB" if value.eq_ignore_ascii_case("PubMed") && self.is_pubmed() => true,
            "SN" => self.serials(field),
            // Some programs put all links into one value.
            "UR" | "LK" if value.contains(char::is_whitespace) && value.starts_with("http") => {
                for link in value.split_whitespace() {
                    let value = link.to_owned().into();
                    self.field(&Field { tag: field.tag, value, span: field.span.clone() }, stated);
                }
                true
            }
            tag => rules(*self.item.kind, tag).any(|rule| self.set(tag, rule.target, field)),
        };
        if !is_read {
            self.keep(&upper, &field.value, field);
        }
    }

    /// Sets a variable that is free, if the value has its form; equal values need no second place.
    pub(super) fn set(&mut self, tag: &str, target: Target, field: &Field<'_>) -> bool {
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
                let label = markup::decode(&value).as_str().to_owned();
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

    /// Keeps a field for the way back.
    pub(super) fn keep(&mut self, tag: &str, value: &str, field: &Field<'_>) {
        let origin = self.source.origin(field.span.clone());
        let value = Sourced::new(values::paragraphs(value).into_owned(), origin);
        self.item.extra.push(Extra { format: FORMAT, name: tag.to_owned(), value });
    }

    pub(super) fn finish(mut self) -> Read<Item> {
        self.fill();
        Read { value: self.item, diagnostics: self.diagnostics }
    }
}

/// Names of one role that several lines make up.
type Lines = Vec<(NameVariable, Vec<Sourced<String>>)>;

/// Variables that several lines make up, with what each line says.
type Lists = Vec<(StandardVariable, Vec<Sourced<Text>>)>;

/// The first field of each tag.
pub(super) struct Index<'a>(HashMap<[u8; 4], &'a Field<'a>>);

impl<'a> Index<'a> {
    fn new(record: &'a Record<'a>) -> Self {
        let mut first = HashMap::new();
        for field in &record.fields {
            first.entry(tag_id(field.tag)).or_insert(field);
        }
        Self(first)
    }

    pub(super) fn get(&self, tag: &str) -> Option<&'a Field<'a>> {
        self.0.get(&tag_id(tag)).copied()
    }
}

/// A tag in capitals; none has more than four letters.
pub(super) fn tag_id(tag: &str) -> [u8; 4] {
    let mut id = [0; 4];
    id.iter_mut().zip(tag.bytes()).for_each(|(to, byte)| *to = byte.to_ascii_uppercase());
    id
}
