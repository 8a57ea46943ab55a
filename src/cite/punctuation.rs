//! Punctuation where two parts of a reference meet.
//!
//! A part that ends with a mark of its own and the mark that the style sets after it become one;
//! marks within one part stay as they are.

use super::glyph::Glyph;
use super::prepare::Marks;

/// Joins marks that meet, moves stops and commas into quotations where the locale does so, and takes
/// double spaces out.
pub(super) fn collapse(glyphs: Vec<Glyph>, marks: &Marks) -> Vec<Glyph> {
    let glyphs = if marks.punctuation_in_quote { pull(glyphs) } else { glyphs };
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let meets = |last: &Glyph| {
            let one_part = last.field == glyph.field && glyph.field != 0;
            let one_link = last.link == glyph.link && glyph.link != 0;
            match (one_part || one_link, last.c, glyph.c) {
                (true, ..) => Meeting::Both,
                // French sets a space before the colon.
                (false, ' ', ':') if marks.english => Meeting::Second,
                (false, first, second) => meeting(first, second),
            }
        };
        while out.pop_if(|last| meets(last) == Meeting::Second).is_some() {}
        if out.last().is_none_or(|last| meets(last) == Meeting::Both) {
            out.push(glyph);
        }
    }
    while out.pop_if(|last| last.c.is_whitespace()).is_some() {}
    let lead = out.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
    out.drain(..lead);
    out
}

/// What stays of two characters that meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meeting {
    Both,
    First,
    Second,
}

fn meeting(first: char, second: char) -> Meeting {
    match (first, second) {
        (' ' | '\u{a0}', ' ') => Meeting::First,
        (' ', '.' | ',' | ';' | ')' | ']' | '?' | '!') => Meeting::Second,
        ('.' | '?' | '!' | ':' | ';', '.') => Meeting::First,
        (',', '.' | ')' | ']') => Meeting::Second,
        (',', ',') | (':', ':' | ',') | (';', ';' | ',' | ':') | ('?' | '!', ':') => Meeting::First,
        _ => Meeting::Both,
    }
}

/// Moves a stop or comma before the quotation marks that it follows.
fn pull(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let follows_quote = out.last().is_some_and(|last| last.closes);
        if !(follows_quote && glyph.field == 0 && glyph.link == 0 && matches!(glyph.c, '.' | ',')) {
            out.push(glyph);
            continue;
        }
        let closing = out.iter().rev().take_while(|glyph| glyph.closes).count();
        let at = out.len() - closing;
        let font = at.checked_sub(1).map_or(glyph.font, |before| out[before].font);
        out.insert(at, Glyph { font, ..glyph });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::entry::Font;

    /// `[` and `]` stand around a variable's text, `”` closes.
    fn check(input: &str, expected: &str) {
        let mut field = 0;
        let mut glyphs = Vec::new();
        for c in input.chars() {
            match c {
                '[' => field += 1,
                ']' => field = -field,
                c => glyphs.push(Glyph {
                    c,
                    font: Font::default(),
                    link: 0,
                    field: u32::try_from(field).unwrap_or(0),
                    fixed: false,
                    closes: c == '”',
                }),
            }
            if c == '[' && field < 0 {
                field = 1 - field;
            }
        }
        let text: String =
            collapse(glyphs, &Marks::american()).iter().map(|glyph| glyph.c).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn marks_that_meet_become_one() {
        check("“[What is it?]”. X", "“What is it?” X");
        check("[Acme Inc.]. X", "Acme Inc. X");
        check("[Wait...]. X", "Wait... X");
        check("[Acme Inc.], X", "Acme Inc., X");
        check("“[Title]”. X", "“Title.” X");
        check("a,. b  c .", "a. b c.");
    }
}
