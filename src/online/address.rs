//! The addresses of the registries, and where an answer may send on to.

use super::Registry;
use crate::model::Doi;

/// An address that no registry has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no https address")]
pub struct InvalidBase(pub String);

/// Where the registries are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bases {
    crossref: String,
    datacite: String,
}

impl Default for Bases {
    fn default() -> Self {
        Self {
            crossref: "https://api.crossref.org".to_owned(),
            datacite: "https://api.datacite.org".to_owned(),
        }
    }
}

impl Bases {
    /// Other addresses, such as a mirror's or a test's.
    ///
    /// # Errors
    /// If one is not https, unless both are this machine.
    ///
    /// ```
    /// use florilege::online::Bases;
    /// assert!(Bases::new("http://127.0.0.1:8080", "http://127.0.0.1:8080/").is_ok());
    /// assert!(Bases::new("http://example.org", "https://example.org").is_err());
    /// ```
    pub fn new(crossref: &str, datacite: &str) -> Result<Self, InvalidBase> {
        let trimmed = |base: &str| base.trim_end_matches('/').to_owned();
        let bases = Self { crossref: trimmed(crossref), datacite: trimmed(datacite) };
        for base in [&bases.crossref, &bases.datacite] {
            if !base.starts_with("https://") && !bases.is_local() {
                return Err(InvalidBase(base.clone()));
            }
        }
        Ok(bases)
    }

    /// Whether the registries are on this machine, where no one listens in.
    pub(super) fn is_local(&self) -> bool {
        let is_local = |base: &str| {
            let authority = base.strip_prefix("http://").map(|rest| rest.split('/').next());
            let host = authority.flatten().map(|host| host.rsplit_once(':').map_or(host, |h| h.0));
            matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
        };
        is_local(&self.crossref) && is_local(&self.datacite)
    }

    /// The address that a registry has for a DOI.
    ///
    /// The suffix may hold any character, so all that could mean something in an address is encoded.
    pub(super) fn url(&self, registry: Registry, doi: &Doi) -> String {
        let (prefix, suffix) = doi.as_str().split_once('/').unwrap_or((doi.as_str(), ""));
        let suffix = encode(suffix, b"");
        match registry {
            Registry::Crossref => format!("{}/works/{prefix}/{suffix}", self.crossref),
            Registry::Datacite => format!("{}/dois/{prefix}/{suffix}", self.datacite),
        }
    }
}

/// Encodes all but letters, digits, `-._~` and `kept`.
///
/// Source: RFC 3986, sections 2.1 and 2.3.
pub(super) fn encode(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() || kept.contains(&byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The address that an answer sends on to; none if it is not the registry's own, or not as safe.
pub(super) fn follow(from: &str, location: &str) -> Option<String> {
    let scheme = from.find("://")? + 3;
    let end = from[scheme..].find('/').map_or(from.len(), |at| scheme + at);
    let (origin, authority) = (&from[..end], &from[scheme..end]);
    if location.starts_with('/') && !location.starts_with("//") {
        return Some(format!("{origin}{location}"));
    }
    let is_within = |origin: &str| {
        let rest = location.strip_prefix(origin);
        rest.is_some_and(|rest| rest.starts_with('/') || rest.starts_with('?'))
    };
    let fits = is_within(origin) || is_within(&format!("https://{authority}"));
    fits.then(|| location.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois_become_addresses() {
        let check = |doi: &str, expected: &str| {
            let url = Bases::default().url(Registry::Crossref, &Doi::parse(doi).unwrap());
            assert_eq!(url, format!("https://api.crossref.org/works/{expected}"));
        };
        check("10.1038/171737a0", "10.1038/171737a0");
        check(
            "10.1002/(SICI)1097<1::AID>3.0.CO;2-#?&x",
            "10.1002/%28SICI%291097%3C1%3A%3AAID%3E3.0.CO%3B2-%23%3F%26x",
        );
        check("10.1234/../../members", "10.1234/..%2F..%2Fmembers");
        check("10.1234/é", "10.1234/%C3%A9");
    }

    #[test]
    fn answers_lead_nowhere_else() {
        let check = |location: &str, expected: Option<&str>| {
            let from = "https://api.crossref.org/works/10.1234/a";
            assert_eq!(follow(from, location).as_deref(), expected, "{location}");
        };
        let own = "https://api.crossref.org/works/10.1234/b";
        check("/works/10.1234/b", Some(own));
        check(own, Some(own));
        check("http://api.crossref.org/works/10.1234/b", None);
        check("https://api.crossref.org.example.org/", None);
        check("https://api.crossref.org@example.org/", None);
        check("//example.org/", None);
        check("https://example.org/", None);
        check("", None);
    }

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for (base, fits) in [
            ("http://127.0.0.1:1", true),
            ("http://localhost", true),
            ("http://127.0.0.1.example.org", false),
            ("http://localhost@example.org:1", false),
            ("http://example.org", false),
            ("ftp://example.org", false),
            ("https://example.org", true),
        ] {
            assert_eq!(Bases::new(base, base).is_ok(), fits, "{base}");
        }
    }
}
