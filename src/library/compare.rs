//! Whether two records are of one work.

use super::fold;
use super::identity::{Group, Identity, Person};
use crate::model::Kind;

/// What a comparison finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One work, and what shows it.
    Same(Reason),
    /// Two works that claim one identifier.
    SharedIdentifier(&'static str),
    /// Two works.
    Apart,
}

/// What shows that two records are of one work; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// An identifier, and titles that do not contradict it.
    Identifier(&'static str),
    /// Title, names, year and the rest.
    Description,
}

impl Reason {
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Identifier(name) => name,
            Self::Description => "title, names and year",
        }
    }
}

/// Compares two records.
///
/// An identifier in common settles it unless the titles speak of two things; without one, evidence is
/// added up, and anything that contradicts (another volume, page, edition, DOI) keeps records apart. It
/// is better to leave two records of one work than to lose a work.
pub(super) fn compare(a: &Identity, b: &Identity) -> Verdict {
    if a.notice != b.notice || is_part_of_the_other(a, b) {
        return Verdict::Apart;
    }
    match shared_identifier(a, b) {
        // The article often names the preprint's number, too.
        Some("arXiv number") if stages_differ(a, b) => Verdict::Apart,
        Some("ISBN") if !same_book(a, b) => Verdict::Apart,
        Some(name) if titles_fit(a, b) => Verdict::Same(Reason::Identifier(name)),
        Some("ISBN") => Verdict::Apart,
        Some(name) => Verdict::SharedIdentifier(name),
        None if same_description(a, b) => Verdict::Same(Reason::Description),
        None => Verdict::Apart,
    }
}

/// Whether nothing speaks against two records that a third one joins.
pub(super) fn compatible(a: &Identity, b: &Identity) -> bool {
    match compare(a, b) {
        Verdict::Same(_) => true,
        Verdict::SharedIdentifier(_) => false,
        Verdict::Apart => {
            a.notice == b.notice
                && !stages_differ(a, b)
                && !is_part_of_the_other(a, b)
                && !contradict(a, b)
                && title_evidence(a, b).is_some()
                && names(&a.names, &b.names) != Names::Differ
        }
    }
}

fn both<T: PartialEq + Default>(a: &T, b: &T) -> bool {
    *a != T::default() && *b != T::default()
}

fn equal(a: &str, b: &str) -> bool {
    !a.is_empty() && a == b
}

fn differ(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && a != b
}

fn shared_identifier(a: &Identity, b: &Identity) -> Option<&'static str> {
    match () {
        () if equal(&a.doi, &b.doi) => Some("DOI"),
        () if equal(&a.pmid, &b.pmid) => Some("PMID"),
        () if equal(&a.pmcid, &b.pmcid) => Some("PMCID"),
        () if equal(&a.arxiv, &b.arxiv) => Some("arXiv number"),
        () if a.isbns.iter().any(|isbn| b.isbns.contains(isbn)) => Some("ISBN"),
        () => None,
    }
}

/// Whether one is a preprint and the other is not. Of two records of that kind one may lack what shows it.
fn stages_differ(a: &Identity, b: &Identity) -> bool {
    a.preprint != b.preprint && !(a.unpublished && b.unpublished)
}

/// Whether one is a chapter and the other a book.
fn is_part_of_the_other(a: &Identity, b: &Identity) -> bool {
    let is_book = |group| matches!(group, Group::Whole(Kind::Book));
    a.group == Group::Part && is_book(b.group) || is_book(a.group) && b.group == Group::Part
}

/// Whether two records with one ISBN are of the same book or the same part of it.
///
/// Chapters share it, and publishers use it again for editions and the volumes of a set.
fn same_book(a: &Identity, b: &Identity) -> bool {
    groups_agree(a.group, b.group)
        && !differ(&a.edition, &b.edition)
        && !differ(&a.volume, &b.volume)
        && !differ(&a.page, &b.page)
        && !differ(&a.doi, &b.doi)
        && a.labels.iter().zip(&b.labels).all(|(a, b)| !differ(a, b))
        && names(&a.names, &b.names) != Names::Differ
        && title_evidence(a, b).is_some()
}

