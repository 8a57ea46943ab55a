//! What a vault's folders and fields mean: `florilege.toml`, or the defaults that fit a garden of claims.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// A claim that rests on source contents.
    Insight,
    /// A claim that is taken for granted.
    Assumption,
    /// A claim drawn from other claims.
    Takeaway,
    /// A claim that was jotted down.
    QuickNote,
    /// A note about one part of a source.
    SourceContent,
    /// A note about a source.
    Source,
    /// A note about a concept.
    Concept,
    /// Anything else.
    Other,
}

impl NoteKind {
    /// The word for tables: `insight`, `quick note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insight => "insight",
            Self::Assumption => "assumption",
            Self::Takeaway => "takeaway",
            Self::QuickNote => "quick note",
            Self::SourceContent => "source content",
            Self::Source => "source",
            Self::Concept => "concept",
            Self::Other => "other",
        }
    }

    /// Whether such a note makes a claim.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Insight | Self::Assumption | Self::Takeaway | Self::QuickNote)
    }
}

/// The settings of a vault. Every key has a default, so an empty file is a valid one.
///
/// ```
/// use florilege::note::NoteKind;
/// use florilege::settings::Settings;
/// let settings = Settings::parse("[folders]\ninsights = [\"Claims\"]").unwrap();
/// assert_eq!(settings.folders.kind_of("Research/Claims/a.md"), Some(NoteKind::Insight));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What the folders hold.
    pub folders: Folders,
    /// How notes are written.
    pub notes: Notes,
    /// How the registries of DOIs are asked.
    #[serde(skip_serializing_if = "Online::is_default")]
    pub online: Online,
    /// What is written.
    pub output: Output,
}

/// Folder names, each one or more folders anywhere in a note's path; case does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Folders {
    /// Notes with one claim each.
    pub insights: Vec<String>,
    /// Claims that are taken for granted.
    pub assumptions: Vec<String>,
    /// Claims drawn from other claims.
    pub takeaways: Vec<String>,
    /// Claims that were jotted down.
    pub quick_notes: Vec<String>,
    /// Notes about one part of a source.
    pub source_contents: Vec<String>,
    /// Notes about one source; the file name is the citation key.
    pub sources: Vec<String>,
    /// Notes about a concept.
    pub concepts: Vec<String>,
}

/// How notes are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Notes {
    /// The headings under which a note has its claim.
    pub claim_headings: Vec<String>,
    /// Front matter fields with a formatted reference.
    pub reference_fields: Vec<String>,
    /// Front matter fields with a citation key.
    pub key_fields: Vec<String>,
}

/// How the registries of DOIs are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Online {
    /// The user's mail address, for which Crossref serves requests sooner.
    pub mailto: Option<String>,
}

impl Online {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// The style of reference lists: a name, or a `.csl` file relative to the settings file.
    pub style: Option<String>,
    /// The locale of reference lists, such as `de-DE`.
    pub locale: Option<String>,
}

fn list(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            insights: list(&["Insights"]),
            assumptions: list(&["Assumptions"]),
            takeaways: list(&["Takeaways"]),
            quick_notes: list(&["Quick Notes"]),
            source_contents: list(&["Source Content", "Source Contents"]),
            sources: list(&["Evidence Sources", "Sources", "Studies", "Patents", "Reviews"]),
            concepts: list(&["Tags", "Concepts"]),
        }
    }
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            claim_headings: list(&["Content", "Claim"]),
            reference_fields: list(&["Citation", "Bibliography", "Reference"]),
            key_fields: list(&["citekey", "citation-key"]),
        }
    }
}

impl Folders {
    /// What a note is, by the folder that holds it; the innermost folder that is named decides.
    ///
    /// `path` is the note's path in the vault, with `/`. Names compare without case, and composed letters
    /// equal to decomposed ones, as file systems do.
    pub fn kind_of(&self, path: &str) -> Option<NoteKind> {
        let (parents, _) = path.rsplit_once('/')?;
        let parents: Vec<&str> = parents.split('/').filter(|part| !part.is_empty()).collect();
        let found = self.lists().into_iter().flat_map(|(folders, kind)| {
            let depths = folders.iter().filter_map(|folder| depth(folder, &parents));
            depths.max().map(|depth| (depth, kind))
        });
        found.max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
    }

