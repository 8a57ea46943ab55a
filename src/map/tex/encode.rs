//! Rich text -> TeX that LaTeX, Better BibTeX and Zotero read alike.
//!
//! What pdfTeX with T1 fonts and UTF-8 input can set stays as it is; specials are escaped; Greek
//! letters, relations and arrows become formulas (`$\alpha$`), because pdfTeX stops at them.
//! A formula with a capital command is put in braces, as BibTeX lowers the case of `\Delta`.
//! Words of other scripts stay as they are, Greek ones too; the caller learns their letters.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use memchr::memchr2_iter;
use unicode_normalization::char::{compose, decompose_canonical};

use super::characters::{ACCENTS, MATH, RAISED, SPELLED, TEXT};
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
static TEXT_NAMES: LazyLock<HashMap<char, &str>> = LazyLock::new(|| names_of(TEXT));

/// The commands of math mode by the character that they stand for.
static MATH_NAMES: LazyLock<HashMap<char, &str>> = LazyLock::new(|| names_of(MATH));

/// Of several commands for a character the first is the one that is written.
fn names_of(table: &[(&'static str, &'static str)]) -> HashMap<char, &'static str> {
    let mut names = HashMap::new();
    for (name, text) in table {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            names.entry(c).or_insert(*name);
        }
    }
    names
}

/// Writes rich text as TeX.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// Whether every character beyond ASCII becomes a command.
    pub(crate) ascii: bool,
    /// Whether proper words get braces.
    pub(crate) protect: bool,
    /// Characters that stay as they are though pdfTeX's fonts may lack them.
    pub(crate) foreign: BTreeSet<char>,
}

impl Encoder {
    /// Writes a text; its braces are balanced.
    pub(crate) fn encode(&mut self, text: &Text) -> String {
        let mut marks: Vec<Mark> = text.marks().to_vec();
        if self.protect {
            let words = proper_words(text);
            marks.extend(words.into_iter().map(|span| Mark { span, markup: Markup::NoCase }));
            marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
        }
        let plain = text.as_str();
        let literal_braces = braces_pair(plain);
        let mut out = String::with_capacity(plain.len() + 16);
        // The open marks: where each ends, and what closes it.
        let mut open: Vec<(usize, &'static str)> = Vec::new();
        // How many of them are case protection; braces in braces protect nothing more.
        let mut no_case = 0usize;
        let mut at = 0;
        for mark in &marks {
            while let Some((end, closing)) = open.pop_if(|(end, _)| *end <= mark.span.start) {
                self.characters(&plain[at..end], literal_braces, &mut out);
                at = end;
                no_case -= usize::from(closing == NO_CASE);
                out.push_str(closing.trim_end());
            }
            self.characters(&plain[at..mark.span.start], literal_braces, &mut out);
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
            self.characters(&plain[at..end], literal_braces, &mut out);
            at = end;
            out.push_str(closing.trim_end());
        }
        self.characters(&plain[at..], literal_braces, &mut out);
        out
    }

    /// Writes a text without marks.
    pub(crate) fn encode_plain(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        self.characters(text, braces_pair(text), &mut out);
        out
    }

    /// Writes plain characters.
    fn characters(&mut self, text: &str, literal_braces: bool, out: &mut String) {
        let bytes = text.as_bytes();
        let mut was_greek = false;
        let mut at = 0;
        while at < bytes.len() {
            // Most of a text means itself.
            let rest = &bytes[at..];
            let plain = rest.iter().position(|byte| SPECIAL[usize::from(*byte)]);
            let plain = plain.unwrap_or(rest.len());
            if plain > 0 {
                out.push_str(&text[at..at + plain]);
                at += plain;
                was_greek = false;
            }
            let Some(c) = text[at..].chars().next() else { return };
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
            match c {
                c if is_word && !self.ascii => self.foreign(c, out),
                '&' | '%' | '#' | '_' | '$' => {
                    out.push('\\');
                    out.push(c);
                }
                '<' => out.push_str("$<$"),
                '>' => out.push_str("$>$"),
                '{' | '}' if literal_braces => {
                    out.push('\\');
                    out.push(c);
                }
                '\\' | '~' | '^' | '{' | '}' | '`' => self.command(c, out),
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
                c => self.character(c, out),
            }
        }
    }

    /// Writes a character beyond ASCII.
    fn character(&mut self, c: char, out: &mut String) {
        if let Some((_, spelled)) = SPELLED.iter().find(|row| row.0 == c) {
            out.push_str(spelled);
        } else if let Some((_, sign, raised)) = RAISED.iter().find(|row| row.0 == c) {
            out.push_str(&format!("${sign}{{{raised}}}$"));
        } else if !self.ascii && is_printable(c) {
            out.push(c);
        } else {
            self.command(c, out);
        }
    }

    /// Writes a character as it is.
    fn foreign(&mut self, c: char, out: &mut String) {
        self.foreign.insert(c);
        out.push(c);
    }

    /// Writes a character as a command.
    fn command(&mut self, c: char, out: &mut String) {
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
        } else if let Some(name) = TEXT_NAMES.get(&c).filter(|_| c != 'Ω') {
            out.push_str(&format!("{{\\{name}}}"));
        } else if let Some(name) = MATH_NAMES.get(&c) {
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
                true => out.push_str(&accented),
                // A letter with two accents is one to more programs than its command is.
                false => self.foreign(c, out),
            }
        } else {
            self.foreign(c, out);
        }
    }
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

/// Whether literal braces open and close in order, so that `\{` and `\}` keep BibTeX's count right.
pub(crate) fn braces_pair(text: &str) -> bool {
    let mut depth = 0usize;
    for at in memchr2_iter(b'{', b'}', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'{' => depth += 1,
            _ if depth == 0 => return false,
            _ => depth -= 1,
        }
    }
    depth == 0
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

/// Whether a character is a letter of the Greek script.
fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') && c.is_alphabetic()
}

/// Whether pdfTeX with T1 fonts sets a character of UTF-8 input.
///
/// Measured with TeX Live 2022.
fn is_printable(c: char) -> bool {
    if ('\u{a0}'..'\u{180}').contains(&c) {
        return !matches!(c, 'Ħ' | 'ħ' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'Ŧ' | 'ŧ' | 'ſ');
    }
    match c {
        'Ș' | 'ș' | 'Ț' | 'ț' | 'ƒ' | 'Ǧ' | 'ǧ' | 'Ǎ' | 'ǎ' | 'Ǔ' | 'ǔ' | 'ẞ' => true,
        // `\textohm` is no letter.
        '‐'..='‒' | 'Ω' => false,
        c => TEXT_NAMES.contains_key(&c),
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
        let name = TEXT_NAMES.get(base)?;
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

/// A value of which the braces balance, as [`balance`] makes them.
pub(crate) fn balanced(value: String) -> String {
    match balance(&value) {
        Cow::Borrowed(_) => value,
        Cow::Owned(balanced) => balanced,
    }
}

/// Makes the braces of a value balance, so that no value can end its entry.
///
/// A closing brace without its opening one is left out, and missing closing braces are added.
pub(crate) fn balance(value: &str) -> Cow<'_, str> {
    if braces_pair(value) {
        return Cow::Borrowed(value);
    }
    let mut depth = 0usize;
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => continue,
            '}' => depth -= 1,
            _ => {}
        }
        out.push(c);
    }
    out.extend(std::iter::repeat_n('}', depth));
    Cow::Owned(out)
}
