//! The variable that a field of a format holds: what the field tables of all formats name.

use std::fmt;

use super::csl_json::variable;
use crate::model::{DateVariable, Item, NameVariable, NumberVariable, StandardVariable};

/// A variable of any of CSL's classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    Text(StandardVariable),
    Number(NumberVariable),
    Page,
    Names(NameVariable),
    Date(DateVariable),
}

impl Target {
    /// The variables that an item has, in CSL's classes.
    pub(crate) fn of(item: &Item) -> impl Iterator<Item = Self> {
        let names = item.names.iter().map(|(variable, _)| Self::Names(variable));
        let texts = item.texts.iter().map(|(variable, _)| Self::Text(variable));
        let dates = item.dates.iter().map(|(variable, _)| Self::Date(variable));
        let numbers = item.numbers.iter().map(|(variable, _)| Self::Number(variable));
        let page = item.page.iter().map(|_| Self::Page);
        names.chain(texts).chain(dates).chain(numbers).chain(page)
    }

    /// The variable with this name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        if name == "page" {
            return Some(Self::Page);
        }
        variable(name)
            .map(Self::Text)
            .or_else(|| variable(name).map(Self::Number))
            .or_else(|| variable(name).map(Self::Names))
            .or_else(|| variable(name).map(Self::Date))
    }

    /// Whether the item has a value for it.
    pub(crate) fn is_set(self, item: &Item) -> bool {
        match self {
            Self::Text(variable) => item.texts.contains(variable),
            Self::Number(variable) => item.numbers.contains(variable),
            Self::Page => item.page.is_some(),
            Self::Names(variable) => item.names.contains(variable),
            Self::Date(variable) => item.dates.contains(variable),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(variable) => variable.fmt(f),
            Self::Number(variable) => variable.fmt(f),
            Self::Page => f.write_str("page"),
            Self::Names(variable) => variable.fmt(f),
            Self::Date(variable) => variable.fmt(f),
        }
    }
}

/// A set of variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Targets {
    /// A bit for each variable of a class.
    texts: u128,
    numbers: u128,
    names: u128,
    dates: u128,
    page: u128,
}

impl Targets {
    /// The variables that an item has.
    pub(crate) fn of(item: &Item) -> Self {
        let mut set = Self::default();
        Target::of(item).for_each(|target| set.insert(target));
        set
    }

    /// Whether a variable is among them.
    pub(crate) fn contains(&self, target: Target) -> bool {
        let (class, bit) = match target {
            Target::Text(variable) => (self.texts, variable as u32),
            Target::Number(variable) => (self.numbers, variable as u32),
            Target::Names(variable) => (self.names, variable as u32),
            Target::Date(variable) => (self.dates, variable as u32),
            Target::Page => (self.page, 0),
        };
        class >> bit & 1 == 1
    }

    /// Adds a variable.
    pub(crate) fn insert(&mut self, target: Target) {
        let (class, bit) = self.place(target);
        *class |= bit;
    }

    /// Takes a variable out, and says whether it was there.
    pub(crate) fn remove(&mut self, target: Target) -> bool {
        let was_there = self.contains(target);
        let (class, bit) = self.place(target);
        *class &= !bit;
        was_there
    }

    fn place(&mut self, target: Target) -> (&mut u128, u128) {
        match target {
            Target::Text(variable) => (&mut self.texts, 1 << variable as u32),
            Target::Number(variable) => (&mut self.numbers, 1 << variable as u32),
            Target::Names(variable) => (&mut self.names, 1 << variable as u32),
            Target::Date(variable) => (&mut self.dates, 1 << variable as u32),
            Target::Page => (&mut self.page, 1),
        }
    }
}
