//! Volumes, issues, pages, editions and what else has a number.

use std::ops::Range;

use super::segments::{Lookup, Segments};
use crate::model::{NumberVariable, Pages, expand_pages};
use crate::refparse::draft::Draft;
use crate::refparse::label::Label;
use crate::refparse::token::Shape;

/// Reads every number but those of identifiers.
pub(super) fn read(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    for (label, variable, terms) in [
        (Label::Volume, NumberVariable::Volume, &[Term::Volume][..]),
        (Label::Issue, NumberVariable::Issue, &[Term::Issue]),
        (Label::CollectionNumber, NumberVariable::CollectionNumber, &[Term::Volume, Term::Issue]),
        (Label::Number, NumberVariable::Number, &[Term::Issue]),
    ] {
        let mut ranges = segments
            .joined(label)
            .into_iter()
            .map(|range| once(segments, without_terms(segments, range, terms)));
        let Some(first) = ranges.find(|range| !range.is_empty()) else { continue };
        let value = segments.value(first);
        // A number printed twice is no doubt.
        if ranges.any(|range| !range.is_empty() && segments.bare(&range) != value.text) {
            draft.doubt_that(0.9, "a number is printed in two places and differs");
        }
        draft.number_at(variable, value.text.into_owned(), value.span);
    }
    read_pages(segments, draft);
    read_edition(segments, draft);
    for range in segments.of(Label::Count) {
        let variable = count(segments, &range);
        let value = segments.value(without_terms(segments, range, &[Term::Page, Term::Volume]));
        draft.number_at(variable, value.text.into_owned(), value.span);
    }
    for range in segments.joined(Label::Section) {
        let variable = section(segments, &range);
        let value = segments.value(without_terms(segments, range, SECTION));
        draft.number_at(variable, value.text.into_owned(), value.span);
    }
}

/// The terms before a part of a work.
const SECTION: &[Term] =
    &[Term::Chapter, Term::Version, Term::Part, Term::Supplement, Term::Printing, Term::Volume];

/// A number that a style printed twice: `3. 3` -> `3`.
fn once(segments: &Segments<'_, '_>, range: Range<usize>) -> Range<usize> {
    let half = range.start + range.len() / 2;
    let is_double = range.len() > 1
        && segments.gap(half).starts_with(". ")
        && segments.bare(&(range.start..half)) == segments.bare(&(half..range.end));
    if is_double { range.start..half } else { range }
}

/// Takes terms off both ends: `vol. 3` -> `3`, `12 pp.` -> `12`; a run of nothing but terms is no number.
fn without_terms(segments: &Segments<'_, '_>, range: Range<usize>, terms: &[Term]) -> Range<usize> {
    let is_term =
        |at: usize| TERMS.get(segments.form(at)).is_some_and(|term| terms.contains(&term));
    let has_digit = |at: usize| segments.word(at).bytes().any(|b| b.is_ascii_digit());
    let mut out = range.clone();
    while out.len() > 1 && is_term(out.start) && !segments.gap(out.start + 1).is_empty() {
        out.start += 1;
    }
    while out.len() > 1 && is_term(out.end - 1) && has_digit(out.end - 2) {
        out.end -= 1;
    }
    // A volume may be called `B` or `S`.
    match out.len() == 1 && is_term(out.start) && segments.word(out.start).chars().count() > 1 {
        true => out.end..out.end,
        false => out,
    }
}

fn read_pages(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let ranges: Vec<Range<usize>> = segments
        .joined(Label::Page)
        .into_iter()
        .map(|range| without_terms(segments, range, &[Term::Page]))
        .filter(|range| !range.is_empty())
        .collect();
    let Some(first) = ranges.first() else { return };
    // Of two places the one with a range has the pages of the work.
    let is_range =
        |range: &&Range<usize>| segments.bare(range).contains(['-', '–', '‐', '‑', '−', '—']);
    let chosen = ranges.iter().find(is_range).unwrap_or(first);
    if ranges.iter().any(|range| segments.bare(range) != segments.bare(chosen)) {
        draft.doubt_that(0.9, "pages are printed in two places and differ");
    }
    // Words, not pages: `1 online resource (61 pages)`.
    if segments.bare(chosen).contains('(') {
        let value = segments.value(chosen.clone());
        draft.page_at(value.text.into_owned(), value.span);
        return;
    }
    draft.page_at(pages(segments, chosen), segments.span(chosen));
}

