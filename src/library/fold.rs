//! Texts without what two databases write differently: case, accents, punctuation, spaces.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Folds a text to words of small letters and digits, with one space between them.
///
/// Accents fall away, Greek letters become their names (databases write `alpha` for `α`), an apostrophe
/// joins, every other mark parts. Other scripts stay as they are.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parted = false;
    let mut push = |piece: &str| {
        if parted && !piece.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        parted = piece.is_empty();
        out.push_str(piece);
    };
    let mut buffer = [0; 4];
    if text.is_ascii() {
        let entity = |at: usize| text[at..].starts_with("&amp;");
        let mut skip = 0;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if at < skip => {}
                b'a'..=b'z' | b'0'..=b'9' => push(char::from(byte).encode_utf8(&mut buffer)),
                b'A'..=b'Z' => push(char::from(byte | 0x20).encode_utf8(&mut buffer)),
                b'\'' => {}
                b'&' => {
                    skip = if entity(at) { at + 5 } else { at + 1 };
                    push("");
                    push("and");
                    push("");
                }
                _ => push(""),
            }
        }
        return out;
    }
    for c in text.nfkd() {
        match c {
            '\'' | '’' | 'ʼ' | '`' | '\u{ad}' => {}
            '&' => {
                push("");
                push("and");
                push("");
            }
            c if is_combining_mark(c) => {}
            c if c.is_ascii_alphanumeric() => {
                push(c.to_ascii_lowercase().encode_utf8(&mut buffer));
            }
            c if !c.is_alphanumeric() => push(""),
            // Latin letters that no accent is taken from: ß, ø, æ, ł.
            '\u{80}'..='\u{24f}' => push(&any_ascii::any_ascii_char(c).to_lowercase()),
            c => match greek(c) {
                Some(name) => push(name),
                None => c.to_lowercase().for_each(|small| push(small.encode_utf8(&mut buffer))),
            },
        }
    }
    out
}

/// Folds a text to small letters and digits without spaces: `COVID-19` and `Covid 19` are one.
pub(super) fn letters(text: &str) -> String {
    let mut folded = words(text);
    folded.retain(|c| c != ' ');
    folded
}

/// The number that a label says: `2`, `2nd`, `II`, `Second edition` -> 2.
pub(super) fn number(label: &str) -> Option<u32> {
    let folded = words(label);
    folded.split(' ').find_map(|word| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            0 => roman(word).or_else(|| {
                let at = ORDINALS.iter().position(|row| row.contains(&word))?;
                u32::try_from(at + 1).ok()
            }),
            _ if word.len() - digits <= 3 => word[..digits].parse().ok(),
            _ => None,
        }
    })
}

/// The value of a Roman number below 50, in small letters.
pub(super) fn roman(word: &str) -> Option<u32> {
    let value = |byte: u8| match byte {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        _ => None,
    };
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let values: Vec<u32> = word.bytes().map(value).collect::<Option<_>>()?;
    let signed = |at: usize| match values.get(at + 1) {
        Some(next) if *next > values[at] => -i64::from(values[at]),
        _ => i64::from(values[at]),
    };
    u32::try_from((0..values.len()).map(signed).sum::<i64>()).ok()
}

/// Ordinals in words, as title pages print them.
const ORDINALS: &[&[&str]] = &[
    &["first", "one"],
    &["second", "two", "revised"],
    &["third", "three"],
    &["fourth", "four"],
    &["fifth", "five"],
    &["sixth", "six"],
    &["seventh", "seven"],
    &["eighth", "eight"],
    &["ninth", "nine"],
    &["tenth", "ten"],
];

/// The name of a Greek letter, in either case.
fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'α' | 'Α' => "alpha",
        'β' | 'Β' | 'ϐ' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' | 'Δ' => "delta",
        'ε' | 'Ε' | 'ϵ' => "epsilon",
        'ζ' | 'Ζ' => "zeta",
        'η' | 'Η' => "eta",
        'θ' | 'Θ' => "theta",
        'ι' | 'Ι' => "iota",
        'κ' | 'Κ' => "kappa",
        'λ' | 'Λ' => "lambda",
        'μ' | 'Μ' => "mu",
        'ν' | 'Ν' => "nu",
        'ξ' | 'Ξ' => "xi",
        'π' | 'Π' => "pi",
        'ρ' | 'Ρ' => "rho",
        'σ' | 'ς' | 'Σ' => "sigma",
        'τ' | 'Τ' => "tau",
        'φ' | 'Φ' | 'ϕ' => "phi",
        'χ' | 'Χ' => "chi",
        'ψ' | 'Ψ' => "psi",
        'ω' | 'Ω' => "omega",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(words(input), expected);
    }

    #[test]
    fn folds() {
        check("The  Origin—of Species.", "the origin of species");
        check("L’Été & d'hiver", "lete and dhiver");
        check("Research &amp; Development", "research and development");
        check("Straße, Øre, Łódź", "strasse ore lodz");
        check("β-Carotene and PGC-1α", "beta carotene and pgc 1alpha");
        check("ﬁne e\u{301}tude", "fine etude");
        check("红楼梦", "红楼梦");
        check("…", "");
        assert_eq!(letters("COVID-19"), letters("Covid 19"));
    }

    #[test]
    fn numbers() {
        for (label, expected) in [
            ("2", Some(2)),
            ("2nd ed.", Some(2)),
            ("Second edition", Some(2)),
            ("XIV", Some(14)),
            ("vol. 3", Some(3)),
            ("e1003285", None),
            ("S", None),
        ] {
            assert_eq!(number(label), expected, "{label}");
        }
    }
}
