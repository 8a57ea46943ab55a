//! References of every kind, with what they say. The works are real, the strings are ours.

mod biomedical;
mod linear;

use proptest::prelude::*;

use super::*;
use crate::model::{Item, Kind, Name};

fn read(text: &str) -> Read<Option<Parsed>> {
    let origin = Origin::derived();
    parse(Reference { text, links: &[], key: None, origin: &origin })
}

/// One line a variable, names as `family/given`.
fn show(item: &Item) -> Vec<String> {
    let name = |name: &Name| match name.literal.as_str() {
        "" => {
            let parts = [&name.non_dropping_particle, &name.dropping_particle, &name.suffix];
            let more: String = parts
                .iter()
                .filter(|part| !part.is_empty())
                .map(|part| format!("/{part}"))
                .collect();
            format!("{}/{}{more}", name.family, name.given)
        }
        literal => literal.to_owned(),
    };
    let mut lines = Vec::new();
    for (variable, names) in item.names.iter() {
        let mut list: Vec<String> = names.list.iter().map(name).collect();
        list.extend(names.truncated.then(|| "…".to_owned()));
        lines.push(format!("{variable}={}", list.join("; ")));
    }
    lines.extend(item.texts.iter().map(|(variable, text)| format!("{variable}={}", text.as_str())));
    lines.extend(
        item.numbers.iter().map(|(variable, number)| format!("{variable}={}", number.as_str())),
    );
    lines.extend(item.page.iter().map(|page| format!("page={}", page.value)));
    lines.extend(item.dates.iter().map(|(variable, date)| format!("{variable}={}", date.value)));
    lines
}

/// Reads a reference and looks for the kind and for each line; no variable may be left over.
fn check(text: &str, kind: Kind, expected: &[&str]) {
    let parsed = read(text).value.unwrap_or_else(|| panic!("{text}"));
    let mut lines = show(&parsed.item);
    let mut expected: Vec<&str> = expected.to_vec();
    lines.sort();
    expected.sort_unstable();
    assert_eq!(lines, expected, "{text}");
    assert_eq!(parsed.item.kind.value, kind, "{text}");
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text).diagnostics.iter().map(|finding| finding.code.name()).collect()
}

#[test]
fn chicago_journal_articles() {
    check(
        "Watson, J. D., and F. H. C. Crick. “Molecular Structure of Nucleic Acids: A Structure for \
         Deoxyribose Nucleic Acid.” Nature 171, no. 4356 (April 25, 1953): 737–38. \
         https://doi.org/10.1038/171737a0.",
        Kind::ArticleJournal,
        &[
            "author=Watson/J. D.; Crick/F. H. C.",
            "title=Molecular Structure of Nucleic Acids: A Structure for Deoxyribose Nucleic Acid",
            "container-title=Nature",
            "volume=171",
            "issue=4356",
            "page=737-738",
            "issued=1953-04-25",
            "DOI=10.1038/171737a0",
        ],
    );
    check(
        "Roe, Ann, and Bo Li. “On Fasting.” Edited by Jane M. Doe. PLOS ONE 14, no. 1 (January 2, 2019): \
         e0209353.",
        Kind::ArticleJournal,
        &[
            "author=Roe/Ann; Li/Bo",
            "title=On Fasting",
            "editor=Doe/Jane M.",
            "container-title=PLOS ONE",
            "volume=14",
            "issue=1",
            "page=e0209353",
            "issued=2019-01-02",
        ],
    );
    check(
        "Waals, Johannes D. van der, et al. \"Is a Gas Ideal?\" Annalen, Beiträge zur Physik, 25, no. \
         Supplement_1 (2004): E306-312.",
        Kind::ArticleJournal,
        &[
            "author=Waals/Johannes D./van der; …",
            "title=Is a Gas Ideal?",
            "container-title=Annalen",
            "collection-title=Beiträge zur Physik",
            "volume=25",
            "issue=Supplement_1",
            "page=E306-E312",
            "issued=2004",
        ],
    );
    check(
        "Mullis, KB, FA Faloona. “Specific Synthesis of DNA in Vitro, via a ‘Chain’ Reaction.” Methods \
         in Enzymology: A Series (Old) = Methoden 155 (Spring 1987).",
        Kind::ArticleJournal,
        &[
            "author=Mullis/KB; Faloona/FA",
            "title=Specific Synthesis of DNA in Vitro, via a ‘Chain’ Reaction",
            "container-title=Methods in Enzymology: A Series (Old) = Methoden",
            "volume=155",
            "issued=1987-21",
        ],
    );
}

