//! Citation keys and DOIs: text that is checked once, by its constructor.

use std::fmt;
use std::sync::Arc;

use super::percent::percent_decoded;

/// Text that cannot be a citation key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no citation key")]
pub struct InvalidKey(pub String);

/// The name by which notes and manuscripts cite a source.
///
/// Any text without white space at its ends and without control characters; what one format cannot
/// hold (a comma in BibTeX) is that writer's business.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CiteKey(Arc<str>);

impl CiteKey {
    /// Checks a key.
    ///
    /// # Errors
    /// If the text is empty, has white space at an end, or a control character anywhere.
    ///
    /// ```
    /// use florilege::model::CiteKey;
    /// assert!(CiteKey::parse("gomez-arbelaezResting2018").is_ok());
    /// assert!(CiteKey::parse(" ").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, InvalidKey> {
        let has_control = match text.is_ascii() {
            true => text.bytes().any(|byte| byte.is_ascii_control()),
            false => text.chars().any(char::is_control),
        };
        let bad = text.is_empty() || text.trim() != text || has_control;
        if bad { Err(InvalidKey(text.to_owned())) } else { Ok(Self(Arc::from(text))) }
    }

    /// The key that a text is without what no key may hold, or [`CiteKey::unnamed`] if nothing is left.
    ///
    /// ```
    /// use florilege::model::CiteKey;
    /// assert_eq!(CiteKey::cleaned(" doe\u{7}2020 ").as_str(), "doe2020");
    /// ```
    pub fn cleaned(text: &str) -> Self {
        let clean = || -> String { text.chars().filter(|c| !c.is_control()).collect() };
        let key = Self::parse(text).or_else(|_| Self::parse(clean().trim()));
        key.unwrap_or_else(|_| Self::unnamed())
    }

    /// The key of a record that has no other: `reference`.
    pub fn unnamed() -> Self {
        Self(Arc::from("reference"))
    }

    /// Whether it is a key that readers give to records without one: `reference`, `unkeyed2`.
    pub fn is_placeholder(&self) -> bool {
        let bare = self.0.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        matches!(bare, "reference" | "unkeyed")
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CiteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A DOI without its resolver: `10.1186/s12967-017-1300-y`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Doi(String);

impl Doi {
    /// Finds the DOI in a link, a `doi:` label or a bare DOI.
    ///
    /// A full stop, comma or semicolon at the end belongs to the sentence, not to the DOI; a closing
    /// bracket belongs to it when it was opened inside. Case stays as written.
    ///
    /// ```
    /// use florilege::model::Doi;
    /// let doi = Doi::parse("https://doi.org/10.1016/0026-0495(83)90105-1.").unwrap();
    /// assert_eq!(doi.as_str(), "10.1016/0026-0495(83)90105-1");
    /// assert!(Doi::parse("https://example.org/10.1").is_none());
    /// ```
    ///
    /// Source: DOI Handbook, 2.2 "Numbering": prefix `10.` and a registrant of digits and stops.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        for scheme in ["https://", "http://"] {
            if let Some(bare) = strip_prefix_ignore_case(rest, scheme) {
                let host = ["dx.doi.org/", "doi.org/", "www.doi.org/"]
                    .iter()
                    .find_map(|host| strip_prefix_ignore_case(bare, host));
                rest = host?;
                break;
            }
        }
        for host in ["dx.doi.org/", "doi.org/"] {
            rest = strip_prefix_ignore_case(rest, host).unwrap_or(rest);
        }
        rest = strip_prefix_ignore_case(rest, "doi:").unwrap_or(rest).trim_start();
        let (prefix, suffix) = rest.split_once('/').or_else(|| {
            // A link may write the slash as %2F.
            let at = rest.to_ascii_lowercase().find("%2f")?;
            Some((&rest[..at], &rest[at + 3..]))
        })?;
        let registrant = prefix.strip_prefix("10.")?;
        let valid = registrant.len() >= 4
            && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && registrant.starts_with(|first: char| first.is_ascii_digit());
        let suffix = trim_end(suffix);
        if !valid || suffix.is_empty() || suffix.contains(char::is_whitespace) {
            return None;
        }
        // A DOI has no white space and no control characters.
        Some(Self(format!("{prefix}/{}", percent_decoded(suffix, |byte| byte > b' '))))
    }

    /// The DOI as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link that resolves it.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.0)
    }
}

impl fmt::Display for Doi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// Takes off what ends the sentence around a DOI.
fn trim_end(suffix: &str) -> &str {
    let mut rest = suffix;
    loop {
        let trimmed = rest.trim_end_matches(['.', ',', ';', '"', '”', '’', '>', ' ']);
        let opened = trimmed.matches('(').count();
        let closed = trimmed.matches(')').count();
        let next = if trimmed.ends_with(')') && closed > opened {
            &trimmed[..trimmed.len() - 1]
        } else {
            trimmed
        };
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}
