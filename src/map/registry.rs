//! What the answers of DOI registries have in common: members by their paths, texts of publishers.

use std::borrow::Cow;

use super::csl_json::{label, read_name};
use super::shapes::{markup, values};
use super::target::Target;
use crate::model::{
    Date, Item, Kind, Name, Names, Origin, StandardVariable, Text, is_particle_word,
};
use crate::read::csl_json::Json;

/// Why an answer is no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnswer {
    /// It is no JSON, or not all of it came.
    #[error("the answer is no JSON: {0}")]
    Json(String),
    /// It is JSON of another form than the registry documents.
    #[error("the answer has no `{0}`")]
    Missing(&'static str),
}

/// For which of the registry's types a row holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum For {
    All,
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

impl For {
    pub(super) fn holds(self, kind: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(kinds) => kinds.contains(&kind),
            Self::Not(kinds) => !kinds.contains(&kind),
        }
    }
}

/// The value at a path of members: `event/name`. Of an array the first value is meant.
pub(super) fn at<'j, 'a>(json: &'j Json<'a>, path: &str) -> Option<&'j Json<'a>> {
    path.split('/').try_fold(json, |json, name| first(json)?.get(name))
}

fn first<'j, 'a>(json: &'j Json<'a>) -> Option<&'j Json<'a>> {
    match json {
        Json::List(values) => values.first(),
        json => Some(json),
    }
}

/// The text or number at a path, on one line.
pub(super) fn text_at<'j>(json: &'j Json<'_>, path: &str) -> Option<Cow<'j, str>> {
    let label = label(first(at(json, path)?)?)?;
    let line = values::line(&label).into_owned();
    (!line.is_empty()).then_some(Cow::Owned(line))
}

/// Values of an answer on their way into an item; the first value of a variable stays.
pub(super) struct Filler {
    pub(super) item: Item,
    pub(super) origin: Origin,
}

impl Filler {
    pub(super) fn text(&mut self, target: Target, value: &str) {
        if target.is_set(&self.item) || value.trim().is_empty() {
            return;
        }
        let origin = self.origin.clone();
        match target {
            Target::Text(variable) => {
                self.item.texts.set(variable, published(value), origin);
            }
            Target::Number(variable) => {
                self.item.numbers.set(variable, value.to_owned(), origin);
            }
            Target::Page => {
                let page = crate::model::Sourced::new(values::pages(value), origin);
                self.item.page = Some(page);
            }
            Target::Names(_) | Target::Date(_) => {}
        }
    }

    /// Sets a title with its subtitle, unless the title has it already.
    pub(super) fn title(&mut self, title: &str, subtitle: Option<&str>) {
        let subtitle = subtitle
            .filter(|subtitle| !title.to_lowercase().contains(&subtitle.trim().to_lowercase()));
        let whole = match subtitle {
            Some(subtitle) if title.ends_with([':', '?', '!', '.']) => {
                format!("{title} {subtitle}")
            }
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title.to_owned(),
        };
        self.text(Target::Text(StandardVariable::Title), &whole);
    }

    pub(super) fn names(&mut self, target: Target, list: Vec<Name>) {
        let Target::Names(variable) = target else { return };
        if !list.is_empty() && !target.is_set(&self.item) {
            self.item.names.set(variable, Names::from(list), self.origin.clone());
        }
    }

    pub(super) fn date(&mut self, target: Target, date: Date) {
        let Target::Date(variable) = target else { return };
        if !target.is_set(&self.item) {
            self.item.dates.set(variable, date, self.origin.clone());
        }
    }
}

/// A person or an organisation, with the particle that stands in the family name set apart.
pub(super) fn person(value: &Json<'_>) -> Option<Name> {
    let mut name = read_name(value)?;
    for part in [&mut name.family, &mut name.given, &mut name.suffix, &mut name.literal] {
        let line = published(part).as_str().to_owned();
        *part = line;
    }
    while let Some((word, rest)) = name.family.split_once(' ')
        && is_particle_word(word)
        && !rest.is_empty()
    {
        let particle = match name.non_dropping_particle.as_str() {
            "" => word.to_owned(),
            before => format!("{before} {word}"),
        };
        name.family = rest.to_owned();
        name.non_dropping_particle = particle;
    }
    (!name.is_empty()).then_some(name)
}

/// Text as publishers deposit it: tags of HTML, JATS and MathML, character references, lines.
pub(super) fn published(text: &str) -> Text {
    let line = values::line(text);
    if !line.contains('<') {
        return markup::decode(&line);
    }
    // JATS has HTML's tags under a prefix; of mathematics the characters are kept.
    let line = line.replace("<jats:", "<").replace("</jats:", "</");
    let line = line.replace("<scp>", "<sc>").replace("</scp>", "</sc>");
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(open) = rest.find("<mml:").into_iter().chain(rest.find("</mml:")).min() {
        plain.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            rest = "";
            break;
        };
        rest = &rest[open + close + 1..];
    }
    plain.push_str(rest);
    markup::decode(&values::line(&plain))
}

/// The kind of a type's name by a table.
pub(super) fn kind(table: &[(&str, Kind)], name: &str) -> Option<Kind> {
    table.iter().find(|row| row.0 == name).map(|row| row.1)
}
