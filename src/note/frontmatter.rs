//! The front matter of a note: JSON, YAML or TOML between two lines, with what goes wrong in it.

use std::collections::HashSet;
use std::ops::Range;

use super::node;
use super::{fallback, flatten};
use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// What a front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// Where the note's text begins.
    pub end: usize,
}

/// A field: every scalar below it is one of its values, so `[[a]]` and `- [[a]]` read alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// The name as written.
    pub name: String,
    /// The name as [`folded`].
    pub key: String,
    /// The values, with the bytes of the file that state them.
    pub values: Vec<(String, Range<usize>)>,
}

impl FrontMatter {
    /// The first value, which is not empty, of the first field with one of these names.
    pub(super) fn first(&self, names: &[&str]) -> Option<&(String, Range<usize>)> {
        names.iter().find_map(|name| self.values(name).next())
    }

    /// All values of a field, but for empty ones.
    pub(super) fn values<'a>(
        &'a self,
        name: &str,
    ) -> impl Iterator<Item = &'a (String, Range<usize>)> + use<'a> {
        let name = folded(name);
        let fields = self.fields.iter().filter(move |field| field.key == name);
        fields.flat_map(|field| &field.values).filter(|(value, _)| !value.trim().is_empty())
    }
}

/// A field's name in the form in which names are compared: small letters without `-`, `_` and spaces.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !"-_ *".contains(*c)).flat_map(char::to_lowercase).collect()
}

/// Reads the front matter of a note.
///
/// A second one right behind the first is read as well: templates and importers leave such. The first value
/// of a field that stands twice is the one that counts.
///
/// # Diagnostics
/// `front-matter` at the line that could not be read, at a field that stands twice, and at a template that
/// was not filled in; `front-matter-repaired`.
pub(super) fn read(source: &Source) -> Read<FrontMatter> {
    let mut read = Read::clean(FrontMatter::default());
    while let Some(block) = Block::find(&source.text, read.value.end) {
        if read.value.end > 0 {
            let message = "the note has a second front matter, which was read as well";
            let place = source.place(read.value.end..block.inner.start);
            read.diagnostics.push(
                Diagnostic::new(Code::FrontMatterRepaired, message)
                    .at(place)
                    .help("join the two into one"),
            );
        }
        let second = read.value.end > 0;
        let fields = read_block(source, &block, &mut read.diagnostics);
        read.value.fields.extend(fields);
        read.value.end = block.end;
        if second {
            break;
        }
    }
    drop_templates(source, &mut read);
    read
}

/// The lines of a front matter.
struct Block {
    inner: Range<usize>,
    end: usize,
    is_toml: bool,
    is_closed: bool,
}

impl Block {
    /// Finds the front matter that begins at `start`, or after empty lines there.
    fn find(text: &str, start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let blank = match start {
            0 => 0,
            _ => rest.len() - rest.trim_start().len(),
        };
        let mut lines = rest[blank..].split_inclusive('\n');
        let first = lines.next()?;
        let fence = first.trim_end();
        let is_toml = fence == "+++";
        // A letter that slipped in before the fence, as in `l---`, hides the front matter from Obsidian.
        let slipped = start == 0
            && fence.ends_with("---")
            && (1..=2)
                .contains(&(fence.len() - fence.trim_start_matches(char::is_alphabetic).len()));
        if !(is_toml
            || fence == "---"
            || slipped && fence.trim_matches(char::is_alphabetic) == "---")
        {
            return None;
        }
        let inner = start + blank + first.len();
        let mut at = inner;
        let mut fields = 0;
        let mut first_gap = None;
        for line in lines {
            let trimmed = line.trim_end();
            let closes = if is_toml { trimmed == "+++" } else { matches!(trimmed, "---" | "...") };
            if closes {
                // Two rules with prose between them are no front matter.
                let read = fields > 0 || text[inner..at].trim().is_empty() && start == 0;
                let block =
                    Self { inner: inner..at, end: at + line.len(), is_toml, is_closed: true };
                return read.then_some(block);
            }
            let is_field = looks_like_field(trimmed);
            fields += usize::from(is_field);
            let belongs = is_field || trimmed.starts_with([' ', '\t', '-', '#']);
            if !belongs && first_gap.is_none() {
                first_gap = Some(at);
            }
            // Without a field in its first lines it is a rule; a large note is not searched for another one.
            if at - inner > 4096 && fields == 0 {
                return None;
            }
            at += line.len();
        }
        // No end: the lines up to the first that is no field.
        let gap = first_gap.unwrap_or(at);
        let opened = looks_like_field(text[inner..].lines().next().unwrap_or_default());
        (opened && gap > inner).then_some(Self {
            inner: inner..gap,
            end: gap,
            is_toml,
            is_closed: false,
        })
    }
}

