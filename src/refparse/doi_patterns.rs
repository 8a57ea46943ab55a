//! What a DOI shows of its work: many registrants put a year, an ISSN, a volume or a page into it.
//!
//! The DOI Handbook calls a DOI opaque, and nobody has to follow a pattern; but those that do show one were
//! made by machine from the data of the work, so that they can be compared with it.

/// What a DOI shows. Numbers are as the DOI has them, with zeros in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown<'d> {
    pub(super) year: Option<i32>,
    /// Whether old works got their DOI in that year, so that they may be of any year before.
    pub(super) is_late: bool,
    /// Eight characters, or nine with a hyphen.
    pub(super) issn: Option<&'d str>,
    pub(super) volume: Option<&'d str>,
    pub(super) page: Option<&'d str>,
    /// Volume and page without anything between them.
    pub(super) joined: Option<&'d str>,
    /// Volume, two digits of the issue and four or five of the page.
    pub(super) packed: Option<&'d str>,
}

/// A registrant's prefix and the shapes of what follows it.
///
/// In a shape small letters, digits and marks stand for themselves, capitals for what varies:
///
/// | | |
/// | --- | --- |
/// | `Y`, `T`, `D` | a year of four digits, of its last three (`014`), of its last two |
/// | `E` | two digits of a year in which an old work may have got its DOI |
/// | `S`, `N` | an ISSN with its hyphen, without it |
/// | `V`, `I`, `P` | a volume's digits, an issue, a page (`f100`, `0037`) |
/// | `J`, `K` | volume and page joined; volume, issue and page joined in fixed widths |
/// | `A`, `W`, `X` | letters, letters and digits, digits |
/// | `*` | anything, at the end |
type Row = (&'static str, &'static [&'static str]);

/// `journal.volume.issue.page`, the shape of HighWire's journals until about 2008.
const HIGHWIRE: &[&str] = &["A.V.I.P"];

/// Source: the records of Crossref (api.crossref.org/works), by registrant; Elsevier's and Wiley's use of
/// the PII (S, ISSN, two digits of the year) and of the SICI (ANSI/NISO Z39.56) in DOIs.
const ROWS: &[Row] = &[
    ("10.1001", HIGHWIRE), // American Medical Association
    ("10.1002", &["(sici)S(YX)V:I<P:*", "(sici)S(YX/X)V:I<P:*", "(sici)S(Y)V:I<P:*", "(sici)S*"]), // Wiley
    ("10.1006", &["A.Y.X"]),                          // Academic Press
    ("10.1007", &["sX-T-X-W"]),                       // Springer
    ("10.1016", &["j.A.Y.X.X", "sS(E)*", "S(D)*"]),   // Elsevier
    ("10.1017", &["sNE*"]),                           // Cambridge University Press
    ("10.1034", &["j.S.Y.*"]),                        // Munksgaard
    ("10.1037", &["S.V.I.P"]),                        // American Psychological Association
    ("10.1038", &["JAX", "sX-T-X-W"]),                // Nature
    ("10.1046", &["j.S.Y.*"]),                        // Blackwell
    ("10.1053", &["A.Y.X"]),                          // Saunders
    ("10.1057", &["A.Y.X"]),                          // Palgrave
    ("10.1061", &["(asce)S(Y)V:I(P)"]),               // Society of Civil Engineers
    ("10.1067", &["A.Y.X"]),                          // Mosby
    ("10.1073", HIGHWIRE),                            // PNAS
    ("10.1074", HIGHWIRE),                            // J. Biol. Chem.
    ("10.1080", &["N.Y.X"]),                          // Taylor & Francis
    ("10.1083", HIGHWIRE),                            // J. Cell Biology
    ("10.1084", HIGHWIRE),                            // J. Exp. Medicine
    ("10.1085", HIGHWIRE),                            // J. Gen. Physiology
    ("10.1088", &["S/V/I/W"]),                        // IOP Publishing
    ("10.1090", &["sS-Y-X-W", "sS-D-X-W"]),           // American Mathematical Society
    ("10.1091", HIGHWIRE),                            // Mol. Biol. of the Cell
    ("10.1093", &["A/V.I.P"]),                        // Oxford University Press
    ("10.1094", &["A.Y.V.P"]),                        // Phytopathological Society
    ("10.1096", HIGHWIRE),                            // FASEB
    ("10.1098", &["A.Y.X"]),                          // Royal Society
    ("10.1101", &["Y.X.X.X", "A.V.I.P"]),             // bioRxiv, Cold Spring Harbor
    ("10.1103", &["A.V.P"]),                          // American Physical Society
    ("10.1104", HIGHWIRE),                            // Plant Physiology
    ("10.1105", HIGHWIRE),                            // Plant Cell
    ("10.1107", &["sND*"]),                           // Union of Crystallography
    ("10.1109", &["A.Y.X"]),                          // IEEE
    ("10.1111", &["j.S.Y.*"]),                        // Wiley, formerly Blackwell
    ("10.1124", HIGHWIRE),                            // Pharmacology and Exp. Therapeutics
    ("10.1126", HIGHWIRE),                            // Science
    ("10.1128", &["A.V.I.P-X.Y"]),                    // Society for Microbiology
    ("10.1136", &["A.V.I.P", "A-Y-X", "A.Y.X"]),      // BMJ
    ("10.1146", &["annurev.A.V.1.P"]),                // Annual Reviews
    ("10.1152", &["A.Y.V.I.P"]),                      // Physiological Society
    ("10.1155", &["Y/X"]),                            // Hindawi
    ("10.1161", &["X.A.V.I.P"]),                      // American Heart Association
    ("10.1164", &["A.V.I.X"]),                        // Thoracic Society
    ("10.1175", &["S(Y)V<P:*"]),                      // Meteorological Society
    ("10.1176", &["appi.A.V.I.P"]),                   // Psychiatric Association
    ("10.1182", &["A.vV.I.P"]),                       // Blood
    ("10.1186", &["S-V-X", "A-Y-V-I-P", "sX-T-X-W"]), // BioMed Central
    ("10.1192", HIGHWIRE),                            // J. of Psychiatry
    ("10.1210", &["A-V-I-P", "A.V.I.W"]),             // Endocrine Society
    ("10.1212", HIGHWIRE),                            // Neurology
    ("10.1257", HIGHWIRE),                            // American Economic Association
    ("10.1287", HIGHWIRE),                            // INFORMS
    ("10.1353", &["A.Y.X"]),                          // Project MUSE
    ("10.1364", &["A.V.P"]),                          // Optica
    ("10.1378", HIGHWIRE),                            // Chest
    ("10.1523", &["A.V-I-P.Y"]),                      // J. of Neuroscience
    ("10.1609", &["aaai.vViI.X"]),                    // AAAI
    ("10.1785", HIGHWIRE),                            // Seismological Society
    ("10.2105", HIGHWIRE),                            // Public Health Association
    ("10.2143", &["A.V.I.X"]),                        // Peeters
    ("10.2214", &["A.V.I.X"]),                        // J. of Roentgenology
    ("10.2337", HIGHWIRE),                            // Diabetes Association
    ("10.3389", &["A.Y.X"]),                          // Frontiers
    ("10.3390", &["AK"]),                             // MDPI
    ("10.4049", HIGHWIRE),                            // J. of Immunology
    ("10.4230", &["lipics.A.Y.X"]),                   // Dagstuhl
    ("10.5194", &["A-V-P-Y"]),                        // Copernicus
    ("10.18637", &["jss.vV.W"]),                      // J. of Statistical Software
    ("10.18653", &["v1/Y.*"]),                        // Computational Linguistics
    ("10.21437", &["A.Y-X"]),                         // Speech Communication Association
    ("10.24963", &["ijcai.Y/X"]),                     // IJCAI
    ("10.25300", &["misq/Y/V.I.X"]),                  // MIS Quarterly
];

/// Reads what a DOI in small letters shows; nothing where its registrant has no pattern, or it follows none.
///
/// ```text
/// 10.1103/physrevlett.77.3865     volume 77, page 3865
/// 10.1016/s0140-6736(12)60022-5   ISSN 0140-6736, year 2012
/// ```
pub(super) fn read(doi: &str) -> Option<Shown<'_>> {
    let (registrant, suffix) = doi.split_once('/')?;
    let (_, shapes) = ROWS.iter().find(|(known, _)| *known == registrant)?;
    shapes.iter().find_map(|shape| fit(shape, suffix))
}

/// Fits a shape to the whole of a text.
fn fit<'d>(shape: &str, text: &'d str) -> Option<Shown<'d>> {
    let mut shown = Shown::default();
    let mut rest = text;
    let mut parts = shape.chars().peekable();
    while let Some(part) = parts.next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length = match part {
            'Y' => 4,
            'T' => 3,
            'D' | 'E' => 2,
            'N' => 8,
            'S' => 9,
            'V' | 'J' | 'K' | 'X' => digits,
            'A' => rest.bytes().take_while(u8::is_ascii_alphabetic).count(),
            'W' => rest.bytes().take_while(u8::is_ascii_alphanumeric).count(),
            // `1-2` is an issue where no hyphen follows.
            'I' => {
                let next = parts.peek().map(|next| *next as u8);
                rest.bytes().take_while(|b| is_issue(*b) && Some(*b) != next).count()
            }
            'P' => {
                let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
                letters + rest[letters..].bytes().take_while(u8::is_ascii_digit).count()
            }
            '*' => rest.len(),
            literal => {
                rest = rest.strip_prefix(literal)?;
                continue;
            }
        };
        let value = rest.get(..length).filter(|value| !value.is_empty())?;
        rest = &rest[length..];
        match part {
            'Y' => shown.year = Some(year(value)?),
            'T' => shown.year = Some(year_of_three(value)?),
            'D' | 'E' => {
                shown.year = Some(year_of_two(value)?);
                shown.is_late = part == 'E';
            }
            'N' | 'S' => {
                let is_issn = is_issn_shape(value) && (part == 'N' || value.as_bytes()[4] == b'-');
                shown.issn = Some(value).filter(|_| is_issn);
                shown.issn?;
            }
            // Some journals count their volumes by years.
            'V' if year(value).is_some() => shown.year = shown.year.or(year(value)),
            'V' => shown.volume = Some(value),
            'P' => shown.page = Some(value),
            'J' => shown.joined = Some(value),
            'K' => shown.packed = Some(value),
            _ => {}
        }
    }
    rest.is_empty().then_some(shown)
}