#[test]
fn chicago_books_and_parts() {
    check(
        "Knuth, Donald E. The Art of Computer Programming. 2nd ed. Addison-Wesley Series. Reading, MA: \
         Addison-Wesley, 1973.",
        Kind::Book,
        &[
            "author=Knuth/Donald E.",
            "title=The Art of Computer Programming",
            "edition=2",
            "collection-title=Addison-Wesley Series",
            "publisher-place=Reading, MA",
            "publisher=Addison-Wesley",
            "issued=1973",
        ],
    );
    check(
        "Curie, Marie. “Radium and Radioactivity.” In Selected Papers, edited by Irène Joliot-Curie and \
         Paul Langevin, 17–33. Paris: Gauthier-Villars, 1954.",
        Kind::Chapter,
        &[
            "author=Curie/Marie",
            "title=Radium and Radioactivity",
            "container-title=Selected Papers",
            "editor=Joliot-Curie/Irène; Langevin/Paul",
            "page=17-33",
            "publisher-place=Paris",
            "publisher=Gauthier-Villars",
            "issued=1954",
        ],
    );
    check(
        "Vaswani, Ashish. “Attention Is All You Need.” In Proceedings of the 31st Conference on Neural \
         Information Processing Systems, 30:5998–6008. Curran Associates, 2017.",
        Kind::PaperConference,
        &[
            "author=Vaswani/Ashish",
            "title=Attention Is All You Need",
            "container-title=Proceedings of the 31st Conference on Neural Information Processing Systems",
            "volume=30",
            "page=5998-6008",
            "publisher=Curran Associates",
            "issued=2017",
        ],
    );
    check(
        "Noyce, Robert N. Semiconductor Device-and-Lead Structure. United States US2981877A, filed July \
         30, 1959, and issued April 25, 1961.",
        Kind::Patent,
        &[
            "author=Noyce/Robert N.",
            "title=Semiconductor Device-and-Lead Structure",
            "authority=United States",
            "number=US2981877A",
            "submitted=1959-07-30",
            "issued=1961-04-25",
        ],
    );
    check(
        "Needham, J. Science and Civilisation in China. 7 vols. Cambridge: Cambridge University Press, \
         1954.",
        Kind::Book,
        &[
            "author=Needham/J.",
            "title=Science and Civilisation in China",
            "number-of-volumes=7",
            "publisher-place=Cambridge",
            "publisher=Cambridge University Press",
            "issued=1954",
        ],
    );
    check(
        "Hall, Peter, and David Soskice, eds. Varieties of Capitalism. Oxford: Oxford University Press, 2001.",
        Kind::Book,
        &[
            "editor=Hall/Peter; Soskice/David",
            "title=Varieties of Capitalism",
            "publisher-place=Oxford",
            "publisher=Oxford University Press",
            "issued=2001",
        ],
    );
}

#[test]
fn chicago_other_works() {
    check(
        "Shannon, Claude E. “A Symbolic Analysis of Relay Circuits.” Master’s thesis, Massachusetts \
         Institute of Technology, 1937.",
        Kind::Thesis,
        &[
            "author=Shannon/Claude E.",
            "title=A Symbolic Analysis of Relay Circuits",
            "genre=Master’s thesis",
            "publisher=Massachusetts Institute of Technology",
            "issued=1937",
        ],
    );
    check(
        "ChEBI. “Water.” Accessed May 4, 2021. https://www.ebi.ac.uk/chebi/15377.",
        Kind::Webpage,
        &[
            "author=ChEBI",
            "title=Water",
            "accessed=2021-05-04",
            "URL=https://www.ebi.ac.uk/chebi/15377",
        ],
    );
    check(
        "Overbye, Dennis. “Gravitational Waves Detected.” The New York Times, February 11, 2016, sec. \
         Science. https://www.nytimes.com/2016/02/12/science/ligo.html.",
        Kind::ArticleNewspaper,
        &[
            "author=Overbye/Dennis",
            "title=Gravitational Waves Detected",
            "container-title=The New York Times",
            "section=Science",
            "issued=2016-02-11",
            "URL=https://www.nytimes.com/2016/02/12/science/ligo.html",
        ],
    );
}

