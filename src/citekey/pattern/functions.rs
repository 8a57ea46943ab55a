//! What a pattern takes from a record: `auth`, `shorttitle(3,3)`, `year`, `Volume`.

use super::names::{Creators, List};
use super::scan::{Argument, Arguments, error};
use super::{PatternError, Record, Skip};
use crate::citekey::{words, year};
use crate::model::{
    DateVariable, Item, Kind, NameVariable, NumberVariable as Num, StandardVariable as S,
};

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Function {
    Names(List, Creators),
    ShortTitle { words: usize, capitals: usize },
    Title,
    Year,
    ShortYear,
    Month,
    Day,
    OriginalYear,
    Date,
    Journal,
    Kind(Vec<String>),
    Key,
    FirstPage,
    LastPage,
    Keyword(usize),
    Text(S),
    Number(Num),
}

/// The functions of names: BibTeX's and JabRef's names for them, their arguments in order, what parts names.
///
/// `auth` in a name is `edtr` or `editor` for editors.
const NAMES: &[(&str, &[&str], &str)] = &[
    ("auth", &["n", "m", "creator", "initials"], " "),
    ("author", &["n", "m", "creator", "initials"], " "),
    ("authors", &["n", "creator", "initials", "sep"], " "),
    ("authorsn", &["n", "creator", "initials", "sep"], " "),
    ("authorlast", &["creator", "initials"], " "),
    ("authforeini", &["creator"], " "),
    ("authorlastforeini", &["creator"], " "),
    ("authorsalpha", &["creator", "initials", "sep"], " "),
    ("authini", &["n", "creator", "initials", "sep"], "."),
    ("authorini", &["creator", "initials", "sep"], "."),
    ("authauthea", &["creator", "initials", "sep"], "."),
    ("auth.auth.ea", &["creator", "initials", "sep"], "."),
    ("authetal", &["creator", "initials", "sep"], " "),
    ("authetal2", &["creator", "initials", "sep"], "."),
    ("auth.etal", &["creator", "initials", "sep"], "."),
    ("authshort", &["creator", "initials", "sep"], "."),
];

/// The other functions, with the names of their arguments.
const OTHERS: &[(&str, &[&str])] = &[
    ("shorttitle", &["n", "m"]),
    ("veryshorttitle", &["n", "m"]),
    ("title", &[]),
    ("year", &[]),
    ("shortyear", &[]),
    ("month", &[]),
    ("day", &[]),
    ("origyear", &[]),
    ("date", &[]),
    ("journal", &["abbrev"]),
    ("key", &[]),
    ("citekey", &[]),
    ("firstpage", &[]),
    ("lastpage", &[]),
    ("keyword", &["n"]),
    ("editor", &["n", "m", "initials"]),
    ("editors", &["n", "initials", "sep"]),
    ("type", &[]),
];

/// Fields as they are, by the names that Zotero and JabRef give them.
const FIELDS: &[(&str, Field)] = &[
    ("Title", Field::Text(S::Title)),
    ("ShortTitle", Field::Text(S::TitleShort)),
    ("PublicationTitle", Field::Text(S::ContainerTitle)),
    ("BookTitle", Field::Text(S::ContainerTitle)),
    ("JournalAbbreviation", Field::Text(S::ContainerTitleShort)),
    ("Series", Field::Text(S::CollectionTitle)),
    ("Publisher", Field::Text(S::Publisher)),
    ("Institution", Field::Text(S::Publisher)),
    ("School", Field::Text(S::Publisher)),
    ("Place", Field::Text(S::PublisherPlace)),
    ("Language", Field::Text(S::Language)),
    ("Archive", Field::Text(S::Archive)),
    ("ArchiveLocation", Field::Text(S::ArchiveLocation)),
    ("CallNumber", Field::Text(S::CallNumber)),
    ("DOI", Field::Text(S::DOI)),
    ("ISBN", Field::Text(S::ISBN)),
    ("ISSN", Field::Text(S::ISSN)),
    ("PMID", Field::Text(S::PMID)),
    ("URL", Field::Text(S::URL)),
    ("Genre", Field::Text(S::Genre)),
    ("Volume", Field::Number(Num::Volume)),
    ("Issue", Field::Number(Num::Issue)),
    ("Number", Field::Number(Num::Number)),
    ("Edition", Field::Number(Num::Edition)),
    ("VersionNumber", Field::Number(Num::Version)),
];

