//! How well records come out of labels that are right.
//!
//! A measurement more than a test: it runs where `FLORILEGE_CORPUS` names a folder with `references/dev.jsonl`,
//! a JSON object a line with `text`, `spans` (variable, first and last character) and `truth` (CSL-JSON), and
//! `FLORILEGE_RECORDS` a file, to which it writes a record a line.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use super::assemble;
use crate::map::csl_json::Profile;
use crate::model::{Confidence, Origin, is_particle_word};
use crate::refparse::Reference;
use crate::refparse::folded::Folded;
use crate::refparse::label::Label;
use crate::refparse::lexicon::{Class, class};
use crate::refparse::token::{Word, form, words};

#[test]
#[expect(clippy::print_stderr, reason = "a measurement says what it measured")]
fn records_from_right_labels() {
    let (Ok(corpus), Ok(out_path)) =
        (std::env::var("FLORILEGE_CORPUS"), std::env::var("FLORILEGE_RECORDS"))
    else {
        return;
    };
    let corpus = Path::new(&corpus).join("references/dev.jsonl");
    let corpus = std::fs::read_to_string(corpus).unwrap();
    let mut out = String::new();
    let (mut count, mut spent) = (0, Duration::ZERO);
    let origin = Origin::derived();
    for line in corpus.lines() {
        let record: Json = serde_json::from_str(line).unwrap();
        let raw = record["text"].as_str().unwrap();
        let folded = Folded::new(raw);
        let text = folded.text();
        let words = words(text);
        let labels = labels(&record, raw, &folded, &words);
        let start = Instant::now();
        let draft = assemble(text, &words, &labels);
        spent += start.elapsed();
        count += 1;
        let reference = Reference { text: raw, links: &[], key: None, origin: &origin };
        let mut found = Vec::new();
        let item = draft.into_item(&reference, &folded, &|_| Confidence(1.0), &mut found);
        let line = crate::write::csl_json::line(&item, Profile::Csl).value;
        if std::env::var("FLORILEGE_LABELS").is_ok() {
            let shown: Vec<String> = words
                .iter()
                .zip(&labels)
                .map(|(word, label)| format!("{}/{label:?}", &text[word.range()]))
                .collect();
            writeln!(out, "{line}\n{}", shown.join(" ")).unwrap();
        } else {
            writeln!(out, "{line}").unwrap();
        }
    }
    std::fs::write(out_path, out).unwrap();
    let each = spent / u32::try_from(count.max(1)).unwrap();
    eprintln!("{count} references, {each:?} each");
}

/// The right label of each word.
fn labels(record: &Json, raw: &str, folded: &Folded, words: &[Word]) -> Vec<Label> {
    let mut offsets: Vec<usize> = raw.char_indices().map(|(at, _)| at).collect();
    offsets.push(raw.len());
    let starts: Vec<usize> = words.iter().map(|word| folded.raw_span(word.range()).start).collect();
    let mut labels = vec![Label::Other; words.len()];
    let mut spans: Vec<(&str, Range<usize>)> = Vec::new();
    for span in record["spans"].as_array().unwrap() {
        let offset = |at: usize| offsets[usize::try_from(span[at].as_u64().unwrap()).unwrap()];
        let from = starts.partition_point(|start| *start < offset(1));
        let to = starts.partition_point(|start| *start < offset(2));
        spans.push((span[0].as_str().unwrap(), from..to));
    }
    spans.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    let mut has_names = false;
    for (variable, range) in spans {
        if range.is_empty() {
            continue;
        }
        let label = of_variable(variable);
        if let Some(label) = label {
            labels[range].fill(label);
            continue;
        }
        let text = folded.text();
        let printed = &text[words[range.start].start..words[range.end - 1].end];
        // A title or a publisher in the place of an author.
        let stands_in = [
            ("container-title", Label::Container),
            ("publisher", Label::Publisher),
            ("title", Label::Title),
        ]
        .into_iter()
        .find(|(variable, _)| record["truth"][variable].as_str() == Some(printed));
        let has_own = record["truth"][variable].is_array();
        if let (Some((_, label)), false) = (stands_in, has_own) {
            labels[range].fill(label);
            continue;
        }
        let names = name_list(&record["truth"], variable);
        label_names(text, words, range.clone(), &names, !has_names, &mut labels);
        has_names |= labels[range]
            .iter()
            .any(|label| *label <= Label::EditorLiteral && *label > Label::Other);
    }
    label_roles(words, &mut labels);
    labels
}

