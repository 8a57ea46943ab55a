//! Where an item and what its entry is read as differ.

use std::collections::HashSet;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::map::bibtex::FORMAT;
use crate::map::csl_json::{Members, MembersWriter};
use crate::map::target::{Target, Targets};
use crate::map::tex::braces_pair;
use crate::model::{
    Date, DateVariable, Extra, Fields, Item, Mark, Markup, NameVariable, Names, NumberVariable,
    StandardVariable, Text,
};

/// Where two records of one work differ.
#[derive(Debug, Default)]
pub(in crate::map::bibtex) struct Rest<'a> {
    added: Parts<'a>,
    not: Parts<'a>,
    but: Parts<'a>,
    /// Fields that hold a value which stands elsewhere, and are read as none.
    aside: Vec<(&'a str, &'a str)>,
}

impl<'a> Rest<'a> {
    /// What `item` says and `read`, the item that its entry is read as, does not, or says otherwise.
    ///
    /// Variables that are `sure` are known to be the same. Case protection is no difference where the
    /// writer was told to change it.
    pub(in crate::map::bibtex) fn between(
        item: &'a Item,
        read: &'a Item,
        is_case_kept: bool,
        sure: Targets,
    ) -> Self {
        let mut rest = Self::default();
        let same_text = |a: &Text, b: &Text| match is_case_kept {
            true => a == b,
            false => uncased(a) == uncased(b),
        };
        let key = |variable: StandardVariable| {
            // The entry's own key is no variable.
            let is_key = variable == StandardVariable::CitationKey;
            is_key
                && item.text(variable) == Some(item.key.as_str())
                && !read.texts.contains(variable)
        };
        rest.split(
            (&item.texts, &read.texts),
            |parts| &mut parts.texts,
            same_text,
            |variable| sure.contains(Target::Text(variable)) || key(variable),
        );
        rest.split(
            (&item.numbers, &read.numbers),
            |parts| &mut parts.numbers,
            PartialEq::eq,
            |variable| sure.contains(Target::Number(variable)),
        );
        rest.split(
            (&item.names, &read.names),
            |parts| &mut parts.names,
            PartialEq::eq,
            |variable| sure.contains(Target::Names(variable)),
        );
        rest.split(
            (&item.dates, &read.dates),
            |parts| &mut parts.dates,
            PartialEq::eq,
            |variable| sure.contains(Target::Date(variable)),
        );
        if !sure.contains(Target::Page) {
            rest.page(item, read);
        }
        rest.added.extra = item.extra.iter().filter(|extra| extra.format == "csl-json").collect();
        let own = |extra: &&'a Extra| extra.format == FORMAT;
        let known: HashSet<&str> =
            item.extra.iter().filter(own).map(|extra| extra.name.as_str()).collect();
        for extra in read.extra.iter().filter(own) {
            if !known.contains(extra.name.as_str()) {
                rest.aside.push((&extra.name, &extra.value));
            }
        }
        rest
    }

    fn page(&mut self, item: &'a Item, read: &'a Item) {
        let page = |item: &'a Item| item.page.as_ref().map(|page| page.as_str());
        let same = |page: Option<&str>| page.map(|page| page.replace('–', "-"));
        let (mine, theirs) = (page(item), page(read));
        match (mine, theirs) {
            _ if same(mine) == same(theirs) => {}
            (Some(_), None) => self.added.page = mine,
            _ => {
                self.not.page = theirs;
                self.but.page = mine;
            }
        }
    }

