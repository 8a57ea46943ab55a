//! Roles -> creators of item types: one table.

use super::fields::Types::{self, Any, Not, Only};
use super::fields::{EPISODES, JOURNALS, VIDEOS};
use crate::model::NameVariable as N;

/// One row: the creators of an item type that a role is written as.
pub(super) struct Role {
    pub(super) variable: N,
    pub(super) creator: &'static str,
    pub(super) types: Types,
}

const fn role(variable: N, creator: &'static str, types: Types) -> Role {
    Role { variable, creator, types }
}

const SHOWS: &[&str] = &["film", "podcast", "radioBroadcast", "tvBroadcast", "videoRecording"];

/// Roles that Zotero reads from CSL-JSON but overlooks in RDF, where a line of Extra keeps them.
pub(super) const CSL_ROLES: &[Role] = &[
    role(N::Performer, "castMember", Only(SHOWS)),
    role(N::Producer, "producer", Only(SHOWS)),
    role(N::ScriptWriter, "scriptwriter", Only(SHOWS)),
];

/// The table of roles; `author` is each type's own.
///
/// Source: Zotero's schema, version 42, `creatorTypes` and `csl.names`; Zotero's translator `RDF`.
pub(super) const ROLES: &[Role] = &[
    role(
        N::Editor,
        "editor",
        Only(&[
            "book",
            "bookSection",
            "conferencePaper",
            "dictionaryEntry",
            "document",
            "encyclopediaArticle",
            "journalArticle",
            "preprint",
            "report",
            "standard",
        ]),
    ),
    role(
        N::Translator,
        "translator",
        Not(&[
            "artwork",
            "bill",
            "case",
            "computerProgram",
            "dataset",
            "forumPost",
            "hearing",
            "map",
            "patent",
            "standard",
            "statute",
            "thesis",
        ]),
    ),
    role(
        N::CollectionEditor,
        "seriesEditor",
        Only(&[
            "book",
            "bookSection",
            "conferencePaper",
            "dictionaryEntry",
            "encyclopediaArticle",
            "map",
            "report",
        ]),
    ),
    role(N::ContainerAuthor, "bookAuthor", Only(&["bookSection"])),
    role(N::ReviewedAuthor, "reviewedAuthor", Only(&["document", "preprint"])),
    role(N::ReviewedAuthor, "reviewedAuthor", Only(JOURNALS)),
    role(N::Recipient, "recipient", Only(&["letter"])),
    role(N::Interviewer, "interviewer", Only(&["interview"])),
    role(N::Director, "director", Only(SHOWS)),
    role(N::Guest, "guest", Only(SHOWS)),
    role(N::Host, "podcaster", Only(&["podcast"])),
    role(N::Host, "host", Only(SHOWS)),
    role(N::Narrator, "narrator", Only(VIDEOS)),
    role(N::ExecutiveProducer, "executiveProducer", Only(EPISODES)),
    role(N::ExecutiveProducer, "executiveProducer", Only(&["videoRecording"])),
    role(N::SeriesCreator, "seriesCreator", Only(EPISODES)),
    role(N::Composer, "composer", Only(&["audioRecording"])),
    role(N::Performer, "performer", Only(&["audioRecording"])),
    role(N::OriginalAuthor, "originalCreator", Only(&["audioRecording"])),
    role(N::Chair, "chair", Only(&["presentation"])),
    role(N::Organizer, "organizer", Only(&["presentation"])),
    role(N::Contributor, "contributor", Any),
];

#[cfg(test)]
mod tests {
    use super::super::kinds::TYPES;
    use super::*;

    #[test]
    fn every_role_names_types_of_the_list() {
        for role in ROLES.iter().chain(CSL_ROLES) {
            let (Only(names) | Not(names)) = role.types else { continue };
            for name in names {
                assert!(TYPES.iter().any(|row| row.name == *name), "{name}");
            }
        }
    }
}
