//! The markup of CSL-JSON <-> pandoc's Markdown, within one line of text.
//!
//! Source: pandoc User's Guide, "Pandoc's Markdown", "Inline formatting", and "Specifying bibliographic data":
//! markup in CSL-YAML is Markdown.

mod read;
mod write;

pub(super) use read::{to_csl, to_plain};
pub(super) use write::from_text;

use crate::model::Markup;

fn is_script(markup: Markup) -> bool {
    matches!(markup, Markup::Superscript | Markup::Subscript)
}

/// The length and the character of an entity that the text begins with.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let number =
        |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let c = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16)?,
        Some(digits) => number(digits, 10)?,
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            "ndash" => '–',
            "mdash" => '—',
            "hellip" => '…',
            _ => return None,
        },
    };
    Some((end + 1, c))
}

#[cfg(test)]
mod tests;
