//! A reference in words, with what stands between them.
//!
//! A word is a run of letters and digits, an address or a DOI; all punctuation belongs to the gaps between
//! words. Styles differ in the gaps above all, so each gap has a class of its own.

use std::ops::Range;

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, a byte offset.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it looks like.
    pub shape: Shape,
    /// A number for its letters in lower case.
    pub form: u32,
    /// The gap before it.
    pub gap: u32,
}

impl Word {
    /// Its place.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    /// No word: before the first and after the last.
    Outside,
    /// `J`
    Initial,
    /// `JA`
    Initials,
    /// `WORLD`
    Capitals,
    /// `World`
    Capitalised,
    /// `world`
    Lower,
    /// `a`
    LowerLetter,
    /// `McArthur`, `iPhone`
    Mixed,
    /// `7`
    Digit,
    /// `12`
    TwoDigits,
    /// `123`
    ThreeDigits,
    /// `1987`
    Year,
    /// `1234`
    FourDigits,
    /// `12345` and longer
    Digits,
    /// `2020a`, `3rd`
    DigitsLetters,
    /// `E306`, `S12`
    LettersDigits,
    /// `10.1000/182`
    Doi,
    /// `https://…`
    Address,
    /// Han, kana, Hangul.
    EastAsian,
    /// Letters of a script without capitals.
    Uncased,
}

/// Cuts a text into words.
///
/// Source: UAX 29 for what continues a word, but that numbers and letters of East Asia end it.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5 + 1);
    let mut gap_start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !c.is_alphanumeric() {
            at += c.len_utf8();
            continue;
        }
        let (end, address) = match address_end(text, at) {
            Some((end, shape)) => (end, Some(shape)),
            None => (word_end(text, at, c), None),
        };
        let word = &text[at..end];
        words.push(Word {
            start: at,
            end,
            shape: address.unwrap_or_else(|| shape(word)),
            form: if address.is_some() { 1 } else { form(word) },
            gap: gap(&text[gap_start..at], words.is_empty()),
        });
        at = end;
        gap_start = end;
    }
    words
}

