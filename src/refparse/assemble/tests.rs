//! References with labels that tests write beside the words.

use proptest::prelude::*;

use super::assemble;
use crate::model::{Confidence, Item, Kind, Name, Origin};
use crate::refparse::Reference;
use crate::refparse::folded::Folded;
use crate::refparse::label::Label;
use crate::refparse::token::words;

/// The letter of each label in the tests.
const LETTERS: &[(char, Label)] = &[
    ('F', Label::AuthorFamily),
    ('G', Label::AuthorGiven),
    ('L', Label::AuthorLiteral),
    ('S', Label::Suffix),
    ('f', Label::EditorFamily),
    ('g', Label::EditorGiven),
    ('l', Label::EditorLiteral),
    ('&', Label::Join),
    ('+', Label::EtAl),
    ('R', Label::Role),
    ('T', Label::Title),
    ('C', Label::Container),
    ('Z', Label::Collection),
    ('z', Label::CollectionNumber),
    ('V', Label::Volume),
    ('I', Label::Issue),
    ('P', Label::Page),
    ('D', Label::Issued),
    ('A', Label::Accessed),
    ('O', Label::OriginalDate),
    ('B', Label::Publisher),
    ('b', Label::Place),
    ('E', Label::Edition),
    ('d', Label::Doi),
    ('U', Label::Url),
    ('i', Label::Identifier),
    ('N', Label::Number),
    ('n', Label::Count),
    ('K', Label::Genre),
    ('M', Label::Medium),
    ('v', Label::Event),
    ('w', Label::EventPlace),
    ('H', Label::Archive),
    ('s', Label::Section),
    ('x', Label::Note),
];

/// Reads `{F:Doe}, {G:J}. {T:Notes}`: the words in braces have the label of the letter.
fn read(marked: &str) -> (Item, f32) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (inner, tail) = after.split_once('}').unwrap();
        let (letter, inner) = inner.split_once(':').unwrap();
        let letter = letter.chars().next().unwrap();
        let label = LETTERS.iter().find(|(known, _)| *known == letter).unwrap().1;
        let start = text.len();
        text.push_str(inner);
        marks.push((start..text.len(), label));
        rest = tail;
    }
    text.push_str(rest);
    let words = words(&text);
    let label = |start: usize| {
        let mark = marks.iter().find(|(range, _)| range.contains(&start));
        mark.map_or(Label::Other, |(_, label)| *label)
    };
    let labels: Vec<Label> = words.iter().map(|word| label(word.start)).collect();
    item(&text, &labels)
}

fn item(text: &str, labels: &[Label]) -> (Item, f32) {
    let draft = assemble(text, &words(text), labels);
    let confidence = draft.confidence();
    let origin = Origin::derived();
    let reference = Reference { text, links: &[], key: None, origin: &origin };
    let folded = Folded::new(text);
    let item = draft.into_item(&reference, &folded, &|_| Confidence(1.0), &mut Vec::new());
    (item, confidence)
}

fn show_name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return format!("{{{}}}", name.literal);
    }
    let Name { family, given, non_dropping_particle: before, dropping_particle: behind, .. } = name;
    let mut out = match before.is_empty() {
        true => format!("{family}/{given}"),
        false => format!("{before}|{family}/{given}"),
    };
    for part in [behind, &name.suffix].into_iter().filter(|part| !part.is_empty()) {
        out = format!("{out}/{part}");
    }
    out
}

/// Every variable as `variable=value`, one after the other.
fn show(item: &Item) -> String {
    let mut out: Vec<String> = Vec::new();
    for (variable, names) in item.names.iter() {
        let mut list: Vec<String> = names.list.iter().map(show_name).collect();
        list.extend(names.truncated.then(|| "…".to_owned()));
        out.push(format!("{variable}={}", list.join("; ")));
    }
    out.extend(item.texts.iter().map(|(variable, text)| format!("{variable}={}", text.as_str())));
    out.extend(
        item.numbers.iter().map(|(variable, value)| format!("{variable}={}", value.as_str())),
    );
    out.extend(item.page.iter().map(|page| format!("page={}", page.value)));
    out.extend(item.dates.iter().map(|(variable, date)| format!("{variable}={}", date.value)));
    out.join(" ; ")
}

fn check(marked: &str, expected: &str) {
    assert_eq!(show(&read(marked).0), expected, "{marked}");
}

