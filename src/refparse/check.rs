//! Whether a record prints as the reference it was read from.

use super::folded::Folded;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::{Pages, expand_pages};

/// The result of comparing a reference with its record printed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The same text but for runs of white space.
    Equal,
    /// The same text but for dashes, quotes, spaces, case, the final stop or the way that page ranges
    /// are shortened.
    NearlyEqual {
        /// The first place that differs, in the note.
        part: String,
    },
    /// Other text.
    Different {
        /// The first place that differs, in the note.
        note: String,
        /// The same place, printed from the record.
        again: String,
    },
}

impl Verdict {
    /// The finding about a record that does not print as its reference stands.
    ///
    /// # Diagnostics
    /// `reference-nearly-equal`, `reference-differs`.
    pub fn finding(&self, place: &Place) -> Option<Diagnostic> {
        let (code, message) = match self {
            Self::Equal => return None,
            Self::NearlyEqual { part } => (
                Code::ReferenceNearlyEqual,
                format!("the record prints nearly as its reference stands, but for `{part}`"),
            ),
            Self::Different { note, again } => (
                Code::ReferenceDiffers,
                format!("the record prints differently: `{again}` for `{note}`"),
            ),
        };
        Some(Diagnostic::new(code, message).at(place.clone()))
    }
}

/// How much a finding shows of each side.
const EXCERPT: usize = 40;

/// Compares a reference as a note prints it with its record printed again.
///
/// ```
/// use florilege::refparse::{Verdict, compare};
/// assert_eq!(compare("Doe. “Notes.” 1–2.", "Doe.  “Notes.” 1–2."), Verdict::Equal);
/// assert!(matches!(compare("Doe 1-2", "Doe 1–2."), Verdict::NearlyEqual { .. }));
/// let Verdict::Different { note, again } = compare("Nature 171: 7.", "Nature 172: 7.") else { panic!() };
/// assert_eq!((note.as_str(), again.as_str()), ("Nature 171: 7.", "Nature 172: 7."));
/// ```
pub fn compare(printed_in_note: &str, printed_again: &str) -> Verdict {
    let (note, again) = (Folded::new(printed_in_note), Folded::new(printed_again));
    let (note, again) = (note.text(), again.text());
    if note == again {
        return Verdict::Equal;
    }
    let (like, other): (Vec<_>, Vec<_>) = (alike(note).collect(), alike(again).collect());
    let same = like.iter().zip(&other).take_while(|(a, b)| a.0 == b.0).count();
    let alike = same == like.len() && same == other.len();
    if alike || same_ranges(note, again) {
        let at = note.bytes().zip(again.bytes()).take_while(|(a, b)| a == b).count();
        return Verdict::NearlyEqual { part: excerpt(note, at) };
    }
    let place =
        |marks: &[(char, usize)], text: &str| marks.get(same).map_or(text.len(), |(_, at)| *at);
    Verdict::Different {
        note: excerpt(note, place(&like, note)),
        again: excerpt(again, place(&other, again)),
    }
}

/// Whether two texts are alike once their page ranges are written in full: `E306-312` and `E306–12`.
fn same_ranges(note: &str, again: &str) -> bool {
    let (note, again) = (full_ranges(note), full_ranges(again));
    alike(&note).map(|(c, _)| c).eq(alike(&again).map(|(c, _)| c))
}

fn full_ranges(text: &str) -> String {
    let token = |token: &str| {
        let core = token.trim_end_matches([',', '.', ';', ':', ')']);
        match expand_pages(core) {
            Some(Pages { first, last: Some(last) }) => {
                format!("{first}-{last}{}", &token[core.len()..])
            }
            _ => token.to_owned(),
        }
    };
    text.split(' ').map(token).collect::<Vec<_>>().join(" ")
}

/// What counts of a text: letters in lower case, one kind of dash and quote, no spaces, no final stop.
fn alike(text: &str) -> impl Iterator<Item = (char, usize)> {
    let text = text.trim_end_matches(['.', ' ']);
    text.char_indices().filter(|(_, c)| *c != ' ').flat_map(|(at, c)| {
        let folded = match c {
            '‐'..='―' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' | '‚' | '`' => '\'',
            c => c,
        };
        folded.to_lowercase().map(move |c| (c, at))
    })
}

/// The text around an offset, cut at words.
fn excerpt(text: &str, at: usize) -> String {
    let at = text.floor_char_boundary(at);
    let from = text.floor_char_boundary(at.saturating_sub(EXCERPT / 2));
    let from = text[from..at].find(' ').filter(|_| from > 0).map_or(from, |space| from + space + 1);
    let to = text.floor_char_boundary((at + EXCERPT / 2).min(text.len()));
    text[from..to.max(from)].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(note: &str, again: &str, expected: &str) {
        let got = match compare(note, again) {
            Verdict::Equal => "equal".to_owned(),
            Verdict::NearlyEqual { part } => format!("nearly: {part}"),
            Verdict::Different { note, again } => format!("{note} | {again}"),
        };
        assert_eq!(got, expected);
    }

    #[test]
    fn tells_small_differences_from_others() {
        check("a\u{a0}b ", "a b", "equal");
        check("On ‘X’ and Y", "On 'X' and Y", "nearly: On ‘X’ and Y");
        check("THE END.", "The End", "nearly: THE END.");
        check("pages 109–19.", "pages 109–119.", "nearly: pages 109–19.");
        check("5: E306-312. 10.1/a", "5: E306–12. 10.1/a", "nearly: 5: E306-312. 10.1/a");
        check("pages 109–18", "pages 109–119", "pages 109–18 | pages 109–119");
        check("short", "", "short | ");
        check("", "", "equal");
    }
}
