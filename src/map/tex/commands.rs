//! What TeX's commands mean: one map of all tables, built once.
//!
//! Sources: The TeXbook, chapter 9; biblatex manual, 4.6.4 for the `mkbib` commands; `xcolor`,
//! `hyperref`, `csquotes`, `babel`, `siunitx` and `mhchem` manuals.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::accents::MORE_ACCENTS;
use super::aliases::ALIASES;
use super::characters::{ACCENTS, MATH, TEXT};
use super::journals::JOURNALS;
use crate::model::Markup;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// An accent: the combining character.
    Accent(char),
    /// It stands for this text.
    Symbol(&'static str),
    /// It does something to the arguments that follow.
    Arguments(&'static [Argument]),
    /// It acts up to the end of its group.
    Switch(Option<Markup>),
    /// An accent by its number in a font: `\accent19`.
    AccentCode,
    /// A character by its number: `\char"41`.
    CharCode,
    /// What follows up to the same character again, as it stands: `\verb|...|`.
    Verb,
}

/// What a command does to one of its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    /// A mark over it.
    Mark(Markup),
    /// Quotation marks around it.
    Quote,
    /// This before and after it.
    Around(&'static str, &'static str),
    /// Nothing that rich text shows.
    Plain,
    /// A link: not TeX.
    Verbatim,
    /// It is not part of the text.
    Skip,
    /// Every brace group protects its case; this one says so itself.
    NoCase,
    /// Math mode.
    Math,
    /// Text mode.
    Text,
    /// What stands over the line of a fraction.
    Numerator,
    /// What stands under it.
    Denominator,
    /// What stands under a root.
    Radicand,
    /// What is printed after the argument that follows it.
    Swap,
    /// Capital letters.
    Upper,
    /// Small letters.
    Lower,
    /// A chemical formula: digits after letters are low.
    Chemistry,
    /// Letters of another alphabet: `\mathbb{R}`.
    Letters(Alphabet),
}

/// The alphabets of formulas that Unicode has letters for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// `\mathbb`
    DoubleStruck,
    /// `\mathcal`
    Script,
    /// `\mathfrak`
    Fraktur,
}

use Argument::*;

const ITALIC: &[Argument] = &[Mark(Markup::Italic)];
const BOLD: &[Argument] = &[Mark(Markup::Bold)];
const PLAIN: &[Argument] = &[Plain];
const TEXT_MODE: &[Argument] = &[Text];
const SKIP: &[Argument] = &[Skip];
const SECOND: &[Argument] = &[Skip, Plain];
const QUOTE: &[Argument] = &[Quote];
const ROUND: &[Argument] = &[Around("(", ")")];
const SQUARE: &[Argument] = &[Around("[", "]")];
const REMARK: &[Argument] = &[Around(" (", ")")];
const FRACTION: &[Argument] = &[Numerator, Denominator];

