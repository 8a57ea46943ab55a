//! Names of people at random.

use fastrand::Rng;
use serde_json::{Value, json};

use super::facts::Facts;

/// Cultures with their weight: about who writes what is cited.
const CULTURES: &[(&str, u32)] = &[
    ("en", 34),
    ("de", 9),
    ("fr", 6),
    ("es", 6),
    ("pt", 3),
    ("it", 4),
    ("nl", 4),
    ("nordic", 4),
    ("slavic", 4),
    ("turkish", 2),
    ("arabic", 3),
    ("indian", 5),
    ("chinese", 10),
    ("japanese", 3),
    ("korean", 3),
    ("african", 1),
    ("vietnamese", 1),
    ("hebrew", 1),
    ("greek", 1),
    ("ru", 1),
    ("han", 1),
    ("hungarian", 1),
    ("romanian", 1),
];

/// A culture at random.
pub(super) fn culture(rng: &mut Rng) -> &'static str {
    let total = CULTURES.iter().map(|(_, weight)| weight).sum();
    let mut left = rng.u32(0..total);
    for (culture, weight) in CULTURES {
        if left < *weight {
            return culture;
        }
        left -= weight;
    }
    "en"
}

/// One to some twenty-five people.
pub(super) fn list(facts: &Facts, culture: &str, rng: &mut Rng) -> Value {
    let count = match rng.u32(0..100) {
        0..38 => 1,
        38..62 => 2,
        62..75 => 3,
        75..90 => rng.usize(4..7),
        90..97 => rng.usize(7..12),
        _ => rng.usize(12..26),
    };
    people(facts, culture, count, rng)
}

/// One to three people.
pub(super) fn few(facts: &Facts, culture: &str, rng: &mut Rng) -> Value {
    let count = [1, 1, 2, 2, 3][rng.usize(0..5)];
    people(facts, culture, count, rng)
}

fn people(facts: &Facts, culture: &str, count: usize, rng: &mut Rng) -> Value {
    let form = match rng.u32(0..100) {
        0..62 => Form::Full,
        62..80 => Form::Spaced,
        80..90 => Form::Glued,
        _ => Form::Bare,
    };
    let names = (0..count).map(|_| {
        let other = rng.u32(0..100) < 22;
        let culture = if other { self::culture(rng) } else { culture };
        person(facts, culture, form, rng)
    });
    Value::Array(names.collect())
}

/// How given names are kept.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// `John Arthur`, `John A.`
    Full,
    /// `J. A.`
    Spaced,
    /// `J.A.`
    Glued,
    /// `JA`
    Bare,
}

fn person(facts: &Facts, culture: &str, form: Form, rng: &mut Rng) -> Value {
    // A third are people that real records name.
    if rng.u32(0..3) == 0
        && let Some(person) = rng.choice(&facts.people)
        && person.get("given").is_some()
    {
        return person.clone();
    }
    let family = pick(facts, "family", culture, rng);
    let given = pick(facts, "given", culture, rng);
    let (Some(family), Some(given)) = (family, given) else {
        return rng
            .choice(&facts.people)
            .cloned()
            .unwrap_or_else(|| json!({ "literal": "Anonymous" }));
    };
    let mut given = vec![given];
    if rng.u32(0..100) < 35 {
        given.extend(pick(facts, "given", culture, rng));
    }
    let initial = |name: &str| name.chars().next().unwrap_or('A').to_uppercase().to_string();
    let text = match form {
        Form::Full => match given.as_slice() {
            [first, second] => match rng.u32(0..10) {
                0..=5 => format!("{first} {}.", initial(second)),
                6 | 7 => format!("{}. {second}", initial(first)),
                _ => format!("{first} {second}"),
            },
            given => given.join(" "),
        },
        Form::Spaced => given.iter().map(|name| initial(name) + ".").collect::<Vec<_>>().join(" "),
        Form::Glued => given.iter().map(|name| initial(name) + ".").collect(),
        Form::Bare => given.iter().map(|name| initial(name)).collect(),
    };
    let mut person = json!({ "family": family, "given": text });
    if rng.u32(0..100) == 0 {
        return json!({ "family": family });
    }
    if rng.u32(0..150) == 0 {
        person["suffix"] = json!(["Jr.", "III", "Jr", "II", "Sr."][rng.usize(0..5)]);
    }
    // Particles, as reference managers split them.
    let words: Vec<&str> = family.split(' ').collect();
    if let [particles @ .., name] = words.as_slice()
        && !particles.is_empty()
        && particles.iter().all(|word| crate::model::is_particle_word(word))
        && rng.u32(0..10) < 6
    {
        let member = if rng.bool() { "non-dropping-particle" } else { "dropping-particle" };
        person[member] = json!(particles.join(" "));
        person["family"] = json!(name);
    }
    person
}

fn pick(facts: &Facts, list: &str, culture: &str, rng: &mut Rng) -> Option<String> {
    let rows = facts.rows(list);
    let from = rows.partition_point(|row| row[0].as_str() < culture);
    let to = rows.partition_point(|row| row[0].as_str() <= culture);
    rng.choice(rows.get(from..to)?)?.get(1).cloned()
}
