//! What is known of a field without reading it is what reading it gives.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::map::csl_json;
use crate::model::{
    CiteKey, Date, DateSpan, DateVariable as D, Day, Kind, Name, NameVariable as N, Names,
    NumberVariable as Num, Origin, Sourced, StandardVariable as S, Text,
};
use crate::source::Source;

/// Writes an item in every way, once with what is known and once with everything read again.
fn check(item: &Item) {
    for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
        for (ascii, protect) in [
            (false, Protect::Words),
            (true, Protect::Words),
            (false, Protect::Nothing),
            (false, Protect::All),
        ] {
            let options = Options { dialect, ascii, protect, bare: false };
            let quick = entry(item, &options);
            let slow = entry_trusting(item, &options, |_| Known::Unsure);
            assert_eq!(quick.value.record, slow.value.record);
            assert_eq!(quick.diagnostics.len(), slow.diagnostics.len());
        }
    }
}

#[test]
fn all_days_are_known() {
    for year in [999, 1000, 1984, 2024, 9999, 10_000] {
        for month in 1..=12 {
            for day in (1..=31).map(Some).chain([None]) {
                let Some(day) = Day::new(year, Some(month), day) else { continue };
                let mut item = Item::new(CiteKey::unnamed(), Kind::Book, Origin::derived());
                item.dates.set(D::Issued, Date::on(day), Origin::derived());
                check(&item);
            }
        }
    }
}

#[test]
fn all_characters_are_known() {
    // All that a table of TeX's names has, and letters of some scripts that none has.
    let ranges = [('\0'..='\u{590}'), ('\u{1e00}'..='\u{22ff}'), ('\u{fb00}'..='\u{fb06}')];
    for c in ranges.into_iter().flatten().chain(['王', '：', '😀', '\u{1d49c}', '\u{feff}']) {
        let mut item = Item::new(CiteKey::unnamed(), Kind::ArticleJournal, Origin::derived());
        let text = format!("a {c} b{c}c, {c}{c} {c}-{c}A");
        item.texts.set(S::Title, Text::plain(text.as_str()), Origin::derived());
        item.texts.set(S::Abstract, Text::plain(format!("x{c} y")), Origin::derived());
        item.texts.set(S::Note, Text::plain(c), Origin::derived());
        let names = vec![Name::person(format!("O{c}a"), format!("{c}b")), Name::literal(text)];
        item.names.set(N::Author, Names::from(names), Origin::derived());
        check(&item);
    }
}

#[test]
fn items_of_the_corpus_are_known() {
    let Some(folder) = std::env::var_os("FLORILEGE_CORPUS") else { return };
    let path = Path::new(&folder).join("csl-golden/items.json");
    let text = std::fs::read_to_string(&path).expect("the corpus has items");
    csl_json::items(&Source::new("items.json", text)).value.iter().for_each(check);
}

/// Words and signs that TeX, biber or the reader may take for more than they are.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z]?[a-z]{1,6}",
        2 => "[ ,.:;!?'\"`&%#_$~^<>{}()=@/\\\\-]",
        1 => "[éßŁαΩ王Жﬁ²₂≥→–—‐’‘“”…\u{a0}\u{2009}\u{301}½™]",
        2 => "RNA|McArthur|pH|C|and|others|et al\\.|Jr\\.|III|von|De|english|inpress|phdthesis|PhD thesis|Thesis|newseries|countryde|https?://e\\.org/a_b|10\\.1000/1|arXiv:2005\\.14165|0028-0836|[0-9]{1,4}|[0-9]{1,3}-[0-9]{1,3}|&amp;|`` |''|--|,,|<<|\\?`|\n",
    ]
}

fn words() -> impl Strategy<Value = String> {
    let joined = |between: &'static str| {
        prop::collection::vec(piece(), 1..7).prop_map(move |pieces| pieces.join(between))
    };
    prop_oneof![3 => joined(" "), 1 => joined("")]
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![
        6 => words().prop_map(Text::plain),
        1 => words().prop_map(|text| Text::from_csl(&format!("a <i>b</i> {text}"))),
        1 => words().prop_map(|text| Text::from_csl(&format!("<span class=\"nocase\">B</span> {text}"))),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        4 => ("[A-ZÉŁЖ][a-zéłж]{0,4}( [A-Za-z]{2,3})?", "[A-ZÉ]\\.?([ -][A-Za-z]{1,3}\\.?)?|and|et al\\.")
            .prop_map(|(family, given)| Name::person(family, given)),
        1 => (words(), words()).prop_map(|(family, given)| Name::person(family, given)),
        1 => words().prop_map(Name::literal),
        1 => ("von|De|'t", "Jr\\.|a").prop_map(|(particle, suffix)| Name {
            non_dropping_particle: particle,
            suffix,
            ..Name::person("Bee", "C.")
        }),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    let day = |year, month, day| Day::new(year, month, day).unwrap_or(Day::year(year));
    let some = (-20..12_000, prop::option::of(1..=12u8), prop::option::of(1..=31u8));
    let some = some.prop_map(move |(year, month, on)| day(year, month, on));
    prop_oneof![
        4 => some.clone().prop_map(Date::on),
        1 => (some.clone(), prop::option::of(some.clone())).prop_map(|(a, b)| Date::range(a, b)),
        1 => (some, any::<bool>(), any::<bool>()).prop_map(|(day, approximate, uncertain)| Date {
            span: DateSpan::Single(day),
            approximate,
            uncertain,
        }),
        1 => words().prop_map(Date::literal),
    ]
}

