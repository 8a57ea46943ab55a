//! The command line, as data.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::bib_args::BibArgs;
use super::complete::Completing;
use crate::map::csv::{Columns, InvalidColumns};

use super::shape::Shape;

/// Research notes and references into bibliographies, evidence tables and reference lists.
///
/// florilege reads the folder of notes in which you gather evidence, an Obsidian vault or the Digital
/// Garden published from it, finds the sources that your claims rest on, reads their formatted
/// references back into records, and writes what others work with.
#[derive(Debug, Parser)]
#[command(name = "florilege", version, max_term_width = 100, after_long_help = MAIN_EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const MAIN_EXAMPLES: &str = "\
Examples:
  florilege export MyGarden -o out           bibliography, CSL-JSON, evidence table, reference list
  florilege parse references.txt --to bibtex formatted references, one a line, to BibTeX
  florilege convert refs.bib -o refs.json    BibTeX to CSL-JSON
  florilege format refs.bib --style apa      a reference list in APA style
  florilege cite paper.md -b refs.bib        a manuscript's citations, filled in, and its list
  florilege explain truncated-names          what a finding means and what to do

Exit status:
  0  done    1  done, with errors found    2  could not run";

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct Common {
    /// How findings are written to standard error
    #[arg(long, global = true, value_enum, default_value_t = Diagnostics::Text, value_name = "FORM")]
    pub(crate) diagnostics: Diagnostics,
    /// Leave out the summary and all findings but warnings and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Diagnostics {
    /// Drawn, for people
    Text,
    /// One JSON object a line, for programs
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Export(Export),
    Convert(Convert),
    Format(Format),
    Cite(Cite),
    Parse(Parse),
    Check(Check),
    Styles(Styles),
    /// List the file formats and which way each goes
    Formats,
    Fields(Fields),
    Explain(Explain),
    Init(Init),
    Completions(Completions),
    Man(Man),
}

/// Write a vault's bibliography, evidence table and reference list
///
/// Reads every note of VAULT: a folder of Markdown notes, or the repository of a published Digital
/// Garden. Settings come from `florilege.toml` in the folder or above it; without one the usual folder
/// names are assumed (`florilege init` writes the file).
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege export samples/garden -o out
      writes out/references.bib, out/references.json, out/evidence.csv and out/references.md
  florilege export MyVault -o refs.bib -o evidence.csv -o refs.html --style apa
      writes just these; the file's name says the format
  florilege export MyVault -o out --complete zotero.bib
      what the references cut or abbreviate is taken from zotero.bib")]
pub(crate) struct Export {
    /// The folder of notes, or a single note
    #[arg(value_name = "VAULT", value_hint = ValueHint::AnyPath)]
    pub(crate) vault: PathBuf,
    /// A folder for everything, or a file whose name says the format; may be repeated
    #[arg(long, short, required = true, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Vec<PathBuf>,
    /// The dialect of .bib files
    #[arg(long, value_name = "DIALECT", default_value = "bibtex")]
    pub(crate) bib: Dialect,
    #[command(flatten)]
    pub(crate) style: StyleArgs,
    #[command(flatten)]
    pub(crate) writing: Writing,
    /// Do not put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) raw_csv: bool,
    /// The settings file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) settings: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) completing: Completing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    /// For bibtex, natbib and Zotero
    Bibtex,
    /// For biblatex with biber
    Biblatex,
}

#[derive(Debug, Args)]
pub(crate) struct StyleArgs {
    /// The citation style: a name of `florilege styles`, or a .csl file
    #[arg(long, value_name = "STYLE")]
    pub(crate) style: Option<String>,
    /// The language of the list, such as de-DE; by default the style's own, or en-US
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<String>,
}

/// How bibliographies are read.
#[derive(Debug, Default, Args)]
pub(crate) struct Reading {
    /// The format of the input; without it the files' names and texts tell
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
    /// What the columns of a .csv file mean, where their names do not tell: `Titel=title,Jahr=issued`
    #[arg(long, value_name = "COLUMN=VARIABLE,…", value_parser = columns)]
    pub(crate) columns: Option<Columns>,
}

fn columns(text: &str) -> Result<Columns, String> {
    text.parse().map_err(|error: InvalidColumns| error.to_string())
}

