//! The labels of a printed list: `[12]`, `12.`, `12)`, `(12)`, `[Knu84]`, and bullets.

/// The mark at the begin of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// What it says, without its brackets: `12`.
    pub(super) text: &'a str,
    /// The number that it is.
    pub(super) number: Option<u32>,
    /// How it is set off.
    pub(super) marks: Marks,
    /// Whether a number stands behind it: then it may be the first part of one, or of a date.
    before_number: bool,
    /// The bytes up to the text behind it.
    pub(super) len: usize,
}

/// How a label is set off from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `[12]`
    Square,
    /// `(12)`
    Round,
    /// `12.`
    Stop,
    /// `12)`
    HalfRound,
    /// `12` and a space: a label only where the lines count on.
    Bare,
    /// `•`
    Bullet,
}

impl Marks {
    /// The marks that a list may count by.
    pub(super) const COUNTING: [Self; 5] =
        [Self::Square, Self::Round, Self::Stop, Self::HalfRound, Self::Bare];
}

/// What stands for a number in lists that count nothing.
const BULLETS: [char; 11] = ['•', '‣', '◦', '▪', '●', '■', '·', '*', '◆', '-', '–'];

impl<'a> Label<'a> {
    /// Reads the label that a line without indent begins with.
    ///
    /// Brackets may be the wide ones of Chinese print. Behind a number with a stop a space must follow, so
    /// that `12.5 million` has none.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let first = line.chars().next()?;
        let rest = &line[first.len_utf8()..];
        match first {
            '[' | '［' => Self::bracketed(line, rest, [']', '］'], Marks::Square),
            '(' | '（' => Self::bracketed(line, rest, [')', '）'], Marks::Round),
            '0'..='9' => Self::bare(line),
            bullet if BULLETS.contains(&bullet) => {
                let behind = rest.trim_start();
                let is_bullet = behind.len() < rest.len() && !behind.is_empty();
                is_bullet.then(|| Self::new("", None, Marks::Bullet, line, behind))
            }
            _ => None,
        }
    }

    /// Whether the line has it for a label although no other line counts on from it.
    ///
    /// A number of four digits may be a year.
    pub(super) fn stands_alone(&self) -> bool {
        match self.marks {
            Marks::Square => true,
            Marks::Round | Marks::Stop | Marks::HalfRound => {
                self.text.len() <= 3 && !self.before_number
            }
            Marks::Bare => false,
            Marks::Bullet => true,
        }
    }

    fn new(text: &'a str, number: Option<u32>, marks: Marks, line: &str, behind: &str) -> Self {
        let before_number = behind.starts_with(|c: char| c.is_ascii_digit());
        Self { text, number, marks, before_number, len: line.len() - behind.len() }
    }

    fn bracketed(line: &'a str, rest: &'a str, ends: [char; 2], marks: Marks) -> Option<Self> {
        // The longest label is that of a style which takes letters of four names.
        let end = rest.char_indices().take(16).find(|(_, c)| ends.contains(c))?.0;
        let text = rest[..end].trim();
        let behind = rest[end..].trim_start_matches(ends).trim_start();
        let number = number(text);
        let is_label = number.is_some() || (marks == Marks::Square && is_short_for_names(text));
        (is_label && !behind.is_empty()).then(|| Self::new(text, number, marks, line, behind))
    }

    fn bare(line: &'a str) -> Option<Self> {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (text, rest) = line.split_at(digits);
        let number = Some(number(text)?);
        let mark = rest.chars().next()?;
        let marks = match mark {
            '.' | '．' | '、' => Marks::Stop,
            ')' | '）' => Marks::HalfRound,
            mark if mark.is_whitespace() => Marks::Bare,
            _ => return None,
        };
        let rest = &rest[mark.len_utf8()..];
        let behind = rest.trim_start();
        let is_apart = behind.len() < rest.len() || marks == Marks::Bare || !mark.is_ascii();
        let is_text = behind.starts_with(|c: char| match marks {
            Marks::Bare => c.is_alphabetic() || "“\"«„".contains(c),
            _ => c.is_alphanumeric() || "“\"«„‘'<([_*".contains(c),
        });
        (is_apart && is_text).then(|| Self::new(text, number, marks, line, behind))
    }
}

/// A list's number; longer ones are something else.
fn number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Whether a label is made of names and a year, as BibTeX's `alpha` makes it: `Knu84`, `GMS+94a`.
fn is_short_for_names(text: &str) -> bool {
    let names = text.trim_end_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let year = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let digits = year.bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = &year[..year.len() - digits];
    (!names.is_empty() || !head.is_empty())
        && text.len() - year.len() <= 1
        && (digits == 2 || digits == 4)
        && head.starts_with(char::is_uppercase)
        && head.chars().all(|c| c.is_alphabetic() || c == '+' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, Marks, &str)>) {
        let found = Label::read(line).map(|label| (label.text, label.marks, &line[label.len..]));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn labels_are_told_from_text() {
        check("[12] Doe, J.", Some(("12", Marks::Square, "Doe, J.")));
        check("[1]Doe", Some(("1", Marks::Square, "Doe")));
        check("［3］ 王", Some(("3", Marks::Square, "王")));
        check("[Knu84] Knuth", Some(("Knu84", Marks::Square, "Knuth")));
        check("[GMS+94a] Goossens", Some(("GMS+94a", Marks::Square, "Goossens")));
        check("(7) Doe", Some(("7", Marks::Round, "Doe")));
        check("7. Doe", Some(("7", Marks::Stop, "Doe")));
        check("7)\tDoe", Some(("7", Marks::HalfRound, "Doe")));
        check("7 Doe", Some(("7", Marks::Bare, "Doe")));
        check("1、王", Some(("1", Marks::Stop, "王")));
        check("• Doe", Some(("", Marks::Bullet, "Doe")));
        check("[Internet]. Geneva", None);
        check("[accessed 2010]", None);
        check("12.5 million", None);
        check("7. 12 notes", Some(("7", Marks::Stop, "12 notes")));
        check("12345. Doe", None);
        check("[1]", None);
        check("(n.d.) Doe", None);
        check("*Nature* 7", None);
        check("", None);
    }
}
