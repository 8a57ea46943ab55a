//! Dates of every order and language.

use std::ops::Range;

use super::months::{self, Name};
use super::segments::{Lookup, Segments};
use crate::model::{Date, DateSpan, DateVariable, Day, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;
use crate::refparse::token::Shape;

/// Reads `issued`, `accessed`, `original-date` and the date of an event.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    for (label, variable) in [
        (Label::Issued, DateVariable::Issued),
        (Label::Accessed, DateVariable::Accessed),
        (Label::OriginalDate, DateVariable::OriginalDate),
    ] {
        let mut ranges: Vec<Range<usize>> = segments.of(label).collect();
        if label == Label::Issued && ranges.len() > 1 {
            take_filed(segments, &mut ranges, draft);
        }
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { continue };
        let span = segments.span(&(first.start..last.end));
        let pieces = pieces(segments, &ranges);
        let Some((date, doubt)) = compose(&pieces) else {
            let words = segments.bare(first);
            if let Some(status) = status(words) {
                draft.text_at(StandardVariable::Status, status.to_owned(), segments.span(first));
            } else if !is_no_date(words) {
                draft.date_at(variable, Date::literal(words), segments.span(first));
                draft.doubt_that(0.7, "a date is words");
            }
            continue;
        };
        if doubt {
            draft.doubt_that(0.8, "a date can be read in more than one way");
        }
        draft.date_at(variable, date, span);
    }
}

/// Takes the date of a patent's application out: `filed May 4, 2005, and issued July 6, 2010`.
fn take_filed(segments: &Segments<'_, '_>, ranges: &mut Vec<Range<usize>>, draft: &mut Draft<'_>) {
    let is_filed = |range: &Range<usize>| {
        range.start.checked_sub(1).is_some_and(|at| FILED.get(segments.form(at)).is_some())
    };
    let Some(at) = ranges.iter().position(is_filed) else { return };
    let range = ranges.remove(at);
    let span = segments.span(&range);
    if let Some((date, _)) = compose(&pieces(segments, &[range])) {
        draft.date_at(DateVariable::Submitted, date, span);
    }
}

static FILED: Lookup<()> =
    Lookup::new(&[((), "filed submitted angemeldet eingereicht déposé solicitado depositato")]);

/// Reads the date in a run of an event's words: where it begins, and the date.
pub(super) fn event_date(
    segments: &Segments<'_, '_>,
    range: &Range<usize>,
) -> Option<(Range<usize>, Date)> {
    let is_date = |at: &usize| {
        let shape = segments.words[*at].shape;
        shape == Shape::Year
            || matches!(shape, Shape::Digit | Shape::TwoDigits | Shape::DigitsLetters)
            || months::name(segments.form(*at)).is_some()
    };
    let start = range.clone().find(is_date)?;
    let words = start..range.end;
    let has_year = words.clone().any(|at| segments.words[at].shape == Shape::Year);
    let ranges = [words.clone()];
    let (date, _) = compose(&pieces(segments, &ranges)).filter(|_| has_year)?;
    Some((words, date))
}

/// Whether words say that there is no date.
fn is_no_date(words: &str) -> bool {
    !words.chars().any(|c| c.is_ascii_digit()) && words.chars().count() <= 14
}

/// The status that words in the place of a date say: `in press`, `forthcoming`.
pub(super) fn status(words: &str) -> Option<&str> {
    let lower = words.to_lowercase();
    STATUS.contains(&lower.as_str()).then_some(words)
}

/// Source: CSL's terms `in press` and `forthcoming` in its locales; what publishers print besides.
const STATUS: &[&str] = &[
    "in press",
    "forthcoming",
    "in preparation",
    "submitted",
    "under review",
    "accepted",
    "im druck",
    "im erscheinen",
    "erscheint",
    "sous presse",
    "à paraître",
    "en prensa",
    "en imprenta",
    "en preparación",
    "no prelo",
    "in stampa",
    "in corso di pubblicazione",
    "in druk",
    "i trykk",
    "i tryck",
    "w druku",
    "в печати",
    "basımda",
    "v tisku",
    "in review",
    "manuscript in preparation",
    "advance online publication",
    "ahead of print",
    "online first",
    "unpublished",
];

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
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