/// Commands with arguments.
const COMMANDS: &[(&str, &[Argument])] = &[
    ("textit", ITALIC),
    ("emph", ITALIC),
    ("textsl", ITALIC),
    ("mkbibemph", ITALIC),
    ("mkbibitalic", ITALIC),
    ("mathit", ITALIC),
    ("citetitle", ITALIC),
    ("textbf", BOLD),
    ("mkbibbold", BOLD),
    ("mathbf", BOLD),
    ("boldsymbol", BOLD),
    ("bm", BOLD),
    ("strong", BOLD),
    ("textsc", &[Mark(Markup::SmallCaps)]),
    ("mkbibacro", &[Plain]),
    ("textsuperscript", &[Mark(Markup::Superscript)]),
    ("mkbibsuperscript", &[Mark(Markup::Superscript)]),
    ("up", &[Mark(Markup::Superscript)]),
    ("fup", &[Mark(Markup::Superscript)]),
    ("sp", &[Mark(Markup::Superscript)]),
    ("textsubscript", &[Mark(Markup::Subscript)]),
    ("mkbibsubscript", &[Mark(Markup::Subscript)]),
    ("sb", &[Mark(Markup::Subscript)]),
    ("mkbibquote", QUOTE),
    ("enquote", QUOTE),
    ("textquote", QUOTE),
    ("citefield", SECOND),
    ("foreignquote", &[Skip, Quote]),
    ("hyphenquote", &[Skip, Quote]),
    ("mkbibparens", ROUND),
    ("parentext", ROUND),
    ("mkbibbrackets", SQUARE),
    ("brackettext", SQUARE),
    ("footnote", REMARK),
    ("mkbibfootnote", REMARK),
    ("thanks", REMARK),
    ("ensuremath", &[Math]),
    ("NoCaseChange", &[NoCase]),
    ("href", SECOND),
    ("textcolor", SECOND),
    ("colorbox", SECOND),
    ("foreignlanguage", SECOND),
    ("textlang", SECOND),
    ("raisebox", SECOND),
    ("parbox", SECOND),
    ("texorpdfstring", &[Plain, Skip]),
    ("printfirst", &[Plain, Skip]),
    // Of styles that sort by the first argument of two and print the second one before it.
    ("switchargs", &[Swap, Plain]),
    ("arabic", PLAIN),
    ("value", PLAIN),
    ("url", &[Verbatim]),
    ("nolinkurl", &[Verbatim]),
    ("path", &[Verbatim]),
    ("textrm", TEXT_MODE),
    ("text", TEXT_MODE),
    ("textsf", TEXT_MODE),
    ("texttt", TEXT_MODE),
    ("textup", TEXT_MODE),
    ("textmd", TEXT_MODE),
    ("textnormal", TEXT_MODE),
    ("textulc", TEXT_MODE),
    ("textlf", TEXT_MODE),
    ("mbox", TEXT_MODE),
    ("hbox", TEXT_MODE),
    ("makebox", TEXT_MODE),
    ("fbox", TEXT_MODE),
    ("underline", PLAIN),
    ("overline", PLAIN),
    ("uline", PLAIN),
    ("sout", PLAIN),
    ("mathrm", PLAIN),
    ("mathsf", PLAIN),
    ("mathtt", PLAIN),
    ("mathnormal", PLAIN),
    ("mathop", PLAIN),
    ("mathrel", PLAIN),
    ("mathbin", PLAIN),
    ("mathord", PLAIN),
    ("operatorname", PLAIN),
    ("mathbb", &[Letters(Alphabet::DoubleStruck)]),
    ("mathds", &[Letters(Alphabet::DoubleStruck)]),
    ("Bbb", &[Letters(Alphabet::DoubleStruck)]),
    ("mathcal", &[Letters(Alphabet::Script)]),
    ("mathscr", &[Letters(Alphabet::Script)]),
    ("mathfrak", &[Letters(Alphabet::Fraktur)]),
    ("frac", FRACTION),
    ("tfrac", FRACTION),
    ("dfrac", FRACTION),
    ("sfrac", FRACTION),
    ("nicefrac", FRACTION),
    ("sqrt", &[Radicand]),
    ("pmod", &[Around(" (mod ", ")")]),
    ("acro", PLAIN),
    ("ac", PLAIN),
    ("gls", PLAIN),
    ("textgreek", PLAIN),
    ("textcyrillic", PLAIN),
    ("textlatin", PLAIN),
    ("textgerman", PLAIN),
    ("textfrench", PLAIN),
    ("textenglish", PLAIN),
    ("texthebrew", PLAIN),
    ("textarabic", PLAIN),
    ("textrussian", PLAIN),
    ("oldstylenums", PLAIN),
    ("textlnum", PLAIN),
    ("textls", PLAIN),
    ("singleletter", PLAIN),
    ("lowercase", &[Lower]),
    ("MakeLowercase", &[Lower]),
    ("uppercase", &[Upper]),
    ("MakeUppercase", &[Upper]),
    ("MakeCapital", PLAIN),
    ("MakeSentenceCase", PLAIN),
    ("bibinfo", SECOND),
    ("bibfield", SECOND),
    ("bibnamefont", PLAIN),
    ("bibfnamefont", PLAIN),
    ("noopsort", SKIP),
    ("SortNoop", SKIP),
    ("sortnoop", SKIP),
    ("NoopSort", SKIP),
    ("noop", SKIP),
    ("nosort", SKIP),
    ("SORT", SKIP),
    ("Sort", SKIP),
    ("hspace", SKIP),
    ("vspace", SKIP),
    ("hphantom", SKIP),
    ("phantom", SKIP),
    ("vphantom", SKIP),
    ("index", SKIP),
    ("label", SKIP),
    ("color", SKIP),
    ("selectlanguage", SKIP),
    ("bibstyle", SKIP),
    ("begin", SKIP),
    ("end", SKIP),
    ("cite", SQUARE),
    ("textcite", SQUARE),
    ("parencite", SQUARE),
    ("autocite", SQUARE),
    ("footcite", SQUARE),
    ("citep", SQUARE),
    ("citet", SQUARE),
    ("ce", &[Chemistry]),
    ("ch", &[Chemistry]),
    ("chemfig", PLAIN),
    ("SI", &[Plain, Around("\u{a0}", "")]),
    ("qty", &[Plain, Around("\u{a0}", "")]),
    ("si", PLAIN),
    ("unit", PLAIN),
    ("num", PLAIN),
    ("ang", &[Around("", "°")]),
    ("ExternalLink", PLAIN),
    ("bibstring", PLAIN),
    ("bibsstring", PLAIN),
    ("biblstring", PLAIN),
    ("species", ITALIC),
    ("orcidlink", SKIP),
];

