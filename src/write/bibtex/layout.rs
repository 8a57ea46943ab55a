//! How the text of an entry looks, and in which order entries stand.

use crate::model::{Item, NameVariable, StandardVariable};
use crate::read::bibtex::{Field, MONTHS, Record};

/// How entries are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What stands before a field.
    pub indent: Indent,
    /// Whether the equal signs of an entry stand below one another.
    pub align: bool,
    /// The fields that come first, in this order; the others follow as they are.
    pub order: Vec<String>,
    /// The fields that are left out.
    pub omit: Vec<String>,
    /// What stands around values.
    pub delimiters: Delimiters,
    /// How months are written.
    pub month: Month,
    /// Whether a comma follows the last field.
    pub trailing_comma: bool,
    /// Whether an empty line parts entries.
    pub blank_line: bool,
    /// The order of the entries.
    pub sort: Sort,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            indent: Indent::Spaces(2),
            align: false,
            order: Vec::new(),
            omit: Vec::new(),
            delimiters: Delimiters::Braces,
            month: Month::Macro,
            trailing_comma: false,
            blank_line: true,
            sort: Sort::Input,
        }
    }
}

/// What stands before a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// So many spaces.
    Spaces(usize),
    /// A tab.
    Tab,
}

/// What stands around values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiters {
    /// `{…}`
    Braces,
    /// `"…"`, but braces around a value with a quotation mark of its own.
    Quotes,
}

/// How months are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Month {
    /// `sep`, which BibTeX's styles print in their language.
    Macro,
    /// `9`.
    Number,
}

/// The order of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// As they come.
    Input,
    /// By citation key.
    Key,
    /// By the names of authors or editors, then by year, then by title.
    AuthorYear,
    /// By title.
    Title,
}

/// What an entry is sorted by; those without an author or a title come last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SortKey(Vec<(bool, String)>);

impl SortKey {
    /// The parts to compare one after the other. Letters are compared without regard to case, then with.
    pub(crate) fn of(sort: Sort, key: &str, names: &str, year: Option<i32>, title: &str) -> Self {
        let text = |text: &str| (text.is_empty(), text.to_lowercase());
        // A sign and ten digits: years before ours sort as numbers do.
        let year = (year.is_none(), format!("{:011}", i64::from(year.unwrap_or(0)) + (1 << 32)));
        let exact = (false, key.to_owned());
        Self(match sort {
            Sort::Input => Vec::new(),
            Sort::Key => vec![text(key), exact],
            Sort::AuthorYear => vec![text(names), year, text(title), text(key), exact],
            Sort::Title => vec![text(title), text(names), year, text(key), exact],
        })
    }

    pub(super) fn of_item(sort: Sort, key: &str, item: &Item) -> Self {
        let people = [NameVariable::Author, NameVariable::Editor];
        let names = people.into_iter().find_map(|variable| item.names.get(variable));
        let names: Vec<String> = names
            .map(|names| names.list.iter().map(|name| name.display_sorted()).collect())
            .unwrap_or_default();
        let title = item.text(StandardVariable::Title).unwrap_or_default();
        Self::of(sort, key, &names.join("; "), item.year(), title)
    }
}

impl Layout {
    /// Whether a field is written.
    pub(crate) fn keeps(&self, name: &str) -> bool {
        !self.omit.iter().any(|omitted| omitted.eq_ignore_ascii_case(name))
    }

    /// The place of a field among those that come first; the others are behind them.
    pub(crate) fn rank(&self, name: &str) -> usize {
        let rank = self.order.iter().position(|first| first.eq_ignore_ascii_case(name));
        rank.unwrap_or(self.order.len())
    }

    /// An entry with a line break after it.
    pub(crate) fn entry(&self, record: &Record<'_>) -> String {
        let mut fields: Vec<&Field<'_>> = Vec::with_capacity(record.fields.len());
        fields.extend(record.fields.iter().filter(|field| self.keeps(&field.name)));
        if !self.order.is_empty() {
            fields.sort_by_key(|field| self.rank(&field.name));
        }
        let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        let size = fields.iter().map(|field| field.value.len()).sum();
        self.lay_out(&record.kind, &record.key, &names, size, |at, out| {
            self.value(fields[at], out);
        })
    }

