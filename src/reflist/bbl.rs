//! `thebibliography` of LaTeX -> references.
//!
//! Source: LaTeX2e, ltbibl.dtx, `\bibitem`; natbib manual, section 2.6, for the labels; revtex4-2's `.bbl` for the
//! commands that no reader sees.

use std::ops::Range;

use super::Piece;
use super::bbl_text::{self, Decoded};
use crate::diag::{Code, Diagnostic, Read};
use crate::model::CiteKey;
use crate::source::Source;

/// Makes a piece of each `\bibitem`, with its key and its label.
///
/// # Diagnostics
/// `no-records` if there is none, `bad-value` for commands that no table has.
pub(super) fn pieces(source: &Source) -> Read<Vec<Piece<'_>>> {
    let text = source.text.as_str();
    let begin = text.find("\\begin{thebibliography}").unwrap_or(0);
    let end = text[begin..].find("\\end{thebibliography}").map_or(text.len(), |at| begin + at);
    let mut comments = Comments { at: begin, ..Comments::default() };
    let starts: Vec<usize> = text[begin..end]
        .match_indices("\\bibitem")
        .map(|(at, name)| (begin + at, begin + at + name.len()))
        .filter(|(at, behind)| {
            let goes_on =
                text[*behind..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '@');
            !goes_on && !comments.hold(text, *at)
        })
        .map(|(at, _)| at)
        .collect();
    let mut read = Read::clean(Vec::with_capacity(starts.len()));
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(end);
        let item = &text[*start..end];
        let (label, key, body) = head(item);
        let span = start + body..start + item.trim_end().len().max(body);
        let body = &text[span.clone()];
        let shift = body.len() - body.trim_start().len();
        let span = span.start + shift..span.end;
        let Decoded { text, italics, links, unknown } = bbl_text::decode(body);
        for command in unknown {
            let message = format!("`{command}` is no command that is known here");
            let finding = Diagnostic::new(Code::BadValue, message).at(source.place(span.clone()));
            read.diagnostics.push(finding.help("check the text around it"));
        }
        if text.is_empty() {
            continue;
        }
        let key = item.get(key).map(str::trim).filter(|key| !key.is_empty());
        let label = item.get(label).map(label_text).filter(|label| !label.is_empty());
        let key = key.map(CiteKey::cleaned);
        read.value.push(Piece { text: text.into(), span, italics, links, label, key });
    }
    if starts.is_empty() && !text.trim().is_empty() {
        let finding = Diagnostic::new(Code::NoRecords, "there is no `\\bibitem`");
        let help = "say how the references stand with --form; a .bbl of biblatex has records: give its .bib";
        read.diagnostics.push(finding.at(source.place(0..0)).help(help));
    }
    read
}

/// Knows of each place in a text, asked for in order, whether a per cent sign stands before it in its line.
#[derive(Debug, Default)]
struct Comments {
    at: usize,
    is_open: bool,
    is_escaped: bool,
}

impl Comments {
    fn hold(&mut self, text: &str, at: usize) -> bool {
        for byte in text.as_bytes().get(self.at..at).unwrap_or_default() {
            match byte {
                b'\n' => self.is_open = false,
                b'%' if !self.is_escaped => self.is_open = true,
                _ => {}
            }
            self.is_escaped = *byte == b'\\' && !self.is_escaped;
        }
        self.at = at;
        self.is_open
    }
}

/// The label and the key of an item, and where its text begins.
fn head(item: &str) -> (Range<usize>, Range<usize>, usize) {
    let mut at = "\\bibitem".len();
    let mut label = 0..0;
    if let Some(found) = argument(item, at, b'[', b']') {
        at = found.end + 1;
        label = found;
    }
    match argument(item, at, b'{', b'}') {
        Some(key) => {
            let end = key.end + 1;
            (label, key, end)
        }
        None => (label, 0..0, at),
    }
}

