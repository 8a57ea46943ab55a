//! The formats: names, file extensions, and which way each goes.

mod cut;
mod detect;

use std::fmt;
use std::path::Path;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// BibTeX, for classic `bibtex` and its styles.
    Bibtex,
    /// BibLaTeX, for `biber`.
    Biblatex,
    /// CSL-JSON: an array of items.
    CslJson,
    /// CSL-JSON, one item a line.
    CslJsonLines,
    /// CSL-YAML, as pandoc keeps it.
    CslYaml,
    /// RIS: tagged lines, in the dialects of reference managers and databases.
    Ris,
    /// PubMed's MEDLINE format: tagged lines.
    Nbib,
    /// EndNote's XML.
    EndnoteXml,
    /// Hayagriva's YAML, Typst's own format.
    Hayagriva,
    /// Records as comma-separated values.
    Csv,
    /// Zotero's RDF, with notes, tags and collections.
    ZoteroRdf,
    /// The evidence table as comma-separated values.
    EvidenceCsv,
    /// A reference list as plain text.
    Text,
    /// A reference list as Markdown.
    Markdown,
    /// A reference list as an HTML page.
    Html,
    /// A reference list for LaTeX.
    Latex,
    /// A reference list for Typst.
    Typst,
    /// A reference list as a document in Rich Text Format.
    Rtf,
}

/// Finds the last place in a block of bytes at which a record begins.
pub type Cut = fn(&[u8]) -> Option<usize>;

/// What a format is, for `florilege formats`.
struct Row {
    format: Format,
    name: &'static str,
    aliases: &'static [&'static str],
    extensions: &'static [&'static str],
    reads: bool,
    writes: bool,
    summary: &'static str,
}

/// One row a format. A name or extension that several formats share belongs to the first.
const ROWS: &[Row] = &[
    Row {
        format: Format::Bibtex,
        name: "bibtex",
        aliases: &["bib"],
        extensions: &["bib", "bibtex"],
        reads: true,
        writes: true,
        summary: "BibTeX bibliography, for bibtex and Zotero",
    },
    Row {
        format: Format::Biblatex,
        name: "biblatex",
        aliases: &[],
        extensions: &["biblatex"],
        reads: true,
        writes: true,
        summary: "BibLaTeX bibliography, for biber",
    },
    Row {
        format: Format::CslJson,
        name: "csl-json",
        aliases: &["csljson", "json"],
        extensions: &["json"],
        reads: true,
        writes: true,
        summary: "CSL-JSON, for citation processors and pandoc",
    },
    Row {
        format: Format::CslJsonLines,
        name: "csl-jsonl",
        aliases: &["jsonl"],
        extensions: &["jsonl", "ndjson"],
        reads: true,
        writes: true,
        summary: "CSL-JSON, one item a line",
    },
    Row {
        format: Format::CslYaml,
        name: "csl-yaml",
        aliases: &["cslyaml"],
        extensions: &[],
        reads: true,
        writes: true,
        summary: "CSL-YAML, for pandoc",
    },
    Row {
        format: Format::Ris,
        name: "ris",
        aliases: &[],
        extensions: &["ris"],
        reads: true,
        writes: true,
        summary: "RIS, for reference managers and screening tools",
    },
    Row {
        format: Format::Nbib,
        name: "nbib",
        aliases: &["pubmed", "medline"],
        extensions: &["nbib"],
        reads: true,
        writes: false,
        summary: "PubMed's MEDLINE format",
    },
    Row {
        format: Format::EndnoteXml,
        name: "endnote-xml",
        aliases: &["endnote"],
        extensions: &["xml"],
        reads: true,
        writes: false,
        summary: "EndNote's XML",
    },
    Row {
        format: Format::Hayagriva,
        name: "hayagriva",
        aliases: &["yaml", "typst"],
        extensions: &["yaml", "yml"],
        reads: true,
        writes: true,
        summary: "Hayagriva's YAML, for Typst",
    },
    Row {
        format: Format::Csv,
        name: "csv",
        aliases: &[],
        extensions: &["csv"],
        reads: true,
        writes: true,
        summary: "records as a table, a row each",
    },
    Row {
        format: Format::ZoteroRdf,
        name: "zotero-rdf",
        aliases: &["rdf"],
        extensions: &["rdf"],
        reads: false,
        writes: true,
        summary: "Zotero's RDF: keys, tags, notes and collections",
    },
    Row {
        format: Format::EvidenceCsv,
        name: "evidence-csv",
        aliases: &[],
        extensions: &[],
        reads: false,
        writes: true,
        summary: "evidence table for spreadsheets",
    },
    Row {
        format: Format::Markdown,
        name: "markdown",
        aliases: &["md"],
        extensions: &["md", "markdown"],
        reads: false,
        writes: true,
        summary: "reference list in Markdown",
    },
    Row {
        format: Format::Html,
        name: "html",
        aliases: &[],
        extensions: &["html", "htm"],
        reads: false,
        writes: true,
        summary: "reference list as a web page",
    },
    Row {
        format: Format::Latex,
        name: "latex",
        aliases: &["tex"],
        extensions: &["tex"],
        reads: false,
        writes: true,
        summary: "reference list for LaTeX",
    },
    Row {
        format: Format::Typst,
        name: "typ",
        aliases: &[],
        extensions: &["typ"],
        reads: false,
        writes: true,
        summary: "reference list for Typst",
    },
    Row {
        format: Format::Rtf,
        name: "rtf",
        aliases: &[],
        extensions: &["rtf"],
        reads: false,
        writes: true,
        summary: "reference list for word processors",
    },
    Row {
        format: Format::Text,
        name: "text",
        aliases: &["txt", "plain"],
        extensions: &["txt"],
        reads: false,
        writes: true,
        summary: "reference list in plain text",
    },
];

