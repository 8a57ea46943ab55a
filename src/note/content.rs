//! Names of source contents, and what a citation key looks like.

use std::fmt;

use crate::model::CiteKey;

/// The name of a source content, `KEY - SECTION (DETAIL)`, in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentName {
    /// The note's name as it stands.
    pub name: String,
    /// The citation key; `None` where the name has none.
    pub key: Option<CiteKey>,
    /// `Materials and methods`, `Figure 1A`; the whole name where there is no key.
    pub section: String,
    /// What stands in the outermost brackets at the end.
    pub detail: Option<String>,
}

impl ContentName {
    /// Takes a note's name apart.
    ///
    /// What stands before the first ` - ` is the key if it looks like one (see [`looks_like_key`]); later
    /// ` - ` belong to the section. Brackets inside the detail, and earlier ones, stay as they are.
    ///
    /// ```
    /// use florilege::note::ContentName;
    /// let content = ContentName::parse("doeTrees2020 - Results (roots (deep))");
    /// assert_eq!(content.key.unwrap().as_str(), "doeTrees2020");
    /// assert_eq!(content.section, "Results");
    /// assert_eq!(content.detail.as_deref(), Some("roots (deep)"));
    /// ```
    pub fn parse(name: &str) -> Self {
        let name = name.trim();
        let parts = [" - ", " – ", " — "].iter().filter_map(|dash| name.split_once(dash));
        let keyed = parts.into_iter().find_map(|(key, label)| {
            let key = key.trim();
            let bare = key.strip_prefix('@').unwrap_or(key);
            let label = label.trim();
            if label.is_empty() || !(key.starts_with('@') || looks_like_key(bare)) {
                return None;
            }
            let one_word = !bare.contains(char::is_whitespace);
            Some((CiteKey::parse(bare).ok().filter(|_| one_word)?, label))
        });
        let Some((key, label)) = keyed else {
            return Self {
                name: name.to_owned(),
                key: None,
                section: name.to_owned(),
                detail: None,
            };
        };
        let (section, detail) = split_detail(label);
        Self {
            name: name.to_owned(),
            key: Some(key),
            section: section.to_owned(),
            detail: detail.map(str::to_owned),
        }
    }
}

impl fmt::Display for ContentName {
    /// Puts the parts together again: `KEY - SECTION (DETAIL)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(f, "{key} - ")?;
        }
        f.write_str(&self.section)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

/// Whether a word has the form of a citation key, as the first part of a source content's name.
///
/// A key is one word in which an author meets a year or a title. That is the general test:
/// - it has no white space, begins with a letter, and holds only letters, digits and `-_.:+&'’`;
/// - *author and year*: after two letters or more comes a year from 1500 to 2099 that is no part of a longer
///   number or of a date (`doeTrees2020a`, `Smith2020`, `smith_2020`, `abe2016urgent`, `gupta&ferguson2008`);
/// - *author and title*, for works without a year: a name of two small letters or more, then capitalised
///   words (`pubchemBicarbonateIon`). `mRNA`, `siRNA` and `pH` are none: the capitals begin no word.
///
/// `Interview` and `L4-L5` pass neither test.
///
/// ```
/// use florilege::note::looks_like_key;
/// assert!(looks_like_key("gomez-arbelaezResting2018") && looks_like_key("pubchemBicarbonateIon"));
/// assert!(!looks_like_key("Interview") && !looks_like_key("mRNA") && !looks_like_key("2025-01-29"));
/// ```
///
/// Source: Better BibTeX documentation, "Citation keys"; the default formula is author, title words, year.
pub fn looks_like_key(word: &str) -> bool {
    has_key_letters(word) && (has_author_year(word) || title_words(word) >= 1)
}

/// The same for a link that stands alone, which has no ` - ` to speak for it: without a year it takes two
/// title words, or an `@` before it, to be a key.
pub(super) fn is_bare_key(name: &str) -> bool {
    match name.strip_prefix('@') {
        Some(key) => !key.is_empty() && !key.contains(char::is_whitespace),
        None => has_key_letters(name) && (has_author_year(name) || title_words(name) >= 2),
    }
}

fn has_key_letters(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word.chars().all(|c| c.is_alphanumeric() || "-_.:+&'’\u{301}\u{308}".contains(c))
}

/// Whether a year follows two letters or more.
fn has_author_year(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut letters, mut digits) = (0, 0);
    for (at, c) in word.char_indices() {
        if !c.is_ascii_digit() {
            digits = 0;
            letters += usize::from(c.is_alphabetic());
            continue;
        }
        digits += 1;
        // A hyphen and two digits make it a date: `log-2024-05-01`.
        let dated = bytes.get(at + 1) == Some(&b'-') && is_digit(at + 2) && is_digit(at + 3);
        if digits == 4 && letters >= 2 && !is_digit(at + 1) && !dated {
            let year = &bytes[at - 3..=at];
            if (&b"1500"[..]..=&b"2099"[..]).contains(&year) {
                return true;
            }
        }
    }
    false
}