/// Where a bibliography goes, and as what.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The format of the output
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,
    /// The file to write; standard output without it
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Write TeX commands for letters outside ASCII in .bib files
    #[arg(long)]
    pub(crate) ascii: bool,
    /// The flavour of CSL-JSON
    #[arg(long, value_enum, default_value_t = Profile::Csl, value_name = "PROFILE")]
    pub(crate) profile: Profile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// As the CSL 1.0.2 schema says
    Csl,
    /// As Zotero's import reads it best
    Zotero,
}

/// Convert bibliographies between formats
///
/// Reads BibTeX, BibLaTeX, CSL-JSON, CSL-YAML, RIS, PubMed's nbib, EndNote's XML, Hayagriva's YAML and
/// tables (CSV), and writes most of them and Zotero's RDF: `florilege formats` has the list. The names
/// of the files say the formats; `--from` and `--to` say them for standard input and output. A broken
/// entry costs that entry, and what the target cannot hold is told.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege convert refs.bib -o refs.json
  florilege convert a.bib b.ris --merge -o all.bib
      one library of both, a record a work
  florilege convert refs.bib --cited-in paper.tex -o cited.bib
      only what the manuscript cites
  florilege convert export.csv --columns Titel=title,Jahr=issued -o refs.ris
  curl … | florilege convert - --from csl-json --to bibtex")]
pub(crate) struct Convert {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "IN", value_hint = ValueHint::FilePath)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) writing: Writing,
    #[command(flatten)]
    pub(crate) shape: Shape,
    #[command(flatten)]
    pub(crate) bib: BibArgs,
}

/// Print a reference list
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege format refs.bib --style apa
  florilege format refs.json --style nature -o refs.html
      or refs.md, refs.tex, refs.typ, refs.rtf: the file's name says the form
  florilege format refs.json --style my.csl --to jsonl --each
      {\"id\", \"text\"} for each record, each rendered alone, in the order of the input")]
pub(crate) struct Format {
    /// Bibliographies to read; `-` is standard input
    #[arg(required = true, value_name = "IN", value_hint = ValueHint::FilePath)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) style: StyleArgs,
    /// What to write; by default as the output file's name says, or text
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) to: Option<ListForm>,
    /// Render each record alone: no order, no letters after years
    #[arg(long)]
    pub(crate) each: bool,
    /// The order of the list
    #[arg(long, value_enum, default_value_t = Sort::Style, value_name = "ORDER")]
    pub(crate) sort: Sort,
    #[command(flatten)]
    pub(crate) shape: Shape,
    /// The file to write; standard output without it
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListForm {
    /// Plain text, one reference a line
    Text,
    /// Markdown, one paragraph a reference
    Markdown,
    /// A web page
    Html,
    /// A part of a LaTeX document, for \input
    Latex,
    /// A part of a Typst document, for #include
    Typst,
    /// A document for word processors
    Rtf,
    /// {"id", "text"}, one record a line
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// As the style sorts
    Style,
    /// As the input stands
    Input,
}

/// Fill in the citations of a Markdown document and add its reference list
///
/// Reads citations as pandoc writes them: `[see @doe1999, pp. 33-35; @roe2001]`, `@doe1999 [p. 3]`,
/// `[-@doe1999]`. They become what the style prints, in a style that cites in notes footnotes `[^cite-1]`.
/// Everything else stays byte for byte. The list goes into the div `refs` if the document has one
/// (`::: {#refs}` or `<div id="refs">`), else to the end.
///
/// The front matter says what the arguments do not: bibliography, csl, lang, nocite, link-citations,
/// reference-section-title, suppress-bibliography, notes-after-punctuation; its paths are relative to the
/// document. A key without a record is printed as **key?**, and the exit status is 1.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege cite paper.md -b refs.bib --style apa -o paper.out.md
  florilege cite paper.md
      with the bibliography and the style of its front matter
  florilege cite paper.md -b refs.bib --style chicago-notes-17 --divs always | pandoc -o paper.docx")]
