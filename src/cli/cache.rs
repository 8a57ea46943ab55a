//! Answers of registries on disk, a file a DOI.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use crate::model::Doi;
use crate::online::{Answer, Registry};

/// How long an answer is good.
const FOUND: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long it is believed that a DOI is not known: registries learn of new ones within days.
const UNKNOWN: Duration = Duration::from_secs(24 * 60 * 60);

/// The largest file that is read; an answer is smaller.
const LARGEST: u64 = 16 << 20;

/// Where answers are kept.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// What a file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    doi: String,
    /// Seconds since 1970.
    asked: u64,
    /// None for a DOI that no registry knows.
    answer: Option<KeptAnswer>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptAnswer {
    registry: String,
    url: String,
    body: String,
}

impl Cache {
    /// The user's cache; none for a user without a home.
    pub(super) fn of_user() -> Option<Self> {
        let folder = etcetera::choose_base_strategy().ok()?.cache_dir();
        Some(Self { folder: folder.join("florilege").join("doi") })
    }

    /// What was answered, unless it is too old or is no file of ours.
    pub(super) fn get(&self, doi: &Doi) -> Option<Option<Answer>> {
        let path = self.path(doi);
        if fs::metadata(&path).ok()?.len() > LARGEST {
            return None;
        }
        let kept: Kept = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let age = Duration::from_secs(now().checked_sub(kept.asked)?);
        let good = if kept.answer.is_some() { FOUND } else { UNKNOWN };
        if age > good || !kept.doi.eq_ignore_ascii_case(doi.as_str()) {
            return None;
        }
        let Some(KeptAnswer { registry, url, body }) = kept.answer else { return Some(None) };
        let registry = Registry::ALL.into_iter().find(|known| known.name() == registry)?;
        Some(Some(Answer { registry, url, body }))
    }

    /// Keeps an answer. The file appears whole or not at all.
    pub(super) fn put(&self, doi: &Doi, answer: Option<&Answer>) -> io::Result<()> {
        let answer = answer.map(|answer| KeptAnswer {
            registry: answer.registry.name().to_owned(),
            url: answer.url.clone(),
            body: answer.body.clone(),
        });
        let kept = Kept { doi: doi.as_str().to_owned(), asked: now(), answer };
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        serde_json::to_writer(&mut file, &kept)?;
        file.flush()?;
        file.persist(self.path(doi)).map_err(|error| error.error)?;
        Ok(())
    }

    /// The file of a DOI: what can be read of it, and a number that tells it from all others.
    fn path(&self, doi: &Doi) -> PathBuf {
        let doi = doi.as_str().to_lowercase();
        let mut hasher = DefaultHasher::new();
        doi.hash(&mut hasher);
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let readable: String = doi.chars().take(60).map(plain).collect();
        self.folder.join(format!("{readable}-{:016x}.json", hasher.finish()))
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_for_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: folder.path().join("doi") };
        let doi = |text: &str| Doi::parse(text).unwrap();
        let answer = Answer {
            registry: Registry::Datacite,
            url: "https://example.org".to_owned(),
            body: "{}".to_owned(),
        };
        assert_eq!(cache.get(&doi("10.1234/a")), None);
        cache.put(&doi("10.1234/a"), Some(&answer)).unwrap();
        cache.put(&doi("10.1234/b"), None).unwrap();
        assert_eq!(cache.get(&doi("10.1234/A")), Some(Some(answer)));
        assert_eq!(cache.get(&doi("10.1234/b")), Some(None));
        // Two days later only what was found is good; what is no file of ours never is.
        let path = cache.path(&doi("10.1234/b"));
        let older = |path: &PathBuf, days: u64| {
            let mut kept: Kept = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
            kept.asked -= days * 24 * 60 * 60;
            fs::write(path, serde_json::to_vec(&kept).unwrap()).unwrap();
        };
        older(&path, 2);
        assert_eq!(cache.get(&doi("10.1234/b")), None);
        let path = cache.path(&doi("10.1234/a"));
        older(&path, 2);
        assert!(cache.get(&doi("10.1234/a")).is_some());
        older(&path, 40);
        assert_eq!(cache.get(&doi("10.1234/a")), None);
        fs::write(&path, "{\"doi\":\"10.1234/a\",\"as").unwrap();
        assert_eq!(cache.get(&doi("10.1234/a")), None);
    }

    #[test]
    fn every_doi_has_a_file_name() {
        let cache = Cache { folder: PathBuf::from("/c") };
        let long = format!("10.1234/../{}é", "x".repeat(2_000));
        let path = cache.path(&Doi::parse(&long).unwrap());
        assert_eq!(path.parent(), Some(std::path::Path::new("/c")));
        assert!(path.file_name().unwrap().len() < 100);
    }
}
