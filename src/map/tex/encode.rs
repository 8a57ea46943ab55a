//! Rich text -> TeX that LaTeX, Better BibTeX and Zotero read alike.
//!
//! What pdfTeX with T1 fonts and UTF-8 input can set stays as it is; specials are escaped; Greek
//! letters, relations and arrows become formulas (`$\alpha$`), because pdfTeX stops at them.
//! A formula with a capital command is put in braces, as BibTeX lowers the case of `\Delta`.
//! Words of other scripts stay as they are, Greek ones too; the caller learns their letters.

use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_canonical};

use super::braces::Braces;
use super::characters::{ACCENTS, MATH, RAISED, SPELLED, TEXT};
use super::charset::CharSet;
use super::exact::{is_apart, is_evenly_spaced, is_exact};
use super::protect::proper_words;
use crate::model::{Mark, Markup, Text};

/// Bytes that are not written as they are, or not everywhere: what TeX reserves, control characters, and
/// all beyond ASCII.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte < 32 || byte > 126;
        byte += 1;
    }
    let reserved = b"&%#_$<>{}\\~^`'-";
    let mut at = 0;
    while at < reserved.len() {
        table[reserved[at] as usize] = true;
        at += 1;
    }
    table
};

/// The commands of text mode by the character that they stand for.
static TEXT_NAMES: LazyLock<CommandNames> = LazyLock::new(|| CommandNames::of(TEXT));

/// The commands of math mode by the character that they stand for.
static MATH_NAMES: LazyLock<CommandNames> = LazyLock::new(|| CommandNames::of(MATH));

/// Commands, sorted by their characters.
struct CommandNames(Vec<(char, &'static str)>);

impl CommandNames {
    /// Of several commands for a character the first is the one that is written.
    fn of(table: &[(&'static str, &'static str)]) -> Self {
        let single = |(name, text): &(&'static str, &'static str)| {
            let mut chars = text.chars();
            let c = chars.next()?;
            chars.next().is_none().then_some((c, *name))
        };
        let mut names: Vec<_> = table.iter().filter_map(single).collect();
        names.sort_by_key(|row| row.0);
        names.dedup_by_key(|row| row.0);
        Self(names)
    }

    fn get(&self, c: char) -> Option<&'static str> {
        let at = self.0.binary_search_by_key(&c, |row| row.0).ok()?;
        Some(self.0[at].1)
    }
}

/// Writes rich text as TeX.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// Whether every character beyond ASCII becomes a command.
    pub(crate) ascii: bool,
    /// Whether proper words get braces.
    pub(crate) protect: bool,
    /// Characters that stay as they are though pdfTeX's fonts may lack them.
    pub(crate) foreign: CharSet,
    /// Whether the text that was written last is beyond doubt read again as it was, marks and all.
    pub(crate) is_exact: bool,
}

