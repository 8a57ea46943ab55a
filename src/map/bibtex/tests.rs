use super::fields::RULES;
use super::*;
use crate::model::{Name, NameVariable, Names, Origin};
use crate::write;

/// Items as CSL-JSON, one a line.
fn lines(items: &[Item]) -> String {
    let lines = items.iter().map(|item| write::csl_json::line(item, Default::default()).value);
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads entries, writes them in both dialects, and reads that again.
fn check(input: &str, csl: &str) {
    let read = items(&Source::new("t.bib", input));
    let json = lines(&read.value);
    assert_eq!(json, csl, "{input}");
    for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
        for ascii in [false, true] {
            let options = Options { dialect, ascii, ..Options::default() };
            let bib: String = read
                .value
                .iter()
                .map(|item| write::bibtex::to_string(&from_item(item, &options).value))
                .collect();
            assert!(!ascii || bib.is_ascii(), "{bib}");
            let again = items(&Source::new("t.bib", bib.as_str()));
            assert_eq!(lines(&again.value), csl, "{bib}");
        }
    }
}

#[test]
fn entries_come_back() {
    check(
        "@article{a, author={G{\\\"o}del, Kurt and others}, title={On {RNA} \\& {Principia}}, journal={J. Ø}, year=2017, month=sep, day=22, volume=38, number=1, pages={173--98}, doi={https://doi.org/10.1000/a_b}}",
        r#"{"id":"a","type":"article-journal","title":"On RNA & <span class=\"nocase\">Principia</span>","author":[{"family":"Gödel","given":"Kurt"}],"issued":{"date-parts":[[2017,9,22]]},"container-title":"J. Ø","volume":"38","issue":"1","page":"173-198","DOI":"10.1000/a_b","custom":{"florilege":{"truncated":["author"]}}}"#,
    );
    check(
        "@phdthesis{t, author={Shannon, Claude}, title={A}, school={MIT}, year=1940}",
        r#"{"id":"t","type":"thesis","title":"A","author":[{"family":"Shannon","given":"Claude"}],"issued":{"date-parts":[[1940]]},"publisher":"MIT","genre":"PhD thesis"}"#,
    );
    check(
        "@online{w, title={W}, url={https://e.org/a\\_b%20c}, urldate={2024-01-15}}",
        r#"{"id":"w","type":"webpage","title":"W","URL":"https://e.org/a_b%20c","accessed":{"date-parts":[[2024,1,15]]}}"#,
    );
}

#[test]
fn a_work_is_no_part_of_itself() {
    let bib = "@book{b, title={Speech Acts}, booktitle={Speech Acts}, year=1969}";
    let read = items(&Source::new("t.bib", bib)).value;
    assert!(!read[0].texts.contains(StandardVariable::ContainerTitle));
    let written = from_item(&read[0], &Options::default()).value;
    assert_eq!(written.field("booktitle").map(|field| &*field.value), Some("Speech Acts"));
}