/// Commands that act up to the end of their group.
const SWITCHES: &[(&str, Option<Markup>)] = &[
    ("it", Some(Markup::Italic)),
    ("em", Some(Markup::Italic)),
    ("sl", Some(Markup::Italic)),
    ("itshape", Some(Markup::Italic)),
    ("slshape", Some(Markup::Italic)),
    ("bf", Some(Markup::Bold)),
    ("bfseries", Some(Markup::Bold)),
    ("sc", Some(Markup::SmallCaps)),
    ("scshape", Some(Markup::SmallCaps)),
    ("rm", None),
    ("rmfamily", None),
    ("sf", None),
    ("sffamily", None),
    ("tt", None),
    ("ttfamily", None),
    ("cal", None),
    ("upshape", None),
    ("normalfont", None),
    ("mdseries", None),
    ("relax", None),
    ("empty", None),
    ("left", None),
    ("right", None),
    ("big", None),
    ("Big", None),
    ("bigl", None),
    ("bigr", None),
    ("Bigl", None),
    ("Bigr", None),
    ("limits", None),
    ("nolimits", None),
    ("displaystyle", None),
    ("textstyle", None),
    ("scriptstyle", None),
    ("boldmath", None),
    ("unboldmath", None),
    ("protect", None),
    ("noindent", None),
    ("indent", None),
    ("allowbreak", None),
    ("nobreak", None),
    ("sloppy", None),
    ("ignorespaces", None),
    ("unskip", None),
    ("centering", None),
    ("bgroup", None),
    ("egroup", None),
    ("begingroup", None),
    ("endgroup", None),
    ("leavevmode", None),
    ("xspace", None),
    ("null", None),
    ("strut", None),
    ("hfill", None),
    ("hfil", None),
    ("smallskip", None),
    ("medskip", None),
    ("bigskip", None),
    ("tiny", None),
    ("scriptsize", None),
    ("footnotesize", None),
    ("small", None),
    ("normalsize", None),
    ("large", None),
    ("Large", None),
    ("nocorr", None),
    ("autocap", None),
    ("bibellipsis", None),
    ("midsentence", None),
    ("unspace", None),
    ("isdot", None),
];

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    // Of two tables with the same name the later one here counts.
    meanings.extend(JOURNALS.iter().map(|row| (row.0, Meaning::Symbol(row.1))));
    meanings.extend(SWITCHES.iter().map(|row| (row.0, Meaning::Switch(row.1))));
    meanings.extend(COMMANDS.iter().map(|row| (row.0, Meaning::Arguments(row.1))));
    meanings.extend(ALIASES.iter().map(|row| (row.0, Meaning::Symbol(row.1))));
    meanings.extend(MATH.iter().map(|row| (row.0, Meaning::Symbol(row.1))));
    meanings.extend(TEXT.iter().map(|row| (row.0, Meaning::Symbol(row.1))));
    meanings.extend(MORE_ACCENTS.iter().map(|row| (row.0, Meaning::Accent(row.1))));
    meanings.extend(ACCENTS.iter().map(|row| (row.0, Meaning::Accent(row.1))));
    meanings.insert("accent", Meaning::AccentCode);
    meanings.insert("char", Meaning::CharCode);
    meanings.insert("verb", Meaning::Verb);
    meanings
});