/// How many capitalised words follow an author in small letters; 0 if the word is not so built.
fn title_words(word: &str) -> usize {
    let author = word.chars().take_while(|c| c.is_lowercase() || "-'’".contains(*c)).count();
    if author < 2 {
        return 0;
    }
    let letters: Vec<char> = word.chars().skip(author).collect();
    if !letters.first().is_some_and(|first| first.is_uppercase()) {
        return 0;
    }
    letters.windows(2).filter(|pair| pair[0].is_uppercase() && pair[1].is_lowercase()).count()
}

/// Splits `SECTION (DETAIL)`; brackets that do not pair are part of the section.
fn split_detail(label: &str) -> (&str, Option<&str>) {
    let mut depth = 0usize;
    let open = label.ends_with(')').then(|| {
        label.char_indices().rev().find(|(_, c)| {
            match c {
                ')' => depth += 1,
                // The name ends with `)`, so the depth is at least 1 here.
                '(' => depth -= 1,
                _ => return false,
            }
            depth == 0
        })
    });
    match open.flatten() {
        Some((at, _)) if !label[..at].trim().is_empty() => {
            let detail = label[at + 1..label.len() - 1].trim();
            (label[..at].trim_end(), Some(detail).filter(|detail| !detail.is_empty()))
        }
        _ => (label, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(name: &str, key: Option<&str>, section: &str, detail: Option<&str>) {
        let content = ContentName::parse(name);
        let found = (content.key.as_ref().map(CiteKey::as_str), content.section.as_str());
        assert_eq!((found, content.detail.as_deref()), ((key, section), detail), "{name}");
    }

    #[test]
    fn names() {
        let key = Some("doeTrees2020");
        check("doeTrees2020 - Figure 1A", key, "Figure 1A", None);
        check("doeTrees2020 - Figures 7F + 7G", key, "Figures 7F + 7G", None);
        check("doeTrees2020 - Results (Sex-related)", key, "Results", Some("Sex-related"));
        check("doeTrees2020 - Results (a (b) c)", key, "Results", Some("a (b) c"));
        check("doeTrees2020 - Table 1 (A) (B)", key, "Table 1 (A)", Some("B"));
        check("doeTrees2020 - Results - part 2 (x)", key, "Results - part 2", Some("x"));
        check("doeTrees2020 - Results (a) and more", key, "Results (a) and more", None);
        check("doeTrees2020 - Results a) b)", key, "Results a) b)", None);
        check("doeTrees2020 - (all)", key, "(all)", None);
        check("doeTrees2020 – Abstract", key, "Abstract", None);
        check("@doe - Abstract", Some("doe"), "Abstract", None);
        check("pubchemIon - Notes", Some("pubchemIon"), "Notes", None);
        check("Interview - part 1", None, "Interview - part 1", None);
        check("A talk on trees - notes", None, "A talk on trees - notes", None);
        check("", None, "", None);
        check("doeTrees2020 - ", None, "doeTrees2020 -", None);
    }

    #[test]
    fn keys() {
        for key in
            ["smith_2020", "Smith2020", "abe2016urgent", "gupta&ferguson2008", "ngÔTrees1999b"]
        {
            assert!(is_bare_key(key), "{key}");
        }
        for key in ["vanrijtDL3hydroxybutyrate2021", "dawson-hughesPotassium2009", "@anything"] {
            assert!(is_bare_key(key), "{key}");
        }
        for word in [
            "Interview",
            "mRNA",
            "siRNA",
            "L4-L5",
            "2025-01-29",
            "log-2024-05-01",
            "a b2020",
            "p16",
        ] {
            assert!(!looks_like_key(word), "{word}");
        }
        assert!(looks_like_key("youTube") && !is_bare_key("youTube"));
    }

    proptest! {
        #[test]
        fn parts_print_as_they_were_read(
            key in "[a-z]{2,9}[A-Z][a-z]{1,9}(19|20)[0-9]{2}[a-c]?",
            section in "[A-Za-z0-9][A-Za-z0-9 +]{0,20}[a-z]",
            detail in proptest::option::of("[a-z0-9][a-z \\-]{0,9}[a-z]"),
        ) {
            let tail = detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
            let name = format!("{key} - {section}{tail}");
            prop_assert_eq!(ContentName::parse(&name).to_string(), name);
        }

        #[test]
        fn any_name_is_taken(name in "\\PC{0,40}") {
            let content = ContentName::parse(&name);
            prop_assert_eq!(content.name, name.trim());
        }
    }
}
