//! RIS text -> records of tagged lines, and the plain text of Web of Science, in one pass with positions.
//!
//! A record begins with `TY` (or, where that is missing, with any tag) and ends with `ER`, or with the next
//! `TY`. How its first line is written says how its other lines are: `TY  - JOUR` with two spaces, `TY - JOUR`
//! with one, further in, or after a number. Lines without a tag continue the value above them.
//!
//! Source: RIS format specification (Research Information Systems, 2001; Thomson Reuters, 2011); Web of
//! Science field tags.

use std::ops::Range;

use super::tagged::{Builder, Lines, Record};
use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// How the lines of a file are tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `TY  - JOUR`.
    Ris,
    /// `PT J`, with continuing lines three spaces in.
    WebOfScience,
}

/// Reads the records of a file, one after the other.
///
/// # Diagnostics
/// `syntax` for a record without an end (the first and the last of a file) and for text that belongs to no
/// record.
///
/// ```
/// use florilege::{read::ris, source::Source};
/// let source = Source::new("a.ris", "TY  - BOOK\nTI  - On the Origin\n  of Species\nER  - \n");
/// let record = ris::records(&source).next().unwrap().value;
/// assert_eq!(record.field("TI").unwrap().value, "On the Origin\n  of Species");
/// ```
pub fn records(source: &Source) -> Records<'_> {
    let text = source.text.as_str();
    let first = text.lines().map(str::trim_end).find(|line| !line.trim().is_empty());
    let is_wos = first.is_some_and(|line| line.starts_with("FN ") || line.starts_with("PT "));
    Records {
        source,
        lines: Lines::new(text),
        dialect: if is_wos { Dialect::WebOfScience } else { Dialect::Ris },
        has_begun: false,
        has_open_end: false,
        loose: Vec::new(),
    }
}

/// The records of a file; see [`records`].
#[derive(Debug)]
pub struct Records<'a> {
    source: &'a Source,
    lines: Lines<'a>,
    dialect: Dialect,
    /// Whether a record has been read: what stands before the first is a database's greeting.
    has_begun: bool,
    /// Whether a record without an end has been reported.
    has_open_end: bool,
    loose: Vec<Diagnostic>,
}

impl Records<'_> {
    /// How the file's lines are tagged.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The findings about what stands behind the last record.
    pub fn rest(self) -> Vec<Diagnostic> {
        self.loose
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Read<Record<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (start, first) = self.find_start()?;
        self.has_begun = true;
        let mut diagnostics = std::mem::take(&mut self.loose);
        let mut builder = Builder::new(&self.source.text, start + first.tag.start);
        let mut is_ended = false;
        let mut has_type = false;
        self.lines.back_to(start);
        while let Some((start, line)) = self.lines.next() {
            let Some(found) = self.tag(line, &first, &builder) else {
                if !line.trim().is_empty() {
                    builder.continue_to(start + line.trim_end().len());
                }
                continue;
            };
            let tag = &line[found.tag.clone()];
            let is_type = self.is_type(tag);
            if is_type && has_type {
                self.lines.back_to(start);
                break;
            }
            has_type |= is_type;
            if tag.eq_ignore_ascii_case("ER") {
                is_ended = true;
                break;
            }
            builder.field(tag, start + found.value..start + line.len());
        }
        let record = builder.record;
        // A file may have no ends at all; the last record may be cut.
        let is_cut = !is_ended && self.lines.is_done();
        if is_cut || !is_ended && !std::mem::replace(&mut self.has_open_end, true) {
            let start = record.span.start;
            let place = self.source.place(start..start + first.tag.len());
            let finding = Diagnostic::new(Code::Syntax, "the record has no end").at(place);
            diagnostics.push(finding.help("a record ends with a line `ER  - `"));
        }
        Some(Read { value: record, diagnostics })
    }
}

/// Where a line has its tag and its value.
#[derive(Debug, Clone)]
struct Line {
    tag: Range<usize>,
    value: usize,
    /// How many blanks stand between the tag and its hyphen.
    gap: usize,
}

/// Tags whose values go on over several lines, so that a line in them may look like a loosely written tag.
const LONG: [&str; 7] = ["AB", "N1", "N2", "RN", "TI", "T1", "AD"];

