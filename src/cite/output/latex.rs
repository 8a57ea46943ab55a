//! LaTeX in UTF-8.
//!
//! The commands are those of LaTeX's kernel and of `hyperref`.

use super::{Mark, Piece, Step, nest, percent_encode};
use crate::cite::entry::{Font, Run};

/// Writes pieces as text of a paragraph.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    nest(pieces, |step| match step {
        Step::Open(mark) => out.push_str(command(mark)),
        Step::Close => out.push('}'),
        Step::Run(run) => write_run(run, out),
        Step::Line { indented: false } => out.push_str("\\par "),
        Step::Line { indented: true } => out.push_str("\\par\\hspace*{2em}"),
        Step::Gap => out.push_str("\\quad "),
    });
}

fn command(mark: Mark) -> &'static str {
    match mark {
        Mark::Italic => "\\textit{",
        Mark::Bold => "\\textbf{",
        Mark::Underline => "\\underline{",
        Mark::SmallCaps => "\\textsc{",
        Mark::Superscript => "\\textsuperscript{",
        Mark::Subscript => "\\textsubscript{",
    }
}

fn write_run(run: &Run, out: &mut String) {
    let Some(link) = run.link.as_deref() else { return escape(&run.text, out) };
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
            escape(&run.text, out);
        }
    }
    out.push('}');
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
fn escape(text: &str, out: &mut String) {
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
