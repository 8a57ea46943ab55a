//! What a note states about itself: its kind, its key, its times.

use std::ops::Range;

use super::claim;
use super::content::{ContentName, is_bare_key};
use super::frontmatter::{FrontMatter, folded};
use super::page::{BlockKind, Page};
use super::target::Target;
use super::{Concept, Mention, NoteKind};
use crate::model::CiteKey;
use crate::settings::Settings;
use crate::source::Source;

/// Front matter fields that say what a note is.
const KIND_FIELDS: [&str; 4] = ["kind", "type", "notetype", "fileclass"];
/// Front matter fields with the time a note was made.
const CREATED_FIELDS: [&str; 6] =
    ["created", "dgcreated", "datecreated", "createdat", "creationdate", "date"];
/// Front matter fields with the time a note was changed.
const UPDATED_FIELDS: [&str; 6] =
    ["updated", "dgupdated", "modified", "dateupdated", "datemodified", "lastmod"];

/// A field of a note, from its front matter or from a line `Key:: value`.
pub(super) struct Statement {
    /// The name as [`folded`].
    pub key: String,
    /// One value.
    pub value: String,
    /// The bytes of the file that state it.
    pub span: Range<usize>,
}

/// The note's name: the file name without its extension.
pub(super) fn name(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.rsplit_once('.') {
        Some((stem, end))
            if end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown") =>
        {
            stem
        }
        _ => file,
    }
}

