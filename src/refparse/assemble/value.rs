//! From words to the text of a value: which of the marks around it belong to it.

use std::borrow::Cow;
use std::ops::Range;

use super::marks::{Kind, Side, mark};
use super::stops::keeps_stop;
use crate::refparse::token::Word;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value<'t> {
    /// The text, without marks of markup.
    pub(super) text: Cow<'t, str>,
    /// Byte offsets of what was printed.
    pub(super) span: Range<usize>,
}

/// The words `range` with the marks that belong to them.
///
/// Before the first word: brackets and quotes that close inside, `¿`, `$`, `#`. Behind the last: what closes
/// a bracket or a quote that was opened inside, `?`, `!`, `…`, `%`, `+`, `°`, and the stop of an abbreviation.
/// Quotes and brackets around the whole, the style's stops and commas, and emphasis are not part of the
/// value; a stop or comma that the style moved into a quote at the end goes.
pub(super) fn value<'t>(text: &'t str, words: &[Word], range: Range<usize>) -> Value<'t> {
    let Some(inside) = words.get(range.clone()).filter(|inside| !inside.is_empty()) else {
        return Value { text: Cow::Borrowed(""), span: 0..0 };
    };
    let (first, last) = (inside[0], inside[inside.len() - 1]);
    let head = range.start.checked_sub(1).and_then(|at| words.get(at)).map_or(0, |word| word.end);
    let tail = words.get(range.end).map_or(text.len(), |word| word.start);
    let mut pairs = Pairs::default();
    for pair in inside.windows(2) {
        pairs.pass(text, pair[0].end..pair[1].start);
    }
    let keeps_stop = || keeps_stop(text, words, &range);
    let emphasis = text[head..first.start].ends_with(['*', '_']);
    let ending = ending(text, last.end..tail, &mut pairs, emphasis, keeps_stop);
    let start = beginning(text, head..first.start, &pairs, ending.closes);
    let printed = &text[start..ending.end];
    let value = match ending.moved {
        Some(moved) => {
            Cow::Owned([&text[start..moved.start], &text[moved.end..ending.end]].concat())
        }
        None => Cow::Borrowed(printed),
    };
    Value { text: without_markup(value), span: start..ending.end }
}

/// Brackets and quotes inside a value that have no partner there.
#[derive(Debug, Default)]
struct Pairs {
    open: Vec<Kind>,
    unopened: Vec<Kind>,
}

impl Pairs {
    /// Passes over a gap between two words.
    fn pass(&mut self, text: &str, gap: Range<usize>) {
        // Most gaps are a space.
        if &text[gap.clone()] == " " {
            return;
        }
        for (at, c) in text[gap.clone()].char_indices() {
            match mark(text, gap.start + at, c) {
                Some((kind, Side::Open)) => self.open.push(kind),
                Some((kind, Side::Close)) if !self.close(kind) => self.unopened.push(kind),
                _ => {}
            }
        }
    }

    /// Closes the innermost of a kind; what was opened in it and not closed was no opening.
    fn close(&mut self, kind: Kind) -> bool {
        let found = self.open.iter().rposition(|open| *open == kind);
        if let Some(at) = found {
            self.open.truncate(at);
        }
        found.is_some()
    }
}

/// How a value ends.
struct Ending {
    end: usize,
    /// A stop or comma before the quote that ends the value.
    moved: Option<Range<usize>>,
    /// What stands behind the value and closes something opened before it.
    closes: Option<Kind>,
}

fn ending(
    text: &str,
    gap: Range<usize>,
    pairs: &mut Pairs,
    emphasis: bool,
    keeps_stop: impl Fn() -> bool,
) -> Ending {
    let mut ending = Ending { end: gap.start, moved: None, closes: None };
    // A stop or comma that may turn out to have been moved.
    let mut passed: Option<Range<usize>> = None;
    for (at, c) in text[gap.clone()].char_indices() {
        let here = gap.start + at..gap.start + at + c.len_utf8();
        let is_next = ending.end == here.start;
        match mark(text, here.start, c) {
            Some((kind, Side::Close)) => {
                if !pairs.close(kind) {
                    ending.closes = Some(kind);
                    break;
                }
                if kind.is_quote() {
                    ending.moved = passed.take();
                }
                ending.end = here.end;
                continue;
            }
            Some((_, Side::Open)) => break,
            None => {}
        }
        match c {
            '?' | '!' | '…' | '‽' | '？' | '！' | '%' | '+' | '°' | '™' | '®' | '′' | '″' | '#'
                if is_next =>
            {
                ending.end = here.end;
            }
            '*' if is_next && !emphasis && !text[here.end..].starts_with('*') => {
                ending.end = here.end;
            }
            '.' if is_next && keeps_stop() => ending.end = here.end,
            '.' | ',' if passed.is_none() => passed = Some(here),
            // `« On « Foo » »`
            ' ' if pairs.open.last() == Some(&Kind::Guillemets) => {}
            _ => break,
        }
    }
    ending
}

