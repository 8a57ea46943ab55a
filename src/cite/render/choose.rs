//! Conditions.
//!
//! Source: CSL 1.0.2, "Choose".

use hayagriva::citationberg::TestPosition;
use hayagriva::citationberg::taxonomy::{Locator, NumberVariable, Variable};

use super::{Renderer, number};
use crate::cite::plan::{Branch, Match, Test, bit};
use crate::model::DateSpan;

impl<'a> Renderer<'a> {
    /// The branch whose tests hold.
    pub(super) fn choose(&mut self, branches: &'a [Branch]) -> Option<&'a Branch> {
        branches.iter().find(|branch| {
            let mut tests = branch.tests.iter().map(|test| match test {
                // They come true one after the other.
                Test::Disambiguate => {
                    self.conditions += 1;
                    self.cite.extent.is_some_and(|extent| extent.conditions >= self.conditions)
                }
                test => self.test(*test),
            });
            match branch.matching {
                Match::All => tests.all(|holds| holds),
                Match::Any => tests.any(|holds| holds),
                Match::None => tests.all(|holds| !holds),
            }
        })
    }

    fn test(&self, test: Test) -> bool {
        match test {
            Test::Disambiguate | Test::Never => false,
            Test::Type(kinds) => kinds & bit(self.item.kind.value) != 0,
            Test::Variable(variable) => self.has(variable),
            Test::IsNumeric(variable) => self.is_numeric(variable),
            Test::IsUncertain(variable) => {
                let date = self.item.dates.get(variable);
                date.is_some_and(|date| date.approximate || date.uncertain)
            }
            Test::Locator(locator) => match (self.cite.locator, locator) {
                (Some((Locator::Custom, _)), _) | (None, _) => false,
                (Some((own, _)), asked) => own == asked,
            },
            Test::Position(position) => {
                let own = self.cite.position;
                match position {
                    TestPosition::First => !own.subsequent,
                    TestPosition::Subsequent => own.subsequent,
                    TestPosition::Ibid => own.ibid,
                    TestPosition::IbidWithLocator => own.ibid_with_locator,
                    TestPosition::NearNote => own.near_note,
                }
            }
        }
    }

    fn is_numeric(&self, variable: Variable) -> bool {
        match variable {
            Variable::Number(NumberVariable::CitationNumber) => self.cite.number.is_some(),
            Variable::Number(name) => {
                self.number_value(name).is_some_and(|text| number::is_numeric(&text))
            }
            Variable::Page(_) => {
                self.item.page.as_ref().is_some_and(|page| number::is_numeric(page))
            }
            Variable::Standard(name) => {
                self.standard(name, false).is_some_and(|text| number::is_numeric(text.as_str()))
            }
            Variable::Date(name) => self
                .item
                .dates
                .get(name)
                .is_some_and(|date| !matches!(date.span, DateSpan::Literal(_))),
            Variable::Name(_) => false,
        }
    }
}
