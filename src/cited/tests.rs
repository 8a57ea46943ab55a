use super::*;

/// Shows the keys in the order of the text; a question mark stands behind those that may be none.
fn check(syntax: Syntax, text: &str, expected: &str) {
    let source = Source::new("t", text);
    let cited = keys(syntax, &source);
    let mut shown: Vec<String> = cited
        .keys
        .iter()
        .map(|citation| format!("{}{}", citation.key, if citation.certain { "" } else { "?" }))
        .collect();
    if cited.all {
        shown.push("*".to_owned());
    }
    assert_eq!(shown.join(" "), expected, "{text}");
    for citation in cited.keys {
        // A place shows its key.
        assert_eq!(&text[citation.place.span.clone()], citation.key, "{text}");
    }
}

fn latex(text: &str, expected: &str) {
    check(Syntax::Latex, text, expected);
}

#[test]
fn latex_commands() {
    latex(r"\cite{a} \cite[12]{b} \cite[see][12]{c,d} \cite {e}", "a b c d e");
    latex(
        r"\Cite{a}\citep*[e.g.][]{b, c}\citet{d}\citealt{e}\citealp{f}\citeauthor*{g}\citeyearpar{h}",
        "a b c d e f g h",
    );
    latex(r"\autocites(pre)(post)[a][b]{x}[c]{y,z} {not a key}", "x y z");
    latex("\\textcites{a}%\n  {b} [p. 3]{c}\n\n{d}", "a b c");
    latex(
        r"\footcite{a}\parencite*{b}\fullcite{c}\footfullcite{d}\smartcite{e}\supercite{f}\citetitle{g}",
        "a b c d e f g",
    );
    latex(r"\volcite{2}{x}\pvolcite[see]{3}[12]{y}\volcites{1}{a}{2}{b}", "x y a b");
    latex(
        r"\notecite{a}\pnotecite[12]{b}\fnotecite{c}\citefield{d}{title}\citename{e}{author}",
        "a b c d e",
    );
    latex(r"\nocite{a,b}\nocite{*}", "a b *");
    latex(
        r"\textcquote[12]{a}{text}\foreigntextcquote{german}[1]{b}{x}\hyphenblockcquote{german}{c}{x}",
        "a b c",
    );
    latex("\\begin{displaycquote}[3]{a}text\\end{displaycquote}\\begin{center}{x}", "a");
    latex(r"\mycite{a}\citeX{b}\bibentry{c}\defcitealias{d}{D}\citetalias{e}", "a b c d e");
    latex(r"\cite<see>[12]{a}\citeA{b}\shortcite{c}", "a b c");
    latex(r"\cite[see $[0,1)$ and {[x]}]{a}", "a");
    latex(r"\footcite[see also \textcite[12]{b}]{a}\footnote{x \cite{c}}", "a b c");
    latex("\\cite{a,% first\n  b,\n  c}", "a b c");
    latex(r"\cite{key:with-odd_chars.2020+x/y}", "key:with-odd_chars.2020+x/y");
    latex(r"\cites{a}{\em b} \cites{é2020}", "a é2020");
}

#[test]
fn what_latex_does_not_cite() {
    latex("% \\cite{a}\nx \\% \\cite{b} % \\cite{c}\n\\\\% \\cite{d}", "b");
    latex(r"\verb|\cite{a}| \verb*+\cite{b}+ \lstinline{\cite{c}} \cite{d}", "d");
    latex(
        "\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}\\begin{comment}\\cite{b}\\end{comment}\\cite{c}",
        "c",
    );
    latex("\\begin{lstlisting}[language=TeX]\n\\cite{a}\n\\end{lstlisting}", "");
    latex(
        r"\iffalse \cite{a} \ifx x \fi \cite{b} \fi \cite{c} \iffalse x \else \cite{d}\fi",
        "c d",
    );
    latex("\\cite{a}\\end{document}\\cite{b}", "a");
    latex(
        r"\newcommand{\mycite}[1]{\cite{#1}} \renewcommand\citepunct{; } \citestyle{apa} \setcitestyle{round}",
        "",
    );
    latex(
        r"\AtEveryCite{\x}\AtEveryCitekey{x}\ifciteseen{x}{y}\DeclareCiteCommand{\x}{y}{z}{}{}\excite{x}",
        "",
    );
    latex(r"\cite{} \cite \citation", "");
    latex(
        r"\newcommand{\see}[2]{see \cite[#2]{#1}} \see{a}{b} \newcommand\of[2]{\citeauthor{#2}} \of{x}{y}",
        "a y",
    );
    latex(r"\DeclareCiteCommand{\fullref}[\mkbibparens]{a}{b}{c}{d} \fullref{x}", "x");
}

