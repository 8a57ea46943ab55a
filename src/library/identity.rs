//! What tells a work from others, folded once so that records can be compared many times.

use super::fold;
use crate::model::{
    CiteKey, DateVariable, Day, Doi, Item, Kind, NameVariable, Names, NumberVariable as Num,
    StandardVariable as S,
};

/// A person or organisation, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The family name with its particles, or the name in one piece.
    pub(super) full: String,
    /// The family name alone.
    pub(super) bare: String,
    /// The first letter of the given names.
    pub(super) initial: Option<char>,
}

/// What kind of publication a work is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// In a journal, a magazine, a newspaper.
    Article,
    /// A part of a book or of proceedings.
    Part,
    /// A page of the web.
    Web,
    /// A book or another work that stands alone.
    Whole(Kind),
    /// The record does not say.
    Vague,
}

/// A record's identity.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) key: CiteKey,
    pub(super) group: Group,
    /// Whether it is a version before publication.
    pub(super) preprint: bool,
    /// Whether its kind is that of preprints.
    pub(super) unpublished: bool,
    /// Erratum, reply, review: what it is about another work.
    pub(super) notice: Option<&'static str>,
    pub(super) doi: String,
    pub(super) pmid: String,
    pub(super) pmcid: String,
    pub(super) arxiv: String,
    pub(super) isbns: Vec<u64>,
    pub(super) url: String,
    /// The title as folded words, with its subtitle.
    pub(super) title: String,
    /// The same without spaces.
    pub(super) letters: String,
    /// The title before its subtitle, without spaces; the whole where there is none.
    pub(super) main: String,
    /// The subtitle as folded words.
    pub(super) subtitle: String,
    pub(super) names: Vec<Person>,
    pub(super) translator: String,
    pub(super) issued: Option<Day>,
    pub(super) container: String,
    pub(super) container_short: String,
    pub(super) publisher: String,
    pub(super) volume: String,
    pub(super) issue: String,
    pub(super) page: String,
    pub(super) edition: String,
    /// Part, chapter, version and document number: whatever else counts works of one title.
    pub(super) labels: [String; 4],
}

impl Identity {
    pub(super) fn of(item: &Item) -> Self {
        let raw_title = item.text(S::Title).unwrap_or_default();
        let title = fold::words(raw_title);
        let (main, subtitle) = match subtitle_at(raw_title) {
            Some((end, start)) => {
                (fold::letters(&raw_title[..end]), fold::words(&raw_title[start..]))
            }
            None => (String::new(), String::new()),
        };
        let letters: String = title.split(' ').collect();
        let main = if main.is_empty() { letters.clone() } else { main };
        let creators = [N::Author, N::Editor, N::CollectionEditor, N::Translator]
            .iter()
            .find_map(|variable| item.names.get(*variable))
            .map(|names| &names.value);
        let fold_text = |variable| fold::words(item.text(variable).unwrap_or_default());
        let label = |variable| item.number(variable).map(fold_label).unwrap_or_default();
        let digits = |variable| -> String {
            let text = item.text(variable).unwrap_or_default();
            text.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').collect()
        };
        let doi = doi(item);
        let container = fold_text(S::ContainerTitle);
        let arxiv = arxiv(item, &doi);
        let preprint = is_preprint(item, &doi, &arxiv, &container);
        Self {
            key: item.key.clone(),
            group: group(*item.kind),
            preprint,
            unpublished: *item.kind == Kind::Article,
            notice: notice(&title),
            pmid: digits(S::PMID),
            pmcid: digits(S::PMCID),
            isbns: isbns(item.text(S::ISBN).unwrap_or_default()),
            url: url(item.text(S::URL).unwrap_or_default()),
            names: creators.map(people).unwrap_or_default(),
            translator: item
                .names
                .get(N::Translator)
                .and_then(|names| names.list.first())
                .map(|name| fold::letters(&name.full_family()))
                .unwrap_or_default(),
            issued: item.dates.get(DateVariable::Issued).and_then(|date| date.start()),
            container_short: fold_text(S::ContainerTitleShort),
            publisher: fold_text(S::Publisher),
            volume: label(Num::Volume),
            issue: label(Num::Issue),
            page: first_page(item),
            edition: item.number(Num::Edition).map(edition).unwrap_or_default(),
            labels: [Num::PartNumber, Num::ChapterNumber, Num::Version, Num::Number].map(label),
            title,
            letters,
            main,
            subtitle,
            doi,
            arxiv,
            container,
        }
    }

    pub(super) fn year(&self) -> Option<i32> {
        self.issued.map(|day| day.year)
    }

