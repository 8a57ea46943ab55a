//! RDF/XML -> triples, and what Zotero's import relies on.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

pub(crate) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(crate) const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(crate) const Z: &str = "http://www.zotero.org/namespaces/export#";
pub(crate) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(crate) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(crate) const MEMO: &str = "http://purl.org/net/biblio#Memo";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Object {
    Resource(String),
    Literal(String),
}

impl Object {
    fn text(&self) -> &str {
        match self {
            Self::Resource(text) | Self::Literal(text) => text,
        }
    }

    pub(crate) fn literal(&self) -> Option<&str> {
        matches!(self, Self::Literal(_)).then_some(self.text())
    }
}

/// The triples of a file: subject, predicate, object.
#[derive(Default)]
pub(crate) struct Graph(pub(crate) Vec<(String, String, Object)>);

/// An element that is open: RDF/XML has resources and their properties take turns.
enum Open {
    Resource {
        subject: String,
        members: usize,
    },
    /// A property, with its text while nothing else stands in it.
    Property {
        name: String,
        text: Option<String>,
    },
}

impl Graph {
    /// Reads a file.
    pub(crate) fn read(xml: &str) -> Self {
        let mut reader = NsReader::from_str(xml);
        let mut graph = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut is_inside = false;
        let mut blank = 0;
        loop {
            let event = reader.read_event().unwrap();
            let text = match event {
                Event::Start(ref start) | Event::Empty(ref start) => {
                    let name = name(&reader, start);
                    let is_root = !std::mem::replace(&mut is_inside, true);
                    assert_eq!(is_root, name == format!("{RDF}RDF"));
                    if !is_root {
                        graph.start(&mut open, name, start, &mut blank);
                    }
                    if matches!(event, Event::Empty(_)) {
                        open.pop();
                    }
                    continue;
                }
                Event::End(_) => {
                    graph.end(&mut open);
                    continue;
                }
                Event::Text(ref text) => text.decode().unwrap().into_owned(),
                Event::GeneralRef(ref reference) => match reference.resolve_char_ref().unwrap() {
                    Some(c) => c.to_string(),
                    None => {
                        let name = reference.decode().unwrap();
                        resolve_predefined_entity(&name).unwrap().to_owned()
                    }
                },
                Event::Decl(_) => continue,
                Event::Eof => break,
                other => panic!("{other:?}"),
            };
            match open.last_mut() {
                Some(Open::Property { text: Some(all), .. }) => all.push_str(&text),
                _ => assert!(text.trim().is_empty(), "{text}"),
            }
        }
        assert!(open.is_empty());
        graph
    }

    fn start(
        &mut self,
        open: &mut Vec<Open>,
        name: String,
        start: &BytesStart<'_>,
        blank: &mut usize,
    ) {
        if let Some(Open::Resource { subject, members }) = open.last_mut() {
            let name = match name.strip_prefix(RDF) {
                Some("li") => {
                    *members += 1;
                    format!("{RDF}_{members}")
                }
                _ => name,
            };
            let address = attribute(start, b"rdf:resource");
            let text = address.is_none().then(String::new);
            self.0.extend(address.map(|to| (subject.clone(), name.clone(), Object::Resource(to))));
            open.push(Open::Property { name, text });
            return;
        }
        let subject = attribute(start, b"rdf:about").unwrap_or_else(|| {
            *blank += 1;
            format!("_:n{blank}")
        });
        if let [.., Open::Resource { subject: above, .. }, Open::Property { name, text }] =
            &mut open[..]
        {
            *text = None;
            self.0.push((above.clone(), name.clone(), Object::Resource(subject.clone())));
        }
        if name != format!("{RDF}Description") {
            self.0.push((subject.clone(), TYPE.to_owned(), Object::Resource(name)));
        }
        open.push(Open::Resource { subject, members: 0 });
    }

