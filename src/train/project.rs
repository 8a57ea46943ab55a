//! A printed reference as characters, each with the label that the processor's spans give it.

use std::ops::Range;

use hayagriva::citationberg::taxonomy::Variable;

use crate::cite::{Entry, Span};
use crate::model::{Item, Name, NumberVariable, StandardVariable, is_particle_word};
use crate::refparse::label::Label;
use crate::refparse::lexicon::{Class, class};
use crate::refparse::token::{Shape, Word, words};

/// A character of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// The character.
    pub(super) c: char,
    /// What the word that it stands in is.
    pub(super) label: Label,
    /// Whether it is italic.
    pub(super) italic: bool,
}

/// Labels a printed record; `None` if it has no words.
pub(super) fn project(entry: &Entry, item: &Item) -> Option<Vec<Cell>> {
    let text = entry.text();
    let words = words(&text);
    if words.is_empty() {
        return None;
    }
    let labels = labels(&text, &words, &entry.spans(), item);
    let mut cells: Vec<Cell> =
        text.chars().map(|c| Cell { c, label: Label::Other, italic: false }).collect();
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    for (word, label) in words.iter().zip(&labels) {
        let from = starts.partition_point(|at| *at < word.start);
        let to = starts.partition_point(|at| *at < word.end);
        for cell in &mut cells[from..to] {
            cell.label = *label;
        }
    }
    mark_italics(&mut cells, entry);
    Some(cells)
}

/// Marks the characters of italic runs; the label and the gaps of the layout are passed over.
fn mark_italics(cells: &mut [Cell], entry: &Entry) {
    let mut at = 0;
    for run in entry.label().into_iter().chain(entry.runs()) {
        for c in run.text.chars().filter(|c| !c.is_whitespace()) {
            while cells.get(at).is_some_and(|cell| cell.c != c) {
                at += 1;
            }
            if let Some(cell) = cells.get_mut(at) {
                cell.italic = run.font.italic;
                at += 1;
            }
        }
    }
}

/// The label of each word: that of the smallest span around it.
fn labels(text: &str, words: &[Word], spans: &[Span], item: &Item) -> Vec<Label> {
    let first_names = spans
        .iter()
        .filter(|span| matches!(span.variable, Variable::Name(_)) && span.name.is_none())
        .min_by_key(|span| span.range.start)
        .map(|span| span.range.start);
    let mut labels = vec![Label::Other; words.len()];
    let mut sizes = vec![usize::MAX; words.len()];
    for span in spans {
        // By their ends: the resolver before a DOI is the style's.
        let from = words.partition_point(|word| word.end <= span.range.start);
        let to = words.partition_point(|word| word.end <= span.range.end);
        for at in from..to {
            if span.range.len() <= sizes[at] {
                sizes[at] = span.range.len();
                labels[at] = of_span(span, words[at]);
            }
        }
    }
    for span in spans {
        if let (Variable::Name(variable), Some(at)) = (span.variable, span.name)
            && let Some(name) = item.names.get(variable).and_then(|names| names.list.get(at))
        {
            let is_first = Some(list_start(spans, span)) == first_names;
            label_name(text, words, &span.range, name, is_first, &mut labels);
        }
    }
    label_roles(words, &mut labels);
    labels
}

fn list_start(spans: &[Span], name: &Span) -> usize {
    let around = |span: &&Span| {
        span.variable == name.variable
            && span.name.is_none()
            && span.range.start <= name.range.start
            && span.range.end >= name.range.end
    };
    spans.iter().find(around).map_or(name.range.start, |span| span.range.start)
}

