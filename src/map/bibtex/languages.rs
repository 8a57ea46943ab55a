//! Names of languages in `langid` and `language` <-> the tags that CSL has.
//!
//! Source: biblatex manual, table 2 "Supported Languages", and `babel`, "Languages"; BCP 47.

use super::split::{Separator, split_top};

/// Names and tags; of several names of a tag the first is the one that `babel` prefers now.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("american", "en-US"),
    ("usenglish", "en-US"),
    ("british", "en-GB"),
    ("ukenglish", "en-GB"),
    ("canadian", "en-CA"),
    ("australian", "en-AU"),
    ("newzealand", "en-NZ"),
    ("ngerman", "de"),
    ("german", "de"),
    ("naustrian", "de-AT"),
    ("austrian", "de-AT"),
    ("nswissgerman", "de-CH"),
    ("swissgerman", "de-CH"),
    ("french", "fr"),
    ("francais", "fr"),
    ("français", "fr"),
    ("canadien", "fr-CA"),
    ("acadian", "fr-CA"),
    ("spanish", "es"),
    ("mexican", "es-MX"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("portuges", "pt"),
    ("brazilian", "pt-BR"),
    ("brazil", "pt-BR"),
    ("dutch", "nl"),
    ("flemish", "nl-BE"),
    ("afrikaans", "af"),
    ("danish", "da"),
    ("swedish", "sv"),
    ("norsk", "nb"),
    ("norwegian", "no"),
    ("nynorsk", "nn"),
    ("icelandic", "is"),
    ("finnish", "fi"),
    ("estonian", "et"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("slovenian", "sl"),
    ("croatian", "hr"),
    ("serbian", "sr"),
    ("serbianc", "sr-Cyrl"),
    ("bosnian", "bs"),
    ("macedonian", "mk"),
    ("bulgarian", "bg"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("belarusian", "be"),
    ("hungarian", "hu"),
    ("magyar", "hu"),
    ("romanian", "ro"),
    ("albanian", "sq"),
    ("greek", "el"),
    ("polutonikogreek", "el-polyton"),
    ("ancientgreek", "grc"),
    ("latin", "la"),
    ("classiclatin", "la"),
    ("medievallatin", "la"),
    ("catalan", "ca"),
    ("galician", "gl"),
    ("basque", "eu"),
    ("breton", "br"),
    ("welsh", "cy"),
    ("irish", "ga"),
    ("scottish", "gd"),
    ("esperanto", "eo"),
    ("interlingua", "ia"),
    ("turkish", "tr"),
    ("azerbaijani", "az"),
    ("kazakh", "kk"),
    ("armenian", "hy"),
    ("georgian", "ka"),
    ("hebrew", "he"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("urdu", "ur"),
    ("hindi", "hi"),
    ("marathi", "mr"),
    ("bengali", "bn"),
    ("tamil", "ta"),
    ("telugu", "te"),
    ("malayalam", "ml"),
    ("sanskrit", "sa"),
    ("thai", "th"),
    ("vietnamese", "vi"),
    ("indonesian", "id"),
    ("malay", "ms"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("chinese", "zh"),
    ("mongolian", "mn"),
    ("swahili", "sw"),
];

/// The tag of a language by its name, in any case, or by the key of biblatex's words for it.
///
/// `ngerman`, `German` and `langgerman` are `de`; a tag or anything else has none.
pub(super) fn tag(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if name.len() < 4 {
        return None;
    }
    let lower = name.to_lowercase();
    let found = |name: &str| LANGUAGES.iter().find(|row| row.0 == name).map(|row| row.1);
    found(&lower).or_else(|| found(lower.strip_prefix("lang")?))
}

/// The tag of a list of languages, which is that of its first, and whether it says all of it.
pub(super) fn read(value: &str) -> Option<(&'static str, bool)> {
    let mut names = split_top(value, Separator::And).into_iter();
    let first = tag(names.next()?)?;
    Some((first, names.next().is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_tags() {
        assert_eq!(tag("ngerman"), Some("de"));
        assert_eq!(tag("English"), Some("en"));
        assert_eq!(tag("langfrench"), Some("fr"));
        assert_eq!(tag("en-US"), None);
        assert_eq!(tag("Klingon"), None);
        assert_eq!(read("english and german"), Some(("en", false)));
    }
}
