//! What an entry takes from others: `crossref` and `xdata`.
//!
//! Source: biblatex manual, 2.4.1 and appendix B; `btxdoc` 3.2.

use std::collections::HashMap;

use memchr::memchr2_iter;

use crate::diag::{Code, Diagnostic, Read};
use crate::read::bibtex::{Field, Record};
use crate::source::Source;

/// Fields that belong to the entry that has them.
const OWN: &[&str] = &[
    "crossref",
    "xref",
    "xdata",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
    "key",
    "sorttitle",
    "shorttitle",
    "indextitle",
    "keywords",
];

/// Fields that have another name in a part of the entry.
const RENAMED: &[(&str, &str)] = &[
    ("title", "booktitle"),
    ("subtitle", "booksubtitle"),
    ("titleaddon", "booktitleaddon"),
    ("author", "bookauthor"),
];

/// Whether a text may have a field that names entries to inherit from. It looks for the names of these
/// fields alone, so it reads no more than a small part of the text.
pub(super) fn may_inherit(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_field = |from: Option<usize>, name: &[u8]| {
        from.and_then(|from| bytes.get(from..)).is_some_and(|rest| {
            let found = rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
            found && rest[name.len()..].trim_ascii_start().starts_with(b"=")
        })
    };
    memchr2_iter(b'x', b'X', bytes).any(|at| is_field(Some(at), b"xdata"))
        || memchr2_iter(b'f', b'F', bytes).any(|at| is_field(at.checked_sub(7), b"crossref"))
}

/// Copies to every record what it inherits.
///
/// Every record is visited once, parents first, without recursion; a circle is cut where it closes.
/// What all records together inherit is bounded, as a large parent may have many parts.
///
/// # Diagnostics
/// `bad-value` for an unknown parent and for a circle; `too-large` once if the bound is reached.
pub fn inherit<'a>(mut records: Vec<Record<'a>>, source: &Source) -> Read<Vec<Record<'a>>> {
    let mut diagnostics = Vec::new();
    let is_child =
        |record: &Record| record.fields.iter().any(|f| f.name == "crossref" || f.name == "xdata");
    if records.iter().any(is_child) {
        let by_key: HashMap<String, usize> = records
            .iter()
            .enumerate()
            .rev()
            .map(|(index, record)| (record.key.to_lowercase(), index))
            .collect();
        let mut budget = source.text.len().saturating_mul(8).saturating_add(1 << 20);
        let mut done = vec![State::New; records.len()];
        for root in 0..records.len() {
            let mut stack = vec![root];
            while let Some(&index) = stack.last() {
                if done[index] == State::New {
                    done[index] = State::Open;
                    for (key, field) in parents(&records[index]) {
                        let place = source.place(field.span.clone());
                        let problem = match by_key.get(&key.to_lowercase()) {
                            None => format!("no entry `{key}` to inherit from"),
                            Some(parent) if done[*parent] == State::Open => {
                                format!("inheriting from `{key}` goes round in a circle")
                            }
                            Some(parent) => {
                                stack.push(*parent);
                                continue;
                            }
                        };
                        diagnostics.push(Diagnostic::new(Code::BadValue, problem).at(place));
                    }
                    continue;
                }
                stack.pop();
                if done[index] == State::Open {
                    done[index] = State::Done;
                    let keys: Vec<(String, bool)> = parents(&records[index])
                        .map(|(key, field)| (key.to_lowercase(), field.name == "xdata"))
                        .collect();
                    for (key, is_data) in keys {
                        let parent =
                            by_key.get(&key).filter(|parent| done[**parent] == State::Done);
                        if let Some(parent) = parent.filter(|parent| **parent != index) {
                            let fields = inherited(&records[*parent], &records[index], is_data);
                            let size: usize = fields.iter().map(|field| field.value.len()).sum();
                            if size > budget {
                                let message = "what entries inherit is many times the file's size";
                                let place = source.place(records[index].span.clone());
                                diagnostics
                                    .push(Diagnostic::new(Code::TooLarge, message).at(place));
                                budget = 0;
                                continue;
                            }
                            budget -= size;
                            records[index].fields.extend(fields);
                        }
                    }
                }
            }
        }
    }
    records.retain(|record| record.kind != "xdata");
    Read { value: records, diagnostics }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// The keys of the entries that a record inherits from, data containers first.
fn parents<'r, 'a>(record: &'r Record<'a>) -> impl Iterator<Item = (&'r str, &'r Field<'a>)> {
    ["xdata", "crossref"].into_iter().filter_map(|name| record.field(name)).flat_map(|field| {
        let keys = field.value.split(',').map(str::trim).filter(|key| !key.is_empty());
        keys.map(move |key| (key, field))
    })
}

fn inherited<'a>(parent: &Record<'a>, child: &Record<'_>, is_data: bool) -> Vec<Field<'a>> {
    let is_part = child.kind.starts_with("in")
        || matches!(&*child.kind, "suppbook" | "suppcollection" | "bookinbook" | "conference");
    let is_issue = parent.kind == "periodical" && child.kind == "article";
    let mut fields: Vec<Field<'a>> = Vec::new();
    let has = |fields: &[Field<'_>], name: &str| {
        child.field(name).is_some() || fields.iter().any(|field| field.name == name)
    };
    for field in &parent.fields {
        let name = match &*field.name {
            name if OWN.contains(&name) => continue,
            name if is_data => name,
            "title" if is_issue => "journaltitle",
            name if is_part && parent.field("booktitle").is_some() && name == "title" => continue,
            "author" if child.kind != "inbook" && is_part => continue,
            name if is_part => RENAMED.iter().find(|row| row.0 == name).map_or(name, |row| row.1),
            name => name,
        };
        let is_dated =
            name == "year" && has(&fields, "date") || name == "date" && has(&fields, "year");
        if !has(&fields, name) && !is_dated {
            fields.push(Field { name: name.to_owned().into(), ..field.clone() });
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::bibtex::records;

    fn check(input: &str, key: &str, expected: &str, findings: usize) {
        let source = Source::new("t.bib", input);
        let read = inherit(records(&source).value, &source);
        let record = read.value.iter().find(|record| record.key == key).unwrap();
        let fields: Vec<String> =
            record.fields.iter().map(|f| format!("{}={}", f.name, f.value)).collect();
        assert_eq!(fields.join(";"), expected);
        assert_eq!(read.diagnostics.len(), findings);
    }

    #[test]
    fn parts_inherit() {
        check(
            "@incollection{a, crossref={b}, title={A}} @collection{b, title={B}, editor={E}}",
            "a",
            "crossref=b;title=A;booktitle=B;editor=E",
            0,
        );
        check(
            "@book{a, xdata={x}, title={A}} @xdata{x, publisher={P}, xdata={y}} @xdata{y, location={L}}",
            "a",
            "xdata=x;title=A;publisher=P;location=L",
            0,
        );
        check("@book{a, crossref={a}}", "a", "crossref=a", 1);
        check("@book{a, crossref={b}} @book{b, crossref={a}, x={1}}", "a", "crossref=b;x=1", 1);
        check("@book{a, crossref={c}}", "a", "crossref=c", 1);
    }

    #[test]
    fn long_chains_are_linear() {
        let chain: String =
            (0..50_000).map(|n| format!("@book{{k{n}, crossref={{k{}}}}}\n", n + 1)).collect();
        let source = Source::new("t.bib", chain);
        assert_eq!(inherit(records(&source).value, &source).value.len(), 50_000);
    }
}
