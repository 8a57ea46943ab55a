//! BibTeX and BibLaTeX entries <-> items.

mod archive;
mod datamodel;
mod dates;
mod datewords;
mod extended;
mod fields;
mod from;
mod granular;
mod identifiers;
mod inherit;
mod keys;
mod kinds;
mod languages;
mod leftover;
mod lineage;
mod lint;
mod listing;
mod lookup;
mod names;
mod pages;
mod required;
mod roles;
mod split;
mod verbatim;

pub use from::{Entry, Options, Protect, entry, from_item};
pub(crate) use identifiers::{isbn_is_valid, issn_is_valid};
pub use inherit::inherit;
use inherit::may_inherit;
pub(crate) use keys::Keys;
pub(crate) use lint::is_tex_field;
pub use lint::lint;
pub use listing::fields;

use archive::Archive;
use fields::Shape;

use split::{Separator, split_top};

use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::map::target::Target;
use crate::map::tex::decode;
use crate::model::{
    CiteKey, Extra, Item, Kind, NameVariable, NumberVariable, Sourced, StandardVariable, Text,
    TextBuilder,
};
use crate::read::bibtex::{Field, Record, each as entries, records};
use crate::source::Source;

/// The name that extra fields carry.
const FORMAT: &str = "bibtex";

/// The archives whose numbers have a variable, as `eprinttype` names them.
const ARCHIVES: [(&str, StandardVariable); 2] =
    [("pubmed", StandardVariable::PMID), ("pmc", StandardVariable::PMCID)];

/// The archive of preprints whose numbers carry its name in CSL: `arXiv:2005.14165`.
const ARXIV: &str = "arXiv";

/// The two ways to write a `.bib` file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// For `bibtex` and its styles.
    #[default]
    Bibtex,
    /// For `biber` and the `biblatex` package.
    Biblatex,
}

/// Reads all items of a file: its entries, with what they inherit. Two items may have one key, as entries may.
///
/// # Diagnostics
/// Those of [`records`], [`inherit`] and [`to_item`].
///
/// ```
/// use florilege::{map::bibtex, source::Source};
/// let source = Source::new("a.bib", "@book{knuth1984, author = {Donald E. Knuth}, title = {The {\\TeX}book}}");
/// assert_eq!(bibtex::items(&source).value[0].text(florilege::model::StandardVariable::Title), Some("The TeXbook"));
/// ```
pub fn items(source: &Source) -> Read<Vec<Item>> {
    let mut items = Read::clean(Vec::new());
    each(source, &mut |read| items.value.extend(read.into_value(&mut items.diagnostics)));
    items
}

/// Reads the items of a file, one after the other.
///
/// Only a file in which entries inherit from others needs all its entries at once.
///
/// # Diagnostics
/// Those of [`items`].
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    let mut unkeyed = 0;
    let mut item = |mut record: Record<'_>| {
        if record.key.is_empty() {
            unkeyed += 1;
            record.key = format!("unkeyed{unkeyed}").into();
        }
        to_item(record, source).map(Some)
    };
    if may_inherit(&source.text) {
        let mut diagnostics = Vec::new();
        let entries = records(source).into_value(&mut diagnostics);
        let entries = inherit(entries, source).into_value(&mut diagnostics);
        sink(Read { value: None, diagnostics });
        return entries.into_iter().filter(is_work).for_each(|record| sink(item(record)));
    }
    for read in entries(source) {
        let mut diagnostics = read.diagnostics;
        let value = read.value.filter(is_work);
        let value = value.and_then(|record| item(record).into_value(&mut diagnostics));
        sink(Read { value, diagnostics });
    }
}

/// Whether an entry is a work, not a container of data or the settings of a style.
fn is_work(record: &Record<'_>) -> bool {
    record.kind != "xdata" && !kinds::is_setup(&record.kind)
}