    /// The family name of the first creator.
    pub(super) fn family(&self) -> &str {
        self.names.first().map_or("", |person| &person.bare)
    }

    /// How many words the title has.
    pub(super) fn words(&self) -> usize {
        self.title.split(' ').filter(|word| !word.is_empty()).count()
    }
}

use NameVariable as N;

fn people(names: &Names) -> Vec<Person> {
    let person = |name: &crate::model::Name| {
        let full = fold::words(&name.full_family());
        let bare = if name.literal.is_empty() { fold::letters(&name.family) } else { full.clone() };
        Person { full, bare, initial: fold::words(&name.given).chars().next() }
    };
    names.list.iter().map(person).filter(|person| !person.full.is_empty()).collect()
}

fn group(kind: Kind) -> Group {
    match kind {
        Kind::ArticleJournal
        | Kind::ArticleMagazine
        | Kind::ArticleNewspaper
        | Kind::Article
        | Kind::Review
        | Kind::ReviewBook => Group::Article,
        Kind::Chapter
        | Kind::PaperConference
        | Kind::Entry
        | Kind::EntryDictionary
        | Kind::EntryEncyclopedia => Group::Part,
        Kind::Webpage | Kind::Post | Kind::PostWeblog => Group::Web,
        Kind::Document => Group::Vague,
        Kind::Collection | Kind::Classic => Group::Whole(Kind::Book),
        kind => Group::Whole(kind),
    }
}

/// Where the main title ends and the subtitle begins.
fn subtitle_at(title: &str) -> Option<(usize, usize)> {
    const BETWEEN: [&str; 7] = [": ", " : ", " – ", " — ", " - ", "? ", ". "];
    let found = BETWEEN.iter().filter_map(|mark| title.find(mark).map(|at| (at, at + mark.len())));
    found.min().filter(|(end, start)| *end > 0 && *start < title.len())
}

/// Words beside a number that only say what it counts.
const COUNTED: &[&str] =
    &["vol", "volume", "no", "nr", "number", "issue", "part", "pt", "bd", "band", "heft", "tome"];

/// The label of a volume, an issue or a part, without what only decorates it.
pub(super) fn fold_label(label: &str) -> String {
    let folded = fold::words(label);
    let mut words = folded.split(' ').filter(|word| !COUNTED.contains(word));
    match (words.next(), words.next()) {
        (Some(word), None) => fold::number(word).map_or(word.to_owned(), |n| n.to_string()),
        _ => fold::letters(label),
    }
}

/// An edition's number; a first edition is often left unsaid.
fn edition(label: &str) -> String {
    fold::number(label).map_or_else(|| fold::letters(label), |number| number.to_string())
}

fn first_page(item: &Item) -> String {
    let page = item.page.as_ref().map_or("", |page| page.as_str());
    let first = page.split(['-', '–', ',', ';', ' ']).find(|part| !part.is_empty());
    let first = fold::letters(first.unwrap_or_default());
    // Article numbers are written with an `e` in front and without.
    let bare = first.strip_prefix('e').unwrap_or(&first).trim_start_matches('0');
    if bare.is_empty() { first } else { bare.to_owned() }
}

fn doi(item: &Item) -> String {
    let stated = item.text(S::DOI).map(|text| match Doi::parse(text) {
        Some(doi) => doi.as_str().to_lowercase(),
        None => String::new(),
    });
    let from_url = || Doi::parse(item.text(S::URL)?).map(|doi| doi.as_str().to_lowercase());
    stated.filter(|doi| !doi.is_empty()).or_else(from_url).unwrap_or_default()
}