    /// Sorts the variables of one class.
    fn split<K: Copy + PartialEq, V>(
        &mut self,
        (mine, read): (&'a Fields<K, V>, &'a Fields<K, V>),
        class: impl for<'p> Fn(&'p mut Parts<'a>) -> &'p mut Vec<(K, &'a V)>,
        same: impl Fn(&V, &V) -> bool,
        is_sure: impl Fn(K) -> bool,
    ) {
        for (variable, value) in mine.iter().filter(|(variable, _)| !is_sure(*variable)) {
            match read.get(variable) {
                None => class(&mut self.added).push((variable, &value.value)),
                Some(other) if same(value, other) => {}
                Some(other) => {
                    class(&mut self.not).push((variable, &other.value));
                    class(&mut self.but).push((variable, &value.value));
                }
            }
        }
        for (variable, other) in read.iter().filter(|(variable, _)| !mine.contains(*variable)) {
            class(&mut self.not).push((variable, &other.value));
        }
    }

    /// The names of the variables, for findings.
    pub(in crate::map::bibtex) fn names(&self) -> Vec<String> {
        let mut names = self.added.names_of();
        names.extend(self.but.names_of());
        for name in self.not.names_of() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The value of the field, without its braces; none if there is no rest.
    pub(in crate::map::bibtex) fn to_field(&self, ascii: bool) -> Option<String> {
        let (added, not, but) = (self.added.members(), self.not.members(), self.but.members());
        if added.is_empty() && self.not.is_empty() && self.but.is_empty() && self.aside.is_empty() {
            return None;
        }
        let object = RestObject { added, not, but, aside: &self.aside };
        // What is made of strings and lists alone can always be written.
        let mut json = serde_json::to_string(&object).unwrap_or_default();
        json.pop();
        // Without its braces, which those of the field stand for.
        json.drain(..json.len().min(1));
        (!json.is_empty()).then(|| to_text(json, ascii))
    }
}

/// The object of the field.
struct RestObject<'a> {
    added: Members<'a>,
    not: Members<'a>,
    but: Members<'a>,
    aside: &'a [(&'a str, &'a str)],
}

impl Serialize for RestObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.added.serialize_into(&mut map)?;
        for (name, parts) in [("not", &self.not), ("but", &self.but)] {
            if !parts.is_empty() {
                map.serialize_entry(name, parts)?;
            }
        }
        if !self.aside.is_empty() {
            map.serialize_entry("aside", &Aside(self.aside))?;
        }
        map.end()
    }
}

/// Fields with their values.
struct Aside<'a>(&'a [(&'a str, &'a str)]);

impl Serialize for Aside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// A part of an item's variables.
#[derive(Debug, Default)]
struct Parts<'a> {
    texts: Vec<(StandardVariable, &'a Text)>,
    numbers: Vec<(NumberVariable, &'a String)>,
    names: Vec<(NameVariable, &'a Names)>,
    dates: Vec<(DateVariable, &'a Date)>,
    page: Option<&'a str>,
    extra: Vec<&'a Extra>,
}

impl<'a> Parts<'a> {
    fn names_of(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        names.extend(self.names.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.texts.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.numbers.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.dates.iter().map(|(variable, _)| variable.to_string()));
        names.extend(self.page.iter().map(|_| "page".to_owned()));
        names.extend(self.extra.iter().map(|extra| extra.name.clone()));
        names
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty()
            && self.numbers.is_empty()
            && self.names.is_empty()
            && self.dates.is_empty()
            && self.page.is_none()
            && self.extra.is_empty()
    }

    /// The members of its CSL-JSON.
    fn members(&self) -> Members<'a> {
        let mut writer = MembersWriter::default();
        self.texts.iter().for_each(|(variable, text)| writer.text(*variable, text));
        self.numbers.iter().for_each(|(variable, number)| writer.number(*variable, number));
        self.page.iter().for_each(|page| writer.page(page));
        self.names.iter().for_each(|(variable, names)| writer.names(*variable, names));
        self.dates.iter().for_each(|(variable, date)| writer.date(*variable, date));
        writer.finish(self.extra.iter().copied())
    }
}

/// A text with the marks that are no case protection.
fn uncased(text: &Text) -> (&str, Vec<&Mark>) {
    let marks = text.marks().iter().filter(|mark| mark.markup != Markup::NoCase);
    (text.as_str(), marks.collect())
}

/// The members of an object as text whose braces balance.
fn to_text(inner: String, ascii: bool) -> String {
    // Most values have no brace in a string, and then the object's own braces balance.
    let is_safe = braces_pair(&inner);
    if is_safe && (!ascii || inner.is_ascii()) {
        return inner;
    }
    let mut out = String::with_capacity(inner.len() + 16);
    let (mut in_string, mut is_escaped) = (false, false);
    for c in inner.chars() {
        let is_quote = c == '"' && !is_escaped;
        is_escaped = in_string && c == '\\' && !is_escaped;
        in_string ^= is_quote;
        if in_string && matches!(c, '{' | '}') || ascii && !c.is_ascii() {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}
