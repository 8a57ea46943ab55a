//! Words that tell what stands beside them, in the languages that references are printed in.

use std::sync::OnceLock;

use super::token::form;

/// What a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// Nothing known.
    None,
    Month,
    Season,
    In,
    And,
    EtAl,
    Volume,
    Issue,
    Page,
    Edition,
    Editor,
    Translator,
    Director,
    By,
    Accessed,
    Available,
    Published,
    NoDate,
    Doi,
    Standard,
    Thesis,
    Report,
    Patent,
    Conference,
    Periodical,
    Press,
    Company,
    Learned,
    Body,
    Online,
    Law,
    Particle,
    Suffix,
    Article,
    Preposition,
    Chapter,
    Series,
    Pages,
    Draft,
}

/// The table: the words of each class, in lower case.
///
/// Source: CSL's locales name the terms; the rest is what title pages and catalogues print.
const TABLE: &[(Class, &str)] = &[
    (
        Class::Month,
        "january february march april may june july august september october november december \
         jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember \
         mär okt dez janvier février mars avril juin juillet août septembre octobre novembre décembre \
         janv févr avr juil déc enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre \
         diciembre ene abr ago dic janeiro fevereiro março maio junho julho setembro outubro novembro dezembro \
         fev set out gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre genn febbr magg \
         giu lug sett ott januari februari maart mei augustus januar maj mrt января февраля марта апреля мая \
         июня июля августа сентября октября ноября декабря stycznia lutego marca kwietnia maja czerwca lipca \
         sierpnia września października listopada grudnia ledna února března dubna května června července srpna \
         září října listopadu prosince ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    ),
    (
        Class::Season,
        "spring summer autumn fall winter frühling frühjahr sommer herbst printemps été automne hiver \
         primavera verano otoño invierno verão outono inverno estate",
    ),
    (Class::In, "in dans en em w ve im aus"),
    (Class::And, "and und et y e i og och en ja və и ve with"),
    (Class::EtAl, "al et others andere autres otros ua и др colab col wsp"),
    (
        Class::Volume,
        "vol volume volumes vols bd band bde jg jahrgang tome t tom v vol° том т cilt roč årg årgang",
    ),
    (
        Class::Issue,
        "no nos number issue iss nr num núm n nº n° heft h numéro numero fasc вып sayı č zeszyt",
    ),
    (
        Class::Page,
        "p pp page pages pág págs pag pagg s seiten seite с стр str blz art article artikel e",
    ),
    (Class::Pages, "leaves folios f fol"),
    (
        Class::Edition,
        "edition edn aufl auflage édition éd edición edição edizione druk uitgave rev revised изд wyd vyd \
         baskı utg upplaga updated expanded enlarged 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th second third fourth",
    ),
    (
        Class::Editor,
        "ed eds editor editors edited hrsg hg herausgegeben herausgeber dir éds sous direction red redactie \
         coord coords org orgs a cura di curatore ред compilers comp compiled ured edn",
    ),
    (
        Class::Translator,
        "trans translated translator translators tr trad traduit traducido traduzido traduzione übers übersetzt \
         übersetzung translation vert vertaald пер przeł přel çev overs övers",
    ),
    (
        Class::Director,
        "directed director dir regie réalisé performed performer host hosted composed composer interview \
         interviewed interviewer illustrated illustrator illus written screenplay producer produced narrated \
         recorded introduction foreword afterword preface",
    ),
    (Class::By, "by von par por da av door pod per"),
    (
        Class::Accessed,
        "accessed cited retrieved zugegriffen abgerufen consulté acceso accedido consultado consultato acesso \
         geraadpleegd besökt lest dostęp citováno erişim обращения letzter besucht viewed visited aufgerufen \
         读取 访问 閲覧 hämtad hentet",
    ),
    (
        Class::Available,
        "available from disponible verfügbar unter disponível disponibile beschikbaar tillgänglig url access online \
         internet web http https at",
    ),
    (
        Class::Published,
        "published publication veröffentlicht publié forthcoming press submitted updated posted ahead print",
    ),
    (Class::NoDate, "nd n.d undated oj sd sf"),
    (Class::Doi, "doi doi:10 org"),
    (
        Class::Standard,
        "isbn issn pmid pmcid arxiv urn hdl handle eprint pmc jstor oclc lccn ssrn hal biorxiv medrxiv",
    ),
    (
        Class::Thesis,
        "thesis dissertation phd ph.d doctoral master's masters msc ma ba bsc mphil dphil diss habilitation \
         doktorarbeit masterarbeit bachelorarbeit diplomarbeit thèse mémoire tesis tese dissertação tesi \
         proefschrift avhandling praca диссертация disertace unpublished",
    ),
    (
        Class::Report,
        "report technical tech working paper white bericht rapport informe relatório rapporto memorandum brief \
         policy bulletin discussion standard guideline manual handbook preprint manuscript presentation poster slides",
    ),
    (Class::Patent, "patent patents us ep wo de patentschrift brevet application filed"),
    (
        Class::Conference,
        "conference proceedings symposium workshop proc conf congress meeting annual international acm ieee \
         presented at tagung kongress colloque congrès congreso congresso konferenz lncs advances transactions",
    ),
    (
        Class::Periodical,
        "journal j review rev zeitschrift z revue revista rivista tijdschrift tidskrift quarterly magazine letters \
         annals bulletin bull archives arch american am british br european eur int research res sci nature \
         studies communications reports times post guardian news herald tribune zeitung журнал вестник dergisi",
    ),
    (
        Class::Press,
        "press verlag publishers publishing publications books editions éditions ediciones editorial editora \
         edizioni uitgeverij förlag wydawnictwo издательство springer wiley elsevier routledge sage palgrave \
         macmillan penguin mcgraw hill pearson blackwell brill gruyter suhrkamp gallimard seuil oxford cambridge mit \
         harvard princeton yale chicago up university academic presses universitaires nakladatelství yayınları \
         yayınevi editore imprint house",
    ),
    (
        Class::Company,
        "inc ltd llc gmbh co corp corporation company plc ag limited bv sa srl kg pty group",
    ),
    (
        Class::Learned,
        "university universität université universidad universidade università universiteit universitet college \
         institute institut instituto istituto school department faculty academy center centre hochschule \
         laboratory uniwersytet univerzita üniversitesi университет",
    ),
    (
        Class::Body,
        "organization organisation association society committee commission council ministry agency foundation \
         bureau office government federation union bank nations national world federal collaboration consortium \
         group team network task force authority administration service board parliament court library museum \
         staff contributors",
    ),
    (
        Class::Online,
        "www com net edu gov youtube wikipedia github twitter blog podcast video film movie television episode season \
         season audio recording software dataset version computer code website homepage page post tweet",
    ),
    (
        Class::Law,
        "act bill law statute code court v vs congress senate hearing amendment regulation directive",
    ),
    (
        Class::Particle,
        "van von de der den del della di da dos du la le las los ten ter zu zum zur vom af av al el ibn bin abu \
         ben mac st saint san santa",
    ),
    (Class::Suffix, "jr sr ii iii iv junior esq"),
    (
        Class::Article,
        "the a an der die das ein eine le la les un une el los las una o os as um uma il lo gli i het een den det \
         ett en et de",
    ),
    (
        Class::Preposition,
        "of for on to from with without between among towards toward against through about into under over is are \
         was were be how what why when where who which that this their its as or not do does can zur für und über \
         mit auf bei als zwischen des dem sur pour avec entre dans sous chez vers del para con sobre como para em no \
         na nos nas per nella sulla tra voor naar met och för om til på nad о об на в для из при do ze",
    ),
    (
        Class::Chapter,
        "chapter chap ch kapitel kap chapitre capítulo capitolo part section sec pt teil §",
    ),
    (Class::Series, "series ser reihe collection coll colección coleção collana lecture notes"),
    (Class::Draft, "forthcoming manuscript unpublished preparation review"),
];

/// The class of a word by its [`form`].
pub(crate) fn class(form: u32) -> Class {
    const SLOTS: usize = 4096;
    static WORDS: OnceLock<Vec<(u32, Class)>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = vec![(0, Class::None); SLOTS];
        for (class, list) in TABLE {
            for word in list.split_whitespace() {
                let form = self::form(word);
                let mut at = form as usize % SLOTS;
                // The first class that names a word has it.
                while words[at].1 != Class::None && words[at].0 != form {
                    at = (at + 1) % SLOTS;
                }
                if words[at].1 == Class::None {
                    words[at] = (form, *class);
                }
            }
        }
        words
    });
    let mut at = form as usize % SLOTS;
    loop {
        match words[at] {
            (_, Class::None) => return Class::None,
            (known, class) if known == form => return class,
            _ => at = (at + 1) % SLOTS,
        }
    }
}
