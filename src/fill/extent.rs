//! What gives way to a note: the space before it, and the punctuation that goes before it.
//!
//! Source: Pandoc User's Guide, "Notes after punctuation".

use std::ops::Range;

/// The bytes that are replaced, and what stands before the note then.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) span: Range<usize>,
    pub(super) before: String,
}

/// How far back is looked for the beginning of a paragraph's text, in bytes.
const LOOK_BACK: usize = 200;

/// Finds the extent of a citation that becomes a note or a raised number.
///
/// ```text
/// say [@a], and     say,[^1] and
/// "say" [@a].       "say."[^1]    if stops go into quotation marks
/// ```
///
/// `from` is where the text begins that may be taken, `block` where the paragraph does. Nothing is taken from
/// the beginning of a paragraph, where the space may be an indent.
pub(super) fn around(
    text: &str,
    span: Range<usize>,
    from: usize,
    block: usize,
    moves: Option<Moves>,
) -> Extent {
    let start = text.ceil_char_boundary(from.max(block).max(span.start.saturating_sub(LOOK_BACK)));
    let before = &text[start.min(span.start)..span.start];
    let bare = before.trim_end_matches([' ', '\t', '\r', '\n', '>', '\u{a0}']);
    let is_gap = !before[bare.len()..].contains('>') || before[bare.len()..].contains('\n');
    let mut extent = Extent { span: span.clone(), before: String::new() };
    // A citation before this one in the paragraph is words, and so is what is longer than any mark.
    let is_long = span.start.saturating_sub(LOOK_BACK) > block;
    let has_words = from > block || is_long || holds_words(bare);
    if has_words && is_gap {
        extent.span.start -= before.len() - bare.len();
    }
    let Some(moves) = moves else { return extent };
    let after = &text[span.end..];
    let marks = after.len() - after.trim_start_matches(['.', ',', ';', ':', '!', '?', '…']).len();
    if marks == 0 {
        return extent;
    }
    let marks = &after[..marks];
    extent.span.end += marks.len();
    extent.before.push_str(marks);
    let quote = bare.chars().next_back().filter(|c| matches!(c, '"' | '”') && has_words);
    let goes_in = moves.into_quotes && marks.bytes().all(|byte| matches!(byte, b'.' | b','));
    if let Some(quote) = quote.filter(|_| goes_in) {
        let inner = &bare[..bare.len() - quote.len_utf8()];
        if inner.ends_with(|c: char| !c.is_whitespace()) {
            extent.span.start -= quote.len_utf8();
            extent.before.push(quote);
        }
    }
    extent
}

/// How punctuation goes before a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moves {
    /// Stops and commas go into quotation marks.
    pub(super) into_quotes: bool,
}

/// Whether a paragraph's beginning has more than the mark of a list item, a quotation or a heading.
fn holds_words(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['>', '#', '-', '+', '*', '|', ':', ' ', '\t', '\n']);
    let text = text.trim();
    let number = text.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = number.len() < text.len()
        && number.len() <= 9
        && !number.contains(char::is_whitespace)
        && (number.bytes().all(|byte| byte.is_ascii_digit()) || number.len() == 1);
    !text.is_empty() && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[]` is the citation, which becomes `^`.
    fn check(text: &str, expected: &str) {
        let at = text.find("[]").expect("a citation");
        let block = text[..at].rfind("\n\n").map_or(0, |at| at + 2);
        let moves = Some(Moves { into_quotes: true });
        let extent = around(text, at..at + 2, 0, block, moves);
        let (start, end) = (&text[..extent.span.start], &text[extent.span.end..]);
        assert_eq!(format!("{start}{}^{end}", extent.before), expected);
    }

    #[test]
    fn space_and_punctuation_give_way() {
        check("say [], and", "say,^ and");
        check("say[].", "say.^");
        check("\"say\" []. So", "\"say.\"^ So");
        check("“say” []; so", "“say”;^ so");
        check("*a* []!? b", "*a*!?^ b");
        check("say\n[] b", "say^ b");
        check("> say\n> [] b", "> say^ b");
        check("Say. [] b", "Say.^ b");
    }

    #[test]
    fn the_beginning_of_a_paragraph_stays() {
        for text in
            ["[] b", "- [] b", "1. [] b", "a\n\n[] b", "> [] b", "# [] b", "| [] | b", "(a) [] b"]
        {
            check(text, &text.replace("[]", "^"));
        }
    }
}
