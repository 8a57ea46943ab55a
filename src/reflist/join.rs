//! Lines of one reference -> its text: what a line's end parted is put together again.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A text made of lines, and the way from their offsets to its own.
#[derive(Debug)]
pub(super) struct Joined<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where each line begins: its offset, and that in the text.
    starts: Vec<(usize, usize)>,
    end: usize,
}

impl<'a> Joined<'a> {
    /// Puts lines together; `lines` are stretches of `whole`, in order and not empty.
    ///
    /// A word that a hyphen parts at a line's end becomes one word, an address that goes on loses nothing,
    /// Chinese and Japanese get no space, everything else gets one.
    pub(super) fn new(whole: &'a str, lines: &[Range<usize>], compounds: &Compounds<'_>) -> Self {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return Self { text: Cow::Borrowed(""), starts: Vec::new(), end: 0 };
        };
        if lines.len() == 1 {
            let text = Cow::Borrowed(&whole[first.clone()]);
            return Self { text, starts: vec![(first.start, 0)], end: first.end };
        }
        let mut text = String::with_capacity(last.end - first.start);
        let mut starts = Vec::with_capacity(lines.len());
        for line in lines {
            let next = &whole[line.clone()];
            if !text.is_empty() {
                match seam(&text, next, compounds) {
                    Seam::Space => text.push(' '),
                    Seam::Nothing => {}
                    Seam::WithoutHyphen => {
                        text.pop();
                    }
                }
            }
            starts.push((line.start, text.len()));
            text.push_str(next);
        }
        Self { text: Cow::Owned(text), starts, end: last.end }
    }

    /// Where a stretch of the lines stands in the text; nothing of it may.
    pub(super) fn span(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let span = self.offset(span.start)..self.offset(span.end);
        (span.start < span.end).then_some(span)
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.starts.partition_point(|(from, _)| *from <= at.min(self.end));
        let Some((from, to)) = next.checked_sub(1).and_then(|line| self.starts.get(line)) else {
            return 0;
        };
        // White space between two lines belongs to neither.
        let limit = self.starts.get(next).map_or(self.text.len(), |(_, to)| *to);
        let mut offset = (to + at.min(self.end) - from).min(limit);
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// What comes between two lines.
enum Seam {
    Space,
    Nothing,
    /// The hyphen that the first one ends with goes.
    WithoutHyphen,
}

/// Words before which a hyphen that ends a line is set with a space: `Literatur- und Kunstgeschichte`.
const JOINING: [&str; 14] =
    ["and", "or", "und", "oder", "sowie", "bzw.", "bis", "et", "ou", "y", "o", "e", "en", "of"];

/// First parts that English writes with a hyphen before almost any word.
const HYPHENATED: [&str; 18] = [
    "self",
    "well",
    "quasi",
    "cross",
    "high",
    "low",
    "long",
    "short",
    "half",
    "peer",
    "evidence",
    "large",
    "small",
    "real",
    "open",
    "double",
    "single",
    "large-scale",
];

fn seam(text: &str, next: &str, compounds: &Compounds<'_>) -> Seam {
    let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else {
        return Seam::Nothing;
    };
    // What is joined may be long; the word at its end is short, or no word.
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(400))..];
    let word = tail.rsplit(char::is_whitespace).next().unwrap_or(tail);
    if let Some(seam) = address_seam(word, next) {
        return seam;
    }
    match last {
        '\u{ad}' => Seam::WithoutHyphen,
        '-' | '\u{2010}' | '\u{2011}' => hyphen_seam(word, first, next, compounds),
        '–' if first.is_ascii_digit() => Seam::Nothing,
        '/' if first.is_alphanumeric() && word.len() > 1 => Seam::Nothing,
        last if is_unspaced(last) && is_unspaced(first) => Seam::Nothing,
        _ => Seam::Space,
    }
}

/// `inter-` and `national` are one word; `Smith-` and `Jones`, `737-` and `738` keep the hyphen.
fn hyphen_seam(word: &str, first: char, next: &str, compounds: &Compounds<'_>) -> Seam {
    let stem = word.trim_end_matches(['-', '\u{2010}', '\u{2011}']);
    let behind = next.split(char::is_whitespace).next().unwrap_or(next);
    // A dash between spaces.
    if stem.is_empty() || JOINING.contains(&behind) {
        return Seam::Space;
    }
    let stem = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_word = stem.ends_with(char::is_alphabetic) && first.is_lowercase();
    // No word with a hyphen is longer.
    let is_compound = stem.len() < 60
        && (HYPHENATED.contains(&&*stem.to_lowercase())
            || stem.contains('-')
            || compounds.has(stem, behind));
    if is_word && !is_compound { Seam::WithoutHyphen } else { Seam::Nothing }
}

