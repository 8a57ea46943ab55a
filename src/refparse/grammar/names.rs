//! Lists of names as the two styles print them.

use super::initials::{is_initials, is_initials_word, is_stopped_initials};
use crate::model::{Name, Names, is_particle_word};
use crate::refparse::organisation::is_organisation;

/// Family names that begin with a capital particle keep it.
const CAPITAL_PARTICLES: &[&str] = &[
    "Abu", "Al", "Bin", "Da", "Dal", "De", "Degli", "Dei", "Del", "Della", "Den", "Der", "Di",
    "Do", "Dos", "Du", "El", "Ibn", "La", "Las", "Le", "Lo", "Los", "Mac", "San", "Santa", "St.",
    "St", "Ten", "Ter", "Van", "Vande", "Vander", "Vanden", "Von", "Zu",
];

const SUFFIXES: &[&str] =
    &["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V", "2nd", "3rd", "4th", "Esq."];

/// What a list of names stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// No label: the authors.
    Author,
    /// `ed.`, `eds.`, `(Eds.)`
    Editor,
    /// `trans.`
    Translator,
}

/// A list of names as it was read.
#[derive(Debug)]
pub(super) struct NameList {
    /// The names.
    pub(super) names: Names,
    /// What they did.
    pub(super) role: Role,
    /// Whether at least one name has the form that the style gives to people.
    pub(super) has_person: bool,
    /// How many names are in one piece although they stand in a list of people.
    pub(super) odd: usize,
}

/// Reads the names of Chicago's bibliography: the first inverted, the others as spoken.
///
/// `Centeno, Christopher, Jason Markle, and Michael Freeman`; `Xie, Kan, Frauke Neff, et al.`;
/// `USFDA`; `Surampalli, Rao Y., and Mausam Verma, eds.`
pub(super) fn inverted_first(text: &str) -> Option<NameList> {
    let (text, role) = take_role(text.trim());
    let (text, truncated) = take_et_al(text);
    if text.is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = text.split(", ").map(str::trim).collect();
    let mut list = Vec::new();
    // Names in Han characters or Hangul are printed in one piece, so a comma divides people.
    if parts.iter().all(|part| is_east_asian(part.trim_start_matches("and "))) {
        list.extend(parts.iter().map(|part| Name::literal(part.trim_start_matches("and "))));
        let names = Names { list, truncated };
        return Some(NameList { names, role, has_person: false, odd: 0 });
    }
    let second = parts.get(1).copied().unwrap_or("and ");
    // `Mesoblast, Ltd`
    let is_company =
        ["Ltd", "Ltd.", "Inc", "Inc.", "LLC", "GmbH", "Co.", "Corp."].contains(&second);
    let is_person = !second.starts_with("and ") && !is_company && !is_organisation(parts[0]);
    if !is_person {
        // People after an organisation have two to four words each.
        let people = parts.len() > 2 && parts[1..].iter().all(|part| is_spoken_person(part));
        // `FAO and UNIDO`: no organisation is named by two abbreviations.
        if let [pair] = parts[..]
            && let Some((one, other)) = pair.split_once(" and ")
            && is_abbreviation(one)
            && is_abbreviation(other)
        {
            let list = vec![Name::literal(one), Name::literal(other)];
            let names = Names { list, truncated };
            return Some(NameList { names, role, has_person: false, odd: 0 });
        }
        let (head, rest) = match parts.iter().position(|part| part.starts_with("and ")) {
            _ if people => (parts[0].to_owned(), parts.split_off(1)),
            // A comma inside the name of one organisation is not told from one between two.
            Some(at) => (parts[..at].join(", "), parts.split_off(at)),
            None => (text.to_owned(), Vec::new()),
        };
        list.push(Name::literal(head));
        list.extend(rest.iter().map(|part| as_spoken(part.trim_start_matches("and "), false)));
        let names = Names { list, truncated };
        return Some(NameList { names, role, has_person: false, odd: 0 });
    }
    let mut first = person(parts[0], second);
    let mut rest = &parts[2..];
    if let Some((suffix, others)) = rest.split_first()
        && SUFFIXES.contains(suffix)
    {
        first.suffix = (*suffix).to_owned();
        rest = others;
    }
    // Where the first has initials only, what follows another's initials is a family name.
    let initials_only = is_initials(&first.given);
    list.push(first);
    let mut odd = 0;
    for part in rest {
        if SUFFIXES.contains(part)
            && let Some(last) = list.last_mut()
        {
            last.suffix = (*part).to_owned();
            continue;
        }
        let name = as_spoken(part.strip_prefix("and ").unwrap_or(part), initials_only);
        odd += usize::from(!name.literal.is_empty() && !is_organisation(&name.literal));
        list.push(name);
    }
    Some(NameList { names: Names { list, truncated }, role, has_person: true, odd })
}

