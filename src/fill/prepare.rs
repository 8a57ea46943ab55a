//! The citations of a document as a processor takes them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Options;
use super::locator::Labels;
use super::markdown::{Flavour, escaped};
use super::places::{Place, Places, places};
use super::words::{Piece, Words};
use crate::cite::{Citation, CiteForm, CiteItem, Processor};
use crate::cited::{self, Cite, Document};
use crate::library::ids;
use crate::model::Item;

/// What there is to print.
pub(super) struct Prepared<'a> {
    /// The works that are cited, in the order of their citations, and those of `nocite`.
    pub(super) items: Vec<&'a Item>,
    pub(super) citations: Vec<Citation>,
    /// For each citation of the document.
    pub(super) clusters: Vec<Cluster>,
    pub(super) places: Places,
    /// The keys that no record has, in the order of the text.
    pub(super) missing: Vec<Range<usize>>,
}

/// How a citation of the document is printed.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// The author's words in it.
    pub(super) words: Words,
    /// The citation that gives the names that stand in the sentence.
    pub(super) author: Option<usize>,
    pub(super) rest: Rest,
}

/// What stands in parentheses, in brackets or in a note.
#[derive(Debug, Default)]
pub(super) enum Rest {
    /// The document's own text: it is no citation after all.
    #[default]
    Verbatim,
    /// A citation, by its place among those of the processor.
    Citation(usize),
    /// Words in the place of one: none of its keys has a record.
    Words(String),
}

/// Makes the citations of a document ready.
pub(super) fn prepare<'a>(
    document: &Document,
    text: &str,
    items: &'a [Item],
    processor: &Processor,
    options: &Options,
    flavour: Flavour,
) -> Prepared<'a> {
    let places = places(document, text, processor.is_note());
    let labels = Labels::new(processor);
    let library = Library::new(items);
    let mut maker = Maker {
        document,
        text,
        processor,
        flavour,
        labels: &labels,
        places: &places,
        examples: examples(document, text, &library),
        used: Used { library: &library, items: Vec::new(), by_item: HashMap::new() },
        citations: Vec::new(),
        missing: Vec::new(),
    };
    let mut clusters: Vec<Cluster> = document.clusters.iter().map(|_| Cluster::default()).collect();
    for at in &places.order {
        clusters[*at] = maker.cluster(*at);
    }
    for key in &options.nocite {
        maker.used.find(key);
    }
    if options.nocite_all {
        (0..items.len()).for_each(|at| {
            maker.used.take(at);
        });
    }
    let Maker { used, citations, mut missing, .. } = maker;
    missing.sort_by_key(|span| span.start);
    Prepared { items: used.items, citations, clusters, places, missing }
}

/// The records by key.
struct Library<'a> {
    items: &'a [Item],
    by_key: HashMap<&'a str, usize>,
}

impl<'a> Library<'a> {
    fn new(items: &'a [Item]) -> Self {
        let mut by_key: HashMap<&str, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            for id in ids(item) {
                by_key.entry(id).or_insert(at);
            }
        }
        // A key of its own beats another work's other key.
        by_key.extend(items.iter().enumerate().rev().map(|(at, item)| (item.key.as_str(), at)));
        Self { items, by_key }
    }
}

/// The records that are used so far.
struct Used<'a, 'l> {
    library: &'l Library<'a>,
    items: Vec<&'a Item>,
    by_item: HashMap<usize, usize>,
}

impl Used<'_, '_> {
    /// The place of a record among those that are used.
    fn find(&mut self, key: &str) -> Option<usize> {
        let at = self.library.by_key.get(key).copied()?;
        Some(self.take(at))
    }

    fn take(&mut self, at: usize) -> usize {
        *self.by_item.entry(at).or_insert_with(|| {
            self.items.push(&self.library.items[at]);
            self.items.len() - 1
        })
    }
}

