//! Whether two records are of one work.

use super::identity::{Group, Identity, Person};
use super::titles::{common_words, counted, title_evidence};
use super::venues::{same_container, same_publishers};
use crate::model::Kind;

/// What a comparison finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One work, and what shows it.
    Same(Reason),
    /// Two works that claim one identifier.
    SharedIdentifier(&'static str),
    /// Two works.
    Apart,
}

/// What shows that two records are of one work; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// An identifier, and titles that do not contradict it.
    Identifier(&'static str),
    /// Title, names, year and the rest.
    Description,
}

impl Reason {
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Identifier(name) => name,
            Self::Description => "title, names and year",
        }
    }
}

/// Compares two records.
///
/// An identifier in common settles it unless the titles speak of two things; without one, evidence is
/// added up, and anything that contradicts (another volume, page, edition, DOI) keeps records apart. It
/// is better to leave two records of one work than to lose a work.
pub(super) fn compare(a: &Identity, b: &Identity) -> Verdict {
    if a.notice != b.notice || is_part_of_the_other(a, b) {
        return Verdict::Apart;
    }
    match shared_identifier(a, b) {
        // The article often names the preprint's number, too.
        Some("arXiv number") if stages_differ(a, b) => Verdict::Apart,
        Some("ISBN") if !same_book(a, b) => Verdict::Apart,
        Some(name) if titles_fit(a, b) => Verdict::Same(Reason::Identifier(name)),
        Some("ISBN") => Verdict::Apart,
        Some(name) => Verdict::SharedIdentifier(name),
        None if same_description(a, b) => Verdict::Same(Reason::Description),
        None => Verdict::Apart,
    }
}

/// Whether nothing speaks against two records that a third one joins.
pub(super) fn compatible(a: &Identity, b: &Identity) -> bool {
    match compare(a, b) {
        Verdict::Same(_) => true,
        Verdict::SharedIdentifier(_) => false,
        Verdict::Apart => {
            a.notice == b.notice
                && !stages_differ(a, b)
                && !is_part_of_the_other(a, b)
                && !contradict(a, b)
                && title_evidence(a, b).is_some()
                && names(a, b) != Names::Differ
        }
    }
}

/// Whether two records that someone gave one key can be of one work, though they differ in a number or a date.
pub(super) fn same_by_key(a: &Identity, b: &Identity) -> bool {
    equal(&a.key, &b.key)
        && a.notice == b.notice
        && !stages_differ(a, b)
        && !is_part_of_the_other(a, b)
        && both(&a.letters, &b.letters)
        && titles_fit(a, b)
        && names(a, b) != Names::Differ
}

/// Whether one number alone parts two records: the volume, the first page, the year or the DOI.
///
/// Titles must be long and equal, people and journal agree, and two other numbers be the same: a column
/// that appears again and again under one title has its own volume and page each time.
pub(super) fn nearly_same(a: &Identity, b: &Identity) -> bool {
    let numbers = |id: &Identity| {
        let year = id.year().map(|year| year.to_string()).unwrap_or_default();
        [id.volume.clone(), id.page.clone(), year, id.doi.clone()]
    };
    let is_alike = a.letters == b.letters
        && a.letters.len() > 20
        && a.words() > 3
        && a.notice == b.notice
        && a.preprint == b.preprint
        && a.group == b.group
        && names(a, b) == Names::Agree
        && both(&a.container, &b.container)
        && same_container(a, b)
        && a.labels.iter().zip(&b.labels).all(|(a, b)| !differ(a, b));
    if !is_alike {
        return false;
    }
    let (a, b) = (numbers(a), numbers(b));
    let pairs = || a.iter().zip(&b);
    pairs().filter(|(a, b)| differ(a, b)).count() == 1
        && pairs().filter(|(a, b)| equal(a, b)).count() > 1
}

pub(super) fn both<T: PartialEq + Default>(a: &T, b: &T) -> bool {
    *a != T::default() && *b != T::default()
}

fn equal(a: &str, b: &str) -> bool {
    !a.is_empty() && a == b
}

fn differ(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && a != b
}