/// Whether a name as spoken may have two family names that cannot be told from given names.
///
/// The first of the list is inverted, so it shows its family names: where it has two of them, as people
/// from Spanish and Portuguese countries do, `Ana María Pérez Gil` need not end before `Gil`.
pub(super) fn may_hide_family_names(names: &Names) -> bool {
    let Some((first, others)) = names.list.split_first() else { return false };
    let full_words = |text: &str| text.split(' ').filter(|word| !is_initials_word(word)).count();
    first.family.split(' ').count() == 2
        && !first.family.split(' ').any(|word| CAPITAL_PARTICLES.contains(&word))
        && others.iter().any(|name| full_words(&name.given) > 1)
}

/// Reads names as spoken, one after the other: `Peter A. Hall and David Soskice`.
pub(super) fn spoken(text: &str) -> Names {
    let (text, truncated) = take_et_al(text.trim());
    let mut list = Vec::new();
    for part in text.split(", ") {
        let part = part.strip_prefix("and ").unwrap_or(part).trim();
        if SUFFIXES.contains(&part)
            && let Some(last) = list.last_mut()
        {
            let last: &mut Name = last;
            last.suffix = part.to_owned();
            continue;
        }
        match part.split_once(" and ") {
            Some((one, other)) if !is_organisation(part) => {
                list.push(as_spoken(one, false));
                list.push(as_spoken(other, false));
            }
            _ if part.is_empty() => {}
            _ => list.push(as_spoken(part, false)),
        }
    }
    Names { list, truncated }
}

/// Reads names that are all inverted and have initials: `Le Maho, Y., Wilhelmi de Toledo, F.`
pub(super) fn inverted(text: &str) -> Option<NameList> {
    let (text, role) = take_role(text.trim());
    let (text, truncated) = take_et_al(text);
    let parts: Vec<&str> = text.split(", ").map(str::trim).collect();
    let mut list: Vec<Name> = Vec::new();
    let (mut has_person, mut odd, mut at) = (false, 0, 0);
    while let Some(part) = parts.get(at) {
        at += 1;
        if SUFFIXES.contains(part)
            && let Some(last) = list.last_mut()
        {
            last.suffix = (*part).to_owned();
            continue;
        }
        match parts.get(at) {
            Some(given) if is_stopped_initials(given) && !is_stopped_initials(part) => {
                list.push(person(part, given));
                has_person = true;
                at += 1;
            }
            _ if part.is_empty() => return None,
            _ => {
                list.push(Name::literal(*part));
                odd += 1;
            }
        }
    }
    if !has_person {
        odd = list.len().saturating_sub(1);
    }
    (!list.is_empty()).then_some(NameList {
        names: Names { list, truncated },
        role,
        has_person,
        odd,
    })
}

/// Joins an inverted name's two parts and finds the particles of both.
fn person(family: &str, given: &str) -> Name {
    // `Rijt, Willemijn J. van`: particles behind the given names.
    let mut words: Vec<&str> = given.split(' ').collect();
    let keep = words.iter().rposition(|word| !is_particle_word(word)).map_or(0, |last| last + 1);
    let behind = words.split_off(keep.max(1));
    // `de Paz-Lugo, P.`: particles before the family name.
    let family_words: Vec<&str> = family.split(' ').collect();
    let lead = family_words.iter().take_while(|word| is_particle_word(word)).count();
    let lead = if lead == family_words.len() { 0 } else { lead };
    let mut tail = family_words.len();
    if tail - lead > 1 && SUFFIXES.contains(&family_words[tail - 1]) {
        tail -= 1;
    }
    Name {
        family: family_words[lead..tail].join(" "),
        given: words.join(" "),
        dropping_particle: behind.join(" "),
        non_dropping_particle: family_words[..lead].join(" "),
        suffix: family_words[tail..].join(" "),
        ..Name::default()
    }
}

/// Splits a name as spoken. With `initials_only`, whatever follows the initials is the family name.
fn as_spoken(text: &str, initials_only: bool) -> Name {
    let text = text.trim();
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < 2 || is_organisation(text) {
        return Name::literal(text);
    }
    let mut suffix = "";
    if words.len() > 2 && SUFFIXES.contains(&words[words.len() - 1]) {
        suffix = words.pop().unwrap_or_default();
    }
    let initials = words.iter().take_while(|word| is_initials_word(word)).count();
    let last = words.len() - 1;
    let mut family_at = match initials_only && initials > 0 && initials < words.len() {
        true => initials,
        false => last,
    };
    // Particles before the family name, in small letters or as part of it.
    let capitals = is_capitals(words[last]);
    let is_lead = |word: &str| {
        is_particle_word(word)
            || CAPITAL_PARTICLES.contains(&word)
            || (capitals && is_capitals(word) && is_particle_word(&word.to_lowercase()))
    };
    while family_at > 1 && is_lead(words[family_at - 1]) {
        family_at -= 1;
    }
    let lead = words[family_at..last].iter().take_while(|word| is_particle_word(word)).count();
    Name {
        family: words[family_at + lead..].join(" "),
        given: words[..family_at].join(" "),
        non_dropping_particle: words[family_at..family_at + lead].join(" "),
        suffix: suffix.to_owned(),
        ..Name::default()
    }
}

/// Whether a word has more than one letter, and capitals alone.
fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

