//! The closed list of findings.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong with the output.
    Note,
    /// The output needs a look.
    Warning,
    /// Something was lost.
    Error,
}

impl Severity {
    /// `note`, `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What `florilege explain` prints of a code.
struct Explanation {
    what: &'static str,
    why: &'static str,
    example: &'static str,
    cure: &'static str,
}

/// Declares the codes. One row has all that is known of a code, so none can be half described.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident
        what $what:literal why $why:literal example $example:literal cure $cure:literal)*) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $what] $variant,)*
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in findings: lower case with hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How bad findings of this kind are.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            fn explanation(self) -> Explanation {
                match self {
                    $(Self::$variant => Explanation {
                        what: $what, why: $why, example: $example, cure: $cure,
                    }),*
                }
            }
        }
    };
}

codes! {
    // Files.
    UnreadableFile "unreadable-file" Error
        what "A file could not be read."
        why "The system refused to open it, or it vanished while the folder was read."
        example "Insights/a.md: permission denied"
        cure "Check the file's permissions, or that a sync program has finished."
    NotText "not-text" Error
        what "A file with a text file's name holds bytes that are no text."
        why "It contains NUL bytes and no mark of UTF-16; reading it would produce nonsense."
        example "an image saved as `figure.md`"
        cure "Rename the file to what it is."
    Encoding "encoding" Note
        what "A file is not UTF-8 and was read in another encoding."
        why "Older programs write Latin-1, Windows-1252 or UTF-16; letters with accents may differ if the guess is wrong."
        example "`M\\xFCller` read as `Müller`"
        cure "Save the file as UTF-8."
    TooLarge "too-large" Error
        what "A file is larger than florilege reads."
        why "A note is written by a person; a file of this size is a data set or a drawing, and reading it would take the memory of everything else."
        example "a note of 100 MB"
        cure "Move the data out of the vault, or split the file."
    // Notes.
    FrontMatter "front-matter" Warning
        what "A note's front matter could not be read as YAML or JSON."
        why "It was read line by line instead; nested values may be missing."
        example "`title: Disco: a history` (a colon needs quotes)"
        cure "Put the value in quotes."
    FrontMatterRepaired "front-matter-repaired" Note
        what "A note's front matter was repaired before it was read."
        why "Publishing tools write `\\|` into JSON, where a backslash before a bar is no escape."
        example "`\"[[a\\|b]]\"`"
        cure "Nothing to do; a later version of the publishing tool may mend it."
    UnclosedTable "unclosed-table" Warning
        what "A rendered table has no end."
        why "The page was cut, or a tag was lost; the rows that were found are kept."
        example "`<table><tr><td>…` and then the end of the file"
        cure "Publish the page again."
    NoClaim "no-claim" Warning
        what "A note in a folder of claims has no claim."
        why "The section that holds claims is empty or missing, so its evidence rows have no text."
        example "an insight without text under `# Content`"
        cure "Write the claim, or move the note."
    NoSource "no-source" Note
        what "A claim names no source."
        why "It has a row in the evidence table all the same, with nothing to rest on."
        example "an insight without a table of sources"
        cure "Link the source content that the claim rests on."
    NoKey "no-key" Warning
        what "A source content has no citation key."
        why "Its name does not begin with `KEY - `, so its source is unknown."
        example "`Interview with the author - notes`"
        cure "Rename the note to `KEY - SECTION (DETAIL)`."
    AmbiguousName "ambiguous-name" Note
        what "Two notes have the same name."
        why "A short link could mean either; ids use the folder as well."
        example "`A/Welcome.md` and `B/Welcome.md`"
        cure "Give the notes different names."
    // References and records.
    NotAReference "not-a-reference" Warning
        what "Where a formatted reference should be, something else is."
        why "A rendered table prints `-` when the note's citation field is empty."
        example "`-` beside `siedlerOwnGrapes`"
        cure "Fill the citation field of the source's note and publish again."
    UnparsedReference "unparsed-reference" Warning
        what "A formatted reference could not be read into a record."
        why "It follows no style that florilege knows; the record has only what the citation key tells."
        example "a reference without year, title marks or a link"
        cure "Give the source's record in a .bib or CSL-JSON file, or mend the reference."
    LeftOut "left-out" Note
        what "Text was passed over in the search for references."
        why "It stands outside the list of references, or at the head of a page."
        example "the chapters before the heading `References`"
        cure "Usually nothing; give a file with the references alone if one was passed over."
    DoubtfulCut "doubtful-cut" Note
        what "Where one reference ends and the next begins is a guess."
        why "No gap, indent or number parts them, only the length of their lines."
        example "wrapped references without an empty line between them"
        cure "Put an empty line between references."
    TruncatedNames "truncated-names" Note
        what "A list of names ends with 'et al.'."
        why "The source cut it, and nothing here knows the others; the record says that it is cut."
        example "`Xie, Kan, Frauke Neff, et al.`"
        cure "Name a bibliography that has them with --complete, or ask for them by DOI with --online."
    ReferenceDiffers "reference-differs" Warning
        what "A parsed record prints differently from the reference it was read from."
        why "Something in the reference was understood wrongly, or its style was applied loosely."
        example "page 109–19 printed as 109-119"
        cure "Compare the two texts in the finding and correct the record."
    ReferenceNearlyEqual "reference-nearly-equal" Note
        what "A parsed record prints as its reference does, but for small marks."
        why "Spaces, dashes, quotes or capitals differ; the record is most likely right."
        example "`1237-44` and `1237–44`"
        cure "Usually nothing."
    ConflictingReferences "conflicting-references" Warning
        what "One citation key stands beside different references."
        why "The best of them was used: complete before doubtful, then the one that most pages print."
        example "one page was published before the reference was corrected"
        cure "Publish the older pages again."
    KeyMismatch "key-mismatch" Warning
        what "A citation key does not fit its record."
        why "The key is what Better BibTeX would not make of this author, title and year; the reference may belong to another key."
        example "`smithTitleWords2020` beside a record by Jones"
        cure "Check which of the two is right; the finding names the key it expected."
    UnresolvedKey "unresolved-key" Warning
        what "A citation key has no record."
        why "No reference and no record for it was found. In a vault's bibliography a stub made from the key stands in, so that a manuscript that cites it compiles; in a document that is filled in the key stands as `**key?**`."
        example "`[[centenoTreatment2017 - Methods]]` and no such source"
        cure "Add the source's record, or correct the key."
    LinkDiffers "link-differs" Note
        what "A link goes elsewhere than its text says."
        why "The link's address was used; the text may have been cut or edited."
        example "text `doi.org/10.1/a`, address `doi.org/10.1/b`"
        cure "Mend the reference in the source's note."
    PageOrder "page-order" Note
        what "A page range runs backwards."
        why "The last page is before the first; the value stays as printed."
        example "`822–28` is fine, `822–18` is not"
        cure "Check the pages."
    // Bibliography formats.
    Syntax "syntax" Error
        what "A piece of a bibliography file could not be read."
        why "It breaks the format's rules; the entries around it are kept."
        example "an entry without its closing brace"
        cure "Mend the place that the finding shows."
    NoRecords "no-records" Warning
        what "A file that should hold records holds none."
        why "It has text, but nothing in it is an entry of the format that it was read as."
        example "a web page saved as `refs.bib`"
        cure "Look into the file, or say its format with --from."
    DuplicateKey "duplicate-key" Warning
        what "Two entries have the same citation key."
        why "A citation can mean only one; the first keeps the key, and another record that is written gets its own."
        example "`@book{doe2020,…}` twice"
        cure "Rename or remove one of them."
    DuplicateField "duplicate-field" Warning
        what "An entry has the same field twice."
        why "The first one was used."
        example "`year = 2020, year = 2021`"
        cure "Remove one of them."
    UnknownMacro "unknown-macro" Warning
        what "A BibTeX macro has no definition."
        why "Its name was kept as text."
        example "`journal = jacm` without `@string{jacm = …}`"
        cure "Define it with `@string`, or put the text in braces."
    UnknownType "unknown-type" Warning
        what "An entry type is not known."
        why "The record was read as a general document."
        example "`@artcle{…}`"
        cure "Correct the type."
    BadDate "bad-date" Warning
        what "A date is none that the calendar has."
        why "It was kept as words."
        example "`2021-02-30`"
        cure "Correct the date."
    BadValue "bad-value" Warning
        what "A value does not have the form that its field asks for."
        why "It was kept where it could be kept; a consumer of the output may ignore it."
        example "a list where a string belongs"
        cure "Correct the value."
    MissingField "missing-field" Warning
        what "An entry lacks a field that its type asks for."
        why "BibTeX or biber warns of it, and the reference is printed with a gap."
        example "`@article` without `author`"
        cure "Add the field, or choose another entry type."
    UnknownField "unknown-field" Note
        what "A field has a name that neither BibTeX nor biblatex knows."
        why "Programs pass over it without a word, so a mistyped name loses its value."
        example "`jounral = {Nature}`"
        cure "Correct the name; a field of your own can stay."
    OtherDialect "other-dialect" Note
        what "A field of biblatex stands in a file for BibTeX, or the other way round."
        why "BibTeX ignores `journaltitle` and `date`, and prints the reference without them."
        example "`journaltitle` in one entry, `journal` in the others"
        cure "Use one set of names in a file; `florilege convert` writes either."
    TexSpecial "tex-special" Warning
        what "A character that TeX reads as a command stands in a text."
        why "LaTeX stops at a bare ampersand, underscore, hash or dollar sign, and takes what follows a per cent sign for a comment."
        example "`title = {Q & A}`"
        cure "Put a backslash before it."
    HtmlInTex "html-in-tex" Warning
        what "A text has HTML in it."
        why "An exporter left a tag or a character reference, which TeX prints as it stands or stops at."
        example "`title = {Q &amp; A}`"
        cure "Write what TeX has for it."
    NotInPdflatex "not-in-pdflatex" Note
        what "A character is not among those that pdfLaTeX prints without further packages."
        why "pdfLaTeX stops at it, XeLaTeX and LuaLaTeX print it if the font has it."
        example "a Cyrillic name, or `≥` in a title"
        cure "Use XeLaTeX or LuaLaTeX, write the command, or load a package for the script."
    BadKey "bad-key" Warning
        what "A citation key has a character that BibTeX, biber or LaTeX does not take."
        why "A space or a comma ends the key, and an error or a key that cannot be cited is what is left."
        example "`@book{knuth 1984, …}`"
        cure "Use letters, digits, hyphens, colons and full stops."
    BadIdentifier "bad-identifier" Warning
        what "An ISBN, ISSN or DOI is none."
        why "Its last digit does not fit the others, or it has another form; biber says so, and a link made of it leads nowhere."
        example "`isbn = {978-3-16-148410-1}`"
        cure "Compare it with the publication."
    IdentifierMismatch "identifier-mismatch" Warning
        what "A DOI or an address shows another year, volume or page than its record has."
        why "Many publishers make DOIs of such numbers, and news pages have their date in the address; one of the two is mistyped, was read wrongly, or belongs to another work."
        example "`Nature 172` and the DOI 10.1038/171737a0, which is in volume 171"
        cure "Look which of the two is right; the record stays as it is."
    MonthForm "month-form" Note
        what "A year or month has a form that only some programs read."
        why "biber wants a number; BibTeX's styles print a macro such as `sep` in their language, and anything else as it stands."
        example "`month = {22 sep}`"
        cure "Write `month = sep` without braces, and the day in `day`."
    MissingEntry "missing-entry" Warning
        what "An entry names another that the file does not have."
        why "biber warns of it, and what the reference would say of the other work is missing."
        example "`related = {doe2020}` without such an entry"
        cure "Add the entry, or correct the key."
    DroppedField "dropped-field" Warning
        what "A value has no place in the output format."
        why "The format has no field for it."
        example "a chair of a conference in BibTeX"
        cure "Choose a format that holds it; CSL-JSON holds every CSL variable."
    // Several bibliographies.
    UnitedRecords "united-records" Note
        what "Two records of one work were united."
        why "They have an identifier in common, or title, names and year agree; the better of two values stayed, and the key of the record that came first."
        example "`watson1953` of a.bib and `Watson_1953` of b.ris with the DOI 10.1038/171737a0"
        cure "Usually nothing. Give the records what tells the works apart, such as an edition or a DOI, if they are two."
    ConflictingValues "conflicting-values" Warning
        what "Two records of one work say different things."
        why "One of the values is wrong, or the records are of two works; the value of the record that came first was kept."
        example "volume 171 in a.bib, volume 172 in b.ris"
        cure "Look at the work and correct one of the two."
    SharedIdentifier "shared-identifier" Warning
        what "Two works claim the same identifier."
        why "Their titles or parts differ, so they were not united; one of them has the number of the other."
        example "an erratum with the DOI of its article"
        cure "Correct the identifier of one of them."
    PossibleDuplicate "possible-duplicate" Note
        what "Two records with different keys seem to be of one work."
        why "Uniting them changes a key that manuscripts may cite, so it is done only when asked for."
        example "`watson1953` and `Watson_1953` with one DOI"
        cure "Remove one of them, or say --merge to `convert`, which unites them."
    CompletedRecord "completed-record" Note
        what "A record was completed from another statement about the same work."
        why "They have an identifier in common, or title, names and year agree; what the reference does not tell was taken from the other, and each value knows where it came from."
        example "`Xie, L., et al.` and the names in full in library.bib"
        cure "Usually nothing. Correct the DOI or the title if they are two works."
    AmbiguousRecord "ambiguous-record" Note
        what "Several works fit a record that should be completed."
        why "They differ in an identifier, a volume or an edition that the record does not say, so none of them was used."
        example "a book without its edition, and two editions in library.bib"
        cure "Give the record what tells the works apart."
    UnknownDoi "unknown-doi" Warning
        what "No registry knows a DOI."
        why "Crossref and DataCite were asked and have no such DOI: it is mistyped, was cut, or is registered elsewhere. The record stays as its reference has it."
        example "`10.1126/science.12412` for `10.1126/science.1241224`"
        cure "Compare the DOI with the publication."
    LookupFailed "lookup-failed" Warning
        what "A registry of DOIs gave no answer that could be used."
        why "It could not be reached, was too busy, or sent something else than it documents. The record stays as its reference has it."
        example "Crossref answered with the status 500"
        cure "Try again later; what was found is kept in the cache."
    ChangedKey "changed-key" Note
        what "A record got another citation key."
        why "The same work has that key in the file of --keys, or the pattern of --key-pattern makes it."
        example "`Watson_1953` became `watsonMolecularStructureNucleic1953`"
        cure "Nothing; BibLaTeX finds the work by its old key, too, as it stands in `ids`."
    // Manuscripts.
    MissingKey "missing-key" Warning
        what "A manuscript cites a key that no record has."
        why "The key is mistyped, or the record is in another bibliography."
        example "`[@centenoTreatment2017]`"
        cure "Correct the key, or add the record."
    MissingFile "missing-file" Warning
        what "A manuscript includes a file that could not be read."
        why "What it cites is not known."
        example "`\\input{chapter1}` and no chapter1.tex beside it"
        cure "Check the name; paths are relative to the manuscript."
    // Output.
    RenderFailed "render-failed" Warning
        what "The chosen style prints nothing of a record."
        why "The record has none of the fields that the style prints for its type; it is left out of the list."
        example "a record without author, title and date"
        cure "Give the record a title, or check its type."
}

impl Code {
    /// Finds a code by its name.
    ///
    /// ```
    /// use florilege::diag::Code;
    /// assert_eq!(Code::from_name("dropped-field"), Some(Code::DroppedField));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// One sentence: what the finding says.
    pub fn summary(self) -> &'static str {
        self.explanation().what
    }

    /// What to do about it, in the tone of a finding's help.
    ///
    /// ```
    /// use florilege::diag::Code;
    /// assert_eq!(Code::DuplicateKey.cure(), "rename or remove one of them");
    /// ```
    pub fn cure(self) -> String {
        let cure = self.explanation().cure.trim_end_matches('.');
        let mut letters = cure.chars();
        letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
    }

    /// A page about the code: what, why, an example, the cure.
    pub fn explain(self) -> String {
        let Explanation { what, why, example, cure } = self.explanation();
        format!(
            "{} ({})\n\n{what}\n\nWhy: {why}\nExample: {example}\nCure: {cure}\n",
            self.name(),
            self.severity().as_str()
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for code in Code::ALL {
            assert_eq!(Code::from_name(code.name()), Some(*code));
            assert!(code.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
        }
    }
}