    fn end(&mut self, open: &mut Vec<Open>) {
        if let Some(Open::Property { name, text: Some(text) }) = open.pop()
            && let Some(Open::Resource { subject, .. }) = open.last()
        {
            self.0.push((subject.clone(), name, Object::Literal(text)));
        }
    }

    fn objects(&self, subject: &str, predicate: &str) -> Vec<&Object> {
        let found = self.0.iter().filter(|(s, p, _)| s == subject && p == predicate);
        found.map(|(_, _, object)| object).collect()
    }

    pub(crate) fn literals(&self, subject: &str, predicate: &str) -> Vec<&str> {
        let found = self.objects(subject, predicate).into_iter();
        found.filter_map(Object::literal).collect()
    }

    fn resources(&self, subject: &str, predicate: &str) -> Vec<&str> {
        let found = self.objects(subject, predicate).into_iter();
        found.filter(|object| object.literal().is_none()).map(Object::text).collect()
    }

    pub(crate) fn class(&self, subject: &str) -> Option<&str> {
        self.resources(subject, TYPE).first().copied()
    }

    pub(crate) fn subjects(&self) -> BTreeSet<&str> {
        self.0.iter().map(|(subject, _, _)| subject.as_str()).collect()
    }

    pub(crate) fn items(&self) -> Vec<&str> {
        let item = format!("{Z}itemType");
        self.subjects().into_iter().filter(|s| !self.literals(s, &item).is_empty()).collect()
    }

    /// The predicates that point to a resource.
    pub(crate) fn arcs_in(&self, resource: &str) -> BTreeSet<&str> {
        let resource = Object::Resource(resource.to_owned());
        let found = self.0.iter().filter(|(_, _, object)| *object == resource);
        found.map(|(_, predicate, _)| predicate.as_str()).collect()
    }

    /// What Zotero's import relies on, whatever the records are.
    pub(crate) fn check(&self) {
        let subjects = self.subjects();
        for (_, _, object) in &self.0 {
            if let Object::Resource(address) = object
                && address.starts_with('#')
            {
                assert!(subjects.contains(address.as_str()), "{address} exists");
            }
        }
        let items: BTreeSet<&str> = self.items().into_iter().collect();
        let free = [format!("{DC}relation"), format!("{DCTERMS}hasPart")];
        let is_free = |arcs: &BTreeSet<&str>| arcs.iter().all(|arc| free.iter().any(|f| f == arc));
        for subject in subjects {
            let arcs = self.arcs_in(subject);
            let class = self.class(subject).unwrap_or_default();
            let is_collection = class == format!("{Z}Collection");
            let one = |name: &str| self.literals(subject, name).len() <= 1;
            assert!(one(&format!("{DC}title")) && one(&format!("{DC}description")), "{subject}");
            if items.contains(subject) {
                assert_eq!(self.literals(subject, &format!("{Z}citationKey")).len(), 1);
                // An item that something else has is no member of a collection.
                assert!(is_free(&arcs), "{subject} {arcs:?}");
            } else if !self.literals(subject, &format!("{DC}title")).is_empty() && !is_collection {
                // Anything with a title that is part of nothing would become an article.
                let parts = ["isPartOf", "presentedAt"];
                assert!(arcs.iter().any(|arc| parts.iter().any(|part| arc.ends_with(part))));
            }
            if class == MEMO {
                assert_eq!(self.literals(subject, &format!("{RDF}value")).len(), 1, "{subject}");
                let has_parent = arcs.contains(format!("{DCTERMS}isReferencedBy").as_str());
                assert!(has_parent || is_free(&arcs));
            }
        }
    }
}

/// The full name of an element.
fn name(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> String {
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let ResolveResult::Bound(namespace) = namespace else { panic!("{start:?} has no namespace") };
    let parts = [namespace.as_ref(), local.as_ref()].concat();
    String::from_utf8(parts).unwrap()
}

fn attribute(start: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = start.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name)?;
    Some(found.unescape_value().unwrap().into_owned())
}
