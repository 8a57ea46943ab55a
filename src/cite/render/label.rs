//! Labels: `p.` and `pp.` before pages, `ed.` behind editors.
//!
//! Source: CSL 1.0.2, "Label".

use hayagriva::citationberg::LabelPluralize;
use hayagriva::citationberg::taxonomy::{Locator, NumberVariable, OtherTerm, Term, Variable};

use super::{Renderer, Tally, number};
use crate::cite::case;
use crate::cite::plan::{Label, Look};

impl<'a> Renderer<'a> {
    /// Prints the label of a variable; in a group whose variables are all empty it is not printed.
    pub(super) fn label(&mut self, label: &'a Label) -> Tally {
        let Some(variable) = label.variable else { return Tally::NONE };
        let Some(term) = self.label_term(variable) else { return Tally::NONE };
        let plural = match label.plural {
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
            LabelPluralize::Contextual => self.is_plural(variable),
        };
        match self.push_label(label, term, plural) {
            true => Tally::WORDS,
            false => Tally::NONE,
        }
    }

    /// Prints a term with a label's look.
    pub(super) fn push_label(&mut self, label: &Label, term: Term, plural: bool) -> bool {
        let plan = self.plan;
        let Some(words) = plan.locale.term(term, label.form) else { return false };
        let text = if plural { &words.multiple } else { &words.single };
        // Terms are the style's words, whatever language the record is in.
        let caseless;
        let look = match label.look.case {
            Some(_) => {
                caseless = Look { case: None, ..label.look.clone() };
                &caseless
            }
            None => &label.look,
        };
        self.framed(look, |this| {
            let inner = this.out.mark();
            this.out.push(text);
            if let Some(case) = label.look.case {
                case::apply(&mut this.out, inner, case, true);
            }
        })
    }

    fn label_term(&self, variable: Variable) -> Option<Term> {
        Some(match variable {
            Variable::Number(NumberVariable::Locator) => match self.cite.locator {
                Some((Locator::Custom, _)) => return None,
                None => Term::Locator(Locator::Page),
                Some((locator, _)) => Term::Locator(locator),
            },
            Variable::Number(number) => Term::NumberVariable(number),
            Variable::Page(_) => Term::PageVariable,
            Variable::Standard(_) | Variable::Date(_) | Variable::Name(_) => return None,
        })
    }

    fn is_plural(&self, variable: Variable) -> bool {
        let and = self.plan.locale.other(OtherTerm::And).map_or("", |term| &term.single);
        match variable {
            // How many there are, not which.
            Variable::Number(
                name @ (NumberVariable::NumberOfPages | NumberVariable::NumberOfVolumes),
            ) => self.number_value(name).is_some_and(|text| text.trim() != "1"),
            Variable::Number(name) => {
                self.number_value(name).is_some_and(|text| number::is_many(&text, and))
            }
            Variable::Page(_) => {
                self.item.page.as_ref().is_some_and(|page| number::is_many(page, and))
            }
            Variable::Standard(_) | Variable::Date(_) | Variable::Name(_) => false,
        }
    }
}
