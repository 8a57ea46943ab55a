//! Keys for many records at once.

use std::collections::{BTreeMap, HashSet};

use super::pattern::Pattern;
use crate::diag::{Code, Diagnostic};
use crate::library::{FreeKeys, Places, keep_old};
use crate::model::{CiteKey, DateVariable, Item, NumberVariable as Num, StandardVariable as S};

/// Which records get new keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renew {
    /// Those whose file gave them none.
    Missing,
    /// All.
    All,
}

/// Gives records the keys that a pattern makes.
///
/// Records that the pattern makes one key of get letters: the first none, then `a`, `b` to `z`, `aa`. Which is
/// the first depends on the records, never on the order of the input: the earlier date comes first, then
/// names, title, place of publication and identifiers decide. So one set of records always gets the same
/// keys; a record that is added can move the letters of those after it, unless their keys are in `fixed`.
///
/// Keys in `fixed` stay with the records that have them and are given to no other. A key that changes is
/// kept in BibLaTeX's `ids`.
///
/// # Diagnostics
/// `changed-key` for each key that a file states.
///
/// ```
/// use florilege::{bibliography, citekey::{self, Pattern, Renew}, format::Format, source::Source};
/// let bib = "@book{x, author={Doe, J.}, year=2020, title={B}} @book{y, author={Doe, J.}, year=2020, title={A}}";
/// let mut items = bibliography::read(Format::Bibtex, &Source::new("a.bib", bib)).value;
/// let pattern = Pattern::parse("auth.lower + year").unwrap();
/// citekey::assign(&mut items, &pattern, Renew::All, &Default::default(), &|_| None);
/// assert_eq!([items[0].key.as_str(), items[1].key.as_str()], ["doe2020a", "doe2020"]);
/// ```
pub fn assign(
    items: &mut [Item],
    pattern: &Pattern,
    renew: Renew,
    fixed: &HashSet<CiteKey>,
    places: &Places<'_>,
) -> Vec<Diagnostic> {
    let mut keys = FreeKeys::default();
    // Sets have no order, and none is needed to take keys.
    #[expect(clippy::iter_over_hash_type, reason = "the order of taking keys does not matter")]
    for key in fixed {
        keys.take(key);
    }
    let mut wanted: BTreeMap<String, Vec<(CiteKey, usize)>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let renews = renew == Renew::All || item.has_derived_key || item.key.is_placeholder();
        let key = pattern.key(item).filter(|_| renews && !fixed.contains(&item.key));
        match key {
            Some(key) => wanted.entry(key.as_str().to_lowercase()).or_default().push((key, at)),
            // What the pattern makes nothing of keeps its key, too.
            None => {
                keys.take(&item.key);
            }
        }
    }
    let mut diagnostics = Vec::new();
    let mut given: Vec<(usize, CiteKey)> = Vec::new();
    // Bare keys first, so that a letter never takes what another record has without one.
    let mut others = Vec::new();
    for (_, mut group) in wanted {
        if group.len() > 1 {
            group.sort_by_cached_key(|(_, at)| (rank(&items[*at]), *at));
        }
        let mut group = group.into_iter();
        if let Some((key, at)) = group.next() {
            if keys.take(&key) {
                given.push((at, key));
            } else {
                others.push((key, at));
            }
        }
        others.extend(group);
    }
    for (key, at) in others {
        given.push((at, keys.give_other(&key)));
    }
    given.sort_unstable();
    for (at, key) in given {
        set(&mut items[at], key, places, &mut diagnostics);
    }
    diagnostics
}

fn set(item: &mut Item, key: CiteKey, places: &Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if item.key == key {
        return;
    }
    let old = std::mem::replace(&mut item.key, key);
    // Nobody cites what no file states.
    if std::mem::take(&mut item.has_derived_key) || old.is_placeholder() {
        return;
    }
    let message = format!("`{old}` became `{}`", item.key);
    let mut finding = Diagnostic::new(Code::ChangedKey, message);
    finding.place = places(&item.kind.origin);
    diagnostics.push(finding);
    keep_old(item, &old);
}