/// Whether the titles of two records with one identifier can be of one work.
fn titles_fit(a: &Identity, b: &Identity) -> bool {
    if !both(&a.letters, &b.letters) || a.letters == b.letters {
        return true;
    }
    let (a_numbers, b_numbers) = (counted(&a.title), counted(&b.title));
    if both(&a_numbers, &b_numbers) && a_numbers != b_numbers {
        return false;
    }
    let is_head = |short: &str, long: &str| short.len() > 7 && long.starts_with(short);
    if is_head(&a.letters, &b.letters) || is_head(&b.letters, &a.letters) {
        return true;
    }
    // The cost is the product of the lengths; past this length words are compared.
    let close = a.letters.len() < 300
        && b.letters.len() < 300
        && strsim::normalized_levenshtein(&a.letters, &b.letters) > 0.8;
    // A translated title has no word in common with the original, but the rest agrees.
    let place = equal(&a.page, &b.page) || equal(&a.volume, &b.volume);
    let elsewhere = place
        && !differ(&a.page, &b.page)
        && a.year().is_some()
        && a.year() == b.year()
        && names(&a.names, &b.names) == Names::Agree;
    close || common_words(&a.title, &b.title) > 0.6 || elsewhere
}

/// The part of the words that two titles have in common, from 0 to 1 (Dice's coefficient).
fn common_words(a: &str, b: &str) -> f64 {
    let sorted = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut left, mut right, mut common) = (0, 0, 0.0);
    while let (Some(first), Some(second)) = (a.get(left), b.get(right)) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                common += 1.0;
                (left, right) = (left + 1, right + 1);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "titles have few words")]
    let all = (a.len() + b.len()) as f64;
    2.0 * common / all
}

/// Words before a number that say that it counts parts.
const COUNTERS: &[&str] = &[
    "part",
    "pt",
    "volume",
    "vol",
    "book",
    "no",
    "number",
    "chapter",
    "section",
    "phase",
    "study",
    "teil",
    "band",
    "tome",
    "partie",
    "parte",
    "supplement",
    "series",
];

/// The numbers that count parts in a title: digits, and Roman numbers where they can be nothing else.
fn counted(title: &str) -> Vec<u32> {
    let words: Vec<&str> = title.split(' ').collect();
    let mut numbers = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let counts = at > 0 && COUNTERS.contains(&words[at - 1]);
        let roman = || fold::roman(word).filter(|_| counts || word.len() > 1 && *word != "mix");
        let plain = || word.parse().ok().or_else(|| fold::number(word).filter(|_| counts));
        numbers.extend(plain().or_else(roman));
    }
    numbers
}

/// Titles that many works have.
const GENERIC: &[&str] = &[
    "abstract",
    "abstracts",
    "acknowledgements",
    "acknowledgments",
    "afterword",
    "annual report",
    "announcements",
    "appendix",
    "bibliography",
    "book review",
    "book reviews",
    "books received",
    "comment",
    "commentary",
    "conclusion",
    "conclusions",
    "contents",
    "contributors",
    "correspondence",
    "discussion",
    "editor s note",
    "editorial",
    "editorial board",
    "einleitung",
    "einfuhrung",
    "epilogue",
    "errata",
    "foreword",
    "front matter",
    "from the editor",
    "from the editors",
    "glossary",
    "home",
    "homepage",
    "in memoriam",
    "in this issue",
    "index",
    "introduction",
    "introduction to the special issue",
    "introducción",
    "letter",
    "letter to the editor",
    "letters",
    "letters to the editor",
    "literaturverzeichnis",
    "methods",
    "new books",
    "news",
    "notes",
    "notes on contributors",
    "obituary",
    "overview",
    "preface",
    "preface to the second edition",
    "proceedings",
    "prologue",
    "references",
    "report",
    "results",
    "review",
    "reviews",
    "reply",
    "summary",
    "table of contents",
    "untitled",
    "vorwort",
    "editors introduction",
    "guest editorial",
    "introductory remarks",
    "concluding remarks",
    "general introduction",
];

/// How much two titles show of [`ENOUGH`]; `None` if they differ.
fn title_evidence(a: &Identity, b: &Identity) -> Option<u32> {
    if !both(&a.letters, &b.letters) {
        return None;
    }
    if a.letters == b.letters {
        let generic = GENERIC.contains(&a.title.as_str());
        return Some(match a.words().max(b.words()) {
            _ if generic => 0,
            // Scripts without spaces have one word.
            0..3 if a.letters.len() < 24 => 1,
            0..8 => 2,
            // No two works have so long a title by chance.
            _ => 3,
        });
    }
    let (bare, full) = if a.subtitle.is_empty() { (a, b) } else { (b, a) };
    let lacks = bare.subtitle.is_empty() && bare.letters == full.main;
    let ordinary = lacks && !tells_apart(&full.subtitle) && !GENERIC.contains(&bare.title.as_str());
    ordinary.then(|| u32::from(bare.words() > 2))
}

