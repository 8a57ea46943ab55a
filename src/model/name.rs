//! People and organisations.

/// A name, by the parts that CSL knows.
///
/// Either `literal` is set (an organisation, or a name that could not be split), or some of the others.
///
/// Source: CSL 1.0.2, "Names" and "Name Particles"; csl-data.json, `name-variable`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Name {
    /// The part to sort by: `Berg`.
    pub family: String,
    /// Given names as printed: `Ludwig`, `J. A.`, `J.A.`.
    pub given: String,
    /// A particle that is dropped when only the family name is printed: `van` of van Beethoven.
    pub dropping_particle: String,
    /// A particle that stays with the family name: `de` of de Gaulle.
    pub non_dropping_particle: String,
    /// `Jr.`, `III`.
    pub suffix: String,
    /// A name in one piece.
    pub literal: String,
    /// A comma stands before the suffix also behind the family name: `Jeffrey Doe, Jr.`
    pub comma_suffix: bool,
    /// The family name stands first whatever the style says: `Mao Zedong`.
    pub static_ordering: bool,
}

impl Name {
    /// A name in one piece, such as an organisation's.
    pub fn literal(name: impl Into<String>) -> Self {
        Self { literal: name.into(), ..Self::default() }
    }

    /// A person with a family name and given names.
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Self { family: family.into(), given: given.into(), ..Self::default() }
    }

    /// The family name with its particles, or the literal.
    ///
    /// ```
    /// use florilege::model::Name;
    /// let name = Name { non_dropping_particle: "van der".into(), ..Name::person("Berg", "J.") };
    /// assert_eq!(name.full_family(), "van der Berg");
    /// ```
    pub fn full_family(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        join(&[&self.dropping_particle, &self.non_dropping_particle, &self.family])
    }

    /// `given particles family suffix`, or the literal.
    pub fn display(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        join(&[
            &self.given,
            &self.dropping_particle,
            &self.non_dropping_particle,
            &self.family,
            &self.suffix,
        ])
    }

    /// `particles family, given, suffix`, or the literal: the form that sorts.
    pub fn display_sorted(&self) -> String {
        let mut out = self.full_family();
        for part in [&self.given, &self.suffix] {
            if !part.is_empty() && self.literal.is_empty() {
                out.push_str(", ");
                out.push_str(part);
            }
        }
        out
    }

    /// Whether no part is set.
    pub fn is_empty(&self) -> bool {
        let Self { family, given, dropping_particle, non_dropping_particle, suffix, .. } = self;
        let parts = [family, given, dropping_particle, non_dropping_particle, suffix];
        self.literal.is_empty() && parts.iter().all(|part| part.is_empty())
    }
}

fn join(parts: &[&String]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let glued = out.is_empty() || out.ends_with(['’', '\'']);
        if !glued {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// The list of names of one role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The names, in order.
    pub list: Vec<Name>,
    /// The source printed 'et al.' (or BibTeX's `and others`): there are more people than the list has.
    pub truncated: bool,
}

impl From<Vec<Name>> for Names {
    fn from(list: Vec<Name>) -> Self {
        Self { list, truncated: false }
    }
}

/// Lower-case words that stand before a family name and belong to it.
///
/// Source: the particles of Dutch, German, French, Italian, Spanish, Portuguese and Arabic names as
/// library catalogues list them (IFLA, Names of persons).
const PARTICLES: &[&str] = &[
    "af", "al", "am", "aus", "auf", "av", "bij", "d", "da", "dal", "dall", "dalla", "das", "de",
    "degli", "dei", "del", "dela", "dell", "della", "delle", "dello", "dem", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "em", "het", "il", "in", "la", "las", "le", "les", "lo",
    "los", "of", "op", "san", "'s", "'t", "t", "te", "ten", "ter", "thoe", "tot", "und", "uit",
    "v", "v.", "v.d.", "van", "vande", "vanden", "vander", "vd", "ver", "vom", "von", "y", "ze",
    "zu", "zum", "zur",
];

/// Whether a word is a name particle, in lower case as it must be to count as one.
///
/// ```
/// use florilege::model::is_particle_word;
/// assert!(is_particle_word("van") && is_particle_word("d’"));
/// assert!(!is_particle_word("Van") && !is_particle_word("Berg"));
/// ```
pub fn is_particle_word(word: &str) -> bool {
    let bare = word.trim_end_matches(['’', '\'']).replace('’', "'");
    !word.is_empty() && PARTICLES.contains(&bare.as_str())
}