/// What comes between a line that ends with an address and the next; none if it ends with another word.
fn address_seam(word: &str, next: &str) -> Option<Seam> {
    let word = word.trim_start_matches(['<', '(', '[', '“', '"']);
    let word = word.strip_prefix("doi:").or_else(|| word.strip_prefix("DOI:")).unwrap_or(word);
    let is_address = ["http://", "https://", "ftp://", "www.", "doi.org/", "dx.doi.org/", "10."]
        .iter()
        .any(|start| word.starts_with(start));
    if !is_address || (word.starts_with("10.") && !word.contains('/')) {
        return None;
    }
    let behind = next.split(char::is_whitespace).next().unwrap_or(next);
    let bare = behind.trim_end_matches(['.', ',', ';', ')', '>', ']']);
    let is_path = bare.contains(['/', '_', '=', '?', '&', '%', '#', '~'])
        || bare.bytes().any(|byte| byte.is_ascii_digit());
    let is_like_path = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_graphic());
    let begins_inside = behind.starts_with(['/', '?', '&', '_', '%', '=', '#', '~']);
    let is_scheme =
        behind.starts_with("http") || behind.starts_with('(') || behind.starts_with('[');
    let goes_on = match word.chars().next_back()? {
        '/' | '-' | '_' | '=' | '&' | '?' | '%' | '#' | '~' | ':' => is_like_path && !is_scheme,
        '>' | ')' | ']' | ';' | ',' => false,
        // A stop may end the sentence; what goes on then begins as no sentence does.
        '.' => is_like_path && is_path && !behind.starts_with(|c: char| c.is_ascii_uppercase()),
        _ => begins_inside || (is_like_path && is_path && bare.len() > 4 && !is_year(bare)),
    };
    Some(if goes_on && !is_scheme { Seam::Nothing } else { Seam::Space })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a script writes words without spaces between them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3134f}')
}

/// The words that a text writes with a hyphen inside a line: they keep it at a line's end.
#[derive(Debug, Default)]
pub(super) struct Compounds<'a>(HashSet<&'a str>);

impl<'a> Compounds<'a> {
    /// Gathers the words of a text.
    pub(super) fn of(text: &'a str) -> Self {
        let is_inside = |c: char| c.is_alphabetic() || c == '-';
        let words = text.split(|c: char| !is_inside(c));
        Self(words.filter(|word| word.trim_matches('-').contains('-')).collect())
    }

    fn has(&self, stem: &str, behind: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        self.0.contains(&*format!("{stem}-{}", &behind[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &str, expected: &str) {
        let compounds = Compounds::of(lines);
        let mut at = 0;
        let ranges: Vec<Range<usize>> = lines
            .split_inclusive('\n')
            .map(|line| {
                let start = at;
                at += line.len();
                start..start + line.trim_end().len()
            })
            .collect();
        let joined = Joined::new(lines, &ranges, &compounds);
        assert_eq!(joined.text, expected);
        for range in &ranges {
            let span = joined.span(range).unwrap();
            assert!(lines[range.clone()].starts_with(joined.text[span].trim_end()));
        }
    }

    #[test]
    fn words_and_numbers() {
        check("Journal of inter-\nnational law", "Journal of international law");
        check("Watson-\nCrick pairs", "Watson-Crick pairs");
        check("737-\n738", "737-738");
        check("737–\n738", "737–738");
        check("Literatur-\nund Kunst", "Literatur- und Kunst");
        check("a well-\nknown fact", "a well-known fact");
        check("state-of-the-\nart", "state-of-the-art");
        check("time-series here; time-\nseries there", "time-series here; time-series there");
        check("Notes -\nand more", "Notes - and more");
        check("soft\u{ad}\nware", "software");
        check("one\ntwo", "one two");
        check("中华医\n学杂志", "中华医学杂志");
    }

    #[test]
    fn addresses() {
        check("https://doi.org/\n10.1038/171737a0.", "https://doi.org/10.1038/171737a0.");
        check("doi:10.1016/j.\nspinee.2010.01.001", "doi:10.1016/j.spinee.2010.01.001");
        check("https://a.org/the-\nlong-way", "https://a.org/the-long-way");
        check("https://a.org/path\n/to/page", "https://a.org/path/to/page");
        check("https://a.org/a.\nAccessed May 5", "https://a.org/a. Accessed May 5");
        check("https://a.org/a\naccessed 2010", "https://a.org/a accessed 2010");
        check("https://a.org/a\n2010", "https://a.org/a 2010");
        check("https://a.org/a/\nhttps://b.org", "https://a.org/a/ https://b.org");
    }
}
