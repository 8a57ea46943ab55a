//! Records completed from other statements about the same work.

use std::collections::HashMap;

use super::compare::{Reason, Verdict, compare, compatible, same_by_key};
use super::duplicates::blocks;
use super::identity::Identity;
use super::unite::{Manner, Union};
use super::{Places, is_guessed_key};
use crate::diag::{Code, Diagnostic, Place, Read};
use crate::model::{CiteKey, Item};

/// How many records with one identifier, title or key are looked at. More of them tell nothing apart.
const MOST: usize = 500;

/// Records from which others are completed, ready to be searched.
///
/// ```
/// use florilege::{bibliography, format::Format, library::Shelf, source::Source};
/// let read = |bib| bibliography::read(Format::Bibtex, &Source::new("a.bib", bib)).value;
/// let known = read("@article{x, author={Watson, James D. and Crick, Francis}, doi={10.1038/171737a0}, volume=171}");
/// let mut item = read("@article{y, author={Watson, J. D. and others}, doi={10.1038/171737A0}}").remove(0);
/// let completed = Shelf::new(&known).complete(&mut item, &|_| None).value;
/// assert_eq!(completed.from, [0]);
/// assert!(!item.is_truncated());
/// ```
#[derive(Debug)]
pub struct Shelf<'a> {
    records: Vec<&'a Item>,
    identities: Vec<Identity>,
    /// Hashes of what records are found by, each with a record; sorted.
    blocks: Vec<(u64, usize)>,
    /// The first record with each key that someone gave.
    keys: HashMap<&'a CiteKey, usize>,
}

/// What became of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completed {
    /// The records of the same work, by their places on the shelf.
    pub from: Vec<usize>,
    /// Whether the record has anything from them.
    pub changed: bool,
}

impl<'a> Shelf<'a> {
    /// Puts records on a shelf.
    pub fn new(records: impl IntoIterator<Item = &'a Item>) -> Self {
        let records: Vec<&Item> = records.into_iter().collect();
        let identities: Vec<Identity> = records.iter().map(|item| Identity::of(item)).collect();
        let blocks = blocks(&identities);
        let mut keys = HashMap::new();
        for (at, record) in records.iter().enumerate().filter(|(_, item)| !is_guessed_key(item)) {
            keys.entry(&record.key).or_insert(at);
        }
        Self { records, identities, blocks, keys }
    }

