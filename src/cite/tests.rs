//! References as the manuals print them, and records that no one should have written.

use proptest::prelude::*;

use super::{Error, Processor};
use crate::model::{
    CiteKey, Date, DateVariable, Day, Item, Kind, Name, NameVariable, Names, NumberVariable,
    Origin, Sourced, StandardVariable, Text,
};

fn item(kind: Kind, authors: &[(&str, &str)], title: &str) -> Item {
    let mut item = Item::new(CiteKey::parse("key").unwrap(), kind, Origin::derived());
    let names = authors.iter().map(|(family, given)| match given.is_empty() {
        true => Name::literal(*family),
        false => Name::person(*family, *given),
    });
    let names: Vec<Name> = names.collect();
    item.names.set(NameVariable::Author, names.into(), Origin::derived());
    item.with(StandardVariable::Title, title)
}

trait With {
    fn with(self, variable: StandardVariable, text: &str) -> Self;
    fn number(self, variable: NumberVariable, text: &str) -> Self;
    fn page(self, page: &str) -> Self;
    fn issued(self, date: Date) -> Self;
}

impl With for Item {
    fn with(mut self, variable: StandardVariable, text: &str) -> Self {
        self.texts.set(variable, Text::from_csl(text), Origin::derived());
        self
    }

    fn number(mut self, variable: NumberVariable, text: &str) -> Self {
        self.numbers.set(variable, text.to_owned(), Origin::derived());
        self
    }

    fn page(mut self, page: &str) -> Self {
        self.page = Some(Sourced::new(page.to_owned(), Origin::derived()));
        self
    }

    fn issued(mut self, date: Date) -> Self {
        self.dates.set(DateVariable::Issued, date, Origin::derived());
        self
    }
}

fn check(style: &str, item: &Item, expected: &str) {
    let processor = Processor::new(style, None).unwrap();
    let entry = processor.each(item);
    assert_eq!(entry.text(), expected);
    assert!(!entry.failed);
}

const CHICAGO: &str = "chicago-notes-17";

fn watson_crick() -> Item {
    let authors = [("Watson", "J. D."), ("Crick", "F. H. C.")];
    item(Kind::ArticleJournal, &authors, "Molecular structure of nucleic acids")
        .with(StandardVariable::ContainerTitle, "Nature")
        .number(NumberVariable::Volume, "171")
        .number(NumberVariable::Issue, "4356")
        .page("737-738")
        .issued(Date::on(Day::new(1953, Some(4), Some(25)).unwrap()))
        .with(StandardVariable::DOI, "10.1038/171737a0")
}

#[test]
fn journal_articles() {
    check(
        CHICAGO,
        &watson_crick(),
        "Watson, J. D., and F. H. C. Crick. “Molecular Structure of Nucleic Acids.” Nature 171, \
         no. 4356 (April 25, 1953): 737–38. https://doi.org/10.1038/171737a0.",
    );
    check(
        "elsevier-harvard",
        &watson_crick(),
        "Watson, J.D., Crick, F.H.C., 1953. Molecular structure of nucleic acids. Nature 171, \
         737–738. https://doi.org/10.1038/171737a0",
    );
}

#[test]
fn books_and_what_they_hold() {
    let book = item(Kind::Book, &[("Darwin", "Charles")], "On the origin of species")
        .number(NumberVariable::Edition, "2")
        .with(StandardVariable::PublisherPlace, "London")
        .with(StandardVariable::Publisher, "John Murray")
        .issued(Date::on(Day::year(1860)));
    check(
        CHICAGO,
        &book,
        "Darwin, Charles. On the Origin of Species. 2nd ed. London: John Murray, 1860.",
    );
    let page = item(Kind::Webpage, &[("World Health Organization", "")], "Depression")
        .with(StandardVariable::URL, "https://www.who.int/health-topics/depression")
        .issued(Date::literal("n.d."));
    check(
        CHICAGO,
        &page,
        "World Health Organization. “Depression,” n.d. \
         https://www.who.int/health-topics/depression.",
    );
}

#[test]
fn a_list_cut_by_its_source_stays_cut() {
    let mut three = watson_crick();
    let names = three.names.get_mut(NameVariable::Author).unwrap();
    names.value = Names { truncated: true, ..names.value.clone() };
    let printed = |style: &str| Processor::new(style, None).unwrap().each(&three).text();
    assert!(printed(CHICAGO).starts_with("Watson, J. D., F. H. C. Crick, et al. “Mol"));
    assert!(printed("elsevier-harvard").starts_with("Watson, J.D., Crick, F.H.C., et al., 1953"));
    assert!(printed("apa").starts_with("Watson, J. D., Crick, F. H. C., et al. (1953"));
}

#[test]
fn rich_text_and_links_are_runs() {
    let title = "<i>Drosophila</i> and H<sub>2</sub>O: \"on\" flies?";
    let item = item(Kind::Book, &[], title)
        .with(StandardVariable::URL, "javascript:alert(1)")
        .issued(Date::on(Day::year(1999)));
    let entry = Processor::new(CHICAGO, None).unwrap().each(&item);
    assert_eq!(entry.text(), "Drosophila and H2O: “On” Flies?, 1999. javascript:alert(1).");
    assert!(!entry.runs()[0].font.italic && entry.runs()[1].font.italic);
    assert!(entry.runs().iter().all(|run| run.link.is_none()));
    let entry = Processor::new(CHICAGO, None).unwrap().each(&watson_crick());
    let link = entry.runs().into_iter().find_map(|run| run.link);
    assert_eq!(link.as_deref(), Some("https://doi.org/10.1038/171737a0"));
}

