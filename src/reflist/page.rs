//! The texts that a page lists -> references.

use std::ops::Range;

use super::Piece;
use super::join::{Compounds, Joined};
use super::label::Label;
use super::line::{self, Line};
use super::{label_and_body, plain_groups};
use crate::diag::{Code, Diagnostic, Read};
use crate::note::{Link, ListItem, ListText, Listing};
use crate::source::Source;

/// Makes pieces of what a page lists.
///
/// # Diagnostics
/// `left-out` for the rest of the page's text.
pub(super) fn pieces(source: &Source, listing: Listing) -> Read<Vec<Piece<'_>>> {
    let mut diagnostics = Vec::new();
    let mut others = listing.others;
    let mut pieces = Vec::new();
    // A label may stand alone before its text, as in the terms of a list of definitions.
    let mut label = None;
    for item in listing.items {
        if item.texts.len() > 1 {
            row(source, item, &mut pieces, &mut others);
            continue;
        }
        let Some(text) = item.texts.first() else { continue };
        if let Some(alone) = label_alone(&text.text) {
            label = Some(alone);
            continue;
        }
        if line::is_rule(&text.text) || line::is_page_number(&text.text) {
            continue;
        }
        let first = pieces.len();
        if item.is_code {
            of_code(text, &mut pieces);
        } else {
            of_text(source, text, item.is_whole, &mut pieces);
        }
        if let Some(piece) = pieces.get_mut(first) {
            let stated = item.label.or(label.take());
            piece.label = piece.label.take().or(stated);
        }
        label = None;
    }
    if let Some(first) = others.iter().min_by_key(|span| span.start) {
        let message = match others.len() {
            1 => "a paragraph outside the list of references is passed over".to_owned(),
            count => format!("{count} paragraphs outside the list of references are passed over"),
        };
        diagnostics.push(Diagnostic::new(Code::LeftOut, message).at(source.place(first.clone())));
    }
    Read { value: pieces, diagnostics }
}

/// The cells of a row that look like references; the first of the others may be the label.
fn row(
    source: &Source,
    item: ListItem,
    pieces: &mut Vec<Piece<'_>>,
    others: &mut Vec<Range<usize>>,
) {
    let mut label = None;
    for cell in &item.texts {
        let is_reference = cell.text.chars().count() >= 30 && line::is_dated(&cell.text);
        match label_alone(&cell.text) {
            Some(alone) => label = Some(alone),
            None if is_reference => {
                let first = pieces.len();
                of_text(source, cell, false, pieces);
                if let Some(piece) = pieces.get_mut(first) {
                    piece.label = piece.label.take().or(label.take());
                }
            }
            None if cell.text.is_empty() => {}
            None => others.push(cell.span.clone()),
        }
    }
}

/// The label that is all of a text: `[12]`, `12.`, `Knu84`.
fn label_alone(text: &str) -> Option<String> {
    // No label is longer; one is read with a text behind it.
    let text = text.trim();
    if text.is_empty() || text.len() > 24 {
        return None;
    }
    let line = format!("{text} x");
    let label = Label::read(&line).filter(|label| label.len == text.len() + 1)?;
    (!label.text.is_empty()).then(|| label.text.to_owned())
}

/// Makes one piece of a text, or one of each line if all of them are whole references.
fn of_text(source: &Source, rich: &ListText, is_whole: bool, pieces: &mut Vec<Piece<'_>>) {
    let text = rich.text.as_str();
    // Line breaks of the page; others are white space of its source.
    let mut breaks: Vec<(usize, usize)> = rich.breaks.clone();
    breaks.push((text.len(), rich.span.end));
    let mut lines: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(breaks.len());
    let mut from = (0, rich.span.start);
    for (at, raw) in breaks {
        let end = at.min(text.len()).max(from.0);
        lines.push((from.0..end, from.1..raw.max(from.1)));
        from = (end, raw);
    }
    let is_each = !is_whole
        && lines.len() > 1
        && lines.iter().all(|(line, _)| {
            let line = &text[line.clone()];
            line.trim().is_empty() || Line::all(line).first().is_some_and(Line::is_whole)
        });
    if is_each {
        for (line, raw) in lines {
            let span = trimmed(source, raw);
            pieces.extend(piece(rich, &line, span));
        }
    } else {
        pieces.extend(piece(rich, &(0..text.len()), rich.span.clone()));
    }
}

/// A stretch of the file without the white space around it.
fn trimmed(source: &Source, span: Range<usize>) -> Range<usize> {
    let Some(text) = source.text.get(span.clone()) else { return span };
    let start = span.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Makes a piece of a stretch of a text; none of white space.
fn piece(rich: &ListText, stretch: &Range<usize>, span: Range<usize>) -> Option<Piece<'static>> {
    let whole = &rich.text;
    let mut at = stretch.start;
    let mut lines: Vec<Range<usize>> = Vec::new();
    for line in whole[stretch.clone()].split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let text = line.trim();
        if !text.is_empty() {
            lines.push(start..start + text.len());
        }
    }
    // The arrow that leads from a note back to its text.
    let first = lines.first_mut()?;
    let arrows = |c: char| c.is_whitespace() || "^↑↩\u{fe0e}".contains(c);
    first.start +=
        whole[first.clone()].len() - whole[first.clone()].trim_start_matches(arrows).len();
    let (label, body) = label_and_body(&whole[first.clone()]);
    first.start += body;
    let joined = Joined::new(whole, &lines, &Compounds::default());
    let bounds = lines.first()?.start..lines.last()?.end;
    let map = |span: &Range<usize>| {
        let inside = span.start.max(bounds.start)..span.end.min(bounds.end);
        if inside.is_empty() { None } else { joined.span(&inside) }
    };
    let italics = rich.italics.iter().filter_map(map);
    let links = rich
        .links
        .iter()
        .filter_map(|link| Some(Link { span: map(&link.span)?, href: link.href.clone() }));
    let (mut italics, links): (Vec<_>, Vec<_>) = (italics.collect(), links.collect());
    // What is all in italics has none that tell anything.
    italics.retain(|italic| *italic != (0..joined.text.len()));
    let text = joined.text.into_owned();
    (!text.is_empty()).then(|| Piece { text: text.into(), span, italics, links, label, key: None })
}

/// Makes pieces of preformatted text, whose lines are as they are.
fn of_code(rich: &ListText, pieces: &mut Vec<Piece<'_>>) {
    let text = rich.text.as_str();
    let compounds = Compounds::of(text);
    for group in plain_groups(text) {
        let joined = Joined::new(text, &group.lines, &compounds);
        let text = joined.text.into_owned().into();
        pieces.push(Piece {
            text,
            span: rich.span.clone(),
            label: group.label,
            ..Piece::default()
        });
    }
}
