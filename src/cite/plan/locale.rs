//! The terms, dates and options of a language, the style's own first.
//!
//! Source: CSL 1.0.2, "Locale Fallback" and "Locale Files".

use std::collections::HashMap;

use hayagriva::citationberg::taxonomy::{Kind, Locator, NumberVariable, OtherTerm, Term as Name};
use hayagriva::citationberg::{
    Date, DateForm, GrammarGender, Locale as Parsed, LocalizedTerm, OrdinalMatch, TermForm,
};

/// A term's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) single: Box<str>,
    pub(crate) multiple: Box<str>,
    pub(crate) gender: Option<GrammarGender>,
}

/// `ordinal-01` and its kin.
#[derive(Debug, Clone)]
struct Ordinal {
    /// The number it ends with; none is the ending of all others.
    number: Option<u8>,
    matching: OrdinalMatch,
    gender: Option<GrammarGender>,
    text: Box<str>,
}

/// What a language says.
#[derive(Debug)]
pub(crate) struct Locale {
    /// The language's tag.
    pub(crate) language: String,
    terms: HashMap<(Name, TermForm), Term>,
    /// Months have forms for the gender of what counts them.
    gendered: HashMap<(Name, GrammarGender), Box<str>>,
    ordinals: Vec<Ordinal>,
    dates: Vec<Date>,
    pub(crate) punctuation_in_quote: bool,
    pub(crate) limit_day_ordinals: bool,
    pub(crate) outer: (Box<str>, Box<str>),
    pub(crate) inner: (Box<str>, Box<str>),
    /// Between the first and the last page.
    pub(crate) page_delimiter: Box<str>,
    /// The names of months are sorted, titles capitalised as English has it.
    pub(crate) english: bool,
}

impl Locale {
    /// Joins locales; what the first ones say wins.
    pub(crate) fn join(language: &str, all: &[&Parsed]) -> Self {
        let mut terms = HashMap::new();
        let mut gendered = HashMap::new();
        let mut ordinals: Vec<Ordinal> = Vec::new();
        let mut dates: Vec<Date> = Vec::new();
        for locale in all {
            let own = locale.terms.iter().flat_map(|terms| &terms.terms);
            let first_ordinals = ordinals.is_empty();
            for term in own {
                if let Name::Other(OtherTerm::Ordinal | OtherTerm::OrdinalN(_)) = term.name {
                    // A locale's ordinals are one set.
                    if first_ordinals {
                        ordinals.push(ordinal(term));
                    }
                    continue;
                }
                let name = one_name(term.name);
                if let Some(gender) = term.gender_form {
                    gendered.entry((name, gender)).or_insert_with(|| words(term).single);
                    continue;
                }
                terms.entry((name, term.form)).or_insert_with(|| words(term));
            }
            for date in &locale.date {
                if !dates.iter().any(|known| known.form == date.form) {
                    dates.push(date.clone());
                }
            }
        }
        let option = |read: fn(&hayagriva::citationberg::LocaleOptions) -> Option<bool>| {
            all.iter().find_map(|locale| read(locale.style_options.as_ref()?)).unwrap_or(false)
        };
        let mut locale = Self {
            language: language.to_owned(),
            terms,
            gendered,
            ordinals,
            dates,
            punctuation_in_quote: option(|options| options.punctuation_in_quote),
            limit_day_ordinals: option(|options| options.limit_day_ordinals_to_day_1),
            outer: Default::default(),
            inner: Default::default(),
            page_delimiter: Box::default(),
            english: language.starts_with("en"),
        };
        let mark = |name, other: &str| match locale.other(name) {
            Some(term) if !term.single.is_empty() => term.single.clone(),
            _ => other.into(),
        };
        let outer = (mark(OtherTerm::OpenQuote, "“"), mark(OtherTerm::CloseQuote, "”"));
        let inner = (mark(OtherTerm::OpenInnerQuote, "‘"), mark(OtherTerm::CloseInnerQuote, "’"));
        let page_delimiter = mark(OtherTerm::PageRangeDelimiter, "–");
        locale.page_delimiter = page_delimiter;
        (locale.outer, locale.inner) = (outer, inner);
        locale
    }

    /// A term in a form, or in the form that stands in for it.
    pub(crate) fn term(&self, name: Name, form: TermForm) -> Option<&Term> {
        let name = one_name(name);
        let mut form = Some(form);
        while let Some(wanted) = form {
            if let Some(term) = self.terms.get(&(name, wanted)) {
                return Some(term);
            }
            form = wanted.fallback();
        }
        None
    }

    /// The words for what locators count.
    pub(crate) fn locators(&self) -> Vec<(Locator, String)> {
        let words = self.terms.iter().filter_map(|((name, _), term)| match name {
            Name::Locator(locator) => Some([(*locator, &term.single), (*locator, &term.multiple)]),
            _ => None,
        });
        let words = words.flatten().filter(|(_, word)| !word.trim().is_empty());
        let mut words: Vec<(Locator, String)> =
            words.map(|(locator, word)| (locator, word.to_string())).collect();
        words.sort_by(|a, b| (a.1.as_str(), a.0 as u8).cmp(&(b.1.as_str(), b.0 as u8)));
        words
    }