/// The number of an arXiv paper without its version: `2005.14165`, `hep-th/9901001`.
///
/// Source: arXiv help, "Understanding the arXiv identifier" and "arXiv DOIs".
fn arxiv(item: &Item, doi: &str) -> String {
    let archive = item.extra("bibtex", "eprinttype").or(item.extra("bibtex", "archiveprefix"));
    let is_arxiv = archive.is_some_and(|archive| archive.eq_ignore_ascii_case("arxiv"));
    let eprint = item.extra("bibtex", "eprint").filter(|_| is_arxiv || archive.is_none());
    let texts = [
        item.number(Num::Number),
        eprint,
        item.text(S::URL),
        item.text(S::ContainerTitle),
        item.text(S::Archive).and(item.text(S::ArchiveLocation)),
    ];
    if let Some(number) = doi.strip_prefix("10.48550/arxiv.").and_then(arxiv_number) {
        return number;
    }
    for (at, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        let lower = text.to_lowercase();
        let after = lower.find("arxiv").map(|at| &lower[at + 5..]);
        let found = match after {
            Some(rest) => {
                let rest = rest.trim_start_matches(".org").trim_start_matches([':', '/', ' ']);
                let rest = ["abs/", "pdf/", "preprint arxiv:"]
                    .iter()
                    .fold(rest, |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
                arxiv_number(rest)
            }
            // In the field for such numbers nothing else need say so.
            None if at == 1 => arxiv_number(&lower),
            None => None,
        };
        if let Some(number) = found {
            return number;
        }
    }
    String::new()
}

fn arxiv_number(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-');
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let text = text[..end].trim_end_matches(".pdf").trim_end_matches('.');
    let text = match text.rfind('v') {
        Some(at) if at + 1 < text.len() && text[at + 1..].bytes().all(|b| b.is_ascii_digit()) => {
            &text[..at]
        }
        _ => text,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_new = text
        .split_once('.')
        .is_some_and(|(a, b)| a.len() == 4 && matches!(b.len(), 4 | 5) && digits(a) && digits(b));
    let is_old = text
        .split_once('/')
        .is_some_and(|(archive, b)| b.len() == 7 && digits(b) && archive.len() > 1);
    (is_new || is_old).then(|| text.to_owned())
}

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

fn is_preprint(item: &Item, doi: &str, arxiv: &str, container: &str) -> bool {
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

fn notice(title: &str) -> Option<&'static str> {
    let begins = |words: &str| {
        title.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let ends = |words: &str| {
        title.strip_suffix(words).is_some_and(|rest| rest.ends_with(' '))
            && words.split(' ').count() == 1
    };
    NOTICES.iter().find(|(words, _)| begins(words) || ends(words)).map(|(_, what)| *what)
}

/// The ISBNs of a field as 13 digits each; others than ISBNs are passed over.
///
/// Source: ISBN Users' Manual, 7th edition, "Structure of the ISBN", appendix 1.
pub(super) fn isbns(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut digits = String::new();
    let end = |digits: &mut String, found: &mut Vec<u64>| {
        if let Some(isbn) = isbn(digits)
            && !found.contains(&isbn)
        {
            found.push(isbn);
        }
        digits.clear();
    };
    for c in text.chars() {
        match c {
            '0'..='9' | 'x' | 'X' => digits.push(c.to_ascii_uppercase()),
            '-' | '‐' | '‑' | '–' => {}
            // Some write spaces inside, some between two of them.
            ' ' if !matches!(digits.len(), 10 | 13) => {}
            _ => end(&mut digits, &mut found),
        }
    }
    end(&mut digits, &mut found);
    found
}

fn isbn(digits: &str) -> Option<u64> {
    match digits.len() {
        13 if digits.starts_with("978") || digits.starts_with("979") => digits.parse().ok(),
        10 => {
            let nine: u64 = digits.get(..9)?.parse().ok()?;
            let body = 978_000_000_000 + nine;
            let weigh = |at: u32| {
                let digit = body / 10u64.pow(11 - at) % 10;
                if at.is_multiple_of(2) { digit } else { digit * 3 }
            };
            let sum: u64 = (0..12).map(weigh).sum();
            Some(body * 10 + (10 - sum % 10) % 10)
        }
        _ => None,
    }
}

/// An address without what does not change where it leads.
pub(super) fn url(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let rest = rest.unwrap_or(&lower);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isbns_of_ten_and_thirteen_digits_are_one() {
        assert_eq!(isbns("0-306-40615-2"), isbns("978-0-306-40615-7"));
        assert_eq!(isbns("0-8044-2957-X"), isbns("ISBN 9780804429573"));
        assert_eq!(isbns("0306406152 9780804429573 (pbk.)").len(), 2);
        assert_eq!(isbns("978 0 306 40615 7").len(), 1);
        assert!(isbns("no").is_empty() && isbns("12345").is_empty());
    }

    #[test]
    fn arxiv_numbers() {
        for (text, expected) in [
            ("2005.14165v4", Some("2005.14165")),
            ("hep-th/9901001v3", Some("hep-th/9901001")),
            ("0704.0001.pdf", Some("0704.0001")),
            ("2005.1", None),
            ("10.1/x", None),
        ] {
            assert_eq!(arxiv_number(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn subtitles() {
        assert_eq!(subtitle_at("Sleep: a review"), Some((5, 7)));
        assert_eq!(subtitle_at("What is life? The physical aspect"), Some((12, 14)));
        assert_eq!(subtitle_at("pH 7:4"), None);
    }
}
