//! What a record does not give back as it was.

use std::borrow::Cow;
use std::ops::Deref;

use super::{Line, to_item};
use crate::map::shapes::{markup, values};
use crate::map::target::Target;
use crate::model::{Item, Mark, Markup, NumberVariable, StandardVariable, Text};
use crate::read::tagged::{Field, Record};
use crate::source::Source;

/// The variables that the lines of an item are read as otherwise, each by its name.
///
/// Lines are of one shape each: runs of spaces become one, a DOI is one without the resolver's address, and
/// a family name alone is a name in one piece. Marks of letters that keep their case are not looked at, as RIS
/// has none; nor is what parts keywords.
pub(super) fn variables(item: &Item, lines: &[Line]) -> Vec<String> {
    let fields = lines.iter();
    let fields = fields.map(|Line { tag, value }| Field { tag, value: value.into(), span: 0..0 });
    let record = Record { fields: fields.collect(), span: 0..0 };
    let read = to_item(&record, &Source::new("", "")).value;
    let mut changed: Vec<Target> = Target::of(item).filter(|t| !is_same(*t, item, &read)).collect();
    changed.extend(Target::of(&read).filter(|target| !target.is_set(item)));
    let mut names: Vec<String> = changed.iter().map(Target::to_string).collect();
    if *item.kind != *read.kind {
        names.push("type".to_owned());
    }
    names
}

fn is_same(target: Target, item: &Item, read: &Item) -> bool {
    match target {
        // Others say these.
        Target::Number(NumberVariable::PageFirst) => true,
        Target::Text(StandardVariable::CitationKey) => {
            item.text(StandardVariable::CitationKey) == Some(item.key.as_str())
        }
        Target::Text(StandardVariable::Keyword) => {
            let words = |item: &Item| {
                let text = item.texts.get(StandardVariable::Keyword);
                text.map(|text| values::split_keywords(&markup::encode(text)))
            };
            words(item) == words(read)
        }
        Target::Text(variable) => match (item.texts.get(variable), read.texts.get(variable)) {
            (Some(text), Some(read)) => {
                text.as_str() == read.as_str() && marks(text).eq(marks(read))
            }
            _ => false,
        },
        Target::Number(variable) => item.number(variable) == read.number(variable),
        Target::Page => page(item) == page(read),
        Target::Names(variable) => {
            item.names.get(variable).map(Deref::deref) == read.names.get(variable).map(Deref::deref)
        }
        Target::Date(variable) => {
            item.dates.get(variable).map(Deref::deref) == read.dates.get(variable).map(Deref::deref)
        }
    }
}

fn marks(text: &Text) -> impl Iterator<Item = &Mark> {
    text.marks().iter().filter(|mark| mark.markup != Markup::NoCase)
}

/// Pages with hyphens, as CSL has them.
fn page(item: &Item) -> Option<Cow<'_, str>> {
    let page = &item.page.as_ref()?.value;
    Some(if page.contains('–') { page.replace('–', "-").into() } else { page.into() })
}
