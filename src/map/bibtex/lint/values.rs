//! Keys, dates, identifiers and links to other entries.

use super::{Entry, Field, Linter};
use crate::diag::Code;
use crate::map::bibtex::dates;
use crate::map::bibtex::identifiers::{isbn_is_valid, issn_is_valid};
use crate::map::edtf;
use crate::model::Doi;
use crate::read::bibtex::MONTHS;

impl Linter<'_> {
    /// A key that BibTeX, biber or `\cite` cannot hold.
    pub(super) fn key(&mut self, entry: &Entry<'_>) {
        let is_bad = |c: char| c.is_whitespace() || "\"#%'(){}~\\,=".contains(c);
        let Some(bad) = entry.key.chars().find(|c| is_bad(*c)) else { return };
        let what = if bad.is_whitespace() { "a space".to_owned() } else { format!("`{bad}`") };
        let safe: String = entry.key.chars().filter(|c| !is_bad(*c)).collect();
        let message = format!("the key `{}` has {what}, which BibTeX does not take", entry.key);
        let help = format!("write `{safe}`, and cite it so");
        self.find(Code::BadKey, entry.raw.key.clone(), message, help);
    }

    pub(super) fn dates(&mut self, entry: &Entry<'_>) {
        for field in &entry.fields {
            match field.name.as_str() {
                "date" | "urldate" | "origdate" | "eventdate" => self.date(field),
                "month" => self.month(field),
                "year" if entry.field("date").is_none() => self.year(field),
                _ => {}
            }
        }
    }

    /// biber reads ISO 8601 and EDTF, and ignores the rest.
    fn date(&mut self, field: &Field<'_>) {
        let Some((value, _)) = field.inner() else { return };
        if value.contains('\\') || edtf::is_unknown(value) || edtf::parse(value).is_some() {
            return;
        }
        let message = format!("biber ignores `{}` as it is no date like 2017-09-22", value.trim());
        let (date, _) = dates::read(value);
        let help = match date.start() {
            Some(_) => format!("write `{} = {{{date}}}`", field.name),
            None => "write year, month and day with hyphens; words go into `pubstate` or `note`"
                .to_owned(),
        };
        self.find(Code::BadDate, field.span(), message, help);
    }

    fn year(&mut self, field: &Field<'_>) {
        let Some((value, _)) = field.inner() else { return };
        // Commands such as `\noopsort` are there for BibTeX's order.
        let is_number = value.trim().trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
        if is_number || value.contains(['\\', '{']) || edtf::parse(value).is_some() {
            return;
        }
        let what = value.trim();
        self.find_once(Code::MonthForm, "year", field.span(), || {
            (
                format!("the year `{what}` is no number; biber cannot sort by it"),
                "write the year alone; for biblatex, words can stand in `pubstate`".to_owned(),
            )
        });
    }

    /// A month is a macro or a number.
    fn month(&mut self, field: &Field<'_>) {
        let Some((value, _)) = field.inner() else {
            // Pieces such as `sep # "~22"` are what `btxdoc` recommends.
            return;
        };
        let value = value.trim();
        if value.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month)) || value.is_empty() {
            return;
        }
        let words: Vec<&str> = value.split(|c: char| !c.is_alphanumeric()).collect();
        let named = words.iter().find_map(|word| {
            let word = word.to_lowercase();
            let is_month = |row: &&(&str, &str)| {
                word.starts_with(row.0) && row.1.to_lowercase().starts_with(&word[..3])
            };
            MONTHS.iter().find(is_month).map(|row| row.0)
        });
        let day = words.iter().find_map(|word| word.parse::<u8>().ok()).filter(|day| *day <= 31);
        let help = match (named, day) {
            (Some(month), Some(day)) => format!("write `month = {month}, day = {day}`"),
            (Some(month), None) => format!("write `month = {month}`, without braces"),
            _ => "write a number or one of the macros jan to dec, without braces".to_owned(),
        };
        let what = if day.is_some() { value } else { "" };
        self.find_once(Code::MonthForm, what, field.span(), || {
            (format!("the month `{value}` is no number or macro; biber ignores it"), help)
        });
    }

    pub(super) fn identifier(&mut self, field: &Field<'_>) {
        let Some((value, at)) = field.inner() else { return };
        let (what, is_valid): (&str, fn(&str) -> bool) = match field.name.as_str() {
            "isbn" => ("ISBN", isbn_is_valid),
            "issn" => ("ISSN", issn_is_valid),
            "doi" => return self.doi(value, at),
            _ => return,
        };
        if value.trim().is_empty() {
            return;
        }
        let parts: Vec<&str> = value.split([',', ';', '/']).map(str::trim).collect();
        let bad = parts.iter().find(|part| !part.is_empty() && !is_valid(bare(part)));
        if let Some(bad) = bad {
            let start = at + (bad.as_ptr() as usize - value.as_ptr() as usize);
            let message = format!("`{bad}` is no {what}: a digit is wrong or missing");
            let help = format!("compare it with the publication; biber reports an invalid {what}");
            self.find(Code::BadIdentifier, start..start + bad.len(), message, help);
        } else if parts.len() > 1 {
            self.find_once(Code::BadIdentifier, what, field.span(), || {
                let message = format!("`{value}` is more than one {what}; biber takes it for none");
                (message, "keep the one of the edition that you used".to_owned())
            });
        }
    }

    fn doi(&mut self, value: &str, at: usize) {
        let value = value.trim();
        if value.is_empty() || value.starts_with("10.") || value.contains('\\') {
            return;
        }
        let span = at..at + value.len();
        match Doi::parse(value) {
            Some(doi) => self.find_once(Code::BadIdentifier, "link", span, || {
                let why = "styles put the resolver before it once more";
                (format!("`{value}` is a link; {why}"), format!("write `doi = {{{doi}}}`"))
            }),
            None => {
                let message = format!("`{value}` is no DOI; one begins with `10.`");
                let help = "correct it, or put a link into `url`";
                self.find(Code::BadIdentifier, span, message, help);
            }
        }
    }

    /// Keys of other entries that the file does not have. `crossref` and `xdata` are reading's.
    pub(super) fn links(&mut self, field: &Field<'_>) {
        if !matches!(field.name.as_str(), "related" | "xref" | "entryset") {
            return;
        }
        let Some((value, at)) = field.inner() else { return };
        for key in value.split(',').map(str::trim).filter(|key| !key.is_empty()) {
            if self.parents.contains_key(&key.to_lowercase()) {
                continue;
            }
            let start = at + (key.as_ptr() as usize - value.as_ptr() as usize);
            let message = format!("`{}` names `{key}`, and the file has no such entry", field.name);
            let help = "add the entry, or correct the key";
            self.find(Code::MissingEntry, start..start + key.len(), message, help);
        }
    }
}

/// A number without the words around it: `978-3-16-148410-0 (hbk.)`.
fn bare(number: &str) -> &str {
    let number = number.split('(').next().unwrap_or(number).trim();
    let label =
        ["ISBN", "ISSN", "isbn", "issn"].iter().find_map(|label| number.strip_prefix(label));
    label.unwrap_or(number).trim_start_matches(['-', ':', ' '])
}
