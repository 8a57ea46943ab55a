//! Two records of one work as one record.

use super::Options;
use super::compare::Reason;
use super::values::{self, Choice, Difference, Stays};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    DateVariable, Extra, Fields, Item, Kind, Origin, Sourced, StandardVariable, Text,
};

/// Fields that say when or by whom an entry was edited, not what the work is.
const VOLATILE: &[&str] = &[
    "timestamp",
    "date-added",
    "date-modified",
    "owner",
    "creationdate",
    "modificationdate",
    "bdsk-url-1",
    "bdsk-url-2",
    "bdsk-file-1",
    "added-at",
    "interhash",
    "intrahash",
    "biburl",
    "bibsource",
    "__markedentry",
    "ranking",
    "readstatus",
    "printed",
    "qualityassured",
];

/// Fields that hold lists, with what parts them.
const LISTS: &[(&str, char)] = &[("file", ';'), ("groups", ','), ("mendeley-tags", ',')];

/// How long lists and notes grow by joining, and how many fields an item gets. A thousand records of one work
/// are a mistake, and what each of them adds would be copied with every other one.
const MOST_JOINED: usize = 16 << 10;
const MOST_EXTRA: usize = 1_000;

/// Formats in which a field can stand several times.
const REPEATED: &[&str] = &["ris", "nbib", "endnote-xml", "zotero-rdf"];

/// Takes all that `second` knows into `first`.
///
/// Of two values the better one stays with its origin, in case of doubt the first.
///
/// # Diagnostics
/// `united-records`, which names small things left behind; `conflicting-values`.
pub(super) fn unite(
    first: &mut Item,
    second: Item,
    reason: Option<Reason>,
    options: &Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut union =
        Union { first_key: first.key.to_string(), options, left: Vec::new(), findings: Vec::new() };
    union.kind(first, &second);
    union.texts(first, &second);
    union.numbers(first, &second);
    union.page(first, &second);
    union.names(first, &second);
    union.dates(first, &second);
    union.extras(first, &second);
    let Union { left, findings, .. } = union;
    let reason = reason.map_or("their keys", Reason::describe);
    let same_key = first.key == second.key;
    let message = match same_key {
        true => format!("two records of `{}` were united: they agree in {reason}", first.key),
        false => {
            format!("`{}` was united with `{}`: they agree in {reason}", second.key, first.key)
        }
    };
    let mut finding = Diagnostic::new(Code::UnitedRecords, message);
    finding.place = (options.places)(&second.kind.origin);
    if !left.is_empty() {
        finding = finding.help(format!("its {} fell away", left.join(", ")));
    }
    diagnostics.push(finding);
    diagnostics.extend(findings);
}

struct Union<'a> {
    first_key: String,
    options: &'a Options<'a>,
    /// What falls away without a finding of its own.
    left: Vec<String>,
    findings: Vec<Diagnostic>,
}