/// Whether a subtitle makes a work another one: a part, an edition, a reply, a year.
fn tells_apart(subtitle: &str) -> bool {
    const WORDS: &[&str] = &[
        "reply",
        "comment",
        "comments",
        "commentary",
        "rejoinder",
        "response",
        "erratum",
        "corrigendum",
        "correction",
        "retraction",
        "addendum",
        "discussion",
        "update",
        "updated",
        "edition",
        "supplement",
        "supplementary",
        "appendix",
        "index",
        "workbook",
        "companion",
        "manual",
        "abridged",
        "revisited",
        "sequel",
        "continued",
        "protocol",
        "abstract",
        "slides",
    ];
    !counted(subtitle).is_empty()
        || subtitle.bytes().any(|byte| byte.is_ascii_digit())
        || subtitle.split(' ').any(|word| WORDS.contains(&word) || COUNTERS.contains(&word))
}

/// How two lists of names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// The same people, or the first of them.
    Agree,
    /// One of the lists is missing.
    Unknown,
    Differ,
}

fn names(a: &[Person], b: &[Person]) -> Names {
    if a.is_empty() || b.is_empty() {
        return Names::Unknown;
    }
    // Lists are cut at any length, and often without saying so: the shorter one must begin the longer.
    if a.iter().zip(b).all(|(a, b)| same_person(a, b)) { Names::Agree } else { Names::Differ }
}

fn same_person(a: &Person, b: &Person) -> bool {
    let ends = |long: &Person, short: &Person| {
        let rest = long.full.strip_suffix(&short.full);
        rest.is_some_and(|rest| rest.ends_with(' '))
    };
    let family = a.full == b.full || equal(&a.bare, &b.bare) || ends(a, b) || ends(b, a);
    let given = a.initial.is_none() || b.initial.is_none() || a.initial == b.initial;
    family && given
}

/// Whether something keeps two records of one title apart.
fn contradict(a: &Identity, b: &Identity) -> bool {
    let is_web = |id: &Identity| {
        matches!(
            id.group,
            Group::Web | Group::Whole(Kind::Broadcast | Kind::Software | Kind::Dataset)
        )
    };
    // News comes daily under one title.
    let days_differ = match (a.issued, b.issued) {
        (Some(a), Some(b)) => a.day.is_some() && b.day.is_some() && a != b,
        _ => false,
    };
    let dated = days_differ && (is_web(a) || a.volume.is_empty() && a.page.is_empty());
    let isbns = both(&a.isbns, &b.isbns) && !a.isbns.iter().any(|isbn| b.isbns.contains(isbn));
    let stands_alone = matches!(a.group, Group::Whole(_)) && matches!(b.group, Group::Whole(_));
    differ(&a.doi, &b.doi)
        || differ(&a.pmid, &b.pmid)
        || differ(&a.pmcid, &b.pmcid)
        || differ(&a.arxiv, &b.arxiv)
        || isbns
        || differ(&a.volume, &b.volume)
        || differ(&a.page, &b.page)
        || differ(&a.issue, &b.issue) && !equal(&a.page, &b.page)
        || differ(&a.edition, &b.edition)
        || a.labels.iter().zip(&b.labels).any(|(a, b)| differ(a, b))
        || differ(&a.translator, &b.translator)
        || both(&a.container, &b.container) && !same_container(a, b)
        || stands_alone
            && both(&a.publisher, &b.publisher)
            && !same_publishers(&a.publisher, &b.publisher)
        || is_web(a) && is_web(b) && differ(&a.url, &b.url)
        || dated
}

/// Whether two journals or books are one, written out or abbreviated.
fn same_container(a: &Identity, b: &Identity) -> bool {
    let names = |id: &Identity| [id.container.clone(), id.container_short.clone()];
    let (a, b) = (names(a), names(b));
    a.iter().any(|a| b.iter().any(|b| both(a, b) && (is_short(a, b) || is_short(b, a))))
}

/// Words that abbreviations of titles leave out.
const SMALL: &[&str] =
    &["the", "of", "and", "for", "in", "on", "de", "der", "la", "und", "et", "a"];

