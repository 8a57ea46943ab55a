//! What an entry takes from others: `crossref` and `xdata`.
//!
//! Source: biblatex manual, 2.4.1, 3.13 and appendix B; `btxdoc` 3.2.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use memchr::memchr_iter;

use super::fields::canonical;
use super::granular::{may_refer, references, resolve};
use super::lineage::{heirs, is_data, is_short};
use crate::diag::{Code, Diagnostic, Read};
use crate::read::bibtex::{Field, Record};
use crate::source::Source;

/// Whether a text may have a field that names entries to inherit from. It looks at what stands before each
/// equals sign alone, so it reads no more than a small part of the text.
pub(super) fn may_inherit(text: &str) -> bool {
    let ends_with = |before: &[u8], name: &[u8]| {
        let from = before.len().checked_sub(name.len());
        from.is_some_and(|from| before[from..].eq_ignore_ascii_case(name))
    };
    let bytes = text.as_bytes();
    memchr_iter(b'=', bytes).any(|at| {
        let before = bytes[..at].trim_ascii_end();
        matches!(before.last(), Some(b'f' | b'F' | b'a' | b'A'))
            && (ends_with(before, b"crossref") || ends_with(before, b"xdata"))
    })
}

/// Copies to every record what it inherits, and takes out the data containers.
///
/// Every record is visited once, parents first, without recursion; a circle is cut where it closes.
/// What all records together inherit is bounded, as a large parent may have many parts.
///
/// # Diagnostics
/// `bad-value` for an unknown parent and for a circle; `too-large` once if the bound is reached.
pub fn inherit<'a>(records: Vec<Record<'a>>, source: &Source) -> Read<Vec<Record<'a>>> {
    let mut heritage = Heritage {
        keys: Keys::of(&records),
        budget: source.text.len().saturating_mul(8).saturating_add(1 << 20),
        states: vec![State::New; records.len()],
        records,
        source,
        diagnostics: Vec::new(),
    };
    for root in 0..heritage.records.len() {
        heritage.visit(root);
    }
    let Heritage { mut records, diagnostics, .. } = heritage;
    records.retain(|record| record.kind != "xdata");
    Read { value: records, diagnostics }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Where the entries are, by their keys and by their other names (`ids`).
///
/// BibTeX does not regard the case of a key; biber does, so the one as written comes first.
struct Keys {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
}

impl Keys {
    fn of(records: &[Record<'_>]) -> Self {
        let mut keys = Self { exact: HashMap::new(), folded: HashMap::new() };
        let own = records.iter().enumerate().map(|(index, record)| (&*record.key, index));
        let others = records.iter().enumerate().flat_map(|(index, record)| {
            let ids = record.field("ids").map(|field| &*field.value).unwrap_or_default();
            ids.split(',').map(move |id| (id.trim(), index))
        });
        for (key, index) in own.chain(others).filter(|(key, _)| !key.is_empty()) {
            keys.exact.entry(key.to_owned()).or_insert(index);
            keys.folded.entry(key.to_lowercase()).or_insert(index);
        }
        keys
    }

    fn find(&self, key: &str) -> Option<usize> {
        self.exact.get(key).or_else(|| self.folded.get(&key.to_lowercase())).copied()
    }
}

struct Heritage<'a, 's> {
    keys: Keys,
    budget: usize,
    states: Vec<State>,
    records: Vec<Record<'a>>,
    source: &'s Source,
    diagnostics: Vec<Diagnostic>,
}

impl Heritage<'_, '_> {
    /// Completes a record after all that it inherits from.
    fn visit(&mut self, root: usize) {
        let mut stack = vec![root];
        while let Some(&index) = stack.last() {
            if self.states[index] == State::New {
                self.states[index] = State::Open;
                self.open(index, &mut stack);
                continue;
            }
            stack.pop();
            if self.states[index] == State::Open {
                self.states[index] = State::Done;
                self.resolve(index);
                self.complete(index);
            }
        }
    }

    /// Puts the parents of a record on the stack.
    fn open(&mut self, index: usize, stack: &mut Vec<usize>) {
        let record = &self.records[index];
        let values = record.fields.iter().filter(|field| may_refer(&field.value));
        let single = values.flat_map(|field| {
            references(&field.value).into_iter().map(move |reference| (reference.key, field))
        });
        for (key, field) in parents(record).chain(single) {
            let problem = match self.keys.find(key) {
                None => format!("no entry `{key}` to inherit from"),
                Some(parent) if self.states[parent] == State::Open => {
                    format!("inheriting from `{key}` goes round in a circle")
                }
                Some(parent) => {
                    stack.push(parent);
                    continue;
                }
            };
            let place = self.source.place(field.span.clone());
            let help = "add that entry, or correct the key";
            self.diagnostics.push(Diagnostic::new(Code::BadValue, problem).at(place).help(help));
        }
    }

