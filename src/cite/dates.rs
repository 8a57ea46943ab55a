//! Dates as the engine takes them.
//!
//! It panics at ranges and refuses words. Both go in as a year that no work has, and its digits in
//! the printed text become the words again.

use hayagriva::citationberg::json::{DateValue, VecDate, VecDateRange};

use crate::model::{Date, DateSpan, Day};

/// Stand-in years count down from the last that the engine can hold.
const LAST_YEAR: i16 = i16::MAX;

/// What the stand-in years of one record mean.
#[derive(Debug, Default, Clone)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// Converts a date; `None` if it says nothing.
    pub(super) fn convert(&mut self, date: &Date) -> Option<DateValue> {
        let plain = |day: Day, year: i16| {
            let mut parts = vec![year];
            parts.extend(day.month.map(i16::from));
            parts.extend(day.month.and(day.day).map(i16::from));
            DateValue::DateParts {
                date_parts: VecDateRange(vec![VecDate(parts)]),
                literal: None,
                season: day.season.map(|season| season.to_string()),
                circa: date.approximate || date.uncertain,
            }
        };
        match &date.span {
            DateSpan::Single(day) => match i16::try_from(day.year) {
                Ok(year) if year <= LAST_YEAR - 64 => Some(plain(*day, year)),
                _ => Some(plain(Day::year(0), self.stand_in(day.year.to_string())?)),
            },
            DateSpan::Literal(words) => {
                let words = super::mark::clean(words);
                let words = Some(words).filter(|words| !words.is_empty())?;
                Some(plain(Day::year(0), self.stand_in(words)?))
            }
            // A range of years prints both; of a range within a year the start is printed.
            DateSpan::Range(start, Some(end)) if start.year == end.year => {
                Some(plain(*start, i16::try_from(start.year).ok()?))
            }
            DateSpan::Range(start, end) => {
                let end = end.map(|end| end.year.to_string()).unwrap_or_default();
                let words = format!("{}–{end}", start.year);
                Some(plain(Day::year(0), self.stand_in(words)?))
            }
        }
    }

    fn stand_in(&mut self, words: String) -> Option<i16> {
        let index = i16::try_from(self.0.len()).ok().filter(|index| *index < 64)?;
        self.0.push(words);
        Some(LAST_YEAR - index)
    }

    /// The words that a printed number stands for.
    pub(super) fn meaning(&self, digits: &str) -> Option<&str> {
        let year: i16 = digits.parse().ok()?;
        Some(self.0.get(usize::try_from(LAST_YEAR - year).ok()?)?.as_str())
    }

    /// Whether no date of the record needed a stand-in.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