/// Makes an entry an item. What no variable holds goes to `extra` as it is written.
///
/// # Diagnostics
/// `unknown-type`, `bad-date`, and `bad-value` for TeX commands that no table has.
pub fn to_item(record: Record<'_>, source: &Source) -> Read<Item> {
    let mut diagnostics = Vec::new();
    let (entry_type, mut kind) = kinds::read(&record.kind).unwrap_or_else(|| {
        let message = format!("`@{}` is no entry type", record.kind);
        let start = record.span.start;
        let place = source.place(start..start + 1 + record.kind.len());
        diagnostics.push(Diagnostic::new(Code::UnknownType, message).at(place));
        ("misc", Kind::Document)
    });
    let key = CiteKey::cleaned(&record.key);
    let has_subtype;
    (kind, has_subtype) = read_kind(&record, kind);
    let mut item = Item::new(key, kind, source.origin(record.span.clone()));
    let use_prefix = names::use_prefix(&record);
    let mut reader = Reader { source, diagnostics, item: &mut item, entry_type, use_prefix };
    let left = dates::read_parts(&record, &mut reader);
    let is_late = |field: &&Field<'_>| fields::is_late(&field.name, entry_type);
    let early = record.fields.iter().filter(|field| !is_late(field));
    for field in early.chain(record.fields.iter().filter(is_late)) {
        let is_kept = match &*field.name {
            "eprint" | "eprinttype" | "archiveprefix" => reader.archive(&record, field),
            "howpublished" | "note" => match reader.address(&record, field) {
                Some(is_all) => is_all,
                None => reader.field(field),
            },
            name if roles::is_editor(name) => reader.editors(&record, field),
            name if roles::editor_of(name).is_some() => {
                roles::editor_of(name).is_some_and(|editor| {
                    record.field(editor).is_some() && roles::variable(&record, editor).is_some()
                })
            }
            // The kind has been read; the parent's fields have been inherited; the key stands in for an author.
            "entrysubtype" => has_subtype,
            "crossref" | "xdata" => true,
            name if leftover::FIELDS.contains(&name) => leftover::object(&field.value).is_some(),
            // For the parts that inherit it; the work itself is no part of itself.
            "booktitle" | "booksubtitle" | "booktitleaddon" if entry_type == "book" => false,
            "booktitle" if record.field("title").is_some_and(|f| f.value == field.value) => false,
            "key" | "sortkey" => field.value == record.key,
            name if dates::is_part(name) => !left.contains(&name),
            "date" if crate::map::edtf::is_unknown(&field.value) => true,
            _ => reader.field(field),
        };
        if !is_kept {
            reader.keep(field);
        }
    }
    reader.join_titles(&record);
    if let (Some(genre), None) = (kinds::implied_genre(&record.kind), record.field("type")) {
        let origin = source.origin(record.span.clone());
        reader.item.texts.set(StandardVariable::Genre, Text::plain(genre), origin);
    }
    let diagnostics = reader.diagnostics;
    for field in leftover::FIELDS.iter().filter_map(|name| record.field(name)) {
        if let Some(rest) = leftover::object(&field.value) {
            leftover::apply(rest, &mut item, &source.origin(field.span.clone()));
        }
    }
    Read { value: item, diagnostics }
}

/// The fields that reading a field asks for, beside those that tell the kind.
fn partners(name: &str) -> &'static [&'static str] {
    match name {
        "booktitle" => &["title"],
        "howpublished" | "note" => &["url"],
        "eprint" | "eprinttype" | "archiveprefix" => &["eprint", "eprinttype", "archiveprefix"],
        "date" | "year" | "month" | "day" => &["date", "year", "month", "day"],
        _ => &[],
    }
}

/// The kind that the fields of an entry tell, or the one of its type; and whether `entrysubtype` tells it.
fn read_kind(record: &Record<'_>, of_type: Kind) -> (Kind, bool) {
    let named = record.field("entrysubtype").and_then(|field| kinds::subtype(&field.value));
    let kind = named.unwrap_or(of_type);
    let has_subtype = named.is_some();
    if archive::is_preprint(record, kind) {
        return (Kind::Article, has_subtype);
    }
    let is_talk = record.kind == "unpublished" && record.field("eventtitle").is_some();
    match is_talk && !has_subtype {
        true => (Kind::Speech, false),
        false => (kind, has_subtype),
    }
}

struct Reader<'a> {
    source: &'a Source,
    diagnostics: Vec<Diagnostic>,
    item: &'a mut Item,
    entry_type: &'static str,
    /// Whether particles stay with the family name.
    use_prefix: bool,
}