/// Whether `short` is `long`, its beginning or an abbreviation of it, as ISO 4 makes them.
pub(super) fn is_short(short: &str, long: &str) -> bool {
    if short.replace(' ', "") == long.replace(' ', "") {
        return true;
    }
    let words = |text: &'_ str| -> Vec<String> {
        text.split(' ').filter(|word| !SMALL.contains(word)).map(str::to_owned).collect()
    };
    let (short, long) = (words(short), words(long));
    if let [initials] = short.as_slice()
        && initials.len() > 2
        && long.len() >= initials.len()
    {
        // PNAS is an abbreviation of Proceedings of the National Academy of Sciences (of the USA).
        return initials.chars().zip(&long).all(|(letter, word)| word.starts_with(letter));
    }
    let mut rest = long.iter();
    let abbreviates = |part: &String| {
        rest.next().is_some_and(|word| {
            word.starts_with(part.as_str())
                // J. Natl. Acad.: letters inside fall away, too.
                || part.len() > 2 && word.starts_with(&part[..part.chars().next().map_or(0, char::len_utf8)]) && is_thinned(part, word)
        })
    };
    !short.is_empty() && short.iter().all(abbreviates)
}

/// Whether the letters of `part` stand in `word` in their order.
fn is_thinned(part: &str, word: &str) -> bool {
    let mut letters = word.chars();
    part.chars().all(|letter| letters.any(|c| c == letter))
}

/// Whether two publishers, as folded words, have a word in common that names one.
pub(super) fn same_publishers(a: &str, b: &str) -> bool {
    const COMMON: &[&str] = &[
        "press",
        "university",
        "publishing",
        "publishers",
        "publications",
        "verlag",
        "books",
        "inc",
        "ltd",
        "gmbh",
        "company",
        "co",
        "sons",
        "and",
        "the",
        "of",
        "de",
        "group",
        "international",
        "new",
        "york",
        "london",
        "editions",
    ];
    let named = |text: &str| -> Vec<String> {
        text.split(' ').filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
    };
    let (a, b) = (named(a), named(b));
    a.is_empty() || b.is_empty() || a.iter().any(|word| b.contains(word))
}

fn groups_agree(a: Group, b: Group) -> bool {
    a == b || a == Group::Vague || b == Group::Vague
}

/// How much evidence makes two records one.
const ENOUGH: u32 = 4;

/// Whether two records without an identifier in common describe one work.
fn same_description(a: &Identity, b: &Identity) -> bool {
    if stages_differ(a, b) || !groups_agree(a.group, b.group) {
        return false;
    }
    let Some(title) = title_evidence(a, b) else {
        return a.letters.is_empty() && b.letters.is_empty() && is_untitled_twin(a, b);
    };
    let people = names(&a.names, &b.names);
    if people == Names::Differ || contradict(a, b) {
        return false;
    }
    let container = both(&a.container, &b.container);
    let volume = equal(&a.volume, &b.volume);
    let page = equal(&a.page, &b.page);
    let publisher = matches!(a.group, Group::Whole(_)) && both(&a.publisher, &b.publisher);
    let year = match (a.year(), b.year()) {
        (Some(a), Some(b)) if a == b => 1,
        // An article is published ahead of its issue, often in the year before.
        (Some(first), Some(second)) if first.abs_diff(second) == 1 => {
            let moved = a.group == Group::Article && container && (volume || page);
            if !moved {
                return false;
            }
            0
        }
        (Some(_), Some(_)) => return false,
        _ => 0,
    };
    let at_least = |count| a.names.len().min(b.names.len()) >= count;
    let people = match people {
        Names::Agree if at_least(3) => 2,
        Names::Agree => 1,
        _ => 0,
    };
    let vague = a.group != b.group;
    let same_key = a.key.as_str().eq_ignore_ascii_case(b.key.as_str());
    let evidence = title
        + people
        + year
        + u32::from(container)
        + u32::from(volume)
        + u32::from(page)
        + u32::from(publisher)
        + 2 * u32::from(equal(&a.url, &b.url))
        + u32::from(same_key);
    // One who gave two records one key and one title meant one work.
    let same_words = same_key && a.letters == b.letters;
    same_words || evidence >= ENOUGH + u32::from(vague)
}

/// Whether two records without a title are equal in all that counts.
fn is_untitled_twin(a: &Identity, b: &Identity) -> bool {
    let same_key = a.key.as_str().eq_ignore_ascii_case(b.key.as_str());
    same_key
        && a.names == b.names
        && a.year() == b.year()
        && a.group == b.group
        && !contradict(a, b)
}
