//! One citation: its cites in order, grouped, collapsed, joined.
//!
//! Source: CSL 1.0.2, "Cite Grouping", "Cite Collapsing".

use hayagriva::citationberg::Collapse;

use super::document::{CiteForm, CiteItem};
use super::plan::Plan;
use super::render::buffer::{Buffer, Event, Mark, Tag};
use super::render::{Cite, Position, Renderer, field};
use crate::model::Item;

/// Prints words alone, with what the style sets around a citation, not yet finished.
pub(super) fn around(plan: &Plan, words: &str) -> Buffer {
    let look = &plan.citation.look;
    let mut out = Buffer::default();
    let font = !look.font.is_empty();
    if font {
        out.open(Tag::Font(look.font));
    }
    out.push_prefix(&look.prefix);
    out.push(words);
    out.push_suffix(&look.suffix);
    if font {
        out.close();
    }
    out
}

/// A cite whose record, position and distinctions are known.
pub(super) struct Ready<'a> {
    pub(super) item: &'a Item,
    pub(super) own: &'a CiteItem,
    pub(super) cite: Cite<'a>,
}

/// A cite that has been printed.
struct Printed {
    out: Buffer,
    /// The first names, as they tell groups apart.
    names: Option<String>,
    year: Option<String>,
    suffix: Option<u32>,
    number: Option<usize>,
    /// It has words of its own around it.
    plain: bool,
}

/// Prints a citation, not yet finished.
pub(super) fn print(plan: &Plan, cites: &[Ready<'_>]) -> Buffer {
    let area = &plan.citation;
    let mut printed: Vec<(usize, Printed)> =
        cites.iter().enumerate().map(|(at, cite)| (at, render(plan, cite, false))).collect();
    let by_year = matches!(
        plan.cites.collapse,
        Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged)
    );
    if by_year || plan.cites.group_delimiter.is_some() {
        // Whose names the text around the citation has belongs to the same people, too.
        for (at, one) in &mut printed {
            if cites[*at].own.form == CiteForm::SuppressAuthor {
                one.names = names(plan, &cites[*at]);
            }
        }
        printed = group(printed);
    }
    let mut out = Buffer::default();
    let start = out.mark();
    // Names in a sentence are no citation by themselves: nothing of the style stands around them.
    let bare = cites.iter().all(|cite| cite.own.form == CiteForm::AuthorOnly);
    let font = !bare && !area.look.font.is_empty();
    if font {
        out.open(Tag::Font(area.look.font));
    }
    if !bare {
        out.push_prefix(&area.look.prefix);
    }
    let body = out.mark();
    match plan.cites.collapse {
        Some(Collapse::CitationNumber) => numbers(plan, &printed, &mut out),
        _ => join(plan, cites, &printed, by_year, &mut out),
    }
    if !out.grew(body) {
        out.back_to(start);
        return out;
    }
    if !bare {
        out.push_suffix(&area.look.suffix);
    }
    if font {
        out.close();
    }
    out
}

/// Prints one cite; `again` leaves out the names that the cite before has.
fn render(plan: &Plan, ready: &Ready<'_>, again: bool) -> Printed {
    let mut cite = ready.cite.clone();
    cite.suppress_author |= again;
    let area = &plan.citation;
    let mut renderer = Renderer::new(plan, area, ready.item, &cite);
    let start = renderer.out.mark();
    push_prefix(&mut renderer.out, &ready.own.prefix);
    // Who links cites to the list finds here which record this one is of.
    renderer.out.open(Tag::Cite(u32::try_from(ready.own.item).unwrap_or(u32::MAX)));
    let body = renderer.out.mark();
    // Behind words that end a sentence the cite begins one.
    let prefix = ready.own.prefix.trim_end();
    let sentence = prefix.ends_with(['.', '!', '?', '”', '"']) && prefix.contains(' ');
    if prefix.is_empty() || sentence {
        renderer.begins = body;
    }
    renderer.elements(&area.layout);
    if ready.own.form == CiteForm::AuthorOnly {
        keep_names(&mut renderer.out, body);
    }
    let grew = renderer.out.grew(body);
    renderer.out.close();
    if grew {
        push_suffix(&mut renderer.out, &ready.own.suffix);
    } else if ready.own.prefix.is_empty() && ready.own.suffix.is_empty() {
        renderer.out.back_to(start);
    }
    let out = renderer.out;
    Printed {
        names: tagged(&out, |tag| tag == Tag::Names),
        year: tagged(&out, |tag| tag == Tag::Year),
        suffix: ready.cite.suffix,
        number: ready.cite.number,
        plain: ready.own.prefix.is_empty()
            && ready.own.suffix.is_empty()
            && ready.own.locator.is_none(),
        out,
    }
}

