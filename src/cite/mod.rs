//! Reference lists in any CSL style.
//!
//! [`Processor`] is a style and a locale made ready once; it can be shared between threads. It prints
//! lists ([`Processor::list`]), single references ([`Processor::each`]) and the citations of a document
//! ([`Processor::document`]).
//!
//! ```text
//! style, locale -> plan --+
//!                         v
//! Item -> extra -----> render -> finish -> Entry, Printed -> output
//!                         ^
//!            sort, disambiguate, cluster
//! ```
//!
//! * `plan`: a style and its locale made ready: macros found, options inherited, terms looked up.
//! * `render`: one record printed by a plan into a buffer of text and events.
//! * `finish`: quotation marks and punctuation put in order.
//! * `sort`, `disambiguate`, `substitute`: what a list needs to know of all its records.
//! * `document`, `cluster`: the citations of a document, with positions, groups and collapsing.
//! * `output`: text, Markdown, HTML, LaTeX, Typst and RTF of what was printed.
//!
//! Source: the Citation Style Language 1.0.2 specification.
//!
//! # Where Zotero prints something else
//!
//! Reference lists should be those that Zotero's users see. Where its processor, citeproc-js, goes its own
//! way, we follow it:
//! * a label is printed also for a variable without a value, if its group is printed;
//! * `text-case` on a call of a macro does nothing; `type="a b"` holds for either, whatever `match` says;
//! * the affixes of `name` stand around each person, and around no organisation;
//! * the last of two organisations follows `and` without a comma, of more with one;
//! * names of records in Chinese, Japanese, Vietnamese and Hungarian stand family name first;
//! * `strip-periods` keeps the period of `example.org`; each part of a number has its own capital.
//!
//! We do not follow it where it prints what no one can want: the affixes of a date twice in a range of
//! years, no initials for given names behind a stray space, the words of a season in another language
//! in place of the month.
//!
//! ```
//! use florilege::cite::Processor;
//! use florilege::model::*;
//! let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
//! item.names.set(NameVariable::Author, vec![Name::person("Doe", "Jane")].into(), Origin::derived());
//! item.texts.set(StandardVariable::Title, Text::plain("Notes"), Origin::derived());
//! let processor = Processor::new("chicago-notes-17", None).unwrap();
//! assert_eq!(processor.each(&item).text(), "Doe, Jane. Notes, n.d.");
//! ```

mod case;
mod cluster;
mod disambiguate;
mod document;
mod entry;
mod extra;
mod finish;
mod layout;
mod list;
mod locale;
mod output;
mod plan;
mod render;
mod sort;
mod spans;
mod style;
mod substitute;

pub use document::{Citation, CiteForm, CiteItem, Document, Printed, locator};
pub use entry::{Entry, Font, Run, Vertical, is_safe_link};
pub use hayagriva::citationberg::taxonomy::Locator;
pub use layout::{LabelAlign, ListLayout};
pub use output::Form;
pub use render::Position;
pub use spans::Span;
pub use style::{StyleInfo, list as list_styles};

use hayagriva::citationberg::IndependentStyle;

use crate::model::Item;

/// A style or locale that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No style has this name.
    #[error("there is no style `{name}`")]
    UnknownStyle {
        /// The name that was asked for.
        name: String,
        /// The names that are most like it, the nearest first.
        near: Vec<&'static str>,
    },
    /// The text is no CSL style.
    #[error("the style cannot be read: {0}")]
    InvalidStyle(String),
    /// No locale has this language.
    #[error("there is no locale `{0}`")]
    UnknownLocale(String),
}

/// How a style sets its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLook {
    /// Lines but the first are indented.
    pub hanging: bool,
    /// The space between entries, in lines.
    pub entry_spacing: i16,
    /// The distance of lines.
    pub line_spacing: i16,
}

/// A style and a locale, ready to print.
pub struct Processor {
    plan: plan::Plan,
}

impl Processor {
    /// Makes a style ready by its name or alias.
    ///
    /// Without a locale the style's own is used, or American English.
    ///
    /// # Errors
    /// If there is no such style or locale.
    ///
    /// ```
    /// use florilege::cite::{Error, Processor};
    /// assert!(Processor::new("vancouver", Some("de-DE")).is_ok());
    /// let Err(Error::UnknownStyle { near, .. }) = Processor::new("elsevier-havard", None) else {
    ///     panic!()
    /// };
    /// assert_eq!(near[0], "elsevier-harvard");
    /// ```
    pub fn new(style: &str, locale: Option<&str>) -> Result<Self, Error> {
        let style = style::find(style)?;
        Self::with(style, locale)
    }

    /// Makes the style ready that is the text of a `.csl` file; a dependent style is its parent.
    ///
    /// # Errors
    /// If the text is no style.
    ///
    /// ```
    /// use florilege::cite::{Error, Processor};
    /// assert!(matches!(Processor::from_xml("apa", None), Err(Error::InvalidStyle(_))));
    /// ```
    pub fn from_xml(text: &str, locale: Option<&str>) -> Result<Self, Error> {
        Self::from_xml_beside(text, locale, &mut |_| None)
    }

    /// The same for a style whose parent may be at hand: `find` gives the text of the `.csl` file of a name
    /// such as `apa`. It is asked only for parents that are not among the known styles.
    ///
    /// # Errors
    /// Those of [`Self::from_xml`].
    pub fn from_xml_beside(
        text: &str,
        locale: Option<&str>,
        find: &mut dyn FnMut(&str) -> Option<String>,
    ) -> Result<Self, Error> {
        Self::with(style::read(text, find)?, locale)
    }
}