#[test]
fn included_files() {
    let includes = |syntax, text: &str| -> String {
        let cited = keys(syntax, &Source::new("t", text));
        cited.includes.iter().map(|include| include.path.as_str()).collect::<Vec<_>>().join(" ")
    };
    let tex = r"\input{a} \include{ch/b} \subfile{c.tex} \import{dir/}{d} \input e %\input{f}
        \includegraphics{g} \input{#1} \input{\jobname}";
    assert_eq!(includes(Syntax::Latex, tex), "a ch/b c.tex dir/d e");
    assert_eq!(includes(Syntax::Aux, "\\@input{ch1.aux}"), "ch1.aux");
    assert_eq!(includes(Syntax::Markdown, "{{< include _a.qmd >}} `{{< include b >}}`"), "_a.qmd");
    let typst = "#include \"a.typ\"\n#import \"@preview/cetz:0.2.0\": canvas // #include \"b.typ\"";
    assert_eq!(includes(Syntax::Typst, typst), "a.typ");
    assert_eq!(
        includes(Syntax::Org, "#+include: \"a.org\" :lines 1-2\n#+INCLUDE: b.org"),
        "a.org b.org"
    );
    assert_eq!(includes(Syntax::Rst, ".. include:: a.rst\n"), "a.rst");
}

#[test]
fn what_latex_leaves_for_others() {
    check(Syntax::Aux, "\\relax\n\\citation{a,b}\n\\bibcite{a}{1}\n\\citation{*}", "a b *");
    check(Syntax::Aux, "\\abx@aux@cite{0}{a}\n\\abx@aux@segm{0}{0}{a}\n\\abx@aux@cite{b}", "a b");
    check(
        Syntax::Bcf,
        "<bcf:section number=\"0\"><bcf:citekey order=\"1\" intorder=\"1\">a</bcf:citekey>\n\
         <bcf:citekeycount order=\"2\">b</bcf:citekeycount><bcf:citekey order=\"3\" nocite=\"1\">*</bcf:citekey>",
        "a *",
    );
}

fn markdown(text: &str, expected: &str) {
    check(Syntax::Markdown, text, expected);
}

#[test]
fn pandoc_citations() {
    markdown("[@a; see @b, p. 3; -@c] and @d [p. 3] or -@e.", "a b c d e");
    markdown(
        "@{key with odd chars}, @doe:2020-x_y.z; @a.b. (@c)",
        "key with odd chars doe:2020-x_y.z a.b c",
    );
    markdown("@foo--bar @x: @y? @_z @2020a", "foo x y _z 2020a");
    markdown("mail me@example.org, <me@example.org>, \\@not, @@no", "");
    markdown("[x](https://a.org/@b) <https://a.org/@b> https://a.org/@b [@c](d)", "c");
    markdown("`@a` and\n\n```\n@b\n```\n\n    @c\n\n~~~ {.r}\n@d\n~~~\n\n<!-- @e\n @f --> @g", "g");
    markdown("<div title=\"@a\">\n\n@b\n\n</div> <span id=\"@c\">@d</span>", "b d");
    markdown("As @fig-one and @sec:two and @tbl-x show", "fig-one? sec:two? tbl-x?");
    markdown(r"As \cite{a} and \citep[12]{b,c} say, `\cite{d}`.", "a b c");
    markdown("{cite:p}`a,b` and {cite}`{see}c{p. 3}` and {ref}`d`", "a b c");
    markdown("*@a* **[@b]** ~~@c~~ | @d |\n[^1]\n\n[^1]: @e", "a b c d e");
    markdown("“@a” (@b)[@c]—@d", "a b c d");
}

#[test]
fn front_matter() {
    markdown("---\nnocite: |\n  @a, @b # @c\n# @d\ntitle: x\n...\n@e", "a b e");
    markdown("---\nnocite: '@*'\n---\n", "*");
    markdown(
        "---\nnocite:\n- '@a'\ntwitter: \"@me\"\nemail: a@b.org\nabstract: As @x says\n---\n@b",
        "a me? x? b",
    );
    markdown("---\nnot: closed @a", "a");
}

#[test]
fn links_to_notes() {
    markdown(
        "[[@a]] [[b]] [[c - Methods]] [[Sources/d|shown]] ![[e#Part]] [[@f - Results (x)]]",
        "a b? c - Methods? c? d? e? f",
    );
    markdown("[[see @a; @b]] `[[c]]`", "a b");
    markdown("[[@{{key}}]] @{{key}} [[<% key %>]] @2024-05-06", "2024-05-06?");
}

#[test]
fn typst() {
    let typst = |text: &str, expected: &str| check(Syntax::Typst, text, expected);
    typst(
        "@a @b[p. 3] @c-d_e:f. #cite(<g>) #cite(<h>, form: \"prose\") #cite(label(\"i/j\"))",
        "g h i/j a b c-d_e:f",
    );
    typst("See @a, @b[p. 3] and @c.", "a b c");
    typst("mail me@example.org, https://a.org/@b, \\@no, \"@preview/x\"", "");
    typst("`@a` ```@b``` // @c\n/* @d /* @e */ @f */ @g", "g");
    typst("#bibliography(\"a.bib\", full: true)", "*");
    let cited = keys(Syntax::Typst, &Source::new("t", "= One <one>\nSee @one and @two."));
    assert!(cited.labels.contains("one") && !cited.labels.contains("two"));
}

#[test]
fn org() {
    let org = |text: &str, expected: &str| check(Syntax::Org, text, expected);
    org("[cite:@a] [cite/t:see @b p. 3; @c] [cite/text/caps:@d.] [cite/n:@*]", "a b c d *");
    org("cite:a,b citep:&c;&d [[cite:&e]] parencite:f. https://x.org/cite:g", "a b c d e f");
    org(
        "# [cite:@a]\n=[cite:@b]= ~cite:c~\n#+begin_src tex\ncite:d\n#+end_src\n: cite:e\n[cite:@f]",
        "f",
    );
    org("[cite:not closed @a", "not");
    org("recite: x and excited [citation:x]", "");
}

#[test]
fn rst_and_notebooks() {
    check(
        Syntax::Rst,
        ":cite:`a,b` :cite:p:`c` :footcite:`{see}d{p. 3}` :ref:`e` [f]_",
        "a b c d f?",
    );
    check(
        Syntax::Rst,
        "``:cite:`a` ``\n\n.. a comment :cite:`b`\n   :cite:`c`\n\n.. code-block:: rst\n\n   :cite:`d`\n\n:cite:`e`",
        "e",
    );
    let notebook = r#"{"cells":[{"cell_type":"code","source":["@a"]},{"cell_type":"markdown","source":["As [@b]\n","and @c"]}]}"#;
    check(Syntax::Notebook, notebook, "b c");
    check(Syntax::Notebook, "not JSON", "");
}

#[test]
fn the_best_place_is_told() {
    let source = Source::new("t.md", "[[doe]]\nand @doe and @doe");
    let cited = keys(Syntax::Markdown, &source);
    let citation = &cited.keys[0];
    assert_eq!(
        (citation.times, citation.certain, citation.place.line, citation.place.column),
        (3, true, 2, 6)
    );
}

#[test]
fn what_cited_works_need_is_kept() {
    let bib = "@xdata{x, publisher={P}} @book{a, title={A}, related={b}, ids={old}} @book{b, title={B}, entryset={c,a}}
        @book{c, title={C}} @book{d, title={D}}";
    let items =
        crate::bibliography::read(crate::format::Format::Bibtex, &Source::new("t.bib", bib)).value;
    let cited = keys(Syntax::Latex, &Source::new("t.tex", r"\cite{old}\cite{A}\cite{dd}"));
    let kept = select(items, &cited);
    let keys: Vec<&str> = kept.value.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["a", "b", "c"]);
    let help: Vec<&str> = kept.diagnostics.iter().filter_map(|d| d.help.as_deref()).collect();
    assert_eq!(help, ["`a` differs only in case", "`d` is close"]);
}

