//! References that this program prints, and how far records fit what is known of them.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it")]

use std::fs;
use std::path::Path;

use florilege::bibliography;
use florilege::cite::Processor;
use florilege::format::Format;
use florilege::model::{Item, NameVariable, NumberVariable, StandardVariable, expand_pages};
use florilege::source::Source;

/// Styles of every kind: by author and date, numbered, in notes, by label.
const STYLES: [&str; 10] = [
    "apa",
    "vancouver",
    "ieee",
    "chicago-author-date",
    "modern-language-association",
    "chicago-notes-17",
    "elsevier-harvard",
    "nature",
    "american-medical-association",
    "springer-basic",
];

/// The works of the samples, each printed in many styles.
pub(crate) fn printed() -> Vec<(Item, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/library.bib");
    let source = Source::new("library.bib", fs::read_to_string(path).unwrap());
    let items = bibliography::read(Format::Bibtex, &source).value;
    let mut printed = Vec::new();
    for style in STYLES {
        let processor = Processor::new(style, None).unwrap();
        printed.extend(items.iter().map(|item| (item.clone(), processor.each(item).text())));
    }
    printed
}

/// What a reference tells of a work, as far as it is compared: letters and digits alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) year: String,
    pub(crate) family: String,
    pub(crate) container: String,
    pub(crate) volume: String,
    pub(crate) pages: String,
}

/// The letters and digits of a text, in lower case.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Pages with the last one in full.
pub(crate) fn whole(pages: &str) -> String {
    let Some(pages) = expand_pages(pages) else { return fold(pages) };
    fold(&format!("{}{}", pages.first, pages.last.unwrap_or_default()))
}

impl Told {
    pub(crate) fn of(item: &Item) -> Self {
        let text = |variable| fold(item.text(variable).unwrap_or_default());
        let authors = item.names.get(NameVariable::Author);
        let first = authors.and_then(|names| names.list.first());
        Self {
            title: text(StandardVariable::Title),
            year: item.year().map(|year| year.to_string()).unwrap_or_default(),
            family: first.map(|name| fold(&name.full_family())).unwrap_or_default(),
            container: text(StandardVariable::ContainerTitle),
            volume: fold(item.number(NumberVariable::Volume).unwrap_or_default()),
            pages: item.page.as_ref().map(|page| whole(&page.value)).unwrap_or_default(),
        }
    }

    /// Each value with its name.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("title", &self.title),
            ("year", &self.year),
            ("family", &self.family),
            ("container", &self.container),
            ("volume", &self.volume),
            ("pages", &self.pages),
        ]
    }
}

/// How many of the values that references show were read as they are, field by field.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Field, right, shown.
    pub(crate) fields: Vec<(&'static str, usize, usize)>,
    /// References of which every shown value is right.
    pub(crate) whole: usize,
    pub(crate) references: usize,
}

impl Score {
    /// Adds a reference, and tells whether all of it is right; values that its text does not show do not count.
    pub(crate) fn add(&mut self, text: &str, truth: &Told, read: Option<&Item>) -> bool {
        let (text, read) = (fold(text), read.map(Told::of).unwrap_or_default());
        let mut all = true;
        for ((field, truth), (_, read)) in truth.fields().into_iter().zip(read.fields()) {
            // Pages are printed in many a short form, so that they are always counted.
            if truth.is_empty() || field != "pages" && !text.contains(truth) {
                continue;
            }
            let right = usize::from(truth == read);
            all &= right == 1;
            match self.fields.iter_mut().find(|(name, ..)| *name == field) {
                Some((_, count, shown)) => (*count, *shown) = (*count + right, *shown + 1),
                None => self.fields.push((field, right, 1)),
            }
        }
        self.whole += usize::from(all);
        self.references += 1;
        all
    }

    /// The share of shown values of a field that are right.
    pub(crate) fn share(&self, field: &str) -> f64 {
        let found = self.fields.iter().find(|(name, ..)| *name == field);
        found.map_or(0.0, |(_, right, shown)| *right as f64 / *shown as f64)
    }

    /// The share of references of which every shown value is right.
    pub(crate) fn exact(&self) -> f64 {
        self.whole as f64 / self.references.max(1) as f64
    }

    pub(crate) fn show(&self) -> String {
        let fields = self.fields.iter();
        let fields: Vec<String> = fields
            .map(|(field, right, shown)| {
                format!("{field} {right} of {shown} ({:.3})", self.share(field))
            })
            .collect();
        let whole = (self.whole, self.references, self.exact());
        format!("{}; whole {} of {} ({:.3})", fields.join(", "), whole.0, whole.1, whole.2)
    }
}
