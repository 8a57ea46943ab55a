use proptest::prelude::*;

use crate::cite::{Entry, Form, Processor};
use crate::model::{CiteKey, Item, Kind, Origin, StandardVariable, Text};

/// A style that prints what is given, for titles and addresses.
fn style(layout: &str) -> Processor {
    let text = format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>T</title><id>t</id><updated>2024-01-01T00:00:00+00:00</updated></info>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography><layout>{layout}</layout></bibliography></style>"#
    );
    Processor::from_xml(&text, None).unwrap()
}

fn print(layout: &str, title: &str) -> Entry {
    let mut item = Item::new(CiteKey::parse("key").unwrap(), Kind::Book, Origin::derived());
    item.texts.set(StandardVariable::Title, Text::from_csl(title), Origin::derived());
    let url = Text::plain("https://example.org/a_b%20c#d");
    item.texts.set(StandardVariable::URL, url, Origin::derived());
    item.texts.set(StandardVariable::DOI, Text::plain("10.1000/a_b"), Origin::derived());
    style(layout).each(&item)
}

const PLAIN: &str = r#"<text variable="title"/>"#;
const ITALIC: &str = r#"<text variable="title" font-style="italic"/>"#;

fn check(layout: &str, title: &str, expected: &[(Form, &str)]) {
    let entry = print(layout, title);
    for (form, expected) in expected {
        assert_eq!(entry.to(*form), *expected, "{form:?}");
    }
}

#[test]
fn fonts() {
    check(
        PLAIN,
        "<i>I</i> <b>B</b> <sc>C</sc> x<sup>2</sup> y<sub>3</sub>",
        &[
            (Form::Text, "I B C x2 y3"),
            (
                Form::Markdown,
                "*I* **B** <span style=\"font-variant: small-caps;\">C</span> x<sup>2</sup> y<sub>3</sub>",
            ),
            (
                Form::Latex,
                r"\textit{I} \textbf{B} \textsc{C} x\textsuperscript{2} y\textsubscript{3}",
            ),
            (Form::Typst, "#emph[I] #strong[B] #smallcaps[C] x#super[2] y#sub[3]"),
            (Form::Rtf, r"{\i I} {\b B} {\scaps C} x{\super 2} y{\sub 3}"),
        ],
    );
    check(
        r#"<text variable="title" text-decoration="underline" font-weight="bold"/>"#,
        "U",
        &[
            (Form::Markdown, "**<u>U</u>**"),
            (Form::Latex, r"\textbf{\underline{U}}"),
            (Form::Typst, "#strong[#underline[U]]"),
            (Form::Rtf, r"{\b {\ul U}}"),
        ],
    );
}

#[test]
fn what_runs_share_is_opened_once() {
    check(
        ITALIC,
        "H<sub>2</sub>O <b>and</b>",
        &[
            (Form::Markdown, "*H<sub>2</sub>O* ***and***"),
            (Form::Latex, r"\textit{H\textsubscript{2}O \textbf{and}}"),
            (Form::Typst, "#emph[H#sub[2]O #strong[and]]"),
            (Form::Rtf, r"{\i H{\sub 2}O {\b and}}"),
        ],
    );
}

#[test]
fn italics_within_italics_are_upright() {
    check(
        ITALIC,
        "On <i>Homo sapiens</i> now",
        &[
            (Form::Html, "<i>On <span style=\"font-style:normal;\">Homo sapiens</span> now</i>"),
            (Form::Markdown, "*On* Homo sapiens *now*"),
            (Form::Latex, r"\textit{On }Homo sapiens\textit{ now}"),
            (Form::Typst, "#emph[On ]Homo sapiens#emph[ now]"),
            (Form::Rtf, r"{\i On }Homo sapiens{\i  now}"),
        ],
    );
}

#[test]
fn each_form_escapes_its_own() {
    check(
        PLAIN,
        "# A & B's {x} 5% $_^~ \\ a*b <c> [d] `e` |@f",
        &[
            (Form::Text, "# A & B’s {x} 5% $_^~ \\ a*b <c> [d] `e` |@f"),
            (
                Form::Markdown,
                "\\# A & B’s {x} 5% \\$\\_^\\~ \\\\ a\\*b \\<c\\> \\[d\\] \\`e\\` \\|@f",
            ),
            (
                Form::Latex,
                r"\# A \& B’s \{x\} 5\% \$\_\textasciicircum{}\textasciitilde{} \textbackslash{} a*b \textless{}c\textgreater{} [d] \textasciigrave{}e\textasciigrave{} \textbar{}@f",
            ),
            (Form::Typst, r"\# A & B’s {x} 5% \$\_^\~ \\ a\*b \<c\> \[d\] \`e\` |\@f"),
            (Form::Rtf, r"# A & B\u8217?s \{x\} 5% $_^~ \\ a*b <c> [d] `e` |@f"),
        ],
    );
}

