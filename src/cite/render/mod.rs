//! Printing one record by a plan: every rendering element of CSL.
//!
//! Source: CSL 1.0.2, "Rendering Elements".

pub(crate) mod buffer;
mod choose;
mod citation_label;
pub(crate) mod date;
pub(crate) mod field;
mod label;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod pages;
pub(crate) mod person;

use hayagriva::citationberg::taxonomy::{
    Locator, NameVariable, NumberVariable, StandardVariable, Variable,
};
use hayagriva::citationberg::{FontStyle, Formatting, TextCase};

use self::buffer::{Buffer, Mark, Tag};
use super::case;
use super::plan::{Area, Element, Look, Plan, Source};
use crate::model::{Item, Text};

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

/// Whether an element called variables, and whether one of them had a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) called: bool,
    pub(crate) found: bool,
    pub(crate) words: bool,
}

impl Tally {
    const FOUND: Self = Self { called: true, found: true, words: false };
    const EMPTY: Self = Self { called: true, found: false, words: false };
    const WORDS: Self = Self { called: false, found: false, words: true };
    const NONE: Self = Self { called: false, found: false, words: false };

    fn add(&mut self, other: Self) {
        self.called |= other.called;
        self.found |= other.found;
        self.words |= other.words;
    }
}

/// The state of printing one record.
pub(crate) struct Renderer<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) area: &'a Area,
    pub(crate) item: &'a Item,
    pub(crate) cite: &'a Cite<'a>,
    pub(crate) out: Buffer,
    /// Variables that stood in for others are not printed again.
    pub(crate) substituted: Vec<Variable>,
    /// Whether what is printed stands in for names.
    pub(crate) substituting: bool,
    /// How many conditions that ask about ambiguity were met.
    pub(crate) conditions: usize,
    /// So many elements may still be printed: macros that call others twice can be without end.
    budget: u32,
    /// The letter of the year has been printed.
    suffix_done: bool,
    /// Where the cite's own text begins.
    pub(crate) begins: Mark,
    /// A term that begins the text has a capital.
    capitals: bool,
    /// The record is of a language that sets family names first.
    family_first: bool,
    /// Names that were printed, in turn: how many of how many.
    pub(crate) shown: Vec<names::Shown>,
}

/// The delimiter of a group while its children are printed.
struct Delimiter<'a> {
    text: &'a str,
    any: bool,
}

impl<'a> Renderer<'a> {
    pub(crate) fn new(plan: &'a Plan, area: &'a Area, item: &'a Item, cite: &'a Cite<'a>) -> Self {
        Self {
            plan,
            area,
            item,
            cite,
            out: Buffer::default(),
            substituted: Vec::new(),
            substituting: false,
            conditions: 0,
            budget: ELEMENTS,
            suffix_done: false,
            begins: Buffer::default().mark(),
            family_first: has_family_first(item),
            capitals: plan.note || !std::ptr::eq(area, &raw const plan.citation),
            shown: Vec::new(),
        }
    }

    /// Prints a layout's or a macro's elements.
    pub(crate) fn elements(&mut self, elements: &'a [Element]) -> Tally {
        let mut delimiter = Delimiter { text: "", any: false };
        self.children(elements, &mut delimiter)
    }

    fn children(&mut self, elements: &'a [Element], delimiter: &mut Delimiter<'_>) -> Tally {
        let mut tally = Tally::NONE;
        for element in elements {
            let Some(left) = self.budget.checked_sub(1) else { break };
            self.budget = left;
            if let Element::Choose(branches) = element {
                // A condition's elements are children of what it stands in.
                if let Some(branch) = self.choose(branches) {
                    tally.add(self.children(&branch.children, delimiter));
                }
                continue;
            }
            let mark = self.out.mark();
            if delimiter.any && !delimiter.text.is_empty() {
                self.out.push_delimiter(delimiter.text);
            }
            let body = self.out.mark();
            tally.add(self.element(element));
            if self.out.grew(body) {
                delimiter.any = true;
            } else {
                self.out.back_to(mark);
            }
        }
        tally
    }

