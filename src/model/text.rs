//! Rich text: a string and marks over it.

use std::ops::Range;

/// What a mark does to the text under it.
///
/// Source: citeproc-js manual, "HTML-like formatting tags", which CSL-JSON and Zotero share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Markup {
    /// `<i>`
    Italic,
    /// `<b>`
    Bold,
    /// `<span style="font-variant:small-caps;">`, `<sc>`
    SmallCaps,
    /// `<sup>`
    Superscript,
    /// `<sub>`
    Subscript,
    /// `<span class="nocase">`: letters that no style may change.
    NoCase,
}

impl Markup {
    /// The tag that CSL-JSON writes, and the one that ends it.
    pub fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Italic => ("<i>", "</i>"),
            Self::Bold => ("<b>", "</b>"),
            Self::SmallCaps => (r#"<span style="font-variant:small-caps;">"#, "</span>"),
            Self::Superscript => ("<sup>", "</sup>"),
            Self::Subscript => ("<sub>", "</sub>"),
            Self::NoCase => (r#"<span class="nocase">"#, "</span>"),
        }
    }
}

/// A stretch of text under one markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Byte offsets into the plain text.
    pub span: Range<usize>,
    /// What it does.
    pub markup: Markup,
}

/// A piece of rich text, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// A mark begins.
    Open(Markup),
    /// The mark that began last ends.
    Close(Markup),
    /// Plain text.
    Str(&'a str),
}

/// Plain text with marks that are nested or apart, never crossing.
///
/// Marks are sorted by start, the longer first, so walking them needs no tree and no recursion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    plain: String,
    marks: Vec<Mark>,
}

