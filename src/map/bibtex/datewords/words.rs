//! The words of dates.
//!
//! Source: the months and seasons as the Unicode CLDR lists them for English, German, French,
//! Spanish, Italian, Portuguese and Dutch; for English and German, `btxdoc` 3.1 and `babelbib`.

/// The names of the months.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "feber", "février", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "märz", "maerz", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro"],
];

/// The names of the seasons, in the order of EDTF.
const SEASONS: [&[&str]; 4] = [
    &["spring", "frühling", "frühjahr", "printemps", "primavera", "lente"],
    &["summer", "sommer", "été", "verano", "estate", "verão", "zomer"],
    &["autumn", "fall", "herbst", "automne", "otoño", "autunno", "outono", "herfst"],
    &["winter", "hiver", "invierno", "inverno"],
];

/// Words that say nothing of the date.
pub(super) const SKIPPED: &[&str] = &[
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "of",
    "the",
    "de",
    "del",
    "di",
    "do",
    "le",
    "den",
    "early",
    "mid",
    "late",
    "published",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

/// Words between the ends of a range.
pub(super) const RANGE: &[&str] =
    &["to", "and", "und", "et", "y", "bis", "until", "through", "à", "al", "-"];

/// Words before a date that is not exact.
pub(super) const CIRCA: &[&str] = &[
    "c.",
    "ca.",
    "ca",
    "circa",
    "cca.",
    "cca",
    "approx.",
    "approximately",
    "about",
    "around",
    "um",
    "vers",
    "hacia",
    "verso",
    "etwa",
    "c",
];

/// What stands for a date where there is none yet.
pub(super) const STATUS: &[&str] = &[
    "in press",
    "forthcoming",
    "to appear",
    "to be published",
    "submitted",
    "accepted",
    "in review",
    "under review",
    "in preparation",
    "in prep.",
    "n.d.",
    "n. d.",
    "nd",
    "no date",
    "undated",
    "s.a.",
    "s. a.",
    "s.d.",
    "s. d.",
    "o.j.",
    "o. j.",
    "im druck",
    "im erscheinen",
    "erscheint",
    "sous presse",
    "à paraître",
    "en prensa",
    "in corso di stampa",
    "ahead of print",
    "online first",
    "advance online publication",
    "unpublished",
    "in print",
];

pub(super) fn month(word: &str) -> Option<u8> {
    // `jui` begins two French months.
    let is_long = word.chars().count() >= 3 && word != "jui";
    let at = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(word)));
    at.filter(|_| is_long).and_then(|at| u8::try_from(at + 1).ok())
}

pub(super) fn season(word: &str) -> Option<u8> {
    let at = SEASONS.iter().position(|names| names.contains(&word))?;
    u8::try_from(at + 1).ok()
}
