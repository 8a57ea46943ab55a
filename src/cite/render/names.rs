//! Lists of names: roles, 'and', 'et al.', labels, substitutes.
//!
//! Source: CSL 1.0.2, "Names", "Et-al Abbreviation", "Substitute".

use hayagriva::citationberg::taxonomy::{NameVariable, OtherTerm, Term, Variable};
use hayagriva::citationberg::{DelimiterBehavior, LabelPluralize, NameAsSortOrder, NameForm};

use super::buffer::Tag;
use super::{Given, NO_FONT, Renderer, Tally, person};
use crate::cite::plan::{Element, Name, Names, Source};
use crate::model::{Name as Person, Names as People};

/// How much of a list of names was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) variable: NameVariable,
    /// Names printed before 'et al.'
    pub(crate) printed: usize,
    /// Names that the list has.
    pub(crate) all: usize,
    /// Whether given names are printed, and whether as initials.
    pub(crate) form: NameForm,
    pub(crate) initials: bool,
}

impl<'a> Renderer<'a> {
    /// Prints `cs:names`.
    pub(super) fn names(&mut self, element: &'a Names) -> Tally {
        let item = self.item;
        let mut lists: Vec<(NameVariable, &'a People)> = Vec::new();
        for variable in &element.variables {
            if !self.substituted.contains(&Variable::Name(*variable))
                && let Some(names) = item.names.get(*variable)
                && !names.list.is_empty()
            {
                lists.push((*variable, &names.value));
            }
        }
        if lists.is_empty() {
            return self.substitute(element);
        }
        let both = self.editors_who_translate(element, &lists);
        if both {
            lists.truncate(1);
        }
        if self.substituting {
            self.substituted.extend(element.variables.iter().map(|name| Variable::Name(*name)));
        }
        let first = self.shown.is_empty();
        if self.cite.suppress_author && first {
            let variable = lists[0].0;
            self.shown.push(Shown {
                variable,
                printed: 0,
                all: 0,
                form: NameForm::Long,
                initials: false,
            });
            return Tally::EMPTY;
        }
        let count = element.name.form == NameForm::Count;
        if count {
            let total: usize =
                lists.iter().map(|(variable, names)| self.count(element, *variable, names)).sum();
            let printed = self.framed(&element.look, |this| this.out.push(&total.to_string()));
            return if printed { Tally::FOUND } else { Tally::EMPTY };
        }
        self.framed(&element.look, |this| {
            this.out.open(Tag::Names);
            for (at, (variable, names)) in lists.iter().enumerate() {
                if at > 0 {
                    this.out.push_delimiter(&element.delimiter);
                }
                this.one_list(element, *variable, names, both);
            }
            this.out.close();
        });
        Tally::FOUND
    }

    /// Prints what stands in for names that are missing.
    fn substitute(&mut self, element: &'a Names) -> Tally {
        let mut tally = Tally::EMPTY;
        let had_names = !self.shown.is_empty();
        for child in &element.substitute {
            let mark = self.out.mark();
            let outer = std::mem::replace(&mut self.substituting, true);
            let known = self.substituted.len();
            self.out.open(Tag::Names);
            let _ = self.element(child);
            self.out.close();
            self.substituting = outer;
            if self.out.grew(mark) {
                tally.found = true;
                if self.shown.is_empty() {
                    // What stands in for names counts as the names.
                    let (form, initials) = (NameForm::Long, false);
                    let variable = NameVariable::Author;
                    self.shown.push(Shown { variable, printed: 0, all: 0, form, initials });
                    if self.cite.suppress_author {
                        self.out.back_to(mark);
                    }
                }
                break;
            }
            // Names that the text around the cite has are not missing.
            if self.cite.suppress_author && !had_names && !self.shown.is_empty() {
                tally.found = true;
                break;
            }
            self.substituted.truncate(known);
            self.out.back_to(mark);
            if matches!(child, Element::Text(Source::Term(_) | Source::Value(_), _)) {
                break;
            }
        }
        tally
    }

    /// Whether editors and translators are the same people, and the language has a word for that.
    fn editors_who_translate(&self, element: &Names, lists: &[(NameVariable, &People)]) -> bool {
        let [(first, some), (second, others)] = lists else { return false };
        let pair = [NameVariable::Editor, NameVariable::Translator];
        let wanted = pair.contains(first) && pair.contains(second) && first != second;
        let form = element.label.as_ref().map(|label| label.form).unwrap_or_default();
        let term = Term::NameVariable(NameVariable::EditorTranslator);
        wanted
            && some.list == others.list
            && self.plan.locale.term(term, form).is_some_and(|term| !term.single.is_empty())
    }

    fn one_list(
        &mut self,
        element: &'a Names,
        variable: NameVariable,
        names: &'a People,
        both: bool,
    ) {
        let term = match both {
            true => Term::NameVariable(NameVariable::EditorTranslator),
            false => Term::NameVariable(variable),
        };
        let label = |this: &mut Self| {
            let label = element.label.as_ref().filter(|_| this.cite.sorting.is_none());
            if let Some(label) = label {
                let plural = match label.plural {
                    LabelPluralize::Always => true,
                    LabelPluralize::Never => false,
                    LabelPluralize::Contextual => names.list.len() > 1 || names.truncated,
                };
                this.push_label(label, term, plural);
            }
        };
        if element.label_first {
            label(self);
        }
        self.out.open(Tag::Variable(Variable::Name(variable)));
        let font = element.name.look.font;
        if !font.is_empty() {
            self.out.open(Tag::Font(font));
        }
        self.people(element, variable, names);
        if !font.is_empty() {
            self.out.close();
        }
        self.out.close();
        if !element.label_first {
            label(self);
        }
    }

    /// How many names of a list are printed before 'et al.'
    fn count(&self, element: &Names, variable: NameVariable, names: &People) -> usize {
        let name = &element.name;
        let all = names.list.len();
        let (mut min, mut first) = match self.cite.position.subsequent {
            true => (name.later_min, name.later_first),
            false => (name.min, name.first),
        };
        if let Some(sorting) = self.cite.sorting {
            min = sorting.min.unwrap_or(min);
            first = sorting.first.unwrap_or(first);
        }
        let more = self.cite.extent.and_then(|extent| extent.list(variable));
        let wanted = first.max(more.map_or(0, |list| list.names));
        if all >= min && all > wanted { wanted } else { all }
    }

    fn people(&mut self, element: &'a Names, variable: NameVariable, names: &'a People) {
        let name = &element.name;
        let printed = self.count(element, variable, names);
        let all = names.list.len();
        let initials = name.initialize_with.is_some() && name.initialize;
        self.shown.push(Shown { variable, printed, all, form: name.form, initials });
        if printed == 0 {
            return;
        }
        let cut = printed < all;
        let use_last = match self.cite.sorting.and_then(|sorting| sorting.last) {
            Some(last) => last,
            None => name.use_last,
        };
        let last = use_last && cut && all - printed >= 2;
        let others = !last && (cut || names.truncated);
        for (at, person) in names.list.iter().take(printed).enumerate() {
            let ends = at + 1 == printed && !cut && !names.truncated;
            if at > 0 {
                self.between(name, at, printed, ends, &names.list);
            }
            self.person(element, variable, person, at);
        }
        if last {
            self.out.push_delimiter(&name.delimiter);
            self.out.push("… ");
            self.person(element, variable, &names.list[all - 1], all - 1);
        } else if others {
            let inverted = self.is_inverted(name, &names.list[printed - 1], printed - 1);
            let delimiter = match name.before_et_al {
                DelimiterBehavior::Always => true,
                DelimiterBehavior::Never => false,
                DelimiterBehavior::Contextual => printed > 1,
                DelimiterBehavior::AfterInvertedName => inverted,
            };
            let text = self.others(element);
            if !text.0.is_empty() {
                let closed_up = text.0.starts_with(person::is_east_asian_letter);
                self.out.push(match (delimiter, closed_up) {
                    (true, _) => &name.delimiter,
                    (false, true) => "",
                    (false, false) => " ",
                });
                let font = text.1;
                if font != NO_FONT {
                    self.out.open(Tag::Font(font));
                }
                self.out.push(text.0);
                if font != NO_FONT {
                    self.out.close();
                }
            }
        }
    }

    fn others(&self, element: &'a Names) -> (&'a str, hayagriva::citationberg::Formatting) {
        match self.cite.sorting {
            Some(_) => ("", NO_FONT),
            None => (&element.et_al.text, element.et_al.font),
        }
    }

    /// Prints what stands before the name at `at`.
    fn between(&mut self, name: &Name, at: usize, printed: usize, ends: bool, list: &[Person]) {
        let and = name.and.as_deref().filter(|_| ends && self.cite.sorting.is_none());
        let Some(and) = and else { return self.out.push_delimiter(&name.delimiter) };
        // Organisations are joined by their own rule.
        let organisation = !list[at].literal.is_empty();
        let delimiter = match name.before_last {
            _ if organisation => printed > 2,
            DelimiterBehavior::Always => true,
            DelimiterBehavior::Never => false,
            DelimiterBehavior::Contextual => printed > 2,
            DelimiterBehavior::AfterInvertedName => self.is_inverted(name, &list[at - 1], at - 1),
        };
        match delimiter {
            true => self.out.push_delimiter(&name.delimiter),
            false => self.out.push(" "),
        }
        self.out.push(and);
        self.out.push(" ");
    }

    /// Whether the name at a place is printed family name first.
    fn is_inverted(&self, name: &Name, person: &Person, at: usize) -> bool {
        let backwards = match name.sort_order {
            Some(NameAsSortOrder::All) => true,
            Some(NameAsSortOrder::First) => at == 0,
            None => false,
        };
        let backwards = backwards || self.cite.sorting.is_some();
        backwards
            && !self.family_first
            && !person.static_ordering
            && name.form == NameForm::Long
            && person.literal.is_empty()
            && !person.given.is_empty()
    }

    fn person(
        &mut self,
        element: &'a Names,
        variable: NameVariable,
        person: &'a Person,
        at: usize,
    ) {
        let given = self
            .cite
            .extent
            .and_then(|extent| extent.list(variable)?.given.get(at).copied())
            .unwrap_or(Given::Style);
        let form = person::Form {
            name: &element.name,
            inverted: self.is_inverted(&element.name, person, at),
            sorting: self.cite.sorting.is_some(),
            demote: self.plan.demote,
            hyphen: self.plan.hyphen,
            given,
            closed_up: self.family_first,
        };
        // Each person has the affixes of the names, an organisation has none.
        let look = &element.name.look;
        let affixes = person.literal.is_empty();
        if affixes {
            self.out.push_prefix(&look.prefix);
        }
        self.out.open(Tag::Name(variable, u32::try_from(at).unwrap_or(u32::MAX)));
        person::push(&mut self.out, person, &form, self.plan.locale.english);
        self.out.close();
        if affixes {
            self.out.push_suffix(&look.suffix);
        }
    }

    /// Prints names where a style asks for them as for any text.
    pub(super) fn push_display(&mut self, name: NameVariable) {
        let item = self.item;
        if let Some(names) = item.names.get(name) {
            let and = self.plan.locale.other(OtherTerm::And).map(|term| term.single.clone());
            for (at, person) in names.list.iter().enumerate() {
                match (at, at + 1 == names.list.len()) {
                    (0, _) => {}
                    (_, true) => self.out.push(&format!(" {} ", and.as_deref().unwrap_or("&"))),
                    (_, false) => self.out.push(", "),
                }
                self.out.push_field(&person.display());
            }
        }
    }
}
