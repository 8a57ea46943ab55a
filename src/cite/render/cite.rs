//! What is said of a record beside its own fields: where and how it is cited.

use hayagriva::citationberg::taxonomy::{Locator, NameVariable};

/// How a cite stands to those before it.
///
/// Source: CSL 1.0.2, "Choose", `position`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Position {
    /// The record was cited before.
    pub subsequent: bool,
    /// The cite before is of the same record.
    pub ibid: bool,
    /// The same, with another locator.
    pub ibid_with_locator: bool,
    /// The record was cited a few notes before.
    pub near_note: bool,
}

/// What a record's names need so that its cites can be told from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Extent {
    /// What each list of names needs.
    pub(crate) lists: Vec<ListExtent>,
    /// How many of the conditions that ask about ambiguity hold, the first ones.
    pub(crate) conditions: usize,
}

/// What a list of names needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ListExtent {
    pub(crate) variable: NameVariable,
    /// At least so many of its names.
    pub(crate) names: usize,
    /// For each name: how much of its given names.
    pub(crate) given: Vec<Given>,
}

impl Extent {
    /// What a list needs, if anything.
    pub(crate) fn list(&self, variable: NameVariable) -> Option<&ListExtent> {
        self.lists.iter().find(|list| list.variable == variable)
    }

    /// The same, to be set.
    pub(crate) fn list_mut(&mut self, variable: NameVariable) -> &mut ListExtent {
        let at = self.lists.iter().position(|list| list.variable == variable);
        let at = at.unwrap_or_else(|| {
            self.lists.push(ListExtent { variable, names: 0, given: Vec::new() });
            self.lists.len() - 1
        });
        &mut self.lists[at]
    }
}

/// How much of the given names is printed to tell people apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) enum Given {
    /// As the style has it.
    #[default]
    Style,
    /// Initials.
    Initials,
    /// In full.
    Full,
}

/// What is said of a record beside its own fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cite<'a> {
    pub(crate) position: Position,
    pub(crate) locator: Option<(Locator, &'a str)>,
    pub(crate) number: Option<usize>,
    pub(crate) first_note: Option<u32>,
    pub(crate) suffix: Option<u32>,
    pub(crate) extent: Option<&'a Extent>,
    pub(crate) suppress_author: bool,
    /// Sort keys print names in full and backwards.
    pub(crate) sorting: Option<Sorting>,
    /// The cite is printed to be compared with others: when it was looked at tells no works apart.
    pub(crate) comparing: bool,
}

/// What a sort key changes of names.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sorting {
    pub(crate) min: Option<usize>,
    pub(crate) first: Option<usize>,
    pub(crate) last: Option<bool>,
}
