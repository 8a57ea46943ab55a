//! Persons <-> names.
//!
//! Source: hayagriva, "Person": `Prefix Name`, `Prefix Name, Given` or `Prefix Name, Suffix, Given`; words in
//! small letters before the name are its prefix, as in BibTeX.

use serde_json::{Map, Value, json};

use crate::model::Name;
use crate::read::yaml::{Node, Tree};

/// Reads a person: a string, or a mapping of parts. `None` if it has no name.
///
/// Hayagriva does not part organisations from people. A name alone is one piece, but for a mapping that a
/// string could stand for: so a family name alone is written.
pub(super) fn read(node: &Node<'_>) -> Option<Name> {
    let name = match &node.tree {
        Tree::Scalar(..) => parse(node.text()?)?,
        Tree::Map(_) => {
            let part = |name: &str| {
                node.get(name).and_then(Node::text).unwrap_or_default().trim().to_owned()
            };
            of_parts(part("name"), part("given-name"), part("prefix"), part("suffix"))
        }
        Tree::List(_) => return None,
    };
    (!name.is_empty()).then_some(name)
}

/// The name that a mapping of parts says.
fn of_parts(family: String, given: String, prefix: String, suffix: String) -> Name {
    let name = Name { family, given, non_dropping_particle: prefix, suffix, ..Name::default() };
    match in_one_piece(name) {
        name if stands_for_itself(&name) => Name::person(name.literal, ""),
        name => name,
    }
}

/// Reads a person as a string; `None` if it has more than three parts.
fn parse(text: &str) -> Option<Name> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (last, suffix, given) = match parts[..] {
        [last] => (last, "", ""),
        [last, given] => (last, "", given),
        [last, suffix, given] => (last, suffix, given),
        _ => return None,
    };
    let words: Vec<&str> = last.split_whitespace().collect();
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    // Without a word in capitals the last one is the name.
    let prefix = match words.iter().all(is_small) {
        true => words.len().saturating_sub(1),
        false => words.iter().rposition(is_small).map_or(0, |at| at + 1),
    };
    // A small word behind the name makes all before it the prefix, too; the name must not get lost.
    let prefix = if prefix < words.len() { prefix } else { 0 };
    let name = Name {
        family: words[prefix..].join(" "),
        given: given.to_owned(),
        non_dropping_particle: words[..prefix].join(" "),
        suffix: suffix.to_owned(),
        ..Name::default()
    };
    Some(in_one_piece(name))
}

fn in_one_piece(name: Name) -> Name {
    let is_alone =
        name.given.is_empty() && name.suffix.is_empty() && name.non_dropping_particle.is_empty();
    match is_alone {
        true => Name::literal(name.family),
        false => name,
    }
}

/// What is lost of a family name that reads as an organisation's, and of a name with blanks around it.
const FORM: &str = "the exact form";

/// Writes a name: as a string if that is read as the same, or else as its parts. Says what is lost.
pub(super) fn write(name: &Name) -> (Value, Option<&'static str>) {
    if !name.literal.is_empty() {
        let literal = &name.literal;
        if stands_for_itself(name) {
            return (json!(literal), None);
        }
        let read = of_parts(literal.trim().to_owned(), String::new(), String::new(), String::new());
        return (json!({ "name": literal }), (read != *name).then_some(FORM));
    }
    let lost = (!name.dropping_particle.is_empty()).then_some("a particle that styles drop");
    let particles = [name.dropping_particle.as_str(), name.non_dropping_particle.as_str()];
    let particles: Vec<&str> = particles.into_iter().filter(|part| !part.is_empty()).collect();
    let prefix = particles.join(" ");
    let plain = Name {
        dropping_particle: String::new(),
        non_dropping_particle: prefix.clone(),
        ..name.clone()
    };
    let mut text =
        if prefix.is_empty() { name.family.clone() } else { format!("{prefix} {}", name.family) };
    for part in [&name.suffix, &name.given] {
        if !part.is_empty() {
            text.push_str(", ");
            text.push_str(part);
        }
    }
    // `Doe, Jr.` would be a given name.
    if (name.suffix.is_empty() || !name.given.is_empty())
        && parse(&text).as_ref() == Some(&plain)
        && reads_alike(&text)
    {
        return (Value::String(text), lost);
    }
    let part = |part: &str| part.trim().to_owned();
    let read = of_parts(part(&name.family), part(&name.given), part(&prefix), part(&name.suffix));
    let lost = lost.or((read != plain).then_some(FORM));
    let mut parts = Map::new();
    let fields = [
        ("name", &name.family),
        ("given-name", &name.given),
        ("prefix", &prefix),
        ("suffix", &name.suffix),
    ];
    for (field, part) in fields {
        if !part.is_empty() || field == "name" {
            parts.insert(field.to_owned(), json!(part));
        }
    }
    (Value::Object(parts), lost)
}

