//! The TeX of a `\bibitem` -> its text, with what is in italics and its links.

use std::ops::Range;

use crate::map::tex;
use crate::model::Markup;
use crate::note::Link;

/// A text without TeX.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) italics: Vec<Range<usize>>,
    pub(super) links: Vec<Link>,
    /// Commands that no table has.
    pub(super) unknown: Vec<String>,
}

/// Stand around the text of a link while the rest is decoded. No font has them.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';

/// What commands of bibliographies become before the rest is decoded.
const COMMANDS: [(&str, &str); 21] = [
    ("citenamefont", ""),
    ("newblock", " "),
    ("BibitemOpen", " "),
    ("par", " "),
    ("bibpar", " "),
    ("relax", ""),
    ("noexpand", ""),
    ("protect", ""),
    ("urlprefix", "URL "),
    ("doibase", "https://doi.org/"),
    ("doi", "doi:\\path"),
    ("bysame", "———"),
    ("BIBentryALTinterwordspacing", " "),
    ("BIBentrySTDinterwordspacing", " "),
    ("newline", " "),
    ("linebreak", " "),
    ("sloppy", ""),
    ("frenchspacing", ""),
    ("raggedright", ""),
    ("allowbreak", ""),
    ("textquotesingle", "'"),
];

/// Commands whose argument is an address, in which a per cent sign is one.
const ADDRESSES: [&str; 3] = ["url", "path", "nolinkurl"];

/// The longest address that is looked for.
const LONGEST: usize = 2000;

/// Decodes a text; white space is one space each.
pub(super) fn decode(raw: &str) -> Decoded {
    let mut reader =
        Reader { raw, at: 0, out: String::with_capacity(raw.len()), ..Reader::default() };
    reader.run();
    let decoded = tex::decode(&reader.out, false);
    let unknown = decoded.unknown;
    let mut result = Decoded { unknown, ..Decoded::default() };
    let marked = decoded.text.as_str();
    // Where each byte of the marked text stands in the text.
    let mut places = Vec::with_capacity(marked.len() + 1);
    let mut hrefs = reader.hrefs.into_iter();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut after_space = true;
    for c in marked.chars() {
        places.resize(places.len() + c.len_utf8(), result.text.len());
        match c {
            OPEN => open.extend(hrefs.next().map(|href| (result.text.len(), href))),
            CLOSE => {
                if let Some((start, href)) = open.pop() {
                    let end = start + result.text[start..].trim_end().len();
                    result.links.extend((start < end).then_some(Link { span: start..end, href }));
                }
            }
            c if c.is_ascii_whitespace() => {
                if !std::mem::replace(&mut after_space, true) {
                    result.text.push(' ');
                }
            }
            c => {
                after_space = false;
                result.text.push(c);
            }
        }
    }
    let end = result.text.trim_end().len();
    result.text.truncate(end);
    places.push(end);
    let place = |at: usize| places.get(at).copied().unwrap_or(end).min(end);
    let italics = decoded.text.marks().iter().filter(|mark| mark.markup == Markup::Italic);
    let italics = italics.map(|mark| place(mark.span.start)..place(mark.span.end));
    result.italics = italics.filter(|span| !span.is_empty() && *span != (0..end)).collect();
    result.links.retain(|link| link.span.end <= end && !link.href.is_empty());
    result.links.sort_by_key(|link| link.span.start);
    result
}

