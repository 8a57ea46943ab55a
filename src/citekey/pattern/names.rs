//! Parts of lists of names: `auth`, `authors(2)`, `authEtal2`.

use crate::citekey::first_names;
use crate::model::{Item, Name, NameVariable, Names};

/// Whose names, and with what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Creators {
    /// A role; without one the first that the record has.
    pub(super) role: Option<NameVariable>,
    pub(super) initials: bool,
    pub(super) sep: String,
}

/// Which part of a list of names, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum List {
    /// The first `n` letters of the `m`th name.
    One(usize, usize),
    /// The first `n` names, and `EtAl` for others.
    First(usize),
    Last,
    FirstInitial,
    LastInitial,
    /// One: three letters; up to four: a letter each; more: three letters and a plus.
    Alpha,
    /// The first `n` letters of each.
    Beginnings(usize),
    /// Five letters of the first, one of each other.
    Five,
    /// Two names, `ea` for others.
    TwoAndOthers,
    /// One or two names, or one and this.
    TwoOr(&'static str),
    /// One name, or a letter each of up to three.
    Short,
}

impl Creators {
    pub(super) fn of<'a>(&self, item: &'a Item) -> Option<&'a Names> {
        match self.role {
            Some(role) => item.names.get(role).map(|names| &names.value),
            None => first_names(item),
        }
    }

    fn name(&self, name: &Name) -> String {
        let mut out = name.full_family();
        if self.initials {
            out.push_str(&initials(name));
        }
        out
    }
}

fn initials(name: &Name) -> String {
    let parts = name.given.split([' ', '.', '-', '\u{a0}']);
    parts.filter_map(|part| part.chars().next()).flat_map(char::to_uppercase).collect()
}

impl List {
    pub(super) fn write(self, names: &Names, creators: &Creators) -> String {
        let sep = creators.sep.as_str();
        let list = &names.list;
        let all = || list.iter().map(|name| creators.name(name));
        let letters = |name: String, count: usize| name.chars().take(count).collect::<String>();
        let join = |parts: Vec<String>| parts.join(sep);
        // Of a list that its source cut, there are more.
        let more = |count: usize| list.len() > count || names.truncated && list.len() == count;
        match self {
            Self::One(count, at) => {
                let name = at.checked_sub(1).and_then(|at| all().nth(at)).unwrap_or_default();
                if count == 0 { name } else { letters(name, count) }
            }
            Self::First(0) => join(all().collect()),
            Self::First(count) => {
                let mut parts: Vec<String> = all().take(count).collect();
                if more(count) {
                    parts.push("EtAl".to_owned());
                }
                join(parts)
            }
            Self::Last => all().next_back().unwrap_or_default(),
            Self::FirstInitial => list.first().map(initials).unwrap_or_default(),
            Self::LastInitial => list.last().map(initials).unwrap_or_default(),
            Self::Alpha => match list.len() {
                1 => letters(all().next().unwrap_or_default(), 3),
                0..=4 => join(all().map(|name| letters(name, 1)).collect()),
                _ => join(all().take(3).map(|name| letters(name, 1)).collect()) + "+",
            },
            Self::Beginnings(count) => join(all().map(|name| letters(name, count)).collect()),
            Self::Five => {
                let take = |(at, name)| letters(name, if at == 0 { 5 } else { 1 });
                join(all().enumerate().map(take).collect())
            }
            Self::TwoAndOthers => {
                let mut parts: Vec<String> = all().take(2).collect();
                if more(2) {
                    parts.push("ea".to_owned());
                }
                join(parts)
            }
            Self::TwoOr(_) if list.len() == 2 && !names.truncated => join(all().collect()),
            Self::TwoOr(others) => {
                let mut parts: Vec<String> = all().take(1).collect();
                if more(1) {
                    parts.push(others.to_owned());
                }
                join(parts)
            }
            Self::Short if list.len() == 1 => all().next().unwrap_or_default(),
            Self::Short => {
                let short = join(all().take(3).map(|name| letters(name, 1)).collect());
                if list.len() > 3 { short + "+" } else { short }
            }
        }
    }
}
