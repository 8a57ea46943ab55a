//! CSL-YAML text -> objects, one by one.
//!
//! A list of references stands under `references` in a YAML file or in the metadata of a Markdown file, or
//! alone. Source: pandoc User's Guide, "Specifying bibliographic data" and `yaml_metadata_block`.

use std::ops::Range;

use super::yaml::{Each, Entry, Node, Scope, Tree, documents, entries};
use crate::source::Source;

/// Hands on the references of a file, or what is wrong with one and where it stands.
///
/// Other fields of the metadata are no bibliography; they are passed over.
pub(crate) fn references<'a>(source: &'a Source, each: &mut Each<'_, Node<'a>>) {
    let text = source.text.as_str();
    let mut scope = Scope::new(text.len());
    // Only the first may hold a list; behind it a Markdown file has text, and more metadata.
    for (index, block) in documents(text).into_iter().enumerate() {
        let first = first_line(&text[block.clone()]);
        let is_list = first.starts_with("- ") || first == "-" || first.starts_with('[');
        if is_list && index == 0 {
            members(text, block, &mut scope, each);
        } else if let Some(found) = references_in(text, block.clone()) {
            members(text, found, &mut scope, each);
        } else if first.starts_with('{') || index == 0 && is_item(text, block.clone()) {
            // All in brackets, or one reference by itself.
            let mut fields = Vec::new();
            entries(text, block.clone(), &mut scope, &mut |entry| match entry {
                Ok(Entry { key: Some(key), value }) => match key.text() == Some("references") {
                    true => hand_on(value, each),
                    false => fields.push((key, value)),
                },
                Ok(Entry { key: None, .. }) => {}
                Err(failed) => each(Err(failed)),
            });
            if fields.iter().any(|(key, _)| key.text() == Some("id")) {
                each(Ok(Node { span: block, tree: Tree::Map(fields) }));
            }
        }
    }
}

/// The first line that says something.
fn first_line(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default()
}

/// The list under the field `references` of a mapping in block style.
fn references_in(text: &str, block: Range<usize>) -> Option<Range<usize>> {
    let mut at = block.start;
    let mut found: Option<Range<usize>> = None;
    for line in text[block].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_margin = !line.starts_with([' ', '\t', '#', '-', '\r', '\n', ']', '}']);
        match &mut found {
            None => {
                let name = line.strip_prefix("references").unwrap_or_default().trim_start();
                if let Some(behind) = name.strip_prefix(':')
                    && behind.starts_with([' ', '\t', '\r', '\n'])
                {
                    found = Some(at - behind.len()..at);
                }
            }
            Some(list) if !is_margin => list.end = at,
            Some(_) => {
                at = start;
                break;
            }
        }
    }
    let mut found = found?;
    found.end = found.end.min(at).max(found.start);
    Some(found)
}

/// Whether a mapping has the fields of a reference.
fn is_item(text: &str, block: Range<usize>) -> bool {
    let has = |name: &str| text[block.clone()].lines().any(|line| line.starts_with(name));
    has("id:") && has("type:")
}

fn members<'a>(
    text: &'a str,
    list: Range<usize>,
    scope: &mut Scope<'a>,
    each: &mut Each<'_, Node<'a>>,
) {
    entries(text, list, scope, &mut |entry| match entry {
        Ok(entry) => each(Ok(entry.value)),
        Err(failed) => each(Err(failed)),
    });
}

fn hand_on<'a>(list: Node<'a>, each: &mut Each<'_, Node<'a>>) {
    match list.tree {
        Tree::List(members) => members.into_iter().for_each(|member| each(Ok(member))),
        _ => each(Ok(list)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let source = Source::new("t.yaml", input);
        let mut found = Vec::new();
        references(&source, &mut |node| match node {
            Ok(node) => {
                let id = node.get("id").and_then(Node::text).unwrap_or("?");
                found.push(format!("{id}@{}", source.place(node.span.clone()).line));
            }
            Err(failed) => found.push(format!("!{}", source.place(failed.at..failed.at).line)),
        });
        assert_eq!(found.join(" "), expected, "{input}");
    }

    #[test]
    fn lists_are_found() {
        check("---\nreferences:\n- id: a\n  type: book\n- id: b\n...\n", "a@3 b@5");
        check("references:\n  - id: a\n  - id: b\ntitle: x\n", "a@2 b@3");
        check("- id: a\n- id: b", "a@1 b@2");
        check("%YAML 1.2\n---\n- id: a\n", "a@3");
        check("references: [{id: a}, {id: b}]", "a@1 b@1");
        check("{references: [{id: a}]}", "a@1");
        check("id: a\ntype: book\n", "a@1");
        check("\u{feff}---\nreferences:\n- id: a\n---\n", "a@3");
        check("---\r\nreferences:\r\n- id: a\r\n  type: book\r\n- id: b\r\n...\r\n", "a@3 b@5");
        check("title: x\n", "");
        check("", "");
    }

    #[test]
    fn metadata_of_markdown_is_read() {
        let text = "---\ntitle: T\nreferences:\n- id: a\nnocite: '@*'\n---\n\n- id: no\n\nText\n\n---\nreferences:\n- id: b\n...\n\nid: x\n";
        check(text, "a@4 b@14");
    }

    #[test]
    fn a_broken_reference_costs_itself() {
        check("references:\n- id: a\n- id: [b\n  title: x\n- id: c\n", "a@2 !4 c@5");
        check("- id: a\n- id: b: c\n- id: d", "a@1 !2 d@3");
        check("- id: a\n-   \t\"x\n- id: d", "a@1 !2 d@3");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(references:|- id: a|---|\\.\\.\\.|[ \\n:\\[{}\\]\"'&*#|-]|é){0,20}") {
            references(&Source::new("", text), &mut |_| {});
        }
    }
}
