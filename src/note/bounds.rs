//! How much one note may put into the evidence table.
//!
//! Each row repeats the claim, its concepts and the excerpt, so a note that a program filled would make a
//! table of many times its own size, and spreadsheets cut longer cells in their own ways.

use super::Note;
use crate::diag::{Code, Diagnostic};

/// The longest text of a cell, in characters; spreadsheets hold 32,767.
///
/// Source: Microsoft, "Excel specifications and limits", total number of characters that a cell can contain.
const MAX_TEXT: usize = 30_000;

/// The most source contents, sources and concepts of one note.
const MAX_NAMED: usize = 1_000;

/// Cuts what is longer than a table can hold.
///
/// # Diagnostics
/// `too-large` for each part that was cut.
pub(super) fn apply(note: &mut Note, diagnostics: &mut Vec<Diagnostic>) {
    let mut cut = Vec::new();
    if let Some(claim) = &mut note.claim {
        let is_cut = cut_text(&mut claim.plain) | cut_text(&mut claim.markdown);
        cut.extend(is_cut.then(|| format!("the claim has more than {MAX_TEXT} characters")));
    }
    let is_cut = cut_text(&mut note.body);
    cut.extend(is_cut.then(|| format!("the excerpt has more than {MAX_TEXT} characters")));
    cut.extend(cut_list(&mut note.contents, "source contents"));
    cut.extend(cut_list(&mut note.sources, "sources"));
    cut.extend(cut_list(&mut note.concepts, "concepts"));
    for message in cut {
        let finding = Diagnostic::new(Code::TooLarge, message).at(note.place.clone());
        diagnostics.push(finding.help("split the note; what is beyond was left out"));
    }
}

fn cut_text(text: &mut String) -> bool {
    let end = text.char_indices().nth(MAX_TEXT).map(|(at, _)| at);
    end.inspect(|end| text.truncate(*end)).is_some()
}

fn cut_list<T>(list: &mut Vec<T>, what: &str) -> Option<String> {
    let is_long = list.len() > MAX_NAMED;
    list.truncate(MAX_NAMED);
    is_long.then(|| format!("the note names more than {MAX_NAMED} {what}"))
}

#[cfg(test)]
mod tests {
    use crate::note;
    use crate::settings::Settings;
    use crate::source::Source;

    fn check(claim: &str, links: usize, expected: (usize, usize, usize)) {
        let links: String = (0..links).map(|at| format!("[[doeTrees2020 - {at}]] ")).collect();
        let text = format!("# Content\n{claim}\n# References\n{links}\n");
        let read = note::read(&Source::new("Insights/a.md", text), &Settings::default());
        let claim = read.value.claim.map_or(0, |claim| claim.plain.chars().count());
        assert_eq!((claim, read.value.contents.len(), read.diagnostics.len()), expected);
    }

    #[test]
    fn a_note_fits_a_table() {
        check(&"é".repeat(30_000), 1_000, (30_000, 1_000, 0));
        check(&"é".repeat(30_001), 1_001, (30_000, 1_000, 2));
    }
}
