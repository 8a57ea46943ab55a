//! The headings that lists of references stand under.

/// The headings by language, in lower case.
const HEADINGS: [(&str, &[&str]); 22] = [
    (
        "en",
        &[
            "references",
            "reference",
            "reference list",
            "list of references",
            "references and notes",
            "notes and references",
            "references cited",
            "cited references",
            "bibliography",
            "selected bibliography",
            "annotated bibliography",
            "references and further reading",
            "bibliography and further reading",
            "further reading",
            "works cited",
            "works consulted",
            "literature",
            "literature cited",
            "cited literature",
            "citations",
            "sources",
            "primary sources",
            "secondary sources",
        ],
    ),
    (
        "de",
        &[
            "literatur",
            "literaturverzeichnis",
            "literaturangaben",
            "literaturliste",
            "literaturhinweise",
            "literaturnachweise",
            "literaturquellen",
            "quellen",
            "quellenverzeichnis",
            "quellenangaben",
            "quellen und literatur",
            "literatur und quellen",
            "quellen- und literaturverzeichnis",
            "literatur- und quellenverzeichnis",
            "referenzen",
            "bibliografie",
            "bibliographie",
            "einzelnachweise",
            "weiterführende literatur",
            "zitierte literatur",
        ],
    ),
    (
        "fr",
        &[
            "références",
            "références bibliographiques",
            "références citées",
            "bibliographie",
            "bibliographie sélective",
            "ouvrages cités",
            "œuvres citées",
            "sources",
            "sources et bibliographie",
            "notes et références",
            "pour aller plus loin",
        ],
    ),
    (
        "es",
        &[
            "referencias",
            "referencias bibliográficas",
            "lista de referencias",
            "bibliografía",
            "bibliografía citada",
            "obras citadas",
            "literatura citada",
            "fuentes",
        ],
    ),
    (
        "pt",
        &[
            "referências",
            "referências bibliográficas",
            "bibliografia",
            "obras citadas",
            "trabalhos citados",
            "fontes",
        ],
    ),
    (
        "it",
        &[
            "riferimenti",
            "riferimenti bibliografici",
            "bibliografia",
            "bibliografia e sitografia",
            "sitografia",
            "opere citate",
            "fonti",
        ],
    ),
    (
        "nl",
        &[
            "literatuur",
            "literatuurlijst",
            "literatuuropgave",
            "literatuurverwijzingen",
            "bronnen",
            "bronnenlijst",
            "bronvermelding",
            "referenties",
            "bibliografie",
            "geraadpleegde literatuur",
        ],
    ),
    ("sv", &["källor", "källförteckning", "referenser", "referenslista", "litteratur"]),
    ("sv", &["litteraturförteckning", "litteraturlista", "bibliografi"]),
    ("da", &["litteratur", "litteraturliste", "kilder", "referencer", "kildeliste", "bibliografi"]),
    ("nb", &["litteratur", "litteraturliste", "kilder", "referanser", "kildeliste", "bibliografi"]),
    ("fi", &["lähteet", "lähdeluettelo", "kirjallisuus", "kirjallisuusluettelo", "viitteet"]),
    ("pl", &["bibliografia", "literatura", "piśmiennictwo", "źródła", "przypisy"]),
    ("cs", &["literatura", "použitá literatura", "seznam literatury", "reference", "zdroje"]),
    ("hu", &["irodalomjegyzék", "irodalom", "felhasznált irodalom", "hivatkozások", "források"]),
    ("ro", &["bibliografie", "referințe", "referințe bibliografice"]),
    ("tr", &["kaynakça", "kaynaklar", "referanslar"]),
    ("el", &["βιβλιογραφία", "αναφορές", "παραπομπές", "βιβλιογραφικές αναφορές"]),
    (
        "ru",
        &[
            "список литературы",
            "список использованной литературы",
            "список использованных источников",
            "литература",
            "библиография",
            "библиографический список",
            "источники",
            "примечания",
            "references",
        ],
    ),
    ("uk", &["література", "список літератури", "джерела", "список використаних джерел"]),
    ("ja", &["参考文献", "引用文献", "文献", "参照文献", "出典"]),
    ("zh", &["参考文献", "參考文獻", "参考资料", "參考資料", "引用文献", "文献"]),
];

/// More of them, of languages of which few are known.
const OTHERS: [&str; 9] = [
    "참고문헌",
    "참고 문헌",
    "المراجع",
    "المصادر",
    "قائمة المراجع",
    "منابع",
    "ביבליוגרפיה",
    "מקורות",
    "संदर्भ",
];

/// Whether a heading announces references: `5. References`, `**Literatur:**`, `References (12)`.
///
/// Numbers before it, marks around it, and a count in brackets behind it are passed over.
pub(crate) fn announces_references(heading: &str) -> bool {
    // A heading is short; what is not needs no look.
    if heading.len() > 120 {
        return false;
    }
    let lower = heading.to_lowercase();
    let text = without_count(&lower);
    let text = text.trim_matches(|c: char| !c.is_alphabetic());
    is_known(text) || is_known(without_number(text))
}

fn is_known(text: &str) -> bool {
    HEADINGS.iter().any(|(_, headings)| headings.contains(&text)) || OTHERS.contains(&text)
}

/// Takes `(12)` off the end.
fn without_count(text: &str) -> &str {
    let text = text.trim_end();
    match text.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, count)) if count.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => text,
    }
}

/// Takes the number off the begin that is made of letters: `IV. `, `A. `, `Appendix B: `.
fn without_number(text: &str) -> &str {
    let Some((number, rest)) = text.split_once(['.', ':', ')']) else { return text };
    let is_short = number.chars().count() <= 4 || number.starts_with("appendix");
    if is_short { rest.trim() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heading: &str, expected: bool) {
        assert_eq!(announces_references(heading), expected, "{heading}");
    }

    #[test]
    fn headings_in_many_languages() {
        for heading in
            ["References", "REFERENCES:", "5. References", "5.1 Works Cited", "IV. Literatur"]
        {
            check(heading, true);
        }
        for heading in ["📚 Bibliography", "References (12)", "**Quellen**", "Appendix A: Sources"]
        {
            check(heading, true);
        }
        for heading in ["参考文献", "Список литературы", "Références", "Referências", "Källor"]
        {
            check(heading, true);
        }
        for heading in ["Reference values", "Resources", "Literature review", "", "1.", "Content"] {
            check(heading, false);
        }
    }
}
