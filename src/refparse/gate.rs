//! Whether a text is a reference at all.

use super::proof::Likeness;
use crate::model::{Item, Name, NameVariable, NumberVariable, StandardVariable};

/// A record with less weight was read out of prose, a heading or code.
const ENOUGH: f32 = 3.5;

/// What is no date must weigh so much of it: sentences name years, too.
const PARTS: f32 = 1.5;

/// Marks of notes and programs, which no reference has.
const MARKS: [&str; 9] = ["[[", "{{", "}}", "::", "`", "zotero://", "](", "$", "\\"];

/// Whether what was read of a text makes it a reference.
///
/// Nearly anything has words that can be taken for a title and a name. A reference has parts that prose has
/// not: a name with initials, a year, pages, an address; or it prints back from its record.
pub(super) fn is_reference(item: &Item, text: &str, likeness: Likeness) -> bool {
    let mut parts = 0.0;
    let has = |variable: StandardVariable| item.text(variable).is_some();
    let number = |variable: NumberVariable| {
        item.number(variable).is_some_and(|number| number.contains(|c: char| c.is_ascii_digit()))
    };
    let mut add = |applies: bool, points: f32| parts += if applies { points } else { 0.0 };
    add(has(StandardVariable::DOI), 2.5);
    add(item.text(StandardVariable::URL).is_some_and(|url| url.contains('.')), 1.5);
    add(
        [StandardVariable::ISBN, StandardVariable::ISSN, StandardVariable::PMID]
            .into_iter()
            .any(has),
        2.0,
    );
    add(has(StandardVariable::ContainerTitle), 1.0);
    add(has(StandardVariable::Publisher), 1.0);
    add(has(StandardVariable::PublisherPlace), 0.5);
    add(number(NumberVariable::Volume), 1.0);
    add(number(NumberVariable::Issue), 0.5);
    add(number(NumberVariable::Edition) || number(NumberVariable::Number), 0.5);
    let page = item.page.as_ref().is_some_and(|page| page.contains(|c: char| c.is_ascii_digit()));
    add(page, 1.0);
    let names: Vec<&Name> = [NameVariable::Author, NameVariable::Editor]
        .into_iter()
        .filter_map(|variable| item.names.get(variable))
        .flat_map(|names| &names.list)
        .collect();
    add(names.iter().any(|name| is_person(name)), 1.5);
    add(names.iter().any(|name| is_capitalised(&name.literal)), 0.5);
    let year = if item.year().is_some_and(|year| (1400..2100).contains(&year)) { 2.0 } else { 0.0 };
    let proof = match likeness {
        Likeness::Same => 2.0,
        Likeness::Letters => 1.0,
        Likeness::Other(_) => 0.0,
    };
    let marks = if MARKS.iter().any(|mark| text.contains(mark)) { 2.0 } else { 0.0 };
    parts >= PARTS && parts + year + proof - marks >= ENOUGH
}

/// Whether a name has the form that people's have: both parts, with capitals where the script has them.
fn is_person(name: &Name) -> bool {
    is_capitalised(&name.family) && is_capitalised(&name.given)
}

fn is_capitalised(name: &str) -> bool {
    name.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
}
