use super::*;
use crate::bibliography;
use crate::diag::Code;
use crate::format::Format;
use crate::map::csl_json::{self, Profile};
use crate::model::{
    Date, DateVariable, Day, Name, NameVariable, Names, NumberVariable, Origin, Sourced,
    StandardVariable, Text,
};
use crate::write::ItemWriter;
use crate::write::ris::Writer;

/// Reads the items of a text, with the codes of findings.
fn read(text: &str) -> (Vec<Item>, Vec<Code>) {
    let source = Source::new("t.ris", text);
    let (mut items, mut codes) = (Vec::new(), Vec::new());
    each(&source, &mut |read| {
        codes.extend(read.diagnostics.iter().map(|finding| finding.code));
        items.extend(read.value);
    });
    (items, codes)
}

fn write(item: &Item, profile: Profile) -> String {
    let mut out = Vec::new();
    let _ = Writer::new(profile).item(item, &mut out);
    String::from_utf8(out).unwrap()
}

/// Reads the lines of a record without its end, and shows the members of its CSL-JSON but the key.
fn check(lines: &str, expected: &str) {
    let (items, _) = read(&format!("{lines}\nER  - \n"));
    let mut members = csl_json::from_item(&items[0], Profile::Csl).value;
    members.remove("id");
    let json = serde_json::Value::Object(members);
    let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
    assert_eq!(json, expected, "\n{lines}\n{json}");
    // Nothing of it is lost on the way to RIS and back.
    for profile in [Profile::Csl, Profile::Zotero] {
        let written = write(&items[0], profile);
        let (again, _) = read(&written);
        let mut members = csl_json::from_item(&again[0], Profile::Csl).value;
        members.remove("id");
        assert_eq!(serde_json::Value::Object(members), expected, "\n{written}");
    }
}

#[test]
fn articles() {
    check(
        "TY  - JOUR\nA1  - Watson, J. D.\nA1  - Crick, F. H. C.\nT1  - Molecular Structure\nJF  - Nature\nJO  - Nat.\n\
         Y1  - 1953/04/25/\nVL  - 171\nIS  - 4356\nSP  - 737\nEP  - 8\nSN  - 00280836\n\
         M3  - doi: 10.1038/171737a0\nUR  - https://example.org/a\n  https://example.org/b\nL1  - a.pdf",
        r#"{"type":"article-journal","title":"Molecular Structure","author":[{"family":"Watson","given":"J. D."},{"family":"Crick","given":"F. H. C."}],"issued":{"date-parts":[[1953,4,25]]},"container-title":"Nature","container-title-short":"Nat.","volume":"171","issue":"4356","page":"737-738","DOI":"10.1038/171737a0","ISSN":"0028-0836","URL":"https://example.org/a","custom":{"ris":{"UR":"https://example.org/b","L1":"a.pdf"}}}"#,
    );
    // Scopus, Web of Science: type of work, article number, several serial numbers.
    check(
        "TY  - JOUR\nAU  - Doe, J.\nTI  - A <inf>2</inf> &amp; B\nT2  - Optik\nJ2  - Optik\nVL  - 5\nC7  - 163648\n\
         PY  - 2019\nDA  - JAN 3\nM3  - Article\nSN  - 00304026 (ISSN)\nDO  - https://doi.org/10.1016/j.ijleo.2019.163648\n\
         KW  - Laser; Optics, nonlinear\nN1  - Export Date: 3 May 2020\nN1  - Cited By: 7\nDB  - Scopus",
        r#"{"type":"article-journal","title":"A <sub>2</sub> & B","author":[{"family":"Doe","given":"J."}],"issued":{"date-parts":[[2019,1,3]]},"container-title":"Optik","container-title-short":"Optik","volume":"5","page":"163648","DOI":"10.1016/j.ijleo.2019.163648","ISSN":"0030-4026","keyword":"Laser; Optics, nonlinear","note":"Export Date: 3 May 2020\nCited By: 7","archive":"Scopus","custom":{"ris":{"M3":"Article"}}}"#,
    );
    check(
        "TY  - JOUR\nTI  - A\nJO  - J. Appl. Phys.\nSP  - 12-19\nM1  - 3\nM3  - Review\nAN  - 123456\nDB  - MEDLINE\nC2  - PMC99",
        r#"{"type":"article-journal","title":"A","container-title":"J. Appl. Phys.","issue":"3","page":"12-19","genre":"Review","PMID":"123456","PMCID":"PMC99","archive":"MEDLINE"}"#,
    );
    check(
        "TY  - INPR\nTI  - A\nEP  - 9\nET  - 2020 Jan 3\nAN  - X1\nDB  - psyh",
        r#"{"type":"article-journal","title":"A","page":"9","available-date":{"date-parts":[[2020,1,3]]},"archive":"psyh","archive_location":"X1","custom":{"ris":{"TY":"INPR"}}}"#,
    );
}

