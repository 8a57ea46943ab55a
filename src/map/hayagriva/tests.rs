use super::*;
use crate::format::Format;
use crate::map::edtf;
use crate::map::testing::{self, json, shown};
use crate::model::{DateVariable, NameVariable, Origin, StandardVariable};

fn read(text: &str) -> Read<Vec<Item>> {
    testing::read(Format::Hayagriva, text)
}

/// Writes items, and holds the file to what the crate accepts.
fn write(items: &[Item]) -> Read<String> {
    let written = testing::write(Format::Hayagriva, items);
    match hayagriva::io::from_yaml_str(&written.value) {
        Ok(library) => assert_eq!(library.len(), items.len(), "{}", written.value),
        Err(error) => panic!("{error}\n{}", written.value),
    }
    written
}

/// Reads entries, shows them as CSL-JSON with the findings' codes and lines, and writes them again.
fn check(text: &str, expected: &str, again: &str) {
    let found = read(text);
    assert_eq!(shown(&found), expected, "{text}");
    let written = write(&found.value).value;
    assert_eq!(written, if again.is_empty() { text } else { again });
    assert_eq!(json(&read(&written).value), json(&found.value), "{written}");
}

#[test]
fn entries_come_back() {
    check(
        "kinetics:\n  type: article\n  title: Kinetics of {BEC} excitations\n  author:\n  - Doan, T. D.\n  - Haug, Hartmut\n  date: '2020-10-14'\n  page-range: 165126-165139\n  serial-number:\n    doi: 10.1103/PhysRevB.102.165126\n  parent:\n    type: periodical\n    title:\n      value: Physical Review B\n      short: Phys. Rev. B\n    volume: 102\n    issue: 16\n    publisher: American Physical Society\n",
        r#"{"id":"kinetics","type":"article-journal","title":"Kinetics of <span class=\"nocase\">BEC</span> excitations","author":[{"family":"Doan","given":"T. D."},{"family":"Haug","given":"Hartmut"}],"issued":{"date-parts":[[2020,10,14]]},"container-title":"Physical Review B","container-title-short":"Phys. Rev. B","volume":"102","issue":"16","page":"165126-165139","publisher":"American Physical Society","DOI":"10.1103/PhysRevB.102.165126"}"#,
        "",
    );
    check(
        "harry:\n  type: book\n  title: Harry Potter\n  author: Rowling, J. K.\n  date: 2003\n  volume: 5\n  publisher:\n    name: Bloomsbury\n    location: London\n  page-total: 768\n  url:\n    value: https://example.org/harry\n    date: '2020-11-30'\n  affiliated:\n  - role: illustrator\n    names: GrandPré, Mary\n",
        r#"{"id":"harry","type":"book","title":"Harry Potter","author":[{"family":"Rowling","given":"J. K."}],"issued":{"date-parts":[[2003]]},"volume":"5","publisher":"Bloomsbury","publisher-place":"London","URL":"https://example.org/harry","accessed":{"date-parts":[[2020,11,30]]},"number-of-pages":"768","illustrator":[{"family":"GrandPré","given":"Mary"}]}"#,
        "",
    );
}

