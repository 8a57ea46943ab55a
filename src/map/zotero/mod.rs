//! Items and vaults -> Zotero's items.
//!
//! # Which file to give Zotero
//!
//! | you want in Zotero | give it | with |
//! |---|---|---|
//! | everything: citation keys, tags, notes, collections | `zotero.rdf` | any version |
//! | records, and you use Better BibTeX | `references.bib` | its own import keeps the keys |
//! | records for pandoc as well as Zotero | CSL-JSON, `--profile zotero` | no tags, notes or collections |
//! | records and tags, in a file that other managers read | RIS | no collections |
//!
//! *File > Import…* makes new items each time and never updates old ones, so import into an empty
//! collection, or delete what an earlier import made.
//!
//! * **Zotero 7.0.31 and later, 8 and later** have a field for the citation key in every item type, and
//!   fields for `PMID`, `PMCID`, `original-date` and others. Lines of that kind in Extra become fields.
//! * **Zotero up to 7.0.30** shows the key as a line `Citation Key: …` of Extra, where Better BibTeX for
//!   Zotero 7 finds it, and leaves the other lines there. Citations read them all the same.
//! * In every version, creators that are neither authors, editors nor contributors leave a line such as
//!   `Translators: _:n86` in Extra; Zotero's own RDF does so too. It can be deleted.
//!
//! # What goes where
//!
//! * A variable that the item type has a field for goes into the field. Any other becomes a line
//!   `variable: value` of Extra, from which Zotero's citations read it. What Zotero could not read back is a
//!   `dropped-field`.
//! * `keyword` becomes tags, parted at semicolons, or at commas if there is no semicolon.
//! * `annote` becomes a note of the item.
//! * Attachments are not written: a file that names a path would make Zotero take that file into its
//!   library, wherever the bibliography came from.
//!
//! A vault gives more, as [`Library::of_vault`] tells.

mod csl;
mod fields;
mod folders;
mod from;
mod html;
mod kinds;
mod library;
mod notes;
mod roles;
#[cfg(test)]
mod tests;
mod vault;

pub(crate) use csl::ForCsl;
pub(crate) use fields::Slot;
pub(crate) use from::date_text;
pub use from::{Creator, Item, from_item};
pub use library::{Collection, Library, Note, NoteKind, Part, Work};

use fields::{RULES, Types};
use kinds::TYPES;
use roles::ROLES;

use crate::map::fields_table::FieldRow;

/// Every variable that Zotero has a field for, as a table for people.
pub fn fields() -> Vec<FieldRow> {
    let row = |field: &str, variable: String, only: String| FieldRow {
        field: field.to_owned(),
        variable,
        only,
        reads: false,
        writes: true,
    };
    let mut rows = vec![row("citationKey", "citation-key".to_owned(), String::new())];
    // Rules that differ in their types alone are one row.
    let mut add = |new: FieldRow| {
        let same = |old: &&mut FieldRow| (&old.field, &old.variable) == (&new.field, &new.variable);
        match rows.iter_mut().find(same) {
            Some(old) => old.only = format!("{}, {}", old.only, new.only),
            None => rows.push(new),
        }
    };
    for rule in RULES {
        add(row(rule.field, rule.target.to_string(), only(rule.types)));
    }
    for item_type in TYPES {
        add(row(item_type.primary, "author".to_owned(), item_type.name.to_owned()));
    }
    for role in ROLES {
        add(row(role.creator, role.variable.to_string(), only(role.types)));
    }
    for (field, variable) in [("tags", "keyword"), ("notes", "annote"), ("extra", "note")] {
        add(row(field, variable.to_owned(), String::new()));
    }
    rows
}

fn only(types: Types) -> String {
    match types {
        Types::Any => String::new(),
        types => {
            let names = TYPES.iter().map(|row| row.name).filter(|name| types.contains(name));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}
