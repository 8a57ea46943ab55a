//! Two records of one work as one record.

use super::compare::Reason;
use super::people::{self, Joined};
use super::values::{self, Choice, Difference, Stays};
use super::{Options, Places, fold, venues};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    DateVariable, Extra, Fields, Item, Kind, Name, Names, Origin, Sourced, StandardVariable, Text,
    Via,
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
    let union = Union::of(first, &second, Manner::Unite, options.places);
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

/// What the second record is to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Another record of the same library; both become one.
    Unite,
    /// What a record with gaps is completed from; it stays a record of its own.
    Complete,
    /// A record that is only compared; both stay as they are.
    Compare,
}

/// What became of two records.
pub(super) struct Union<'a> {
    first_key: String,
    manner: Manner,
    places: &'a Places<'a>,
    /// What the first record has from the second, but for what both say differently.
    pub(super) taken: Vec<String>,
    /// What falls away without a finding of its own.
    pub(super) left: Vec<String>,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Union<'a> {
    /// Takes what the second record knows into the first.
    pub(super) fn of(
        first: &mut Item,
        second: &Item,
        manner: Manner,
        places: &'a Places<'a>,
    ) -> Self {
        let first_key = first.key.to_string();
        let (taken, left, findings) = (Vec::new(), Vec::new(), Vec::new());
        let mut union = Self { first_key, manner, places, taken, left, findings };
        union.kind(first, second);
        union.texts(first, second);
        union.numbers(first, second);
        union.page(first, second);
        union.names(first, second);
        union.dates(first, second);
        union.extras(first, second);
        union
    }
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
        let is_guess = |origin: &Origin| origin.via == Via::Derived;
        if let Some(better) = values::by_origin(first_origin, second_origin) {
            match difference {
                // What was guessed contradicts nothing.
                _ if is_guess(first_origin) || is_guess(second_origin) => {
                    (stays, difference) = (better, Difference::None);
                }
                Difference::Large => stays = better,
                Difference::Small | Difference::None => {}
            }
        }
        match difference {
            Difference::None => {}
            Difference::Small => self.left.push(format!("`{name}`")),
            Difference::Large => {
                let (first, second) = ((first, first_origin), (second, second_origin));
                self.conflict(name, stays, first, second);
            }
        }
        if stays == Stays::Second && difference != Difference::Large {
            self.taken.push(name.to_owned());
        }
        stays == Stays::Second
    }

    /// Tells of two values of which one is wrong.
    fn conflict(
        &mut self,
        name: &str,
        stays: Stays,
        first: (&str, &Origin),
        second: (&str, &Origin),
    ) {
        let key = &self.first_key;
        // Two records of one library are told of where the value falls away; what is completed, where it stands.
        let (here, there) = match (self.manner, stays) {
            (Manner::Complete | Manner::Compare, _) | (Manner::Unite, Stays::Second) => {
                (first, second)
            }
            (Manner::Unite, Stays::First) => (second, first),
        };
        let at = (self.places)(there.1);
        let at = at.map(|at| format!(" in {}:{}:{}", at.file, at.line, at.column));
        let (value, other, at) = (excerpt(here.0), excerpt(there.0), at.unwrap_or_default());
        let message = match (self.manner, stays) {
            (Manner::Compare, _) => {
                format!("`{name}` of `{key}` is `{value}` here, but `{other}`{at}")
            }
            (Manner::Complete, Stays::First) => {
                format!("`{name}` of `{key}` is `{value}` here, which was kept, but `{other}`{at}")
            }
            _ => {
                format!("`{name}` of `{key}` is `{value}` here, but `{other}`{at}, which was kept")
            }
        };
        let mut finding = Diagnostic::new(Code::ConflictingValues, message);
        finding.place = (self.places)(here.1);
        self.findings.push(finding);
    }

    fn kind(&mut self, first: &mut Item, second: &Item) {
        if *first.kind == *second.kind {
            return;
        }
        let is_vague = |kind: Kind| matches!(kind, Kind::Document | Kind::Article);
        let choice = match (is_vague(*first.kind), is_vague(*second.kind)) {
            (true, false) => (Stays::Second, Difference::None),
            (false, true) => (Stays::First, Difference::None),
            // No reference prints its type, so what was parsed is a guess.
            _ => match values::by_origin(&first.kind.origin, &second.kind.origin) {
                Some(better) => (better, Difference::None),
                None => (Stays::First, Difference::Large),
            },
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
            if self.manner == Manner::Complete {
                self.text(first, second, variable, theirs);
                continue;
            }
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

    /// Completes one text. What someone wrote down for themselves stays in their library.
    fn text(
        &mut self,
        first: &mut Item,
        second: &Item,
        variable: StandardVariable,
        theirs: &Sourced<Text>,
    ) {
        use StandardVariable as S;
        if matches!(variable, S::CitationKey | S::Annote) {
            return;
        }
        let name = variable.to_string();
        let Some(ours) = first.texts.get(variable) else {
            self.taken.push(name);
            first.texts.set(variable, theirs.value.clone(), theirs.origin.clone());
            return;
        };
        if variable == S::Keyword {
            return;
        }
        let mut choice = values::text(variable, ours, theirs);
        let folded = fold::words(ours.as_str());
        let short = second.texts.get(S::ContainerTitleShort).map(|text| fold::words(text.as_str()));
        // Some abbreviations are of a longer name than the one in full: Proc. Natl. Acad. Sci. U.S.A.
        let is_abbreviated = variable == S::ContainerTitle
            && (short.as_ref().is_some_and(|short| venues::is_short(&folded, short))
                || venues::is_short(&folded, &fold::words(theirs.as_str())));
        if is_abbreviated && choice.1 == Difference::Large {
            choice = (Stays::Second, Difference::None);
        }
        let other = (theirs.as_str(), &theirs.origin);
        if !self.second_stays(&name, choice, (ours.as_str(), &ours.origin), other) {
            return;
        }
        let old = first.texts.set(variable, theirs.value.clone(), theirs.origin.clone());
        // The abbreviation that was printed is worth keeping beside the name in full.
        if let Some(old) = old
            && variable == S::ContainerTitle
            && !first.texts.contains(S::ContainerTitleShort)
            && short.is_none()
            && is_abbreviated
        {
            first.texts.set(S::ContainerTitleShort, old.value, old.origin);
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
        match self.manner {
            Manner::Unite => self.fields(
                &mut first.names,
                &second.names,
                |_, a, b| values::names(a, b),
                show_names,
            ),
            Manner::Complete | Manner::Compare => self.people(first, second),
        }
    }

    /// Completes lists of names; the origin of a list is where its names in full stand.
    ///
    /// People that differ stay as they are printed: a record of other people is not to be relied on.
    fn people(&mut self, first: &mut Item, second: &Item) {
        for (variable, theirs) in second.names.iter() {
            let name = variable.to_string();
            let ours = first.names.get(variable).filter(|ours| ours.origin.via != Via::Derived);
            let Some(ours) = ours else {
                self.taken.push(name);
                first.names.set(variable, theirs.value.clone(), theirs.origin.clone());
                continue;
            };
            let shown = (show_names(ours), show_names(theirs));
            let pair = ((&*shown.0, &ours.origin), (&*shown.1, &theirs.origin));
            let names = match people::join(ours, theirs) {
                Joined::First => continue,
                Joined::Both(names) => {
                    self.taken.push(name);
                    names
                }
                Joined::Longer(names) => {
                    self.conflict(&name, Stays::Second, pair.0, pair.1);
                    names
                }
                Joined::Differ => {
                    self.conflict(&name, Stays::First, pair.0, pair.1);
                    continue;
                }
            };
            first.names.set(variable, names, theirs.origin.clone());
        }
    }

    fn dates(&mut self, first: &mut Item, second: &Item) {
        let complete = self.manner == Manner::Complete;
        let ahead = second.dates.get(DateVariable::AvailableDate).and_then(|date| date.start());
        let ahead = ahead.map(|day| day.year).filter(|_| complete);
        self.fields(
            &mut first.dates,
            &second.dates,
            |variable, a, b| match variable {
                // Ahead of the issue the work was there already, and is cited by either year.
                DateVariable::Issued
                    if ahead.is_some() && a.start().map(|day| day.year) == ahead =>
                {
                    let same = b.start().map(|day| day.year) == ahead;
                    if same { values::date(a, b) } else { (Stays::First, Difference::None) }
                }
                DateVariable::Accessed if complete => (Stays::First, Difference::None),
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
            let name = variable.to_string();
            let stays = match first.get(variable) {
                Some(ours) => {
                    let (a, b) = (show(ours), show(theirs));
                    let choice = choose(variable, ours, theirs);
                    self.second_stays(&name, choice, (&a, &ours.origin), (&b, &theirs.origin))
                }
                None => {
                    self.taken.push(name);
                    true
                }
            };
            if stays {
                first.set(variable, theirs.value.clone(), theirs.origin.clone());
            }
        }
    }

    fn page(&mut self, first: &mut Item, second: &Item) {
        let Some(theirs) = &second.page else { return };
        let stays = match &first.page {
            Some(ours) => {
                let choice = values::page(ours, theirs);
                self.second_stays("page", choice, (ours, &ours.origin), (theirs, &theirs.origin))
            }
            None => {
                self.taken.push("page".to_owned());
                true
            }
        };
        if stays {
            first.page = Some(theirs.clone());
        }
    }

    fn extras(&mut self, first: &mut Item, second: &Item) {
        let own = first.extra.len();
        for theirs in &second.extra {
            let is_own = || LISTS.iter().any(|row| row.0 == theirs.name);
            let is_volatile = || VOLATILE.contains(&theirs.name.as_str());
            if self.manner == Manner::Complete && (is_own() || is_volatile()) {
                continue;
            }
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
                self.taken.push(theirs.name.clone());
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

fn show_names(names: &Names) -> String {
    let shown = names.list.iter().map(Name::display_sorted);
    shown.collect::<Vec<_>>().join("; ")
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
