//! Who did what: the words beside a list of names.

use std::ops::Range;

use super::segments::{Lookup, Segments};
use crate::model::NameVariable;
use crate::refparse::label::Label;

/// What the words of a role say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Role {
    /// What the people did, and what else: `ed. and trans. by`.
    pub(super) does: [Option<NameVariable>; 2],
    /// The names follow: `edited by`, `Hrsg. von`.
    pub(super) points_ahead: bool,
}

/// Reads the role words of a run.
pub(super) fn role(segments: &Segments<'_, '_>, range: Range<usize>) -> Role {
    let mut role = Role::default();
    let mut is_french = false;
    let mut before = None;
    // `Series Ed.`, where the first word may be the style's.
    let qualifier = range.start.checked_sub(1).filter(|at| segments.label(*at) == Label::Other);
    let from = match qualifier.and_then(|at| WORDS.get(segments.form(at))) {
        Some(Word::Does(V::ExecutiveProducer | V::SeriesCreator)) => range.start - 1,
        _ => range.start,
    };
    for at in from..range.end {
        let Some(word) = WORDS.get(segments.form(at)) else {
            before = None;
            continue;
        };
        let variable = match word {
            Word::By => {
                role.points_ahead = true;
                before = None;
                continue;
            }
            Word::Under => {
                is_french = true;
                role.points_ahead = true;
                continue;
            }
            // There `dir.` is the editor of a book, elsewhere the director of a film.
            Word::Direction if is_french || segments.is_romance() => NameVariable::Editor,
            Word::Direction => NameVariable::Director,
            Word::Does(variable) => variable,
        };
        // `executive producer`, `series editor`, `series creator`
        let variable = match (before, variable) {
            (Some(NameVariable::ExecutiveProducer), NameVariable::Producer) => {
                NameVariable::ExecutiveProducer
            }
            (Some(NameVariable::SeriesCreator), NameVariable::Editor) => {
                NameVariable::CollectionEditor
            }
            (_, variable) => variable,
        };
        let qualifies =
            matches!(variable, NameVariable::ExecutiveProducer | NameVariable::SeriesCreator);
        match (before, &mut role.does) {
            (Some(NameVariable::ExecutiveProducer | NameVariable::SeriesCreator), [last, None])
            | (Some(NameVariable::ExecutiveProducer | NameVariable::SeriesCreator), [_, last]) => {
                *last = Some(variable);
            }
            (_, [first @ None, _]) => *first = Some(variable),
            (_, [Some(first), second @ None]) if *first != variable => *second = Some(variable),
            _ => {}
        }
        before = qualifies.then_some(variable);
    }
    // The word that points may be one of the style's.
    if is_by(segments, range.end) {
        role.points_ahead = true;
    }
    role
}

/// Whether a word points to the names behind it: `by`, `von`.
pub(super) fn is_by(segments: &Segments<'_, '_>, at: usize) -> bool {
    matches!(WORDS.get(segments.form(at)), Some(Word::By))
        && matches!(segments.label(at), Label::Role | Label::Other)
}

/// What the words of the style directly before a list without a role say of it.
pub(super) fn unmarked(
    segments: &Segments<'_, '_>,
    first: usize,
    is_first: bool,
) -> Option<NameVariable> {
    let at = first.checked_sub(1)?;
    if !matches!(segments.label(at), Label::Other | Label::Join) {
        return None;
    }
    let word = segments.word(at).to_lowercase();
    match word.as_str() {
        "with" | "mit" | "avec" | "con" | "med" | "com" => Some(NameVariable::Contributor),
        "guest" | "guests" => Some(NameVariable::Guest),
        "to" if !is_first => Some(NameVariable::Recipient),
        _ if is_first => None,
        // A title, and then its author: a review, or a part of somebody's book.
        "by" | "von" | "par" | "por" | "di" | "de" => Some(match segments.has(Label::Page) {
            true => NameVariable::ReviewedAuthor,
            false => NameVariable::ContainerAuthor,
        }),
        _ => None,
    }
}

/// Whether a word says what people did, whatever its label: `(Writer)`.
pub(super) fn is_role(segments: &Segments<'_, '_>, at: usize) -> bool {
    matches!(WORDS.get(segments.form(at)), Some(Word::Does(_) | Word::Direction))
}

/// A word of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Says what was done.
    Does(NameVariable),
    /// `dir.`
    Direction,
    /// `by`
    By,
    /// `sous`
    Under,
}

use NameVariable as V;

