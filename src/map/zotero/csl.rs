//! What CSL-JSON must say so that Zotero reads all of it.

use super::from::{Vehicle, convert};
use super::kinds::csl_type;
use crate::diag::Diagnostic;
use crate::model::{Item, Kind};

/// How a record is written as CSL-JSON for Zotero.
#[derive(Debug)]
pub(crate) struct ForCsl {
    /// The kind that makes Zotero choose the right item type.
    pub(crate) kind: Kind,
    /// The text of `note`, which becomes Extra.
    pub(crate) note: String,
    /// Variables that Zotero's import would lose, and that `note` has instead.
    in_note: Vec<String>,
    /// `dropped-field` for what it does not read at all.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl ForCsl {
    /// Takes apart what Zotero's import reads and what `note` must carry.
    ///
    /// Zotero sets a field only if the item type has it, gives a role that the type lacks to its authors, and
    /// reads some variables in newer versions alone. In lines of Extra it keeps and cites all of them.
    pub(crate) fn new(item: &Item) -> Self {
        let (kind, item_type, line) = csl_type(item);
        let writer = convert(item, item_type, line, Vehicle::CslJson);
        let mut lines = vec![format!("Citation Key: {}", writer.item.key)];
        lines.extend(writer.item.extra);
        let (in_note, diagnostics) = (writer.in_lines, writer.diagnostics);
        Self { kind, note: lines.join("\n"), in_note, diagnostics }
    }

    /// Whether `note` has a variable, or nothing can.
    pub(crate) fn skips(&self, variable: &str) -> bool {
        let never = ["note", "citation-key", "keyword", "annote"];
        never.contains(&variable)
            || CITATION.contains(&variable)
            || self.in_note.iter().any(|name| name == variable)
    }
}

/// Variables of a citation, not of a work.
const CITATION: &[&str] = &["citation-number", "first-reference-note-number", "locator"];