#[derive(Debug, Clone, Copy)]
enum Field {
    Text(S),
    Number(Num),
}

impl Function {
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        let names = NAMES.iter().map(|row| row.0).chain(OTHERS.iter().map(|row| row.0));
        names.chain(FIELDS.iter().map(|row| row.0))
    }

    /// The function of a name; `None` if there is none.
    pub(super) fn named(name: &str, arguments: &[Argument]) -> Result<Option<Self>, PatternError> {
        // `Title` is the field, `title` the function that skips words.
        if let Some((_, field)) = FIELDS.iter().find(|row| row.0 == name) {
            Arguments { all: arguments, names: &[] }.check()?;
            return Ok(Some(match *field {
                Field::Text(variable) => Self::Text(variable),
                Field::Number(variable) => Self::Number(variable),
            }));
        }
        let lower = name.to_lowercase();
        if lower == "type" {
            let kinds = arguments.iter().map(|argument| argument.value.to_lowercase());
            return Ok(Some(Self::Kind(kinds.collect())));
        }
        if let Some((name, names)) = OTHERS.iter().find(|row| row.0 == lower) {
            return Self::other(name, &Arguments { all: arguments, names }.check()?).map(Some);
        }
        let is_editor = lower.starts_with("edtr") || lower.starts_with("editor");
        let plain = lower.replace("edtr", "auth").replace("editor", "author");
        if let Some((name, names, sep)) = NAMES.iter().find(|row| row.0 == plain) {
            let arguments = Arguments { all: arguments, names }.check()?;
            return Self::list(name, &arguments, sep, is_editor).map(Some);
        }
        let field = FIELDS.iter().find(|row| row.0.to_lowercase() == lower);
        Ok(field.map(|(_, field)| match *field {
            Field::Text(variable) => Self::Text(variable),
            Field::Number(variable) => Self::Number(variable),
        }))
    }

    fn other(name: &str, arguments: &Arguments<'_>) -> Result<Self, PatternError> {
        let by_editor = |sep| Creators {
            role: Some(NameVariable::Editor),
            initials: arguments.flag("initials"),
            sep: arguments.text("sep", sep),
        };
        Ok(match name {
            "shorttitle" => Self::ShortTitle {
                words: arguments.number("n", 3)?,
                capitals: arguments.number("m", 0)?,
            },
            "veryshorttitle" => Self::ShortTitle {
                words: arguments.number("n", 1)?,
                capitals: arguments.number("m", 0)?,
            },
            "title" => Self::Title,
            "year" => Self::Year,
            "shortyear" => Self::ShortYear,
            "month" => Self::Month,
            "day" => Self::Day,
            "origyear" => Self::OriginalYear,
            "date" => Self::Date,
            "journal" => Self::Journal,
            "firstpage" => Self::FirstPage,
            "lastpage" => Self::LastPage,
            "keyword" => Self::Keyword(arguments.number("n", 0)?),
            "editor" => Self::Names(
                List::One(arguments.number("n", 0)?, arguments.number("m", 1)?),
                by_editor(" "),
            ),
            "editors" => Self::Names(List::First(arguments.number("n", 0)?), by_editor(" ")),
            _ => Self::Key,
        })
    }

    fn list(
        name: &str,
        arguments: &Arguments<'_>,
        sep: &str,
        is_editor: bool,
    ) -> Result<Self, PatternError> {
        let role = match arguments.get("creator") {
            None if is_editor => Some(NameVariable::Editor),
            None => None,
            Some(argument) => match argument.value.as_str() {
                "*" => None,
                "author" => Some(NameVariable::Author),
                "editor" => Some(NameVariable::Editor),
                "translator" => Some(NameVariable::Translator),
                other => {
                    let message =
                        format!("`{other}` is no creator; there are *, author, editor, translator");
                    return Err(error(argument.column, message));
                }
            },
        };
        let initials = arguments.flag("initials");
        let creators = Creators { role, initials, sep: arguments.text("sep", sep) };
        let count = |default| arguments.number("n", default);
        let list = match name {
            "auth" | "author" => List::One(count(0)?, arguments.number("m", 1)?),
            "authors" | "authorsn" => List::First(count(0)?),
            "authorlast" => List::Last,
            "authforeini" => List::FirstInitial,
            "authorlastforeini" => List::LastInitial,
            "authorsalpha" => List::Alpha,
            "authini" => List::Beginnings(count(1)?),
            "authorini" => List::Five,
            "authauthea" | "auth.auth.ea" => List::TwoAndOthers,
            "authetal" => List::TwoOr("EtAl"),
            "authshort" => List::Short,
            _ => List::TwoOr("etal"),
        };
        Ok(Self::Names(list, creators))
    }

    pub(super) fn apply(&self, record: &Record<'_>) -> Result<String, Skip> {
        let item = record.item;
        let text = |variable| item.text(variable).unwrap_or_default();
        let issued = item.dates.get(DateVariable::Issued).and_then(|date| date.start());
        Ok(match self {
            Self::Names(list, creators) => {
                creators.of(item).map_or(String::new(), |names| list.write(names, creators))
            }
            Self::ShortTitle { words: count, capitals } => {
                let words = words::title_words(text(S::Title)).take(*count);
                let words = words.enumerate().map(|(at, word)| match at < *capitals {
                    true => words::capitalise(&record.fold(&word)),
                    false => word,
                });
                words.collect::<Vec<_>>().join(" ")
            }
            Self::Title => words::title_words(text(S::Title)).collect::<Vec<_>>().join(" "),
            Self::Year => year(item),
            Self::ShortYear => {
                issued.map_or(String::new(), |day| format!("{:02}", day.year.rem_euclid(100)))
            }
            Self::Month => {
                issued.and_then(|day| day.month).map_or(String::new(), |m| format!("{m:02}"))
            }
            Self::Day => {
                issued.and_then(|day| day.day).map_or(String::new(), |d| format!("{d:02}"))
            }
            Self::Date => issued.map_or(String::new(), |day| day.to_string()),
            Self::OriginalYear => {
                let date = item.dates.get(DateVariable::OriginalDate).and_then(|date| date.start());
                date.map_or(String::new(), |day| format!("{:02}", day.year))
            }
            Self::Journal => {
                let short = item.text(S::ContainerTitleShort);
                short.unwrap_or(text(S::ContainerTitle)).to_owned()
            }
            Self::Kind(kinds) => {
                let name = kind_name(*item.kind);
                match kinds.as_slice() {
                    [] => name,
                    kinds if kinds.contains(&name) => String::new(),
                    _ => return Err(Skip),
                }
            }
            Self::Key => item.key.to_string(),
            Self::FirstPage => pages(item).next().unwrap_or_default().to_owned(),
            Self::LastPage => pages(item).last().unwrap_or_default().to_owned(),
            Self::Keyword(at) => {
                let keywords = text(S::Keyword).split([',', ';']).map(str::trim);
                keywords.clone().nth(*at).unwrap_or_default().to_owned()
            }
            Self::Text(variable) => text(*variable).to_owned(),
            Self::Number(variable) => item.number(*variable).unwrap_or_default().to_owned(),
        })
    }
}

fn pages(item: &Item) -> impl Iterator<Item = &str> {
    let page = item.page.as_ref().map_or("", |page| page.as_str());
    page.split(['-', '–', ',', ' ']).filter(|part| !part.is_empty())
}

/// The name of a kind in CSL.
fn kind_name(kind: Kind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