/// The fields of a note: those of its front matter, then its inline fields.
pub(super) fn fields(source: &Source, front: &FrontMatter, page: &Page) -> Vec<Statement> {
    let stated = front.fields.iter().flat_map(|field| {
        field.values.iter().map(|(value, span)| Statement {
            key: field.key.clone(),
            value: value.clone(),
            span: span.clone(),
        })
    });
    let text = page.blocks.iter().filter(|block| block.kind == BlockKind::Text);
    let inline = text.filter(|block| block.rich.text.contains("::")).flat_map(|block| {
        let span = block.rich.span.clone();
        let raw = source.text.get(span.clone()).unwrap_or_default();
        let lines = raw.split_inclusive('\n').scan(span.start, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        lines.filter_map(|(start, line)| {
            let (key, value) = claim::field(line)?;
            let value = value.trim_matches(['*', ' ']);
            let at = start + line.rfind(value)?;
            let span = at..at + value.len();
            Some(Statement { key: folded(key), value: value.to_owned(), span })
        })
    });
    let inline: Vec<Statement> = inline.collect();
    stated.chain(inline).filter(|field| !field.value.trim().is_empty()).collect()
}

/// What the note is: by a field that names a kind, else by its folder, else by the folder that it was
/// published from; a note with a key is about a source.
pub(super) fn kind(
    path: &str,
    name: &str,
    permalink: Option<&str>,
    fields: &[Statement],
    settings: &Settings,
) -> NoteKind {
    let stated = fields.iter().filter(|field| KIND_FIELDS.contains(&&*field.key));
    let stated = stated.filter_map(|field| settings.folders.kind_named(&field.value)).next();
    // `/research/quick-notes/2025-01-17-14-20-15/`: a permalink has hyphens for spaces.
    let published = || {
        let path = permalink?.trim_matches('/').replace('-', " ");
        settings.folders.kind_of(&path)
    };
    let by_folder = || settings.folders.kind_of(path).or_else(published);
    stated.or_else(by_folder).unwrap_or_else(|| {
        let has_key = fields.iter().any(|field| is_one_of(&field.key, &settings.notes.key_fields));
        match has_key || (name.starts_with('@') && is_bare_key(name)) {
            true => NoteKind::Source,
            false => NoteKind::Other,
        }
    })
}

/// The key of the source that a note is about: a field states it, or the note's name does.
pub(super) fn key(
    source: &Source,
    name: &str,
    kind: NoteKind,
    fields: &[Statement],
    settings: &Settings,
) -> Option<Mention<CiteKey>> {
    if kind.is_claim() {
        return None;
    }
    let is_key = |field: &&Statement| is_one_of(&field.key, &settings.notes.key_fields);
    let stated = fields.iter().filter(is_key).find_map(|field| {
        let text = field.value.trim().trim_start_matches("[[").trim_end_matches("]]");
        let text = text.trim_start_matches('@');
        let key = CiteKey::parse(text).ok().filter(|_| !text.contains(char::is_whitespace))?;
        Some(Mention { value: key, place: source.place(field.span.clone()) })
    });
    let bare = name.strip_prefix('@').unwrap_or(name);
    let named = || match kind {
        NoteKind::Source => ContentName::parse(name).key.or_else(|| CiteKey::parse(bare).ok()),
        NoteKind::SourceContent => ContentName::parse(name).key,
        _ if is_bare_key(name) => CiteKey::parse(bare).ok(),
        _ => None,
    };
    stated.or_else(|| Some(Mention { value: named()?, place: source.place(0..0) }))
}

/// Whether a folded name is one of these field names.
pub(super) fn is_one_of(key: &str, names: &[String]) -> bool {
    names.iter().any(|name| folded(name) == key)
}

/// The title, if it is not the name.
pub(super) fn title(front: &FrontMatter, name: &str) -> Option<String> {
    let title = front.first(&["title"]).map(|(value, _)| value.trim().to_owned());
    title.filter(|title| title != name)
}

/// When the note was made.
pub(super) fn created(front: &FrontMatter, name: &str) -> Option<String> {
    let stated = front.first(&CREATED_FIELDS).map(|(value, _)| iso_time(value));
    stated.filter(|value| value.starts_with(|c: char| c.is_ascii_digit())).or_else(|| time_in(name))
}

/// When the note was changed.
pub(super) fn updated(front: &FrontMatter) -> Option<String> {
    front.first(&UPDATED_FIELDS).map(|(value, _)| iso_time(value))
}

/// Writes `2025-01-29 10:39:27` with the `T` of ISO 8601; any other form stays as it is.
fn iso_time(value: &str) -> String {
    let value = value.trim();
    match value.split_once(' ') {
        Some((day, time)) if digits_as_zeros(day) == "0000-00-00" && time.contains(':') => {
            format!("{day}T{}", time.trim_start())
        }
        _ => value.to_owned(),
    }
}

/// The form of a date or a time: each digit as `0`.
fn digits_as_zeros(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Reads `2025-01-29 10-39-27` at the begin of a name as `2025-01-29T10:39:27`.
fn time_in(name: &str) -> Option<String> {
    let stamp = name.get(..19)?;
    let is_time = matches!(&*digits_as_zeros(stamp), "0000-00-00 00-00-00" | "0000-00-00T00-00-00");
    let in_range = |range: Range<usize>, most: u32| {
        stamp.get(range).and_then(|part| part.parse().ok()).is_some_and(|part: u32| part <= most)
    };
    let valid = is_time
        && in_range(5..7, 12)
        && in_range(8..10, 31)
        && in_range(11..13, 23)
        && in_range(14..16, 59)
        && in_range(17..19, 60);
    valid.then(|| format!("{}T{}", &stamp[..10], stamp[11..].replace('-', ":")))
}

/// The tags in a front matter value: one, or several between commas or spaces.
///
/// Source: Obsidian help, "Tags": a tag has no space.
pub(super) fn tags((value, _): &(String, Range<usize>)) -> Vec<Concept> {
    let names = value.split([',', ' ']).map(|tag| tag.trim().trim_start_matches('#'));
    names.filter(|tag| !tag.is_empty()).map(|tag| Concept(tag.to_owned())).collect()
}

/// The text of a note without its tables and fields; headings with nothing below them are left out.
pub(super) fn excerpt(page: &Page) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut headings: Vec<(u8, &str)> = Vec::new();
    for block in &page.blocks {
        let text = block.rich.text.as_str();
        match block.kind {
            BlockKind::Heading(level) => {
                headings.retain(|(above, _)| *above < level);
                headings.push((level, text));
            }
            BlockKind::Text if claim::is_field(text) => {}
            BlockKind::Text | BlockKind::Code if text.is_empty() => {}
            BlockKind::Text | BlockKind::Code => {
                parts.extend(headings.drain(..).map(|(_, heading)| heading));
                parts.push(text);
            }
        }
    }
    claim::without_comments(&parts.join("\n")).trim().to_owned()
}

/// The notes that a field's value links to, `[[a]], [[b]]`, with the bytes that name them.
pub(super) fn links(
    value: &str,
    span: &Range<usize>,
    source: &Source,
) -> Vec<(Target, Range<usize>)> {
    let mut links = Vec::new();
    let mut at = 0;
    let raw = source.text.get(span.clone()).unwrap_or_default();
    while let Some(open) = value[at..].find("[[").map(|open| at + open + 2) {
        let Some(close) = value[open..].find("]]").map(|close| open + close) else { break };
        let inner = &value[open..close];
        let target = Target::wikilink(inner);
        let named = inner.split(['|', '#']).next().unwrap_or_default().trim_end_matches('\\');
        // The value may be written with escapes; then the whole of it is the place.
        let place = match raw.get(open..).is_some_and(|rest| rest.starts_with(named)) {
            true => span.start + open..span.start + open + named.len(),
            false => span.clone(),
        };
        links.push((target, place));
        at = close + 2;
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, time: Option<&str>) {
        assert_eq!(time_in(name).as_deref(), time, "{name}");
    }

    #[test]
    fn times_in_names() {
        check("2025-01-29 10-39-27", Some("2025-01-29T10:39:27"));
        check("2025-01-29 10-39-27 trees", Some("2025-01-29T10:39:27"));
        check("2025-13-29 10-39-27", None);
        check("2025-01-29", None);
        check("ééééééééééééé", None);
    }

    #[test]
    fn stated_times() {
        assert_eq!(iso_time("2025-01-29 10:39"), "2025-01-29T10:39");
        assert_eq!(iso_time("29 January 2025"), "29 January 2025");
    }

    #[test]
    fn names() {
        assert_eq!(name("A/b.c.md"), "b.c");
        assert_eq!(name("Vol. 2"), "Vol. 2");
    }

    #[test]
    fn links_in_values() {
        let source = Source::new("a.md", "x: [[a\\|b]], [[c]]");
        let found = links("[[a\\|b]], [[c]]", &(3..source.text.len()), &source);
        let found: Vec<&str> = found.iter().map(|(_, span)| &source.text[span.clone()]).collect();
        assert_eq!(found, ["a", "c"]);
    }
}