#[test]
fn hostile_texts_take_time_that_grows_with_their_size() {
    let pieces: &[(Syntax, &str)] = &[
        (Syntax::Latex, "\\cite["),
        (Syntax::Latex, "\\cite{"),
        (Syntax::Latex, "\\cites[]{a}("),
        (Syntax::Latex, "\\verb|"),
        (Syntax::Latex, "\\iffalse "),
        (Syntax::Latex, "\\begin{verbatim}"),
        (Syntax::Latex, "\\newcommand{\\a}{"),
        (Syntax::Latex, "{}[]()"),
        (Syntax::Latex, "\\cite<"),
        (Syntax::Markdown, "[[@"),
        (Syntax::Markdown, "@{a"),
        (Syntax::Markdown, "{{<"),
        (Syntax::Markdown, "}`a`"),
        (Syntax::Markdown, "<!--"),
        (Syntax::Markdown, "@a."),
        (Syntax::Typst, "cite("),
        (Syntax::Typst, "/*"),
        (Syntax::Typst, "@a:"),
        (Syntax::Typst, "``` `"),
        (Syntax::Org, "[cite:@"),
        (Syntax::Org, "cite:a,"),
        (Syntax::Org, " =a"),
        (Syntax::Rst, ":cite:`"),
        (Syntax::Rst, "[a]_"),
        (Syntax::Rst, "``"),
        (Syntax::Aux, "\\citation{"),
        (Syntax::Bcf, "<bcf:citekey "),
    ];
    for (syntax, piece) in pieces {
        let time = |count: usize| {
            let source = Source::new("t", piece.repeat(count));
            let start = std::time::Instant::now();
            let _ = keys(*syntax, &source);
            start.elapsed()
        };
        // A machine that is busy elsewhere is so now and then; what is quadratic is slow each time.
        let spare = std::time::Duration::from_millis(100);
        let is_linear = |_| time(8_000) < time(1_000) * 40 + spare;
        assert!((0..5).any(is_linear), "{piece} takes more than its length");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(
        pieces in proptest::collection::vec(
            "\\\\|cite|s|\\{|\\}|\\[|\\]|\\(|\\)|@|a|é|,|:|`|%|\n|<|>|/|\\*|#|=|-| |\"|verb|\\|",
            0..24,
        ),
    ) {
        let text = pieces.concat();
        let source = Source::new("t", text.as_str());
        for (_, syntax) in ENDINGS {
            for citation in keys(*syntax, &source).keys {
                assert!(text.contains(&citation.key));
            }
        }
    }
}
