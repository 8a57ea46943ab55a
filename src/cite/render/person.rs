//! One name: its parts in order, its initials, its particles.
//!
//! Source: CSL 1.0.2, "Name-part Order", "Name Particles", "initialize-with".

use std::borrow::Cow;

use hayagriva::citationberg::{DemoteNonDroppingParticle as Demote, NameForm};

use super::buffer::{Buffer, Tag};
use super::initials::initials;
use super::{Given, field};
use crate::cite::case;
use crate::cite::plan::{Look, Name};
use crate::model::{Name as Person, is_particle_word};

/// How a name is printed.
#[derive(Clone, Copy)]
pub(crate) struct Form<'a> {
    pub(crate) name: &'a Name,
    /// Family name first.
    pub(crate) inverted: bool,
    pub(crate) sorting: bool,
    pub(crate) demote: Demote,
    /// Initials keep the hyphen of `Jean-Luc`.
    pub(crate) hyphen: bool,
    pub(crate) given: Given,
    /// The language sets family names first, without a comma.
    pub(crate) closed_up: bool,
}

/// A name's parts as they are printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) given: Cow<'a, str>,
    pub(crate) dropping: Cow<'a, str>,
    pub(crate) non_dropping: Cow<'a, str>,
    pub(crate) family: Cow<'a, str>,
    pub(crate) suffix: Cow<'a, str>,
    /// Before the suffix stands a comma also in `Given Family, Suffix`.
    pub(crate) comma: bool,
}

/// Finds the parts of a name: particles and suffixes may be written within its other parts.
pub(crate) fn parts(person: &Person) -> Parts<'_> {
    let mut parts = Parts {
        given: person.given.trim().into(),
        dropping: person.dropping_particle.trim().into(),
        non_dropping: person.non_dropping_particle.trim().into(),
        family: person.family.trim_start().into(),
        suffix: person.suffix.trim().into(),
        comma: person.comma_suffix,
    };
    // `John, Jr.` and, where a comma is to be printed, `John,! Jr.`
    if parts.suffix.is_empty()
        && let Some((given, suffix)) = person.given.split_once(',')
    {
        let marked = suffix.strip_prefix('!');
        let suffix = marked.unwrap_or(suffix).trim();
        if !suffix.is_empty() {
            parts.comma |= marked.is_some();
            parts.given = given.trim().into();
            parts.suffix = suffix.into();
        }
    }
    if let Some(rest) = parts.suffix.strip_prefix('!') {
        parts.suffix = rest.trim().to_owned().into();
        parts.comma = true;
    }
    if parts.non_dropping.is_empty() && parts.dropping.is_empty() {
        split_family(&mut parts);
        split_given(&mut parts);
    }
    parts
}

/// Particles before a family name stay with it: `van der Berg`, `d’Alembert`, `al-Karim`.
fn split_family(parts: &mut Parts<'_>) {
    let family = parts.family.clone();
    // Quoted, a name is taken as it is.
    if let Some(inner) = family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        parts.family = inner.to_owned().into();
        return;
    }
    let mut end = 0;
    loop {
        let rest = &family[end..];
        // `’t` begins with its apostrophe.
        let breaks: &[char] = match rest.starts_with(['\'', '’']) {
            true => &[' '],
            false => &[' ', '\'', '’', '-'],
        };
        let word_end =
            rest.find(breaks).map(|at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let Some(word_end) = word_end else { break };
        let word = rest[..word_end].trim_end_matches([' ', '-']);
        let glued = !rest[..word_end].ends_with(' ');
        let hyphen = rest[..word_end].ends_with('-');
        let known = match hyphen {
            true => matches!(word, "al" | "el" | "'s" | "’s"),
            false => is_particle_word(word) && (!glued || word.chars().count() < 5),
        };
        if !known || rest[word_end..].trim().is_empty() {
            break;
        }
        end += word_end;
    }
    if end > 0 {
        parts.non_dropping = family[..end].trim_end().to_owned().into();
        parts.family = family[end..].trim_start().to_owned().into();
    }
}

/// Particles behind given names go when the family name stands alone: `Ludwig van`.
fn split_given(parts: &mut Parts<'_>) {
    let given = parts.given.clone();
    let mut start = given.len();
    while let Some((at, word)) =
        given[..start].trim_end().rsplit_once(' ').map(|(a, b)| (a.len() + 1, b))
    {
        if !is_particle_word(word) {
            break;
        }
        start = at;
    }
    if start < given.len() {
        parts.dropping = given[start..].trim().to_owned().into();
        parts.given = given[..start].trim().to_owned().into();
    }
}

/// Whether a name is written in Chinese, Japanese or Korean letters: family name first, in one piece.
pub(crate) fn is_east_asian(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_alphanumeric() && !is_east_asian_letter(c))
}

