//! What TeX's commands do to the text that follows.
//!
//! Sources: The TeXbook, chapter 9; biblatex manual, 4.6.4 for the `mkbib` commands.

use crate::model::Markup;

/// What a command does to its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    /// A mark over it.
    Mark(Markup),
    /// Quotation marks around it.
    Quote,
    /// Nothing that rich text shows.
    Plain,
    /// It is not part of the text.
    Skip,
    /// Every brace group protects its case; this one says so itself.
    NoCase,
    /// Math mode.
    Math,
}

/// Commands with an argument.
pub(super) const COMMANDS: &[(&str, Argument)] = &[
    ("textit", Argument::Mark(Markup::Italic)),
    ("emph", Argument::Mark(Markup::Italic)),
    ("textsl", Argument::Mark(Markup::Italic)),
    ("mkbibemph", Argument::Mark(Markup::Italic)),
    ("mkbibitalic", Argument::Mark(Markup::Italic)),
    ("mathit", Argument::Mark(Markup::Italic)),
    ("textbf", Argument::Mark(Markup::Bold)),
    ("mkbibbold", Argument::Mark(Markup::Bold)),
    ("mathbf", Argument::Mark(Markup::Bold)),
    ("textsc", Argument::Mark(Markup::SmallCaps)),
    ("textsuperscript", Argument::Mark(Markup::Superscript)),
    ("mkbibsuperscript", Argument::Mark(Markup::Superscript)),
    ("textsubscript", Argument::Mark(Markup::Subscript)),
    ("mkbibsubscript", Argument::Mark(Markup::Subscript)),
    ("mkbibquote", Argument::Quote),
    ("enquote", Argument::Quote),
    ("ensuremath", Argument::Math),
    ("NoCaseChange", Argument::NoCase),
    ("href", Argument::Skip),
    ("url", Argument::Plain),
    ("nolinkurl", Argument::Plain),
    ("path", Argument::Plain),
    ("text", Argument::Plain),
    ("textrm", Argument::Plain),
    ("textsf", Argument::Plain),
    ("texttt", Argument::Plain),
    ("textup", Argument::Plain),
    ("textmd", Argument::Plain),
    ("textnormal", Argument::Plain),
    ("mathrm", Argument::Plain),
    ("mathsf", Argument::Plain),
    ("mathcal", Argument::Plain),
    ("mathbb", Argument::Plain),
    ("operatorname", Argument::Plain),
    ("mbox", Argument::Plain),
    ("hbox", Argument::Plain),
    ("uppercase", Argument::Plain),
    ("lowercase", Argument::Plain),
    ("MakeUppercase", Argument::Plain),
    ("noopsort", Argument::Skip),
    ("switchargs", Argument::Plain),
];

/// Commands that act up to the end of their group.
pub(super) const SWITCHES: &[(&str, Option<Markup>)] = &[
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
    ("sf", None),
    ("tt", None),
    ("upshape", None),
    ("normalfont", None),
    ("mdseries", None),
    ("relax", None),
    ("left", None),
    ("right", None),
    ("displaystyle", None),
    ("protect", None),
    ("noindent", None),
    ("allowbreak", None),
    ("small", None),
];