fn is_abbreviation(name: &str) -> bool {
    (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_spoken_person(part: &str) -> bool {
    let name = part.strip_prefix("and ").unwrap_or(part);
    (2..=4).contains(&name.split(' ').count())
        && name.starts_with(char::is_uppercase)
        && !is_organisation(name)
}

/// Whether a name is written in Han characters, kana or Hangul alone.
fn is_east_asian(name: &str) -> bool {
    let letter = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}');
    !name.is_empty() && name.chars().all(letter)
}

/// Takes `, eds.` or `(Eds.)` off.
fn take_role(text: &str) -> (&str, Role) {
    const LABELS: &[(&str, Role)] = &[
        (", eds.", Role::Editor),
        (", eds", Role::Editor),
        (", ed.", Role::Editor),
        (", ed", Role::Editor),
        (" (Eds.)", Role::Editor),
        (" (Ed.)", Role::Editor),
        (", trans.", Role::Translator),
        (", trans", Role::Translator),
        (" (Trans.)", Role::Translator),
    ];
    LABELS
        .iter()
        .find_map(|(label, role)| Some((text.strip_suffix(label)?, *role)))
        .unwrap_or((text, Role::Author))
}

fn take_et_al(text: &str) -> (&str, bool) {
    [", et al.", ", et al", " et al.", " et al"]
        .iter()
        .find_map(|mark| Some((text.strip_suffix(mark)?, true)))
        .unwrap_or((text, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names as `particles|family|given|behind|suffix`, literals in braces; `+` for a cut list.
    fn show(names: &Names) -> String {
        let mut out: Vec<String> = names
            .list
            .iter()
            .map(|name| match name.literal.as_str() {
                "" => [
                    &name.non_dropping_particle,
                    &name.family,
                    &name.given,
                    &name.dropping_particle,
                    &name.suffix,
                ]
                .map(String::as_str)
                .join("|")
                .trim_end_matches('|')
                .to_owned(),
                literal => format!("{{{literal}}}"),
            })
            .collect();
        out.extend(names.truncated.then(|| "+".to_owned()));
        out.join("; ")
    }

    fn check(read: fn(&str) -> Option<NameList>, input: &str, expected: &str) {
        assert_eq!(
            read(input).map(|list| show(&list.names)).unwrap_or_default(),
            expected,
            "{input}"
        );
    }

    #[test]
    fn chicago_lists() {
        let read = inverted_first;
        check(
            read,
            "Watson, James D., and Francis H. C. Crick",
            "|Watson|James D.; |Crick|Francis H. C.",
        );
        check(read, "Beethoven, Ludwig van", "|Beethoven|Ludwig|van");
        check(
            read,
            "Watson, J. D., G. García Márquez, et al.",
            "|Watson|J. D.; |García Márquez|G.; +",
        );
        check(read, "Watson, JD, FH Crick", "|Watson|JD; |Crick|FH");
        check(
            read,
            "Watson, James D., Juan Carlos Izpisua",
            "|Watson|James D.; |Izpisua|Juan Carlos",
        );
        check(
            read,
            "Watson, James D., Leo Van Hove, Pieter van der Aa",
            "|Watson|James D.; |Van Hove|Leo; van der|Aa|Pieter",
        );
        check(read, "King, Martin Luther, Jr., and Ann Roe", "|King|Martin Luther||Jr.; |Roe|Ann");
        check(read, "World Health Organization", "{World Health Organization}");
        check(read, "DE WIT, P., and J. VAN DER MEER", "|DE WIT|P.; |VAN DER MEER|J.");
        check(read, "Mesoblast, Ltd", "{Mesoblast, Ltd}");
        check(read, "FAO and UNIDO", "{FAO}; {UNIDO}");
        check(read, "WHO, and Ann Roe", "{WHO}; |Roe|Ann");
        check(
            read,
            "Doe, Jane, and World Health Organization",
            "|Doe|Jane; {World Health Organization}",
        );
        check(read, "Study Group, Ann Roe, and Bo Li", "{Study Group}; |Roe|Ann; |Li|Bo");
        check(read, "朝永振一郎, and 湯川秀樹", "{朝永振一郎}; {湯川秀樹}");
        check(read, "Doe, Jane, ed.", "|Doe|Jane");
    }

    #[test]
    fn elsevier_lists() {
        let read = inverted;
        check(read, "Le Maho, Y., Wilhelmi de Toledo, F.", "|Le Maho|Y.; |Wilhelmi de Toledo|F.");
        check(read, "VAN WYK, J.J., McARTHUR, J.W.", "|VAN WYK|J.J.; |McARTHUR|J.W.");
        check(read, "Groot, S.R. de, Paz, C.-W.", "|Groot|S.R.|de; |Paz|C.-W.");
        check(read, "de Groot, S.R., WHO", "de|Groot|S.R.; {WHO}");
        check(read, "King, M.L., Jr., Roe, A., et al.", "|King|M.L.||Jr.; |Roe|A.; +");
        check(read, "Doe, J. (Ed.)", "|Doe|J.");
    }
}
