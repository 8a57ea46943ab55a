//! Numbers: as they are, as ordinals, as Roman numerals.
//!
//! Source: CSL 1.0.2, "Number", "is-numeric", "Ordinal Suffixes".

use std::borrow::Cow;

use hayagriva::citationberg::taxonomy::{Locator, NumberVariable, Term, Variable};
use hayagriva::citationberg::{GrammarGender, NumberForm, TermForm};

use super::buffer::Tag;
use super::{Renderer, Tally, field, pages};
use crate::cite::plan::Look;
use crate::model::Text;

/// A piece of a number variable's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// A number with letters around it: `L2`, `12b`, `3rd`.
    Number(&'a str),
    /// `-`, `,` or `&`, with the spaces around it.
    Between(char),
}

impl<'a> Renderer<'a> {
    /// Prints `cs:number`.
    pub(super) fn number(&mut self, variable: Variable, form: NumberForm, look: &'a Look) -> Tally {
        if self.substituted.contains(&variable) {
            return Tally::EMPTY;
        }
        let printed = self.framed(look, |this| {
            this.out.open(Tag::Variable(variable));
            match variable {
                Variable::Page(_) => this.push_pages(),
                Variable::Number(number) => this.push_number(number, form),
                Variable::Standard(_) | Variable::Date(_) | Variable::Name(_) => {}
            }
            this.out.close();
        });
        if printed && self.substituting {
            self.substituted.push(variable);
        }
        if printed { Tally::FOUND } else { Tally::EMPTY }
    }

    /// Prints a number variable as `cs:text` does.
    pub(super) fn push_plain_number(&mut self, number: NumberVariable) {
        self.push_number(number, NumberForm::Numeric);
    }

    fn push_number(&mut self, name: NumberVariable, form: NumberForm) {
        let Some(text) = self.number_value(name) else { return };
        if name == NumberVariable::Locator {
            return self.push_locator(&text);
        }
        let Some(pieces) = pieces(&text) else {
            // Each part of it has its own capital.
            match text.contains(['"', '\'', '“', '‘']) {
                true => field::push_rich(&mut self.out, &Text::plain(&*text)),
                false => {
                    let text = match name {
                        // A page is a label as it stands.
                        NumberVariable::PageFirst => Cow::Borrowed(&*text),
                        _ => set_off(&text),
                    };
                    let parts = text.split_inclusive(['-', ',', '&']);
                    parts.for_each(|part| self.out.push_field(part));
                }
            }
            return;
        };
        let gender = self.gender(name);
        let plan = self.plan;
        // A hyphen within a label such as `TR06-067` is no range.
        let bare = |piece: &Piece<'_>| match piece {
            Piece::Number(number) => plain(number).is_some(),
            Piece::Between(_) => true,
        };
        let dash = pieces.iter().all(bare);
        for piece in pieces {
            match piece {
                Piece::Number(number) => {
                    let text = self.form(number, form, gender);
                    self.out.push_field(&text);
                }
                Piece::Between('-') => {
                    self.out.push_field(if dash { &plan.locale.page_delimiter } else { "-" });
                }
                Piece::Between(',') => self.out.push_field(", "),
                Piece::Between(_) => self.out.push_field(" & "),
            }
        }
    }

    fn push_locator(&mut self, text: &str) {
        let text = text.trim();
        let of_pages = match self.cite.locator {
            Some((locator, _)) => matches!(locator, Locator::Page),
            None => true,
        };
        match of_pages {
            true => self.push_page_range(text),
            false => match pieces(text) {
                Some(_) => self.push_page_range_simple(text),
                None => field::push_markup(&mut self.out, text),
            },
        }
    }

    fn push_page_range_simple(&mut self, text: &str) {
        let delimiter = &self.plan.locale.page_delimiter;
        let text = pages::format(text, None, delimiter);
        self.out.push_field(&text);
    }

    pub(super) fn push_pages(&mut self) {
        if let Some(page) = &self.item.page {
            self.push_page_range(page);
        }
    }

    fn push_page_range(&mut self, text: &str) {
        let plan = self.plan;
        let text = pages::format(text, plan.page_range, &plan.locale.page_delimiter);
        self.out.push_field(&text);
    }

    fn gender(&self, name: NumberVariable) -> Option<GrammarGender> {
        self.plan.locale.term(Term::NumberVariable(name), TermForm::Long)?.gender
    }

    fn form<'t>(
        &self,
        number: &'t str,
        form: NumberForm,
        gender: Option<GrammarGender>,
    ) -> Cow<'t, str> {
        let locale = &self.plan.locale;
        let Some(value) = plain(number) else { return Cow::Borrowed(number) };
        match form {
            NumberForm::Numeric => Cow::Borrowed(number),
            NumberForm::Ordinal => Cow::Owned(format!("{value}{}", locale.ordinal(value, gender))),
            NumberForm::LongOrdinal => match locale.long_ordinal(value, gender) {
                Some(words) => Cow::Owned(words.to_owned()),
                None => Cow::Owned(format!("{value}{}", locale.ordinal(value, gender))),
            },
            NumberForm::Roman => roman(value).map_or(Cow::Borrowed(number), Cow::Owned),
        }
    }
}