fn is_issue(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_')
}

fn year(digits: &str) -> Option<i32> {
    let is_number = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| is_number && (1800..2100).contains(year))
}

/// `014` -> 2014, `997` -> 1997.
fn year_of_three(digits: &str) -> Option<i32> {
    match digits.parse().ok()? {
        year @ 0..100 if digits.starts_with('0') => Some(2000 + year),
        year @ 900..1000 => Some(1000 + year),
        _ => None,
    }
}

/// `07` -> 2007, `91` -> 1991. Such DOIs were first made in the 1990s, of articles since about 1960.
fn year_of_two(digits: &str) -> Option<i32> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = digits.parse().ok().filter(|_| is_number)?;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

fn is_issn_shape(text: &str) -> bool {
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    count == 8 || count == 7 && text.ends_with(['x', 'X'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(doi: &str, expected: &str) {
        let shown = read(doi).unwrap_or_default();
        let year = shown.year.map(|year| year.to_string()).unwrap_or_default();
        let texts = [shown.issn, shown.volume, shown.page, shown.joined, shown.packed];
        let texts = texts.map(Option::unwrap_or_default);
        assert_eq!(format!("{year}|{}", texts.join("|")), expected, "{doi}");
    }

    #[test]
    fn reads_what_dois_show() {
        check("10.1103/physrevlett.77.3865", "||77|3865||");
        check("10.1103/physrevb.54.r4725", "||54|r4725||");
        check("10.1038/171740a0", "||||171740|");
        check("10.1038/s41586-019-1127-1", "2019|||||");
        check("10.1016/j.neuroimage.2013.04.016", "2013|||||");
        check("10.1016/s0140-6736(12)60022-5", "2012|0140-6736||||");
        check("10.1016/0026-0495(83)90105-1", "1983|0026-0495||||");
        check("10.1111/j.1365-2966.2010.17431.x", "2010|1365-2966||||");
        check("10.1210/jcem-53-6-1247", "||53|1247||");
        check("10.1107/s1600576720015897", "2020|16005767||||");
        check("10.5194/essd-10-2141-2018", "2018||10|2141||");
        check("10.3390/rs12162554", "|||||12162554");
        check("10.1175/1520-0442(2003)016<1495:erogss>2.0.co;2", "2003|1520-0442|016|1495||");
        check("10.1088/1742-5468/2008/10/p10008", "2008|1742-5468||||");
        check("10.1126/science.290.5495.1304", "||290|1304||");
        check("10.1093/biomet/38.1-2.159", "||38|159||");
        check("10.1128/jb.185.10.3082-3092.2003", "2003||185|3082||");
    }

    #[test]
    fn says_nothing_of_others() {
        for doi in [
            "10.1371/journal.pone.0236418",
            "10.1038/nature12373",
            "10.1038/35057062",
            "10.1126/science.1194144",
            "10.1109/5.771073",
            "10.1016/",
            "10.1103/physrevlett.77.",
            "10.1016/j.neuroimage.é",
            "10.1107/s16005é6720015897",
            "no doi",
        ] {
            check(doi, "|||||");
        }
    }
}
