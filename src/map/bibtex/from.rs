//! Items -> entries.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::datamodel::{holds, is_integer};
use super::fields::Shape;
use super::identifiers::{isbn_is_valid, issn_is_valid};
use super::leftover::{self, Rest, Sure};
use super::required::{container, entry_type, year};
use super::{ARCHIVES, ARXIV, Dialect, FORMAT, kinds, lookup, names, to_item};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::target::Target;
use crate::map::tex::{Encoder, balance, balanced};
use crate::model::{
    DateSpan, DateVariable, Day, Doi, Event, Item, Markup, NumberVariable, StandardVariable, Text,
    TextBuilder,
};
use crate::read::bibtex::{Field, MONTHS, Record};
use crate::source::Source;

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// For which program.
    pub dialect: Dialect,
    /// Whether every character beyond ASCII becomes a TeX command.
    pub ascii: bool,
    /// What is put in braces in titles.
    pub protect: Protect,
    /// Whether what no field says is left out, and not kept in `verba`.
    pub bare: bool,
}

/// Which letters of titles get braces, so that no style changes their case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protect {
    /// Words with a capital after their first letter, and what the item protects.
    #[default]
    Words,
    /// None.
    Nothing,
    /// The whole title.
    All,
}

/// An entry, and what the file that it goes to must know of it.
#[derive(Debug, Default)]
pub struct Entry {
    /// The entry.
    pub record: Record<'static>,
    /// Characters that pdfTeX's fonts may lack.
    pub foreign: BTreeSet<char>,
}

/// Makes an item an entry.
///
/// The entry type is a sibling of the right one, or `@misc`, where the right one lacks a field that its
/// program asks for; `entrysubtype` then names the kind. A date is never invented: an undated entry
/// says so with EDTF's `XXXX`, which `biber` takes for a date that is not known.
///
/// The entry has fields that its type has in biblatex's data model, with values that the model
/// takes. What is left then stands in a custom field, so that reading the entry gives the item again.
///
/// # Diagnostics
/// `dropped-field` for what no field holds, `bad-value` for a key or character that TeX cannot hold.
pub fn from_item(item: &Item, options: &Options) -> Read<Record<'static>> {
    entry(item, options).map(|entry| entry.record)
}

/// Makes an item an entry, and says what its file must know of it.
///
/// # Diagnostics
/// Those of [`from_item`].
pub fn entry(item: &Item, options: &Options) -> Read<Entry> {
    let entry_type = entry_type(item, options.dialect);
    let table_type = kinds::read(entry_type).map_or("misc", |row| row.0);
    let mut writer = Writer {
        item,
        options,
        entry_type,
        table_type,
        encoder: Encoder { ascii: options.ascii, ..Encoder::default() },
        fields: Vec::new(),
        diagnostics: Vec::new(),
    };
    let key = writer.key();
    writer.variables();
    writer.archive();
    writer.genre();
    if let Some(subtype) = kinds::subtype_name(*item.kind, entry_type) {
        writer.push("entrysubtype", subtype);
    }
    if options.dialect == Dialect::Bibtex {
        writer.agree_with_plain();
    }
    writer.undated();
    if options.dialect == Dialect::Bibtex && !writer.can_be_sorted() {
        // BibTeX's styles sort by the author, and complain where there is none.
        writer.push("key", key.clone());
    }
    writer.extras();
    let Writer { fields, mut diagnostics, encoder, .. } = writer;
    let mut record = Record { kind: entry_type.into(), key: key.into(), fields, span: 0..0 };
    rest(item, options, &mut record, &mut diagnostics);
    let stays = |c: &&char| record.fields.iter().any(|field| field.value.contains(**c));
    let chars: String = encoder.foreign.iter().filter(stays).take(8).collect();
    if options.ascii && !chars.is_empty() {
        let message = format!("`{}` has characters without a TeX command: `{chars}`", record.key);
        let help = "they stay as UTF-8; XeLaTeX and LuaLaTeX print them";
        diagnostics.push(Diagnostic::new(Code::BadValue, message).help(help));
    }
    Read { value: Entry { record, foreign: encoder.foreign }, diagnostics }
}

/// Adds the field that says what the others do not.
fn rest(
    item: &Item,
    options: &Options,
    record: &mut Record<'static>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = Source::new("", "");
    let sure = Sure::of(item, record, options.ascii);
    let mut read = read_again(record, sure, &source);
    if *read.kind != *item.kind && record.field("entrysubtype").is_none() {
        // Its other fields would make another kind of it.
        let (name, value) = ("entrysubtype".into(), kinds::name(*item.kind).into());
        record.fields.push(Field { name, value, span: 0..0 });
        read = read_again(record, sure, &source);
    }
    let rest = Rest::between(item, &read, options.protect == Protect::Words, sure);
    let Some(value) = rest.to_field(options.ascii) else { return };
    let free = leftover::FIELDS.iter().find(|name| record.field(name).is_none());
    match free {
        Some(name) if !options.bare => {
            record.fields.push(Field { name: (*name).into(), value: value.into(), span: 0..0 });
        }
        _ => {
            for name in rest.names() {
                let message = format!("`{}`: no field of the format holds `{name}`", item.key);
                diagnostics.push(Diagnostic::new(Code::DroppedField, message));
            }
        }
    }
}

