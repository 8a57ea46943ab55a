//! Markdown -> the markup of CSL-JSON.

use std::borrow::Cow;

use super::{entity, is_script};
use crate::model::Markup;

/// Reads Markdown as the markup of CSL-JSON.
///
/// Emphasis, superscripts, subscripts, spans of the classes `nocase` and `smallcaps`, entities, two and three
/// hyphens, three stops. Anything else is text; quotes stay as they are typed.
pub(in crate::map::csl_yaml) fn to_csl(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(['\\', '*', '_', '^', '~', '[', '&', '\n']) && !has_typed_signs(markdown)
    {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len() + 16);
    let tokens = tokens(markdown);
    let mut scripts = 0usize;
    let mut at = 0;
    for token in tokens {
        push_text(&markdown[at..token.at], scripts > 0, &mut out);
        at = token.at + token.len;
        match token.sense {
            Sense::Open(markup) => {
                scripts += usize::from(is_script(markup));
                out.push_str(markup.tags().0);
            }
            Sense::Close(markup) => {
                scripts -= usize::from(is_script(markup));
                out.push_str(markup.tags().1);
            }
        }
    }
    push_text(&markdown[at..], scripts > 0, &mut out);
    Cow::Owned(out)
}

/// Reads Markdown in a value that has no markup, such as a link: backslashes alone mean something.
pub(in crate::map::csl_yaml) fn to_plain(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains('\\') {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && (next.is_ascii_punctuation() || *next == '\n')) {
            Some(next) => out.push(next),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn has_typed_signs(text: &str) -> bool {
    text.contains("--") || text.contains("...")
}

/// A sign that begins or ends markup.
struct Token {
    at: usize,
    len: usize,
    sense: Sense,
}

enum Sense {
    Open(Markup),
    Close(Markup),
}

/// Finds the signs that pair; all others are text.
fn tokens(text: &str) -> Vec<Token> {
    let mut scan = Scan { tokens: Vec::new(), open: Vec::new(), counts: [0; 6], spans: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| b"\\*_^~[] \t\n<".contains(b)) {
        at += found;
        let byte = bytes[at];
        let run = match byte {
            b'*' | b'_' | b'^' | b'~' => bytes[at..].iter().take_while(|b| **b == byte).count(),
            _ => 1,
        };
        match byte {
            b'\\' => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            // A tag is no place for emphasis: `<span class="nocase">`.
            b'<' => at += html_tag(&text[at..]).unwrap_or(1),
            b' ' | b'\t' | b'\n' => {
                // Scripts end before white space, unless a backslash stands before it.
                scan.forget(4);
                scan.forget(5);
                at += 1;
            }
            b'*' | b'_' => {
                scan.emphasis(text, at, run);
                at += run;
            }
            b'^' | b'~' => {
                let slot = if byte == b'^' { 4 } else { 5 };
                if run == 1 && scan.counts[slot] > 0 {
                    scan.close(slot, at, 1, None);
                } else if run == 1 {
                    scan.open(slot, at, 1);
                }
                at += run;
            }
            b'[' => {
                scan.open(SPAN, at, 1);
                at += 1;
            }
            _ => at += scan.bracket(text, at),
        }
    }
    for (token, _) in scan.open {
        scan.tokens[token] = None;
    }
    scan.tokens.into_iter().flatten().collect()
}

/// What a slot of [`Scan::counts`] means; spans learn it at their end.
const SLOTS: [Markup; 6] = [
    Markup::Italic,
    Markup::Bold,
    Markup::Italic,
    Markup::Bold,
    Markup::Superscript,
    Markup::Subscript,
];

/// The slot of brackets, which stands outside of [`SLOTS`].
const SPAN: usize = 6;

struct Scan {
    tokens: Vec<Option<Token>>,
    open: Vec<(usize, usize)>,
    /// How many of each slot are open, so that a closing sign without its opening costs no search.
    counts: [usize; 6],
    spans: usize,
}

impl Scan {
    fn open(&mut self, slot: usize, at: usize, len: usize) {
        self.open.push((self.tokens.len(), slot));
        match self.counts.get_mut(slot) {
            Some(count) => *count += 1,
            None => self.spans += 1,
        }
        let markup = SLOTS.get(slot).copied().unwrap_or(Markup::NoCase);
        self.tokens.push(Some(Token { at, len, sense: Sense::Open(markup) }));
    }

    fn count_down(&mut self, slot: usize) {
        match self.counts.get_mut(slot) {
            Some(count) => *count = count.saturating_sub(1),
            None => self.spans = self.spans.saturating_sub(1),
        }
    }

    /// Ends the innermost open sign of a slot; what was opened inside and has no end is text.
    fn close(&mut self, slot: usize, at: usize, len: usize, markup: Option<Markup>) {
        while let Some((index, opened)) = self.open.pop() {
            self.count_down(opened);
            if opened != slot || self.tokens[index].is_none() {
                self.tokens[index] = None;
                continue;
            }
            let markup = markup.or(SLOTS.get(slot).copied()).unwrap_or(Markup::NoCase);
            if let Some(token) = &mut self.tokens[index] {
                token.sense = Sense::Open(markup);
            }
            self.tokens.push(Some(Token { at, len, sense: Sense::Close(markup) }));
            return;
        }
    }

    /// Makes the open signs of a slot text.
    fn forget(&mut self, slot: usize) {
        // Most often none is open, and scripts hold no other signs that stay open.
        while self.counts[slot] > 0 {
            let Some((index, opened)) = self.open.pop() else { return };
            self.count_down(opened);
            self.tokens[index] = None;
        }
    }

    /// Stars and underscores: one is italic, two are bold, three are both.
    fn emphasis(&mut self, text: &str, at: usize, run: usize) {
        let before = text[..at].chars().next_back();
        let behind = text[at + run..].chars().next();
        let is_underscore = text.as_bytes()[at] == b'_';
        let first = if is_underscore { 2 } else { 0 };
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let closes = !(is_space(before) || is_underscore && is_word(behind));
        let opens = !(is_space(behind) || is_underscore && is_word(before));
        let slots: &[usize] = match run {
            1 => &[0],
            2 => &[1],
            3 => &[1, 0],
            _ => return,
        };
        let all_open = slots.iter().all(|slot| self.counts[first + slot] > 0);
        if closes && all_open {
            let mut at = at;
            // Of three, those close first that were opened last.
            let inner = self
                .open
                .iter()
                .rev()
                .map(|(_, slot)| *slot)
                .find(|slot| *slot == first || *slot == first + 1);
            let mut slots = slots.to_vec();
            if inner == Some(first) {
                slots.reverse();
            }
            for slot in slots {
                self.close(first + slot, at, 1 + slot, None);
                at += 1 + slot;
            }
        } else if opens {
            let mut at = at;
            for slot in slots {
                self.open(first + slot, at, 1 + slot);
                at += 1 + slot;
            }
        }
    }

    /// A closing bracket with its attributes; how long they are.
    fn bracket(&mut self, text: &str, at: usize) -> usize {
        let attributes =
            ["{.nocase}", "{.smallcaps}"].into_iter().zip([Markup::NoCase, Markup::SmallCaps]);
        let found = attributes.into_iter().find(|(name, _)| text[at + 1..].starts_with(name));
        if self.spans == 0 {
            return 1;
        }
        if let Some((name, markup)) = found {
            self.close(SPAN, at, 1 + name.len(), Some(markup));
            return 1 + name.len();
        }
        // Brackets without a class are text, and so is what was opened in them and has no end.
        while let Some((index, opened)) = self.open.pop() {
            self.count_down(opened);
            self.tokens[index] = None;
            if opened == SPAN {
                break;
            }
        }
        1
    }
}

/// The length of an HTML tag that the text begins with.
fn html_tag(text: &str) -> Option<usize> {
    let second = text[1..].chars().next()?;
    if !(second.is_ascii_alphabetic() || second == '/') {
        return None;
    }
    let end = text.bytes().take(80).position(|byte| byte == b'>')?;
    Some(end + 1)
}

/// Appends text without its backslashes, entities and typed signs.
fn push_text(text: &str, in_script: bool, out: &mut String) {
    let mut rest = text;
    while let Some(found) = rest.find(['\\', '&', '\n', '-', '.']) {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let first = rest.as_bytes()[0];
        let run = match first {
            b'\\' | b'&' => 1,
            sign => rest.bytes().take_while(|byte| *byte == sign).count(),
        };
        let (read, written): (usize, &str) = match (first, run) {
            (b'\\', _) => match rest[1..].chars().next() {
                Some(' ') if in_script => (2, " "),
                Some(' ') => (2, "\u{a0}"),
                Some(c) if c.is_ascii_punctuation() || c == '\n' => (2, &rest[1..2]),
                _ => (1, "\\"),
            },
            (b'&', _) => match entity(rest) {
                Some((len, c)) => {
                    out.push(c);
                    (len, "")
                }
                None => (1, "&"),
            },
            (b'\n', 1) => (1, " "),
            (b'-', 2) => (2, "–"),
            (b'-', 3) => (3, "—"),
            (b'.', 3) => (3, "…"),
            (_, run) => (run, &rest[..run]),
        };
        out.push_str(written);
        rest = &rest[read..];
    }
    out.push_str(rest);
}
