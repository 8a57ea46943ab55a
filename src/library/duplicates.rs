//! Which records are of one work, found without comparing all with all.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::compare::{Reason, Verdict, compare, compatible};
use super::identity::Identity;
use crate::model::Item;

/// The records of one work.
#[derive(Debug)]
pub(super) struct Group {
    /// Their places in the input, in order.
    pub(super) members: Vec<usize>,
}

/// What a search finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Every record is in one group; groups are in the order of their first members.
    pub(super) groups: Vec<Group>,
    /// For each record that is not the first of its group, what united it.
    pub(super) reasons: Vec<Option<Reason>>,
    /// Pairs of works that claim one identifier, each work in one of them.
    pub(super) shared: Vec<(usize, usize, &'static str)>,
}

/// Up to this size, all records of a block are compared with each other.
const BLOCK: usize = 24;

/// How many neighbours a record of a larger block is compared with.
const WINDOW: usize = 6;

/// How many records of a group a new one is checked against.
const CHECKED: usize = 12;

/// Groups records by work.
///
/// Only records of one block are compared: those with an identifier, a title or a key in common. A title
/// that very many have shows little, so a large block is sorted by all that tells works apart, and only
/// neighbours are compared (Hernández and Stolfo 1995, "The merge/purge problem for large databases").
/// The cost is that of sorting.
pub(super) fn find(items: &[&Item]) -> Found {
    find_among(&items.iter().map(|item| Identity::of(item)).collect::<Vec<_>>())
}

/// The same for identities.
pub(super) fn find_among(identities: &[Identity]) -> Found {
    let mut pairs: Vec<(Reason, usize, usize)> = Vec::new();
    let mut shared = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut visit = |a: usize, b: usize| {
        let (a, b) = (a.min(b), a.max(b));
        match compare(&identities[a], &identities[b]) {
            Verdict::Same(reason) => pairs.push((reason, a, b)),
            Verdict::SharedIdentifier(name) if seen.insert(b) => shared.push((a, b, name)),
            Verdict::SharedIdentifier(_) | Verdict::Apart => {}
        }
    };
    let blocks = blocks(identities);
    for block in blocks.chunk_by(|a, b| a.0 == b.0) {
        let mut members: Vec<usize> = block.iter().map(|(_, index)| *index).collect();
        let reach = if members.len() > BLOCK { WINDOW } else { BLOCK };
        if members.len() > BLOCK {
            members.sort_by_cached_key(|index| sort_key(&identities[*index], *index));
        }
        for (at, a) in members.iter().enumerate() {
            members[at + 1..].iter().take(reach).for_each(|b| visit(*a, *b));
        }
    }
    shared.sort_unstable();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(_, a, b)| (*a, *b));
    let mut forest = Forest::new(identities.len());
    for (reason, a, b) in pairs {
        forest.join(a, b, reason, identities);
    }
    Found { groups: forest.groups(), reasons: forest.reasons, shared }
}

/// The blocks as pairs of a hash and a record, sorted.
pub(super) fn blocks(identities: &[Identity]) -> Vec<(u64, usize)> {
    let mut blocks = Vec::with_capacity(identities.len() * 4);
    for (index, identity) in identities.iter().enumerate() {
        let isbns: Vec<String> = identity.isbns.iter().map(u64::to_string).collect();
        let texts = [
            ("doi", identity.doi.as_str()),
            ("pmid", &identity.pmid),
            ("pmcid", &identity.pmcid),
            ("arxiv", &identity.arxiv),
            ("key", &identity.key),
            ("title", &identity.letters),
            ("title", &identity.main),
        ];
        let isbns = isbns.iter().map(|isbn| ("isbn", isbn.as_str()));
        let texts = texts.into_iter().chain(isbns).filter(|(_, text)| !text.is_empty());
        let first = blocks.len();
        for (what, text) in texts {
            let mut hasher = DefaultHasher::new();
            (what, text).hash(&mut hasher);
            let hash = hasher.finish();
            if !blocks[first..].contains(&(hash, index)) {
                blocks.push((hash, index));
            }
        }
    }
    blocks.sort_unstable();
    blocks
}

/// Puts the records of a block in an order in which those of one work are neighbours.
fn sort_key(identity: &Identity, index: usize) -> (String, String, Option<i32>, String, usize) {
    let place = [&identity.volume, &identity.page, &identity.container].map(String::as_str);
    (
        format!("{}\u{1}{}", identity.letters, identity.family()),
        format!("{}\u{1}{}", identity.doi, identity.isbns.first().unwrap_or(&0)),
        identity.year(),
        place.join("\u{1}"),
        index,
    )
}

/// Groups that grow together.
struct Forest {
    parents: Vec<usize>,
    members: Vec<Vec<usize>>,
    reasons: Vec<Option<Reason>>,
}

impl Forest {
    fn new(len: usize) -> Self {
        let members = (0..len).map(|index| vec![index]).collect();
        Self { parents: (0..len).collect(), members, reasons: vec![None; len] }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parents[index] != index {
            self.parents[index] = self.parents[self.parents[index]];
            index = self.parents[index];
        }
        index
    }

    /// Joins the groups of two records, unless members of them cannot be of one work: a record that says
    /// little may fit each of two works.
    fn join(&mut self, a: usize, b: usize, reason: Reason, identities: &[Identity]) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let fits = self.members[a].iter().take(CHECKED).all(|left| {
            self.members[b]
                .iter()
                .take(CHECKED)
                .all(|right| compatible(&identities[*left], &identities[*right]))
        });
        if !fits {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.reasons[second] = Some(reason);
        // The root is the first member, so that it leads; the longer list takes in the shorter.
        self.parents[second] = first;
        let mut small = std::mem::take(&mut self.members[second]);
        if small.len() > self.members[first].len() {
            std::mem::swap(&mut small, &mut self.members[first]);
        }
        self.members[first].append(&mut small);
    }

    fn groups(&mut self) -> Vec<Group> {
        let members = std::mem::take(&mut self.members);
        let filled = members.into_iter().filter(|members| !members.is_empty());
        let sorted = filled.map(|mut members| {
            members.sort_unstable();
            Group { members }
        });
        sorted.collect()
    }
}