#[test]
fn what_would_become_another_sign_stays() {
    check(PLAIN, "a--b ,, c", &[(Form::Latex, "a-{}-b ,{}, c")]);
    check(
        PLAIN,
        "a--b ... -1 1-2 x-? http://y /*z*/",
        &[(Form::Typst, r"a\-\-b \.\.\. \-1 1-2 x\-? http:\/\/y \/\*z\*/")],
    );
    check(PLAIN, "- a", &[(Form::Markdown, "\\- a"), (Form::Typst, "\\- a")]);
    check(PLAIN, "= a", &[(Form::Markdown, "\\= a"), (Form::Typst, "\\= a")]);
    check(PLAIN, "12. a", &[(Form::Markdown, "12\\. a"), (Form::Typst, "12\\. a")]);
    check(PLAIN, "1.5 a", &[(Form::Typst, "1.5 a")]);
    check(PLAIN, "北😀", &[(Form::Rtf, r"\u21271?\u-10179?\u-8704?"), (Form::Latex, "北😀")]);
    check(PLAIN, "a\u{202f}b", &[(Form::Latex, r"a\,b")]);
}

#[test]
fn a_call_of_typst_ends_where_it_ends() {
    let check = |title, expected| check(PLAIN, title, &[(Form::Typst, expected)]);
    check("<i>31</i>(3)", "#emph[31];(3)");
    check("<i>a</i>; b", "#emph[a];; b");
    check("<i>a</i>.b", "#emph[a];.b");
    check("<i>a</i>. b", "#emph[a]. b");
    check("<i>a</i>[b]", "#emph[a]\\[b\\]");
}

#[test]
fn emphasis_that_commonmark_would_not_see_is_html() {
    let check = |title, expected| check(PLAIN, title, &[(Form::Markdown, expected)]);
    check("x<i>yz</i>", "x*yz*");
    check("x<i>(y)</i>z", "x<em>(y)</em>z");
    check("<i>a</i><b>b</b>", "*a*<strong>b</strong>");
    check("<i> a </i>b", "*a* b");
}

#[test]
fn links() {
    check(
        r#"<text variable="URL"/>"#,
        "",
        &[
            (
                Form::Html,
                "<a href=\"https://example.org/a_b%20c#d\">https://example.org/a_b%20c#d</a>",
            ),
            (Form::Markdown, "<https://example.org/a_b%20c#d>"),
            (Form::Latex, r"\url{https://example.org/a\_b\%20c\#d}"),
            (Form::Typst, "#link(\"https://example.org/a_b%20c#d\")"),
            (
                Form::Rtf,
                "{\\field{\\*\\fldinst{HYPERLINK \"https://example.org/a_b%20c#d\"}}\
                 {\\fldrslt{https://example.org/a_b%20c#d}}}",
            ),
        ],
    );
    check(
        r#"<text variable="DOI" font-style="italic"/>"#,
        "",
        &[
            (Form::Html, "<i><a href=\"https://doi.org/10.1000/a_b\">10.1000/a_b</a></i>"),
            (Form::Markdown, "*[10.1000/a\\_b](<https://doi.org/10.1000/a_b>)*"),
            (Form::Latex, r"\textit{\href{https://doi.org/10.1000/a\_b}{10.1000/a\_b}}"),
            (Form::Typst, "#emph[#link(\"https://doi.org/10.1000/a_b\")[10.1000/a\\_b]]"),
        ],
    );
    check(
        r#"<text variable="DOI"/>"#,
        "",
        &[(Form::Latex, r"\href{https://doi.org/10.1000/a\_b}{\nolinkurl{10.1000/a\_b}}")],
    );
}

