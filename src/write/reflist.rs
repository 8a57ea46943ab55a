//! Reference lists as text, Markdown and HTML.

use crate::cite::{Entry, Font, Run, Vertical, is_safe_link};

/// What a reference list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One paragraph a reference, nothing else.
    Text,
    /// Paragraphs of CommonMark; `<sup>`, `<sub>` and small capitals as HTML within it.
    Markdown,
    /// A `div` of class `csl-bib-body`, as citeproc writes it, to put into a page.
    Html,
    /// A page of its own around that `div`.
    HtmlPage,
}

/// Writes a reference list.
///
/// The same entries give the same bytes. Paragraphs are apart by an empty line in Markdown.
///
/// ```
/// use florilege::cite::{Entry, Font, Run};
/// use florilege::model::CiteKey;
/// use florilege::write::reflist::{Form, write};
/// let run = Run { text: "1 < 2*".into(), font: Font::default(), link: None };
/// let key = CiteKey::parse("doe2020").unwrap();
/// let entries = [Entry { key, label: vec![], runs: vec![run], failed: false }];
/// assert_eq!(write(&entries, Form::Text), "1 < 2*\n");
/// assert_eq!(write(&entries, Form::Markdown), "1 \\< 2\\*\n");
/// ```
pub fn write(entries: &[Entry], form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text => {
            for entry in entries {
                out.push_str(&entry.text());
                out.push('\n');
            }
        }
        Form::Markdown => {
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    out.push('\n');
                }
                markdown(entry, &mut out);
                out.push('\n');
            }
        }
        Form::Html => html(entries, &mut out),
        Form::HtmlPage => {
            out.push_str(PAGE_HEAD);
            html(entries, &mut out);
            out.push_str("</body>\n</html>\n");
        }
    }
    out
}

const PAGE_HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>References</title>\n\
<style>\nbody { max-width: 42em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }\n\
.csl-entry { margin: 0 0 0.5em 2em; text-indent: -2em; overflow-wrap: anywhere; }\n\
</style>\n</head>\n<body>\n";

fn markdown(entry: &Entry, out: &mut String) {
    let start = out.len();
    markdown_runs(&entry.label(), start, out);
    if !entry.label().is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    markdown_runs(&entry.runs(), start, out);
}

fn markdown_runs(runs: &[Run], start: usize, out: &mut String) {
    for run in runs {
        // Emphasis may not begin or end with white space.
        let body = run.text.trim();
        let at = run.text.len() - run.text.trim_start().len();
        let (before, after) = (&run.text[..at], &run.text[at + body.len()..]);
        out.push_str(before);
        if body.is_empty() {
            continue;
        }
        let tags = tags(run.font, &MARKDOWN);
        tags.iter().for_each(|(open, _)| out.push_str(open));
        match run.link.as_deref().filter(|link| is_safe_link(link)) {
            Some(link) if link == body && !link.contains(['<', '>']) => {
                out.push('<');
                out.push_str(link);
                out.push('>');
            }
            Some(link) => {
                out.push('[');
                escape_markdown(body, usize::MAX, out);
                out.push_str("](<");
                out.push_str(&link.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C"));
                out.push_str(">)");
            }
            None => escape_markdown(body, start, out),
        }
        tags.iter().rev().for_each(|(_, close)| out.push_str(close));
        out.push_str(after);
    }
}

/// Escapes what CommonMark would read as markup; `start` is where the paragraph begins in `out`.
///
/// Source: CommonMark 0.31, sections 2.4 (escapes), 2.5 (entities), 4.2 (headings), 5.2 (list items).
fn escape_markdown(text: &str, start: usize, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let line = out.get(start..).unwrap_or("x");
        let always = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            // Only before a name or a number an ampersand can begin an entity.
            '&' => chars.peek().is_none_or(|next| *next == '#' || next.is_alphanumeric()),
            _ => false,
        };
        let opens_block = line.is_empty() && matches!(c, '#' | '+' | '-' | '=');
        let numbers_item = matches!(c, '.' | ')')
            && (1..10).contains(&line.len())
            && line.bytes().all(|byte| byte.is_ascii_digit());
        if always || opens_block || numbers_item {
            out.push('\\');
        }
        out.push(c);
    }
}

