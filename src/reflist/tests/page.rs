use super::*;

/// Shows the pieces of a page with their italics as `*…*`.
fn check(form: Form, text: &str, expected: &[&str]) {
    let source = Source::new("refs", text);
    let read = cut(&source, form);
    let pieces = read.value.iter().map(|piece| {
        assert!(text.get(piece.span.clone()).is_some_and(|raw| !raw.is_empty()), "{piece:?}");
        for link in &piece.links {
            assert!(piece.text.get(link.span.clone()).is_some(), "{piece:?}");
        }
        let mut shown = piece.text.to_string();
        for italic in piece.italics.iter().rev() {
            shown.insert(italic.end, '*');
            shown.insert(italic.start, '*');
        }
        let links: Vec<&str> = piece.links.iter().map(|link| &*link.href).collect();
        let label = piece.label.as_ref().map(|label| format!("[{label}] ")).unwrap_or_default();
        format!("{label}{shown} {}", links.join(" ")).trim_end().to_owned()
    });
    let findings = read.diagnostics.iter().map(|finding| format!("!{}", finding.code));
    let shown: Vec<String> = pieces.chain(findings).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn markdown_under_its_heading() {
    check(
        Form::Markdown,
        "---\ntitle: T\n---\n# Paper\n\nSome prose (Doe 2001).\n\n## 5. Literatur\n\n\
         3. Doe, J. *Notes on\n   trade*. 2001.\n4. Roe, R. [More](https://a.org/b). 2002.\n\n---\n\n\
         ### Online\n\nPoe, E. 1845.\n\n## Appendix\n\nMore prose.\n",
        &[
            "[3] Doe, J. *Notes on trade*. 2001.",
            "[4] Roe, R. More. 2002. https://a.org/b",
            "Poe, E. 1845.",
            "!left-out",
        ],
    );
}

#[test]
fn markdown_without_a_heading() {
    let whole = "Doe, J., 2001. Notes on trade. Trade 1, 2–3.";
    check(
        Form::Markdown,
        &format!(
            "# Notes\n\n- {whole}\n- \n\n> Roe, R. 2002.\n\n[^a]: Poe, E. 1845.\n\n> [!cite] Source\n> {whole}\n"
        ),
        &[whole, "Roe, R. 2002.", "[a] Poe, E. 1845.", whole],
    );
    check(Form::Markdown, &format!("{whole}\n{whole}\n"), &[whole, whole]);
    check(
        Form::Markdown,
        &format!("| No. | Reference |\n|---|---|\n| 1 | {whole} |\n| [2] | {whole} |\n"),
        &[&format!("[1] {whole}"), &format!("[2] {whole}")],
    );
    check(
        Form::Markdown,
        &format!("**References**\n\n[1] {whole}\n\n```\n2. {whole}\n3. {whole}\n```\n"),
        &[&format!("[1] {whole}"), &format!("[2] {whole}"), &format!("[3] {whole}")],
    );
}

#[test]
fn html_of_citation_processors() {
    check(
        Form::Html,
        "<p>Prose.</p><div class=\"csl-bib-body\">\
         <div class=\"csl-entry\"><div class=\"csl-left-margin\">[1]</div><div class=\"csl-right-inline\">J. \
         Doe, <i>Trade</i>,\n  2001.</div></div>\
         <div class=\"csl-entry\" id=\"b\">R. Roe, “<a href='https://a.org'>More</a>,” 2002.</div></div>",
        &["[1] J. Doe, *Trade*, 2001.", "R. Roe, “More,” 2002. https://a.org", "!left-out"],
    );
}

#[test]
fn html_pages() {
    check(
        Form::Html,
        "<!DOCTYPE html><html><head><title>References</title><style>p > a {}</style>\
         <script>if (a<b) \"</div>\"</script></head><body><nav><ul><li>Home 2020</ul></nav>\
         <h1>Trade</h1><p>Prose<sup><a href='#n1'>[1]</a></sup>.</p><h2>References<span class=\"mw-editsection\">\
         [edit]</span></h2><ol><li id='n1'><span class=\"mw-cite-backlink\"><b><a href='#r'>^</a></b></span> \
         <cite class='citation'>Doe, J. (2001). <i>Trade</i>.</cite></li><li><p>Roe, R. (2002). <em>More</em>.\
         </p></li></ol><p>Poe, E. 1845.<footer>© 2020 Trade</footer></body></html>",
        &[
            "[1] Doe, J. (2001). *Trade*.",
            "[2] Roe, R. (2002). *More*.",
            "Poe, E. 1845.",
            "!left-out",
        ],
    );
    check(
        Form::Html,
        "<dl><dt>[Doe01]</dt><dd>J. Doe. Trade. 2001.</dd><dt><b>[2]</b><dd>R. Roe. 2002.</dl>",
        &["[Doe01] J. Doe. Trade. 2001.", "[2] R. Roe. 2002."],
    );
    check(
        Form::Html,
        "<table><tr><td>[1]</td><td>J. Doe. <i>Trade and its notes</i>. 2001.</td></tr></table>",
        &["[1] J. Doe. *Trade and its notes*. 2001."],
    );
    check(Form::Html, "<nav>Doe, J. 2001.", &["Doe, J. 2001."]);
    check(
        Form::Html,
        "<pre>[1] Doe, J. Notes on\n    trade. 2001.\n[2] Roe, R. More of\n    them. 2002.\n</pre>",
        &["[1] Doe, J. Notes on trade. 2001.", "[2] Roe, R. More of them. 2002."],
    );
}
