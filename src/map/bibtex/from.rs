//! Items -> entries.

use std::collections::HashSet;

use super::fields::{RULES, Shape, Target};
use super::required::entry_type;
use super::{ARCHIVES, ARXIV, Dialect, FORMAT, kinds, names};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::tex::{Encoder, balance};
use crate::model::{
    Date, DateSpan, DateVariable, Doi, Item, NumberVariable, StandardVariable, Text,
};
use crate::read::bibtex::{Field, MONTHS, Record};

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// For which program.
    pub dialect: Dialect,
    /// Whether every character beyond ASCII becomes a TeX command.
    pub ascii: bool,
}

/// Makes an item an entry.
///
/// The entry type is `@misc` where the right one lacks a field that its program asks for, as long as
/// `@misc` loses nothing; `entrysubtype` then names the kind. A date is never invented: an undated
/// entry says so with EDTF's `XXXX`, which `biber` takes for a date that is not known.
///
/// # Diagnostics
/// `dropped-field` for what no field holds, `bad-value` for a key or character that TeX cannot hold.
pub fn from_item(item: &Item, options: &Options) -> Read<Record<'static>> {
    let entry_type = entry_type(item, options.dialect);
    let table_type = kinds::read(entry_type).map_or("misc", |row| row.0);
    let mut writer = Writer {
        item,
        options,
        table_type,
        encoder: Encoder { ascii: options.ascii, ..Encoder::default() },
        fields: Vec::new(),
        diagnostics: Vec::new(),
    };
    let key = writer.key();
    writer.variables();
    writer.archive();
    writer.genre(entry_type);
    if let Some(subtype) = kinds::subtype_name(*item.kind, entry_type) {
        writer.push("entrysubtype", subtype);
    }
    writer.undated();
    if options.dialect == Dialect::Bibtex && !writer.can_be_sorted() {
        // BibTeX's styles sort by the author, and complain where there is none.
        writer.push("key", key.clone());
    }
    let mut written: HashSet<String> =
        writer.fields.iter().map(|f| f.name.clone().into_owned()).collect();
    for extra in item.extra.iter().filter(|extra| extra.format == FORMAT) {
        let name: String = extra.name.chars().filter(|c| is_field_char(*c)).collect();
        if !name.is_empty() && written.insert(name.clone()) {
            writer.push(&name, balance(&extra.value).into_owned());
        }
    }
    for extra in item.extra.iter().filter(|extra| extra.format != FORMAT) {
        writer.dropped(&extra.name);
    }
    if !writer.encoder.unknown.is_empty() {
        let chars: String = writer.encoder.unknown.iter().take(8).collect();
        let message = format!("`{key}` has characters without a TeX command: `{chars}`");
        let help = "they stay as UTF-8; XeLaTeX and LuaLaTeX print them";
        writer.diagnostics.push(Diagnostic::new(Code::BadValue, message).help(help));
    }
    let Writer { fields, diagnostics, .. } = writer;
    let value = Record { kind: entry_type.into(), key: key.into(), fields, span: 0..0 };
    Read { value, diagnostics }
}

