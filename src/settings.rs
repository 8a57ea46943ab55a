//! What a vault's folders and fields mean: `florilege.toml`, or the defaults that fit a garden of claims.

use serde::{Deserialize, Serialize};

use crate::note::NoteKind;

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
    /// `path` is the note's path in the vault, with `/`.
    pub fn kind_of(&self, path: &str) -> Option<NoteKind> {
        let lists = [
            (&self.insights, NoteKind::Insight),
            (&self.assumptions, NoteKind::Assumption),
            (&self.takeaways, NoteKind::Takeaway),
            (&self.quick_notes, NoteKind::QuickNote),
            (&self.source_contents, NoteKind::SourceContent),
            (&self.sources, NoteKind::Source),
            (&self.concepts, NoteKind::Concept),
        ];
        let parents: Vec<&str> = path.split('/').collect();
        let parents = &parents[..parents.len().saturating_sub(1)];
        // How deep the named folder ends in the path; none if it is not in it.
        let depth = |folder: &str| {
            let wanted: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            let found = parents.windows(wanted.len().max(1)).rposition(|window| {
                !wanted.is_empty()
                    && window.iter().zip(&wanted).all(|(a, b)| a.to_lowercase() == b.to_lowercase())
            })?;
            Some(found + wanted.len())
        };
        let found = lists.into_iter().flat_map(|(folders, kind)| {
            folders.iter().filter_map(move |folder| Some((depth(folder)?, kind)))
        });
        found.max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
    }
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
        toml::to_string_pretty(self).unwrap_or_default()
    }
}
