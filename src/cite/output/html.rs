//! HTML as citeproc writes it.

use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign,
};

use super::address_before;
use crate::cite::render::buffer::{Buffer, Event, Tag};
use crate::model::Markup;
use unicode_normalization::UnicodeNormalization as _;

/// Writes printed text; `links` makes links of addresses.
pub(super) fn write(printed: &Buffer, links: bool, out: &mut String) {
    let mut open: Vec<Vec<&str>> = Vec::new();
    // What the fonts around a place are, to tell what italics within italics are.
    let mut state: Vec<[bool; 3]> = vec![[false; 3]];
    for event in &printed.events {
        match *event {
            Event::Text { .. } => escape(printed.slice(*event), out),
            Event::Close => {
                for tag in open.pop().unwrap_or_default().iter().rev() {
                    // White space at the end of the text beside a margin stands behind it.
                    let behind = match *tag == RIGHT_INLINE {
                        true => out.len() - out.trim_end_matches(' ').len(),
                        false => 0,
                    };
                    out.truncate(out.len() - behind);
                    out.push_str(tag);
                    out.extend(std::iter::repeat_n(' ', behind));
                }
                state.pop();
            }
            Event::Open(tag) => {
                let mut now = state.last().copied().unwrap_or_default();
                let mut closing = Vec::new();
                let mut add = |out: &mut String, opening: &str, close: &'static str| {
                    out.push_str(opening);
                    closing.push(close);
                };
                match tag {
                    Tag::Font(font) => fonts(font, &mut now, |a, b| add(out, a, b)),
                    Tag::Markup(markup) => marks(markup, &mut now, |a, b| add(out, a, b)),
                    Tag::Display(display) => {
                        let (opening, close) = match display {
                            Display::Block => ("\n\n    <div class=\"csl-block\">", "</div>\n"),
                            Display::LeftMargin => {
                                ("\n    <div class=\"csl-left-margin\">", "</div>")
                            }
                            Display::RightInline => {
                                ("<div class=\"csl-right-inline\">", RIGHT_INLINE)
                            }
                            Display::Indent => ("<div class=\"csl-indent\">", "</div>\n  "),
                        };
                        add(out, opening, close);
                    }
                    Tag::Link(at) if links => {
                        if let Some(url) = printed.links.get(at as usize) {
                            let before = address_before(out).map(|at| out.split_off(at));
                            out.push_str("<a href=\"");
                            escape_attribute(url, out);
                            add(out, "\">", "</a>");
                            out.push_str(&before.unwrap_or_default());
                        }
                    }
                    _ => {}
                }
                open.push(closing);
                state.push(now);
            }
        }
    }
}

const RIGHT_INLINE: &str = "</div>\n  ";

const ITALIC: usize = 0;
const BOLD: usize = 1;
const SMALL: usize = 2;

fn fonts(font: Formatting, now: &mut [bool; 3], mut add: impl FnMut(&str, &'static str)) {
    match font.vertical_align {
        Some(VerticalAlign::Sup) => add("<sup>", "</sup>"),
        Some(VerticalAlign::Sub) => add("<sub>", "</sub>"),
        Some(VerticalAlign::Baseline) => add("<span style=\"baseline\">", "</span>"),
        Some(VerticalAlign::None) | None => {}
    }
    match font.text_decoration {
        Some(TextDecoration::Underline) => {
            add("<span style=\"text-decoration:underline;\">", "</span>");
        }
        Some(TextDecoration::None) => add("<span style=\"text-decoration:none;\">", "</span>"),
        None => {}
    }
    match font.font_weight {
        Some(FontWeight::Bold) => {
            now[BOLD] = true;
            add("<b>", "</b>");
        }
        Some(FontWeight::Normal) if now[BOLD] => {
            now[BOLD] = false;
            add("<span style=\"font-weight:normal;\">", "</span>");
        }
        Some(FontWeight::Light) => add("<span style=\"font-weight:lighter;\">", "</span>"),
        Some(FontWeight::Normal) | None => {}
    }
    match font.font_variant {
        Some(FontVariant::SmallCaps) => {
            now[SMALL] = true;
            add("<span style=\"font-variant:small-caps;\">", "</span>");
        }
        Some(FontVariant::Normal) if now[SMALL] => {
            now[SMALL] = false;
            add("<span style=\"font-variant:normal;\">", "</span>");
        }
        Some(FontVariant::Normal) | None => {}
    }
    match font.font_style {
        Some(FontStyle::Italic) => {
            now[ITALIC] = true;
            add("<i>", "</i>");
        }
        Some(FontStyle::Normal) if now[ITALIC] => {
            now[ITALIC] = false;
            add("<span style=\"font-style:normal;\">", "</span>");
        }
        Some(FontStyle::Normal) | None => {}
    }
}

/// A mark within its own font is upright again.
fn marks(markup: Markup, now: &mut [bool; 3], mut add: impl FnMut(&str, &'static str)) {
    let mut flip = |which: usize| {
        now[which] = !now[which];
        !now[which]
    };
    match markup {
        Markup::Italic if flip(ITALIC) => add("<span style=\"font-style:normal;\">", "</span>"),
        Markup::Italic => add("<i>", "</i>"),
        Markup::Bold if flip(BOLD) => add("<span style=\"font-weight:normal;\">", "</span>"),
        Markup::Bold => add("<b>", "</b>"),
        Markup::SmallCaps if flip(SMALL) => {
            add("<span style=\"font-variant:normal;\">", "</span>");
        }
        Markup::SmallCaps => add("<span style=\"font-variant:small-caps;\">", "</span>"),
        Markup::Superscript => add("<sup>", "</sup>"),
        Markup::Subscript => add("<sub>", "</sub>"),
        Markup::NoCase => {}
    }
}

/// Escapes as citeproc does, by number; raised letters of Unicode are raised letters of HTML.
fn escape(text: &str, out: &mut String) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b',')) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&#38;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            c => match raised(c) {
                Some(letter) => {
                    out.push_str("<sup>");
                    out.push_str(&letter);
                    out.push_str("</sup>");
                }
                None => out.push(c),
            },
        }
    }
}

/// Escapes an address; it has no raised letters.
fn escape_attribute(url: &str, out: &mut String) {
    for c in url.chars() {
        match c {
            '&' => out.push_str("&#38;"),
            '"' => out.push_str("&#34;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            c => out.push(c),
        }
    }
}

/// The letter that a raised one is of.
///
/// Source: the Unicode Character Database, decompositions of the kind `<super>`.
fn raised(c: char) -> Option<String> {
    let known = match c {
        'ˀ' => "ʔ",
        'ˁ' => "ʕ",
        'ۥ' => "و",
        'ۦ' => "ي",
        'ª'
        | 'º'
        | '²'
        | '³'
        | '¹'
        | 'ʰ'..='ʸ'
        | 'ˠ'..='ˤ'
        | 'ᴬ'..='ᵡ'
        | 'ᵸ'
        | 'ᶛ'..='ᶿ'
        | '⁰'..='ⁿ'
        | '℠'
        | '™'
        | 'ⱽ'
        | '㆒'..='㆟' => return Some(std::iter::once(c).nfkc().collect()),
        _ => return None,
    };
    Some(known.to_owned())
}
