use super::*;
use crate::bibliography;
use crate::format::Format;

const BIB: &str = "@book{doe1999, author={Doe, Jane}, title={Things}, year=1999}
    @book{doe2000, author={Doe, Jane}, title={More Things}, year=2000}
    @article{smith2005, author={Smith, John and Roe, Rich}, title={An article}, journal={J. Odd}, year=2005,
        doi={10.1000/xyz_abc}}
    @book{odd key, author={Odd, O.}, title={Key}, year=2003}";

fn items() -> Vec<Item> {
    let mut items = bibliography::read(Format::Bibtex, &Source::new("t.bib", BIB)).value;
    let json = r#"[{"id":"odd key","type":"book","title":"Key","author":[{"family":"Odd"}],"issued":{"date-parts":[[2003]]}}]"#;
    items.extend(bibliography::read(Format::CslJson, &Source::new("t.json", json)).value);
    items
}

fn filled(style: &str, text: &str, options: &Options) -> Read<String> {
    let processor = Processor::new(style, None).expect("a known style");
    fill(&Source::new("t.md", text), &items(), &processor, options)
}

/// Fills a text in, without its list.
fn check(style: &str, text: &str, expected: &str) {
    let options = Options { no_list: true, ..Options::default() };
    assert_eq!(filled(style, text, &options).value, expected, "{text}");
}

#[test]
fn author_and_date() {
    let apa = |text: &str, expected: &str| check("apa", text, expected);
    apa("A [@doe1999].", "A (Doe, 1999).");
    apa(
        "A [see @doe1999, pp. 33-35 and *passim*; @smith2005, chap. 1].",
        "A (see Doe, 1999, pp. 33–35 and *passim*; Smith & Roe, 2005, Chapter 1).",
    );
    apa("Doe [-@doe1999, p. 3] and -@doe1999.", "Doe (1999, p. 3) and (1999).");
    apa("@doe1999 says, @smith2005 [p. 3] too.", "Doe (1999) says, Smith & Roe (2005, p. 3) too.");
    apa("@doe1999 [p. 3; see also @smith2005]", "Doe (1999, p. 3; see also Smith & Roe, 2005)");
    apa("@doe1999 [see below]", "Doe (1999, see below)");
    apa("[@{odd key}, 4] \\@doe1999", "(Odd, 2003, p. 4) \\@doe1999");
    apa(
        "[*see* `x_y` $a^2$ [l](u) @doe1999, a\\*b &amp; <b>c</b>]",
        "(*see* `x_y` $a^2$ [l](u) Doe, 1999, a\\*b &amp; <b>c</b>)",
    );
    apa(
        "[@doe1999, @smith2005] [see @doe1999 and @smith2005]",
        "(Doe, 1999, Smith & Roe, 2005) (see Doe, 1999; and Smith & Roe, 2005)",
    );
    apa("[@doe1999 [also @smith2005] x]", "(Doe, 1999 (also Smith & Roe, 2005) x)");
    apa(
        "[@doe1999 [@doe2000 [@smith2005]], me@x.org]",
        "(Doe, 1999 (Doe, 2000 (Smith & Roe, 2005)), me@x.org)",
    );
    apa("[@doe1999](u) [@doe1999]{.x} `@doe1999`", "[Doe (1999)](u) [Doe (1999)]{.x} `@doe1999`");
    apa("> a [@doe1999,\n> p. 33]\n", "> a (Doe, 1999, p. 33)\n");
}

