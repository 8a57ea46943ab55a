//! What is done to a value: `lower`, `abbr`, `condense('_')`.

use super::scan::{Argument, Arguments, error};
use super::{PatternError, Record, Skip};
use crate::citekey::words;

/// A filter with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    Lower,
    Upper,
    Capitalize,
    Fold,
    Alphanum,
    Nopunct,
    Numeric,
    Skipwords,
    Abbr(usize),
    Condense(String),
    Substring(usize, Option<usize>),
    Select(usize, Option<usize>),
    Max(usize),
    Default(String),
    Prefix(String),
    Postfix(String),
    Replace(String, String),
    Len(String, usize),
}

/// The names of filters, each with the names of its arguments.
const FILTERS: &[(&str, &[&str])] = &[
    ("lower", &[]),
    ("upper", &[]),
    ("capitalize", &[]),
    ("fold", &[]),
    ("ascii", &[]),
    ("clean", &[]),
    ("transliterate", &[]),
    ("alphanum", &[]),
    ("nopunct", &[]),
    ("nopunctordash", &[]),
    ("numeric", &[]),
    ("skipwords", &[]),
    ("abbr", &["chars"]),
    ("condense", &["sep"]),
    ("substring", &["start", "n"]),
    ("select", &["start", "n"]),
    ("max", &["length"]),
    ("default", &["text"]),
    ("prefix", &["prefix"]),
    ("postfix", &["postfix"]),
    ("replace", &["find", "replace"]),
    ("len", &["relation", "length"]),
];

/// The comparisons of `len`.
const RELATIONS: &[&str] = &["<", "<=", "=", "!=", ">=", ">"];

impl Filter {
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FILTERS.iter().map(|row| row.0)
    }

    /// The filter of a name; `None` if there is none.
    pub(super) fn named(name: &str, arguments: &[Argument]) -> Result<Option<Self>, PatternError> {
        let lower = name.to_lowercase().replace('-', "");
        let Some((name, names)) = FILTERS.iter().find(|row| row.0 == lower) else {
            return Ok(None);
        };
        let arguments = Arguments { all: arguments, names }.check()?;
        let count = |name| arguments.get(name).map(|_| arguments.number(name, 0)).transpose();
        Ok(Some(match *name {
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            "capitalize" => Self::Capitalize,
            "alphanum" => Self::Alphanum,
            "nopunct" | "nopunctordash" => Self::Nopunct,
            "numeric" => Self::Numeric,
            "skipwords" => Self::Skipwords,
            "abbr" => Self::Abbr(arguments.number("chars", 1)?),
            "condense" => Self::Condense(arguments.text("sep", "")),
            "substring" => Self::Substring(arguments.number("start", 1)?, count("n")?),
            "select" => Self::Select(arguments.number("start", 1)?, count("n")?),
            "max" => Self::Max(arguments.number("length", usize::MAX)?),
            "default" => Self::Default(arguments.text("text", "")),
            "prefix" => Self::Prefix(arguments.text("prefix", "")),
            "postfix" => Self::Postfix(arguments.text("postfix", "")),
            "replace" => Self::Replace(arguments.text("find", ""), arguments.text("replace", "")),
            "len" => {
                let relation = arguments.text("relation", ">");
                if !RELATIONS.contains(&relation.as_str()) {
                    let column = arguments.get("relation").map_or(1, |argument| argument.column);
                    let all = RELATIONS.join(" ");
                    return Err(error(
                        column,
                        format!("`{relation}` is no comparison; there are {all}"),
                    ));
                }
                Self::Len(relation, arguments.number("length", 0)?)
            }
            _ => Self::Fold,
        }))
    }

    pub(super) fn apply(&self, text: &str, record: &Record<'_>) -> Result<String, Skip> {
        let each_word = |change: &dyn Fn(&str) -> String| -> String {
            text.split_inclusive(char::is_whitespace).map(change).collect()
        };
        let some = |text: String| if text.is_empty() { None } else { Some(text) };
        Ok(match self {
            // Folded first, as the letters that other scripts become have capitals.
            Self::Lower => record.fold(text).to_lowercase(),
            Self::Upper => record.fold(text).to_uppercase(),
            Self::Capitalize => each_word(&words::capitalise),
            Self::Fold => record.fold(text),
            Self::Alphanum => {
                text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect()
            }
            Self::Nopunct => {
                let stays = |c: &char| c.is_alphanumeric() || c.is_whitespace() || *c == '-';
                text.chars().filter(stays).collect()
            }
            Self::Numeric => {
                let is_number = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
                if is_number { text.to_owned() } else { String::new() }
            }
            Self::Skipwords => {
                let left = text.split_whitespace().filter(|word| !words::is_skipped(word));
                left.collect::<Vec<_>>().join(" ")
            }
            Self::Abbr(count) => {
                text.split_whitespace().flat_map(|word| word.chars().take(*count)).collect()
            }
            Self::Condense(sep) => text.split_whitespace().collect::<Vec<_>>().join(sep),
            Self::Substring(start, count) => {
                let from = text.chars().skip(start.saturating_sub(1));
                from.take(count.unwrap_or(usize::MAX)).collect()
            }
            Self::Select(start, count) => {
                let from = text.split_whitespace().skip(start.saturating_sub(1));
                from.take(count.unwrap_or(usize::MAX)).collect::<Vec<_>>().join(" ")
            }
            Self::Max(count) => text.chars().filter(|c| !c.is_whitespace()).take(*count).collect(),
            Self::Default(other) if text.is_empty() => other.clone(),
            Self::Default(_) => text.to_owned(),
            Self::Prefix(prefix) => {
                some(text.to_owned()).map_or(String::new(), |t| format!("{prefix}{t}"))
            }
            Self::Postfix(postfix) => {
                some(text.to_owned()).map_or(String::new(), |t| format!("{t}{postfix}"))
            }
            Self::Replace(find, by) if !find.is_empty() => replace(text, find, by),
            Self::Replace(..) => text.to_owned(),
            Self::Len(relation, wanted) => {
                let length = text.chars().filter(|c| !c.is_whitespace()).count();
                let holds = match relation.as_str() {
                    "<" => length < *wanted,
                    "<=" => length <= *wanted,
                    "=" => length == *wanted,
                    "!=" => length != *wanted,
                    ">=" => length >= *wanted,
                    _ => length > *wanted,
                };
                return if holds { Ok(text.to_owned()) } else { Err(Skip) };
            }
        })
    }
}

/// Replaces a text whatever its case, where folding case keeps its length.
fn replace(text: &str, find: &str, by: &str) -> String {
    let (lower, wanted) = (text.to_lowercase(), find.to_lowercase());
    if lower.len() != text.len() {
        return text.replace(find, by);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (found, _) in lower.match_indices(&wanted) {
        let (Some(between), true) =
            (text.get(at..found), text.is_char_boundary(found + wanted.len()))
        else {
            continue;
        };
        out.push_str(between);
        out.push_str(by);
        at = found + wanted.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
