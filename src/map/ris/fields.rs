//! Tags <-> variables: one table, read in both directions.

use crate::map::target::Target::{self, Date, Names, Number, Page, Text};
use crate::model::{
    DateVariable as D,
    Kind::{self, *},
    NameVariable as N, NumberVariable as Num, StandardVariable as S,
};

/// Where a rule holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Only {
    Any,
    Kinds(&'static [Kind]),
    Not(&'static [Kind]),
}

/// Which way a rule goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Both,
    Read,
}

/// One row: the tags that are read, the best first, and written is the first.
pub(super) struct Rule {
    pub(super) tags: &'static [&'static str],
    pub(super) target: Target,
    pub(super) only: Only,
    pub(super) way: Way,
}

const fn rule(tags: &'static [&'static str], target: Target, only: Only) -> Rule {
    Rule { tags, target, only, way: Way::Both }
}

/// A rule for other programs' files.
const fn reads(tags: &'static [&'static str], target: Target, only: Only) -> Rule {
    Rule { tags, target, only, way: Way::Read }
}

use Only::{Any, Kinds, Not};

/// Kinds that appear in issues.
const PERIODICALS: &[Kind] =
    &[ArticleJournal, ArticleMagazine, ArticleNewspaper, Review, ReviewBook, Periodical];
/// Kinds whose secondary title is that of a series.
const IN_SERIES: &[Kind] = &[Book, Classic, Report, Software, Map, Standard, Pamphlet];
/// Kinds whose secondary authors edit the series.
const WHOLE_BOOKS: &[Kind] = &[Book, Classic];
/// Kinds whose `SP` counts pages.
const COUNTED: &[Kind] = &[Book, Classic, Thesis, Manuscript, Pamphlet];
const FILMS: &[Kind] = &[MotionPicture];
const RECORDINGS: &[Kind] = &[MotionPicture, Broadcast, Song];
const LAWS: &[Kind] = &[Bill, Hearing, Legislation];
const LETTERS: &[Kind] = &[PersonalCommunication];
const CONFERENCE: &[Kind] = &[PaperConference];
/// Kinds that a number of their own names, in the place of an ISBN.
const NUMBERED: &[Kind] = &[Patent, Report, Standard];
const VERSIONED: &[Kind] = &[Software, Dataset];
/// Kinds whose type of work is a medium.
const PHYSICAL: &[Kind] = &[Graphic, Interview];