#[test]
fn parents_tell_what_an_entry_is() {
    for (entry, expected) in [
        (
            "{type: Article, parent: {title: J}}",
            r#""type":"article-journal","container-title":"J""#,
        ),
        (
            "{type: article, parent: {type: newspaper, title: N}}",
            r#""type":"article-newspaper","container-title":"N""#,
        ),
        (
            "{type: article, parent: [{type: conference, title: C, location: Rome}, {type: proceedings, title: P, parent: {type: proceedings, title: S}}]}",
            r#""type":"paper-conference","container-title":"P","collection-title":"S","event-title":"C","event-place":"Rome""#,
        ),
        (
            "{type: article, parent: {type: conference, title: C}}",
            r#""type":"speech","event-title":"C""#,
        ),
        (
            "{type: anthos, parent: {title: A, editor: [B, C]}}",
            r#""type":"chapter","editor":[{"literal":"B"},{"literal":"C"}],"container-title":"A""#,
        ),
        (
            "{type: entry, parent: {title: E}}",
            r#""type":"entry-encyclopedia","container-title":"E""#,
        ),
        (
            "{type: book, parent: {type: book, title: S, volume: 3}}",
            r#""type":"book","collection-title":"S","collection-number":"3""#,
        ),
        (
            "{type: report, serial-number: 7, organization: O}",
            r#""type":"report","number":"7","authority":"O""#,
        ),
        (
            "{type: video, parent: {title: Series}}",
            r#""type":"broadcast","container-title":"Series""#,
        ),
        (
            "{type: book, parent: {type: original, title: O, date: 1967, author: 'A, B'}}",
            r#""type":"book","original-author":[{"family":"A","given":"B"}],"original-date":{"date-parts":[[1967]]},"original-title":"O""#,
        ),
        (
            "{type: article, serial-number: {arxiv: '1906.00356', isan: x}}",
            r#""type":"article","number":"arXiv:1906.00356","custom":{"hayagriva":{"serial-number.isan":"\"x\""}}"#,
        ),
        (
            "{type: web, url: 'https://a.b/', parent: {title: W}}",
            r#""type":"webpage","container-title":"W","URL":"https://a.b/""#,
        ),
        (
            "{type: article, volume: 2, note: x, parent: {title: J, volume: 7, note: y}}",
            r#""type":"article-journal","container-title":"J","volume":"7","custom":{"hayagriva":{"volume":"2","container.note":"\"y\""}},"note":"x""#,
        ),
    ] {
        let items = read(&format!("a: {entry}")).value;
        let members = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let expected = members(&format!(r#"{{"id":"a",{expected}}}"#));
        let found = members(&json(&items));
        assert_eq!(found, expected, "{entry}");
        let written = write(&items);
        assert_eq!(json(&read(&written.value).value), json(&items), "{}", written.value);
        assert!(written.diagnostics.is_empty(), "{:?}", written.diagnostics);
    }
}

#[test]
fn what_is_no_value_costs_itself() {
    let text = "a:\n  type: book\n  title: '} x'\n  date: soon\n  page-total: [1]\n  runtime: 1:00\nb: {\nc:\n  type: cartoon\nc:\n  title: x\n";
    let found = read(text);
    let codes: Vec<String> = found
        .diagnostics
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.place.as_ref().unwrap().line))
        .collect();
    assert_eq!(
        codes.join(", "),
        "bad-value 3, bad-date 4, bad-value 5, syntax 7, unknown-type 9, unknown-type 10"
    );
    assert_eq!(found.value.len(), 3);
    let written = write(&found.value);
    assert!(written.value.contains("title: '\\} x'"), "{}", written.value);
    let dropped: Vec<&str> =
        written.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        dropped,
        [
            "`a`: no field of the format holds `issued`",
            "`a`: no field of the format holds `page-total`",
            "another entry has the key `c`; this one became `c-2`",
        ]
    );
}

#[test]
fn mathematics_and_aliases_return() {
    check(
        "a:\n  type: book\n  title: On $x_{1}$ and \\$5\n  author:\n  - name: Watkins\n    given-name: Gloria Jean\n    alias: bell hooks\n  - Doe, Jane\n",
        r#"{"id":"a","type":"book","title":"On $x_{1}$ and $5","author":[{"family":"Watkins","given":"Gloria Jean"},{"family":"Doe","given":"Jane"}],"custom":{"hayagriva":{"title":"\"On $x_{1}$ and \\\\$5\"","author":"[{\"name\":\"Watkins\",\"given-name\":\"Gloria Jean\",\"alias\":\"bell hooks\"},\"Doe, Jane\"]"}}}"#,
        "",
    );
}

