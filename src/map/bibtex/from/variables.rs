//! Variables -> fields, by the table.

use super::values::{
    first_valid, is_bare_link, is_digits, is_full_range, is_label, is_name, is_number,
    is_plain_range, is_range, is_same, link, without_case,
};
use super::{Known, Protect, Writer};
use crate::map::bibtex::datamodel::{holds, is_integer};
use crate::map::bibtex::fields::Shape;
use crate::map::bibtex::identifiers::{isbn_is_valid, issn_is_valid};
use crate::map::bibtex::lookup::{Plan, Step};
use crate::map::bibtex::required::container;
use crate::map::bibtex::{ARXIV, kinds, languages, names};
use crate::map::target::{Target, Targets};
use crate::map::tex::balanced;
use crate::model::{Doi, NumberVariable, StandardVariable, Text};

impl Writer<'_> {
    /// Writes every variable that a rule of the table and the entry type hold.
    pub(super) fn variables(&mut self, plan: &Plan) {
        let mut left = Targets::of(self.item);
        for step in plan.steps(left) {
            if step.is_always {
                match step.name {
                    "title" => self.title(),
                    _ => self.stand_in(step),
                }
            }
            // `type` and the numbers of archives have a turn of their own.
            let is_by_hand = |name: &str| matches!(name, "type" | "pmid" | "pmcid");
            if left.contains(step.target) && !is_by_hand(step.name) && !self.has(step.name) {
                left.remove(step.target);
                self.variable(step);
            }
        }
    }

    /// Every entry has a title for biber; one that is empty to the eye is none that was invented.
    fn title(&mut self) {
        let title = self.item.text(StandardVariable::Title);
        if title.is_none_or(|title| title.trim().is_empty()) {
            self.push("title", "{}".to_owned(), Known::Unsure);
        }
    }

    /// What stands in where the container has no title of its own, in the first field for one.
    fn stand_in(&mut self, step: &Step) {
        let names = ["journal", "journaltitle", "booktitle"];
        if !names.contains(&step.name) || names.iter().any(|name| self.has(name)) {
            return;
        }
        match container(self.item) {
            Some(StandardVariable::ContainerTitle) | None => {}
            Some(variable) => self.variable(&Step {
                target: Target::Text(variable),
                shape: Shape::Text,
                is_read: false,
                ..*step
            }),
        }
    }

    fn variable(&mut self, step: &Step) {
        let item = self.item;
        let Step { target, name, shape, is_read, .. } = *step;
        let written = match target {
            Target::Names(v) => item.names.get(v).map(|n| names::write(n, &mut self.encoder)),
            Target::Number(v) if shape == Shape::Verbatim => {
                return item.numbers.get(v).into_iter().for_each(|n| self.eprint(n, target));
            }
            Target::Number(v) => item.numbers.get(v).map(|number| {
                let value = match v {
                    // The hyphen of `ISO 4-1997` is no range.
                    NumberVariable::Volume | NumberVariable::Issue => self.label(number, is_digits),
                    _ => self.encoder.encode_plain(number),
                };
                let is_number = !number.contains('–') && is_same(&value, number);
                let is_exact = is_number || is_plain_range(number);
                (value, is_exact)
            }),
            Target::Page => item.page.as_ref().map(|page| {
                let value = self.label(page, is_label);
                let is_exact = is_digits(page) || is_full_range(page);
                (value, is_exact)
            }),
            Target::Date(v) => return self.date(step, v),
            Target::Text(v) => item.texts.get(v).map(|text| {
                let (value, is_exact) = self.text(step, v, text);
                (value, is_exact && text.marks().is_empty())
            }),
        };
        let Some((value, is_exact)) = written else { return };
        if value.chars().all(char::is_whitespace) {
            return;
        }
        let fits = match name {
            "pages" => is_range(&value),
            "language" | "langid" | "pubstate" => is_name(&value),
            _ => true,
        };
        if !fits {
            return;
        }
        let is_exact = is_read && is_exact && self.is_read_alone(name, &value);
        if is_integer(name) && !is_digits(&value) {
            self.wordy_number(name, value);
        } else if is_exact {
            // Its braces are the writer's own.
            self.push(name, value, Known::As(target));
        } else {
            self.push(name, balanced(value), Known::Unsure);
        }
    }

    /// Writes a text as its field takes it, and says whether it is beyond doubt read as it was.
    fn text(&mut self, step: &Step, variable: StandardVariable, text: &Text) -> (String, bool) {
        let plain = text.as_str();
        match (variable, step.shape) {
            (StandardVariable::DOI, _) => {
                // A field that holds the link would print the resolver twice.
                let doi = Doi::parse(plain);
                let doi = doi.as_ref().map_or(plain, Doi::as_str);
                (link(doi), doi == plain && is_bare_link(plain))
            }
            (_, Shape::Verbatim) => (link(plain), is_bare_link(plain)),
            (StandardVariable::ISBN, _) => {
                let value = first_valid(plain, isbn_is_valid);
                let is_exact = is_same(&value, plain);
                (value, is_exact)
            }
            (StandardVariable::ISSN, _) => {
                let value = first_valid(plain, issn_is_valid);
                let is_exact = is_same(&value, plain);
                (value, is_exact)
            }
            (_, Shape::List | Shape::Organisation) => {
                let is_name = step.shape == Shape::Organisation;
                let value = names::in_one_piece(self.encoder.encode(text), is_name);
                let is_one = !value.starts_with('{') && value != "others";
                (value, self.encoder.is_exact && is_one)
            }
            (_, Shape::Title) => self.protected(text),
            (StandardVariable::ContainerTitle, _) if step.name == "howpublished" => {
                let place = self.place_in_container();
                let title = self.encoder.encode(text);
                (title + &place, self.encoder.is_exact && place.is_empty())
            }
            // biblatex looks for a language by its name, in which hyphens are the rule.
            (StandardVariable::Language, _) => {
                let value = self.encoder.encode_plain(&plain.replace('_', "-"));
                let is_exact = is_same(&value, plain) && languages::read(&value).is_none();
                (value, is_exact)
            }
            _ => (self.encoder.encode(text), self.encoder.is_exact),
        }
    }

    /// Whether a field is read without regard to others, as what its value says.
    fn is_read_alone(&self, name: &str, value: &str) -> bool {
        match name {
            "booktitle" => {
                self.table_type != "book"
                    && self.place("title").is_none_or(|at| self.fields[at].value != value)
            }
            // A link in one of them is the entry's.
            "howpublished" | "note" => !value.contains("://"),
            // A word that stands for others.
            "pubstate" | "series" | "location" => kinds::localised(name, value.trim()).is_none(),
            _ => true,
        }
    }

    /// A title with its case protection.
    fn protected(&mut self, text: &Text) -> (String, bool) {
        let value = match self.options.protect {
            Protect::Words => {
                self.encoder.protect = true;
                self.encoder.encode(text)
            }
            Protect::Nothing => self.encoder.encode(&without_case(text)),
            Protect::All => format!("{{{}}}", self.encoder.encode(&without_case(text))),
        };
        self.encoder.protect = false;
        (value, self.encoder.is_exact && self.options.protect != Protect::All)
    }

    /// A volume that is no number, which biber would not take: where the entry type has a field for
    /// words about the issue or the book.
    fn wordy_number(&mut self, name: &str, value: String) {
        let field = match self.table_type {
            "article" | "periodical" => "issue",
            "inbook" => "booktitleaddon",
            "book" => "titleaddon",
            _ => return,
        };
        if name == "volume" && holds(self.entry_type, field) && !self.has(field) {
            self.push(field, balanced(value), Known::Unsure);
        }
    }

    /// Volume, issue and pages, for an entry type without fields for them: ` 12(3), 45--67`.
    fn place_in_container(&mut self) -> String {
        let item = self.item;
        let mut place = String::new();
        if let Some(volume) = item.numbers.get(NumberVariable::Volume) {
            place += &format!(" {}", self.label(volume, is_digits));
        }
        if let Some(issue) = item.numbers.get(NumberVariable::Issue) {
            place += &format!("({})", self.label(issue, is_digits));
        }
        if let Some(page) = &item.page {
            place += &format!(", {}", self.label(page, is_label));
        }
        place
    }

    /// The number of a preprint, with the archive that its prefix names.
    fn eprint(&mut self, number: &str, target: Target) {
        match number.split_once(':') {
            Some((archive, digits)) if archive.eq_ignore_ascii_case(ARXIV) => {
                let is_exact = archive == ARXIV && is_number(digits);
                self.push("eprint", link(digits), Known::when(is_exact, target));
                self.push("eprinttype", ARXIV.to_owned(), Known::Nothing);
            }
            _ => self.push("eprint", link(number), Known::Unsure),
        }
    }

    /// A number or page; a hyphen between two labels is TeX's `--`.
    pub(super) fn label(&mut self, label: &str, is_label: fn(&str) -> bool) -> String {
        if is_digits(label) {
            return label.to_owned();
        }
        if let Some((first, last)) = label.split_once('-')
            && is_digits(first)
            && is_digits(last)
        {
            return [first, "--", last].concat();
        }
        let tex = self.encoder.encode_plain(&label.replace('–', "-"));
        let parts: Vec<&str> = tex.split(", ").collect();
        let parts = parts.into_iter().map(|part| match part.split_once('-') {
            Some((first, last)) if is_label(first) && is_label(last) => format!("{first}--{last}"),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}
