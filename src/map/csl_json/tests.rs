use super::*;

/// Reads items and writes them again.
fn check(input: &str, expected: &str, profile: Profile) {
    let read = items(&Source::new("t.json", input));
    let written: Vec<String> = read
        .value
        .iter()
        .map(|item| serde_json::Value::Object(from_item(item, profile).value).to_string())
        .collect();
    assert_eq!(written.join("\n"), expected, "{input}");
    if profile == Profile::Csl {
        let again = items(&Source::new("t.json", written.join("\n")));
        for (first, second) in read.value.iter().zip(&again.value) {
            let second = from_item(second, profile).value;
            assert_eq!(from_item(first, profile).value, second);
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_item_comes_back(
        title in "[a-zA-Zéα<>/i ]{1,20}",
        family in "[A-Z][a-z]{1,8}",
        particle in "(van|de la)?",
        date in "(19|20)[0-9]{2}(-0[1-9](-1[0-9])?)?[~?%]?(/\\.\\.|/2050)?",
        volume in "[0-9A-Z]{0,4}",
        cut in proptest::bool::ANY,
    ) {
        let mut item = Item::new(CiteKey::parse("k").unwrap(), Kind::Book, Origin::derived());
        let derived = Origin::derived;
        item.texts.set(StandardVariable::Title, Text::from_csl(&title), derived());
        let name = Name { non_dropping_particle: particle, ..Name::person(family, "A.") };
        let names = Names { list: vec![name], truncated: cut };
        item.names.set(NameVariable::Author, names, derived());
        item.numbers.set(NumberVariable::Volume, volume, derived());
        if let Some(date) = edtf::parse(&date) {
            item.dates.set(DateVariable::Issued, date, derived());
        }
        let members = from_item(&item, Profile::Csl).value;
        let record = Record { members: members.clone().into(), span: 0..0 };
        let again = to_item(record, &Source::new("", "")).value;
        assert_eq!(again.names.get(NameVariable::Author).map(|n| &n.value), item.names.get(NameVariable::Author).map(|n| &n.value));
        assert_eq!(again.dates.get(DateVariable::Issued).map(|d| &d.value), item.dates.get(DateVariable::Issued).map(|d| &d.value));
        assert_eq!(from_item(&again, Profile::Csl).value, members);
    }
}

#[test]
fn items_come_back() {
    check(
        r#"[{"id":7,"type":"journal-article","journalAbbreviation":"J","volume":3,"issued":{"date-parts":[["2017","9"]]},"author":[{"family":"Berg","non-dropping-particle":"van der","given":"J.","suffix":"Jr."},{"literal":"WHO"}]}]"#,
        r#"{"id":"7","type":"article-journal","author":[{"family":"Berg","given":"J.","non-dropping-particle":"van der","suffix":"Jr."},{"literal":"WHO"}],"issued":{"date-parts":[[2017,9]]},"container-title-short":"J","volume":"3"}"#,
        Profile::Csl,
    );
    check(
        r#"[{"id":"a","type":"book","issued":"1984?/..","license":"CC0","custom":{"x":[1]},"foo":{"y":2}}]"#,
        r#"{"id":"a","type":"book","issued":{"date-parts":[[1984]],"circa":true},"custom":{"florilege":{"dates":{"issued":"1984?/.."},"variables":{"license":"CC0"}},"csl-json":{"foo":{"y":2}},"x":[1]}}"#,
        Profile::Csl,
    );
    let flags = r#"{"id":"a","type":"document","author":[{"family":"Doe","given":"Jeffrey","suffix":"Jr.","comma-suffix":true},{"family":"Mao","given":"Zedong","static-ordering":true}]}"#;
    check(&format!("[{flags}]"), flags, Profile::Csl);
    check(
        r#"[{"id":"a","type":"software","note":"n","author":[{"family":"Berg","non-dropping-particle":"van der","given":"J.","suffix":"Jr."}],"issued":{"raw":"2017-09-22"}}]"#,
        r#"{"id":"a","type":"document","author":[{"family":"van der Berg","given":"J., Jr."}],"issued":{"date-parts":[[2017,9,22]]},"note":"Citation Key: a\ntype: software\nn"}"#,
        Profile::Zotero,
    );
    check(
        r#"[{"id":"a","type":"book","issued":{"date-parts":[[2001]],"season":2},"accessed":{"literal":"soon"},"title":"A <i>b</i>"}]"#,
        r#"{"id":"a","type":"book","title":"A <i>b</i>","issued":{"date-parts":[[2001]],"season":2},"accessed":{"literal":"soon"}}"#,
        Profile::Csl,
    );
    check(
        r#"[{"id":"a","type":"book","issued":{"date-parts":[[2012]],"season":"décembre"}}]"#,
        r#"{"id":"a","type":"book","issued":{"date-parts":[[2012]]},"custom":{"csl-json":{"issued.season":"décembre"}}}"#,
        Profile::Csl,
    );
}

#[test]
fn fields_of_one_name_all_come_back() {
    let origin = Origin::derived;
    let mut item = Item::new(CiteKey::parse("a").unwrap(), Kind::Book, origin());
    for (format, name, value) in [
        ("ris", "UR", "https://e.org/1"),
        ("ris", "UR", "https://e.org/2"),
        ("bibtex", "pdf", "[1]"),
    ] {
        let value = Sourced::new(value.to_owned(), origin());
        item.extra.push(Extra { format, name: name.to_owned(), value });
    }
    let json = crate::write::csl_json::line(&item, Profile::Csl).value;
    assert!(
        json.contains(r#""custom":{"ris":{"UR":["https://e.org/1","https://e.org/2"]},"#),
        "{json}"
    );
    let again = items(&Source::new("t.json", json)).value;
    let extras = |item: &Item| {
        let extras = item.extra.iter().map(|e| (e.format, e.name.clone(), e.value.value.clone()));
        extras.collect::<Vec<_>>()
    };
    assert_eq!(extras(&again[0]), extras(&item));
}

#[test]
fn variables_have_the_names_of_the_schema() {
    for name in ["archive-place", "archive_place"] {
        let input = format!(r#"[{{"id":"a","type":"book","{name}":"Bonn"}}]"#);
        check(&input, r#"{"id":"a","type":"book","archive-place":"Bonn"}"#, Profile::Csl);
    }
}
