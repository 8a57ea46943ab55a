//! Typst's markup.

use super::{Mark, Piece, Step, nest};
use crate::cite::entry::Run;

/// Writes pieces as content.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    // Whether a function's call was written last.
    let mut call = false;
    nest(pieces, |step| {
        call = match step {
            Step::Open(mark) => {
                out.push_str(function(mark));
                false
            }
            Step::Close => {
                out.push(']');
                true
            }
            Step::Run(run) => write_run(run, call, out),
            Step::Line { indented } => {
                out.push_str(if indented { " \\ #h(2em)" } else { " \\ " });
                indented
            }
            Step::Gap => {
                out.push_str(" #h(1em)");
                true
            }
        };
    });
}

fn function(mark: Mark) -> &'static str {
    match mark {
        Mark::Italic => "#emph[",
        Mark::Bold => "#strong[",
        Mark::Underline => "#underline[",
        Mark::SmallCaps => "#smallcaps[",
        Mark::Superscript => "#super[",
        Mark::Subscript => "#sub[",
    }
}

/// Writes a run and says whether it ends with a function's call.
fn write_run(run: &Run, call: bool, out: &mut String) -> bool {
    let Some(link) = &run.link else {
        if call && continues_call(&run.text) {
            out.push(';');
        }
        escape(&run.text, out);
        return false;
    };
    out.push_str("#link(\"");
    escape_string(link, out);
    out.push_str("\")");
    if *link != run.text {
        out.push('[');
        escape(&run.text, out);
        out.push(']');
    }
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
