//! Names in a cell.
//!
//! `Family, Given; Family, Suffix, Given; Organisation; et al.` is what is written. So that every name comes
//! back as it was, a family name alone ends with a comma, particles that do not look like some stand before
//! a bar (`dropped|kept|Family`), and a backslash takes the meaning from the sign behind it.

use crate::model::{Name, Names, is_particle_word};

/// The mark that the list goes on.
const OTHERS: &str = "et al.";

/// Writes a list of names.
pub(super) fn write(names: &Names) -> String {
    let mut parts: Vec<String> = names.list.iter().map(write_name).collect();
    if names.truncated {
        parts.push(OTHERS.to_owned());
    }
    parts.join("; ")
}

fn write_name(name: &Name) -> String {
    if !name.literal.is_empty() {
        let literal = escaped(&name.literal);
        return if literal == OTHERS { "et al\\.".to_owned() } else { literal };
    }
    let mut out = String::new();
    let kept = name.non_dropping_particle.as_str();
    let is_plain = name.dropping_particle.is_empty()
        && split_particle(&with_particle(kept, &name.family)) == (kept, name.family.as_str());
    if is_plain {
        out.push_str(&escaped(&with_particle(kept, &name.family)));
    } else {
        if !name.dropping_particle.is_empty() {
            out.push_str(&escaped(&name.dropping_particle));
            out.push('|');
        }
        out.push_str(&escaped(kept));
        out.push('|');
        out.push_str(&escaped(&name.family));
    }
    if !name.suffix.is_empty() {
        out.push_str(", ");
        out.push_str(&escaped(&name.suffix));
    }
    match name.given.is_empty() {
        true => out.push(','),
        false => {
            out.push_str(", ");
            out.push_str(&escaped(&name.given));
        }
    }
    out
}

fn with_particle(particle: &str, family: &str) -> String {
    match particle {
        "" => family.to_owned(),
        particle => format!("{particle} {family}"),
    }
}

/// Parts the particles in small letters from a family name.
pub(super) fn split_particle(text: &str) -> (&str, &str) {
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        if !word.ends_with(' ') || !is_particle_word(word.trim_end()) {
            break;
        }
        at += word.len();
    }
    // The space between belongs to neither.
    (text[..at].strip_suffix(' ').unwrap_or_default(), &text[at..])
}

/// Text with backslashes before the signs that part names, and before white space at its ends.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    for (at, c) in text.char_indices() {
        if matches!(c, ';' | ',' | '|' | '\\') || c.is_whitespace() && (at == 0 || at == last) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Reads what [`write`] writes.
pub(super) fn read(cell: &str) -> Names {
    let mut names = Names::default();
    let mut parts = split(cell, ';').into_iter().peekable();
    while let Some(part) = parts.next() {
        let part = trimmed(part);
        if parts.peek().is_none() && part == OTHERS {
            names.truncated = true;
        } else if !part.is_empty() {
            names.list.push(read_name(part));
        }
    }
    names
}

fn read_name(text: &str) -> Name {
    let parts: Vec<&str> = split(text, ',').into_iter().map(trimmed).collect();
    let [family, rest @ ..] = parts.as_slice() else { return Name::default() };
    if rest.is_empty() {
        return Name::literal(unescaped(family));
    }
    let (suffix, given) = match rest {
        [given] => (String::new(), unescaped(given)),
        [suffix, given @ ..] => (
            unescaped(suffix),
            given.iter().map(|part| unescaped(part)).collect::<Vec<_>>().join(", "),
        ),
        [] => Default::default(),
    };
    let mut bars = split(family, '|').into_iter().map(unescaped);
    let parts = (bars.next().unwrap_or_default(), bars.next(), bars.next());
    let (dropping_particle, non_dropping_particle, family) = match parts {
        (dropping, Some(kept), Some(family)) => (dropping, kept, family),
        (kept, Some(family), None) => (String::new(), kept, family),
        (whole, None, _) => {
            let (kept, family) = split_particle(&whole);
            (String::new(), kept.to_owned(), family.to_owned())
        }
    };
    Name { family, given, dropping_particle, non_dropping_particle, suffix, ..Name::default() }
}

/// Splits text at a sign that has no backslash before it.
fn split(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if c == sign {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Text without white space at its ends, but for what has a backslash before it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start();
    let bare = text.trim_end();
    let slashes = bare.len() - bare.trim_end_matches('\\').len();
    match text[bare.len()..].chars().next() {
        Some(space) if slashes % 2 == 1 => &text[..bare.len() + space.len_utf8()],
        _ => bare,
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &Names, expected: &str) {
        assert_eq!(write(names), expected);
        assert_eq!(read(expected), *names);
    }

    #[test]
    fn names_are_written_for_people() {
        let berg = Name { non_dropping_particle: "van der".into(), ..Name::person("Berg", "J.") };
        let king = Name { suffix: "Jr.".into(), ..Name::person("King", "Martin") };
        let list = vec![
            Name::person("Doe", "Jane"),
            berg,
            king,
            Name::literal("World Health Organization"),
        ];
        let names = Names { list, truncated: true };
        check(
            &names,
            "Doe, Jane; van der Berg, J.; King, Jr., Martin; World Health Organization; et al.",
        );
        let beethoven = Name { dropping_particle: "van".into(), ..Name::person("Beethoven", "L.") };
        let list = vec![
            beethoven,
            Name { non_dropping_particle: "Van".into(), ..Name::person("Dyke", "D.") },
            Name::person("de Souza", "A."),
            Name::person("Plato", ""),
            Name::literal("Smith, Jones; Co."),
            Name::literal("et al."),
        ];
        check(
            &Names::from(list),
            "van||Beethoven, L.; Van|Dyke, D.; |de Souza, A.; Plato,; Smith\\, Jones\\; Co.; et al\\.",
        );
    }

    proptest::proptest! {
        #[test]
        fn any_name_comes_back(
            family in "[a-zA-Z ,;|\\\\.é]{0,8}",
            given in "[a-zA-Z ,;|\\\\.é]{0,6}",
            kept in "(van|de la|Van|a b)?",
            dropped in "(van|d'|;)?",
            suffix in "(Jr\\.|,)?",
            literal in "[a-zA-Z ,;|\\\\.]{1,8}",
            truncated in proptest::bool::ANY,
        ) {
            let name = Name { non_dropping_particle: kept, dropping_particle: dropped, suffix, ..Name::person(family, given) };
            let list = if name.is_empty() { vec![Name::literal(literal)] } else { vec![name, Name::literal(literal)] };
            let names = Names { list, truncated };
            assert_eq!(read(&write(&names)), names, "{}", write(&names));
        }
    }
}