/// The label of a variable that is no list of names.
fn of_variable(variable: &str) -> Option<Label> {
    Some(match variable {
        "title" | "title-short" => Label::Title,
        "container-title" | "container-title-short" => Label::Container,
        "collection-title" => Label::Collection,
        "collection-number" => Label::CollectionNumber,
        "volume" => Label::Volume,
        "issue" => Label::Issue,
        "page" | "page-first" => Label::Page,
        "issued" => Label::Issued,
        "accessed" => Label::Accessed,
        "original-date" => Label::OriginalDate,
        "publisher" => Label::Publisher,
        "publisher-place" => Label::Place,
        "edition" => Label::Edition,
        "DOI" => Label::Doi,
        "URL" => Label::Url,
        "ISBN" | "ISSN" | "PMID" | "PMCID" => Label::Identifier,
        "number" => Label::Number,
        "number-of-pages" | "number-of-volumes" => Label::Count,
        "genre" => Label::Genre,
        "medium" => Label::Medium,
        "event-title" => Label::Event,
        "event-place" | "event-date" => Label::EventPlace,
        "archive" | "archive_location" | "archive_collection" | "archive-place" | "source"
        | "call-number" => Label::Archive,
        "chapter-number" | "section" | "version" | "part-number" => Label::Section,
        "citation-number" => Label::CitationNumber,
        "authority" | "dimensions" | "scale" | "submitted" | "other" | "status" | "references" => {
            Label::Note
        }
        _ => return None,
    })
}

fn name_list(truth: &Json, variable: &str) -> Vec<Json> {
    let find = |variable: &str| truth[variable].as_array().cloned().unwrap_or_default();
    let mut names = find(variable);
    if names.is_empty() {
        // A style may print one variable in the place of another.
        let all = truth.as_object().into_iter().flatten();
        for (_, value) in all.filter(|(_, value)| value[0].is_object()) {
            names.extend(value.as_array().cloned().unwrap_or_default());
        }
    }
    names
}

fn forms(name: &Json, part: &str) -> Vec<u32> {
    words(name[part].as_str().unwrap_or_default()).iter().map(|word| word.form).collect()
}