/// Whether a line begins a field, or an object of them.
fn looks_like_field(line: &str) -> bool {
    let key = line.split_once([':', '=']).map_or("", |(key, _)| key.trim_end());
    line.starts_with('{')
        || (!key.is_empty() && key.len() <= 80 && !key.starts_with([' ', '\t', '-', '#', '>', '[']))
}

fn read_block(source: &Source, block: &Block, diagnostics: &mut Vec<Diagnostic>) -> Vec<Field> {
    let raw = &source.text[block.inner.clone()];
    if !block.is_closed {
        let line = block.inner.start..block.inner.start;
        diagnostics.push(
            Diagnostic::new(Code::FrontMatter, "the front matter has no end")
                .at(source.place(line))
                .help("write `---` on a line of its own behind the last field"),
        );
        return fallback::read(raw, block.inner.start);
    }
    let failed = match node::parse(raw, block.is_toml) {
        Ok((node, repaired)) => {
            if let Some(at) = repaired {
                let at = block.inner.start + at;
                diagnostics.push(
                    Diagnostic::new(Code::FrontMatterRepaired, "`\\|` in JSON was read as `|`")
                        .at(source.place(at..at + 2)),
                );
            }
            let fields = flatten::fields(node, raw, block.inner.start);
            report_doubles(source, &fields, diagnostics);
            return fields;
        }
        Err(failed) => failed,
    };
    let line_start =
        raw.split_inclusive('\n').take(failed.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = raw[line_start.min(raw.len())..].lines().next().unwrap_or_default();
    let start = block.inner.start + line_start.min(raw.len());
    let kind = if block.is_toml { "TOML" } else { "YAML" };
    let message = format!("the front matter is no valid {kind} here; it was read line by line");
    let help = match line.matches(": ").count() {
        2.. => "put the value in quotes, as it contains `: `",
        _ => "put the value in quotes, or mend the line",
    };
    // A template that was not filled in is a finding of its own.
    if !is_template(line) || line.find(['{', '<']) == Some(0) {
        diagnostics.push(
            Diagnostic::new(Code::FrontMatter, message)
                .at(source.place(start..start + line.len()))
                .help(help),
        );
    }
    fallback::read(raw, block.inner.start)
}

fn report_doubles(source: &Source, fields: &[Field], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for field in fields {
        if !seen.insert(&field.name)
            && let Some((_, span)) = field.values.first()
        {
            let message =
                format!("the field `{}` stands twice; its first value counts", field.name);
            diagnostics.push(
                Diagnostic::new(Code::FrontMatter, message)
                    .at(source.place(span.clone()))
                    .help("remove one of the two"),
            );
        }
    }
}

/// Whether a text is a template of Templater, Nunjucks or Obsidian itself, before it is filled in.
fn is_template(text: &str) -> bool {
    let marks = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];
    marks.iter().any(|(open, close)| text.contains(open) && text.contains(close))
}