impl<'a> Records<'a> {
    /// Finds the line that begins the next record; reports text that belongs to none.
    fn find_start(&mut self) -> Option<(usize, Line)> {
        let mut stray: Option<Range<usize>> = None;
        let found = loop {
            let Some((start, line)) = self.lines.next() else { break None };
            let begins = match self.dialect {
                Dialect::Ris => loose_tag(line).filter(|found| {
                    let tag = &line[found.tag.clone()];
                    let is_strict = found.gap == 2 && found.tag.start == 0;
                    tag.eq_ignore_ascii_case("TY")
                        || is_strict && !tag.eq_ignore_ascii_case("ER") && is_upper(tag)
                }),
                Dialect::WebOfScience => wos_tag(line)
                    .filter(|found| !matches!(&line[found.tag.clone()], "FN" | "VR" | "ER" | "EF")),
            };
            if let Some(found) = begins {
                break Some((start, found));
            }
            let is_end = match self.dialect {
                Dialect::Ris => loose_tag(line).is_some_and(|at| &line[at.tag] == "ER"),
                Dialect::WebOfScience => wos_tag(line).is_some(),
            };
            // Numbers and rules part records; they say nothing.
            let is_text = line.chars().any(char::is_alphabetic) && !is_end;
            if is_text && self.has_begun {
                stray.get_or_insert(start..start).end = start + line.trim_end().len();
            }
        };
        if let Some(span) = stray {
            let finding = Diagnostic::new(Code::Syntax, "this text belongs to no record");
            self.loose.push(finding.at(self.source.place(span)));
        }
        found
    }

    fn is_type(&self, tag: &str) -> bool {
        match self.dialect {
            Dialect::Ris => tag.eq_ignore_ascii_case("TY"),
            Dialect::WebOfScience => tag == "PT",
        }
    }

    /// The tag of a line inside a record whose first line is written like `first`.
    fn tag(&self, line: &str, first: &Line, builder: &Builder<'a>) -> Option<Line> {
        if self.dialect == Dialect::WebOfScience {
            return wos_tag(line);
        }
        let found = loose_tag(line)?;
        let tag = &line[found.tag.clone()];
        // A new record may be written in another way, or have a number.
        let is_in = first.tag.start == 0 && line.starts_with([' ', '\t']);
        if tag.eq_ignore_ascii_case("TY") && found.gap > 0 && !is_in {
            return Some(found);
        }
        let is_strict = found.gap == 2 && found.tag.start == 0;
        let is_like_first = first.gap == found.gap && (first.tag.start > 0 || found.tag.start == 0);
        let is_long = builder.record.fields.last().is_some_and(|field| LONG.contains(&field.tag));
        let is_large = is_upper(tag);
        let fits = is_strict || is_like_first || found.tag.start == 0 && is_large && !is_long;
        // Small letters are tags where the whole record is written so.
        let is_small = builder.record.fields.first().is_none_or(|field| !is_upper(field.tag));
        (fits && (is_large || is_small)).then_some(found)
    }
}

fn is_upper(tag: &str) -> bool {
    !tag.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// A tag, at most four blanks, and a hyphen; before it blanks or a record's number.
fn loose_tag(line: &str) -> Option<Line> {
    let bytes = line.as_bytes();
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let blanks = |from: usize| bytes[from..].iter().take_while(|byte| is_blank(byte)).count();
    let mut at = blanks(0);
    let digits = bytes[at..].iter().take(7).take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        let mark = bytes.get(at + digits).is_some_and(|byte| matches!(byte, b'.' | b')' | b':'));
        let number = at + digits + usize::from(mark);
        // Only a record's first line is numbered.
        let is_first = bytes[number..].trim_ascii_start().get(..2) == Some(b"TY");
        at = if mark && is_first { number + blanks(number) } else { return None };
    }
    let letters =
        bytes[at..].iter().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let tag = at..at + letters;
    let is_tag = (2..=4).contains(&letters) && bytes[at].is_ascii_alphabetic();
    if !is_tag {
        return None;
    }
    let gap = blanks(tag.end);
    let hyphen = tag.end + gap;
    if gap > 4 || bytes.get(hyphen) != Some(&b'-') {
        return None;
    }
    // Tags of databases have up to four letters, which stand as RIS has them or are words.
    let is_whole = at == 0 && gap == 2 && is_upper(&line[tag.clone()]);
    if letters > 2 && !is_whole {
        return None;
    }
    // `T2-weighted` is a word; without blanks before the hyphen there is one behind it.
    if gap == 0 && bytes.get(hyphen + 1).is_some_and(|byte| !is_blank(byte)) {
        return None;
    }
    let value = hyphen + 1 + blanks(hyphen + 1);
    Some(Line { tag, value, gap })
}