impl Union<'_> {
    /// Decides between two values; true if the second stays.
    fn second_stays(
        &mut self,
        name: &str,
        choice: Choice,
        (first, first_origin): (&str, &Origin),
        (second, second_origin): (&str, &Origin),
    ) -> bool {
        let (mut stays, mut difference) = choice;
        if let Some(better) = values::by_origin(first_origin, second_origin) {
            // What was guessed or parsed contradicts nothing.
            (stays, difference) = (better, Difference::None);
        }
        let (kept, kept_at, lost, lost_at) = match stays {
            Stays::First => (first, first_origin, second, second_origin),
            Stays::Second => (second, second_origin, first, first_origin),
        };
        match difference {
            Difference::None => {}
            Difference::Small => self.left.push(format!("`{name}`")),
            Difference::Large => {
                let (kept, lost) = (excerpt(kept), excerpt(lost));
                let key = &self.first_key;
                let place = (self.options.places)(kept_at);
                let at = place.map(|at| format!(" in {}:{}:{}", at.file, at.line, at.column));
                let message = format!(
                    "`{name}` of `{key}` is `{lost}` here, but `{kept}`{}, which was kept",
                    at.unwrap_or_default()
                );
                let mut finding = Diagnostic::new(Code::ConflictingValues, message);
                finding.place = (self.options.places)(lost_at);
                self.findings.push(finding);
            }
        }
        stays == Stays::Second
    }

    fn kind(&mut self, first: &mut Item, second: &Item) {
        if *first.kind == *second.kind {
            return;
        }
        let is_vague = |kind: Kind| matches!(kind, Kind::Document | Kind::Article);
        let choice = match (is_vague(*first.kind), is_vague(*second.kind)) {
            (true, false) => (Stays::Second, Difference::None),
            (false, true) => (Stays::First, Difference::None),
            _ => (Stays::First, Difference::Large),
        };
        let name = |kind: Kind| match serde_json::to_value(kind) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        };
        let (a, b) = (name(*first.kind), name(*second.kind));
        let ours = (a.as_str(), &first.kind.origin);
        if self.second_stays("type", choice, ours, (&b, &second.kind.origin)) {
            // The record stands where it stood: only the kind is the other's.
            first.kind.value = second.kind.value;
        }
    }

    fn texts(&mut self, first: &mut Item, second: &Item) {
        for (variable, theirs) in second.texts.iter() {
            let joined = match (variable, first.texts.get(variable)) {
                (_, None) => {
                    first.texts.set(variable, theirs.value.clone(), theirs.origin.clone());
                    continue;
                }
                (StandardVariable::CitationKey, Some(_)) => continue,
                (StandardVariable::Keyword | StandardVariable::Annote, Some(ours))
                    if ours.as_str().len() > MOST_JOINED =>
                {
                    if ours.value != theirs.value {
                        self.left.push(format!("`{variable}`"));
                    }
                    continue;
                }
                (StandardVariable::Keyword, Some(ours)) => {
                    values::keywords(ours.as_str(), theirs.as_str())
                }
                (StandardVariable::Annote, Some(ours))
                    if !ours.as_str().contains(theirs.as_str())
                        && !theirs.as_str().contains(ours.as_str()) =>
                {
                    format!("{}\n\n{}", ours.as_str(), theirs.as_str())
                }
                (_, Some(ours)) => {
                    let choice = values::text(variable, ours, theirs);
                    let pair = (ours.as_str(), &ours.origin);
                    if self.second_stays(
                        &variable.to_string(),
                        choice,
                        pair,
                        (theirs.as_str(), &theirs.origin),
                    ) {
                        first.texts.set(variable, theirs.value.clone(), theirs.origin.clone());
                    }
                    continue;
                }
            };
            if let Some(ours) = first.texts.get_mut(variable)
                && ours.as_str() != joined
            {
                ours.value = Text::plain(joined);
            }
        }
    }

    fn numbers(&mut self, first: &mut Item, second: &Item) {
        self.fields(
            &mut first.numbers,
            &second.numbers,
            |variable, a, b| values::number(variable, a, b),
            Clone::clone,
        );
    }

    fn names(&mut self, first: &mut Item, second: &Item) {
        self.fields(
            &mut first.names,
            &second.names,
            |_, a, b| values::names(a, b),
            |names| {
                let shown = names.list.iter().map(crate::model::Name::display_sorted);
                shown.collect::<Vec<_>>().join("; ")
            },
        );
    }

    fn dates(&mut self, first: &mut Item, second: &Item) {
        self.fields(
            &mut first.dates,
            &second.dates,
            |variable, a, b| match variable {
                // The later visit says how long the page has stood.
                DateVariable::Accessed => {
                    let later = b.start() > a.start();
                    (if later { Stays::Second } else { Stays::First }, Difference::None)
                }
                _ => values::date(a, b),
            },
            ToString::to_string,
        );
    }

    fn fields<K: Copy + PartialEq + std::fmt::Display, V: Clone>(
        &mut self,
        first: &mut Fields<K, V>,
        second: &Fields<K, V>,
        choose: impl Fn(K, &V, &V) -> Choice,
        show: impl Fn(&V) -> String,
    ) {
        for (variable, theirs) in second.iter() {
            let stays = first.get(variable).is_none_or(|ours| {
                let (a, b) = (show(ours), show(theirs));
                let choice = choose(variable, ours, theirs);
                let name = variable.to_string();
                self.second_stays(&name, choice, (&a, &ours.origin), (&b, &theirs.origin))
            });
            if stays {
                first.set(variable, theirs.value.clone(), theirs.origin.clone());
            }
        }
    }

    fn page(&mut self, first: &mut Item, second: &Item) {
        let Some(theirs) = &second.page else { return };
        let stays = first.page.as_ref().is_none_or(|ours| {
            let choice = values::page(ours, theirs);
            self.second_stays("page", choice, (ours, &ours.origin), (theirs, &theirs.origin))
        });
        if stays {
            first.page = Some(theirs.clone());
        }
    }

    fn extras(&mut self, first: &mut Item, second: &Item) {
        let own = first.extra.len();
        for theirs in &second.extra {
            let is_same =
                |ours: &&mut Extra| ours.format == theirs.format && ours.name == theirs.name;
            if own > MOST_EXTRA {
                self.left.push(format!("`{}`", theirs.name));
                continue;
            }
            // The other keys are joined once for all.
            if (theirs.format, theirs.name.as_str()) == ("bibtex", "ids") {
                continue;
            }
            if REPEATED.contains(&theirs.format) {
                if !first.extra[..own].contains(theirs)
                    && !first.extra[..own]
                        .iter()
                        .any(|ours| ours.name == theirs.name && *ours.value == *theirs.value)
                {
                    first.extra.push(theirs.clone());
                }
                continue;
            }
            let Some(ours) = first.extra.iter_mut().find(is_same) else {
                first.extra.push(theirs.clone());
                continue;
            };
            if *ours.value == *theirs.value {
                continue;
            }
            match LISTS.iter().find(|(name, _)| *name == theirs.name) {
                Some((_, mark)) if ours.value.len() <= MOST_JOINED => {
                    ours.value = join(&ours.value, &theirs.value, *mark)
                }
                _ if VOLATILE.contains(&theirs.name.as_str()) => {}
                _ => self.left.push(format!("`{}`", theirs.name)),
            }
        }
    }
}

/// Joins two lists; each member stays once.
fn join(first: &Sourced<String>, second: &str, mark: char) -> Sourced<String> {
    let mut members: Vec<&str> = first.split(mark).map(str::trim).collect();
    for member in second.split(mark).map(str::trim) {
        if !members.contains(&member) {
            members.push(member);
        }
    }
    Sourced::new(members.join(&mark.to_string()), first.origin.clone())
}

/// The beginning of a value, for a message.
fn excerpt(value: &str) -> String {
    const MOST: usize = 60;
    let mut chars = value.chars().map(|c| if c.is_control() { ' ' } else { c });
    let head: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}