impl Format {
    /// Every format, in the order of `florilege formats`.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.format)
    }

    fn row(self) -> &'static Row {
        // The table has a row for every variant; the test below holds it to that.
        ROWS.iter().find(|row| row.format == self).unwrap_or(&ROWS[0])
    }

    /// The name for `--to` and `--from`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The file extensions that mean this format.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// Whether it can be read as a bibliography.
    pub fn reads(self) -> bool {
        self.row().reads
    }

    /// Whether it can be written.
    pub fn writes(self) -> bool {
        self.row().writes
    }

    /// What it is, in a few words.
    pub fn summary(self) -> &'static str {
        self.row().summary
    }

    /// Finds a format by its name or an alias.
    ///
    /// # Errors
    /// The names that are near, best first; perhaps none.
    ///
    /// ```
    /// use florilege::format::Format;
    /// assert_eq!(Format::by_name("biblatex"), Ok(Format::Biblatex));
    /// assert_eq!(Format::by_name("biblatx").unwrap_err()[0], "biblatex");
    /// ```
    pub fn by_name(name: &str) -> Result<Self, Vec<&'static str>> {
        let lower = name.to_lowercase();
        let found = ROWS.iter().find(|row| row.name == lower || row.aliases.contains(&&*lower));
        found.map(|row| row.format).ok_or_else(|| nearest(&lower, ROWS.iter().map(|row| row.name)))
    }

    /// The format that a file's name says.
    pub fn by_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        let found = ROWS.iter().find(|row| row.extensions.contains(&&*extension));
        found.map(|row| row.format)
    }

    /// How to cut a stream into pieces that hold whole records: the last place in a block at which a record
    /// begins. Formats in which a record may need another, or that have an end, have none.
    ///
    /// ```
    /// use florilege::format::Format;
    /// let cut = Format::CslJsonLines.cut().unwrap();
    /// assert_eq!(cut(b"{\"id\":1}\n{\"id\":2}\n{\"i"), Some(18));
    /// ```
    pub fn cut(self) -> Option<Cut> {
        match self {
            Self::CslJsonLines => Some(cut::json_lines),
            Self::Ris => Some(cut::ris),
            Self::Nbib => Some(cut::nbib),
            _ => None,
        }
    }

    /// The format of a file: what its name says, or what its text looks like where a name says too little.
    ///
    /// Hayagriva and pandoc share `.yaml`, and a Markdown file may have references at its top.
    ///
    /// ```
    /// use florilege::format::Format;
    /// use std::path::Path;
    /// let pandoc = "references:\n- id: a\n";
    /// assert_eq!(Format::of(Path::new("refs.yaml"), pandoc), Some(Format::CslYaml));
    /// assert_eq!(Format::of(Path::new("refs.yaml"), "a:\n  type: book\n"), Some(Format::Hayagriva));
    /// ```
    pub fn of(path: &Path, text: &str) -> Option<Self> {
        match Self::by_path(path) {
            Some(Self::Hayagriva | Self::Markdown) => detect::yaml(text),
            Some(format) if format.reads() => return Some(format),
            _ => None,
        }
        .or_else(|| Self::by_path(path).filter(|format| format.reads()))
        .or_else(|| Self::detect(text))
    }

    /// The format that a text looks like, for standard input and files without a known extension.
    ///
    /// ```
    /// use florilege::format::Format;
    /// assert_eq!(Format::detect("[{\"id\": \"a\"}]"), Some(Format::CslJson));
    /// assert_eq!(Format::detect("% notes\n@book{a, title={B}}"), Some(Format::Bibtex));
    /// ```
    pub fn detect(text: &str) -> Option<Self> {
        match text.trim_start_matches('\u{feff}').trim_start().chars().next()? {
            '[' => Some(Self::CslJson),
            '{' => Some(Self::CslJsonLines),
            _ => detect::by_lines(text).or_else(|| text.contains('@').then_some(Self::Bibtex)),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The candidates that resemble `name`, best first, at most three.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> = candidates
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score > 0.75)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_row() {
        let all = [
            Format::Bibtex,
            Format::Biblatex,
            Format::CslJson,
            Format::CslJsonLines,
            Format::CslYaml,
            Format::Ris,
            Format::Nbib,
            Format::EndnoteXml,
            Format::Hayagriva,
            Format::Csv,
            Format::ZoteroRdf,
            Format::EvidenceCsv,
            Format::Text,
            Format::Markdown,
            Format::Html,
            Format::Latex,
            Format::Typst,
            Format::Rtf,
        ];
        for format in all {
            assert_eq!(Format::by_name(format.name()), Ok(format));
            assert!(ROWS.iter().filter(|row| row.format == format).count() == 1);
        }
        assert_eq!(all.len(), ROWS.len());
    }
}
