//! One item with what belongs to it.

use super::ids;
use super::xml::Xml;
use crate::map::zotero::{Slot, Work};

/// Creators that the vocabulary of bibliographies has a word for; the rest are in Zotero's own.
const COMMON_ROLES: &[&str] = &["author", "editor", "contributor"];

/// Writes an item, then its notes.
pub(super) fn write(work: &Work, id: &str, xml: &mut Xml) {
    xml.open_about(work.item.item_type.class, id);
    xml.text("z:itemType", work.item.item_type.name);
    xml.text("z:citationKey", &work.item.key);
    own_fields(work, xml);
    containers(work, xml);
    publisher(work, xml);
    creators(work, xml);
    identifiers(work, xml);
    subjects(work, xml);
    if !work.item.extra.is_empty() {
        xml.text("dc:description", &work.item.extra.join("\n"));
    }
    for at in 0..work.notes.len() {
        xml.resource("dcterms:isReferencedBy", &note_id(work, at, id));
    }
    xml.close();
    for (at, note) in work.notes.iter().enumerate() {
        xml.open_about("bib:Memo", &note_id(work, at, id));
        xml.text("rdf:value", &note.html);
        note.tags.iter().for_each(|tag| xml.text("dc:subject", tag));
        note.related.iter().for_each(|part| xml.resource("dc:relation", &ids::part(part)));
        xml.close();
    }
}

/// A note without a name is addressed by its item and its number there.
fn note_id(work: &Work, at: usize, id: &str) -> String {
    match work.notes[at].name.is_empty() {
        true => format!("{}_{}", id.replacen("#item_", "#annote_", 1), at + 1),
        false => ids::note(&work.notes[at]),
    }
}

/// The values in the slots that `wanted` maps to a name.
fn values<'a>(
    work: &'a Work,
    wanted: impl Fn(Slot) -> Option<&'static str> + 'a,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let fields = work.item.fields.iter();
    fields.filter_map(move |(slot, _, value)| Some((wanted(*slot)?, value.as_str())))
}

fn own_fields(work: &Work, xml: &mut Xml) {
    let has_container = !work.item.item_type.container.is_empty();
    for (slot, field, value) in &work.item.fields {
        match slot {
            Slot::Own(name) => xml.text(name, value),
            Slot::Container(name) if !has_container => xml.text(name, value),
            Slot::Zotero => xml.text(&format!("z:{field}"), value),
            _ => {}
        }
    }
}

/// What the item is a part of: a section, a journal or a book, a series.
///
/// All are beside each other, because older versions of Zotero's import do not look for parts of parts.
fn containers(work: &Work, xml: &mut Xml) {
    let section = values(work, |slot| (slot == Slot::Part).then_some("dc:title"));
    part_of("bib:Part", section.map(own), xml);
    if !work.item.item_type.container.is_empty() {
        let fields = work.item.fields.iter().filter_map(|(slot, _, value)| match slot {
            Slot::Container(name) => Some((*name, value.clone())),
            Slot::ContainerIdentifier(label) => Some(("dc:identifier", format!("{label} {value}"))),
            _ => None,
        });
        part_of(work.item.item_type.container, fields, xml);
    }
    let series = values(work, |slot| match slot {
        Slot::Series(name) => Some(name),
        _ => None,
    });
    part_of("bib:Series", series.map(own), xml);
    let mut conference = values(work, |slot| (slot == Slot::Conference).then_some("dc:title"));
    if let Some((name, title)) = conference.next() {
        xml.open("bib:presentedAt");
        xml.open("bib:Conference");
        xml.text(name, title);
        xml.close();
        xml.close();
    }
}

fn own((name, value): (&'static str, &str)) -> (&'static str, String) {
    (name, value.to_owned())
}

fn part_of(
    class: &'static str,
    fields: impl Iterator<Item = (&'static str, String)>,
    xml: &mut Xml,
) {
    let mut fields = fields.peekable();
    if fields.peek().is_none() {
        return;
    }
    xml.open("dcterms:isPartOf");
    xml.open(class);
    fields.for_each(|(name, value)| xml.text(name, &value));
    xml.close();
    xml.close();
}

fn publisher(work: &Work, xml: &mut Xml) {
    let place = values(work, |slot| (slot == Slot::Place).then_some("vcard:locality")).next();
    let name = values(work, |slot| (slot == Slot::Publisher).then_some("foaf:name")).next();
    if place.is_none() && name.is_none() {
        return;
    }
    xml.open("dc:publisher");
    xml.open("foaf:Organization");
    if let Some((element, place)) = place {
        xml.open("vcard:adr");
        xml.open("vcard:Address");
        xml.text(element, place);
        xml.close();
        xml.close();
    }
    if let Some((element, name)) = name {
        xml.text(element, name);
    }
    xml.close();
    xml.close();
}

/// The creators, a list each role.
fn creators(work: &Work, xml: &mut Xml) {
    let mut roles: Vec<&'static str> = Vec::new();
    for creator in &work.item.creators {
        if !roles.contains(&creator.role) {
            roles.push(creator.role);
        }
    }
    for role in roles {
        let prefix = if COMMON_ROLES.contains(&role) { "bib" } else { "z" };
        xml.open(format!("{prefix}:{role}s"));
        xml.open("rdf:Seq");
        for creator in work.item.creators.iter().filter(|creator| creator.role == role) {
            xml.open("rdf:li");
            xml.open("foaf:Person");
            xml.text("foaf:surname", &creator.last);
            if !creator.first.is_empty() {
                xml.text("foaf:givenName", &creator.first);
            }
            xml.close();
            xml.close();
        }
        xml.close();
        xml.close();
    }
}

fn identifiers(work: &Work, xml: &mut Xml) {
    let has_container = !work.item.item_type.container.is_empty();
    for (slot, _, value) in &work.item.fields {
        match slot {
            Slot::Identifier(label) => xml.text("dc:identifier", &format!("{label} {value}")),
            Slot::ContainerIdentifier(label) if !has_container => {
                xml.text("dc:identifier", &format!("{label} {value}"));
            }
            Slot::Url => value_of("dc:identifier", "dcterms:URI", value, xml),
            _ => {}
        }
    }
}

fn subjects(work: &Work, xml: &mut Xml) {
    work.item.tags.iter().for_each(|tag| xml.text("dc:subject", tag));
    for tag in work.automatic.iter().filter(|tag| !work.item.tags.contains(tag)) {
        value_of("dc:subject", "z:AutomaticTag", tag, xml);
    }
    let number = values(work, |slot| (slot == Slot::CallNumber).then_some("dcterms:LCC"));
    number.for_each(|(class, number)| value_of("dc:subject", class, number, xml));
}

/// A property whose value is a resource of this class.
fn value_of(property: &'static str, class: &'static str, value: &str, xml: &mut Xml) {
    xml.open(property);
    xml.open(class);
    xml.text("rdf:value", value);
    xml.close();
    xml.close();
}