impl Processor {
    /// Prints records as one list, in the style's order: numbers and year suffixes fit together.
    ///
    /// A style without a bibliography has no list: [`Processor::has_bibliography`] asks first.
    pub fn list(&self, items: &[&Item]) -> Vec<Entry> {
        with_extra(items, |items| list::print(&self.plan, items))
    }

    /// Prints one record by itself.
    pub fn each(&self, item: &Item) -> Entry {
        list::print_one(&self.plan, &extra::stated(item))
    }

    /// Prints one record as the first citation of it, alone in its cluster: a whole footnote in styles that
    /// cite in notes.
    ///
    /// ```
    /// use florilege::cite::Processor;
    /// use florilege::model::*;
    /// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
    /// item.names.set(NameVariable::Author, vec![Name::person("Doe", "Jane")].into(), Origin::derived());
    /// item.texts.set(StandardVariable::Title, Text::plain("Notes"), Origin::derived());
    /// let processor = Processor::new("chicago-notes", None).unwrap();
    /// assert_eq!(processor.cited(&item).text(), "Jane Doe, Notes (n.d.).");
    /// ```
    pub fn cited(&self, item: &Item) -> Entry {
        let citation = Citation { cites: vec![CiteItem::default()], note: None };
        let printed = self.citations(&[item], &[citation]).pop().map(|printed| printed.printed);
        let printed = printed.unwrap_or_default();
        let failed = printed.text.trim().is_empty();
        Entry { key: item.key.clone(), printed, failed }
    }

    /// Prints the citations of a document and its list.
    pub fn document(&self, items: &[&Item], citations: &[Citation]) -> Document {
        with_extra(items, |items| document::print(&self.plan, items, citations))
    }

    /// Prints citations each as if it were the first of its document.
    pub fn citations(&self, items: &[&Item], citations: &[Citation]) -> Vec<Printed> {
        with_extra(items, |items| document::print_single(&self.plan, items, citations))
    }

    /// How the style lays its reference list out.
    pub fn layout(&self) -> ListLayout {
        ListLayout::of(&self.plan.list)
    }

    /// Whether the style has a reference list.
    pub fn has_bibliography(&self) -> bool {
        self.plan.bibliography.is_some()
    }

    /// Whether the style cites in notes.
    pub fn is_note(&self) -> bool {
        self.plan.note
    }

    /// Whether stops and commas go into quotation marks, as American English has it.
    pub fn has_punctuation_in_quotes(&self) -> bool {
        self.plan.locale.punctuation_in_quote
    }

    /// What the style sets between cites.
    pub fn delimiter(&self) -> &str {
        self.plan.citation.delimiter.as_deref().unwrap_or_default()
    }

    /// Prints words in the place of a citation: with the style's parentheses, raised if it raises numbers.
    ///
    /// ```
    /// use florilege::cite::Processor;
    /// assert_eq!(Processor::new("apa", None).unwrap().around("who?").text(), "(who?)");
    /// ```
    pub fn around(&self, words: &str) -> Printed {
        Printed { printed: finish::finish(&cluster::around(&self.plan, words), &self.plan.locale) }
    }

    /// How the style sets its list.
    pub fn list_look(&self) -> ListLook {
        let list = &self.plan.list;
        ListLook {
            hanging: list.hanging,
            entry_spacing: list.entry_spacing,
            line_spacing: list.line_spacing,
        }
    }

    /// The words for what a locator counts, in the style's language and in English, in all their forms.
    ///
    /// ```
    /// use florilege::cite::{Locator, Processor};
    /// let words = Processor::new("apa", Some("de")).unwrap().locator_words();
    /// assert!(words.contains(&(Locator::Page, "S.".to_owned())));
    /// assert!(words.contains(&(Locator::Page, "pp.".to_owned())));
    /// ```
    pub fn locator_words(&self) -> Vec<(Locator, String)> {
        let mut words = self.plan.locale.locators();
        // The style's terms hide the locale's, and both hide the English ones.
        for language in [self.plan.locale.language.as_str(), "en-US"] {
            let file = locale::embedded(language);
            words.extend(
                file.iter().flat_map(|file| plan::Locale::join(language, &[file]).locators()),
            );
        }
        words.sort_by(|a, b| (a.1.as_str(), a.0 as u8).cmp(&(b.1.as_str(), b.0 as u8)));
        words.dedup();
        words
    }

    fn with(style: IndependentStyle, wanted: Option<&str>) -> Result<Self, Error> {
        let own = style.default_locale.as_ref().map(|locale| locale.0.as_str());
        let language = wanted.or(own).unwrap_or("en-US");
        let file = match locale::embedded(language) {
            Some(file) => file,
            // A style may name a language of its own; the rest is English then.
            None if wanted.is_none() => locale::embedded("en-US")
                .ok_or_else(|| Error::UnknownLocale(language.to_owned()))?,
            None => return Err(Error::UnknownLocale(language.to_owned())),
        };
        let known = file.lang.as_ref().map(|lang| lang.0.clone());
        let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let language = match known {
            Some(known) if base(&known) == base(language) => known,
            _ => language.to_owned(),
        };
        let mut files = vec![file];
        if !language.starts_with("en") {
            files.extend(locale::embedded("en-US"));
        }
        let plan = plan::compile(&style, &language, &files).map_err(Error::InvalidStyle)?;
        Ok(Self { plan })
    }
}

/// Gives items together with the variables that their notes state.
fn with_extra<T>(items: &[&Item], print: impl FnOnce(&[&Item]) -> T) -> T {
    let stated: Vec<_> = items.iter().map(|item| extra::stated(item)).collect();
    let items: Vec<&Item> = stated.iter().map(|item| &**item).collect();
    print(&items)
}

#[cfg(test)]
mod tests;
