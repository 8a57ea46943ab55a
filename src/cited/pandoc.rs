//! Pandoc's citations in a text whose code is covered: keys, and what stands around them.
//!
//! Source: Pandoc User's Guide, "Citation syntax".

use std::ops::Range;

/// A key and the bytes that cite it, with the `@` and braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) key: Range<usize>,
    pub(super) span: Range<usize>,
}

/// One cite: its key, and the words before and behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cite {
    /// The key without `@` and braces.
    pub(crate) key: Range<usize>,
    /// Whether a `-` leaves the author out.
    pub(crate) suppress: bool,
    /// The words before it.
    pub(crate) prefix: Range<usize>,
    /// The words behind it, with the locator.
    pub(crate) suffix: Range<usize>,
    /// Whether no semicolon parts it from the cite before it: `[@a, @b]`.
    pub(crate) joined: bool,
}

/// Cites that stand together: `[see @a, p. 3; @b]`, `@a`, or `@a [p. 3; @b]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cluster {
    /// All of it.
    pub(crate) span: Range<usize>,
    /// Whether the first cite's author is part of the sentence.
    pub(crate) in_text: bool,
    /// The cites, one at least.
    pub(crate) cites: Vec<Cite>,
}

/// What [`scan`] finds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Scan {
    /// In the order in which they begin; those within the words of another stand behind it.
    pub(crate) clusters: Vec<Cluster>,
    /// Notes in the text, `^[a note]`, with their marks.
    pub(crate) notes: Vec<Range<usize>>,
}

/// The keys of a text in order.
pub(super) fn keys(text: &str) -> impl Iterator<Item = Key> {
    let mut after = 0;
    text.match_indices('@').filter_map(move |(at, _)| {
        let key = if at < after { None } else { key_at(text, at) };
        after = key.as_ref().map_or(after, |key| key.key.end);
        key
    })
}

/// The keys of a text in which nothing else stands, such as the value of `nocite`.
pub(crate) fn plain_keys(text: &str) -> impl Iterator<Item = &str> {
    keys(text).map(|key| &text[key.key])
}

/// The key that an `@` begins: `@key` or `@{key}`.
fn key_at(text: &str, at: usize) -> Option<Key> {
    if !can_begin(text, at) {
        return None;
    }
    let rest = &text[at + 1..];
    let (from, key, close) = match rest.strip_prefix('{') {
        Some(inner) => {
            let line = inner.bytes().take(500).take_while(|byte| *byte != b'\n').count();
            let line = &inner[..inner.floor_char_boundary(line)];
            (2, line.find('}').map_or("", |end| &line[..end]), 1)
        }
        None => (1, &rest[..key_len(rest)], 0),
    };
    if key.is_empty() || key.starts_with('{') {
        return None;
    }
    let key = at + from..at + from + key.len();
    Some(Key { span: at..key.end + close, key })
}

/// Whether an `@` can begin a citation: not inside a word, as in an address of mail, not escaped, and not
/// inside an address of the web.
fn can_begin(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let bad = |c: char| c.is_alphanumeric() || matches!(c, '\\' | '@' | '_');
    if before.ends_with(bad) {
        return false;
    }
    let word =
        before.bytes().rev().take(200).take_while(|byte| !byte.is_ascii_whitespace()).count();
    !before[before.ceil_char_boundary(at - word)..].contains("://")
}

/// The length of a key: letters, digits and `_`, with single marks between them.
fn key_len(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let joins = chars.peek().is_some_and(|(_, next)| is_word(*next));
        match c {
            c if is_word(c) => end = at + c.len_utf8(),
            ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/'
                if at > 0 && joins => {}
            _ => break,
        }
    }
    end
}

/// Beginnings of the labels of figures, tables and the like, which Quarto and pandoc-crossref cite as works.
const LABELS: &[&str] = &[
    "fig", "tbl", "tab", "table", "eq", "sec", "lst", "thm", "lem", "cor", "prp", "cnj", "def",
    "exm", "exr", "sol", "rem", "alg", "tip", "nte", "wrn", "imp", "cau", "apx", "suppfig",
    "supptab",
];

/// Whether a key may be no citation: the label of a figure, or a date.
pub(crate) fn may_be_other(key: &str) -> bool {
    let is_label = key.split_once(['-', ':']).is_some_and(|(head, _)| LABELS.contains(&head));
    is_label || is_day(key)
}

/// Whether a key is a date, as planners write them: `@2024-05-06`.
fn is_day(key: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = key.split('-');
    let lens: Vec<usize> = parts.by_ref().filter(|part| digits(part)).map(str::len).collect();
    lens == [4, 2, 2] && key.len() == 10
}

