//! Typst: a block of content, to be read with `#include`.

use super::rows;
use crate::cite::{Entry, Form, ListLayout};

/// Writes the list with the indents and spaces of the style.
///
/// Source: the reference of Typst, `par` and `grid`.
pub(super) fn list(entries: &[&Entry], layout: &ListLayout, out: &mut String) {
    let (rows, length) = rows(entries, Form::Typst);
    // A line is 0.65em of white and about as much of letters.
    let leading = 65 + 130 * u16::from(layout.line_spacing).saturating_sub(1);
    let spacing = em(leading + 130 * u16::from(layout.entry_spacing));
    let leading = em(leading);
    out.push_str("// A reference list, to be read with #include.\n#[\n");
    out.push_str(&format!("#set par(leading: {leading}, spacing: {spacing}, "));
    if length.is_some() {
        out.push_str("first-line-indent: 0em)\n");
        out.push_str(&format!(
            "#grid(columns: (auto, 1fr), column-gutter: 0.5em, row-gutter: {spacing},\n"
        ));
        for row in &rows {
            out.push_str(&format!("  [{}], [{}],\n", row.label, row.rest));
        }
        out.push_str(")\n");
    } else {
        let indent = if layout.hanging { "2em" } else { "0em" };
        out.push_str(&format!("first-line-indent: 0em, hanging-indent: {indent})\n"));
        for row in &rows {
            out.push('\n');
            out.push_str(&row.rest);
            out.push('\n');
        }
    }
    out.push_str("]\n");
}

/// Hundredths of an em.
fn em(hundredths: u16) -> String {
    format!("{}.{:02}em", hundredths / 100, hundredths % 100)
}