#[test]
fn books_and_their_parts() {
    check(
        "TY  - BOOK\nAU  - Darwin, Charles\nA3  - Ed, It\nA2  - Series, Ed\nA4  - Trans, La\nTI  - Origin\nT2  - Classics\n\
         M1  - 7\nVL  - 2\nNV  - 3\nET  - 6\nSP  - 502\nCY  - London\nPB  - Murray\nSN  - 978-0-19-921922-3\nPY  - 1859",
        r#"{"type":"book","title":"Origin","author":[{"family":"Darwin","given":"Charles"}],"editor":[{"family":"Ed","given":"It"}],"collection-editor":[{"family":"Series","given":"Ed"}],"translator":[{"family":"Trans","given":"La"}],"issued":{"date-parts":[[1859]]},"collection-title":"Classics","collection-number":"7","volume":"2","number-of-volumes":"3","edition":"6","number-of-pages":"502","publisher-place":"London","publisher":"Murray","ISBN":"978-0-19-921922-3"}"#,
    );
    // The older specification: secondary authors are the editors, and pages are pages.
    check(
        "TY  - BOOK\nBT  - Notes\nA2  - Doe, Jane\nSP  - 12\nEP  - 19",
        r#"{"type":"book","title":"Notes","editor":[{"family":"Doe","given":"Jane"}],"page":"12-19"}"#,
    );
    check(
        "TY  - EDBOOK\nAU  - Doe, Jane\nTI  - Notes",
        r#"{"type":"book","title":"Notes","editor":[{"family":"Doe","given":"Jane"}],"custom":{"ris":{"TY":"EDBOOK"}}}"#,
    );
    check(
        "TY  - CHAP\nAU  - Doe, Jane\nA2  - Roe, Max\nA3  - Series, Ed\nTI  - One\nBT  - All\nT3  - Row\nSE  - 4\nSP  - 1\nEP  - 22",
        r#"{"type":"chapter","title":"One","author":[{"family":"Doe","given":"Jane"}],"editor":[{"family":"Roe","given":"Max"}],"collection-editor":[{"family":"Series","given":"Ed"}],"container-title":"All","collection-title":"Row","chapter-number":"4","page":"1-22"}"#,
    );
    check(
        "TY  - THES\nAU  - Doe, Jane\nTI  - T\nPB  - MIT\nM3  - PhD thesis\nSP  - 118\nA3  - Roe, Max",
        r#"{"type":"thesis","title":"T","author":[{"family":"Doe","given":"Jane"}],"publisher":"MIT","genre":"PhD thesis","number-of-pages":"118","contributor":[{"family":"Roe","given":"Max"}]}"#,
    );
}

#[test]
fn conferences() {
    // EndNote and Zotero part the conference and its proceedings; databases have only the one.
    check(
        "TY  - CONF\nTI  - A\nT2  - ICML 2019\nC3  - Proceedings of ICML\nC1  - Cham\nCY  - Long Beach\nT3  - LNCS",
        r#"{"type":"paper-conference","title":"A","event-title":"ICML 2019","container-title":"Proceedings of ICML","publisher-place":"Cham","event-place":"Long Beach","collection-title":"LNCS"}"#,
    );
    check(
        "TY  - CPAPER\nTI  - A\nT2  - Proceedings of ICML\nCY  - New York\nPB  - ACM",
        r#"{"type":"paper-conference","title":"A","container-title":"Proceedings of ICML","publisher-place":"New York","publisher":"ACM"}"#,
    );
    check(
        "TY  - SLIDE\nTI  - A\nT2  - Meeting\nCY  - Bern",
        r#"{"type":"speech","title":"A","event-title":"Meeting","event-place":"Bern"}"#,
    );
}

