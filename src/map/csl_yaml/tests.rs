use super::*;
use crate::format::Format;
use crate::map::edtf;
use crate::map::testing::{self, json, shown};
use crate::model::{CiteKey, Kind, Name, Names, Origin, Sourced};

fn read(text: &str) -> Read<Vec<Item>> {
    testing::read(Format::CslYaml, text)
}

fn write(items: &[Item]) -> String {
    testing::write(Format::CslYaml, items).value
}

/// Reads references and shows them as CSL-JSON, with the findings' codes; what is written reads the same.
fn check(text: &str, expected: &str) {
    let found = read(text);
    assert_eq!(shown(&found), expected, "{text}");
    let written = write(&found.value);
    assert_eq!(json(&read(&written).value), json(&found.value), "{written}");
}

#[test]
fn references_are_read() {
    check(
        "references:\n- id: a\n  type: article-journal\n  title: 'A *b*'\n  issued: 2017-09-22\n  volume: 007\n  page: 110--120\n  author:\n  - family: Berg\n    given: J.\n    non-dropping-particle: van der\n  - literal: WHO\n",
        r#"{"id":"a","type":"article-journal","title":"A <i>b</i>","author":[{"family":"Berg","given":"J.","non-dropping-particle":"van der"},{"literal":"WHO"}],"issued":{"date-parts":[[2017,9,22]]},"volume":"007","page":"110-120"}"#,
    );
    check(
        "- id: 7\n  type: book\n  title: no\n  author: {family: Doe}\n  editor: One Name\n  abstract: ~\n  URL: https://a.b/~c/d_e--f\n  custom: {x: [1, yes]}\n  unknown: {y: 2}\n",
        r#"{"id":"7","type":"book","title":"no","author":[{"family":"Doe"}],"editor":[{"literal":"One Name"}],"URL":"https://a.b/~c/d_e--f","custom":{"csl-json":{"unknown":{"y":2}},"x":[1,"yes"]}}"#,
    );
}

#[test]
fn dates_have_many_forms() {
    for (date, expected) in [
        ("2017", r#"{"date-parts":[[2017]]}"#),
        ("1850~", r#"{"date-parts":[[1850]],"circa":true}"#),
        ("2017-09/2017-10", r#"{"date-parts":[[2017,9],[2017,10]]}"#),
        ("{year: 2017, month: 9}", r#"{"date-parts":[[2017,9]]}"#),
        (
            "[{year: 2017}, {year: 2018, circa: true}]",
            r#"{"date-parts":[[2017],[2018]],"circa":true}"#,
        ),
        ("{year: 2017, season: 2}", r#"{"date-parts":[[2017]],"season":2}"#),
        ("{literal: in press}", r#"{"literal":"in press"}"#),
        ("{date-parts: [[2017, 9]]}", r#"{"date-parts":[[2017,9]]}"#),
        ("{year: -300}", r#"{"date-parts":[[-300]]}"#),
    ] {
        check(
            &format!("- id: a\n  type: book\n  issued: {date}"),
            &format!(r#"{{"id":"a","type":"book","issued":{expected}}}"#),
        );
    }
}

#[test]
fn a_broken_reference_costs_itself() {
    check(
        "- id: a\n  type: book\n- id: [b\n  title: x\n- type: book\n- text\n- id: c\n  type: book\n  type: map\n",
        "{\"id\":\"a\",\"type\":\"book\"}\n{\"id\":\"unkeyed3\",\"type\":\"book\"}\n{\"id\":\"c\",\"type\":\"book\"}\n\
         syntax 4\nsyntax 5\nsyntax 6\nduplicate-field 9",
    );
}

proptest::proptest! {
    #[test]
    fn any_item_comes_back(
        key in "[a-z0-9:_ ]{0,6}[a-z]",
        title in "(<i>|</i>|<sup>|</sup>|[a-c0-9*_^~: é'#@\n-]){0,20}",
        family in "[A-Z][a-z'*_-]{0,8}|no|1e5",
        particle in "(van|de la)?",
        date in "-?(19|20)[0-9]{2}(-0[1-9](-1[0-9])?|-2[1-4])?[~?%]?(/\\.\\.|/2050(-21)?)?|[a-z][a-z ]{0,5}",
        volume in "[0-9A-Z.e_-]{0,5}|no|on|~",
        extra in "[a-z0-9 :{}*]{0,8}",
        cut in proptest::bool::ANY,
    ) {
        let Ok(key) = CiteKey::parse(&key) else { return Ok(()) };
        let derived = Origin::derived;
        let mut item = Item::new(key, Kind::Book, derived());
        item.texts.set(StandardVariable::Title, Text::from_csl(&title), derived());
        let name = Name { non_dropping_particle: particle, ..Name::person(family, "A.") };
        item.names.set(NameVariable::Author, Names { list: vec![name], truncated: cut }, derived());
        item.numbers.set(NumberVariable::Volume, volume.clone(), derived());
        item.page = Some(Sourced::new(volume, derived()));
        let date = edtf::parse(&date).unwrap_or_else(|| crate::model::Date::literal(date.trim()));
        item.dates.set(DateVariable::Issued, date, derived());
        item.extra.push(crate::model::Extra { format: "ris", name: "ZZ".to_owned(), value: Sourced::new(extra, derived()) });
        let written = write(std::slice::from_ref(&item));
        let again = read(&written);
        assert!(again.value.len() == 1, "{written}");
        let (first, second) = (csl_json::from_item(&item, Profile::Csl).value, csl_json::from_item(&again.value[0], Profile::Csl).value);
        assert_eq!(&first["id"], &second["id"]);
        assert_eq!(first.get("author"), second.get("author"), "{written}");
        assert_eq!(first.get("volume").unwrap(), second.get("volume").unwrap(), "{written}");
        assert_eq!(first.get("page"), second.get("page"), "{written}");
        assert_eq!(first.get("issued"), second.get("issued"));
        assert_eq!(first.get("custom"), second.get("custom"));
        if Text::from_csl(&item.texts[&StandardVariable::Title].to_csl()) == item.texts[&StandardVariable::Title].value {
            assert_eq!(first.get("title"), second.get("title"), "{written}");
        }
    }

    #[test]
    fn any_text_is_read(text in "(- id: a\n|  title: |  issued: |  author:\n|[-:{}\\[\\]'\"*~a0 \n]){0,20}") {
        read(&text);
    }
}
