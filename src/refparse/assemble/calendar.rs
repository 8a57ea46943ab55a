//! From the words of a date to the date.

use super::date_words::Piece;
use crate::model::{Date, DateSpan, Day};

/// Makes a date of its words; the flag says that a part of it is a guess.
pub(super) fn compose(pieces: &[Piece]) -> Option<(Date, bool)> {
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
