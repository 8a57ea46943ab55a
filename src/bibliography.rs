//! Whole bibliographies: any readable format to items, items to any writable one.

use std::io;
use std::rc::Rc;

use crate::diag::Read;
use crate::format::Format;
use crate::map;
use crate::map::bibtex::Dialect;
use crate::map::csl_json::Profile;
use crate::map::fields_table::FieldRow;
use crate::map::shapes::keys::Keys;
use crate::model::{CiteKey, Item};
use crate::source::Source;
use crate::write::{self, ItemWriter};

/// How bibliographies are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// TeX commands for letters outside ASCII, in BibTeX and BibLaTeX.
    pub ascii: bool,
    /// The flavour of CSL-JSON.
    pub profile: Profile,
}

/// What [`each`] hands on: an item, or findings that belong to none.
pub type Sink<'a> = dyn FnMut(Read<Option<Item>>) + 'a;

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
    let mut read = Read::clean(Vec::new());
    each(format, source, &mut |item| {
        read.diagnostics.extend(item.diagnostics);
        read.value.extend(item.value);
    });
    read
}

/// Reads a bibliography, and hands on each item as soon as it is read.
///
/// # Diagnostics
/// Those of [`read`], with the item they belong to where there is one.
pub fn each(format: Format, source: &Source, sink: &mut Sink<'_>) {
    each_piece(format, source, &mut Shared::default(), sink);
}

/// What the pieces of one file share: the keys of records that state none.
#[derive(Debug, Default)]
pub struct Shared {
    keys: Keys,
}

/// Reads a piece of a file that [`Format::cut`] parts, and hands on each item as soon as it is read.
///
/// Where records state no keys, those of one piece get none that a record of an earlier piece has.
///
/// # Diagnostics
/// Those of [`each`].
///
/// ```
/// use florilege::{bibliography::{self, Shared}, format::Format, source::Source};
/// let mut shared = Shared::default();
/// let mut keys = Vec::new();
/// for text in ["TY  - BOOK\nTI  - Notes\nER  - \n", "TY  - BOOK\nTI  - Notes\nER  - \n"] {
///     let source = Source::new("a.ris", text);
///     bibliography::each_piece(Format::Ris, &source, &mut shared, &mut |read| {
///         keys.extend(read.value.map(|item| item.key.to_string()));
///     });
/// }
/// assert_eq!(keys, ["Notes", "Notesa"]);
/// ```
pub fn each_piece(format: Format, source: &Source, shared: &mut Shared, sink: &mut Sink<'_>) {
    match format {
        Format::Bibtex | Format::Biblatex => map::bibtex::each(source, sink),
        Format::CslJson | Format::CslJsonLines => map::csl_json::each(source, sink),
        Format::CslYaml => map::csl_yaml::each(source, sink),
        Format::Ris => map::ris::each_with(source, &mut shared.keys, sink),
        Format::Nbib => map::nbib::each_with(source, &mut shared.keys, sink),
        Format::EndnoteXml => map::endnote_xml::each(source, sink),
        Format::Hayagriva => map::hayagriva::each(source, sink),
        Format::Csv => map::csv::each(source, sink),
        Format::ZoteroRdf
        | Format::EvidenceCsv
        | Format::Text
        | Format::Markdown
        | Format::Html
        | Format::Latex
        | Format::Typst
        | Format::Rtf => {}
    }
}

/// What the fields of a format mean; `None` if it has no fields of its own.
///
/// ```
/// use florilege::{bibliography, format::Format};
/// let fields = bibliography::fields(Format::Csv).unwrap();
/// assert!(fields.iter().any(|row| row.field == "title" && row.variable == "title"));
/// ```
pub fn fields(format: Format) -> Option<Vec<FieldRow>> {
    match format {
        Format::CslJson | Format::CslJsonLines | Format::CslYaml => Some(map::csl_json::fields()),
        Format::Hayagriva => Some(map::hayagriva::fields()),
        Format::Csv => Some(map::csv::fields()),
        Format::ZoteroRdf => Some(map::zotero::fields()),
        Format::Ris => Some(map::ris::fields()),
        Format::Nbib => Some(map::nbib::fields()),
        Format::EndnoteXml => Some(map::endnote_xml::fields()),
        Format::Bibtex => Some(map::bibtex::fields(Dialect::Bibtex)),
        Format::Biblatex => Some(map::bibtex::fields(Dialect::Biblatex)),
        Format::EvidenceCsv
        | Format::Text
        | Format::Markdown
        | Format::Html
        | Format::Latex
        | Format::Typst
        | Format::Rtf => None,
    }
}

/// A writer of a bibliography format; `None` if the format is none.
///
/// ```
/// use florilege::{bibliography::{self, Options}, format::Format, map::csl_json::Profile};
/// let options = Options { ascii: false, profile: Profile::Csl };
/// assert!(bibliography::writer(Format::Html, options).is_none());
/// ```
pub fn writer(format: Format, options: Options) -> Option<Box<dyn ItemWriter>> {
    let bibtex = |dialect| map::bibtex::Options {
        dialect,
        ascii: options.ascii,
        ..map::bibtex::Options::default()
    };
    Some(match format {
        Format::Bibtex => Box::new(write::bibtex::Writer::new(bibtex(Dialect::Bibtex))),
        Format::Biblatex => Box::new(write::bibtex::Writer::new(bibtex(Dialect::Biblatex))),
        Format::CslJson => Box::new(write::csl_json::Writer::array(options.profile)),
        Format::CslJsonLines => Box::new(write::csl_json::Writer::lines(options.profile)),
        Format::CslYaml => Box::new(write::csl_yaml::Writer::default()),
        Format::Ris => Box::new(write::ris::Writer::new(options.profile)),
        Format::Hayagriva => Box::new(write::hayagriva::Writer::default()),
        Format::Csv => Box::new(write::csv::Writer::default()),
        Format::ZoteroRdf => Box::new(write::zotero_rdf::Writer::default()),
        Format::Nbib
        | Format::EndnoteXml
        | Format::EvidenceCsv
        | Format::Text
        | Format::Markdown
        | Format::Html
        | Format::Latex
        | Format::Typst
        | Format::Rtf => return None,
    })
}

/// Writes a bibliography, its items in the order given; `None` if the format is none.
///
/// # Diagnostics
/// `dropped-field` for each value that the format cannot hold, `bad-value` for a changed key.
pub fn write(format: Format, items: &[&Item], options: Options) -> Option<Read<String>> {
    let mut writer = writer(format, options)?;
    let keys: Vec<CiteKey> = items.iter().map(|item| item.key.clone()).collect();
    writer.reserve(Rc::new(move || keys.clone()));
    let mut out = Vec::new();
    let mut diagnostics = Vec::new();
    // Writing to memory cannot fail.
    let mut all = || -> io::Result<()> {
        for item in items {
            diagnostics.append(&mut writer.item(item, &mut out)?);
        }
        writer.finish(&mut out)
    };
    let _ = all();
    Some(Read { value: String::from_utf8_lossy(&out).into_owned(), diagnostics })
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
