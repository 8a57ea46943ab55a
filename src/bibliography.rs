//! Whole bibliographies: any readable format to items, items to any writable one.

use crate::diag::Read;
use crate::format::Format;
use crate::map;
use crate::map::bibtex::Dialect;
use crate::map::csl_json::Profile;
use crate::model::Item;
use crate::source::Source;
use crate::write;

/// How bibliographies are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// TeX commands for letters outside ASCII, in BibTeX and BibLaTeX.
    pub ascii: bool,
    /// The flavour of CSL-JSON.
    pub profile: Profile,
}

/// Reads a bibliography. A broken entry costs that entry.
///
/// Formats that are no bibliography give nothing; [`Format::reads`] tells which are.
///
/// # Diagnostics
/// Those of the format's reader and of its map.
///
/// ```
/// use florilege::{bibliography, format::Format, source::Source};
/// let source = Source::new("refs.bib", "@book{doe2020, title = {Notes}, year = 2020}");
/// let items = bibliography::read(Format::Bibtex, &source).value;
/// assert_eq!(items[0].year(), Some(2020));
/// ```
pub fn read(format: Format, source: &Source) -> Read<Vec<Item>> {
    match format {
        Format::Bibtex | Format::Biblatex => map::bibtex::items(source),
        Format::CslJson | Format::CslJsonLines => map::csl_json::items(source),
        Format::EvidenceCsv | Format::Text | Format::Markdown | Format::Html => {
            Read::clean(Vec::new())
        }
    }
}

/// Writes a bibliography, its items in the order given; `None` if the format is none.
///
/// # Diagnostics
/// `dropped-field` for each value that the format cannot hold, `bad-value` for a changed key.
pub fn write(format: Format, items: &[&Item], options: Options) -> Option<Read<String>> {
    let each = items.iter().copied();
    let dialect = match format {
        Format::Bibtex => Dialect::Bibtex,
        Format::Biblatex => Dialect::Biblatex,
        Format::CslJson => return Some(write::csl_json::to_string(each, options.profile)),
        Format::CslJsonLines => return Some(write::csl_json::to_lines(each, options.profile)),
        Format::EvidenceCsv | Format::Text | Format::Markdown | Format::Html => return None,
    };
    let options = map::bibtex::Options { dialect, ascii: options.ascii };
    let mut diagnostics = Vec::new();
    let mut text = String::new();
    let mut keys = map::bibtex::Keys::new(items, dialect);
    for item in items {
        let mut record = map::bibtex::from_item(item, &options).into_value(&mut diagnostics);
        diagnostics.extend(keys.give(&mut record, item));
        text += &write::bibtex::to_string(&record);
    }
    // An empty line parts entries and ends none.
    text.truncate(text.trim_end().len());
    text.push('\n');
    Some(Read { value: text, diagnostics })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes books with these keys, and shows the keys that the entries got.
    fn check(format: Format, keys: &[&str], expected: &str, findings: usize) {
        let books = keys.iter().map(|key| format!(r#"{{"id":"{key}","type":"book"}}"#));
        let json = books.collect::<Vec<_>>().join("\n");
        let items = read(Format::CslJson, &Source::new("t.json", json)).value;
        let options = Options { ascii: false, profile: Profile::Csl };
        let written = write(format, &items.iter().collect::<Vec<_>>(), options).unwrap();
        let again = read(format, &Source::new("t.bib", written.value)).value;
        let keys: Vec<&str> = again.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys.join(" "), expected);
        let changed = written.diagnostics.iter().filter(|d| d.message.contains("another entry"));
        assert_eq!(changed.count(), findings);
    }

    #[test]
    fn no_two_entries_have_one_key() {
        check(Format::Bibtex, &["a b", "ab", "AB", "ab-2"], "ab-3 ab AB-4 ab-2", 2);
        check(Format::Biblatex, &["a b", "ab", "AB"], "ab-2 ab AB", 1);
        check(Format::Bibtex, &["a b", "a{b"], "ab ab-2", 1);
        let mut many = vec!["a b"; 20_000];
        many.push("ab");
        let numbered = (2..20_002).map(|number| format!("ab-{number} ")).collect::<String>();
        check(Format::Bibtex, &many, &(numbered + "ab"), 20_000);
    }

    #[test]
    fn a_date_in_words_cannot_break_its_entry() {
        for words in ["}", "{", "x}, key = {y", r"\\", "{}", "50%"] {
            let date = format!(r#"{{"literal":"{words}"}}"#);
            let json =
                format!(r#"[{{"id":"a","original-date":{date},"issued":{date}}},{{"id":"b"}}]"#);
            let items = read(Format::CslJson, &Source::new("t.json", json)).value;
            let options = Options { ascii: false, profile: Profile::Csl };
            for format in [Format::Bibtex, Format::Biblatex] {
                let written = write(format, &items.iter().collect::<Vec<_>>(), options).unwrap();
                let again = read(format, &Source::new("t.bib", written.value));
                let keys: Vec<&str> = again.value.iter().map(|item| item.key.as_str()).collect();
                assert_eq!(keys, ["a", "b"], "{words}");
            }
        }
    }
}