#[test]
fn other_works() {
    check(
        "TY  - RPRT\nTI  - A\nSN  - TR-7\nSN  - 1234-5679\nT2  - Reports\nA2  - Ed, Series\nPB  - NASA\nSP  - 44",
        r#"{"type":"report","title":"A","number":"TR-7","ISSN":"1234-5679","collection-title":"Reports","collection-editor":[{"family":"Ed","given":"Series"}],"publisher":"NASA","page":"44"}"#,
    );
    check(
        "TY  - PAT\nTI  - A\nSN  - US6239091B1\nA2  - USPTO\nC1  - 1999/02/03/\nM1  - 123\nIS  - 1",
        r#"{"type":"patent","title":"A","number":"US6239091B1","authority":"USPTO","submitted":{"date-parts":[[1999,2,3]]},"issue":"1","custom":{"ris":{"M1":"123"}}}"#,
    );
    check(
        "TY  - CASE\nTI  - A v. B\nPB  - Supreme Court\nT2  - U.S.\nVL  - 410\nSP  - 113\nSV  - 70-18",
        r#"{"type":"legal_case","title":"A v. B","authority":"Supreme Court","container-title":"U.S.","volume":"410","page":"113","number":"70-18"}"#,
    );
    check(
        "TY  - MPCT\nAU  - Kubrick, Stanley\nTI  - 2001\nPB  - MGM\nSP  - 149 min\nA3  - Lee, P.",
        r#"{"type":"motion_picture","title":"2001","director":[{"family":"Kubrick","given":"Stanley"}],"publisher":"MGM","dimensions":"149 min","producer":[{"family":"Lee","given":"P."}]}"#,
    );
    check(
        "TY  - PCOMM\nAU  - Doe, J\nA2  - Roe, M\nTI  - Re: A",
        r#"{"type":"personal_communication","title":"Re: A","author":[{"family":"Doe","given":"J"}],"recipient":[{"family":"Roe","given":"M"}]}"#,
    );
    check(
        "TY  - COMP\nTI  - A\nET  - 1.2\nT2  - Tools\nY2  - 2020/05/06/",
        r#"{"type":"software","title":"A","version":"1.2","collection-title":"Tools","accessed":{"date-parts":[[2020,5,6]]}}"#,
    );
}

#[test]
fn dates() {
    let check = |lines: &str, issued: &str, codes: &[Code]| {
        let (items, found) = read(&format!("TY  - JOUR\n{lines}\nER  - \n"));
        let date = items[0].dates.get(DateVariable::Issued).map(|date| date.to_string());
        assert_eq!(
            (date.unwrap_or_default().as_str(), found.as_slice()),
            (issued, codes),
            "{lines}"
        );
        for profile in [Profile::Csl, Profile::Zotero] {
            let (again, _) = read(&write(&items[0], profile));
            let known = items[0].dates.get(DateVariable::Issued).map(|date| &date.value);
            assert_eq!(again[0].dates.get(DateVariable::Issued).map(|date| &date.value), known);
            assert_eq!(again[0].extra("ris", "DA"), items[0].extra("ris", "DA"), "{lines}");
        }
    };
    check("PY  - 2017/09/22/", "2017-09-22", &[]);
    check("PY  - 2017///Spring", "2017-21", &[]);
    check("PY  - 2017\nDA  - 2017/09//", "2017-09", &[]);
    check("DA  - 2017-09-22\nPY  - 2017///", "2017-09-22", &[]);
    check("PY  - 2017\nDA  - SEP-OCT", "2017-09/2017-10", &[]);
    check("PY  - 2017/09/22/epub", "2017-09-22", &[Code::BadDate]);
    // The date of a conference, or of an export.
    check("PY  - 2017\nDA  - 2016/05/03/", "2017", &[]);
    check("PY  - in press", "in press", &[]);
    check("PY  - 1st Quarter 2017", "1st Quarter 2017", &[Code::BadDate]);
    check("Y1  - ca. 1850", "1850~", &[]);
    check("M2  - issued: -0043-03-15", "-0043-03-15", &[]);
    check("PY  - ", "", &[]);
}

