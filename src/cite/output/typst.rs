//! Typst's markup.

use super::Piece;
use crate::cite::entry::{Font, Run, Vertical};

/// Writes pieces as content.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    let mut call = false;
    for piece in pieces {
        match piece {
            Piece::Run(run) => call = write_run(run, call, out),
            Piece::Line { indented } => {
                out.push_str(if *indented { " \\ #h(2em)" } else { " \\ " });
                call = *indented;
            }
            Piece::Gap => {
                out.push_str(if call { "#h(1em)" } else { " #h(1em)" });
                call = true;
            }
        }
    }
}

/// Writes a run and says whether it ends with a function's call.
fn write_run(run: &Run, call: bool, out: &mut String) -> bool {
    let functions = functions(run.font);
    if functions.is_empty() && run.link.is_none() {
        if call && continues_call(&run.text) {
            out.push(';');
        }
        escape(&run.text, out);
        return false;
    }
    let mut brackets = functions.len();
    if let Some(link) = &run.link {
        out.push_str("#link(\"");
        escape_string(link, out);
        out.push_str("\")");
        if *link == run.text && functions.is_empty() {
            return true;
        }
        out.push('[');
        brackets += 1;
    }
    functions.iter().for_each(|function| out.push_str(function));
    escape(&run.text, out);
    (0..brackets).for_each(|_| out.push(']'));
    true
}

/// Whether a text behind a call would be taken for its arguments, a field or its end.
fn continues_call(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('(' | ';') => true,
        Some('.') => chars.next().is_some_and(|c| c.is_alphabetic() || c == '_'),
        _ => false,
    }
}

/// The functions of a font, the outermost first.
fn functions(font: Font) -> Vec<&'static str> {
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => "#super[",
        Vertical::Subscript => "#sub[",
    });
    [
        font.bold.then_some("#strong["),
        font.italic.then_some("#emph["),
        font.underline.then_some("#underline["),
        font.small_caps.then_some("#smallcaps["),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Escapes the text of a string literal.
fn escape_string(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Escapes what Typst would read as markup.
///
/// Source: the reference of Typst, "Syntax", "Markup mode" and "Escape sequences"; "Symbols", shorthands.
fn escape(text: &str, out: &mut String) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut is_number = true;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        // A run may begin a paragraph, in which these are the marks of lists and headings.
        let ends_mark = next.is_none_or(|c| c.is_whitespace() || c == '=');
        let opens_block = before.is_none() && ends_mark && matches!(c, '=' | '-' | '+' | '/');
        let numbers_item = before.is_some() && ends_mark && c == '.' && is_number;
        is_number &= c.is_ascii_digit();
        let special = match c {
            '\\' | '*' | '_' | '`' | '$' | '#' | '@' | '<' | '>' | '[' | ']' | '~' | '\'' | '"' => {
                true
            }
            // Comments and addresses.
            '/' => before == Some('/') || matches!(next, Some('/' | '*')),
            // Dashes, a hyphen that shows at the end of a line alone, signs of numbers.
            '-' => {
                let signs = !before.is_some_and(char::is_alphanumeric);
                before == Some('-')
                    || next.is_some_and(|c| matches!(c, '-' | '?') || (signs && c.is_numeric()))
            }
            '.' => before == Some('.') || next == Some('.'),
            _ => false,
        };
        if special || opens_block || numbers_item {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}
