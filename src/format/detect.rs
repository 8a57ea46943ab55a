//! What a text looks like, from the lines at its head.

use super::Format;
use crate::map;

/// How much of a text is looked at.
const HEAD: usize = 1 << 16;

/// The format that the first lines show: tagged lines, XML, an entry of BibTeX, YAML, or the names of a table's columns.
pub(super) fn by_lines(text: &str) -> Option<Format> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    if let Some(format) = tagged(head) {
        return Some(format);
    }
    if head.lines().any(begins_bibtex) {
        return Some(Format::Bibtex);
    }
    yaml(text).or_else(|| map::csv::is_table(head).then_some(Format::Csv))
}

/// The formats of reference managers and databases: tagged lines, and EndNote's XML.
///
/// A database's greeting may stand before the first record; a page of HTML is none.
fn tagged(head: &str) -> Option<Format> {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') {
        let mut names = head.split('<').skip(1).map(|tag| {
            tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or(tag)
        });
        let is_endnote = |name: &str| matches!(name, "record" | "records" | "ref-type");
        let name = names.find(|name| is_endnote(name) || *name == "html")?;
        return is_endnote(name).then_some(Format::EndnoteXml);
    }
    let mut lines = head.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.is_empty());
    lines.by_ref().take(200).find_map(|line| {
        // A record may be numbered.
        let bare = line.trim_start_matches(|c: char| c.is_ascii_digit() || ".): \t".contains(c));
        let code = bare.get(..2).filter(|tag| tag.eq_ignore_ascii_case("TY")).and_then(|_| {
            bare[2..].trim_start().strip_prefix('-').map(str::trim).filter(|code| !code.is_empty())
        });
        let is_code = code.is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let is_pmid = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        match line {
            _ if is_code => Some(Format::Ris),
            "PT J" | "PT B" | "PT S" | "PT P" | "PT C" => Some(Format::Ris),
            line if line.strip_prefix("PMID- ").is_some_and(is_pmid) => Some(Format::Nbib),
            _ => None,
        }
    })
}

/// Whether a line begins an entry: `@book{`.
fn begins_bibtex(line: &str) -> bool {
    let Some(name) = line.trim_start().strip_prefix('@') else { return false };
    let behind = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    behind.len() < name.len() && behind.trim_start().starts_with(['{', '('])
}

/// Which of the two YAML formats a text is in: a list of references, or a mapping from keys to entries.
pub(super) fn yaml(text: &str) -> Option<Format> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let head = head.trim_start_matches('\u{feff}');
    let is_said = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', '%']) && line != "---"
    };
    let is_front_matter = head.trim_start().starts_with("---");
    let mut lines = head.lines().filter(is_said);
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    let begins = |line: &str, name: &str| {
        line.strip_prefix(name).is_some_and(|behind| behind.trim_start().starts_with(':'))
    };
    let margin = first.len() - first.trim_start().len();
    // Other metadata may stand before the references, as long as it is metadata.
    let is_mapping = field(first).is_some();
    if begins(first, "references")
        || is_mapping && is_front_matter && head.lines().any(|line| begins(line, "references"))
    {
        return Some(Format::CslYaml);
    }
    if let Some(member) = first.trim_start().strip_prefix("- ") {
        let has_id = |line: &str| begins(line.trim_start(), "id");
        let is_list = has_id(member) || head.lines().take(40).any(has_id);
        return is_list.then_some(Format::CslYaml);
    }
    let is_deeper = second.len() - second.trim_start().len() > margin;
    let is_entry = match field(first)? {
        "" => is_deeper && field(second).is_some_and(|_| is_field_of_entry(second)),
        value => value.starts_with('{') && value.contains("type"),
    };
    is_entry.then_some(Format::Hayagriva)
}

/// What stands behind the name of a field; `None` for a line that is none.
fn field(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.trim().is_empty() && !name.contains(['{', '<']);
    (is_name && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then_some(value.trim())
}

/// Whether a line states a field that entries of Hayagriva have.
fn is_field_of_entry(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default().trim();
    name == "type"
        || name == "parent"
        || map::hayagriva::fields().iter().any(|row| row.field.split('.').next() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Format>) {
        assert_eq!(Format::detect(text), expected, "{text}");
    }

    #[test]
    fn formats_are_told_apart() {
        check("---\nreferences:\n- id: a\n...\n", Some(Format::CslYaml));
        check("---\ntitle: T\nreferences:\n- id: a\n---\nText\n", Some(Format::CslYaml));
        check("references: [{id: a}]", Some(Format::CslYaml));
        check("- type: book\n  id: a\n", Some(Format::CslYaml));
        check("# notes\n\ndoe2020:\n    type: Book\n", Some(Format::Hayagriva));
        check("\"a: b\":\n  title: x\n", None);
        check("doe:\n  parent: {}\n", Some(Format::Hayagriva));
        check("a: {type: book}\n", Some(Format::Hayagriva));
        check("id,type,title\na,book,T\n", Some(Format::Csv));
        check("\u{feff}\"Key\";\"Item Type\";\"Title\"\n", Some(Format::Csv));
        check("title\tabstract\nA\tB\n", Some(Format::Csv));
        check("% notes: see\n@book{a, title={B}}", Some(Format::Bibtex));
        check("Title, Author\n@article (a,", Some(Format::Bibtex));
        check("[{\"id\": \"a\"}]", Some(Format::CslJson));
        check("{\"id\": \"a\"}", Some(Format::CslJsonLines));
        check("Provider: X\n\nTY  - JOUR\r\n", Some(Format::Ris));
        check("1. ty - book\nTI - a@b.org", Some(Format::Ris));
        check("\rTY  - JOUR\rER  - \r", Some(Format::Ris));
        check("FN Clarivate Analytics\nVR 1.0\nPT J\n", Some(Format::Ris));
        check("\nPMID- 1\nOWN - NLM\nAD  - a@b.org", Some(Format::Nbib));
        check("<?xml version=\"1.0\"?><xml><records><record>", Some(Format::EndnoteXml));
        check("<html><body><record>", None);
        check("TY - so much for that", None);
        check("Dear reader:\n  this is a letter.", None);
        check("", None);
    }

    #[test]
    fn a_name_that_two_formats_share_does_not_decide() {
        use std::path::Path;
        let of = |name: &str, text: &str| Format::of(Path::new(name), text);
        assert_eq!(of("a.yml", "references:\n- id: a\n"), Some(Format::CslYaml));
        assert_eq!(of("a.yaml", "a:\n  type: book\n"), Some(Format::Hayagriva));
        assert_eq!(of("a.yaml", ""), Some(Format::Hayagriva));
        assert_eq!(of("a.md", "---\nreferences:\n- id: a\n---\n"), Some(Format::CslYaml));
        assert_eq!(of("a.md", "Text"), None);
        assert_eq!(of("a.csv", "x"), Some(Format::Csv));
        assert_eq!(of("a.bib", "references:\n"), Some(Format::Bibtex));
        assert_eq!(of("-", "id,type\n"), Some(Format::Csv));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[-a:{}\\[\\]\"@,;\n\té ]{0,30}|(TY|PMID|<|é| ?- |\r|[1.]){0,9}") {
            Format::detect(&text);
            yaml(&text);
        }
    }
}
