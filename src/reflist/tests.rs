mod page;

use super::*;

/// Shows the pieces of a text: labels in brackets.
fn shown(text: &str, form: Form) -> Vec<String> {
    let source = Source::new("refs.txt", text);
    let read = cut(&source, form);
    let pieces = read.value.iter().map(|piece| {
        assert!(text.get(piece.span.clone()).is_some(), "{piece:?}");
        if !piece.text.is_empty() && !text[piece.span.clone()].contains('\n') {
            assert_eq!(text[piece.span.clone()], piece.text);
        }
        match &piece.label {
            Some(label) => format!("[{label}] {}", piece.text),
            None => piece.text.to_string(),
        }
    });
    let findings = read.diagnostics.iter().map(|finding| format!("!{}", finding.code));
    pieces.chain(findings).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, Form::Text), expected, "{text}");
}

const WATSON: &str = "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids: A structure for deoxyribose nucleic acid. Nature, 171(4356), 737–738. https://doi.org/10.1038/171737a0";
const SHANNON: &str = "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal, 27(3), 379–423.";
const TURING: &str =
    "Turing, A. M. (1950). Computing machinery and intelligence. Mind, 59(236), 433–460.";

/// Breaks a text at words as mail programs do.
fn wrapped(text: &str, width: usize, first: &str, others: &str) -> String {
    let mut out = first.to_owned();
    let mut at = first.chars().count();
    for (index, word) in text.split(' ').enumerate() {
        let len = word.chars().count();
        if index > 0 && at + 1 + len > width {
            out += "\n";
            out += others;
            at = others.chars().count();
        } else if index > 0 {
            out.push(' ');
            at += 1;
        }
        out += word;
        at += len;
    }
    out + "\n"
}

const ALL: [&str; 3] = [WATSON, SHANNON, TURING];

#[test]
fn one_a_line() {
    check(&ALL.join("\n"), &ALL);
    check(&ALL.join("\n\n"), &ALL);
    check(&format!("{WATSON}\n-\n---\n{TURING}\n"), &[WATSON, "-", TURING]);
    check(
        &format!("[1] {WATSON}\n[2] {TURING}\n7. {SHANNON}\n"),
        &[&format!("[1] {WATSON}"), &format!("[2] {TURING}"), &format!("[7] {SHANNON}")],
    );
    check(
        &format!("1 {WATSON}\n2 {SHANNON}\n3 {TURING}"),
        &[&format!("[1] {WATSON}"), &format!("[2] {SHANNON}"), &format!("[3] {TURING}")],
    );
    check(
        "The Origin of Species by Darwin\nOn Growth and Form by Thompson\nCybernetics\n",
        &["The Origin of Species by Darwin", "On Growth and Form by Thompson", "Cybernetics"],
    );
    check("", &[]);
    check("\n\n", &[]);
    assert_eq!(shown("\n---\n12", Form::Line), ["", "", ""]);
}

#[test]
fn paragraphs_with_gaps_and_indents() {
    for width in [50, 60, 72, 80, 100] {
        let gaps: Vec<String> = ALL.iter().map(|text| wrapped(text, width, "", "")).collect();
        check(&gaps.join("\n"), &ALL);
        let hanging: Vec<String> =
            ALL.iter().map(|text| wrapped(text, width, "", "    ")).collect();
        check(&hanging.concat(), &ALL);
        check(&hanging.join("\n"), &ALL);
        let first: Vec<String> = ALL.iter().map(|text| wrapped(text, width, "    ", "")).collect();
        check(&first.concat(), &ALL);
        let bullets: Vec<String> =
            ALL.iter().map(|text| wrapped(text, width, "• ", "  ")).collect();
        check(&bullets.concat(), &ALL);
        check(&wrapped(WATSON, width, "", ""), &[WATSON]);
    }
}

#[test]
fn lists_that_count() {
    let numbered: [fn(usize) -> String; 5] = [
        |n| format!("[{n}] "),
        |n| format!("{n}. "),
        |n| format!("{n}) "),
        |n| format!("({n}) "),
        |n| format!("{n}\t"),
    ];
    for width in [50, 60, 72, 80] {
        for label in numbered {
            for others in ["", "    "] {
                let texts = ALL.iter().enumerate();
                let items: Vec<String> =
                    texts.map(|(at, text)| wrapped(text, width, &label(at + 8), others)).collect();
                let expected: Vec<String> = ALL
                    .iter()
                    .enumerate()
                    .map(|(at, text)| format!("[{}] {text}", at + 8))
                    .collect();
                let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
                check(&items.concat(), &expected);
                check(&items.join("\n"), &expected);
            }
        }
    }
}

