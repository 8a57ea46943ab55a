//! Reference lists in any CSL style.
//!
//! Rendering goes through [`Engine`], so that the processor behind it can be replaced. [`Processor`]
//! is a style and a locale made ready once; it can be shared between threads.
//!
//! ```text
//! Item -> convert -> engine -> glyphs -> case -> quotes -> punctuation -> Entry
//! ```
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
mod convert;
mod dates;
mod entry;
mod glyph;
mod hayagriva;
mod locale;
mod mark;
mod names;
mod prepare;
mod punctuation;
mod quotes;
mod style;

pub use entry::{Entry, Font, Run, Vertical, is_safe_link};
pub use style::{StyleInfo, list as list_styles};

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
    engine: hayagriva::Hayagriva,
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
        Ok(Self { engine: hayagriva::Hayagriva::new(style, locale)? })
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
        Ok(Self { engine: hayagriva::Hayagriva::new(style, locale)? })
    }
}

impl Engine for Processor {
    fn list(&self, items: &[&Item]) -> Vec<Entry> {
        self.engine.list(items)
    }

    fn each(&self, item: &Item) -> Entry {
        self.engine.each(item)
    }
}

#[cfg(test)]
mod tests;
