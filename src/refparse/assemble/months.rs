//! Names of months and seasons in the languages that references are printed in.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::refparse::token::form;

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// 1 to 12.
    Month(u8),
    /// 1 to 4, spring first.
    Season(u8),
}

/// The month or the season that a word names, by its form.
pub(super) fn name(form: u32) -> Option<Name> {
    static NAMES: OnceLock<HashMap<u32, Name>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        let rows = (1..).map(Name::Month).zip(MONTHS).chain((1..).map(Name::Season).zip(SEASONS));
        for (name, row) in rows {
            for word in row.split_whitespace() {
                names.entry(self::form(word)).or_insert(name);
            }
        }
        names
    });
    names.get(&form).copied()
}

/// A row a month. Where two languages give one word to different months the more widespread has it.
///
/// Source: the terms `month-01` to `month-12` of CSL's locales, long and short; the genitives that stand
/// in dates of Slavic languages.
const MONTHS: [&str; 12] = [
    "january jan januarie يناير جنوری جنو януари яну gener gen leden led ionawr ion januar \
     jänner jän ιανουάριος ιανουαρίου enero ene jaanuar jaan urtarrila urt ژانویه tammikuuta \
     tammi janvier janv xaneiro xan ינואר ינו जनवरी जन siječanj sij január հունվար հնվ \
     januari janúar gennaio មករា ianuarius ian zenâ zen sausio saus janvāris stycznia sty \
     janeiro ianuarie январь янв јануар јан มกราคม ocak oca січень січ januára января ledna \
     січня siječnja styczeń",
    "february feb februarie فبراير پروری پرو февруари фев فروری فرو febrer únor úno chwefror \
     chwe februar φεβρουάριος φεβρουαρίου febrero veebruar veebr otsaila ots فوریه helmikuuta \
     helmi février févr febreiro פברואר פב फ़रवरी फ़र veljača velj február febr փետրվար փտր \
     februari febrúar febbraio កុម្ភៈ februarius frevâ fre vasario vas februāris lutego lut \
     fevereiro fev февраль фебруар феб กุมภาพันธ์ pebrero peb şubat şub лютий лют februára \
     февраля února лютого veljače luty",
    "march mar maart mrt مارس مارچ مار март мар març březen bře mawrth maw marts märz μάρτιος \
     μαρτίου marzo märts martxoa maaliskuuta maalis mars מרץ मार्च ožujak ožu március márc \
     մարտ մրտ maret មីនា martius marso kovo mac marca março martie marec mart มีนาคม березень \
     берез марта března березня ožujka marzec",
    "april apr أبريل اپریل اپر април апр abril abr duben dub ebrill ebr απρίλιος απριλίου \
     aprill apirila آوریل huhtikuuta huhti avril avr אפריל אפר अप्रैल travanj tra április ápr \
     ապրիլ ապր apríl aprile មេសា aprilis avrî balandžio bal aprīlis kwietnia kwi aprilie \
     апрель เมษายน nisan nis квітень квіт apríla апреля dubna квітня travnja kwiecień",
    "may mei مايو میی май مئی maig květen kvě mai maj μάιος μαΐου mayo maiatza می toukokuuta \
     touko maio מאי मई svibanj svi május máj մայիս մյս maí maggio mag ឧសភា maius mazzo maz \
     gegužės geg maijs maja мај พฤษภาคม mayıs травень трав mája мая května травня svibnja",
    "june jun junie يونيو جون юни juny červen čer mehefin meh juni ιούνιος ιουνίου junio \
     juuni ekaina eka ژوئن kesäkuuta kesä juin xuño xuñ יוני יונ जून lipanj lip június jún \
     հունիս հնս júní giugno giu មិថុនា iunius iun zugno zug birželio birž jūnijs jūn czerwca \
     cze junho iunie июнь июн junij јуни มิถุนายน hunyo hun haziran haz червень чер júna июня \
     června червня lipnja czerwiec",
    "july jul julie يوليو جلاییی جلا юли جلائی juliol červenec čvc gorffennaf gorff juli \
     ιούλιος ιουλίου julio juuli uztaila uzt جولای heinäkuuta heinä juillet juill xullo xul \
     יולי יול जुलाई srpanj srp július júl հուլիս հլս júlí luglio lug កក្កដា iulius iul luggio \
     liepos liep jūlijs jūl julai جولئی جول lipca julho iulie июль июл julij јули กรกฎาคม \
     hulyo hul temmuz tem липень лип júla июля července липня srpnja lipiec",
    "august aug augustus أغسطس اگست اگس август авг agost ago srpen awst aws αύγουστος \
     αυγούστου agosto abuztua abz آگوست elokuuta elo août אוגוסט אוג अगस्त अग kolovoz kol \
     augusztus օգոստոս օգս agustus agu ágúst ágú សីហា rugpjūčio rugpj augusts ogoss ogo \
     sierpnia sie avgust avg augusti สิงหาคม ağustos ağu серпень серп augusta августа srpna \
     серпня kolovoza sierpień",
    "september sep sept سبتمبر ستمبر ستم септември сеп setembre set září zář medi med \
     σεπτέμβριος σεπτεμβρίου septiembre iraila ira سپتامبر syyskuuta syys septembre setembro \
     ספטמבר ספט सितम्बर सित rujan ruj szeptember szept սեպտեմբեր սպտ settembre កញ្ញា rugsėjo \
     rugs septembris września wrz septembrie сентябрь сен септембар septembar กันยายน \
     setyembre eylül eyl вересень верес septembra сентября вересня rujna wrzesień spt",
    "october oct oktober okt أكتوبر اکتوبر اکت октомври окт octubre říjen říj hydref hyd \
     οκτώβριος οκτωβρίου oktoober urria urr اکتبر lokakuuta loka octobre outubro out אוקטובר \
     אוק अक्टूबर अक्ट október հոկտեմբեր հկտ ottobre ott តុលា spalio spal oktobris \
     października paź octombrie октябрь октобар oktobar ตุลาคม oktubre ekim eki жовтень жовт \
     októbra октября října жовтня październik",
    "november nov نوفمبر نومبر نوم ноември ное novembre listopad lis tachwedd tach νοέμβριος \
     νοεμβρίου noviembre azaroa aza نوامبر marraskuuta marras novembro נובמבר נוב नवम्बर नव \
     studeni stu նոյեմբեր նյմ nóvember nóv វិច្ឆិកា nouember nou lapkričio lapkr novembris \
     listopada noiembrie ноябрь ноя новембар нов novembar พฤศจิกายน nobyembre nob kasım kas \
     листопад листоп novembra ноября listopadu листопада studenoga studenog",
    "december dec desember des ديسمبر دسمبر دسم декември дек desembre prosinec pro rhagfyr \
     rhag dezember dez δεκέμβριος δεκεμβρίου diciembre dic detsember dets abendua abe دسامبر \
     joulukuuta joulu décembre déc decembro דצמבר דצמ दिसम्बर दिस prosinac pros դեկտեմբեր դկտ \
     dicembre ធ្នូ dexembre dex gruodžio gruodž decembris disember dis grudnia grud dezembro \
     decembrie декабрь децембар дец decembar ธันวาคม disyembre aralık ara грудень груд \
     decembra декабря prosince грудня prosinca grudzień",
];

