//! Printing one record by a plan: every rendering element of CSL.
//!
//! Source: CSL 1.0.2, "Rendering Elements".

pub(crate) mod buffer;
mod choose;
mod citation_label;
pub(crate) mod cite;
pub(crate) mod date;
pub(crate) mod field;
pub(crate) mod initials;
mod label;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod pages;
pub(crate) mod person;
pub(crate) mod variable;

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{Formatting, TextCase};

use self::buffer::{Buffer, Mark, Tag};
pub use self::cite::Position;
pub(crate) use self::cite::{Cite, Extent, Given, Sorting};
use super::case;
use super::plan::{Area, Element, Look, Plan, Source};
use crate::model::Item;

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
