use super::*;
use crate::format::Format;
use crate::map::edtf;
use crate::map::testing::{self, json, shown};
use crate::model::{CiteKey, Date, Extra, Item, Kind, Name, Names, Origin, Sourced, Text};

fn read(text: &str) -> Read<Vec<Item>> {
    testing::read(Format::Csv, text)
}

fn write(items: &[Item]) -> String {
    testing::write(Format::Csv, items).value
}

/// Reads a table, shows it as CSL-JSON with the findings' codes and lines; what is written reads the same.
fn check(text: &str, expected: &str) {
    let found = read(text);
    assert_eq!(shown(&found), expected, "{text}");
    let written = write(&found.value);
    let again = read(&written);
    assert_eq!(json(&again.value), json(&found.value), "{written}");
    let is_named_twice = |finding: &Diagnostic| finding.code == Code::DuplicateField;
    assert!(again.diagnostics.iter().all(is_named_twice), "{written}");
}

#[test]
fn tables_of_other_programs_are_read() {
    // Zotero.
    check(
        "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"ISBN\",\"ISSN\",\"DOI\",\"Url\",\"Date\",\"Pages\",\"Issue\",\"Volume\",\"Type\",\"Manual Tags\",\"File Attachments\"\n\
         \"ABCD2345\",\"journalArticle\",\"1953\",\"Watson, J. D.; Crick, F. H. C.\",\"Molecular Structure of Nucleic Acids\",\"Nature\",\"\",\"0028-0836\",\"10.1038/171737a0\",\"https://www.nature.com/articles/171737a0\",\"1953-04\",\"737-738\",\"4356\",\"171\",\"\",\"DNA; structure\",\"/home/a.pdf\"\n",
        r#"{"id":"ABCD2345","type":"article-journal","title":"Molecular Structure of Nucleic Acids","author":[{"family":"Watson","given":"J. D."},{"family":"Crick","given":"F. H. C."}],"issued":{"date-parts":[[1953,4]]},"container-title":"Nature","volume":"171","issue":"4356","page":"737-738","DOI":"10.1038/171737a0","ISSN":"0028-0836","URL":"https://www.nature.com/articles/171737a0","keyword":"DNA, structure","custom":{"csv":{"File Attachments":"/home/a.pdf"}}}"#,
    );
    // Rayyan.
    check(
        "key,title,authors,journal,issn,day,month,year,volume,issue,pages,publisher,pmc_id,pubmed_id,url,abstract,notes\n\
         rayyan-1,On Sleep,\"Doe, J. and Roe, A. and Poe, E.\",Sleep,1-2,7,3,2019,42,1,1--9,,PMC1,123,,,\n",
        r#"{"id":"rayyan-1","type":"article-journal","title":"On Sleep","author":[{"family":"Doe","given":"J."},{"family":"Roe","given":"A."},{"family":"Poe","given":"E."}],"issued":{"date-parts":[[2019,3,7]]},"container-title":"Sleep","volume":"42","issue":"1","page":"1-9","ISSN":"1-2","PMID":"123","PMCID":"PMC1"}"#,
    );
    // Scopus, with no key; PubMed's names; semicolons between cells.
    check(
        "Authors;\"Author full names\";Title;Year;Source title;Page start;Page end;Document Type;EID\n\
         \"Doe J.\";\"Doe, Jane (571)\";=Sum;2020;Brain;10;19;Article;2-s2.0-1\n\
         \"Roe A., Poe E.B.\";;Sleep;n.y.;Brain;e7;;Review;\n",
        "{\"id\":\"doeSum2020\",\"type\":\"article-journal\",\"title\":\"=Sum\",\"author\":[{\"family\":\"Doe\",\"given\":\"Jane\"}],\"issued\":{\"date-parts\":[[2020]]},\"container-title\":\"Brain\",\"page\":\"10-19\",\"custom\":{\"csv\":{\"Authors\":\"Doe J.\",\"EID\":\"2-s2.0-1\"}}}\n\
         {\"id\":\"roeSleepn.y.\",\"type\":\"article-journal\",\"title\":\"Sleep\",\"author\":[{\"family\":\"Roe\",\"given\":\"A.\"},{\"family\":\"Poe\",\"given\":\"E.B.\"}],\"issued\":{\"literal\":\"n.y.\"},\"container-title\":\"Brain\",\"page\":\"e7\"}\n\
         bad-date 3",
    );
    // ASReview: hardly a type, and no key.
    check(
        "title\tabstract\tincluded\nOn Sleep\tText\t1\n",
        r#"{"id":"Sleep","type":"document","title":"On Sleep","abstract":"Text","custom":{"csv":{"included":"1"}}}"#,
    );
}

