use super::*;
use crate::write;

/// Reads entries, writes them in both dialects, and reads that again.
fn check(input: &str, csl: &str) {
    let read = items(&Source::new("t.bib", input));
    let json = crate::write::csl_json::to_lines(&read.value, Default::default()).value;
    assert_eq!(json.trim(), csl, "{input}");
    for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
        for ascii in [false, true] {
            let options = Options { dialect, ascii };
            let bib: String = read
                .value
                .iter()
                .map(|item| write::bibtex::to_string(&from_item(item, &options).value))
                .collect();
            assert!(!ascii || bib.is_ascii(), "{bib}");
            let again = items(&Source::new("t.bib", bib.as_str()));
            assert_eq!(
                crate::write::csl_json::to_lines(&again.value, Default::default()).value.trim(),
                csl,
                "{bib}"
            );
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
        r#"{"id":"w","type":"webpage","title":"W","accessed":{"date-parts":[[2024,1,15]]},"URL":"https://e.org/a_b%20c"}"#,
    );
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
