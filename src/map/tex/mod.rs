//! TeX markup of bibliography fields <-> rich text.

mod accents;
mod aliases;
mod braces;
mod characters;
mod charset;
mod commands;
mod control;
mod decode;
mod encode;
mod exact;
mod group;
mod journals;
mod letter;
mod protect;
mod quotes;

pub(crate) use braces::{balance, balanced, braces_pair};
pub(crate) use charset::CharSet;
pub(crate) use decode::{as_plain, decode};
pub(crate) use encode::{Encoder, is_printable};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod roundtrip {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Text;

    /// Decodes a title, and encodes it again in both ways.
    fn check(tex: &str, csl: &str, utf8: &str, ascii: &str) {
        let decoded = decode(tex, true);
        assert_eq!(decoded.text.to_csl(), csl, "{tex}");
        for (is_ascii, expected) in [(false, utf8), (true, ascii)] {
            let mut encoder = Encoder { ascii: is_ascii, protect: true, ..Encoder::default() };
            let again = encoder.encode(&decoded.text);
            assert_eq!(again, expected, "{tex}");
            assert_eq!(decode(&again, true).text, decoded.text, "{again}");
        }
    }

    #[test]
    fn accents_in_all_spellings() {
        check("ǽ", "ǽ", "{\\'{\\ae}}", "{\\'{\\ae}}");
        for tex in
            ["G{\\\"o}del", "G\\\"odel", "G\\\"{o}del", "G{\\\"{o}}del", "Gödel", "G{\\\" o}del"]
        {
            check(tex, "Gödel", "Gödel", "G{\\\"o}del");
        }
        check("{\\v C}apek", "Čapek", "Čapek", "{\\v{C}}apek");
        check("{\\'\\i}\\'{\\i}", "íí", "íí", "{\\'i}{\\'i}");
        check(
            "\\AA ngstr{\\\"o}m \\o{}re {\\ss}",
            "Ångström øre ß",
            "Ångström øre ß",
            "{\\AA}ngstr{\\\"o}m {\\o}re {\\ss}",
        );
        check("\\'{\\^e}", "ế", "ế", "{\\'{{\\^e}}}");
        check(
            "a\\~{}b \\^{}",
            "a~b ^",
            "a{\\textasciitilde}b {\\textasciicircum}",
            "a{\\textasciitilde}b {\\textasciicircum}",
        );
    }

    #[test]
    fn marks_math_and_signs() {
        check(
            "\\emph{in vitro} {\\bf x}",
            "<i>in vitro</i> <b>x</b>",
            "\\textit{in vitro} \\textbf{x}",
            "\\textit{in vitro} \\textbf{x}",
        );
        check(
            "$\\alpha$ and 10$^{-3}$ $\\geq$ $H_2$",
            "α and 10<sup>-3</sup> ≥ H<sub>2</sub>",
            "$\\alpha$ and 10$^{-3}$ $\\geq$ H$_{2}$",
            "$\\alpha$ and 10$^{-3}$ $\\geq$ H$_{2}$",
        );
        check(
            "Cats \\& dogs 5\\% \\#1 a\\_b \\$ $<$",
            "Cats & dogs 5% #1 a_b $ <",
            "Cats \\& dogs 5\\% \\#1 a\\_b \\$ $<$",
            "Cats \\& dogs 5\\% \\#1 a\\_b \\$ $<$",
        );
        check(
            "1--2 --- ``q'' p.~3",
            "1–2 — “q” p.\u{a0}3",
            "1–2 — “q” p.~3",
            "1--2 --- ``q'' p.~3",
        );
        check("5 $-$ 3", "5 − 3", "5 $-$ 3", "5 $-$ 3");
        check("a \\{b\\}", "a {b}", "a \\{b\\}", "a \\{b\\}");
    }

    #[test]
    fn braces_protect_where_it_matters() {
        check(
            "The {RNA} of {McArthur}",
            "The RNA of McArthur",
            "The {RNA} of {McArthur}",
            "The {RNA} of {McArthur}",
        );
        check(
            "The {Bible}",
            "The <span class=\"nocase\">Bible</span>",
            "The {Bible}",
            "The {Bible}",
        );
        check("The {{\\TeX}book}", "The TeXbook", "The {TeXbook}", "The {TeXbook}");
        check(
            "{TNF}-$\\alpha$ H\\textsubscript{2}O",
            "TNF-α H<sub>2</sub>O",
            "{TNF}-$\\alpha$ {H$_{2}$O}",
            "{TNF}-$\\alpha$ {H$_{2}$O}",
        );
    }

    proptest! {
        #[test]
        fn any_tex_is_read(tex in "([{}$\\\\~^_'`\" \n-]|\\\\[a-z]{1,6}|\\\\textit\\{|[a-zA-Zéα]){0,60}") {
            let text = decode(&tex, true).text;
            let tex = Encoder { protect: true, ..Encoder::default() }.encode(&text);
            prop_assert_eq!(balance(&tex).into_owned(), tex);
        }

        #[test]
        fn text_comes_back(csl in "([a-zA-Zéßα≥%&#_$~^\\\\{}<>'-]|<i>|</i>|<sup>2</sup>| x| RNA){0,30}") {
            let text = Text::from_csl(csl.trim());
            let tex = Encoder { protect: true, ..Encoder::default() }.encode(&text);
            let again = decode(&tex, true).text;
            prop_assert_eq!(again.as_str().trim(), text.as_str().trim(), "{}", tex);
        }
    }

    #[test]
    fn hostile_tex_is_linear() {
        for piece in [
            "{",
            "}",
            "$",
            "\\textit{",
            "\\'",
            "{\\it ",
            "^",
            "\\alpha",
            "{A",
            "$_{",
            "\\frac{",
            "\\ce{C1",
            "\\url{",
            "\\url{}",
            "\\noopsort{",
            "\\switchargs{a}",
            "\\sqrt[3]",
            "\\verb|",
            "\\char\"4",
            "\"a",
            ",,",
            "''",
            "<<",
            "&amp;",
            "&",
            "{\\&}amp;",
            "\\foo{",
            "\\enquote{",
            "\\mathbb{R",
            "%\n",
            "--",
        ] {
            let tex = piece.repeat(100_000);
            let text = decode(&tex, true).text;
            Encoder { protect: true, ..Encoder::default() }.encode(&text);
        }
    }
}
