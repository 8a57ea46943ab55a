//! Archives of papers: `eprint` with `eprinttype`, or with arXiv's `archiveprefix`.
//!
//! Source: biblatex manual, 3.14.7 "Electronic Publishing Information"; arXiv, "Understanding the
//! arXiv identifier".

use super::ARCHIVES;
use crate::model::{Kind, StandardVariable};
use crate::read::bibtex::Record;

/// What the number in `eprint` is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Archive {
    /// One that CSL has a variable for.
    Variable(StandardVariable),
    Arxiv,
    Other,
}

/// The archive of an entry; none if it has no `eprint` and names no archive.
pub(super) fn of(record: &Record<'_>) -> Option<Archive> {
    let named = record.field("eprinttype").or_else(|| record.field("archiveprefix"));
    let Some(named) = named else {
        let number = record.field("eprint")?;
        return Some(if is_arxiv_number(&number.value) { Archive::Arxiv } else { Archive::Other });
    };
    let name = named.value.trim().to_ascii_lowercase();
    let variable = match name.as_str() {
        "pmid" | "medline" => Some(StandardVariable::PMID),
        "pmcid" => Some(StandardVariable::PMCID),
        name => ARCHIVES.iter().find(|row| row.0 == name).map(|row| row.1),
    };
    Some(match variable {
        Some(variable) => Archive::Variable(variable),
        None if name == "arxiv" => Archive::Arxiv,
        None => Archive::Other,
    })
}

/// Whether an entry of no special type is a preprint: all that it says of its place is arXiv's number.
pub(super) fn is_preprint(record: &Record<'_>, kind: Kind) -> bool {
    let elsewhere = ["journal", "journaltitle", "booktitle", "howpublished", "entrysubtype"];
    kind == Kind::Document
        && record.kind == "misc"
        && record.field("eprint").is_some()
        && of(record) == Some(Archive::Arxiv)
        && elsewhere.iter().all(|name| record.field(name).is_none())
}

/// arXiv's number with the prefix that CSL's `number` has: `arXiv:2005.14165`.
pub(super) fn arxiv_number(value: &str) -> String {
    let value = value.trim();
    let prefix = value.get(..6).filter(|prefix| prefix.eq_ignore_ascii_case("arxiv:"));
    format!("arXiv:{}", value[prefix.map_or(0, str::len)..].trim_start())
}

/// Whether a number can only be arXiv's: `arXiv:2005.14165`, `1706.03762v5`, `hep-th/9901001`.
fn is_arxiv_number(value: &str) -> bool {
    let value = value.trim();
    if value.get(..6).is_some_and(|prefix| prefix.eq_ignore_ascii_case("arxiv:")) {
        return true;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((month, number)) = value.split_once('.').filter(|_| !value.contains('/')) {
        let number = number.split_once('v').map_or(number, |(number, _)| number);
        return month.len() == 4
            && digits(month)
            && digits(number)
            && matches!(number.len(), 4 | 5);
    }
    value.split_once('/').is_some_and(|(archive, number)| {
        let is_archive =
            archive.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.'));
        is_archive && !archive.is_empty() && number.len() == 7 && digits(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_arxiv() {
        for number in
            ["arXiv:2005.14165", "1706.03762v5", "0704.0001", "hep-th/9901001", "math.GT/0309136"]
        {
            assert!(is_arxiv_number(number), "{number}");
        }
        for number in ["2011/566", "12345", "10.1000/1", "1706.037620", "abc/123"] {
            assert!(!is_arxiv_number(number), "{number}");
        }
        assert_eq!(arxiv_number("ARXIV: 2005.14165"), "arXiv:2005.14165");
        assert_eq!(arxiv_number("2005.14165"), "arXiv:2005.14165");
    }
}