/// Whether a name in one piece is read from its text as it is.
fn stands_for_itself(name: &Name) -> bool {
    let literal = &name.literal;
    !literal.is_empty() && parse(literal).as_ref() == Some(name) && reads_alike(literal)
}

/// Whether Hayagriva's own rules find the same prefix; theirs go by single letters.
fn reads_alike(text: &str) -> bool {
    let Ok(person) = text.parse::<hayagriva::types::Person>() else { return false };
    let ours = parse(text).unwrap_or_default();
    let family = if ours.literal.is_empty() { &ours.family } else { &ours.literal };
    person.name == *family
        && person.prefix.as_deref().unwrap_or_default() == ours.non_dropping_particle
        && person.suffix.as_deref().unwrap_or_default() == ours.suffix
        && person.given_name.as_deref().unwrap_or_default() == ours.given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &Name, expected: &str) {
        let (value, lost) = write(name);
        assert_eq!((value.to_string().as_str(), lost), (expected, None));
    }

    #[test]
    fn names_are_written_as_people_write_them() {
        check(&Name::person("Doe", "Janet"), r#""Doe, Janet""#);
        check(&Name::literal("UNICEF"), r#""UNICEF""#);
        check(&Name::literal("Smith, Jones and Co."), r#"{"name":"Smith, Jones and Co."}"#);
        check(&Name::literal("the Society"), r#"{"name":"the Society"}"#);
        let name = Name { suffix: "Jr.".into(), ..Name::person("Luther King", "Martin") };
        check(&name, r#""Luther King, Jr., Martin""#);
        let name =
            Name { non_dropping_particle: "von der".into(), ..Name::person("Leyen", "Ursula") };
        check(&name, r#""von der Leyen, Ursula""#);
        let name = Name { non_dropping_particle: "Van".into(), ..Name::person("Dyke", "D.") };
        check(&name, r#"{"name":"Dyke","given-name":"D.","prefix":"Van"}"#);
        let name = Name { suffix: "Jr.".into(), ..Name::person("Doe", "") };
        check(&name, r#"{"name":"Doe","suffix":"Jr."}"#);
    }

    #[test]
    fn what_is_read_in_another_form_is_told() {
        let names = [
            Name::person("University of Chicago", ""),
            Name::person("Doe", "Jane "),
            Name::literal(" UNICEF"),
        ];
        for name in names {
            assert_eq!(write(&name).1, Some(FORM), "{name:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_comes_back(
            family in "[A-Za-z][a-zé', -]{0,8}[a-z]",
            given in "([A-Z][a-z., ]{0,8}[a-z.])?",
            prefix in "(van|de la|Van|d'|el-)?",
            suffix in "(Jr\\.|III)?",
        ) {
            let name = Name { non_dropping_particle: prefix, suffix, ..Name::person(family, given) };
            let (value, lost) = write(&name);
            let again = match &value {
                Value::String(text) => parse(text).unwrap(),
                value => {
                    let yaml = value.to_string();
                    let node = crate::read::yaml::parse(&yaml, 0, &mut crate::read::yaml::Scope::new(0)).unwrap().unwrap();
                    read(&node).unwrap()
                }
            };
            assert_eq!(again == name, lost.is_none(), "{again:?}");
        }
    }
}
