//! Two lists of names of one work: whether they agree, and what both together say.

use super::fold;
use crate::model::{Name, Names};

/// What two lists say together.
#[derive(Debug, PartialEq)]
pub(super) enum Joined {
    /// The first list says all that the second says.
    First,
    /// The second adds to the first: people behind an 'et al.', given names in full.
    Both(Names),
    /// The second has people that the first, though it is not cut, has not.
    Longer(Names),
    /// They are lists of different people.
    Differ,
}

/// Joins two lists of names.
///
/// People agree if their family names are equal without case and accents and no given name contradicts:
/// `J. D.` may be James Dewey, `James` is not `John`. The shorter list must begin the longer. A list that was
/// cut may have kept the last name behind its gap, as some styles print: `first, second, … last`. What is
/// printed in full is never shortened; a list that was cut stays so until a longer one is at hand.
pub(super) fn join(first: &Names, second: &Names) -> Joined {
    let (ours, theirs) = (&first.list, &second.list);
    if !ours.iter().zip(theirs).all(|(a, b)| agree(a, b)) {
        return match (has_ends_of(first, second), has_ends_of(second, first)) {
            (true, _) => Joined::Both(spread(first, second)),
            (false, true) => Joined::First,
            (false, false) => Joined::Differ,
        };
    }
    let mut list: Vec<Name> = ours.iter().zip(theirs).map(|(a, b)| fuller(a, b)).collect();
    let longer = if theirs.len() > ours.len() { theirs } else { ours };
    list.extend(longer[list.len()..].iter().cloned());
    let truncated = match theirs.len().cmp(&ours.len()) {
        std::cmp::Ordering::Greater => second.truncated,
        std::cmp::Ordering::Less => first.truncated,
        // One of them knows of more people, the other does not name them.
        std::cmp::Ordering::Equal => first.truncated || second.truncated,
    };
    let names = Names { list, truncated };
    match () {
        () if theirs.len() > ours.len() && !first.truncated && !ours.is_empty() => {
            Joined::Longer(names)
        }
        () if names == *first => Joined::First,
        () => Joined::Both(names),
    }
}

/// Whether a cut list is the beginning of a whole one and its last name.
fn has_ends_of(cut: &Names, whole: &Names) -> bool {
    let (Some((last, head)), Some(end)) = (cut.list.split_last(), whole.list.last()) else {
        return false;
    };
    let fits = cut.truncated && !whole.truncated && whole.list.len() > cut.list.len();
    fits && !head.is_empty()
        && agree(last, end)
        && head.iter().zip(&whole.list).all(|(a, b)| agree(a, b))
}

/// Fills the gap before the last name of a cut list.
fn spread(cut: &Names, whole: &Names) -> Names {
    let mut list = whole.list.clone();
    let gap = list.len() - cut.list.len();
    for (at, name) in cut.list.iter().enumerate() {
        let at = if at + 1 == cut.list.len() { at + gap } else { at };
        list[at] = fuller(name, &list[at]);
    }
    Names { list, truncated: false }
}

