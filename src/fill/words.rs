//! The author's own words around a cite, on their way through the processor and back.
//!
//! A processor knows the few marks of CSL, Markdown has more: code, formulas, links, notes. So what is not a
//! plain letter goes through it as a sign that no text has, and comes back as it was, byte for byte. The
//! processor sees words, and capitals and spaces come out right.

use std::ops::Range;

/// The first of the signs: a private character of the last plane. Those that a text has itself are turned into
/// signs, too.
const FIRST: u32 = 0x10_A000;

/// How many signs there are.
const MOST: usize = 0x5000;

/// How far the end of a code span, a formula or an address is looked for, in bytes.
const LONGEST: usize = 2_000;

/// What a sign stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Markdown.
    Text(String),
    /// Another citation of the document, which is printed by itself.
    Cluster(usize),
}

/// The signs of one citation.
#[derive(Debug, Default)]
pub(super) struct Words {
    signs: Vec<Piece>,
}

impl Words {
    /// The sign for a piece; once there are too many, nothing.
    pub(super) fn sign(&mut self, piece: Piece) -> Option<char> {
        let next = self.signs.len();
        let sign = u32::try_from(next).ok().and_then(|next| char::from_u32(FIRST + next));
        let sign = sign.filter(|_| next < MOST)?;
        self.signs.push(piece);
        Some(sign)
    }

    /// What a character stands for.
    pub(super) fn piece(&self, c: char) -> Option<&Piece> {
        self.signs.get(usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?)
    }

    /// Hides a stretch of the document's text; `clusters` are the citations that stand right in it, in order.
    pub(super) fn hide(
        &mut self,
        text: &str,
        range: Range<usize>,
        clusters: &[(usize, Range<usize>)],
    ) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        let inside =
            clusters.iter().filter(|(_, span)| range.start <= span.start && span.end <= range.end);
        for (index, span) in inside {
            self.markup(&text[at..span.start.max(at)], &mut out);
            out.extend(self.sign(Piece::Cluster(*index)));
            at = span.end;
        }
        self.markup(&text[at..range.end.max(at)], &mut out);
        out
    }

    /// Hides what is no plain word.
    fn markup(&mut self, text: &str, out: &mut String) {
        let mut raw = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
            let len = match c {
                '\r' | '\n' | ' ' | '\t' => {
                    self.end(&mut raw, out);
                    let blank = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
                    // Behind a line break stand the marks of a quotation.
                    let blank = match rest[..rest.len() - blank.len()].contains('\n') {
                        true => {
                            blank.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>')
                        }
                        false => blank,
                    };
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                    at += rest.len() - blank.len();
                    continue;
                }
                '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '`' => code(near),
                '$' => between(near, '$').unwrap_or(1),
                '<' => between_marks(near, '>').unwrap_or(1),
                ']' => 1 + target(&near[1..]),
                '@' | '[' | '*' | '_' | '~' | '^' | '|' | '#' | '>' | '{' | '}' | '!'
                    if c != '!' =>
                {
                    1
                }
                '!' if rest.starts_with("![") => 2,
                '&' => entity(near),
                c if (FIRST..FIRST + 0x5FFE).contains(&u32::from(c)) => c.len_utf8(),
                c => {
                    self.end(&mut raw, out);
                    out.push(c);
                    at += c.len_utf8();
                    continue;
                }
            };
            raw.push_str(&rest[..len]);
            at += len;
        }
        self.end(&mut raw, out);
    }

    fn end(&mut self, raw: &mut String, out: &mut String) {
        if !raw.is_empty() {
            out.extend(self.sign(Piece::Text(std::mem::take(raw))));
        }
    }
}

/// The length of a code span, or of the backticks that begin none.
fn code(text: &str) -> usize {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = ticks;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let run = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        at = start + run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// The length of what stands between a mark and the next one like it, both included.
fn between(text: &str, mark: char) -> Option<usize> {
    text[1..].find(mark).map(|end| end + 2)
}

/// The length of a tag or an address in angle brackets.
fn between_marks(text: &str, close: char) -> Option<usize> {
    let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    text[1..].find(close).filter(|_| begins).map(|end| end + 2)
}

/// The length of a link's address, or of a span's attributes.
fn target(text: &str) -> usize {
    let close = match text.chars().next() {
        Some('(') => ')',
        Some('{') => '}',
        Some('[') => ']',
        _ => return 0,
    };
    text.find(close).map_or(0, |end| end + 1)
}

/// The length of `&amp;`, or of a mere ampersand.
fn entity(text: &str) -> usize {
    let name =
        text[1..].bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if name > 0 && text[1 + name..].starts_with(';') { name + 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what the processor sees, with a dot for each sign, and checks that all of it comes back.
    fn check(text: &str, expected: &str) {
        let mut words = Words::default();
        let hidden = words.hide(text, 0..text.len(), &[]);
        let is_sign = |c: &char| u32::from(*c) >= FIRST;
        let seen: String = hidden.chars().map(|c| if is_sign(&c) { '·' } else { c }).collect();
        assert_eq!(seen, expected, "{text}");
        let back: String = hidden
            .chars()
            .map(|c| match words.piece(c) {
                Some(Piece::Text(text)) => text.clone(),
                _ => c.to_string(),
            })
            .collect();
        let plain = |text: &str| text.replace("\n> ", " ").replace("  ", " ");
        assert_eq!(back, plain(text));
    }

    #[test]
    fn marks_are_hidden() {
        check("see *also* this", "see ·also· this");
        check("a `code; @x` b ``c ` d``", "a · b ·");
        check("[a link](<http://x> \"y\") b", "·a link· b");
        check("[x]{.smallcaps} $a_b$ <b>x</b> &amp; & x", "·x· · ·x· · · x");
        check("a\\*b \\@x 1 < 2 me@x.org", "a·b ·x 1 · 2 me·x.org");
        check("a\n> b  c", "a b c");
        check("\u{10A003}é ![x](y)!", "·é ·x·!");
    }
}