/// The table. Of the rules that fit, reading and writing take the first whose variable is free.
///
/// Tags of more than two letters are not of RIS: other formats' fields that no tag means are read by them.
///
/// Source: RIS format specification, 2001 and 2011 (its table of reference types, which is EndNote's); the
/// Cochrane Library's own tags; CSL 1.0.2, appendices III and IV.
pub(super) const RULES: &[Rule] = &[
    rule(&["AU"], Names(N::Director), Kinds(FILMS)),
    rule(&["A1"], Names(N::Author), Kinds(FILMS)),
    rule(&["AU", "A1"], Names(N::Author), Any),
    rule(&["A2"], Names(N::Recipient), Kinds(LETTERS)),
    rule(&["A2"], Names(N::Interviewer), Kinds(&[Interview])),
    rule(&["A2"], Names(N::Performer), Kinds(&[Song])),
    rule(&["A2"], Text(S::Authority), Kinds(&[Patent])),
    rule(&["A2"], Names(N::CollectionEditor), Kinds(WHOLE_BOOKS)),
    rule(&["A2"], Names(N::CollectionEditor), Kinds(&[Report])),
    rule(&["A3"], Names(N::Producer), Kinds(&[MotionPicture, Broadcast, Song])),
    rule(&["A3"], Names(N::Contributor), Kinds(&[Thesis])),
    rule(&["A3", "ED"], Names(N::Editor), Kinds(WHOLE_BOOKS)),
    rule(
        &["ED"],
        Names(N::Editor),
        Kinds(&[Report, PersonalCommunication, Interview, Song, Patent]),
    ),
    rule(&["A2", "ED"], Names(N::Editor), Any),
    rule(&["A3"], Names(N::CollectionEditor), Any),
    rule(&["A4"], Names(N::Contributor), Kinds(&[PaperConference, MotionPicture, LegalCase])),
    rule(&["A4"], Names(N::Translator), Any),
    rule(&["TI", "T1", "CT", "BT"], Text(S::Title), Kinds(&[Book, Manuscript])),
    rule(&["TI", "T1", "CT"], Text(S::Title), Any),
    rule(&["ST"], Text(S::TitleShort), Any),
    rule(&["PY", "Y1", "YR", "DA"], Date(D::Issued), Any),
    rule(&["C3", "T2", "BT", "JF", "JO"], Text(S::ContainerTitle), Kinds(CONFERENCE)),
    rule(&["T2"], Text(S::EventTitle), Kinds(&[PaperConference, Speech])),
    rule(&["T2", "T3"], Text(S::CollectionTitle), Kinds(IN_SERIES)),
    rule(&["T2", "BT", "JF", "JO"], Text(S::ContainerTitle), Not(IN_SERIES)),
    rule(&["JF", "JO", "BT"], Text(S::ContainerTitle), Any),
    rule(&["J2", "JA", "J1", "JO"], Text(S::ContainerTitleShort), Any),
    rule(&["T3"], Text(S::Authority), Kinds(LAWS)),
    rule(&["T3"], Text(S::CollectionTitle), Any),
    rule(&["VL"], Number(Num::Volume), Not(&[Patent, Thesis])),
    rule(&["IS", "CP", "NO", "M1"], Number(Num::Issue), Kinds(PERIODICALS)),
    rule(&["C7"], Number(Num::Number), Kinds(PERIODICALS)),
    rule(&["SN", "M1"], Number(Num::Number), Kinds(NUMBERED)),
    rule(&["SV", "M1"], Number(Num::Number), Kinds(&[LegalCase])),
    rule(&["M1", "IS"], Number(Num::CollectionNumber), Kinds(&[Book, Classic, Chapter])),
    rule(&["M1"], Number(Num::Number), Any),
    rule(&["IS", "CP"], Number(Num::Issue), Any),
    rule(&["NV"], Number(Num::NumberOfVolumes), Any),
    rule(&["ET"], Date(D::AvailableDate), Kinds(&[ArticleJournal])),
    rule(&["ET"], Number(Num::Version), Kinds(VERSIONED)),
    rule(&["ET"], Number(Num::Edition), Not(LAWS)),
    rule(&["SE"], Number(Num::ChapterNumber), Kinds(&[Chapter])),
    rule(&["SE"], Number(Num::Section), Not(&[Book, LegalCase])),
    rule(&["SP"], Number(Num::NumberOfPages), Kinds(COUNTED)),
    rule(&["SP"], Text(S::Dimensions), Kinds(FILMS)),
    rule(&["SP", "PG"], Page, Not(FILMS)),
    reads(&["SE"], Page, Kinds(&[Book])),
    rule(&["PB"], Text(S::Authority), Kinds(&[LegalCase])),
    rule(&["PB"], Text(S::Publisher), Any),
    rule(&["C1", "PP", "CY"], Text(S::PublisherPlace), Kinds(CONFERENCE)),
    rule(&["CY", "PP"], Text(S::EventPlace), Kinds(&[PaperConference, Speech])),
    rule(&["CY", "PP", "CI"], Text(S::PublisherPlace), Any),
    rule(&["C1"], Date(D::Submitted), Kinds(&[Patent])),
    rule(&["C1"], Text(S::Scale), Kinds(&[Map])),
    rule(&["C3"], Text(S::Dimensions), Kinds(&[Graphic])),
    rule(&["C5"], Text(S::Medium), Kinds(RECORDINGS)),
    rule(&["M3"], Text(S::Medium), Kinds(PHYSICAL)),
    rule(&["M3"], Text(S::Genre), Any),
    reads(&["VL"], Text(S::Genre), Kinds(&[Thesis])),
    rule(&["RI"], Text(S::ReviewedTitle), Any),
    rule(&["OP"], Text(S::References), Kinds(&[Bill, Hearing, Legislation, LegalCase])),
    rule(&["DO", "DI", "DOI", "M3", "L3"], Text(S::DOI), Any),
    rule(&["UR", "LK", "L2"], Text(S::URL), Any),
    rule(&["SN"], Text(S::ISBN), Any),
    rule(&["SN"], Text(S::ISSN), Any),
    rule(&["C2", "PMC"], Text(S::PMCID), Kinds(&[ArticleJournal])),
    rule(&["AN", "PMID"], Text(S::PMID), Any),
    rule(&["LA"], Text(S::Language), Any),
    rule(&["DB"], Text(S::Archive), Any),
    rule(&["AN", "AV"], Text(S::ArchiveLocation), Any),
    rule(&["DP"], Text(S::Source), Any),
    rule(&["CN"], Text(S::CallNumber), Any),
    rule(&["Y2"], Date(D::Accessed), Any),
    rule(&["KW", "KY"], Text(S::Keyword), Any),
    rule(&["AB", "N2"], Text(S::Abstract), Any),
    rule(&["N1"], Text(S::Note), Any),
    rule(&["RN"], Text(S::Annote), Any),
    reads(&["C7"], Page, Kinds(PERIODICALS)),
    reads(&["PMC"], Text(S::PMCID), Any),
    reads(&["DEP"], Date(D::AvailableDate), Any),
    reads(&["OTI"], Text(S::OriginalTitle), Any),
];

impl Rule {
    /// Whether the rule holds for a kind.
    pub(super) fn fits(&self, kind: Kind) -> bool {
        match self.only {
            Any => true,
            Kinds(kinds) => kinds.contains(&kind),
            Not(kinds) => !kinds.contains(&kind),
        }
    }

    /// The place of a tag among those that the rule reads.
    pub(super) fn rank(&self, tag: &str) -> Option<usize> {
        self.tags.iter().position(|known| known.eq_ignore_ascii_case(tag))
    }

    /// The kinds for which the rule holds, in words; of those that a format has.
    pub(super) fn only(&self, has: &[Kind]) -> String {
        let list = |kinds: &[Kind]| {
            let kinds = kinds.iter().filter(|kind| has.contains(kind));
            kinds.map(|kind| super::kinds::name(*kind)).collect::<Vec<_>>().join(", ")
        };
        match self.only {
            Any => String::new(),
            Kinds(kinds) => list(kinds),
            Not(kinds) => format!("not {}", list(kinds)),
        }
    }
}