#[test]
fn names_of_every_order() {
    for (marked, expected) in [
        (
            "{F:Smith}, {G:John A}., {G:Jane} {F:Doe}, {&:and} {G:Bob} {F:Roe}.",
            "Smith/John A.; Doe/Jane; Roe/Bob",
        ),
        ("{F:Smith}, {G:J. A}., & {F:Doe}, {G:J}.", "Smith/J. A.; Doe/J."),
        ("{F:Smith} {G:JA}, {F:Doe} {G:J}.", "Smith/J. A.; Doe/J"),
        (
            "{G:J. A}. {F:Smith}, {G:J}. {F:Doe} {&:and} {G:B}. {F:Roe},",
            "Smith/J. A.; Doe/J.; Roe/B.",
        ),
        ("{F:SMITH}, {G:J}.; {F:DOE}, {G:J}.", "SMITH/J.; DOE/J."),
        ("{F:Smith} {G:J.A}., {F:Doe} {G:J}.", "Smith/J.A.; Doe/J."),
        ("{F:Smith}, {F:Doe} & {F:Roe}.", "Smith/; Doe/; Roe/"),
        ("{F:Sartre} {G:J-P}, {F:Doe} {G:J}.", "Sartre/J-P; Doe/J"),
        ("{F:Sartre}, {G:J.-P}. {T:Being}", "Sartre/J.-P."),
        ("{F:Berg}, {G:Johannes} {F:van der}, {F:Doe}, {G:J}.", "Berg/Johannes/van der; Doe/J."),
        ("{F:van der Berg} {G:J}, {F:Doe} {G:A}.", "van der|Berg/J; Doe/A"),
        ("{G:J}. {F:van der Berg} and {G:A}. {F:Doe},", "van der|Berg/J.; Doe/A."),
        (
            "{F:d’Alembert}, {G:J}.; {F:al-Khalil}, {G:H}.; {F:Da Silva}, {G:P}.",
            "d’Alembert/J.; al-Khalil/H.; Da Silva/P.",
        ),
        ("{F:García Márquez}, {G:Gabriel}.", "García Márquez/Gabriel"),
        ("{F:King}, {G:M. L}., {S:Jr}., & {F:Doe}, {G:J}.", "King/M. L./Jr.; Doe/J."),
        ("{F:King} {G:ML} {S:Jr}, {F:Doe} {G:J}.", "King/M. L./Jr; Doe/J"),
        ("{F:King}, {S:Jr}., {G:M. L}. {T:On}", "King/M. L./Jr."),
        ("{F:Gates} {S:III}, {G:W. H}. {T:On}", "Gates/W. H./III"),
        (
            "{G:Martin Luther} {F:King}, {S:Jr}., and {G:Ann} {F:Roe},",
            "King/Martin Luther/Jr.; Roe/Ann",
        ),
        ("{F:Wang} {G:Xiaoming}, {F:Li} {G:Lei}.", "Wang/Xiaoming; Li/Lei"),
        ("{G:王小明}, {G:李雷}.", "王/小明; 李/雷"),
        ("{F:Толстой} {G:Л. Н}., {F:Чехов} {G:А. П}.", "Толстой/Л. Н.; Чехов/А. П."),
        ("{F:Smith}, {G:J}., {+:et al}.", "Smith/J.; …"),
        (
            "{F:Smith}, {G:J}., {F:Doe}, {G:J}., . . . {F:Roe}, {G:B}.",
            "Smith/J.; Doe/J.; Roe/B.; …",
        ),
        (
            "{L:Food and Agriculture Organization of the United Nations}.",
            "{Food and Agriculture Organization of the United Nations}",
        ),
        ("{L:Simon & Schuster, Inc}., 2014", "{Simon & Schuster, Inc.}"),
        ("{L:FAO, UNICEF}, {&:and} {L:WHO}.", "{FAO}; {UNICEF}; {WHO}"),
        (
            "{L:World Health Organization}; {L:World Bank}.",
            "{World Health Organization}; {World Bank}",
        ),
        ("{G:Madonna}.", "{Madonna}"),
        ("{G:보아}, {F:Sharpe}, {G:D}.", "{보아}; Sharpe/D."),
        ("{F:Plato}. {T:Laws}", "Plato/"),
    ] {
        let (item, _) = read(marked);
        let author = show(&item);
        let author = author.split(" ; ").next().unwrap_or_default();
        assert_eq!(author.strip_prefix("author=").unwrap_or(author), expected, "{marked}");
    }
}