pub(crate) struct Cite {
    /// The Markdown document; `-` is standard input
    #[arg(value_name = "DOCUMENT", value_hint = ValueHint::FilePath)]
    pub(crate) document: PathBuf,
    /// A bibliography, in any format that can be read; may be repeated. It replaces those of the front matter
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) bibliography: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) style: StyleArgs,
    /// Whether the list is written in pandoc's fenced divs
    ///
    /// With them: `::: {#ref-KEY .csl-entry}` around each entry, and pandoc's marks `^1^`, `~2~` and
    /// `[Doe]{.smallcaps}`. Without: a paragraph an entry, and HTML for these.
    #[arg(long, value_enum, default_value_t = DivsWhen::Auto, value_name = "WHEN")]
    pub(crate) divs: DivsWhen,
    /// Make citations links to the list
    #[arg(long)]
    pub(crate) link_citations: bool,
    /// The file to write; standard output without it
    #[arg(long, short, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DivsWhen {
    /// If the document has fenced divs
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Read formatted references back into records
///
/// References as a journal or a thesis prints them, in whatever style: one a line, or over several lines with
/// gaps, indents or numbers; as Markdown, a web page, or LaTeX's .bbl. Each record is printed again in the style
/// that the list is in and compared with the reference: one that prints back, as no other reading does, is
/// certain, others are likely or doubtful, and what prints differently is a finding.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege parse references.txt --to bibtex -o references.bib
  florilege parse references.txt --to csl-jsonl
      one CSL-JSON item, or null, for each line of the input, in order
  florilege parse references.txt --complete library.bib -o references.bib
      names behind an 'et al.', given names and DOIs from library.bib, and its citation keys
  florilege parse references.txt --online
      the same from Crossref and DataCite, by DOI
  florilege parse paper.txt --form numbered --to ris
      each reference begins with its number, and may go on over several lines
  echo 'Peng, B., Wu, W., 2007. Chemical radiculitis. Pain 127, 11–16.' | florilege parse")]
pub(crate) struct Parse {
    /// The file to read; `-` or nothing is standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) input: PathBuf,
    /// How the references stand in the input; without it the file's name and text tell, and a text that
    /// goes to csl-jsonl has one a line
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) form: Option<TextForm>,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) writing: Writing,
    #[command(flatten)]
    pub(crate) completing: Completing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextForm {
    /// Plain text, in whichever of the next three ways
    Text,
    /// One a line
    Line,
    /// Over several lines, with gaps or indents between them
    Paragraph,
    /// Each begins with its number
    Numbered,
    /// The items and paragraphs of a Markdown text, under its heading for references
    Markdown,
    /// The same of a web page
    Html,
    /// The \bibitems of LaTeX
    Bbl,
}

/// List what is doubtful or wrong, and write nothing
///
/// Takes vaults, bibliographies and files of formatted references (.txt). Exits with 1 if any finding
/// is an error.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege check MyGarden
  florilege check refs.bib --diagnostics json")]
pub(crate) struct Check {
    /// Folders and files to read
    #[arg(required = true, value_name = "IN", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
}

/// List the citation styles that are built in
#[derive(Debug, Args)]
pub(crate) struct Styles {
    /// Only those whose name or title contains this, or a family: `author-date`, `author`, `numeric`, `label`,
    /// `note`
    #[arg(value_name = "WORD")]
    pub(crate) word: Option<String>,
}

/// Print what the fields of a format mean
///
/// A line a field, with the CSL variable that holds it, where it holds, and which way it goes.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  florilege fields ris
  florilege fields biblatex | grep date")]
pub(crate) struct Fields {
    /// The format, as `florilege formats` names it
    #[arg(value_name = "FORMAT")]
    pub(crate) format: String,
}

/// Explain a finding: what, why, and what to do
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code in brackets, such as `key-mismatch`; without one all are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// Write a settings file for a vault
///
/// Looks at the folders of VAULT and writes `florilege.toml` there, with what was recognised.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of notes
    #[arg(value_name = "VAULT", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) vault: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_long_help = "\
Example:
  florilege completions bash > ~/.local/share/bash-completion/completions/florilege")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Print the manual page
#[derive(Debug, Args)]
#[command(after_long_help = "\
Example:
  florilege man > ~/.local/share/man/man1/florilege.1")]
pub(crate) struct Man {
    /// A folder to write the page of each command to, instead of printing the main one
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}
