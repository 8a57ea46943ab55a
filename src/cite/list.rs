//! A list of records: its order, its numbers, its entries.

use hayagriva::citationberg::Display;

use super::disambiguate::{Told, tell_apart};
use super::entry::Entry;
use super::finish::finish;
use super::plan::{Area, Plan};
use super::render::buffer::{Buffer, Event, Tag};
use super::render::{Cite, Renderer};
use super::sort::Sorter;
use crate::model::Item;

/// Prints records as one list, in the style's order.
pub(super) fn print(plan: &Plan, items: &[&Item]) -> Vec<Entry> {
    let Some(area) = &plan.bibliography else { return Vec::new() };
    let order = order(plan, area, items);
    let told = tell_apart(plan, items, &order);
    entries(plan, area, items, &order, &told)
}

/// Prints the entries of a list whose order and distinctions are known.
pub(super) fn entries(
    plan: &Plan,
    area: &Area,
    items: &[&Item],
    order: &[usize],
    told: &[Told],
) -> Vec<Entry> {
    let mut before: Option<(Buffer, &Item)> = None;
    let mut entries = Vec::with_capacity(order.len());
    for (place, at) in order.iter().enumerate() {
        let told = &told[*at];
        let cite = Cite {
            number: Some(place + 1),
            suffix: told.suffix,
            extent: Some(&told.listed),
            ..Cite::default()
        };
        let mut raw = render(plan, area, items[*at], &cite);
        if let Some(substitute) = &plan.list.substitute {
            let now = (raw.clone(), items[*at]);
            if let Some(before) = &before {
                let rule = plan.list.substitute_rule;
                super::substitute::replace((&mut raw, items[*at]), before, substitute, rule);
            }
            before = Some(now);
        }
        entries.push(entry(plan, items[*at], &raw));
    }
    entries
}

/// Prints one record by itself.
pub(super) fn print_one(plan: &Plan, item: &Item) -> Entry {
    let Some(area) = &plan.bibliography else {
        return Entry { key: item.key.clone(), printed: Buffer::default(), failed: true };
    };
    let mut told = tell_apart(plan, &[item], &[0]);
    let told = told.pop().unwrap_or_default();
    let cite = Cite { number: Some(1), extent: Some(&told.listed), ..Cite::default() };
    let raw = render(plan, area, item, &cite);
    entry(plan, item, &raw)
}

fn entry(plan: &Plan, item: &Item, raw: &Buffer) -> Entry {
    let printed = finish(raw, &plan.locale);
    let failed = printed.text.trim().is_empty();
    Entry { key: item.key.clone(), printed, failed }
}

/// The style's order of the records.
pub(super) fn order(plan: &Plan, area: &Area, items: &[&Item]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    if area.sort.is_empty() {
        return order;
    }
    Sorter::new(plan, area)
        .sort(&mut order, &|at| (items[at], Cite { number: Some(at + 1), ..Cite::default() }));
    order
}

/// Prints a record's entry, not yet finished.
fn render<'a>(plan: &'a Plan, area: &'a Area, item: &'a Item, cite: &'a Cite<'a>) -> Buffer {
    let mut renderer = Renderer::new(plan, area, item, cite);
    let start = renderer.out.mark();
    let font = !area.look.font.is_empty();
    if font {
        renderer.out.open(Tag::Font(area.look.font));
    }
    renderer.out.push_prefix(&area.look.prefix);
    let body = renderer.out.mark();
    match plan.list.align {
        None => {
            renderer.elements(&area.layout);
        }
        Some(_) => {
            // The first field stands in the margin, the rest beside it.
            let mut rest = area.layout.as_slice();
            while let [first, others @ ..] = rest {
                rest = others;
                renderer.out.open(Tag::Display(Display::LeftMargin));
                renderer.element(first);
                renderer.out.close();
                if renderer.out.grew(body) {
                    break;
                }
            }
            renderer.out.open(Tag::Display(Display::RightInline));
            renderer.elements(rest);
        }
    }
    if renderer.out.grew(body) {
        // A suffix belongs to the last block.
        let last_block = matches!(renderer.out.events.last(), Some(Event::Close))
            && plan.list.align.is_none()
            && ends_with_block(&renderer.out);
        if last_block {
            renderer.out.events.pop();
        }
        renderer.out.push_suffix(&area.look.suffix);
        if last_block || plan.list.align.is_some() {
            renderer.out.close();
        }
    } else {
        renderer.out.back_to(start);
        return renderer.out;
    }
    if font {
        renderer.out.close();
    }
    renderer.out
}

/// Whether the last thing printed is a block of its own.
fn ends_with_block(out: &Buffer) -> bool {
    let mut depth = 0usize;
    for event in out.events.iter().rev() {
        match event {
            Event::Close => depth += 1,
            Event::Open(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return matches!(tag, Tag::Display(_));
                }
            }
            Event::Text { .. } => {}
        }
    }
    false
}