#[test]
fn what_is_odd_costs_nothing_else() {
    check(
        "title,title,year,foo\nA,B,2000\nC,,,x,y\n\"D\",\"e\nF,,2001,\n",
        "{\"id\":\"2000\",\"type\":\"document\",\"title\":\"A\",\"issued\":{\"date-parts\":[[2000]]},\"custom\":{\"csv\":{\"title\":\"B\"}}}\n\
         {\"id\":\"unkeyed1\",\"type\":\"document\",\"title\":\"C\",\"custom\":{\"csv\":{\"foo\":\"x\",\"column 5\":\"y\"}}}\n\
         {\"id\":\"unkeyed2\",\"type\":\"document\",\"title\":\"D\",\"custom\":{\"csv\":{\"title\":\"e\"}}}\n\
         {\"id\":\"2001\",\"type\":\"document\",\"title\":\"F\",\"issued\":{\"date-parts\":[[2001]]}}\n\
         duplicate-field 1\nbad-value 2\nbad-value 3\nsyntax 4",
    );
}

#[test]
fn the_user_may_name_columns() {
    let columns: Columns = "Titel=title,Jahr=issued,Wer=author".parse().unwrap();
    let mut found = Vec::new();
    let source = Source::new("t.csv", "Nr;Titel;Jahr;Wer\n1;Faust;1808;Goethe, Johann\n");
    each_with(&source, &columns, &mut |item| found.extend(item.value));
    assert_eq!(
        json(&found),
        r#"{"id":"goetheFaust1808","type":"document","title":"Faust","author":[{"family":"Goethe","given":"Johann"}],"issued":{"date-parts":[[1808]]},"custom":{"csv":{"Nr":"1"}}}"#
    );
    let near = "Titel=titel".parse::<Columns>().unwrap_err();
    assert_eq!(near.to_string(), "`titel` is no variable; near are `title`, `title-short`");
}

#[test]
fn a_table_is_safe_to_open() {
    let items = read("id,type,title,foo\na,book,'=1+1,\"x \"\"y\"\"\"\n").value;
    let written = write(&items);
    assert_eq!(
        written,
        "\u{feff}id,type,author,issued,title,container-title,foo\r\na,book,,,'=1+1,,\"x \"\"y\"\"\"\r\n"
    );
    assert_eq!(write(&[]), "\u{feff}id,type,author,issued,title,container-title\r\n");
}

#[test]
fn fields_of_other_formats_come_back() {
    for format in
        ["bibtex", "ris", "nbib", "endnote-xml", "web-of-science", "hayagriva", "csl-json"]
    {
        let mut items = read("id,type\na,book\n").value;
        let value = Sourced::new("x, y".to_owned(), Origin::derived());
        items[0].extra.push(Extra { format, name: "ZZ".to_owned(), value });
        assert_eq!(read(&write(&items)).value[0].extra(format, "ZZ"), Some("x, y"), "{format}");
    }
}

