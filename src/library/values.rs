//! Which of two values of one field stays, and whether the difference matters.

use super::fold;
use super::identifiers::{isbns, url};
use super::identity::fold_label;
use super::venues::{is_short, same_publishers};
use crate::model::{
    Date, DateSpan, Doi, Name, Names, NumberVariable, Origin, StandardVariable as S, Text, Via,
};

/// The value that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    First,
    Second,
}

/// How much a difference matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// Nothing is lost: the values say the same, or the one that stays says more.
    None,
    /// The value that falls away is named where the union is told.
    Small,
    /// One of the values is wrong, or the records are of two works after all.
    Large,
}

pub(super) type Choice = (Stays, Difference);

use Difference::{Large, None as Same, Small};
use Stays::{First, Second};

/// Stated beats parsed beats derived; `None` where both values came the same way.
pub(super) fn by_origin(first: &Origin, second: &Origin) -> Option<Stays> {
    let rank = |origin: &Origin| match origin.via {
        Via::Stated => 2,
        Via::ParsedReference { .. } => 1,
        Via::Derived => 0,
    };
    match rank(first).cmp(&rank(second)) {
        std::cmp::Ordering::Greater => Some(First),
        std::cmp::Ordering::Less => Some(Second),
        std::cmp::Ordering::Equal => None,
    }
}

/// Chooses between two texts.
pub(super) fn text(variable: S, first: &Text, second: &Text) -> Choice {
    let (a, b) = (first.as_str(), second.as_str());
    let (folded_a, folded_b) = (fold::letters(a), fold::letters(b));
    if folded_a == folded_b {
        let shouts =
            |text: &str| text.chars().any(char::is_uppercase) && text.to_uppercase() == text;
        let better =
            shouts(a) && !shouts(b) || first.marks().is_empty() && !second.marks().is_empty();
        return (if better { Second } else { First }, Same);
    }
    let longer = if folded_b.len() > folded_a.len() { Second } else { First };
    let is_head = folded_a.starts_with(&folded_b) || folded_b.starts_with(&folded_a);
    match variable {
        S::DOI => match (Doi::parse(a), Doi::parse(b)) {
            (Some(a), Some(b)) if a.as_str().eq_ignore_ascii_case(b.as_str()) => (First, Same),
            (None, Some(_)) => (Second, Small),
            (Some(_), None) => (First, Small),
            _ => (First, Large),
        },
        S::URL if url(a) == url(b) => (First, Same),
        S::URL => (First, Small),
        S::ISBN | S::ISSN => sets(variable, a, b),
        S::PMID | S::PMCID => {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            (First, if digits(a) == digits(b) { Same } else { Large })
        }
        S::Abstract | S::Note | S::Annote if is_head => (longer, Same),
        S::Abstract => (longer, Small),
        S::Language if a.get(..2) == b.get(..2) => (longer, Same),
        S::ContainerTitle => {
            let (a, b) = (fold::words(a), fold::words(b));
            match (is_short(&a, &b), is_short(&b, &a)) {
                (false, false) => (First, Large),
                _ => (longer, Same),
            }
        }
        S::Publisher if is_head || same_publishers(&fold::words(a), &fold::words(b)) => {
            (First, Small)
        }
        S::Title | S::PublisherPlace | S::EventTitle | S::CollectionTitle if is_head => {
            (longer, Same)
        }
        S::Title | S::Publisher | S::PublisherPlace | S::CollectionTitle => (First, Large),
        _ => (First, Small),
    }
}

/// Lists of numbers: the one that has all of the other stays.
fn sets(variable: S, first: &str, second: &str) -> Choice {
    let numbers = |text: &str| -> Vec<String> {
        if variable == S::ISBN {
            return isbns(text).iter().map(u64::to_string).collect();
        }
        let parts = text.split([' ', ',', ';']).map(fold::letters);
        parts.filter(|part| part.len() == 8).collect()
    };
    let (a, b) = (numbers(first), numbers(second));
    let within = |a: &[String], b: &[String]| a.iter().all(|number| b.contains(number));
    match (within(&b, &a), within(&a, &b)) {
        (true, _) => (First, Same),
        (false, true) => (Second, Same),
        (false, false) => (First, Small),
    }
}

