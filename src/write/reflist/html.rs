//! HTML: the list of citeproc, and a page around it.

use super::longest_label;
use crate::cite::{Entry, ListLayout};

/// Writes the list; an entry's `id` has its key.
pub(super) fn fragment(entries: &[&Entry], out: &mut String) {
    out.push_str("<div class=\"csl-bib-body\">\n");
    for entry in entries {
        out.push_str("  <div class=\"csl-entry\" id=\"ref-");
        escape(&entry.key.as_str().replace(char::is_whitespace, "_"), out);
        out.push_str("\">");
        out.push_str(&entry.html(true));
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n");
}

/// Writes the list as a page, laid out as the style asks.
pub(super) fn page(entries: &[&Entry], layout: &ListLayout) -> String {
    let mut list = String::new();
    fragment(entries, &mut list);
    let rules = rules(layout, longest_label(entries), list.contains("<div class=\"csl-indent\">"));
    format!("{HEAD}{rules}</style>\n</head>\n<body>\n{list}</body>\n</html>\n")
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>References</title>\n\
<style>\nbody { max-width: 42em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }\n";

fn rules(layout: &ListLayout, label: Option<usize>, has_indent: bool) -> String {
    let left = if layout.hanging && label.is_none() { " 2em; text-indent: -2em" } else { " 0" };
    // On a screen entries without a space between them are hard to tell apart.
    let below = match layout.entry_spacing {
        0 => "0.5em".to_owned(),
        lines => format!("{lines}em"),
    };
    let height = match layout.line_spacing {
        1 => String::new(),
        lines => format!(" line-height: {lines};"),
    };
    let clear = if label.is_some() { " clear: left;" } else { "" };
    let mut out = format!(
        ".csl-entry {{ margin: 0 0 {below}{left}; overflow-wrap: anywhere;{height}{clear} }}\n"
    );
    if let Some(width) = label.map(|length| length + 1) {
        out += &format!(
            ".csl-left-margin {{ float: left; min-width: {width}ch; }}\n\
             .csl-right-inline {{ margin-left: {width}ch; }}\n"
        );
    }
    if has_indent {
        out += ".csl-indent { margin-left: 2em; }\n";
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
