//! A style and its locale made ready: macros found, options inherited, terms looked up.
//!
//! Rendering a record asks a plan nothing that does not depend on the record.

mod compile;
mod locale;
mod names;

use hayagriva::citationberg::taxonomy::{DateVariable, Kind, Locator, NameVariable, Variable};
use hayagriva::citationberg::{
    Collapse, DateStrongAnyForm, DelimiterBehavior, DemoteNonDroppingParticle, DisambiguationRule,
    Display, Formatting, LabelPluralize, NameAsSortOrder, NameForm, NumberForm, PageRangeFormat,
    SecondFieldAlign, SubsequentAuthorSubstituteRule, TermForm, TestPosition, TextCase,
};

pub(super) use compile::compile;
pub(super) use locale::Locale;

/// A style for one locale.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) locale: Locale,
    /// The style is for notes, not for the text itself.
    pub(super) note: bool,
    pub(super) page_range: Option<PageRangeFormat>,
    pub(super) demote: DemoteNonDroppingParticle,
    pub(super) hyphen: bool,
    pub(super) citation: Area,
    pub(super) cites: CitationOptions,
    pub(super) bibliography: Option<Area>,
    pub(super) list: ListOptions,
}

/// The citations or the bibliography, with the macros as they inherit their options from there.
#[derive(Debug, Default)]
pub(super) struct Area {
    pub(super) macros: Vec<Vec<Element>>,
    pub(super) layout: Vec<Element>,
    pub(super) look: Look,
    pub(super) delimiter: Option<Box<str>>,
    pub(super) sort: Vec<SortKey>,
    /// The style says itself where the year's letter goes.
    pub(super) prints_suffix: bool,
}

/// What `cs:citation` says about disambiguation and collapsing.
#[derive(Debug)]
pub(super) struct CitationOptions {
    pub(super) add_names: bool,
    pub(super) add_given: bool,
    pub(super) given_rule: DisambiguationRule,
    pub(super) add_suffix: bool,
    /// So many conditions ask whether a cite needs more to be told from others.
    pub(super) conditions: usize,
    /// Some condition asks how a cite stands to those before it.
    pub(super) has_position: bool,
    pub(super) collapse: Option<Collapse>,
    pub(super) group_delimiter: Option<Box<str>>,
    pub(super) suffix_delimiter: Option<Box<str>>,
    pub(super) after_collapse: Option<Box<str>>,
    pub(super) near_note: u32,
}

/// What `cs:bibliography` says about the list as a whole.
#[derive(Debug, Default)]
pub(super) struct ListOptions {
    pub(super) hanging: bool,
    pub(super) align: Option<SecondFieldAlign>,
    pub(super) line_spacing: i16,
    pub(super) entry_spacing: i16,
    pub(super) substitute: Option<Box<str>>,
    pub(super) substitute_rule: SubsequentAuthorSubstituteRule,
}

/// One key of a sort.
#[derive(Debug)]
pub(super) struct SortKey {
    pub(super) by: SortBy,
    pub(super) descending: bool,
}

/// What a sort looks at.
#[derive(Debug)]
pub(super) enum SortBy {
    Variable(Variable),
    Macro { at: usize, min: Option<usize>, first: Option<usize>, last: Option<bool> },
}

/// What stands around a rendered element.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) font: Formatting,
    pub(super) prefix: Box<str>,
    pub(super) suffix: Box<str>,
    pub(super) quotes: bool,
    pub(super) strip_periods: bool,
    pub(super) case: Option<TextCase>,
    pub(super) display: Option<Display>,
}

/// A rendering element.
#[derive(Debug)]
pub(super) enum Element {
    Text(Source, Look),
    Number(Variable, NumberForm, Look),
    Label(Label),
    Date(Box<Date>),
    Names(Box<Names>),
    Group(Vec<Element>, Option<Box<str>>, Look),
    Choose(Vec<Branch>),
}

/// What `cs:text` prints.
#[derive(Debug)]
pub(super) enum Source {
    Variable(Variable, bool),
    Macro(usize),
    Term(Box<str>),
    Value(Box<str>),
}

/// A branch of `cs:choose`; without tests it is the last.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) matching: Match,
    pub(super) tests: Vec<Test>,
    pub(super) children: Vec<Element>,
}

/// How many of a branch's tests must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    All,
    Any,
    None,
}

/// A test of a branch.
#[derive(Debug, Clone, Copy)]
pub(super) enum Test {
    Disambiguate,
    Never,
    IsNumeric(Variable),
    IsUncertain(DateVariable),
    Locator(Locator),
    Position(TestPosition),
    /// One of the types whose bits are set.
    Type(u64),
    Variable(Variable),
}

/// `cs:label`, for a variable or within names.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Only outside names.
    pub(super) variable: Option<Variable>,
    pub(super) form: TermForm,
    pub(super) plural: LabelPluralize,
    pub(super) look: Look,
}

/// `cs:date`, with the locale's parts if it asks for them.
#[derive(Debug)]
pub(super) struct Date {
    pub(super) variable: DateVariable,
    pub(super) parts: Vec<DatePart>,
    pub(super) delimiter: Box<str>,
    pub(super) look: Look,
}

/// `cs:date-part`.
#[derive(Debug)]
pub(super) struct DatePart {
    pub(super) form: DateStrongAnyForm,
    pub(super) range_delimiter: Box<str>,
    pub(super) look: Look,
}

/// `cs:names` with everything that it inherits.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) variables: Vec<NameVariable>,
    pub(super) delimiter: Box<str>,
    pub(super) look: Look,
    pub(super) name: Name,
    pub(super) et_al: EtAl,
    pub(super) label: Option<Label>,
    pub(super) label_first: bool,
    pub(super) substitute: Vec<Element>,
}

/// `cs:et-al`.
#[derive(Debug, Clone)]
pub(super) struct EtAl {
    pub(super) text: Box<str>,
    pub(super) font: Formatting,
}

/// `cs:name`.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) and: Option<Box<str>>,
    pub(super) delimiter: Box<str>,
    pub(super) before_et_al: DelimiterBehavior,
    pub(super) before_last: DelimiterBehavior,
    pub(super) min: usize,
    pub(super) first: usize,
    pub(super) later_min: usize,
    pub(super) later_first: usize,
    pub(super) use_last: bool,
    pub(super) form: NameForm,
    pub(super) initialize: bool,
    pub(super) initialize_with: Option<Box<str>>,
    pub(super) sort_order: Option<NameAsSortOrder>,
    pub(super) separator: Box<str>,
    pub(super) look: Look,
    pub(super) given: Look,
    pub(super) family: Look,
}

/// The bit of a type.
pub(super) fn bit(kind: Kind) -> u64 {
    1 << kind as u32
}

impl DatePart {
    /// Whether it is the year.
    pub(super) fn is_year(&self) -> bool {
        matches!(self.form, DateStrongAnyForm::Year(_))
    }
}
