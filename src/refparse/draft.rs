//! A record in the making: slices of the reference, and how sure each step was.

use std::ops::Range;

use super::Reference;
use super::folded::Folded;
use super::grammar::{Line, range_of};
use super::organisation;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    CiteKey, Confidence, Date, DateVariable, Item, Kind, NameVariable, Names, NumberVariable,
    Origin, Pages, Sourced, StandardVariable, Text, Via, expand_pages, pages_in_order,
};

/// What a grammar made of a reference.
#[derive(Debug)]
pub(super) struct Draft<'t> {
    whole: &'t str,
    kind: Kind,
    texts: Vec<(StandardVariable, String, Range<usize>)>,
    numbers: Vec<(NumberVariable, String, Range<usize>)>,
    page: Option<(String, Range<usize>)>,
    names: Vec<(NameVariable, Names, Range<usize>)>,
    dates: Vec<(DateVariable, Date, Range<usize>)>,
    confidence: f32,
    doubts: Vec<&'static str>,
    /// Kinds that the parts of the reference speak for, with their probability.
    kinds: Vec<(Kind, f32)>,
}

impl<'t> Draft<'t> {
    /// An empty draft over the folded text that all slices come from.
    pub(super) fn new(whole: &'t str) -> Self {
        Self {
            whole,
            kind: Kind::Document,
            texts: Vec::new(),
            numbers: Vec::new(),
            page: None,
            names: Vec::new(),
            dates: Vec::new(),
            confidence: 1.0,
            doubts: Vec::new(),
            kinds: Vec::new(),
        }
    }

    /// Notes the kinds that the parts of the reference speak for.
    pub(super) fn kinds_are(&mut self, kinds: Vec<(Kind, f32)>) {
        self.kinds = kinds;
    }

    /// How much the parts of the reference speak for a kind, from 0 to 1.
    pub(super) fn speaks_for(&self, kind: Kind) -> f32 {
        self.kinds.iter().find(|(known, _)| *known == kind).map_or(0.0, |(_, share)| *share)
    }

    /// Sets CSL's `type`.
    pub(super) fn kind(&mut self, kind: Kind) {
        self.kind = kind;
    }

    /// CSL's `type`.
    pub(super) fn kind_set(&self) -> Kind {
        self.kind
    }

    /// Sets a text variable to a value printed at a place; the first of two is kept.
    pub(super) fn text_at(
        &mut self,
        variable: StandardVariable,
        value: String,
        span: Range<usize>,
    ) {
        match self.texts.iter().find(|(known, ..)| *known == variable) {
            Some((_, known, _)) if *known == value => {}
            Some(_) => self.doubt_that(0.9, "a text is printed in two places and differs"),
            None if value.is_empty() => {}
            None => self.texts.push((variable, value, span)),
        }
    }

    /// Sets a number variable to a value printed at a place; the first of two is kept.
    pub(super) fn number_at(
        &mut self,
        variable: NumberVariable,
        value: String,
        span: Range<usize>,
    ) {
        match self.numbers.iter().find(|(known, ..)| *known == variable) {
            Some((_, known, _)) if *known == value => {}
            Some(_) => self.doubt_that(0.9, "a number is printed in two places and differs"),
            None if value.is_empty() => {}
            None => self.numbers.push((variable, value, span)),
        }
    }

    /// Sets the pages, written in full, printed at a place.
    pub(super) fn page_at(&mut self, value: String, span: Range<usize>) {
        if runs_backwards(&value) {
            self.doubt(0.8);
        }
        self.page = Some((value, span));
    }

    /// Sets a name variable printed at a place.
    pub(super) fn names_at(&mut self, variable: NameVariable, names: Names, span: Range<usize>) {
        if !names.list.is_empty() {
            self.names.push((variable, names, span));
        }
    }

    /// Sets a date variable printed at a place.
    pub(super) fn date_at(&mut self, variable: DateVariable, date: Date, span: Range<usize>) {
        self.dates.push((variable, date, span));
    }

    /// Sets a text variable to a part of the reference, which may be empty.
    pub(super) fn text(&mut self, variable: StandardVariable, part: &str) {
        self.text_as(variable, part.to_owned(), part);
    }

    /// Sets the title; a stop that the style moved inside a quote at its end goes.
    pub(super) fn title(&mut self, part: &str) {
        let unmoved = ['”', '’', '"'].into_iter().find_map(|quote| {
            let inner = part.strip_suffix(quote)?.strip_suffix(['.', ','])?;
            Some(format!("{inner}{quote}"))
        });
        self.text_as(StandardVariable::Title, unmoved.unwrap_or_else(|| part.to_owned()), part);
    }