fn plain(number: &str) -> Option<u64> {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| number.parse().ok()).flatten()
}

/// Whether text is a number or several: `2`, `2nd`, `L2`, `1-3`, `1, 2 & 5`.
///
/// ```text
/// 2nd edition, second, 12.5 are none
/// ```
pub(crate) fn is_numeric(text: &str) -> bool {
    pieces(text).is_some()
}

/// Whether text speaks of several things: ranges and lists of numbers or of Roman numerals.
pub(crate) fn is_many(text: &str, and: &str) -> bool {
    let text = text.trim();
    match pieces(text) {
        Some(pieces) => pieces.len() > 1,
        None => {
            let roman = |end: &str| {
                let numeral =
                    |c: char| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c');
                !end.is_empty() && end.chars().all(numeral)
            };
            let label = |end: &str| is_label(end) || roman(end);
            let joined = |by: &str| {
                let ends = || text.split(by).map(|end| end.trim().trim_end_matches(','));
                text.contains(by) && ends().all(is_numeric)
            };
            let ends = || text.split(['-', '–']).map(str::trim);
            !and.is_empty() && joined(&format!(" {and} "))
                || ends().count() == 2 && ends().all(label)
                || holds_range(text)
        }
    }
}

/// `vol.5` is `vol. 5`.
fn set_off(text: &str) -> Cow<'_, str> {
    let letters = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let at = text.len() - letters.len();
    let number = letters
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    match at > 0 && number {
        true => Cow::Owned(format!("{}. {}", &text[..at], &letters[1..])),
        false => Cow::Borrowed(text),
    }
}

/// Whether a range of numbers stands among words: `42-79 Seiten`.
fn holds_range(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let mut ends = word.split('-');
        let number = |end: Option<&str>| {
            end.is_some_and(|end| end.starts_with(|c: char| c.is_ascii_digit()))
        };
        let first = ends.next().filter(|end| end.bytes().all(|byte| byte.is_ascii_digit()));
        number(first) && number(ends.next())
    })
}

/// Splits a value into numbers and what stands between them; `None` if it is no number.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    loop {
        let end = rest.find(['-', '–', ',', '&']).unwrap_or(rest.len());
        let label = rest[..end].trim();
        if !is_label(label) {
            return None;
        }
        out.push(Piece::Number(label));
        let mut chars = rest[end..].chars();
        let Some(between) = chars.next() else { return Some(out) };
        let between = if between == '–' { '-' } else { between };
        out.push(Piece::Between(between));
        rest = chars.as_str().trim_start();
    }
}

/// Letters, digits, letters.
fn is_label(text: &str) -> bool {
    let rest = text.trim_start_matches(char::is_alphabetic);
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '/');
    rest.starts_with(|c: char| c.is_ascii_digit()) && tail.chars().all(char::is_alphabetic)
}

/// Numbers up to 3999 in Roman numerals.
fn roman(number: u64) -> Option<String> {
    const NUMERALS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3999 {
        return None;
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            out.push_str(numeral);
            rest -= value;
        }
    }
    Some(out)
}
