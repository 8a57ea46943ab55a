//! The form that a value has in RIS.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fill::repeats_type;
use super::from::{Line, Writer};
use super::{FORMAT, misc};
use crate::diag::{Code, Diagnostic};
use crate::map::shapes::{dates, markup, names, serials, values};
use crate::map::target::Target;
use crate::model::{
    Date, DateSpan, DateVariable, Doi, Kind, NumberVariable, StandardVariable as S, Text,
};

impl Writer<'_> {
    /// Writes a text; false if it would not be read back from the tag.
    pub(super) fn text(&mut self, tag: &'static str, variable: S, text: &Text) -> bool {
        let item = self.item;
        let plain = text.as_str();
        match variable {
            S::Abstract | S::Note | S::Annote => {
                self.push(tag, values::paragraphs(&markup::encode(text)));
                return true;
            }
            S::Keyword => {
                for word in values::split_keywords(&markup::encode(text)) {
                    self.push(tag, word);
                }
                return true;
            }
            S::DOI => {
                let Some(doi) = Doi::parse(plain) else { return false };
                self.push(tag, doi.as_str());
                return true;
            }
            S::PMID => {
                // A database's number needs the database's name.
                let is_free =
                    !item.texts.contains(S::Archive) && !item.texts.contains(S::ArchiveLocation);
                let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
                if self.is_zotero() || !is_free || !is_number {
                    return false;
                }
                self.push(tag, plain);
                self.push("DB", "PubMed");
                return true;
            }
            S::PMCID if self.is_zotero() || !plain.to_ascii_uppercase().starts_with("PMC") => {
                return false;
            }
            S::ISBN | S::ISSN => {
                let found = serials::find(plain);
                let has_form = match variable {
                    S::ISBN => !found.isbn.is_empty() && found.issn.is_empty(),
                    _ => !found.issn.is_empty() && found.isbn.is_empty(),
                };
                if !has_form {
                    return false;
                }
            }
            S::Genre if Doi::parse(plain).is_some() => return false,
            S::Genre if repeats_type(plain) => return false,
            _ => {}
        }
        self.push(tag, line_of(text));
        true
    }

    /// The year in `PY` and the day in `DA`; what these cannot say stands in a line of its own.
    pub(super) fn issued(&mut self) {
        let Some(date) = self.item.dates.get(DateVariable::Issued) else { return };
        match &date.span {
            DateSpan::Literal(words) => {
                let words = values::line(words).into_owned();
                let is_read_back = dates::parse(&words, None).is_none() && !words.ends_with('/');
                self.push("PY", line_of(&Text::plain(words.as_str())));
                if !is_read_back {
                    self.state(misc::line(Target::Date(DateVariable::Issued), &words));
                }
            }
            DateSpan::Single(day) | DateSpan::Range(day, _) => {
                if (1..=9999).contains(&day.year) {
                    self.push("PY", format!("{:04}", day.year));
                }
                let written = dates::write_ris(*day);
                self.lines.extend(written.map(|value| Line { tag: Cow::Borrowed("DA"), value }));
                if exact(date).is_none() {
                    self.state(misc::line(Target::Date(DateVariable::Issued), &date.to_string()));
                }
            }
        }
    }

    pub(super) fn page(&mut self, tag: &'static str) -> bool {
        let Some(page) = &self.item.page else { return true };
        let page = values::line(page);
        let split = values::split_pages(&page);
        // A number alone counts the pages of a book.
        let counts = matches!(
            *self.item.kind,
            Kind::Book | Kind::Classic | Kind::Thesis | Kind::Manuscript | Kind::Pamphlet
        );
        if counts && split.is_none() {
            return false;
        }
        match split {
            Some((first, last)) => {
                self.push(tag, first);
                self.push("EP", last);
            }
            None => self.push(tag, line_of(&Text::plain(page.replace('–', "-")))),
        }
        true
    }

    /// States a variable that no tag holds.
    pub(super) fn stated(&mut self, target: Target) {
        let item = self.item;
        match target {
            Target::Text(S::CitationKey) | Target::Number(NumberVariable::PageFirst) => {}
            Target::Text(variable) => {
                let text = item.texts.get(variable).map(|text| line_of(text));
                self.state(misc::line(target, &text.unwrap_or_default()));
            }
            Target::Number(variable) => {
                let label = line_of(&Text::plain(item.number(variable).unwrap_or_default()));
                self.state(misc::line(target, &label));
            }
            Target::Page => {
                let page = item.page.as_ref().map(|page| line_of(&Text::plain(page.as_str())));
                self.state(misc::line(target, &page.unwrap_or_default()));
            }
            Target::Names(variable) => {
                let Some(list) = item.names.get(variable) else { return };
                let mut lines: Vec<String> = list.list.iter().map(names::write).collect();
                lines.extend(list.truncated.then(|| "et al.".to_owned()));
                for name in lines {
                    let name = line_of(&Text::plain(name));
                    // Zotero parts family and given name with two bars.
                    let is_person = !name.contains(",,") && !name.ends_with(',');
                    let name = match name.split_once(", ") {
                        Some((family, given)) if is_person => format!("{family} || {given}"),
                        _ => name,
                    };
                    self.state(misc::line(target, &name));
                }
            }
            Target::Date(variable) => {
                let date = item.dates.get(variable).map(|date| date.to_string());
                self.state(misc::line(target, &values::line(&date.unwrap_or_default())));
            }
        }
    }

    /// Writes the fields that RIS had and no variable holds; those of other formats are dropped.
    pub(super) fn extra(&mut self) -> Vec<Diagnostic> {
        let mut dropped: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for extra in &self.item.extra {
            let is_tag = is_tag(&extra.name);
            if extra.format == FORMAT && is_tag {
                if extra.name != "TY" {
                    let tag = Cow::Owned(extra.name.clone());
                    let value = values::paragraphs(&extra.value).into_owned();
                    self.lines.push(Line { tag, value });
                } else if extra.value.value != self.code && seen.insert("TY") {
                    dropped.push("TY");
                }
            } else if seen.insert(extra.name.as_str()) {
                dropped.push(&extra.name);
            }
        }
        if dropped.is_empty() {
            return Vec::new();
        }
        let message =
            format!("`{}`: no tag of RIS holds `{}`", self.item.key, dropped.join("`, `"));
        vec![Diagnostic::new(Code::DroppedField, message)]
    }
}

/// A date that `YYYY/MM/DD/` says in full.
pub(super) fn exact(date: &Date) -> Option<String> {
    let DateSpan::Single(day) = date.span else { return None };
    let is_plain = !date.approximate && !date.uncertain && (1..=9999).contains(&day.year);
    is_plain.then(|| dates::write_ris(day).unwrap_or_else(|| format!("{:04}", day.year)))
}

/// Text on one line.
pub(super) fn line_of(text: &Text) -> String {
    values::line(&markup::encode(text)).into_owned()
}

/// Whether a name can stand as a tag: two letters, or a letter and a digit; some databases have up to four.
fn is_tag(name: &str) -> bool {
    (2..=4).contains(&name.len())
        && !matches!(name, "ER" | "EF")
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
