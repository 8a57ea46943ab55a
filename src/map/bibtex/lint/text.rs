//! What TeX makes of the characters of a text.

use super::{Field, Linter};
use crate::diag::Code;
use crate::map::tex::Encoder;
use crate::model::Text;

/// Commands whose argument is no text, or a formula.
const VERBATIM: &[&str] =
    &["url", "path", "nolinkurl", "href", "label", "ref", "cite", "ensuremath", "verb"];

/// Character references that exporters leave in TeX, and what TeX has for them.
const ENTITIES: &[(&str, &str)] = &[
    ("&amp;", "\\&"),
    ("&lt;", "$<$"),
    ("&gt;", "$>$"),
    ("&quot;", "''"),
    ("&apos;", "'"),
    ("&nbsp;", "~"),
];

/// Tags that exporters leave in TeX, and what TeX has for them.
const TAGS: &[(&str, &str)] = &[
    ("<i>", "\\textit{…}"),
    ("<em>", "\\emph{…}"),
    ("<b>", "\\textbf{…}"),
    ("<strong>", "\\textbf{…}"),
    ("<sub>", "$_{…}$"),
    ("<sup>", "$^{…}$"),
    ("<sc>", "\\textsc{…}"),
    ("<span", "{…}"),
    ("<p>", "an empty line"),
    ("<br", "an empty line"),
    ("<jats:", "its text alone"),
    ("<mml:", "a formula"),
];

/// What one piece of a value holds that TeX reads otherwise than its author.
#[derive(Default)]
struct Found {
    /// Characters that need a backslash, and where the first of each stands.
    specials: Vec<(char, usize)>,
    dollars: Vec<usize>,
    html: Option<(usize, usize, &'static str)>,
}

impl Linter<'_> {
    /// Looks at a value's pieces, one after the other; macros are looked at nowhere.
    pub(super) fn text(&mut self, field: &Field<'_>) {
        let mut at = 0;
        while let Some(open) = field.value[at..].find(['{', '"']).map(|offset| at + offset) {
            let end = open + piece_len(&field.value[open..]);
            let inner = field.value.get(open + 1..end.saturating_sub(1)).unwrap_or_default();
            self.piece(field, inner, field.at + open + 1);
            at = end;
        }
    }

    fn piece(&mut self, field: &Field<'_>, text: &str, start: usize) {
        // Most values are plain.
        let is_odd = |byte: u8| !byte.is_ascii() || b"&%#_^$<".contains(&byte);
        if !text.bytes().any(is_odd) {
            return;
        }
        let mut found = Found::default();
        let mut in_math = false;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let here = at;
            at += c.len_utf8();
            match c {
                '\\' => {
                    let (next, math) = after_command(text, at);
                    at = next;
                    in_math = math.unwrap_or(in_math);
                }
                '$' => {
                    in_math = !in_math;
                    found.dollars.push(here);
                }
                '&' | '<' => {
                    let table = if c == '&' { ENTITIES } else { TAGS };
                    let row = table.iter().find(|row| text[here..].starts_with(row.0));
                    match row {
                        Some((html, tex)) => {
                            found.html.get_or_insert((here, html.len(), tex));
                        }
                        None if c == '&' && text[here..].starts_with("&#") => {
                            found.html.get_or_insert((here, 2, "the character"));
                            at += 1;
                        }
                        None if c == '&' => found.special(c, here),
                        None => {}
                    }
                }
                '%' | '#' => found.special(c, here),
                '_' | '^' if !in_math => found.special(c, here),
                c if !c.is_ascii() => self.foreign(c, start + here),
                _ => {}
            }
        }
        self.report(field, text, start, &found);
    }

    fn report(&mut self, field: &Field<'_>, text: &str, start: usize, found: &Found) {
        let name = &field.name;
        if let Some((at, len, tex)) = found.html {
            let html = &text[at..at + len];
            let message = format!("`{html}` in `{name}` is HTML, which TeX does not read");
            let span = start + at..start + at + len;
            self.find(Code::HtmlInTex, span, message, format!("write {tex}"));
        }
        if let Some((_, at)) = found.specials.first() {
            let chars: Vec<String> = found.specials.iter().map(|(c, _)| format!("`{c}`")).collect();
            let chars = chars.join(", ");
            let message = match found.specials.iter().any(|(c, _)| *c == '%') {
                true => format!("{chars} in `{name}`: TeX loses what follows `%` on its line"),
                false => format!("{chars} in `{name}`: LaTeX stops at a bare one"),
            };
            let escaped: Vec<String> = found.specials.iter().map(|(c, _)| escaped(*c)).collect();
            let help = format!("write {}", escaped.join(", "));
            self.find(Code::TexSpecial, start + at..start + at + 1, message, help);
        }
        if let (1, Some(at)) = (found.dollars.len() % 2, found.dollars.last()) {
            let message = format!("`$` in `{name}` begins a formula that has no end");
            let help = "write `\\$` for the sign, or end the formula";
            self.find(Code::TexSpecial, start + at..start + at + 1, message, help);
        }
    }

    /// A character that pdfTeX's standard fonts lack.
    fn foreign(&mut self, c: char, at: usize) {
        let mut encoder = Encoder::default();
        let tex = encoder.encode(&Text::plain(c));
        let is_same = tex.chars().eq([c]);
        if is_same && encoder.foreign.is_empty() || self.preambles.contains(c) || c == '\u{a0}' {
            return;
        }
        let span = at..at + c.len_utf8();
        if !is_same && !is_greek_letter(c) {
            let name = c.to_string();
            return self.find_once(Code::NotInPdflatex, &name, span, || {
                let shown = if c.is_whitespace() || tex.trim().is_empty() {
                    format!("U+{:04X}", u32::from(c))
                } else {
                    c.to_string()
                };
                let help = match tex.trim() {
                    "" => "leave it out".to_owned(),
                    tex => format!("write `{tex}`, or use XeLaTeX or LuaLaTeX"),
                };
                (format!("pdfLaTeX has no `{shown}` of its own and stops at it"), help)
            });
        }
        let script = script(c);
        let name = if is_same { script.to_owned() } else { c.to_string() };
        self.find_once(Code::NotInPdflatex, &name, span, || match is_same {
            true => (
                format!("pdfLaTeX stops at {script} such as `{c}` without their encoding"),
                "use XeLaTeX or LuaLaTeX, load the encoding of the script, or let florilege write \
                 the file, with a preamble for pdfLaTeX"
                    .to_owned(),
            ),
            false => (
                format!("pdfLaTeX has no `{c}` of its own and stops at it"),
                format!("write `{tex}`, or use XeLaTeX or LuaLaTeX"),
            ),
        });
    }
}

