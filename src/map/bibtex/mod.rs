//! BibTeX and BibLaTeX entries <-> items.

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
mod leftover;
mod lineage;
mod lookup;
mod names;
mod required;
mod split;

pub use from::{Entry, Options, Protect, entry, from_item};
pub use inherit::inherit;
use inherit::may_inherit;
pub(crate) use keys::Keys;

use fields::{Shape, Target};

use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::map::tex::decode;
use crate::model::{
    CiteKey, Doi, Extra, Item, Kind, NumberVariable, Sourced, StandardVariable, Text, TextBuilder,
    expand_pages,
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

/// Reads all items of a file: its entries, with what they inherit.
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
        return entries.into_iter().for_each(|record| sink(item(record)));
    }
    for read in entries(source) {
        let mut diagnostics = read.diagnostics;
        let value = read.value.filter(|record| record.kind != "xdata");
        let value = value.and_then(|record| item(record).into_value(&mut diagnostics));
        sink(Read { value, diagnostics });
    }
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
    let mut has_subtype = false;
    if let Some(named) = record.field("entrysubtype").and_then(|f| kinds::subtype(&f.value)) {
        kind = named;
        has_subtype = true;
    }
    let mut item = Item::new(key, kind, source.origin(record.span.clone()));
    let mut reader = Reader { source, diagnostics, item: &mut item, entry_type };
    let left = dates::read_parts(&record, &mut reader);
    for field in &record.fields {
        let is_kept = match &*field.name {
            "eprint" | "eprinttype" => reader.archive(&record, field),
            "howpublished" => reader.address(&record, field) || reader.field(field),
            // The kind has been read; the parent's fields have been inherited; the key stands in for an author.
            "entrysubtype" => has_subtype,
            "crossref" | "xdata" => true,
            name if leftover::FIELDS.contains(&name) => leftover::object(&field.value).is_some(),
            // For the parts that inherit it; the work itself is no part of itself.
            "booktitle"
                if record.field("title").is_some_and(|title| title.value == field.value) =>
            {
                false
            }
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

struct Reader<'a> {
    source: &'a Source,
    diagnostics: Vec<Diagnostic>,
    item: &'a mut Item,
    entry_type: &'static str,
}

impl Reader<'_> {
    /// Sets the variable of a field; false if there is none, or if it has a value.
    fn field(&mut self, field: &Field<'_>) -> bool {
        let kind = *self.item.kind;
        let Some(rule) = lookup::rule(&field.name, self.entry_type, kind) else { return false };
        let origin = self.source.origin(field.span.clone());
        match rule.target {
            Target::Names(variable) if !self.item.names.contains(variable) => {
                let names::ReadNames { names, problem } = names::read(&field.value);
                if let Some(problem) = problem {
                    let place = self.source.place(field.span.clone());
                    self.diagnostics.push(Diagnostic::new(Code::BadValue, problem).at(place));
                }
                if names.list.is_empty() && !names.truncated {
                    return true;
                }
                self.item.names.set(variable, names, origin);
            }
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
                self.item.page = Some(Sourced::new(pages(label.as_str()), origin));
            }
            Target::Text(variable) if !self.item.texts.contains(variable) => {
                let text = match rule.shape {
                    Shape::Verbatim => Text::plain(verbatim(variable, &field.value)),
                    Shape::Genre => {
                        match kinds::GENRES.iter().find(|row| row.0 == field.value.trim()) {
                            Some((_, genre)) => Text::plain(*genre),
                            None => self.decode(field, false),
                        }
                    }
                    shape => self.decode(field, shape == Shape::Title),
                };
                let repeats =
                    rule.shape == Shape::Genre && matches!(text.as_str(), "Thesis" | "Report");
                if !text.is_empty() && !repeats {
                    self.item.texts.set(variable, text, origin);
                }
            }
            _ => return false,
        }
        true
    }

    /// A link where the way of publication belongs, as BibTeX's styles know no `url`.
    fn address(&mut self, record: &Record<'_>, field: &Field<'_>) -> bool {
        let link = verbatim(StandardVariable::URL, &field.value);
        if !link.starts_with("http") {
            return false;
        }
        if record.field("url").is_none() {
            let origin = self.source.origin(field.span.clone());
            self.item.texts.set(StandardVariable::URL, Text::plain(link), origin);
        }
        true
    }

    /// An archive's number that CSL has a variable for.
    fn archive(&mut self, record: &Record<'_>, field: &Field<'_>) -> bool {
        let archive = record.field("eprinttype").map(|field| field.value.to_lowercase());
        let Some((_, variable)) = ARCHIVES.iter().find(|row| archive.as_deref() == Some(row.0))
        else {
            return self.preprint(archive.as_deref(), field);
        };
        if field.name == "eprint" {
            let origin = self.source.origin(field.span.clone());
            self.item.texts.set(*variable, Text::plain(field.value.trim()), origin);
        }
        true
    }

    /// The number of a preprint is its `number` in CSL, with the prefix that arXiv gives it.
    fn preprint(&mut self, archive: Option<&str>, field: &Field<'_>) -> bool {
        let is_arxiv = archive.is_some_and(|archive| archive.eq_ignore_ascii_case(ARXIV));
        let is_number = field.name == "eprint" && self.field(field);
        match self.item.numbers.get_mut(NumberVariable::Number) {
            Some(number) if is_arxiv && is_number => number.value.insert_str(0, "arXiv:"),
            _ => {}
        }
        is_number || is_arxiv && *self.item.kind == Kind::Article
    }

    fn decode(&mut self, field: &Field<'_>, protect: bool) -> Text {
        let decoded = decode(&field.value, protect);
        if let Some(command) = decoded.unknown.first() {
            let message = format!("`{command}` is no TeX command that is known here");
            let place = self.source.place(field.span.clone());
            self.diagnostics.push(Diagnostic::new(Code::BadValue, message).at(place));
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
        ];
        for (name, variable) in pairs {
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

/// A page field as CSL's `page`: hyphens in ranges, abbreviated last pages in full.
fn pages(label: &str) -> String {
    let parts = label.split([',', ';']).map(|part| {
        let part = part.trim();
        match expand_pages(part) {
            Some(pages) => match pages.last {
                Some(last) => format!("{}-{last}", pages.first),
                None => pages.first,
            },
            None => part.replace(['–', '—'], "-"),
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// A link or an identifier: not TeX, though exporters escape it as if it were.
fn verbatim(variable: StandardVariable, value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('_' | '%' | '#' | '&' | '$' | '{' | '}' | '~')) => {}
            (c, _) if c.is_whitespace() => {}
            (c, _) => out.push(c),
        }
    }
    let inner = out.strip_prefix("\\url{").and_then(|inner| inner.strip_suffix('}'));
    let out = inner.map(str::to_owned).unwrap_or(out);
    match variable {
        StandardVariable::DOI => Doi::parse(&out).map_or(out, |doi| doi.as_str().to_owned()),
        _ => out,
    }
}

#[cfg(test)]
mod tests;