/// Whether two names can be one person's.
pub(super) fn agree(a: &Name, b: &Name) -> bool {
    let (full_a, full_b) = (fold::words(&a.full_family()), fold::words(&b.full_family()));
    let ends = |long: &str, short: &str| {
        let rest = long.strip_suffix(short);
        !short.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    // Particles are left out here and there, and a hyphen parts where others write one word.
    let family = ends(&full_a, &full_b)
        || ends(&full_b, &full_a)
        || full_a.replace(' ', "") == full_b.replace(' ', "");
    // A name in one piece may be a person's, given names first or last.
    let is_whole = |whole: &Name, parts: &Name| {
        let letters = fold::letters(&whole.literal);
        let given = fold::letters(&parts.given);
        let (family, literal) = (parts.full_family(), !whole.literal.is_empty());
        let family = fold::letters(&family);
        literal && (letters == format!("{family}{given}") || letters == format!("{given}{family}"))
    };
    if is_whole(a, b) || is_whole(b, a) {
        return true;
    }
    let fits = |a: &String, b: &String| a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    family && pieces(&a.given).iter().zip(&pieces(&b.given)).all(|(a, b)| fits(a, b))
}

/// The first name with what the second knows more of: given names for initials, a suffix.
fn fuller(a: &Name, b: &Name) -> Name {
    // Where a name parts into given and family names, print does not show.
    let is_parted_otherwise = || {
        fold::letters(&a.full_family()) != fold::letters(&b.full_family())
            && fold::letters(&a.display()) == fold::letters(&b.display())
    };
    if b.literal.is_empty() && (!a.literal.is_empty() || is_parted_otherwise()) {
        return b.clone();
    }
    let mut name = a.clone();
    let (ours, theirs) = (pieces(&a.given), pieces(&b.given));
    let letters = |pieces: &[String]| pieces.iter().map(String::len).sum::<usize>();
    let spells_out = theirs.len() >= ours.len()
        && letters(&theirs) > letters(&ours)
        && ours.iter().zip(&theirs).all(|(short, long)| long.starts_with(short.as_str()));
    if spells_out && a.literal.is_empty() && b.literal.is_empty() {
        name.given.clone_from(&b.given);
    }
    if name.suffix.is_empty() && a.literal.is_empty() {
        name.suffix.clone_from(&b.suffix);
        name.comma_suffix = b.comma_suffix;
    }
    name
}

/// Given names one by one, folded: `J.-P.` -> `j`, `p`; `JD` -> `j`, `d`; `Jean-Paul` -> `jean`, `paul`.
fn pieces(given: &str) -> Vec<String> {
    let words = given.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '‐' | '‑'));
    let mut pieces = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        // Medical styles print initials as one word.
        let are_initials = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
        match are_initials {
            true => pieces.extend(word.chars().map(|c| fold::letters(&c.to_string()))),
            false => pieces.push(fold::letters(word)),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Doe, J.; Roe, Max; …`, with the dots where the list is cut.
    fn names(text: &str) -> Names {
        let mut parts: Vec<&str> = text.split("; ").filter(|part| !part.is_empty()).collect();
        let truncated = parts.pop_if(|part| *part == "…").is_some();
        let name = |part: &&str| match part.split_once(", ") {
            Some((family, given)) => Name::person(family, given),
            None => Name::literal(*part),
        };
        Names { list: parts.iter().map(name).collect(), truncated }
    }

    /// Joins two lists and shows the list, `=` if the first stays, `+` before a longer one, `!` if they differ.
    fn check(first: &str, second: &str, expected: &str) {
        let show = |names: Names| {
            let mut parts: Vec<String> = names.list.iter().map(Name::display_sorted).collect();
            parts.extend(names.truncated.then(|| "…".to_owned()));
            parts.join("; ")
        };
        let got = match join(&names(first), &names(second)) {
            Joined::First => "=".to_owned(),
            Joined::Both(names) => show(names),
            Joined::Longer(names) => format!("+{}", show(names)),
            Joined::Differ => "!".to_owned(),
        };
        assert_eq!(got, expected, "{first} and {second}");
    }

    #[test]
    fn a_cut_list_is_completed_if_it_begins_the_whole_one() {
        let whole = "Xie, Lulu; Kang, Hongyi; Xu, Qiwu; Nedergaard, Maiken";
        check("Xie, L.; …", whole, whole);
        check("Xie, L.; Kang, H.; …", whole, whole);
        check("Xie, L.; Neff, F.; …", whole, "!");
        check("Xie, John; …", whole, "!");
        check("Xie, L.; …", "Xie, Lulu", "Xie, Lulu; …");
        check("Xie, L.; …", "Xie, Lulu; Kang, H.; …", "Xie, Lulu; Kang, H.; …");
        check(whole, "Xie, L.; …", "=");
    }

    #[test]
    fn the_last_name_may_stand_behind_the_gap() {
        let whole = "Xie, Lulu; Kang, Hongyi; Xu, Qiwu; Nedergaard, Maiken";
        check("Xie, L.; Kang, H.; Nedergaard, M.; …", whole, whole);
        check("Xie, L.; Kang, H.; Iliff, M.; …", whole, "!");
        check("Xie, L.; Nedergaard, M.", whole, "!");
        check(whole, "Xie, L.; Nedergaard, M.; …", "=");
    }

    #[test]
    fn given_names_replace_their_initials_alone() {
        check(
            "Watson, J. D.; Crick, F.",
            "Watson, James Dewey; Crick, Francis",
            "Watson, James Dewey; Crick, Francis",
        );
        check("Watson, JD", "Watson, James D.", "Watson, James D.");
        check("Sartre, J.-P.", "Sartre, Jean-Paul", "Sartre, Jean-Paul");
        check("Watson, J. D.", "Watson, James", "=");
        check("Watson, James", "Watson, J. D.", "=");
        check("Watson, James", "Watson, John", "!");
        check("Lomo, T.", "Lømo, Terje", "Lomo, Terje");
        check("WHO", "WHO", "=");
        check("大井謙一; 嶋脇與助", "大井, 謙一; 嶋脇, 與助", "大井, 謙一; 嶋脇, 與助");
        check("Guevara, Ana Pulido", "Pulido Guevara, Ana", "Pulido Guevara, Ana");
        check("Max Roe", "Roe, Max", "Roe, Max");
        check("Roe", "Roe, Max", "Roe, Max");
    }

    #[test]
    fn lists_that_are_not_cut() {
        check("Doe, J.", "Doe, Jane; Roe, R.", "+Doe, Jane; Roe, R.");
        check("Doe, J.; Roe, R.", "Doe, Jane", "Doe, Jane; Roe, R.");
        check("", "Doe, Jane", "Doe, Jane");
    }
}