fn shared_identifier(a: &Identity, b: &Identity) -> Option<&'static str> {
    match () {
        () if equal(&a.doi, &b.doi) => Some("DOI"),
        () if equal(&a.pmid, &b.pmid) => Some("PMID"),
        () if equal(&a.pmcid, &b.pmcid) => Some("PMCID"),
        () if equal(&a.arxiv, &b.arxiv) => Some("arXiv number"),
        () if a.isbns.iter().any(|isbn| b.isbns.contains(isbn)) => Some("ISBN"),
        () => None,
    }
}

/// Whether one is a preprint and the other is not. Of two records of that kind one may lack what shows it.
fn stages_differ(a: &Identity, b: &Identity) -> bool {
    a.preprint != b.preprint && !(a.unpublished && b.unpublished)
}

/// Whether one is a chapter and the other a book.
fn is_part_of_the_other(a: &Identity, b: &Identity) -> bool {
    let is_book = |group| matches!(group, Group::Whole(Kind::Book));
    a.group == Group::Part && is_book(b.group) || is_book(a.group) && b.group == Group::Part
}

/// Whether two records with one ISBN are of the same book or the same part of it.
///
/// Chapters share it, and publishers use it again for editions and the volumes of a set.
fn same_book(a: &Identity, b: &Identity) -> bool {
    groups_agree(a.group, b.group)
        && !differ(&a.edition, &b.edition)
        && !differ(&a.volume, &b.volume)
        && !differ(&a.page, &b.page)
        && !differ(&a.doi, &b.doi)
        && a.labels.iter().zip(&b.labels).all(|(a, b)| !differ(a, b))
        && names(a, b) != Names::Differ
        && title_evidence(a, b).is_some()
}

/// Whether the titles of two records with one identifier can be of one work.
fn titles_fit(a: &Identity, b: &Identity) -> bool {
    if !both(&a.letters, &b.letters) || a.letters == b.letters {
        return true;
    }
    let (a_numbers, b_numbers) = (counted(&a.title), counted(&b.title));
    if both(&a_numbers, &b_numbers) && a_numbers != b_numbers {
        return false;
    }
    let is_head = |short: &str, long: &str| short.len() > 7 && long.starts_with(short);
    if is_head(&a.letters, &b.letters) || is_head(&b.letters, &a.letters) {
        return true;
    }
    // The cost is the product of the lengths; past this length words are compared.
    let close = a.letters.len() < 300
        && b.letters.len() < 300
        && strsim::normalized_levenshtein(&a.letters, &b.letters) > 0.8;
    // A translated title has no word in common with the original, but the rest agrees.
    let place = equal(&a.page, &b.page) || equal(&a.volume, &b.volume);
    let elsewhere = place
        && !differ(&a.page, &b.page)
        && a.year().is_some()
        && a.year() == b.year()
        && names(a, b) == Names::Agree;
    close || common_words(&a.title, &b.title) > 0.6 || elsewhere
}

/// How two lists of names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// The same people, or the first of them.
    Agree,
    /// One of the lists is missing.
    Unknown,
    Differ,
}

fn names(a: &Identity, b: &Identity) -> Names {
    let (short, long) = if a.names.len() > b.names.len() { (b, a) } else { (a, b) };
    let (Some((last, head)), Some(end)) = (short.names.split_last(), long.names.last()) else {
        return Names::Unknown;
    };
    // Lists are cut at any length, and often without saying so: the shorter one must begin the longer.
    let begins = |names: &[Person]| names.iter().zip(&long.names).all(|(a, b)| same_person(a, b));
    // Some styles print the last name behind the gap.
    let has_ends = || short.truncated && !head.is_empty() && same_person(last, end);
    match begins(&short.names) || has_ends() && begins(head) {
        true => Names::Agree,
        false => Names::Differ,
    }
}

fn same_person(a: &Person, b: &Person) -> bool {
    let ends = |long: &Person, short: &Person| {
        let rest = long.full.strip_suffix(&short.full);
        rest.is_some_and(|rest| rest.ends_with(' '))
    };
    let family = a.full == b.full || equal(&a.bare, &b.bare) || ends(a, b) || ends(b, a);
    let given = a.initial.is_none() || b.initial.is_none() || a.initial == b.initial;
    family && given
}

