//! RTF: a document of a paragraph an entry.

use super::{Row, rows};
use crate::cite::{Entry, Form, LabelAlign, ListLayout};

/// Writes the list as a whole document with the indents and spaces of the style.
///
/// Source: Rich Text Format specification 1.9.1, "Paragraph formatting properties".
pub(super) fn document(entries: &[&Entry], layout: &ListLayout, out: &mut String) {
    let (rows, length) = rows(entries, Form::Rtf);
    out.push_str(HEAD);
    let paragraph = paragraph(layout, length);
    for Row { label, rest } in &rows {
        out.push_str(&paragraph);
        if !label.is_empty() {
            out.push_str(label);
            out.push_str("\\tab ");
        }
        out.push_str(rest);
        out.push_str("\\par}\n");
    }
    out.push_str("}\n");
}

/// A roman font of 12 points; a character is about half as wide.
const HEAD: &str = "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0\n\
{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}}\n\\f0\\fs24\n";

/// The twips of a line, of a character and of an indent.
const LINE: usize = 240;
const CHARACTER: usize = 130;
const INDENT: usize = 720;

/// How each paragraph begins.
fn paragraph(layout: &ListLayout, label: Option<usize>) -> String {
    let (left, first) = match (label.map(|length| (length + 1) * CHARACTER), layout.labels) {
        (Some(width), Some(LabelAlign::Margin)) => (0, width),
        (Some(width), _) => (width, width),
        (None, _) if layout.hanging => (INDENT, INDENT),
        (None, _) => (0, 0),
    };
    let after = usize::from(layout.entry_spacing) * LINE;
    let lines = usize::from(layout.line_spacing) * LINE;
    let tab = if label.is_some() { format!("\\tx{left}") } else { String::new() };
    format!("{{\\pard\\li{left}\\fi-{first}\\sa{after}\\sl{lines}\\slmult1{tab} ")
}