#[test]
fn lists_are_sorted_and_numbered_by_their_style() {
    let b = watson_crick();
    let a = item(Kind::Book, &[("Avery", "Oswald")], "Studies").issued(Date::on(Day::year(1944)));
    let texts = |style: &str| -> Vec<String> {
        let entries = Processor::new(style, None).unwrap().list(&[&b, &a]);
        entries.iter().map(|entry| entry.text().chars().take(9).collect()).collect()
    };
    assert_eq!(texts(CHICAGO), ["Avery, Os", "Watson, J"]);
    assert_eq!(texts("ieee"), ["[1] J. D.", "[2] O. Av"]);
}

#[test]
fn two_works_of_a_year_get_letters() {
    let work =
        |title| item(Kind::Book, &[("Doe", "Jane")], title).issued(Date::on(Day::year(2001)));
    let (a, b) = (work("Apples"), work("Pears"));
    let entries = Processor::new("elsevier-harvard", None).unwrap().list(&[&a, &b]);
    let texts: Vec<String> = entries.iter().map(super::Entry::text).collect();
    assert_eq!(texts, ["Doe, J., 2001a. Apples.", "Doe, J., 2001b. Pears."]);
}

#[test]
fn hostile_records_are_printed() {
    let range = |from: i32, to: Option<i32>| Date::range(Day::year(from), to.map(Day::year));
    let dates = [
        range(1939, Some(1945)),
        range(2016, None),
        range(-50_000, Some(2_000_000)),
        Date::literal("in press"),
        Date::literal(""),
        Date::on(Day { season: Some(2), ..Day::year(2020) }),
        Date::on(Day { season: Some(200), ..Day::year(0) }),
        Date::on(Day { month: Some(99), day: Some(0), ..Day::year(i32::MIN) }),
    ];
    let many: Vec<Name> = (0..10_000).map(|n| Name::person(format!("N{n}"), "A.B.")).collect();
    for style in [CHICAGO, "elsevier-harvard", "apa", "nlm-citation-sequence"] {
        let processor = Processor::new(style, None).unwrap();
        for date in &dates {
            let item = watson_crick().issued(date.clone());
            assert!(!processor.each(&item).failed, "{style} {date:?}");
        }
        let mut item = watson_crick();
        item.names.set(NameVariable::Author, many.clone().into(), Origin::derived());
        assert!(!processor.each(&item).failed);
        let key = CiteKey::parse("empty").unwrap();
        let empty = Item::new(key, Kind::Document, Origin::derived());
        assert!(!processor.each(&empty).text().is_empty());
        assert_eq!(processor.list(&[&item, &empty]).len(), 2);
    }
    let years = watson_crick().issued(range(1939, Some(1945)));
    let text = Processor::new(CHICAGO, None).unwrap().each(&years).text();
    assert!(text.contains("(1939–1945)"), "{text}");
}

#[test]
fn a_processor_is_shared_between_threads() {
    let processor = Processor::new(CHICAGO, None).unwrap();
    let (alone, item) = (processor.each(&watson_crick()).text(), watson_crick());
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| processor.each(&item).text())).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
}

/// Macros that call each other, in a circle or twice each.
#[test]
fn hostile_styles_end() {
    let style = |macros: &str, call: &str| {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info>\
             <id>x</id><title>x</title><updated>2020-01-01T00:00:00Z</updated></info>{macros}\
             <citation><layout><text variable=\"title\"/></layout></citation>\
             <bibliography><layout>{call}</layout></bibliography></style>"
        )
    };
    let circle = "<macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><text macro=\"a\"/></macro>";
    let circle = style(circle, "<text macro=\"a\"/>");
    assert!(matches!(Processor::from_xml(&circle, None), Err(Error::InvalidStyle(_))));
    let mut doubling: String = (0..60)
        .map(|n| {
            format!(
                "<macro name=\"m{n}\"><text macro=\"m{0}\"/><text macro=\"m{0}\"/></macro>",
                n + 1
            )
        })
        .collect();
    doubling += "<macro name=\"m60\"><text variable=\"title\"/></macro>";
    let processor = Processor::from_xml(&style(&doubling, "<text macro=\"m0\"/>"), None).unwrap();
    let entry = processor.each(&watson_crick());
    assert!(entry.text().starts_with("Molecular structure"));
}

/// Records that differ in nothing, with more names than anyone prints.
#[test]
fn hostile_lists_end() {
    let many: Vec<Name> = (0..300).map(|n| Name::person(format!("N{n}"), "A. B.")).collect();
    let mut item = watson_crick();
    item.names.set(NameVariable::Author, many.into(), Origin::derived());
    let items = vec![&item; 50];
    for style in ["apa", "modern-language-association", "chicago-author-date"] {
        assert_eq!(Processor::new(style, None).unwrap().list(&items).len(), 50);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_printed(title in "\\PC{0,40}", family in "\\PC{0,20}", given in "\\PC{0,9}",
                           number in "\\PC{0,12}", page in "\\PC{0,12}") {
        let item = item(Kind::ArticleJournal, &[(&family, &given)], &title)
            .number(NumberVariable::Volume, &number)
            .number(NumberVariable::Edition, &number)
            .page(&page);
        for style in [CHICAGO, "apa"] {
            let entry = Processor::new(style, None).unwrap().each(&item);
            prop_assert!(!entry.text().chars().any(|c| c.is_control()));
        }
    }
}
