//! The citations of a document and its list.

use std::collections::HashMap;

use hayagriva::citationberg::taxonomy::Locator;

use super::cluster::{self, Ready};
use super::disambiguate::{Told, tell_apart};
use super::entry::{Entry, Font, Run};
use super::finish::finish;
use super::list;
use super::output::Form;
use super::plan::Plan;
use super::render::buffer::{Buffer, Event, Tag};
use super::render::{Cite, Position};
use super::sort::Sorter;
use crate::model::Item;

/// How much of a cite is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CiteForm {
    /// All of it.
    #[default]
    Full,
    /// Without the names, which the text around it has.
    SuppressAuthor,
    /// Nothing but the names.
    AuthorOnly,
}

/// One record within a citation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CiteItem {
    /// The record's place among those of the document.
    pub item: usize,
    /// What the number counts, and the number: a page and `33-35`.
    pub locator: Option<(Locator, String)>,
    /// Words before the cite, with the markup of CSL-JSON.
    pub prefix: String,
    /// Words behind it.
    pub suffix: String,
    /// How much of it is printed.
    pub form: CiteForm,
    /// Its position, if the document knows better than the order of citations.
    pub position: Option<Position>,
    /// The number of the note that cites the record first, if the document says.
    pub first_note: Option<u32>,
}

/// What stands between two parentheses, or in one note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The records, in the author's order.
    pub cites: Vec<CiteItem>,
    /// The note's number, in styles that cite in notes.
    pub note: Option<u32>,
}

/// A printed citation.
#[derive(Debug, Clone)]
pub struct Printed {
    pub(crate) printed: Buffer,
}

impl Printed {
    /// The text without fonts and links.
    pub fn text(&self) -> &str {
        &self.printed.text
    }

    /// The citation in a form; addresses are links where it has links.
    ///
    /// ```
    /// use florilege::cite::{Citation, CiteItem, Form, Processor};
    /// use florilege::model::*;
    /// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
    /// item.texts.set(StandardVariable::Title, Text::plain("Cats & dogs"), Origin::derived());
    /// let processor = Processor::new("apa", None).unwrap();
    /// let citation = Citation { cites: vec![CiteItem::default()], note: None };
    /// let printed = processor.citations(&[&item], &[citation]);
    /// assert_eq!(printed[0].to(Form::Latex), r"(\textit{Cats \& Dogs}, n.d.)");
    /// ```
    pub fn to(&self, form: Form) -> String {
        super::output::write(&self.printed, form)
    }

    /// The citation as HTML without links.
    pub fn html(&self) -> String {
        let mut out = String::new();
        super::output::html(&self.printed, false, &mut out);
        out
    }

    /// The citation as runs, each with the record that it cites, by its place among those of the document;
    /// none for the words around and between cites.
    pub fn runs(&self) -> Vec<(Option<usize>, Run)> {
        /// What holds for the text at a place: the font, the link, the record.
        type State = (Font, Option<u32>, Option<usize>);
        let mut runs: Vec<(Option<usize>, Run)> = Vec::new();
        let mut outer: Vec<State> = Vec::new();
        let mut now: State = State::default();
        for event in &self.printed.events {
            match *event {
                Event::Open(tag) => {
                    outer.push(now);
                    match tag {
                        Tag::Font(formatting) => now.0 = now.0.with(formatting),
                        Tag::Markup(markup) => now.0 = now.0.marked(markup),
                        Tag::Link(at) => now.1 = Some(at),
                        Tag::Cite(at) => now.2 = Some(at as usize),
                        _ => {}
                    }
                }
                Event::Close => now = outer.pop().unwrap_or_default(),
                Event::Text { .. } => {
                    let text = self.printed.slice(*event);
                    let (font, link, item) = now;
                    let link = link.and_then(|at| self.printed.links.get(at as usize));
                    match runs.last_mut() {
                        Some((of, last))
                            if *of == item && last.font == font && last.link.as_ref() == link =>
                        {
                            last.text.push_str(text);
                        }
                        _ if text.is_empty() => {}
                        _ => {
                            let (text, link) = (text.to_owned(), link.cloned());
                            runs.push((item, Run { text, font, link }));
                        }
                    }
                }
            }
        }
        runs
    }
}

/// A document's citations and its reference list.
#[derive(Debug, Clone)]
pub struct Document {
    /// The citations, in the order they were given.
    pub citations: Vec<Printed>,
    /// The list, in the style's order.
    pub entries: Vec<Entry>,
}

/// Prints the citations of a document, one after the other, and its list.
pub(super) fn print(plan: &Plan, items: &[&Item], citations: &[Citation]) -> Document {
    let known = Known::of(plan, items);
    let mut history = History::default();
    let citations =
        citations.iter().map(|citation| known.citation(citation, &mut history, false)).collect();
    let entries = match &plan.bibliography {
        Some(area) => list::entries(plan, area, items, &known.order, &known.told),
        None => Vec::new(),
    };
    Document { citations, entries }
}

