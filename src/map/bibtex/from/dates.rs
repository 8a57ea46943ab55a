//! Dates -> `date`, or `year`, `month` and `day`.

use super::Writer;
use super::values::is_name;
use crate::map::bibtex::Dialect;
use crate::map::bibtex::datamodel::holds;
use crate::map::bibtex::required::year;
use crate::map::tex::balanced;
use crate::model::{DateSpan, DateVariable, Day, StandardVariable};
use crate::read::bibtex::MONTHS;

impl Writer<'_> {
    pub(super) fn date(&mut self, name: &str, variable: DateVariable) {
        let Some(date) = self.item.dates.get(variable) else { return };
        let is_issued = variable == DateVariable::Issued;
        let is_bibtex = self.options.dialect == Dialect::Bibtex;
        match (&date.span, year(self.item).filter(|_| is_issued)) {
            // Words stand where biber looks for no date.
            (DateSpan::Literal(words), None) => {
                let words = self.encoder.encode_plain(words);
                let is_free = !self.item.texts.contains(StandardVariable::Status);
                if is_issued && is_free && is_name(&words) && holds(self.entry_type, "pubstate") {
                    self.push("pubstate", balanced(words));
                }
            }
            (DateSpan::Single(day), Some(_)) if is_bibtex => self.parts(*day),
            (DateSpan::Literal(_), Some(year)) if !is_bibtex => {
                self.push("date", Day::year(year).to_string());
            }
            (_, Some(year)) if is_bibtex => self.push("year", year.to_string()),
            _ if is_edtf(&date.span) => self.push(name, date.to_string()),
            // Of a range that biber does not read its start.
            (DateSpan::Range(first, Some(_)), _) if is_edtf(&DateSpan::Single(*first)) => {
                self.push(name, first.to_string());
            }
            _ => {}
        }
    }

    /// BibTeX's fields of one day.
    fn parts(&mut self, day: Day) {
        self.push("year", day.year.to_string());
        if let Some((month, _)) = day.month.and_then(|m| MONTHS.get(usize::from(m) - 1)) {
            self.push("month", (*month).to_owned());
            if let Some(day) = day.day {
                self.push("day", day.to_string());
            }
        }
    }

    pub(super) fn undated(&mut self) {
        let dated = ["date", "year"].iter().any(|name| self.has(name));
        if !dated && !matches!(self.table_type, "dataset" | "software") {
            self.push("date", "XXXX".to_owned());
        }
    }
}

/// Whether biber reads a date: a year of four digits, and a range that runs forwards.
fn is_edtf(span: &DateSpan) -> bool {
    let is_short = |day: &Day| (-9999..=9999).contains(&day.year);
    match span {
        DateSpan::Single(day) | DateSpan::Range(day, None) => is_short(day),
        DateSpan::Range(first, Some(last)) => {
            let has_season = first.season.is_some() || last.season.is_some();
            is_short(first) && is_short(last) && first.year <= last.year && !has_season
        }
        DateSpan::Literal(_) => false,
    }
}
