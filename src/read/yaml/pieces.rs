//! A YAML file -> its documents, and a document -> the entries of its list or mapping, one by one.
//!
//! Entries are cut out by their indentation before they are parsed, so a broken one costs itself, and no more
//! than one of them is in memory.

use std::ops::Range;

use super::node::{Node, Tree};
use super::parse::{Failed, Scope, parse};

/// What takes the pieces of a file, or why one could not be read.
pub(crate) type Each<'e, T> = dyn FnMut(Result<T, Failed>) + 'e;

/// A member of the outermost list, or a field of the outermost mapping.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// The field's name; lists have none.
    pub(crate) key: Option<Node<'a>>,
    pub(crate) value: Node<'a>,
}

/// The documents of a YAML file: the stretches between lines of `---` or `...` that say something.
pub(crate) fn documents(text: &str) -> Vec<Range<usize>> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut documents = Vec::new();
    let (mut start, mut at) = (mark, mark);
    for line in text[mark..].split_inclusive('\n') {
        let is_directive = line.starts_with('%') && at == start;
        if is_directive || matches!(line.trim_end(), "---" | "...") {
            documents.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    documents.push(start..text.len());
    documents.retain(|document| !text[document.clone()].trim().is_empty());
    documents
}

/// Hands on the entries of a document.
///
/// Where the indentation does not tell the entries apart, as in `{a: {…}, b: {…}}`, the document is parsed as
/// a whole.
pub(crate) fn entries<'a>(
    text: &'a str,
    document: Range<usize>,
    scope: &mut Scope<'a>,
    each: &mut Each<'_, Entry<'a>>,
) {
    let mut whole_failed = false;
    let pieces = cut(text, document.clone());
    let is_whole = pieces.len() == 1;
    for piece in pieces {
        match parse(&text[piece.clone()], piece.start, scope) {
            Ok(node) => hand_on(node, 0, each),
            Err(failed) => {
                // Quoted text or brackets may run on to the left of where their entry begins.
                if !whole_failed && !is_whole {
                    match parse(&text[document.clone()], document.start, scope) {
                        Ok(node) => return hand_on(node, piece.start, each),
                        Err(_) => whole_failed = true,
                    }
                }
                each(Err(failed));
            }
        }
    }
}

/// Hands on those entries of a value that begin at `from` or behind it.
fn hand_on<'a>(node: Option<Node<'a>>, from: usize, each: &mut Each<'_, Entry<'a>>) {
    let Some(node) = node else { return };
    match node.tree {
        Tree::Map(fields) => {
            for (key, value) in fields.into_iter().filter(|(key, _)| key.span.start >= from) {
                each(Ok(Entry { key: Some(key), value }));
            }
        }
        Tree::List(members) => {
            for value in members.into_iter().filter(|member| member.span.start >= from) {
                each(Ok(Entry { key: None, value }));
            }
        }
        Tree::Scalar(..) => each(Ok(Entry { key: None, value: node })),
    }
}

/// Cuts a document before each line that begins an entry as its first line does.
fn cut(text: &str, document: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut first: Option<(usize, bool)> = None;
    let mut at = document.start;
    for line in text[document.clone()].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches(' ').trim_end();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_member = content == "-" || content.starts_with("- ");
        let Some((least, is_list)) = first else {
            if content.starts_with(['{', '[']) {
                break;
            }
            first = Some((indent, is_member));
            pieces.push(start..at);
            continue;
        };
        let begins = indent == least
            && is_member == is_list
            && (is_list || !content.starts_with(['}', ']', '\t']) && !begins_value(content));
        if begins {
            pieces.push(start..at);
        } else if let Some(last) = pieces.last_mut() {
            last.end = at;
        }
    }
    if first.is_none() {
        pieces.push(document);
    }
    pieces
}

/// Whether a line is the value of a key on a line of its own: `: value` behind `? key`.
fn begins_value(content: &str) -> bool {
    content == ":" || content.starts_with(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let mut scope = Scope::new(input.len());
        let mut found = Vec::new();
        entries(input, 0..input.len(), &mut scope, &mut |entry| match entry {
            Ok(entry) => {
                let key = entry.key.as_ref().and_then(Node::text).unwrap_or("-").to_owned();
                found.push(format!("{key}={}", entry.value.to_json()));
            }
            Err(failed) => found.push(failed.at.to_string()),
        });
        assert_eq!(found.join(" "), expected, "{input}");
    }

    #[test]
    fn entries_stand_alone() {
        check("a: 1\nb:\n  c: 2\n  d:\n  - 3\ne:\n- 4\n", r#"a=1 b={"c":2,"d":[3]} e=[4]"#);
        check("- a: 1\n  b: 2\n# x\n- c", r#"-={"a":1,"b":2} -="c""#);
        check("  - a\n  - b", r#"-="a" -="b""#);
        check("{a: 1,\nb: 2}", "a=1 b=2");
        check("a: 1\nb: [2\nc: 3", "a=1 8 c=3");
        check("a: {b: 1}}\nc: 3", "9 c=3");
        check("? a\n: 1\n? b\n: 2", "a=1 b=2");
        check("", "");
    }

    #[test]
    fn anchors_reach_later_entries() {
        check("a: &x {y: 1}\nb: [\nc: *x", r#"a={"y":1} 16 c={"y":1}"#);
    }

    #[test]
    fn text_may_run_on_at_the_margin() {
        check("a: 1\nb: \"x\ny: z\"\nc: 2", r#"a=1 b="x y: z" c=2"#);
        check("a: {b: 1,\nc: 2}\nd: 3", r#"a={"b":1,"c":2} d=3"#);
    }

    #[test]
    fn the_work_is_linear() {
        for line in ["a: [\n", "- [\n", "a: &x [*x]\n", "a: \"\n", "a: 'x\n"] {
            let text = line.repeat(20_000);
            let mut scope = Scope::new(text.len());
            entries(&text, 0..text.len(), &mut scope, &mut |_| {});
        }
    }
}