/// What a command means; `None` if no table has it.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    if let Some(meaning) = MEANINGS.get(name) {
        return Some(*meaning);
    }
    // Packages name their Greek letters `\upalpha`, `\textalpha`, `\varGamma`.
    let greek = ["up", "text", "var"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    match MEANINGS.get(greek) {
        Some(Meaning::Symbol(text)) if text.starts_with(is_greek) => Some(Meaning::Symbol(text)),
        _ => None,
    }
}

fn is_greek(c: char) -> bool {
    ('Α'..='ϵ').contains(&c)
}

/// Whether a command has an optional argument in square brackets, which is not printed.
pub(super) fn has_option(name: &str) -> bool {
    matches!(
        name,
        "href"
            | "textcolor"
            | "color"
            | "footnote"
            | "SI"
            | "si"
            | "qty"
            | "unit"
            | "num"
            | "includegraphics"
            | "cite"
            | "textcite"
            | "parencite"
            | "autocite"
            | "footcite"
            | "citep"
            | "citet"
            | "parbox"
            | "makebox"
            | "raisebox"
            | "linebreak"
            | "item"
            | "foreignlanguage"
            | "textlang"
            | "textgreek"
            | "textgerman"
            | "textquote"
    )
}

/// A letter of an alphabet of formulas; itself where Unicode has none.
///
/// Source: Unicode, Mathematical Alphanumeric Symbols, whose gaps are in Letterlike Symbols.
pub(super) fn alphabet_letter(alphabet: Alphabet, c: char) -> char {
    let (capitals, small, gaps): (u32, Option<u32>, &[(char, char)]) = match alphabet {
        Alphabet::DoubleStruck => (
            0x1d538,
            Some(0x1d552),
            &[('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')],
        ),
        Alphabet::Script => (
            0x1d49c,
            None,
            &[
                ('B', 'ℬ'),
                ('E', 'ℰ'),
                ('F', 'ℱ'),
                ('H', 'ℋ'),
                ('I', 'ℐ'),
                ('L', 'ℒ'),
                ('M', 'ℳ'),
                ('R', 'ℛ'),
            ],
        ),
        Alphabet::Fraktur => {
            (0x1d504, Some(0x1d51e), &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')])
        }
    };
    if let Some((_, letter)) = gaps.iter().find(|gap| gap.0 == c) {
        return *letter;
    }
    let code = match c {
        'A'..='Z' => Some(capitals + (u32::from(c) - u32::from('A'))),
        'a'..='z' => small.map(|small| small + (u32::from(c) - u32::from('a'))),
        _ => None,
    };
    code.and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_is_in_two_tables() {
        let mut seen = HashMap::new();
        let names = COMMANDS.iter().map(|row| row.0).chain(SWITCHES.iter().map(|row| row.0));
        let names = names.chain(MATH.iter().map(|row| row.0)).chain(TEXT.iter().map(|row| row.0));
        let names = names.chain(JOURNALS.iter().map(|row| row.0));
        for name in names.chain(MORE_ACCENTS.iter().map(|row| row.0)) {
            *seen.entry(name).or_insert(0) += 1;
        }
        let twice: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn alphabets() {
        let letter = |alphabet, c| alphabet_letter(alphabet, c);
        assert_eq!(letter(Alphabet::DoubleStruck, 'R'), 'ℝ');
        assert_eq!(letter(Alphabet::DoubleStruck, 'F'), '𝔽');
        assert_eq!(letter(Alphabet::Script, 'O'), '𝒪');
        assert_eq!(letter(Alphabet::Fraktur, 'g'), '𝔤');
        assert_eq!(letter(Alphabet::Script, '1'), '1');
    }
}