#[test]
fn keys_without_a_record() {
    let apa = |text: &str, expected: &str| check("apa", text, expected);
    apa(
        "[@no] @no, [see @no; @doe1999; @none]",
        "(**no?**) (**no?**), (see **no?**; Doe, 1999; **none?**)",
    );
    apa("@fig-one [@sec:two] @2024-05-06", "@fig-one [@sec:two] @2024-05-06");
    apa("(@good) One.\n\nAs in (@good).", "(@good) One.\n\nAs in (@good).");
    let found = filled("apa", "[@no] @no\n@Doe1999", &Options::default()).diagnostics;
    let told: Vec<_> = found
        .iter()
        .map(|finding| {
            (
                finding.code.name(),
                finding.place.as_ref().map(|place| place.line),
                finding.help.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("unresolved-key", Some(1), None),
            ("unresolved-key", Some(2), Some("`doe1999` differs only in case")),
        ]
    );
}

#[test]
fn numbers() {
    check(
        "ieee",
        "A [@doe1999; @smith2005]. @doe1999 [p. 3] b.",
        "A \\[1\\], \\[2\\]. \\[1, p. 3\\] b.",
    );
    check("nature", "A [@doe1999], b [@smith2005].", "A<sup>1</sup>, b<sup>2</sup>.");
}

#[test]
fn notes_in_styles_that_have_them() {
    let notes = |text: &str, expected: &str| check("chicago-notes-17", text, expected);
    notes(
        "A [@doe1999], b \"c\" [see @doe1999, 3].\n",
        "A,[^cite-1] b \"c.\"[^cite-2]\n\n[^cite-1]: Doe, Jane. *Things*, 1999.\n\n[^cite-2]: See Doe, Jane. *Things*, 1999.\n",
    );
}

#[test]
fn lists() {
    let list = |text: &str, options: Options| filled("apa", text, &options).value;
    let plain = "Doe, J. (1999). *Things*.\n";
    assert_eq!(list("[@doe1999]\n", Options::default()), format!("(Doe, 1999)\n\n{plain}"));
    assert_eq!(
        list("x", Options { nocite: vec!["doe1999".into()], ..Options::default() }),
        format!("x\n\n{plain}")
    );
    let title = Some("Works".to_owned());
    assert_eq!(
        list("[@doe1999]\r\n", Options { title, ..Options::default() }),
        "(Doe, 1999)\r\n\r\n# Works\r\n\r\nDoe, J. (1999). *Things*.\r\n"
    );
    assert_eq!(
        list("@doe1999\n\n<div id=\"refs\"></div>\n\nx\n", Options::default()),
        format!("Doe (1999)\n\n<div id=\"refs\">\n\n{plain}\n</div>\n\nx\n")
    );
    assert_eq!(list("@doe1999\n\n::: {#refs}\n:::\n\nx\n", Options::default()),
        "Doe (1999)\n\n::: {#refs .references .csl-bib-body .hanging-indent line-spacing=\"2\"}\n::: {#ref-doe1999 .csl-entry}\nDoe, J. (1999). *Things*.\n:::\n:::\n\nx\n".replace(" line-spacing=\"2\"", &spacing()));
    assert_eq!(
        list("[@smith2005]", Options { links: true, ..Options::default() }),
        "([Smith & Roe, 2005](#ref-smith2005))\n\n<a id=\"ref-smith2005\"></a>Smith, J., & Roe, R. (2005). An article. *J. Odd*. <https://doi.org/10.1000/xyz_abc>\n"
    );
}

fn spacing() -> String {
    let look = Processor::new("apa", None).expect("a known style").list_look();
    let value = |name: &str, value: i16| {
        if value == 1 { String::new() } else { format!(" {name}=\"{value}\"") }
    };
    value("entry-spacing", look.entry_spacing) + &value("line-spacing", look.line_spacing)
}

#[test]
fn hostile_texts_take_time_that_grows_with_their_size() {
    let items = items();
    let processor = Processor::new("apa", None).expect("a known style");
    let pieces = [
        "[@doe1999] ",
        "[@doe1999 ",
        "@no ",
        "[see `",
        "[@doe1999, p. ",
        "@doe1999 [a ",
        "^[@doe1999 ",
        "[@doe1999 [x] ] ",
        "@doe1999 [",
        "[a @doe1999 x ",
        "{",
        "[@a;",
    ];
    for piece in pieces {
        for end in ["", "]"] {
            let time = |count: usize| {
                let source = Source::new("t", piece.repeat(count) + &end.repeat(count));
                let start = std::time::Instant::now();
                let _ = fill(&source, &items, &processor, &Options::default());
                start.elapsed()
            };
            let spare = std::time::Duration::from_millis(100);
            let is_linear = |_| time(2_000) < time(250) * 40 + spare;
            assert!((0..5).any(is_linear), "{piece}…{end} takes more than its length");
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_document_without_citations_comes_back(
        pieces in proptest::collection::vec("\\[|\\]|a |é|; |`|\\*|\n|\r\n|<div>|\\{|\\}|\\$|\\^|> |- |x@y|\\\\|:::|---\n", 0..30),
    ) {
        let text = pieces.concat();
        proptest::prop_assert_eq!(filled("apa", &text, &Options::default()).value, text);
    }

    #[test]
    fn any_text_is_filled(
        pieces in proptest::collection::vec("\\[|\\]|@doe1999|@no|@\\{odd key\\}|a |é|; |, p. 3|`|\\*|\n|\"|\\.|\\{|\\}|\\$|\\^|> |- |\\\\|:::|::: \\{#refs\\}\n|<div id=\"refs\">|</div>|\\[\\^1\\]|\n\n\\[\\^1\\]: |\\(|\\)|-|\u{10A000}", 0..30),
        style in "apa|ieee|nature|chicago-notes-17",
    ) {
        let text = pieces.concat();
        let options = Options { links: text.len() % 2 == 0, ..Options::default() };
        let _ = filled(&style, &text, &options);
    }
}
