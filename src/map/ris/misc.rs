//! `M2`, the miscellaneous tag: lines `variable: value`, as Zotero keeps them in its field Extra.
//!
//! Zotero's import puts `M2` into Extra and takes known names out of it again, so these lines say there
//! what RIS has no tag for. Source: Zotero documentation, "Citing fields from Extra".

use super::reader::Reader;
use crate::map::csl_json::current_name;
use crate::map::edtf;
use crate::map::shapes::{markup, values};
use crate::map::target::Target;
use crate::model::{Date, Kind, Sourced};
use crate::read::tagged::Field;

/// The citation key that a line states.
pub(super) fn citation_key(line: &str) -> Option<&str> {
    let (label, value) = split(line)?;
    let is_key = ["citation key", "citation-key"].iter().any(|l| label.eq_ignore_ascii_case(l));
    is_key.then_some(value)
}

/// The kind that a line states.
pub(super) fn kind(line: &str) -> Option<Kind> {
    let (label, value) = split(line)?;
    label.eq_ignore_ascii_case("type").then(|| value.parse().ok()).flatten()
}

/// A line that states a variable.
pub(super) fn line(target: Target, value: &str) -> String {
    format!("{}: {value}", current_name(&target.to_string()))
}

fn split(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim(), value.trim());
    (!value.is_empty() && label.len() < 40).then_some((label, value))
}

impl Reader<'_> {
    /// Reads the lines that state something; the others are kept.
    pub(super) fn misc(&mut self, field: &Field<'_>) {
        let mut unread = Vec::new();
        for line in field.value.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
            let is_read = citation_key(line) == Some(self.item.key.as_str())
                || kind(line).is_some_and(|kind| kind == *self.item.kind)
                || split(line).is_some_and(|(label, value)| self.state(label, value, field));
            if !is_read {
                unread.push(line);
            }
        }
        if !unread.is_empty() {
            self.keep("M2", &unread.join("\n"), field);
        }
    }

    fn state(&mut self, label: &str, value: &str, field: &Field<'_>) -> bool {
        let label = label.replace(' ', "-");
        let lower = label.to_lowercase();
        let target = [&lower, &lower.to_uppercase(), &lower.replace('-', "_")]
            .into_iter()
            .find_map(|name| Target::by_name(name));
        let Some(target) = target else { return false };
        let origin = self.source.origin(field.span.clone());
        let value = values::line(value);
        if let Target::Names(variable) = target {
            let list = match value.split_once("||") {
                Some((family, given)) => format!("{},{given}", family.trim()),
                None => value.into_owned(),
            };
            self.name(variable, &list, origin);
            return true;
        }
        let item = &mut self.item;
        match target {
            // A line says a date of issue more exactly than its tags can.
            Target::Date(variable) => {
                let date = edtf::parse(&value);
                item.dates.set(variable, date.unwrap_or_else(|| Date::literal(value)), origin);
                return true;
            }
            target if target.is_set(item) => return false,
            Target::Names(_) => return false,
            Target::Page => item.page = Some(Sourced::new(value.into_owned(), origin)),
            Target::Number(variable) => {
                item.numbers.set(variable, markup::decode(&value).as_str().to_owned(), origin);
            }
            Target::Text(variable) => {
                item.texts.set(variable, markup::decode(&value), origin);
            }
        }
        true
    }
}