    /// Sets a text variable to a value that `part` prints otherwise.
    pub(super) fn text_as(&mut self, variable: StandardVariable, value: String, part: &str) {
        if !value.is_empty() {
            self.texts.push((variable, value, range_of(self.whole, part)));
        }
    }

    /// Sets a number variable to a part of the reference.
    pub(super) fn number(&mut self, variable: NumberVariable, part: &str) {
        if !part.is_empty() {
            self.numbers.push((variable, part.to_owned(), range_of(self.whole, part)));
        }
    }

    /// Sets a number variable to a value that `part` prints otherwise.
    pub(super) fn number_as(&mut self, variable: NumberVariable, value: String, part: &str) {
        self.numbers.push((variable, value, range_of(self.whole, part)));
    }

    /// Sets DOI, URL and date of access.
    pub(super) fn address(&mut self, line: &Line<'t>) {
        for (variable, address) in
            [(StandardVariable::DOI, &line.doi), (StandardVariable::URL, &line.url)]
        {
            if let Some((value, part)) = address {
                self.text_as(variable, value.clone(), part);
            }
        }
        if let Some((date, part)) = &line.accessed {
            self.date(DateVariable::Accessed, date.clone(), part);
        }
    }

    /// Sets the pages; abbreviated last pages are written in full.
    pub(super) fn pages(&mut self, part: &str) {
        if !part.is_empty() {
            self.page = Some((full_pages(part), range_of(self.whole, part)));
        }
    }

    /// Sets a name variable.
    pub(super) fn names(&mut self, variable: NameVariable, names: Names, part: &str) {
        if !names.list.is_empty() {
            self.names.push((variable, names, range_of(self.whole, part)));
        }
    }

    /// Makes the one author, a name in one piece without a word that only organisations have, the
    /// container; `false` if it is not such a name.
    pub(super) fn author_to_container(&mut self) -> bool {
        let [(NameVariable::Author, names, span)] = self.names.as_slice() else { return false };
        let [name] = names.list.as_slice() else { return false };
        if name.literal.is_empty() || organisation::has_noun(&name.literal) {
            return false;
        }
        self.texts.push((StandardVariable::ContainerTitle, name.literal.clone(), span.clone()));
        self.names.clear();
        true
    }

    /// Sets a date variable.
    pub(super) fn date(&mut self, variable: DateVariable, date: Date, part: &str) {
        self.dates.push((variable, date, range_of(self.whole, part)));
    }

    /// Lowers the confidence: `factor` is how often a guess of this kind is right.
    pub(super) fn doubt(&mut self, factor: f32) {
        self.confidence *= factor;
    }

    /// Lowers the confidence and remembers why: a sentence without its stop, such as `two volumes are
    /// printed`.
    pub(super) fn doubt_that(&mut self, factor: f32, reason: &'static str) {
        self.doubt(factor);
        if !self.doubts.contains(&reason) {
            self.doubts.push(reason);
        }
    }

    /// How sure the draft is.
    pub(super) fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Whether there is enough for a record: a title, and a name or a date.
    pub(super) fn is_record(&self) -> bool {
        let has_letters = |text: &str| text.chars().any(char::is_alphanumeric);
        let title = self.texts.iter().find(|(variable, ..)| *variable == StandardVariable::Title);
        title.is_some_and(|(_, title, _)| has_letters(title))
            && (!self.names.is_empty() || !self.dates.is_empty())
    }

    /// Sets how sure the whole is.
    pub(super) fn sure(&mut self, confidence: Confidence) {
        self.confidence = confidence.0;
    }

