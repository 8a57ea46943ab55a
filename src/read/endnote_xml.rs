//! EndNote's XML -> records of fields, with positions.
//!
//! Records are cut out of the text first and each is read by itself, so that broken XML costs no other record.
//! There is no tree: elements stand on a list, whatever their depth. Entities of a DTD are not expanded.
//!
//! Source: EndNote, `RSXML.dtd`; XML 1.0, sections 2 to 4.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::diag::{Code, Diagnostic, Read};
use crate::model::{Markup, Text, TextBuilder};
use crate::source::Source;

/// One element with text.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'a> {
    /// The element around it: `secondary-authors` of an `author`.
    pub parent: &'a str,
    /// The element's name.
    pub name: &'a str,
    /// Its text, with what `style` elements say of it.
    pub text: Text,
    /// Byte offsets from its start tag to its end tag.
    pub span: Range<usize>,
}

/// One `record` element.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record<'a> {
    /// The reference type by its name, or by its number where there is none.
    pub kind: String,
    /// The elements with text, in the order of the input.
    pub fields: Vec<Field<'a>>,
    /// Byte offsets of the element.
    pub span: Range<usize>,
}

/// Reads the records of a file, one after the other.
///
/// # Diagnostics
/// `syntax` for broken XML and for a record without an end; what stands before the mistake is kept.
///
/// ```
/// use florilege::{read::endnote_xml, source::Source};
/// let text = "<xml><records><record><titles><title><style face=\"italic\">E. coli</style></title>\
///             </titles></record></records></xml>";
/// let source = Source::new("a.xml", text);
/// let record = endnote_xml::records(&source).next().unwrap().value;
/// assert_eq!(record.fields[0].text.to_csl(), "<i>E. coli</i>");
/// ```
pub fn records(source: &Source) -> impl Iterator<Item = Read<Record<'_>>> {
    let text = source.text.as_str();
    let mut next = begin(text, 0);
    std::iter::from_fn(move || {
        let start = next?;
        next = begin(text, start + 1);
        let until = next.unwrap_or(text.len());
        let end = text[start..until].find("</record>");
        let span = start..end.map_or(until, |end| start + end + "</record>".len());
        let mut scanner = Scanner::new(source, span.clone());
        scanner.read();
        if end.is_none() && scanner.diagnostics.is_empty() {
            scanner.report("the record has no end", start..start + 7);
        }
        Some(Read { value: scanner.record, diagnostics: scanner.diagnostics })
    })
}

/// Where the next record begins.
fn begin(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut found = memchr::memmem::find_iter(rest.as_bytes(), "<record").map(|at| from + at);
    found.find(|at| {
        let next = text.as_bytes().get(at + "<record".len());
        next.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    })
}

/// An open element.
struct Open<'a> {
    name: &'a str,
    start: usize,
    marks: Vec<Markup>,
}

/// How far up an end tag looks for its start tag.
const REACH: usize = 16;

struct Scanner<'a> {
    source: &'a Source,
    base: usize,
    xml: Reader<&'a [u8]>,
    record: Record<'a>,
    open: Vec<Open<'a>>,
    text: TextBuilder,
    has_text: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Scanner<'a> {
    fn new(source: &'a Source, span: Range<usize>) -> Self {
        let mut xml = Reader::from_str(&source.text[span.clone()]);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            source,
            base: span.start,
            xml,
            record: Record { span, ..Record::default() },
            open: Vec::new(),
            text: TextBuilder::default(),
            has_text: false,
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, message: &str, span: Range<usize>) {
        let finding = Diagnostic::new(Code::Syntax, message);
        self.diagnostics.push(finding.at(self.source.place(span)));
    }

    fn read(&mut self) {
        loop {
            let start = self.position();
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = self.base + usize::try_from(self.xml.error_position()).unwrap_or(0);
                    self.report(&format!("broken XML: {error}"), at..at + 1);
                    break;
                }
            };
            match event {
                Event::Eof => break,
                Event::Start(tag) => self.start(&tag, start),
                Event::Empty(tag) => {
                    self.start(&tag, start);
                    self.end();
                }
                Event::End(tag) => {
                    let name = tag.name();
                    let near = self.open.iter().rev().take(REACH);
                    let depth = near.into_iter().position(|open| open.name.as_bytes() == name.0);
                    match depth {
                        Some(depth) => {
                            if depth > 0 {
                                self.mismatch("an element in this one has no end", start);
                            }
                            (0..=depth).for_each(|_| self.end());
                        }
                        None => self.mismatch("this end tag has no start tag", start),
                    }
                }
                Event::Text(text) => self.push(&text.decode().unwrap_or_default()),
                Event::CData(text) => self.push(&text.decode().unwrap_or_default()),
                Event::GeneralRef(name) => self.reference(&name),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
    }

    /// Says once that end tags do not fit.
    fn mismatch(&mut self, message: &str, start: usize) {
        if self.diagnostics.is_empty() {
            let end = self.position();
            self.report(&format!("broken XML: {message}"), start..end);
        }
    }

    fn position(&self) -> usize {
        let at = usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX);
        self.base.saturating_add(at).min(self.record.span.end)
    }

    fn start(&mut self, tag: &BytesStart<'_>, start: usize) {
        let len = tag.name().0.len();
        let name = self.source.text.get(start + 1..start + 1 + len).unwrap_or_default();
        let mut marks = Vec::new();
        if name == "style" {
            let faces = attribute(tag, "face");
            let is_set = |face: &str| faces.split([' ', ',']).any(|known| known == face);
            marks.extend(FACES.iter().filter(|row| is_set(row.0)).map(|row| row.1));
            marks.iter().for_each(|markup| self.text.open(*markup));
        } else {
            self.emit();
            if name == "ref-type" {
                self.record.kind = attribute(tag, "name");
            }
        }
        self.open.push(Open { name, start, marks });
    }

    /// Ends the innermost element.
    fn end(&mut self) {
        let Some(open) = self.open.last() else { return };
        if open.name == "style" {
            open.marks.iter().rev().for_each(|markup| self.text.close(*markup));
        } else {
            self.emit();
        }
        self.open.pop();
    }

    /// Makes the text so far a field of the innermost element.
    fn emit(&mut self) {
        let text = std::mem::take(&mut self.text).finish();
        if !std::mem::take(&mut self.has_text) {
            return;
        }
        let mut elements = self.open.iter().rev().filter(|open| open.name != "style");
        let Some(element) = elements.next() else { return };
        let parent = elements.next().map_or("", |open| open.name);
        if element.name == "ref-type" {
            if self.record.kind.is_empty() {
                self.record.kind = text.as_str().trim().to_owned();
            }
            return;
        }
        let span = element.start..self.position().max(element.start);
        self.record.fields.push(Field { parent, name: element.name, text, span });
    }

    fn push(&mut self, text: &str) {
        self.has_text |= !text.trim().is_empty();
        self.text.push(text);
    }

    /// A character reference, or the name of a character of HTML; other entities stay as they are written.
    fn reference(&mut self, name: &BytesRef<'_>) {
        let written = name.decode().unwrap_or_default();
        match (name.resolve_char_ref(), resolve_html5_entity(&written)) {
            (Ok(Some(c)), _) => self.push(c.encode_utf8(&mut [0; 4])),
            (_, Some(text)) => self.push(text),
            _ => self.push(&format!("&{written};")),
        }
    }
}