impl Reader<'_> {
    /// Sets the variable of a field; false if there is none, or if it has a value.
    fn field(&mut self, field: &Field<'_>) -> bool {
        let kind = *self.item.kind;
        let Some(rule) = lookup::rule(&field.name, self.entry_type, kind) else { return false };
        let origin = self.source.origin(field.span.clone());
        match rule.target {
            Target::Names(variable) => return self.names(variable, field),
            Target::Date(variable) if !self.item.dates.contains(variable) => {
                let (date, problem) = dates::read(&field.value);
                if let Some(problem) = problem {
                    let place = self.source.place(field.span.clone());
                    self.diagnostics.push(Diagnostic::new(Code::BadDate, problem).at(place));
                }
                self.item.dates.set(variable, date, origin);
            }
            Target::Number(variable) if !self.item.numbers.contains(variable) => {
                let label = self.decode(field, false).as_str().replace('\u{a0}', " ");
                self.item.numbers.set(variable, label.replace('–', "-"), origin);
            }
            Target::Page if self.item.page.is_none() => {
                let label = self.decode(field, false);
                self.item.page = Some(Sourced::new(pages::read(label.as_str()), origin));
            }
            Target::Text(variable) if !self.item.texts.contains(variable) => {
                let text = match rule.shape {
                    Shape::Verbatim => Text::plain(verbatim::read(variable, &field.value)),
                    Shape::List => self.list(field),
                    Shape::Organisation => Text::plain(names::displayed(&field.value)),
                    Shape::Language => match languages::read(&field.value) {
                        Some((tag, is_all)) => {
                            self.item.texts.set(variable, Text::plain(tag), origin);
                            return is_all;
                        }
                        None => self.decode(field, false),
                    },
                    shape => match kinds::localised(&field.name, field.value.trim()) {
                        Some(words) => Text::plain(words),
                        None => self.decode(field, shape == Shape::Title),
                    },
                };
                let repeats =
                    rule.shape == Shape::Genre && matches!(text.as_str(), "Thesis" | "Report");
                if !text.is_empty() && !repeats {
                    self.item.texts.set(variable, text, origin);
                }
            }
            // The same again loses nothing.
            Target::Text(variable) if rule.shape == Shape::Verbatim => {
                let again = verbatim::read(variable, &field.value);
                return self.item.text(variable) == Some(again.as_str());
            }
            _ => return false,
        }
        true
    }

    /// A link where BibTeX's styles have a place for one, as they know no `url`: whether it was all
    /// that the field says; none if the field has no link.
    fn address(&mut self, record: &Record<'_>, field: &Field<'_>) -> Option<bool> {
        let only = verbatim::only_link(&field.value);
        let is_only = only.is_some();
        let link = match only {
            None if field.name == "note" => None,
            only => only.or_else(|| verbatim::link_within(&field.value)),
        }?;
        match record.field("url") {
            Some(url) if verbatim::read(StandardVariable::URL, &url.value) == link => {}
            Some(_) => return None,
            None => {
                let origin = self.source.origin(field.span.clone());
                self.item.texts.set(StandardVariable::URL, Text::plain(link), origin);
            }
        }
        Some(is_only)
    }

    /// Names whose role another field tells; false if CSL has no variable for it.
    fn editors(&mut self, record: &Record<'_>, field: &Field<'_>) -> bool {
        roles::variable(record, &field.name).is_some_and(|variable| self.names(variable, field))
    }

    /// Sets a variable of names; false if it has a value.
    fn names(&mut self, variable: NameVariable, field: &Field<'_>) -> bool {
        if self.item.names.contains(variable) {
            return false;
        }
        let names::ReadNames { mut names, problem } = names::read(&field.value);
        if let Some(problem) = problem {
            let place = self.source.place(field.span.clone());
            let help = "write `Family, Jr., Given`, with `and` between names";
            self.diagnostics.push(Diagnostic::new(Code::BadValue, problem).at(place).help(help));
        }
        if !self.use_prefix {
            names.list.iter_mut().for_each(names::drop_particle);
        }
        if !names.list.is_empty() || names.truncated {
            self.item.names.set(variable, names, self.source.origin(field.span.clone()));
        }
        true
    }

    /// An archive's number that CSL has a variable for, or a preprint's, which is its `number`.
    fn archive(&mut self, record: &Record<'_>, field: &Field<'_>) -> bool {
        let is_number = field.name == "eprint";
        match archive::of(record) {
            Some(Archive::Variable(variable)) => {
                let has_number = record.field("eprint").is_some();
                if is_number && !self.item.texts.contains(variable) {
                    let origin = self.source.origin(field.span.clone());
                    self.item.texts.set(variable, Text::plain(field.value.trim()), origin);
                }
                has_number
            }
            Some(Archive::Arxiv) if *self.item.kind == Kind::Article => {
                let number = archive::arxiv_number(&field.value);
                if is_number && !self.item.numbers.contains(NumberVariable::Number) {
                    let origin = self.source.origin(field.span.clone());
                    self.item.numbers.set(NumberVariable::Number, number, origin);
                }
                record.field("eprint").is_some()
            }
            _ => is_number && self.field(field),
        }
    }

    /// A list as the one text that CSL has for it, its members joined as they are written.
    ///
    /// `John Wiley and Sons` is one house and `New York and London` are two places; BibTeX does not tell,
    /// and a reader need not be told.
    fn list(&mut self, field: &Field<'_>) -> Text {
        let members = split_top(&field.value, Separator::And);
        let words = |member: &str| kinds::localised(&field.name, member.trim());
        let is_plain = |member: &&str| member.trim() != "others" && words(member).is_none();
        if members.iter().all(is_plain) {
            return self.decode(field, false);
        }
        let mut list = Text::default();
        for member in members.into_iter().map(str::trim).filter(|member| !member.is_empty()) {
            let (between, text) = match (member, words(member)) {
                ("others", _) => (" ", Text::plain("et al.")),
                (_, Some(words)) => (" and ", Text::plain(words)),
                (member, None) => (" and ", decode(member, false).text),
            };
            list = if list.is_empty() { text } else { join(&list, between, &text) };
        }
        list
    }

    fn decode(&mut self, field: &Field<'_>, protect: bool) -> Text {
        let decoded = decode(&field.value, protect);
        if let Some(command) = decoded.unknown.first() {
            let message = format!("`{command}` is no TeX command that is known here");
            let place = self.source.place(field.span.clone());
            let help = "see that the manuscript defines it; here it stays in the text";
            self.diagnostics.push(Diagnostic::new(Code::BadValue, message).at(place).help(help));
        }
        decoded.text
    }

    fn keep(&mut self, field: &Field<'_>) {
        self.item.extra.push(Extra {
            format: FORMAT,
            name: field.name.clone().into_owned(),
            value: Sourced::new(
                field.value.clone().into_owned(),
                self.source.origin(field.span.clone()),
            ),
        });
    }

    /// CSL has one title where BibLaTeX has a title and a subtitle.
    fn join_titles(&mut self, record: &Record<'_>) {
        let pairs = [
            ("subtitle", StandardVariable::Title),
            ("booksubtitle", StandardVariable::ContainerTitle),
            ("journalsubtitle", StandardVariable::ContainerTitle),
            ("issuesubtitle", StandardVariable::VolumeTitle),
        ];
        for (name, variable) in pairs {
            if name == "booksubtitle" && self.entry_type == "book" {
                continue;
            }
            let Some(field) = record.field(name) else { continue };
            let subtitle = self.decode(field, true);
            let Some(title) = self.item.texts.get_mut(variable) else { continue };
            let ends = title.as_str().ends_with(['?', '!', ':', '.', '…']);
            let joined = join(&title.value, if ends { " " } else { ": " }, &subtitle);
            title.value = joined;
            self.item.extra.retain(|extra| extra.format != FORMAT || extra.name != name);
        }
    }
}

fn join(first: &Text, between: &str, second: &Text) -> Text {
    use crate::model::Event;
    let mut builder = TextBuilder::default();
    for text in [first, second] {
        text.walk(|event| match event {
            Event::Open(markup) => builder.open(markup),
            Event::Close(markup) => builder.close(markup),
            Event::Str(piece) => builder.push(piece),
        });
        if std::ptr::eq(text, first) {
            builder.push(between);
        }
    }
    builder.finish()
}

#[cfg(test)]
mod reading;
#[cfg(test)]
mod tests;
