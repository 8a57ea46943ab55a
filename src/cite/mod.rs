//! Reference lists in any CSL style.
//!
//! Rendering goes through [`Engine`], so that the processor behind it can be replaced. [`Processor`]
//! is a style and a locale made ready once; it can be shared between threads.
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
//! ```
//! use florilege::cite::{Engine, Processor};
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
    /// The style is written for footnotes alone.
    #[error("the style `{0}` has no bibliography")]
    NoBibliography(String),
    /// No locale has this language.
    #[error("there is no locale `{0}`")]
    UnknownLocale(String),
}

/// What prints records.
pub trait Engine: Send + Sync {
    /// Prints the records as one list, in the style's order: numbers and year suffixes fit together.
    fn list(&self, items: &[&Item]) -> Vec<Entry>;

    /// Prints one record by itself.
    fn each(&self, item: &Item) -> Entry;
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
    /// If there is no such style or locale, or the style has no bibliography.
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
    /// If the text is no style, or the style has no bibliography.
    ///
    /// ```
    /// use florilege::cite::{Error, Processor};
    /// assert!(matches!(Processor::from_xml("apa", None), Err(Error::InvalidStyle(_))));
    /// ```
    pub fn from_xml(text: &str, locale: Option<&str>) -> Result<Self, Error> {
        let style = style::read(text)?;
        Self::with(style, locale)
    }
}

impl Processor {
    /// Prints the citations of a document and its list.
    pub fn document(&self, items: &[&Item], citations: &[Citation]) -> Document {
        with_extra(items, |items| document::print(&self.plan, items, citations, false))
    }

    /// Prints citations each as if it were the first of its document.
    pub fn citations(&self, items: &[&Item], citations: &[Citation]) -> Vec<Printed> {
        with_extra(items, |items| document::print(&self.plan, items, citations, true).citations)
    }

    /// How the style lays its reference list out.
    pub fn layout(&self) -> ListLayout {
        ListLayout::of(&self.plan.list)
    }

    /// Whether the style has a reference list.
    pub fn has_bibliography(&self) -> bool {
        self.plan.bibliography.is_some()
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

impl Engine for Processor {
    fn list(&self, items: &[&Item]) -> Vec<Entry> {
        with_extra(items, |items| list::print(&self.plan, items))
    }

    fn each(&self, item: &Item) -> Entry {
        list::print_one(&self.plan, &extra::stated(item))
    }
}

#[cfg(test)]
mod tests;