impl Found {
    fn special(&mut self, c: char, at: usize) {
        if !self.specials.iter().any(|(seen, _)| *seen == c) {
            self.specials.push((c, at));
        }
    }
}

/// The byte after a command whose name begins at `at`, past an argument that is no text; and whether a
/// formula begins or ends with it.
fn after_command(text: &str, at: usize) -> (usize, Option<bool>) {
    let rest = &text[at..];
    let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if name == 0 {
        let math = match rest.bytes().next() {
            Some(b'(' | b'[') => Some(true),
            Some(b')' | b']') => Some(false),
            _ => None,
        };
        return (at + rest.chars().next().map_or(0, char::len_utf8), math);
    }
    let after = at + name;
    if !VERBATIM.contains(&&rest[..name]) || !text[after..].trim_start().starts_with('{') {
        return (after, None);
    }
    let open = after + text[after..].find('{').unwrap_or(0);
    (open + piece_len(&text[open..]), None)
}

/// The length of what stands in braces or quotes.
fn piece_len(text: &str) -> usize {
    let is_quoted = text.starts_with('"');
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if is_quoted && depth == 0 && at > 0 => return at + 1,
            _ => continue,
        }
        if depth == 0 && !is_quoted {
            return at + 1;
        }
    }
    text.len()
}

fn escaped(c: char) -> String {
    match c {
        '^' => "`\\^{}` or `$^{…}$`".to_owned(),
        '_' => "`\\_` or `$_{…}$`".to_owned(),
        c => format!("`\\{c}`"),
    }
}

fn is_greek_letter(c: char) -> bool {
    script(c) == "Greek letters"
        && !matches!(c, 'α'..='ω' | 'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω')
}

/// What a character belongs to, for people.
fn script(c: char) -> &'static str {
    match u32::from(c) {
        0x370..=0x3ff | 0x1f00..=0x1fff => "Greek letters",
        0x400..=0x52f | 0x1c80..=0x1c8f => "Cyrillic letters",
        0x530..=0x58f => "Armenian letters",
        0x590..=0x5ff | 0xfb1d..=0xfb4f => "Hebrew letters",
        0x600..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "Arabic letters",
        0x900..=0xdff => "Indian letters",
        0xe00..=0xeff => "Thai or Lao letters",
        0x10a0..=0x10ff => "Georgian letters",
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7ff => "Korean letters",
        0x3000..=0x303f | 0xff00..=0xffef => "East Asian signs",
        0x3040..=0x30ff => "Japanese letters",
        0x2e80..=0x2fff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => {
            "Chinese characters"
        }
        _ => "characters",
    }
}
