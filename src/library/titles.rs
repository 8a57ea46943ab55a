//! How much two titles show.

use super::compare::both;
use super::fold;
use super::identity::Identity;

/// The part of the words that two titles have in common, from 0 to 1 (Dice's coefficient).
pub(super) fn common_words(a: &str, b: &str) -> f64 {
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
pub(super) fn counted(title: &str) -> Vec<u32> {
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

/// How much two titles show of what is enough; `None` if they differ.
pub(super) fn title_evidence(a: &Identity, b: &Identity) -> Option<u32> {
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