/// Source: the Unicode blocks of kana, Han and Hangul.
pub(crate) fn is_east_asian_letter(c: char) -> bool {
    matches!(
        c,
        '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// A piece of a name and the look of the part that it belongs to.
type Piece<'p> = (&'p str, Option<&'p Look>);

/// Prints a name.
pub(crate) fn push(out: &mut Buffer, person: &Person, form: &Form<'_>, english: bool) {
    let name = form.name;
    if !person.literal.is_empty() {
        return push_group(out, &[(&person.literal, Some(&name.family))], &name.family, english);
    }
    let parts = parts(person);
    let (family, given_look) = (Some(&name.family), Some(&name.given));
    if parts.family.is_empty() {
        return push_group(out, &[(&parts.given, given_look)], &name.given, english);
    }
    let long = name.form == NameForm::Long || form.given != Given::Style;
    if is_east_asian(&parts.family) && (parts.given.is_empty() || is_east_asian(&parts.given)) {
        push_group(out, &[(&parts.family, family)], &name.family, english);
        if long {
            push_group(out, &[(&parts.given, given_look)], &name.given, english);
        }
        return;
    }
    let full_family = [(&*parts.non_dropping, family), (&*parts.family, family)];
    if !long {
        return push_group(out, &full_family, &name.family, english);
    }
    let given = given(&parts.given, form);
    let demoted = match form.demote {
        Demote::Never => false,
        Demote::SortOnly => form.sorting,
        Demote::DisplayAndSort => true,
    };
    let suffix = match name.initialize_with.as_deref() {
        // Where initials have no stops, `Jr` has none.
        Some(with) if !with.contains('.') => parts.suffix.replace('.', ""),
        _ => parts.suffix.to_string(),
    };
    if form.closed_up || person.static_ordering {
        push_group(out, &full_family, &name.family, english);
        if !given.is_empty() {
            out.push(" ");
            push_group(out, &[(&given, given_look)], &name.given, english);
        }
        return;
    }
    if form.inverted || form.sorting {
        let pieces = if demoted { &full_family[1..] } else { &full_family[..] };
        push_group(out, pieces, &name.family, english);
        let non_dropping = if demoted { &*parts.non_dropping } else { "" };
        let rest = [(&*given, given_look), (&*parts.dropping, given_look), (non_dropping, family)];
        if rest.iter().any(|(text, _)| !text.is_empty()) {
            out.push(&name.separator);
            push_group(out, &rest, &name.given, english);
        }
        if !suffix.is_empty() {
            out.push(&name.separator);
            field::push_markup(out, &suffix);
        }
        return;
    }
    if !given.is_empty() {
        push_group(out, &[(&given, given_look)], &name.given, english);
        out.push(" ");
    }
    let suffix = match (suffix.is_empty(), parts.comma) {
        (false, true) => format!(", {suffix}"),
        _ => suffix,
    };
    let pieces =
        [(&*parts.dropping, given_look), full_family[0], full_family[1], (suffix.as_str(), None)];
    push_group(out, &pieces, &name.family, english);
}

/// Prints a name as a sort key: family name, particles where the style has them, given names.
pub(crate) fn push_for_sort(out: &mut Buffer, person: &Person, demote: Demote) {
    if !person.literal.is_empty() {
        return out.push(&person.literal);
    }
    let parts = parts(person);
    if demote == Demote::Never {
        out.push(&parts.non_dropping);
        out.push(" ");
    }
    for part in [&parts.family, &parts.given, &parts.dropping, &parts.suffix] {
        out.push(part);
        out.push(" ");
    }
}

/// Prints pieces side by side within the affixes of a part.
fn push_group(out: &mut Buffer, pieces: &[Piece<'_>], affixes: &Look, english: bool) {
    let mut last = "";
    for (text, look) in pieces.iter().filter(|(text, _)| !text.is_empty()) {
        match last.is_empty() {
            true => out.push_prefix(&affixes.prefix),
            false if is_glued(last) || text.starts_with(',') => {}
            false => out.push(" "),
        }
        let font = look.map(|look| look.font).filter(|font| !font.is_empty());
        if let Some(font) = font {
            out.open(Tag::Font(font));
        }
        let inner = out.mark();
        field::push_markup(out, text);
        if let Some(case) = look.and_then(|look| look.case) {
            case::apply(out, inner, case, english);
        }
        if font.is_some() {
            out.close();
        }
        last = text;
    }
    if !last.is_empty() {
        out.push_suffix(&affixes.suffix);
    }
}

/// Whether nothing stands between a particle and what follows.
fn is_glued(particle: &str) -> bool {
    // `de’ Medici` is `dei Medici` shortened.
    let shortened = particle.ends_with("de’") || particle.ends_with("de'");
    particle.ends_with(['\'', '’', '-', '–']) && !shortened
}

/// Given names in full or as initials.
fn given<'t>(given: &'t str, form: &Form<'_>) -> Cow<'t, str> {
    let name = form.name;
    let Some(with) = name.initialize_with.as_deref() else { return Cow::Borrowed(given) };
    if form.given == Given::Full {
        return Cow::Borrowed(given);
    }
    Cow::Owned(initials(given, with, name.initialize, form.hyphen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_found() {
        let check = |family: &str, given: &str, expected: [&str; 4]| {
            let person = Person::person(family, given);
            let parts = parts(&person);
            let found = [&*parts.given, &*parts.dropping, &*parts.non_dropping, &*parts.family];
            assert_eq!(found, expected);
        };
        check("van der Berg", "Jan", ["Jan", "", "van der", "Berg"]);
        check("Beethoven", "Ludwig van", ["Ludwig", "van", "", "Beethoven"]);
        check("d’Alembert", "Jean", ["Jean", "", "d’", "Alembert"]);
        check("Van Dongen", "A.", ["A.", "", "", "Van Dongen"]);
    }
}