/// Two capitals or a capital and a digit, then a blank or the end.
fn wos_tag(line: &str) -> Option<Line> {
    let is_tag = match line.as_bytes().get(..2)? {
        [letter, second] => letter.is_ascii_uppercase() && !second.is_ascii_lowercase(),
        _ => false,
    };
    let is_ascii = line.as_bytes()[1].is_ascii_alphanumeric();
    let ends = line.as_bytes().get(2).is_none_or(|byte| *byte == b' ');
    (is_tag && is_ascii && ends).then(|| Line { tag: 0..2, value: line.len().min(3), gap: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tagged::testing;

    fn check(text: &str, expected: &[&str], findings: &[usize]) {
        let source = Source::new("t.ris", text);
        testing::check(records(&source), Records::rest, expected, findings);
    }

    #[test]
    fn records_are_found() {
        check(
            "TY  - JOUR\nTI  - A\nER  - \n\nTY  - BOOK\nER  -",
            &["TY=JOUR|TI=A", "TY=BOOK"],
            &[],
        );
        check(
            "TY  - JOUR\r\nTI  - A\r\nER  -   \r\nTY  - BOOK\r\nER  - \r\n",
            &["TY=JOUR|TI=A", "TY=BOOK"],
            &[],
        );
        check("TY  - JOUR\rTI  - A\rER  - \r", &["TY=JOUR|TI=A"], &[]);
        check("TY - JOUR\nTI - A\nER -", &["TY=JOUR|TI=A"], &[]);
        check("ty  - jour\nti  - A\ner  -", &["ty=jour|ti=A"], &[]);
        check("TY  -JOUR\nTI  -A\nER  -", &["TY=JOUR|TI=A"], &[]);
        check("TY- JOUR\nTI- A\nER-", &["TY=JOUR|TI=A"], &[]);
        check("  TY  - JOUR\n  TI  - A\n  ER  -", &["TY=JOUR|TI=A"], &[]);
        check(
            "1. TY  - JOUR\nTI  - A\nER  -\n2. TY  - BOOK\nER  -",
            &["TY=JOUR|TI=A", "TY=BOOK"],
            &[],
        );
        check("1.\nTY  - JOUR\nER  -\n2.\nTY  - BOOK\nER  -", &["TY=JOUR", "TY=BOOK"], &[]);
        check("Provider: X\nContent: text\n\nTY  - JOUR\nER  -", &["TY=JOUR"], &[]);
    }

    #[test]
    fn values_go_on() {
        check(
            "TY  - JOUR\nAB  - one\ntwo\n\nT2 - weighted\n  ER  - x\nER  - ",
            &["TY=JOUR|AB=one two T2 - weighted ER - x"],
            &[],
        );
        check("TY  - JOUR\nAU - A\nTI  - T2  - map\nER  - ", &["TY=JOUR|AU=A|TI=T2 - map"], &[]);
        check(
            "TY  - JOUR\nDOI  - A\nDNA - B\nABCDE  - C\nER  - ",
            &["TY=JOUR|DOI=A DNA - B ABCDE - C"],
            &[],
        );
        check("TY  - JOUR\nTI  - A\nin  - vitro\nER  - ", &["TY=JOUR|TI=A in - vitro"], &[]);
    }

    #[test]
    fn broken_records_cost_nothing_else() {
        check(
            "TY  - JOUR\nTI  - A\nTY  - BOOK\nTI  - B\nTY  - CHAP",
            &["TY=JOUR|TI=A", "TY=BOOK|TI=B", "TY=CHAP"],
            &[1, 5],
        );
        check("AU  - X\nTY  - JOUR\nER  -\nAU  - Y\nER  -", &["AU=X|TY=JOUR", "AU=Y"], &[]);
        check(
            "TY  - JOUR\nER  -\nlost\ntext\nTY  - BOOK\nER  -\nend",
            &["TY=JOUR", "TY=BOOK"],
            &[3, 7],
        );
        check("", &[], &[]);
        check("ER  - \nnothing", &[], &[]);
    }

    #[test]
    fn web_of_science_is_read() {
        check(
            "FN Clarivate\nVR 1.0\nPT J\nAU Watson, JD\n   Crick, FHC\nTI Molecular Structure\nER\n\nPT B\nER\n\nEF",
            &["PT=J|AU=Watson, JD Crick, FHC|TI=Molecular Structure", "PT=B"],
            &[],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(TY|ER|AU|ty|PT|FN|  - | - |- |\r|\n|1\\. |[ aé]){0,40}") {
            let source = Source::new("t.ris", text);
            for record in records(&source) {
                for field in record.value.fields {
                    assert_eq!(source.text.get(field.span), Some(&*field.value));
                }
            }
        }
    }
}