#[test]
fn roles_before_and_behind() {
    check("{F:Doe}, {G:J}. ({R:Ed}.). {T:Notes}", "editor=Doe/J. ; title=Notes");
    check(
        "{F:Doe}, {G:J}. and {F:Roe}, {G:B}. ({R:eds}) {T:Notes}",
        "editor=Doe/J.; Roe/B. ; title=Notes",
    );
    check(
        "{F:Doe}, {G:J}. {T:Notes}, {R:ed}. {g:Bob} {f:Roe}",
        "author=Doe/J. ; editor=Roe/Bob ; title=Notes",
    );
    check(
        "{F:Doe}, {G:J}. {T:Notes}, {R:translated by} {g:B}. {f:Roe}",
        "author=Doe/J. ; translator=Roe/B. ; title=Notes",
    );
    check(
        "{F:Doe}, {G:J}. {T:Notes}. {R:Hrsg}. {R:von} {g:B}. {f:Roe}",
        "author=Doe/J. ; editor=Roe/B. ; title=Notes",
    );
    check(
        "{T:Notes}, {R:ed}. {&:and} {R:trans}. by {g:B}. {f:Roe}",
        "editor=Roe/B. ; translator=Roe/B. ; title=Notes",
    );
    check("{L:PBS Utah}, contrib. {T:Notes}", "contributor={PBS Utah} ; title=Notes");
    check("{F:Kurosawa}, {G:A}. ({R:Director}). {T:Ran}", "director=Kurosawa/A. ; title=Ran");
    check(
        "{F:Doe}, {G:J}. {T:Notes}. In {g:B}. {f:Roe} ({R:Ed}.), {C:More}",
        "author=Doe/J. ; editor=Roe/B. ; title=Notes ; container-title=More",
    );
    check(
        "{F:Doe}, {G:J}. {T:Notes}. 2nd ed. With {g:Bob} {f:Roe}.",
        "author=Doe/J. ; contributor=Roe/Bob ; title=Notes",
    );
    check(
        "{F:Doe}, {G:J}. {T:Notes}. {Z:Lecture Notes}, {R:edited by} {g:B}. {f:Roe}",
        "author=Doe/J. ; collection-editor=Roe/B. ; title=Notes ; collection-title=Lecture Notes",
    );
}

#[test]
fn dates_of_every_order() {
    for (marked, expected) in [
        ("{D:2014}", "2014"),
        ("{D:2014a}", "2014"),
        ("({D:2014, March 3})", "2014-03-03"),
        ("{D:3rd March 2014}", "2014-03-03"),
        ("{D:3. März 2014}", "2014-03-03"),
        ("{D:le 1er août 2014}", "2014-08-01"),
        ("{D:5 de mayo de 2014}", "2014-05-05"),
        ("{D:2014-03-01}", "2014-03-01"),
        ("{D:01.03.2014}", "2014-03-01"),
        ("{D:13/1/2014}", "2014-01-13"),
        ("{D:7.5.23}", "2023-07-05"),
        ("{D:31.3.14}", "2014-03-31"),
        ("{D:2014-03}", "2014-03"),
        ("{D:2014年3月1日}", "2014-03-01"),
        ("{D:Spring 2014}", "2014-21"),
        ("{D:2014–2015}", "2014/2015"),
        ("{D:2014–15}", "2014/2015"),
        ("{D:March 3–5, 2014}", "2014-03-03/2014-03-05"),
        ("{D:3–5 March 2014}", "2014-03-03/2014-03-05"),
        ("{D:May 30–June 2, 2006}", "2006-05-30/2006-06-02"),
        ("{D:Mar–Apr 2014}", "2014-03/2014-04"),
        ("{D:2014 Mar-Apr}", "2014-03/2014-04"),
        ("{D:2014}, {T:Notes}, {D:March 3}.", "2014-03-03"),
        ("c. {D:1850}", "1850~"),
        ("{D:ca. 1850}", "1850~"),
        ("[{D:1857}?]", "1857?"),
        ("{D:44 BC}", "-0043"),
        ("{D:February 30, 2021}", "2021-02"),
    ] {
        let (item, _) = read(marked);
        let date = item.dates.iter().next().map(|(_, date)| date.value.to_string());
        assert_eq!(date.as_deref(), Some(expected), "{marked}");
    }
    check(
        "{T:Notes}, filed {D:May 4, 2005}, and issued {D:July 6, 2010}.",
        "title=Notes ; submitted=2005-05-04 ; issued=2010-07-06",
    );
    check("{T:Notes} ({D:in press}).", "title=Notes ; status=in press");
    check("{T:Notes} ({D:n.d}.).", "title=Notes");
    assert!(read("{D:3/1/2014}").1 < 1.0, "a date of two readings is doubtful");
    assert!(read("{D:February 30, 2021}").1 < 1.0, "a day that no calendar has is doubtful");
}

