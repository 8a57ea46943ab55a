//! Name lists of BibTeX and BibLaTeX <-> names.
//!
//! Source: `btxdoc` 4 and `btxhak` 2, "Names"; biblatex manual, 3.4 "Extended name format".

use crate::map::tex::{Encoder, decode};
use crate::model::{Name, Names, Text};

/// Reads a list of names separated by `and`; `others` at its end means that it was cut.
pub(super) fn read(raw: &str) -> Names {
    let mut names = Names::default();
    for part in split_top(raw, Separator::And) {
        match part.trim() {
            "" => {}
            "others" => names.truncated = true,
            part => names.list.extend(read_name(part)),
        }
    }
    names
}

fn read_name(raw: &str) -> Option<Name> {
    let parts = split_top(raw, Separator::Comma);
    if parts.iter().all(|part| part.split_once('=').is_some_and(|(key, _)| is_key(key))) {
        return extended(&parts);
    }
    if whole_group(raw) {
        return Some(Name::literal(plain(raw)));
    }
    let name = match parts.as_slice() {
        [last, rest @ ..] if !rest.is_empty() => {
            let words = split_top(last, Separator::Space);
            let von = words.iter().rposition(|word| is_lower(word)).map_or(0, |at| at + 1);
            let von = von.min(words.len().saturating_sub(1));
            let (suffix, given) = match rest {
                [given] => ("", *given),
                [suffix, given @ ..] => (*suffix, given.first().copied().unwrap_or("")),
                [] => ("", ""),
            };
            name(&words[..von], &words[von..], given, suffix)
        }
        _ => {
            let words = split_top(raw, Separator::Space);
            let last = words.len().saturating_sub(1);
            let first = words[..last].iter().position(|word| is_lower(word));
            let von = words[..last].iter().rposition(|word| is_lower(word));
            match (first, von) {
                (Some(first), Some(von)) => {
                    name(&words[first..=von], &words[von + 1..], &words[..first].join(" "), "")
                }
                _ => name(&[], &words[last..], &words[..last].join(" "), ""),
            }
        }
    };
    (!name.is_empty()).then_some(name)
}

fn name(von: &[&str], family: &[&str], given: &str, suffix: &str) -> Name {
    let family = plain(&family.join(" "));
    let given = plain(given);
    Name {
        family,
        given,
        non_dropping_particle: plain(&von.join(" ")),
        suffix: plain(suffix),
        ..Name::default()
    }
}

/// BibLaTeX's `given=Hans, family=Harman, prefix=van, useprefix=true`.
fn extended(parts: &[&str]) -> Option<Name> {
    let mut name = Name::default();
    let (mut prefix, mut use_prefix) = (String::new(), true);
    for part in parts {
        let (key, value) = part.split_once('=')?;
        match key.trim() {
            "family" => name.family = plain(value),
            "given" => name.given = plain(value),
            "prefix" => prefix = plain(value),
            "suffix" => name.suffix = plain(value),
            "useprefix" => use_prefix = value.trim() == "true",
            // Initials and hashes follow from the rest.
            _ => {}
        }
    }
    match use_prefix {
        true => name.non_dropping_particle = prefix,
        false => name.dropping_particle = prefix,
    }
    if name.given.is_empty() && prefix_free(&name) {
        return Some(Name::literal(name.family));
    }
    Some(name)
}

fn prefix_free(name: &Name) -> bool {
    name.non_dropping_particle.is_empty() && name.dropping_particle.is_empty()
}

fn is_key(key: &str) -> bool {
    let keys = ["family", "given", "prefix", "suffix", "useprefix", "nametype", "id"];
    let key = key.trim().trim_matches('"');
    keys.contains(&key) || key.strip_suffix("-i").is_some_and(|key| keys.contains(&key))
}

fn plain(raw: &str) -> String {
    decode(raw, false).text.as_str().replace(['\u{a0}', '\n'], " ").trim().to_owned()
}