    /// What a word in a note's front matter says that it is: a kind's name or a folder's, in the singular or
    /// the plural, without regard to case, `-` and `_`.
    ///
    /// ```
    /// use florilege::{note::NoteKind, settings::Folders};
    /// let folders = Folders::default();
    /// assert_eq!(folders.kind_named("Quick_Note"), Some(NoteKind::QuickNote));
    /// assert_eq!(folders.kind_named("book"), None);
    /// ```
    pub fn kind_named(&self, word: &str) -> Option<NoteKind> {
        let plain = |name: &str| -> String {
            let letters = name.chars().filter(|c| !"-_ ".contains(*c));
            let name: String = letters.flat_map(char::to_lowercase).collect();
            name.strip_suffix('s').map_or(name.clone(), str::to_owned)
        };
        let word = plain(word);
        self.lists().into_iter().find_map(|(folders, kind)| {
            let is_named =
                plain(kind.as_str()) == word || folders.iter().any(|name| plain(name) == word);
            (is_named && !word.is_empty()).then_some(kind)
        })
    }

    fn lists(&self) -> [(&[String], NoteKind); 7] {
        [
            (&self.insights, NoteKind::Insight),
            (&self.assumptions, NoteKind::Assumption),
            (&self.takeaways, NoteKind::Takeaway),
            (&self.quick_notes, NoteKind::QuickNote),
            (&self.source_contents, NoteKind::SourceContent),
            (&self.sources, NoteKind::Source),
            (&self.concepts, NoteKind::Concept),
        ]
    }
}

/// How deep a named folder, `A/B`, ends among the parents of a note; none if the note is not in it.
fn depth(folder: &str, parents: &[&str]) -> Option<usize> {
    if !folder.contains('/') {
        return Some(parents.iter().rposition(|parent| same_name(parent, folder))? + 1);
    }
    let wanted: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if wanted.is_empty() {
        return None;
    }
    let is_here = |window: &[&str]| window.iter().zip(&wanted).all(|(a, b)| same_name(a, b));
    let found = parents.windows(wanted.len()).rposition(is_here)?;
    Some(found + wanted.len())
}

/// Whether two file names are the same to a file system that knows neither case nor composition.
fn same_name(a: &str, b: &str) -> bool {
    let folded = |name: &str| name.nfc().flat_map(char::to_lowercase).collect::<String>();
    let beyond_ascii = || !(a.is_ascii() && b.is_ascii());
    a.eq_ignore_ascii_case(b) || (beyond_ascii() && folded(a) == folded(b))
}

impl Settings {
    /// Reads the text of a settings file.
    ///
    /// # Errors
    /// The TOML error, with line and column in its message.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Writes the settings as a file that [`Settings::parse`] reads.
    pub fn to_toml(&self) -> String {
        // Settings are lists of strings, which TOML always holds.
        toml::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Option<NoteKind>) {
        let mut folders = Folders::default();
        folders.concepts.push("Begriffe/Übersicht".to_owned());
        assert_eq!(folders.kind_of(path), expected, "{path}");
    }

    #[test]
    fn kinds_by_folder() {
        check("Research/Insights/a.md", Some(NoteKind::Insight));
        check("research/quick notes/a.md", Some(NoteKind::QuickNote));
        check("Insights/Tags/a.md", Some(NoteKind::Concept));
        check("Insights.md", None);
        check("My Insights/a.md", None);
        check("Begriffe/U\u{308}bersicht/a.md", Some(NoteKind::Concept));
        check("U\u{308}bersicht/a.md", None);
        check("", None);
    }

    #[test]
    fn the_file_reads_back() {
        let settings = Settings::default();
        assert_eq!(Settings::parse(&settings.to_toml()), Ok(settings));
        assert!(Settings::parse("[folder]\n").is_err());
    }
}