    /// Prints one element.
    pub(crate) fn element(&mut self, element: &'a Element) -> Tally {
        match element {
            Element::Text(source, look) => self.text(source, look),
            Element::Number(variable, form, look) => self.number(*variable, *form, look),
            Element::Label(label) => self.label(label),
            Element::Date(date) => self.date(date),
            Element::Names(names) => self.names(names),
            Element::Group(children, delimiter, look) => {
                let mut delimiter =
                    Delimiter { text: delimiter.as_deref().unwrap_or_default(), any: false };
                self.around(look, |this| this.children(children, &mut delimiter))
            }
            Element::Choose(branches) => match self.choose(branches) {
                Some(branch) => self.elements(&branch.children),
                None => Tally::NONE,
            },
        }
    }

    /// Prints a group's content with its affixes, or nothing if all its variables are empty.
    fn around(&mut self, look: &Look, body: impl FnOnce(&mut Self) -> Tally) -> Tally {
        let mark = self.out.mark();
        let inner = self.begin(look);
        let mut tally = body(self);
        if tally.called && !tally.found || !self.out.grew(inner) {
            self.out.back_to(mark);
            return Tally { found: false, words: false, ..tally };
        }
        self.end(look, inner);
        // A group that prints counts as a variable that has a value.
        tally.found |= !tally.called && tally.words;
        tally.called |= tally.found;
        tally
    }

    /// Opens what stands around an element and gives the mark of its inside.
    pub(crate) fn begin(&mut self, look: &Look) -> Mark {
        if let Some(display) = look.display {
            self.out.open(Tag::Display(display));
        }
        // Affixes have the element's font but for its quotation marks.
        self.out.push_prefix(&look.prefix);
        if look.quotes {
            self.out.open(Tag::Quote);
        }
        if !look.font.is_empty() {
            self.out.open(Tag::Font(look.font));
        }
        self.out.mark()
    }

    /// Closes what [`Renderer::begin`] opened; the inside is not empty.
    pub(crate) fn end(&mut self, look: &Look, inner: Mark) {
        if let Some(case) = look.case {
            self.change_case(inner, case);
        }
        if look.strip_periods {
            self.strip_periods(inner);
        }
        if look.quotes {
            self.out.close();
        }
        if !look.font.is_empty() {
            self.out.close();
        }
        self.out.push_suffix(&look.suffix);
        if look.display.is_some() {
            self.out.close();
        }
    }

    /// Prints text with what stands around it; nothing if it is empty.
    pub(crate) fn framed(&mut self, look: &Look, body: impl FnOnce(&mut Self)) -> bool {
        let mark = self.out.mark();
        let inner = self.begin(look);
        body(self);
        let grew = self.out.grew(inner);
        match grew {
            true => self.end(look, inner),
            false => self.out.back_to(mark),
        }
        grew
    }

    fn text(&mut self, source: &'a Source, look: &'a Look) -> Tally {
        match source {
            Source::Term(text) if self.capitals && !self.out.said(self.begins) => {
                let capital = capitalized(text);
                match self.framed(look, |this| this.out.push(&capital)) {
                    true => Tally::WORDS,
                    false => Tally::NONE,
                }
            }
            Source::Term(text) => match self.framed(look, |this| this.out.push(text)) {
                true => Tally::WORDS,
                false => Tally::NONE,
            },
            Source::Value(text) => {
                let push = |this: &mut Self| match text.contains(['<', '\'', '"']) {
                    true => field::push_markup(&mut this.out, text),
                    false => this.out.push(text),
                };
                match self.framed(look, push) {
                    true => Tally::WORDS,
                    false => Tally::NONE,
                }
            }
            Source::Macro(at) => {
                let Some(elements) = self.area.macros.get(*at) else { return Tally::NONE };
                // A macro is a group; letter case is for what it calls to set.
                let look = match look.case {
                    Some(_) => &Look { case: None, ..look.clone() },
                    None => look,
                };
                self.around(look, |this| this.elements(elements))
            }
            Source::Variable(variable, short) => self.variable(*variable, *short, look),
        }
    }