    /// Replaces references to single fields of data containers.
    fn resolve(&mut self, index: usize) {
        let find = |key: &str| {
            let at = self.keys.find(key).filter(|at| self.states[*at] == State::Done)?;
            (at != index).then(|| &self.records[at])
        };
        let mut found: Vec<(usize, usize, Option<String>)> = Vec::new();
        for (at, field) in self.records[index].fields.iter().enumerate() {
            if !may_refer(&field.value) {
                continue;
            }
            let resolved = resolve(&field.value, self.budget, find);
            for reference in resolved.lost.into_iter().take(4) {
                let key = references(reference).first().and_then(|r| find(r.key));
                if key.is_some() {
                    let message = format!("`{reference}` names nothing that its entry has");
                    let place = self.source.place(field.span.clone());
                    self.diagnostics.push(Diagnostic::new(Code::BadValue, message).at(place));
                }
            }
            found.push((at, resolved.cost, resolved.value));
        }
        for (at, cost, value) in found {
            if let (true, Some(value)) = (self.pay(cost, index), value) {
                self.records[index].fields[at].value = Cow::Owned(value);
            }
        }
    }

    /// Adds what a record inherits; its own fields come first, then those of data containers.
    fn complete(&mut self, index: usize) {
        let parents: Vec<(usize, bool)> = parents(&self.records[index])
            .filter_map(|(key, field)| Some((self.keys.find(key)?, field.name == "xdata")))
            .filter(|(parent, _)| *parent != index && self.states[*parent] == State::Done)
            .collect();
        for (parent, is_data) in parents {
            if self.budget == 0 {
                return;
            }
            let fields = inherited(&self.records[parent], &self.records[index], is_data);
            let size = fields.iter().map(|field| field.value.len() + field.name.len()).sum();
            if self.pay(size, index) {
                self.records[index].fields.extend(fields);
            }
        }
    }

