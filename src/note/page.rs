//! What a page shows, in reading order: blocks of text, rows of tables, and the links in both.
//!
//! Markdown and HTML are read into this one form, so nothing behind it asks which of the two a table was
//! written in. It is flat: depth in the input costs no recursion here.

use std::mem;
use std::ops::Range;

use super::target::Target;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Headings and text, in order.
    pub blocks: Vec<Block>,
    /// The rows of all tables with data in them, in order.
    pub rows: Vec<Row>,
    /// Where tables begin that have no end.
    pub unclosed: Vec<Range<usize>>,
}

/// A piece of text without structure inside.
#[derive(Debug)]
pub(super) struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub rich: Rich,
    /// How many lists it is in.
    pub lists: usize,
    /// The number of the list's item, or the name of the footnote, that it begins.
    pub label: Option<String>,
    /// The innermost element beside the page's own text, such as its navigation, by where that begins.
    pub aside: Option<usize>,
    /// Whether a citation processor wrote it as an entry of a list.
    pub is_entry: bool,
    /// The innermost quotation that it stands in, by where that begins.
    pub quote: Option<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph or the text of a list item.
    Text,
    /// Code.
    Code,
}

/// A row of a table. A cell is a list of items; most have one.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The cells.
    pub cells: Vec<Vec<Rich>>,
}

/// Text with links.
#[derive(Debug, Clone, Default)]
pub(super) struct Rich {
    /// The text without markup.
    pub text: String,
    /// The links in it.
    pub links: Vec<PageLink>,
    /// Byte offsets of what is in italics in the text.
    pub italics: Vec<Range<usize>>,
    /// The ends of its lines: where they are in the text, and where in the file.
    pub breaks: Vec<(usize, usize)>,
    /// The bytes of the file that it stands in.
    pub span: Range<usize>,
}

/// A link in a text.
#[derive(Debug, Clone)]
pub(super) struct PageLink {
    /// Byte offsets of its label in the text.
    pub label: Range<usize>,
    /// Where it leads.
    pub to: Destination,
    /// Where its target stands in the file.
    pub place: Range<usize>,
}

/// Where a link leads.
#[derive(Debug, Clone)]
pub(super) enum Destination {
    /// To a note.
    Note(Target),
    /// To a published page whose address does not say the note's name; the label does.
    Page,
    /// Out of the vault.
    Web(String),
}

impl Rich {
    fn at(start: usize) -> Self {
        Self { span: start..start, ..Self::default() }
    }

    /// Makes the span hold this one as well.
    fn cover(&mut self, span: &Range<usize>) {
        if self.span.is_empty() {
            self.span.start = span.start;
        }
        self.span.end = self.span.end.max(span.end);
    }

    /// Takes white space off both ends.
    fn trim(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        let start = end - self.text.trim_start().len();
        self.text.drain(..start);
        let shift = |at: usize| at.saturating_sub(start).min(end - start);
        for link in &mut self.links {
            link.label = shift(link.label.start)..shift(link.label.end);
        }
        for span in &mut self.italics {
            *span = shift(span.start)..shift(span.end);
        }
        self.italics.retain(|span| !span.is_empty());
        self.breaks.retain(|(at, _)| (start..end).contains(at));
        for (at, _) in &mut self.breaks {
            *at -= start;
        }
    }

    /// Whether it is nothing but a link to a note.
    pub(super) fn is_link(&self) -> bool {
        let label = self.links.first().filter(|link| matches!(link.to, Destination::Note(_)));
        label.is_some_and(|link| link.label == (0..self.text.len()))
    }

    /// The notes that it links to, and where.
    pub(super) fn notes(&self) -> impl Iterator<Item = (&Target, &Range<usize>)> {
        self.links.iter().filter_map(|link| match &link.to {
            Destination::Note(target) => Some((target, &link.place)),
            Destination::Page | Destination::Web(_) => None,
        })
    }
}

/// Builds a page from pieces in reading order. Any order of calls gives a page.
#[derive(Debug, Default)]
pub(super) struct Builder {
    page: Page,
    block: Option<Block>,
    tables: Vec<Table>,
    link: Option<OpenLink>,
    /// Where the open italics begin in the text, and how many marks of them are open.
    italic: Option<(usize, usize)>,
    kind: Option<BlockKind>,
    label: Option<String>,
    is_entry: bool,
    /// How many elements are open inside the open entry.
    entry: Option<usize>,
    /// The number of the next item of each open list.
    numbers: Vec<Option<u64>>,
    quotes: Vec<usize>,
    asides: Vec<(Vec<u8>, usize)>,
    /// Whether the file is a page of HTML, not a note with HTML in it.
    pub is_html: bool,
    /// How many lists are open around the text.
    pub lists: usize,
}

#[derive(Debug)]
struct OpenLink {
    to: Destination,
    place: Range<usize>,
    start: usize,
}