/// Where a value begins.
fn beginning(text: &str, gap: Range<usize>, pairs: &Pairs, closes: Option<Kind>) -> usize {
    let mut start = gap.end;
    let mut unopened = pairs.unopened.iter();
    for (at, c) in text[gap.clone()].char_indices().rev() {
        let at = gap.start + at;
        match mark(text, at, c) {
            Some((kind, Side::Open)) if closes != Some(kind) => match unopened.next() {
                Some(unopened) if *unopened == kind => start = at,
                _ => break,
            },
            _ => match c {
                '¿' | '¡' | '$' | '€' | '£' | '#' | '@' | '…' => start = at,
                // `« Mot » et chose`
                ' ' if text[..at].ends_with('«') => {}
                _ => break,
            },
        }
    }
    start
}

/// Takes HTML tags and pairs of `*`, `**`, `_` around words out.
fn without_markup(text: Cow<'_, str>) -> Cow<'_, str> {
    let has_tags = text.contains('<');
    let has_emphasis = text.contains(['*', '_']);
    if !has_tags && !has_emphasis {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    // The mark that is open.
    let mut open: Option<&str> = None;
    while let Some(at) = rest.find(['<', '*', '_']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(length) = tag_length(from) {
            rest = &from[length..];
            continue;
        }
        let run = from.len() - from.trim_start_matches(&from[..1]).len();
        let (mark, after) = from.split_at(run);
        let is_mark = !mark.starts_with('<') && run <= 3;
        let starts = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
            && after.chars().next().is_some_and(|c| !c.is_whitespace());
        match open {
            Some(opening) if is_mark && opening == mark => open = None,
            None if is_mark && starts && after.contains(mark) => open = Some(mark),
            _ => out.push_str(mark),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of the tag at the beginning: `<i>`, `</span>`, `<span style="…">`.
fn tag_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    const TAGS: [&str; 11] = ["i", "b", "em", "strong", "sup", "sub", "sc", "span", "a", "u", "br"];
    let known = TAGS.iter().any(|tag| name[..length].eq_ignore_ascii_case(tag));
    let end = inner.get(..200).unwrap_or(inner).find('>')?;
    known.then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refparse::token::words;

    /// The value is the words between `{` and `}`.
    fn check(marked: &str, expected: &str) {
        let (head, rest) = marked.split_once('{').unwrap();
        let (inner, tail) = rest.split_once('}').unwrap();
        let text = [head, inner, tail].concat();
        let all = words(&text);
        let from = all.partition_point(|word| word.start < head.len());
        let to = all.partition_point(|word| word.start < head.len() + inner.len());
        assert_eq!(value(&text, &all, from..to).text, expected, "{text}");
    }

    #[test]
    fn marks_of_the_style_stay_outside() {
        check("A. “{A Title}.” B", "A Title");
        check("A. ‘{Workers’ rights}’, B", "Workers’ rights");
        check("A. *{A Title}*. B", "A Title");
        check("A. „{Ein Titel}“. B", "Ein Titel");
        check("A. [{A Title}]. B", "A Title");
        check("A. « {Un titre} ». B", "Un titre");
        check("A. <i>{A Title}</i>. B", "A Title");
    }

    #[test]
    fn marks_of_the_value_stay_inside() {
        check("A. “{Is It So}?” B", "Is It So?");
        check("A. {On ‘Foo}’. B", "On ‘Foo’");
        check("A. “{On ‘Foo}.’” B", "On ‘Foo’");
        check("A. “‘{Foo’ and more}.” B", "‘Foo’ and more");
        check("A. “{Foo and ‘More}’: B", "Foo and ‘More’");
        check("A. ({Un)certainty of (Things}). B", "(Un)certainty of (Things)");
        check("A. ¿{Qué es}? B", "¿Qué es?");
        check("A. {Growth of 5}%. B", "Growth of 5%");
        check("A. {Programming in C}++. B", "Programming in C++");
        check("A. {The <i>E. coli</i> genome}. B", "The E. coli genome");
        check("A. {The *E. coli* genome}. B", "The E. coli genome");
        check("A. {On C*-algebras}. B", "On C*-algebras");
    }
}
