//! Rich Text Format, as it stands between a document's first and last brace.

use super::{Mark, Piece, Step, nest, percent_encode};
use crate::cite::entry::Run;

/// Writes pieces as text of a paragraph.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    nest(pieces, |step| match step {
        Step::Open(mark) => out.push_str(group(mark)),
        Step::Close => out.push('}'),
        Step::Run(run) => write_run(run, out),
        Step::Line { indented: false } => out.push_str("\\line "),
        Step::Line { indented: true } => out.push_str("\\line\\tab "),
        Step::Gap => out.push_str("\\tab "),
    });
}

fn group(mark: Mark) -> &'static str {
    match mark {
        Mark::Italic => "{\\i ",
        Mark::Bold => "{\\b ",
        Mark::Underline => "{\\ul ",
        Mark::SmallCaps => "{\\scaps ",
        Mark::Superscript => "{\\super ",
        Mark::Subscript => "{\\sub ",
    }
}

fn write_run(run: &Run, out: &mut String) {
    let Some(link) = &run.link else { return escape(&run.text, out) };
    out.push_str("{\\field{\\*\\fldinst{HYPERLINK \"");
    let mut url = String::with_capacity(link.len());
    percent_encode(link, &mut url);
    escape(&url, out);
    out.push_str("\"}}{\\fldrslt{");
    escape(&run.text, out);
    out.push_str("}}}");
}

/// Escapes what RTF would read as markup, and all beyond ASCII by its number.
///
/// Source: Rich Text Format specification 1.9.1, "Special characters", "Unicode RTF".
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii() => out.push(c),
            c => {
                // Numbers are signed, and a character beyond the first plane has two.
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{}?", unit.cast_signed()));
                }
            }
        }
    }
}
