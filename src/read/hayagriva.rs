//! Hayagriva's YAML -> entries, one by one.
//!
//! Source: hayagriva, "The Hayagriva YAML File Format": one mapping from keys to entries.

use std::ops::Range;

use super::yaml::{Each, Entry, Failed, Node, Scope, Tree, documents, entries};
use crate::source::Source;

/// One entry: its key and its fields.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) fields: Node<'a>,
}

/// Hands on the entries of a file, or what is wrong with one and where it stands.
pub(crate) fn records<'a>(source: &'a Source, each: &mut Each<'_, Record<'a>>) {
    let text = source.text.as_str();
    let mut scope = Scope::new(text.len());
    for document in documents(text) {
        entries(text, document, &mut scope, &mut |entry| {
            each(match entry {
                Ok(Entry { key: Some(key), value }) if matches!(value.tree, Tree::Map(_)) => {
                    Ok(Record {
                        key: key.text().unwrap_or_default().to_owned(),
                        key_span: key.span,
                        fields: value,
                    })
                }
                Ok(Entry { key: Some(key), .. }) => {
                    let name = key.text().unwrap_or_default();
                    let message = format!("`{name}` has no fields");
                    Err(Failed { message, at: key.span.start })
                }
                Ok(Entry { key: None, value }) => {
                    let message = "a citation key with its fields belongs here".to_owned();
                    Err(Failed { message, at: value.span.start })
                }
                Err(failed) => Err(failed),
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let source = Source::new("t.yaml", input);
        let mut found = Vec::new();
        records(&source, &mut |record| match record {
            Ok(record) => {
                found.push(format!("{}@{}", record.key, source.place(record.key_span).line))
            }
            Err(failed) => found.push(format!("!{}", source.place(failed.at..failed.at).line)),
        });
        assert_eq!(found.join(" "), expected, "{input}");
    }

    #[test]
    fn entries_are_found() {
        check("a:\n  type: book\nb:\n  type: web\n", "a@1 b@3");
        check("---\n# x\n\"a b\":\n  type: book\n...\n", "a b@3");
        check("{a: {type: book}, b: {type: web}}", "a@1 b@1");
        check("a:\n  type: book\nb: text\nc:\n  title: [x\nd:\n  type: web\n", "a@1 !3 !5 d@6");
        check("- a\n", "!1");
        check("", "");
    }
}