/// Labels of examples, `(@good) This is one.`, which references `(@good)` lead to.
///
/// Source: Pandoc User's Guide, "Numbered example lists". A label that is a record's key is a citation.
fn examples<'t>(document: &Document, text: &'t str, library: &Library<'_>) -> HashSet<&'t str> {
    let is_example = |cluster: &&cited::Cluster| {
        let before = text[..cluster.span.start].strip_suffix('(');
        let begins = before.is_some_and(|before| {
            before.trim_end_matches(' ').ends_with('\n') || before.trim().is_empty()
        });
        let after = text[cluster.span.end..].strip_prefix(')');
        cluster.in_text && begins && after.is_some_and(|after| after.starts_with([' ', '\t', '\n']))
    };
    let clusters = document.clusters.iter().filter(is_example);
    let labels = clusters.map(|cluster| &text[cluster.cites[0].key.clone()]);
    labels.filter(|key| !library.by_key.contains_key(key)).collect()
}

struct Maker<'a, 'd> {
    document: &'d Document,
    text: &'d str,
    processor: &'d Processor,
    flavour: Flavour,
    labels: &'d Labels,
    places: &'d Places,
    examples: HashSet<&'d str>,
    used: Used<'a, 'd>,
    citations: Vec<Citation>,
    missing: Vec<Range<usize>>,
}

/// A cite on its way.
struct Draft {
    /// Its record; none has the key otherwise.
    item: Option<usize>,
    cite: CiteItem,
}

impl Maker<'_, '_> {
    fn cluster(&mut self, at: usize) -> Cluster {
        let cluster = &self.document.clusters[at];
        let key = |cite: &Cite| &self.text[cite.key.clone()];
        let is_other = |cite: &Cite| {
            let key = key(cite);
            let may_be = cited::may_be_other(key) || self.examples.contains(key);
            may_be && !self.used.library.by_key.contains_key(key)
        };
        if cluster.cites.iter().all(is_other) {
            return Cluster::default();
        }
        let mut words = Words::default();
        let place = &self.places.places[at];
        let makes_note = self.processor.is_note() && !place.in_note && !place.is_within;
        let inner = self.inner(at);
        let mut drafts = self.drafts(cluster, &inner, &mut words);
        if let Some(first) = drafts.first_mut().filter(|_| makes_note && !cluster.in_text) {
            capitalise(&mut first.cite.prefix);
        }
        let mut author = None;
        if let Some(Draft { item: Some(item), cite }) =
            drafts.first_mut().filter(|_| cluster.in_text)
            && cite.form == CiteForm::Full
        {
            cite.form = CiteForm::SuppressAuthor;
            let names = CiteItem { item: *item, form: CiteForm::AuthorOnly, ..CiteItem::default() };
            author = Some(self.push(vec![names], place));
        }
        let rest = match join(drafts, self.processor.delimiter()) {
            Ok(cites) => Rest::Citation(self.push(cites, place)),
            Err(words) => Rest::Words(words),
        };
        Cluster { words, author, rest }
    }

    fn push(&mut self, cites: Vec<CiteItem>, place: &Place) -> usize {
        // In other styles there are no notes to be near to.
        let note = place.note.filter(|_| self.processor.is_note());
        self.citations.push(Citation { cites, note });
        self.citations.len() - 1
    }

    /// The citations that stand right among the words of one.
    fn inner(&self, at: usize) -> Vec<(usize, Range<usize>)> {
        let end = self.places.next[at];
        let mut inner = Vec::new();
        let mut next = at + 1;
        while next < end {
            inner.push((next, self.document.clusters[next].span.clone()));
            next = self.places.next[next];
        }
        inner
    }