    /// The record at a place.
    pub fn record(&self, at: usize) -> Option<&'a Item> {
        self.records.get(at).copied()
    }

    /// The first record with this key.
    pub fn by_key(&self, key: &CiteKey) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// Completes a record from those of the same work; its key stays.
    ///
    /// Of the same work are records that [`merge`](super::merge) would unite: an identifier in common and
    /// titles that do not contradict it, or else title, names and year, and nothing that speaks against it;
    /// and records with the key that stands beside the reference, if title and names fit.
    /// A list of names that was cut is completed where the printed names begin the whole list, initials become
    /// given names, an abbreviated journal gets its name, missing fields are filled. Every value keeps its
    /// origin. Of two values that differ the stated one stays before one that was parsed, and a finding names
    /// both places; only people that differ stay as printed. If the records that fit are of different works,
    /// none is used.
    ///
    /// # Diagnostics
    /// `completed-record`, `conflicting-values`, `shared-identifier`, `ambiguous-record`.
    pub fn complete(&self, item: &mut Item, places: &Places<'_>) -> Read<Completed> {
        let mut found = self.find(item);
        let mut completed = Completed::default();
        let mut diagnostics = Vec::new();
        let place = places(&item.kind.origin);
        let mut report = |code, message: String, help: String| {
            let mut finding = Diagnostic::new(code, message).help(help);
            finding.place.clone_from(&place);
            diagnostics.push(finding);
        };
        if let (Some((at, name)), true) = (found.shared, found.same.is_empty()) {
            let other = self.describe(at, places);
            let message = format!("`{}` has the {name} of another work, {other}", item.key);
            report(Code::SharedIdentifier, message, format!("correct the {name} of one of them"));
        }
        if let [first, rest @ ..] = found.same.as_slice() {
            let fits = |at: &usize| compatible(&self.identities[*first], &self.identities[*at]);
            if let Some(other) = rest.iter().find(|at| !fits(at)) {
                let (a, b) = (self.describe(*first, places), self.describe(*other, places));
                let message = format!("`{}` may be {a} or {b}, so it is left as it is", item.key);
                let help = "give it what tells the works apart, such as a DOI or an edition";
                report(Code::AmbiguousRecord, message, help.to_owned());
                found.same.clear();
            }
        }
        let mut findings = Vec::new();
        for at in &found.same {
            let union = Union::of(item, self.records[*at], Manner::Complete, places);
            if !union.taken.is_empty() {
                let from = self.describe(*at, places);
                let names: Vec<String> =
                    union.taken.iter().map(|name| format!("`{name}`")).collect();
                let message = format!("{} of `{}` from {from}", names.join(", "), item.key);
                let mut finding = Diagnostic::new(Code::CompletedRecord, message);
                finding.place.clone_from(&place);
                if !union.left.is_empty() {
                    let left = union.left.join(", ");
                    finding = finding.help(format!("{left} stand there in another form"));
                }
                findings.push(finding);
            }
            completed.changed |= !union.taken.is_empty() || !union.findings.is_empty();
            findings.extend(union.findings);
        }
        diagnostics.extend(findings);
        completed.from = found.same;
        Read { value: completed, diagnostics }
    }

    /// Finds the records of the same work; those with an identifier in common before those that are only
    /// described alike.
    fn find(&self, item: &Item) -> Found {
        let mut identity = Identity::of(item);
        if is_guessed_key(item) {
            identity.key.clear();
        }
        let mut candidates = Vec::new();
        for (hash, _) in blocks(std::slice::from_ref(&identity)) {
            let from = self.blocks.partition_point(|(known, _)| *known < hash);
            let block = self.blocks[from..].iter().take_while(|(known, _)| *known == hash);
            candidates.extend(block.take(MOST).map(|(_, at)| *at));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let (mut same, mut shared) = (Vec::new(), None);
        for at in candidates {
            let other = &self.identities[at];
            match compare(&identity, other) {
                Verdict::Same(reason) => same.push((reason, at)),
                Verdict::Apart if same_by_key(&identity, other) => {
                    same.push((Reason::Identifier("citation key"), at));
                }
                Verdict::SharedIdentifier(name) => shared = shared.or(Some((at, name))),
                Verdict::Apart => {}
            }
        }
        let is_named = |(reason, _): &(Reason, usize)| matches!(reason, Reason::Identifier(_));
        if same.iter().any(is_named) {
            same.retain(is_named);
        }
        Found { same: same.into_iter().map(|(_, at)| at).collect(), shared }
    }

    /// A record as messages name it.
    fn describe(&self, at: usize, places: &Places<'_>) -> String {
        let record = self.records[at];
        let shown = |place: Place| format!("{}:{}:{}", place.file, place.line, place.column);
        match places(&record.kind.origin).map(shown) {
            Some(place) if is_guessed_key(record) => place,
            Some(place) => format!("`{}` in {place}", record.key),
            None => format!("`{}`", record.key),
        }
    }
}

