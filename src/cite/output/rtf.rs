//! Rich Text Format, as it stands between a document's first and last brace.

use super::{Piece, percent_encode};
use crate::cite::entry::{Font, Run, Vertical};

/// Writes pieces as text of a paragraph.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Run(run) => write_run(run, out),
            Piece::Line { indented: false } => out.push_str("\\line "),
            Piece::Line { indented: true } => out.push_str("\\line\\tab "),
            Piece::Gap => out.push_str("\\tab "),
        }
    }
}

fn write_run(run: &Run, out: &mut String) {
    if let Some(link) = &run.link {
        out.push_str("{\\field{\\*\\fldinst{HYPERLINK \"");
        let mut url = String::with_capacity(link.len());
        percent_encode(link, &mut url);
        escape(&url, out);
        out.push_str("\"}}{\\fldrslt{");
    }
    let words = control_words(run.font);
    match words.is_empty() {
        true => escape(&run.text, out),
        false => {
            out.push('{');
            words.iter().for_each(|word| out.push_str(word));
            out.push(' ');
            escape(&run.text, out);
            out.push('}');
        }
    }
    if run.link.is_some() {
        out.push_str("}}}");
    }
}

fn control_words(font: Font) -> Vec<&'static str> {
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => "\\super",
        Vertical::Subscript => "\\sub",
    });
    [
        font.bold.then_some("\\b"),
        font.italic.then_some("\\i"),
        font.underline.then_some("\\ul"),
        font.small_caps.then_some("\\scaps"),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
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