    fn drafts(
        &mut self,
        cluster: &cited::Cluster,
        mut inner: &[(usize, Range<usize>)],
        words: &mut Words,
    ) -> Vec<Draft> {
        let text = self.text;
        let mut drafts: Vec<Draft> = Vec::with_capacity(cluster.cites.len());
        let mut before = String::new();
        for (place, cite) in cluster.cites.iter().enumerate() {
            // The citations among this cite's words.
            let passed = inner.partition_point(|(_, span)| span.end <= cite.suffix.end);
            let (mine, others) = inner.split_at(passed);
            inner = others;
            let mut prefix = std::mem::take(&mut before);
            prefix.push_str(words.hide(text, cite.prefix.clone(), mine).trim_start());
            let prefix = prefix.trim_end().to_owned();
            let until = mine.iter().map(|(_, span)| span.start).find(|at| *at >= cite.suffix.start);
            let found =
                self.labels.split(&text[cite.suffix.start..until.unwrap_or(cite.suffix.end)]);
            let locator = found.locator.map(|(label, range)| {
                let range = cite.suffix.start + range.start..cite.suffix.start + range.end;
                (label, words.hide(text, range, &[]))
            });
            let rest = cite.suffix.start + found.rest..cite.suffix.end;
            let mut suffix = words.hide(text, rest, mine).trim_end().to_owned();
            if cluster.cites.get(place + 1).is_some_and(|next| next.joined) {
                before = std::mem::take(&mut suffix);
                before.push(' ');
            }
            let is_bare = cluster.in_text && place == 0 && locator.is_none();
            if is_bare && suffix.starts_with(|c: char| !matches!(c, ',' | '.' | ';' | ':' | ' ')) {
                suffix.insert_str(0, ", ");
            }
            let key = &text[cite.key.clone()];
            let item = self.used.find(key);
            let form = match cite.suppress {
                true => CiteForm::SuppressAuthor,
                false => CiteForm::Full,
            };
            let mut cite_item = CiteItem { prefix, suffix, form, ..CiteItem::default() };
            match item {
                Some(item) => (cite_item.item, cite_item.locator) = (item, locator),
                None => {
                    self.missing.push(cite.key.clone());
                    let shown = format!("**{}?**", escaped(key, self.flavour));
                    if !cite_item.prefix.is_empty() {
                        cite_item.prefix.push(' ');
                    }
                    cite_item.prefix.extend(words.sign(Piece::Text(shown)));
                    if let Some((_, number)) = locator {
                        let rest = std::mem::take(&mut cite_item.suffix);
                        cite_item.suffix = format!(", {number}{rest}");
                    }
                }
            }
            drafts.push(Draft { item, cite: cite_item });
        }
        drafts
    }
}

/// Joins cites without a record, which are words alone, to their neighbours; without any neighbour they are all.
fn join(drafts: Vec<Draft>, delimiter: &str) -> Result<Vec<CiteItem>, String> {
    let mut cites: Vec<CiteItem> = Vec::with_capacity(drafts.len());
    let mut waiting = String::new();
    let add = |waiting: &mut String, words: &str| {
        if !waiting.is_empty() {
            waiting.push_str(delimiter);
        }
        waiting.push_str(words);
    };
    for Draft { item, mut cite } in drafts {
        match item {
            Some(_) if waiting.is_empty() => cites.push(cite),
            Some(_) => {
                let prefix = std::mem::take(&mut cite.prefix);
                add(&mut waiting, &prefix);
                cite.prefix = std::mem::take(&mut waiting);
                cites.push(cite);
            }
            None => add(&mut waiting, &(cite.prefix + &cite.suffix)),
        }
    }
    match cites.last_mut() {
        None => Err(waiting),
        Some(last) if !waiting.is_empty() => {
            last.suffix.push_str(delimiter);
            last.suffix.push_str(&waiting);
            Ok(cites)
        }
        Some(_) => Ok(cites),
    }
}

/// A note begins with a capital.
fn capitalise(prefix: &mut String) {
    let first = prefix.char_indices().find(|(_, c)| c.is_alphabetic());
    let Some((at, c)) = first else { return };
    let is_first = prefix[..at].chars().all(|c| !c.is_alphanumeric() && !c.is_whitespace());
    if is_first && c.is_lowercase() {
        let upper: String = c.to_uppercase().collect();
        prefix.replace_range(at..at + c.len_utf8(), &upper);
    }
}
