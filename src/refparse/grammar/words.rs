//! Words that tell what a work is, and editions.

/// Words in the titles of conference proceedings.
pub(super) const CONFERENCE: &[&str] = &[
    "proceedings",
    "conference",
    "symposium",
    "workshop",
    "congress",
    "colloquium",
    "meeting",
    "conférence",
    "konferenz",
    "tagung",
    "tagungsband",
    "actes",
    "congreso",
    "convention",
    "neurips",
    "icml",
    "proc",
];

/// Words in the titles of encyclopedias.
pub(super) const ENCYCLOPEDIA: &[&str] =
    &["encyclopedia", "encyclopaedia", "encyclopédie", "enzyklopädie", "enciclopedia", "wikipedia"];

/// Words in the titles of dictionaries.
pub(super) const DICTIONARY: &[&str] = &[
    "dictionary",
    "dictionaries",
    "dictionnaire",
    "wörterbuch",
    "diccionario",
    "dizionario",
    "lexicon",
    "lexikon",
    "leksikon",
];

/// Words in the titles of learned journals.
pub(super) const JOURNAL: &[&str] = &[
    "journal",
    "annals",
    "archives",
    "acta",
    "bulletin",
    "transactions",
    "zeitschrift",
    "revue",
    "revista",
    "rivista",
    "annales",
    "proceedings",
];

/// Words that name a kind of thesis.
pub(super) const THESIS: &[&str] = &[
    "thesis",
    "theses",
    "diss",
    "dissertation",
    "thèse",
    "masterarbeit",
    "bachelorarbeit",
    "doktorarbeit",
    "diplomarbeit",
    "mémoire",
    "tesis",
    "tese",
    "habilitation",
    "habilitationsschrift",
    "doctorat",
    "phd",
    "ph.d",
    "dphil",
    "m.a",
    "m.s",
    "m.sc",
    "msc",
    "博士",
    "硕士",
];

/// Words that name a kind of report.
pub(super) const REPORT: &[&str] = &[
    "report",
    "reports",
    "paper",
    "brief",
    "briefing",
    "registration",
    "guidance",
    "guideline",
    "guidelines",
    "memorandum",
    "bulletin",
    "rapport",
    "bericht",
    "informe",
];

/// Whether a text names a kind of thesis, or a degree in full: `Doctor of Philosophy`.
pub(super) fn is_thesis(genre: &str) -> bool {
    has(genre, THESIS) || genre.starts_with("Doctor of ") || genre.starts_with("Master of ")
}

/// Servers of preprints.
pub(super) const PREPRINT: &[&str] = &[
    "arxiv",
    "biorxiv",
    "medrxiv",
    "chemrxiv",
    "psyarxiv",
    "socarxiv",
    "eartharxiv",
    "edarxiv",
    "ssrn",
    "preprints",
    "preprint",
    "preprints.org",
    "techrxiv",
    "engrxiv",
    "osf",
    "hal",
];

/// Places that keep data sets.
pub(super) const DATA: &[&str] = &[
    "zenodo",
    "dryad",
    "figshare",
    "dataverse",
    "pangaea",
    "icpsr",
    "envidat",
    "mendeley",
    "dataset",
    "data",
    "openneuro",
];

/// Words in the names of newspapers and news sites.
pub(super) const NEWSPAPER: &[&str] = &[
    "times",
    "post",
    "news",
    "herald",
    "tribune",
    "guardian",
    "gazette",
    "chronicle",
    "daily",
    "star",
    "globe",
    "mail",
    "telegraph",
    "independent",
    "courier",
    "examiner",
    "sun",
    "zeitung",
    "monde",
    "figaro",
    "press",
    "journal",
    "today",
    "bbc",
    "cnn",
    "cbc",
    "npr",
    "reuters",
    "bloomberg",
    "inquirer",
    "observer",
    "standard",
    "sentinel",
    "dispatch",
    "record",
    "mirror",
    "beast",
    "nyheter",
    "nachrichten",
];

/// Words in the names of magazines.
pub(super) const MAGAZINE: &[&str] = &[
    "magazine",
    "review",
    "atlantic",
    "yorker",
    "wired",
    "slate",
    "economist",
    "nation",
    "weekly",
    "monthly",
    "quarterly",
    "spectator",
    "newsweek",
    "vogue",
    "spiegel",
];