/// What an entry is read as, without the fields of which it is plain how they are read.
fn read_again(record: &Record<'_>, sure: Sure, source: &Source) -> Item {
    let fields = record.fields.iter().filter(|field| !sure.field(&field.name));
    let fields = fields.map(|field| Field {
        name: Cow::Borrowed(&*field.name),
        value: Cow::Borrowed(&*field.value),
        span: 0..0,
    });
    let probe = Record {
        kind: Cow::Borrowed(&*record.kind),
        key: Cow::Borrowed(&*record.key),
        fields: fields.collect(),
        span: 0..0,
    };
    to_item(probe, source).value
}

struct Writer<'a> {
    item: &'a Item,
    options: &'a Options,
    entry_type: &'static str,
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

    /// The key without the characters that BibTeX, biber or `\cite` cannot hold.
    fn key(&mut self) -> String {
        let key = self.item.key.as_str();
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
        if key.bytes().all(is_plain) {
            return key.to_owned();
        }
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

    /// Writes every variable that a rule of the table and the entry type hold.
    fn variables(&mut self) {
        let item = self.item;
        let mut left: Vec<Target> = Vec::new();
        left.extend(item.names.iter().map(|(v, _)| Target::Names(v)));
        left.extend(item.texts.iter().map(|(v, _)| Target::Text(v)));
        left.extend(item.numbers.iter().map(|(v, _)| Target::Number(v)));
        left.extend(item.dates.iter().map(|(v, _)| Target::Date(v)));
        left.extend(item.page.iter().map(|_| Target::Page));
        let plan = lookup::plan(self.options.dialect, self.entry_type, *item.kind);
        for (rule, name) in plan.iter().copied() {
            // `type` and the numbers of archives have a turn of their own.
            let is_by_hand = |name: &str| matches!(name, "type" | "pmid" | "pmcid");
            if name == "title" {
                self.title();
            }
            if rule.target == Target::Text(StandardVariable::ContainerTitle) {
                self.stand_in(name);
            }
            let Some(at) = left.iter().position(|target| *target == rule.target) else { continue };
            if !is_by_hand(name) && !self.has(name) {
                left.remove(at);
                self.variable(name, rule.target, rule.shape);
            }
        }
    }

    /// Every entry has a title for biber; one that is empty to the eye is none that was invented.
    fn title(&mut self) {
        let title = self.item.text(StandardVariable::Title);
        if title.is_none_or(|title| title.trim().is_empty()) {
            self.push("title", "{}".to_owned());
        }
    }

    /// What stands in where the container has no title of its own, in the first field for one.
    fn stand_in(&mut self, name: &str) {
        let is_asked_for = matches!(name, "journal" | "journaltitle" | "booktitle");
        let has_one = ["journal", "journaltitle", "booktitle"].iter().any(|name| self.has(name));
        match container(self.item) {
            Some(StandardVariable::ContainerTitle) | None => {}
            Some(variable) if is_asked_for && !has_one => {
                self.variable(name, Target::Text(variable), Shape::Text);
            }
            Some(_) => {}
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
                _ => self.encoder.encode_plain(number),
            }),
            Target::Page => item.page.as_ref().map(|page| self.label(page, is_label)),
            Target::Date(v) => return self.date(name, v),
            Target::Text(v) => item.texts.get(v).map(|text| match (v, shape) {
                (StandardVariable::DOI, _) => {
                    // A field that holds the link would print the resolver twice.
                    link(Doi::parse(text.as_str()).as_ref().map_or(text.as_str(), Doi::as_str))
                }
                (_, Shape::Verbatim) => link(text.as_str()),
                (StandardVariable::ISBN, _) => first_valid(text.as_str(), isbn_is_valid),
                (StandardVariable::ISSN, _) => first_valid(text.as_str(), issn_is_valid),
                (_, Shape::List | Shape::Organisation) => {
                    names::in_one_piece(self.encoder.encode(text), shape == Shape::Organisation)
                }
                (_, Shape::Title) => self.protected(text),
                (StandardVariable::ContainerTitle, _) if name == "howpublished" => {
                    let place = self.place_in_container();
                    self.encoder.encode(text) + &place
                }
                // biblatex looks for a language by its name, in which hyphens are the rule.
                (StandardVariable::Language, _) => {
                    self.encoder.encode(&Text::plain(text.as_str().replace('_', "-")))
                }
                _ => self.encoder.encode(text),
            }),
        };
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let fits = match name {
            "pages" => is_range(&value),
            "language" | "langid" | "pubstate" => is_name(&value),
            _ => true,
        };
        if !fits {
            return;
        }
        match is_integer(name) && !is_digits(&value) {
            true => self.wordy_number(name, value),
            false => self.push(name, balanced(value)),
        }
    }

    /// A title with its case protection.
    fn protected(&mut self, text: &Text) -> String {
        let tex = match self.options.protect {
            Protect::Words => {
                self.encoder.protect = true;
                self.encoder.encode(text)
            }
            Protect::Nothing => self.encoder.encode(&without_case(text)),
            Protect::All => format!("{{{}}}", self.encoder.encode(&without_case(text))),
        };
        self.encoder.protect = false;
        tex
    }

    /// A volume that is no number, which biber would not take: where the entry type has a field for
    /// words about the issue or the book.
    fn wordy_number(&mut self, name: &str, value: String) {
        let field = match self.table_type {
            "article" | "periodical" => "issue",
            "inbook" => "booktitleaddon",
            "book" => "titleaddon",
            _ => return,
        };
        if name == "volume" && holds(self.entry_type, field) && !self.has(field) {
            self.push(field, balanced(value));
        }
    }

    /// Volume, issue and pages, for an entry type without fields for them: ` 12(3), 45--67`.
    fn place_in_container(&mut self) -> String {
        let item = self.item;
        let mut place = String::new();
        if let Some(volume) = item.numbers.get(NumberVariable::Volume) {
            place += &format!(" {}", self.label(volume, is_digits));
        }
        if let Some(issue) = item.numbers.get(NumberVariable::Issue) {
            place += &format!("({})", self.label(issue, is_digits));
        }
        if let Some(page) = &item.page {
            place += &format!(", {}", self.label(page, is_label));
        }
        place
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
        if is_digits(label) {
            return label.to_owned();
        }
        if let Some((first, last)) = label.split_once('-')
            && is_digits(first)
            && is_digits(last)
        {
            return [first, "--", last].concat();
        }
        let tex = self.encoder.encode_plain(&label.replace('–', "-"));
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
        let is_bibtex = self.options.dialect == Dialect::Bibtex;
        match (&date.span, year(self.item).filter(|_| is_issued)) {
            // Words stand where biber looks for no date.
            (DateSpan::Literal(words), None) => {
                let words = self.encoder.encode_plain(words);
                let is_free = !self.item.texts.contains(StandardVariable::Status);
                if is_issued && is_free && is_name(&words) && holds(self.entry_type, "pubstate") {
                    self.push("pubstate", balanced(words));
                }
            }
            (DateSpan::Single(day), Some(_)) if is_bibtex => self.parts(*day),
            (DateSpan::Literal(_), Some(year)) if !is_bibtex => {
                self.push("date", Day::year(year).to_string());
            }
            (_, Some(year)) if is_bibtex => self.push("year", year.to_string()),
            _ if is_edtf(&date.span) => self.push(name, date.to_string()),
            // Of a range that biber does not read its start.
            (DateSpan::Range(first, Some(_)), _) if is_edtf(&DateSpan::Single(*first)) => {
                self.push(name, first.to_string());
            }
            _ => {}
        }
    }

    /// BibTeX's fields of one day.
    fn parts(&mut self, day: Day) {
        self.push("year", day.year.to_string());
        if let Some((month, _)) = day.month.and_then(|m| MONTHS.get(usize::from(m) - 1)) {
            self.push("month", (*month).to_owned());
            if let Some(day) = day.day {
                self.push("day", day.to_string());
            }
        }
    }

    /// PubMed's numbers, in `eprint` where it is free; biber knows no other field for them.
    fn archive(&mut self) {
        for (archive, variable) in ARCHIVES {
            let Some(number) = self.item.text(variable) else { continue };
            let is_taken = self.has("eprint") || self.item.extra(FORMAT, "eprint").is_some();
            if !is_taken {
                self.push("eprint", link(number));
                self.push("eprinttype", archive.to_owned());
            }
        }
    }

    fn genre(&mut self) {
        let entry_type = self.entry_type;
        if !holds(entry_type, "type") {
            return;
        }
        // The type of a thesis or report must be said; a word that says no more claims no degree.
        let default = match self.table_type {
            "thesis" => Some("Thesis".to_owned()),
            "report" => Some("Report".to_owned()),
            _ => None,
        };
        let value = match self.item.texts.get(StandardVariable::Genre) {
            None => default,
            Some(genre) if kinds::implied_genre(entry_type) == Some(genre.as_str()) => None,
            Some(genre) => {
                let id = kinds::GENRES.iter().find(|row| row.1 == genre.as_str());
                let tex = self.encoder.encode(genre);
                match id.filter(|_| self.options.dialect == Dialect::Biblatex) {
                    Some((id, _)) => Some((*id).to_owned()),
                    None if is_name(&tex) => Some(tex),
                    None => default,
                }
            }
        };
        if let Some(value) = value {
            self.push("type", value);
        }
    }

    /// What BibTeX's styles would complain of, though it is right.
    ///
    /// Source: `plain.bst`, `either.or.check` and `format.number.series`.
    fn agree_with_plain(&mut self) {
        let is_book =
            matches!(self.entry_type, "book" | "incollection" | "inproceedings" | "proceedings");
        if self.entry_type == "book" && self.has("author") {
            self.fields.retain(|field| field.name != "editor");
        }
        if is_book && (self.has("volume") || !self.has("series")) {
            self.fields.retain(|field| field.name != "number");
        }
        if self.entry_type == "article" && !self.has("volume") {
            // A journal that counts its issues alone: their number is what stands after its name.
            let number = self.fields.iter().position(|field| field.name == "number");
            match number {
                Some(at) if is_digits(&self.fields[at].value) && !self.has("issue") => {
                    self.fields[at].name = "volume".into();
                }
                Some(at) if self.has("issue") => drop(self.fields.remove(at)),
                Some(at) => self.fields[at].name = "issue".into(),
                None => {}
            }
        }
    }

    fn undated(&mut self) {
        let dated = ["date", "year"].iter().any(|name| self.has(name));
        if !dated && !matches!(self.table_type, "dataset" | "software") {
            self.push("date", "XXXX".to_owned());
        }
    }

    fn can_be_sorted(&self) -> bool {
        match self.entry_type {
            "book" => self.has("author") || self.has("editor"),
            "proceedings" => self.has("editor") || self.has("organization"),
            "manual" => self.has("author") || self.has("organization"),
            _ => self.has("author"),
        }
    }

    /// The fields that came from a file of this format and that no variable holds.
    fn extras(&mut self) {
        let item = self.item;
        if item.extra.is_empty() {
            return;
        }
        let mut written: HashSet<String> =
            self.fields.iter().map(|f| f.name.clone().into_owned()).collect();
        for extra in item.extra.iter().filter(|extra| extra.format == FORMAT) {
            let name: String = extra.name.chars().filter(|c| is_field_char(*c)).collect();
            if !name.is_empty() && written.insert(name.clone()) {
                self.push(&name, balance(&extra.value).into_owned());
            }
        }
        // Those of CSL-JSON are in the rest.
        let others = item.extra.iter().filter(|extra| !matches!(extra.format, FORMAT | "csl-json"));
        for extra in others {
            let message = format!("`{}`: no field of the format holds `{}`", item.key, extra.name);
            self.diagnostics.push(Diagnostic::new(Code::DroppedField, message));
        }
    }
}

