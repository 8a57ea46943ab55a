//! Folders -> collections.

use std::collections::{BTreeMap, BTreeSet};

use super::library::{Collection, Part};

/// What is in which folder.
#[derive(Default)]
pub(super) struct Folders(BTreeMap<String, BTreeSet<Part>>);

impl Folders {
    pub(super) fn add(&mut self, folder: &str, part: Part) {
        self.0.entry(folder.to_owned()).or_default().insert(part);
    }

    /// The folders as collections, without those that all of them stand in.
    pub(super) fn collections(self) -> Vec<Collection> {
        let shared = self.shared();
        let mut all: BTreeMap<String, BTreeSet<Part>> = BTreeMap::new();
        for (folder, parts) in self.0 {
            let path = folder.get(shared..).unwrap_or_default();
            if path.is_empty() {
                continue;
            }
            all.entry(path.to_owned()).or_default().extend(parts);
            let mut child = path;
            // Folders above it exist as well, and have it as a part.
            while let Some((parent, _)) = child.rsplit_once('/') {
                let part = Part::Collection(child.to_owned());
                if !all.entry(parent.to_owned()).or_default().insert(part) {
                    break;
                }
                child = parent;
            }
        }
        all.into_iter()
            .map(|(path, parts)| {
                let title = path.rsplit('/').next().unwrap_or_default().to_owned();
                Collection { title, parts: parts.into_iter().collect(), path }
            })
            .collect()
    }

    /// How many bytes of every path name folders that all notes share.
    ///
    /// A folder that has notes itself is not left out, for else they would be in none.
    fn shared(&self) -> usize {
        let mut folders = self.0.keys();
        let Some(first) = folders.next() else { return 0 };
        // The folders are sorted, so the first and the last differ most.
        let last = folders.next_back().unwrap_or(first);
        let mut shared = 0;
        for (at, _) in first.match_indices('/') {
            if last.get(..=at) != first.get(..=at) {
                break;
            }
            shared = at + 1;
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Collections of notes in these folders: path, number of parts.
    fn check(folders: &[&str], expected: &[(&str, usize)]) {
        let mut all = Folders::default();
        for (at, folder) in folders.iter().enumerate() {
            all.add(folder, Part::Work(at.to_string()));
        }
        let collections = all.collections();
        let found = collections.iter().map(|one| (one.path.as_str(), one.parts.len()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{folders:?}");
    }

    #[test]
    fn folders_that_all_share_are_left_out() {
        check(&["a/b/X", "a/b/Y"], &[("X", 1), ("Y", 1)]);
        check(&["a/b/X", "a/b/X"], &[("X", 2)]);
        check(&["a/b", "a/b/X"], &[("b", 2), ("b/X", 1)]);
        check(&["a/bc", "a/bd"], &[("bc", 1), ("bd", 1)]);
        check(&["", "X"], &[("X", 1)]);
        check(&[""], &[]);
        check(&["a/b/c", "d"], &[("a", 1), ("a/b", 1), ("a/b/c", 1), ("d", 1)]);
    }

    #[test]
    fn a_deep_folder_costs_its_length() {
        let deep = format!("x{}", "/a".repeat(3_000));
        let mut all = Folders::default();
        (0..3_000).for_each(|at| all.add(&format!("{deep}/{at}"), Part::Work(at.to_string())));
        all.add("y", Part::Work("y".to_owned()));
        assert_eq!(all.collections().len(), 3_001 + 3_000 + 1);
    }
}