/// What stands between two marks behind white space and the ends of lines; braces inside are balanced.
fn argument(text: &str, from: usize, open: u8, close: u8) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'%') {
        let is_comment = bytes[at] == b'%';
        at += 1;
        while is_comment && bytes.get(at).is_some_and(|byte| *byte != b'\n') {
            at += 1;
        }
    }
    if bytes.get(at) != Some(&open) {
        return None;
    }
    let start = at + 1;
    let mut depth = 0usize;
    let mut escaped = false;
    for (offset, byte) in bytes[start..].iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if *byte == close && depth == 0 => return Some(start..start + offset),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// A label as it is printed: of natbib's `Doe and Roe(2020)Doe, Roe` without the long list of names.
fn label_text(label: &str) -> String {
    let text = bbl_text::decode(label).text;
    match text.split_once('(').and_then(|(_, rest)| rest.find(')')) {
        Some(end) => text[..text.find('(').map_or(0, |open| open + 2 + end)].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflist::{Form, cut};

    fn check(text: &str, expected: &[&str]) {
        let source = Source::new("a.bbl", text);
        let read = cut(&source, Form::Bbl);
        let pieces = read.value.iter().map(|piece| {
            assert!(text.get(piece.span.clone()).is_some_and(|raw| !raw.is_empty()));
            let mut shown = piece.text.to_string();
            for italic in piece.italics.iter().rev() {
                shown.insert(italic.end, '*');
                shown.insert(italic.start, '*');
            }
            let key = piece.key.as_ref().map_or("", |key| key.as_str());
            let label = piece.label.as_deref().unwrap_or_default();
            let links = piece
                .links
                .iter()
                .map(|link| format!(" {}->{}", &piece.text[link.span.clone()], link.href));
            format!("{key}[{label}] {shown}{}", links.collect::<String>())
        });
        let findings = read.diagnostics.iter().map(|finding| format!("!{}", finding.code));
        assert_eq!(pieces.chain(findings).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn bibliographies_of_bibtex() {
        check(
            "\\begin{thebibliography}{10}\n\n\\bibitem{doe01}\nJ.~Doe.\n\\newblock {\\em Trade in\n  \
             G\\\"ottingen}.\n\\newblock 2001.\n\n% \\bibitem{old} Old.\n\
             \\bibitem[Roe and Poe(2002)Roe, Poe]{roe02}\nR.~Roe \\& E.~Poe.\n\\newblock \\emph{More}, 1--2.\n\n\
             \\end{thebibliography}\nTail.",
            &[
                "doe01[] J.\u{a0}Doe. *Trade in Göttingen*. 2001.",
                "roe02[Roe and Poe(2002)] R.\u{a0}Roe & E.\u{a0}Poe. *More*, 1–2.",
            ],
        );
        check(
            "\\bibitem [{\\citenamefont {Doe}(2001)}]{Doe}%\n  \\BibitemOpen\n  \\bibfield  {author} \
             {\\bibinfo {author} {\\bibfnamefont {J.}~\\bibnamefont {Doe}},\\ }\\href {\\doibase 10.1/a%b} \
             {\\bibfield  {journal} {\\bibinfo  {journal} {Trade}\\ } (\\bibinfo {year} {2001})}\
             \\BibitemShut {NoStop}%\n",
            &["Doe[Doe(2001)] J.\u{a0}Doe, Trade (2001) Trade (2001)->https://doi.org/10.1/a%b"],
        );
        check(
            "\\bibitem{a}\nA. \\url{https://a.org/b_c%20d}, \\penalty0 \\doi{10.1/x_y}.\\hskip 1em plus 0.5em minus \
             0.4em\\relax B, 2001.",
            &["a[] A. https://a.org/b_c%20d, doi:10.1/x_y. B, 2001."],
        );
        check("No items.", &["!no-records"]);
        check("\\bibitem{a}\n\\bibitem", &[]);
    }

    #[test]
    fn hostile_bibliographies_are_linear() {
        for piece in [
            "\\bibitem",
            "\\bibitem[",
            "\\bibitem{",
            "\\href{",
            "\\href{}{",
            "{",
            "}",
            "%",
            "%\n",
            "\\url{",
            "\\bibitem{a}{\\em b",
            "\\penalty",
            "\\hskip",
            "\\bibitem[{",
            "\u{f8f0}",
        ] {
            let text = format!("\\bibitem{{a}} {}", piece.repeat(100_000));
            cut(&Source::new("a.bbl", text), Form::Bbl);
        }
    }
}
