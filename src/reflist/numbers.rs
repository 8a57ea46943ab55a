//! Lists that count: which lines begin an item, and what belongs to it.

use std::collections::{HashMap, HashSet};

use super::label::Marks;
use super::line::Line;
use super::plain::Group;

/// How many numbers in a row a list may leave out.
const LARGEST_GAP: u32 = 5;

/// The lines whose labels count on from each other, in the marks of which the text has most.
///
/// A number counts if it is the next one, if a list begins anew with 1 and goes on with 2, or if those
/// between it and the last one do not follow any more. Bare numbers are labels where at least three count on,
/// others where at least half do.
pub(super) fn chain(lines: &[&Line<'_>]) -> Vec<usize> {
    let chains = Marks::COUNTING.into_iter().map(|marks| {
        let has_label = |line: &&&Line<'_>| line.label.is_some_and(|label| label.marks == marks);
        let all = lines.iter().filter(has_label).count();
        let chain = chain_of(lines, marks);
        let is_list = match marks {
            Marks::Bare => chain.len() >= 3,
            _ => chain.len() * 2 >= all,
        };
        if is_list { chain } else { Vec::new() }
    });
    // Of chains as long as each other the earlier marks, which are the surer, win.
    chains
        .reduce(|best, next| if next.len() > best.len() { next } else { best })
        .unwrap_or_default()
}

fn chain_of(lines: &[&Line<'_>], marks: Marks) -> Vec<usize> {
    let labels: Vec<(usize, Option<u32>)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let label = line.label.filter(|label| label.marks == marks)?;
            Some((at, label.number))
        })
        .collect();
    let mut ahead: HashMap<u32, usize> = HashMap::new();
    for number in labels.iter().filter_map(|(_, number)| *number) {
        *ahead.entry(number).or_default() += 1;
    }
    let mut chain = Vec::new();
    let mut last: Option<u32> = None;
    for (index, (at, number)) in labels.iter().enumerate() {
        let Some(number) = *number else {
            // Names and a year in brackets count by themselves.
            chain.push(*at);
            continue;
        };
        if let Some(count) = ahead.get_mut(&number) {
            *count -= 1;
        }
        let follows = labels.get(index + 1).and_then(|(_, next)| *next) == Some(number + 1);
        let counts = match last {
            None => follows || marks == Marks::Square,
            Some(last) if number == last + 1 => true,
            Some(last) if number > last => {
                let is_near = number - last <= LARGEST_GAP + 1;
                is_near
                    && (last + 1..number).all(|missing| ahead.get(&missing).is_none_or(|n| *n == 0))
            }
            Some(_) => number == 1 && follows,
        };
        if counts {
            chain.push(*at);
            last = Some(number);
        }
    }
    chain
}

/// Parts a list that counts.
///
/// Behind a gap a line goes on with its item only if a sentence does; a page's head and foot are left out
/// before. What stands before the first number are paragraphs of their own.
pub(super) fn parts(lines: &[Line<'_>]) -> Vec<Group> {
    let said: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_noise()).collect();
    let starts: HashSet<usize> = chain(&said).into_iter().collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut before: Option<&Line<'_>> = None;
    for (at, line) in said.into_iter().enumerate() {
        let is_start = starts.contains(&at);
        let goes_on = before.is_some_and(|before| {
            let is_apart = line.is_heading() || before.is_heading();
            !is_apart && (!line.after_gap || line.goes_on(before))
        });
        match groups.last_mut().filter(|_| !is_start && goes_on) {
            Some(group) => group.lines.push(line.span.clone()),
            None => groups.push(Group {
                lines: vec![if is_start { line.body() } else { line.span.clone() }],
                label: line.label.filter(|_| is_start).map(|label| label.text.to_owned()),
                is_guess: false,
            }),
        }
        before = Some(line);
    }
    groups
}
