//! Fields that depend on the rest of their entry.

use std::collections::HashSet;

use super::values::{is_bare_link, is_digits, is_name, link};
use super::{Known, Writer};
use crate::diag::{Code, Diagnostic};
use crate::map::bibtex::{ARCHIVES, Dialect, FORMAT, kinds};
use crate::map::target::Target;
use crate::map::tex::balance;
use crate::model::StandardVariable;

impl Writer<'_> {
    /// PubMed's numbers, in `eprint` where it is free; biber knows no other field for them.
    pub(super) fn archive(&mut self) {
        for (archive, variable) in ARCHIVES {
            let Some(text) = self.item.texts.get(variable) else { continue };
            let number = text.as_str();
            let is_taken = self.has("eprint") || self.item.extra(FORMAT, "eprint").is_some();
            if !is_taken {
                let is_exact = is_bare_link(number) && text.marks().is_empty();
                let known = Known::when(is_exact, Target::Text(variable));
                self.push("eprint", link(number), known);
                self.push("eprinttype", archive.to_owned(), Known::Nothing);
            }
        }
    }

    pub(super) fn genre(&mut self) {
        let entry_type = self.entry_type;
        // The type of a thesis or report must be said; a word that says no more claims no degree.
        let default = match self.table_type {
            "thesis" => Some("Thesis".to_owned()),
            "report" => Some("Report".to_owned()),
            _ => None,
        };
        let target = Target::Text(StandardVariable::Genre);
        let default = default.map(|word| (word, Known::Unsure));
        let value = match self.item.texts.get(StandardVariable::Genre) {
            None => default.map(|(word, _)| (word, Known::Nothing)),
            Some(genre) if kinds::implied_genre(entry_type) == Some(genre.as_str()) => None,
            Some(genre) => {
                let id = kinds::GENRES.iter().find(|row| row.1 == genre.as_str());
                let tex = self.encoder.encode(genre);
                match id.filter(|_| self.options.dialect == Dialect::Biblatex) {
                    Some((id, _)) => Some(((*id).to_owned(), Known::As(target))),
                    None if is_name(&tex) => {
                        let is_exact = self.encoder.is_exact
                            && kinds::localised("type", &tex).is_none()
                            && !matches!(tex.as_str(), "Thesis" | "Report");
                        Some((tex, Known::when(is_exact, target)))
                    }
                    None => default,
                }
            }
        };
        if let Some((value, known)) = value {
            self.push("type", value, known);
        }
    }

    /// What BibTeX's styles would complain of, though it is right.
    ///
    /// Source: `plain.bst`, `either.or.check` and `format.number.series`.
    pub(super) fn agree_with_plain(&mut self) {
        let is_book =
            matches!(self.entry_type, "book" | "incollection" | "inproceedings" | "proceedings");
        if self.entry_type == "book" && self.has("author") {
            self.remove("editor");
        }
        if is_book && (self.has("volume") || !self.has("series")) {
            self.remove("number");
        }
        if self.entry_type == "article" && !self.has("volume") {
            // A journal that counts its issues alone: their number is what stands after its name.
            match self.place("number") {
                Some(_) if self.has("issue") => self.remove("number"),
                Some(at) => {
                    let field = &mut self.fields[at];
                    field.name = if is_digits(&field.value) { "volume" } else { "issue" }.into();
                    self.known[at] = Known::Unsure;
                }
                None => {}
            }
        }
    }

    pub(super) fn can_be_sorted(&self) -> bool {
        match self.entry_type {
            "book" => self.has("author") || self.has("editor"),
            "proceedings" => self.has("editor") || self.has("organization"),
            "manual" => self.has("author") || self.has("organization"),
            _ => self.has("author"),
        }
    }

    /// The fields that came from a file of this format and that no variable holds.
    pub(super) fn extras(&mut self) {
        let item = self.item;
        if item.extra.is_empty() {
            return;
        }
        let mut written: HashSet<String> =
            self.fields.iter().map(|field| field.name.clone().into_owned()).collect();
        for extra in item.extra.iter().filter(|extra| extra.format == FORMAT) {
            let name: String = extra.name.chars().filter(|c| is_field_char(*c)).collect();
            if !name.is_empty() && written.insert(name.clone()) {
                self.push(name, balance(&extra.value).into_owned(), Known::Unsure);
            }
        }
        // Those of CSL-JSON are in the rest.
        let others = item.extra.iter().filter(|extra| !matches!(extra.format, FORMAT | "csl-json"));
        for extra in others {
            let message = format!("`{}`: no field of the format holds `{}`", item.key, extra.name);
            self.diagnostics.push(Diagnostic::new(Code::DroppedField, message));
        }
    }
}

/// Whether a field's name may hold a character.
fn is_field_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':')
}
