//! What fields and entry types mean, in tables: an entry, and members of its CSL-JSON.

use super::*;
use crate::write;

/// Reads entries whose first is a work, and looks for each expected member in its CSL-JSON.
fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (bib, expected) in rows {
        let read = items(&Source::new("t.bib", *bib));
        let json = write::csl_json::line(&read.value[0], Default::default()).value;
        for member in expected.split(" && ") {
            let (is_wanted, member) = match member.strip_prefix('!') {
                Some(member) => (false, member),
                None => (true, member),
            };
            if json.contains(member) != is_wanted {
                wrong.push(format!("{bib}\n  expected {member}\n  got {json}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn entry_types() {
    for (entry_type, kind) in [
        ("article", "article-journal"),
        ("book", "book"),
        ("mvbook", "book"),
        ("inbook", "chapter"),
        ("bookinbook", "chapter"),
        ("suppbook", "chapter"),
        ("booklet", "pamphlet"),
        ("collection", "book"),
        ("incollection", "chapter"),
        ("dataset", "dataset"),
        ("manual", "book"),
        ("misc", "document"),
        ("online", "webpage"),
        ("electronic", "webpage"),
        ("www", "webpage"),
        ("patent", "patent"),
        ("periodical", "periodical"),
        ("suppperiodical", "article-journal"),
        ("proceedings", "book"),
        ("inproceedings", "paper-conference"),
        ("conference", "paper-conference"),
        ("reference", "book"),
        ("inreference", "entry-encyclopedia"),
        ("report", "report"),
        ("techreport", "report"),
        ("software", "software"),
        ("thesis", "thesis"),
        ("phdthesis", "thesis"),
        ("mastersthesis", "thesis"),
        ("unpublished", "manuscript"),
        ("artwork", "graphic"),
        ("audio", "song"),
        ("movie", "motion_picture"),
        ("video", "motion_picture"),
        ("music", "song"),
        ("image", "graphic"),
        ("letter", "personal_communication"),
        ("legislation", "legislation"),
        ("jurisdiction", "legal_case"),
        ("legal", "treaty"),
        ("performance", "performance"),
        ("review", "review"),
        ("standard", "standard"),
        ("commentary", "document"),
        ("set", "document"),
        ("customa", "document"),
    ] {
        let source = Source::new("t.bib", format!("@{entry_type}{{k, title={{T}}}}"));
        let read = items(&source);
        assert!(read.diagnostics.is_empty(), "{entry_type}");
        let json = write::csl_json::line(&read.value[0], Default::default()).value;
        assert!(json.contains(&format!(r#""type":"{kind}""#)), "{entry_type}: {json}");
    }
    let settings = Source::new("t.bib", "@IEEEtranBSTCTL{c, x={y}} @control{d} @xdata{x, y={z}}");
    assert!(items(&settings).value.is_empty());
}

#[test]
fn kinds_that_fields_tell() {
    check(&[
        (
            "@misc{k, eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.CL}}",
            r#""type":"article" && "number":"arXiv:1706.03762" && "primaryclass":"cs.CL""#,
        ),
        ("@misc{k, eprint={hep-th/9901001}, eprinttype={arxiv}}", r#""type":"article""#),
        ("@misc{k, eprint={x}, eprinttype={jstor}}", r#""type":"document" && "eprint":"x""#),
        ("@article{k, entrysubtype={newspaper}}", r#""type":"article-newspaper""#),
        ("@article{k, entrysubtype={magazine}}", r#""type":"article-magazine""#),
        ("@unpublished{k, eventtitle={E}}", r#""type":"speech" && "event-title":"E""#),
        ("@mastersthesis{k, school={S}}", r#""publisher":"S" && "genre":"Master’s thesis""#),
        (
            "@thesis{k, type={phdthesis}, institution={S}}",
            r#""publisher":"S" && "genre":"PhD thesis""#,
        ),
        (
            "@phdthesis{k, type={Diss.}, school={S}, publisher={P}}",
            r#""publisher":"S" && "genre":"Diss.""#,
        ),
        (
            "@patent{k, type={patentus}, location={countryus}, number={1}}",
            r#""genre":"U.S. patent" && "jurisdiction":"United States of America" && "number":"1""#,
        ),
    ]);
}

#[test]
fn roles() {
    check(&[
        (
            "@movie{k, editor={A, B}, editortype={director}}",
            r#""director":[{"family":"A" && !"editor""#,
        ),
        (
            "@book{k, editor={A, B}, editora={C, D}, editoratype={compiler}}",
            r#""editor":[{"family":"A" && "compiler":[{"family":"C" && !editora"#,
        ),
        (
            "@book{k, editora={C, D}, editoratype={redactor}}",
            r#""editora":"C, D" && "editoratype":"redactor""#,
        ),
        (
            "@book{k, translator={A, B}, bookauthor={C, D}}",
            r#""translator":[{"family":"A" && "container-author":[{"family":"C""#,
        ),
        (
            "@book{k, commentator={A, B}, foreword={C, D}}",
            r#""commentator":"A, B" && "foreword":"C, D""#,
        ),
        (
            "@patent{k, holder={{Bell, Inc.} and Doe, Jane}}",
            r#""authority":"Bell, Inc.; Jane Doe""#,
        ),
        (
            "@book{k, author={van Dyk, Jan}, options={useprefix=false}}",
            r#""dropping-particle":"van" && !non-dropping"#,
        ),
        (
            "@book{k, author={van Dyk, Jan}, options={useprefix=true}}",
            r#""non-dropping-particle":"van""#,
        ),
        ("@book{k, author+an={1=first}}", r#""author+an":"1=first""#),
    ]);
}

#[test]
fn of_two_fields_the_better_one() {
    check(&[
        (
            "@inproceedings{k, organization={O}, publisher={P}}",
            r#""publisher":"P" && "organization":"O""#,
        ),
        ("@article{k, issue={Spring}, number={3}}", r#""issue":"3" && "issue":"Spring""#),
        ("@article{k, eid={e1}, pages={1--2}}", r#""page":"1-2" && "eid":"e1""#),
        ("@article{k, articleno={5}}", r#""page":"5""#),
        (
            "@book{k, language={english}, langid={ngerman}}",
            r#""language":"de" && "language":"english""#,
        ),
        ("@article{k, pmid={12}, eprint={12}, eprinttype={pubmed}}", r#""PMID":"12" && !custom"#),
        (
            "@misc{k, howpublished={H}, journal={J}}",
            r#""container-title":"J" && "howpublished":"H""#,
        ),
    ]);
}

#[test]
fn texts() {
    check(&[
        (
            "@article{k, title={Main}, subtitle={Sub}, journaltitle={J}, journalsubtitle={JS}}",
            r#""title":"Main: Sub" && "container-title":"J: JS""#,
        ),
        ("@article{k, title={Main?}, subtitle={Sub}}", r#""title":"Main? Sub""#),
        ("@incollection{k, booktitle={B}, booksubtitle={S}}", r#""container-title":"B: S""#),
        ("@proceedings{k, title={T}, booktitle={B}}", r#""booktitle":"B" && !container-title"#),
        ("@book{k, publisher={John Wiley and Sons}}", r#""publisher":"John Wiley and Sons""#),
        (
            "@book{k, publisher={A and {B and C} and D}, location={P and others}}",
            r#""publisher":"A and B and C and D" && "publisher-place":"P et al.""#,
        ),
        ("@book{k, pubstate={inpress}}", r#""status":"in press""#),
        ("@article{k, series={newseries}}", r#""collection-title":"new series""#),
        ("@book{k, langid={russian}}", r#""language":"ru""#),
        ("@book{k, language={langfrench}}", r#""language":"fr""#),
        ("@book{k, hyphenation={american}}", r#""language":"en-US""#),
        ("@book{k, language={Klingon}}", r#""language":"Klingon""#),
        (
            "@article{k, journal={\\mnras}}",
            r#""container-title":"Monthly Notices of the Royal Astronomical Society""#,
        ),
        (
            "@book{k, edition={2\\textsuperscript{nd}}, volume={1--3}}",
            r#""edition":"2nd" && "volume":"1-3""#,
        ),
        (
            "@book{k, series={S}, number={5}, part={2}, volumes={3}, pagetotal={xii, 350}}",
            r#""collection-number":"5" && "part":"2" && "number-of-volumes":"3" && "number-of-pages":"xii, 350""#,
        ),
        ("@article{k, annote={A}, annotation={B}}", r#""annote":"A" && "annotation":"B""#),
        ("@book{k, keywords={a, {b, c}; d}}", r#""keyword":"a, b, c; d""#),
        ("@inbook{k, chapter={3}, title={T}}", r#""chapter-number":"3""#),
        (
            "@book{k, maintitle={M}, titleaddon={A}, addendum={D}, lccn={1}, library={L}}",
            r#""maintitle":"M" && "titleaddon":"A" && "addendum":"D" && "lccn":"1" && "library":"L""#,
        ),
    ]);
}

#[test]
fn links_and_archives() {
    check(&[
        (
            "@misc{k, howpublished={\\url{https://e.org/a\\_b}}}",
            r#""URL":"https://e.org/a_b" && !howpublished"#,
        ),
        (
            "@misc{k, howpublished={Online: see \\url{https://e.org}}}",
            r#""URL":"https://e.org" && "howpublished":"Online"#,
        ),
        ("@misc{k, note={\\url{https://e.org}}}", r#""URL":"https://e.org" && !"note""#),
        ("@misc{k, note={See \\url{https://e.org}}}", r#""note":"See https://e.org""#),
        (
            "@misc{k, note={\\url{https://e.org/2}}, url={https://e.org}}",
            r#""URL":"https://e.org" && "note":"https://e.org/2""#,
        ),
        (
            "@online{k, url={https://e.org}, lastchecked={2001-02-03}}",
            r#""accessed":{"date-parts":[[2001,2,3]]}"#,
        ),
        ("@article{k, eprint={1}, eprinttype={pubmed}}", r#""PMID":"1""#),
        (
            "@article{k, eprint={2005.1}, eprinttype={arXiv}}",
            r#""eprint":"2005.1" && "eprinttype":"arXiv""#,
        ),
        ("@article{k, doi={https://doi.org/10.1000/a\\_b}}", r#""DOI":"10.1000/a_b""#),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("@book{k, year=2017, month=sep, day={22}}", r#""issued":{"date-parts":[[2017,9,22]]}"#),
        ("@book{k, year=2017, month=sep # \"~22\"}", r#"[[2017,9,22]]"#),
        ("@book{k, year=2017, month={Sept.~22--25}}", r#"[[2017,9,22],[2017,9,25]]"#),
        ("@book{k, year=2017, month=foo}", r#"[[2017]] && "month":"foo""#),
        ("@book{k, year=2017, month=sep, day=31}", r#"[[2017,9]] && "day":"31""#),
        ("@book{k, year={in press}}", r#""issued":{"literal":"in press"}"#),
        ("@book{k, year={n.d.}}", r#""issued":{"literal":"n.d."}"#),
        ("@book{k, year={c. 1850}}", r#"[[1850]],"circa":true"#),
        ("@book{k, year={[1850?]}}", r#"[[1850]],"circa":true"#),
        ("@book{k, year={1999--2001}}", r#"[[1999],[2001]]"#),
        ("@book{k, year={2001-02}}", r#"[[2001],[2002]]"#),
        ("@book{k, year={1999/2000}}", r#"[[1999],[2000]]"#),
        ("@book{k, year={2017a}}", r#"[[2017]] && "year-suffix":"a""#),
        ("@book{k, year={\\textcopyright 1999}}", r#"[[1999]]"#),
        ("@book{k, year={{1999}}}", r#"[[1999]]"#),
        ("@book{k, year={{\\noopsort{b}}1981}}", r#"[[1981]]"#),
        ("@book{k, date={2017-05}, year=2017}", r#"[[2017,5]] && !custom"#),
        ("@book{k, date={2017-05}, year=2018}", r#"[[2017,5]] && "year":"2018""#),
        ("@book{k, date={soon}, year=2018}", r#"[[2018]] && "date":"soon""#),
        ("@book{k, date={199X}}", r#"[[1990],[1999]]"#),
        ("@book{k, date={2017-21}}", r#"[[2017]],"season":1"#),
        ("@book{k, date={2010/}}", r#"[[2010]]"#),
        ("@book{k, date={September 22, 2017}}", r#"[[2017,9,22]]"#),
        (
            "@book{k, date={1931}, origdate={1921/1922}}",
            r#""original-date":{"date-parts":[[1921],[1922]]}"#,
        ),
        (
            "@book{k, urlyear=2020, urlmonth=3, urlday=4}",
            r#""accessed":{"date-parts":[[2020,3,4]]}"#,
        ),
        ("@book{k, month=3}", r#""month":"3""#),
        ("@book{k, month={September 2017}}", r#"[[2017,9]]"#),
    ]);
}

#[test]
fn what_is_inherited() {
    check(&[
        (
            "@incollection{k, title={A}, crossref={p}} @collection{p, title={B}, editor={E, F}, publisher={P}, date={1987}}",
            r#""container-title":"B" && "editor":[{"family":"E" && "publisher":"P" && [[1987]] && "title":"A""#,
        ),
        (
            "@inbook{k, title={A}, crossref={p}} @book{p, title={B}, author={E, F}}",
            r#""author":[{"family":"E" && "container-author":[{"family":"E" && "container-title":"B""#,
        ),
        (
            "@article{k, title={A}, crossref={p}} @periodical{p, title={B}, editor={E, F}, issuetitle={I}}",
            r#""container-title":"B" && "volume-title":"I""#,
        ),
        (
            "@inbook{k, title={A}, crossref={b}} @book{b, title={B}, crossref={m}} @mvbook{m, title={M}, publisher={P}}",
            r#""container-title":"B" && "publisher":"P" && "maintitle":"M""#,
        ),
        (
            "@book{k, title={A}, xdata={x}} @xdata{x, publisher={P}, xdata={y}} @xdata{y, location={L}}",
            r#""publisher":"P" && "publisher-place":"L""#,
        ),
        (
            "@book{k, author={xdata=x-author-2}} @xdata{x, author={A, B and C, D}}",
            r#""author":[{"family":"C","given":"D"}]"#,
        ),
    ]);
}