impl Text {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { plain: text.into(), marks: Vec::new() }
    }

    /// Reads the markup of CSL-JSON; tags that do not pair stay as text.
    ///
    /// ```
    /// use florilege::model::Text;
    /// let text = Text::from_csl("in <i>E. coli</i>, p < 0.05");
    /// assert_eq!(text.as_str(), "in E. coli, p < 0.05");
    /// assert_eq!(text.to_csl(), "in <i>E. coli</i>, p < 0.05");
    /// ```
    pub fn from_csl(text: &str) -> Self {
        if !text.contains('<') {
            return Self::plain(text);
        }
        let tags = paired_tags(text);
        let mut builder = TextBuilder::default();
        let mut at = 0;
        for tag in tags {
            builder.push(&text[at..tag.span.start]);
            match tag.opens {
                true => builder.open(tag.markup),
                false => builder.close(tag.markup),
            }
            at = tag.span.end;
        }
        builder.push(&text[at..]);
        builder.finish()
    }

    /// The text without its marks.
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// The marks, sorted by start, the longer first.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Calls `each` for every piece in reading order; opens and closes pair.
    pub fn walk<'a>(&'a self, mut each: impl FnMut(Event<'a>)) {
        let mut open: Vec<&Mark> = Vec::new();
        let mut at = 0;
        let mut emit = |each: &mut dyn FnMut(Event<'a>), to: usize| {
            if at < to {
                each(Event::Str(&self.plain[at..to]));
                at = to;
            }
        };
        for mark in &self.marks {
            while let Some(last) = open.pop_if(|last| last.span.end <= mark.span.start) {
                emit(&mut each, last.span.end);
                each(Event::Close(last.markup));
            }
            emit(&mut each, mark.span.start);
            each(Event::Open(mark.markup));
            open.push(mark);
        }
        while let Some(last) = open.pop() {
            emit(&mut each, last.span.end);
            each(Event::Close(last.markup));
        }
        emit(&mut each, self.plain.len());
    }

    /// Writes the markup of CSL-JSON. Text is not escaped, as that format has no escape.
    pub fn to_csl(&self) -> String {
        let mut out = String::with_capacity(self.plain.len());
        self.walk(|event| match event {
            Event::Open(markup) => out.push_str(markup.tags().0),
            Event::Close(markup) => out.push_str(markup.tags().1),
            Event::Str(text) => out.push_str(text),
        });
        out
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// Builds rich text from pieces in reading order.
#[derive(Debug, Default)]
pub struct TextBuilder {
    plain: String,
    marks: Vec<(usize, Mark)>,
    open: Vec<(usize, usize, Markup)>,
    opened: usize,
}

impl TextBuilder {
    /// Adds plain text.
    pub fn push(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Begins a mark here.
    pub fn open(&mut self, markup: Markup) {
        self.open.push((self.opened, self.plain.len(), markup));
        self.opened += 1;
    }

    /// Ends the innermost open mark of this kind here; marks opened inside it end with it.
    pub fn close(&mut self, markup: Markup) {
        if let Some(at) = self.open.iter().rposition(|(_, _, open)| *open == markup) {
            self.close_from(at);
        }
    }

    fn close_from(&mut self, at: usize) {
        let end = self.plain.len();
        for (order, start, markup) in self.open.drain(at..) {
            if start < end {
                self.marks.push((order, Mark { span: start..end, markup }));
            }
        }
    }

    /// The text; marks still open end here.
    pub fn finish(mut self) -> Text {
        self.close_from(0);
        // Of two marks over the same text the one opened first is the outer one.
        self.marks
            .sort_by_key(|(order, mark)| (mark.span.start, usize::MAX - mark.span.end, *order));
        Text { plain: self.plain, marks: self.marks.into_iter().map(|(_, mark)| mark).collect() }
    }
}

struct Tag {
    span: Range<usize>,
    markup: Markup,
    opens: bool,
}

/// The tags that are understood: what opens, what closes, what it does.
const TAGS: [(&str, &str, Markup); 8] = [
    ("<i>", "</i>", Markup::Italic),
    ("<em>", "</em>", Markup::Italic),
    ("<b>", "</b>", Markup::Bold),
    ("<strong>", "</strong>", Markup::Bold),
    ("<sup>", "</sup>", Markup::Superscript),
    ("<sub>", "</sub>", Markup::Subscript),
    ("<sc>", "</sc>", Markup::SmallCaps),
    ("<span", "</span>", Markup::NoCase),
];

/// Finds the tags of CSL-JSON that pair; single ones are text.
fn paired_tags(text: &str) -> Vec<Tag> {
    let mut tags: Vec<Option<Tag>> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many of each tag are open, so that a closing tag without its opening costs no search.
    let mut counts = [0usize; TAGS.len()];
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        if let Some((kind, len, markup)) = opening_tag(rest) {
            open.push((tags.len(), kind));
            counts[kind] += 1;
            tags.push(Some(Tag { span: at..at + len, markup, opens: true }));
            continue;
        }
        let closing = TAGS.iter().position(|(_, close, _)| rest.starts_with(close));
        let Some(kind) = closing.filter(|kind| counts[*kind] > 0) else { continue };
        // What was opened inside and never closed is text.
        while let Some((index, opened)) = open.pop() {
            counts[opened] -= 1;
            if opened != kind {
                tags[index] = None;
                continue;
            }
            // Tags around nothing are text: without them their neighbours could become a tag.
            tags[index].take_if(|tag| tag.span.end == at);
            if let Some(markup) = tags[index].as_ref().map(|tag| tag.markup) {
                let span = at..at + TAGS[kind].1.len();
                tags.push(Some(Tag { span, markup, opens: false }));
            }
            break;
        }
    }
    for (index, _) in open {
        tags[index] = None;
    }
    tags.into_iter().flatten().collect()
}

/// Recognises an opening tag: its row in [`TAGS`], its length and its markup.
fn opening_tag(text: &str) -> Option<(usize, usize, Markup)> {
    let (kind, (open, _, markup)) =
        TAGS.iter().enumerate().find(|(_, (open, _, _))| text.starts_with(open))?;
    if !open.starts_with("<span") {
        return Some((kind, open.len(), *markup));
    }
    // The two spans that mean something are short; a long tag is something else, and so is one in which
    // another begins.
    let end = text[1..].bytes().take(80).position(|byte| matches!(byte, b'>' | b'<'))? + 1;
    if text.as_bytes()[end] == b'<' {
        return None;
    }
    let attributes: String = text[5..end].chars().filter(|c| !c.is_whitespace()).collect();
    let markup = match () {
        () if attributes.contains("small-caps") => Markup::SmallCaps,
        () if attributes.contains("nocase") => Markup::NoCase,
        () => return None,
    };
    Some((kind, end + 1, markup))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, plain: &str, again: &str) {
        let text = Text::from_csl(input);
        assert_eq!((text.as_str(), text.to_csl().as_str()), (plain, again), "{input}");
    }

    #[test]
    fn reads_and_writes_markup() {
        check("<i>a<b>b</b></i>c", "abc", "<i>a<b>b</b></i>c");
        check("<i><b>b</b></i>", "b", "<i><b>b</b></i>");
        check("<b><i>b</i></b>", "b", "<b><i>b</i></b>");
        check(
            "H<sub>2</sub>O <sc>x</sc>",
            "H2O x",
            r#"H<sub>2</sub>O <span style="font-variant:small-caps;">x</span>"#,
        );
        check("<i>open", "<i>open", "<i>open");
        check("<<i></i>b>x</b>", "<<i></i>b>x</b>", "<<i></i>b>x</b>");
        check("close</i>", "close</i>", "close</i>");
        check("<i>a<b>b</i>", "a<b>b", "<i>a<b>b</i>");
        check(
            "<span class=\"nocase\">pH</span> <span>x</span>",
            "pH <span>x</span>",
            "<span class=\"nocase\">pH</span> <span>x</span>",
        );
        let cut = "<span class=\"nocase\">a</span> <span class=\"nocase\"b</span> c</span>";
        check(cut, "a <span class=\"nocase\"b</span> c</span>", cut);
    }

    #[test]
    fn deep_nesting_is_linear() {
        let deep = "<i>".repeat(50_000) + "x" + &"</i>".repeat(50_000);
        assert_eq!(Text::from_csl(&deep).as_str(), "x");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(
            pieces in proptest::collection::vec(
                "<i>|</i>|<b>|</b>|<span class=\"nocase\">|<span class=\"nocase\"|</span>|<span|<|>|[aé ]",
                0..12,
            ),
        ) {
            let text = Text::from_csl(&pieces.concat());
            for mark in text.marks() {
                assert!(text.as_str().get(mark.span.clone()).is_some());
            }
            assert_eq!(Text::from_csl(&text.to_csl()).as_str(), text.as_str());
        }
    }
}
