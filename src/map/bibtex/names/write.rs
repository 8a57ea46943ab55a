//! Names -> a list as BibTeX and biber read it.

use super::exact::{is_read_as, is_simple};
use super::words::{is_lower, is_others, is_suffix};
use crate::map::bibtex::split::{Separator, split_top, whole_group};
use crate::map::tex::Encoder;
use crate::model::{Name, Names, Text};

/// Writes a list of names, and says whether it is beyond doubt read as it was.
pub(in crate::map::bibtex) fn write(names: &Names, encoder: &mut Encoder) -> (String, bool) {
    let mut is_exact = !names.truncated && !names.list.is_empty();
    let size = names.list.iter().map(|name| name.family.len() + name.given.len() + 8).sum();
    let mut list = String::with_capacity(size);
    let mut add = |name: &[&str]| {
        if !list.is_empty() {
            list.push_str(" and ");
        }
        list.extend(name.iter().copied());
    };
    for name in &names.list {
        if is_simple(name, encoder.ascii) {
            add(&[&name.family, ", ", &name.given]);
            continue;
        }
        let tex = tame_name(name, encoder);
        is_exact &= is_read_as(&tex, name);
        if !tex.is_empty() {
            add(&[&tex]);
        }
    }
    if names.truncated {
        add(&["others"]);
    }
    (list, is_exact)
}

/// Writes a name that biber takes: it counts commas in braces, too, and looks for keys in them.
fn tame_name(name: &Name, encoder: &mut Encoder) -> String {
    // biber makes initials at hyphens, and loses its way at what parts two of them, and in a group that
    // begins with a command.
    let mut tex = write_name(name, encoder).replace("-{}", "-");
    if tex.contains(COMMAND) {
        tex = without_groups(&tex);
    }
    // Hyphens and ties part words, and of a word of them nothing is left.
    if let Some((start, last)) = tex.rsplit_once(", ")
        && last.bytes().all(|byte| matches!(byte, b'-' | b'~'))
    {
        tex = format!("{start}, {{{last}}}");
    }
    let commas = tex.bytes().filter(|byte| *byte == b',').count();
    if (commas > 2 || tex.contains(",,")) && !whole_group(&tex) {
        tex = format!("{{{}}}", encoder.encode(&Text::plain(name.display())));
    }
    for part in ["family", "given", "prefix", "suffix"] {
        let mut from = 0;
        while let Some(at) = tex[from..].find(part).map(|at| from + at + part.len()) {
            let equals = tex.len() - tex[at..].trim_start().len();
            if tex[equals..].starts_with('=') {
                tex.replace_range(equals..=equals, "{=}");
            }
            from = at;
        }
    }
    tex
}

/// How a sign begins that is a command in a group of its own.
const COMMAND: &str = "{\\text";

/// A text in which a word begins with `\textasciicircum{}`, not with `{\textasciicircum}`.
fn without_groups(tex: &str) -> String {
    let mut parts = tex.split(COMMAND);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        match out.bytes().last() {
            None | Some(b' ' | b'{' | b'~' | b'-') => out.extend([&COMMAND[1..], name, "{}", rest]),
            Some(_) => out.extend([COMMAND, name, "}", rest]),
        }
    }
    out
}

fn write_name(name: &Name, encoder: &mut Encoder) -> String {
    let mut tex = |text: &str| encoder.encode_plain(text);
    if !name.literal.is_empty() {
        return format!("{{{}}}", tex(&name.literal));
    }
    let guard = |tex: String| match needs_group(&tex) {
        true => format!("{{{tex}}}"),
        false => tex,
    };
    let mut family = guard(tex(&name.family));
    // A suffix that is part of the family name.
    if family.rsplit_once(' ').is_some_and(|(_, last)| is_suffix(last)) && !whole_group(&family) {
        family = format!("{{{family}}}");
    }
    let particle = [&name.dropping_particle, &name.non_dropping_particle]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    let mut given = guard(tex(&name.given));
    if is_suffix(&given) {
        given = format!("{{{given}}}");
    }
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
        // BibTeX complains of a comma that nothing follows.
        true if given.is_empty() => family,
        true => format!("{family}, {given}"),
        false if given.is_empty() => format!("{family}, {}, {{}}", guard(tex(&name.suffix))),
        false => format!("{family}, {}, {given}", guard(tex(&name.suffix))),
    }
}

/// A value of a list that has one member: in braces where an `and` in it would part it.
pub(in crate::map::bibtex) fn in_one_piece(tex: String, is_name: bool) -> String {
    let is_parted = is_name || split_top(&tex, Separator::And).len() > 1;
    if is_parted && !whole_group(&tex) { format!("{{{tex}}}") } else { tex }
}

/// Whether a part holds what separates names or parts.
fn needs_group(tex: &str) -> bool {
    split_top(tex, Separator::Comma).len() > 1
        || split_top(tex, Separator::And).len() > 1
        || tex.eq_ignore_ascii_case("and")
        || is_others(tex)
        || tex.ends_with(" et al.")
        || tex.ends_with(" et al")
        || tex.contains(['=', ';'])
}
