//! Text -> Markdown.

use super::{entity, is_script};
use crate::model::{Event, Mark, Markup, Text};

/// Writes text with marks as Markdown.
///
/// Signs that pandoc would take for markup get a backslash; quotes and long dashes stand as they are. Where
/// stars cannot say it, as around ` a `, an HTML tag does.
pub(in crate::map::csl_yaml) fn from_text(text: &Text) -> String {
    let plain = text.as_str();
    let mut out = String::with_capacity(plain.len() + 16);
    let emphases = Borders::of(text, is_emphasis);
    let scripts = Borders::of(text, is_script);
    let mut marks = text.marks().iter();
    let mut open: Vec<bool> = Vec::new();
    // How many emphases, scripts, and scripts that are signs are open.
    let mut within = [0usize; 3];
    let mut at = 0;
    text.walk(|event| match event {
        Event::Open(markup) => {
            let is_tag = marks.next().is_some_and(|mark| {
                let covered = &plain[mark.span.clone()];
                match markup {
                    Markup::Italic | Markup::Bold => {
                        let is_loose = covered.trim().len() < covered.len();
                        is_loose || emphases.shares(mark) || within[0] > 0
                    }
                    Markup::Superscript | Markup::Subscript => {
                        covered.contains('\n') || scripts.shares(mark) || within[1] > 0
                    }
                    Markup::SmallCaps | Markup::NoCase => false,
                }
            });
            open.push(is_tag);
            within[0] += usize::from(is_emphasis(markup));
            within[1] += usize::from(is_script(markup));
            within[2] += usize::from(is_script(markup) && !is_tag);
            out.push_str(if is_tag { markup.tags().0 } else { signs(markup).0 });
        }
        Event::Close(markup) => {
            let is_tag = open.pop().unwrap_or_default();
            within[0] -= usize::from(is_emphasis(markup));
            within[1] -= usize::from(is_script(markup));
            within[2] -= usize::from(is_script(markup) && !is_tag);
            out.push_str(if is_tag { markup.tags().1 } else { signs(markup).1 });
        }
        Event::Str(piece) => {
            push_escaped(plain, at..at + piece.len(), within[2] > 0, &mut out);
            at += piece.len();
        }
    });
    out
}

/// Where marks of one class begin and end.
struct Borders(Vec<usize>);

impl Borders {
    fn of(text: &Text, is_of: fn(Markup) -> bool) -> Self {
        let marks = text.marks().iter().filter(|mark| is_of(mark.markup));
        let mut borders: Vec<usize> =
            marks.flat_map(|mark| [mark.span.start, mark.span.end]).collect();
        borders.sort_unstable();
        Self(borders)
    }

    /// Whether another mark begins or ends where this one does.
    fn shares(&self, mark: &Mark) -> bool {
        [mark.span.start, mark.span.end].iter().any(|at| {
            let first = self.0.partition_point(|border| border < at);
            self.0.get(first + 1) == Some(at)
        })
    }
}

fn is_emphasis(markup: Markup) -> bool {
    matches!(markup, Markup::Italic | Markup::Bold)
}

/// The signs before and behind a stretch of text.
fn signs(markup: Markup) -> (&'static str, &'static str) {
    match markup {
        Markup::Italic => ("*", "*"),
        Markup::Bold => ("**", "**"),
        Markup::Superscript => ("^", "^"),
        Markup::Subscript => ("~", "~"),
        Markup::SmallCaps => ("[", "]{.smallcaps}"),
        Markup::NoCase => ("[", "]{.nocase}"),
    }
}

/// Appends a stretch of the plain text with backslashes where they are needed.
fn push_escaped(plain: &str, span: std::ops::Range<usize>, in_script: bool, out: &mut String) {
    let mut before = plain[..span.start].chars().next_back();
    for (at, c) in plain[span.clone()].char_indices() {
        let at = span.start + at;
        let behind = &plain[at + c.len_utf8()..];
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let needs = match c {
            '\\' | '*' | '^' | '~' | '[' | ']' | '`' | '$' | '<' => true,
            '_' => !(is_word(before) && is_word(behind.chars().next())),
            '@' => !is_word(before),
            '&' => entity(&plain[at..]).is_some(),
            '-' => behind.starts_with('-'),
            '.' => behind.starts_with(".."),
            '#' | '>' => at == 0,
            '|' => true,
            '\n' => true,
            ' ' => in_script,
            _ => false,
        };
        if needs {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}
