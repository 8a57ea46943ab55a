//! MEDLINE text -> records of tagged lines, with positions.
//!
//! A tag of up to four letters is filled up with blanks to the hyphen in the fifth column; lines that go
//! on begin with six blanks. Blank lines part records, and so does a `PMID`.
//!
//! Source: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions".

use super::tagged::{Builder, Lines, Record};
use crate::diag::{Code, Diagnostic, Read};
use crate::source::Source;

/// Reads the records of a file, one after the other.
///
/// # Diagnostics
/// `syntax` for text that belongs to no record.
///
/// ```
/// use florilege::{read::nbib, source::Source};
/// let source = Source::new("a.nbib", "PMID- 13054692\nTI  - Molecular structure of\n      nucleic acids.\n");
/// let record = nbib::records(&source).next().unwrap().value;
/// assert_eq!(record.field("PMID").unwrap().value, "13054692");
/// ```
pub fn records(source: &Source) -> Records<'_> {
    Records { source, lines: Lines::new(&source.text), has_begun: false, loose: Vec::new() }
}

/// The records of a file; see [`records`].
#[derive(Debug)]
pub struct Records<'a> {
    source: &'a Source,
    lines: Lines<'a>,
    has_begun: bool,
    loose: Vec<Diagnostic>,
}

impl Records<'_> {
    /// The findings about what stands behind the last record.
    pub fn rest(self) -> Vec<Diagnostic> {
        self.loose
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Read<Record<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (start, _) = self.find_start()?;
        self.has_begun = true;
        let diagnostics = std::mem::take(&mut self.loose);
        let mut builder = Builder::new(&self.source.text, start);
        self.lines.back_to(start);
        while let Some((start, line)) = self.lines.next() {
            let Some((tag, value)) = split(line) else {
                // A line that goes on begins with blanks; what does not is text between records.
                match line.trim_start().len() {
                    0 => break,
                    len if len < line.len() => {
                        builder.continue_to(start + line.trim_end().len());
                        continue;
                    }
                    _ => {
                        self.lines.back_to(start);
                        break;
                    }
                }
            };
            if tag == "PMID" && !builder.record.fields.is_empty() {
                self.lines.back_to(start);
                break;
            }
            builder.field(tag, start + value..start + line.len().max(value));
        }
        Some(Read { value: builder.record, diagnostics })
    }
}

impl<'a> Records<'a> {
    /// Finds the line that begins the next record; reports text that belongs to none.
    fn find_start(&mut self) -> Option<(usize, &'a str)> {
        let mut stray: Option<std::ops::Range<usize>> = None;
        let found = loop {
            let Some((start, line)) = self.lines.next() else { break None };
            if split(line).is_some() {
                break Some((start, line));
            }
            if self.has_begun && line.chars().any(char::is_alphabetic) {
                stray.get_or_insert(start..start).end = start + line.trim_end().len();
            }
        };
        if let Some(span) = stray {
            let finding = Diagnostic::new(Code::Syntax, "this text belongs to no record");
            self.loose.push(finding.at(self.source.place(span)));
        }
        found
    }
}

/// The tag of a line, and where its value begins.
fn split(line: &str) -> Option<(&str, usize)> {
    let head = line.get(..5).filter(|head| head.ends_with('-'))?;
    let tag = head[..4].trim_end();
    let is_tag = (2..=4).contains(&tag.len())
        && tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let blanks = line[5..].bytes().take_while(|byte| *byte == b' ').count();
    is_tag.then_some((tag, 5 + blanks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tagged::testing;

    fn check(text: &str, expected: &[&str], findings: &[usize]) {
        let source = Source::new("t.nbib", text);
        testing::check(records(&source), Records::rest, expected, findings);
    }

    #[test]
    fn records_are_found() {
        check(
            "\nPMID- 1\nTI  - A\n      b\nAB  - x\n\nPMID- 2\nTI  - B\nPMID- 3",
            &["PMID=1|TI=A b|AB=x", "PMID=2|TI=B", "PMID=3"],
            &[],
        );
        check("PMID- 1\r\nTI  - A\r\n\r\nlost\r\nPMID- 2\r\n", &["PMID=1|TI=A", "PMID=2"], &[4]);
        check("PMID- 1\nlost\nTI  - A\n", &["PMID=1", "TI=A"], &[2]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(PMID- |TI  - |      |\r|\n|[ aé-]){0,40}") {
            let source = Source::new("t.nbib", text);
            for record in records(&source) {
                for field in record.value.fields {
                    assert_eq!(source.text.get(field.span), Some(&*field.value));
                }
            }
        }
    }
}
