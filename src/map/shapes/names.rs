//! Names as one line: `Family, Given, Suffix`.
//!
//! Source: RIS format specification (2011), "Author fields"; EndNote's manual, "Corporate authors", for
//! the comma that ends a name in one piece and the two commas inside one.

use crate::model::{Name, Names, is_particle_word};

/// Reads a list of names, a line or more each; `et al.` says that the list was cut.
///
/// A name without a comma whose last word is initials (`Smith JA`) is a person's where several of the list
/// are written so; alone it is none if that word is one that companies and countries end with.
pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Names {
    let mut names = Names::default();
    let pieces = lines.flat_map(|line| line.split([';', '\n', '\r'])).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let is_list = pieces.iter().filter(|piece| initials(piece, 2, true).is_some()).nth(1).is_some();
    for piece in pieces {
        let rest = without_et_al(piece);
        names.truncated |= rest.is_some();
        names.list.extend(several(rest.unwrap_or(piece), is_list));
    }
    names
}

/// Reads one name.
///
/// Without a comma it is a name in one piece, unless all but its last word is a family name and that word
/// initials (`Smith JA`).
pub(crate) fn parse(text: &str) -> Option<Name> {
    parse_in(text, false)
}

fn parse_in(text: &str, is_list: bool) -> Option<Name> {
    let text = text.trim();
    if let Some(whole) = text.strip_suffix(',').map(str::trim_end) {
        return literal(&whole.replace(",,", ","));
    }
    if text.contains(",,") {
        return literal(&text.replace(",,", ","));
    }
    let Some((family, rest)) = text.split_once(',') else {
        return initials(text, 2, is_list).or_else(|| literal(text));
    };
    let (given, suffix) = match rest.split_once(',') {
        Some((given, suffix)) => (given.trim(), suffix.trim()),
        None => (rest.trim(), ""),
    };
    // BibTeX's order.
    let swaps = is_suffix(given) && !is_suffix(suffix) && !suffix.is_empty();
    let (given, suffix) = if swaps { (suffix, given) } else { (given, suffix) };
    Some(person(family.trim(), given, suffix)).filter(|name| !name.is_empty())
}

/// Reads a name that databases write without a comma: `van der Berg JA Jr`.
pub(crate) fn parse_initials(text: &str) -> Option<Name> {
    let text = text.trim();
    let (bare, suffix) = match text.rsplit_once(' ') {
        Some((bare, suffix)) if is_suffix(suffix) => (bare, suffix),
        _ => (text, ""),
    };
    let mut name = initials(bare, usize::MAX, true).or_else(|| literal(text))?;
    if name.literal.is_empty() {
        name.suffix = suffix.to_owned();
    }
    Some(name)
}

/// Reads `Family, Given Suffix`, as MEDLINE writes full names.
pub(crate) fn parse_medline(text: &str) -> Option<Name> {
    let mut name = if text.contains(',') { parse(text) } else { parse_initials(text) }?;
    if let Some((given, suffix)) = name.given.rsplit_once(' ')
        && is_suffix(suffix)
        && name.suffix.is_empty()
    {
        (name.given, name.suffix) = (given.trim_end().to_owned(), suffix.to_owned());
    }
    Some(name)
}

/// Writes a name; [`parse`] gives it back where it has a family and a given name or is in one piece.
pub(crate) fn write(name: &Name) -> String {
    if !name.literal.is_empty() {
        let literal = spaced(&name.literal);
        // A comma would part it, and initials at its end would be taken for such.
        return match literal.contains(',') {
            true => literal.replace(',', ",,"),
            false if initials(&literal, 2, true).is_some() => format!("{literal},"),
            false => literal,
        };
    }
    let part = |first: &str, second: &str| {
        let parts = [first, second].map(|part| spaced(part).replace(',', " "));
        spaced(&parts.join(" "))
    };
    let family = part(&name.non_dropping_particle, &name.family);
    let given = part(&name.given, &name.dropping_particle);
    let suffix = spaced(&name.suffix);
    match (given.as_str(), suffix.as_str()) {
        ("", "") => family,
        (given, "") => format!("{family}, {given}"),
        (given, suffix) => format!("{family}, {given}, {suffix}"),
    }
}

/// Several people on one line with nothing but commas: `Smith, J., Jones, K.`.
fn several(piece: &str, is_list: bool) -> Vec<Name> {
    let parts: Vec<&str> = piece.split(',').map(str::trim).collect();
    let is_row = parts.len() >= 4
        && parts.len().is_multiple_of(2)
        && parts.chunks(2).all(|pair| !pair[0].is_empty() && is_initials(pair[1]));
    match is_row {
        true => parts.chunks(2).map(|pair| person(pair[0], pair[1], "")).collect(),
        false => parse_in(piece, is_list).into_iter().collect(),
    }
}

/// A person, with the particles that stand before the family name or after the given names.
fn person(family: &str, given: &str, suffix: &str) -> Name {
    let (particle, family) = leading_particles(family);
    let (given, dropping) = trailing_particles(given);
    Name {
        family: family.to_owned(),
        given: given.to_owned(),
        non_dropping_particle: particle.to_owned(),
        dropping_particle: dropping.to_owned(),
        suffix: suffix.to_owned(),
        ..Name::default()
    }
}

fn leading_particles(family: &str) -> (&str, &str) {
    let mut at = 0;
    while let Some((word, _)) = family[at..].split_once(' ')
        && is_particle_word(word)
    {
        at += word.len() + 1;
    }
    (family[..at].trim_end(), &family[at..])
}

