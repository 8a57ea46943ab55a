//! Printed text in the markup of other programs, each with its own escapes.
//!
//! ```text
//! Buffer -> pieces -> text, markdown, latex, typst, rtf
//!       \-> html
//! ```
//!
//! Fonts that stand within each other become runs of one font each: italics within italics are a run
//! that is upright. HTML alone keeps the nesting of the style, as citeproc does.

mod html;
mod latex;
mod markdown;
mod pieces;
mod rtf;
mod text;
mod typst;

use pieces::{Mark, Step, nest};
pub(super) use pieces::{Piece, Pieces};

use super::entry::is_safe_link;
use super::render::buffer::Buffer;

/// What a reference or a citation is written as.
///
/// ```
/// use florilege::cite::{Form, Processor};
/// use florilege::model::*;
/// let mut item = Item::new(CiteKey::parse("doe2020").unwrap(), Kind::Book, Origin::derived());
/// let title = Text::from_csl("On <i>Homo sapiens</i> & H<sub>2</sub>O");
/// item.texts.set(StandardVariable::Title, title, Origin::derived());
/// let entry = Processor::new("chicago-notes-17", None).unwrap().each(&item);
/// assert_eq!(entry.to(Form::Text), "On Homo Sapiens & H2O, n.d.");
/// assert_eq!(entry.to(Form::Markdown), "*On* Homo Sapiens *& H<sub>2</sub>O*, n.d.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// The words alone.
    Text,
    /// CommonMark; what it has no marks for is HTML within it.
    Markdown,
    /// HTML with the classes of citeproc.
    Html,
    /// LaTeX in UTF-8 with the links of `hyperref`.
    Latex,
    /// Typst's markup.
    Typst,
    /// Rich Text Format, to stand in a document.
    Rtf,
}

/// Writes all that was printed; a label stands before the rest.
pub(super) fn write(printed: &Buffer, form: Form) -> String {
    let mut out = String::with_capacity(printed.text.len() * 5 / 4);
    match form {
        Form::Text => text::write(printed, &mut out),
        Form::Html => html(printed, true, &mut out),
        form => pieces(&Pieces::of(printed).all, form, &mut out),
    }
    out
}

/// Writes the label and what stands behind it; the label is empty where the style aligns none.
pub(super) fn write_apart(printed: &Buffer, form: Form) -> (String, String) {
    if form == Form::Html {
        return (String::new(), write(printed, form));
    }
    let found = Pieces::of(printed);
    let (mut label, mut rest) = (String::new(), String::with_capacity(printed.text.len()));
    pieces(found.label(), form, &mut label);
    pieces(found.rest(), form, &mut rest);
    (label, rest)
}

/// Writes HTML as citeproc does; `links` makes links of addresses.
pub(super) fn html(printed: &Buffer, links: bool, out: &mut String) {
    html::write(printed, links, out);
}

fn pieces(pieces: &[Piece], form: Form, out: &mut String) {
    match form {
        Form::Text | Form::Html => text::write_pieces(pieces, out),
        Form::Markdown => markdown::write(pieces, out),
        Form::Latex => latex::write(pieces, out),
        Form::Typst => typst::write(pieces, out),
        Form::Rtf => rtf::write(pieces, out),
    }
}

/// Where the beginning of an address stands at the end of a text, before its rest that is a link.
///
/// A style prints `https://doi.org/` itself and then the DOI; the link is the whole of it.
///
/// Source: CSL 1.0.2, appendix "Links".
fn address_before(text: &str) -> Option<usize> {
    let at = text.rfind("http")?;
    let address = &text[at..];
    let is_whole = address.ends_with('/') && is_safe_link(address);
    is_whole.then_some(at)
}

/// An address in characters that every format and program takes: what may not stand in one, or needs
/// an escape somewhere, is written by its bytes.
///
/// Source: RFC 3986, section 2.1.
fn percent_encode(url: &str, out: &mut String) {
    for byte in url.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=b' ' | 127.. => {
                out.push_str(&format!("%{byte:02X}"));
            }
            byte => out.push(char::from(byte)),
        }
    }
}

#[cfg(test)]
mod tests;