#[test]
fn hostile_input_ends() {
    for text in [
        "title".to_owned() + &",".repeat(200_000),
        "title\n".to_owned() + &"\"".repeat(200_001),
        "title,author\n".to_owned() + &"a,\"b\n".repeat(50_000),
        format!("author\n{}", "x; ".repeat(100_000)),
        "title\nA\n".to_owned() + &"A\n".repeat(20_000),
    ] {
        read(&text);
    }
}

proptest::proptest! {
    #[test]
    fn any_item_comes_back(
        key in "['=+a-z0-9:;\",]{1,6}",
        title in "(<i>|</i>|[-=+@'a-c\",; \n\r\t]){1,12}",
        family in "[a-zA-Z;,|\\\\ é]{0,8}",
        particle in "(van|de la|Van)?",
        literal in "[A-Za-z, ;'=-]{1,8}",
        date in "-?(19|20)[0-9]{2}(-0[1-9](-1[0-9])?|-2[1-4])?[~?%]?(/\\.\\.|/2050)?|[a-z=\"][a-z0-9 -]{0,6}",
        label in "[-=0-9A-Z.]{1,5}",
        extra in "[-='a-z,\"\n]{1,6}",
        name in "[A-Z ]{1,4}|title|id|Authors|DOI",
        cut in proptest::bool::ANY,
    ) {
        let Ok(key) = CiteKey::parse(&key) else { return Ok(()) };
        let derived = Origin::derived;
        let mut item = Item::new(key, Kind::Book, derived());
        // A cell holds no empty text.
        let title = if Text::from_csl(&title).is_empty() { "a".to_owned() } else { title };
        for column in super::columns::COLUMNS {
            match column.target {
                Target::Text(v) => {
                    let text = match v {
                        StandardVariable::URL | StandardVariable::DOI => Text::plain(title.as_str()),
                        _ => Text::from_csl(&title),
                    };
                    item.texts.set(v, text, derived());
                }
                Target::Number(v) => {
                    item.numbers.set(v, label.clone(), derived());
                }
                Target::Page => item.page = Some(Sourced::new(label.clone(), derived())),
                Target::Names(v) => {
                    let mut list = vec![Name::literal(literal.as_str())];
                    if !family.is_empty() {
                        list.push(Name { non_dropping_particle: particle.clone(), ..Name::person(family.as_str(), literal.as_str()) });
                    }
                    item.names.set(v, Names { list, truncated: cut }, derived());
                }
                Target::Date(v) => {
                    let date = edtf::parse(&date).unwrap_or_else(|| Date::literal(date.as_str()));
                    item.dates.set(v, date, derived());
                }
                _ => {}
            }
        }
        for format in ["csv", "bibtex", "csv"] {
            item.extra.push(Extra { format, name: name.clone(), value: Sourced::new(extra.clone(), derived()) });
        }
        let written = write(&[item.clone(), item.clone()]);
        let again = read(&written).value;
        assert_eq!(again.len(), 2, "{written}");
        for again in again {
            assert_eq!(again.key, item.key);
            let plain = |item: &Item| {
                let mut names: Vec<_> = item.names.iter().map(|(v, n)| format!("{v} {:?}", n.value)).collect();
                names.extend(item.dates.iter().map(|(v, d)| format!("{v} {:?}", d.value)));
                names.extend(item.numbers.iter().map(|(v, n)| format!("{v} {}", n.value)));
                names.extend(item.texts.iter().map(|(v, t)| format!("{v} {}", t.to_csl())));
                names.extend(item.page.iter().map(|p| p.value.clone()));
                names.extend(item.extra.iter().map(|e| format!("{} {} {}", e.format, e.name, e.value.value)));
                names.sort();
                names
            };
            let (first, second) = (plain(&item), plain(&again));
            let differs = first.iter().filter(|line| !second.contains(line)).collect::<Vec<_>>();
            assert!(first == second, "{differs:?} of {second:?}");
        }
    }

    #[test]
    fn any_text_is_read(text in "(id,|type,|title|author|[-a,;\"'=\n\r\t0é ]){0,30}") {
        read(&text);
    }
}
