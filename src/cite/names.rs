//! Names as the engine takes them.

use hayagriva::citationberg::json::{LiteralName, NameItem, NameValue};

use super::mark;
use crate::model::{Name, Names, is_particle_word};

/// More than any style prints before it cuts a list.
const MANY: usize = 30;

/// Converts a list of names.
///
/// The engine knows no list that was cut by its source. Stand-ins make the list long enough for the
/// style to cut it by itself; those that it prints all the same are taken out afterwards.
pub(super) fn convert(names: &Names) -> Vec<NameValue> {
    let mut list: Vec<NameValue> =
        names.list.iter().filter(|name| !name.is_empty()).map(name).collect();
    let organisation = names.list.last().is_some_and(|name| !name.literal.is_empty());
    if let ([_, NameValue::Literal(second)], true) = (list.as_mut_slice(), organisation) {
        second.literal.insert(0, mark::NO_COMMA);
    }
    if names.truncated && !list.is_empty() {
        let stand_in = || NameValue::Literal(LiteralName { literal: mark::OTHERS.to_string() });
        let count = MANY.saturating_sub(list.len()).max(2);
        list.extend(std::iter::repeat_with(stand_in).take(count));
    }
    list
}

fn name(name: &Name) -> NameValue {
    if !name.literal.is_empty() || (name.given.is_empty() && name.family.is_empty()) {
        return NameValue::Literal(LiteralName { literal: mark::clean(&name.full_family()) });
    }
    let family = mark::clean(&name.family);
    if family.is_empty() {
        return NameValue::Literal(LiteralName { literal: mark::clean(&name.given) });
    }
    if is_east_asian(&family) && is_east_asian(&name.given) {
        // Such names are written in one piece, the family name first.
        return NameValue::Literal(LiteralName { literal: family + &mark::clean(&name.given) });
    }
    let optional = |text: &str| Some(mark::clean(text)).filter(|text| !text.is_empty());
    let mut non_dropping = optional(&name.non_dropping_particle);
    let mut dropping = optional(&name.dropping_particle);
    let mut family = family;
    if non_dropping.is_none() && dropping.is_none() {
        if let Some((particle, rest)) = split_particle(&family) {
            non_dropping = Some(particle.to_owned());
            family = rest.to_owned();
        } else if family.contains(' ') {
            // The engine would take `García y` for a particle; with one given it looks for none.
            dropping = Some(mark::NO_PARTICLE.to_string());
        }
    }
    if non_dropping.is_none() && family.contains(' ') {
        // It looks for particles without regard to case, but not behind a mark; `Van Dongen` is a
        // family name. This mark prints nothing where no apostrophe stands before it.
        family.insert(0, mark::GLUE);
    }
    let tied = |particle: &Option<String>| {
        particle.as_ref().is_some_and(|particle| particle.ends_with(['\'', '’']))
    };
    if tied(&non_dropping) || tied(&dropping) {
        family.insert(0, mark::GLUE);
    }
    NameValue::Item(NameItem {
        family,
        given: optional(&name.given).map(|given| part_initials(&given)),
        non_dropping_particle: non_dropping,
        dropping_particle: dropping,
        suffix: optional(&name.suffix),
        comma_suffix: None,
    })
}

/// Whether a name is written in Chinese, Japanese or Korean letters.
///
/// Source: Unicode blocks Hiragana to Katakana, CJK Unified Ideographs with extension A, Hangul.
fn is_east_asian(name: &str) -> bool {
    let letter = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    !name.is_empty() && name.chars().all(letter)
}

/// Splits a family name whose first words are particles: `van der Berg`.
fn split_particle(family: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    for word in family.split_inclusive(' ') {
        if !is_particle_word(word.trim_end()) {
            break;
        }
        end += word.len();
    }
    let (particle, rest) = family.split_at(end);
    (!particle.is_empty() && !rest.is_empty()).then(|| (particle.trim_end(), rest))
}

/// Parts `J.A.` so that the engine finds both initials; the space is not printed.
fn part_initials(given: &str) -> String {
    let mut out = String::with_capacity(given.len());
    let mut last = ' ';
    for c in given.chars() {
        if last == '.' && c.is_uppercase() {
            out.push(mark::INITIALS);
        }
        out.push(c);
        last = c;
    }
    out
}
