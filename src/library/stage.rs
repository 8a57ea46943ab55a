//! Preprints, and notices about other works.

use super::fold;
use super::identity::{Group, group};
use crate::model::{Item, Kind, NumberVariable as Num, StandardVariable as S};

/// Servers of preprints, by the beginning of what stands where a journal would.
const SERVERS: &[&str] = &[
    "arxiv",
    "corr",
    "biorxiv",
    "medrxiv",
    "chemrxiv",
    "psyarxiv",
    "socarxiv",
    "osf preprints",
    "edarxiv",
    "eartharxiv",
    "techrxiv",
    "engrxiv",
    "research square",
    "preprints",
    "ssrn",
    "social science research network",
    "zenodo preprint",
    "essoar",
    "authorea",
    "peerj preprints",
];

/// Registrants and prefixes of DOIs that preprint servers give.
const PREPRINT_DOIS: &[&str] = &[
    "10.48550/",
    "10.1101/",
    "10.64898/",
    "10.26434/chemrxiv",
    "10.31234/osf",
    "10.31219/osf",
    "10.31235/osf",
    "10.31222/osf",
    "10.35542/osf",
    "10.31223/",
    "10.36227/techrxiv",
    "10.21203/rs.",
    "10.20944/preprints",
    "10.2139/ssrn",
    "10.22541/",
    "10.7287/peerj.preprints",
    "10.1002/essoar",
];

pub(super) fn is_preprint(item: &Item, doi: &str, arxiv: &str, container: &str) -> bool {
    // Cold Spring Harbor's journals share the prefix of its preprint server.
    let by_doi = PREPRINT_DOIS.iter().any(|prefix| doi.starts_with(prefix))
        && !doi.starts_with("10.1101/gad")
        && !doi.starts_with("10.1101/gr.")
        && !doi.starts_with("10.1101/lm.")
        && !doi.starts_with("10.1101/cshperspect")
        && !doi.starts_with("10.1101/sqb")
        && !doi.starts_with("10.1101/pdb");
    let publisher = fold::words(item.text(S::Publisher).unwrap_or_default());
    let genre = fold::words(item.text(S::Genre).unwrap_or_default());
    let on_server = |text: &str| {
        SERVERS.iter().any(|server| {
            text.strip_prefix(server).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let unpublished = container.is_empty() && !arxiv.is_empty() && group(*item.kind) != Group::Part;
    let has_own_doi = !doi.is_empty() && !by_doi;
    if has_own_doi && !container.is_empty() && !on_server(container) {
        return false;
    }
    by_doi
        || genre.contains("preprint")
        || on_server(container)
        || container.is_empty() && on_server(&publisher)
        || *item.kind == Kind::Article && !has_own_doi && item.number(Num::Volume).is_none()
        || unpublished && !has_own_doi
}

/// Words with which titles of notices about other works begin or end.
const NOTICES: &[(&str, &str)] = &[
    ("erratum", "erratum"),
    ("errata", "erratum"),
    ("corrigendum", "erratum"),
    ("corrigenda", "erratum"),
    ("correction", "erratum"),
    ("author correction", "erratum"),
    ("publisher correction", "erratum"),
    ("addendum", "erratum"),
    ("retraction", "retraction"),
    ("retraction notice", "retraction"),
    ("expression of concern", "concern"),
    ("editorial expression of concern", "concern"),
    ("comment on", "reply"),
    ("commentary on", "reply"),
    ("comments on", "reply"),
    ("reply", "reply"),
    ("response to", "reply"),
    ("authors reply", "reply"),
    ("rejoinder", "reply"),
    ("discussion of", "reply"),
    ("review of", "review"),
    ("book review", "review"),
];

pub(super) fn notice(title: &str) -> Option<&'static str> {
    let begins = |words: &str| {
        title.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let ends = |words: &str| {
        title.strip_suffix(words).is_some_and(|rest| rest.ends_with(' '))
            && words.split(' ').count() == 1
    };
    NOTICES.iter().find(|(words, _)| begins(words) || ends(words)).map(|(_, what)| *what)
}
