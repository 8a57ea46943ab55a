//! Reference lists in the forms of [`Form`].

mod html;
mod latex;
mod rtf;
mod typst;

use crate::cite::{Entry, Form, ListLayout};

/// Writes a reference list; records of which the style prints nothing are left out.
///
/// | form | what it is |
/// |---|---|
/// | text | a line an entry |
/// | Markdown | a paragraph an entry |
/// | HTML | a `div` of class `csl-bib-body`, as citeproc writes it, to put into a page |
/// | LaTeX, Typst | a part for `\input` and `#include` |
/// | RTF | a document |
///
/// The same entries give the same bytes.
///
/// ```
/// use florilege::cite::{Form, Processor};
/// use florilege::model::*;
/// use florilege::write::reflist::write;
/// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
/// item.texts.set(StandardVariable::Title, Text::plain("1 < 2*"), Origin::derived());
/// let processor = Processor::new("elsevier-harvard", None).unwrap();
/// let entries = processor.list(&[&item]);
/// let list = |form| write(&entries, &processor.layout(), form);
/// assert_eq!(list(Form::Text), "1 < 2*, n.d.\n");
/// assert_eq!(list(Form::Markdown), "1 \\< 2\\*, n.d.\n");
/// assert!(list(Form::Latex).contains("\\item[] 1 \\textless{} 2*, n.d.\n"));
/// ```
pub fn write(entries: &[Entry], layout: &ListLayout, form: Form) -> String {
    let entries: Vec<&Entry> = entries.iter().filter(|entry| !entry.failed).collect();
    let mut out = String::new();
    match form {
        Form::Text => paragraphs(&entries, form, "", &mut out),
        Form::Markdown => paragraphs(&entries, form, "\n", &mut out),
        Form::Html => html::fragment(&entries, &mut out),
        Form::Latex => latex::list(&entries, layout, &mut out),
        Form::Typst => typst::list(&entries, layout, &mut out),
        Form::Rtf => rtf::document(&entries, layout, &mut out),
    }
    out
}

/// Writes a reference list as an HTML page of its own.
pub fn page(entries: &[Entry], layout: &ListLayout) -> String {
    let entries: Vec<&Entry> = entries.iter().filter(|entry| !entry.failed).collect();
    html::page(&entries, layout)
}

fn paragraphs(entries: &[&Entry], form: Form, between: &str, out: &mut String) {
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        // An entry is one line, whatever a record or a style has in it.
        out.push_str(&entry.to(form).replace(char::is_control, " "));
        out.push('\n');
    }
}

/// An entry as its label and the rest.
struct Row {
    label: String,
    rest: String,
}

/// The entries of a list in a form, and how many characters its longest label has; none without labels.
fn rows(entries: &[&Entry], form: Form) -> (Vec<Row>, Option<usize>) {
    let rows = entries.iter().map(|entry| entry.apart(form));
    let rows = rows.map(|(label, rest)| Row { label, rest }).collect();
    (rows, longest_label(entries))
}

fn longest_label(entries: &[&Entry]) -> Option<usize> {
    let length = |entry: &&Entry| entry.apart(Form::Text).0.chars().count();
    entries.iter().map(length).max().filter(|length| *length > 0)
}

#[cfg(test)]
mod tests;
