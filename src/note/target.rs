//! Where a link points, and what that means for a note's evidence.

use super::NoteKind;
use super::content::{ContentName, is_bare_key};
use crate::model::{CiteKey, percent_decoded};
use crate::settings::Folders;

/// Stands for an unescaped bar inside a wikilink in a table row, so that the row is not split there.
pub(super) const HELD_BAR: char = '\u{1f}';

/// Extensions of files in a vault that are no notes.
///
/// Source: Obsidian help, "Accepted file formats".
const ATTACHMENTS: [&str; 24] = [
    "3gp", "avif", "base", "bmp", "canvas", "docx", "flac", "gif", "html", "jpeg", "jpg", "m4a",
    "mkv", "mov", "mp3", "mp4", "ogg", "pdf", "png", "svg", "wav", "webm", "webp", "xlsx",
];

/// The note that a link names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The path as written, without extension, heading and block.
    pub path: String,
    /// What the link shows.
    pub label: String,
}

impl Target {
    /// Reads what stands between `[[` and `]]`.
    ///
    /// `Path/To/Note.md#heading\|label`: the bar may be escaped, the heading or block is left out.
    /// Without a label the link shows the note's name.
    ///
    /// Source: Obsidian help, "Internal links"; the backslash is what tables need, and what the Digital
    /// Garden plugin writes everywhere.
    pub(super) fn wikilink(inner: &str) -> Self {
        let (target, label) = match inner.find(['|', HELD_BAR]) {
            Some(bar) => (inner[..bar].trim_end_matches('\\'), Some(inner[bar + 1..].trim())),
            None => (inner, None),
        };
        let mut found = Self::path(target);
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            found.label = label.replace(HELD_BAR, "|");
        }
        found
    }

    /// Reads the path of a link, as `data-href` holds it.
    pub(super) fn path(path: &str) -> Self {
        let path = path.split(['#', '^']).next().unwrap_or_default().trim();
        let path = path.strip_prefix("./").unwrap_or(path);
        let stem = path.len().saturating_sub(3);
        let path = match path.get(stem..) {
            Some(end) if end.eq_ignore_ascii_case(".md") => &path[..stem],
            _ => path,
        };
        let target = Self { path: path.to_owned(), label: String::new() };
        Self { label: target.base().to_owned(), ..target }
    }

    /// Reads the address of a Markdown or HTML link; `None` if it leads out of the vault.
    pub(super) fn href(address: &str) -> Option<Self> {
        let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        });
        let inside = !scheme && !address.starts_with("//") && !address.starts_with('#');
        (inside && !address.is_empty()).then(|| Self::path(&percent_decoded(address, |_| true)))
    }

    /// The note's name.
    pub(super) fn base(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default().trim()
    }

    /// Whether it is a file of another kind: `doeTrees2020.pdf` is a copy of a work, no note about it.
    fn is_attachment(&self) -> bool {
        let extension = self.base().rsplit_once('.').map(|(_, extension)| extension);
        extension
            .is_some_and(|found| ATTACHMENTS.iter().any(|known| known.eq_ignore_ascii_case(found)))
    }

    /// What the link says about evidence.
    ///
    /// The folder decides where it is a known one; otherwise the form of the name does.
    pub(super) fn meaning(&self, folders: &Folders) -> Meaning {
        let base = self.base();
        if self.is_attachment() {
            return Meaning::Other;
        }
        let key = || CiteKey::parse(base.strip_prefix('@').unwrap_or(base)).ok();
        match folders.kind_of(&self.path) {
            Some(NoteKind::Source) => key().map_or(Meaning::Other, Meaning::Source),
            Some(NoteKind::SourceContent) if !base.is_empty() => {
                Meaning::Content(ContentName::parse(base))
            }
            Some(NoteKind::Concept) => Meaning::Concept,
            Some(kind) if kind.is_claim() => Meaning::Claim,
            _ if is_bare_key(base) => key().map_or(Meaning::Other, Meaning::Source),
            _ => {
                let content = ContentName::parse(base);
                if content.key.is_some() { Meaning::Content(content) } else { Meaning::Other }
            }
        }
    }
}

/// What a link says about evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It names a source by its key.
    Source(CiteKey),
    /// It names a part of a source.
    Content(ContentName),
    /// It names a concept.
    Concept,
    /// It names a note that makes a claim.
    Claim,
    /// It names some other note.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inner: &str, path: &str, label: &str) {
        let target = Target::wikilink(inner);
        assert_eq!((target.path.as_str(), target.label.as_str()), (path, label), "{inner}");
    }

    #[test]
    fn wikilinks() {
        check("Note", "Note", "Note");
        check("A/B/Note|shown", "A/B/Note", "shown");
        check("A/B/Note\\|shown", "A/B/Note", "shown");
        check("A/B/Note.md\\|Note", "A/B/Note", "Note");
        check("Note#Some heading|x", "Note", "x");
        check("Note#^block1", "Note", "Note");
        check("Note|", "Note", "Note");
        check("p < 0.05 | n.md", "p < 0.05", "n.md");
        check("été.md", "été", "été");
        check("", "", "");
    }

    #[test]
    fn addresses() {
        assert_eq!(
            Target::href("../Sources/a%20b.md").map(|t| t.path),
            Some("../Sources/a b".into())
        );
        assert_eq!(Target::href("https://doi.org/10.1/a"), None);
        assert_eq!(Target::href("zotero://select/items/@a"), None);
        assert_eq!(Target::href("#top"), None);
        assert_eq!(Target::href("100%.md").map(|t| t.path), Some("100%".into()));
    }

    #[test]
    fn meanings() {
        let folders = Folders::default();
        let meaning = |path: &str| Target::path(path).meaning(&folders);
        assert!(matches!(meaning("R/Evidence Sources/oddName.md"), Meaning::Source(_)));
        assert!(matches!(meaning("doeTrees2020"), Meaning::Source(_)));
        assert!(matches!(meaning("doeTrees2020 - Methods"), Meaning::Content(_)));
        assert!(matches!(meaning("R/Source Content/Interview - part"), Meaning::Content(_)));
        assert_eq!(meaning("R/Tags/doeTrees2020"), Meaning::Concept);
        assert_eq!(meaning("R/Insights/2025-01-29 10-39-27"), Meaning::Claim);
        assert_eq!(meaning("Back Pain"), Meaning::Other);
        assert_eq!(meaning("R/Evidence Sources/doeTrees2020.pdf"), Meaning::Other);
        assert_eq!(meaning("doeTrees2020 - Figure 1.PNG"), Meaning::Other);
    }
}