/// Chooses between two labels.
pub(super) fn number(variable: NumberVariable, first: &str, second: &str) -> Choice {
    match () {
        () if fold_label(first) == fold_label(second) => (First, Same),
        () if fold::number(first).is_some() && fold::number(first) == fold::number(second) => {
            (First, Same)
        }
        () if variable == NumberVariable::NumberOfPages => (First, Small),
        () => (First, Large),
    }
}

/// Chooses between two page expressions: a range says more than its first page.
pub(super) fn page(first: &str, second: &str) -> Choice {
    let parts = |pages: &str| -> Vec<String> {
        let parts = pages.split(['-', '–', '—', ',', ';', ' ']).map(fold::letters);
        parts.filter(|part| !part.is_empty()).collect()
    };
    let (a, b) = (parts(first), parts(second));
    match () {
        () if a == b => (First, Same),
        () if a.starts_with(&b) => (First, Same),
        () if b.starts_with(&a) => (Second, Same),
        () => (First, Large),
    }
}

/// Chooses between two lists of names: whole before cut, long before short, full given names before
/// initials.
pub(super) fn names(first: &Names, second: &Names) -> Choice {
    let family = |name: &Name| match name.literal.is_empty() {
        true => fold::letters(&name.family),
        false => fold::letters(&name.literal),
    };
    let agrees = |a: &Name, b: &Name| {
        let (a, b) = (family(a), family(b));
        a == b || a.ends_with(&b) || b.ends_with(&a)
    };
    let pairs = || first.list.iter().zip(&second.list);
    if !pairs().all(|(a, b)| agrees(a, b)) {
        return (First, Large);
    }
    let whole = |names: &Names| (names.list.len(), !names.truncated);
    if whole(first) != whole(second) {
        let longer = if whole(second) > whole(first) { Second } else { First };
        let said = first.truncated || second.truncated;
        return (longer, if said || first.list.len() == second.list.len() { Same } else { Small });
    }
    // The letters of given names that are more than initials.
    let full = |names: &Names| -> usize {
        let words = names.list.iter().flat_map(|name| name.given.split(['.', ' ', '-']));
        words.map(|word| word.chars().count().saturating_sub(1)).sum()
    };
    (if full(second) > full(first) { Second } else { First }, Same)
}

/// Chooses between two dates: a calendar date before words, a day before a month before a year.
pub(super) fn date(first: &Date, second: &Date) -> Choice {
    let detail = |date: &Date| match &date.span {
        DateSpan::Literal(_) => 0,
        DateSpan::Single(day) | DateSpan::Range(day, _) => {
            1 + usize::from(day.month.or(day.season).is_some()) + usize::from(day.day.is_some())
        }
    };
    if first == second {
        return (First, Same);
    }
    match (first.start(), second.start()) {
        (Some(a), Some(b)) if a.year != b.year => (First, Large),
        // Ahead of the issue and in the issue.
        (Some(a), Some(b)) if a.month.is_some() && b.month.is_some() && a.month != b.month => {
            (if detail(second) > detail(first) { Second } else { First }, Small)
        }
        _ => (if detail(second) > detail(first) { Second } else { First }, Same),
    }
}

/// Joins two lists of keywords; each stays once, as it was written first.
pub(super) fn keywords(first: &str, second: &str) -> String {
    // A comma stands inside keywords of lists that semicolons part.
    let parts = |text: &str| -> Vec<String> {
        let mark = if text.contains(';') { ';' } else { ',' };
        let parts = text.split(mark).map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let mark = if first.contains(';') || second.contains(';') { "; " } else { ", " };
    let mut all: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for keyword in parts(first).into_iter().chain(parts(second)) {
        if seen.insert(keyword.to_lowercase()) {
            all.push(keyword);
        }
    }
    all.join(mark)
}
