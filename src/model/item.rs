//! The record of one work.

use super::{
    CiteKey, Date, DateVariable, Fields, Kind, NameVariable, Names, NumberVariable, Origin,
    Sourced, StandardVariable, Text,
};

/// How much a record can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Nothing but what the citation key tells.
    Stub,
    /// Something in it is a guess, or it prints differently from its source.
    Doubtful,
    /// Right as far as it goes, but its source cut the list of names ('et al.').
    Truncated,
    /// Everything its source says is in it.
    Complete,
}

impl Status {
    /// The word for tables and summaries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stub => "stub",
            Self::Doubtful => "doubtful",
            Self::Truncated => "truncated",
            Self::Complete => "complete",
        }
    }
}

/// A field of some format that CSL has no variable for; it returns to that format.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The format's name, as `florilege formats` lists it.
    pub format: &'static str,
    /// The field's name there.
    pub name: String,
    /// Its value, in the format's own syntax.
    pub value: Sourced<String>,
}

/// The record of one work, in CSL's vocabulary.
///
/// ```
/// use florilege::model::{CiteKey, Item, Kind, Origin, StandardVariable, Text};
/// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
/// item.texts.set(StandardVariable::Title, Text::plain("Notes"), Origin::derived());
/// assert_eq!(item.text(StandardVariable::Title), Some("Notes"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The citation key.
    pub key: CiteKey,
    /// Whether a reader made the key, as the file states none.
    pub has_derived_key: bool,
    /// CSL's `type`.
    pub kind: Sourced<Kind>,
    /// Standard variables: rich text.
    pub texts: Fields<StandardVariable, Text>,
    /// Number variables but `page`: labels as printed.
    pub numbers: Fields<NumberVariable, String>,
    /// CSL's `page`: the expression in full, with `-` between first and last.
    pub page: Option<Sourced<String>>,
    /// Name variables.
    pub names: Fields<NameVariable, Names>,
    /// Date variables.
    pub dates: Fields<DateVariable, Date>,
    /// What CSL has no variable for.
    pub extra: Vec<Extra>,
}

impl Item {
    /// An item without any variable.
    pub fn new(key: CiteKey, kind: Kind, origin: Origin) -> Self {
        Self {
            key,
            has_derived_key: false,
            kind: Sourced::new(kind, origin),
            texts: Fields::default(),
            numbers: Fields::default(),
            page: None,
            names: Fields::default(),
            dates: Fields::default(),
            extra: Vec::new(),
        }
    }

    /// A standard variable's plain text.
    pub fn text(&self, variable: StandardVariable) -> Option<&str> {
        self.texts.get(variable).map(|text| text.as_str())
    }

    /// A number variable's label.
    pub fn number(&self, variable: NumberVariable) -> Option<&str> {
        self.numbers.get(variable).map(|number| number.as_str())
    }

    /// The year of `issued`, or of its start.
    pub fn year(&self) -> Option<i32> {
        Some(self.dates.get(DateVariable::Issued)?.start()?.year)
    }

    /// Whether any list of names was cut by its source.
    pub fn is_truncated(&self) -> bool {
        self.names.iter().any(|(_, names)| names.truncated)
    }

    /// The value that `format` keeps under `name` and CSL has no variable for.
    pub fn extra(&self, format: &str, name: &str) -> Option<&str> {
        let found = self.extra.iter().find(|extra| extra.format == format && extra.name == name)?;
        Some(&found.value)
    }
}
