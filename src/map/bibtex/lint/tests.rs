use super::*;

/// Two entries in which both programs and LaTeX find nothing.
const CLEAN: &str = "\
@article{lindenmayer1968,
  author = {Lindenmayer, Aristid},
  title = {Mathematical models for cellular interactions in development},
  journal = {Journal of Theoretical Biology},
  year = {1968},
  month = mar,
  volume = {18},
  number = {3},
  pages = {280--299},
  issn = {0022-5193},
  doi = {10.1016/0022-5193(68)90079-9},
  url = {https://doi.org/10.1016/0022-5193(68)90079-9?a_b=1&c=%20#d}
}

@book{knuth1984,
  author = {Donald E. Knuth},
  title = {The {\\TeX}book \\& more: 5\\%, $x_1^2$, \\url{https://e.org/a_b}},
  publisher = {Addison-Wesley},
  address = {Reading},
  year = 1984,
  isbn = {978-0-201-13448-3}
}
";

/// Puts one mistake into the clean file; its code, line and words must be found, and nothing else.
#[track_caller]
fn check(from: &str, to: &str, code: &str, line: usize, words: &str, help: &str) {
    assert!(CLEAN.contains(from), "{from}");
    let source = Source::new("t.bib", CLEAN.replacen(from, to, 1));
    let findings = lint(&source);
    let shown: Vec<String> = findings
        .iter()
        .map(|finding| {
            let line = finding.place.as_ref().map_or(0, |place| place.line);
            let help = finding.help.as_deref().unwrap_or("no help");
            format!("{} {line} {} | {help}", finding.code, finding.message)
        })
        .collect();
    assert_eq!(shown.len(), 1, "{to}: {shown:#?}");
    let expected = format!("{code} {line} ");
    assert!(shown[0].starts_with(&expected), "{}", shown[0]);
    assert!(shown[0].contains(words) && shown[0].contains(help), "{}", shown[0]);
}

#[test]
fn a_clean_file_has_no_findings() {
    assert_eq!(lint(&Source::new("t.bib", CLEAN)), []);
}

#[test]
fn fields_that_are_missing_or_unknown() {
    let author = "  author = {Lindenmayer, Aristid},\n";
    check(author, "", "missing-field", 1, "no `author`", "add it");
    check("  year = {1968},\n  month = mar,\n", "", "missing-field", 1, "no `year`", "add it");
    check(
        "  publisher = {Add",
        "  publsher = {Add",
        "unknown-field",
        18,
        "`publsher`",
        "`publisher`",
    );
    check("journal =", "journaltitle =", "other-dialect", 4, "BibTeX ignores", "`journal`");
    let parts = "year = {1968},\n  month = mar";
    check(parts, "date = {1968-03}", "other-dialect", 5, "BibTeX ignores", "`year`");
}

#[test]
fn values_that_programs_do_not_take() {
    check(
        "isbn = {978-0-201-13448-3",
        "isbn = {978-0-201-13448-4",
        "bad-identifier",
        21,
        "ISBN",
        "publication",
    );
    check("0022-5193},\n", "0022-5194},\n", "bad-identifier", 10, "ISSN", "publication");
    check("doi = {10", "doi = {https://doi.org/10", "bad-identifier", 11, "link", "doi = {10.1016");
    check("month = mar", "month = {22 mar}", "month-form", 6, "22 mar", "month = mar, day = 22");
    let date = "urldate = {September 22, 2017},\n  month = mar";
    check("month = mar", date, "bad-date", 6, "biber ignores", "{2017-09-22}");
    check("@book{knuth1984", "@book{knuth 1984", "bad-key", 15, "a space", "knuth1984");
    check("month = mar", "related = {nobody}, month = mar", "missing-entry", 6, "nobody", "add");
}

#[test]
fn characters_that_tex_reads_otherwise() {
    let title = |to: &str, code: &str, words: &str, help: &str| {
        check("Mathematical models", to, code, 3, words, help);
    };
    title("Models & cells", "tex-special", "`&` in `title`", "`\\&`");
    title("models_x", "tex-special", "`_`", "`\\_`");
    title("model #1", "tex-special", "`#`", "`\\#`");
    title("models $5", "tex-special", "`$`", "`\\$`");
    title("50% models", "tex-special", "loses what follows", "`\\%`");
    title("models &amp; cells", "html-in-tex", "&amp;", "\\&");
    title("<i>models</i>", "html-in-tex", "<i>", "\\textit");
    title("Модели", "not-in-pdflatex", "Cyrillic letters such as `М`", "XeLaTeX");
    title("models ≥ 5", "not-in-pdflatex", "`≥`", "`$\\geq$`");
    title("α models", "not-in-pdflatex", "`α`", "`$\\alpha$`");
}

#[test]
fn what_inherits_or_is_defined_is_not_missing() {
    let bib = "\
@preamble{{\\bibfallback{М}{M}}}
@proceedings{p, editor = {A, B}, title = {P}, booktitle = {P}, year = 2000}
@inproceedings{a, author = {C, D}, title = {М}, crossref = {p}}
@inproceedings{b, author = {C, D}, title = {T}, crossref = {elsewhere}}
@misc{c, title = \"A\" # { and } # \"B\", my-note = {1 & 2}, note = {1 & 2}, bdsk-url-1 = {a&b}}
";
    let findings = lint(&Source::new("t.bib", bib));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["tex-special"]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_looked_at(text in "(@[a-z]{1,7}\\{k,|[a-z]{2,5} = |\\{|\\}|[\"#,&%$_^<\\\\]|&amp;|\\\\url\\{|Ж|≥|é|date|isbn|month|doi| ){0,30}") {
        let source = Source::new("t.bib", text);
        for finding in lint(&source) {
            let span = finding.place.map_or(0..0, |place| place.span);
            assert!(source.text.get(span).is_some());
        }
    }
}
