//! The words of a date and the marks between them.

use std::ops::Range;

use super::months::{self, Name};
use super::segments::{Lookup, Segments};
use crate::refparse::label::Label;
use crate::refparse::token::Shape;

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Year(i32),
    /// A day, a month or the end of a year.
    Number {
        value: u8,
        digits: u8,
    },
    Month(u8),
    Season(u8),
    BeforeChrist,
    Circa,
    Uncertain,
    /// A range's dash, or `to`.
    Dash,
    /// `-` or `/` between numbers: a part of a date or a range.
    Join(char),
    /// The end of one place of two.
    Break,
}

/// Reads the words of a date, which may stand in several places.
pub(super) fn pieces(segments: &Segments<'_, '_>, ranges: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(8);
    for range in ranges {
        if !pieces.is_empty() {
            pieces.push(Piece::Break);
        }
        for at in range.clone() {
            let gap = segments.gap(at);
            let mut mark = None;
            if at > range.start || range_mark_before(segments, at, pieces.len()) {
                mark = gap.chars().find_map(|c| match c {
                    '–' | '—' | '‒' | '−' | '~' | '～' | '〜' => Some(Piece::Dash),
                    '-' | '/' | '‐' | '‑' | '.' => {
                        Some(Piece::Join(if c == '‐' || c == '‑' { '-' } else { c }))
                    }
                    _ => None,
                });
                if gap.contains('?') {
                    pieces.push(Piece::Uncertain);
                }
            }
            let word = segments.word(at);
            let piece = piece(word, segments.form(at), segments.words[at].shape);
            if let (Some(mark), Some(_)) = (mark, piece) {
                // A stop behind a month is its own: `Mar. 5`.
                let is_own = mark == Piece::Join('.')
                    && (matches!(pieces.last(), Some(Piece::Month(_)))
                        || !matches!(piece, Some(Piece::Number { .. } | Piece::Year(_))));
                if !is_own {
                    pieces.push(mark);
                }
            }
            // `2月`: the number before the word is that of a month.
            if matches!(word, "月" | "월") {
                if let Some(Piece::Number { value, .. }) = pieces.last().copied()
                    && (1..=12).contains(&value)
                {
                    pieces.pop();
                    pieces.push(Piece::Month(value));
                }
                continue;
            }
            // `tháng 2`
            if matches!(pieces.last(), Some(Piece::Month(0))) {
                pieces.pop();
                if let Some(Piece::Number { value: value @ 1..=12, .. }) = piece {
                    pieces.push(Piece::Month(value));
                    continue;
                }
            }
            pieces.extend(piece);
        }
        if segments.gap(range.end).starts_with('?') {
            pieces.push(Piece::Uncertain);
        }
    }
    // `[ca. 1850]`, where the mark is the style's.
    if let Some(first) = ranges.first()
        && let Some(before) = first.start.checked_sub(1)
        && segments.label(before) == Label::Other
        && piece(segments.word(before), segments.form(before), Shape::Lower) == Some(Piece::Circa)
    {
        pieces.push(Piece::Circa);
    }
    pieces
}

/// Whether the gap before the first word of a later place goes on with a range: `(2014)–2015`.
fn range_mark_before(segments: &Segments<'_, '_>, at: usize, known: usize) -> bool {
    known > 0 && segments.gap(at).starts_with(['–', '-', '—'])
}

fn piece(word: &str, form: u32, shape: Shape) -> Option<Piece> {
    let number = |digits: &str| {
        let value: i32 = digits.parse().ok()?;
        match digits.len() {
            1 | 2 => {
                let digits = u8::try_from(digits.len()).ok()?;
                Some(Piece::Number { value: u8::try_from(value).ok()?, digits })
            }
            3..=6 => Some(Piece::Year(value)),
            // `20140301`
            _ => None,
        }
    };
    match shape {
        Shape::Digit
        | Shape::TwoDigits
        | Shape::ThreeDigits
        | Shape::Year
        | Shape::FourDigits
        | Shape::Digits => return number(word),
        Shape::DigitsLetters => {
            // `2014a`, `1st`, `3e`
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            return number(&word[..digits]);
        }
        _ => {}
    }
    if let Some(name) = months::name(form) {
        return Some(match name {
            Name::Month(month) => Piece::Month(month),
            Name::Season(season) => Piece::Season(season),
        });
    }
    MARKS.get(form)
}

static MARKS: Lookup<Piece> = Lookup::new(&[
    (Piece::BeforeChrist, "bc bce eaa aev ekr"),
    (
        Piece::Circa,
        "c ca circa cca cirka około ok okolo vers noin umbes oko sirka approximately approx um okr около ок 约 約",
    ),
    (Piece::Dash, "to bis until through till à al 至 から"),
    (Piece::Month(0), "tháng thg"),
]);