/// The gap behind the last word, as [`Word::gap`] has the others.
pub fn last_gap(text: &str, words: &[Word]) -> u32 {
    let from = words.last().map_or(0, |word| word.end);
    mix(gap(&text[from..], false), 2)
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// Where the word that begins with `first` ends.
fn word_end(text: &str, start: usize, first: char) -> usize {
    let asian = is_east_asian(first);
    let mut end = start + first.len_utf8();
    let mut before = first;
    while let Some(c) = text[end..].chars().next() {
        if c.is_alphanumeric() {
            if is_east_asian(c) != asian {
                break;
            }
        } else if is_mark(c) {
            // A combining mark belongs to its letter.
        } else {
            let glued = matches!(c, '\'' | '’' | 'ʼ' | 'ʹ' | '·')
                && before.is_alphabetic()
                && text[end + c.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
            if !glued {
                break;
            }
        }
        end += c.len_utf8();
        before = c;
    }
    end
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}'
        | '\u{93A}'..='\u{94F}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Whether an address or a DOI begins here, and where it ends.
fn address_end(text: &str, start: usize) -> Option<(usize, Shape)> {
    let rest = &text[start..];
    let bytes = rest.as_bytes();
    let starts = |prefix: &str| {
        bytes.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let shape = match bytes[0] {
        b'1' if starts("10.") => {
            let digits =
                bytes[3..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
            if !(4..=12).contains(&digits) || bytes.get(3 + digits) != Some(&b'/') {
                return None;
            }
            Shape::Doi
        }
        b'h' | b'H' if starts("http://") || starts("https://") => Shape::Address,
        b'w' | b'W' if starts("www.") && bytes.len() > 7 => Shape::Address,
        b'f' | b'F' if starts("ftp://") => Shape::Address,
        _ => return None,
    };
    let stop = |c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|' | '`')
    };
    let mut length = rest.find(stop).unwrap_or(rest.len());
    // Stops and brackets at the end are the style's, unless the bracket closes one of the address.
    while let Some(last) = rest[..length].chars().next_back() {
        let closes = |open: char, close: char| {
            last == close
                && rest[..length].matches(open).count() < rest[..length].matches(close).count()
        };
        let foreign =
            matches!(last, '.' | ',' | ';' | ':' | '\'' | '’' | '*' | '!' | '[' | '(' | '{' | '\\')
                || closes('(', ')')
                || closes('[', ']')
                || closes('{', '}');
        if !foreign {
            break;
        }
        length -= last.len_utf8();
    }
    let body = &rest[..length];
    let shape = match shape {
        Shape::Address if doi_in(body).is_some() => Shape::Doi,
        shape => shape,
    };
    (length > 4).then_some((start + length, shape))
}

/// The DOI within the address of a resolver.
pub(super) fn doi_in(address: &str) -> Option<&str> {
    // Some libraries keep the whole link in the field for the DOI, which doubles the resolver.
    let at = address.rfind("doi.org/")? + "doi.org/".len();
    let doi = &address[at..];
    doi.starts_with("10.").then_some(doi)
}

/// The shape of a word that is no address.
fn shape(word: &str) -> Shape {
    let bytes = word.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        return match bytes {
            [_] => Shape::Digit,
            [_, _] => Shape::TwoDigits,
            [_, _, _] => Shape::ThreeDigits,
            [b'1', b'4'..=b'9', _, _] | [b'2', b'0', _, _] => Shape::Year,
            [_, _, _, _] => Shape::FourDigits,
            _ => Shape::Digits,
        };
    }
    let (mut upper, mut lower, mut uncased, mut digits, mut asian) = (0, 0, 0, 0, 0);
    let first = word.chars().next().unwrap_or(' ');
    for c in word.chars() {
        match c {
            c if c.is_lowercase() => lower += 1,
            c if c.is_uppercase() => upper += 1,
            c if c.is_numeric() => digits += 1,
            c if is_east_asian(c) => asian += 1,
            c if c.is_alphabetic() => uncased += 1,
            _ => {}
        }
    }
    match () {
        () if asian > 0 => Shape::EastAsian,
        () if digits > 0 && first.is_numeric() => Shape::DigitsLetters,
        () if digits > 0 => Shape::LettersDigits,
        () if uncased > 0 => Shape::Uncased,
        () if upper == 0 && lower == 1 => Shape::LowerLetter,
        () if upper == 0 => Shape::Lower,
        () if lower == 0 && upper == 1 => Shape::Initial,
        () if lower == 0 && upper <= 3 => Shape::Initials,
        () if lower == 0 => Shape::Capitals,
        () if upper == 1 && first.is_uppercase() => Shape::Capitalised,
        () => Shape::Mixed,
    }
}

/// One step of FNV-like mixing.
pub(super) fn mix(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x9E37_79B1).rotate_left(13)
}

/// A number for the letters of a word in lower case; digits count by how many there are.
pub(super) fn form(word: &str) -> u32 {
    let mut hash = 7;
    for c in word.chars() {
        match c {
            '0'..='9' if word.len() > 2 => hash = mix(hash, u32::from('0')),
            'ʼ' | '’' => hash = mix(hash, u32::from('\'')),
            c if c.is_ascii() => hash = mix(hash, u32::from(c.to_ascii_lowercase())),
            c => {
                for c in c.to_lowercase() {
                    hash = mix(hash, u32::from(c));
                }
            }
        }
    }
    hash
}

/// A number for the marks between two words: runs of spaces count once, dashes and quotes of all
/// kinds alike.
fn gap(text: &str, is_first: bool) -> u32 {
    let mut hash = u32::from(is_first) * 77 + 5;
    let mut open = true;
    let mut count = 0;
    let mut before = ' ';
    for c in text.chars() {
        let mark = match c {
            c if c.is_whitespace() => ' ',
            '-' | '‐'..='―' | '−' => '-',
            '“' | '„' | '«' | '‹' | '‘' | '‚' => 'Q',
            '”' | '»' | '›' | '’' => 'q',
            '"' | '\'' | '`' if open => 'Q',
            '"' | '\'' | '`' => 'q',
            '，' => ',',
            '。' | '．' => '.',
            '：' => ':',
            '；' => ';',
            '（' | '［' => '(',
            '）' | '］' => ')',
            '《' | '「' | '『' => 'Q',
            '》' | '」' | '』' => 'q',
            c => c,
        };
        open = matches!(mark, ' ' | '(' | '[');
        if (mark == ' ' && before == ' ' && count > 0) || count >= 6 {
            continue;
        }
        hash = mix(hash, u32::from(mark));
        before = mark;
        count += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::{Shape, words};

    fn check(text: &str, expected: &[&str]) {
        let got: Vec<&str> = words(text).iter().map(|word| &text[word.range()]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn cuts_words() {
        check(
            "O’Brien, J.-P. 2016;59(7):78-87.",
            &["O’Brien", "J", "P", "2016", "59", "7", "78", "87"],
        );
        check("“Is it ‘so’?” 3rd ed.", &["Is", "it", "so", "3rd", "ed"]);
        check(
            "doi:10.1000/182(4)x. See (http://a.org/b_(c)).",
            &["doi", "10.1000/182(4)x", "See", "http://a.org/b_(c)"],
        );
        check("王小明, 2014年.", &["王小明", "2014", "年"]);
        check("", &[]);
    }

    #[test]
    fn tells_shapes() {
        let got = |text: &str| words(text).first().map(|word| word.shape);
        for (text, expected) in [
            ("J", Shape::Initial),
            ("JA", Shape::Initials),
            ("World", Shape::Capitalised),
            ("McArthur", Shape::Mixed),
            ("1987", Shape::Year),
            ("2020a", Shape::DigitsLetters),
            ("E306", Shape::LettersDigits),
            ("https://doi.org/10.1000/182", Shape::Doi),
            ("https://example.org", Shape::Address),
            ("한국어", Shape::EastAsian),
        ] {
            assert_eq!(got(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn gaps_fold_their_kinds() {
        let gap = |text: &str| words(text).last().map(|word| word.gap);
        assert_eq!(gap("a – b"), gap("a -  b"));
        assert_eq!(gap("a. “b"), gap("a. \"b"));
        assert_ne!(gap("a, b"), gap("a. b"));
    }
}
