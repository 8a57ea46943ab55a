//! Names of organisations, told by their words.

/// Whether a name has a word that people do not have in theirs.
pub(super) fn is_organisation(name: &str) -> bool {
    let mut words = name.split([' ', ',', '.', '/', '(']).filter(|word| !word.is_empty());
    words.any(|word| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "of" | "for" | "the" | "on" | "für" | "pour")
            || ORGANISATION_WORDS.contains(&lower.as_str())
    })
}

/// Whether a name has a noun for an organisation in it; small words such as 'of' and 'the' do not count.
pub(super) fn has_noun(name: &str) -> bool {
    let mut words = name.split([' ', ',', '.', '/', '(']);
    words.any(|word| ORGANISATION_WORDS.contains(&word.to_lowercase().as_str()))
}

/// Words that only organisations have in their names.
const ORGANISATION_WORDS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "bureau",
    "center",
    "centre",
    "centers",
    "centres",
    "clinic",
    "coalition",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "commission",
    "committee",
    "community",
    "company",
    "conference",
    "consortium",
    "consultants",
    "corporation",
    "council",
    "department",
    "division",
    "federation",
    "forum",
    "foundation",
    "fund",
    "government",
    "group",
    "hospital",
    "initiative",
    "institut",
    "institute",
    "institution",
    "international",
    "investigators",
    "laboratories",
    "laboratory",
    "library",
    "limited",
    "ltd",
    "inc",
    "llc",
    "gmbh",
    "ministère",
    "ministerio",
    "ministerium",
    "ministry",
    "museum",
    "nations",
    "network",
    "office",
    "organisation",
    "organization",
    "panel",
    "parliament",
    "participants",
    "partnership",
    "press",
    "program",
    "programme",
    "project",
    "research",
    "school",
    "secretariat",
    "service",
    "services",
    "society",
    "states",
    "study",
    "survey",
    "team",
    "trust",
    "union",
    "universität",
    "university",
    "université",
    "universidad",
    "workshop",
];
