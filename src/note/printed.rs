//! The formatted references that a note prints, each with the key that stands beside it.

use std::ops::Range;

use super::page::{Block, BlockKind, Destination, Page, Rich, Row};
use super::statements::{self, Statement};
use super::target::Meaning;
use super::{Link, Mention, PrintedReference};
use super::{claim, listing};
use crate::model::CiteKey;
use crate::reflist::label_and_body;
use crate::settings::{Folders, Settings};
use crate::source::Source;

/// Callouts that hold a formatted reference.
const CALLOUTS: [&str; 5] = ["cite", "citation", "bibliography", "reference", "source"];

/// Gathers references from table rows, callouts, fields, and from lists under headings for references; `key` is that of the note's own source.
pub(super) fn gather(
    source: &Source,
    page: &Page,
    fields: &[Statement],
    key: Option<&Mention<CiteKey>>,
    settings: &Settings,
) -> Vec<PrintedReference> {
    let mut references: Vec<PrintedReference> =
        page.rows.iter().flat_map(|row| in_row(row, source, &settings.folders)).collect();
    let own_key = || key.map(|key| key.value.clone());
    references.extend(in_callouts(page, source).map(|reference| reference.with_key(own_key())));
    references.extend(in_sections(page, source, settings));
    if key.is_some() {
        let stated = fields
            .iter()
            .filter(|field| statements::is_one_of(&field.key, &settings.notes.reference_fields));
        references.extend(stated.map(|field| {
            let rich =
                Rich { text: field.value.clone(), span: field.span.clone(), ..Rich::default() };
            printed(&rich, source).with_key(own_key())
        }));
    }
    references.sort_by_key(|reference| reference.place.span.start);
    references
}

impl PrintedReference {
    fn with_key(self, key: Option<CiteKey>) -> Self {
        Self { key, ..self }
    }
}

/// The references of a row: its cell of text, for the key in another cell.
///
/// Of several cells of text the longest is the reference; a list of references pairs with a list of as many
/// keys. A row without a key has none.
fn in_row(row: &Row, source: &Source, folders: &Folders) -> Vec<PrintedReference> {
    let mut keys: Vec<CiteKey> = Vec::new();
    let mut text: Option<&Vec<Rich>> = None;
    let length = |cell: &Vec<Rich>| cell.iter().map(|item| item.text.len()).sum::<usize>();
    for cell in &row.cells {
        let mut is_text = !cell.iter().any(Rich::is_link);
        for (target, _) in cell.iter().flat_map(Rich::notes) {
            match target.meaning(folders) {
                Meaning::Source(key) => {
                    is_text = false;
                    if !keys.contains(&key) && keys.len() < 1000 {
                        keys.push(key);
                    }
                }
                Meaning::Content(_) | Meaning::Claim => is_text = false,
                Meaning::Concept | Meaning::Other => {}
            }
        }
        if is_text && text.is_none_or(|longest| length(cell) > length(longest)) {
            text = Some(cell);
        }
    }
    let Some(cell) = text.filter(|_| !keys.is_empty()) else { return Vec::new() };
    if keys.len() == cell.len() {
        let pairs = cell.iter().zip(keys);
        return pairs.map(|(item, key)| printed(item, source).with_key(Some(key))).collect();
    }
    // One key beside a list is one reference in pieces; otherwise nothing says which key it is.
    let key = if keys.len() == 1 { keys.pop() } else { None };
    match (key, cell.as_slice()) {
        (key, [item]) => vec![printed(item, source).with_key(key)],
        (_, items) => items.iter().map(|item| printed(item, source)).collect(),
    }
}

/// The references in callouts such as `> [!cite]`.
///
/// Many vaults put quotations there; a reference has a year, or says that there is none, or a link.
///
/// Source: Obsidian help, "Callouts": the type in brackets, then `+` or `-`, then a title.
fn in_callouts<'a>(
    page: &'a Page,
    source: &'a Source,
) -> impl Iterator<Item = PrintedReference> + use<'a> {
    page.blocks.iter().enumerate().filter_map(move |(at, block)| {
        let body = callout(page, at, source)?;
        if !body.text.is_empty() {
            return is_dated(&body).then(|| printed(&body, source));
        }
        let quote = block.quote?;
        let next = page.blocks.get(at + 1);
        let is_inside = |next: &&Block| next.quote == Some(quote) && next.kind == BlockKind::Text;
        let next = next.filter(is_inside).filter(|next| is_dated(&next.rich));
        next.map(|next| printed(&next.rich, source))
    })
}

/// The shortest text that is taken for a reference because of where it stands.
const SHORTEST: usize = 40;

/// The references in paragraphs and lists under a heading such as `Bibliography`.
///
/// People put other things there, too: links to notes, fields, remarks. A reference has a year or an address
/// beside its links to notes, and a source's note that it links to gives its key.
fn in_sections(page: &Page, source: &Source, settings: &Settings) -> Vec<PrintedReference> {
    let chosen = listing::choose(page);
    let mut references = Vec::new();
    if !chosen.is_announced {
        return references;
    }
    for (block, _) in page.blocks.iter().zip(&chosen.blocks).filter(|(_, chosen)| **chosen) {
        // Callouts and what stands in them have rules of their own.
        if block.kind != BlockKind::Text
            || block.quote.is_some()
            || claim::is_field(&block.rich.text)
        {
            continue;
        }
        let mut keys: Vec<CiteKey> = Vec::new();
        let mut is_evidence = false;
        for (target, _) in block.rich.notes() {
            match target.meaning(&settings.folders) {
                Meaning::Source(key) => keys.extend((!keys.contains(&key)).then_some(key)),
                Meaning::Content(_) | Meaning::Claim => is_evidence = true,
                Meaning::Concept | Meaning::Other => {}
            }
        }
        let rich = without_link_before(&block.rich, source);
        let (_, body) = label_and_body(&rich.text);
        let rich = if body > 0 { tail(&rich, &rich.text[body..], source) } else { rich };
        let is_free = rich.notes().next().is_none();
        let is_long = rich.text.chars().count() >= SHORTEST;
        let is_said = rich.text.contains(", ") || rich.text.contains(". ");
        if is_evidence || keys.len() > 1 || !(is_free && is_long && is_said && is_dated(&rich)) {
            continue;
        }
        references.push(printed(&rich, source).with_key(keys.pop()));
    }
    references
}

