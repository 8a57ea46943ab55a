//! Records that seem to be of one work, told without uniting them.

use super::Places;
use super::compare::{Reason, nearly_same};
use super::duplicates::{blocks, find_among};
use super::identity::Identity;
use super::unite::{Manner, Union};
use crate::diag::{Code, Diagnostic};
use crate::model::{DateVariable, Item, Kind, StandardVariable};

/// How many records of one title are compared with a first one.
const NEAR: usize = 12;

/// Finds records of one work and what they say differently; nothing is changed.
///
/// Each record that is of the same work as one before it is told with the place of the first; so are records
/// that only one number parts, a volume, a first page, a year or a DOI, where all else agrees: one of
/// the two was mistyped. The values that differ have findings of their own.
///
/// # Diagnostics
/// `possible-duplicate`, `conflicting-values`.
///
/// ```
/// use florilege::{bibliography, format::Format, library, source::Source};
/// let bib = Source::new("a.bib", "@article{a, title={Molecular Structure of Nucleic Acids}, doi={10.1038/171737a0}, volume=171}
///     @article{b, title={Molecular structure of nucleic acids.}, doi={10.1038/171737A0}, volume=172}");
/// let items = bibliography::read(Format::Bibtex, &bib).value;
/// let found = library::find_doubles(&items.iter().collect::<Vec<_>>(), &|_| None);
/// assert_eq!(found[0].message, "`b` seems to be the same work as `a`: they agree in DOI");
/// assert_eq!(found[1].message, "`volume` of `b` is `172` here, but `171`");
/// ```
pub fn find_doubles(items: &[&Item], places: &Places<'_>) -> Vec<Diagnostic> {
    let identities: Vec<Identity> = items.iter().map(|item| identity(item)).collect();
    let found = find_among(&identities);
    let mut diagnostics = Vec::new();
    let mut grouped = vec![false; items.len()];
    for group in &found.groups {
        let Some((first, others)) = group.members.split_first() else { continue };
        for other in others {
            grouped[*other] = true;
            let reason = found.reasons[*other].map_or("title, names and year", Reason::describe);
            report(items[*first], items[*other], reason, places, &mut diagnostics);
        }
    }
    for (first, other) in near(&identities) {
        if !grouped[other] {
            grouped[other] = true;
            report(items[first], items[other], "all but a number", places, &mut diagnostics);
        }
    }
    diagnostics
}

/// Tells that two records are of one work, and where they differ.
fn report(
    first: &Item,
    other: &Item,
    reason: &str,
    places: &Places<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let at = places(&first.kind.origin);
    let at = at.map(|at| format!(" in {}:{}:{}", at.file, at.line, at.column)).unwrap_or_default();
    let message = match first.key == other.key {
        true => format!("`{}` stands already{at}: both agree in {reason}", other.key),
        false => format!(
            "`{}` seems to be the same work as `{}`{at}: they agree in {reason}",
            other.key, first.key
        ),
    };
    let mut finding = Diagnostic::new(Code::PossibleDuplicate, message)
        .help("`florilege convert --merge` unites records of one work");
    finding.place = places(&other.kind.origin);
    found.push(finding);
    let (mut later, first) = (numbers(other), numbers(first));
    found.extend(Union::of(&mut later, &first, Manner::Compare, places).findings);
}

/// A record's numbers, its date and its DOI: what two printed references of one work must agree in. Names,
/// titles and journals are shortened, and kinds guessed, in one way here and in another there.
fn numbers(item: &Item) -> Item {
    let mut part = Item::new(item.key.clone(), Kind::Document, item.kind.origin.clone());
    part.numbers = item.numbers.clone();
    part.page = item.page.clone();
    if let Some(doi) = item.texts.get(StandardVariable::DOI) {
        part.texts.set(StandardVariable::DOI, doi.value.clone(), doi.origin.clone());
    }
    if let Some(issued) = item.dates.get(DateVariable::Issued) {
        part.dates.set(DateVariable::Issued, issued.value.clone(), issued.origin.clone());
    }
    part
}

/// Pairs of records that one number parts, the first of each title with those behind it.
fn near(identities: &[Identity]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for block in blocks(identities).chunk_by(|a, b| a.0 == b.0) {
        let Some(((_, first), others)) = block.split_first() else { continue };
        let others = others.iter().take(NEAR).map(|(_, other)| *other);
        let is_near = |other: &usize| nearly_same(&identities[*first], &identities[*other]);
        pairs.extend(others.filter(is_near).map(|other| (*first, other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What is known of a record without its key, which repeats what it says or is another's.
fn identity(item: &Item) -> Identity {
    let mut identity = Identity::of(item);
    identity.key.clear();
    identity
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography;
    use crate::format::Format;
    use crate::source::Source;

    fn check(first: &str, second: &str, expected: &str) {
        let entry = |key: &str, fields: &str| {
            format!(
                "@article{{{key}, author={{Franklin, Rosalind E. and Gosling, R. G.}}, journal={{Nature}},
                title={{Molecular Configuration in Sodium Thymonucleate}}, {fields}}}\n"
            )
        };
        let source = Source::new("a.bib", entry("a", first) + &entry("b", second));
        let items = bibliography::read(Format::Bibtex, &source).value;
        let found = find_doubles(&items.iter().collect::<Vec<_>>(), &|_| None);
        let messages: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
        assert_eq!(messages.join("; "), expected, "{second}");
    }

    #[test]
    fn tells_what_one_number_parts() {
        let first = "year=1953, volume=171, pages={740--741}";
        check(
            first,
            "year=1953, volume=171, pages={704--741}",
            "`b` seems to be the same work as `a`: they agree in all but a number; \
             `page` of `b` is `704-741` here, but `740-741`",
        );
        check(
            first,
            "year=1935, volume=171, pages={740--741}",
            "`b` seems to be the same work as `a`: they agree in all but a number; \
             `issued` of `b` is `1935` here, but `1953`",
        );
        // A series has its own numbers each time.
        check(first, "year=1953, volume=172, pages={156--157}", "");
        check(first, "year=1954, volume=173", "");
    }
}
