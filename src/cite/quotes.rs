//! Quotation marks: straight ones become curly, and quotations within quotations alternate.
//!
//! Source: CSL 1.0.2, "Quotes"; The Chicago Manual of Style, 17th ed., 6.115 and 13.30.

use super::glyph::Glyph;
use super::mark;
use super::prepare::Marks;

/// A quotation that is open.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Open {
    /// It has the inner marks.
    inner: bool,
    /// The style opened it.
    style: bool,
    /// Its own mark was a single one.
    single: bool,
    /// It keeps the text's own marks.
    curly: bool,
    /// Where its mark stands.
    at: usize,
}

/// Sets every quotation mark as the locale has it.
pub(super) fn set(glyphs: Vec<Glyph>, marks: &Marks) -> Vec<Glyph> {
    let last_single = glyphs
        .iter()
        .enumerate()
        .rposition(|(at, glyph)| is_single(glyph.c) && !follows_letter(&glyphs, at + 1));
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut open: Vec<Open> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let begins = out.last().is_none_or(|last| opens_after(last.c) && !last.closes);
        match glyph.c {
            c if c == mark::QUOTES.0 => start(&mut out, &mut open, *glyph, marks, true, false),
            c if c == mark::QUOTES.1 => {
                // What the text left open inside ends here without a mark.
                while let Some(last) = open.pop_if(|last| !last.style) {
                    restore(&mut out, last);
                }
                if let Some(last) = open.pop() {
                    close(&mut out, *glyph, marks, last);
                }
            }
            _ if glyph.link > 0 => out.push(*glyph),
            '“' => start(&mut out, &mut open, *glyph, marks, false, false),
            '"' if begins => start(&mut out, &mut open, *glyph, marks, false, false),
            '"' | '”' => match open.pop_if(|last| !last.style && !last.single) {
                Some(last) => close(&mut out, *glyph, marks, last),
                None => out.push(Glyph { c: '”', ..*glyph }),
            },
            // Within a word it is a letter of Arabic or Hawaiian.
            '‘' if !begins => out.push(*glyph),
            '‘' => start(&mut out, &mut open, *glyph, marks, false, true),
            '\'' if begins
                && follows_letter(&glyphs, at + 1)
                && last_single.is_some_and(|last| last > at) =>
            {
                start(&mut out, &mut open, *glyph, marks, false, true);
            }
            '\'' | '’' => {
                let closing = !follows_letter(&glyphs, at + 1);
                match open.pop_if(|last| closing && !last.style && last.single) {
                    Some(last) => close(&mut out, *glyph, marks, last),
                    None => out.push(Glyph { c: '’', ..*glyph }),
                }
            }
            _ => out.push(*glyph),
        }
    }
    open.into_iter().for_each(|one| restore(&mut out, one));
    out
}

/// A single mark that nothing closes was no quotation.
fn restore(out: &mut [Glyph], open: Open) {
    if let Some(glyph) = out.get_mut(open.at).filter(|_| open.single) {
        glyph.c = '‘';
    }
}

fn start(
    out: &mut Vec<Glyph>,
    open: &mut Vec<Open>,
    glyph: Glyph,
    marks: &Marks,
    style: bool,
    single: bool,
) {
    // Within a quotation the marks alternate. Outside, curly marks stay as the text has them.
    let curly = open.is_empty() && matches!(glyph.c, '“' | '‘');
    let inner = open.last().map_or(curly && single, |last| !last.inner);
    let at = out.len();
    match curly {
        true => out.push(glyph),
        false => {
            let text = if inner { &marks.inner.0 } else { &marks.outer.0 };
            out.extend(text.chars().map(|c| Glyph { c, ..glyph }));
        }
    }
    open.push(Open { inner, style, single, curly, at });
}

fn close(out: &mut Vec<Glyph>, glyph: Glyph, marks: &Marks, open: Open) {
    let text = match (open.curly, open.single, open.inner) {
        (true, true, _) => "’",
        (true, false, _) => "”",
        (false, _, true) => &marks.inner.1,
        (false, _, false) => &marks.outer.1,
    };
    out.extend(text.chars().map(|c| Glyph { c, closes: true, ..glyph }));
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn follows_letter(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_some_and(|glyph| glyph.c.is_alphanumeric())
}

/// Whether a straight mark after this character opens a quotation.
fn opens_after(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '/' | '-' | '“' | '‘' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::entry::Font;

    /// `<` and `>` are the style's marks.
    fn check(input: &str, expected: &str) {
        let marks = Marks::american();
        let set_marks = |c| match c {
            '<' => mark::QUOTES.0,
            '>' => mark::QUOTES.1,
            c => c,
        };
        let glyph = |c| Glyph {
            c: set_marks(c),
            font: Font::default(),
            link: 0,
            field: 0,
            fixed: false,
            closes: false,
        };
        let text: String =
            set(input.chars().map(glyph).collect(), &marks).iter().map(|glyph| glyph.c).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn straight_marks_become_curly() {
        check("<The \"new\" farmers' almanac>", "“The ‘new’ farmers’ almanac”");
        check("D'Amico's 'late' style", "D’Amico’s “late” style");
        check("\"Daesh's\" offence", "“Daesh’s” offence");
    }

    #[test]
    fn quotations_alternate() {
        check("<“a ‘b’ c” d>", "“‘a “b” c’ d”");
        check("<open “never closed> x", "“open ‘never closed” x");
        check("rock ’n’ roll, ’90s", "rock ’n’ roll, ’90s");
    }
}