/// Writes the first item of CSL-JSON as an entry without line breaks.
fn written(json: &str, dialect: Dialect) -> String {
    let read = crate::map::csl_json::items(&Source::new("t.json", json)).value;
    let record = from_item(&read[0], &Options { dialect, ..Options::default() }).value;
    let bib = write::bibtex::to_string(&record);
    let again = items(&Source::new("t.bib", bib.as_str())).value;
    assert_eq!(lines(&again), lines(&read), "{bib}");
    bib.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn lists_of_one_member_stay_whole() {
    let json = r#"[{"id":"k","type":"book","title":"T","author":[{"family":"Plato"},{"literal":"Johnson and Johnson"}],"issued":{"date-parts":[[2011]]},"publisher":"Farrar, Straus and Giroux","publisher-place":"New York"}]"#;
    assert_eq!(
        written(json, Dialect::Biblatex),
        "@book{k, author = {Plato and {Johnson and Johnson}}, title = {T}, date = {2011}, publisher = {{Farrar, Straus and Giroux}}, location = {New York} }"
    );
    let json = r#"[{"id":"k","type":"patent","title":"T","author":[{"family":"Shannon","given":"C. E."}],"issued":{"date-parts":[[1948]]},"number":"2,436-A","authority":"Bell, Inc."}]"#;
    assert_eq!(
        written(json, Dialect::Biblatex),
        "@patent{k, author = {Shannon, C. E.}, title = {T}, date = {1948}, holder = {{Bell, Inc.}}, number = {2,436-A} }"
    );
}

#[test]
fn numbers_and_containers_keep_apart() {
    for number in ["", r#","number":"2012-274 QPC""#] {
        let json = format!(
            r#"[{{"id":"k","type":"legal_case","title":"T","container-title":"Recueil"{number}}}]"#
        );
        written(&json, Dialect::Bibtex);
        written(&json, Dialect::Biblatex);
    }
}

#[test]
fn pages_of_the_web_keep_their_place() {
    let json = |place: &str| {
        format!(
            r#"[{{"id":"k","type":"webpage","title":"Caffeine","URL":"https://e.org","publisher":"NCBI"{place}}}]"#
        )
    };
    assert!(written(&json(""), Dialect::Biblatex).starts_with("@online{"));
    let bib = written(&json(r#","publisher-place":"Bethesda""#), Dialect::Biblatex);
    assert!(bib.starts_with("@misc{") && bib.contains("location = {Bethesda}"), "{bib}");
}

#[test]
fn numbers_of_archives_are_kept() {
    let json = r#"[{"id":"k","type":"article","title":"T","issued":{"date-parts":[[2020]]},"number":"arXiv:2005.14165","PMID":"1","PMCID":"PMC2"}]"#;
    for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
        let bib = written(json, dialect);
        let expected = "eprint = {2005.14165}, eprinttype = {arXiv}, entrysubtype = {article},";
        assert!(bib.starts_with("@misc{k,") && bib.contains(expected), "{bib}");
        assert!(bib.ends_with(r#"verba = {"PMID":"1","PMCID":"PMC2"} }"#), "{bib}");
    }
    let json = r#"[{"id":"k","type":"article","title":"T","number":"2011/566"}]"#;
    assert!(written(json, Dialect::Biblatex).contains(" eprint = {2011/566},"));
    let json = r#"[{"id":"k","type":"article-journal","author":[{"family":"A"}],"container-title":"J","issued":{"date-parts":[[2020]]},"title":"T","issue":"2-3","page":"1-8, 17","PMID":"1","PMCID":"PMC2"}]"#;
    let bib = written(json, Dialect::Bibtex);
    assert!(
        bib.contains("issue = {2--3}, pages = {1--8, 17}, eprint = {1}, eprinttype = {pubmed}"),
        "{bib}"
    );
}

#[test]
fn identifiers_are_bare() {
    let json = r#"[{"id":"k","type":"article","title":"T","DOI":"https://doi.org/10.1000/a"}]"#;
    let read = crate::map::csl_json::items(&Source::new("t.json", json)).value;
    let record = from_item(&read[0], &Options::default()).value;
    assert_eq!(record.field("doi").unwrap().value, "10.1000/a");
}

#[test]
fn page_labels_are_kept() {
    for (written, page) in
        [("7,41,73--97", "7, 41, 73-97"), ("43+", "43+"), ("E306--12", "E306-E312")]
    {
        let text = format!("@article{{a, title={{T}}, pages={{{written}}}}}");
        let read = items(&Source::new("t.bib", text));
        assert_eq!(read.value[0].page.as_ref().unwrap().value, page);
    }
}

#[test]
fn months_and_days() {
    for month in ["sep # \"~22\"", "{22 September}", "\"Sept. 22\"", "9, day = 22"] {
        let text = format!("@misc{{a, title={{T}}, year=2017, month={month}}}");
        let read = items(&Source::new("t.bib", text));
        let date = read.value[0].dates.get(crate::model::DateVariable::Issued).unwrap();
        assert_eq!(date.to_string(), "2017-09-22", "{month}");
    }
}

#[test]
fn hostile_entries_are_linear() {
    let authors = "Doe, J. and ".repeat(100_000);
    let fields: String = (0..100_000).map(|n| format!("f{n} = {{x}}, ")).collect();
    let text = format!("@book{{a, author = {{{authors}}}, {fields}}}");
    let read = items(&Source::new("t.bib", text));
    let record = from_item(&read.value[0], &Options::default()).value;
    // Those of the file, the date that is not known, and the title.
    assert_eq!(record.fields.len(), 100_004);
    for piece in ["{", "}", "and ", ",", "{a}", "~", "= ", "$", "-", "\\\"", "a and "] {
        let text = format!(
            "@book{{a, author = \"{0}\", title = \"{0}\", pages = \"{0}\", date = \"{0}\"}}",
            piece.repeat(50_000)
        );
        for item in items(&Source::new("t.bib", text)).value {
            from_item(&item, &Options::default());
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_item_comes_back(
        title in "[a-zA-Zéßα≥&%$#_{}~^\\\\<>'-]{1,12}( (RNA|of|pH|Zürich|C57BL/6J))?",
        family in "[A-Z][a-zé]{1,8}( [A-Z][a-z]{1,4})?",
        particle in "(van der|de)?",
        given in "[A-Z]\\.( [A-Z]\\.)?",
        suffix in "(Jr\\.|III)?",
        literal in "[A-Za-z&,=]{1,6}( and [A-Za-z]{1,5})?",
        url in "https://e\\.org/[a-z%#_&?=~]{0,10}",
        cut in proptest::bool::ANY,
        ascii in proptest::bool::ANY,
        biblatex in proptest::bool::ANY,
    ) {
        let derived = Origin::derived;
        let mut item = Item::new(CiteKey::parse("k").unwrap(), Kind::Book, derived());
        item.texts.set(StandardVariable::Title, Text::plain(title), derived());
        item.texts.set(StandardVariable::URL, Text::plain(url), derived());
        let person = Name { non_dropping_particle: particle, suffix, ..Name::person(family, given) };
        let names = Names { list: vec![person, Name::literal(literal)], truncated: cut };
        item.names.set(NameVariable::Author, names, derived());
        let dialect = if biblatex { Dialect::Biblatex } else { Dialect::Bibtex };
        let bib = write::bibtex::to_string(&from_item(&item, &Options { dialect, ascii, ..Options::default() }).value);
        let again = items(&Source::new("t.bib", bib.as_str()));
        let again = &again.value[0];
        assert_eq!(*again.kind, *item.kind, "{bib}");
        assert_eq!(again.text(StandardVariable::Title), item.text(StandardVariable::Title), "{bib}");
        assert_eq!(again.text(StandardVariable::URL), item.text(StandardVariable::URL), "{bib}");
        let names = |item: &Item| item.names.get(NameVariable::Author).map(|names| names.value.clone());
        assert_eq!(names(again), names(&item), "{bib}");
    }

    #[test]
    fn any_entry_is_mapped(value in "([a-zA-Z0-9é{}$~,=/-]|\\\\[a-z']| and | ){0,30}", field in 0..RULES.len()) {
        let name = RULES[field].fields[0];
        let bib = format!("@article{{k, {name} = \"{value}\"}}");
        for item in items(&Source::new("t.bib", bib)).value {
            from_item(&item, &Options::default());
        }
    }
}