fn pieces(segments: &Segments<'_, '_>, ranges: &[Range<usize>]) -> Vec<Piece> {
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

/// One end of a range, or the whole date.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    year: Option<i32>,
    month: Option<u8>,
    season: Option<u8>,
    day: Option<u8>,
    /// More numbers than a date has, or two years.
    odd: bool,
    /// A number that is no day as no month stands beside it.
    number: Option<(u8, u8)>,
}

/// Makes a date of its words; the flag says that a part of it is a guess.
fn compose(pieces: &[Piece]) -> Option<(Date, bool)> {
    let has = |wanted: Piece| pieces.contains(&wanted);
    let (approximate, uncertain) = (has(Piece::Circa), has(Piece::Uncertain));
    let with_marks = |date: Date| Date { approximate, uncertain, ..date };
    let plain: Vec<Piece> = pieces
        .iter()
        .copied()
        .filter(|piece| !matches!(piece, Piece::Circa | Piece::Uncertain))
        .collect();
    if let Some((date, doubt)) = numeric(&plain) {
        return Some((with_marks(date), doubt));
    }
    let has_word = plain.iter().any(|piece| matches!(piece, Piece::Month(_) | Piece::Season(_)));
    let is_dash = |piece: &Piece| match piece {
        Piece::Dash => true,
        // `March 3-5`, `2014/2015`, `Mar/Apr`
        Piece::Join(c) => *c != '.',
        _ => false,
    };
    let split = plain.iter().position(is_dash);
    let (left, right) = match split {
        Some(at) => (end(&plain[..at], has_word), Some(end(&plain[at + 1..], has_word))),
        None => (end(&plain, has_word), None),
    };
    let Some(mut right) = right.filter(|right| right.has_any()) else {
        let day = left.day()?;
        return Some((with_marks(Date::on(day.0)), left.odd || day.1));
    };
    let mut left = left;
    // What one end does not say the other does.
    if left.year.is_none() {
        left.year = right.year;
    }
    if let (None, Some((value, digits)), Some(start), None) =
        (right.year, right.number, left.year, right.month)
        && !has_word
    {
        // `2014–15`, `1998–9`
        let scale = 10_i32.pow(u32::from(digits));
        right.year = Some(start - start.rem_euclid(scale) + i32::from(value));
    }
    if right.year.is_none() {
        right.year = left.year;
        // `Winter 2014–15`
        if let (Some((value, 2)), Some(year), Some(_)) = (right.number, left.year, left.season) {
            right.year = Some(year - year.rem_euclid(100) + i32::from(value));
            right.number = None;
        }
    }
    for end in [&mut left, &mut right] {
        if let (None, Some((value, _)), true) = (end.day, end.number, has_word) {
            end.day = Some(value);
        }
    }
    if left.month.is_none() && left.day.is_some() {
        left.month = right.month;
    }
    if right.month.is_none() && right.day.is_some() {
        right.month = left.month;
    }
    let (start, odd_start) = left.day()?;
    let Some((stop, odd_stop)) = right.day() else {
        return Some((with_marks(Date::on(start)), true));
    };
    let doubt = left.odd || right.odd || odd_start || odd_stop;
    if start == stop {
        return Some((with_marks(Date::on(start)), doubt));
    }
    let is_backwards = stop < start && start.season.is_none();
    Some((with_marks(Date::range(start, Some(stop))), doubt || is_backwards))
}

fn end(pieces: &[Piece], has_word: bool) -> End {
    let mut end = End::default();
    let mut before_christ = false;
    for piece in pieces {
        match *piece {
            Piece::Year(year) if end.year.is_none() => end.year = Some(year),
            Piece::Year(year) => end.odd |= end.year != Some(year),
            Piece::Month(month) if end.month.is_none() => end.month = Some(month),
            Piece::Month(month) => end.odd |= end.month != Some(month),
            Piece::Season(season) if end.season.is_none() => end.season = Some(season),
            Piece::Season(_) => end.odd = true,
            Piece::Number { value, digits } => {
                if end.number.is_none() {
                    end.number = Some((value, digits));
                } else {
                    end.odd |= end.number != Some((value, digits));
                }
            }
            Piece::BeforeChrist => before_christ = true,
            _ => {}
        }
    }
    if before_christ {
        // `44 BC`
        if end.year.is_none() {
            end.year = end.number.take().map(|(value, _)| i32::from(value));
        }
        end.year = end.year.map(|year| 1 - year);
    }
    if has_word && end.month.is_some() {
        end.day = end.number.take().map(|(value, _)| value);
    }
    end
}