#[test]
fn pages_leave_nothing_behind() {
    let text = "References\n\n\
        [1] Shannon, C. E. A mathematical theory of communi-\ncation. Bell System Technical\n\n\
        Notes on Trade 12\n\n12\n\u{c}\n\
        Journal 27, 379 (1948).\n[2] Turing, A. M. Computing machinery and\nintelligence. Mind 59, 433 (1950).\n\n\
        Notes on Trade 13\n\n13\n\u{c}\n\
        [3] Watson, J. D. Molecular structure of\nnucleic acids. Nature 171, 737 (1953).\n";
    check(
        text,
        &[
            "References",
            "[1] Shannon, C. E. A mathematical theory of communication. Bell System Technical Journal 27, 379 (1948).",
            "[2] Turing, A. M. Computing machinery and intelligence. Mind 59, 433 (1950).",
            "[3] Watson, J. D. Molecular structure of nucleic acids. Nature 171, 737 (1953).",
            "!left-out",
        ],
    );
}

#[test]
fn what_only_the_length_of_lines_parts_is_doubtful() {
    let flush: String = ALL.iter().map(|text| wrapped(text, 72, "", "")).collect();
    check(&flush, &[WATSON, SHANNON, TURING, "!doubtful-cut"]);
}

#[test]
fn hostile_texts_are_linear() {
    for piece in [
        "a",
        "[1] ",
        "1. a\n",
        "[1] a\n",
        "a\n\n",
        "    a\n",
        "-\n",
        "12\n",
        "\u{c}",
        "\u{c}a\n",
        "\0",
        "inter-\n",
        "http://a/\n",
        "<b>",
        "<i>",
        "<div>",
        "<div class=csl-entry>",
        "<li>",
        "<ol>",
        "<nav>",
        "</nav>",
        "<p>",
        "<table><tr><td>",
        "<a href=x>",
        "<script>",
        "<",
        "&",
        "> ",
        "- ",
        "*a",
        "[",
        "[^a]: ",
        "# References\n",
        "| a ",
        "\r",
        "10.1/",
        "a-b ",
        "(2001)\n",
        "·",
    ] {
        let text = piece.repeat(50_000);
        for form in [Form::Line, Form::Text, Form::Paragraph, Form::Numbered, Form::Html] {
            cut(&Source::new("refs", text.as_str()), form);
        }
    }
    let line = "a ".repeat(500_000);
    for form in [Form::Line, Form::Text, Form::Markdown, Form::Html, Form::Bbl] {
        assert!(cut(&Source::new("refs", line.as_str()), form).value.len() <= 1);
    }
}

#[test]
fn hostile_markdown_ends() {
    for piece in
        ["> ", "- ", "*a", "[", "[^a]: ", "# References\n", "| a ", "<i>", "<nav>", "> [!cite]\n"]
    {
        cut(&Source::new("refs", piece.repeat(20_000)), Form::Markdown);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_cut(text in "([a-zA-Zé中 .,:;()-]|\\[[0-9]\\] |[0-9]\\. |\n|\n\n|    |20[0-9]{2}|http://a/|<[a-z/]{1,4}>|<div class=csl-entry>|\\\\bibitem\\{|\\\\href\\{|[*_#>|{}%\u{c}\0\r]){0,60}") {
        let source = Source::new("refs", text.as_str());
        for form in [Form::Line, Form::Text, Form::Paragraph, Form::Numbered, Form::Markdown, Form::Html, Form::Bbl] {
            let read = cut(&source, form);
            for piece in &read.value {
                proptest::prop_assert!(text.get(piece.span.clone()).is_some());
                proptest::prop_assert!(form == Form::Line || !piece.text.is_empty());
                let links = piece.links.iter().map(|link| &link.span);
                for span in links.chain(&piece.italics) {
                    proptest::prop_assert!(piece.text.get(span.clone()).is_some(), "{:?} {:?}", form, piece);
                }
            }
            if form == Form::Line {
                proptest::prop_assert_eq!(read.value.len(), text.split_inclusive('\n').count());
            }
        }
    }
}
