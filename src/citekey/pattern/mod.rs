//! Patterns that make citation keys, as Better BibTeX writes them.
//!
//! Two spellings of one language: `auth.lower + shorttitle(3,3) + year`, and the older, which JabRef has,
//! too: `[auth:lower][shorttitle3_3][year]`. Several patterns with `|` between them are tried in order; the
//! first that gives a key is taken.
//!
//! Source: Better BibTeX, "Citation keys" and "Formulas"; JabRef, "Customize the citation key generator".

mod bracket;
mod filters;
mod functions;
mod names;
mod parse;
mod scan;

use super::words;
use crate::model::{CiteKey, Item};
use filters::Filter;
use functions::Function;

/// A pattern, checked.
///
/// ```
/// use florilege::citekey::{Pattern, stub};
/// use florilege::model::{CiteKey, Origin};
/// let item = stub(&CiteKey::parse("crickCentralDogmaMolecular1970").unwrap(), &Origin::derived());
/// let key = |pattern: &str| Pattern::parse(pattern).unwrap().key(&item).unwrap().to_string();
/// assert_eq!(key("auth.lower + shorttitle(2,2) + year"), "crickCentralDogma1970");
/// assert_eq!(key("[auth:upper]_[shortyear]"), "CRICK_70");
/// assert_eq!(key("volume + firstpage | auth + '-' + veryshorttitle.abbr"), "Crick-C");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    formulas: Vec<Formula>,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct PatternError {
    /// The place of the mistake, in characters from 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
    /// Names that resemble the one that is not known, best first.
    pub near: Vec<&'static str>,
}

/// Pieces that are written one behind the other.
type Formula = Vec<Piece>;

/// A value and what is done to it.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    value: Value,
    filters: Vec<Filter>,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// Fixed text.
    Text(String),
    /// A function of the record.
    Function(Function),
    /// Formulas in brackets; the first that gives something.
    Group(Vec<Formula>),
}

/// A record for which a formula does not hold; the next one is tried.
struct Skip;

impl Pattern {
    /// Reads a pattern in either spelling.
    ///
    /// # Errors
    /// The first mistake with its column; for a name that is not known also those that resemble it.
    ///
    /// ```
    /// use florilege::citekey::Pattern;
    /// let error = Pattern::parse("auth + shortitle(3)").unwrap_err();
    /// assert_eq!((error.column, error.near[0]), (8, "shorttitle"));
    /// ```
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let formulas = match bracket::is_bracketed(pattern) {
            true => bracket::parse(pattern)?,
            false => parse::parse(pattern)?,
        };
        Ok(Self { formulas })
    }

    /// The key that the pattern makes of a record, without a letter that tells it from others; `None` if it
    /// makes nothing of it.
    pub fn key(&self, item: &Item) -> Option<CiteKey> {
        let german = item.text(crate::model::StandardVariable::Language).is_some_and(|language| {
            language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("de"))
        });
        let record = Record { item, german };
        let keys = self.formulas.iter().filter_map(|formula| record.formula(formula).ok());
        let safe = keys.map(|key| words::safe(&words::fold(&key, german)));
        let mut found = safe.filter(|key| !key.is_empty());
        found.find_map(|key| CiteKey::parse(&key).ok())
    }
}

/// A record whose key is made.
struct Record<'a> {
    item: &'a Item,
    german: bool,
}

impl Record<'_> {
    fn formula(&self, formula: &Formula) -> Result<String, Skip> {
        formula.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> Result<String, Skip> {
        let mut text = match &piece.value {
            Value::Text(text) => text.clone(),
            Value::Function(function) => function.apply(self)?,
            Value::Group(formulas) => {
                let mut found = String::new();
                for formula in formulas {
                    found = self.formula(formula)?;
                    if !found.is_empty() {
                        break;
                    }
                }
                found
            }
        };
        for filter in &piece.filters {
            text = filter.apply(&text, self)?;
        }
        Ok(text)
    }

    fn fold(&self, text: &str) -> String {
        words::fold(text, self.german)
    }
}

#[cfg(test)]
mod tests;