/// Words in the names of publishers and institutions.
pub(super) const PUBLISHER: &[&str] = &[
    "university",
    "université",
    "universität",
    "universidad",
    "università",
    "institute",
    "institut",
    "instituto",
    "press",
    "publishing",
    "publishers",
    "publications",
    "books",
    "verlag",
    "editions",
    "éditions",
    "editorial",
    "laboratory",
    "laboratories",
    "department",
    "ministry",
    "agency",
    "commission",
    "council",
    "office",
    "bureau",
    "center",
    "centre",
    "college",
    "organization",
    "organisation",
    "foundation",
    "association",
    "society",
    "bank",
    "inc",
    "ltd",
    "gmbh",
    "llc",
    "springer",
    "elsevier",
    "wiley",
    "routledge",
    "academy",
    "company",
    "corporation",
    "group",
    "lab",
];

/// Words in the titles of series of books.
pub(super) const SERIES: &[&str] = &[
    "series",
    "library",
    "classics",
    "studies",
    "studien",
    "études",
    "estudios",
    "monographs",
    "collection",
    "notes",
    "texts",
    "contributions",
    "schriften",
    "schriftenreihe",
    "actes",
];

/// Whether any word of the text is in the list; case and marks do not matter.
pub(super) fn has(text: &str, list: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.').to_lowercase())
        .any(|word| list.contains(&word.as_str()))
}

/// Whether a text is a place alone: `Annapolis, MD`.
pub(super) fn is_town_and_state(text: &str) -> bool {
    text.rsplit_once(", ").is_some_and(|(town, state)| {
        state.len() == 2
            && state.bytes().all(|b| b.is_ascii_uppercase())
            && !town.contains(", ")
            && town.split(' ').count() <= 3
            && !has(town, PUBLISHER)
    })
}

/// Takes an edition off the front: `2nd ed. New York` -> `2`, its place, and the rest.
///
/// Words other than ordinal numbers stay as printed: `Rev. ed.` -> `Rev.`
pub(super) fn take_edition(text: &str) -> Option<(String, &str, &str)> {
    const ENDS: &[&str] = &[" ed.", " edn.", " ed", " edn", " Edition", " edition", " Ed."];
    let limit = text.floor_char_boundary(text.len().min(40));
    let head = &text[..limit];
    let (at, mark) = ENDS
        .iter()
        .filter_map(|mark| {
            let at = head.find(mark)?;
            let next = text[at + mark.len()..].chars().next();
            next.is_none_or(|c| matches!(c, ' ' | ',' | '.')).then_some((at, *mark))
        })
        .min_by_key(|(at, mark)| (*at, usize::MAX - mark.len()))?;
    let part = &text[..at];
    // An edition is one to three words, without a colon.
    if part.split(' ').count() > 3 || part.contains([':', ',']) {
        return None;
    }
    let known = part.starts_with(|c: char| c.is_ascii_digit())
        || [
            "Rev",
            "rev",
            "New",
            "new",
            "First",
            "Second",
            "Third",
            "Fourth",
            "Fifth",
            "Sixth",
            "Seventh",
            "Eighth",
            "Ninth",
            "Tenth",
            "Enl",
            "Electronic",
            "Updated",
            "Expanded",
        ]
        .iter()
        .any(|word| part.starts_with(word));
    let rest = text[at + mark.len()..].trim_start_matches(['.', ',', ' ']);
    known.then(|| (edition_number(part), part, rest))
}

fn edition_number(part: &str) -> String {
    let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
    match !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        true => digits.to_owned(),
        false => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let got = take_edition(text);
        let got = got.as_ref().map(|(edition, _, rest)| (edition.as_str(), *rest));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn editions() {
        check("2nd ed. New York: Dover", Some(("2", "New York: Dover")));
        check("4th ed., 17–33", Some(("4", "17–33")));
        check("1st Edition. Wiley", Some(("1", "Wiley")));
        check("Rev. ed. Wiley", Some(("Rev.", "Wiley")));
        check("Selected editorials", None);
        check("Ullstein Bücher", None);
    }
}