#[test]
fn numbers_and_addresses() {
    check("{V:171}, no. {I:4356}: {P:740–41}.", "volume=171 ; issue=4356 ; page=740-741");
    check("{P:E306–12}, {P:S12–S15}.", "page=E306-E312, S12-S15");
    check("{P:art. 17}", "page=17");
    check("{P:1–4, 7 and 9}", "page=1-4, 7, 9");
    check("{V:vol. 3}({I:Suppl 2})", "volume=3 ; issue=Suppl 2");
    check("{E:2nd} ed.", "edition=2");
    check("{E:2. Aufl}.", "edition=2");
    check("{E:second edition}", "edition=2");
    check("{E:Rev. ed}.", "edition=Rev. ed.");
    check("{n:320} p.", "number-of-pages=320");
    check("{n:3} vols.", "number-of-volumes=3");
    check("Version {s:1.14.1}", "version=1.14.1");
    check("chap. {s:4}", "chapter-number=4");
    check("{d:https://doi.org/10.1038/171740A0}.", "DOI=10.1038/171740A0");
    check("{U:https://doi.org/10.1038/171740a0}", "DOI=10.1038/171740a0");
    check("{U:example.org/a/}.", "URL=example.org/a/");
    check("PMID: {i:22284810}; PMCID: {i:PMC4155032}", "PMID=22284810 ; PMCID=PMC4155032");
    check("{i:978-0-14-044913-6}", "ISBN=978-0-14-044913-6");
    check("{i:arXiv:2101.00001}", "number=arXiv:2101.00001");
    check("{i:hdl:2027/heb.33116}", "URL=https://hdl.handle.net/2027/heb.33116");
    assert!(read("ISBN {i:978-0-14-044913-7}").1 < 1.0, "a wrong check digit is doubtful");
    assert!(read("{P:98–12}").1 < 1.0, "pages that run backwards are doubtful");
}

#[test]
fn one_odd_word_within_a_title_is_part_of_it() {
    check(
        "{T:A Study of} {C:Nature} {T:and Nurture}. {C:Cell}.",
        "title=A Study of Nature and Nurture ; container-title=Cell",
    );
}

#[test]
fn kinds_of_work() {
    for (marked, expected) in [
        (
            "{F:Doe} {G:J}. {T:Notes}. {C:Nature}. {D:2014};{V:3}({I:2}):{P:1–5}.",
            Kind::ArticleJournal,
        ),
        ("{F:Doe} {G:J}. {T:Notes}. {b:London}: {B:Sage}; {D:2014}.", Kind::Book),
        (
            "{F:Doe} {G:J}. {T:Notes}. In: {f:Roe} {g:B}, {R:editor}. {C:More}. {b:London}: {B:Sage}; {D:2014}. p. {P:1–5}.",
            Kind::Chapter,
        ),
        (
            "{F:Doe} {G:J}. {T:Notes}. In: {C:Proceedings of the Symposium on Notes}. {B:ACM}; {D:2014}. p. {P:1–5}.",
            Kind::PaperConference,
        ),
        (
            "{F:Doe}, {G:J}. {T:Notes} [{K:Doctoral dissertation}, {B:Yale University}]. {D:2014}",
            Kind::Thesis,
        ),
        ("{F:Doe}, {G:J}. {T:Notes}. {N:US1234567B2}, {D:2014}.", Kind::Patent),
        (
            "{F:Doe}, {G:J}. {T:Notes}. {C:The New York Times}, {D:May 4, 2014}.",
            Kind::ArticleNewspaper,
        ),
        ("{F:Doe}, {G:J}. {T:Notes}. {D:2014}. {U:https://example.org/a}.", Kind::Webpage),
    ] {
        assert_eq!(read(marked).0.kind.value, expected, "{marked}");
    }
}

/// What one reference of many of these words costs.
fn cost(piece: &str, label: &[Label], count: usize) -> std::time::Duration {
    let text = piece.repeat(count);
    let words = words(&text);
    let labels: Vec<Label> = label.iter().copied().cycle().take(words.len()).collect();
    let start = std::time::Instant::now();
    assemble(&text, &words, &labels);
    start.elapsed()
}

#[test]
fn twice_the_words_cost_twice_the_time() {
    use Label::{
        AuthorFamily as F, AuthorGiven as G, EditorFamily as E, Other as O, Role as R, Title as T,
    };
    for (piece, labels) in [
        ("Doe Jr, J ", &[F, F, G][..]),
        ("Doe, J Roe, ", &[F, G, F]),
        ("ed. by Doe. On ", &[R, O, E, T]),
        ("dir. Doe ", &[R, E]),
        ("On “it ", &[T, O]),
        ("On “(it ", &[T, T]),
    ] {
        let (one, two) = (cost(piece, labels, 4_000), cost(piece, labels, 16_000));
        assert!(two < one * 10 + std::time::Duration::from_millis(40), "{piece}: {one:?}, {two:?}");
    }
}

proptest! {
    /// Labels of a model may be anything.
    #[test]
    fn any_labels_give_a_draft(
        text in "[ A-Za-zé王月0-9.,;:&()\\[\\]{}“”‘’\"'«»–*_<>/?…#+-]{0,120}",
        columns in proptest::collection::vec(0_usize..37, 0..80),
    ) {
        let folded = Folded::new(&text);
        let labels: Vec<Label> = columns.into_iter().map(Label::at).collect();
        item(folded.text(), &labels);
    }
}
