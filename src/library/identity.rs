//! What tells a work from others, folded once so that records can be compared many times.

use super::fold;
use super::identifiers::{arxiv, doi, isbns, url};
use super::stage::{is_preprint, notice};
use crate::model::{
    DateVariable, Day, Item, Kind, NameVariable as N, Names, NumberVariable as Num,
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
    /// The citation key in small letters; empty where readers gave one.
    pub(super) key: String,
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
    /// Whether their list was cut.
    pub(super) truncated: bool,
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
            key: match item.key.is_placeholder() {
                true => String::new(),
                false => item.key.as_str().to_lowercase(),
            },
            group: group(*item.kind),
            preprint,
            unpublished: *item.kind == Kind::Article,
            notice: notice(&title),
            pmid: digits(S::PMID),
            pmcid: digits(S::PMCID),
            isbns: isbns(item.text(S::ISBN).unwrap_or_default()),
            url: url(item.text(S::URL).unwrap_or_default()),
            names: creators.map(people).unwrap_or_default(),
            truncated: creators.is_some_and(|names| names.truncated),
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

fn people(names: &Names) -> Vec<Person> {
    let person = |name: &crate::model::Name| {
        let full = fold::words(&name.full_family());
        let bare = if name.literal.is_empty() { fold::letters(&name.family) } else { full.clone() };
        Person { full, bare, initial: fold::words(&name.given).chars().next() }
    };
    names.list.iter().map(person).filter(|person| !person.full.is_empty()).collect()
}

pub(super) fn group(kind: Kind) -> Group {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtitles() {
        assert_eq!(subtitle_at("Sleep: a review"), Some((5, 7)));
        assert_eq!(subtitle_at("What is life? The physical aspect"), Some((12, 14)));
        assert_eq!(subtitle_at("pH 7:4"), None);
    }
}