/// Prints each citation as if it were the only one.
pub(super) fn print_single(plan: &Plan, items: &[&Item], citations: &[Citation]) -> Vec<Printed> {
    let known = Known::of(plan, items);
    let alone = |citation| known.citation(citation, &mut History::default(), true);
    citations.iter().map(alone).collect()
}

/// What has been cited so far.
#[derive(Default)]
struct History {
    /// For each record that was cited, the notes that cite it first and last.
    notes: HashMap<usize, (u32, u32)>,
    /// The one cite of the citation before, if it had one alone.
    before: Option<(CiteItem, u32)>,
}

/// What citations need to know of all records together.
struct Known<'a> {
    plan: &'a Plan,
    items: &'a [&'a Item],
    order: Vec<usize>,
    told: Vec<Told>,
    /// For each record, its number in the list.
    numbers: Vec<usize>,
    sorter: Sorter<'a>,
}

impl<'a> Known<'a> {
    fn of(plan: &'a Plan, items: &'a [&'a Item]) -> Self {
        let order = match &plan.bibliography {
            Some(area) => list::order(plan, area, items),
            None => (0..items.len()).collect(),
        };
        let told = tell_apart(plan, items, &order);
        let mut numbers = vec![0; items.len()];
        for (place, at) in order.iter().enumerate() {
            numbers[*at] = place + 1;
        }
        let sorter = Sorter::new(plan, &plan.citation);
        Self { plan, items, order, told, numbers, sorter }
    }

    fn citation(&self, citation: &Citation, history: &mut History, single: bool) -> Printed {
        let Self { plan, items, told, numbers, sorter, .. } = self;
        let mut cites: Vec<&CiteItem> =
            citation.cites.iter().filter(|cite| cite.item < items.len()).collect();
        let own = |cite: &CiteItem| Cite {
            number: Some(numbers[cite.item]),
            suffix: told[cite.item].suffix,
            extent: Some(&told[cite.item].extent),
            ..Cite::default()
        };
        // Words around a cite lead on from those before: the author's order is part of the sentence.
        let has_words = cites.iter().any(|cite| !cite.prefix.is_empty() || !cite.suffix.is_empty());
        if !plan.citation.sort.is_empty() && !has_words {
            let mut places: Vec<usize> = (0..cites.len()).collect();
            sorter.sort(&mut places, &|at| (items[cites[at].item], own(cites[at])));
            cites = places.into_iter().map(|at| cites[at]).collect();
        }
        let note = citation.note.unwrap_or(0);
        let mut ready = Vec::with_capacity(cites.len());
        for (at, cite) in cites.iter().enumerate() {
            let before = match at.checked_sub(1) {
                Some(before) => Some(cites[before]),
                None => history
                    .before
                    .as_ref()
                    .filter(|(_, number)| note == 0 || note <= number + 1)
                    .map(|(before, _)| before),
            };
            let notes = history.notes.get(&cite.item).copied();
            let mut position = match single {
                true => Position::default(),
                false => cluster::position(cite, notes.is_some(), before),
            };
            position.near_note = position.subsequent
                && notes.is_some_and(|(_, last)| note.saturating_sub(last) <= plan.cites.near_note);
            let position = cite.position.unwrap_or(position);
            ready.push(Ready {
                item: items[cite.item],
                own: cite,
                cite: Cite {
                    position,
                    locator: cite.locator.as_ref().map(|(kind, text)| match has_label(text) {
                        true => (Locator::Custom, text.as_str()),
                        false => (*kind, text.as_str()),
                    }),
                    first_note: cite
                        .first_note
                        .or(notes.map(|(first, _)| first).filter(|note| *note > 0)),
                    suppress_author: cite.form == CiteForm::SuppressAuthor,
                    ..own(cite)
                },
            });
            // Names in a sentence are no citation by themselves: the rest of it follows.
            if cite.form != CiteForm::AuthorOnly {
                let notes = history.notes.entry(cite.item).or_insert((note, note));
                notes.1 = note;
            }
        }
        if cites.iter().all(|cite| cite.form != CiteForm::AuthorOnly) {
            history.before = match cites.as_slice() {
                [one] => Some(((*one).clone(), note)),
                _ => None,
            };
        }
        Printed { printed: finish(&cluster::print(plan, &ready), &plan.locale) }
    }
}

/// Whether a locator brings its own label: `vol. 1, fol. 186`.
fn has_label(locator: &str) -> bool {
    let letters = locator.trim_start().trim_start_matches(char::is_alphabetic);
    letters.len() < locator.trim_start().len()
        && letters
            .strip_prefix(". ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The locator of a label, such as `page` or `sub-verbo`; one that CSL does not know is `custom`.
///
/// ```
/// use florilege::cite::{Locator, locator};
/// assert_eq!(locator("chapter"), Locator::Chapter);
/// ```
pub fn locator(label: &str) -> Locator {
    let name = if label == "sub-verbo" { "sub verbo" } else { label };
    serde_json::from_value(serde_json::Value::from(name)).unwrap_or(Locator::Custom)
}
