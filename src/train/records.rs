//! Records such as libraries hold, made of facts at random.

use fastrand::Rng;
use serde_json::{Value, json};

use super::facts::{Facts, Record};
use super::people;

/// Types with their share in ten thousand, about as reference managers hold them.
const KINDS: &[(&str, u32)] = &[
    ("article-journal", 3300),
    ("book", 1900),
    ("chapter", 700),
    ("paper-conference", 600),
    ("article-newspaper", 560),
    ("report", 450),
    ("article-magazine", 320),
    ("webpage", 300),
    ("article", 270),
    ("thesis", 270),
    ("post-weblog", 250),
    ("entry-encyclopedia", 140),
    ("motion_picture", 140),
    ("document", 130),
    ("broadcast", 110),
    ("patent", 110),
    ("dataset", 90),
    ("software", 90),
    ("manuscript", 90),
    ("speech", 70),
    ("graphic", 60),
    ("song", 50),
    ("post", 50),
    ("entry-dictionary", 40),
    ("interview", 30),
    ("map", 30),
    ("legislation", 25),
    ("legal_case", 25),
    ("standard", 25),
    ("bill", 15),
    ("personal_communication", 15),
    ("review", 15),
    ("hearing", 10),
];

/// Sections of newspapers.
const SECTIONS: [&str; 48] = [
    "Opinion",
    "World",
    "Business",
    "Politics",
    "Science",
    "Sport",
    "Sports",
    "Technology",
    "Arts",
    "Books",
    "Culture",
    "Travel",
    "Style",
    "Health",
    "Education",
    "News",
    "US news",
    "UK news",
    "Environment",
    "Magazine",
    "International",
    "Economy",
    "Local",
    "Metro",
    "Features",
    "Life and Style",
    "Media",
    "Money",
    "Food",
    "Fashion",
    "Politik",
    "Wirtschaft",
    "Feuilleton",
    "Panorama",
    "Kultur",
    "Wissen",
    "Debatte",
    "Gesellschaft",
    "Société",
    "Économie",
    "Monde",
    "Idées",
    "Política",
    "Sociedad",
    "Internacional",
    "Economía",
    "Mundo",
    "Sverige",
];

/// Editions as title pages name them.
const EDITIONS: [&str; 36] = [
    "First edition",
    "Second edition",
    "Third edition",
    "Fourth edition",
    "Fifth edition",
    "Seventh Edition",
    "Revised edition",
    "Rev. ed.",
    "1st ed",
    "2nd ed.",
    "3rd ed",
    "First American edition",
    "1st paperback ed",
    "Electronic ed.",
    "Reprint",
    "International ed",
    "New ed",
    "Student edition",
    "Updated edition",
    "Large print ed",
    "1. Aufl",
    "2., überarb. Aufl.",
    "3., neu bearbeitete Auflage",
    "Neuausgabe",
    "Originalausgabe",
    "Dt. Erstausg.",
    "2e éd.",
    "Nouvelle édition",
    "Édition revue et augmentée",
    "2a ed.",
    "1. ed",
    "Ed. rev.",
    "Seconda edizione",
    "Ny utg.",
    "Wyd. 2",
    "Изд. 2-е",
];

/// Makes a record.
pub(super) fn make(facts: &Facts, rng: &mut Rng) -> Record {
    let kind = pick_kind(rng);
    let mut record = facts.record(kind, rng);
    record.insert("type".to_owned(), json!(kind));
    let mut maker = Maker { facts, rng, kind, record };
    maker.complete();
    maker.record.insert("id".to_owned(), json!("made"));
    maker.record
}

fn pick_kind(rng: &mut Rng) -> &'static str {
    let total = KINDS.iter().map(|(_, share)| share).sum();
    let mut left = rng.u32(0..total);
    for (kind, share) in KINDS {
        if left < *share {
            return kind;
        }
        left -= share;
    }
    "article-journal"
}

struct Maker<'a> {
    facts: &'a Facts,
    rng: &'a mut Rng,
    kind: &'static str,
    record: Record,
}

