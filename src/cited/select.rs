//! The works of a library that are cited.

use std::collections::{HashMap, HashSet};

use super::collect::{Citation, Cited};
use crate::diag::{Code, Diagnostic, Read};
use crate::format::nearest;
use crate::library::ids;
use crate::model::Item;

/// Fields of BibTeX and BibLaTeX entries that name other entries, without which they are not whole.
const NEEDED: &[&str] = &["crossref", "xref", "xdata", "entryset", "related"];

/// For how many missing keys names that resemble them are looked for, and among how many comparisons.
const COMPARISONS: usize = 4_000_000;

/// Keeps the works that are cited, in the order of the library, and those that they need.
///
/// A work is also cited by one of its other keys (BibLaTeX's `ids`).
///
/// # Diagnostics
/// `missing-key` for a key that no work has, with those that resemble it.
///
/// ```
/// use florilege::{bibliography, cited::{self, Syntax}, format::Format, source::Source};
/// let bib = Source::new("a.bib", "@book{doe2020, title={A}} @book{roe2021, title={B}}");
/// let items = bibliography::read(Format::Bibtex, &bib).value;
/// let cited = cited::keys(Syntax::Markdown, &Source::new("a.md", "As [@doe2020; @Roe2021] say."));
/// let kept = cited::select(items, &cited);
/// assert_eq!(kept.value.len(), 1);
/// assert_eq!(kept.diagnostics[0].help.as_deref(), Some("`roe2021` differs only in case"));
/// ```
pub fn select(items: Vec<Item>, cited: &Cited) -> Read<Vec<Item>> {
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for id in ids(item) {
            by_key.entry(id).or_insert(at);
        }
    }
    // A key of its own beats another work's other key.
    by_key.extend(items.iter().enumerate().rev().map(|(at, item)| (item.key.as_str(), at)));
    let mut wanted: HashSet<usize> = HashSet::new();
    let mut diagnostics = Vec::new();
    let mut missing = Missing::new(&items);
    for citation in &cited.keys {
        match by_key.get(citation.key.as_str()) {
            Some(at) => {
                wanted.insert(*at);
            }
            None if citation.certain && !cited.labels.contains(&citation.key) => {
                diagnostics.push(missing.finding(citation));
            }
            None => {}
        }
    }
    if cited.all {
        return Read { value: items, diagnostics };
    }
    let mut open: Vec<usize> = wanted.iter().copied().collect();
    while let Some(at) = open.pop() {
        for extra in &items[at].extra {
            if extra.format != "bibtex" || !NEEDED.contains(&extra.name.as_str()) {
                continue;
            }
            for key in extra.value.split(',').map(str::trim) {
                let needed = by_key.get(key).copied();
                open.extend(needed.filter(|at| wanted.insert(*at)));
            }
        }
    }
    let kept = items.into_iter().enumerate().filter(|(at, _)| wanted.contains(at));
    Read { value: kept.map(|(_, item)| item).collect(), diagnostics }
}

/// Explains keys that are missing.
pub(crate) struct Missing<'a> {
    items: &'a [Item],
    by_folded: HashMap<String, &'a str>,
    comparisons: usize,
}

impl<'a> Missing<'a> {
    pub(crate) fn new(items: &'a [Item]) -> Self {
        Self { items, by_folded: HashMap::new(), comparisons: COMPARISONS }
    }

    /// The finding about a key, with those that resemble it.
    pub(crate) fn finding(&mut self, citation: &Citation) -> Diagnostic {
        if self.by_folded.is_empty() {
            let folded = self.items.iter().rev();
            self.by_folded =
                folded.map(|item| (item.key.as_str().to_lowercase(), item.key.as_str())).collect();
        }
        let times = match citation.times {
            1 => String::new(),
            times => format!(" ({times} places)"),
        };
        let message = format!("no record has the key `{}`{times}", citation.key);
        let finding = Diagnostic::new(Code::MissingKey, message).at(citation.place.clone());
        if let Some(same) = self.by_folded.get(&citation.key.to_lowercase()) {
            return finding.help(format!("`{same}` differs only in case"));
        }
        // Each key is compared with all others, so a text with many missing ones gets advice for the first.
        if self.comparisons < self.items.len() || citation.key.len() > 200 {
            return finding;
        }
        self.comparisons -= self.items.len();
        let keys = self.items.iter().map(|item| item.key.as_str()).filter(|key| key.len() <= 200);
        let near = nearest(&citation.key, keys);
        let near: Vec<String> = near.iter().map(|key| format!("`{key}`")).collect();
        match near.as_slice() {
            [] => finding,
            [one] => finding.help(format!("{one} is close")),
            many => finding.help(format!("close are {}", many.join(", "))),
        }
    }
}