#[derive(Debug, Default)]
struct Table {
    span: Range<usize>,
    in_head: bool,
    row: Row,
    /// Whether the row holds a cell that is no heading.
    has_data: bool,
    /// The items of the open cell.
    cell: Option<Vec<Rich>>,
}

impl Builder {
    /// Adds text that stands at `span` of the file.
    pub(super) fn text(&mut self, text: &str, span: Range<usize>) {
        let Some(rich) = self.rich(span.start, text.trim().is_empty()) else { return };
        rich.text.push_str(text);
        if !text.trim().is_empty() {
            rich.cover(&span);
        }
    }

    /// Says that the markup at `span` belongs to the text here; `idle` markup opens no block.
    pub(super) fn cover(&mut self, span: &Range<usize>, idle: bool) {
        if let Some(rich) = self.rich(span.start, idle) {
            rich.cover(span);
        }
    }

    /// Adds the end of a line, within a piece of text.
    pub(super) fn line_break(&mut self, at: usize) {
        if let Some(rich) = self.rich(at, true) {
            rich.breaks.push((rich.text.len(), at));
            rich.text.push('\n');
        }
    }

    /// Begins italics.
    pub(super) fn open_italic(&mut self, at: usize) {
        let Some(rich) = self.rich(at, false) else { return };
        let start = rich.text.len();
        let (_, open) = self.italic.get_or_insert((start, 0));
        *open += 1;
    }

    /// Ends italics, if some are open.
    pub(super) fn close_italic(&mut self) {
        if let Some((_, open)) = &mut self.italic {
            *open -= 1;
            if *open == 0 {
                self.end_italic();
            }
        }
    }

    fn end_italic(&mut self) {
        let Some((start, _)) = self.italic.take() else { return };
        let Some(rich) = self.rich(0, true) else { return };
        if start < rich.text.len() {
            rich.italics.push(start..rich.text.len());
        }
    }

    /// Says what stands before the next block, such as the name of a footnote.
    pub(super) fn set_label(&mut self, label: Option<String>) {
        self.label = label;
    }

    /// Begins an entry of a reference list, or an element inside the one that is open.
    pub(super) fn open_entry(&mut self, is_new: bool, at: usize) {
        match &mut self.entry {
            Some(inside) if !is_new => {
                *inside += 1;
                // The columns of an entry: its number, its text.
                self.text(" ", at..at);
            }
            _ => {
                self.open_block(BlockKind::Text, at);
                (self.entry, self.is_entry) = (Some(0), true);
            }
        }
    }

    /// Ends an element of the open entry; says whether there was one.
    pub(super) fn close_entry(&mut self) -> bool {
        match &mut self.entry {
            Some(0) => {
                self.entry = None;
                self.close_block();
                true
            }
            Some(inside) => {
                *inside -= 1;
                true
            }
            None => false,
        }
    }

    /// Whether an entry of a reference list is open.
    pub(super) fn in_entry(&self) -> bool {
        self.entry.is_some()
    }

    /// Begins an element beside the page's own text.
    pub(super) fn open_aside(&mut self, name: &[u8], at: usize) {
        self.close_block();
        self.asides.push((name.to_vec(), at));
    }

    /// Ends the innermost such element of this name, and those in it.
    pub(super) fn close_aside(&mut self, name: &[u8]) {
        self.close_block();
        if let Some(open) = self.asides.iter().rposition(|(open, _)| open == name) {
            self.asides.truncate(open);
        }
    }

    /// Where text goes now: the open cell, else the open block. `idle` text opens no block.
    fn rich(&mut self, start: usize, idle: bool) -> Option<&mut Rich> {
        if let Some(table) = self.tables.last_mut() {
            // Text between the cells of a table is layout.
            return table.cell.as_mut()?.last_mut();
        }
        if self.block.is_none() {
            if idle {
                return None;
            }
            self.block = Some(Block {
                kind: self.kind.unwrap_or(BlockKind::Text),
                rich: Rich::at(start),
                lists: self.lists,
                label: self.label.take(),
                aside: self.asides.last().map(|(_, at)| *at),
                is_entry: mem::take(&mut self.is_entry),
                quote: self.quotes.last().copied(),
            });
        }
        self.block.as_mut().map(|block| &mut block.rich)
    }

    /// Begins a link; its label follows as text.
    pub(super) fn open_link(&mut self, to: Destination, place: Range<usize>) {
        self.close_link();
        if let Some(rich) = self.rich(place.start, false) {
            let start = rich.text.len();
            self.link = Some(OpenLink { to, place, start });
        }
    }

    /// Ends the open link, if there is one.
    pub(super) fn close_link(&mut self) {
        let Some(OpenLink { to, place, start }) = self.link.take() else { return };
        let Some(rich) = self.rich(place.start, true) else { return };
        let label = start.min(rich.text.len())..rich.text.len();
        let to = match to {
            Destination::Page => Destination::Note(Target::path(&rich.text[label.clone()])),
            to => to,
        };
        rich.cover(&place);
        rich.links.push(PageLink { label, to, place });
    }