fn of_span(span: &Span, word: Word) -> Label {
    match span.variable {
        // `E`, `Y` and `I` are words for `and`, and initials.
        Variable::Name(_) if span.name.is_none() => match class(word.form) {
            Class::And if word.shape != Shape::Initial => Label::Join,
            Class::EtAl => Label::EtAl,
            Class::Editor | Class::Translator | Class::Director => Label::Role,
            _ => Label::Other,
        },
        Variable::Name(_) => Label::AuthorLiteral,
        Variable::Date(date) => match date {
            crate::model::DateVariable::Accessed => Label::Accessed,
            crate::model::DateVariable::OriginalDate => Label::OriginalDate,
            crate::model::DateVariable::EventDate => Label::EventPlace,
            _ => Label::Issued,
        },
        Variable::Page(_) => Label::Page,
        Variable::Number(number) => match number {
            NumberVariable::Volume => Label::Volume,
            NumberVariable::Issue => Label::Issue,
            NumberVariable::Edition => Label::Edition,
            NumberVariable::CollectionNumber => Label::CollectionNumber,
            NumberVariable::Number => Label::Number,
            NumberVariable::NumberOfPages | NumberVariable::NumberOfVolumes => Label::Count,
            NumberVariable::CitationNumber => Label::CitationNumber,
            _ => Label::Section,
        },
        Variable::Standard(standard) => of_text(standard),
    }
}

fn of_text(variable: StandardVariable) -> Label {
    use StandardVariable as V;
    match variable {
        V::Title | V::TitleShort => Label::Title,
        V::ContainerTitle | V::ContainerTitleShort => Label::Container,
        V::CollectionTitle => Label::Collection,
        V::Publisher => Label::Publisher,
        V::PublisherPlace => Label::Place,
        V::Genre => Label::Genre,
        V::Medium => Label::Medium,
        V::Event | V::EventTitle => Label::Event,
        V::EventPlace => Label::EventPlace,
        V::Archive
        | V::ArchiveCollection
        | V::ArchiveLocation
        | V::ArchivePlace
        | V::Source
        | V::CallNumber => Label::Archive,
        V::DOI => Label::Doi,
        V::URL => Label::Url,
        V::ISBN | V::ISSN | V::PMID | V::PMCID => Label::Identifier,
        V::YearSuffix => Label::Issued,
        V::CitationLabel | V::CitationKey => Label::CitationNumber,
        _ => Label::Note,
    }
}

/// Tells the parts of one name apart.
fn label_name(
    text: &str,
    words: &[Word],
    range: &Range<usize>,
    name: &Name,
    is_first: bool,
    labels: &mut [Label],
) {
    let (family, given, fore, literal) = match is_first {
        true => (Label::AuthorFamily, Label::AuthorGiven, Label::AuthorFore, Label::AuthorLiteral),
        false => (Label::EditorFamily, Label::EditorGiven, Label::EditorFore, Label::EditorLiteral),
    };
    let from = words.partition_point(|word| word.start < range.start);
    let to = words.partition_point(|word| word.start < range.end);
    if !name.literal.is_empty() || name.given.is_empty() && name.family.contains(' ') {
        labels[from..to].fill(literal);
        return;
    }
    let forms = |part: &str| self::words(part).iter().map(|word| word.form).collect::<Vec<_>>();
    let wanted = forms(&name.family);
    let suffix = forms(&name.suffix);
    let printed: Vec<u32> = words[from..to].iter().map(|word| word.form).collect();
    let starts = (!wanted.is_empty() && printed.len() >= wanted.len()).then(|| {
        (0..=printed.len() - wanted.len()).filter(|at| printed[*at..].starts_with(&wanted))
    });
    // `Li, Li` and `Li Li`: the order is told by the comma, or the family name comes first.
    let at = starts.and_then(|mut starts| {
        let first = starts.next()?;
        let last = starts.next_back().unwrap_or(first);
        let is_inverted = text[range.clone()].contains(',');
        Some(if is_inverted { first } else { last })
    });
    for (shift, word) in words[from..to].iter().enumerate() {
        let is_family = match at {
            Some(at) => (at..at + wanted.len()).contains(&shift),
            None => false,
        };
        let is_particle = is_particle_word(&text[word.range()].to_lowercase())
            && (!name.non_dropping_particle.is_empty() || !name.dropping_particle.is_empty());
        labels[from + shift] = if is_family || (is_particle && at != Some(shift)) {
            family
        } else if suffix.contains(&word.form) {
            Label::Suffix
        } else if at.is_some_and(|at| shift < at) {
            fore
        } else {
            given
        };
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
                    | Label::AuthorFore
                    | Label::EditorFore
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
