//! A record's own rich text, with its quotation marks found.

use hayagriva::citationberg::taxonomy::StandardVariable;

use super::Renderer;
use super::buffer::{Buffer, Tag};
use crate::cite::entry::is_safe_link;
use crate::model::{Doi, Event, Text};

impl Renderer<'_> {
    /// Prints a standard variable's text.
    pub(super) fn push_text(&mut self, variable: StandardVariable, text: &Text) {
        match address(variable, text.as_str()) {
            Some(url) => {
                let at = u32::try_from(self.out.links.len()).unwrap_or(u32::MAX);
                self.out.links.push(url);
                self.out.open(Tag::Link(at));
                self.out.push_field(text.as_str());
                self.out.close();
            }
            None if is_code(variable) => self.out.push_field(text.as_str()),
            None => push_rich(&mut self.out, text),
        }
    }
}

/// Where an identifier leads.
fn address(variable: StandardVariable, text: &str) -> Option<String> {
    let url = match variable {
        StandardVariable::URL => text.to_owned(),
        // A DOI may end with the check character `#`, which would begin a fragment.
        StandardVariable::DOI => {
            let url = Doi::parse(text).map(|doi| doi.url())?;
            url.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
        }
        StandardVariable::PMID => format!("https://pubmed.ncbi.nlm.nih.gov/{}/", digits(text)?),
        StandardVariable::PMCID => {
            let number = digits(text.strip_prefix("PMC").unwrap_or(text))?;
            format!("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{number}")
        }
        _ => return None,
    };
    is_safe_link(&url).then_some(url)
}

fn digits(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// Identifiers are printed letter by letter.
fn is_code(variable: StandardVariable) -> bool {
    use StandardVariable::*;
    matches!(variable, URL | DOI | PMID | PMCID | ISBN | ISSN)
}

/// A quotation mark or apostrophe of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open {
        single: bool,
        curly: bool,
    },
    Close,
    /// It is what stands here.
    Letter(char),
}

/// Prints rich text; pairs of quotation marks become tags, single ones apostrophes.
pub(crate) fn push_rich(out: &mut Buffer, text: &Text) {
    let plain = text.as_str();
    let marks = match plain.contains(['"', '\'', '“', '”', '‘', '’', '«', '»']) {
        true => quotes(plain),
        false => Vec::new(),
    };
    if text.marks().is_empty() && marks.is_empty() {
        out.push_field(plain);
        return;
    }
    let mut marks = marks.into_iter().peekable();
    let mut at = 0;
    text.walk(|event| match event {
        Event::Open(markup) => out.open(Tag::Markup(markup)),
        Event::Close(_) => out.close(),
        Event::Str(piece) => {
            let (start, end) = (at, at + piece.len());
            let mut done = start;
            while let Some((place, len, kind)) = marks.next_if(|(place, ..)| *place < end) {
                out.push_field(&plain[done..place]);
                match kind {
                    Kind::Open { single, curly } => out.open(Tag::FieldQuote { single, curly }),
                    Kind::Close => out.close(),
                    Kind::Letter(c) => out.push_field(c.encode_utf8(&mut [0; 4])),
                }
                done = place + len;
            }
            out.push_field(&plain[done..end]);
            at = end;
        }
    });
}

/// Prints text in which CSL-JSON's markup may stand.
pub(crate) fn push_markup(out: &mut Buffer, text: &str) {
    match text.contains(['<', '"', '\'', '“', '”', '‘', '’', '«', '»']) {
        true => push_rich(out, &Text::from_csl(text)),
        false => out.push_field(text),
    }
}

/// Finds the quotation marks of a text: where, how long, what.
///
/// Pairs must not cross the text's marks, so those that would are letters.
fn quotes(text: &str) -> Vec<(usize, usize, Kind)> {
    let mut found: Vec<(usize, usize, Kind)> = Vec::new();
    // Where the open ones stand in `found`, and whether they are single and curly.
    let mut open: Vec<(usize, bool, bool)> = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        let begins = opens_after(before) && !after.is_whitespace();
        let kind = match c {
            '"' if begins => Some(Kind::Open { single: false, curly: false }),
            '“' => Some(Kind::Open { single: false, curly: true }),
            '\'' if begins && after.is_alphanumeric() => {
                Some(Kind::Open { single: true, curly: false })
            }
            '‘' if opens_after(before) => Some(Kind::Open { single: true, curly: true }),
            '"' | '”' | '\'' | '’' => {
                let single = matches!(c, '\'' | '’');
                let curly = matches!(c, '”' | '’');
                let inside_word = single && after.is_alphanumeric() && before.is_alphanumeric();
                let partner = match inside_word {
                    true => None,
                    // Behind a space nothing closes.
                    false if before.is_whitespace() => None,
                    false => open.iter().rposition(|(_, s, k)| *s == single && *k == curly),
                };
                match partner {
                    Some(partner) => {
                        // What was opened inside and never closed is a letter.
                        for (index, single, _) in open.drain(partner + 1..) {
                            found[index].2 = Kind::Letter(if single { '’' } else { '"' });
                        }
                        open.pop();
                        Some(Kind::Close)
                    }
                    None if single => Some(Kind::Letter('’')),
                    None if c == '"' => Some(Kind::Letter('"')),
                    None => None,
                }
            }
            _ => None,
        };
        if let Some(kind) = kind {
            if let Kind::Open { single, curly } = kind {
                open.push((found.len(), single, curly));
            }
            found.push((at, c.len_utf8(), kind));
        }
        before = c;
    }
    for (index, single, curly) in open {
        let c = match (single, curly) {
            (true, true) => '‘',
            (true, false) => '’',
            (false, true) => '“',
            (false, false) => '"',
        };
        found[index].2 = Kind::Letter(c);
    }
    found
}

/// Whether a mark after this character opens a quotation.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '—' | '–' | '/' | '-' | '“' | '‘' | '"' | '\'')
}