/// A row a season.
///
/// Source: the terms `season-01` to `season-04` of CSL's locales.
const SEASONS: [&str; 4] = [
    "lente ربيع بهار пролет ہتم primavera jaro gwanwyn forår frühjahr άνοιξη spring kevad \
     udaberria kevät printemps אביב proljeće tavasz գարուն semi vor uer primmaveia pavasaris \
     хавар bunga vår بہار wiosna primăvara весна jar pomlad proleće ฤดูใบไม้ผลิ tagsibol \
     bahar frühling",
    "somer صيف گرماگ лято تیرمہ estiu léto haf sommer καλοκαίρι summer verano suvi uda \
     تابستان été verán קיץ ljeto nyár ամառ panas sumar estate aestas estæ vasara зун zomer \
     sommar گرمی lato verão vara лето leto poletje ฤดูร้อน yaz літо",
    "herfs خريف توهمشان есен خزان tardor podzim efterår herbst φθινόπωρο autumn otoño sügis \
     udazkena پاییز syksy automne outono סתיו jesen ősz աշուն gugur haust autunno autumnus \
     ötunno ruduo rudens намар luruh høst herfst پتجھڑ jesień toamna осень jeseň höst \
     ฤดูใบไม้ร่วง taglagas sonbahar осінь fall",
    "winter شتاء زمستان зима سیڷ hivern zima gaeaf vinter χειμώνας invierno talv negua talvi \
     hiver inverno חורף tél ձմեռ dingin vetur hiems žiema ziema өвөл sejuk سردی iarna ฤดูหนาว \
     taglamig kış",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_languages() {
        for (word, expected) in [
            ("März", Some(Name::Month(3))),
            ("Sept", Some(Name::Month(9))),
            ("août", Some(Name::Month(8))),
            ("января", Some(Name::Month(1))),
            ("Autumn", Some(Name::Season(3))),
            ("été", Some(Name::Season(2))),
            ("Nature", None),
        ] {
            assert_eq!(name(form(word)), expected, "{word}");
        }
    }
}