/// Whether biblatex can look up a word: in the name of a macro no command may stand.
fn is_name(tex: &str) -> bool {
    !tex.contains(['\\', '{', '}', '$', '~', '#', '%'])
}

/// Whether biber reads pages: something other than 0 stands before each dash.
fn is_range(pages: &str) -> bool {
    pages.split([',', ';']).all(|part| {
        let start = part.split('-').next().unwrap_or(part).trim();
        !start.is_empty() && start != "0"
    })
}

/// Whether biber reads a date: a year of four digits, and a range that runs forwards.
fn is_edtf(span: &DateSpan) -> bool {
    let is_short = |day: &Day| (-9999..=9999).contains(&day.year);
    match span {
        DateSpan::Single(day) | DateSpan::Range(day, None) => is_short(day),
        DateSpan::Range(first, Some(last)) => {
            let has_season = first.season.is_some() || last.season.is_some();
            is_short(first) && is_short(last) && first.year <= last.year && !has_season
        }
        DateSpan::Literal(_) => false,
    }
}

/// A text without its case protection.
fn without_case(text: &Text) -> Text {
    let mut builder = TextBuilder::default();
    text.walk(|event| match event {
        Event::Open(Markup::NoCase) | Event::Close(Markup::NoCase) => {}
        Event::Open(markup) => builder.open(markup),
        Event::Close(markup) => builder.close(markup),
        Event::Str(piece) => builder.push(piece),
    });
    builder.finish()
}

/// The first of several numbers that is one.
fn first_valid(numbers: &str, is_valid: fn(&str) -> bool) -> String {
    let mut parts = numbers.split([',', ';', '/']).chain(numbers.split_whitespace());
    let first = parts.find(|number| is_valid(number)).unwrap_or("");
    let is_char = |c: char| c.is_ascii_digit() || matches!(c, '-' | 'X' | 'x');
    first.trim().trim_matches(|c: char| !is_char(c)).to_owned()
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
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'\\');
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
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
