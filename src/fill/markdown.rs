//! Printed references as Markdown, with the author's own words back in place.

use super::words::{Piece, Words};
use crate::cite::{Font, Run, Vertical, is_safe_link};

/// The Markdown that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// Pandoc's own: `^1^`, `[Doe]{.smallcaps}`.
    Pandoc,
    /// CommonMark, with HTML for what it has no marks for.
    Common,
}

/// How runs are written.
pub(super) struct Writer<'a> {
    pub(super) flavour: Flavour,
    /// What the author's words stand for.
    pub(super) words: &'a Words,
    /// Where the cites of each record lead to, if they are links.
    pub(super) targets: Option<&'a [String]>,
}

impl Writer<'_> {
    /// Writes runs; those of one record are one link.
    pub(super) fn write(&self, runs: &[(Option<usize>, Run)]) -> Vec<Piece> {
        let mut out = Out::default();
        let runs = &self.joined(runs);
        let mut at = 0;
        while let Some((item, _)) = runs.get(at) {
            let count = runs[at..].iter().take_while(|(other, _)| other == item).count();
            let target = item.and_then(|item| self.targets?.get(item));
            if target.is_some() {
                out.text.push('[');
            }
            for (_, run) in &runs[at..at + count] {
                self.run(run, target.is_some(), &mut out);
            }
            if let Some(target) = target {
                out.text.push_str("](#");
                out.text.push_str(target);
                out.text.push(')');
            }
            at += count;
        }
        out.finish()
    }

    /// Joins runs that look alike, if it does not matter which record they are of, and makes addresses whole.
    fn joined(&self, runs: &[(Option<usize>, Run)]) -> Vec<(Option<usize>, Run)> {
        let mut joined: Vec<(Option<usize>, Run)> = Vec::with_capacity(runs.len());
        for (item, run) in runs {
            let item = item.filter(|_| self.targets.is_some());
            match joined.last_mut() {
                Some((of, last))
                    if *of == item && last.font == run.font && last.link == run.link =>
                {
                    last.text.push_str(&run.text);
                }
                _ => joined.push((item, run.clone())),
            }
        }
        whole_addresses(joined)
    }

    fn run(&self, run: &Run, is_linked: bool, out: &mut Out) {
        // Emphasis may not begin or end with white space.
        let body = run.text.trim();
        let at = run.text.len() - run.text.trim_start().len();
        let (before, after) = (&run.text[..at], &run.text[at + body.len()..]);
        out.text.push_str(before);
        if body.is_empty() {
            return;
        }
        let link = run.link.as_deref().filter(|link| !is_linked && is_safe_link(link));
        // `[^1^](…)` would be a note.
        let is_raised = run.font.vertical.is_some();
        let flavour = match is_raised && self.targets.is_some() {
            true => Flavour::Common,
            false => self.flavour,
        };
        let tags = tags(run.font, flavour);
        tags.iter().for_each(|(open, _)| out.text.push_str(open));
        let is_raised = is_raised && flavour == Flavour::Pandoc;
        match link {
            Some(link) if link == body && !link.contains(['<', '>']) => {
                out.text.push('<');
                out.text.push_str(link);
                out.text.push('>');
            }
            Some(link) => {
                out.text.push('[');
                self.escape(body, is_raised, out);
                out.text.push_str("](");
                out.text.push_str(&target(link));
                out.text.push(')');
            }
            None => self.escape(body, is_raised, out),
        }
        tags.iter().rev().for_each(|(_, close)| out.text.push_str(close));
        out.text.push_str(after);
    }

    /// Escapes what would be read as markup, and sets the author's words in. Pandoc's raised text has no bare
    /// spaces.
    ///
    /// Source: CommonMark 0.31, sections 2.4 (escapes), 2.5 (entities); Pandoc User's Guide, "Superscripts".
    fn escape(&self, text: &str, is_raised: bool, out: &mut Out) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if let Some(piece) = self.words.piece(c) {
                out.piece(piece);
                continue;
            }
            let next = chars.peek().copied();
            let is_escaped = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
                '^' => self.flavour == Flavour::Pandoc,
                // An address of mail is none, a key is.
                '@' => {
                    next.is_some_and(|next| next.is_alphanumeric() || next == '_' || next == '{')
                }
                '&' => next.is_none_or(|next| next == '#' || next.is_alphanumeric()),
                ' ' => is_raised,
                // Two would be a dash.
                '-' => self.flavour == Flavour::Pandoc && next == Some('-'),
                _ => false,
            };
            if is_escaped {
                out.text.push('\\');
            }
            out.text.push(if c == '\n' { ' ' } else { c });
        }
    }
}