fn html(entries: &[Entry], out: &mut String) {
    out.push_str("<div class=\"csl-bib-body\">\n");
    for entry in entries {
        out.push_str("  <div class=\"csl-entry\" id=\"ref-");
        escape_html(&entry.key.as_str().replace(char::is_whitespace, "_"), out);
        out.push_str("\">");
        if !entry.label().is_empty() {
            out.push_str("<span class=\"csl-left-margin\">");
            html_runs(&entry.label(), out);
            out.push_str("</span> ");
        }
        html_runs(&entry.runs(), out);
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n");
}

fn html_runs(runs: &[Run], out: &mut String) {
    for run in runs {
        let link = run.link.as_deref().filter(|link| is_safe_link(link));
        if let Some(link) = link {
            out.push_str("<a href=\"");
            escape_html(link, out);
            out.push_str("\">");
        }
        let tags = tags(run.font, &HTML);
        tags.iter().for_each(|(open, _)| out.push_str(open));
        escape_html(&run.text, out);
        tags.iter().rev().for_each(|(_, close)| out.push_str(close));
        if link.is_some() {
            out.push_str("</a>");
        }
    }
}

fn escape_html(text: &str, out: &mut String) {
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

type Tag = (&'static str, &'static str);

/// How a form writes bold and italic; the rest is HTML in both.
struct Emphasis {
    bold: Tag,
    italic: Tag,
}

const MARKDOWN: Emphasis = Emphasis { bold: ("**", "**"), italic: ("*", "*") };
const HTML: Emphasis = Emphasis { bold: ("<b>", "</b>"), italic: ("<i>", "</i>") };

/// What opens and closes a font, from the outside in.
fn tags(font: Font, emphasis: &Emphasis) -> Vec<Tag> {
    let small_caps = ("<span style=\"font-variant: small-caps;\">", "</span>");
    let vertical = font.vertical.map(|vertical| match vertical {
        Vertical::Superscript => ("<sup>", "</sup>"),
        Vertical::Subscript => ("<sub>", "</sub>"),
    });
    [
        font.bold.then_some(emphasis.bold),
        font.italic.then_some(emphasis.italic),
        font.underline.then_some(("<u>", "</u>")),
        font.small_caps.then_some(small_caps),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CiteKey;

    fn entry() -> Entry {
        let run = |text: &str, italic, link: Option<&str>| Run {
            text: text.to_owned(),
            font: Font { italic, ..Font::default() },
            link: link.map(str::to_owned),
        };
        let url = "https://doi.org/10.1000/a_b";
        let _runs = vec![
            run("1. A & B’s <test>. ", false, None),
            run("Cell* ", true, None),
            run(url, false, Some(url)),
            run("x", false, Some("javascript:alert(1)")),
        ];
        todo!()
    }

    fn check(form: Form, expected: &str) {
        assert_eq!(write(&[entry()], form), expected);
    }

    #[test]
    fn each_form_escapes_its_own() {
        check(Form::Text, "1. A & B’s <test>. Cell* https://doi.org/10.1000/a_bx\n");
        check(
            Form::Markdown,
            "1\\. A & B’s \\<test\\>. *Cell\\** <https://doi.org/10.1000/a_b>x\n",
        );
        check(
            Form::Html,
            "<div class=\"csl-bib-body\">\n  <div class=\"csl-entry\" id=\"ref-a&quot;b\">\
             1. A &amp; B’s &lt;test&gt;. <i>Cell* </i>\
             <a href=\"https://doi.org/10.1000/a_b\">https://doi.org/10.1000/a_b</a>x</div>\n</div>\n",
        );
    }

    #[test]
    fn a_page_is_whole() {
        let page = write(&[], Form::HtmlPage);
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    }
}