/// What a search finds.
struct Found {
    /// The records of the same work.
    same: Vec<usize>,
    /// A record of another work with the same identifier.
    shared: Option<(usize, &'static str)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography;
    use crate::format::Format;
    use crate::map::csl_json::{Profile, from_item};
    use crate::model::{Confidence, Via};
    use crate::source::Source;

    /// Completes the first entry, taken for a parsed reference, from the others; shows its members but type and
    /// title, and the findings' codes.
    fn check(reference: &str, known: &str, expected: &str) {
        let read = |bib| bibliography::read(Format::Bibtex, &Source::new("t.bib", bib)).value;
        let mut item = parsed(read(reference).remove(0));
        let known = read(known);
        let findings = Shelf::new(&known).complete(&mut item, &|_| None).diagnostics;
        let mut members = from_item(&item, Profile::Csl).value;
        for name in ["id", "type", "title"] {
            members.shift_remove(name);
        }
        let (expected, codes) = expected.rsplit_once('}').expect("an object, then codes");
        let expected: serde_json::Value = serde_json::from_str(&format!("{expected}}}")).unwrap();
        let found: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(found.join(" "), codes.trim(), "{findings:?}");
        assert_eq!(serde_json::Value::Object(members), expected);
    }

    /// The item as if it had been read out of a formatted reference.
    fn parsed(mut item: Item) -> Item {
        let via = Via::ParsedReference { confidence: Confidence(0.9) };
        // How sure the reading was would be written with it, and is nothing to complete.
        let mut parsed = Item::new(item.key.clone(), *item.kind, item.kind.origin.clone());
        parsed.has_derived_key = true;
        for (variable, text) in item.texts.iter() {
            parsed.texts.set(variable, text.value.clone(), text.origin.via(via));
        }
        for (variable, number) in item.numbers.iter() {
            parsed.numbers.set(variable, number.value.clone(), number.origin.via(via));
        }
        for (variable, names) in item.names.iter() {
            parsed.names.set(variable, names.value.clone(), names.origin.via(via));
        }
        for (variable, date) in item.dates.iter() {
            parsed.dates.set(variable, date.value.clone(), date.origin.via(via));
        }
        parsed.page = item.page.take();
        if let Some(page) = &mut parsed.page {
            page.origin.via = via;
        }
        parsed
    }

    const XIE: &str = "title={Sleep drives metabolite clearance from the adult brain}";

    #[test]
    fn gaps_are_filled() {
        check(
            &format!(
                "@article{{a, {XIE}, author={{Xie, L. and Kang, H. and others}}, journal={{J Clin Invest}}, year=2013}}"
            ),
            &format!(
                "@article{{b, {XIE}, author={{Xie, Lulu and Kang, Hongyi and Xu, Qiwu}}, journal={{The Journal of Clinical Investigation}}, volume=342, date={{2013-10-18}}, doi={{10.1126/science.1241224}}, file={{a.pdf}}, annote={{read}}}}"
            ),
            r#"{"author":[{"family":"Xie","given":"Lulu"},{"family":"Kang","given":"Hongyi"},{"family":"Xu","given":"Qiwu"}],"issued":{"date-parts":[[2013,10,18]]},"container-title":"The Journal of Clinical Investigation","volume":"342","container-title-short":"J Clin Invest","DOI":"10.1126/science.1241224"} completed-record"#,
        );
        check(
            &format!(
                "@article{{a, {XIE}, journal={{Proc. Natl. Acad. Sci. U.S.A.}}, doi={{10.1073/x}}}}"
            ),
            &format!(
                "@article{{b, {XIE}, journal={{Proceedings of the National Academy of Sciences}}, shortjournal={{Proc Natl Acad Sci U S A}}, doi={{10.1073/x}}}}"
            ),
            r#"{"container-title":"Proceedings of the National Academy of Sciences","container-title-short":"Proc Natl Acad Sci U S A","DOI":"10.1073/x"} completed-record"#,
        );
        // Nothing to add, nothing to say.
        check(
            "@book{a, title={The TeXbook}, isbn={0201134489}}",
            "@book{b, title={The TeXbook}, isbn={0-201-13448-9}}",
            r#"{"ISBN":"0201134489"}"#,
        );
    }

    #[test]
    fn what_differs_is_told() {
        check(
            &format!(
                "@article{{a, {XIE}, author={{Xie, L. and Neff, F. and others}}, doi={{10.1126/x}}, volume=342, year=2014, pages={{1--2}}}}"
            ),
            &format!(
                "@article{{b, {XIE}, author={{Xie, Lulu and Kang, Hongyi and Xu, Qiwu}}, doi={{10.1126/x}}, volume=343, year=2013, pages={{373--377}}}}"
            ),
            r#"{"author":[{"family":"Xie","given":"L."},{"family":"Neff","given":"F."}],"issued":{"date-parts":[[2013]]},"volume":"343","page":"373-377","DOI":"10.1126/x","custom":{"florilege":{"truncated":["author"]}}} conflicting-values conflicting-values conflicting-values conflicting-values"#,
        );
    }

    #[test]
    fn other_works_complete_nothing() {
        let reference = format!("@article{{a, {XIE}, author={{Xie, L. and others}}, year=2013}}");
        let cut = r#"{"author":[{"family":"Xie","given":"L."}],"issued":{"date-parts":[[2013]]},"custom":{"florilege":{"truncated":["author"]}}}"#;
        for other in ["author={Xie, Lulu}, year=2003", "author={Kang, Hongyi}, year=2013"] {
            check(&reference, &format!("@article{{b, {XIE}, {other}, volume=1}}"), cut);
        }
        let two = |doi: &str| {
            format!(
                "@article{{b{doi}, {XIE}, author={{Xie, Lulu and Kang, H.}}, year=2013, doi={{10.1234/{doi}}}}}"
            )
        };
        check(&reference, &(two("a") + &two("b")), &format!("{cut} ambiguous-record"));
        check(
            "@article{a, title={On something else altogether}, doi={10.1234/a}}",
            &two("a"),
            r#"{"DOI":"10.1234/a"} shared-identifier"#,
        );
    }

    #[test]
    fn the_last_name_behind_a_gap_is_no_other_person() {
        check(
            &format!(
                "@article{{a, {XIE}, author={{Xie, L. and Kang, H. and Nedergaard, M. and others}}, year=2013}}"
            ),
            &format!(
                "@article{{b, {XIE}, author={{Xie, Lulu and Kang, Hongyi and Xu, Qiwu and Nedergaard, Maiken}}, year=2013}}"
            ),
            r#"{"author":[{"family":"Xie","given":"Lulu"},{"family":"Kang","given":"Hongyi"},{"family":"Xu","given":"Qiwu"},{"family":"Nedergaard","given":"Maiken"}],"issued":{"date-parts":[[2013]]}} completed-record"#,
        );
    }

    #[test]
    fn values_keep_their_origins() {
        let source = Source::new(
            "known.bib",
            format!(
                "@article{{b, {XIE}, author={{Xie, Lulu and Kang, Hongyi}}, year=2013, volume=342}}"
            ),
        );
        let known = bibliography::read(Format::Bibtex, &source).value;
        let cut = format!("@article{{a, {XIE}, author={{Xie, L. and others}}, year=2013}}");
        let read = bibliography::read(Format::Bibtex, &Source::new("refs.txt", cut)).value;
        let mut item = parsed(read.into_iter().next().unwrap());
        Shelf::new(&known).complete(&mut item, &|_| None);
        use crate::model::{DateVariable, NameVariable};
        let names = item.names.get(NameVariable::Author).unwrap();
        assert_eq!((&*names.origin.file, names.origin.via), ("known.bib", Via::Stated));
        assert_eq!(&*item.dates.get(DateVariable::Issued).unwrap().origin.file, "refs.txt");
    }

    #[test]
    fn many_records_of_one_title_cost_what_they_are() {
        let entry =
            |at: usize| format!("@article{{k{at}, {XIE}, year=2013, doi={{10.1234/{at}}}}}\n");
        let time = |count: usize| {
            let bib: String = (0..count).map(entry).collect();
            let items = bibliography::read(Format::Bibtex, &Source::new("t.bib", bib)).value;
            let start = std::time::Instant::now();
            let shelf = Shelf::new(&items);
            for item in items.iter().take(count / 8) {
                let mut item = parsed(item.clone());
                shelf.complete(&mut item, &|_| None);
            }
            start.elapsed()
        };
        let spare = std::time::Duration::from_millis(100);
        assert!((0..3).any(|_| time(4_000) < time(1_000) * 20 + spare));
    }
}
