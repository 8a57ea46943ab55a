use super::*;
use crate::bibliography;
use crate::format::Format;
use crate::source::Source;

fn read(bib: &str) -> Vec<Item> {
    bibliography::read(Format::Bibtex, &Source::new("t.bib", bib)).value
}

/// Merges entries and shows the keys that are left, each with those it took in.
fn check(bib: &str, expected: &str) {
    let merged = merge(read(bib), &Options::default());
    let keys = merged.value.iter().map(|item| {
        let ids: Vec<&str> = ids(item).collect();
        match ids.as_slice() {
            [] => item.key.to_string(),
            ids => format!("{}+{}", item.key, ids.join("+")),
        }
    });
    assert_eq!(keys.collect::<Vec<_>>().join(" "), expected, "{bib}\n{:?}", merged.diagnostics);
}

const WATSON: &str = "author={Watson, James D. and Crick, Francis}, year=1953, journal={Nature}";

#[test]
fn identifiers_unite() {
    check(
        "@article{a, doi={10.1038/171737a0}} @article{b, doi={https://doi.org/10.1038/171737A0}}",
        "a+b",
    );
    check("@article{a, pmid={13054692}} @misc{b, eprint={13054692}, eprinttype={pubmed}}", "a+b");
    check("@article{a, pmcid={PMC2823276}} @article{b, pmcid={2823276}}", "a+b");
    check(
        "@book{a, title={The TeXbook}, isbn={0-201-13448-9}} @book{b, title={The {\\TeX}book}, isbn={9780201134483}}",
        "a+b",
    );
    check(
        "@misc{a, title={Language Models are Few-Shot Learners}, eprint={2005.14165}, eprinttype={arxiv}}
         @article{b, title={Language models are few-shot learners}, journal={arXiv preprint arXiv:2005.14165v4}}",
        "a+b",
    );
    // A translated title, with the rest in agreement.
    check(
        "@article{a, title={Zur Elektrodynamik bewegter Körper}, author={Einstein, A.}, year=1905, volume=322, pages={891--921}, doi={10.1002/andp.19053221004}}
         @article{b, title={On the electrodynamics of moving bodies}, author={Einstein, Albert}, year=1905, volume=322, pages={891}, doi={10.1002/andp.19053221004}}",
        "a+b",
    );
}

#[test]
fn descriptions_unite() {
    let one =
        "title={Molecular Structure of Nucleic Acids: A Structure for Deoxyribose Nucleic Acid}";
    check(
        &format!(
            "@article{{a, {one}, {WATSON}}} @article{{b, title={{Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid.}}, author={{Watson, JD and others}}, year=1953}}"
        ),
        "a+b",
    );
    check(
        &format!(
            "@article{{a, {one}, {WATSON}}} @article{{b, title={{Molecular structure of nucleic acids}}, {WATSON}}}"
        ),
        "a+b",
    );
    // Ahead of print in the year before.
    check(
        "@article{a, title={Sleep and the price of plasticity}, author={Tononi, G.}, year=2013, journal={Neuron}, volume=81}
         @article{b, title={Sleep and the Price of Plasticity}, author={Tononi, Giulio and Cirelli, Chiara}, year=2014, journal={Neuron}, volume=81, pages={12--34}}",
        "a+b",
    );
    check(
        "@book{a, title={Thinking, Fast and Slow}, author={Kahneman, Daniel}, year=2011, publisher={Farrar, Straus and Giroux}}
         @book{b, title={Thinking, fast and slow}, author={Daniel Kahneman}, year=2011}",
        "a+b",
    );
    check(
        "@article{a, title={Attention and awareness in stage magic}, author={Macknik, S. L.}, journal={Nature Reviews Neuroscience}, year=2008}
         @article{b, title={Attention and awareness in stage magic}, author={Macknik, S. L.}, journal={Nat Rev Neurosci}, year=2008, volume=9}",
        "a+b",
    );
}

