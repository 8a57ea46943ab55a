//! Lists of names as they are written -> names.

use super::words::{is_letter, is_lower, is_others, is_suffix, plain};
use crate::map::bibtex::extended;
use crate::map::bibtex::split::{Separator, split_top, whole_group};
use crate::model::{Name, Names};
use crate::read::bibtex::Record;

/// A list of names as it was read, and what was odd about it.
#[derive(Debug, Default)]
pub(in crate::map::bibtex) struct ReadNames {
    pub(in crate::map::bibtex) names: Names,
    /// What a person should look at.
    pub(in crate::map::bibtex) problem: Option<String>,
}

/// Reads a list of names separated by `and`; `others` at its end means that it was cut.
///
/// A mistake that has but one meaning is read as it was meant, and told: names separated by
/// semicolons, or `Smith, J., Jones, K.`.
pub(in crate::map::bibtex) fn read(raw: &str) -> ReadNames {
    let mut read = ReadNames::default();
    let mut parts = split_top(raw, Separator::And);
    if let ([only], true) = (parts.as_slice(), raw.contains("; ") && !raw.contains('&')) {
        let split = split_top(only, Separator::Semicolon);
        if split.len() > 1 {
            read.problem = Some("the names are separated by semicolons, not by `and`".to_owned());
            parts = split;
        }
    }
    for part in parts {
        let part = part.trim();
        // What stands before the first `and` may be nothing.
        let part = part.strip_prefix("and ").unwrap_or(part).trim_start();
        match part.trim_end_matches(',').trim_end() {
            "" => {}
            part if is_others(part) => read.names.truncated = true,
            _ => read_part(part, &mut read),
        }
    }
    read
}

fn read_part(raw: &str, read: &mut ReadNames) {
    // `Smith, J. et al.`
    let cut = [" et al.", " et al"].iter().find_map(|cut| raw.strip_suffix(cut));
    let raw = match cut {
        Some(raw) => {
            read.names.truncated = true;
            raw.trim_end_matches([',', ' '])
        }
        None => raw,
    };
    if whole_group(raw) && !is_letter(raw) {
        read.names.list.push(Name::literal(plain(raw)));
        return;
    }
    let mut parts = split_top(raw, Separator::Comma);
    // A comma at the end parts nothing; after a family name alone it says that it is one.
    while parts.len() > 2 && parts.last().is_some_and(|part| part.trim().is_empty()) {
        parts.pop();
    }
    if let Some(name) = extended::read(&parts) {
        read.names.list.push(name);
        return;
    }
    if parts.len() > 3 {
        read.problem = Some(format!("`{}` has too many commas", raw.trim()));
        if parts.len().is_multiple_of(2) && parts.chunks(2).all(|pair| is_initials(pair[1])) {
            let pairs = parts.chunks(2).map(|pair| read_name(&pair[..1], pair[1]));
            return read.names.list.extend(pairs.filter(|name| !name.is_empty()));
        }
    }
    let name = match parts.as_slice() {
        [_] => read_name(&parts, ""),
        [last, suffix] if is_suffix(suffix) && !is_suffix(last) => {
            // `Martin Luther King, Jr.`
            Name { suffix: plain(suffix), ..read_name(&[last], "") }
        }
        [last, given] => read_name(&[last, ""], given),
        // `King, Martin Luther, Jr.`
        [last, given, suffix] if is_suffix(suffix) && !is_suffix(given) => {
            read_name(&[last, suffix], given)
        }
        [last, suffix, given] => read_name(&[last, suffix], given),
        [last, suffix, given @ ..] => read_name(&[last, suffix], &given.join(",")),
        [] => return,
    };
    if !name.is_empty() {
        read.names.list.push(name);
    }
}

/// Reads a name: `First von Last` in one part, or `von Last` and the suffix beside the given names.
fn read_name(parts: &[&str], given: &str) -> Name {
    let (last, suffix) = (parts.first().copied().unwrap_or(""), parts.get(1));
    let mut words = split_top(last, Separator::Space);
    // A suffix without its comma: `Martin Luther King Jr.`, `King Jr., Martin Luther`.
    let is_family = !given.trim().is_empty() || suffix.is_some();
    let needed = if is_family { 2 } else { 3 };
    let suffix = match suffix {
        Some(suffix) if !suffix.trim().is_empty() => suffix,
        _ => match words.pop_if(|word| is_suffix(word)) {
            Some(suffix) if words.len() + 1 >= needed => suffix,
            Some(word) => {
                words.push(word);
                ""
            }
            None => "",
        },
    };
    let given_words = if is_family {
        0
    } else {
        // All before the particle; without one, all but the last word.
        let last = words.len().saturating_sub(1);
        words[..last].iter().position(|word| is_lower(word)).unwrap_or(last)
    };
    let von = words[given_words..].iter().take_while(|word| is_lower(word)).count();
    let von = given_words + von.min(words.len().saturating_sub(given_words + 1));
    Name {
        family: joined(&words[von..]),
        given: if is_family { plain(given) } else { joined(&words[..given_words]) },
        non_dropping_particle: joined(&words[given_words..von]),
        suffix: plain(suffix),
        ..Name::default()
    }
}

fn joined(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => plain(word),
        words => plain(&words.join(" ")),
    }
}

/// `J.`, `J. A.`, `J.-P.`, `JA`
fn is_initials(part: &str) -> bool {
    let mut words = part.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let is_dotted = word.contains('.') && letters <= 3;
            is_dotted || letters <= 2 && word.chars().all(char::is_uppercase)
        })
}

/// Whether particles stay with their family names: they do unless the entry's options say otherwise.
///
/// Source: biblatex manual, 3.1.2.2, `useprefix`.
pub(in crate::map::bibtex) fn use_prefix(record: &Record<'_>) -> bool {
    let options = record.field("options").map(|field| &*field.value).unwrap_or_default();
    !options.split(',').any(|option| {
        option
            .split_once('=')
            .is_some_and(|(name, value)| name.trim() == "useprefix" && value.trim() == "false")
    })
}

/// Makes the particle of a name one that is dropped where the family name stands alone.
pub(in crate::map::bibtex) fn drop_particle(name: &mut Name) {
    if name.dropping_particle.is_empty() {
        name.dropping_particle = std::mem::take(&mut name.non_dropping_particle);
    }
}

/// A list of names as one text.
pub(in crate::map::bibtex) fn displayed(raw: &str) -> String {
    let list = read(raw).names.list;
    list.iter().map(Name::display).collect::<Vec<_>>().join("; ")
}
