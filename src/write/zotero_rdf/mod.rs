//! Zotero's items, notes and collections -> its RDF.
//!
//! Source: the vocabularies that Zotero's translators `Zotero RDF`, which writes, and `RDF`, which reads,
//! share; RDF 1.1 XML Syntax.

mod ids;
mod item;
mod xml;

use std::io;

use ids::Ids;
use xml::Xml;

use super::ItemWriter;
use crate::diag::{Code, Diagnostic};
use crate::map::zotero::{Collection, Library, Note, Work, from_item};
use crate::model::Item;

/// The vocabularies.
const NAMESPACES: &[(&str, &str)] = &[
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("z", "http://www.zotero.org/namespaces/export#"),
    ("bib", "http://purl.org/net/biblio#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prism", "http://prismstandard.org/namespaces/1.2/basic/"),
    ("vcard", "http://nwalsh.com/rdf/vCard#"),
];

/// Writes items one after the other.
///
/// Each has an address made from its key, so that the file changes only where the records do.
#[derive(Debug, Default)]
pub struct Writer {
    has_begun: bool,
    ids: Ids,
}

impl ItemWriter for Writer {
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        self.begin(out)?;
        let mut diagnostics = Vec::new();
        let work = Work::from(from_item(item).into_value(&mut diagnostics));
        let id = self.ids.unused(&ids::item(&work.item.key));
        diagnostics.extend(piece(out, &work.item.key, |xml| item::write(&work, &id, xml))?);
        Ok(diagnostics)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"</rdf:RDF>\n")
    }
}

impl Writer {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if std::mem::replace(&mut self.has_begun, true) {
            return Ok(());
        }
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
        for (prefix, namespace) in NAMESPACES {
            write!(out, "\n    xmlns:{prefix}=\"{namespace}\"")?;
        }
        out.write_all(b">\n")
    }
}

/// Writes a whole library: items with their notes, notes that stand alone, collections.
///
/// # Diagnostics
/// `bad-value` for characters that no XML file can hold.
///
/// # Errors
/// Those of `out`.
pub fn library(library: &Library, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
    let mut writer = Writer::default();
    writer.begin(out)?;
    let mut diagnostics = Vec::new();
    for work in &library.works {
        let id = ids::item(&work.item.key);
        diagnostics.extend(piece(out, &work.item.key, |xml| item::write(work, &id, xml))?);
    }
    for note in &library.notes {
        diagnostics.extend(piece(out, &note.name, |xml| write_note(note, xml))?);
    }
    for collection in &library.collections {
        let write = |xml: &mut Xml| write_collection(collection, xml);
        diagnostics.extend(piece(out, &collection.path, write)?);
    }
    writer.finish(out)?;
    Ok(diagnostics)
}

/// Writes one piece of the file, and tells of characters that were replaced in it.
fn piece(
    out: &mut dyn io::Write,
    name: &str,
    write: impl FnOnce(&mut Xml),
) -> io::Result<Option<Diagnostic>> {
    let mut xml = Xml::new(1);
    write(&mut xml);
    let replaced = xml.replaced;
    out.write_all(xml.into_string().as_bytes())?;
    Ok((replaced > 0).then(|| {
        let message = format!("`{name}`: {replaced} control characters are replaced by `\u{FFFD}`");
        Diagnostic::new(Code::BadValue, message).help("XML has no way to write them")
    }))
}

/// A note, with the tags that it has itself.
///
/// Relations do not make a note part of anything, so a note that only they point to stands alone.
fn write_note(note: &Note, xml: &mut Xml) {
    xml.open_about("bib:Memo", &ids::note(note));
    // Zotero escapes nothing again: the value is the note's HTML.
    xml.text("rdf:value", &note.html);
    note.tags.iter().for_each(|tag| xml.text("dc:subject", tag));
    note.related.iter().for_each(|related| xml.resource("dc:relation", &ids::part(related)));
    xml.close();
}

fn write_collection(collection: &Collection, xml: &mut Xml) {
    xml.open_about("z:Collection", &ids::collection(&collection.path));
    xml.text("dc:title", &collection.title);
    collection.parts.iter().for_each(|part| xml.resource("dcterms:hasPart", &ids::part(part)));
    xml.close();
}
