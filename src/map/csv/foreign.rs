//! Names in the cells of other programs.

use super::people::split_particle;
use crate::model::{Name, Names};

/// Reads the names of another program's file: parted by `;`, by `and`, or by commas behind initials.
///
/// `Smith J., Doe A.B.` (PubMed, Scopus), `Smith, J.; Doe, A.` (Web of Science), `Smith, Jane and Doe, Al`
/// (Rayyan), `Jane Smith, Al Doe`.
pub(super) fn read_foreign(cell: &str) -> Names {
    let cell = cell.trim().trim_end_matches(';');
    let words = |part: &str| part.split_whitespace().count();
    let commas: Vec<&str> =
        cell.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let list: Vec<&str> = if cell.contains(';') {
        cell.split(';').collect()
    } else if cell.contains(" and ") && !cell.contains(" and others") {
        cell.split(" and ").collect()
    } else if cell.contains('\n') {
        cell.lines().collect()
    } else if commas.iter().all(|part| initials(part).is_some() || part.starts_with("et al"))
        || commas.len() > 2 && commas.iter().all(|part| words(part) > 1)
    {
        commas
    } else {
        vec![cell]
    };
    // PubMed ends the list with a stop.
    let ends_with_stop = list.len() > 1 && !list[0].ends_with('.');
    let last = list.len().saturating_sub(1);
    let mut names = Names::default();
    for (at, part) in list.into_iter().enumerate() {
        let part = part.trim();
        let part = part.strip_suffix('.').filter(|_| at == last && ends_with_stop).unwrap_or(part);
        // Scopus puts its number of the author behind the name.
        let part = match part.rsplit_once(" (") {
            Some((name, number))
                if number.trim_end_matches(')').bytes().all(|b| b.is_ascii_digit()) =>
            {
                name
            }
            _ => part,
        };
        match part.trim() {
            "" => {}
            "et al" | "et al." | "others" => names.truncated = true,
            part => names.list.push(foreign_name(part)),
        }
    }
    names
}

fn foreign_name(text: &str) -> Name {
    if text.contains(',') {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let (family, suffix, given) = match parts.as_slice() {
            [family, given] => (*family, "", (*given).to_owned()),
            [family, suffix, given @ ..] => (*family, *suffix, given.join(", ")),
            _ => return Name::literal(text),
        };
        if given.is_empty() && suffix.is_empty() {
            return Name::person(family, "");
        }
        let (kept, family) = split_particle(family);
        return Name {
            non_dropping_particle: kept.to_owned(),
            suffix: suffix.to_owned(),
            ..Name::person(family, given)
        };
    }
    match initials(text) {
        Some((family, given)) => {
            let (kept, family) = split_particle(family);
            Name { non_dropping_particle: kept.to_owned(), ..Name::person(family, given) }
        }
        None => Name::literal(text),
    }
}

/// Parts a name that ends with initials: `van der Berg JA`, `Smith J.-P.`.
fn initials(text: &str) -> Option<(&str, &str)> {
    let (family, given) = text.trim().rsplit_once(' ')?;
    let letters = given.chars().filter(|c| !matches!(c, '.' | '-'));
    let is_initials = letters.clone().all(char::is_uppercase) && (1..=4).contains(&letters.count());
    let is_family = family.chars().any(char::is_lowercase);
    (is_initials && is_family).then_some((family.trim(), given))
}

#[cfg(test)]
mod tests {
    use super::super::people;
    use super::*;

    fn check(cell: &str, expected: &str) {
        assert_eq!(people::write(&read_foreign(cell)), expected, "{cell}");
    }

    #[test]
    fn names_of_other_programs_are_read() {
        check("Smith J, Doe AB, van der Berg C.", "Smith, J; Doe, AB; van der Berg, C");
        check("Smith J., Doe A.B.", "Smith, J.; Doe, A.B.");
        check("Smith, J.; Doe, A.; ", "Smith, J.; Doe, A.");
        check("Smith, Jane and Doe, Al", "Smith, Jane; Doe, Al");
        check("Smith, John (57190);Doe, A. (123)", "Smith, John; Doe, A.");
        check("Jane Smith, Al Doe, Bo Roe", "Jane Smith; Al Doe; Bo Roe");
        check("Smith, Jane", "Smith, Jane");
        check("World Health Organization", "World Health Organization");
        check("Smith J, et al.", "Smith, J; et al.");
        check("", "");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(cell in "([A-Z][a-z]{0,3}|[A-Z.-]{1,3}|and|et al|[,;. ()0-9\n]){0,12}") {
            people::write(&read_foreign(&cell));
        }
    }
}