/// Whether something keeps two records of one title apart.
fn contradict(a: &Identity, b: &Identity) -> bool {
    let is_web = |id: &Identity| {
        matches!(
            id.group,
            Group::Web | Group::Whole(Kind::Broadcast | Kind::Software | Kind::Dataset)
        )
    };
    // News comes daily under one title.
    let days_differ = match (a.issued, b.issued) {
        (Some(a), Some(b)) => a.day.is_some() && b.day.is_some() && a != b,
        _ => false,
    };
    let dated = days_differ && (is_web(a) || a.volume.is_empty() && a.page.is_empty());
    let isbns = both(&a.isbns, &b.isbns) && !a.isbns.iter().any(|isbn| b.isbns.contains(isbn));
    let stands_alone = matches!(a.group, Group::Whole(_)) && matches!(b.group, Group::Whole(_));
    differ(&a.doi, &b.doi)
        || differ(&a.pmid, &b.pmid)
        || differ(&a.pmcid, &b.pmcid)
        || differ(&a.arxiv, &b.arxiv)
        || isbns
        || differ(&a.volume, &b.volume)
        || differ(&a.page, &b.page)
        || differ(&a.issue, &b.issue) && !equal(&a.page, &b.page)
        || differ(&a.edition, &b.edition)
        || a.labels.iter().zip(&b.labels).any(|(a, b)| differ(a, b))
        || differ(&a.translator, &b.translator)
        || both(&a.container, &b.container) && !same_container(a, b)
        || stands_alone
            && both(&a.publisher, &b.publisher)
            && !same_publishers(&a.publisher, &b.publisher)
        || is_web(a) && is_web(b) && differ(&a.url, &b.url)
        || dated
}

fn groups_agree(a: Group, b: Group) -> bool {
    a == b || a == Group::Vague || b == Group::Vague
}

/// How much evidence makes two records one.
const ENOUGH: u32 = 4;

/// Whether two records without an identifier in common describe one work.
fn same_description(a: &Identity, b: &Identity) -> bool {
    if stages_differ(a, b) || !groups_agree(a.group, b.group) {
        return false;
    }
    let Some(title) = title_evidence(a, b) else {
        return a.letters.is_empty() && b.letters.is_empty() && is_untitled_twin(a, b);
    };
    let people = names(a, b);
    if people == Names::Differ || contradict(a, b) {
        return false;
    }
    let container = both(&a.container, &b.container);
    let volume = equal(&a.volume, &b.volume);
    let page = equal(&a.page, &b.page);
    let publisher = matches!(a.group, Group::Whole(_)) && both(&a.publisher, &b.publisher);
    let year = match (a.year(), b.year()) {
        (Some(a), Some(b)) if a == b => 1,
        // An article is published ahead of its issue, often in the year before.
        (Some(first), Some(second)) if first.abs_diff(second) == 1 => {
            let moved = a.group == Group::Article && container && (volume || page);
            if !moved {
                return false;
            }
            0
        }
        (Some(_), Some(_)) => return false,
        _ => 0,
    };
    let at_least = |count| a.names.len().min(b.names.len()) >= count;
    let people = match people {
        Names::Agree if at_least(3) => 2,
        Names::Agree => 1,
        _ => 0,
    };
    let vague = a.group != b.group;
    let same_key = equal(&a.key, &b.key);
    let evidence = title
        + people
        + year
        + u32::from(container)
        + u32::from(volume)
        + u32::from(page)
        + u32::from(publisher)
        + 2 * u32::from(equal(&a.url, &b.url))
        + u32::from(same_key);
    // One who gave two records one key and one title meant one work.
    let same_words = same_key && a.letters == b.letters;
    same_words || evidence >= ENOUGH + u32::from(vague)
}

/// Whether two records without a title are equal in all that counts.
fn is_untitled_twin(a: &Identity, b: &Identity) -> bool {
    let same_key = equal(&a.key, &b.key);
    same_key
        && a.names == b.names
        && a.year() == b.year()
        && a.group == b.group
        && !contradict(a, b)
}