impl Encoder {
    /// Writes a text; its braces are balanced.
    pub(crate) fn encode(&mut self, text: &Text) -> String {
        let words = if self.protect { proper_words(text) } else { Vec::new() };
        if words.is_empty() && text.marks().is_empty() {
            return self.encode_plain(text.as_str());
        }
        let plain = text.as_str();
        self.is_exact = text.marks().is_empty() && is_evenly_spaced(plain);
        let mut marks: Vec<Mark> = text.marks().to_vec();
        marks.extend(words.into_iter().map(|span| Mark { span, markup: Markup::NoCase }));
        marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
        let mut braces = Braces::of(plain);
        let mut out = String::with_capacity(plain.len() + 16);
        // The open marks: where each ends, and what closes it.
        let mut open: Vec<(usize, &'static str)> = Vec::new();
        // How many of them are case protection; braces in braces protect nothing more.
        let mut no_case = 0usize;
        let mut at = 0;
        for mark in &marks {
            while let Some((end, closing)) = open.pop_if(|(end, _)| *end <= mark.span.start) {
                self.characters(&plain[at..end], &mut braces, &mut out);
                at = end;
                no_case -= usize::from(closing == NO_CASE);
                out.push_str(closing.trim_end());
            }
            self.characters(&plain[at..mark.span.start], &mut braces, &mut out);
            at = mark.span.start;
            let content = &plain[mark.span.clone()];
            let (opening, closing) = delimiters(mark.markup, content);
            if mark.markup == Markup::NoCase && no_case > 0 {
                open.push((mark.span.end, ""));
                continue;
            }
            no_case += usize::from(closing == NO_CASE);
            out.push_str(opening);
            open.push((mark.span.end, closing));
        }
        while let Some((end, closing)) = open.pop() {
            self.characters(&plain[at..end], &mut braces, &mut out);
            at = end;
            out.push_str(closing.trim_end());
        }
        self.characters(&plain[at..], &mut braces, &mut out);
        out
    }

    /// Writes a text without marks.
    pub(crate) fn encode_plain(&mut self, text: &str) -> String {
        self.is_exact = is_evenly_spaced(text);
        let mut out = String::with_capacity(text.len() + text.len() / 32 + 16);
        self.characters(text, &mut Braces::of(text), &mut out);
        out
    }

    /// Writes plain characters.
    fn characters(&mut self, text: &str, braces: &mut Braces<'_>, out: &mut String) {
        let bytes = text.as_bytes();
        let mut was_greek = false;
        let mut at = 0;
        while at < bytes.len() {
            // Most of a text means itself.
            let plain = plain_len(&bytes[at..]);
            if plain > 0 {
                out.push_str(&text[at..at + plain]);
                at += plain;
                was_greek = false;
            }
            let Some(c) = text[at..].chars().next() else { return };
            if is_lone(c) {
                at += c.len_utf8();
                was_greek = false;
                self.foreign(c, out);
                continue;
            }
            let before = text[..at].chars().next_back();
            at += c.len_utf8();
            let next = text[at..].chars().next();
            // biber makes one letter of a letter and its accent.
            if !c.is_ascii() && is_mark(c) {
                let whole = before.and_then(|before| compose(before, c));
                self.foreign.extend(whole.filter(|whole| !is_printable(*whole)));
            }
            let is_greek = is_greek(c);
            // A word is no row of formulas.
            let is_word = is_greek && (was_greek || next.is_some_and(self::is_greek));
            was_greek = is_greek;
            self.is_exact &= is_exact(c, before, next);
            match c {
                c if is_word && !self.ascii => self.foreign(c, out),
                '&' | '%' | '#' | '_' | '$' => {
                    out.push('\\');
                    out.push(c);
                }
                '<' => out.push_str("$<$"),
                '>' => out.push_str("$>$"),
                '{' | '}' if braces.pair() => {
                    out.push('\\');
                    out.push(c);
                }
                '\\' | '~' | '^' | '{' | '}' | '`' => self.command(c, false, out),
                // Two quotes or hyphens side by side would become one sign.
                '\'' | '-' if next == Some(c) => {
                    out.push(c);
                    out.push_str("{}");
                }
                '\u{a0}' => out.push('~'),
                '\n' if next == Some('\n') => {
                    at += 1;
                    out.push_str("\n\n");
                }
                c if c.is_control() => out.push(' '),
                c if c.is_ascii() => out.push(c),
                c if is_of_other_script(c) => self.foreign(c, out),
                c => {
                    let is_kept = !self.ascii && is_printable(c) && !is_spelled(c);
                    match is_kept {
                        true => out.push(c),
                        false => self.character(c, is_apart(before, next), out),
                    }
                }
            }
        }
    }

    /// Writes a character beyond ASCII.
    fn character(&mut self, c: char, is_apart: bool, out: &mut String) {
        if let Some((_, spelled)) = SPELLED.iter().find(|row| row.0 == c) {
            self.is_exact = false;
            out.push_str(spelled);
        } else if let Some((_, sign, raised)) = RAISED.iter().find(|row| row.0 == c) {
            self.is_exact = false;
            out.push_str(&format!("${sign}{{{raised}}}$"));
        } else {
            self.command(c, is_apart, out);
        }
    }

    /// Writes a character as it is.
    fn foreign(&mut self, c: char, out: &mut String) {
        self.foreign.insert(c);
        out.push(c);
    }

    /// Writes a character as a command.
    fn command(&mut self, c: char, is_apart: bool, out: &mut String) {
        let ligature = match c {
            '–' => Some("--"),
            '—' => Some("---"),
            '“' => Some("``"),
            '”' => Some("''"),
            '‘' => Some("{\\textquoteleft}"),
            '’' => Some("{\\textquoteright}"),
            '‐' | '‑' | '‒' => Some("-"),
            _ => None,
        };
        if let Some(ligature) = ligature {
            out.push_str(ligature);
            return;
        }
        if let Some(name) = TEXT_NAMES.get(c).filter(|_| c != 'Ω') {
            self.is_exact &= is_apart && !c.is_whitespace();
            out.extend(["{\\", name, "}"]);
        } else if let Some(name) = MATH_NAMES.get(c) {
            self.is_exact &= is_apart;
            let has_capital = name.bytes().any(|byte| byte.is_ascii_uppercase());
            let formula = format!("$\\{name}$");
            out.push_str(&if has_capital { format!("{{{formula}}}") } else { formula });
        } else if let Some(accented) = accented(c) {
            // biber makes a letter of the command again, or of a part of it.
            let mut letter = None;
            decompose_canonical(c, |part| {
                letter = match letter {
                    Some(base) => unicode_normalization::char::compose(base, part),
                    None => Some(part),
                };
                self.foreign.extend(letter.filter(|c| !c.is_ascii() && !is_printable(*c)));
            });
            match self.ascii || !accented.contains("{{") {
                true => {
                    self.is_exact = false;
                    out.push_str(&accented);
                }
                // A letter with two accents is one to more programs than its command is.
                false => self.foreign(c, out),
            }
        } else {
            self.foreign(c, out);
        }
    }
}

/// Whether a character is always written in a longer form.
fn is_spelled(c: char) -> bool {
    SPELLED.iter().any(|row| row.0 == c) || RAISED.iter().any(|row| row.0 == c)
}

/// What begins and ends a mark.
fn delimiters(markup: Markup, content: &str) -> (&'static str, &'static str) {
    // In a formula letters are italic and spaces vanish, so only short labels go there.
    let is_label = content.len() <= 40
        && content.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-=().,*/".contains(&b));
    match markup {
        Markup::Italic => ("\\textit{", "}"),
        Markup::Bold => ("\\textbf{", "}"),
        Markup::SmallCaps => ("\\textsc{", "}"),
        Markup::Superscript if is_label => ("$^{", "}$"),
        Markup::Subscript if is_label => ("$_{", "}$"),
        Markup::Superscript => ("\\textsuperscript{", "}"),
        Markup::Subscript => ("\\textsubscript{", "}"),
        Markup::NoCase => ("{", NO_CASE),
    }
}

/// What ends case protection; the space tells it from the other braces and is not written.
const NO_CASE: &str = "} ";

/// How many bytes are written as they are.
fn plain_len(bytes: &[u8]) -> usize {
    // Several at a time, as most are plain.
    let (blocks, _) = bytes.as_chunks::<8>();
    let is_plain = |block: &&[u8; 8]| {
        !block.iter().fold(false, |found, byte| found | SPECIAL[usize::from(*byte)])
    };
    let at = 8 * blocks.iter().take_while(is_plain).count();
    let rest = &bytes[at..];
    let plain = rest.iter().position(|byte| SPECIAL[usize::from(*byte)]);
    at + plain.unwrap_or(rest.len())
}

/// Whether a character may be one with the letter before it: accents, and the vowels of some scripts.
fn is_mark(c: char) -> bool {
    !matches!(c, '\u{a0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' | '\u{2000}'..='\u{206f}' | '\u{3400}'..='\u{9fff}')
}

/// Whether a character belongs to a script that has no commands: Cyrillic to Georgian and Cherokee, and from
/// the radicals of East Asia on.
fn is_of_other_script(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{1cff}' | '\u{2e80}'..='\u{a71f}' | '\u{a800}'..='\u{d7ff}')
}

/// Whether a character is of such a script and never an accent of the letter before it: Cyrillic, Armenian,
/// the signs of East Asia.
fn is_lone(c: char) -> bool {
    is_of_other_script(c) && !is_mark(c)
}

/// Whether a character is a letter of the Greek script.
fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') && c.is_alphabetic()
}