/// Finds the citations of a text from byte `start` on.
///
/// `breaks` are the places, in order, that no bracket crosses: the ends of paragraphs, cells and the like.
/// Brackets are kept in a list of their own, each is looked at once, so depth costs nothing.
///
/// ```text
/// [see @a, p. 3; @b]   every part has a key: a citation
/// @a [p. 3; @b]        the author is in the text
/// [a @b; c]            a part has no key: brackets around `@b` in the text
/// ```
pub(crate) fn scan(text: &str, start: usize, breaks: &[usize]) -> Scan {
    let mut scanner =
        Scanner { text, frames: vec![Frame::new(start, Kind::Text)], scan: Scan::default() };
    let mut breaks = breaks.iter().copied().peekable();
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at).copied() {
        if breaks.next_if(|next| *next <= at).is_some() {
            while breaks.next_if(|next| *next <= at).is_some() {}
            scanner.flush();
        }
        match byte {
            b'\\' => at += usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)),
            b'[' => scanner.open(at),
            b']' => scanner.close(at),
            b';' if !ends_entity(&bytes[..at]) => scanner.top().semicolons.push(at),
            b'@' => {
                if let Some(key) = key_at(text, at) {
                    at = key.span.end;
                    scanner.key(key);
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    scanner.flush();
    let mut scan = scanner.scan;
    scan.clusters.sort_by_key(|cluster| (cluster.span.start, usize::MAX - cluster.span.end));
    scan.notes.sort_by_key(|note| note.start);
    scan
}

/// Whether a semicolon behind these bytes ends `&amp;` or `&#8211;`.
fn ends_entity(before: &[u8]) -> bool {
    let name = before.iter().rev().take(32).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let head = &before[..before.len() - name];
    name > 0 && (head.ends_with(b"&") || head.ends_with(b"&#"))
}

/// What a bracket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The text itself, outside brackets.
    Text,
    /// `[`
    Bracket,
    /// `[` right behind a key.
    Behind,
    /// `^[`
    Note,
    /// `[^`
    Reference,
}

/// A bracket that is open, and what stands right in it.
#[derive(Debug)]
struct Frame {
    start: usize,
    kind: Kind,
    found: Vec<Found>,
    semicolons: Vec<usize>,
}

/// A key, with the brackets behind it, as long as it is not known what is around it.
#[derive(Debug)]
struct Found {
    key: Range<usize>,
    span: Range<usize>,
    suppress: bool,
    behind: Option<Frame>,
    end: usize,
}

impl Frame {
    fn new(start: usize, kind: Kind) -> Self {
        Self { start, kind, found: Vec::new(), semicolons: Vec::new() }
    }

    /// The cites of the bracket's parts, up to `end`; `first` is in the part before the first semicolon
    /// already. Nothing if a part has no key.
    fn cites(&self, end: usize, has_first: bool) -> Option<Vec<Cite>> {
        let mut found = self.found.iter().peekable();
        let mut cites: Vec<Cite> = Vec::with_capacity(self.found.len());
        let mut from = self.start + 1;
        let ends = self.semicolons.iter().copied().chain([end]);
        for (part, to) in ends.enumerate() {
            let before = cites.len();
            while let Some(one) = found.next_if(|one| one.span.start < to) {
                let joined = cites.len() > before;
                let prefix = if joined { one.span.start } else { from }..one.span.start;
                if let Some(last) = cites.last_mut().filter(|_| joined) {
                    last.suffix.end = one.span.start;
                }
                let (key, suppress) = (one.key.clone(), one.suppress);
                cites.push(Cite { key, suppress, prefix, suffix: one.span.end..to, joined });
            }
            if cites.len() == before && !(part == 0 && has_first) {
                return None;
            }
            from = to + 1;
        }
        Some(cites)
    }
}

struct Scanner<'a> {
    text: &'a str,
    /// The text, and the brackets that are open in it.
    frames: Vec<Frame>,
    scan: Scan,
}

