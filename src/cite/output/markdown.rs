//! CommonMark.

use super::{Piece, percent_encode};
use crate::cite::entry::{Font, Run, Vertical};

/// Writes pieces as a paragraph's text.
///
/// Emphasis that CommonMark would not see as such (section 6.2: it begins within a word and with a
/// mark of punctuation, or stands close to other emphasis) is written as HTML.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    let start = out.len();
    let mut rest = pieces;
    while let [first, others @ ..] = rest {
        match first {
            Piece::Line { .. } | Piece::Gap => {
                out.push(' ');
                rest = others;
            }
            Piece::Run(run) => {
                let emphasis = (run.font.bold, run.font.italic);
                let same = |piece: &&Piece| match piece {
                    Piece::Run(run) => (run.font.bold, run.font.italic) == emphasis,
                    Piece::Line { .. } | Piece::Gap => false,
                };
                let (runs, others) = rest.split_at(rest.iter().take_while(same).count());
                write_runs(runs, run.font, first_char(others), start, out);
                rest = others;
            }
        }
    }
}

fn first_char(pieces: &[Piece]) -> Option<char> {
    match pieces.first() {
        Some(Piece::Run(next)) => next.text.chars().next(),
        Some(Piece::Line { .. } | Piece::Gap) | None => None,
    }
}

/// Writes runs of one emphasis.
fn write_runs(runs: &[Piece], font: Font, next: Option<char>, start: usize, out: &mut String) {
    let mut text = String::new();
    let is_line_start = out.len() == start;
    // Without emphasis the runs go on with the line, which tells what they may begin.
    let (target, start) = match font.bold || font.italic {
        true => (&mut text, usize::MAX),
        false => (&mut *out, start),
    };
    for piece in runs {
        if let Piece::Run(run) = piece {
            write_body(run, start, target);
        }
    }
    if text.is_empty() {
        return;
    }
    // Emphasis may not begin or end with white space.
    let body = text.trim();
    let at = text.len() - text.trim_start().len();
    let (before, after) = (&text[..at], &text[at + body.len()..]);
    if !is_line_start {
        out.push_str(before);
    }
    if !body.is_empty() {
        let seen = is_seen(out.chars().next_back(), body, after.chars().next().or(next));
        let (open, close) = emphasis(font, seen);
        out.push_str(open);
        out.push_str(body);
        out.push_str(close);
    }
    out.push_str(after);
}

/// Whether CommonMark sees the emphasis of a text between two characters.
fn is_seen(before: Option<char>, text: &str, after: Option<char>) -> bool {
    let is_punctuation = |c: char| !c.is_alphanumeric();
    let is_apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    let opens = is_apart(before) || !text.starts_with(is_punctuation);
    let closes = is_apart(after) || !text.ends_with(is_punctuation);
    before != Some('*') && opens && closes
}

type Tags = (&'static str, &'static str);

fn emphasis(font: Font, seen: bool) -> Tags {
    match (font.bold, font.italic, seen) {
        (true, true, true) => ("***", "***"),
        (true, false, true) => ("**", "**"),
        (false, true, true) => ("*", "*"),
        (true, true, false) => ("<strong><em>", "</em></strong>"),
        (true, false, false) => ("<strong>", "</strong>"),
        (false, true, false) => ("<em>", "</em>"),
        (false, false, _) => ("", ""),
    }
}

/// What CommonMark has no marks for.
fn html_tags(font: Font) -> Vec<Tags> {
    let small_caps = ("<span style=\"font-variant: small-caps;\">", "</span>");
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => ("<sup>", "</sup>"),
        Vertical::Subscript => ("<sub>", "</sub>"),
    });
    [font.underline.then_some(("<u>", "</u>")), font.small_caps.then_some(small_caps), vertical]
        .into_iter()
        .flatten()
        .collect()
}

/// Writes a run within its emphasis; `start` is where the line begins in `out`.
fn write_body(run: &Run, start: usize, out: &mut String) {
    let tags = html_tags(run.font);
    tags.iter().for_each(|(open, _)| out.push_str(open));
    match run.link.as_deref() {
        Some(link) if link == run.text && link.bytes().all(is_plain) => {
            out.push('<');
            out.push_str(link);
            out.push('>');
        }
        Some(link) => {
            out.push('[');
            escape(&run.text, usize::MAX, out);
            out.push_str("](<");
            let mut url = String::with_capacity(link.len());
            percent_encode(link, &mut url);
            out.push_str(&url.replace('&', "&amp;"));
            out.push_str(">)");
        }
        None => escape(&run.text, start, out),
    }
    tags.iter().rev().for_each(|(_, close)| out.push_str(close));
}

/// Whether an address may have the character between angle brackets.
fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'<' | b'>' | b'\\' | 0..=b' ' | 127)
}

/// Escapes what CommonMark would read as markup; `start` is where the line begins in `out`.
///
/// Source: CommonMark 0.31, sections 2.4 (escapes), 2.5 (entities), 4.2 (headings), 5.2 (list items).
fn escape(text: &str, start: usize, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let line = out.get(start..).unwrap_or("x");
        let always = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            // Only before a name or a number an ampersand can begin an entity.
            '&' => chars.peek().is_none_or(|next| *next == '#' || next.is_alphanumeric()),
            _ => false,
        };
        let opens_block = line.is_empty() && matches!(c, '#' | '+' | '-' | '=');
        let numbers_item = matches!(c, '.' | ')')
            && (1..10).contains(&line.len())
            && line.bytes().all(|byte| byte.is_ascii_digit());
        if always || opens_block || numbers_item {
            out.push('\\');
        }
        out.push(c);
    }
}
