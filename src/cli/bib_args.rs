//! How `.bib` files are laid out, as arguments.

use clap::{Args, ValueEnum};

use crate::map::bibtex::{Dialect, Options, Protect};
use crate::write::bibtex::{Changes, Delimiters, Indent, Layout, Month, Sort};

/// Options of BibTeX and BibLaTeX files.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "BibTeX and BibLaTeX")]
pub(crate) struct BibArgs {
    /// The order of the entries
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) sort: Option<BibSort>,
    /// What stands before a field: 2, 4 or any number of spaces, or `tab`
    #[arg(long, value_name = "N|tab", value_parser = indent)]
    pub(crate) indent: Option<Indent>,
    /// Put the equal signs of an entry below one another
    #[arg(long)]
    pub(crate) align: bool,
    /// The fields that come first, in this order
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) field_order: Vec<String>,
    /// Fields to leave out: abstract,file,keywords
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) omit: Vec<String>,
    /// What is put in braces in titles, so that no style changes its case
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) protect_titles: Option<ProtectTitles>,
    /// How months are written
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) month: Option<BibMonth>,
    /// What stands around values
    #[arg(long, value_enum, value_name = "SIGNS")]
    pub(crate) delimiters: Option<BibDelimiters>,
    /// Put a comma after the last field
    #[arg(long)]
    pub(crate) trailing_comma: bool,
    /// Put no empty line between entries
    #[arg(long)]
    pub(crate) no_blank_lines: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BibSort {
    /// As they come
    None,
    /// By citation key
    Key,
    /// By author, year and title
    AuthorYear,
    /// By title
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProtectTitles {
    /// Nothing
    None,
    /// Words with capitals inside
    Words,
    /// Whole titles
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BibMonth {
    /// sep
    Macro,
    /// 9
    Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BibDelimiters {
    /// {…}
    Braces,
    /// "…"
    Quotes,
}

fn indent(text: &str) -> Result<Indent, String> {
    match text.parse() {
        Ok(spaces @ 0..=16) => Ok(Indent::Spaces(spaces)),
        _ if text == "tab" => Ok(Indent::Tab),
        _ => Err("a number up to 16, or `tab`".to_owned()),
    }
}

impl BibArgs {
    /// The layout that the arguments say.
    pub(crate) fn layout(&self) -> Layout {
        let Layout { indent, delimiters, month, sort, .. } = Layout::default();
        let names = |names: &[String]| names.iter().map(|name| name.trim().to_owned()).collect();
        Layout {
            indent: self.indent.unwrap_or(indent),
            align: self.align,
            order: names(&self.field_order),
            omit: names(&self.omit),
            delimiters: self.delimiters.map_or(delimiters, |delimiters| match delimiters {
                BibDelimiters::Braces => Delimiters::Braces,
                BibDelimiters::Quotes => Delimiters::Quotes,
            }),
            month: self.month.map_or(month, |month| match month {
                BibMonth::Macro => Month::Macro,
                BibMonth::Number => Month::Number,
            }),
            trailing_comma: self.trailing_comma,
            blank_line: !self.no_blank_lines,
            sort: self.sort.map_or(sort, |sort| match sort {
                BibSort::None => Sort::Input,
                BibSort::Key => Sort::Key,
                BibSort::AuthorYear => Sort::AuthorYear,
                BibSort::Title => Sort::Title,
            }),
        }
    }

    /// How items are written as entries.
    pub(crate) fn options(&self, dialect: Dialect, ascii: bool) -> Options {
        let protect = match self.protect_titles {
            Some(ProtectTitles::None) => Protect::Nothing,
            Some(ProtectTitles::All) => Protect::All,
            Some(ProtectTitles::Words) | None => Protect::Words,
        };
        Options { dialect, ascii, protect, ..Options::default() }
    }

    /// What changes when a `.bib` file is written as a `.bib` file; none if titles are to be read and
    /// written anew, for which a copy is not enough.
    pub(crate) fn changes(&self, ascii: bool) -> Option<Changes> {
        let relayout = self.indent.is_some()
            || self.align
            || self.delimiters.is_some()
            || self.month.is_some()
            || self.trailing_comma;
        let changes = Changes { ascii, layout: self.layout(), relayout, ..Changes::default() };
        self.protect_titles.is_none().then_some(changes)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        bib: BibArgs,
    }

    fn check(args: &[&str]) -> BibArgs {
        Line::try_parse_from([&["x"], args].concat()).expect("they are arguments").bib
    }

    #[test]
    fn arguments_are_layouts() {
        assert_eq!(check(&[]).layout(), Layout::default());
        assert_eq!(check(&[]).changes(false), Some(Changes::default()));
        let args = check(&["--indent", "tab", "--omit", "abstract,file", "--sort", "author-year"]);
        let changes = args.changes(true).expect("no title changes");
        assert!(changes.relayout && changes.ascii && changes.layout.sort == Sort::AuthorYear);
        assert_eq!(changes.layout.omit, ["abstract", "file"]);
        let args = check(&["--protect-titles", "all"]);
        assert!(args.changes(false).is_none());
        assert_eq!(args.options(Dialect::Bibtex, false).protect, Protect::All);
        assert!(Line::try_parse_from(["x", "--indent", "99"]).is_err());
    }
}
