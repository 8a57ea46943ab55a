//! Fields that an entry type must have, and fields that no program reads.

use super::{Entry, Field, Linter, known};
use crate::diag::Code;
use crate::map::edtf;

/// What an entry must have: of each row one.
///
/// Where the two programs differ the row has what satisfies either; that an entry has no date is worth
/// saying for every type, as both print a gap.
///
/// Source: `btxdoc` 3.1; biblatex manual, 2.1.1.
const REQUIRED: &[(&str, &[&[&str]])] = &[
    ("article", &[AUTHOR, TITLE, JOURNAL, DATE]),
    ("book", &[PEOPLE, TITLE, DATE]),
    ("mvbook", &[PEOPLE, TITLE, DATE]),
    ("booklet", &[TITLE]),
    ("collection", &[PEOPLE, TITLE, DATE]),
    ("dataset", &[TITLE]),
    ("inbook", &[PEOPLE, TITLE, DATE]),
    ("incollection", &[AUTHOR, TITLE, BOOK, DATE]),
    ("inproceedings", &[AUTHOR, TITLE, BOOK, DATE]),
    ("conference", &[AUTHOR, TITLE, BOOK, DATE]),
    ("inreference", &[TITLE, BOOK, DATE]),
    ("manual", &[TITLE]),
    ("mastersthesis", &[AUTHOR, TITLE, SCHOOL, DATE]),
    ("phdthesis", &[AUTHOR, TITLE, SCHOOL, DATE]),
    ("thesis", &[AUTHOR, TITLE, SCHOOL, DATE]),
    ("misc", &[TITLE]),
    ("online", &[TITLE, &["url", "doi", "eprint", "howpublished"]]),
    ("patent", &[AUTHOR, TITLE, &["number"], DATE]),
    ("proceedings", &[TITLE, DATE]),
    ("report", &[PEOPLE, TITLE, SCHOOL, DATE]),
    ("techreport", &[PEOPLE, TITLE, SCHOOL, DATE]),
    ("unpublished", &[AUTHOR, TITLE]),
];

const AUTHOR: &[&str] = &["author", "key"];
const PEOPLE: &[&str] = &["author", "editor", "organization", "key"];
const TITLE: &[&str] = &["title"];
const JOURNAL: &[&str] = &["journal", "journaltitle", "journal-iso", "fjournal"];
const BOOK: &[&str] = &["booktitle", "maintitle", "eventtitle"];
const SCHOOL: &[&str] = &["school", "institution", "publisher", "organization"];
const DATE: &[&str] = &["year", "date", "pubstate", "issue_date", "eventdate"];

/// How many entries without a field are named one by one.
const ALIKE: usize = 20;

/// Fields by which an entry takes others from elsewhere.
const INHERITING: [&str; 2] = ["crossref", "xdata"];

impl Linter<'_> {
    pub(super) fn required(&mut self, entry: &Entry<'_>) {
        let Some((_, rows)) = REQUIRED.iter().find(|row| row.0 == entry.kind) else { return };
        // What a broken entry lacks may stand behind the break, and data for others is not printed.
        let is_whole = self.source.text[entry.span.clone()].ends_with(['}', ')']);
        let options = entry.field("options").map_or("", |field| field.value);
        if !is_whole || options.contains("dataonly") || options.contains("skipbib") {
            return;
        }
        for row in *rows {
            if row.iter().any(|name| entry.field(name).is_some()) || self.inherits(entry, row) {
                continue;
            }
            let name = row[0];
            let message =
                format!("`{}` has no `{name}`, which `@{}` asks for", entry.key, entry.kind);
            let help = match name {
                "author" => {
                    "add it; if nobody is named, use `@misc`, or `key` for BibTeX to sort by"
                }
                "year" => "add it; for biblatex `date = {XXXX}` says that no date is known",
                "booktitle" => "add the title of the book or the proceedings",
                _ => "add it, or choose another entry type",
            };
            let alike = self.missing.entry(name).or_insert(0);
            *alike += 1;
            match *alike {
                0..=ALIKE => self.find(Code::MissingField, entry.head(), message, help),
                _ => self.find_once(Code::MissingField, name, entry.head(), || {
                    (format!("{message}, as further entries have none"), help.to_owned())
                }),
            }
        }
    }

    /// Whether an entry takes one of these fields from another, or from one that the file lacks.
    fn inherits(&self, entry: &Entry<'_>, names: &[&str]) -> bool {
        INHERITING.iter().filter_map(|name| entry.field(name)).any(|field| {
            let (keys, _) = field.inner().unwrap_or((field.value, 0));
            keys.split(',').any(|key| {
                let parent = self.parents.get(&key.trim().to_lowercase());
                parent.is_none_or(|parent| {
                    names.iter().any(|name| parent.contains(*name))
                        // What the parent takes from its own parent is not looked for.
                        || INHERITING.iter().any(|name| parent.contains(*name))
                        || names == JOURNAL
                })
            })
        })
    }

    /// A field that no program reads, or only the other one.
    pub(super) fn name_of(&mut self, entry: &Entry<'_>, field: &Field<'_>) {
        let name = field.name.as_str();
        let span = field.name_span.clone();
        if !known::is_known(name) {
            self.find_once(Code::UnknownField, name, span, || {
                let help = match known::near(name) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "keep it if it is your own; nothing prints it".to_owned(),
                };
                (format!("`{name}` is no field that BibTeX or biblatex knows"), help)
            });
            return;
        }
        let Some((new, old)) = known::NEW_NAMES.iter().find(|row| row.0 == name || row.1 == name)
        else {
            return;
        };
        // A date that is not known is there for biber; BibTeX needs none.
        let is_unknown = field.inner().is_some_and(|(value, _)| edtf::is_unknown(value));
        if name == *new && !is_unknown && !self.is_biblatex && entry.field(old).is_none() {
            self.find_once(Code::OtherDialect, name, span, || {
                let message = format!(
                    "`{name}` is biblatex's: BibTeX ignores it, and the file is BibTeX's otherwise"
                );
                let help = match name {
                    "date" => "write `year` and `month`, which both read".to_owned(),
                    _ => format!("write `{old}`, which both read"),
                };
                (message, help)
            });
        } else if name == "journal" && self.is_biblatex && entry.field(new).is_none() {
            self.find_once(Code::OtherDialect, name, span, || {
                let message = format!(
                    "`{name}` is BibTeX's; biber reads it as `{new}`, which the file has otherwise"
                );
                (message, format!("write `{new}`"))
            });
        }
    }
}