/// The names that a cite would have.
fn names(plan: &Plan, ready: &Ready<'_>) -> Option<String> {
    let cite = Cite { suppress_author: false, ..ready.cite.clone() };
    let mut renderer = Renderer::new(plan, &plan.citation, ready.item, &cite);
    renderer.elements(&plan.citation.layout);
    tagged(&renderer.out, |tag| tag == Tag::Names)
}

fn push_prefix(out: &mut Buffer, prefix: &str) {
    if prefix.trim().is_empty() {
        return;
    }
    field::push_markup(out, prefix);
    let ends = prefix.chars().next_back();
    if ends.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '(' | '[' | '’' | '\'' | '-' | '—' | '“' | '‘')
    }) {
        out.push(" ");
    }
}

fn push_suffix(out: &mut Buffer, suffix: &str) {
    if suffix.is_empty() {
        return;
    }
    if suffix.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '[' | '<' | '“' | '"'))
    {
        out.push(" ");
    }
    field::push_markup(out, suffix);
}

/// Takes everything but the first names out.
fn keep_names(out: &mut Buffer, body: Mark) {
    let Some(range) = range_of(out, body.events, |tag| tag == Tag::Names) else {
        return out.back_to(body);
    };
    out.events.truncate(range.end);
    out.events.drain(body.events..range.start);
}

/// The events between what opens a tag and what closes it, both included.
fn range_of(
    out: &Buffer,
    from: usize,
    wanted: impl Fn(Tag) -> bool,
) -> Option<std::ops::Range<usize>> {
    let is_wanted = |event: &Event| matches!(event, Event::Open(tag) if wanted(*tag));
    let start = from + out.events.get(from..)?.iter().position(is_wanted)?;
    Some(start..out.end_of(start)? + 1)
}

fn tagged(out: &Buffer, wanted: impl Fn(Tag) -> bool) -> Option<String> {
    let range = range_of(out, 0, wanted)?;
    Some(out.events[range].iter().map(|event| out.slice(*event)).collect())
}

