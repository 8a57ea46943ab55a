//! Text -> the HTML of Zotero's notes.

use quick_xml::escape::partial_escape;

use crate::model::{Event, Markup, Text};

/// Paragraphs, parted by empty lines; a line break inside one stays a line break.
pub(super) fn paragraphs(text: &Text) -> String {
    let mut inner = String::new();
    text.walk(|event| match event {
        Event::Open(markup) => inner.push_str(tags(markup).0),
        Event::Close(markup) => inner.push_str(tags(markup).1),
        Event::Str(text) => inner.push_str(&escape(text)),
    });
    let mut out = String::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in inner.lines().map(str::trim).chain([""]) {
        if !line.is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            out.push_str(&format!("<p>{}</p>", lines.join("<br/>")));
            lines.clear();
        }
    }
    out
}

/// Text as HTML.
pub(super) fn escape(text: &str) -> String {
    partial_escape(text).into_owned()
}

fn tags(markup: Markup) -> (&'static str, &'static str) {
    match markup {
        Markup::Italic => ("<i>", "</i>"),
        Markup::Bold => ("<b>", "</b>"),
        Markup::Superscript => ("<sup>", "</sup>"),
        Markup::Subscript => ("<sub>", "</sub>"),
        // Zotero's notes know neither.
        Markup::SmallCaps | Markup::NoCase => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(csl: &str, expected: &str) {
        assert_eq!(paragraphs(&Text::from_csl(csl)), expected);
    }

    #[test]
    fn paragraphs_are_escaped() {
        check("a\nb\n\n\n c", "<p>a<br/>b</p><p>c</p>");
        check("p < 0.05 & <i>E. coli</i>", "<p>p &lt; 0.05 &amp; <i>E. coli</i></p>");
        check("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        check(" \n ", "");
    }
}
