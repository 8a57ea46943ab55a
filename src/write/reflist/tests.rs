use super::*;
use crate::cite::Processor;
use crate::model::{CiteKey, Item, Kind, Name, NameVariable, Origin, StandardVariable, Text};

fn item(key: &str, title: &str, url: &str) -> Item {
    let mut item = Item::new(CiteKey::parse(key).unwrap(), Kind::Book, Origin::derived());
    let name = Name::person("Doe", "A & B");
    item.names.set(NameVariable::Author, vec![name].into(), Origin::derived());
    item.texts.set(StandardVariable::Title, Text::from_csl(title), Origin::derived());
    item.texts.set(StandardVariable::URL, Text::plain(url), Origin::derived());
    item
}

/// A style with these options of its list, which prints titles and addresses.
fn style(options: &str) -> Processor {
    let text = format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>T</title><id>t</id><updated>2024-01-01T00:00:00+00:00</updated></info>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography {options}><layout suffix="."><text variable="citation-number" suffix=". "/>
        <group delimiter=" "><text variable="title" font-style="italic"/><text variable="URL"/></group>
        </layout></bibliography></style>"#
    );
    Processor::from_xml(&text, None).unwrap()
}

fn list(options: &str, form: Form) -> String {
    let items = [
        item("a\"b", "B’s <test> \"x\"", "https://example.org/a_b?c&d"),
        item("c", "Cell*", "javascript:alert(1)"),
    ];
    let processor = style(options);
    write(&processor.list(&items.iter().collect::<Vec<_>>()), &processor.layout(), form)
}

fn check(options: &str, form: Form, expected: &str) {
    assert_eq!(list(options, form), expected);
}

const ALIGNED: &str = r#"second-field-align="flush" entry-spacing="0""#;

#[test]
fn paragraphs_escape_what_is_theirs() {
    check(
        "",
        Form::Text,
        "1. B’s <test> “x” https://example.org/a_b?c&d.\n2. Cell* javascript:alert(1).\n",
    );
    check(
        "",
        Form::Markdown,
        "1\\. *B’s \\<test\\> “x”* <https://example.org/a_b?c&d>.\n\n\
         2\\. *Cell\\** javascript:alert(1).\n",
    );
}

#[test]
fn html_is_as_citeproc_writes_it_with_keys() {
    check(
        "",
        Form::Html,
        "<div class=\"csl-bib-body\">\n  <div class=\"csl-entry\" id=\"ref-a&quot;b\">1. \
         <i>B’s &#60;test&#62; “x”</i> \
         <a href=\"https://example.org/a_b?c&#38;d\">https://example.org/a_b?c&#38;d</a>.</div>\n  \
         <div class=\"csl-entry\" id=\"ref-c\">2. <i>Cell*</i> javascript:alert(1).</div>\n</div>\n",
    );
}

#[test]
fn latex_has_the_lengths_of_the_style() {
    let list = |options| list(options, Form::Latex);
    let hanging = list(r#"hanging-indent="true" line-spacing="2" entry-spacing="1""#);
    assert!(hanging.contains("\\setlength{\\leftmargin}{2em}\\setlength{\\itemindent}{-2em}"));
    assert!(hanging.contains("\\linespread{2}\\selectfont\n"));
    assert!(hanging.contains("\\setlength{\\itemsep}{1\\baselineskip}}\n"));
    assert!(
        hanging.contains("\n\\item[] 1. \\textit{B’s \\textless{}test\\textgreater{} “x”} \\url{")
    );
    let aligned = list(ALIGNED);
    assert!(aligned.contains("\\settowidth{\\labelwidth}{2.}"));
    assert!(aligned.contains("\\item[{2.}] \\textit{Cell*} javascript:alert(1).\n\\end{list}\n"));
    assert!(aligned.contains("\\setlength{\\leftmargin}{\\labelwidth}"));
    assert!(list(r#"second-field-align="margin""#).contains("\\setlength{\\leftmargin}{0pt}"));
}

#[test]
fn typst_has_paragraphs_or_a_grid() {
    check(
        r#"hanging-indent="true" entry-spacing="0""#,
        Form::Typst,
        "// A reference list, to be read with #include.\n#[\n\
         #set par(leading: 0.65em, spacing: 0.65em, first-line-indent: 0em, hanging-indent: 2em)\n\n\
         1\\. #emph[B’s \\<test\\> “x”] #link(\"https://example.org/a_b?c&d\").\n\n\
         2\\. #emph[Cell\\*] javascript:alert(1).\n]\n",
    );
    let aligned = list(ALIGNED, Form::Typst);
    assert!(aligned.contains("\n  [2\\.], [#emph[Cell\\*] javascript:alert(1).],\n)\n]\n"));
}

#[test]
fn rtf_is_a_document() {
    let hanging = list(r#"hanging-indent="true" line-spacing="2""#, Form::Rtf);
    assert!(hanging.starts_with("{\\rtf1") && hanging.ends_with("}\n}\n"));
    assert!(hanging.contains("{\\pard\\li720\\fi-720\\sa240\\sl480\\slmult1 2. {\\i Cell*} j"));
    let aligned = list(ALIGNED, Form::Rtf);
    assert!(
        aligned.contains("{\\pard\\li390\\fi-390\\sa0\\sl240\\slmult1\\tx390 2.\\tab {\\i Cell*}")
    );
}

#[test]
fn what_prints_nothing_is_left_out() {
    let nothing = Item::new(CiteKey::parse("x").unwrap(), Kind::Book, Origin::derived());
    let processor = Processor::from_xml(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>T</title><id>t</id><updated>2024-01-01T00:00:00+00:00</updated></info>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography><layout><text variable="title"/></layout></bibliography></style>"#,
        None,
    );
    let processor = processor.unwrap();
    let some = item("c", "Cell", "");
    let entries = processor.list(&[&nothing, &some]);
    let layout = processor.layout();
    assert!(entries[0].failed && entries[0].diagnostic().is_some());
    assert_eq!(write(&entries, &layout, Form::Text), "Cell\n");
    assert_eq!(write(&entries, &layout, Form::Markdown), "Cell\n");
    assert!(!write(&entries[..1], &layout, Form::Latex).contains("\\begin"));
    assert!(!page(&entries, &layout).contains("ref-x"));
}

#[test]
fn a_page_is_whole_and_laid_out() {
    let page = |options: &str| {
        let item = item("c", "Cell", "");
        let processor = style(options);
        page(&processor.list(&[&item]), &processor.layout())
    };
    let hanging = page(r#"hanging-indent="true" entry-spacing="0""#);
    assert!(hanging.starts_with("<!DOCTYPE html>") && hanging.ends_with("</html>\n"));
    assert!(hanging.contains(".csl-entry { margin: 0 0 0.5em 2em; text-indent: -2em; "));
    let aligned = page(ALIGNED);
    assert!(aligned.contains(".csl-left-margin { float: left; min-width: 3ch; }\n"));
    assert!(aligned.contains("clear: left;"));
    assert!(page(r#"line-spacing="2""#).contains("line-height: 2;"));
}
