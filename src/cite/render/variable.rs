//! The values of variables.

use std::borrow::Cow;

use hayagriva::citationberg::taxonomy::{NameVariable, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{FontStyle, Formatting};

use super::buffer::Tag;
use super::{Renderer, Tally, citation_label, pages, person};
use crate::cite::plan::Look;
use crate::model::{Item, Text};

impl<'a> Renderer<'a> {
    /// Prints `cs:text` of a variable.
    pub(super) fn variable(&mut self, variable: Variable, short: bool, look: &'a Look) -> Tally {
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
    pub(crate) fn number_value(&self, number: NumberVariable) -> Option<Cow<'a, str>> {
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
}

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
