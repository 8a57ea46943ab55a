//! Rows -> items.

use std::ops::Range;

use super::cells::{self, FORMAT};
use super::columns::Target;
use super::{Header, foreign, kinds, people};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::shapes::keys::Keys;
use crate::model::{
    CiteKey, Date, DateSpan, DateVariable, Doi, Extra, Item, Kind, Origin, Sourced,
    StandardVariable, Text, expand_pages,
};
use crate::read::csv::Row;
use crate::source::Source;

/// Makes a row an item.
pub(super) fn to_item(row: Row, header: &Header, keys: &mut Keys, source: &Source) -> Read<Item> {
    let origin = source.origin(row.span.clone());
    let item = Item::new(CiteKey::unnamed(), Kind::Document, origin.clone());
    let mut reader = Reader {
        source,
        is_own: header.is_own,
        origin,
        span: row.span,
        item,
        key: None,
        kind: None,
        parts: [None, None, None],
        pages: [None, None],
        diagnostics: Vec::new(),
    };
    if row.is_open {
        reader.report(Code::Syntax, "a quote has no end; the row ends with its line".to_owned());
    }
    let (found, named) = (row.cells.len(), header.columns.len());
    if found != named && !row.is_open {
        reader.report(Code::BadValue, format!("the row has {found} cells, the header {named}"));
    }
    for at in header.order.iter().copied().chain(named..found.max(named)) {
        let Some(cell) = row.cells.get(at) else { continue };
        let cell = cells::unguarded(cell);
        let is_blank = if header.is_own { cell.is_empty() } else { cell.trim().is_empty() };
        if is_blank {
            continue;
        }
        let (name, target) = match header.columns.get(at) {
            Some((name, target)) => (name.clone(), *target),
            None => (format!("column {}", at + 1), None),
        };
        if !target.is_some_and(|target| reader.set(target, cell)) {
            reader.extra(&name, cell);
        }
    }
    reader.finish(keys)
}

