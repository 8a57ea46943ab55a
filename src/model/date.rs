//! Dates of any precision, ranges, and doubt.

use std::fmt;

/// A calendar date with a year and perhaps a month and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// Astronomical year: 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 to 4: spring, summer, autumn, winter. Only without a month.
    pub season: Option<u8>,
}

impl Day {
    /// A year alone.
    pub fn year(year: i32) -> Self {
        Self { year, month: None, day: None, season: None }
    }

    /// A date that the calendar has; `None` for month 13, 30 February and the like.
    ///
    /// ```
    /// use florilege::model::Day;
    /// assert!(Day::new(2020, Some(2), Some(29)).is_some());
    /// assert!(Day::new(2021, Some(2), Some(29)).is_none());
    /// assert!(Day::new(2021, None, Some(1)).is_none());
    /// ```
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let valid = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        };
        valid.then_some(Self { year, month, day, season: None })
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2017-09-22`, `2017-09`, `2017`; seasons as EDTF months 21 to 24.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            // EDTF marks years of more than four digits.
            10_000.. | ..=-10_000 => write!(f, "Y{}", self.year)?,
            0.. => write!(f, "{:04}", self.year)?,
            _ => write!(f, "-{:04}", self.year.unsigned_abs())?,
        }
        if let Some(month) = self.month.or(self.season.map(|season| season + 20)) {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// What a date says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DateSpan {
    /// One date.
    Single(Day),
    /// From one date to another; without an end it is open.
    Range(Day, Option<Day>),
    /// Words that are no calendar date: `n.d.`, `in press`, `ca. the 3rd century`.
    Literal(String),
}

/// A date variable's value.
///
/// Source: CSL 1.0.2 "Dates"; EDTF (ISO 8601-2) level 1 for the marks of doubt.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Date {
    /// The date, the range or the words.
    pub span: DateSpan,
    /// 'Circa': EDTF `~`, CSL `circa`.
    pub approximate: bool,
    /// EDTF `?`.
    pub uncertain: bool,
}

impl Date {
    /// A single date without doubt.
    pub fn on(day: Day) -> Self {
        Self { span: DateSpan::Single(day), approximate: false, uncertain: false }
    }

    /// A range without doubt.
    pub fn range(start: Day, end: Option<Day>) -> Self {
        Self { span: DateSpan::Range(start, end), approximate: false, uncertain: false }
    }

    /// A date in words.
    pub fn literal(words: impl Into<String>) -> Self {
        Self { span: DateSpan::Literal(words.into()), approximate: false, uncertain: false }
    }

    /// The date, or the start of the range; `None` for words.
    pub fn start(&self) -> Option<Day> {
        match self.span {
            DateSpan::Single(day) | DateSpan::Range(day, _) => Some(day),
            DateSpan::Literal(_) => None,
        }
    }
}

impl fmt::Display for Date {
    /// EDTF for dates and ranges, the words for a literal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        };
        match &self.span {
            DateSpan::Single(day) => write!(f, "{day}{mark}"),
            DateSpan::Range(start, Some(end)) => write!(f, "{start}{mark}/{end}{mark}"),
            DateSpan::Range(start, None) => write!(f, "{start}{mark}/.."),
            DateSpan::Literal(words) => f.write_str(words),
        }
    }
}
