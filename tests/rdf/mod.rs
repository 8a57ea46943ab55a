//! RDF/XML -> triples, and what Zotero's import relies on.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use quick_xml::NsReader;
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

impl Graph {
    /// Reads RDF/XML in which elements of resources and of properties take turns.
    pub(crate) fn read(xml: &str) -> Self {
        let mut reader = NsReader::from_str(xml);
        let mut graph = Self::default();
        // Resources and properties from the outside in, and the text of the innermost.
        let mut open: Vec<String> = Vec::new();
        let mut members: Vec<usize> = Vec::new();
        let mut text = String::new();
        let mut blank = 0;
        loop {
            let event = reader.read_event().unwrap();
            match event {
                Event::Start(ref start) | Event::Empty(ref start) => {
                    let (namespace, local) = reader.resolver().resolve_element(start.name());
                    let ResolveResult::Bound(namespace) = namespace else { panic!("no namespace") };
                    let name = format!(
                        "{}{}",
                        String::from_utf8_lossy(namespace.as_ref()),
                        String::from_utf8_lossy(local.as_ref())
                    );
                    if open.is_empty() {
                        assert_eq!(name, format!("{RDF}RDF"));
                        open.push(name);
                        continue;
                    }
                    let is_empty = matches!(event, Event::Empty(_));
                    text.clear();
                    if open.len() % 2 == 1 {
                        let subject = attribute(start, b"rdf:about").unwrap_or_else(|| {
                            blank += 1;
                            format!("_:n{blank}")
                        });
                        if let [.., above, property] = &open[..] {
                            let object = Object::Resource(subject.clone());
                            graph.0.push((above.clone(), property.clone(), object));
                        }
                        if name != format!("{RDF}Description") {
                            graph.0.push((
                                subject.clone(),
                                TYPE.to_owned(),
                                Object::Resource(name),
                            ));
                        }
                        members.push(0);
                        open.push(subject);
                        assert!(!is_empty);
                    } else {
                        let name = match name.strip_prefix(RDF) {
                            Some("li") => {
                                *members.last_mut().unwrap() += 1;
                                format!("{RDF}_{}", members.last().unwrap())
                            }
                            _ => name,
                        };
                        match attribute(start, b"rdf:resource") {
                            Some(address) => {
                                assert!(is_empty);
                                let object = Object::Resource(address);
                                graph.0.push((open.last().unwrap().clone(), name, object));
                            }
                            None => open.push(name),
                        }
                    }
                }
                Event::End(_) => {
                    let name = open.pop().unwrap();
                    if open.len() % 2 == 0 && !open.is_empty() {
                        // A property; if nothing was opened in it, its text is its value.
                        let last = graph.0.last();
                        let subject = open.last().unwrap();
                        let is_node = last.is_some_and(|_| text == "\u{0}");
                        if !is_node {
                            let object = Object::Literal(std::mem::take(&mut text));
                            graph.0.push((subject.clone(), name, object));
                        }
                    } else {
                        members.pop();
                    }
                    // What stands after an element is white space, and no value.
                    text = "\u{0}".to_owned();
                }
                Event::Text(ref piece) => push(&mut text, &piece.decode().unwrap()),
                Event::GeneralRef(ref name) => {
                    let name = name.decode().unwrap();
                    let found = match name.strip_prefix('#') {
                        Some(code) => char::from_u32(code.parse().unwrap()).unwrap().to_string(),
                        None => {
                            quick_xml::escape::resolve_predefined_entity(&name).unwrap().to_owned()
                        }
                    };
                    push(&mut text, &found);
                }
                Event::Eof => break,
                Event::Decl(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert!(open.is_empty());
        graph
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

/// Text after the end of an element is white space between elements.
fn push(text: &mut String, piece: &str) {
    if text.starts_with('\u{0}') {
        assert!(piece.trim().is_empty(), "{piece}");
    } else {
        text.push_str(piece);
    }
}

fn attribute(start: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = start.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name)?;
    Some(found.unescape_value().unwrap().into_owned())
}