/// Takes out values that are templates, `{{title}}` or `<% tp.date %>`; one finding says so.
fn drop_templates(source: &Source, read: &mut Read<FrontMatter>) {
    let mut first = None;
    for field in &mut read.value.fields {
        field.values.retain(|(value, span)| {
            let keep = !is_template(value);
            if !keep && first.is_none() {
                first = Some((field.name.clone(), span.clone()));
            }
            keep
        });
    }
    if let Some((name, span)) = first {
        let message = format!("the value of `{name}` is a template that was not filled in");
        read.diagnostics.push(
            Diagnostic::new(Code::FrontMatter, message)
                .at(source.place(span))
                .help("fill it in; a folder of templates can stay as it is"),
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Fields as `key=value,value` and findings as codes, both in order.
    fn check(text: &str, expected: &[&str], codes: &[&str]) {
        let source = Source::new("a.md", text);
        let read = read(&source);
        let fields: Vec<String> = read
            .value
            .fields
            .iter()
            .map(|field| {
                let values: Vec<&str> =
                    field.values.iter().map(|(value, _)| value.as_str()).collect();
                format!("{}={}", field.key, values.join("|"))
            })
            .collect();
        assert_eq!(fields, expected, "{text}");
        let found: Vec<&str> = read.diagnostics.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(found, codes, "{text}");
        for (value, span) in read.value.fields.iter().flat_map(|field| &field.values) {
            let stated = text.get(span.clone());
            assert!(
                stated.is_some_and(|stated| stated.contains(value) || !stated.is_empty()),
                "{value}"
            );
        }
    }

    #[test]
    fn json() {
        check(
            "---\n{\"dg-publish\":true,\"tags\":[\"a\",\"b\"]}\n---\n",
            &["dgpublish=true", "tags=a|b"],
            &[],
        );
        check("---\n{\"a\":\"[[b\\|c]]\"}\n---\n", &["a=[[b|c]]"], &["front-matter-repaired"]);
        check(
            "---\n{\"a\":1,\"dg-note-properties\":{\"A\":1,\"B\":2}}\n---\n",
            &["a=1", "b=2"],
            &[],
        );
    }

    #[test]
    fn yaml() {
        check(
            "---\nCite Key: k\nyear: 2020\nx:\n  - \"[[a]]\"\n  - b\n---\nText",
            &["citekey=k", "year=2020", "x=[[a]]|b"],
            &[],
        );
        check("---\nx: [[a b]]\n---\n", &["x=[[a b]]"], &[]);
        check("---\n---\nText", &[], &[]);
        check("---\r\na: b\r\n---\r\nText", &["a=b"], &[]);
    }

    #[test]
    fn broken_yaml_is_read_by_line() {
        check(
            "---\ntitle: Trees: a history\nyear: 2020\n---\n",
            &["title=Trees: a history", "year=2020"],
            &["front-matter"],
        );
        check("---\na: b\n", &["a=b"], &["front-matter"]);
        check("---\nkey: {{citekey}}\n---\n", &["key="], &["front-matter"]);
    }

    #[test]
    fn odd_fences() {
        check("l---\na: b\n---\n", &["a=b"], &[]);
        check("+++\na = \"b\"\n+++\n", &["a=b"], &[]);
        check("---\na: b\n---\n---\nc: d\n---\n", &["a=b", "c=d"], &["front-matter-repaired"]);
        check("---\na: 1\na: 2\n---\n", &["a=1", "a=2"], &["front-matter"]);
        check("---\nprose\n---\n", &[], &[]);
        check("text\n---\n", &[], &[]);
    }

    #[test]
    fn the_finding_shows_the_line() {
        let source = Source::new("a.md", "---\na: b\nc: d: e\n---\n");
        let read = read(&source);
        assert_eq!(read.diagnostics[0].place.as_ref().map(|place| place.line), Some(3));
        assert_eq!(read.value.first(&["C"]).map(|(value, _)| value.as_str()), Some("d: e"));
    }

    proptest! {
        #[test]
        fn any_front_matter_is_taken(inner in "[ -~\\n\u{e9}]{0,80}") {
            let text = format!("---\n{inner}\n---\nText");
            let read = read(&Source::new("a.md", text.as_str()));
            prop_assert!(text.get(read.value.end..).is_some());
        }
    }
}