#[test]
fn lines_that_say_more() {
    check(
        "TY  - UNPB\nTI  - A\nM2  - type: article\nM2  - PMID: 7\nM2  - Original Date: 1859-11\nM2  - archive-place: Bonn\n\
         M2  - container-author: Doe || Jane\nM2  - container-author: WHO\nM2  - Page 7",
        r#"{"type":"article","title":"A","PMID":"7","archive-place":"Bonn","original-date":{"date-parts":[[1859,11]]},"container-author":[{"family":"Doe","given":"Jane"},{"literal":"WHO"}],"custom":{"ris":{"M2":"Page 7"}}}"#,
    );
    check(
        "TY  - JOUR\nTI  - A\nU1  - one\nLB  - 12\nXX  - y\nRN  - mine\nZ9  - a\n   b",
        r#"{"type":"article-journal","title":"A","annote":"mine","custom":{"ris":{"U1":"one","LB":"12","XX":"y","Z9":"a\nb"}}}"#,
    );
}

#[test]
fn keys_are_stated_or_predicted() {
    let check = |text: &str, keys: &str| {
        let (items, _) = read(text);
        let found: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(found.join(" "), keys, "{text}");
    };
    let record = |lines: &str| format!("TY  - BOOK\n{lines}\nER  - \n");
    check(&record("ID  - doe2020"), "doe2020");
    check(&record("ID  - doe2020\nM2  - Citation Key: roe 2021"), "roe 2021");
    check(&record("M2  - PMID: 1\n  Citation Key: roe2021"), "roe2021");
    check(&record("LB  - doe2020\nID  - 7"), "doe2020");
    let doe = "AU  - Doe, J.\nTI  - The Long Road\nPY  - 2020";
    check(&record(&format!("ID  - 123\n{doe}")), "doeLongRoad2020");
    check(&record(&format!("ID  - WOS:000123\n{doe}")), "doeLongRoad2020");
    check(&record(&format!("ID  - CN-0001\nAN  - CN-0001\n{doe}")), "doeLongRoad2020");
    check(&record(doe).repeat(3), "doeLongRoad2020 doeLongRoad2020a doeLongRoad2020b");
    check(&(record("VL  - 1").repeat(2) + &record("ID  - x").repeat(2)), "unkeyed1 unkeyed2 x xa");
}

#[test]
fn broken_records_are_reported() {
    assert_eq!(read("TY  - JUOR\nTI  - A\nER  - ").1, [Code::UnknownType]);
    assert_eq!(read("TI  - A\nER  - ").1, [Code::UnknownType]);
    assert_eq!(read("TY  - BOOK\nTI  - A").1, [Code::Syntax]);
    let (items, codes) = read("TI  - A\nTY  - BOOK\nER  - \njunk\nTY  - GEN\nER  - ");
    assert_eq!((items.len(), codes), (2, vec![Code::Syntax]));
    assert_eq!(*items[0].kind, Kind::Book);
}

#[test]
fn web_of_science() {
    let (items, codes) = read(
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Watson, JD\n   Crick, FHC\nAF Watson, James D.\n   \
         Crick, Francis\nTI Molecular\n   Structure\nSO NATURE\nJI Nature\nDT Article\nC1 [Watson] Cambridge, UK.\nSN 0028-0836\n\
         EI 1476-4687\nPD APR 25\nPY 1953\nVL 171\nIS 4356\nBP 737\nEP 738\nDI 10.1038/171737a0\nUT WOS:A1953UA49700001\n\
         DE DNA; base\n   pairs\nER\n\nEF\n",
    );
    let json =
        serde_json::Value::Object(csl_json::from_item(&items[0], Profile::Csl).value).to_string();
    assert_eq!(
        json,
        r#"{"id":"watsonMolecularStructure1953","type":"article-journal","title":"Molecular Structure","author":[{"family":"Watson","given":"James D."},{"family":"Crick","given":"Francis"}],"issued":{"date-parts":[[1953,4,25]]},"container-title":"NATURE","container-title-short":"Nature","volume":"171","issue":"4356","page":"737-738","DOI":"10.1038/171737a0","ISSN":"0028-0836, 1476-4687","archive_location":"WOS:A1953UA49700001","keyword":"DNA, base pairs","custom":{"ris":{"M3":"Article"},"web-of-science":{"C1":"[Watson] Cambridge, UK."}}}"#
    );
    assert!(codes.is_empty());
}