struct Writer<'a> {
    item: &'a Item,
    options: &'a Options,
    table_type: &'static str,
    encoder: Encoder,
    fields: Vec<Field<'static>>,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn push(&mut self, name: &str, value: String) {
        self.fields.push(Field { name: name.to_owned().into(), value: value.into(), span: 0..0 });
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    fn dropped(&mut self, what: &str) {
        let message = format!("`{}`: no field of the format holds `{what}`", self.item.key);
        self.diagnostics.push(Diagnostic::new(Code::DroppedField, message));
    }

    /// The key without the characters that BibTeX, biber or `\cite` cannot hold.
    fn key(&mut self) -> String {
        let key = self.item.key.as_str();
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

    /// Writes every variable that a rule of the table holds; the others are reported.
    fn variables(&mut self) {
        let item = self.item;
        let mut left: Vec<(Target, String)> = Vec::new();
        left.extend(item.names.iter().map(|(v, _)| (Target::Names(v), v.to_string())));
        left.extend(item.texts.iter().map(|(v, _)| (Target::Text(v), v.to_string())));
        left.extend(item.numbers.iter().map(|(v, _)| (Target::Number(v), v.to_string())));
        left.extend(item.dates.iter().map(|(v, _)| (Target::Date(v), v.to_string())));
        left.extend(item.page.iter().map(|_| (Target::Page, "page".to_owned())));
        for rule in RULES {
            let Some(at) = left.iter().position(|(target, _)| *target == rule.target) else {
                continue;
            };
            let name = match self.options.dialect {
                Dialect::Bibtex => rule.bibtex,
                Dialect::Biblatex => rule.biblatex,
            };
            if !rule.fits(self.table_type, *item.kind) || self.has(name) {
                continue;
            }
            let is_by_hand = matches!(name, "type" | "pmid" | "pmcid");
            left.remove(at);
            if !is_by_hand {
                self.variable(name, rule.target, rule.shape);
            }
        }
        for (_, name) in left {
            if name != "citation-key" && name != "page-first" {
                self.dropped(&name);
            }
        }
    }

    fn variable(&mut self, name: &str, target: Target, shape: Shape) {
        let item = self.item;
        let value = match target {
            Target::Names(v) => item.names.get(v).map(|n| names::write(n, &mut self.encoder)),
            Target::Number(v) if shape == Shape::Verbatim => {
                return item.numbers.get(v).into_iter().for_each(|number| self.eprint(number));
            }
            Target::Number(v) => item.numbers.get(v).map(|number| match v {
                // The hyphen of `ISO 4-1997` is no range.
                NumberVariable::Volume | NumberVariable::Issue => self.label(number, is_digits),
                _ => self.encoder.encode(&Text::plain(number.as_str())),
            }),
            Target::Page => item.page.as_ref().map(|page| self.label(page, is_label)),
            Target::Date(v) => return self.date(name, v),
            Target::Text(v) => item.texts.get(v).map(|text| match shape {
                Shape::Verbatim if v == StandardVariable::DOI => {
                    // A field that holds the link would print the resolver twice.
                    link(Doi::parse(text.as_str()).as_ref().map_or(text.as_str(), Doi::as_str))
                }
                Shape::Verbatim => link(text.as_str()),
                Shape::List | Shape::Organisation => {
                    names::in_one_piece(self.encoder.encode(text), shape == Shape::Organisation)
                }
                shape => {
                    self.encoder.protect = shape == Shape::Title;
                    let tex = self.encoder.encode(text);
                    self.encoder.protect = false;
                    tex
                }
            }),
        };
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.push(name, balance(&value).into_owned());
        }
    }

    /// The number of a preprint, with the archive that its prefix names.
    fn eprint(&mut self, number: &str) {
        match number.split_once(':') {
            Some((archive, number)) if archive.eq_ignore_ascii_case(ARXIV) => {
                self.push("eprint", link(number));
                self.push("eprinttype", ARXIV.to_owned());
            }
            _ => self.push("eprint", link(number)),
        }
    }

    /// A number or page; a hyphen between two labels is TeX's `--`.
    fn label(&mut self, label: &str, is_label: fn(&str) -> bool) -> String {
        let tex = self.encoder.encode(&Text::plain(label.replace('–', "-")));
        let parts: Vec<&str> = tex.split(", ").collect();
        let parts = parts.into_iter().map(|part| match part.split_once('-') {
            Some((first, last)) if is_label(first) && is_label(last) => format!("{first}--{last}"),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn date(&mut self, name: &str, variable: DateVariable) {
        let Some(date) = self.item.dates.get(variable) else { return };
        let is_issued = variable == DateVariable::Issued;
        if let DateSpan::Literal(words) = &date.span {
            let words = self.encoder.encode(&Text::plain(words.as_str()));
            let name = if is_issued { "year" } else { name };
            return self.push(name, balance(&words).into_owned());
        }
        let plain = match (&date.span, date.approximate || date.uncertain) {
            (DateSpan::Single(day), false) if day.season.is_none() && day.year > 0 => Some(*day),
            _ => None,
        };
        match (self.options.dialect, plain) {
            (Dialect::Bibtex, Some(day)) if is_issued => {
                self.push("year", day.year.to_string());
                if let Some((month, _)) = day.month.and_then(|m| MONTHS.get(usize::from(m) - 1)) {
                    self.push("month", (*month).to_owned());
                }
                if let Some(day) = day.day {
                    self.push("day", day.to_string());
                }
            }
            (Dialect::Bibtex, None) if is_issued => {
                // BibTeX prints the year as it stands; the date says the rest to who can read it.
                self.push("date", date.to_string());
                self.bibtex_year(&date.value);
            }
            _ => self.push(name, date.to_string()),
        }
    }

    /// The year for styles that know no `date`; biber would report two dates, so only where needed.
    fn bibtex_year(&mut self, date: &Date) {
        if self.table_type == "misc" {
            return;
        }
        if let Some(day) = date.start() {
            self.fields.retain(|field| field.name != "date");
            self.push("year", day.year.to_string());
            let shown = date.to_string();
            if shown != day.year.to_string() {
                self.dropped(&format!("issued {shown}"));
            }
        }
    }

    /// PubMed's numbers: in BibLaTeX's `eprint` where it is free, or else in the field that Better
    /// BibTeX, pandoc and Zotero read.
    fn archive(&mut self) {
        for (archive, variable) in ARCHIVES {
            let Some(number) = self.item.text(variable) else { continue };
            let is_taken = self.has("eprint") || self.item.extra(FORMAT, "eprint").is_some();
            if is_taken {
                self.push(&variable.to_string().to_lowercase(), link(number));
            } else {
                self.push("eprint", link(number));
                self.push("eprinttype", archive.to_owned());
            }
        }
    }

    fn genre(&mut self, entry_type: &str) {
        let genre = self.item.texts.get(StandardVariable::Genre);
        let value = match genre {
            None => match entry_type {
                "thesis" | "phdthesis" => "Thesis".to_owned(),
                "report" | "techreport" => "Report".to_owned(),
                _ => return,
            },
            Some(genre) if kinds::implied_genre(entry_type) == Some(genre.as_str()) => return,
            Some(genre) => {
                let id = kinds::GENRES.iter().find(|row| row.1 == genre.as_str());
                match id.filter(|_| self.options.dialect == Dialect::Biblatex) {
                    Some((id, _)) => (*id).to_owned(),
                    None => balance(&self.encoder.encode(genre)).into_owned(),
                }
            }
        };
        self.push("type", value);
    }

    fn undated(&mut self) {
        let dated = ["date", "year"].iter().any(|name| self.has(name));
        if !dated && !matches!(self.table_type, "dataset" | "software") {
            self.push("date", "XXXX".to_owned());
        }
    }

    fn can_be_sorted(&self) -> bool {
        self.has("author") || self.has("editor") && self.table_type == "book"
    }
}

/// Whether a field's name may hold a character.
fn is_field_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_label(text: &str) -> bool {
    let is_char = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '/');
    !text.is_empty()
        && text.chars().all(is_char)
        && text.chars().any(|c| c.is_ascii_digit() || c.is_alphabetic())
}

/// A link or identifier: only what would break the file is encoded, as in a URL.
fn link(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