    /// Whether a copy of this size fits in what may be inherited.
    fn pay(&mut self, size: usize, index: usize) -> bool {
        let fits = size <= self.budget;
        if self.budget == 0 {
            // It has been told.
        } else if fits {
            self.budget -= size;
        } else {
            let message = "what entries inherit is many times the file's size";
            let place = self.source.place(self.records[index].span.clone());
            self.diagnostics.push(Diagnostic::new(Code::TooLarge, message).at(place));
            self.budget = 0;
        }
        fits
    }
}

/// The keys of the entries that a record inherits from, data containers first.
fn parents<'r, 'a>(record: &'r Record<'a>) -> impl Iterator<Item = (&'r str, &'r Field<'a>)> {
    ["xdata", "crossref"].into_iter().filter_map(|name| record.field(name)).flat_map(|field| {
        let keys = field.value.split(',').map(str::trim).filter(|key| !key.is_empty());
        keys.map(move |key| (key, field))
    })
}

fn inherited<'a>(parent: &Record<'a>, child: &Record<'_>, from_data: bool) -> Vec<Field<'a>> {
    let mut names: HashSet<&str> = child.fields.iter().map(|f| canonical(&f.name)).collect();
    let has_booktitle = parent.field("booktitle").is_some();
    let has_title = names.contains("title");
    // The parts of a date belong together.
    let is_dated = names.contains("date") || names.contains("year");
    let parent_dated = parent.field("date").is_some();
    let mut fields: Vec<Field<'a>> = Vec::new();
    for field in &parent.fields {
        let heirs = match from_data {
            true => [Some(&*field.name).filter(|name| is_data(name)), None],
            false => heirs(&field.name, &parent.kind, &child.kind, has_booktitle),
        };
        for name in heirs.into_iter().flatten() {
            let is_left = match name {
                "date" => is_dated,
                "year" | "month" | "day" => is_dated || parent_dated,
                short => !from_data && has_title && is_short(short),
            };
            if !is_left && names.insert(canonical(name)) {
                fields.push(Field { name: name.to_owned().into(), ..field.clone() });
            }
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
    fn titles_are_renamed() {
        for (child, parent, fields) in [
            ("inbook", "book", "title=A;booktitle=T;author=B;bookauthor=B"),
            ("bookinbook", "book", "title=A;booktitle=T;author=B;bookauthor=B"),
            ("incollection", "collection", "title=A;booktitle=T;bookauthor=B"),
            ("incollection", "book", "title=A;booktitle=T;bookauthor=B"),
            ("inproceedings", "proceedings", "title=A;booktitle=T;bookauthor=B"),
            ("inreference", "reference", "title=A;booktitle=T;bookauthor=B"),
            ("article", "periodical", "title=A;journaltitle=T;author=B"),
            ("book", "mvbook", "title=A;maintitle=T;author=B"),
            ("inbook", "mvbook", "title=A;maintitle=T;author=B;bookauthor=B"),
            ("collection", "mvcollection", "title=A;maintitle=T;author=B"),
            ("book", "book", "title=A;author=B"),
            ("article", "article", "title=A;author=B"),
        ] {
            let text = format!(
                "@{child}{{a, title={{A}}, crossref={{b}}}} @{parent}{{b, title={{T}}, shorttitle={{S}}, author={{B}}}}"
            );
            check(&text, "a", &fields.replacen(';', ";crossref=b;", 1), 0);
        }
        check(
            "@inproceedings{a, crossref={B}, title={A}} @proceedings{b, title={T}, booktitle={BT}, options={x}, keywords={k}}",
            "a",
            "crossref=B;title=A;booktitle=BT;keywords=k",
            0,
        );
    }

    #[test]
    fn children_keep_what_they_have() {
        check(
            "@inbook{a, year=2000, address={C}, crossref={x}} @book{b, ids={w, x}, date={1999-05}, location={L}, publisher={P}}",
            "a",
            "year=2000;address=C;crossref=x;publisher=P",
            0,
        );
        check(
            "@inbook{a, month=5, crossref={b}} @book{b, year=1999, month=6}",
            "a",
            "month=5;crossref=b;year=1999",
            0,
        );
        check("@inbook{a, crossref={B}} @book{b, x=1} @book{B, x=2}", "a", "crossref=B;x=2", 0);
    }

    #[test]
    fn chains_go_up() {
        check(
            "@inbook{a, crossref={b}} @book{b, title={B}, crossref={c}} @mvbook{c, title={C}, publisher={P}}",
            "a",
            "crossref=b;booktitle=B;maintitle=C;publisher=P",
            0,
        );
    }

    #[test]
    fn single_values_are_taken() {
        check(
            "@book{a, author={xdata=x-y-author-2 and Bee, A.}, title={xdata=x-y-title}, location={xdata=x-y-location-1}} @xdata{x-y, author={Dee, C. and Eff, E.}, title={T}, address={L and M}}",
            "a",
            "author=Eff, E. and Bee, A.;title=T;location=L",
            0,
        );
        check("@book{a, title={xdata=x-title}} @xdata{x, note={N}}", "a", "title=xdata=x-title", 1);
        check("@book{a, title={xdata=x-title}}", "a", "title=xdata=x-title", 1);
        check(
            "@book{a, title={xdata=x-title}} @xdata{x, title={xdata=y-title}} @xdata{y, title={Y}}",
            "a",
            "title=Y",
            0,
        );
        check("@book{a, title={xdata=a-title}}", "a", "title=xdata=a-title", 1);
    }

    #[test]
    fn long_lists_of_references_are_bounded() {
        let names = "A, B and ".repeat(20_000);
        let references = "xdata=c-author-1 and ".repeat(20_000);
        let text = format!("@xdata{{c, author={{{names}}}}} @book{{k, author={{{references}}}}}");
        let source = Source::new("t.bib", text);
        assert_eq!(inherit(records(&source).value, &source).value.len(), 1);
    }

    #[test]
    fn large_parents_are_bounded() {
        let fields: String = (0..2_000).map(|n| format!("f{n}={{}},")).collect();
        let children: String =
            (0..20_000).map(|n| format!("@book{{k{n}, crossref={{p}}}}")).collect();
        let source = Source::new("t.bib", format!("@book{{p, {fields}}}{children}"));
        let read = inherit(records(&source).value, &source);
        assert_eq!(read.value.len(), 20_001);
        assert!(read.diagnostics.iter().any(|finding| finding.code == Code::TooLarge));
    }

    #[test]
    fn long_chains_are_linear() {
        let chain: String =
            (0..50_000).map(|n| format!("@book{{k{n}, crossref={{k{}}}}}\n", n + 1)).collect();
        let source = Source::new("t.bib", chain);
        assert_eq!(inherit(records(&source).value, &source).value.len(), 50_000);
    }
}