struct Reader<'a> {
    source: &'a Source,
    is_own: bool,
    origin: Origin,
    span: Range<usize>,
    item: Item,
    key: Option<CiteKey>,
    kind: Option<Kind>,
    /// Year, month and day of issue, of columns of their own.
    parts: [Option<String>; 3],
    /// First and last page.
    pages: [Option<String>; 2],
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: String) {
        let place = self.source.place(self.span.clone());
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
    }

    fn extra(&mut self, name: &str, cell: &str) {
        let value = Sourced::new(cell.to_owned(), self.origin.clone());
        self.item.extra.push(Extra { format: FORMAT, name: name.to_owned(), value });
    }

    /// Sets what a cell holds; false if it is set already or if the cell has another form.
    fn set(&mut self, target: Target, cell: &str) -> bool {
        let origin = self.origin.clone();
        let text = if self.is_own { cell } else { cell.trim() };
        let item = &mut self.item;
        match target {
            Target::Key if self.key.is_none() => {
                let key: String = text.chars().filter(|c| !c.is_control()).collect();
                self.key = CiteKey::parse(key.trim()).ok();
                self.key.is_some()
            }
            Target::Kind if self.kind.is_none() => {
                self.kind = kinds::read(text, self.is_own);
                if self.kind.is_none() {
                    self.report(Code::UnknownType, format!("`{text}` is no type of work"));
                }
                self.kind.is_some()
            }
            Target::Text(v) if !item.texts.contains(v) => {
                let value = match v {
                    StandardVariable::Keyword => cells::read_keywords(text, self.is_own),
                    StandardVariable::DOI if !self.is_own => {
                        let doi = Doi::parse(text);
                        Text::plain(doi.as_ref().map_or(text, Doi::as_str))
                    }
                    StandardVariable::URL | StandardVariable::DOI => Text::plain(text),
                    _ => Text::from_csl(text),
                };
                item.texts.set(v, value, origin);
                true
            }
            Target::Number(v) if !item.numbers.contains(v) => {
                item.numbers.set(v, text.to_owned(), origin);
                true
            }
            Target::Page if item.page.is_none() => {
                let page = self.page(text);
                self.item.page = Some(Sourced::new(page, origin));
                true
            }
            Target::Names(v) if !item.names.contains(v) => {
                let names = match self.is_own {
                    true => people::read(text),
                    false => foreign::read_foreign(text),
                };
                let is_some = !names.list.is_empty() || names.truncated;
                if is_some {
                    item.names.set(v, names, origin);
                }
                is_some
            }
            Target::Date(v) if !item.dates.contains(v) => {
                item.dates.set(v, cells::read_date(text, self.is_own), origin);
                true
            }
            Target::Year => part(&mut self.parts[0], text),
            Target::Month => part(&mut self.parts[1], text),
            Target::Day => part(&mut self.parts[2], text),
            Target::FirstPage => part(&mut self.pages[0], text),
            Target::LastPage => part(&mut self.pages[1], text),
            Target::Custom => match cells::read_custom(text, &origin) {
                Some(extras) => {
                    item.extra.extend(extras);
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    fn page(&self, text: &str) -> String {
        let text = text.replace('–', "-");
        match expand_pages(&text).filter(|_| !self.is_own) {
            Some(pages) => match pages.last {
                Some(last) => format!("{}-{last}", pages.first),
                None => pages.first,
            },
            None => text,
        }
    }

    fn finish(mut self, keys: &mut Keys) -> Read<Item> {
        self.date();
        if let (None, [Some(first), last]) = (&self.item.page, std::mem::take(&mut self.pages)) {
            let last = last.filter(|last| *last != first).map(|last| format!("-{last}"));
            let page = self.page(&(first + &last.unwrap_or_default()));
            self.item.page = Some(Sourced::new(page, self.origin.clone()));
        }
        let kind = self.kind.unwrap_or_else(|| kinds::guess(&self.item));
        self.item.kind = Sourced::new(kind, self.origin.clone());
        // Zotero's own key is no key to cite by, where there is one.
        let stated = self.item.text(StandardVariable::CitationKey).filter(|_| !self.is_own);
        if let Some(key) = stated.and_then(|key| CiteKey::parse(key).ok()) {
            self.item.texts.remove(StandardVariable::CitationKey);
            if let Some(other) = self.key.replace(key) {
                self.extra("key", other.as_str());
            }
        }
        match self.key.take() {
            Some(key) => self.item.key = key,
            // Only keys that records state are told of.
            None => _ = keys.give(&mut self.item, None),
        }
        Read { value: self.item, diagnostics: self.diagnostics }
    }

    /// Joins the parts of the date of issue, where no column has the whole.
    fn date(&mut self) {
        let [year, month, day] = std::mem::take(&mut self.parts);
        let stated = self.item.dates.get(DateVariable::Issued);
        let is_words = stated.is_some_and(|date| matches!(date.span, DateSpan::Literal(_)));
        // A year that says what the date does is no more than that.
        let stated_year = self.item.year().map(|year| year.to_string());
        if let (Some(year), Some(stated)) = (&year, &stated_year)
            && year.trim() != stated
        {
            self.extra("year", year);
            return;
        }
        if let Some(year) = year.filter(|_| stated.is_none() || is_words) {
            let text: Vec<&str> =
                [&month, &day].into_iter().flatten().map(|part| part.trim()).collect();
            let numbers = [[year.trim()].as_slice(), &text].concat().join("-");
            let words = [text.as_slice(), &[year.trim()]].concat().join(" ");
            let read =
                |text: &str| Some(cells::read_date(text, false)).filter(|d| d.start().is_some());
            match read(&numbers).or_else(|| read(&words)).or_else(|| read(year.trim())) {
                Some(date) => {
                    if let Some(words) = stated.map(|date| date.to_string()) {
                        self.extra("issued", &words);
                    }
                    self.item.dates.set(DateVariable::Issued, date, self.origin.clone());
                }
                None if stated.is_none() => {
                    self.report(Code::BadDate, format!("`{year}` is no year"));
                    self.item.dates.set(
                        DateVariable::Issued,
                        Date::literal(year),
                        self.origin.clone(),
                    );
                }
                None => self.extra("year", &year),
            }
        }
    }
}

fn part(slot: &mut Option<String>, text: &str) -> bool {
    match slot {
        Some(_) => false,
        None => {
            *slot = Some(text.to_owned());
            true
        }
    }
}
