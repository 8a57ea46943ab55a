//! How well a model labels references whose variables are known.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::Value;

use crate::refparse::features::{Italics, Sequence};
use crate::refparse::label::Label;
use crate::refparse::model::Model;
use crate::refparse::token::words;

/// Labels the references of a file and says how many words, and whole references, come out right.
///
/// A line is a JSON object with `text`, `style` and `spans`, a list of variable, first and last offset in
/// characters. Words in no span count only if the model gives them to a variable.
pub(super) fn score(
    model: &Model,
    truth: &Path,
    errors: usize,
    say: &mut dyn FnMut(String),
) -> io::Result<()> {
    let mut styles: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let mut confusions: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut shown = 0;
    for line in std::fs::read_to_string(truth)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let text = line["text"].as_str().unwrap_or_default();
        let words = words(text);
        let sequence = Sequence::new(text, &words, Italics::Unknown);
        let labels = model.best(&sequence);
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let spans: Vec<(&str, usize, usize)> = line["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|span| {
                let at = |n: usize| offsets.get(span[n].as_u64()? as usize).copied();
                Some((span[0].as_str()?, at(1)?, at(2)?))
            })
            .collect();
        let (mut right, mut counted) = (0, 0);
        let mut wrong = String::new();
        for (word, label) in words.iter().zip(&labels) {
            let truth = spans.iter().find(|(_, from, to)| *from < word.end && word.end <= *to);
            let truth = truth.map_or("", |(variable, ..)| variable);
            let found = variable(*label);
            let same = truth == found
                || truth.is_empty() && !CORE.contains(&found)
                || found.is_empty()
                    && is_name(truth)
                    && matches!(label, Label::Join | Label::EtAl | Label::Role)
                || is_name(truth) && is_name(found);
            counted += usize::from(!truth.is_empty() || !same);
            right += usize::from(same && !truth.is_empty());
            if !same {
                *confusions.entry((truth.to_owned(), found.to_owned())).or_default() += 1;
                wrong += &format!(" {}:{truth}>{found}", &text[word.range()]);
            }
        }
        let style = line["style"].as_str().unwrap_or("?").to_owned();
        for style in [style, "ALL".to_owned()] {
            let counts = styles.entry(style).or_default();
            counts[0] += right;
            counts[1] += counted;
            counts[2] += usize::from(right == counted);
            counts[3] += 1;
        }
        if !wrong.is_empty() && shown < errors {
            shown += 1;
            say(format!("{text}\n   {wrong}"));
        }
    }
    for (style, [right, counted, whole, all]) in styles {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        say(format!(
            "{:6.2} % of words {:6.2} % whole of {all:6}  {style}",
            share(right, counted),
            share(whole, all)
        ));
    }
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let top: Vec<String> = confusions
        .iter()
        .take(25)
        .map(|((truth, found), count)| format!("{truth}>{found} {count}"))
        .collect();
    say(top.join("; "));
    Ok(())
}

/// Variables that a word without one must not get.
const CORE: [&str; 12] = [
    "author",
    "editor",
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "issued",
    "DOI",
    "publisher",
    "publisher-place",
    "edition",
];

fn is_name(variable: &str) -> bool {
    matches!(
        variable,
        "author"
            | "editor"
            | "translator"
            | "director"
            | "composer"
            | "performer"
            | "interviewer"
            | "collection-editor"
            | "container-author"
            | "host"
            | "guest"
            | "producer"
            | "illustrator"
            | "script-writer"
            | "editorial-director"
            | "editortranslator"
            | "recipient"
            | "narrator"
            | "contributor"
            | "series-creator"
            | "compiler"
    )
}

fn variable(label: Label) -> &'static str {
    match label.placeless() {
        Label::AuthorFamily | Label::AuthorGiven | Label::AuthorLiteral | Label::Suffix => "author",
        Label::EditorFamily | Label::EditorGiven | Label::EditorLiteral => "editor",
        Label::Title => "title",
        Label::Container => "container-title",
        Label::Collection => "collection-title",
        Label::CollectionNumber => "collection-number",
        Label::Volume => "volume",
        Label::Issue => "issue",
        Label::Page => "page",
        Label::Issued => "issued",
        Label::Accessed => "accessed",
        Label::OriginalDate => "original-date",
        Label::Publisher => "publisher",
        Label::Place => "publisher-place",
        Label::Edition => "edition",
        Label::Doi => "DOI",
        Label::Url => "URL",
        Label::Number => "number",
        Label::Genre => "genre",
        Label::Medium => "medium",
        Label::Event => "event-title",
        Label::EventPlace => "event-place",
        Label::Archive => "archive",
        _ => "",
    }
}