/// Writes every range of a run in full: `740–41, 745` -> `740-741, 745`.
fn pages(segments: &Segments<'_, '_>, range: &Range<usize>) -> String {
    let mut out = String::new();
    let mut start = range.start;
    for at in range.clone() {
        let is_last = at + 1 == range.end;
        let gap = segments.gap(at + 1);
        if !is_last
            && !gap.contains([',', ';', '&', '+', '，', '、', '；'])
            && !is_and(segments, at + 1)
        {
            continue;
        }
        // `1–4 and 7`
        let from = (start..at + 1)
            .find(|at| !is_and(segments, *at) && TERMS.get(segments.form(*at)).is_none())
            .unwrap_or(start);
        let printed = segments.bare(&(from..at + 1));
        if !out.is_empty() {
            let gap = segments.gap(start);
            out.push_str(match () {
                () if gap.contains([';', '；']) => "; ",
                // `18-30+115`, as Chinese journals print pages that go on further back.
                () if gap == "+" => "+",
                () => ", ",
            });
        }
        match expand_pages(printed) {
            Some(Pages { first, last: Some(last) }) => {
                out.push_str(&first);
                out.push('-');
                out.push_str(&last);
            }
            Some(Pages { first, last: None }) => out.push_str(&first),
            None => out.push_str(&printed.replace(['–', '‒', '−'], "-")),
        }
        start = at + 1;
    }
    if segments.gap(range.end).starts_with('+') {
        out.push('+');
    }
    out
}

fn is_and(segments: &Segments<'_, '_>, at: usize) -> bool {
    matches!(segments.word(at), "and" | "und" | "et" | "y" | "e" | "en" | "og" | "och" | "и" | "i")
}

fn read_edition(segments: &Segments<'_, '_>, draft: &mut Draft<'_>) {
    let ranges = segments.joined(Label::Edition);
    let Some(range) = ranges.iter().max_by_key(|range| range.len()) else { return };
    if ranges.len() > 1 {
        draft.doubt_that(0.9, "two editions are printed");
    }
    let bare = without_edition_terms(segments, range.clone());
    let is_single = bare.len() == 1;
    let number = is_single.then(|| ordinal(segments, bare.start)).flatten();
    let value = match number {
        Some(number) => number,
        None => segments.value(range.clone()).text.into_owned(),
    };
    draft.number_at(NumberVariable::Edition, value, segments.span(range));
}

fn without_edition_terms(segments: &Segments<'_, '_>, range: Range<usize>) -> Range<usize> {
    let is_term = |at: usize| EDITION.get(segments.form(at)).is_some();
    let mut out = range;
    while out.len() > 1 && is_term(out.end - 1) {
        out.end -= 1;
    }
    while out.len() > 1 && is_term(out.start) {
        out.start += 1;
    }
    out
}

/// The number of a word that is nothing but an ordinal: `2nd`, `2`, `second`, `zweite`.
fn ordinal(segments: &Segments<'_, '_>, at: usize) -> Option<String> {
    let word = segments.word(at);
    match segments.words[at].shape {
        Shape::Digit | Shape::TwoDigits | Shape::ThreeDigits => Some(word.to_owned()),
        Shape::DigitsLetters => {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let (number, ending) = word.split_at(digits);
            const ENDINGS: [&str; 18] = [
                "st", "nd", "rd", "th", "e", "er", "ère", "re", "ème", "è", "a", "ª", "º", "o",
                "de", "ste", "r", "я",
            ];
            ENDINGS.contains(&ending.to_lowercase().as_str()).then(|| number.to_owned())
        }
        _ => ORDINALS.get(segments.form(at)).map(|number| number.to_string()),
    }
}

/// What a count counts, told by the term beside it.
fn count(segments: &Segments<'_, '_>, range: &Range<usize>) -> NumberVariable {
    let near = [range.end.checked_sub(1), Some(range.end), range.start.checked_sub(1)];
    for at in near.into_iter().flatten() {
        match TERMS.get(segments.form(at)) {
            Some(Term::Volume) => return NumberVariable::NumberOfVolumes,
            Some(Term::Page) => return NumberVariable::NumberOfPages,
            _ => {}
        }
    }
    NumberVariable::NumberOfPages
}