    /// An entry of which the values are as they are to be written.
    pub(crate) fn lines(&self, kind: &str, key: &str, fields: &[(&str, String)]) -> String {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let size = fields.iter().map(|(_, value)| value.len()).sum();
        self.lay_out(kind, key, &names, size, |at, out| out.push_str(&fields[at].1))
    }

    /// Writes the lines of an entry; `put` writes the value of the field at a place.
    fn lay_out(
        &self,
        kind: &str,
        key: &str,
        names: &[&str],
        size: usize,
        put: impl Fn(usize, &mut String),
    ) -> String {
        let around: usize = names.iter().map(|name| name.len() + 10).sum();
        let mut out = String::with_capacity(kind.len() + key.len() + around + size + 8);
        out.extend(["@", kind, "{", key]);
        let width = match self.align {
            true => names.iter().map(|name| name.chars().count()).max().unwrap_or(0),
            false => 0,
        };
        let indent = match self.indent {
            Indent::Spaces(spaces) => " ".repeat(spaces),
            Indent::Tab => "\t".to_owned(),
        };
        for (at, name) in names.iter().enumerate() {
            out.extend([",\n", &indent, name]);
            if self.align {
                let pad = width.saturating_sub(name.chars().count());
                out.extend(std::iter::repeat_n(' ', pad));
            }
            out.push_str(" = ");
            put(at, &mut out);
        }
        if self.trailing_comma || names.is_empty() {
            out.push(',');
        }
        out.push_str("\n}\n");
        out
    }

    /// Writes a value in its delimiters.
    fn value(&self, field: &Field<'_>, out: &mut String) {
        if field.name == "month"
            && let Some(at) = MONTHS.iter().position(|row| row.0 == field.value)
        {
            return match self.month {
                Month::Macro => out.push_str(&field.value),
                Month::Number => out.push_str(&(at + 1).to_string()),
            };
        }
        let (open, close) = match self.delimiters {
            Delimiters::Quotes if !field.value.contains('"') => ("\"", "\""),
            _ => ("{", "}"),
        };
        out.extend([open, &field.value, close]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(layout: Layout, expected: &str) {
        let field = |name: &str, value: &str| Field {
            name: name.to_owned().into(),
            value: value.to_owned().into(),
            ..Field::default()
        };
        let fields = vec![
            field("author", "Doe"),
            field("title", "The \"T\""),
            field("month", "sep"),
            field("abstract", "A"),
        ];
        let record = Record { kind: "book".into(), key: "k".into(), fields, ..Record::default() };
        assert_eq!(layout.entry(&record), expected);
    }

    #[test]
    fn options_have_their_effect() {
        check(
            Layout::default(),
            "@book{k,\n  author = {Doe},\n  title = {The \"T\"},\n  month = sep,\n  abstract = {A}\n}\n",
        );
        check(
            Layout {
                indent: Indent::Tab,
                align: true,
                order: vec!["Title".into(), "month".into()],
                omit: vec!["abstract".into()],
                delimiters: Delimiters::Quotes,
                month: Month::Number,
                trailing_comma: true,
                ..Layout::default()
            },
            "@book{k,\n\ttitle  = {The \"T\"},\n\tmonth  = 9,\n\tauthor = \"Doe\",\n}\n",
        );
    }

    #[test]
    fn orders_of_entries() {
        let key = |sort, names, year, title| SortKey::of(sort, "k", names, year, title);
        let by_author = |names, year| key(Sort::AuthorYear, names, year, "T");
        assert!(by_author("Doe", Some(-300)) < by_author("Doe", Some(-20)));
        assert!(by_author("Doe", Some(-20)) < by_author("doe", Some(1999)));
        assert!(by_author("Doe", Some(2000)) < by_author("Doe", None));
        assert!(by_author("Roe", None) < by_author("", Some(1)));
        assert!(key(Sort::Title, "z", None, "A") < key(Sort::Title, "a", None, "b"));
    }
}
