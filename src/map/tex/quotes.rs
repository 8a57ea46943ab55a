//! Quotation marks, and the other signs that TeX's fonts join from two characters.
//!
//! Source: The TeXbook, chapter 2; T1 encoding; `babel`, "Shorthands" of German.

use memchr::memchr3;

use super::decode::Decoder;

/// Which ways to write quotation marks a value uses.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quotes {
    /// `"a` for `ä`, as German files write.
    german: bool,
    /// `<<` and `>>`.
    guillemets: bool,
    /// `,,` and a closing pair.
    low: bool,
    /// Single quotation marks that are open.
    single: usize,
    /// Low quotation marks that are open.
    low_open: usize,
}

impl Quotes {
    /// Looks through a value once.
    pub(super) fn of(raw: &str) -> Self {
        let has = |text: &str| raw.contains(text);
        let bytes = raw.as_bytes();
        if memchr3(b'"', b'<', b',', bytes).is_none() {
            return Self::default();
        }
        Self {
            german: is_german(bytes),
            guillemets: has("<<") && has(">>"),
            low: has(",,") && (has("''") || has("``") || raw.contains(['“', '”'])),
            ..Self::default()
        }
    }

    /// Whether an apostrophe may end a quotation.
    pub(super) fn waits(self) -> bool {
        self.single > 0
    }
}

/// Whether the quotes of a value are shorthands: all of them can be, and one stands in a word.
fn is_german(raw: &[u8]) -> bool {
    let (mut any, mut in_word, mut count) = (false, false, 0usize);
    for (at, _) in raw.iter().enumerate().filter(|(_, byte)| **byte == b'"') {
        let before = at.checked_sub(1).map(|at| raw[at]);
        if before == Some(b'\\') {
            continue;
        }
        let after = raw.get(at + 1).copied().unwrap_or(b' ');
        if !b"aouAOUsS`'=~-|<>".contains(&after) {
            return false;
        }
        count += 1;
        let is_letter = b"aouAOUs".contains(&after);
        any |= is_letter;
        in_word |= is_letter && before.is_some_and(|byte| byte.is_ascii_alphabetic());
    }
    in_word || any && count % 2 == 1
}

impl Decoder<'_> {
    /// A character that may be the first of a pair.
    pub(super) fn quote(&mut self, c: char) {
        let next = self.raw[self.at..].chars().next();
        let is_double = next == Some(c);
        let joined = match c {
            '"' if self.quotes.german => return self.shorthand(next),
            '\'' if self.mode.math => '′',
            '`' if is_double && self.quotes.low_open > 0 => {
                self.quotes.low_open -= 1;
                self.at += 1;
                '“'
            }
            '`' if is_double => {
                self.at += 1;
                '“'
            }
            '\'' if is_double => {
                self.at += 1;
                '”'
            }
            '`' => {
                self.quotes.single += 1;
                '‘'
            }
            '\'' if self.quotes.single > 0 && !next.is_some_and(char::is_alphanumeric) => {
                self.quotes.single -= 1;
                '’'
            }
            ',' if is_double && self.quotes.low => {
                self.at += 1;
                self.quotes.low_open += 1;
                '„'
            }
            '<' if is_double && self.quotes.guillemets => {
                self.at += 1;
                '«'
            }
            '>' if is_double && self.quotes.guillemets => {
                self.at += 1;
                '»'
            }
            '?' | '!' if next == Some('`') && !self.mode.math => {
                self.at += 1;
                if c == '?' { '¿' } else { '¡' }
            }
            c => c,
        };
        self.emit(joined);
    }

    /// What German files write with a quote: `"a`, `"s`, `` "` ``.
    fn shorthand(&mut self, next: Option<char>) {
        let Some(next) = next else { return self.emit('"') };
        self.at += next.len_utf8();
        match next {
            'a' => self.emit('ä'),
            'o' => self.emit('ö'),
            'u' => self.emit('ü'),
            'A' => self.emit('Ä'),
            'O' => self.emit('Ö'),
            'U' => self.emit('Ü'),
            's' => self.emit('ß'),
            'S' => "SS".chars().for_each(|c| self.emit(c)),
            '`' => self.emit('„'),
            '\'' => self.emit('“'),
            '<' => self.emit('«'),
            '>' => self.emit('»'),
            '=' | '~' => self.emit('-'),
            // Where a word may be parted.
            '-' | '|' => {}
            other => {
                self.emit('"');
                self.emit(other);
            }
        }
    }
}
