//! Dates.
//!
//! Source: CSL 1.0.2, "Date", "Date Ranges", "AD and BC".

use hayagriva::citationberg::taxonomy::{DateVariable, OtherTerm, Variable};
use hayagriva::citationberg::{
    DateDayForm, DateMonthForm, DateStrongAnyForm as Form, LongShortForm, TermForm,
};

use super::buffer::Tag;
use super::{Renderer, Tally};
use crate::cite::plan::{Date, DatePart};
use crate::model::{DateSpan, Day};

impl<'a> Renderer<'a> {
    /// Prints `cs:date`.
    pub(super) fn date(&mut self, element: &'a Date) -> Tally {
        let variable = Variable::Date(element.variable);
        let hidden = self.cite.comparing && element.variable == DateVariable::Accessed;
        if hidden || self.substituted.contains(&variable) {
            return Tally::EMPTY;
        }
        let item = self.item;
        let Some(date) = item.dates.get(element.variable) else { return Tally::EMPTY };
        if self.cite.sorting.is_some() {
            let wanted =
                |asked: fn(&Form) -> bool| element.parts.iter().any(|part| asked(&part.form));
            let key = sort_key(
                date,
                wanted(|form| matches!(form, Form::Year(_))),
                wanted(|form| matches!(form, Form::Month(_))),
                wanted(|form| matches!(form, Form::Day(_))),
            );
            self.out.push(&key);
            return if key.is_empty() { Tally::EMPTY } else { Tally::FOUND };
        }
        let printed = self.framed(&element.look, |this| {
            this.out.open(Tag::Variable(variable));
            match &date.span {
                // Words stand for the year.
                DateSpan::Literal(_) if !element.parts.iter().any(DatePart::is_year) => {}
                DateSpan::Literal(words) => {
                    this.out.push_field(words);
                    if element.variable == DateVariable::Issued && !words.is_empty() {
                        this.push_suffix_after_year();
                    }
                }
                DateSpan::Single(day) => this.parts(element, &element.parts, *day, Edge::Whole),
                DateSpan::Range(start, None) => {
                    this.parts(element, &element.parts, *start, Edge::Whole);
                    if let Some(part) = element.parts.last() {
                        this.out.push(&part.range_delimiter);
                    }
                }
                DateSpan::Range(start, Some(end)) => this.range(element, *start, *end),
            }
            this.out.close();
        });
        if printed && self.substituting {
            self.substituted.push(variable);
        }
        if printed { Tally::FOUND } else { Tally::EMPTY }
    }

    /// Prints a range: what differs twice, what is common once.
    fn range(&mut self, element: &'a Date, start: Day, end: Day) {
        let parts = element.parts.as_slice();
        let differs = |part: &DatePart| match part.form {
            Form::Year(_) => start.year != end.year,
            Form::Month(_) => (start.year, month(start)) != (end.year, month(end)),
            Form::Day(_) => start != end,
        };
        let printed = |part: &DatePart| has(part, start) || has(part, end);
        let largest =
            parts.iter().filter(|part| differs(part) && printed(part)).max_by_key(|p| rank(p));
        let Some(largest) = largest else {
            return self.parts(element, parts, start, Edge::Whole);
        };
        let twice = |part: &DatePart| rank(part) <= rank(largest) && printed(part);
        let from = parts.iter().position(twice).unwrap_or(0);
        let to = parts.iter().rposition(twice).map_or(parts.len(), |last| last + 1);
        self.parts(element, &parts[..from], start, Edge::Before);
        self.parts(element, &parts[from..to], start, Edge::Start);
        self.out.push(&largest.range_delimiter);
        self.parts(element, &parts[from..to], end, Edge::End);
        self.parts(element, &parts[to..], end, Edge::After);
    }

    fn parts(&mut self, element: &'a Date, parts: &'a [DatePart], day: Day, edge: Edge) {
        let printed: Vec<&DatePart> = parts.iter().filter(|part| has(part, day)).collect();
        let (first, last) = (0, printed.len().saturating_sub(1));
        let mut any = edge == Edge::After;
        for (at, part) in printed.iter().enumerate() {
            if any {
                self.out.push_delimiter(&element.delimiter);
            }
            any = true;
            let prefix = !(edge == Edge::End && at == first);
            let suffix = !(edge == Edge::Start && at == last);
            if prefix {
                self.out.push_prefix(&part.look.prefix);
            }
            if !part.look.font.is_empty() {
                self.out.open(Tag::Font(part.look.font));
            }
            self.part(element, part, day);
            if !part.look.font.is_empty() {
                self.out.close();
            }
            if suffix {
                self.out.push_suffix(&part.look.suffix);
            }
        }
        if edge == Edge::Before && any {
            self.out.push_delimiter(&element.delimiter);
        }
    }