/// Puts the beginning of an address that stands before its link into it: `https://doi.org/` before `10.1/x`.
fn whole_addresses(mut runs: Vec<(Option<usize>, Run)>) -> Vec<(Option<usize>, Run)> {
    for at in 1..runs.len() {
        let (before, here) = runs.split_at_mut(at);
        let (Some((_, last)), Some((_, run))) = (before.last_mut(), here.first_mut()) else {
            continue;
        };
        let head = run.link.as_deref().and_then(|link| link.strip_suffix(run.text.as_str()));
        let Some(head) = head.filter(|head| head.contains("://")).map(str::to_owned) else {
            continue;
        };
        if last.font == run.font && last.link.is_none() && last.text.ends_with(&head) {
            last.text.truncate(last.text.len() - head.len());
            run.text.insert_str(0, &head);
        }
    }
    runs
}

/// Escapes a text that holds nothing but letters, such as a key.
pub(super) fn escaped(text: &str, flavour: Flavour) -> String {
    let words = Words::default();
    let mut out = Out::default();
    Writer { flavour, words: &words, targets: None }.escape(text, false, &mut out);
    out.text
}

/// Escapes what would make a list or a heading of a paragraph's beginning.
///
/// Source: CommonMark 0.31, sections 4.2 (headings), 5.2 (list items).
pub(super) fn begin_paragraph(text: &mut String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = match text[digits..].chars().next() {
        Some('.' | ')') if (1..10).contains(&digits) => digits,
        Some('#' | '+' | '-' | '=' | ':') if digits == 0 => 0,
        _ => return,
    };
    text.insert(at, '\\');
}

fn target(link: &str) -> String {
    match link.contains(['(', ')', '<', '>', '\\', ' ']) {
        true => {
            let link = link.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
            format!("<{link}>")
        }
        false => link.to_owned(),
    }
}

fn tags(font: Font, flavour: Flavour) -> Vec<(&'static str, &'static str)> {
    let is_pandoc = flavour == Flavour::Pandoc;
    let mut tags = Vec::new();
    if font.small_caps {
        tags.push(match is_pandoc {
            true => ("[", "]{.smallcaps}"),
            false => ("<span style=\"font-variant:small-caps\">", "</span>"),
        });
    }
    if font.underline {
        tags.push(if is_pandoc { ("[", "]{.underline}") } else { ("<u>", "</u>") });
    }
    if font.bold {
        tags.push(("**", "**"));
    }
    if font.italic {
        tags.push(("*", "*"));
    }
    match font.vertical {
        Some(Vertical::Superscript) if is_pandoc => tags.push(("^", "^")),
        Some(Vertical::Subscript) if is_pandoc => tags.push(("~", "~")),
        Some(Vertical::Superscript) => tags.push(("<sup>", "</sup>")),
        Some(Vertical::Subscript) => tags.push(("<sub>", "</sub>")),
        None => {}
    }
    tags
}

/// What has been written.
#[derive(Debug, Default)]
struct Out {
    pieces: Vec<Piece>,
    text: String,
}

impl Out {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.text.push_str(text),
            Piece::Cluster(_) => {
                self.pieces.push(Piece::Text(std::mem::take(&mut self.text)));
                self.pieces.push(piece.clone());
            }
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.pieces.push(Piece::Text(self.text));
        self.pieces
    }
}