/// Labels a list of names: family names are looked for one after the other, what is between is given.
fn label_names(
    text: &str,
    words: &[Word],
    range: Range<usize>,
    names: &[Json],
    is_first: bool,
    labels: &mut [Label],
) {
    let (family, given, literal) = match is_first {
        true => (Label::AuthorFamily, Label::AuthorGiven, Label::AuthorLiteral),
        false => (Label::EditorFamily, Label::EditorGiven, Label::EditorLiteral),
    };
    for at in range.clone() {
        let is_lower = text[words[at].range()].starts_with(char::is_lowercase);
        let known = class(words[at].form);
        labels[at] = match known {
            Class::And | Class::EtAl if !is_lower => Label::Other,
            Class::And => Label::Join,
            Class::EtAl => Label::EtAl,
            Class::Editor | Class::Translator | Class::Director => Label::Role,
            _ => Label::Other,
        };
    }
    let mut from = range.start;
    for name in names {
        let is_literal =
            name["literal"].is_string() || name["given"].as_str().unwrap_or_default().is_empty();
        let part = if name["literal"].is_string() { "literal" } else { "family" };
        let wanted = forms(name, part);
        let found = (from..range.end).find(|at| {
            words[*at..range.end]
                .iter()
                .map(|word| {
                    // `d’Alembert`
                    let printed = &text[word.range()];
                    let bare = printed.split_once('’').filter(|(head, _)| head.len() == 1);
                    match bare {
                        Some((_, bare)) if form(bare) == wanted.first().copied().unwrap_or(0) => {
                            form(bare)
                        }
                        _ => word.form,
                    }
                })
                .take(wanted.len())
                .eq(wanted.iter().copied())
                && !wanted.is_empty()
        });
        let Some(mut at) = found else {
            // One word for the whole name: `王小明`.
            let whole = format!(
                "{}{}",
                name["family"].as_str().unwrap_or_default(),
                name["given"].as_str().unwrap_or_default()
            );
            if let Some(at) = (from..range.end).find(|at| text[words[*at].range()] == whole) {
                labels[at] = given;
                from = at + 1;
            }
            continue;
        };
        // `Li, Li` or `Li Li`
        let all: Vec<u32> = forms(name, "given");
        if all.starts_with(&wanted) && at + wanted.len() < range.end {
            let gap = &text[words[at].end..words[at + 1].start];
            if !gap.contains(',') && words[at + 1].form == words[at].form {
                at += 1;
            }
        }
        let end = at + wanted.len();
        labels[at..end].fill(if is_literal && (wanted.len() > 1 || part == "literal") {
            literal
        } else {
            family
        });
        let suffix = forms(name, "suffix");
        let particles: Vec<u32> =
            [forms(name, "non-dropping-particle"), forms(name, "dropping-particle")].concat();
        // Given names stand on one side of the family name: the side whose letters fit.
        let initials: Vec<char> = name["given"]
            .as_str()
            .unwrap_or_default()
            .split([' ', '-', '.', '‐'])
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        let fits = |at: usize| {
            let printed = &text[words[at].range()];
            if printed.starts_with(char::is_lowercase)
                || printed.chars().filter(|c| c.is_lowercase()).count() > 1
            {
                return false;
            }
            let first = text[words[at].range()]
                .chars()
                .next()
                .into_iter()
                .flat_map(char::to_lowercase)
                .next();
            first.is_some_and(|first| initials.contains(&first))
        };
        let give = |at: usize, labels: &mut [Label]| -> bool {
            let form = words[at].form;
            if particles.contains(&form)
                && is_particle_word(&text[words[at].range()].to_lowercase())
            {
                labels[at] = family;
            } else if suffix.contains(&form) {
                labels[at] = Label::Suffix;
            } else if all.contains(&form)
                || fits(at) && labels[at] != Label::EtAl && words[at].end - words[at].start <= 6
            {
                labels[at] = given;
            } else {
                return false;
            }
            true
        };
        let mut before = at;
        while before > from && give(before - 1, labels) {
            before -= 1;
        }
        let mut after = end;
        let had_given = labels[before..at].contains(&given);
        while after < range.end {
            let gap = &text[words[after - 1].end..words[after].start];
            let form = words[after].form;
            let is_next = had_given && !suffix.contains(&form)
                || gap.contains([';', '&'])
                || (after > end && gap.contains(',') && !suffix.contains(&form))
                || labels[after] == Label::Join && !all.contains(&form);
            if is_next || !give(after, labels) {
                break;
            }
            after += 1;
        }
        from = after;
    }
}

/// The words that say who did what: terms around names that are none of their own.
fn label_roles(words: &[Word], labels: &mut [Label]) {
    for at in 0..words.len() {
        let known = class(words[at].form);
        let is_by = known == Class::By && at > 0 && labels[at - 1] == Label::Role;
        let is_role = matches!(known, Class::Editor | Class::Translator | Class::Director);
        if labels[at] != Label::Other || !(is_role || is_by) {
            continue;
        }
        let near = at.saturating_sub(4)..(at + 5).min(words.len());
        let has_names = labels[near].iter().any(|label| {
            matches!(
                label,
                Label::AuthorFamily
                    | Label::AuthorGiven
                    | Label::AuthorLiteral
                    | Label::EditorFamily
                    | Label::EditorGiven
                    | Label::EditorLiteral
                    | Label::EtAl
            )
        });
        if has_names {
            labels[at] = Label::Role;
        }
    }
}
