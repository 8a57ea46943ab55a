//! Items -> rows.

use std::borrow::Cow;

use super::cells::{self, FORMAT};
use super::columns::{self, ALWAYS, COLUMNS, Target};
use super::people;
use crate::model::{Item, StandardVariable};

/// The cells of an item: the places of their columns in the table, and the fields that had a column of
/// their own in the file they come from.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub(crate) known: Vec<(usize, String)>,
    pub(crate) own: Vec<(String, String)>,
}

/// Makes an item the cells of a row. Nothing is lost.
pub(crate) fn from_item(item: &Item) -> Cells {
    let mut cells = Cells::default();
    let mut push = |target: Target, text: String| {
        if let Some(at) = columns::place(target).filter(|_| !text.is_empty()) {
            cells.known.push((at, text));
        }
    };
    push(Target::Key, item.key.to_string());
    let kind = serde_json::to_value(*item.kind).unwrap_or_default();
    push(Target::Kind, kind.as_str().unwrap_or_default().to_owned());
    for (variable, text) in item.texts.iter() {
        push(
            Target::Text(variable),
            match variable {
                StandardVariable::Keyword => cells::write_keywords(text),
                _ => text.to_csl(),
            },
        );
    }
    for (variable, number) in item.numbers.iter() {
        push(Target::Number(variable), number.value.clone());
    }
    if let Some(page) = &item.page {
        push(Target::Page, page.value.clone());
    }
    for (variable, names) in item.names.iter() {
        push(Target::Names(variable), people::write(names));
    }
    for (variable, date) in item.dates.iter() {
        push(Target::Date(variable), cells::write_date(date));
    }
    if let Some(custom) = cells::write_custom(item) {
        push(Target::Custom, custom);
    }
    let own = item.extra.iter().filter(|extra| extra.format == FORMAT);
    cells.own.extend(own.map(|extra| (extra.name.clone(), extra.value.value.clone())));
    for (_, text) in &mut cells.known {
        guard(text);
    }
    for (name, text) in &mut cells.own {
        guard(name);
        guard(text);
    }
    cells
}

fn guard(text: &mut String) {
    if let Cow::Owned(guarded) = cells::guarded(text) {
        *text = guarded;
    }
}

/// How many columns every file has.
pub(crate) fn columns_of_all() -> usize {
    ALWAYS
}

/// The name of a column by its place in the table.
pub(crate) fn column_name(at: usize) -> &'static str {
    COLUMNS[at].name
}