#[test]
fn other_works_stay_apart() {
    // A preprint and its article, even where the article names the preprint.
    check(
        "@article{a, title={Deep Residual Learning}, author={He, K.}, year=2016, journal={CVPR}, eprint={1512.03385}, eprinttype={arxiv}}
         @misc{b, title={Deep Residual Learning}, author={He, K.}, year=2016, eprint={1512.03385}, eprinttype={arxiv}}",
        "a b",
    );
    check(
        "@article{a, title={Sleep spindles in health}, author={Fern, A.}, year=2020, doi={10.1101/2020.01.02.123456}}
         @article{b, title={Sleep spindles in health}, author={Fern, A.}, year=2020, journal={Sleep}, volume=3}",
        "a b",
    );
    // A work and its erratum or reply, with and without a common DOI.
    check(
        &format!("@article{{a, title={{Molecular structure of nucleic acids}}, {WATSON}, doi={{10.1/a}}}}
          @article{{b, title={{Erratum: Molecular structure of nucleic acids}}, {WATSON}, doi={{10.1/a}}}}
          @article{{c, title={{Molecular structure of nucleic acids: Reply}}, {WATSON}}}"),
        "a b c",
    );
    // Parts, volumes, editions.
    check(
        "@article{a, title={The tragedy of commons. Part I}, author={Hardin, G.}, year=1968}
         @article{b, title={The tragedy of commons. Part II}, author={Hardin, G.}, year=1968}",
        "a b",
    );
    check(
        "@book{a, title={The Art of Computer Programming}, author={Knuth, D.}, year=1997, volume=1}
         @book{b, title={The Art of Computer Programming}, author={Knuth, D.}, year=1997, volume=2}",
        "a b",
    );
    check(
        "@book{a, title={Principles of Neural Science}, author={Kandel, E.}, edition=4, isbn={0838577016}}
         @book{b, title={Principles of Neural Science}, author={Kandel, E.}, edition={Fifth}, isbn={0838577016}}",
        "a b",
    );
    check(
        "@book{a, title={A Brief History of Time}, author={Hawking, S.}, year=1988}
         @book{b, title={A Brief History of Time}, author={Hawking, S.}, year=1998}",
        "a b",
    );
    // Chapters with one title, and chapters with the ISBN of their book.
    check(
        "@incollection{a, title={Introduction}, author={Gould, S. J.}, year=2002, booktitle={The Structure of Evolutionary Theory}}
         @incollection{b, title={Introduction}, author={Gould, S. J.}, year=2002, booktitle={I Have Landed}}
         @incollection{c, title={Introduction}, author={Gould, S. J.}, year=2002}",
        "a b c",
    );
    check(
        "@incollection{a, title={Memory}, booktitle={Handbook}, isbn={0306406152}} @incollection{b, title={Sleep}, booktitle={Handbook}, isbn={0306406152}}
         @book{c, title={Handbook}, isbn={0306406152}}",
        "a b c",
    );
    // Two people, two years, two DOIs, a thesis and its book.
    check(
        "@article{a, title={Notes on some questions}, author={Smith, Jane}, year=2001} @article{b, title={Notes on some questions}, author={Smith, Karl}, year=2001}",
        "a b",
    );
    check(
        "@article{a, title={Annual report on all sleep}, author={Smith, J}, year=2001} @article{b, title={Annual report on all sleep}, author={Smith, J}, year=2002}",
        "a b",
    );
    check(
        "@article{a, title={Notes on some questions}, author={Smith, J}, year=2001, doi={10.1234/a}} @article{b, title={Notes on some questions}, author={Smith, J}, year=2001, doi={10.1234/b}}",
        "a b",
    );
    check(
        "@phdthesis{a, title={Notes on some questions}, author={Smith, J}, year=2001} @book{b, title={Notes on some questions}, author={Smith, J}, year=2001}",
        "a b",
    );
    check(
        "@inproceedings{a, title={Notes on some questions}, author={Smith, J}, year=2001, booktitle={Proc. X}} @article{b, title={Notes on some questions}, author={Smith, J}, year=2001, journal={J. X}}",
        "a b",
    );
}

/// A record that says little fits each of two works, but cannot make them one.
#[test]
fn a_vague_record_is_no_bridge() {
    check(
        "@article{a, title={Notes on some questions}, author={Smith, J}, year=2001, doi={10.1234/a}}
         @article{b, title={Notes on some questions}, author={Smith, J}, year=2001}
         @article{c, title={Notes on some questions}, author={Smith, J}, year=2001, doi={10.1234/c}}",
        "a+b c",
    );
}

#[test]
fn keys_stay_apart() {
    let mut items = read("@book{a, title={One}} @book{aa, title={Three}}");
    items.extend(read("@book{A, title={Two}} @book{a, title={One}}"));
    let merged = merge(items, &Options::default());
    let keys: Vec<&str> = merged.value.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["a", "aa", "Ab"]);
    let merged = merge(
        read("@book{a, title={One}, isbn={0306406152}} @book{b, title={One}, isbn={0306406152}}"),
        &Options { unite: Unite::SameKey, ..Options::default() },
    );
    assert_eq!(merged.value.len(), 2);
    assert_eq!(merged.diagnostics[0].code, Code::PossibleDuplicate);
}