#[test]
fn records_are_written() {
    let json = r#"[{"id":"doe2020","type":"paper-conference","title":"A <i>b</i>","author":[{"family":"Berg","non-dropping-particle":"van der","given":"J.","suffix":"Jr."},{"literal":"Barnes, Inc."}],"issued":{"date-parts":[[2020,5,6]]},"container-title":"Proc","PMID":"7","PMCID":"PMC8","page":"1-9","abstract":"One.\nER  - two\nthree","keyword":"a; b, c"}]"#;
    let items = crate::bibliography::read(crate::format::Format::CslJson, &Source::new("t", json));
    let lines = |profile| write(&items.value[0], profile).replace("\r\n", "|");
    assert_eq!(
        lines(Profile::Csl),
        "TY  - CONF|ID  - doe2020|AU  - van der Berg, J., Jr.|AU  - Barnes,, Inc.|TI  - A <i>b</i>|PY  - 2020|DA  - 2020/05/06/|\
         T2  - Proc|SP  - 1|EP  - 9|AN  - 7|DB  - PubMed|KW  - a|KW  - b, c|AB  - One.|  ER - two|three|\
         M2  - PMCID: PMC8|ER  - ||"
    );
    assert_eq!(
        lines(Profile::Zotero),
        "TY  - CONF|ID  - doe2020|AU  - van der Berg, J., Jr.|AU  - Barnes,, Inc.|TI  - A <i>b</i>|PY  - 2020|DA  - 2020/05/06/|\
         C3  - Proc|SP  - 1|EP  - 9|KW  - a|KW  - b, c|AB  - One.|  ER - two|three|\
         M2  - Citation Key: doe2020|M2  - PMID: 7|M2  - PMCID: PMC8|ER  - ||"
    );
}

#[test]
fn each_tag_belongs_to_rules_that_can_be_reached() {
    for (at, rule) in RULES.iter().enumerate() {
        let twin = RULES[..at].iter().find(|earlier| {
            let fits_all = matches!(earlier.only, fields::Only::Any);
            earlier.tags == rule.tags && earlier.target == rule.target && fits_all
        });
        assert!(twin.is_none(), "{:?} {}", rule.tags, rule.target);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "((TY|ER|AU|PY|DA|SP|EP|SN|M2|KW|N1|AN|DB|A2|T2)  - |JOUR|BOOK|CONF|PAT|[0-9]{1,4}|[-/,;.:& <i>]|\n|é){0,60}") {
        let (items, _) = read(&text);
        for item in items {
            for profile in [Profile::Csl, Profile::Zotero] {
                let written = write(&item, profile);
                let (again, codes) = read(&written);
                assert!(!codes.contains(&Code::Syntax), "{written}");
                assert_eq!(again.len(), 1, "{written}");
                assert_eq!(&again[0].key, &item.key, "{written}");
            }
        }
    }

    #[test]
    fn items_come_back(
        kind in 0..KINDS.len(),
        title in "[A-Z][a-zé<>&]{0,5}( [a-z<>&;/]{1,5})?( <i>x</i> \\(y\\))?",
        texts in proptest::collection::vec((0..TEXTS.len(), "[A-Za-z0-9][A-Za-z0-9é:,.&<-]{0,8}[a-z]"), 0..6),
        numbers in proptest::collection::vec((0..NUMBERS.len(), "[0-9]{1,3}[a-c]?"), 0..5),
        people in proptest::collection::vec((0..NAMES.len(), "[A-Z][a-z]{2,8}", "[A-Z][a-z]{2,6}( [A-Z]\\.)?"), 0..5),
        year in -50i32..2100, month in 1u8..=12, approximate: bool,
        page in "|[1-9][0-9]{0,3}|e[0-9]{3}|1[0-9]-2[0-9]",
        note in "[a-zé]{1,8}(\n(ER|TY) - [a-z]{1,8})?(\n[a-z]{1,8})?",
        key in "[a-z0-9]{1,4}|[a-z]{2,8}[0-9]{4}|a [b/:]",
    ) {
        let Some(kind) = KINDS[kind].parse::<Kind>().ok() else { return Ok(()) };
        let derived = Origin::derived;
        let mut item = Item::new(CiteKey::parse(&key).unwrap(), kind, derived());
        item.texts.set(StandardVariable::Title, Text::from_csl(&title), derived());
        for (at, text) in texts {
            item.texts.set(TEXTS[at], Text::plain(text), derived());
        }
        item.texts.set(StandardVariable::Note, Text::plain(note), derived());
        for (at, number) in numbers {
            item.numbers.set(NUMBERS[at], number, derived());
        }
        for (at, family, given) in people {
            item.names.set(NAMES[at], Names::from(vec![Name::person(family, given)]), derived());
        }
        let date = Date { approximate, ..Date::on(Day { month: Some(month), ..Day::year(year) }) };
        item.dates.set(DateVariable::Issued, date.clone(), derived());
        item.dates.set(DateVariable::OriginalDate, date, derived());
        item.page = Some(page).filter(|page| !page.is_empty()).map(|page| Sourced::new(page, derived()));
        let members = csl_json::from_item(&item, Profile::Csl).value;
        for profile in [Profile::Csl, Profile::Zotero] {
            let written = write(&item, profile);
            let (again, _) = read(&written);
            assert_eq!(again.len(), 1, "{written}");
            assert_eq!(again[0].key.as_str(), item.key.as_str(), "{written}");
            let found = csl_json::from_item(&again[0], Profile::Csl).value;
            assert_eq!(found.get("type"), members.get("type"), "{written}");
            for (name, value) in &members {
                assert_eq!(found.get(name), Some(value), "{name}\n{written}");
            }
            assert_eq!(found.len(), members.len(), "{written}");
        }
    }
}