    fn part(&mut self, element: &'a Date, part: &'a DatePart, day: Day) {
        let inner = self.out.mark();
        match part.form {
            Form::Year(form) => {
                self.out.open(Tag::Year);
                self.year(day.year, form);
                self.out.close();
                if element.variable == DateVariable::Issued {
                    self.push_suffix_after_year();
                }
            }
            Form::Month(form) => self.month(day, form),
            Form::Day(form) => self.day(day, form),
        }
        if part.look.strip_periods {
            self.strip_periods(inner);
        }
        if let Some(case) = part.look.case {
            self.change_case(inner, case);
        }
    }

    fn year(&mut self, year: i32, form: LongShortForm) {
        let plan = self.plan;
        let term = |name| plan.locale.other(name).map(|term| &*term.single).unwrap_or_default();
        match (year, form) {
            // CSL counts the year before AD 1 as -1; EDTF counts it as 0.
            (..=0, _) => {
                self.out.push_field(&(-i64::from(year) + i64::from(year == 0)).to_string());
                self.out.push(term(OtherTerm::Bc));
            }
            (1..1000, LongShortForm::Long) => {
                self.out.push_field(&year.to_string());
                self.out.push(term(OtherTerm::Ad));
            }
            (_, LongShortForm::Long) => self.out.push_field(&year.to_string()),
            (_, LongShortForm::Short) => self.out.push_field(&format!("{:02}", year % 100)),
        }
    }

    fn month(&mut self, day: Day, form: DateMonthForm) {
        let plan = self.plan;
        let Some(number) = month(day) else { return };
        let words = |form| plan.locale.month(number, form).map(|term| &*term.single);
        match form {
            DateMonthForm::Long => self.out.push_field(words(TermForm::Long).unwrap_or_default()),
            DateMonthForm::Short => self.out.push_field(words(TermForm::Short).unwrap_or_default()),
            // A season has no number.
            DateMonthForm::Numeric | DateMonthForm::NumericLeadingZeros if number > 12 => {
                self.out.push_field(words(TermForm::Long).unwrap_or_default());
            }
            DateMonthForm::Numeric => self.out.push_field(&number.to_string()),
            DateMonthForm::NumericLeadingZeros => self.out.push_field(&format!("{number:02}")),
        }
    }

    fn day(&mut self, day: Day, form: DateDayForm) {
        let Some(number) = day.day else { return };
        let locale = &self.plan.locale;
        let ordinal = !locale.limit_day_ordinals || number == 1;
        match form {
            DateDayForm::Ordinal if ordinal => {
                let gender = day
                    .month
                    .and_then(|month| locale.month(month, TermForm::Long))
                    .and_then(|term| term.gender);
                let ending = locale.ordinal(u64::from(number), gender);
                self.out.push_field(&format!("{number}{ending}"));
            }
            DateDayForm::NumericLeadingZeros => self.out.push_field(&format!("{number:02}")),
            DateDayForm::Numeric | DateDayForm::Ordinal => {
                self.out.push_field(&number.to_string());
            }
        }
    }
}

/// A date as digits that sort: years from 10000 BC on, month, day, and the end of a range.
///
/// Parts that are not asked for are zeros.
pub(crate) fn sort_key(date: &crate::model::Date, years: bool, months: bool, days: bool) -> String {
    let digits = |day: Day| {
        let year = (i64::from(day.year) + 10_000).clamp(0, 99_999);
        let year = if years { year } else { 0 };
        let month = month(day).filter(|_| months).unwrap_or(0);
        format!("{year:05}{month:02}{:02}", day.day.filter(|_| days).unwrap_or(0))
    };
    match &date.span {
        DateSpan::Single(day) | DateSpan::Range(day, None) => digits(*day),
        DateSpan::Range(start, Some(end)) => format!("{}-{}", digits(*start), digits(*end)),
        DateSpan::Literal(words) => words.clone(),
    }
}

/// Where in a range a run of parts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Whole,
    Before,
    Start,
    End,
    After,
}

/// Months from 1 to 12, seasons from 13 to 16.
fn month(day: Day) -> Option<u8> {
    day.month.or(day.season.filter(|season| (1..=4).contains(season)).map(|season| season + 12))
}

fn has(part: &DatePart, day: Day) -> bool {
    match part.form {
        Form::Year(_) => true,
        Form::Month(_) => month(day).is_some(),
        Form::Day(_) => day.day.is_some(),
    }
}

fn rank(part: &DatePart) -> u8 {
    match part.form {
        Form::Day(_) => 0,
        Form::Month(_) => 1,
        Form::Year(_) => 2,
    }
}