impl End {
    fn has_any(&self) -> bool {
        self.year.is_some()
            || self.month.is_some()
            || self.season.is_some()
            || self.number.is_some()
    }

    /// The day, and whether a part of it had to go.
    fn day(&self) -> Option<(Day, bool)> {
        let year = self.year?;
        if let (None, Some(season)) = (self.month, self.season) {
            return Some((Day { season: Some(season), ..Day::year(year) }, self.day.is_some()));
        }
        if let Some(day) = Day::new(year, self.month, self.day.filter(|_| self.month.is_some())) {
            return Some((day, self.number.is_some()));
        }
        let day = Day::new(year, self.month, None).unwrap_or_else(|| Day::year(year));
        Some((day, true))
    }
}

/// Dates of numbers alone: `2014-03-01`, `01.03.2014`, `3/1/2014`, `2014-03`, `2014`, two of them.
fn numeric(pieces: &[Piece]) -> Option<(Date, bool)> {
    use Piece::{Join, Number, Year};
    let number = |value: u8| Some(value);
    let make = |year: i32, month: u8, day: Option<u8>| Day::new(year, number(month), day);
    let simple: Vec<Piece> =
        pieces.iter().copied().filter(|piece| *piece != Piece::Break).collect();
    match simple[..] {
        [Year(year)] => Some((Date::on(Day::year(year)), false)),
        [
            Year(year),
            Join('-' | '/' | '.'),
            Number { value: month, .. },
            Join('-' | '/' | '.'),
            Number { value: day, .. },
        ] => Some((Date::on(make(year, month, Some(day))?), false)),
        // `2014 3 1` of `2014年3月1日` has its month told.
        [Year(year), Join(mark), Number { value: month, digits: 2 }]
            if mark != '/' || month <= 12 =>
        {
            Some((Date::on(make(year, month, None)?), false))
        }
        [Number { value: month, .. }, Join('/' | '.' | '-'), Year(year)] => {
            Some((Date::on(make(year, month, None)?), false))
        }
        [
            Number { value: first, .. },
            Join(mark),
            Number { value: second, .. },
            Join(_),
            Year(year),
        ] => {
            let day_first = || make(year, second, Some(first));
            let month_first = || make(year, first, Some(second));
            match mark {
                // A slash is American or British; only a number above 12 tells.
                '/' => match (month_first(), day_first()) {
                    (Some(day), None) | (None, Some(day)) => Some((Date::on(day), false)),
                    (Some(day), Some(_)) => Some((Date::on(day), first != second)),
                    (None, None) => None,
                },
                _ => match day_first() {
                    Some(day) => Some((Date::on(day), false)),
                    None => Some((Date::on(month_first()?), false)),
                },
            }
        }
        // `7.5.23`, American with stops.
        [
            Number { value: first, .. },
            Join(_),
            Number { value: second, .. },
            Join(_),
            Number { value: end, digits: 2 },
        ] => {
            let year = 2000 + i32::from(end);
            let day = make(year, first, Some(second)).or_else(|| make(year, second, Some(first)));
            Some((Date::on(day?), true))
        }
        [
            Year(year),
            Join(a),
            Number { value: month, .. },
            Join(b),
            Number { value: day, .. },
            Piece::Dash | Join(_),
            Year(last),
            Join(c),
            Number { value: last_month, .. },
            Join(d),
            Number { value: last_day, .. },
        ] if a == b && c == d => {
            let start = make(year, month, Some(day))?;
            Some((Date::range(start, make(last, last_month, Some(last_day))), false))
        }
        _ => None,
    }
    .filter(|(date, _)| !matches!(date.span, DateSpan::Range(_, None)))
}
