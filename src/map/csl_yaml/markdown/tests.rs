use super::*;
use crate::model::Text;

/// Reads Markdown, and writes it again.
fn check(markdown: &str, csl: &str, again: &str) {
    let read = to_csl(markdown);
    assert_eq!(read, csl, "{markdown}");
    assert_eq!(from_text(&Text::from_csl(&read)), again, "{markdown}");
}

/// Markdown that is written as it was read.
fn same(markdown: &str, csl: &str) {
    check(markdown, csl, markdown);
}

#[test]
fn markup_is_read_and_written() {
    same("in *E. coli*", "in <i>E. coli</i>");
    same("H~2~O 10^-3^ x^2\\ 3^", "H<sub>2</sub>O 10<sup>-3</sup> x<sup>2 3</sup>");
    same("[pH]{.nocase} **b**", r#"<span class="nocase">pH</span> <b>b</b>"#);
    same("[sc]{.smallcaps}", r#"<span style="font-variant:small-caps;">sc</span>"#);
    same(
        "[a *b* [c]{.nocase}]{.smallcaps}",
        r#"<span style="font-variant:small-caps;">a <i>b</i> <span class="nocase">c</span></span>"#,
    );
    check("_a_ __b__ c_d_e", "<i>a</i> <b>b</b> c_d_e", "*a* **b** c_d_e");
    check("***a***", "<b><i>a</i></b>", "<b><i>a</i></b>");
    check("**a *b***", "<b>a <i>b</i></b>", "<b>a <i>b</i></b>");
    same("un*frigging*believable", "un<i>frigging</i>believable");
}

#[test]
fn other_signs_are_text() {
    check("a * b * c", "a * b * c", r"a \* b \* c");
    check("*a b", "*a b", r"\*a b");
    check("2^a b^", "2^a b^", r"2\^a b\^");
    check("~~a~~", "~~a~~", r"\~\~a\~\~");
    check("[a](b) [c]{.x} d]", "[a](b) [c]{.x} d]", r"\[a\](b) \[c\]{.x} d\]");
    check("a -- b --- c ... d ---- e", "a – b — c … d ---- e", "a – b — c … d \\-\\-\\-- e");
    check("&amp; &#233;&#x2014; & &x;", "& é— & &x;", "& é— & &x;");
    same(r"\*a\* \\ \&amp; \@x a@b \-- \... # > \|", "*a* \\ &amp; @x a@b -- ... # > |");
    check(r"\# \<b\>", "# <b>", r"\# \<b>");
}

#[test]
fn lines_are_kept() {
    check("a\nb", "a b", "a b");
    same("a\\\nb", "a\nb");
    check("a\n\nb", "a\n\nb", "a\\\n\\\nb");
}

#[test]
fn marks_that_stars_cannot_say_are_tags() {
    let text = Text::from_csl("a<i> b </i><b>c</b><i>d</i>");
    assert_eq!(from_text(&text), "a<i> b </i><b>c</b><i>d</i>");
    assert_eq!(to_csl("<i> b </i>"), "<i> b </i>");
}

#[test]
fn hostile_input_ends() {
    for piece in [
        "*",
        "**a",
        "_a ",
        "^a ",
        "[",
        "]",
        "[]{.nocase}",
        "\\",
        "&",
        "<",
        "<a",
        "*a^",
        "[a^ ",
        "*a]",
    ] {
        to_csl(&piece.repeat(50_000));
    }
    let deep = "<i>".repeat(50_000) + "x" + &"</i>".repeat(50_000);
    from_text(&Text::from_csl(&deep));
    to_csl(&("[".repeat(50_000) + &"*a".repeat(50_000) + &"]".repeat(50_000)));
}

proptest::proptest! {
    #[test]
    fn any_text_comes_back(
        pieces in proptest::collection::vec(
            "<i>|</i>|<b>|</b>|<sup>|</sup>|<sub>|</sub>|<span class=\"nocase\">|</span>|[*_^~a-b \\\\\\[\\]{}&;<@#>|$`.\n-]|é",
            0..16,
        ),
    ) {
        let text = Text::from_csl(&pieces.concat());
        let markdown = from_text(&text);
        let again = Text::from_csl(&to_csl(&markdown));
        // What reads as a tag is one in CSL-JSON, which has no way to say otherwise.
        if Text::from_csl(&text.to_csl()) == text {
            assert_eq!(again.to_csl(), text.to_csl(), "{markdown}");
        }
        to_csl(&pieces.concat());
    }
}
