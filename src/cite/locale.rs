//! The locales of the archive, each decoded alone.

use hayagriva::citationberg::Locale;

/// The embedded locale of a language: `en-US`, `de`, or the first of `pt` in any country.
pub(super) fn embedded(language: &str) -> Option<Locale> {
    let all = hayagriva::archive::LOCALES;
    let exact = all.iter().find(|bytes| language_of(bytes) == Some(language));
    let base = language.split('-').next().unwrap_or_default();
    // A language without its country is the country's that gave it its name, where there is one.
    let home = match base {
        "en" => "en-US".to_owned(),
        "pt" => "pt-PT".to_owned(),
        base => format!("{base}-{}", base.to_uppercase()),
    };
    let bytes = exact
        .or_else(|| all.iter().find(|bytes| language_of(bytes) == Some(&home)))
        .or_else(|| {
            all.iter().find(|bytes| {
                language_of(bytes).is_some_and(|found| found.split('-').next() == Some(base))
            })
        })?;
    ciborium::de::from_reader(*bytes).ok()
}

/// Reads the language near the head of an encoded locale: a map whose first key is `@xml:lang`.
///
/// Source: RFC 8949, section 3.1: a text of up to 23 bytes is 0x60 plus its length, then the bytes.
fn language_of(bytes: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"@xml:lang";
    let at = bytes.get(..64)?.windows(KEY.len()).position(|window| window == KEY)? + KEY.len();
    let len = usize::from(bytes.get(at)?.checked_sub(0x60)?);
    std::str::from_utf8(bytes.get(at + 1..at + 1 + len)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, found: Option<&str>) {
        let locale = embedded(language);
        let lang = locale.as_ref().and_then(|locale| locale.lang.as_ref());
        assert_eq!(lang.map(|lang| lang.0.as_str()), found, "{language}");
    }

    #[test]
    fn finds_a_locale_by_language() {
        check("en-GB", Some("en-GB"));
        check("en", Some("en-US"));
        check("de", Some("de-DE"));
        check("pt", Some("pt-PT"));
        check("uk", Some("uk-UA"));
        check("xx", None);
    }

    #[test]
    fn every_locale_names_its_language() {
        assert!(hayagriva::archive::LOCALES.iter().all(|bytes| language_of(bytes).is_some()));
    }
}