impl Scanner<'_> {
    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(0, Kind::Text));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn key(&mut self, key: Key) {
        let before = &self.text[..key.span.start];
        let suppress = before.strip_suffix('-').is_some_and(|before| {
            !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '-'))
        });
        let span = key.span.start - usize::from(suppress)..key.span.end;
        let end = span.end;
        self.top().found.push(Found { key: key.key, span, suppress, behind: None, end });
    }

    fn open(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let text = self.text;
        let follows = |found: &Found| found.behind.is_none() && is_gap(&text[found.end..at]);
        let kind = if at > 0 && bytes[at - 1] == b'^' && !is_escaped(&bytes[..at - 1]) {
            Kind::Note
        } else if bytes.get(at + 1) == Some(&b'^') {
            Kind::Reference
        } else if self.top().found.last().is_some_and(follows) {
            Kind::Behind
        } else {
            Kind::Bracket
        };
        self.frames.push(Frame::new(at, kind));
    }

    fn close(&mut self, at: usize) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let end = at + 1;
        match frame.kind {
            Kind::Text | Kind::Reference => {}
            Kind::Note => {
                self.scan.notes.push(frame.start - 1..end);
                self.in_text(frame);
            }
            Kind::Bracket | Kind::Behind if has_attributes(&self.text[end..]) => {
                self.in_text(frame);
            }
            Kind::Behind => {
                // What is in brackets within these is words, so what is kept is never nested.
                for found in &mut frame.found {
                    if let Some(behind) = found.behind.take() {
                        self.within(behind, std::mem::replace(&mut found.end, found.span.end));
                    }
                }
                let fits = frame.cites(at, true).is_some();
                match self.top().found.last_mut() {
                    Some(before) if fits => {
                        before.behind = Some(frame);
                        before.end = end;
                    }
                    _ => self.in_text(frame),
                }
            }
            Kind::Bracket => match frame.cites(at, false).filter(|cites| !cites.is_empty()) {
                Some(cites) => {
                    let span = frame.start..end;
                    self.scan.clusters.push(Cluster { span, in_text: false, cites });
                    // Brackets behind these keys are words of the citation, with what they cite.
                    for found in frame.found {
                        if let Some(behind) = found.behind {
                            self.within(behind, found.end);
                        }
                    }
                }
                None => self.in_text(frame),
            },
        }
    }

    /// A bracket that turned out to be words of a citation is one by itself, if it can.
    fn within(&mut self, frame: Frame, end: usize) {
        match frame.cites(end - 1, false).filter(|cites| !cites.is_empty()) {
            Some(cites) => {
                let span = frame.start..end;
                self.scan.clusters.push(Cluster { span, in_text: false, cites });
            }
            None => self.in_text(frame),
        }
    }

    /// Brackets that are open here stay open for good.
    fn flush(&mut self) {
        for frame in std::mem::take(&mut self.frames) {
            if frame.kind != Kind::Reference {
                self.in_text(frame);
            }
        }
        self.frames.push(Frame::new(0, Kind::Text));
    }

    /// Keys that no bracket takes are cited in the text.
    fn in_text(&mut self, frame: Frame) {
        for found in frame.found {
            let Found { key, span, suppress, behind, end } = found;
            let mut suffix = span.end..span.end;
            let mut more = Vec::new();
            if let Some(behind) = behind {
                let first = behind.semicolons.first().copied().unwrap_or(end - 1);
                more = behind.cites(end - 1, true).unwrap_or_default();
                let has_words = more.first().is_none_or(|cite| cite.prefix.start > first);
                if has_words {
                    suffix = behind.start + 1..first;
                }
            }
            let prefix = span.start..span.start;
            let first = Cite { key, suppress, prefix, suffix, joined: false };
            let cites = std::iter::once(first).chain(more).collect();
            self.scan.clusters.push(Cluster { span: span.start..end, in_text: true, cites });
        }
    }
}

/// Whether only white space stands here, with one line break at most and the marks of quotations behind it.
fn is_gap(text: &str) -> bool {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    match text.len() {
        0 => true,
        1..=200 => {
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or_default();
            let second = lines.next().unwrap_or_default();
            first.chars().all(is_blank)
                && second.chars().all(|c| is_blank(c) || c == '>')
                && lines.next().is_none()
        }
        _ => false,
    }
}

