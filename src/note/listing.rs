//! What a page lists: the texts that may be references, under the headings that announce them.

use std::ops::Range;

use super::Link;
use super::frontmatter;
use super::headings::announces_references;
use super::html;
use super::markup;
use super::page::{Block, BlockKind, Destination, Page, Rich, Row};
use super::printed;
use crate::source::Source;

/// The texts of a page that may be references.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The texts, in the order of the file.
    pub(crate) items: Vec<ListItem>,
    /// Where other text stands.
    pub(crate) others: Vec<Range<usize>>,
}

/// A paragraph, the text of a list's item, an entry, a footnote, or the cells of a row.
#[derive(Debug, Default)]
pub(crate) struct ListItem {
    /// The text with its marks; several of them are the cells of a row.
    pub(crate) texts: Vec<ListText>,
    /// The number or name that stands before it.
    pub(crate) label: Option<String>,
    /// Whether its lines are as they are written.
    pub(crate) is_code: bool,
    /// Whether its markup says that it is one reference.
    pub(crate) is_whole: bool,
}

/// A text with its marks.
#[derive(Debug, Default)]
pub(crate) struct ListText {
    pub(crate) text: String,
    pub(crate) links: Vec<Link>,
    pub(crate) italics: Vec<Range<usize>>,
    /// The ends of lines: offsets in the text and in the file.
    pub(crate) breaks: Vec<(usize, usize)>,
    pub(crate) span: Range<usize>,
}

/// Lists the references of a Markdown text.
pub(crate) fn of_markdown(source: &Source) -> Listing {
    let start = frontmatter::read(source).value.end;
    let page = markup::read(&source.text, start);
    let chosen = choose(&page);
    listing(source, &page, &chosen)
}

/// Lists the references of a page of HTML: those that a citation processor marked, if it did.
pub(crate) fn of_html(source: &Source) -> Listing {
    let page = html::page(&source.text);
    let mut chosen = choose(&page);
    if page.blocks.iter().any(|block| block.is_entry) {
        chosen.blocks = page.blocks.iter().map(|block| block.is_entry).collect();
        chosen.rows = vec![false; page.rows.len()];
    }
    listing(source, &page, &chosen)
}

/// Which blocks and rows of a page are listed.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) blocks: Vec<bool>,
    pub(super) rows: Vec<bool>,
    /// Whether the page has a heading that announces references.
    pub(super) is_announced: bool,
}

/// Chooses what stands under the headings that announce references; of a page without one everything that
/// is no heading and not beside the page's text. A callout that is made for references is always chosen.
///
/// A section ends with the next heading of its level or above. A paragraph that says no more than such a
/// heading is one, of the lowest level; what stands beside the page's text belongs to a heading there.
pub(super) fn choose(page: &Page) -> Chosen {
    let headings: Vec<Option<(u8, bool)>> = page.blocks.iter().map(heading).collect();
    let is_announced = headings.iter().flatten().any(|(_, announces)| *announces);
    let mut open: Option<(u8, Option<usize>)> = None;
    // Where sections begin and end, for the rows.
    let mut bounds: Vec<(usize, bool)> = vec![(0, false)];
    let mut blocks = Vec::with_capacity(page.blocks.len());
    let mut before = None;
    for (block, heading) in page.blocks.iter().zip(&headings) {
        if let Some((level, announces)) = *heading {
            match open {
                _ if announces && open.is_none_or(|(above, _)| level <= above) => {
                    open = Some((level, block.aside));
                }
                Some((above, _)) if level <= above => open = None,
                _ => {}
            }
            bounds.push((block.rich.span.start, open.is_some()));
            blocks.push(false);
            continue;
        }
        let is_inside = match is_announced {
            true => open.is_some_and(|(_, aside)| aside == block.aside),
            false => block.aside.is_none(),
        };
        // The text of a callout may be a block of its own.
        let in_callout = before.is_some_and(|before: &Block| {
            printed::is_callout(before) && before.quote == block.quote
        });
        before = Some(block);
        blocks.push(is_inside || in_callout || printed::is_callout(block));
    }
    let is_inside = |row: &Row| {
        let start = row.cells.iter().flatten().map(|cell| cell.span.start).next().unwrap_or(0);
        let next = bounds.partition_point(|(at, _)| *at <= start);
        !is_announced || next.checked_sub(1).is_some_and(|at| bounds[at].1)
    };
    Chosen { blocks, rows: page.rows.iter().map(is_inside).collect(), is_announced }
}

/// The level of a heading, and whether it announces references.
fn heading(block: &Block) -> Option<(u8, bool)> {
    let announces = || announces_references(&block.rich.text);
    match block.kind {
        BlockKind::Heading(level) => Some((level, announces())),
        BlockKind::Text if block.rich.links.is_empty() && block.label.is_none() && announces() => {
            Some((7, true))
        }
        BlockKind::Text | BlockKind::Code => None,
    }
}

fn listing(source: &Source, page: &Page, chosen: &Chosen) -> Listing {
    let mut listing = Listing::default();
    for (at, (block, chosen)) in page.blocks.iter().zip(&chosen.blocks).enumerate() {
        if heading(block).is_some() {
            continue;
        }
        let rich = match printed::callout(page, at, source) {
            // Its type and title are no text; the reference may stand in the next block.
            Some(body) if body.text.is_empty() => continue,
            Some(body) => body,
            None => block.rich.clone(),
        };
        match chosen {
            true => listing.items.push(ListItem {
                texts: vec![text(rich)],
                label: block.label.clone(),
                is_code: block.kind == BlockKind::Code,
                is_whole: block.is_entry,
            }),
            false => listing.others.push(rich.span),
        }
    }
    for (row, chosen) in page.rows.iter().zip(&chosen.rows) {
        let cells: Vec<ListText> = row.cells.iter().flatten().cloned().map(text).collect();
        match chosen {
            true => listing.items.push(ListItem { texts: cells, ..ListItem::default() }),
            false => listing.others.extend(cells.into_iter().map(|cell| cell.span)),
        }
    }
    listing.items.sort_by_key(|item| item.texts.first().map(|text| text.span.start));
    listing.others.sort_by_key(|span| span.start);
    listing
}

fn text(rich: Rich) -> ListText {
    let links = rich.links.into_iter().filter_map(|link| match link.to {
        Destination::Web(href) => Some(Link { span: link.label, href }),
        Destination::Note(_) | Destination::Page => None,
    });
    ListText {
        links: links.filter(|link| !link.href.starts_with('#')).collect(),
        text: rich.text,
        italics: rich.italics,
        breaks: rich.breaks,
        span: rich.span,
    }
}