const KINDS: [&str; 20] = [
    "article",
    "article-journal",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "document",
    "hearing",
    "legal_case",
    "motion_picture",
    "paper-conference",
    "patent",
    "personal_communication",
    "report",
    "software",
    "speech",
    "thesis",
    "webpage",
];

const TEXTS: [StandardVariable; 20] = {
    use StandardVariable::*;
    [
        Annote,
        Archive,
        ArchiveLocation,
        Authority,
        CollectionTitle,
        ContainerTitle,
        ContainerTitleShort,
        Dimensions,
        EventPlace,
        EventTitle,
        Genre,
        Medium,
        OriginalTitle,
        PartTitle,
        Publisher,
        PublisherPlace,
        References,
        Source,
        TitleShort,
        Status,
    ]
};

const NUMBERS: [NumberVariable; 10] = {
    use NumberVariable::*;
    [
        ChapterNumber,
        CollectionNumber,
        Edition,
        Issue,
        Number,
        NumberOfPages,
        NumberOfVolumes,
        Section,
        Version,
        Volume,
    ]
};

const NAMES: [NameVariable; 9] = {
    use NameVariable::*;
    [
        Author,
        CollectionEditor,
        ContainerAuthor,
        Contributor,
        Director,
        Editor,
        Producer,
        Recipient,
        Translator,
    ]
};

#[test]
fn what_is_read_in_another_form_is_told() {
    let check = |members: &str, expected: &str| {
        let source = Source::new("t.json", format!(r#"[{{"id":"a1","type":"book",{members}}}]"#));
        let item = &bibliography::read(Format::CslJson, &source).value[0];
        let found = from_item(item, Profile::Csl).diagnostics;
        let found: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        let expected = format!("`a1`: no tag of RIS holds `{expected}` as it is");
        assert_eq!(found, [expected], "{members}");
    };
    check(r#""author":[{"family":"Plato"}]"#, "author");
    check(r#""title":"Two  blanks","DOI":"https://doi.org/10.1000/1""#, "title`, `DOI");
    check(r#""ISSN":"ISSN 1533-7928""#, "ISSN");
    check(r#""issued":{"literal":"2010-1-13"}"#, "issued");
    let source = Source::new(
        "t.json",
        r#"[{"id":"a1","type":"book","title":"On <span class=\"nocase\">X</span>","page":"1–5",
            "author":[{"literal":"Plato"},{"family":"Doe","given":"J."}],"keyword":"a, b"}]"#,
    );
    let item = &bibliography::read(Format::CslJson, &source).value[0];
    assert_eq!(from_item(item, Profile::Csl).diagnostics, []);
}
