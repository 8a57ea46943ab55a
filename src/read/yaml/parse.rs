//! One piece of YAML -> a tree.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::node::{Node, Tree};

/// How deep lists and mappings may nest, of either style. Bibliographies need six.
const MAX_DEPTH: usize = 60;

/// Why a piece could not be read, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failed {
    pub(crate) message: String,
    pub(crate) at: usize,
}

/// What the pieces of one file share: the anchors, and how much their aliases may still repeat.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    anchors: HashMap<String, Node<'a>>,
    left: usize,
}

impl Scope<'_> {
    /// A scope for a text of this length; aliases may repeat some times as much as it holds.
    pub(crate) fn new(len: usize) -> Self {
        Self { anchors: HashMap::new(), left: len.saturating_mul(8) + (1 << 16) }
    }
}

/// Reads one document that begins at `base` in its file; `None` if nothing stands in it.
///
/// # Errors
/// The first mistake in its syntax, nesting that is too deep, and aliases that repeat too much.
pub(crate) fn parse<'a>(
    text: &'a str,
    base: usize,
    scope: &mut Scope<'a>,
) -> Result<Option<Node<'a>>, Failed> {
    let options = granit_parser::options! {
        emit_anchor_events: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { scope, base, open: Vec::new(), root: None, names: HashMap::new() };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| builder.failed(&error))?;
        let span = span.byte_range().unwrap_or_default();
        let span = base + span.start.min(text.len())..base + span.end.min(text.len());
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let tree = Tree::Scalar(value, style == ScalarStyle::Plain);
                // The name of the anchor comes behind the scalar, so the scalar waits for it.
                builder.open.push(Open { span, anchor, kind: Kind::Scalar(tree) });
                if anchor == 0 {
                    builder.close(None)?;
                }
            }
            Event::SequenceStart(_, anchor, _) => {
                builder.open.push(Open { span, anchor, kind: Kind::List(Vec::new()) });
            }
            Event::MappingStart(_, anchor, _) => {
                builder.open.push(Open { span, anchor, kind: Kind::Map(Vec::new(), None) });
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(Some(span.start))?,
            Event::Anchor(id, name) => {
                builder.names.insert(id, name.into_owned());
                if matches!(builder.open.last(), Some(Open { kind: Kind::Scalar(_), .. })) {
                    builder.close(None)?;
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let name = text[span.start - base..span.end - base].trim_start_matches('*');
                builder.alias(name, span)?;
            }
            _ => {}
        }
    }
    Ok(builder.root.filter(|node| !node.is_null() || !node.span.is_empty()))
}

