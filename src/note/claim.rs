//! The claim of a note, and the concepts that it names.

use std::ops::Range;

use super::page::{Block, BlockKind, Page};
use super::target::{HELD_BAR, Meaning, Target};
use super::{Claim, Concept};
use crate::settings::Settings;

/// Where a note's claim was looked for.
pub(super) enum Found<'a> {
    /// Here it is.
    Claim(Claim, Vec<&'a Block>),
    /// Its heading is there, but nothing under it.
    Empty(Range<usize>),
    /// There is neither a heading nor text.
    Nothing,
}

/// Finds the claim: the text under a heading for claims, else the first text of the note.
///
/// The section ends at the next heading of the same level or a higher one. Tables, code, callouts that give
/// a reference and inline fields are no part of a claim.
pub(super) fn find<'a>(text: &str, page: &'a Page, settings: &Settings) -> Found<'a> {
    let blocks = &page.blocks;
    let heading = blocks.iter().position(|block| is_claim_heading(block, settings));
    let section: Vec<&Block> = match heading.map(|at| (at, blocks[at].kind)) {
        Some((at, BlockKind::Heading(level))) => blocks[at + 1..]
            .iter()
            .take_while(|block| !matches!(block.kind, BlockKind::Heading(other) if other <= level))
            .filter(|block| is_text(block))
            .collect(),
        _ => first_text(blocks),
    };
    let Some((first, last)) = section.first().zip(section.last()) else {
        return match heading {
            Some(at) => Found::Empty(blocks[at].rich.span.clone()),
            None => Found::Nothing,
        };
    };
    let span = first.rich.span.start..last.rich.span.end;
    let plain: Vec<&str> = section.iter().map(|block| without_ids(&block.rich.text)).collect();
    let markdown: Vec<String> =
        section.iter().map(|block| markdown(text, block, &section)).collect();
    let claim = Claim {
        plain: without_comments(&plain.join("\n")).trim().to_owned(),
        markdown: without_comments(&markdown.join("\n")).trim().to_owned(),
        span,
    };
    match claim.plain.is_empty() {
        true => Found::Empty(claim.span),
        false => Found::Claim(claim, section),
    }
}

/// Whether a note has a heading for claims.
pub(super) fn has_heading(page: &Page, settings: &Settings) -> bool {
    page.blocks.iter().any(|block| is_claim_heading(block, settings))
}

fn is_claim_heading(block: &Block, settings: &Settings) -> bool {
    let title = block.rich.text.trim_end_matches([':', ' ']).to_lowercase();
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    is_heading && settings.notes.claim_headings.iter().any(|name| name.to_lowercase() == title)
}

/// The concepts in a claim: what its links name, but for sources, their contents and other claims.
pub(super) fn concepts(section: &[&Block], settings: &Settings) -> Vec<Concept> {
    let links = section.iter().flat_map(|block| block.rich.notes());
    let named = links.filter_map(|(target, _)| match target.meaning(&settings.folders) {
        Meaning::Concept | Meaning::Other => Some(Concept(target.base().to_owned())),
        Meaning::Source(_) | Meaning::Content(_) | Meaning::Claim => None,
    });
    named.filter(|concept| !concept.0.is_empty()).collect()
}

fn is_text(block: &Block) -> bool {
    block.kind == BlockKind::Text
        && !is_field(&block.rich.text)
        && !block.rich.text.starts_with("[!")
}

/// The first paragraph, or the whole of the first list.
fn first_text(blocks: &[Block]) -> Vec<&Block> {
    let mut texts = blocks.iter().skip_while(|block| !is_text(block));
    let Some(first) = texts.next() else { return Vec::new() };
    let rest = texts.take_while(|block| first.lists > 0 && block.lists > 0 && is_text(block));
    std::iter::once(first).chain(rest).collect()
}

/// Whether every line of a text is an inline field, `Key:: value`.
pub(super) fn is_field(text: &str) -> bool {
    text.lines().all(|line| field(line).is_some())
}