    /// A term of its own in its long form.
    pub(crate) fn other(&self, name: OtherTerm) -> Option<&Term> {
        self.term(Name::Other(name), TermForm::Long)
    }

    /// A month or season: 1 to 12, 13 to 16.
    pub(crate) fn month(&self, month: u8, form: TermForm) -> Option<&Term> {
        self.term(month_name(month)?, form)
    }

    /// The locale's own way to write a date.
    pub(crate) fn date(&self, form: DateForm) -> Option<&Date> {
        self.dates.iter().find(|date| date.form == Some(form))
    }

    /// The ending of an ordinal number.
    ///
    /// Source: CSL 1.0.2, "Ordinal Suffixes".
    pub(crate) fn ordinal(&self, number: u64, gender: Option<GrammarGender>) -> &str {
        let fits = |ordinal: &&Ordinal| match (ordinal.number, ordinal.matching) {
            (None, _) => true,
            (Some(n), OrdinalMatch::WholeNumber) => number == u64::from(n),
            (Some(n), OrdinalMatch::LastTwoDigits) => number % 100 == u64::from(n),
            (Some(n), OrdinalMatch::LastDigit) => number % 10 == u64::from(n),
        };
        let rank = |ordinal: &&Ordinal| {
            let level = match (ordinal.number, ordinal.matching) {
                (None, _) => 0,
                (Some(_), OrdinalMatch::LastDigit) => 1,
                (Some(_), OrdinalMatch::LastTwoDigits) => 2,
                (Some(_), OrdinalMatch::WholeNumber) => 3,
            };
            // What is said of one gender holds for it alone.
            let gendered = gender.is_some() && ordinal.gender == gender;
            (level, gendered)
        };
        let usable = |o: &&Ordinal| o.gender.is_none() || o.gender == gender;
        let best = self.ordinals.iter().filter(fits).filter(usable).max_by_key(rank);
        best.map_or("", |ordinal| &ordinal.text)
    }

    /// `first` to `tenth`.
    pub(crate) fn long_ordinal(&self, number: u64, gender: Option<GrammarGender>) -> Option<&str> {
        let number = u8::try_from(number).ok().filter(|number| (1..=10).contains(number))?;
        let name = Name::Other(OtherTerm::LongOrdinal(number));
        let gendered = gender.and_then(|gender| self.gendered.get(&(name, gender)));
        let plain = || self.terms.get(&(name, TermForm::Long)).map(|term| &term.single);
        gendered.or_else(plain).map(|text| &**text)
    }
}

/// The term of a month, or of a season from 13.
fn month_name(month: u8) -> Option<Name> {
    use OtherTerm::*;
    const NAMES: [OtherTerm; 16] = [
        Month01, Month02, Month03, Month04, Month05, Month06, Month07, Month08, Month09, Month10,
        Month11, Month12, Season01, Season02, Season03, Season04,
    ];
    let at = usize::from(month).checked_sub(1)?;
    NAMES.get(at).map(|name| Name::Other(*name))
}

/// Some names stand for a locator, a variable and a kind at once.
fn one_name(name: Name) -> Name {
    match name {
        Name::NumberVariable(NumberVariable::Issue) => Name::Locator(Locator::Issue),
        Name::NumberVariable(NumberVariable::Section) => Name::Locator(Locator::Section),
        Name::NumberVariable(NumberVariable::Volume) => Name::Locator(Locator::Volume),
        Name::NumberVariable(NumberVariable::PageFirst) | Name::PageVariable => {
            Name::Locator(Locator::Page)
        }
        Name::NumberVariable(NumberVariable::SupplementNumber) => {
            Name::Locator(Locator::Supplement)
        }
        Name::Kind(Kind::Book) => Name::Locator(Locator::Book),
        Name::Kind(Kind::Chapter) => Name::Locator(Locator::Chapter),
        Name::Kind(Kind::Figure) => Name::Locator(Locator::Figure),
        other => other,
    }
}

fn words(term: &LocalizedTerm) -> Term {
    let text = |text: Option<&str>| -> Box<str> { text.unwrap_or_default().into() };
    let single = text(term.single());
    let multiple = term.multiple().map_or_else(|| single.clone(), Into::into);
    Term { single, multiple, gender: term.gender }
}

fn ordinal(term: &LocalizedTerm) -> Ordinal {
    let number = match term.name {
        Name::Other(OtherTerm::OrdinalN(number)) => Some(number),
        _ => None,
    };
    let matching = term.match_.unwrap_or(match number {
        Some(10..) => OrdinalMatch::LastTwoDigits,
        _ => OrdinalMatch::LastDigit,
    });
    let text = term.single().unwrap_or_default().into();
    Ordinal { number, matching, gender: term.gender_form, text }
}