const KINDS: &[Kind] = &[
    Kind::ArticleJournal,
    Kind::ArticleNewspaper,
    Kind::Article,
    Kind::Book,
    Kind::Chapter,
    Kind::PaperConference,
    Kind::EntryEncyclopedia,
    Kind::Thesis,
    Kind::Report,
    Kind::Webpage,
    Kind::PostWeblog,
    Kind::Patent,
    Kind::Dataset,
    Kind::Software,
    Kind::Manuscript,
    Kind::Speech,
    Kind::Document,
    Kind::Pamphlet,
    Kind::Periodical,
    Kind::Broadcast,
];

const TEXTS: &[S] = &[
    S::Title,
    S::ContainerTitle,
    S::Publisher,
    S::TitleShort,
    S::ContainerTitleShort,
    S::CollectionTitle,
    S::PublisherPlace,
    S::Abstract,
    S::Note,
    S::DOI,
    S::URL,
    S::ISBN,
    S::ISSN,
    S::PMID,
    S::PMCID,
    S::Language,
    S::Genre,
    S::Status,
    S::Keyword,
    S::Annote,
    S::EventTitle,
    S::EventPlace,
    S::VolumeTitle,
    S::OriginalTitle,
    S::OriginalPublisher,
    S::Authority,
    S::Jurisdiction,
    S::YearSuffix,
    S::CitationKey,
];

const NUMBERS: &[Num] = &[
    Num::Volume,
    Num::Issue,
    Num::Number,
    Num::CollectionNumber,
    Num::Edition,
    Num::ChapterNumber,
    Num::NumberOfPages,
    Num::NumberOfVolumes,
    Num::Version,
];

const NAMES: &[N] =
    &[N::Author, N::Editor, N::Translator, N::ContainerAuthor, N::Director, N::Guest];

const DATES: &[D] = &[D::Issued, D::Accessed, D::OriginalDate, D::EventDate];

fn item() -> impl Strategy<Value = Item> {
    let label =
        prop_oneof![3 => "[1-9][0-9]{0,3}", 1 => "[0-9a-zS]{1,3}[-–][0-9a-z]{1,4}", 1 => words()];
    let kind = prop::sample::select(KINDS);
    let texts = prop::collection::vec((prop::sample::select(TEXTS), text()), 0..9);
    let main = prop::option::of((text(), text(), text()));
    let numbers = prop::collection::vec((prop::sample::select(NUMBERS), label.clone()), 0..5);
    let people = prop::collection::vec(name(), 1..4);
    let names = prop::collection::vec((prop::sample::select(NAMES), people), 0..3);
    let dates = prop::collection::vec((prop::sample::select(DATES), date()), 0..3);
    let page = prop::option::of(label);
    let all = (kind, texts, main, numbers, names, dates, page);
    all.prop_map(|(kind, texts, main, numbers, names, dates, page)| {
        let derived = Origin::derived;
        let mut item = Item::new(CiteKey::unnamed(), kind, derived());
        if let Some((title, container, publisher)) = main {
            item.texts.set(S::Title, title, derived());
            item.texts.set(S::ContainerTitle, container, derived());
            item.texts.set(S::Publisher, publisher, derived());
        }
        for (variable, text) in texts {
            item.texts.set(variable, text, derived());
        }
        for (variable, number) in numbers {
            item.numbers.set(variable, number, derived());
        }
        for (variable, list) in names {
            item.names.set(variable, Names::from(list), derived());
        }
        for (variable, date) in dates {
            item.dates.set(variable, date, derived());
        }
        item.page = page.map(|page| Sourced::new(page, derived()));
        item
    })
}

proptest! {
    #[test]
    fn what_is_known_is_what_is_read(item in item()) {
        check(&item);
    }
}