/// Brings cites of the same people together, at the place of the first.
fn group(printed: Vec<(usize, Printed)>) -> Vec<(usize, Printed)> {
    let mut groups: Vec<Vec<(usize, Printed)>> = Vec::new();
    for one in printed {
        let same = groups
            .iter()
            .position(|group| one.1.names.is_some() && group[0].1.names == one.1.names);
        match same {
            Some(at) => groups[at].push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.into_iter().flatten().collect()
}

/// Joins cites; those of the same people leave out the names, if the style collapses.
fn join(
    plan: &Plan,
    cites: &[Ready<'_>],
    printed: &[(usize, Printed)],
    by_year: bool,
    out: &mut Buffer,
) {
    let delimiter = plan.citation.delimiter.as_deref().unwrap_or_default();
    let options = &plan.cites;
    let own_group = options.group_delimiter.as_deref();
    // Source: CSL 1.0.2, `cite-group-delimiter`.
    let within = own_group.unwrap_or(if by_year { ", " } else { delimiter });
    let by_suffix =
        matches!(options.collapse, Some(Collapse::YearSuffix | Collapse::YearSuffixRanged));
    let mut any = false;
    let mut collapsed = false;
    // The cite before is a letter alone.
    let mut letters = false;
    let mut at = 0;
    while at < printed.len() {
        let (index, one) = &printed[at];
        let before = at.checked_sub(1).map(|before| &printed[before].1);
        let same_names = before.is_some_and(|before| before.names == one.names);
        let same_year = same_names
            && before.is_some_and(|before| one.year.is_some() && before.year == one.year);
        let same_people = same_names && one.names.is_some();
        // A cite with words before it stands for itself.
        let joins = same_people && by_year && cites[*index].own.prefix.is_empty();
        if by_suffix && same_year && one.suffix.is_some() && one.plain {
            let end = suffix_run(printed, at, options.collapse);
            if options.collapse == Some(Collapse::YearSuffixRanged) && end - at >= 2 {
                out.push("–");
                push_letter(out, printed[end - 1].1.suffix);
                at = end;
            } else {
                out.push(options.suffix_delimiter.as_deref().or(own_group).unwrap_or(delimiter));
                push_letter(out, one.suffix);
                at += 1;
            }
            (collapsed, letters) = (true, true);
            continue;
        }
        let start = out.mark();
        if any {
            let text = match same_people {
                true if letters => options.after_collapse.as_deref().unwrap_or(delimiter),
                true => within,
                false if collapsed => options.after_collapse.as_deref().unwrap_or(delimiter),
                false => delimiter,
            };
            push_delimiter(out, text, &cites[*index].own.prefix);
        }
        let mark = out.mark();
        if joins {
            out.append(&render(plan, &cites[*index], true).out);
            collapsed = true;
        } else {
            out.append(&one.out);
            collapsed = false;
        }
        letters = false;
        match out.grew(mark) {
            true => any = true,
            false => out.back_to(start),
        }
        at += 1;
    }
}

/// The end of a run of letters that follow each other, beginning with the second of them.
fn suffix_run(printed: &[(usize, Printed)], at: usize, collapse: Option<Collapse>) -> usize {
    if collapse != Some(Collapse::YearSuffixRanged) {
        return at + 1;
    }
    let follows = |at: usize| {
        let (before, one) = (&printed[at - 1].1, &printed[at].1);
        before.names == one.names
            && before.year == one.year
            && one.plain
            && before.plain
            && matches!((before.suffix, one.suffix), (Some(a), Some(b)) if b == a + 1)
    };
    let mut end = at;
    while end < printed.len() && follows(end) {
        end += 1;
    }
    end.max(at + 1)
}

fn push_letter(out: &mut Buffer, suffix: Option<u32>) {
    if let Some(suffix) = suffix {
        out.push(&super::render::variable::letters(suffix));
    }
}

/// Where the words around two cites bring their own punctuation, there is no delimiter.
fn push_delimiter(out: &mut Buffer, text: &str, prefix: &str) {
    let last = out.events.iter().rev().find_map(|event| out.slice(*event).chars().next_back());
    let ended = last.is_some_and(|c| matches!(c, ',' | ';' | ':'));
    match prefix.starts_with([',', ';', ':', '.']) {
        true => {}
        false if ended && text.starts_with([',', ';', ':']) => {
            out.push(text.trim_start_matches([',', ';', ':']));
        }
        false => out.push(text),
    }
}

/// Joins numbers; runs of three and more become ranges.
fn numbers(plan: &Plan, printed: &[(usize, Printed)], out: &mut Buffer) {
    let delimiter = plan.citation.delimiter.as_deref().unwrap_or_default();
    let after = plan.cites.after_collapse.as_deref().unwrap_or(delimiter);
    let mut at = 0;
    let mut ranged = false;
    while at < printed.len() {
        let mut end = at + 1;
        let follows = |end: usize| {
            let (before, one) = (&printed[end - 1].1, &printed[end].1);
            before.plain
                && one.plain
                && matches!((before.number, one.number), (Some(a), Some(b)) if b == a + 1)
        };
        while end < printed.len() && follows(end) {
            end += 1;
        }
        if at > 0 {
            out.push(if ranged { after } else { delimiter });
        }
        out.append(&printed[at].1.out);
        ranged = end - at >= 3;
        if ranged {
            out.push(&plan.locale.page_delimiter);
            out.append(&printed[end - 1].1.out);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// How a cite stands to those before it.
pub(super) fn position(own: &CiteItem, same: bool, before: Option<&CiteItem>) -> Position {
    let mut position = Position { subsequent: same, ..Position::default() };
    let Some(before) = before.filter(|before| before.item == own.item) else { return position };
    position.subsequent = true;
    match (&before.locator, &own.locator) {
        (None, None) => position.ibid = true,
        (Some(a), Some(b)) if a == b => position.ibid = true,
        (_, Some(_)) => (position.ibid, position.ibid_with_locator) = (true, true),
        (Some(_), None) => {}
    }
    position
}