/// Takes an inline field apart: `Key:: value`.
///
/// Source: Dataview documentation, "Adding metadata: inline fields"; a key is a few words, and may be marked.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once("::")?;
    let key = key.trim_matches(|c: char| " \t>-*_([".contains(c));
    let is_key = key.chars().any(char::is_alphabetic)
        && key.chars().count() <= 60
        && key.chars().all(|c| c.is_alphanumeric() || " _-/".contains(c) || !c.is_ascii());
    let separate = value.is_empty() || value.starts_with([' ', '\t', '[', '"', '*']);
    (is_key && (separate || !key.contains(' '))).then_some((key, value.trim()))
}

/// A block as Markdown: its source with plain bars in wikilinks, and a bullet where several items stand.
fn markdown(text: &str, block: &Block, section: &[&Block]) -> String {
    let source = text.get(block.rich.span.clone()).unwrap_or_default();
    let bullet = match block.lists {
        depth if depth > 0 && section.len() > 1 => format!("{}- ", "  ".repeat(depth.min(9) - 1)),
        _ => String::new(),
    };
    bullet + &normal_links(without_ids(source))
}

/// Writes each `[[target\|label]]` as `[[target|label]]`.
fn normal_links(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, link, after)) = rest.split_once("[[").and_then(|(before, rest)| {
        let (link, after) = rest.split_once("]]")?;
        Some((before, link, after))
    }) {
        out.push_str(before);
        match link.split_once(['|', HELD_BAR]) {
            Some((path, label)) => {
                let target = Target::wikilink(path.trim_end_matches('\\'));
                out.push_str(&format!("[[{}|{}]]", target.path, label.trim()));
            }
            None => out.push_str(&format!("[[{}]]", Target::wikilink(link).path)),
        }
        rest = after;
    }
    out + rest
}

/// Takes off a block's id, ` ^id` or `{ #id}`, at the end of its text.
///
/// Source: Obsidian help, "Link to a block in a note"; the Digital Garden plugin writes the second form.
fn without_ids(text: &str) -> &str {
    let text = text.trim_end();
    let is_id = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '-');
    if let Some((before, id)) = text.rsplit_once(" ^").or_else(|| text.rsplit_once("\n^"))
        && is_id(id)
    {
        return before.trim_end();
    }
    let attributes = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    match attributes {
        Some((before, inner)) if inner.trim().strip_prefix(['#', '.']).is_some_and(is_id) => {
            before.trim_end()
        }
        _ => text,
    }
}

/// Takes out Obsidian's comments, `%%…%%`; one without an end stays.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("%%") {
        let Some((_, after)) = after.split_once("%%") else { break };
        out.push_str(before);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::markup;

    fn check(text: &str, plain: &str, marked: &str) {
        let page = markup::read(text, 0);
        match find(text, &page, &Settings::default()) {
            Found::Claim(claim, _) => {
                assert_eq!((claim.plain.as_str(), claim.markdown.as_str()), (plain, marked));
                assert!(text.get(claim.span).is_some());
            }
            Found::Empty(_) | Found::Nothing => assert_eq!(plain, "", "{text}"),
        }
    }

    #[test]
    fn one_item() {
        check(
            "# Content\n- Shade *slows* [[Tags/Tree growth\\|growth]] by >= 5%\n# References\n- x\n",
            "Shade slows growth by >= 5%",
            "Shade *slows* [[Tags/Tree growth|growth]] by >= 5%",
        );
    }

    #[test]
    fn several_items_keep_their_bullets() {
        check("## Claim\n- a\n  - b\n- c\n## Next\n", "a\nb\nc", "- a\n  - b\n- c");
    }

    #[test]
    fn fields_ids_comments_and_tables_are_left_out() {
        check(
            "# Content\nTrees grow %%check%% ^id1\n\nSource:: [[a]]\n\n|a|\n|-|\n|b|\n",
            "Trees grow",
            "Trees grow",
        );
        check("# Content\nTrees grow\n{ #id1}\n", "Trees grow", "Trees grow");
    }

    #[test]
    fn without_heading_the_first_text_counts() {
        check("# Title\n\nTrees grow.\n\nMore.", "Trees grow.", "Trees grow.");
        check("- a\n- b\n\ntext", "a\nb", "- a\n- b");
    }

    #[test]
    fn nothing() {
        check("# Content\n\n# References\ntext", "", "");
        check("", "", "");
    }
}
