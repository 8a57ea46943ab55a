use super::*;
use crate::bibliography;
use crate::format::Format;
use crate::source::Source;

const BIB: &str = "
@article{old,
  author = {van der Berg, Jan A. and O'Neill, Mary and Šalamoun, J. and Li, X. and Wu, Y.},
  title = {On the {COVID}-19 State-of-the-Art: {\\\"U}bersicht},
  journal = {Journal of Clinical Sleep Medicine}, date = {2021-03-04}, volume = 12, number = 3,
  pages = {101--119}, keywords = {sleep, memory}}";

fn item(bib: &str) -> Item {
    bibliography::read(Format::Bibtex, &Source::new("t.bib", bib)).value.remove(0)
}

fn check(pattern: &str, expected: &str) {
    let parsed = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let key = parsed.key(&item(BIB)).map(|key| key.to_string());
    assert_eq!(key.unwrap_or_default(), expected, "{pattern}");
}

#[test]
fn names() {
    check("auth", "vanderBerg");
    check("auth.lower", "vanderberg");
    check("auth(3)", "van");
    check("auth(n=4, m=2)", "ONe");
    check("auth.upper.substring(1,5)", "VAND");
    check("authors(2)", "vanderBergONeillEtAl");
    check("authorsn(2, sep='-')", "vanderBerg-ONeill-EtAl");
    check("authEtal2", "vanderBerg.etal");
    check("auth.etal", "vanderBerg.etal");
    check("auth.auth.ea", "vanderBerg.ONeill.ea");
    check("authEtAl", "vanderBergEtAl");
    check("authorsAlpha", "vOS+");
    check("authshort", "v.O.S+");
    check("authIni(2)", "va.O.Sa.Li.Wu");
    check("authorLast + authForeIni", "WuJA");
    check("auth(initials=true)", "vanderBergJA");
    check("editor", "");
}

#[test]
fn titles_and_the_rest() {
    check("shorttitle(3,3)", "COVID19StateoftheArtUbersicht");
    check("shorttitle(2)", "COVID19StateoftheArt");
    check("veryshorttitle", "COVID19");
    check("title.abbr", "CSU");
    check("Title.skipwords.abbr", "CSU");
    check("year + '-' + shortyear + '-' + month + '-' + day", "2021-21-03-04");
    check("journal.abbr + Volume + issue + firstpage + lastpage", "JoCSM123101119");
    check("journal.skipwords.abbr.lower", "jcsm");
    check("journal.condense('_')", "Journal_of_Clinical_Sleep_Medicine");
    check("journal.select(2,2).capitalize.condense", "OfClinical");
    check("type + '_' + key", "article-journal_old");
    check("keyword(1)", "memory");
    check("date", "2021-03-04");
    check("title.alphanum.max(6)", "COVID1");
    check("journal.replace('CLINICAL', 'x').abbr", "JoxSM");
    check("'10%' + publisher.default('anon') + volume.prefix('v').postfix('x')", "10anonv12x");
}

#[test]
fn alternatives() {
    check("publisher | year", "2021");
    check("(publisher || journal.abbr) + year", "JoCSM2021");
    check("(publisher | year)", "2021");
    check("type(book) + 'b' | type('article-journal', chapter) + 'a' + year", "a2021");
    check("auth.len('<', 3) | auth.len('>', 3) + '4'", "vanderBerg4");
    check("publisher", "");
    check("(auth + year).lower", "vanderberg2021");
}

#[test]
fn the_older_spelling() {
    check("[auth:lower][shorttitle3_3][year]", "vanderbergCOVID19StateoftheArtUbersicht2021");
    check("[auth3_2]_[year]", "ON_2021");
    check("[auth+initials]", "vanderBergJA");
    check("[authors2:lower]-[shortyear]", "vanderbergoneilletal-21");
    check("[auth.etal:lower]", "vanderberg.etal");
    check("[Publisher:(anon)][year]", "anon2021");
    check("[publisher]|[Title:skipwords:abbr:lower]", "csu");
    check("[journal:condense=_]", "Journal_of_Clinical_Sleep_Medicine");
    check("[edtr][veryshorttitle]", "COVID19");
}

/// The default of Better BibTeX is what `predict` makes.
#[test]
fn the_default_pattern_predicts() {
    let pattern = Pattern::parse("auth.lower + shorttitle(3,3) + year").unwrap();
    for bib in [
        BIB,
        "@book{a, author={Gay-Lussac, J.}, title={d'infirmes / Life}, year=1808}",
        "@book{a, editor={王, 伟}, title={红楼梦 研究}, year=1999}",
        "@book{a, author={Müller, H.}, title={Über Öl und Wärme}, langid={de}, year={forthcoming}}",
        "@misc{a, author={{World Health Organization}}, title={“What” is β-carotene?}}",
    ] {
        let item = item(bib);
        let key = pattern.key(&item).map(|key| key.to_string());
        assert_eq!(key.unwrap_or_default(), crate::citekey::predict(&item), "{bib}");
    }
}

fn fails(pattern: &str, column: usize, message: &str, near: &str) {
    let error = Pattern::parse(pattern).unwrap_err();
    let first = error.near.first().copied().unwrap_or_default();
    assert_eq!((error.column, error.message.as_str(), first), (column, message, near), "{pattern}");
}

#[test]
fn mistakes_have_a_column_and_near_names() {
    fails("auth.lowr", 6, "`lowr` is no filter", "lower");
    fails("yeer", 1, "`yeer` is no function or field", "year");
    fails("auth + 'x", 8, "the text has no closing quote", "");
    fails(
        "auth + ",
        8,
        "the pattern ends where a function, a field or a text in quotes should be",
        "",
    );
    fails("auth year", 6, "`y` where `+`, `.` or `|` should be", "");
    fails("shorttitle(3,x)", 14, "`x` is no number", "");
    fails("shorttitle(3,3,3)", 16, "too many arguments; there are n, m", "");
    fails("auth(k=3)", 6, "`k` is no argument here; there are n, m, creator, initials", "");
    fails("year(4)", 6, "it takes no arguments", "");
    fails("(auth", 6, "the pattern ends where `)` should be", "");
    fails("[auth", 6, "the pattern ends where `]` or `:` should be", "");
    fails("[auth:lowr]", 7, "`lowr` is no filter", "lower");
    fails("auth]", 5, "`]` where `+`, `.` or `|` should be", "");
    fails("[auth]]", 7, "`]` without `[`", "");
    fails("auth || year", 6, "`||` stands inside brackets; between patterns it is `|`", "");
    fails("", 1, "the pattern ends where a function, a field or a text in quotes should be", "");
    assert!(Pattern::parse(&"(".repeat(100_000)).is_err());
}

proptest::proptest! {
    #[test]
    fn any_pattern_is_read_or_refused(
        pieces in proptest::collection::vec("auth|title|year|\\.|lower|\\+|\\||\\(|\\)|\\[|\\]|:|'|é|3|,|=| ", 0..14),
    ) {
        if let Ok(pattern) = Pattern::parse(&pieces.concat())
            && let Some(key) = pattern.key(&item(BIB))
        {
            assert!(key.as_str().is_ascii());
        }
    }
}