/// Whether the last byte is escaped by one that is not here: an odd number of backslashes ends the text.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take(100).take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether attributes follow, which make a bracket a span: `{.class}`, `{#id}`, `{key=value}`.
fn has_attributes(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{') else { return false };
    let word = inner.bytes().take(100).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    inner.starts_with(['.', '#', '-']) || word > 0 && inner[word..].starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows clusters: `+` marks the author in the text, `-` one left out; words stand around the key.
    fn check(text: &str, expected: &[&str]) {
        let breaks: Vec<usize> = text.match_indices("\n\n").map(|(at, _)| at).collect();
        let scan = scan(text, 0, &breaks);
        let shown: Vec<String> = scan.clusters.iter().map(|cluster| show(text, cluster)).collect();
        assert_eq!(shown, expected, "{text}");
        for cluster in &scan.clusters {
            let inside = |range: &Range<usize>| {
                range.start <= range.end
                    && cluster.span.start <= range.start
                    && range.end <= cluster.span.end
            };
            assert!(
                cluster.cites.iter().all(|cite| {
                    inside(&cite.key) && inside(&cite.prefix) && inside(&cite.suffix)
                })
            );
        }
    }

    fn show(text: &str, cluster: &Cluster) -> String {
        let cites: Vec<String> = cluster
            .cites
            .iter()
            .map(|cite| {
                let [prefix, key, suffix] = [&cite.prefix, &cite.key, &cite.suffix]
                    .map(|range| text[range.clone()].to_owned());
                let sign = if cite.suppress { "-" } else { "" };
                let joined = if cite.joined { "," } else { "" };
                format!("{joined}{prefix}<{sign}{key}>{suffix}")
            })
            .collect();
        let sign = if cluster.in_text { "+" } else { "" };
        format!("{sign}{}", cites.join("|"))
    }

    #[test]
    fn brackets() {
        check("[@a]", &["<a>"]);
        check(
            "[see @a, pp. 33-35 and *passim*; @b, chap. 1]",
            &["see <a>, pp. 33-35 and *passim*| <b>, chap. 1"],
        );
        check("[-@a] [see -@a] [see-@a]", &["<-a>", "see <-a>", "see-<a>"]);
        check(
            "[@{a b}, p. 3] [@{https://x.org/@y}{ii}]",
            &["<a b>, p. 3", "<https://x.org/@y>{ii}"],
        );
        check("[@a.] [@a.b.] [@a::b] [@a:b]", &["<a>.", "<a.b>.", "<a>::b", "<a:b>"]);
        check("[@a, @b]", &["<a>, |,<b>"]);
        check("[@a &amp; x; @b &#8211;]", &["<a> &amp; x| <b> &#8211;"]);
        check("[@a \\] x]", &["<a> \\] x"]);
        check("[@a\nx]", &["<a>\nx"]);
    }

    #[test]
    fn in_the_text() {
        check("@a says", &["+<a>"]);
        check("@a [p. 33] x", &["+<a>p. 33"]);
        check("@a[p. 3], @a\n> [p. 4]", &["+<a>p. 3", "+<a>p. 4"]);
        check("@a [p. 3; see @b, 4] x", &["+<a>p. 3| see <b>, 4"]);
        check("@a [see @b]", &["+<a>|see <b>"]);
        check("-@a [p. 3]", &["+<-a>p. 3"]);
        check("@a [] @b. @c's (@d)", &["+<a>", "+<b>", "+<c>", "+<d>"]);
        check("@a [x; y] @b [x]{.y} @c [^d]", &["+<a>", "+<b>", "+<c>"]);
        check("@a\n\n[x]", &["+<a>"]);
    }

    #[test]
    fn brackets_that_are_no_citation() {
        check("[@a; x] [x; @a] [@a;] [;@a]", &["+<a>", "+<a>", "+<a>", "+<a>"]);
        check("[@a]{.x} [@a]{x=y} [@a]{x}", &["+<a>", "+<a>", "<a>"]);
        check("[^@a] \\[@a] [\\@a] me@a.org https://x.org/@b", &["+<a>"]);
        check("[@a", &["+<a>"]);
        check("[@a\n\n]", &["+<a>"]);
    }

    #[test]
    fn brackets_in_brackets() {
        check("[a [b @x c] d]", &["b <x> c"]);
        check("[[@x]]", &["<x>"]);
        check("[@a [@b [@c [@d]]]]", &["<a> [@b [@c [@d]]]", "<b> [@c [@d]]", "<c> [@d]", "<d>"]);
        check("@a [@b [@c [@d]]]", &["+<a>|<b> [@c [@d]]", "<c> [@d]", "<d>"]);
        check("[@a [p. 3] x]", &["<a> [p. 3] x"]);
        check("[@a [also @b] x]", &["<a> [also @b] x", "also <b>"]);
        check("[@a and [also @b] x]", &["<a> and [also @b] x", "also <b>"]);
        check("[@a and @b [c]; @d]", &["<a> and |,<b> [c]| <d>"]);
    }

    #[test]
    fn notes() {
        let scan = scan("a^[see @x, p. 3] b^[y [@z]]", 0, &[]);
        assert_eq!(scan.notes, [1..16, 18..27]);
        check("a^[see @x, p. 3] b^[y [@z]]", &["+<x>", "<z>"]);
    }

    #[test]
    fn hostile_texts_take_time_that_grows_with_their_size() {
        let pieces = [
            "[", "]", "[@a", "@a [", "@{", "@a]", "[@a]", ";", "[;@a", "@a [@b", "\\[", "^[", "[^",
            "[@a;[",
        ];
        for piece in pieces {
            let time = |count: usize| {
                let text = piece.repeat(count) + &"]".repeat(count);
                let start = std::time::Instant::now();
                let found = scan(&text, 0, &[]);
                assert!(found.clusters.len() <= count * 2);
                start.elapsed()
            };
            let spare = std::time::Duration::from_millis(100);
            let is_linear = |_| time(80_000) < time(10_000) * 40 + spare;
            assert!((0..5).any(is_linear), "{piece} takes more than its length");
        }
    }
}