/// Which of the parts of a work a number is of, told by the term before it.
fn section(segments: &Segments<'_, '_>, range: &Range<usize>) -> NumberVariable {
    let before = range.start.checked_sub(1).filter(|at| segments.label(*at) == Label::Other);
    for at in [Some(range.start), before].into_iter().flatten() {
        match TERMS.get(segments.form(at)) {
            Some(Term::Chapter) => return NumberVariable::ChapterNumber,
            Some(Term::Version | Term::Volume) => return NumberVariable::Version,
            Some(Term::Part) => return NumberVariable::PartNumber,
            Some(Term::Supplement) => return NumberVariable::SupplementNumber,
            Some(Term::Printing) => return NumberVariable::PrintingNumber,
            _ => {}
        }
    }
    // `v1.14.1`, `1.14.1`
    let printed = segments.bare(range);
    let is_version = printed.split('.').count() > 1
        && printed
            .trim_start_matches(['v', 'V'])
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_digit());
    if is_version { NumberVariable::Version } else { NumberVariable::Section }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Volume,
    Issue,
    Page,
    Chapter,
    Version,
    Part,
    Supplement,
    Printing,
}

/// Source: the terms of CSL's locales for numbers, long and short.
static TERMS: Lookup<Term> = Lookup::new(&[
    (
        Term::Volume,
        "vol vols volume volumes voll bd bde band bände jg jahrgang tome tomes t tt tomo tomos volumen volúmenes \
         том тома т cilt c roč ročník årg årgang köt kötet bind sv svezak τόμος τόμοι 卷 巻 第",
    ),
    (
        Term::Issue,
        "no nos number numbers issue issues nr nrs num núm núms número números numéro numéros n nº n° № heft h \
         iss fasc fascicolo вып выпуск zeszyt z sayı sy č číslo číslo nummer numero numeri 号 期 号",
    ),
    (
        Term::Page,
        "p pp page pages pág págs páginas página pag pagg pagine pagina pgs s ss seite seiten с сс стр страница \
         страницы str strona strony sid sidor sida side sider bl blz bls art article artikel article articolo \
         artículo σ σελ οldal o l leaves f ff fol fols 页 頁 ページ 쪽",
    ),
    (
        Term::Chapter,
        "chapter chapters chap chaps ch chs kapitel kap chapitre capítulo capítulos cap caps capitolo hoofdstuk \
         hfst hfste глава гл rozdział rozdz kapitola bölüm 章",
    ),
    (
        Term::Version,
        "version versions v ver versión versione versão версия wersja verze sürüm release",
    ),
    (Term::Part, "part parts pt pts teil partie parte deel часть ч část"),
    (Term::Supplement, "suppl supplement supp"),
    (Term::Printing, "printing print impression"),
]);

static EDITION: Lookup<()> = Lookup::new(&[(
    (),
    "ed eds edn edition editions aufl auflage édition éd edición edição edizione druk uitgave uitg изд издание \
     wyd wydanie vyd vydání baskı baskısı bs utg utgave upplaga uppl painos kiad kiadás izd izdaja izdanje udg \
     udgave έκδοση έκδ 版",
)]);

static ORDINALS: Lookup<u8> = Lookup::new(&[
    (1, "first erste première primera primeira prima eerste första første первое pierwsze 初版"),
    (2, "second zweite deuxième seconde segunda seconda tweede andra anden второе drugie"),
    (3, "third dritte troisième tercera terceira terza derde tredje третье trzecie"),
    (4, "fourth vierte quatrième cuarta quarta vierde fjärde fjerde четвертое czwarte"),
    (5, "fifth fünfte cinquième quinta vijfde femte пятое piąte"),
    (6, "sixth sechste sixième sexta sesta zesde sjätte шестое szóste"),
    (7, "seventh siebte septième séptima sétima settima zevende седьмое siódme"),
    (8, "eighth achte huitième octava oitava ottava achtste восьмое ósme"),
    (9, "ninth neunte neuvième novena nona negende девятое dziewiąte"),
    (10, "tenth zehnte dixième décima decima tiende десятое dziesiąte"),
    (11, "eleventh elfte onzième undécima"),
    (12, "twelfth zwölfte douzième duodécima"),
]);
