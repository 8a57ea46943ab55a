//! Whether a record prints as its reference stands.

use super::style::Style;
use crate::cite::Form;
use crate::model::{Item, StandardVariable, Text};

/// How like a reference its record prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Other text: so many characters are the same at both ends, of a thousand.
    Other(u16),
    /// The same letters and marks, but other capitals.
    Letters,
    /// The same but for spaces, the kinds of quotes and dashes, and the last stop.
    Same,
}

impl Likeness {
    /// What another candidate must surpass: one that prints other text is no better for being nearer.
    pub(super) fn at_least_letters(self) -> Self {
        match self {
            Self::Other(_) => Self::Other(u16::MAX),
            other => other,
        }
    }
}

/// A reference ready to be compared with: its characters in one spelling.
#[derive(Debug)]
pub(super) struct Target(Vec<char>);

impl Target {
    /// Prepares the text of a reference; a number in front of it is left out.
    pub(super) fn new(text: &str) -> Self {
        let mut chars: Vec<char> = spelled(text).collect();
        while chars.last().is_some_and(|c| *c == '.') {
            chars.pop();
        }
        Self(chars)
    }

    /// Compares with what a style prints of a record.
    pub(super) fn prove(&self, item: &Item, style: Style) -> Likeness {
        let Some(entry) = style.print(item) else { return Likeness::Other(0) };
        let (label, text) = entry.apart(Form::Text);
        // Where the number is no part of its own, it stands in front all the same.
        let text = if label.is_empty() { text.as_str() } else { text.trim_start() };
        let likeness = self.compare(text);
        match text
            .strip_prefix("1")
            .or_else(|| text.strip_prefix("[1]"))
            .or_else(|| text.strip_prefix("(1)"))
        {
            Some(rest) if label.is_empty() => {
                let rest = rest.trim_start_matches(['.', ')', ']', ' ', '\u{a0}', ':']);
                likeness.max(self.compare(rest))
            }
            _ => likeness,
        }
    }

    /// The same for a record whose title a style must not change, as it is in no English.
    pub(super) fn prove_foreign(&self, item: &Item, style: Style) -> Likeness {
        let mut item = item.clone();
        let origin = item.kind.origin.clone();
        // The code for no language at all.
        item.texts.set(StandardVariable::Language, Text::plain("zxx"), origin);
        self.prove(&item, style)
    }

    fn compare(&self, printed: &str) -> Likeness {
        let mut mine = self.0.iter().copied();
        let mut exact = true;
        let mut same = 0_usize;
        let mut theirs = spelled(printed.trim_end_matches(['.', ' ']));
        loop {
            match (mine.next(), theirs.next()) {
                (None, None) => return if exact { Likeness::Same } else { Likeness::Letters },
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) if a.to_lowercase().eq(b.to_lowercase()) => exact = false,
                _ => break,
            }
            same += 1;
        }
        let back = spelled(printed.trim_end_matches(['.', ' '])).collect::<Vec<char>>();
        let limit = self.0.len().min(back.len()) - same;
        let tail = self.0.iter().rev().zip(back.iter().rev()).take(limit);
        let tail = tail.take_while(|(a, b)| a == b).count();
        let length = self.0.len().max(back.len()).max(1);
        Likeness::Other(u16::try_from((same + tail) * 1000 / length).unwrap_or(0))
    }
}

/// The characters of a text without spaces, one kind of quote and of dash.
///
/// No two references differ in spaces alone, and many a way into a note changes them.
fn spelled(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
        })
        .map(|c| match c {
            '‐'..='―' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '`' | '\'' | '‹' | '›' => {
                '"'
            }
            '…' => '.',
            c => c,
        })
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Target};

    fn check(reference: &str, printed: &str, expected: Likeness) {
        assert_eq!(Target::new(reference).compare(printed), expected, "{reference}");
    }

    #[test]
    fn compares_letters_and_marks() {
        check("A “b”. 1-2", "A \"b\".  1–2.", Likeness::Same);
        check("The End.", "The end.", Likeness::Letters);
        check("abcd", "abxd", Likeness::Other(750));
        check("", "", Likeness::Same);
        check("ab", "", Likeness::Other(0));
    }
}
