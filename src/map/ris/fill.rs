//! Values of tags: the form that a variable asks for, and those that several lines make up.

use std::collections::HashSet;

use super::reader::Reader;
use super::rules;
use crate::map::shapes::{markup, names, serials, values};
use crate::map::target::Target;
use crate::model::{Doi, Kind, NameVariable, Names, Origin, Sourced, StandardVariable, Text};
use crate::read::tagged::Field;

/// Databases whose accession numbers are PubMed's.
const PUBMED: [&str; 4] = ["pubmed", "medline", "nlm", "ncbi"];

impl Reader<'_> {
    /// First and last page; `SP` may hold both.
    pub(super) fn page(&mut self, tag: &str, value: &str, origin: Origin) -> bool {
        if self.item.page.is_some() {
            return false;
        }
        let value = markup::decode(value).as_str().to_owned();
        let last = self.first.get("EP").map(|field| values::line(&field.value).into_owned());
        let last = last.filter(|last| tag == "SP" && !last.is_empty());
        let is_range = value.contains(['-', '–']) || value.contains(',');
        let page = match last {
            Some(last) if !is_range => values::pages(&format!("{value}-{last}")),
            _ => values::pages(&value),
        };
        self.item.page = Some(Sourced::new(page, origin));
        true
    }

    /// A value as its variable has it; none if it has not the variable's form.
    pub(super) fn text(
        &self,
        tag: &str,
        variable: StandardVariable,
        field: &Field<'_>,
    ) -> Option<Text> {
        use StandardVariable as S;
        let value = values::line(&field.value);
        let is_periodical = self.type_code.eq_ignore_ascii_case("JOUR");
        match variable {
            S::DOI => Doi::parse(&value).map(|doi| Text::plain(doi.as_str())),
            S::URL => Some(Text::plain(value)),
            // Beside the title of the proceedings this is the name of the conference.
            S::ContainerTitle if tag == "T2" && self.is_paper() && self.has("C3") => None,
            S::PMID if tag == "AN" => self.is_pubmed().then(|| Text::plain(value)),
            S::PMCID => value.to_ascii_uppercase().starts_with("PMC").then(|| Text::plain(value)),
            // Older files have the DOI here, and some the type's own name.
            S::Genre | S::Medium if Doi::parse(&value).is_some() => None,
            S::Genre if is_periodical && repeats_type(&value) => None,
            S::Abstract | S::Note | S::Annote => {
                Some(markup::decode(&values::paragraphs(&field.value)))
            }
            _ => Some(markup::decode(&value)),
        }
    }

    /// Adds a line to a list of names.
    pub(super) fn name(&mut self, variable: NameVariable, line: &str, origin: Origin) {
        let line = match line.contains('&') {
            true => markup::decode(line).as_str().to_owned(),
            false => line.to_owned(),
        };
        let line = Sourced::new(line, origin);
        match self.names.iter_mut().find(|(listed, _)| *listed == variable) {
            Some((_, lines)) => lines.push(line),
            None => self.names.push((variable, vec![line])),
        }
    }

    /// Adds to a variable that several lines make up.
    pub(super) fn list(&mut self, variable: StandardVariable, text: Text, field: &Field<'_>) {
        let value = Sourced::new(text, self.source.origin(field.span.clone()));
        match self.lists.iter_mut().find(|(listed, _)| *listed == variable) {
            Some((_, list)) => list.push(value),
            None => self.lists.push((variable, vec![value])),
        }
    }

    /// ISBN, ISSN, or the number of a patent, report or standard, told apart by their form.
    pub(super) fn serials(&mut self, field: &Field<'_>) -> bool {
        use StandardVariable as S;
        let value = values::line(&field.value);
        let found = serials::find(&value);
        if found == serials::Serials::default() {
            let kinds = [Kind::ArticleJournal, Kind::ArticleMagazine, Kind::ArticleNewspaper];
            let raw = if kinds.contains(&self.item.kind) { S::ISSN } else { S::ISBN };
            let numbered = rules(*self.item.kind, "SN").any(|rule| {
                matches!(rule.target, Target::Number(_)) && self.set("SN", rule.target, field)
            });
            return numbered || self.set("SN", Target::Text(raw), field);
        }
        // A value that is nothing but numbers of one kind stays as written.
        let is_bare = !value.contains('(') && value.chars().all(is_serial_char);
        let is_alone = found.isbn.is_empty() || found.issn.is_empty();
        for (variable, list) in [(S::ISBN, found.isbn), (S::ISSN, found.issn)] {
            let list = match is_bare && is_alone && list.len() > 1 {
                true => vec![value.to_string()],
                false => list,
            };
            list.into_iter().for_each(|number| self.list(variable, Text::plain(number), field));
        }
        true
    }

    pub(super) fn is_paper(&self) -> bool {
        *self.item.kind == Kind::PaperConference
    }

    pub(super) fn is_pubmed(&self) -> bool {
        let value = |tag: &str| self.first.get(tag).map(|field| field.value.trim());
        is_pubmed(value("AN"), [value("DB"), value("DP")])
    }

    /// Sets the variables that several lines make up.
    pub(super) fn fill(&mut self) {
        if let (None, Some(last)) = (&self.item.page, self.first.get("EP"))
            && !last.value.trim().is_empty()
        {
            let page = values::pages(&values::line(&last.value));
            let origin = self.source.origin(last.span.clone());
            self.item.page = Some(Sourced::new(page, origin));
        }
        for (variable, lines) in std::mem::take(&mut self.names) {
            let names = names::read(lines.iter().map(|line| line.as_str()));
            let Some(line) = lines.into_iter().next() else { continue };
            if names != Names::default() {
                self.item.names.set(variable, names, line.origin);
            }
        }
        for (variable, list) in std::mem::take(&mut self.lists) {
            let Some(origin) = list.first().map(|text| text.origin.clone()) else { continue };
            let mut texts: Vec<Text> = list.into_iter().map(|text| text.value).collect();
            let between = match variable {
                StandardVariable::Note | StandardVariable::Annote => "\n",
                // Commas stand in keywords.
                StandardVariable::Keyword if texts.iter().any(|t| t.as_str().contains(',')) => "; ",
                StandardVariable::ISBN => " ",
                _ => ", ",
            };
            let mut seen = HashSet::new();
            texts.retain(|text| seen.insert(text.as_str().to_owned()));
            self.item.texts.set(variable, values::join(&texts, between), origin);
        }
    }
}

/// Whether an accession number is one of PubMed's: digits beside the name of the database or its provider.
pub(super) fn is_pubmed(number: Option<&str>, names: [Option<&str>; 2]) -> bool {
    let is_one = |name: &str| PUBMED.iter().any(|known| name.eq_ignore_ascii_case(known));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        && names.into_iter().flatten().any(is_one)
}

fn is_serial_char(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | 'x' | 'X' | ' ' | ',')
}

/// Types of work that say nothing beside the reference type of a journal article.
pub(super) fn repeats_type(value: &str) -> bool {
    let names = ["article", "journal article", "journal", "research article", "jour"];
    names.iter().any(|name| value.eq_ignore_ascii_case(name))
}