/// Whether the first letter at brace depth 0, or of a special character, is a small one.
fn is_lower(word: &str) -> bool {
    if word.starts_with('{') && !word.starts_with("{\\") {
        return false;
    }
    let letters = plain(word);
    letters.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn whole_group(raw: &str) -> bool {
    let raw = raw.trim();
    // `{\'E}` is a letter, `{\&}` a name.
    let is_letter = raw.strip_prefix("{\\").is_some_and(|rest| !rest.starts_with(is_escaped));
    if !raw.starts_with('{') || is_letter {
        return false;
    }
    let mut depth = 0usize;
    let end = raw.bytes().position(|byte| {
        depth += usize::from(byte == b'{');
        depth -= usize::from(byte == b'}' && depth > 0);
        depth == 0
    });
    end == Some(raw.len() - 1)
}

fn is_escaped(c: char) -> bool {
    matches!(c, '&' | '%' | '#' | '_' | '$')
}

#[derive(Clone, Copy, PartialEq)]
enum Separator {
    And,
    Comma,
    Space,
}

/// Splits at a separator outside braces.
fn split_top(raw: &str, separator: Separator) -> Vec<&str> {
    let bytes = raw.as_bytes();
    let (mut parts, mut depth, mut from, mut at) = (Vec::new(), 0usize, 0, 0);
    while at < bytes.len() {
        let width = match bytes[at] {
            b'{' => {
                depth += 1;
                0
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                0
            }
            _ if depth > 0 => 0,
            b',' if separator == Separator::Comma => 1,
            b'~' if separator == Separator::Space => 1,
            byte if byte.is_ascii_whitespace() => match separator {
                Separator::Space => 1,
                Separator::And if is_and(&bytes[at + 1..]) => 4,
                _ => 0,
            },
            _ => 0,
        };
        if width > 0 {
            parts.push(&raw[from..at]);
            // The space after `and` may begin another `and`.
            from = at + width;
            at = from;
        } else {
            at += 1;
        }
    }
    parts.push(&raw[from..]);
    if separator == Separator::Space {
        parts.retain(|part| !part.is_empty());
    }
    parts
}

fn is_and(after: &[u8]) -> bool {
    after.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"))
        && after.get(3).is_none_or(u8::is_ascii_whitespace)
}

/// Writes a list of names.
pub(super) fn write(names: &Names, encoder: &mut Encoder) -> String {
    let mut list: Vec<String> = names.list.iter().map(|name| write_name(name, encoder)).collect();
    list.retain(|name| !name.is_empty());
    if names.truncated {
        list.push("others".to_owned());
    }
    list.join(" and ")
}

fn write_name(name: &Name, encoder: &mut Encoder) -> String {
    let mut tex = |text: &str| encoder.encode(&Text::plain(text));
    if !name.literal.is_empty() {
        return format!("{{{}}}", tex(&name.literal));
    }
    let guard = |tex: String| match needs_group(&tex) {
        true => format!("{{{tex}}}"),
        false => tex,
    };
    let mut family = guard(tex(&name.family));
    let particle = [&name.dropping_particle, &name.non_dropping_particle]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    let given = guard(tex(&name.given));
    let is_alone = particle.is_empty() && name.suffix.is_empty() && given.is_empty();
    if is_alone && split_top(&family, Separator::Space).len() == 1 {
        return family;
    }
    // A family name whose first word is small would be taken for a particle.
    if family.split(' ').any(is_lower) && !family.starts_with('{') {
        family = format!("{{{family}}}");
    }
    if !particle.is_empty() {
        let lower = particle.split(' ').all(is_lower);
        // A particle with a capital (`De`) is part of the name as far as BibTeX can tell.
        family = match lower {
            true => format!("{} {family}", tex(&particle)),
            false => format!("{{{} {}}}", tex(&particle), tex(&name.family)),
        };
    }
    match name.suffix.is_empty() {
        // The last word of several would be taken for the family name.
        true if is_alone => format!("{{{}}}", tex(&name.family)),
        true => format!("{family}, {given}"),
        false => format!("{family}, {}, {given}", guard(tex(&name.suffix))),
    }
}

/// A value of a list that has one member: in braces where an `and` in it would part it.
pub(super) fn in_one_piece(tex: String, is_name: bool) -> String {
    let is_parted = is_name || split_top(&tex, Separator::And).len() > 1;
    if is_parted && !whole_group(&tex) { format!("{{{tex}}}") } else { tex }
}

/// Whether a part holds what separates names or parts.
fn needs_group(tex: &str) -> bool {
    split_top(tex, Separator::Comma).len() > 1
        || split_top(tex, Separator::And).len() > 1
        || tex.eq_ignore_ascii_case("and")
        || tex == "others"
        || tex.contains('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows names as `given|dropping|particle|family|suffix` or `=literal`, and writes them again.
    fn check(input: &str, expected: &str, again: &str) {
        let names = read(input);
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
        assert_eq!(shown.join(" & "), expected, "{input}");
        let written = write(&names, &mut Encoder::default());
        assert_eq!(written, again, "{input}");
        assert_eq!(read(&written), names, "{written}");
    }

    #[test]
    fn names_are_split() {
        check("Donald E. Knuth", "Donald E.|||Knuth|", "Knuth, Donald E.");
        check(
            "van der Waals, Johannes and Ludwig van Beethoven",
            "Johannes||van der|Waals| & Ludwig||van|Beethoven|",
            "van der Waals, Johannes and van Beethoven, Ludwig",
        );
        check(
            "Charles de la Vall{\\'e}e Poussin",
            "Charles||de la|Vallée Poussin|",
            "de la Vallée Poussin, Charles",
        );
        check("King, Jr., Martin Luther", "Martin Luther|||King|Jr.", "King, Jr., Martin Luther");
        check(
            "{Barnes and Noble, Inc.} and others",
            "=Barnes and Noble, Inc. & ...",
            "{Barnes and Noble, Inc.} and others",
        );
        check(
            "given=Hans, family=Harman, prefix=van, useprefix=true",
            "Hans||van|Harman|",
            "van Harman, Hans",
        );
        check("{\\'E}mile Zola\nAND  Plato", "Émile|||Zola| & |||Plato|", "Zola, Émile and Plato");
        check("{NASA} and Plato", "=NASA & |||Plato|", "{NASA} and Plato");
        check("Mc{A}rthur, J. W.", "J. W.|||McArthur|", "McArthur, J. W.");
        check(" and ,", "", "");
    }

    proptest::proptest! {
        #[test]
        fn any_list_is_read(input in "([a-zA-Zé{},.=~\\\\]| |and| and ){0,40}") {
            let names = read(&input);
            write(&names, &mut Encoder::default());
        }
    }
}
