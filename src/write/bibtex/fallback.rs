//! What pdfTeX prints for letters that its fonts lack.
//!
//! XeLaTeX and LuaLaTeX print any script, and so does pdfTeX with the fonts and encodings of the
//! script; without them it stops at the first Cyrillic letter. The entries are right as they are, so the
//! file's preamble gives pdfTeX Latin letters for those that nothing else has defined.
//!
//! Source: `utf8ienc.dtx` of LaTeX, where the command of a character is named `u8:` and the character;
//! `btxdoc` 3.1 and biblatex manual, 2.1.2, for `@preamble`.

use std::collections::BTreeSet;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

use crate::map::tex::{CharSet, Encoder};
use crate::model::Text;

/// How long a line of the preamble grows.
const WIDTH: usize = 96;

/// The preamble for these characters; none for no character.
///
/// Programs may compose or decompose letters, so both forms are in it.
///
/// In a file of ASCII alone the letters stand as TeX's names of their bytes.
pub(super) fn preamble(foreign: &CharSet, ascii: bool) -> Option<String> {
    if foreign.is_empty() {
        return None;
    }
    let all: String = foreign.iter().collect();
    let decomposed = all.nfd().filter(|c| !c.is_ascii());
    let letters: BTreeSet<char> = all.chars().chain(all.nfc()).chain(decomposed).collect();
    let mut out = String::from(
        "@preamble{{\n  \
         \\providecommand\\bibfallback[2]{\\expandafter\\ifx\\csname u8:\\detokenize{#1}\\endcsname\n    \
         \\relax\\expandafter\\gdef\\csname u8:\\detokenize{#1}\\endcsname{#2}\\fi}\n ",
    );
    let mut width = 1;
    for letter in letters {
        let row = format!("\\bibfallback{{{}}}{{{}}}", name(letter, ascii), latin(letter));
        let len = row.chars().count() + 1;
        if width + len > WIDTH {
            out.push_str("\n ");
            width = 1;
        }
        out.push(' ');
        out.push_str(&row);
        width += len;
    }
    out.push_str("\n}}\n");
    Some(out)
}

fn name(c: char, ascii: bool) -> String {
    match ascii {
        true => c.to_string().bytes().map(|byte| format!("^^{byte:02x}")).collect(),
        false => c.to_string(),
    }
}

/// A character as TeX composes it, or in Latin letters; a question mark where it has none.
fn latin(c: char) -> String {
    let encode =
        |text: &str| Encoder { ascii: true, ..Encoder::default() }.encode(&Text::plain(text));
    let composed = encode(&c.to_string());
    match any_ascii_char(c) {
        _ if composed.is_ascii() => composed,
        "" if is_silent(c) => String::new(),
        "" => "?".to_owned(),
        latin => encode(latin),
    }
}

/// Whether a character prints nothing of its own: accents, joiners, direction marks.
fn is_silent(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(chars: &str) -> CharSet {
        let mut set = CharSet::default();
        set.extend(chars.chars());
        set
    }

    #[test]
    fn letters_of_other_scripts_have_latin_ones() {
        assert_eq!(preamble(&CharSet::default(), false), None);
        let preamble = preamble(&set("Жйǽ\u{10ffff}"), false).unwrap_or_default();
        assert!(preamble.starts_with("@preamble{{") && preamble.ends_with("\n}}\n"));
        let ascii = super::preamble(&set("Ж"), true).unwrap_or_default();
        assert!(ascii.contains("\\bibfallback{^^d0^^96}{Zh}") && ascii.is_ascii());
        for row in
            ["{Ж}{Zh}", "{й}{y}", "{и}{i}", "{\u{306}}{}", "{\u{10ffff}}{?}", "{ǽ}{{\\'{\\ae}}}"]
        {
            assert!(preamble.contains(&format!("\\bibfallback{row}")), "{row}: {preamble}");
        }
    }
}
