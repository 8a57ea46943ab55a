//! What a format holds comes back from it: items written and read again are the same items.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it saw"
)]

use std::fs;

use florilege::bibliography::{self, Options};
use florilege::diag::{Code, Diagnostic};
use florilege::format::Format;
use florilege::map::csl_json::{Profile, from_item};
use florilege::model::{
    CiteKey, Date, DateSpan, DateVariable, Day, Item, Kind, Markup, Name, NameVariable, Names,
    NumberVariable, Origin, Sourced, StandardVariable, Text, TextBuilder,
};
use florilege::source::Source;
use proptest::prelude::*;
use serde_json::{Map, Value};

mod common;

const OPTIONS: Options = Options { ascii: false, profile: Profile::Csl };

/// The formats that hold any item.
const WHOLE: [Format; 6] = [
    Format::CslJson,
    Format::CslJsonLines,
    Format::CslYaml,
    Format::Csv,
    Format::Bibtex,
    Format::Biblatex,
];

/// The formats that hold a part of what items have, and say what they drop.
const PARTIAL: [Format; 2] = [Format::Ris, Format::Hayagriva];

/// An item's members, for a comparison that shows what differs.
fn members(item: &Item) -> Map<String, Value> {
    from_item(item, Profile::Csl).value
}

fn again(format: Format, items: &[Item]) -> Vec<Item> {
    let written = bibliography::write(format, &items.iter().collect::<Vec<_>>(), OPTIONS).unwrap();
    bibliography::read(format, &Source::new("again", written.value)).value
}

#[test]
fn real_records_come_back() {
    let Some(path) = common::corpus("csl-golden/items.json") else { return };
    let source = Source::new("items.json", fs::read_to_string(path).unwrap());
    let items = bibliography::read(Format::CslJson, &source).value;
    for format in WHOLE.into_iter().chain(PARTIAL) {
        let read = again(format, &items);
        assert_eq!(read.len(), items.len(), "{format}");
        let (mut all, mut same) = (0, 0);
        let mut differs = Vec::new();
        for (item, read) in items.iter().zip(&read) {
            let (item, read) = (members(item), members(read));
            for (name, value) in &item {
                all += 1;
                match read.get(name) == Some(value) {
                    true => same += 1,
                    false => differs.push((item["id"].clone(), name.clone(), value.clone())),
                }
            }
        }
        let share = 100.0 * f64::from(same) / f64::from(all);
        println!("{format}: {same} of {all} members, {share:.2} %");
        if WHOLE.contains(&format) {
            assert!(differs.is_empty(), "{format}: {:?}", &differs[..differs.len().min(5)]);
        }
    }
}