/// A key that a reader gave is no sign, and nobody cites it.
#[test]
fn placeholders_are_no_keys() {
    let mut items = read("@article{, title={Editorial}}");
    items.extend(read("@article{, title={Editorial}} @article{, title={Other}}"));
    let merged = merge(items, &Options::default());
    let keys: Vec<&str> = merged.value.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["unkeyed1", "unkeyed1-2", "unkeyed2"]);
    assert!(merged.diagnostics.iter().all(|d| d.code != Code::DuplicateKey));
}

/// Unites two entries and shows one field of the result.
fn united(bib: &str, show: impl Fn(&Item) -> String, expected: &str, findings: &[&str]) {
    let merged = merge(read(bib), &Options::default());
    assert_eq!(merged.value.len(), 1, "{bib}");
    assert_eq!(show(&merged.value[0]), expected, "{bib}");
    let conflicts = merged.diagnostics.iter().filter(|d| d.code == Code::ConflictingValues);
    let messages: Vec<&str> = conflicts.map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, findings, "{bib}");
}

#[test]
fn the_better_value_stays() {
    use crate::model::{DateVariable, NameVariable, StandardVariable as S};
    let pair = |a: &str, b: &str| {
        format!("@article{{a, doi={{10.1234/x}}, {a}}} @article{{b, doi={{10.1234/x}}, {b}}}")
    };
    let authors = |item: &Item| {
        let names = item.names.get(NameVariable::Author).unwrap();
        let all: Vec<String> = names.list.iter().map(|name| name.display()).collect();
        all.join("; ")
    };
    united(
        &pair("author={Doe, J. and others}", "author={Doe, Jane and Roe, R.}"),
        authors,
        "Jane Doe; R. Roe",
        &[],
    );
    united(
        &pair("author={Doe, J. and Roe, R.}", "author={Doe, Jane and Roe, Richard}"),
        authors,
        "Jane Doe; Richard Roe",
        &[],
    );
    let issued = |item: &Item| item.dates.get(DateVariable::Issued).unwrap().to_string();
    united(&pair("year=2020", "date={2020-05-17}"), issued, "2020-05-17", &[]);
    united(
        &pair("year=2020", "date={2021-05-17}"),
        issued,
        "2020",
        &["`issued` of `a` is `2021-05-17` here, but `2020`, which was kept"],
    );
    let text = |variable| move |item: &Item| item.text(variable).unwrap().to_owned();
    united(
        &pair("title={SLEEP AND MEMORY}", "title={Sleep and memory}"),
        text(S::Title),
        "Sleep and memory",
        &[],
    );
    united(
        &pair("journal={J Clin Invest}", "journal={The Journal of Clinical Investigation}"),
        text(S::ContainerTitle),
        "The Journal of Clinical Investigation",
        &[],
    );
    united(
        &pair("keywords={sleep, REM}", "keywords={rem, Memory}"),
        text(S::Keyword),
        "sleep, REM, Memory",
        &[],
    );
    let page = |item: &Item| item.page.as_ref().unwrap().value.clone();
    united(&pair("pages={12}", "pages={12--34}"), page, "12-34", &[]);
    united(
        &pair("pages={12}", "pages={13--34}"),
        page,
        "12",
        &["`page` of `a` is `13-34` here, but `12`, which was kept"],
    );
    let extra = |item: &Item| item.extra("bibtex", "groups").unwrap().to_owned();
    united(&pair("groups={one}", "groups={two,one}"), extra, "one,two", &[]);
}