    /// Begins a block of this kind; text without one is a [`BlockKind::Text`].
    pub(super) fn open_block(&mut self, kind: BlockKind, at: usize) {
        self.close_block();
        self.kind = Some(kind);
        if let BlockKind::Heading(_) = kind {
            // A heading counts even when it is empty: a section begins there.
            self.rich(at, false);
        }
    }

    /// Ends the open block. In a cell this is the end of a line.
    pub(super) fn close_block(&mut self) {
        if !self.tables.is_empty() {
            return;
        }
        self.close_link();
        self.end_italic();
        self.kind = None;
        if let Some(mut block) = self.block.take() {
            block.rich.trim();
            let heading = matches!(block.kind, BlockKind::Heading(_));
            if heading || !block.rich.text.is_empty() || !block.rich.links.is_empty() {
                self.page.blocks.push(block);
            }
        }
    }

    /// Begins a quotation.
    pub(super) fn open_quote(&mut self, at: usize) {
        self.close_block();
        self.quotes.push(at);
    }

    /// Ends a quotation.
    pub(super) fn close_quote(&mut self) {
        self.close_block();
        self.quotes.pop();
    }

    /// Begins a table at `span`, which may stand in a cell of another one.
    pub(super) fn open_table(&mut self, span: Range<usize>) {
        self.close_link();
        self.close_block();
        self.tables.push(Table { span, ..Table::default() });
    }

    /// Ends the innermost table.
    pub(super) fn close_table(&mut self) {
        self.close_row();
        self.tables.pop();
    }

    /// Ends every table that is open, as none of them has an end.
    pub(super) fn abandon_tables(&mut self) {
        if let Some(outermost) = self.tables.first() {
            self.page.unclosed.push(outermost.span.clone());
        }
        while !self.tables.is_empty() {
            self.close_table();
        }
    }

    /// Says whether the rows that follow are the table's head.
    pub(super) fn set_head(&mut self, in_head: bool) {
        self.close_row();
        if let Some(table) = self.tables.last_mut() {
            table.in_head = in_head;
        }
    }

    /// Ends the open row, if there is one; rows of headings are no data.
    pub(super) fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut() {
            let row = mem::take(&mut table.row);
            let is_data = mem::take(&mut table.has_data) && !table.in_head;
            if is_data {
                self.page.rows.push(row);
            }
        }
    }

    /// Begins a cell.
    pub(super) fn open_cell(&mut self, is_heading: bool, at: usize) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut() {
            table.has_data |= !is_heading;
            table.cell = Some(vec![Rich::at(at)]);
        }
    }

    /// Ends the open cell, if there is one.
    pub(super) fn close_cell(&mut self) {
        self.close_link();
        if self.in_table() {
            self.end_italic();
        }
        let Some(table) = self.tables.last_mut() else { return };
        let Some(mut items) = table.cell.take() else { return };
        items.iter_mut().for_each(Rich::trim);
        if items.len() > 1 {
            let first = items[0].clone();
            items.retain(|item| !item.text.is_empty() || !item.links.is_empty());
            if items.is_empty() {
                items.push(first);
            }
        }
        table.row.cells.push(items);
    }

    /// Begins a list, which counts from this number if it counts.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.numbers.push(first);
    }

    /// Ends a list.
    pub(super) fn close_list(&mut self) {
        self.numbers.pop();
        self.label = None;
    }

    /// Counts an item of the innermost list.
    pub(super) fn count_item(&mut self) {
        let number = self.numbers.last_mut().and_then(Option::as_mut);
        self.label = number.map(|number| {
            *number = number.saturating_add(1);
            (*number - 1).to_string()
        });
    }

    /// Begins an item of a list: a new item of the open cell, or a new block.
    pub(super) fn open_item(&mut self, at: usize) {
        match self.tables.last_mut().map(|table| &mut table.cell) {
            Some(Some(items)) => {
                // What the list stands behind is an item of its own.
                let items_open = items.last().is_some_and(|last| !last.text.trim().is_empty());
                if items_open {
                    self.close_link();
                    self.end_italic();
                    if let Some(Table { cell: Some(items), .. }) = self.tables.last_mut() {
                        items.push(Rich::at(at));
                    }
                }
            }
            Some(None) => {}
            None => self.close_block(),
        }
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The page; what is still open ends here.
    pub(super) fn finish(mut self) -> Page {
        self.abandon_tables();
        self.close_block();
        // An element without an end would take the rest of the page with it.
        if let Some((_, first)) = self.asides.first() {
            for block in &mut self.page.blocks {
                block.aside = block.aside.filter(|at| at < first);
            }
        }
        self.page
    }
}