#[test]
fn elsevier_works() {
    check(
        "Gödel, K., de Groot, J., Van Vleck, J.H., Morgan, A. de, 1931. Are all systems complete? On \
         vitamin C. J Nutr 38, 902-918.e6. https://doi.org/10.1016/0026-0495(31)90105-1",
        Kind::ArticleJournal,
        &[
            "author=Gödel/K.; Groot/J./de; Van Vleck/J.H.; Morgan/A./de",
            "title=Are all systems complete? On vitamin C",
            "container-title=J Nutr",
            "volume=38",
            "page=902-918.e6",
            "issued=1931",
            "DOI=10.1016/0026-0495(31)90105-1",
        ],
    );
    check(
        "Tesla, N., 1888. Electro-magnetic motor. 20230012345.",
        Kind::Patent,
        &["author=Tesla/N.", "title=Electro-magnetic motor", "number=20230012345", "issued=1888"],
    );
    check(
        "Hubel, D.H., Wiesel, T.N., n.d. Receptive fields, in: Poggio, T., Koch, C. (Eds.), Vision. MIT \
         Press, Cambridge, MA, pp. 106–154.",
        Kind::Chapter,
        &[
            "author=Hubel/D.H.; Wiesel/T.N.",
            "title=Receptive fields",
            "editor=Poggio/T.; Koch/C.",
            "container-title=Vision",
            "publisher=MIT Press",
            "publisher-place=Cambridge, MA",
            "page=106-154",
        ],
    );
    check(
        "CERN, 2019. The birth of the Web [WWW Document]. CERN Home. URL https://home.cern/web \
         (accessed 7.5.23).",
        Kind::Webpage,
        &[
            "author=CERN",
            "title=The birth of the Web",
            "container-title=CERN Home",
            "URL=https://home.cern/web",
            "accessed=2023-07-05",
            "issued=2019",
        ],
    );
}

#[test]
fn text_that_is_no_reference() {
    for text in ["", "-", " \u{a0}— ", "12345 (6)"] {
        assert!(read(text).value.is_none());
        assert_eq!(codes(text), ["not-a-reference"], "{text}");
    }
    for text in [
        "Smith A, Jones B. A title in another style. J Clin Invest. 2017;15(1):197-203.",
        "to do",
        "see the other note, and ask again",
        "https://doi.org/10.1000/182",
    ] {
        assert_eq!(codes(text), ["unparsed-reference"], "{text}");
    }
}

#[test]
fn findings_and_confidence() {
    let text = "Doe, Jane, et al. “On Notes.” Nature 1 (February 30, 2021): 9–3.";
    assert_eq!(codes(text), ["truncated-names", "bad-date", "page-order"]);
    let sure = read("Doe, Jane. “On Notes.” Nature 1, no. 2 (2021): 3–9.").value.unwrap();
    assert!((sure.confidence.0 - 1.0).abs() < f32::EPSILON);
    let guess = read("Doe, Jane. On Notes. Press, 2021.").value.unwrap();
    assert!(guess.confidence.0 < 1.0);
}

#[test]
fn values_know_their_place() {
    let text = "Doe, Jane. “On\u{a0} Notes.” Nature 1, no. 2 (2021): 3–9.";
    let file = std::sync::Arc::from("refs.txt");
    let origin = Origin::stated(&file, 100..100 + text.len());
    let read = parse(Reference { text, links: &[], key: None, origin: &origin });
    let item = read.value.unwrap().item;
    let title = &item.texts[&crate::model::StandardVariable::Title];
    assert_eq!(&text[title.origin.span.start - 100..title.origin.span.end - 100], "On\u{a0} Notes");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn any_mix_of_marks_is_read(text in r#"([A-Z][a-zé]{0,4}|[0-9]{1,4}|, |\. |“|”|"|\(|\)|: |–|In |and |ed|pp|n\.d\.| ){0,40}"#) {
        let _ = read(&text);
    }
}