/// Source: the role terms of CSL's locales, long, short and as verbs; cataloguers' abbreviations.
static WORDS: Lookup<Word> = Lookup::new(&[
    (
        Word::Does(V::Editor),
        "ed eds edd editor editors edited editing edn editado editados editat editato edité édité édités \
         éditeur éditeurs éd éds editora editores editore editori editör editörler editoři editoval editions \
         hrsg hrsgg hg hgg hrg herausgeber herausgeberin herausgeberinnen herausgegeben hrsgin \
         red reds redakteur redakteurs redaktor redaktorzy redaktion redakcja redaktør redaktører redaktör \
         redaktörer redacteur redacteuren redactie redigeret redigert redigerad geredigeer redakcją \
         ред редактор редактори редакторы редактиран редакцией редакцією уредник урединици уредио ур \
         coord coords coordinador coordinadores coordinadora coordinado coordenador coordenadores coordenação \
         org orgs organizador organizadores organizadora organizado \
         cur curs cura curatore curatori curatrice scientifique scientifiques \
         επιμελητής επιμελητές επιμ επιμέλεια toim toimittaja toimittajat toimittanut toimetaja toimetajad \
         toimetanud szerk szerkesztő szerkesztette urednik urednici uredio uredniki uredil ured \
         argitaratzailea argitaratzaileak ristj ritstjóri ritstjórar sudarė sud sudarytojas sudarytojai \
         redaktors sagatavoja zostavil disunting penyunting 編集者 編 编 编辑 主编 編輯 편집자 編者 著編 \
         עורך עורכים בעריכת تحقيق ویراستار ویراستاران บรรณาธิการ",
    ),
    (
        Word::Does(V::Translator),
        "trans transl tran tr trad trads translated translator translators translation traduction traduit \
         traduite traduits traducteur traducteurs traductrice traducido traducida traductor traductora \
         traductores traducción traduït traduzido traduzida tradutor tradutora tradutores tradução tradotto \
         tradotta traduttore traduttori traduttrice traduzione übers übersetzt übersetzer übersetzerin \
         übersetzung vert verts vertaald vertaal vertaler vertalers vertaling overs oversat oversætter \
         oversættere oversatt oversetter oversettere övers översatt översättare översättning пер перевод \
         переводчик переводчики перевел переклад преводач преведен прев przekł przeł tłum tłumacz přel přeložil \
         přeložila překladatel překladatelé prel preložil preložila prev prevedel preveo fordította ford fordító \
         çev çeviren çevirenler çevirmen kääntänyt kääntäjä kääntäjät suom tõlkinud tõlkija μτφ μετάφραση \
         μετάφρ μεταφραστής þýddi þýð itzul itzultzailea vertė penerjemah diterjemahkan 译 譯 翻译 翻譯 訳 訳者 역 \
         번역 옮김 תרגום תורגם בתרגום ترجمة مترجم ترجمه",
    ),
    (
        Word::Does(V::Director),
        "director directors directed regie regisseur regisseurin regissør regissör regia regista réal réalisé \
         réalisateur réalisatrice réalisation realizador dirigido dirigida diretor diretto reż reżyser reżyseria \
         реж режиссер режиссёр režie rež ohjannut ohjaaja ohj rendezte sutradara yönetmen 导演 導演 監督 감독",
    ),
    (
        Word::Direction,
        "dir dirs direction directeur directeurs directrice dirección direção dirs direttore",
    ),
    (
        Word::Does(V::Illustrator),
        "ill ills illus illustr illustrated illustrator illustrators illustriert illustré illustrée illustrateur \
         illustrations illustrated ilustrado ilustrador ilustrações ilustraciones illustrato illustratore илл \
         geïllustreerd kuvittanut kuv ilust",
    ),
    (
        Word::Does(V::Compiler),
        "comp comps compil compiler compilers compiled compilado compilador compiladores compilato compilatore \
         compilé compilateur zusammengestellt komp kompiliert sastādīja samest сост составитель составители \
         oprac összeállította derleyen der haz",
    ),
    (
        Word::Does(V::Interviewer),
        "interview interviewer interviewers interviewed interviewt intervista entrevista entretien interviewé \
         entrevistado rozhovor haastatellut wywiad 采访 訪問",
    ),
    (
        Word::Does(V::Performer),
        "performed performer performers perf performance interprète interprété interpretado cast starring actor \
         actress vocals gesungen gespielt",
    ),
    (
        Word::Does(V::Composer),
        "composed composer composers music musik composé compositeur componist compositor komponist comp",
    ),
    (
        Word::Does(V::ScriptWriter),
        "written writer writers screenplay script scripted teleplay drehbuch buch geschrieben scénario scénariste \
         guion guión guionista roteiro sceneggiatura scenariusz scénář",
    ),
    (Word::Does(V::ExecutiveProducer), "executive exec"),
    (Word::Does(V::SeriesCreator), "series reihenherausgeber created creator creators idee"),
    (
        Word::Does(V::Producer),
        "producer producers produced prod prods produktion produziert produzent producteur produit producido \
         produtor produzido produttore producent",
    ),
    (
        Word::Does(V::Host),
        "host hosts hosted moderation présenté presented presentado animé presenter",
    ),
    (Word::Does(V::Guest), "guest guests gast gäste invité invités"),
    (
        Word::Does(V::Narrator),
        "narrator narrators narrated narr read erzähler sprecher gelesen narrador lu",
    ),
    (
        Word::Does(V::Curator),
        "curator curators curated kurator kuratiert commissaire commissaires curador curadora",
    ),
    (
        Word::Does(V::Organizer),
        "organizer organizers organized organiser organisers organisiert organisé",
    ),
    (Word::Does(V::Chair), "chair chairs chaired vorsitz président presidente"),
    (Word::Does(V::Recipient), "recipient recipients to"),
    (
        Word::Does(V::Contributor),
        "contributor contributors contrib with collaboration collab foreword introduction intro \
         afterword preface vorwort nachwort einleitung einl préface prólogo prefácio prefazione introd",
    ),
    (
        Word::By,
        "by von v par por per da di de du des door deur av af przez od gan oleh tomonidan від от durch von bởi",
    ),
    (Word::Under, "sous ss under bajo sob pod под onder unter"),
]);