/// What decides between records with one key.
fn rank(item: &Item) -> [String; 5] {
    let text = |variable| item.text(variable).unwrap_or_default().to_lowercase();
    let number = |variable| item.number(variable).unwrap_or_default();
    let issued = item.dates.get(DateVariable::Issued).map(|date| date.to_string());
    let names = super::first_names(item).map(|names| {
        let names = names.list.iter().map(|name| name.display_sorted().to_lowercase());
        names.collect::<Vec<_>>().join(";")
    });
    let page = item.page.as_ref().map_or("", |page| page.as_str());
    let place =
        [&text(S::ContainerTitle), number(Num::Volume), number(Num::Issue), page].join("\u{1}");
    let identifiers = [S::DOI, S::PMID, S::ISBN, S::URL, S::Publisher].map(text).join("\u{1}");
    [issued.unwrap_or_default(), names.unwrap_or_default(), text(S::Title), place, identifiers]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography;
    use crate::format::Format;
    use crate::source::Source;

    /// Gives keys and shows them by title.
    fn check(bib: &[&str], renew: Renew, fixed: &[&str], expected: &str) {
        let source = Source::new("t.bib", bib.concat());
        let mut items = bibliography::read(Format::Bibtex, &source).value;
        let pattern = Pattern::parse("auth.lower + year").unwrap();
        let fixed = fixed.iter().map(|key| CiteKey::parse(key).unwrap()).collect();
        assign(&mut items, &pattern, renew, &fixed, &|_| None);
        let shown = |item: &Item| format!("{}={}", item.text(S::Title).unwrap(), item.key);
        let mut shown: Vec<String> = items.iter().map(shown).collect();
        shown.sort();
        assert_eq!(shown.join(" "), expected);
    }

    const A: &str = "@book{x, author={Doe, J.}, date={2020-02-01}, title={A}}\n";
    const B: &str = "@book{y, author={Doe, J.}, date={2020-01-01}, title={B}}\n";
    const C: &str = "@book{doe2020a, author={Roe, J.}, date={2020}, title={C}}\n";
    const D: &str = "@book{, author={Doe, J.}, date={2020-03-01}, title={D}}\n";

    #[test]
    fn letters_do_not_depend_on_the_order() {
        check(&[A, B, D], Renew::All, &[], "A=doe2020a B=doe2020 D=doe2020b");
        check(&[D, B, A], Renew::All, &[], "A=doe2020a B=doe2020 D=doe2020b");
    }

    #[test]
    fn keys_that_readers_made_are_made_anew() {
        let ris = "TY  - BOOK\nAU  - Doe, J.\nTI  - Notes\nPY  - 2020\nER  - \n";
        let csv = "id,author,title\nmine,\"Roe, R.\",A\n,\"Roe, R.\",B\n";
        let ris = bibliography::read(Format::Ris, &Source::new("t.ris", ris)).value;
        let csv = bibliography::read(Format::Csv, &Source::new("t.csv", csv)).value;
        let mut items: Vec<Item> = ris.into_iter().chain(csv).collect();
        let pattern = Pattern::parse("auth.lower").unwrap();
        let found = assign(&mut items, &pattern, Renew::Missing, &HashSet::new(), &|_| None);
        let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys, ["doe", "mine", "roe"]);
        assert_eq!(found, []);
    }

    #[test]
    fn keys_that_stay_are_not_given_again() {
        check(&[A, C, D], Renew::Missing, &[], "A=x C=doe2020a D=doe2020");
        check(&[A, B, C], Renew::All, &["doe2020a"], "A=doe2020b B=doe2020 C=doe2020a");
        check(&[A, B, C], Renew::All, &["doe2020", "x"], "A=x B=doe2020a C=roe2020");
    }
}
