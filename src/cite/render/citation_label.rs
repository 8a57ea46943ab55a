//! Labels such as `Doe65` and `RoNo78`.
//!
//! Source: CSL 1.0.2, `citation-label`; the form of biblatex's alphabetic styles.

use crate::model::{Item, NameVariable};

/// The label of a record that has none of its own: letters of its names, two digits of its year.
pub(super) fn of(item: &Item) -> String {
    let names = [NameVariable::Author, NameVariable::Editor, NameVariable::Translator]
        .iter()
        .find_map(|variable| item.names.get(*variable));
    let families: Vec<&str> = names
        .iter()
        .flat_map(|names| &names.list)
        .map(|name| if name.literal.is_empty() { &*name.family } else { &*name.literal })
        .collect();
    // The more names, the fewer letters of each.
    let letters: &[usize] = match families.len() {
        0 | 1 => &[4],
        2 => &[2, 2],
        3 => &[2, 1, 1],
        _ => &[1, 1, 1, 1],
    };
    let mut label = String::new();
    for (family, count) in families.iter().zip(letters) {
        label.extend(family.chars().filter(|c| c.is_alphanumeric()).take(*count));
    }
    if let Some(year) = item.year() {
        label.push_str(&format!("{:02}", year.rem_euclid(100)));
    }
    label
}