impl Maker<'_> {
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    fn set(&mut self, member: &str, value: impl Into<Value>) {
        self.record.insert(member.to_owned(), value.into());
    }

    fn has(&self, member: &str) -> bool {
        self.record.contains_key(member)
    }

    /// Sets a member with a chance, drops it otherwise.
    fn maybe(
        &mut self,
        member: &str,
        percent: u32,
        value: impl FnOnce(&mut Self) -> Option<Value>,
    ) {
        if self.chance(percent) {
            if let Some(value) = value(self) {
                self.set(member, value);
            }
        } else {
            self.record.remove(member);
        }
    }

    /// A value of a list's first column.
    fn word(&mut self, list: &str) -> Option<Value> {
        self.facts.word(list, self.rng).map(|word| json!(word))
    }

    fn complete(&mut self) {
        self.title();
        self.names();
        self.date();
        match self.kind {
            "article-journal" | "review" => self.journal(),
            "article-magazine" | "article-newspaper" => self.press(),
            "book" | "periodical" => self.book(),
            "chapter" | "entry-encyclopedia" | "entry-dictionary" => self.chapter(),
            "paper-conference" | "speech" => self.conference(),
            "webpage" | "post-weblog" | "post" | "document" => self.web_page(),
            "report" | "standard" => self.report(),
            "thesis" => self.thesis(),
            "article" | "manuscript" => self.preprint(),
            "motion_picture" | "broadcast" | "song" | "interview" => self.film(),
            "software" | "dataset" => self.data(),
            "patent" => self.patent(),
            _ => self.other(),
        }
        self.addresses();
        self.rarities();
        if self.chance(45) {
            if !self.has("language") {
                self.set("language", "en");
            }
        } else {
            self.record.remove("language");
        }
    }

    fn title(&mut self) {
        let list = match self.kind {
            "article-newspaper" | "article-magazine" => "titles-news",
            "webpage" | "post-weblog" | "post" => "titles-web",
            "motion_picture" | "broadcast" | "song" => "titles-film",
            "report" | "standard" => "titles-report",
            "thesis" => "titles-thesis",
            "software" | "dataset" => "titles-data",
            "patent" | "bill" | "legislation" | "legal_case" | "hearing" => "titles-legal",
            _ => "",
        };
        if self.has("title") && self.chance(55) {
            return;
        }
        // The list of laws and patents begins with their kind.
        let column = usize::from(list == "titles-legal");
        let row = self.facts.row(list, self.rng).and_then(|row| row.get(column));
        let title = match row {
            Some(title) if !self.has("title") || self.chance(60) => Some(title.to_owned()),
            _ if self.chance(30) => self.foreign_title(),
            _ => self.borrowed_title(),
        };
        if let Some(title) = title {
            self.record.remove("title-short");
            self.set("title", title);
        }
    }

    fn foreign_title(&mut self) -> Option<String> {
        const LANGUAGES: [&str; 15] = [
            "de", "fr", "es", "pt", "it", "nl", "sv", "da", "pl", "cs", "ru", "zh", "ja", "ko",
            "tr",
        ];
        // East Asian languages last: they are rarer.
        let count = if self.chance(85) { 11 } else { LANGUAGES.len() };
        let language = LANGUAGES[self.rng.usize(0..count)];
        let title = self.facts.word(&format!("titles-{language}"), self.rng)?.to_owned();
        self.set("language", language);
        Some(title)
    }

    /// A title of another record, perhaps with the subtitle of a third.
    fn borrowed_title(&mut self) -> Option<String> {
        let kind = match self.rng.u32(0..10) {
            0..=4 => self.kind,
            5..=7 => "article-journal",
            8 => "book",
            _ => "chapter",
        };
        let title = self.facts.value("title", kind, self.rng)?;
        let mut title = title.as_str()?.to_owned();
        if self.chance(25)
            && let Some(other) = self.facts.value("title", "article-journal", self.rng)
            && let Some(other) = other.as_str()
        {
            let head = title
                .split(": ")
                .next()
                .unwrap_or(&title)
                .trim_end_matches(['.', '?', '!'])
                .to_owned();
            let tail = other.split_once(": ").map_or(other, |(_, tail)| tail);
            title = format!("{head}: {tail}");
        }
        if self.chance(3) {
            title.push('?');
        }
        // Numbers, years and names within titles are what is taken for something else.
        if self.chance(8) {
            let (year, number) = (self.rng.u32(1500..2025), self.rng.u32(2..400));
            let later = year + self.rng.u32(1..60);
            let ends = [
                format!(" ({year}–{later})"),
                format!(", {year}-{later}"),
                format!(" in {year}"),
                format!(" {year}"),
                format!(": Vol. {}", number % 9 + 1),
                format!(", No. {number}"),
                format!(" (Part {})", number % 5 + 1),
                format!(" [{number}]"),
                format!(", {number} pages"),
                " (Review)".to_owned(),
            ];
            title += self.rng.choice(&ends).map_or("", String::as_str);
        }
        Some(title)
    }

    fn names(&mut self) {
        let culture = self.culture();
        for role in ["author", "editor", "translator"] {
            if self.has(role) && self.chance(60) {
                let names = people::list(self.facts, culture, self.rng);
                self.set(role, names);
            }
        }
        let needs = match self.kind {
            "article-newspaper" => 75,
            "webpage" | "document" => 55,
            "motion_picture" | "broadcast" | "legislation" | "legal_case" | "bill" | "map" => 0,
            "standard" | "report" => 80,
            _ => 97,
        };
        let organisation = match self.kind {
            "report" | "standard" | "webpage" | "dataset" => 35,
            "book" | "document" | "software" => 9,
            "article-newspaper" => 6,
            _ => 4,
        };
        if !self.has("author") && self.chance(needs) {
            let names = people::list(self.facts, culture, self.rng);
            self.set("author", names);
        } else if needs < 97 && !self.chance(needs) {
            self.record.remove("author");
        }
        if self.has("author")
            && self.chance(organisation)
            && let Some(row) = self.facts.row("organisations", self.rng)
        {
            let at = usize::from(row.len() > 1 && !row[1].is_empty() && self.rng.u32(0..5) == 0);
            let name = row[at].clone();
            self.set("author", json!([{ "literal": name }]));
        }
    }

    /// People mostly write in their own language.
    fn culture(&mut self) -> &'static str {
        let language = self.record.get("language").and_then(Value::as_str).unwrap_or("en");
        let own = match language.get(..2).unwrap_or("en") {
            "de" => "de",
            "fr" => "fr",
            "es" => "es",
            "pt" => "pt",
            "it" => "it",
            "nl" => "nl",
            "sv" | "da" | "no" | "nb" => "nordic",
            "pl" | "cs" => "slavic",
            "ru" => "ru",
            "zh" => "han",
            "ko" => "hangul",
            "ja" => "kana-kanji",
            "tr" => "turkish",
            _ => return people::culture(self.rng),
        };
        if self.chance(80) { own } else { people::culture(self.rng) }
    }

    fn date(&mut self) {
        let dated = matches!(
            self.kind,
            "article-newspaper"
                | "article-magazine"
                | "webpage"
                | "post-weblog"
                | "post"
                | "broadcast"
                | "speech"
        );
        let is_kept = self.has("issued") && self.chance(45);
        let missing = if matches!(self.kind, "webpage" | "document") { 22 } else { 2 };
        if self.chance(missing) {
            self.record.remove("issued");
        } else if !is_kept || (dated && self.chance(80)) {
            let (month, day) = if dated { (92, 88) } else { (50, 45) };
            let date = self.random_date(month, day);
            self.set("issued", date);
        }
        if self.kind == "book" && self.chance(4) {
            let year = self.rng.u32(1600..1950);
            self.set("original-date", json!({ "date-parts": [[year]] }));
        }
    }

    fn random_date(&mut self, month: u32, day: u32) -> Value {
        let year = match self.rng.u32(0..20) {
            0 => self.rng.u32(1750..1930),
            1 | 2 => self.rng.u32(1930..1975),
            3..=6 => self.rng.u32(1975..2003),
            _ => self.rng.u32(2003..2026),
        };
        let mut parts = vec![json!(year)];
        if self.chance(month) {
            parts.push(json!(self.rng.u32(1..13)));
            if self.chance(day) {
                parts.push(json!(self.rng.u32(1..29)));
            }
        }
        json!({ "date-parts": [parts] })
    }

    fn journal(&mut self) {
        if !self.has("container-title") || self.chance(45) {
            match self.facts.row("journals", self.rng) {
                Some(row) => {
                    let (full, short) = (row[0].clone(), row.get(1).cloned().unwrap_or_default());
                    self.set("container-title", full);
                    self.record.remove("container-title-short");
                    if !short.is_empty() && self.chance(55) {
                        self.set("container-title-short", short);
                    }
                }
                None => {
                    if let Some(value) = self.facts.value("container-title", self.kind, self.rng) {
                        self.set("container-title", value);
                    }
                }
            }
        }
        self.record.remove("publisher");
        if self.chance(60) || !self.has("volume") {
            self.maybe("volume", 93, |m| Some(json!(m.volume())));
            self.maybe("issue", 68, |m| Some(json!(m.issue())));
            self.maybe("page", 90, |m| Some(json!(m.page())));
        }
        if self.chance(6) {
            self.record.remove("volume");
        }
        self.maybe("status", 2, |m| {
            m.rng
                .choice(["ahead of print", "forthcoming", "in press", "Advance online publication"])
                .map(|s| json!(s))
        });
        if self.chance(12) {
            let publisher = self.facts.value("publisher", "book", self.rng);
            publisher.into_iter().for_each(|publisher| self.set("publisher", publisher));
        }
        self.maybe("ISSN", 30, |m| {
            Some(json!(format!(
                "{:04}-{:03}{}",
                m.rng.u32(10..2800),
                m.rng.u32(0..1000),
                m.rng.u32(0..10)
            )))
        });
        self.maybe("PMID", 10, |m| Some(json!(m.rng.u32(1_000_000..39_000_000).to_string())));
        self.maybe("PMCID", 5, |m| Some(json!(format!("PMC{}", m.rng.u32(100_000..9_900_000)))));
    }

    fn volume(&mut self) -> String {
        match self.rng.u32(0..40) {
            0 => self.rng.u32(1990..2025).to_string(),
            1 => roman(self.rng.u32(1..60)),
            2 => {
                let first = self.rng.u32(1..60);
                format!("{first}-{}", first + 1)
            }
            3 => format!(
                "{}{}",
                ['A', 'B', 'C', 'D', 'E'][self.rng.usize(0..5)],
                self.rng.u32(1..90)
            ),
            4 => format!(
                "abs/{:02}{:02}.{:05}",
                self.rng.u32(8..24),
                self.rng.u32(1..13),
                self.rng.u32(0..20000)
            ),
            5..=25 => self.rng.u32(1..70).to_string(),
            _ => self.rng.u32(1..600).to_string(),
        }
    }

    fn issue(&mut self) -> String {
        match self.rng.u32(0..40) {
            0 => format!("Suppl {}", self.rng.u32(1..5)),
            1 => format!("S{}", self.rng.u32(1..9)),
            2 | 3 => {
                let first = self.rng.u32(1..12);
                format!("{first}-{}", first + 1)
            }
            4 => "Special Issue".to_owned(),
            5 => self.rng.u32(1000..7900).to_string(),
            6 => format!("{} Suppl", self.rng.u32(1..13)),
            _ => self.rng.u32(1..13).to_string(),
        }
    }

    fn page(&mut self) -> String {
        let first = match self.rng.u32(0..4) {
            0 => self.rng.u32(1..100),
            1 | 2 => self.rng.u32(100..999),
            _ => self.rng.u32(1000..9999),
        };
        let last = first + self.rng.u32(1..38);
        let dash = if self.chance(70) { '-' } else { '–' };
        match self.rng.u32(0..30) {
            0..=1 => format!("e{}", self.rng.u32(1000..9_999_999)),
            2 => format!("S{first}{dash}S{last}"),
            3 => format!("{}{first}{dash}{}{last}", 'E', 'E'),
            4..=6 => first.to_string(),
            7 => format!("{:05}", self.rng.u32(1000..99999)),
            8 => self.rng.u32(100_000..999_999).to_string(),
            9 => format!(
                "{}{dash}{}",
                roman(first % 40 + 1).to_lowercase(),
                roman(first % 40 + 9).to_lowercase()
            ),
            10 => format!("{first}{dash}{last}, {}", last + 30),
            11 => format!("{}:{}{dash}{}:{}", first % 60 + 1, 1, first % 60 + 1, last % 40 + 2),
            12 => format!("{first}{dash}{}", last % 100),
            _ => format!("{first}{dash}{last}"),
        }
    }

    fn press(&mut self) {
        let list = "newspapers";
        if (!self.has("container-title") || self.chance(70))
            && let Some(word) = self.word(list)
        {
            self.set("container-title", word);
        }
        self.record.remove("publisher");
        let magazine = self.kind == "article-magazine";
        self.maybe("volume", if magazine { 22 } else { 4 }, |m| Some(json!(m.volume())));
        self.maybe("issue", if magazine { 40 } else { 6 }, |m| Some(json!(m.issue())));
        self.maybe("page", if magazine { 28 } else { 10 }, |m| {
            let section = ['A', 'B', 'C', 'D'][m.rng.usize(0..4)];
            let page = m.page();
            Some(json!(if m.rng.bool() { format!("{section}{}", m.rng.u32(1..30)) } else { page }))
        });
        self.maybe("section", 50, |m| m.rng.choice(SECTIONS).map(|section| json!(section)));
        self.maybe("publisher-place", 15, |m| m.word("places"));
        self.maybe("edition", 3, |_| Some(json!("Late")));
    }

    fn publisher(&mut self, chance: u32) {
        if self.has("publisher") && self.chance(35) {
            return;
        }
        self.record.remove("publisher-place");
        if self.chance(chance) {
            match self.facts.row("publishers", self.rng) {
                Some(row) => {
                    let (name, place) = (row[0].clone(), row.get(1).cloned().unwrap_or_default());
                    self.set("publisher", name);
                    if self.chance(55) {
                        let place = if self.chance(75) && !place.is_empty() {
                            Some(json!(place))
                        } else {
                            self.word("places")
                        };
                        place.into_iter().for_each(|place| self.set("publisher-place", place));
                    }
                }
                None => {
                    let value = self.facts.value("publisher", "book", self.rng);
                    value.into_iter().for_each(|value| self.set("publisher", value));
                }
            }
        } else {
            self.record.remove("publisher");
        }
    }

    fn book(&mut self) {
        self.publisher(94);
        self.maybe("edition", 14, |m| Some(json!(m.edition())));
        self.maybe("volume", 6, |m| Some(json!(m.rng.u32(1..12).to_string())));
        self.maybe("number-of-pages", 50, |m| Some(json!(m.rng.u32(80..900).to_string())));
        self.maybe("ISBN", 30, |m| Some(json!(isbn(m.rng))));
        self.series(27);
        if self.chance(17) {
            let list = people::list(self.facts, people::culture(self.rng), self.rng);
            self.set("editor", list);
            if self.chance(70) {
                self.record.remove("author");
            }
        }
        if self.chance(7) {
            let list = people::few(self.facts, people::culture(self.rng), self.rng);
            self.set("translator", list);
        }
        self.maybe("number-of-volumes", 3, |m| Some(json!(m.rng.u32(2..12).to_string())));
    }

    fn edition(&mut self) -> String {
        if self.chance(22)
            && let Some(edition) = self.rng.choice(EDITIONS)
        {
            return edition.to_owned();
        }
        match self.rng.u32(0..20) {
            0 => "Revised".to_owned(),
            1 => "First edition".to_owned(),
            2 => "Second Edition".to_owned(),
            3 => "Revised and expanded ed.".to_owned(),
            4 => format!("{}. Aufl.", self.rng.u32(2..8)),
            5 => "1st ed".to_owned(),
            6 => "3rd ed.".to_owned(),
            7 => "Reprint".to_owned(),
            8 => "New".to_owned(),
            _ => self.rng.u32(2..12).to_string(),
        }
    }

    fn series(&mut self, chance: u32) {
        if self.chance(chance) {
            let series = match self.facts.row("series", self.rng) {
                Some(row) => Some(json!(row[0])),
                None => self.facts.value("collection-title", self.kind, self.rng),
            };
            series.into_iter().for_each(|series| self.set("collection-title", series));
            self.maybe("collection-number", 60, |m| Some(json!(m.rng.u32(1..1200).to_string())));
        } else {
            self.record.remove("collection-title");
            self.record.remove("collection-number");
        }
    }

    fn chapter(&mut self) {
        if !self.has("container-title") || self.chance(40) {
            let kind = if self.chance(50) { "book" } else { "chapter" };
            let member = if kind == "book" { "title" } else { "container-title" };
            let value = self.facts.value(member, kind, self.rng);
            value.into_iter().for_each(|value| self.set("container-title", value));
        }
        self.publisher(88);
        self.editors(if self.kind == "chapter" { 78 } else { 35 });
        self.maybe("page", 80, |m| Some(json!(m.page())));
        self.maybe("volume", 9, |m| Some(json!(m.rng.u32(1..20).to_string())));
        self.maybe("edition", 8, |m| Some(json!(m.edition())));
        self.maybe("ISBN", 25, |m| Some(json!(isbn(m.rng))));
        self.series(14);
    }

    fn editors(&mut self, chance: u32) {
        if self.chance(chance) {
            if !self.has("editor") || self.chance(60) {
                let list = people::few(self.facts, people::culture(self.rng), self.rng);
                self.set("editor", list);
            }
        } else {
            self.record.remove("editor");
        }
    }

    fn conference(&mut self) {
        let row = self.facts.row("conferences", self.rng).map(<[String]>::to_vec);
        if let Some(row) = row {
            if self.kind == "paper-conference" && (!self.has("container-title") || self.chance(50))
            {
                self.set("container-title", row[0].clone());
            }
            let event = row.get(1).cloned().unwrap_or_default();
            let event_chance = if self.kind == "speech" { 85 } else { 55 };
            self.record.remove("event-title");
            if !event.is_empty() && self.chance(event_chance) {
                self.set("event-title", event);
            }
            let place = row.get(2).cloned().unwrap_or_default();
            self.record.remove("event-place");
            if !place.is_empty() && self.chance(45) {
                if self.rng.bool() {
                    self.set("publisher-place", place.clone());
                }
                self.set("event-place", place);
            }
        }
        if self.kind == "paper-conference" {
            self.publisher(62);
            self.editors(22);
            self.maybe("page", 78, |m| Some(json!(m.page())));
            self.maybe("volume", 14, |m| Some(json!(m.volume())));
            self.maybe("ISBN", 15, |m| Some(json!(isbn(m.rng))));
            self.series(18);
        } else {
            self.maybe("genre", 40, |m| m.genre());
        }
    }

    fn genre(&mut self) -> Option<Value> {
        let kind = self.kind;
        let rows: Vec<&Vec<String>> = self
            .facts
            .rows("genres")
            .iter()
            .filter(|row| row[0] == kind && row.len() > 2)
            .collect();
        match self.rng.choice(&rows) {
            Some(row) => Some(json!(row[2])),
            None => self.facts.value("genre", kind, self.rng),
        }
    }

    fn page_site(&mut self, chance: u32) {
        if (!self.has("container-title") || self.chance(75)) && self.chance(chance) {
            if let Some(row) = self.facts.row("sites", self.rng) {
                let name = row[0].clone();
                self.set("container-title", name);
            }
        } else if !self.chance(chance) {
            self.record.remove("container-title");
        }
    }

    fn web_page(&mut self) {
        self.page_site(if self.kind == "document" { 10 } else { 76 });
        self.record.remove("volume");
        self.record.remove("page");
        self.maybe("publisher", if self.kind == "document" { 40 } else { 20 }, |m| {
            let list = ["organisations", "newspapers", "platforms"][m.rng.usize(0..3)];
            m.word(list)
        });
        self.maybe("genre", 14, |m| m.genre());
        self.set("URL", Value::Null);
    }

    fn report(&mut self) {
        if self.chance(80) {
            let list = if self.chance(60) { "organisations" } else { "universities" };
            if let Some(row) = self.facts.row(list, self.rng) {
                let row = row.to_vec();
                self.set("publisher", row[0].clone());
                self.record.remove("publisher-place");
                if self.chance(45) {
                    let place = self.word("places");
                    place.into_iter().for_each(|place| self.set("publisher-place", place));
                }
            }
        }
        self.maybe("genre", 45, |m| m.genre());
        self.maybe("number", 42, |m| {
            let number = m.rng.u32(1..9999);
            let prefix =
                ["", "", "TR-", "WP/", "NBER-w", "R", "Technical Report ", "No. ", "2019-", "CRS-"];
            Some(json!(format!("{}{number}", prefix[m.rng.usize(0..prefix.len())])))
        });
        self.maybe("number-of-pages", 12, |m| Some(json!(m.rng.u32(10..400).to_string())));
        self.maybe("page", 8, |m| Some(json!(m.page())));
        self.series(18);
    }

    fn thesis(&mut self) {
        self.record.remove("container-title");
        if let Some(row) = self.facts.row("universities", self.rng) {
            let row = row.to_vec();
            self.set("publisher", row[0].clone());
            self.record.remove("publisher-place");
            if self.chance(40)
                && let Some(place) = row.get(1)
            {
                self.set("publisher-place", place.clone());
            }
        }
        self.maybe("genre", 82, |m| m.genre());
        self.maybe("number-of-pages", 15, |m| Some(json!(m.rng.u32(60..500).to_string())));
        self.maybe("archive", 8, |m| m.word("archives"));
    }

    fn preprint(&mut self) {
        let list = if self.kind == "article" { "platforms" } else { "archives" };
        let at = if self.kind == "article" { "publisher" } else { "archive" };
        self.maybe(at, 70, |m| m.word(list));
        self.maybe("number", 45, |m| {
            let number = format!(
                "{:02}{:02}.{:05}",
                m.rng.u32(7..25),
                m.rng.u32(1..13),
                m.rng.u32(0..20000)
            );
            Some(json!(if m.rng.bool() { format!("arXiv:{number}") } else { number }))
        });
        self.maybe("genre", 25, |m| m.genre());
        self.maybe("archive_location", 18, |m| {
            Some(json!(format!("Box {}, Folder {}", m.rng.u32(1..90), m.rng.u32(1..40))))
        });
        self.maybe("container-title", 8, |m| m.word("platforms"));
        self.maybe("publisher-place", 12, |m| m.word("places"));
    }

    fn film(&mut self) {
        let role = match self.kind {
            "motion_picture" | "broadcast" => "director",
            "song" => "performer",
            _ => "interviewer",
        };
        self.maybe(role, 55, |m| Some(people::few(m.facts, people::culture(m.rng), m.rng)));
        if self.kind != "interview" {
            self.maybe("author", 28, |m| Some(people::few(m.facts, people::culture(m.rng), m.rng)));
        }
        self.maybe("publisher", 65, |m| m.word("newspapers"));
        self.maybe("container-title", if self.kind == "motion_picture" { 6 } else { 50 }, |m| {
            m.word("titles-film")
        });
        self.maybe("publisher-place", 15, |m| m.word("places"));
        self.maybe("medium", 22, |m| {
            Some(json!(
                ["DVD", "Video", "Podcast", "Film", "Blu-ray", "CD", "MP3"][m.rng.usize(0..7)]
            ))
        });
        self.maybe("genre", 22, |m| m.genre());
        if matches!(self.kind, "motion_picture" | "broadcast") {
            self.maybe("script-writer", 14, |m| {
                Some(people::few(m.facts, people::culture(m.rng), m.rng))
            });
        }
        self.maybe("dimensions", 40, |m| Some(json!(m.dimensions())));
        self.maybe("number", 12, |m| Some(json!(m.rng.u32(1..30).to_string())));
        self.maybe("volume", 5, |m| Some(json!(m.rng.u32(1..9).to_string())));
    }

    fn dimensions(&mut self) -> String {
        let (hours, minutes, seconds) =
            (self.rng.u32(0..4), self.rng.u32(1..60), self.rng.u32(0..60));
        match self.rng.u32(0..6) {
            0 => format!("{hours:02}:{minutes:02}:{seconds:02}"),
            1 => format!("{} mins", hours * 60 + minutes),
            2 => format!("{hours}h{minutes}m"),
            3 => format!("{} min.", hours * 60 + minutes),
            4 => format!("{minutes} × {seconds} cm"),
            _ => format!("{minutes}:{seconds:02}"),
        }
    }

    fn data(&mut self) {
        self.maybe("publisher", 72, |m| {
            let list = if m.rng.bool() { "platforms" } else { "organisations" };
            m.word(list)
        });
        self.maybe("version", 45, |m| {
            Some(json!(format!("{}.{}", m.rng.u32(0..12), m.rng.u32(0..20))))
        });
        self.maybe("genre", 15, |m| m.genre());
        self.maybe("medium", 12, |_| Some(json!("Python")));
        self.maybe("publisher-place", 10, |m| m.word("places"));
    }

    fn patent(&mut self) {
        let number = match self.rng.u32(0..4) {
            0 => format!("US{}B2", self.rng.u32(5_000_000..11_000_000)),
            1 => format!(
                "{},{:03},{:03}",
                self.rng.u32(3..11),
                self.rng.u32(0..1000),
                self.rng.u32(0..1000)
            ),
            2 => format!("EP{}A1", self.rng.u32(100_000..3_900_000)),
            _ => format!("WO{}{:06}A1", self.rng.u32(1998..2024), self.rng.u32(1..200_000)),
        };
        self.maybe("number", 95, |_| Some(json!(number)));
        self.maybe("authority", 30, |m| {
            Some(json!(["United States", "European Patent Office", "WIPO"][m.rng.usize(0..3)]))
        });
        self.maybe("publisher-place", 20, |m| m.word("places"));
        self.maybe("submitted", 60, |m| Some(m.random_date(98, 98)));
        self.maybe("genre", 20, |m| m.genre());
    }

    fn other(&mut self) {
        self.maybe("publisher", 40, |m| m.word("organisations"));
        self.maybe("publisher-place", 25, |m| m.word("places"));
        self.maybe("genre", 30, |m| m.genre());
        self.maybe("archive", 20, |m| m.word("archives"));
        self.maybe("number", 25, |m| Some(json!(m.rng.u32(1..5000).to_string())));
        self.maybe("medium", 12, |_| Some(json!("Photograph")));
        if matches!(self.kind, "legal_case" | "legislation" | "bill" | "hearing") {
            self.maybe("container-title", 50, |m| {
                Some(json!(["U.S.C.", "F.3d", "U.S.", "Stat.", "F. Supp. 2d"][m.rng.usize(0..5)]))
            });
            self.maybe("volume", 45, |m| Some(json!(m.rng.u32(1..600).to_string())));
            self.maybe("page", 45, |m| Some(json!(m.rng.u32(1..1500).to_string())));
            self.maybe("authority", 45, |m| {
                Some(json!(
                    ["Supreme Court", "9th Cir.", "U.S. Senate", "Congress"][m.rng.usize(0..4)]
                ))
            });
        }
    }

    /// What any record may have.
    fn rarities(&mut self) {
        let contributors = match self.kind {
            "thesis" => 28,
            "motion_picture" | "broadcast" | "song" => 25,
            _ => 3,
        };
        for (role, chance) in
            [("contributor", contributors), ("collection-editor", 1), ("container-author", 1)]
        {
            self.maybe(role, chance, |m| Some(people::few(m.facts, people::culture(m.rng), m.rng)));
        }
        let review = matches!(self.kind, "article-journal" | "article-magazine" | "review");
        self.maybe("reviewed-author", if review { 2 } else { 0 }, |m| {
            Some(people::few(m.facts, people::culture(m.rng), m.rng))
        });
        self.maybe("reviewed-title", if review { 1 } else { 0 }, |m| {
            m.facts.value("title", "book", m.rng)
        });
        let kept = match self.kind {
            "manuscript" => 50,
            "book" | "chapter" | "thesis" | "motion_picture" | "graphic" | "map" => 8,
            _ => 2,
        };
        if self.has("archive") && self.chance(50) || self.chance(kept) {
            let archive = self.word("archives");
            archive.into_iter().for_each(|archive| self.set("archive", archive));
            self.maybe("archive_location", 60, |m| {
                let (a, b) = (m.rng.u32(1..900), m.rng.u32(1..60));
                let shapes = [
                    format!("Box {a}, Folder {b}"),
                    format!("MS {a}"),
                    format!("Ms. Lat. {a}, fol. {b}"),
                    format!("RG {b}, Series {a}"),
                    format!("HV{a}.{b}"),
                    format!("{a}/{b}"),
                ];
                m.rng.choice(shapes).map(|shape| json!(shape))
            });
            self.maybe("call-number", 20, |m| {
                let letter = m.rng.uppercase();
                Some(json!(format!("{letter}{letter}{}.{}", m.rng.u32(1..900), m.rng.u32(1..90))))
            });
        }
        self.maybe("source", 30, |m| m.word("platforms"));
        self.maybe("original-title", 1, |m| m.facts.value("title", "book", m.rng));
    }

    fn addresses(&mut self) {
        let (doi, url) = match self.kind {
            "article-journal" => (62, 60),
            "chapter" | "paper-conference" => (42, 62),
            "book" => (7, 38),
            "article" | "dataset" => (52, 75),
            "webpage" | "post-weblog" | "post" => (1, 96),
            "article-newspaper" | "article-magazine" => (1, 88),
            "report" | "thesis" | "document" => (7, 78),
            "review" => (40, 20),
            _ => (2, 62),
        };
        if !self.has("DOI") || self.chance(60) {
            self.maybe("DOI", doi, |m| {
                let doi = m.doi();
                // Some libraries keep the whole link.
                Some(json!(if m.chance(2) { format!("https://doi.org/{doi}") } else { doi }))
            });
        }
        if !self.has("URL") || self.record.get("URL") == Some(&Value::Null) || self.chance(50) {
            self.maybe("URL", url, |m| Some(json!(m.url())));
        }
        let accessed = if self.has("URL") { 55 } else { 4 };
        self.maybe("accessed", accessed, |m| Some(m.random_date(97, 97)));
        if self.record.get("URL") == Some(&Value::Null) {
            self.record.remove("URL");
        }
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| self.rng.lowercase()).collect()
    }

    fn doi(&mut self) -> String {
        let registrant = [
            "1016", "1007", "1038", "1093", "1177", "1111", "1080", "1371", "3390", "1145", "1109",
            "1017", "1103", "2307", "1126", "1186", "3389", "4324", "1002", "1021", "1353", "5281",
            "48550",
        ];
        let registrant = registrant[self.rng.usize(0..registrant.len())];
        let (year, n) = (self.rng.u32(1990..2025), self.rng.u32(1..99999));
        let short = self.letters(5);
        match self.rng.u32(0..9) {
            0 => format!("10.1016/j.{short}.{year}.{:02}.{:03}", n % 13, n % 1000),
            1 => format!("10.1007/s{:05}-{:03}-{:04}-{}", n, n % 30, n % 9999, n % 10),
            2 => format!("10.1007/978-3-{:03}-{:05}-{}_{}", n % 1000, n, n % 10, n % 40),
            3 => format!("10.{registrant}/{short}.{n}"),
            4 => format!("10.{registrant}/{}", self.rng.u32(1_000_000..30_000_000)),
            5 => format!("10.{registrant}/{}/{short}{:03}", short.to_uppercase(), n % 1000),
            6 => format!(
                "10.{registrant}/{:04}-{:04}({:02}){:05}-{}",
                n % 3000,
                n % 10000,
                n % 100,
                n,
                n % 10
            ),
            7 => format!("10.{registrant}/journal.p{short}.{:07}", n),
            _ => format!("10.{registrant}/{n}.{year}.{}", self.rng.u32(1_000_000..9_999_999)),
        }
    }

    fn url(&mut self) -> String {
        if self.chance(35)
            && let Some(url) = self.facts.value("URL", self.kind, self.rng)
            && let Some(url) = url.as_str()
        {
            return url.to_owned();
        }
        let domain = match self.facts.row("sites", self.rng) {
            Some(row) if row.len() > 1 => row[1].clone(),
            _ => "www.example.org".to_owned(),
        };
        let words: Vec<String> = (0..self.rng.usize(1..7))
            .map(|_| {
                let length = self.rng.usize(2..10);
                self.letters(length)
            })
            .collect();
        let (year, month, day) =
            (self.rng.u32(2001..2026), self.rng.u32(1..13), self.rng.u32(1..29));
        let scheme = if self.chance(80) { "https://" } else { "http://" };
        let slug = words.join("-");
        match self.rng.u32(0..8) {
            0 => format!("{scheme}{domain}/"),
            1 => format!("{scheme}{domain}/{year}/{month:02}/{day:02}/{slug}.html"),
            2 => format!("{scheme}{domain}/{slug}"),
            3 => format!("{scheme}{domain}/{}/{}.pdf", words[0], slug),
            4 => format!("{scheme}{domain}/{}?id={}&lang=en", words[0], self.rng.u32(1..99999)),
            5 => format!("{scheme}www.jstor.org/stable/{}", self.rng.u32(100_000..90_000_000)),
            6 => {
                format!("{scheme}{domain}/{}/{year}/{slug}/{}", words[0], self.rng.u32(1..999_999))
            }
            _ => format!("{scheme}{domain}"),
        }
    }
}

fn isbn(rng: &mut Rng) -> String {
    format!(
        "978-{}-{:02}-{:06}-{}",
        rng.u32(0..4),
        rng.u32(0..99),
        rng.u32(0..999_999),
        rng.u32(0..10)
    )
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}
