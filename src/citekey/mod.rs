//! The citation key that Better BibTeX makes of a record by its default formula, and what a key tells.
//!
//! [`predict`] goes from a record to its key; [`agrees`] checks that a key and a record belong together;
//! [`from_key`] and [`stub`] make the most of a key that has no record. [`Pattern`] makes keys by other
//! formulas, and [`assign`] gives them to many records.

mod assign;
mod derive;
mod pattern;
mod words;

pub use assign::{Renew, assign};
pub use derive::{Derived, from_key, stub};
pub use pattern::{Pattern, PatternError};

use crate::model::{CiteKey, DateSpan, DateVariable, Item, NameVariable, Names, StandardVariable};

/// Whether a citation key fits a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// The key is what the record's author, title and year make, or nearly so.
    Fits,
    /// The key belongs to something else.
    Differs {
        /// The key that the record would get.
        expected: String,
        /// The first part that differs.
        part: Part,
    },
    /// The record has no title or no name, so nothing can be said.
    Unknown,
}

/// A part of a citation key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first creator's family name.
    Author,
    /// The words of the title.
    Title,
    /// The year.
    Year,
}

impl Part {
    /// `author`, `title`, `year`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Title => "title",
            Self::Year => "year",
        }
    }
}

/// Predicts the key of a record: `auth.lower + shorttitle(3, 3) + year`.
///
/// Without the letter that tells apart records with the same key.
///
/// ```
/// use florilege::citekey::predict;
/// use florilege::model::{CiteKey, Item, Kind, Name, NameVariable, Origin, StandardVariable, Text};
/// let mut item = Item::new(CiteKey::parse("x").unwrap(), Kind::Book, Origin::derived());
/// item.names.set(NameVariable::Author, vec![Name::person("D’Alembert", "Jean")].into(), Origin::derived());
/// item.texts.set(StandardVariable::Title, Text::plain("Traité de dynamique"), Origin::derived());
/// assert_eq!(predict(&item), "dalembertTraiteDynamique");
/// ```
///
/// Source: Better BibTeX, "Citation keys", default formula; its `formatter.ts` for each step.
pub fn predict(item: &Item) -> String {
    let german = item.text(StandardVariable::Language).is_some_and(|language| {
        language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("de"))
    });
    let mut key = words::fold(&author(item), german).to_lowercase();
    for word in words::title_words(item.text(StandardVariable::Title).unwrap_or_default()).take(3) {
        key.push_str(&words::capitalise(&words::fold(&word, german)));
    }
    key.push_str(&year(item));
    words::safe(&words::fold(&key, german))
}

/// Checks whether a key fits a record.
///
/// Letters that tell apart equal keys do not count, nor does case, as reference lists change the case of
/// titles. A title that differs a little (Greek letters, markup, a corrected word) fits as long as author
/// and year do.
///
/// ```
/// use florilege::citekey::{Agreement, agrees, stub};
/// use florilege::model::{CiteKey, Origin};
/// let key = CiteKey::parse("crickCentralDogmaMolecular1970a").unwrap();
/// assert_eq!(agrees(&key, &stub(&key, &Origin::derived())), Agreement::Fits);
/// ```
pub fn agrees(key: &CiteKey, item: &Item) -> Agreement {
    let has_title = item.text(StandardVariable::Title).is_some_and(|title| !title.is_empty());
    let author = words::safe(&words::fold(&author(item), false)).to_lowercase();
    if !has_title || author.is_empty() {
        return Agreement::Unknown;
    }
    let expected = predict(item);
    let (key, wanted) = (fold_case(key.as_str()), expected.to_lowercase());
    let letters = key.strip_prefix(&wanted);
    if letters.is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_lowercase())) {
        return Agreement::Fits;
    }
    // The family name may stand in the key without its particles.
    let bare = first_name(item).map(|name| fold_case(&name.family)).filter(|name| !name.is_empty());
    let after_author = |key: &str| {
        let rest = key.strip_prefix(&author).or_else(|| key.strip_prefix(bare.as_deref()?))?;
        let has_letters = ends_with_year(key);
        Some(rest.trim_end_matches(|c: char| c.is_ascii_lowercase() && has_letters).to_owned())
    };
    let year = year(item);
    let part = match (after_author(&key), after_author(&wanted)) {
        (Some(key), Some(wanted)) => match (key.strip_suffix(&year), wanted.strip_suffix(&year)) {
            (Some(title), Some(wanted)) if is_close(title, wanted) => return Agreement::Fits,
            (Some(_), _) => Part::Title,
            (None, _) => Part::Year,
        },
        _ if is_same_family(&key, &wanted, &author, bare.as_deref()) => return Agreement::Fits,
        _ => Part::Author,
    };
    Agreement::Differs { expected, part }
}