    fn variable(&mut self, variable: Variable, short: bool, look: &'a Look) -> Tally {
        if self.substituted.contains(&variable) {
            return Tally::EMPTY;
        }
        // Chinese, Japanese and Korean have no italics.
        let italic = look.font.font_style == Some(FontStyle::Italic);
        let upright = match variable {
            Variable::Standard(standard) if italic => self
                .standard(standard, short)
                .is_some_and(|text| person::is_east_asian(text.as_str())),
            _ => false,
        };
        let look = match upright {
            true => &Look { font: Formatting { font_style: None, ..look.font }, ..look.clone() },
            false => look,
        };
        let printed = self.framed(look, |this| {
            this.out.open(Tag::Variable(variable));
            this.variable_value(variable, short);
            this.out.close();
        });
        if printed && self.substituting {
            self.substituted.push(variable);
        }
        match printed {
            true => Tally::FOUND,
            // A letter that is not needed says nothing of the record.
            false if variable == Variable::Standard(StandardVariable::YearSuffix) => Tally::NONE,
            false => Tally::EMPTY,
        }
    }

    fn variable_value(&mut self, variable: Variable, short: bool) {
        match variable {
            Variable::Standard(StandardVariable::YearSuffix) => {
                self.push_suffix();
            }
            Variable::Standard(standard) => match self.standard(standard, short) {
                Some(text) => self.push_text(standard, text),
                None if standard == StandardVariable::CitationLabel => {
                    let label = citation_label::of(self.item);
                    self.out.push_field(&label);
                    self.push_suffix_after_year();
                }
                None => {}
            },
            Variable::Number(number) => self.push_plain_number(number),
            Variable::Page(_) => self.push_pages(),
            Variable::Date(_) => {}
            Variable::Name(name) => self.push_display(name),
        }
    }

    /// A standard variable's text, in its short form if there is one.
    pub(crate) fn standard(&self, variable: StandardVariable, short: bool) -> Option<&'a Text> {
        use StandardVariable::*;
        let item: &'a Item = self.item;
        let get = |variable| item.texts.get(variable).map(|text| &text.value);
        let full = || match variable {
            ContainerTitleShort | TitleShort => get(variable),
            // The older name of the variable.
            EventTitle => get(EventTitle).or_else(|| get(Event)),
            _ => get(variable),
        };
        match (short, variable) {
            (true, Title) => get(TitleShort).or_else(full),
            (true, ContainerTitle) => get(ContainerTitleShort).or_else(full),
            _ => full(),
        }
    }

    /// Whether a variable has a value.
    pub(crate) fn has(&self, variable: Variable) -> bool {
        match variable {
            Variable::Standard(StandardVariable::YearSuffix) => self.cite.suffix.is_some(),
            Variable::Standard(standard) => {
                self.standard(standard, false).is_some_and(|text| !text.is_empty())
            }
            Variable::Page(_) => self.item.page.is_some(),
            Variable::Number(number) => self.number_value(number).is_some(),
            Variable::Date(date) => self.item.dates.contains(date),
            Variable::Name(name) => self.has_names(name),
        }
    }

    pub(crate) fn has_names(&self, name: NameVariable) -> bool {
        self.item.names.get(name).is_some_and(|names| !names.list.is_empty())
    }

    /// A number variable's value.
    pub(crate) fn number_value(&self, number: NumberVariable) -> Option<std::borrow::Cow<'a, str>> {
        use std::borrow::Cow;
        let item: &'a Item = self.item;
        match number {
            NumberVariable::CitationNumber => {
                self.cite.number.map(|number| Cow::Owned(number.to_string()))
            }
            NumberVariable::Locator => self.cite.locator.map(|(_, text)| Cow::Borrowed(text)),
            NumberVariable::FirstReferenceNoteNumber => {
                self.cite.first_note.map(|number| Cow::Owned(number.to_string()))
            }
            NumberVariable::PageFirst => match item.number(number) {
                Some(text) => Some(Cow::Borrowed(text)),
                None => pages::first(item.page.as_ref()?).map(Cow::Borrowed),
            },
            _ => item.number(number).filter(|text| !text.is_empty()).map(Cow::Borrowed),
        }
    }

    /// Prints the letter of the year once.
    pub(crate) fn push_suffix(&mut self) {
        if let Some(suffix) = self.cite.suffix {
            self.suffix_done = true;
            self.out.open(Tag::YearSuffix);
            self.out.push(&letters(suffix));
            self.out.close();
        }
    }

    /// Prints the letter behind a year, where the style does not print it elsewhere.
    pub(crate) fn push_suffix_after_year(&mut self) {
        if !self.area.prints_suffix && !self.suffix_done {
            self.push_suffix();
        }
    }

    fn strip_periods(&mut self, inner: Mark) {
        for at in self.out.texts(inner) {
            let text = self.out.slice(self.out.events[at]);
            if text.contains('.') {
                let text = without_periods(text);
                self.out.replace(at, &text);
            }
        }
    }

    /// Changes the letter case of what was printed since the mark.
    pub(crate) fn change_case(&mut self, inner: Mark, case: TextCase) {
        let english = self.is_english();
        let number = self.out.events[inner.events..]
            .iter()
            .any(|event| matches!(event, buffer::Event::Open(Tag::Variable(Variable::Number(_)))));
        if number && case == TextCase::CapitalizeFirst {
            return case::apply_to_parts(&mut self.out, inner);
        }
        let language = match self.item.text(StandardVariable::Language) {
            _ if english => "en",
            Some(language) => language,
            None => &self.plan.locale.language,
        };
        case::apply_in(&mut self.out, inner, case, language);
    }

    /// Whether titles are English: by the record's language, or else by the style's.
    pub(crate) fn is_english(&self) -> bool {
        match self.item.text(StandardVariable::Language) {
            Some(language) if !language.trim().is_empty() => {
                let language = language.trim();
                // `en`, `en-GB`, `eng`, `English`.
                language.get(..2).is_some_and(|base| base.eq_ignore_ascii_case("en"))
            }
            _ => self.plan.locale.english,
        }
    }
}