fn trailing_particles(given: &str) -> (&str, &str) {
    let mut at = given.len();
    while let Some((_, word)) = given[..at].trim_end().rsplit_once(' ')
        && is_particle_word(word)
    {
        at = given[..at].trim_end().len() - word.len();
    }
    (given[..at].trim_end(), given[at..].trim())
}

/// A family name of fewer than `most` words and initials without a comma.
fn initials(text: &str, most: usize, is_sure: bool) -> Option<Name> {
    let (family, last) = text.rsplit_once(' ')?;
    let family = family.trim_end();
    let is_family = family.split(' ').count() < most && !family.contains(',');
    let fits = is_family && is_initials(last) && (is_sure || !ENDINGS.contains(&last));
    fits.then(|| person(family, last, ""))
}

/// Capitals at the end of the names of companies, countries and their institutions.
const ENDINGS: [&str; 17] = [
    "AB", "AG", "AI", "AS", "BV", "EU", "GB", "KG", "NHS", "NV", "PLC", "SA", "SE", "TV", "UK",
    "US", "USA",
];

/// Whether a word is nothing but initials: `J.`, `JA`, `J.-P.`, `J. A.`.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_mark = |c: char| c.is_uppercase() || matches!(c, '.' | '-' | ' ');
    (1..=4).contains(&letters) && text.chars().all(is_mark)
}

fn is_suffix(text: &str) -> bool {
    let bare = text.trim_end_matches('.').to_ascii_lowercase();
    matches!(bare.as_str(), "jr" | "sr" | "ii" | "iii" | "iv" | "2nd" | "3rd" | "4th")
}

fn literal(text: &str) -> Option<Name> {
    let text = text.trim();
    (!text.is_empty()).then(|| Name::literal(text))
}

/// What stands before `et al.`, `and others` at the end of a piece.
fn without_et_al(piece: &str) -> Option<&str> {
    let bare = piece.trim_end_matches(['.', ',']);
    let ends = ["et al", "and others", "others", "et. al"];
    let rest = ends.iter().find_map(|end| {
        let at = bare.len().checked_sub(end.len())?;
        let tail = bare.get(at..)?;
        let stands_alone = bare[..at].is_empty() || bare[..at].ends_with([' ', ',']);
        (tail.eq_ignore_ascii_case(end) && stands_alone).then(|| &bare[..at])
    })?;
    Some(rest.trim_end_matches([' ', ',']))
}

/// White space of any kind as single spaces.
fn spaced(text: &str) -> String {
    super::values::line(text).replace(';', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows names as `given|dropping|particle|family|suffix` or `=literal`, and writes them again.
    fn check(line: &str, expected: &str) {
        let names = read(line.lines());
        let show = |name: &Name| match name.literal.as_str() {
            "" => format!(
                "{}|{}|{}|{}|{}",
                name.given,
                name.dropping_particle,
                name.non_dropping_particle,
                name.family,
                name.suffix
            ),
            literal => format!("={literal}"),
        };
        let mut shown: Vec<String> = names.list.iter().map(show).collect();
        shown.extend(names.truncated.then(|| "...".to_owned()));
        assert_eq!(shown.join(" & "), expected, "{line}");
        for name in names.list {
            assert_eq!(read([write(&name).as_str()].into_iter()).list, [name], "{line}");
        }
    }

    #[test]
    fn names_are_split() {
        check("Knuth, Donald E.", "Donald E.|||Knuth|");
        check("King, Martin Luther, Jr.", "Martin Luther|||King|Jr.");
        check("King, Jr., Martin Luther", "Martin Luther|||King|Jr.");
        check("van der Berg, Jan", "Jan||van der|Berg|");
        check("Beethoven, Ludwig van", "Ludwig|van||Beethoven|");
        check("World Health Organization", "=World Health Organization");
        check("Barnes and Noble,, Inc.", "=Barnes and Noble, Inc.");
        check("World Bank,", "=World Bank");
        check("Smith JA", "JA|||Smith|");
        check("Smith J. A.; Jones, K.", "=Smith J. A. & K.|||Jones|");
        check("Siemens AG", "=Siemens AG");
        check("Higgins JPT\nSmith AG", "JPT|||Higgins| & AG|||Smith|");
        check("Smith, J., Jones, K. L.", "J.|||Smith| & K. L.|||Jones|");
        check("Crick, F., et al.", "F.|||Crick| & ...");
        check("et al.", "...");
        check(" ; ,", "");
        assert_eq!(write(&Name::literal("Vitamin C")), "Vitamin C,");
    }

    #[test]
    fn medline_names_are_split() {
        let check = |line: &str, name: Name| assert_eq!(parse_medline(line), Some(name), "{line}");
        check(
            "King, Martin Luther Jr",
            Name { suffix: "Jr".into(), ..Name::person("King", "Martin Luther") },
        );
        check(
            "de la Cruz MA 3rd",
            Name {
                suffix: "3rd".into(),
                non_dropping_particle: "de la".into(),
                ..Name::person("Cruz", "MA")
            },
        );
        check("Plato", Name::literal("Plato"));
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "([A-Za-zé.,;' ]|et al|van ){0,24}") {
            for name in read([line.as_str()].into_iter()).list {
                write(&name);
            }
        }

        #[test]
        fn people_come_back(family in "[A-Z][a-zé]{2,8}( [A-Z][a-z]{2,5})?", given in "[A-Z][a-z]{1,8}( [A-Z]\\.)?",
            particle in "|van|de la", dropping in "|von", suffix in "|Jr\\.|III") {
            let name = Name { non_dropping_particle: particle, dropping_particle: dropping, suffix, ..Name::person(family, given) };
            assert_eq!(parse(&write(&name)), Some(name));
        }
    }
}