#[test]
fn what_a_format_drops_is_told() {
    let Some(path) = common::corpus("csl-golden/items.json") else { return };
    let source = Source::new("items.json", fs::read_to_string(path).unwrap());
    let items = bibliography::read(Format::CslJson, &source).value;
    for format in PARTIAL {
        let (mut lost, mut silent) = (0, Vec::new());
        for item in &items {
            let written = bibliography::write(format, &[item], OPTIONS).unwrap();
            let told = |name: &str| {
                let name = format!("`{name}`");
                let dropped = |d: &Diagnostic| d.code == Code::DroppedField;
                written.diagnostics.iter().any(|d| dropped(d) && d.message.contains(&name))
            };
            let read = bibliography::read(format, &Source::new("again", &*written.value)).value;
            let (item, read) = (members(item), members(&read[0]));
            for (name, value) in item.iter().filter(|(name, value)| read.get(*name) != Some(*value))
            {
                lost += 1;
                // A finding names the type, and what another format had, by themselves.
                let is_told = match (name.as_str(), value) {
                    ("type", Value::String(kind)) => told(kind) || told(name),
                    ("custom", Value::Object(formats)) => {
                        let mut fields = formats.values().filter_map(Value::as_object);
                        fields.all(|fields| fields.keys().all(|name| told(name)))
                    }
                    _ => told(name),
                };
                if !is_told {
                    silent.push(format!("{}: {name} {value} {:?}", item["id"], read.get(name)));
                }
            }
        }
        println!("{format}: {lost} members dropped or changed");
        assert!(silent.is_empty(), "{format}: {silent:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    "[A-Z][a-zéß]{1,8}( ([a-z]{1,7}|[A-Z]{2,4}|[0-9]{1,3}|&|α|≥|50%|#1|\\$5|a_b|x\\^2|“q”|‘s’|–|—|:|\\?|<|>|~|\\{x\\}|C\\+\\+|O’Brien)){0,6}"
}

fn rich() -> impl Strategy<Value = Text> {
    let marks = prop_oneof![
        Just(None),
        Just(Some(Markup::Italic)),
        Just(Some(Markup::Bold)),
        Just(Some(Markup::Superscript)),
        Just(Some(Markup::Subscript)),
        Just(Some(Markup::SmallCaps)),
    ];
    proptest::collection::vec((marks, text()), 1..3).prop_map(|pieces| {
        let mut builder = TextBuilder::default();
        for (at, (mark, piece)) in pieces.iter().enumerate() {
            if at > 0 {
                builder.push(" ");
            }
            if let Some(mark) = mark {
                builder.open(*mark);
            }
            builder.push(piece);
            if let Some(mark) = mark {
                builder.close(*mark);
            }
        }
        builder.finish()
    })
}

fn name() -> impl Strategy<Value = Name> {
    let family = "[A-ZÉ][a-zéö]{1,9}(-[A-Z][a-z]{1,5}| [A-Z][a-z]{1,5})?";
    let given = "[A-Z][a-z]{1,8}( [A-Z]\\.)?|[A-Z]\\.( [A-Z]\\.)?|[A-Z]\\.-[A-Z]\\.";
    let particle = prop_oneof![Just(""), Just("van der"), Just("de"), Just("von")];
    let suffix = prop_oneof![Just(""), Just("Jr."), Just("III")];
    let person =
        (family, given, particle, suffix).prop_map(|(family, given, particle, suffix)| Name {
            non_dropping_particle: particle.to_owned(),
            suffix: suffix.to_owned(),
            ..Name::person(family, given)
        });
    prop_oneof![4 => person, 1 => text().prop_map(Name::literal)]
}

fn day() -> impl Strategy<Value = Day> {
    (1000..2100i32, 1..=12u8, 1..=28u8, 0..3u8).prop_map(|(year, month, day, precision)| {
        let month = (precision > 0).then_some(month);
        Day::new(year, month, (precision > 1).then_some(day)).unwrap()
    })
}

fn date() -> impl Strategy<Value = Date> {
    let season = (1000..2100i32, 1..=4u8)
        .prop_map(|(year, season)| Date::on(Day { season: Some(season), ..Day::year(year) }));
    let range = (day(), 1..40i32).prop_map(|(start, years)| {
        Date::range(start, Some(Day { year: start.year + years, ..start }))
    });
    let circa = day().prop_map(|day| Date { approximate: true, ..Date::on(day) });
    let words =
        text().prop_map(|text| Date { span: DateSpan::Literal(text), ..Date::on(Day::year(1)) });
    prop_oneof![4 => day().prop_map(Date::on), 1 => season, 1 => range, 1 => circa, 1 => words]
}

fn kind() -> impl Strategy<Value = Kind> {
    let names = [
        "article-journal",
        "article-newspaper",
        "book",
        "chapter",
        "paper-conference",
        "thesis",
        "report",
        "webpage",
        "dataset",
        "software",
        "patent",
        "legal_case",
        "motion_picture",
        "map",
        "personal_communication",
        "entry-encyclopedia",
        "review-book",
        "standard",
        "post-weblog",
        "manuscript",
        "article",
        "speech",
        "song",
        "interview",
        "broadcast",
        "document",
    ];
    proptest::sample::select(names.to_vec()).prop_map(|name| name.parse().unwrap())
}

fn item() -> impl Strategy<Value = Item> {
    let texts = proptest::collection::vec(
        (
            proptest::sample::select(vec![
                StandardVariable::ContainerTitle,
                StandardVariable::CollectionTitle,
                StandardVariable::Publisher,
                StandardVariable::PublisherPlace,
                StandardVariable::Genre,
                StandardVariable::Note,
                StandardVariable::Abstract,
                StandardVariable::Archive,
                StandardVariable::EventTitle,
                StandardVariable::Medium,
                StandardVariable::Source,
                StandardVariable::OriginalTitle,
            ]),
            rich(),
        ),
        0..5,
    );
    let numbers = proptest::collection::vec(
        (
            proptest::sample::select(vec![
                NumberVariable::Volume,
                NumberVariable::Issue,
                NumberVariable::Number,
                NumberVariable::Edition,
                NumberVariable::ChapterNumber,
                NumberVariable::NumberOfPages,
                NumberVariable::Version,
            ]),
            "[1-9][0-9]{0,3}|[A-Z][0-9]{1,3}|[0-9]{1,2}-[0-9]{1,2}|Suppl\\. [0-9]|[ivx]{1,4}",
        ),
        0..4,
    );
    let names = proptest::collection::vec(
        (
            proptest::sample::select(vec![
                NameVariable::Author,
                NameVariable::Editor,
                NameVariable::Translator,
                NameVariable::Director,
                NameVariable::ContainerAuthor,
                NameVariable::Recipient,
            ]),
            (proptest::collection::vec(name(), 1..4), any::<bool>()),
        ),
        0..3,
    );
    let dates = proptest::collection::vec(
        (
            proptest::sample::select(vec![
                DateVariable::Issued,
                DateVariable::Accessed,
                DateVariable::OriginalDate,
                DateVariable::EventDate,
                DateVariable::Submitted,
            ]),
            date(),
        ),
        0..3,
    );
    let page = proptest::option::of(
        "[1-9][0-9]{0,3}|e[0-9]{1,5}|[ivx]{1,3}|1[0-9]{2}-2[0-9]{2}|S1-S9|12, 15-17",
    );
    (kind(), rich(), texts, numbers, names, dates, page).prop_map(
        |(kind, title, texts, numbers, names, dates, page)| {
            let origin = Origin::derived;
            let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), kind, origin());
            item.texts.set(StandardVariable::Title, title, origin());
            item.texts.set(StandardVariable::DOI, Text::plain("10.1000/a_b(1)"), origin());
            item.texts.set(
                StandardVariable::URL,
                Text::plain("https://e.org/a_b%20c?d=1&e=~f#g"),
                origin(),
            );
            texts.into_iter().for_each(|(variable, text)| {
                item.texts.set(variable, text, origin());
            });
            numbers.into_iter().for_each(|(variable, number)| {
                item.numbers.set(variable, number, origin());
            });
            names.into_iter().for_each(|(variable, (list, truncated))| {
                item.names.set(variable, Names { list, truncated }, origin());
            });
            dates.into_iter().for_each(|(variable, date)| {
                item.dates.set(variable, date, origin());
            });
            item.page = page.map(|page| Sourced::new(page, origin()));
            item
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_item_comes_back(item in item()) {
        for format in WHOLE {
            let read = again(format, std::slice::from_ref(&item));
            prop_assert_eq!(read.len(), 1, "{}", format);
            prop_assert_eq!(members(&read[0]), members(&item), "{}", format);
        }
    }

    #[test]
    fn a_record_is_never_lost(item in item()) {
        for format in PARTIAL {
            let read = again(format, std::slice::from_ref(&item));
            prop_assert_eq!(read.len(), 1, "{}", format);
        }
    }
}