/// 0 is `a`, 25 `z`, 26 `aa`.
///
/// Source: CSL 1.0.2, "Disambiguation", method 4.
pub(crate) fn letters(number: u32) -> String {
    let mut out = Vec::new();
    let mut rest = number;
    loop {
        out.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    out.iter().rev().collect()
}

/// Whether a record is in Chinese, Japanese, Vietnamese or Hungarian, which set family names first.
///
/// Korean does too, but Zotero's processor prints Korean names in Latin letters the Western way.
fn has_family_first(item: &Item) -> bool {
    let language = item.text(StandardVariable::Language).unwrap_or_default();
    // A tag, not the language's name in English.
    let base = language.split(['-', '_']).next().unwrap_or_default();
    ["zh", "ja", "vi", "hu"].iter().any(|known| base.eq_ignore_ascii_case(known))
}

/// Gives the first letter a capital.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Takes periods out, but not those within `example.org`.
fn without_periods(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '.' || chars.peek().is_some_and(char::is_ascii_lowercase) {
            out.push(c);
        }
    }
    out
}

/// So many elements are printed for one record; real styles print some thousand.
const ELEMENTS: u32 = 1_000_000;

/// The font of an element that sets none.
pub(crate) const NO_FONT: Formatting = Formatting {
    font_style: None,
    font_variant: None,
    font_weight: None,
    text_decoration: None,
    vertical_align: None,
};

impl Renderer<'_> {
    /// Prints a variable as a sort key: names in full and backwards.
    pub(crate) fn push_for_sort(&mut self, variable: Variable) {
        match variable {
            Variable::Name(name) => {
                let names = self.item.names.get(name).map(|names| names.list.as_slice());
                for person in names.unwrap_or_default() {
                    person::push_for_sort(&mut self.out, person, self.plan.demote);
                    self.out.push(" ");
                }
            }
            Variable::Number(number) => {
                if let Some(text) = self.number_value(number) {
                    self.out.push(&text);
                }
            }
            other => self.variable_value(other, false),
        }
    }
}