/// Whether two keys differ only in where a family name begins or ends, and agree in title and year.
///
/// Many styles print particles behind given names, and others do not say which of several names is the
/// family's: `devriesTrace2001` and `vriesTrace2001`, `caoPath2022` and `caomingdePath2022`.
fn is_same_family(key: &str, wanted: &str, author: &str, bare: Option<&str>) -> bool {
    let Some(rest) = wanted.strip_prefix(author).filter(|rest| rest.len() > 4) else {
        return false;
    };
    let bare_key = key.trim_end_matches(|c: char| c.is_ascii_lowercase() && ends_with_year(key));
    let Some(in_key) = [key, bare_key].into_iter().find_map(|key| key.strip_suffix(rest)) else {
        return false;
    };
    let is_part = |part: &str, whole: &str| {
        part.len() > 1 && (whole.starts_with(part) || whole.ends_with(part))
    };
    is_part(in_key, author) || is_part(bare.unwrap_or(author), in_key)
}

/// Whether a key ends with a year and at most two letters.
fn ends_with_year(key: &str) -> bool {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let digits = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    key.len() - bare.len() <= 2 && digits >= 4
}

/// Whether two titles in keys are one title in two spellings.
fn is_close(title: &str, wanted: &str) -> bool {
    // The comparison's cost is the product of the lengths; keys of this length are none.
    if title.len() > 200 || wanted.len() > 200 {
        return title == wanted;
    }
    strsim::normalized_levenshtein(title, wanted) >= 0.6
}

fn fold_case(text: &str) -> String {
    words::safe(&words::fold(text, false)).to_lowercase()
}

/// The first creator: an author, else an editor, else a translator, else anyone.
fn first_name(item: &Item) -> Option<&crate::model::Name> {
    first_names(item)?.list.first()
}

/// The list of the first creator.
fn first_names(item: &Item) -> Option<&Names> {
    const ORDER: [NameVariable; 4] = [
        NameVariable::Author,
        NameVariable::Editor,
        NameVariable::CollectionEditor,
        NameVariable::Translator,
    ];
    let listed = ORDER.iter().filter_map(|variable| item.names.get(*variable));
    let names = listed.chain(item.names.iter().map(|(_, names)| names));
    names.map(|names| &names.value).find(|names| !names.list.is_empty())
}

fn author(item: &Item) -> String {
    first_name(item).map(crate::model::Name::full_family).unwrap_or_default()
}