/// Takes out of a text what is no text: comments, commands of layout, the addresses of links.
#[derive(Debug, Default)]
struct Reader<'a> {
    raw: &'a str,
    at: usize,
    out: String,
    depth: usize,
    /// The depths at which the texts of open links stand.
    links: Vec<usize>,
    hrefs: Vec<String>,
    /// The bytes that were looked through for the end of an address in vain.
    lost: usize,
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        while let Some(c) = self.raw[self.at..].chars().next() {
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '\\' => self.command(),
                '%' if self.is_comment(start) => {
                    let rest = &self.raw[self.at..];
                    let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
                    let rest = rest[line..].trim_start_matches([' ', '\t']);
                    self.at = self.raw.len() - rest.len();
                }
                '%' => self.out.push_str("\\%"),
                '{' => {
                    self.depth += 1;
                    self.out.push('{');
                }
                '}' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.out.push('}');
                    if self.links.last() == Some(&self.depth) {
                        self.links.pop();
                        self.out.push(CLOSE);
                    }
                }
                OPEN | CLOSE => {}
                c => self.out.push(c),
            }
        }
    }

    /// A per cent sign at the end of a line or at its begin; others stand in addresses.
    fn is_comment(&self, at: usize) -> bool {
        let is_blank = |c: &char| matches!(c, ' ' | '\t' | '\r');
        let next = self.raw[at + 1..].chars().take(80).find(|c| !is_blank(c));
        let before = self.raw[..at].chars().rev().take(80).find(|c| !is_blank(c));
        matches!(next, None | Some('\n')) || matches!(before, None | Some('\n'))
    }

    fn command(&mut self) {
        let rest = &self.raw[self.at..];
        let len = rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'@').count();
        let name = &rest[..len];
        if name.is_empty() {
            let next = rest.chars().next().map_or(0, char::len_utf8);
            self.out.push('\\');
            self.out.push_str(&rest[..next]);
            self.at += next;
            return;
        }
        self.at += len;
        match name {
            "href" | "href@noop" => self.link(),
            "BibitemShut" | "bibAnnoteFile" | "natexlab@" => _ = self.address(),
            "penalty" => {
                let rest = self.raw[self.at..]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
                self.at = self.raw.len() - rest.len();
            }
            "hskip" | "vskip" => {
                let rest = &self.raw[self.at..];
                let near = &rest[..rest.floor_char_boundary(80)];
                self.at += near.find("\\relax").unwrap_or(0);
                self.out.push(' ');
            }
            name if ADDRESSES.contains(&name) => {
                self.out.push('\\');
                self.out.push_str(name);
                if let Some(address) = self.address() {
                    self.out.push('{');
                    self.out.push_str(address);
                    self.out.push('}');
                }
            }
            name => match COMMANDS.iter().find(|(known, _)| *known == name) {
                Some((_, text)) => {
                    self.out.push_str(text);
                    // A space behind a command's name is none of the text.
                    let rest = self.raw[self.at..].trim_start_matches([' ', '\t']);
                    self.at = self.raw.len() - rest.len();
                }
                None => {
                    self.out.push('\\');
                    self.out.push_str(name);
                }
            },
        }
    }

    /// `\href{address}{text}`: the text, with marks around it.
    fn link(&mut self) {
        let Some(address) = self.address() else { return };
        let rest = self.raw[self.at..].trim_start();
        if !rest.starts_with('{') {
            return;
        }
        self.at = self.raw.len() - rest.len() + 1;
        let address = address.trim();
        let address = address.strip_prefix("\\doibase").map_or_else(
            || address.to_owned(),
            |doi| format!("https://doi.org/{}", doi.trim_start()),
        );
        self.hrefs.push(address.replace("\\%", "%").replace("\\_", "_").replace("\\#", "#"));
        self.links.push(self.depth);
        self.out.push(OPEN);
        self.out.push('{');
        self.depth += 1;
    }

    /// An argument as it is written, if it ends soon.
    fn address(&mut self) -> Option<&'a str> {
        let rest = self.raw[self.at..].trim_start();
        let inner = rest.strip_prefix('{')?;
        if self.lost > self.raw.len() * 4 {
            return None;
        }
        let mut depth = 0usize;
        let end = inner.bytes().take(LONGEST).position(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 0 => return true,
                b'}' => depth -= 1,
                _ => {}
            }
            false
        });
        self.lost += if end.is_none() { inner.len().min(LONGEST) } else { 0 };
        let end = end?;
        self.at = self.raw.len() - inner.len() + end + 1;
        Some(&inner[..end])
    }
}
