//! What TeX means, spelling by spelling.

use super::decode;

/// Decodes a title and shows it as CSL does.
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(tex, expected)| (tex, expected, decode(tex, true)))
        .filter(|(_, expected, read)| read.text.to_csl() != **expected || !read.unknown.is_empty())
        .map(|(tex, expected, read)| {
            format!(
                "{tex:?}: expected {expected:?}, got {:?} {:?}",
                read.text.to_csl(),
                read.unknown
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn accents_over_any_letter() {
    for tex in [
        r"\'e",
        r"{\'e}",
        r"\'{e}",
        r"{\'{e}}",
        r"\' e",
        r"{\' e}",
        r"\' {e}",
        r"{\' {e}}",
        "\\'\ne",
        r"\acute{e}",
        r"\capitalacute{e}",
        r"\accent19 e",
        r#"{\accent"13 e}"#,
        r"\accent'23e",
        "{{\\'e}}",
    ] {
        check(&[(
            tex,
            if tex.starts_with("{{") { "<span class=\"nocase\">é</span>" } else { "é" },
        )]);
    }
    for tex in
        [r"\'\i", r"\'{\i}", r"{\'\i}", r"{\'{\i}}", r"\'\i{}", r"\' \i", r"{\' {\i}}", r"\'i"]
    {
        check(&[(tex, "í")]);
    }
    check(&[
        (r#"\`a\^a\~a\=a\u{a}\.z\"a\r{a}\H{o}\v{s}\d{s}\c{c}\k{a}\b{d}"#, "àâãāăżäåőšṣçąḏ"),
        (r"\u g \H o \v s \r a \k a \c c \d h \b k", "ğ ő š å ą ç ḥ ḵ"),
        (r"{\u g}{\H o}{\v s}{\r a}{\k a}{\c c}{\d h}", "ğőšåąçḥ"),
        (r"\u\i \v\j \=\i \^\j", "ĭǰīĵ"),
        (r"\v{s}ek Mare\v sek Dvo\v{r}\'ak Ku\v{c}era", "šek Marešek Dvořák Kučera"),
        (r"\c{S}\c{t}\textcommabelow{s}\textcommabelow{t}", "Şţșț"),
        (r"\c{g}\c{k}\c{l}\c{n}", "ģķļņ"),
        (r#"\'{\^e}\'{\"u}\v{\"u}\`{\u a}\~{\^o}"#, "ếǘǚằỗ"),
        (r"\d{\^e}\h{a}\h{\^a}", "ệảẩ"),
        (r"\t{oo}\t oo", "o͡oo͡o"),
        (r"\.{I}stanbul \.i\.{\i}", "İstanbul ii"),
        (r#"\'{y}\'Y\"y\^w\'c\'n\'s\'z"#, "ýÝÿŵćńśź"),
        (r"\'{\ae}\'{\o}\'{\AE}\r{u}", "ǽǿǼů"),
        (r"\G{a}\f{a}", "ȁȃ"),
        (r"\'{}x\v{}", "´xˇ"),
        ("Erd\\H{o}s, Erd{\\H o}s and Erd{\\H{o}}s", "Erdős, Erdős and Erdős"),
        ("na{\\\"\\i}ve na\\\"{\\i}ve na\\\"ive", "naïve naïve naïve"),
        ("{\\\"U}ber G{\\\"o}del", "Über Gödel"),
    ]);
}

#[test]
fn letters_of_other_languages() {
    check(&[
        (r"\o re \O re \l od\'z \L\'od\'z", "øre Øre łodź Łódź"),
        (r"{\o}{\O}{\l}{\L}{\ss}{\ae}{\AE}{\oe}{\OE}{\aa}{\AA}", "øØłŁßæÆœŒåÅ"),
        (r"\o{}re stra\ss{}e stra{\ss}e stra\ss e", "øre straße straße straße"),
        (r"\aa\AA\ae\AE\oe\OE", "åÅæÆœŒ"),
        (r"\dh\DH\th\TH\dj\DJ\ng\NG\i\j\ij\IJ", "ðÐþÞđĐŋŊıȷĳĲ"),
        (r#"\AA ngstr\"om"#, "Ångström"),
        (r"\textthorn\texteth\textschwa", "þðə"),
    ]);
}

#[test]
fn signs_and_symbols() {
    check(&[
        (r"\textdegree \textcelsius \textmu\textohm", "°℃µΩ"),
        (r"\texteuro\euro\EUR\pounds\textsterling\textyen\textcent\textwon", "€€€££¥¢₩"),
        (r"\copyright\textcopyright\textregistered\texttrademark\textservicemark", "©©®™℠"),
        (r"\S\P\dag\ddag\textsection\textparagraph\textdagger", "§¶†‡§¶†"),
        (r"\ldots\dots\textellipsis", "………"),
        (r"\textpm\texttimes\textdiv\textnot\textminus", "±×÷¬−"),
        (r"1\textordfeminine\ 2\textordmasculine", "1ª 2º"),
        (r"\textonehalf\textonequarter\textthreequarters", "½¼¾"),
        (r"\textonesuperior\texttwosuperior\textthreesuperior", "¹²³"),
        (r"\textperthousand\textpertenthousand\textnumero\textbullet", "‰‱№•"),
        (r"\textleftarrow\textrightarrow\textuparrow\textdownarrow", "←→↑↓"),
        (r"\textless\textgreater\textbar\textbackslash\textasciitilde\textasciicircum", r"<>|\~^"),
        (r"\textbraceleft\textbraceright\{\}\textunderscore\_\#\%\&\$", "{}{}__#%&$"),
        (r"\textexclamdown\textquestiondown ?`Qu\'e? !`S\'i!", "¡¿¿Qué? ¡Sí!"),
        (r"and\slash or A\@. f\/f Bei\-spiel \mbox{x}", "and/or A. ff Beispiel x"),
        (r"a\,b a~b a\ b a\\b a\quad b", "a\u{202f}b a\u{a0}b a b a b a b"),
        (r#"R\&D 50\% \#1 a\_b AT{\&}T"#, "R&D 50% #1 a_b AT&T"),
        ("50% of R&amp;D &#233;&#xe9; A&B", "50% of R&D éé A&B"),
        (r"R\&amp;D, R{\&}amp;D", "R&D, R&D"),
        ("one%\n  two\n  three", "onetwo three"),
        (r#"\char"E9t\'e \char233t\'e"#, "été été"),
        (r"\verb|a_b| \verb+$x$+", "a_b $x$"),
    ]);
}

#[test]
fn quotation_marks_and_dashes() {
    check(&[
        ("``a'' and `b'", "“a” and ‘b’"),
        ("don't, rock 'n' roll", "don't, rock 'n' roll"),
        (r"\enquote{a \enquote{b} c} \mkbibquote{d}", "“a ‘b’ c” “d”"),
        (r"\glqq a\grqq{} \glq b\grq{} \flqq c\frqq{} \flq d\frq", "„a“ ‚b‘ «c» ‹d›"),
        (r"\quotedblbase a\textquotedblleft{} \guillemotleft b\guillemotright", "„a“ «b»"),
        (r"\guillemetleft b\guillemetright{} \guilsinglleft c\guilsinglright", "«b» ‹c›"),
        (",,a'' and <<b>>", "„a” and «b»"),
        (",,a``", "„a“"),
        ("M\"uller und S\"ohne \"Ubung \"`a\"' wei\"s", "Müller und Söhne Übung „a“ weiß"),
        ("The \"new\" order of \"as\" and \"our\"", "The \"new\" order of \"as\" and \"our\""),
        ("1--2---3-4", "1–2—3-4"),
        (r"\textendash\textemdash\textquoteleft\textquoteright\textquotesingle", "–—‘’'"),
        (r"\textquotedblleft a\textquotedblright{} \lq b\rq", "“a” ‘b’"),
        (r"\og texte\fg{} 3\ieme", "«texte» 3e"),
    ]);
}

#[test]
fn formulas() {
    check(&[
        (r"$\alpha$ \alpha{} \ensuremath{\beta} \(\gamma\) \textalpha\upmu", "α α β γ αμ"),
        (r"$\Delta G$ $\alpha \beta$ $\mu$m", "ΔG αβ μm"),
        (r"$\alpha + \beta$ $x \leq 5$ $x\leq5$ $\leq 5$", "α + β x ≤ 5 x≤5 ≤ 5"),
        (r"$\alpha \times \beta$ 3 $\times$ 4", "α × β 3 × 4"),
        (
            "CO$_2$ H$_{2}$O 10$^{-3}$ 4$^{th}$",
            "CO<sub>2</sub> H<sub>2</sub>O 10<sup>-3</sup> 4<sup>th</sup>",
        ),
        (
            r"$\mathrm{CO_2}$ $x^\mathrm{T}$ $x^2_i$",
            "CO<sub>2</sub> x<sup>T</sup> x<sup>2</sup><sub>i</sub>",
        ),
        (
            r"H\textsubscript{2}O 2\textsuperscript{nd} \textsuperscript{13}C",
            "H<sub>2</sub>O 2<sup>nd</sup> <sup>13</sup>C",
        ),
        (r"37$^\circ$C 37$^{\circ}$C 37\textdegree C $37 ^\circ$C", "37°C 37°C 37°C 37°C"),
        (r"$f'$ $f^\prime$ $f^{\prime}$ 5$'$", "f′ f′ f′ 5′"),
        (
            r"$\frac{1}{2}$ $\frac12$ $2\frac{1}{2}$ $\frac{a+b}{c}$ \nicefrac{3}{4}",
            "1/2 1/2 2 1/2 (a+b)/c 3/4",
        ),
        (r"$\sqrt{2}$ $\sqrt{x+1}$ $\sqrt s$ $\sqrt[3]{x}$", "√2 √(x+1) √s <sup>3</sup>√x"),
        (r"$\mathbb{R}^n$ $\mathcal{O}(n)$ $\mathfrak{sl}_2$", "ℝ<sup>n</sup> 𝒪(n) 𝔰𝔩<sub>2</sub>"),
        (r"$O(n \log n)$ $n\log n$ $\sin x$ $\max(a)$", "O(n log n) n log n sin x max(a)"),
        (r"$\infty$ $\to$ $\rightarrow$ $\sim$ $\approx$ $\neq$ $\pm$ $\in$", "∞ → → ∼ ≈ ≠ ± ∈"),
        (
            r"$\not=$ $\not\in$ $\hat{H}$ $\bar x$ $\vec{v}$ $\tilde{n}$ $\dot{x}$ $\ddot{u}$",
            "≠ ∉ Ĥ x̄ v⃗ ñ ẋ ü",
        ),
        (r"$p<0.05$ $p < 0.05$ $>$ $E = mc^2$", "p<0.05 p < 0.05 > E = mc<sup>2</sup>"),
        (
            r"$\text{for all } x$ $\mathbf{x}$ $\left(x\right)$ $\left.x\right|$",
            "for all x <b>x</b> (x) x|",
        ),
        (r"costs \$5 and 6$", "costs $5 and 6$"),
        (
            r"$n\times m$ $f\colon X\to Y$ $\langle x, y\rangle$ $\partial x$",
            "n×m f: X→Y ⟨x, y⟩ ∂x",
        ),
        (r"$$x$$ $-$ $\{x\}$ $a\,b$", "x − {x} a\u{202f}b"),
        (
            r"\ce{H2O} \ce{C12H22O11} \ce{SO4^2-} \ce{A -> B}",
            "H<sub>2</sub>O C<sub>12</sub>H<sub>22</sub>O<sub>11</sub> SO<sub>4</sub><sup>2</sup>- A → B",
        ),
        (r"\SI{5}{\milli\gram} \SI{37}{\celsius} \ang{45} \num{10}", "5\u{a0}mg 37\u{a0}°C 45° 10"),
    ]);
}

#[test]
fn commands_and_switches() {
    check(&[
        (
            r"\emph{a} \textit{b} \textbf{c} \textsc{d} \textsl{e} \texttt{f} \underline{g}",
            "<i>a</i> <i>b</i> <b>c</b> <span style=\"font-variant:small-caps;\">d</span> <i>e</i> f g",
        ),
        (
            r"{\it a} {\em b} {\bf c} {\sc d} {\rm e} {\tt f} {\itshape g}",
            "<i>a</i> <i>b</i> <b>c</b> <span style=\"font-variant:small-caps;\">d</span> e f <i>g</i>",
        ),
        (
            r"\mkbibemph{a} \mkbibbold{b} \mkbibparens{c} \mkbibbrackets{d}",
            "<i>a</i> <b>b</b> (c) [d]",
        ),
        (r"\url{http://e.org/a_b} \href{http://e.org}{text}", "http://e.org/a_b text"),
        (r"\url{http://e.org/~a--b\_c%20}x \path{a$b}", "http://e.org/~a--b_c%20x a$b"),
        (r"{\noopsort{1973b}}1981 \SortNoop{x}y \printfirst{a}{b}", "1981 y a"),
        (r"{\noopsort{1973a}}{\switchargs{90}{68}}x", "6890x"),
        (r"\uppercase{abc} \MakeUppercase{\'e} \lowercase{ABC}", "ABC É abc"),
        (
            r"\TeX{} \LaTeX\ \LaTeXe{} \BibTeX, {\TeX}book \XeTeX",
            "TeX LaTeX LaTeX2ε BibTeX, TeXbook XeTeX",
        ),
        (r"\foreignlanguage{french}{\'ete} \textcolor{red}{x} a\footnote{b}", "éte x a (b)"),
        (r"\mbox{A--B} \hbox{c} {\relax Ch}arles \protect\'e", "A–B c Charles é"),
        (
            r"in \apj, \aap{} and \mnras",
            "in The Astrophysical Journal, Astronomy and Astrophysics and Monthly Notices of the Royal Astronomical Society",
        ),
    ]);
}

#[test]
fn braces_and_case() {
    check(&[
        ("The {DNA} of {E}uler", "The DNA of <span class=\"nocase\">E</span>uler"),
        (
            "{{Whole Title}}",
            "<span class=\"nocase\"><span class=\"nocase\">Whole Title</span></span>",
        ),
        ("{\\'E}tude of {\\OE}uvres", "Étude of Œuvres"),
        ("R.U.R.: {R}ossum's", "R.U.R.: <span class=\"nocase\">R</span>ossum's"),
        ("{}a{}", "a"),
        ("a {\\textit{E. coli}} b", "a <i>E. coli</i> b"),
    ]);
}

#[test]
fn unknown_commands_keep_their_text() {
    let read = decode(r"a \foo{b} c\bar1 \baz d", false);
    assert_eq!(read.text.as_str(), "a b c1̄ \\baz d");
    assert_eq!(read.unknown, ["\\foo", "\\baz"]);
}

#[test]
fn space_is_one() {
    check(&[
        ("  a \n b\t c  ", "a b c"),
        ("a.\n \n  b", "a.\n\nb"),
        ("a \\\n b", "a b"),
        ("  a  b ", "a b"),
    ]);
}