fn year(item: &Item) -> String {
    let Some(issued) = item.dates.get(DateVariable::Issued) else { return String::new() };
    match &issued.span {
        DateSpan::Single(day) | DateSpan::Range(day, _) => format!("{:02}", day.year),
        // `n.d.` is what a style prints where there is no date.
        DateSpan::Literal(words) if words == "n.d." => String::new(),
        DateSpan::Literal(words) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Day, Kind, Name, Origin, Text};

    fn item(name: Name, title: &str, year: Option<i32>) -> Item {
        let key = CiteKey::parse("x").unwrap();
        let mut item = Item::new(key, Kind::Book, Origin::derived());
        item.names.set(NameVariable::Author, vec![name].into(), Origin::derived());
        item.texts.set(StandardVariable::Title, Text::plain(title), Origin::derived());
        if let Some(year) = year {
            item.dates.set(DateVariable::Issued, Date::on(Day::year(year)), Origin::derived());
        }
        item
    }

    fn check(family: &str, title: &str, year: Option<i32>, expected: &str) {
        assert_eq!(predict(&item(Name::person(family, ""), title, year)), expected);
    }

    #[test]
    fn predicts_keys() {
        check(
            "Einstein",
            "Zur Elektrodynamik bewegter Körper",
            Some(1905),
            "einsteinZurElektrodynamikBewegter1905",
        );
        check(
            "Gay-Lussac",
            "A Note on the COVID-19 e-Health State-of-the-Art",
            Some(7),
            "gay-lussacNoteCOVID19EHealth07",
        );
        check("O’Neill", "β-Carotene: d'infirmes / Life", None, "oneillVCaroteneDinfirmesLife");
        check("Šalamoun", "“What” is life?", Some(1944), "salamounWhatLife1944");
        check("Li", "Vitamin C and 5 others", Some(2001), "liVitamin5Others2001");
        check("Straße", "", None, "strasse");
    }

    #[test]
    fn keeps_particles_and_organisations() {
        let berg = Name { non_dropping_particle: "van der".into(), ..Name::person("Berg", "J.") };
        assert_eq!(predict(&item(berg, "On Light", Some(1999))), "vanderbergLight1999");
        assert_eq!(
            predict(&item(Name::literal("World Bank"), "Atlas", Some(1999))),
            "worldbankAtlas1999"
        );
    }

    fn fits(key: &str, family: &str, title: &str, year: Option<i32>) -> bool {
        let agreement =
            agrees(&CiteKey::parse(key).unwrap(), &item(Name::person(family, ""), title, year));
        agreement == Agreement::Fits
    }

    #[test]
    fn names_the_part_that_differs() {
        let part = |key: &str| {
            let item = item(Name::person("Crick", ""), "Central Dogma", Some(1970));
            match agrees(&CiteKey::parse(key).unwrap(), &item) {
                Agreement::Differs { part, .. } => part.as_str(),
                _ => "none",
            }
        };
        assert_eq!(part("crickCentralDogma1970"), "none");
        assert_eq!(part("watsonCentralDogma1970"), "author");
        assert_eq!(part("crickCentralDogma1971a"), "year");
        assert_eq!(part("crickCentralDogma"), "year");
        assert_eq!(part("crickGeneralNature1970"), "title");
    }

    #[test]
    fn tolerates_where_a_family_name_begins() {
        assert!(fits("devriesCentralDogma1970", "Vries", "Central Dogma", Some(1970)));
        assert!(fits("caoCentralDogma1970b", "Cao Mingde", "Central Dogma", Some(1970)));
        assert!(fits("watatCentralDogma1970", "Kuika Watat", "Central Dogma", Some(1970)));
        assert!(!fits("devriesCentralDogma1970", "Vriesema", "Central Dogma", Some(1970)));
        assert!(!fits("devriesCentralDogma1971", "Vries", "Central Dogma", Some(1970)));
    }

    #[test]
    fn tolerates_letters_case_and_small_changes() {
        assert!(fits("crickCentralDogma1970", "Crick", "Central Dogma", Some(1970)));
        assert!(fits("crickCentralDogma1970b", "Crick", "Central dogma", Some(1970)));
        assert!(fits("crickRolePgc1alphaGene1970", "Crick", "Role of PGC-1α gene", Some(1970)));
        assert!(!fits("crickCentralDogma1971", "Crick", "Central Dogma", Some(1970)));
        assert!(!fits("watsonCentralDogma1970", "Crick", "Central Dogma", Some(1970)));
        assert!(!fits("crickGeneralNatureCode1970", "Crick", "Of Molecules", Some(1970)));
    }
}