struct Open<'a> {
    span: Range<usize>,
    anchor: usize,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Scalar(Tree<'a>),
    List(Vec<Node<'a>>),
    Map(Vec<(Node<'a>, Node<'a>)>, Option<Node<'a>>),
}

struct Builder<'a, 's> {
    scope: &'s mut Scope<'a>,
    base: usize,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    names: HashMap<usize, String>,
}

impl<'a> Builder<'a, '_> {
    fn failed(&self, error: &ScanError) -> Failed {
        let at = self.base + error.marker().byte_offset().unwrap_or_default();
        let info = error.info();
        Failed { message: info.trim_end_matches('.').to_owned(), at }
    }

    /// Ends the innermost value; collections end where their last member does, or at their closing bracket.
    fn close(&mut self, end: Option<usize>) -> Result<(), Failed> {
        let Some(Open { mut span, anchor, kind }) = self.open.pop() else { return Ok(()) };
        let tree = match kind {
            Kind::Scalar(tree) => tree,
            Kind::List(members) => Tree::List(members),
            Kind::Map(mut fields, _) => {
                merge(&mut fields);
                Tree::Map(fields)
            }
        };
        span.end = span.end.max(end.unwrap_or_default());
        let node = Node { span, tree };
        if let Some(name) = self.names.get(&anchor).filter(|_| anchor != 0).cloned() {
            self.pay(&node)?;
            self.scope.anchors.insert(name, node.clone());
        }
        self.add(node);
        Ok(())
    }

    fn alias(&mut self, name: &str, span: Range<usize>) -> Result<(), Failed> {
        let Some(node) = self.scope.anchors.get(name).cloned() else {
            return Err(Failed { message: format!("no anchor is named `{name}`"), at: span.start });
        };
        let node = Node { span, ..node };
        self.pay(&node)?;
        self.add(node);
        Ok(())
    }

    fn pay(&mut self, node: &Node<'_>) -> Result<(), Failed> {
        match self.scope.left.checked_sub(node.weight()) {
            Some(left) => self.scope.left = left,
            None => {
                let message = "aliases repeat far more than the file holds".to_owned();
                return Err(Failed { message, at: node.span.start });
            }
        }
        Ok(())
    }

    fn add(&mut self, node: Node<'a>) {
        match self.open.last_mut().map(|open| &mut open.kind) {
            Some(Kind::List(members)) => members.push(node),
            Some(Kind::Map(fields, key)) => match key.take() {
                Some(key) => fields.push((key, node)),
                None => *key = Some(node),
            },
            Some(Kind::Scalar(_)) | None => self.root = self.root.take().or(Some(node)),
        }
    }
}

/// Puts what `<<` names behind the fields of a mapping; its own fields win.
///
/// Source: YAML 1.1, "merge key language-independent type".
fn merge<'a>(fields: &mut Vec<(Node<'a>, Node<'a>)>) {
    let is_merge = |key: &Node<'_>| matches!(&key.tree, Tree::Scalar(text, true) if text == "<<");
    let Some(at) = fields.iter().position(|(key, value)| {
        is_merge(key) && value.members().iter().all(|member| matches!(member.tree, Tree::Map(_)))
    }) else {
        return;
    };
    let (_, merged) = fields.remove(at);
    let mut seen: HashSet<String> =
        fields.iter().filter_map(|(key, _)| key.text().map(str::to_owned)).collect();
    for member in match merged.tree {
        Tree::List(members) => members,
        tree => vec![Node { span: merged.span, tree }],
    } {
        let Tree::Map(others) = member.tree else { continue };
        fields.extend(
            others
                .into_iter()
                .filter(|(key, _)| key.text().is_none_or(|name| seen.insert(name.to_owned()))),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let mut scope = Scope::new(input.len());
        let found = match parse(input, 0, &mut scope) {
            Ok(None) => String::new(),
            Ok(Some(node)) => node.to_json().to_string(),
            Err(failed) => format!("{}: {}", failed.at, failed.message),
        };
        assert_eq!(found, expected, "{input}");
    }

    #[test]
    fn scalars_keep_their_text() {
        check(
            "a: 007\nb: 1e5\nc: no\nd: '7'\ne: 7",
            r#"{"a":"007","b":"1e5","c":"no","d":"7","e":7}"#,
        );
        check(
            "a: 1.10\nb: 1.5\nc: ~\nd:\ne: true",
            r#"{"a":"1.10","b":1.5,"c":null,"d":null,"e":true}"#,
        );
        check("- |\n  a\n  b\n- >-\n  c\n  d", r#"["a\nb\n","c d"]"#);
        check("[{a: 1, a: 2}]", r#"[{"a":1}]"#);
        check("# nothing\n", "");
        check("", "");
    }

    #[test]
    fn aliases_and_merges_are_read() {
        check(
            "a: &x {b: 1, c: 2}\nd: *x\ne: {<<: *x, b: 3}",
            r#"{"a":{"b":1,"c":2},"d":{"b":1,"c":2},"e":{"b":3,"c":2}}"#,
        );
        check("a: &x one\nb: *x", r#"{"a":"one","b":"one"}"#);
        check("a: *y", "3: no anchor is named `y`");
    }

    #[test]
    fn hostile_input_ends() {
        let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for n in 1..30 {
            let list = vec![format!("*a{}", n - 1); 9].join(",");
            bomb.push_str(&format!("a{n}: &a{n} [{list}]\n"));
        }
        for input in [
            bomb,
            "[".repeat(100_000),
            "- ".repeat(100_000),
            "{a: ".repeat(100_000),
            "? ".repeat(100_000),
            "&a ".repeat(100_000),
            "\"".to_owned() + &"x".repeat(1_000_000),
            "!".repeat(100_000),
        ] {
            let mut scope = Scope::new(input.len());
            assert!(parse(&input, 0, &mut scope).is_err());
        }
        check("a: &x [*x]", "7: no anchor is named `x`");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[-a:{}\\[\\]\"'&*#|>?!%@, \n\t~é]{0,40}") {
            let mut scope = Scope::new(text.len());
            if let Ok(Some(node)) = parse(&text, 0, &mut scope) {
                node.to_json();
                assert!(text.get(node.span).is_some());
            }
        }
    }
}
