//! Text with the tags and character references of HTML.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use crate::model::{Event, Markup, Text, TextBuilder};

/// Tags of databases that mean what a tag of CSL means.
const SYNONYMS: [(&str, &str); 8] = [
    ("inf", "sub"),
    ("italic", "i"),
    ("bold", "b"),
    ("I", "i"),
    ("B", "b"),
    ("EM", "em"),
    ("SUB", "sub"),
    ("SUP", "sup"),
];

/// Reads text with the tags and character references of HTML.
pub(crate) fn decode(text: &str) -> Text {
    let mut text = Cow::Borrowed(text);
    if text.contains('<') {
        for (name, ours) in SYNONYMS {
            if text.contains(&format!("</{name}>")) {
                let opened = text.replace(&format!("<{name}>"), &format!("<{ours}>"));
                text = Cow::Owned(opened.replace(&format!("</{name}>"), &format!("</{ours}>")));
            }
        }
    }
    let marked = Text::from_csl(&text);
    match marked.as_str().contains('&') {
        true => rebuilt(&marked, |_| true, |piece| unescaped(piece)),
        false => marked,
    }
}

/// Writes text so that [`decode`] gives it back, but for the mark of letters that no style may change.
pub(crate) fn encode(text: &Text) -> String {
    let is_simple = text.marks().is_empty() && !text.as_str().contains(['&', '<']);
    if is_simple {
        return text.as_str().to_owned();
    }
    let shown = rebuilt(text, |markup| markup != Markup::NoCase, |piece| piece.into());
    let write = |special: &[char]| {
        rebuilt(&shown, |_| true, |piece| escaped(piece, special).into()).to_csl()
    };
    let written = write(&[]);
    // Most signs that look like markup are none; only those that would be taken for it are escaped.
    if decode(&written) == shown { written } else { write(&['<', '>']) }
}

/// The same text with only some marks, and with other pieces.
fn rebuilt<'a>(
    text: &'a Text,
    keep: impl Fn(Markup) -> bool,
    change: impl Fn(&'a str) -> Cow<'a, str>,
) -> Text {
    let mut builder = TextBuilder::default();
    text.walk(|event| match event {
        Event::Open(markup) if keep(markup) => builder.open(markup),
        Event::Close(markup) if keep(markup) => builder.close(markup),
        Event::Open(_) | Event::Close(_) => {}
        Event::Str(piece) => builder.push(&change(piece)),
    });
    builder.finish()
}

/// Writes an ampersand as `&amp;` where it would be taken for a character reference.
fn escaped(piece: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(piece.len());
    for (at, c) in piece.char_indices() {
        match c {
            '&' if !special.is_empty() || reference(&piece[at..]).is_some() => {
                out.push_str("&amp;")
            }
            '<' if special.contains(&c) => out.push_str("&lt;"),
            '>' if special.contains(&c) => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Decodes the character references of HTML; an ampersand that begins none stays.
fn unescaped(piece: &str) -> Cow<'_, str> {
    if !piece.contains('&') {
        return Cow::Borrowed(piece);
    }
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (text, len) = reference(rest).unwrap_or((Cow::Borrowed("&"), 1));
        out.push_str(&text);
        rest = &rest[len..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character reference at the start of a text: what it stands for, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    // The longest name has 31 letters.
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let Some(number) = name.strip_prefix('#') else {
        return Some((Cow::Borrowed(resolve_html5_entity(name)?), end + 1));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(code).filter(|c| !c.is_control())?;
    Some((Cow::Owned(c.to_string()), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, csl: &str, again: &str) {
        let text = decode(input);
        assert_eq!((text.to_csl().as_str(), encode(&text).as_str()), (csl, again), "{input}");
    }

    #[test]
    fn markup_is_read() {
        check(
            "CO<inf>2</inf> &amp; H<SUB>2</SUB>O",
            "CO<sub>2</sub> & H<sub>2</sub>O",
            "CO<sub>2</sub> & H<sub>2</sub>O",
        );
        check("p &lt; 0.05, R&D; AT&T", "p < 0.05, R&D; AT&T", "p < 0.05, R&D; AT&T");
        check("&lt;i&gt;x&lt;/i&gt;", "<i>x</i>", "&lt;i&gt;x&lt;/i&gt;");
        check("&amp;amp; &#233; &eacute;", "&amp; é é", "&amp;amp; é é");
        check("<i>open &nope;", "<i>open &nope;", "<i>open &nope;");
        assert_eq!(
            encode(&Text::from_csl("<span class=\"nocase\">DNA</span> <i>x</i>")),
            "DNA <i>x</i>"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(pieces in proptest::collection::vec("<i>|</i>|<sub>|</sub>|<inf>|</inf>|<|>|&|amp;|lt;|&lt;|&#38;|[aé; ]", 0..10)) {
            let text = Text::plain(pieces.concat());
            assert_eq!(decode(&encode(&text)), text);
            let text = Text::from_csl(&pieces.concat());
            assert_eq!(decode(&encode(&text)), text);
        }
    }
}
