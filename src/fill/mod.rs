//! Documents whose citations are filled in, and their reference list added.
//!
//! Text in, text and findings out: the citations of pandoc's Markdown are printed in a style, everything else
//! stays byte for byte.
//!
//! ```
//! use florilege::{bibliography, cite::Processor, fill, format::Format, source::Source};
//! let bib = Source::new("a.bib", "@book{doe1999, author={Doe, Jane}, title={Things}, year=1999}");
//! let items = bibliography::read(Format::Bibtex, &bib).value;
//! let source = Source::new("a.md", "As @doe1999 [p. 3] says; so do others [see @doe1999, chap. 2].\n");
//! let processor = Processor::new("apa", None).unwrap();
//! let options = fill::Options { no_list: true, ..fill::Options::default() };
//! let filled = fill::fill(&source, &items, &processor, &options).value;
//! assert_eq!(filled, "As Doe (1999, p. 3) says; so do others (see Doe, 1999, Chapter 2).\n");
//! ```

mod compose;
mod extent;
mod list;
mod locator;
mod markdown;
mod places;
mod prepare;
mod settings;
mod words;

pub use settings::{Divs, Options, Settings, settings};

use std::ops::Range;

use crate::cite::Processor;
use crate::cited::{self, Missing};
use crate::diag::{Code, Diagnostic, Read};
use crate::model::Item;
use crate::source::Source;
use compose::Composer;
use list::List;
use markdown::Flavour;
use prepare::prepare;

/// Prints the citations of a Markdown document, and its list.
///
/// The list stands in the div `refs` if there is one, else at the end. A document that cites nothing, and asks
/// for nothing by `nocite`, comes back as it is. In a style that cites in notes, citations become footnotes
/// `[^cite-1]`; those within a footnote are printed there.
///
/// # Diagnostics
/// `unresolved-key` for a key that no record has; it is printed as `**key?**`. `render-failed` for a record of
/// which the style prints nothing.
pub fn fill(
    source: &Source,
    items: &[Item],
    processor: &Processor,
    options: &Options,
) -> Read<String> {
    let document = cited::document(source);
    let text = source.text.as_str();
    let flavour = match options.divs {
        Divs::Always => Flavour::Pandoc,
        Divs::Auto if document.has_divs => Flavour::Pandoc,
        Divs::Auto | Divs::Never => Flavour::Common,
    };
    let prepared = prepare(&document, text, items, processor, options, flavour);
    let mut diagnostics = unresolved(source, items, &prepared.missing);
    if document.clusters.is_empty() && prepared.items.is_empty() {
        return Read { value: text.to_owned(), diagnostics };
    }
    let printed = processor.document(&prepared.items, &prepared.citations);
    diagnostics.extend(printed.entries.iter().filter_map(crate::cite::Entry::diagnostic));
    let keys: Vec<String> =
        prepared.items.iter().map(|item| list::identifier(item.key.as_str())).collect();
    let has_list = !options.no_list && !printed.entries.is_empty();
    let composer = Composer {
        text,
        document: &document,
        processor,
        prepared: &prepared,
        printed: &printed.citations,
        flavour,
        targets: (options.links && has_list).then_some(keys.as_slice()),
        after_punctuation: options.after_punctuation,
    };
    let mut filled = composer.compose();
    let mut ending = filled.notes;
    if has_list {
        let list = List {
            entries: &printed.entries,
            look: processor.list_look(),
            flavour,
            links: options.links,
            title: options.title.as_deref(),
        };
        match &document.refs {
            Some(refs) => filled.edits.extend(list.in_div(refs, text)),
            None => {
                if !ending.is_empty() {
                    ending.push('\n');
                }
                ending.push_str(&list.at_end());
            }
        }
    }
    Read { value: apply(text, filled.edits, &ending), diagnostics }
}

/// The findings about keys that no record has, each once.
fn unresolved(source: &Source, items: &[Item], missing: &[Range<usize>]) -> Vec<Diagnostic> {
    let mut all = cited::Cited::default();
    let mut alone = cited::Cited::default();
    let mut seen = std::collections::HashMap::new();
    for span in missing {
        *seen.entry(&source.text[span.clone()]).or_insert(0usize) += 1;
    }
    for span in missing {
        let key = &source.text[span.clone()];
        if let Some(times) = seen.remove(key) {
            let place = source.place(span.clone());
            let citation = cited::Citation { key: key.to_owned(), place, times, certain: true };
            alone.keys.push(citation);
        }
    }
    all.add(alone);
    let mut explain = Missing::new(items);
    let findings = all.keys.iter().map(|citation| explain.finding(citation));
    findings.map(|finding| Diagnostic { code: Code::UnresolvedKey, ..finding }).collect()
}

/// Sets texts into the places of others, and one behind all; line breaks are those of the document.
fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>, ending: &str) -> String {
    let breaks = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let own = |added: &str| match breaks {
        "\n" => added.to_owned(),
        breaks => added.replace('\n', breaks),
    };
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::with_capacity(text.len() + text.len() / 2 + ending.len());
    let mut at = 0;
    for (span, added) in &edits {
        out.push_str(&text[at..span.start.max(at)]);
        out.push_str(&own(added));
        at = span.end.max(at);
    }
    out.push_str(&text[at..]);
    if !ending.is_empty() {
        let end = match () {
            () if out.is_empty() || out.ends_with("\n\n") || out.ends_with("\n\r\n") => 0,
            () if out.ends_with('\n') => 1,
            () => 2,
        };
        (0..end).for_each(|_| out.push_str(breaks));
        out.push_str(&own(ending));
    }
    out
}

#[cfg(test)]
mod tests;