#[test]
fn known_keys_are_taken_and_kept_free() {
    let known =
        read("@book{k, title={The TeXbook}, isbn={0201134489}} @book{other, title={Others}}");
    let mut items = read(
        "@book{x, title={The TeXbook}, isbn={0201134489}} @book{K, title={Something else}} @book{y, title={Y}}",
    );
    let findings = take_keys(&mut items, &known, &|_| None);
    let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["k", "Ka", "y"]);
    assert_eq!(ids(&items[0]).collect::<Vec<_>>(), ["x"]);
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::ChangedKey, Code::DuplicateKey]);
}

#[test]
fn hostile_libraries_take_time_that_grows_with_their_size() {
    let kinds: [&dyn Fn(usize) -> String; 5] = [
        &|n| {
            format!(
                "@article{{k{n}, title={{The same title of all}}, author={{A{n}, B.}}, year=2000}}\n"
            )
        },
        &|n| {
            format!(
                "@article{{k{n}, title={{The same title of all}}, author={{A, B.}}, year=2000}}\n"
            )
        },
        &|n| {
            format!(
                "@article{{k{n}, doi={{10.1234/x}}, keywords={{a{n}, b{n}}}, annote={{About {n}}}, groups={{g{n}}}}}\n"
            )
        },
        &|n| {
            format!(
                "@article{{k{n}, title={{The same title of all}}, year=2000, doi={{10.1234/{n}}}}}\n"
            )
        },
        &|n| {
            format!(
                "@article{{k{n}, title={{Title {n} of these}}, year=2000, doi={{10.1234/x}}}}\n"
            )
        },
    ];
    for kind in kinds {
        let time = |count: usize| {
            let items = read(&(0..count).map(kind).collect::<String>());
            let start = std::time::Instant::now();
            let merged = merge(items, &Options::default());
            assert!(!merged.value.is_empty());
            start.elapsed()
        };
        // A machine that is busy elsewhere is so now and then; what is quadratic is slow each time.
        let spare = std::time::Duration::from_millis(50);
        let is_linear = |_| time(8_000) < time(1_000) * 40 + spare;
        assert!((0..5).any(is_linear), "more records take more than their share");
    }
}

proptest::proptest! {
    #[test]
    fn every_key_is_found_again_and_no_two_are_equal(
        rows in proptest::collection::vec(("[a-c]", "(One|Two|Three) of all( things)?", "200[01]", "[A-C]"), 0..12),
    ) {
        let entry = |(key, title, year, family): &(String, String, String, String)| {
            format!("@book{{{key}, title={{{title}}}, year={year}, author={{{family}, X}}}}\n")
        };
        let bib: String = rows.iter().map(entry).collect();
        let merged = merge(read(&bib), &Options::default()).value;
        let mut keys = std::collections::HashSet::new();
        for item in &merged {
            assert!(keys.insert(item.key.as_str().to_lowercase()), "{bib}");
        }
        for (key, ..) in &rows {
            let found = |item: &Item| item.key.as_str() == key || ids(item).any(|id| id == key);
            assert!(merged.iter().any(found), "{key} of\n{bib}");
        }
        let again = merge(merged.clone(), &Options::default()).value;
        assert_eq!(again.len(), merged.len(), "{bib}");
    }
}