/// A text without the link to a note that it begins with: `[[doeTrees2020]]: Doe, J. …`.
fn without_link_before(rich: &Rich, source: &Source) -> Rich {
    let first = rich.links.first().filter(|link| link.label.start == 0);
    match first.map(|link| (&link.to, link.label.end)) {
        Some((Destination::Note(_), end)) => {
            let is_mark = |c: char| c.is_whitespace() || ":-–—.,|".contains(c);
            tail(rich, rich.text[end..].trim_start_matches(is_mark), source)
        }
        _ => rich.clone(),
    }
}

/// Whether a block begins a callout that is made for references.
pub(super) fn is_callout(block: &Block) -> bool {
    let kind = block.quote.and_then(|_| block.rich.text.strip_prefix("[!")?.split_once(']'));
    kind.is_some_and(|(kind, _)| CALLOUTS.contains(&&*kind.trim().to_lowercase()))
}

/// The text of such a callout, which may be empty: then it stands in the next block.
pub(super) fn callout(page: &Page, at: usize, source: &Source) -> Option<Rich> {
    let block = page.blocks.get(at).filter(|block| is_callout(block))?;
    let (_, rest) = block.rich.text.split_once(']')?;
    let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
    // A title names the callout, unless it has the year that every reference has.
    let is_title = !has_year(title);
    let text = if is_title { body } else { rest.trim_start_matches(['+', '-']) };
    match text.trim() {
        "" => Some(Rich { span: block.rich.span.clone(), ..Rich::default() }),
        _ => Some(tail(&block.rich, text, source)),
    }
}

/// Whether a text has a year, says that it has none, or leads to the web.
fn is_dated(rich: &Rich) -> bool {
    let is_web =
        |to: &Destination| matches!(to, Destination::Web(href) if href.starts_with("http"));
    has_year(&rich.text)
        || rich.text.contains("n.d.")
        || rich.text.contains("http")
        || rich.links.iter().any(|link| is_web(&link.to))
}

fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && ("1400".."2100").contains(&number))
}

/// The end of a text, with its links.
fn tail(rich: &Rich, text: &str, source: &Source) -> Rich {
    let trimmed = text.trim_start();
    let cut = rich.text.len() - trimmed.len();
    let links =
        rich.links.iter().filter(|link| link.label.start >= cut).cloned().map(|mut link| {
            link.label = link.label.start - cut..link.label.end - cut;
            link
        });
    // The place begins where the text does, if that is written as it reads.
    let raw = source.text.get(rich.span.clone()).unwrap_or_default();
    let line = trimmed.lines().next().unwrap_or_default();
    let start = raw.find(line).map_or(rich.span.start, |at| rich.span.start + at);
    let behind = |at: &usize| *at >= cut;
    let italics = rich.italics.iter().filter(|span| behind(&span.start));
    let breaks = rich.breaks.iter().filter(|(at, _)| behind(at));
    Rich {
        text: trimmed.to_owned(),
        links: links.collect(),
        italics: italics.map(|span| span.start - cut..span.end - cut).collect(),
        breaks: breaks.map(|(at, raw)| (at - cut, *raw)).collect(),
        span: start..rich.span.end,
    }
}

/// A text as a reference: its links out of the vault, and the addresses that it spells out.
fn printed(rich: &Rich, source: &Source) -> PrintedReference {
    let mut links: Vec<Link> = Vec::new();
    for link in &rich.links {
        if let Destination::Web(href) = &link.to {
            links.push(Link { span: link.label.clone(), href: href.clone() });
        }
    }
    let spelled = spelled_addresses(&rich.text);
    let is_free = |span: &Range<usize>| {
        !rich.links.iter().any(|link| link.label.start < span.end && span.start < link.label.end)
    };
    links.extend(
        spelled
            .into_iter()
            .filter(is_free)
            .take(100)
            .map(|span| Link { href: rich.text[span.clone()].to_owned(), span }),
    );
    links.sort_by_key(|link| link.span.start);
    let place = source.place(rich.span.clone());
    PrintedReference { key: None, text: rich.text.clone(), links, place }
}

/// Addresses in running text; a stop or an unpaired bracket at the end belongs to the sentence.
///
/// Source: GFM, "Autolinks (extension)", on trailing punctuation.
fn spelled_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("http").map(|start| at + start) {
        let rest = &text[start..];
        let end =
            rest.find(|c: char| c.is_whitespace() || "<>\"”“".contains(c)).unwrap_or(rest.len());
        at = start + end.max(4);
        let mut address = &rest[..end];
        if !(address.starts_with("http://") || address.starts_with("https://")) {
            continue;
        }
        loop {
            let trimmed =
                address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_']);
            let unpaired = trimmed.ends_with(')')
                && trimmed.matches(')').count() > trimmed.matches('(').count();
            let next = if unpaired { &trimmed[..trimmed.len() - 1] } else { trimmed };
            if next.len() == address.len() {
                break;
            }
            address = next;
        }
        if address.len() > "https://".len() {
            found.push(start..start + address.len());
        }
    }
    found
}
