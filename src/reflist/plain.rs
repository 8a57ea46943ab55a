//! Plain text -> the lines of each reference.
//!
//! Three shapes are told apart over the whole text, see [`Shape::of`].

use std::collections::HashMap;
use std::ops::Range;

use super::label::Marks;
use super::line::{Line, is_page_number};
use super::numbers;

/// How references stand in a plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Each line is one.
    Lines,
    /// Each is one or more lines; a gap, an indent or the length of a line shows where the next begins.
    Paragraphs,
    /// Each begins with its number, and may go on over several lines.
    Numbered,
}

/// The lines of one item, and how sure it is that it begins there.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Stretches of the text, without label and white space.
    pub(super) lines: Vec<Range<usize>>,
    /// The label's text.
    pub(super) label: Option<String>,
    /// Whether nothing but the length of the line before says that it begins here.
    pub(super) is_guess: bool,
}

/// Lines wider than this are not wrapped: no book, screen or mail program breaks so late.
const WIDEST: usize = 200;

impl Shape {
    /// Tells how references stand in a text, by its lines without page numbers and rules.
    ///
    /// - Lines count on from each other by their labels: the text is numbered, unless every line has a label
    ///   (then each is a reference) or most lines without one are whole references.
    /// - Lines are set in, one in ten or more, and those beside them are no whole references, with the begin,
    ///   the end and the year or address that one has: these are paragraphs.
    /// - Of the pairs of lines without a gap between them at least half are whole references: each line is one.
    /// - Of these pairs at least half look wrapped: the second goes on with a sentence behind a line as long as
    ///   lines here get. These are paragraphs, if the last line ends as a reference does: a list of bare
    ///   titles is none.
    /// - Anything else is one reference a line.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let said: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_noise()).collect();
        let chain = numbers::chain(&said);
        if chain.len() >= 2 && chain.len() < said.len() {
            let mut labelled = chain.iter().peekable();
            let behind = chain.first().copied().unwrap_or_default();
            let others: Vec<&&Line<'_>> = said
                .iter()
                .enumerate()
                .filter(|(at, _)| labelled.next_if(|next| *next == at).is_none() && *at > behind)
                .map(|(_, line)| line)
                .collect();
            let whole = others.iter().filter(|line| line.is_whole()).count();
            if !others.is_empty() && whole * 2 <= others.len() {
                return Self::Numbered;
            }
        }
        let base = said.iter().map(|line| line.indent).min().unwrap_or(0);
        let pairs = said.windows(2).filter(|pair| !pair[1].after_gap);
        let deep =
            pairs.clone().filter(|pair| (pair[0].indent > base + 1) != (pair[1].indent > base + 1));
        let (mut all_deep, mut whole_deep) = (0, 0);
        for pair in deep {
            all_deep += 1;
            whole_deep += usize::from(pair[0].is_whole() && pair[1].is_whole());
        }
        if all_deep * 10 >= said.len() && whole_deep * 2 < all_deep {
            return Self::Paragraphs;
        }
        let width = usual_width(&said);
        let (mut all, mut whole, mut wrapped) = (0, 0, 0);
        for pair in pairs {
            all += 1;
            whole += usize::from(pair[0].is_whole() && pair[1].is_whole());
            wrapped += usize::from(is_wrapped(pair[0], pair[1], width));
        }
        let ends = said.last().is_some_and(|line| line.ends());
        match ends && whole * 2 < all && wrapped * 2 >= all && width <= WIDEST {
            true => Self::Paragraphs,
            false => Self::Lines,
        }
    }
}