    /// Whether another draft has the same values, wherever they stand.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        fn same<K: PartialEq, V: PartialEq>(
            one: &[(K, V, Range<usize>)],
            other: &[(K, V, Range<usize>)],
        ) -> bool {
            one.iter().map(|(key, value, _)| (key, value)).eq(other.iter().map(|(k, v, _)| (k, v)))
        }
        let page = |draft: &Self| draft.page.as_ref().map(|(page, _)| page.clone());
        same(&self.texts, &other.texts)
            && same(&self.numbers, &other.numbers)
            && same(&self.names, &other.names)
            && same(&self.dates, &other.dates)
            && page(self) == page(other)
    }

    /// The record, to be printed and thrown away.
    pub(super) fn item(&self, kind: Kind) -> Item {
        let mut item = Item::new(CiteKey::unnamed(), kind, Origin::derived());
        for (variable, names, _) in &self.names {
            item.names.set(*variable, names.clone(), Origin::derived());
        }
        for (variable, text, _) in &self.texts {
            item.texts.set(*variable, Text::plain(text.clone()), Origin::derived());
        }
        for (variable, number, _) in &self.numbers {
            item.numbers.set(*variable, number.clone(), Origin::derived());
        }
        for (variable, date, _) in &self.dates {
            if !super::dates::is_missing(date) {
                item.dates.set(*variable, date.clone(), Origin::derived());
            }
        }
        item.page =
            self.page.as_ref().map(|(page, _)| Sourced::new(page.clone(), Origin::derived()));
        item
    }

    /// Makes the record; `sure` tells how sure the words at a place are. How sure all of it is stands in the
    /// origin of the type.
    ///
    /// # Diagnostics
    /// `truncated-names`, `page-order`, `bad-date`, `bad-value`.
    pub(super) fn into_item(
        self,
        reference: &Reference<'_>,
        folded: &Folded,
        sure: &dyn Fn(&Range<usize>) -> Confidence,
        found: &mut Vec<Diagnostic>,
    ) -> Item {
        let origin = |span: Range<usize>| {
            let confidence = sure(&span);
            origin_of(reference, folded.raw_span(span), confidence)
        };
        let whole = Confidence(self.confidence);
        let placeholder = reference.key.cloned().unwrap_or_else(CiteKey::unnamed);
        let all = origin_of(reference, folded.raw_span(0..self.whole.len()), whole);
        let mut item = Item::new(placeholder, self.kind, all);
        for (variable, names, span) in self.names {
            if names.truncated {
                found.push(truncated(&names));
            }
            item.names.set(variable, names, origin(span));
        }
        for (variable, text, span) in self.texts {
            item.texts.set(variable, Text::plain(text), origin(span));
        }
        for (variable, number, span) in self.numbers {
            item.numbers.set(variable, number, origin(span));
        }
        for (variable, date, span) in self.dates {
            if super::dates::is_missing(&date) {
                continue;
            }
            if super::dates::is_impossible(&date) {
                let message = format!("the calendar has no `{date}`");
                found.push(Diagnostic::new(Code::BadDate, message).help("correct the date"));
            }
            item.dates.set(variable, date, origin(span));
        }
        if let Some((page, span)) = self.page {
            if runs_backwards(&page) {
                let message = format!("the pages `{page}` run backwards");
                found.push(Diagnostic::new(Code::PageOrder, message).help("check the pages"));
            }
            item.page = Some(Sourced::new(page, origin(span)));
        }
        for reason in self.doubts {
            found.push(Diagnostic::new(Code::BadValue, reason).help("check the record"));
        }
        item
    }
}

/// The place of a part, if the reference's own place covers its text byte for byte; else all of it.
fn origin_of(reference: &Reference<'_>, span: Range<usize>, confidence: Confidence) -> Origin {
    let all = &reference.origin.span;
    let via = Via::ParsedReference { confidence };
    let exact = all.len() == reference.text.len();
    let span = if exact { all.start + span.start..all.start + span.end } else { all.clone() };
    Origin { span, ..reference.origin.via(via) }
}

fn truncated(names: &Names) -> Diagnostic {
    let known = names.list.len();
    let last = names.list.last().map(crate::model::Name::full_family).unwrap_or_default();
    let message = format!("the list of names is cut after `{last}`, name {known}");
    Diagnostic::new(Code::TruncatedNames, message)
        .help("complete the names in your reference manager; the DOI finds them")
}

/// Writes every range of a page expression in full, with `-`.
fn full_pages(part: &str) -> String {
    let full = |range: &str| match expand_pages(range) {
        Some(Pages { first, last: Some(last) }) => format!("{first}-{last}"),
        Some(Pages { first, last: None }) => first,
        None => range.replace(['–', '‒', '−'], "-"),
    };
    let (part, note) = part.split_at(part.find("; ").unwrap_or(part.len()));
    let pages: Vec<String> = part.split(", ").map(|range| full(range.trim())).collect();
    pages.join(", ") + note
}

fn runs_backwards(page: &str) -> bool {
    let mut ranges = page.split(", ").filter_map(expand_pages);
    ranges.any(|pages| !pages_in_order(&pages))
}
