//! A place in a file, with the line that shows it.

use std::ops::Range;
use std::sync::Arc;

/// How much of a long line a finding carries along, in bytes.
const EXCERPT: usize = 100;

/// How much of it stands before the span.
const LEAD: usize = 20;

/// A span in a file.
///
/// It carries the part of the line that shows it, so that a finding outlives the text it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: Arc<str>,
    /// Byte offsets into the file's text.
    pub span: Range<usize>,
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line, or the part of a long one around the span.
    pub excerpt: String,
    /// The span within the excerpt; it ends with the line.
    pub marked: Range<usize>,
}

impl Place {
    /// Finds line, column and excerpt of `span` in `text`; `starts` are the offsets at which lines begin.
    ///
    /// Offsets past the end or inside a character are moved back to the nearest place.
    pub fn locate(file: &Arc<str>, text: &str, starts: &[usize], span: Range<usize>) -> Self {
        let count = |range: Range<usize>| text[range].chars().count();
        Self::locate_counting(file, text, starts, span, count)
    }

    /// The same with a function that counts the characters of a range of `text`, for callers that place many
    /// spans in one long line.
    pub(crate) fn locate_counting(
        file: &Arc<str>,
        text: &str,
        starts: &[usize],
        span: Range<usize>,
        count: impl Fn(Range<usize>) -> usize,
    ) -> Self {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end).max(start);
        let line = starts.partition_point(|offset| *offset <= start).max(1);
        let line_start = starts.get(line - 1).copied().unwrap_or(0);
        let line_end = starts.get(line).map_or(text.len(), |next| next - 1).max(line_start);
        let line_text = text[line_start..line_end].trim_end_matches('\r');
        let (from, to) = (start - line_start, (end - line_start).min(line_text.len()));
        let from = from.min(line_text.len());
        let cut_start = match line_text.len() > EXCERPT {
            true => line_text.floor_char_boundary(from.saturating_sub(LEAD)),
            false => 0,
        };
        let cut_end = line_text.floor_char_boundary((cut_start + EXCERPT).min(line_text.len()));
        let marked = from - cut_start..to.clamp(from, cut_end.max(from)) - cut_start;
        Self {
            file: Arc::clone(file),
            span: start..end,
            line,
            column: count(line_start..line_start + from) + 1,
            excerpt: line_text[cut_start..cut_end].replace('\t', " "),
            marked,
        }
    }
}