#[test]
fn hostile_input_ends() {
    for text in [
        "a: ".repeat(10_000),
        "a:\n  parent:\n".to_owned() + &"  - {type: book, parent: ".repeat(20_000),
        format!("a: {{type: book, title: \"{}\"}}", "{".repeat(100_000)),
        "a: {type: book}\n".repeat(2_000),
        format!("a: {{type: book, author: [{}]}}", "x,".repeat(50_000)),
    ] {
        read(&text);
    }
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_accepted(
        key in "\\PC{1,6}",
        kind in 0usize..45,
        title in "(<i>|</i>|<span class=\"nocase\">|</span>|\\PC|[{}$\\\\a: \n]){0,12}",
        family in "\\PC{0,8}",
        given in "[A-Za-z., ]{0,8}",
        particle in "(van|de la|Van|'t)?",
        suffix in "(Jr\\.|a, b)?",
        date in "-?[0-9]{4}(-0[1-9](-1[0-9])?|-2[1-4])?[~?%]?(/\\.\\.|/2050)?|[a-z ]{0,6}",
        label in "\\PC{0,8}|[0-9a-z&,–-]{0,8}|no|1e5|~|0x1F|1_000|99999999999999999999",
        url in "https?://[a-z.%/?# ]{0,12}|\\PC{0,8}",
        language in "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,2}|\\PC{0,5}",
        extra in "\"\\PC{0,8}\"|[0-9.]{1,4}|\\[1\\]|true",
        field in "title|date|volume|container.title|parent|affiliated.foreword|serial-number.isan|x|container.x|url.value|page-total",
    ) {
        let Ok(key) = CiteKey::parse(&key) else { return Ok(()) };
        let derived = Origin::derived;
        let kind = super::kinds::ALL.get(kind).copied().unwrap_or(Kind::Book);
        let mut item = Item::new(key, kind, derived());
        for rule in super::fields::RULES {
            match rule.target {
                Target::Text(v) => {
                    let text = match rule.shape {
                        Shape::Url => Text::plain(url.as_str()),
                        Shape::Language => Text::plain(language.as_str()),
                        Shape::Title => Text::from_csl(&title),
                        _ => Text::plain(label.as_str()),
                    };
                    item.texts.set(v, text, derived());
                }
                Target::Number(v) => {
                    item.numbers.set(v, label.clone(), derived());
                }
                Target::Page => item.page = Some(Sourced::new(label.clone(), derived())),
                Target::Names(v) => {
                    let name = Name { non_dropping_particle: particle.clone(), suffix: suffix.clone(), ..Name::person(family.as_str(), given.as_str()) };
                    item.names.set(v, Names::from(vec![name, Name::literal(title.as_str())]), derived());
                }
                Target::Date(v) => {
                    let date = edtf::parse(&date).unwrap_or_else(|| Date::literal(date.as_str()));
                    item.dates.set(v, date, derived());
                }
            }
        }
        item.extra.push(Extra { format: FORMAT, name: field, value: Sourced::new(extra, derived()) });
        let twin = item.clone();
        let written = write(&[item, twin]).value;
        let again = read(&written).value;
        assert_eq!(again.len(), 2, "{written}");
        // What was once written stays as it is.
        let second = write(&again[..1]).value;
        let third = write(&read(&second).value).value;
        assert_eq!(second, third);
    }

    #[test]
    fn any_item_comes_back(
        title in "[a-z][a-zé ]{0,8}[a-z]",
        family in "[A-Z][a-z]{1,6}",
        particle in "(van|de la)?",
        year in 1000i32..2100,
        month in proptest::option::of(1u8..=12),
        approximate in proptest::bool::ANY,
        volume in "[1-9][0-9]{0,2}|[A-Z][0-9]",
    ) {
        let derived = Origin::derived;
        for kind in super::kinds::ALL.iter().copied().filter(|kind| super::kinds::row(*kind).is_exact) {
            let mut item = Item::new(CiteKey::parse("k").unwrap(), kind, derived());
            for (variable, text) in [
                (StandardVariable::Title, &title),
                (StandardVariable::ContainerTitle, &title),
                (StandardVariable::ContainerTitleShort, &family),
                (StandardVariable::CollectionTitle, &title),
                (StandardVariable::Publisher, &family),
                (StandardVariable::EventTitle, &title),
                (StandardVariable::OriginalTitle, &title),
                (StandardVariable::Source, &family),
            ] {
                item.texts.set(variable, Text::plain(text.as_str()), derived());
            }
            let name = Name { non_dropping_particle: particle.clone(), ..Name::person(family.as_str(), "A.") };
            for variable in [NameVariable::Author, NameVariable::Editor, NameVariable::Director, NameVariable::CollectionEditor] {
                item.names.set(variable, Names::from(vec![name.clone()]), derived());
            }
            let day = crate::model::Day::new(year, month, None).unwrap();
            item.dates.set(DateVariable::Issued, Date { approximate, ..Date::on(day) }, derived());
            item.numbers.set(NumberVariable::Volume, volume.clone(), derived());
            item.numbers.set(NumberVariable::CollectionNumber, volume.clone(), derived());
            let written = write(std::slice::from_ref(&item));
            let again = read(&written.value).value;
            assert_eq!(json(&again), json(&[item]), "{}", written.value);
        }
    }

    #[test]
    fn any_text_is_read(text in "(a:\n|  type: book\n|  title: |  author: |  parent:\n  - |[-:{}\\[\\]'\"*~a0, \n]){0,20}") {
        read(&text);
    }
}