/// The width that lines reach: that of two in three, as a third are the short ends of paragraphs, and long
/// addresses widen some.
fn usual_width(lines: &[&Line<'_>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 2 / 3).or(widths.last()).copied().unwrap_or(0)
}

/// Whether the second line would have begun on the first, had there been room.
fn is_wrapped(first: &Line<'_>, second: &Line<'_>, width: usize) -> bool {
    let is_full = (first.width + 1 + second.first_word()) * 20 >= width * 17;
    second.label.is_none() && (second.indent > first.indent + 1 || second.goes_on(first) && is_full)
}

/// Parts paragraphs: at gaps, at the lines that stand out to the left or to the right, at bullets, and
/// behind a short line if what follows begins like a reference.
pub(super) fn paragraphs(lines: &[Line<'_>]) -> Vec<Group> {
    let said: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_noise()).collect();
    let width = usual_width(&said);
    let indent = Indent::of(&said);
    // Where gaps part the references, a short line is a short line.
    let gaps = said.iter().skip(1).filter(|line| line.after_gap).count();
    let may_guess = matches!(indent, Indent::None) && gaps * 8 < said.len();
    let mut groups: Vec<Group> = Vec::new();
    let mut before: Option<&Line<'_>> = None;
    for line in said {
        let begins = before.is_none_or(|before| begins_paragraph(before, line, indent));
        let guessed = !begins
            && may_guess
            && before.is_some_and(|before| {
                let room = width.saturating_sub(before.width + 1 + line.first_word());
                let is_end = before.ends() && !before.text.ends_with('/');
                is_end && (room > 12 || room > 2 && line.begins() && !line.goes_on(before))
            });
        let label = line.label.filter(|label| (begins || guessed) && label.stands_alone());
        match groups.last_mut().filter(|_| !begins && !guessed) {
            Some(group) => group.lines.push(line.span.clone()),
            None => groups.push(Group {
                lines: vec![if label.is_some() { line.body() } else { line.span.clone() }],
                label: label.map(|label| label.text.to_owned()).filter(|text| !text.is_empty()),
                is_guess: guessed,
            }),
        }
        before = Some(line);
    }
    groups
}

fn begins_paragraph(before: &Line<'_>, line: &Line<'_>, indent: Indent) -> bool {
    let is_bullet = line.label.is_some_and(|label| label.marks == Marks::Bullet);
    let is_number = line.label.is_some_and(|label| label.marks == Marks::Square);
    if is_bullet
        || (is_number && !line.goes_on(before))
        || (line.after_gap && !line.after_page)
        || line.is_heading()
        || before.is_heading()
    {
        return true;
    }
    match indent {
        Indent::Hanging(base) => line.indent <= base + 1,
        Indent::First(base) => line.indent > base + 1,
        // A page ends within a paragraph as well as behind one.
        Indent::None => line.after_page && !line.goes_on(before),
    }
}

/// How the lines of a paragraph are set in.
#[derive(Debug, Clone, Copy)]
enum Indent {
    None,
    /// All but the first, which stand at this column.
    Hanging(usize),
    /// The first alone; the others stand at this column.
    First(usize),
}

impl Indent {
    /// By the lines that stand next to each other without a gap.
    fn of(lines: &[&Line<'_>]) -> Self {
        let base = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let is_deep = |line: &Line<'_>| line.indent > base + 1;
        let (mut hanging, mut first) = (0usize, 0usize);
        for pair in lines.windows(2).filter(|pair| !pair[1].after_gap) {
            // What goes on tells which of the two the second line is.
            let goes_on = pair[1].goes_on(pair[0]);
            match (is_deep(pair[0]), is_deep(pair[1])) {
                (false, true) if goes_on => hanging += 1,
                (true, false) if goes_on => first += 1,
                (true, false) => hanging += 1,
                (false, true) => first += 1,
                (true, true) | (false, false) => {}
            }
        }
        match () {
            () if hanging + first == 0 => Self::None,
            () if hanging >= first => Self::Hanging(base),
            () => Self::First(base),
        }
    }
}

/// Takes out the heads and feet of pages: lines beside a page's number or its end that stand there more than
/// once, whatever number they have in them.
pub(super) fn without_page_heads(lines: Vec<Line<'_>>) -> (Vec<Line<'_>>, Vec<Range<usize>>) {
    let is_number = |line: Option<&Line<'_>>| line.is_some_and(|line| is_page_number(line.text));
    let is_beside = |at: usize| {
        let next = lines.get(at + 1);
        let ends = |line: Option<&Line<'_>>| line.is_some_and(|line| line.after_page);
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        ends(lines.get(at)) || ends(next) || is_number(before) || is_number(next)
    };
    let folded = |line: &Line<'_>| -> Option<String> {
        let is_short = line.width <= 80 && line.label.is_none() && !line.is_whole();
        let letters = || line.text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace());
        is_short.then(|| letters().collect()).filter(|text: &String| !text.is_empty())
    };
    let beside: Vec<Option<String>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| folded(line).filter(|_| is_beside(at) && !is_page_number(line.text)))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in beside.iter().flatten() {
        *counts.entry(text).or_default() += 1;
    }
    let is_head: Vec<bool> = beside
        .iter()
        .map(|text| text.as_ref().is_some_and(|text| counts.get(&**text).is_some_and(|n| *n > 1)))
        .collect();
    let (mut said, mut heads) = (Vec::with_capacity(lines.len()), Vec::new());
    // Where something is left out a page ends.
    let mut after_page = false;
    for (mut line, is_head) in lines.into_iter().zip(is_head) {
        let is_number = is_page_number(line.text);
        if is_head || is_number {
            after_page = true;
            heads.extend(is_head.then_some(line.span));
            continue;
        }
        line.after_page |= after_page;
        line.after_gap |= std::mem::take(&mut after_page);
        said.push(line);
    }
    (said, heads)
}

/// A line that is an item.
pub(super) fn alone(line: &Line<'_>) -> Group {
    let label = line.label.filter(|label| label.stands_alone());
    Group {
        lines: vec![if label.is_some() { line.body() } else { line.span.clone() }],
        label: label.map(|label| label.text.to_owned()).filter(|text| !text.is_empty()),
        is_guess: false,
    }
}
