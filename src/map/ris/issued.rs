//! The date of issue, which RIS says in up to four tags.

use super::reader::Reader;
use crate::diag::Code;
use crate::map::shapes::{dates, markup, values};
use crate::model::{Date, DateVariable};
use crate::read::tagged::Field;

/// The tags that say it: the year, then the date in full.
const TAGS: [&str; 4] = ["PY", "Y1", "YR", "DA"];

impl Reader<'_> {
    /// Reads `PY`, `Y1` and `DA`: the most exact of those that name the first one's year.
    ///
    /// A date of another year is none of issue (of a conference, or of the record) and stays as it is.
    ///
    /// # Diagnostics
    /// `bad-date` for what is none: it is kept as words, or beside a better date as it is; and for what stands
    /// behind a date in its line, which is not kept.
    pub(super) fn issued(&mut self) {
        let record = self.record;
        let fields = TAGS.iter().flat_map(|tag| {
            record.fields.iter().filter(|field| field.tag.eq_ignore_ascii_case(tag))
        });
        let fields: Vec<(&Field<'_>, String)> = fields
            .map(|field| (field, values::line(&field.value).into_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let year = fields.iter().find_map(|(field, value)| {
            let date = dates::parse(value, None).filter(|_| !is_full(field))?;
            Some(date.start()?.year)
        });
        let mut best: Option<(Date, usize)> = None;
        let mut unread = Vec::new();
        for (at, (_, value)) in fields.iter().enumerate() {
            let date = dates::parse(value, year);
            let found = date.as_ref().and_then(Date::start);
            match (date, found, &best) {
                (Some(date), Some(day), None) if year.is_none_or(|year| year == day.year) => {
                    best = Some((date, at));
                }
                (Some(date), Some(day), Some((known, _))) if year.is_none_or(|y| y == day.year) => {
                    if precision(&date) > precision(known) {
                        best = Some((date, at));
                    } else if date.start() != known.start() && precision(&date) == precision(known)
                    {
                        unread.push(at);
                    }
                }
                _ => unread.push(at),
            }
        }
        // Words are a date where there is no better one.
        if best.is_none()
            && let Some(at) = unread.first().copied()
        {
            unread.remove(0);
            let (field, value) = &fields[at];
            let words = markup::decode(value.trim_end_matches('/')).as_str().to_owned();
            if words.chars().any(|c| c.is_ascii_digit()) {
                self.report(Code::BadDate, format!("`{words}` is no date"), field);
            }
            best = Some((Date::literal(words), at));
        }
        if let Some((date, at)) = best {
            let (field, value) = &fields[at];
            if let Some(other) = dates::other(value).filter(|_| date.start().is_some()) {
                self.report(Code::BadDate, format!("`{other}` is no part of a date"), field);
            }
            let origin = self.source.origin(fields[at].0.span.clone());
            self.item.dates.set(DateVariable::Issued, date, origin);
        }
        for at in unread {
            let (field, value) = &fields[at];
            if dates::parse(value, year).is_none() && value.chars().any(|c| c.is_ascii_digit()) {
                self.report(Code::BadDate, format!("`{value}` is no date"), field);
            }
            self.keep(&field.tag.to_ascii_uppercase(), value, field);
        }
    }
}

fn is_full(field: &Field<'_>) -> bool {
    field.tag.eq_ignore_ascii_case("DA")
}

/// How much a date says.
fn precision(date: &Date) -> u8 {
    date.start().map_or(0, |day| {
        1 + u8::from(day.month.or(day.season).is_some()) + u8::from(day.day.is_some())
    })
}
