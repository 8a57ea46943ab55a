//! A reference's text with single spaces, and the way back to the text as it stood.

use std::ops::Range;

/// A reference's text with single spaces, and the way back to the text as it stood.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// Where an offset begins to differ: folded offset, raw offset.
    shifts: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds white space of every kind to single spaces and drops invisible characters.
    pub(super) fn new(raw: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(raw.len()), shifts: Vec::new() };
        let mut pending = false;
        for (at, c) in raw.char_indices() {
            if c.is_whitespace() {
                pending = !folded.text.is_empty();
                continue;
            }
            // Zero-width spaces, soft hyphens, byte order marks, marks of direction.
            if matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
                || c.is_control()
            {
                continue;
            }
            if std::mem::take(&mut pending) {
                folded.text.push(' ');
            }
            let known = folded.shifts.last().map_or(0, |(to, from)| folded.text.len() - to + from);
            if known != at {
                folded.shifts.push((folded.text.len(), at));
            }
            folded.text.push(c);
        }
        folded
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the folded text stood.
    pub(super) fn raw_span(&self, span: Range<usize>) -> Range<usize> {
        let back = |offset: usize| {
            let next = self.shifts.partition_point(|(to, _)| *to <= offset);
            match next.checked_sub(1).and_then(|at| self.shifts.get(at)) {
                Some((to, from)) => offset - to + from,
                None => offset,
            }
        };
        // The end is found from the last byte, so that folded space behind it stays outside.
        let start = back(span.start);
        start..if span.is_empty() { start } else { back(span.end - 1) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn maps_offsets_back() {
        let folded = Folded::new("  a\u{a0} bc  d ");
        assert_eq!(folded.text(), "a bc d");
        assert_eq!(folded.raw_span(2..4), 6..8);
        assert_eq!(folded.raw_span(5..6), 10..11);
    }
}