#[test]
fn a_link_takes_in_the_beginning_of_its_address() {
    check(
        r#"<text variable="DOI" prefix="See https://doi.org/" suffix="."/>"#,
        "",
        &[
            (
                Form::Html,
                "See <a href=\"https://doi.org/10.1000/a_b\">https://doi.org/10.1000/a_b</a>.",
            ),
            (Form::Markdown, "See <https://doi.org/10.1000/a_b>."),
            (Form::Latex, r"See \url{https://doi.org/10.1000/a\_b}."),
            (Form::Typst, "See #link(\"https://doi.org/10.1000/a_b\")."),
        ],
    );
}

#[test]
fn blocks() {
    let layout = |first: &str, second: &str| {
        format!(
            r#"<text variable="title" display="{first}" suffix=" "/><text value="x " display="{second}"/>
            <text value="y"/>"#
        )
    };
    check(
        &layout("left-margin", "right-inline"),
        "1",
        &[
            (Form::Text, "1 x y"),
            (Form::Markdown, "1 x y"),
            (Form::Latex, r"1\quad x\par y"),
            (Form::Typst, r"1 #h(1em)x \ y"),
            (Form::Rtf, r"1\tab x\line y"),
        ],
    );
    check(
        &layout("block", "indent"),
        "1",
        &[
            (Form::Text, "1 x y"),
            (Form::Latex, r"1\par\hspace*{2em}x\par y"),
            (Form::Typst, r"1 \ #h(2em)x \ y"),
            (Form::Rtf, r"1\line\tab x\line y"),
        ],
    );
}

#[test]
fn a_label_stands_before_all_else() {
    let apart = |layout: &str| print(layout, "T").apart(Form::Text);
    let owned = |label: &str, rest: &str| (label.to_owned(), rest.to_owned());
    let label = r#"<text value="1." display="left-margin"/>"#;
    let text = r#"<text variable="title" display="right-inline"/>"#;
    assert_eq!(apart(&format!("{label}{text}")), owned("1.", "T"));
    let block = r#"<text value="A" display="block"/>"#;
    assert_eq!(apart(&format!("{block}{label}{text}")), owned("", "A 1. T"));
    assert_eq!(apart(label), owned("", "1."));
}

/// What a reader of CommonMark shows.
fn read_markdown(text: &str) -> String {
    use pulldown_cmark::{Event, Parser, Tag};
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) => out.push_str(&text),
            Event::InlineHtml(_) | Event::End(_) => {}
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => {}
            other => out.push_str(&format!("({other:?})")),
        }
    }
    out
}

/// What a reader of RTF shows of text with fonts alone.
fn read_rtf(text: &str) -> String {
    let (mut units, mut depth) = (Vec::new(), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\\' if rest.starts_with(['\\', '{', '}']) => {
                units.push(u16::from(rest.as_bytes()[0]));
                rest = &rest[1..];
            }
            '\\' => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap();
                if let Some(number) =
                    rest[..end].strip_prefix('u').and_then(|n| n.parse::<i16>().ok())
                {
                    units.push(number.cast_unsigned());
                }
                // The font's words end with a space, a character's number with what old readers show.
                rest = if rest[end..].starts_with('\\') { &rest[end..] } else { &rest[end + 1..] };
            }
            c => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    assert_eq!(depth, 0, "{text}");
    String::from_utf16(&units).unwrap()
}

/// Titles of all that some format marks text with.
fn titles() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[ a-z0-9.,;:()!?*_#+=~`'\"|@$%&^{}\\[\\]\\\\/-]{1,6}",
        "[a-zé北😀ж]{1,3}",
        "(<i>|</i>|<b>|</b>|<sup>|</sup>|<sc>|</sc>)",
    ];
    proptest::collection::vec(part, 1..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn every_form_says_the_same(title in titles()) {
        for layout in [PLAIN, ITALIC] {
            let entry = print(layout, &title);
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = words(&entry.to(Form::Text));
            let markdown = entry.to(Form::Markdown);
            prop_assert_eq!(words(&read_markdown(&markdown)), text.clone(), "{}", markdown);
            prop_assert_eq!(words(&read_rtf(&entry.to(Form::Rtf))), text);
        }
    }

    #[test]
    fn any_title_is_written(title in "\\PC{0,40}") {
        let entry = print(PLAIN, &title);
        for form in [Form::Text, Form::Markdown, Form::Html, Form::Latex, Form::Typst, Form::Rtf] {
            prop_assert!(!entry.to(form).contains('\n'));
        }
    }
}
