//! The bibliographic facts that training references are made of.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use fastrand::Rng;
use serde_json::{Map, Value};

/// A CSL-JSON item.
pub(super) type Record = Map<String, Value>;

/// Records and lists, as `src/train/facts` holds them.
pub(super) struct Facts {
    /// Real records by their type.
    by_type: BTreeMap<String, Vec<Record>>,
    /// All lists of words by the name of their file, each a list of columns.
    lists: BTreeMap<String, Vec<Vec<String>>>,
    /// People and organisations of all records.
    pub(super) people: Vec<Value>,
    /// Values of all records, by member and type.
    values: BTreeMap<(String, String), Vec<Value>>,
}

impl Facts {
    /// Reads the folder.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let mut facts = Self {
            by_type: BTreeMap::new(),
            lists: BTreeMap::new(),
            people: Vec::new(),
            values: BTreeMap::new(),
        };
        for line in std::fs::read_to_string(folder.join("records.jsonl"))?.lines() {
            let record: Record = serde_json::from_str(line)?;
            facts.add(record);
        }
        let lists = folder.join("lists");
        let mut files: Vec<_> = std::fs::read_dir(lists)?.collect::<io::Result<_>>()?;
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files {
            let name = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(file.path())?;
            let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let mut rows: Vec<Vec<String>> =
                rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
            // By the first column, so that the rows of one culture stand together.
            rows.sort();
            facts.lists.insert(name, rows);
        }
        Ok(facts)
    }

    fn add(&mut self, record: Record) {
        let kind = record.get("type").and_then(Value::as_str).unwrap_or("document").to_owned();
        for role in ["author", "editor", "translator"] {
            let people = record.get(role).and_then(Value::as_array);
            self.people.extend(people.into_iter().flatten().cloned());
        }
        for (member, value) in &record {
            if value.is_string() {
                self.values.entry((member.clone(), kind.clone())).or_default().push(value.clone());
            }
        }
        self.by_type.entry(kind).or_default().push(record);
    }

    /// A record of a type; an empty one if there is none.
    pub(super) fn record(&self, kind: &str, rng: &mut Rng) -> Record {
        self.by_type.get(kind).and_then(|all| rng.choice(all)).cloned().unwrap_or_default()
    }

    /// A row of a list; `None` if the list is missing.
    pub(super) fn row(&self, list: &str, rng: &mut Rng) -> Option<&[String]> {
        rng.choice(self.lists.get(list)?).map(Vec::as_slice)
    }

    /// The first column of a row of a list.
    pub(super) fn word(&self, list: &str, rng: &mut Rng) -> Option<&str> {
        self.row(list, rng)?.first().map(String::as_str)
    }

    /// The rows of a list.
    pub(super) fn rows(&self, list: &str) -> &[Vec<String>] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// A value that some record of a type has for a member.
    pub(super) fn value(&self, member: &str, kind: &str, rng: &mut Rng) -> Option<Value> {
        rng.choice(self.values.get(&(member.to_owned(), kind.to_owned()))?).cloned()
    }
}
