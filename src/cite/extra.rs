//! Variables that Zotero keeps in its field Extra, which CSL-JSON calls `note`.
//!
//! Zotero has no field of its own for every CSL variable; its users write `original-date: 1959` there,
//! a line each, and its processor prints them.
//!
//! Source: Zotero documentation, "Citing fields from Extra"; citeproc-js manual, "Cheater syntax".

use std::borrow::Cow;

use hayagriva::citationberg::taxonomy::Variable;

use crate::model::{Date, Day, Item, Kind, Name, Names, Origin, Sourced, StandardVariable, Text};

/// The item with the variables that its note states and that it does not have.
pub(super) fn stated(item: &Item) -> Cow<'_, Item> {
    let Some(note) = item.text(StandardVariable::Note).filter(|note| note.contains(':')) else {
        return Cow::Borrowed(item);
    };
    let mut whole = Cow::Borrowed(item);
    for (at, line) in note.lines().enumerate() {
        let Some((label, value)) = pair(line) else {
            // A heading may stand before the lines, words behind them.
            if at == 0 { continue } else { break }
        };
        set(&mut whole, &label, value);
    }
    // The older form may stand anywhere: `{:original-date: 1959}`.
    for piece in note.split("{:").skip(1) {
        if let Some((label, value)) = piece.split_once('}').and_then(|(inner, _)| pair(inner)) {
            set(&mut whole, &label, value);
        }
    }
    whole
}

/// Reads `Original Date: 1959`: a variable's name, with spaces and capitals as people write them.
fn pair(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim(), value.trim());
    let name = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' ');
    let usable = !label.is_empty() && label.len() < 40 && label.chars().all(name);
    (usable && !value.is_empty()).then(|| (label.replace(' ', "-"), value))
}

fn set(item: &mut Cow<'_, Item>, label: &str, value: &str) {
    let lower = label.to_ascii_lowercase();
    if lower == "type" {
        if let Ok(kind) = value.parse::<Kind>() {
            item.to_mut().kind.value = kind;
        }
        return;
    }
    let variable = [label, lower.as_str()]
        .into_iter()
        .find_map(|name| serde_json::from_value::<Variable>(serde_json::Value::from(name)).ok());
    let origin = Origin::derived();
    match variable {
        Some(Variable::Standard(StandardVariable::Note)) | None => {}
        Some(Variable::Standard(name)) if !item.texts.contains(name) => {
            item.to_mut().texts.set(name, Text::from_csl(value), origin);
        }
        Some(Variable::Number(name)) if !item.numbers.contains(name) => {
            item.to_mut().numbers.set(name, value.to_owned(), origin);
        }
        Some(Variable::Page(_)) if item.page.is_none() => {
            item.to_mut().page = Some(Sourced::new(value.to_owned(), origin));
        }
        Some(Variable::Date(name)) if !item.dates.contains(name) => {
            item.to_mut().dates.set(name, date(value), origin);
        }
        Some(Variable::Name(name)) => {
            let person = match value.split_once("||") {
                Some((family, given)) => Name::person(family.trim(), given.trim()),
                None => Name::literal(value),
            };
            let item = item.to_mut();
            match item.names.get_mut(name) {
                // A line a person.
                Some(names) if names.origin == origin => names.value.list.push(person),
                Some(_) => {}
                None => {
                    item.names.set(name, Names::from(vec![person]), origin);
                }
            }
        }
        Some(_) => {}
    }
}

/// `1959`, `1959-02-03`, `1959/1961`, or words.
fn date(value: &str) -> Date {
    let day = |text: &str| {
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let mut part = || parts.next().map(|part| part.parse::<u8>().ok());
        Day::new(
            year,
            part().map_or(Some(None), |month| month.map(Some))?,
            part().map_or(Some(None), |day| day.map(Some))?,
        )
    };
    match value.split_once('/') {
        Some((start, end)) => match (day(start), day(end)) {
            (Some(start), Some(end)) => Date::range(start, Some(end)),
            _ => Date::literal(value),
        },
        None => day(value).map_or_else(|| Date::literal(value), Date::on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CiteKey, DateVariable, NumberVariable};

    fn item(note: &str) -> Item {
        let key = CiteKey::parse("k").unwrap();
        let mut item = Item::new(key, Kind::Book, Origin::derived());
        item.texts.set(StandardVariable::Note, Text::plain(note), Origin::derived());
        item
    }

    #[test]
    fn lines_of_extra_are_variables() {
        let note = "Read twice\nOriginal Date: 1959-02-03\nissue: 7\nDOI: 10.1/x\nnot this";
        let item = item(note);
        let item = stated(&item);
        let date = item.dates.get(DateVariable::OriginalDate).unwrap();
        assert_eq!(date.to_string(), "1959-02-03");
        assert_eq!(item.number(NumberVariable::Issue), Some("7"));
        assert_eq!(item.text(StandardVariable::DOI), Some("10.1/x"));
    }

    #[test]
    fn prose_is_prose() {
        let item = item("We found: nothing\nbut see\nissue: 7");
        assert!(matches!(stated(&item), Cow::Borrowed(_)));
    }
}