/// Whether pdfTeX with T1 fonts sets a character of UTF-8 input.
///
/// Measured with TeX Live 2022.
pub(crate) fn is_printable(c: char) -> bool {
    if ('\u{a0}'..'\u{180}').contains(&c) {
        return !matches!(c, 'Ħ' | 'ħ' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'Ŧ' | 'ŧ' | 'ſ');
    }
    match c {
        'Ș' | 'ș' | 'Ț' | 'ț' | 'ƒ' | 'Ǧ' | 'ǧ' | 'Ǎ' | 'ǎ' | 'Ǔ' | 'ǔ' | 'ẞ' => true,
        // `\textohm` is no letter.
        '‐'..='‒' | 'Ω' => false,
        c => TEXT_NAMES.get(c).is_some(),
    }
}

/// An accented letter as the command that composes it.
fn accented(c: char) -> Option<String> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    let (base, accents) = parts.split_first()?;
    if accents.is_empty() {
        return None;
    }
    let mut out = base.to_string();
    if !base.is_ascii_alphabetic() {
        let name = TEXT_NAMES.get(*base)?;
        out = format!("\\{name}");
    }
    for (index, accent) in accents.iter().enumerate() {
        let (name, _, _) = ACCENTS.iter().find(|row| row.1 == *accent)?;
        let needs_braces = out.len() > 1 || name.bytes().all(|byte| byte.is_ascii_alphabetic());
        out = match (index, needs_braces) {
            (0, true) => format!("\\{name}{{{out}}}"),
            (0, false) => format!("\\{name}{out}"),
            // biber takes one pair of braces away when it makes a letter of what is in them.
            _ => format!("\\{name}{{{{{out}}}}}"),
        };
    }
    Some(format!("{{{out}}}"))
}
