//! LaTeX: a `list` environment, to be read with `\input`.

use super::{Row, rows};
use crate::cite::{Entry, Form, LabelAlign, ListLayout};

/// Writes the list with the indents and spaces of the style.
///
/// Source: source2e, "The list environment", for the lengths.
pub(super) fn list(entries: &[&Entry], layout: &ListLayout, out: &mut String) {
    out.push_str(HEAD);
    // LaTeX takes a list without an item for an error.
    if entries.is_empty() {
        return;
    }
    let (rows, length) = rows(entries, Form::Latex);
    out.push_str("\\begin{list}{}{%\n");
    match layout.line_spacing {
        1 => {}
        lines => out.push_str(&format!("  \\linespread{{{lines}}}\\selectfont\n")),
    }
    out.push_str(&match length {
        Some(_) => labels(&rows, layout.labels),
        None => indents(layout.hanging),
    });
    out.push_str(&format!(
        "  \\setlength{{\\parsep}}{{0pt}}\\setlength{{\\itemsep}}{{{}\\baselineskip}}}}\n",
        layout.entry_spacing
    ));
    for row in &rows {
        out.push_str("\\item[");
        if !row.label.is_empty() {
            out.push_str(&format!("{{{}}}", row.label));
        }
        out.push_str("] ");
        out.push_str(&row.rest);
        out.push('\n');
    }
    out.push_str("\\end{list}\n");
}

const HEAD: &str = "% A reference list, to be read with \\input. It needs in the preamble:\n\
%   \\usepackage[T1]{fontenc}  (only with pdfLaTeX)\n\
%   \\usepackage{hyperref}\n";

fn indents(hanging: bool) -> String {
    let indent = if hanging { "2em" } else { "0pt" };
    format!(
        "  \\setlength{{\\leftmargin}}{{{indent}}}\\setlength{{\\itemindent}}{{-{indent}}}%\n\
         \x20 \\setlength{{\\labelwidth}}{{0pt}}\\setlength{{\\labelsep}}{{0pt}}%\n"
    )
}

fn labels(rows: &[Row], align: Option<LabelAlign>) -> String {
    let longest = rows.iter().map(|row| &row.label).max_by_key(|label| label.chars().count());
    let longest = longest.map(String::as_str).unwrap_or_default();
    let margin = match align {
        Some(LabelAlign::Margin) => "\\setlength{\\leftmargin}{0pt}",
        Some(LabelAlign::Flush) | None => {
            "\\setlength{\\leftmargin}{\\labelwidth}\\addtolength{\\leftmargin}{\\labelsep}"
        }
    };
    format!(
        "  \\renewcommand{{\\makelabel}}[1]{{#1\\hfil}}%\n\
         \x20 \\settowidth{{\\labelwidth}}{{{longest}}}\\setlength{{\\labelsep}}{{0.5em}}%\n\
         \x20 {margin}%\n"
    )
}
