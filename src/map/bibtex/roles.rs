//! What an editor did: `editor` with `editortype`, and `editora` to `editorc` with theirs.
//!
//! Source: biblatex manual, 2.2.2 and 2.3.6 "Editorial Roles"; CSL 1.0.2, appendix IV.

use crate::model::NameVariable::{self, *};
use crate::read::bibtex::Record;

/// The words of `editortype` and the variables that CSL has for them.
///
/// Founders, redactors and the like have none; they stay in the fields of the format.
pub(super) const ROLES: &[(&str, NameVariable)] = &[
    ("editor", Editor),
    ("compiler", Compiler),
    ("collaborator", Contributor),
    ("contributor", Contributor),
    ("organizer", Organizer),
    ("organiser", Organizer),
    ("chair", Chair),
    ("curator", Curator),
    ("director", Director),
    ("editorialdirector", EditorialDirector),
    ("illustrator", Illustrator),
    ("composer", Composer),
    ("performer", Performer),
    ("narrator", Narrator),
    ("producer", Producer),
    ("executiveproducer", ExecutiveProducer),
    ("scriptwriter", ScriptWriter),
    ("seriescreator", SeriesCreator),
    ("serieseditor", CollectionEditor),
    ("host", Host),
    ("guest", Guest),
    ("interviewer", Interviewer),
    ("translator", Translator),
];

/// Whether a field holds editors whose role another field tells.
pub(super) fn is_editor(name: &str) -> bool {
    matches!(name, "editor" | "editora" | "editorb" | "editorc")
}

/// The variable for the names in an editor field; none if CSL has none for the role.
pub(super) fn variable(record: &Record<'_>, name: &str) -> Option<NameVariable> {
    let role = match name {
        "editor" => record.field("editortype"),
        "editora" => record.field("editoratype"),
        "editorb" => record.field("editorbtype"),
        _ => record.field("editorctype"),
    };
    match role {
        Some(role) => {
            let role = role.value.trim().to_lowercase();
            ROLES.iter().find(|row| row.0 == role).map(|row| row.1)
        }
        None => Some(Editor).filter(|_| name == "editor"),
    }
}

/// The field whose role a field tells: `editora` of `editoratype`.
pub(super) fn editor_of(name: &str) -> Option<&str> {
    name.strip_suffix("type").filter(|editor| is_editor(editor))
}
