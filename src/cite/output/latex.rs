//! LaTeX in UTF-8.
//!
//! The commands are those of LaTeX's kernel and of `hyperref`.

use super::{Piece, percent_encode};
use crate::cite::entry::{Font, Run, Vertical};

/// Writes pieces as text of a paragraph.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Run(run) => write_run(run, out),
            Piece::Line { indented: false } => out.push_str("\\par "),
            Piece::Line { indented: true } => out.push_str("\\par\\hspace*{2em}"),
            Piece::Gap => out.push_str("\\quad "),
        }
    }
}

fn write_run(run: &Run, out: &mut String) {
    let Some(link) = run.link.as_deref() else { return write_text(run.font, &run.text, out) };
    // An address is set so that it breaks at the end of a line.
    let is_address = run.font == Font::default() && run.text.bytes().all(is_plain);
    if is_address && run.text == link {
        out.push_str("\\url{");
        escape_address(link, out);
    } else {
        out.push_str("\\href{");
        let mut url = String::with_capacity(link.len());
        percent_encode(link, &mut url);
        escape_address(&url, out);
        out.push_str("}{");
        if is_address && run.text.contains('/') {
            out.push_str("\\nolinkurl{");
            escape_address(&run.text, out);
            out.push('}');
        } else {
            write_text(run.font, &run.text, out);
        }
    }
    out.push('}');
}

fn write_text(font: Font, text: &str, out: &mut String) {
    let commands = commands(font);
    commands.iter().for_each(|command| out.push_str(command));
    escape(text, out);
    commands.iter().for_each(|_| out.push('}'));
}

/// The commands of a font, the outermost first.
fn commands(font: Font) -> Vec<&'static str> {
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => "\\textsuperscript{",
        Vertical::Subscript => "\\textsubscript{",
    });
    [
        font.bold.then_some("\\textbf{"),
        font.italic.then_some("\\textit{"),
        font.underline.then_some("\\underline{"),
        font.small_caps.then_some("\\textsc{"),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether `\url` sets the character as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!&'()*+,;=%".contains(&byte)
}

/// Escapes an address so that it may stand within the argument of another command too.
///
/// Source: the manual of hyperref, `\href` and `\url`.
fn escape_address(url: &str, out: &mut String) {
    for c in url.chars() {
        if matches!(c, '%' | '#' | '&' | '_' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Escapes what TeX would read as markup, or its fonts as a ligature.
///
/// Source: LaTeX2e unofficial reference manual, "Reserved characters" and "Text symbols".
pub(super) fn escape(text: &str, out: &mut String) {
    let mut last = ' ';
    for c in text.chars() {
        // Two of these would become one: a dash, a quotation mark.
        if c == last && matches!(c, '-' | ',' | '‘' | '’') {
            out.push_str("{}");
        }
        last = c;
        let command = match c {
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(c);
                continue;
            }
            '\\' => "\\textbackslash{}",
            '~' => "\\textasciitilde{}",
            '^' => "\\textasciicircum{}",
            '`' => "\\textasciigrave{}",
            '\'' => "\\textquotesingle{}",
            '"' => "\\textquotedbl{}",
            '<' => "\\textless{}",
            '>' => "\\textgreater{}",
            '|' => "\\textbar{}",
            // Spaces of a locale that pdfTeX does not know, and the one that looks like any other.
            '\u{a0}' => "~",
            '\u{2009}' | '\u{202f}' => "\\,",
            c => {
                out.push(c);
                continue;
            }
        };
        out.push_str(command);
    }
}