/// What a `face` says of a text.
const FACES: [(&str, Markup); 4] = [
    ("italic", Markup::Italic),
    ("bold", Markup::Bold),
    ("superscript", Markup::Superscript),
    ("subscript", Markup::Subscript),
];

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).ok().flatten();
    let value = found.and_then(|found| found.unescape_value().ok().map(String::from));
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows records as `kind: parent/name=text|…` and the columns of findings.
    fn check(text: &str, expected: &[&str], findings: &[usize]) {
        let source = Source::new("t.xml", text);
        let mut diagnostics = Vec::new();
        let shown: Vec<String> = records(&source)
            .map(|read| {
                let record = read.into_value(&mut diagnostics);
                let fields = record.fields.iter();
                let fields =
                    fields.map(|f| format!("{}/{}={}", f.parent, f.name, f.text.to_csl().trim()));
                format!("{}: {}", record.kind, fields.collect::<Vec<_>>().join("|"))
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
        let columns = diagnostics.iter().map(|d| d.place.as_ref().map_or(0, |place| place.column));
        assert_eq!(columns.collect::<Vec<_>>(), findings, "{text}");
    }

    #[test]
    fn records_are_found() {
        check(
            "<xml><records><record><ref-type name=\"Book\">6</ref-type><titles><title><style face=\"normal\">On \
             </style><style face=\"bold italic\">E. coli</style> &amp; &#233;&eacute;</title></titles></record>\
             <record><a>x</a></record></records></xml>",
            &["Book: titles/title=On <i><b>E. coli</b></i> & éé", ": record/a=x"],
            &[],
        );
        check(
            "<record><a><![CDATA[1 < 2 & <b>]]></a><b/></record>",
            &[": record/a=1 < 2 & <b>"],
            &[],
        );
        check(
            "<record><ref-type>17</ref-type></record><recorder/><records></records>",
            &["17: "],
            &[],
        );
    }

    #[test]
    fn a_broken_record_costs_itself() {
        check(
            "<record><a>x</b></a></record><record><a>y</a></record>",
            &[": record/a=x", ": record/a=y"],
            &[13],
        );
        check("<record><a>x</a><record><a>y</a></record>", &[": record/a=x", ": record/a=y"], &[1]);
        check("<record><a>x</a><b", &[": record/a=x"], &[17]);
        check("<record><a>AT&T &nope; &lol;</a></record>", &[": record/a=AT&T &nope; &lol;"], &[]);
    }

    #[test]
    fn hostile_input_ends() {
        for piece in
            ["<record>", "<a>", "</a>", "<style face=\"bold\">", "&a;", "<record><a>", "<!--", "<"]
        {
            let text = format!("<record>{}", piece.repeat(100_000));
            assert!(records(&Source::new("", text)).count() > 0);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(<record>|</record>|<a>|</a>|<style face=\"bold\">|</style>|<|>|&amp;|&|<!\\[CDATA\\[|\\]\\]>|[ aé]){0,24}") {
            let source = Source::new("t.xml", text);
            for record in records(&source) {
                for field in record.value.fields {
                    assert!(source.text.get(field.span).is_some());
                }
            }
        }
    }
}
