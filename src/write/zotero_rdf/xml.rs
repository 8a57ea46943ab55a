//! Elements and text -> XML, indented.

use std::borrow::Cow;

use quick_xml::escape::{escape, partial_escape};

/// A piece of XML that grows.
#[derive(Debug)]
pub(super) struct Xml {
    out: String,
    open: Vec<Cow<'static, str>>,
    /// How deep the piece itself stands.
    depth: usize,
    /// How many characters had to be replaced, because no XML file can hold them.
    pub(super) replaced: usize,
}

impl Xml {
    pub(super) fn new(depth: usize) -> Self {
        Self { out: String::new(), open: Vec::new(), depth, replaced: 0 }
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: impl Into<Cow<'static, str>>) {
        let name = name.into();
        self.start(&name);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Begins the element of a resource with this address.
    pub(super) fn open_about(&mut self, name: &'static str, about: &str) {
        self.start(name);
        self.attribute("rdf:about", about);
        self.out.push_str(">\n");
        self.open.push(name.into());
    }

    /// Ends the element that began last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// Adds an element with text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.start(name);
        self.out.push('>');
        let text = self.clean(partial_escape(text));
        self.out.push_str(&text);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// Adds an element that points to a resource.
    pub(super) fn resource(&mut self, name: &str, address: &str) {
        self.start(name);
        self.attribute("rdf:resource", address);
        self.out.push_str("/>\n");
    }

    pub(super) fn into_string(self) -> String {
        self.out
    }

    fn start(&mut self, name: &str) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = self.clean(escape(value));
        self.out.push_str(&format!(" {name}=\"{value}\""));
    }

    fn indent(&mut self) {
        (0..self.depth + self.open.len()).for_each(|_| self.out.push_str("  "));
    }

    /// Makes escaped text fit for a file. A carriage return is written as a reference, for a parser would
    /// change it; a character that XML has no way to write is replaced.
    ///
    /// Source: XML 1.0, 2.2 "Characters" and 2.11 "End-of-Line Handling".
    fn clean(&mut self, escaped: Cow<'_, str>) -> String {
        if !escaped.contains(|c| is_forbidden(c) || c == '\r') {
            return escaped.into_owned();
        }
        let mut out = String::with_capacity(escaped.len());
        for c in escaped.chars() {
            match c {
                '\r' => out.push_str("&#13;"),
                c if is_forbidden(c) => {
                    self.replaced += 1;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
                c => out.push(c),
            }
        }
        out
    }
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    /// Writes a text, and shows what an XML parser reads.
    fn check(text: &str, expected: &str) {
        let mut xml = Xml::new(0);
        xml.text("a", text);
        let written = xml.into_string();
        let mut reader = Reader::from_str(&written);
        let mut read = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Text(text) => read.push_str(&text.decode().unwrap()),
                Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                    Some(c) => read.push(c),
                    None => {
                        let name = name.decode().unwrap();
                        let found = quick_xml::escape::resolve_predefined_entity(&name);
                        read.push_str(found.unwrap());
                    }
                },
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(read.trim_end_matches('\n'), expected, "{written}");
    }

    #[test]
    fn text_is_read_as_it_was() {
        for text in ["a < b & c > d", "]]>", "<![CDATA[x]]>", "&amp;", "\"'", "é 𝛼", "a\r\nb\tc"]
        {
            check(text, text);
        }
        check("a\u{0}b\u{1F}c\u{FFFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_well_formed(text in ".{0,30}") {
            let cleaned: String = text
                .chars()
                .map(|c| if is_forbidden(c) { char::REPLACEMENT_CHARACTER } else { c })
                .collect();
            check(&text, cleaned.trim_end_matches('\n'));
        }
    }
}
