//! Dates -> `date`, or `year`, `month` and `day`.

use super::values::is_name;
use super::{Known, Writer};
use crate::map::bibtex::Dialect;
use crate::map::bibtex::datamodel::holds;
use crate::map::bibtex::lookup::Step;
use crate::map::bibtex::required::year;
use crate::map::edtf;
use crate::map::target::Target;
use crate::map::tex::balanced;
use crate::model::{Date, DateSpan, DateVariable, Day, StandardVariable};
use crate::read::bibtex::MONTHS;

impl Writer<'_> {
    pub(super) fn date(&mut self, step: &Step, variable: DateVariable) {
        let Some(date) = self.item.dates.get(variable) else { return };
        let Step { name, target, is_read, .. } = *step;
        let is_issued = variable == DateVariable::Issued;
        let is_bibtex = self.options.dialect == Dialect::Bibtex;
        match (&date.span, year(self.item).filter(|_| is_issued)) {
            // Words stand where biber looks for no date.
            (DateSpan::Literal(words), None) => {
                let words = self.encoder.encode_plain(words);
                let is_free = !self.item.texts.contains(StandardVariable::Status);
                if is_issued && is_free && is_name(&words) && holds(self.entry_type, "pubstate") {
                    self.push("pubstate", balanced(words), Known::Unsure);
                }
            }
            (DateSpan::Single(day), Some(_)) if is_bibtex => {
                self.parts(*day, **date == Date::on(*day));
            }
            (DateSpan::Literal(_), Some(year)) if !is_bibtex => {
                self.push("date", Day::year(year).to_string(), Known::Unsure);
            }
            (_, Some(year)) if is_bibtex => {
                self.push("year", year.to_string(), Known::Unsure);
            }
            _ if is_edtf(&date.span) => {
                let value = date.to_string();
                let is_exact = is_read && edtf::parse(&value).as_ref() == Some(&date.value);
                self.push(name, value, Known::when(is_exact, target));
            }
            // Of a range that biber does not read its start.
            (DateSpan::Range(first, Some(_)), _) if is_edtf(&DateSpan::Single(*first)) => {
                self.push(name, first.to_string(), Known::Unsure);
            }
            _ => {}
        }
    }

    /// BibTeX's fields of one day, which say all of its date if that has no doubt.
    fn parts(&mut self, day: Day, is_certain: bool) {
        let is_exact = is_certain
            && (1000..=9999).contains(&day.year)
            && Day::new(day.year, day.month, day.day) == Some(day);
        let known = |known| if is_exact { known } else { Known::Unsure };
        let issued = Known::As(Target::Date(DateVariable::Issued));
        self.push("year", day.year.to_string(), known(issued));
        if let Some((month, _)) = day.month.and_then(|m| MONTHS.get(usize::from(m) - 1)) {
            self.push("month", (*month).to_owned(), known(Known::Nothing));
            if let Some(day) = day.day {
                self.push("day", day.to_string(), known(Known::Nothing));
            }
        }
    }

    pub(super) fn undated(&mut self) {
        let dated = ["date", "year"].iter().any(|name| self.has(name));
        if !dated && !matches!(self.table_type, "dataset" | "software") {
            self.push("date", "XXXX".to_owned(), Known::Nothing);
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
