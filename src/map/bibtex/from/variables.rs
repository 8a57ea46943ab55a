//! Variables -> fields, by the table.

use super::values::{first_valid, is_digits, is_label, is_name, is_range, link, without_case};
use super::{Protect, Writer};
use crate::map::bibtex::datamodel::{holds, is_integer};
use crate::map::bibtex::fields::Shape;
use crate::map::bibtex::identifiers::{isbn_is_valid, issn_is_valid};
use crate::map::bibtex::required::container;
use crate::map::bibtex::{ARXIV, lookup, names};
use crate::map::target::Target;
use crate::map::tex::balanced;
use crate::model::{Doi, NumberVariable, StandardVariable, Text};

impl Writer<'_> {
    /// Writes every variable that a rule of the table and the entry type hold.
    pub(super) fn variables(&mut self) {
        let item = self.item;
        let mut left: Vec<Target> = Vec::new();
        left.extend(item.names.iter().map(|(v, _)| Target::Names(v)));
        left.extend(item.texts.iter().map(|(v, _)| Target::Text(v)));
        left.extend(item.numbers.iter().map(|(v, _)| Target::Number(v)));
        left.extend(item.dates.iter().map(|(v, _)| Target::Date(v)));
        left.extend(item.page.iter().map(|_| Target::Page));
        let plan = lookup::plan(self.options.dialect, self.entry_type, *item.kind);
        for (rule, name) in plan.iter().copied() {
            // `type` and the numbers of archives have a turn of their own.
            let is_by_hand = |name: &str| matches!(name, "type" | "pmid" | "pmcid");
            if name == "title" {
                self.title();
            }
            if rule.target == Target::Text(StandardVariable::ContainerTitle) {
                self.stand_in(name);
            }
            let Some(at) = left.iter().position(|target| *target == rule.target) else { continue };
            if !is_by_hand(name) && !self.has(name) {
                left.remove(at);
                self.variable(name, rule.target, rule.shape);
            }
        }
    }

    /// Every entry has a title for biber; one that is empty to the eye is none that was invented.
    fn title(&mut self) {
        let title = self.item.text(StandardVariable::Title);
        if title.is_none_or(|title| title.trim().is_empty()) {
            self.push("title", "{}".to_owned());
        }
    }

    /// What stands in where the container has no title of its own, in the first field for one.
    fn stand_in(&mut self, name: &str) {
        let is_asked_for = matches!(name, "journal" | "journaltitle" | "booktitle");
        let has_one = ["journal", "journaltitle", "booktitle"].iter().any(|name| self.has(name));
        match container(self.item) {
            Some(StandardVariable::ContainerTitle) | None => {}
            Some(variable) if is_asked_for && !has_one => {
                self.variable(name, Target::Text(variable), Shape::Text);
            }
            Some(_) => {}
        }
    }

    fn variable(&mut self, name: &str, target: Target, shape: Shape) {
        let item = self.item;
        let value = match target {
            Target::Names(v) => item.names.get(v).map(|n| names::write(n, &mut self.encoder)),
            Target::Number(v) if shape == Shape::Verbatim => {
                return item.numbers.get(v).into_iter().for_each(|number| self.eprint(number));
            }
            Target::Number(v) => item.numbers.get(v).map(|number| match v {
                // The hyphen of `ISO 4-1997` is no range.
                NumberVariable::Volume | NumberVariable::Issue => self.label(number, is_digits),
                _ => self.encoder.encode_plain(number),
            }),
            Target::Page => item.page.as_ref().map(|page| self.label(page, is_label)),
            Target::Date(v) => return self.date(name, v),
            Target::Text(v) => item.texts.get(v).map(|text| match (v, shape) {
                (StandardVariable::DOI, _) => {
                    // A field that holds the link would print the resolver twice.
                    link(Doi::parse(text.as_str()).as_ref().map_or(text.as_str(), Doi::as_str))
                }
                (_, Shape::Verbatim) => link(text.as_str()),
                (StandardVariable::ISBN, _) => first_valid(text.as_str(), isbn_is_valid),
                (StandardVariable::ISSN, _) => first_valid(text.as_str(), issn_is_valid),
                (_, Shape::List | Shape::Organisation) => {
                    names::in_one_piece(self.encoder.encode(text), shape == Shape::Organisation)
                }
                (_, Shape::Title) => self.protected(text),
                (StandardVariable::ContainerTitle, _) if name == "howpublished" => {
                    let place = self.place_in_container();
                    self.encoder.encode(text) + &place
                }
                // biblatex looks for a language by its name, in which hyphens are the rule.
                (StandardVariable::Language, _) => {
                    self.encoder.encode(&Text::plain(text.as_str().replace('_', "-")))
                }
                _ => self.encoder.encode(text),
            }),
        };
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let fits = match name {
            "pages" => is_range(&value),
            "language" | "langid" | "pubstate" => is_name(&value),
            _ => true,
        };
        if !fits {
            return;
        }
        match is_integer(name) && !is_digits(&value) {
            true => self.wordy_number(name, value),
            false => self.push(name, balanced(value)),
        }
    }

    /// A title with its case protection.
    fn protected(&mut self, text: &Text) -> String {
        let tex = match self.options.protect {
            Protect::Words => {
                self.encoder.protect = true;
                self.encoder.encode(text)
            }
            Protect::Nothing => self.encoder.encode(&without_case(text)),
            Protect::All => format!("{{{}}}", self.encoder.encode(&without_case(text))),
        };
        self.encoder.protect = false;
        tex
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
            self.push(field, balanced(value));
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
    fn eprint(&mut self, number: &str) {
        match number.split_once(':') {
            Some((archive, number)) if archive.eq_ignore_ascii_case(ARXIV) => {
                self.push("eprint", link(number));
                self.push("eprinttype", ARXIV.to_owned());
            }
            _ => self.push("eprint", link(number)),
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
