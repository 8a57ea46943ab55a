//! What a word of a reference can be part of.

/// The part that a word plays.
///
/// Names are told by place: those of the first list are `Author…`, those of later lists are `Editor…`;
/// who did what is told by the `Role` words beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// Words of the style itself: `In`, `vol.`, `accessed`.
    Other,
    /// Family name in the first list of names, with its particles.
    AuthorFamily,
    /// Given names or initials in the first list, behind the family name.
    AuthorGiven,
    /// A name in one piece in the first list.
    AuthorLiteral,
    /// `Jr.`, `III`
    Suffix,
    /// Family name in a later list.
    EditorFamily,
    /// Given names in a later list, behind the family name.
    EditorGiven,
    /// A name in one piece in a later list.
    EditorLiteral,
    /// `and` between names.
    Join,
    /// `et al.`
    EtAl,
    /// `eds.`, `translated by`
    Role,
    /// CSL's `title`.
    Title,
    /// CSL's `container-title`.
    Container,
    /// CSL's `collection-title`.
    Collection,
    /// CSL's `collection-number`.
    CollectionNumber,
    /// CSL's `volume`.
    Volume,
    /// CSL's `issue`.
    Issue,
    /// CSL's `page`.
    Page,
    /// CSL's `issued`.
    Issued,
    /// CSL's `accessed`.
    Accessed,
    /// CSL's `original-date`.
    OriginalDate,
    /// CSL's `publisher`.
    Publisher,
    /// CSL's `publisher-place`.
    Place,
    /// CSL's `edition`.
    Edition,
    /// CSL's `DOI`.
    Doi,
    /// CSL's `URL`.
    Url,
    /// CSL's `ISBN`, `ISSN`, `PMID`, `PMCID`.
    Identifier,
    /// CSL's `number`.
    Number,
    /// CSL's `number-of-pages`, `number-of-volumes`.
    Count,
    /// CSL's `genre`.
    Genre,
    /// CSL's `medium`.
    Medium,
    /// CSL's `event-title`.
    Event,
    /// CSL's `event-place`, `event-date`.
    EventPlace,
    /// CSL's `archive`, `archive_location`, `source`, `call-number`.
    Archive,
    /// CSL's `chapter-number`, `section`, `version`, `part-number`.
    Section,
    /// Any other variable.
    Note,
    /// The number of the reference in its list.
    CitationNumber,
    /// Given names before their family name in the first list: what follows must be one.
    AuthorFore,
    /// The same in a later list.
    EditorFore,
}

impl Label {
    /// Every label, in the order of the model's columns.
    pub const ALL: [Self; 39] = [
        Self::Other,
        Self::AuthorFamily,
        Self::AuthorGiven,
        Self::AuthorLiteral,
        Self::Suffix,
        Self::EditorFamily,
        Self::EditorGiven,
        Self::EditorLiteral,
        Self::Join,
        Self::EtAl,
        Self::Role,
        Self::Title,
        Self::Container,
        Self::Collection,
        Self::CollectionNumber,
        Self::Volume,
        Self::Issue,
        Self::Page,
        Self::Issued,
        Self::Accessed,
        Self::OriginalDate,
        Self::Publisher,
        Self::Place,
        Self::Edition,
        Self::Doi,
        Self::Url,
        Self::Identifier,
        Self::Number,
        Self::Count,
        Self::Genre,
        Self::Medium,
        Self::Event,
        Self::EventPlace,
        Self::Archive,
        Self::Section,
        Self::Note,
        Self::CitationNumber,
        Self::AuthorFore,
        Self::EditorFore,
    ];

    /// The same part, wherever it stands: given names before the family name are given names.
    pub fn placeless(self) -> Self {
        match self {
            Self::AuthorFore => Self::AuthorGiven,
            Self::EditorFore => Self::EditorGiven,
            other => other,
        }
    }

    /// The label of a column of the model; `Other` for a column that has none.
    pub fn at(column: usize) -> Self {
        Self::ALL.get(column).copied().unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn columns_are_in_order() {
        for (column, label) in Label::ALL.into_iter().enumerate() {
            assert_eq!(label as usize, column, "{label:?}");
        }
    }
}
