//! The registries of DOIs, played by a server on this machine. No test asks any other address.
#![cfg(feature = "online")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use florilege::model::{Doi, StandardVariable};
use florilege::online::{Bases, Client, Failure, Policy, Reason, Registry};
use florilege::source::Source;

mod common;

/// What the server does with a request.
enum Reply {
    /// Status line and headers without the length, and a body.
    Whole(&'static str, String),
    /// The bytes as they are, then the connection ends.
    Raw(Vec<u8>),
    /// A body that comes a byte at a time and has no end.
    Trickle,
}

/// A server and what it was asked: request lines and user agents.
struct Server {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves each request by its target and its number.
    fn start(reply: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, reply) = (Arc::clone(&asked), Arc::new(reply));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, reply) = (Arc::clone(&log), Arc::clone(&reply));
                std::thread::spawn(move || serve(&stream, &log, &*reply));
            }
        });
        Self { base, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn client(&self) -> Client {
        let policy = Policy {
            most_per_second: 1_000,
            pause: Duration::from_millis(1),
            longest_pause: Duration::from_secs(2),
            connect: Duration::from_secs(5),
            whole: Duration::from_millis(1_500),
            most_bytes: 10_000,
            ..Policy::default()
        };
        Client::new(Bases::new(&self.base, &self.base).unwrap(), None, policy)
    }
}

fn serve(stream: &TcpStream, log: &Mutex<Vec<String>>, reply: &dyn Fn(&str, usize) -> Reply) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let agent = headers.iter().find(|line| line.to_lowercase().starts_with("user-agent:"));
    let number = {
        let mut log = log.lock().unwrap();
        log.push(format!("{first} {}", agent.map_or("", String::as_str)));
        log.len()
    };
    let mut stream = stream;
    let target = first.split(' ').nth(1).unwrap_or_default();
    // The client may have gone away, which is what some of the tests are about.
    let _ = match reply(target, number) {
        Reply::Whole(head, body) => {
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )
        }
        Reply::Raw(bytes) => stream.write_all(&bytes),
        Reply::Trickle => {
            let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
            let mut sent = stream.write_all(head);
            while sent.is_ok() {
                std::thread::sleep(Duration::from_millis(20));
                sent = stream.write_all(b" ");
            }
            sent
        }
    };
}

fn doi() -> Doi {
    Doi::parse("10.1038/171737a0").unwrap()
}

/// A work in Crossref's form.
fn work(doi: &str, members: &str) -> String {
    format!(
        r#"{{"status":"ok","message-type":"work","message":{{"DOI":"{doi}","type":"journal-article",{members}}}}}"#
    )
}

/// Asks once, and compares what comes of it and how many requests it took.
fn check(
    reply: impl Fn(&str, usize) -> Reply + Send + Sync + 'static,
    expected: &Result<Option<Registry>, Reason>,
    requests: usize,
) {
    let server = Server::start(reply);
    let answer = server.client().look_up(&doi());
    let registry = answer.map(|found| found.map(|answer| answer.registry));
    assert_eq!(&registry.map_err(|Failure { reason, .. }| reason), expected);
    assert_eq!(server.asked().len(), requests, "{:?}", server.asked());
}

#[test]
fn datacite_is_asked_about_what_crossref_does_not_know() {
    let found = |_: &str, _| Reply::Whole("200 OK", "{}".to_owned());
    check(found, &Ok(Some(Registry::Crossref)), 1);
    let only_datacite = |target: &str, _| match target.starts_with("/dois/") {
        true => Reply::Whole("200 OK", "{}".to_owned()),
        false => Reply::Whole("404 Not Found", "Resource not found.".to_owned()),
    };
    check(only_datacite, &Ok(Some(Registry::Datacite)), 2);
    check(|_, _| Reply::Whole("404 Not Found", String::new()), &Ok(None), 2);
}

#[test]
fn a_registry_that_is_busy_is_asked_again_after_a_pause() {
    let busy = |head: &'static str| move |_: &str, _| Reply::Whole(head, String::new());
    check(busy("500 Internal Server Error"), &Err(Reason::Status(500)), 3);
    check(busy("403 Forbidden"), &Err(Reason::Status(403)), 1);
    check(busy("429 Too Many Requests\r\nretry-after: 3600"), &Err(Reason::Busy(3600)), 1);
    let soon = |_: &str, number| match number {
        1 => Reply::Whole("429 Too Many Requests\r\nretry-after: 0", String::new()),
        2 => Reply::Whole("503 Service Unavailable", String::new()),
        _ => Reply::Whole(
            "200 OK\r\nx-rate-limit-limit: 50\r\nx-rate-limit-interval: 1s",
            "{}".to_owned(),
        ),
    };
    check(soon, &Ok(Some(Registry::Crossref)), 3);
}

#[test]
fn an_answer_costs_no_more_than_its_limits() {
    let start = Instant::now();
    check(|_, _| Reply::Trickle, &Err(Reason::Timeout), 1);
    assert!(start.elapsed() < Duration::from_secs(10));
    let large = |_: &str, _| Reply::Whole("200 OK", " ".repeat(20_000));
    check(large, &Err(Reason::TooLarge(10_000)), 1);
    let binary =
        |_: &str, _| Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe".to_vec());
    check(binary, &Err(Reason::NotText), 1);
}

#[test]
fn an_answer_leads_nowhere_else() {
    let away = |location: &'static str| {
        let head: &'static str = format!("302 Found\r\nlocation: {location}").leak();
        move |_: &str, _| Reply::Whole(head, String::new())
    };
    for location in ["http://example.org/works/x", "//example.org/", "https://example.org/", ""] {
        check(away(location), &Err(Reason::Redirect(location.to_owned())), 1);
    }
    check(away("/works/10.1234/b"), &Err(Reason::Redirect("/works/10.1234/b".to_owned())), 4);
    let moved = |target: &str, _| match target {
        "/works/new" => Reply::Whole("200 OK", "{}".to_owned()),
        _ => Reply::Whole("301 Moved Permanently\r\nlocation: /works/new", String::new()),
    };
    check(moved, &Ok(Some(Registry::Crossref)), 2);
}

#[test]
fn what_is_no_answer_is_told() {
    for bytes in
        [&b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"mess"[..], b"nonsense\r\n\r\n", b""]
    {
        let server = Server::start(|_, _| Reply::Raw(bytes.to_vec()));
        let failure = server.client().look_up(&doi()).unwrap_err();
        assert!(matches!(failure.reason, Reason::Unreachable(_)), "{failure}");
        assert_eq!(server.asked().len(), 3);
    }
    // Nobody listens.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = format!("http://{closed}");
    let policy = Policy { pause: Duration::ZERO, ..Policy::default() };
    let mut client = Client::new(Bases::new(&base, &base).unwrap(), None, policy);
    assert!(matches!(client.look_up(&doi()).unwrap_err().reason, Reason::Unreachable(_)));
    // A server without TLS is no registry.
    let server = Server::start(|_, _| Reply::Raw(b"HTTP/1.1 200 OK\r\n\r\n{}".to_vec()));
    let base = server.base.replace("http://", "https://");
    let mut client = Client::new(Bases::new(&base, &base).unwrap(), None, policy);
    assert!(matches!(client.look_up(&doi()).unwrap_err().reason, Reason::Unreachable(_)));
    for text in ["<!DOCTYPE html><title>Down</title>", "{\"status\":\"ok\",\"mess"] {
        for registry in Registry::ALL {
            assert!(registry.read(&Source::new("t", text)).is_err());
        }
    }
}

fn florilege(folder: &Path, server: &Server, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_florilege"))
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("HOME", folder)
        .env("USERPROFILE", folder)
        .env("LOCALAPPDATA", folder.join("cache"))
        .args(args)
        .args(["--online", "--crossref-at", &server.base, "--datacite-at", &server.base])
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const REFERENCES: &str = "\
Watson, J. D. et al. “Molecular Structure of Nucleic Acids.” Nature 171, no. 4356 (April 25, 1953): 737–38. https://doi.org/10.1038/171737a0.
Lømo, Terje. “The Discovery of Long-Term Potentiation.” Philosophical Transactions 358 (2003): 617–20. https://doi.org/10.1098/missing.
Buzsáki, György. “Two-Stage Model of Memory Trace Formation.” Neuroscience 31 (1989): 551–70. https://doi.org/10.1016/page.
Franklin, Rosalind E. “Molecular Configuration in Sodium Thymonucleate.” Nature 171 (1953): 740–41. https://doi.org/10.1038/other.
Roe, Max. “Sleep Data of Forty Nights.” Data 3 (2019): 1–9. https://doi.org/10.5281/zenodo.1.
";

/// The registries of the references above.
fn registries(target: &str, _: usize) -> Reply {
    let path = target.split('?').next().unwrap_or_default();
    let found = |body: String| Reply::Whole("200 OK\r\ncontent-type: application/json", body);
    match path {
        "/works/10.1038/171737a0" => found(work(
            "10.1038/171737A0",
            r#""title":["Molecular Structure of Nucleic Acids"],"author":[{"given":"James Dewey","family":"Watson"},{"given":"Francis","family":"Crick"}],"volume":"172","container-title":["Nature"],"published-print":{"date-parts":[[1953,4]]}"#,
        )),
        "/works/10.1016/page" => Reply::Whole("200 OK", "<html>Down for maintenance</html>".to_owned()),
        "/works/10.1038/other" => found(work("10.1038/another", r#""title":["Another"]"#)),
        "/dois/10.5281/zenodo.1" => found(
            r#"{"data":{"attributes":{"doi":"10.5281/zenodo.1","titles":[{"title":"Sleep data of forty nights"}],"creators":[{"name":"Roe, Maximilian"}],"publisher":"Zenodo","publicationYear":2019,"types":{"resourceTypeGeneral":"JournalArticle"}}}}"#.to_owned(),
        ),
        _ => Reply::Whole("404 Not Found", "Resource not found.".to_owned()),
    }
}

#[test]
fn records_are_completed_and_answers_kept() {
    let folder = common::scratch("online-parse");
    fs::write(folder.join("refs.txt"), REFERENCES).unwrap();
    fs::write(folder.join("florilege.toml"), "[online]\nmailto = \"jane@example.org\"\n").unwrap();
    let server = Server::start(registries);
    let args = ["parse", "refs.txt", "--to", "csl-jsonl"];
    let first = florilege(&folder, &server, &args);
    let told = stderr(&first);
    assert_eq!(first.status.code(), Some(0), "{told}");
    let items: Vec<serde_json::Value> = String::from_utf8(first.stdout.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let authors = serde_json::json!([
        {"family": "Watson", "given": "James Dewey"}, {"family": "Crick", "given": "Francis"}
    ]);
    assert_eq!(items[0]["author"], authors);
    assert_eq!(items[0]["volume"], "172");
    // What is said more exactly stays.
    assert_eq!(items[0]["issued"], serde_json::json!({"date-parts": [[1953, 4, 25]]}));
    assert_eq!(items[4]["author"][0]["given"], "Maximilian");
    // What nobody knows stays as it was printed.
    assert_eq!(items[1]["author"], serde_json::json!([{"family": "Lømo", "given": "Terje"}]));
    assert_eq!((&items[2]["volume"], &items[3]["volume"]), (&"31".into(), &"171".into()));
    for expected in [
        "online     5 DOIs: 5 asked about, 0 from the cache; 2 found, 1 not known, 2 failed",
        "`volume` of `watsonMolecularStructureNucleic1953` is `171` here, but `172` in http://127.0.0.1",
        "warning[unknown-doi]: neither Crossref nor DataCite knows the DOI `10.1098/missing`",
        "--> refs.txt:2:1",
        "warning[lookup-failed]: nothing was learnt about `10.1016/page`: Crossref cannot be understood: the answer is no JSON",
        "nothing was learnt about `10.1038/other`: Crossref cannot be understood: the answer is about another DOI",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert!(!told.contains("truncated-names"), "{told}");
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /works/10.1038/171737a0?mailto=jane@example.org HTTP/1.1"));
    assert!(asked[0].contains("florilege/") && asked[0].contains("(mailto:jane@example.org)"));

    // What was answered is not asked about again, what failed is.
    let again = florilege(&folder, &server, &args);
    assert_eq!(again.stdout, first.stdout);
    let line = "online     5 DOIs: 2 asked about, 3 from the cache; 2 found, 1 not known, 2 failed";
    assert!(stderr(&again).contains(line), "{}", stderr(&again));
    assert_eq!(server.asked().len(), asked.len() + 2);
    for option in ["--refresh", "--no-cache"] {
        let before = server.asked().len();
        let fresh = florilege(&folder, &server, &[&args[..], &[option]].concat());
        assert_eq!(fresh.stdout, first.stdout);
        assert_eq!(server.asked().len(), before + asked.len());
    }
}

#[test]
fn a_vault_is_completed_and_files_come_first() {
    let folder = common::scratch("online-export");
    let reference = REFERENCES.lines().next().unwrap();
    let note = format!("---\nBibliography: |\n  {reference}\n---\n");
    fs::create_dir_all(folder.join("vault/Sources")).unwrap();
    fs::write(folder.join("vault/Sources/watsonMolecularStructureNucleic1953.md"), note).unwrap();
    let bib = "@article{x, title={Molecular Structure of Nucleic Acids}, doi={10.1038/171737a0}, volume={173}, author={Watson, James D. and others}}";
    fs::write(folder.join("known.bib"), bib).unwrap();
    let server = Server::start(registries);
    let args = ["export", "vault", "-o", "refs.json", "--complete", "known.bib"];
    let output = florilege(&folder, &server, &args);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let json = fs::read_to_string(folder.join("refs.json")).unwrap();
    let items: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(items[0]["id"], "watsonMolecularStructureNucleic1953");
    assert_eq!(items[0]["volume"], "173");
    assert_eq!(items[0]["author"][0]["given"], "James Dewey");
    assert_eq!(items[0]["author"][1]["family"], "Crick");
    assert!(told.contains("sources    1: 1 complete"), "{told}");
    assert!(told.contains("completed  1 record\n"), "{told}");
    // Two statements that differ from each other are told of with the places of both.
    let both = "is `173` here, which was kept, but `172` in http://127.0.0.1";
    assert!(told.contains(both) && told.contains("--> known.bib:1:90"), "{told}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn after_some_failures_no_more_is_asked() {
    let folder = common::scratch("online-failures");
    fs::write(folder.join("refs.txt"), REFERENCES).unwrap();
    let server = Server::start(|_, _| Reply::Whole("403 Forbidden", String::new()));
    let output = florilege(&folder, &server, &["parse", "refs.txt", "--to", "csl-jsonl"]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 5);
    assert!(told.contains("no more was asked after 3 failures in a row: 2 DOIs left"), "{told}");
    assert!(told.contains("3 failed, 2 not asked about"), "{told}");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn no_other_address_is_asked_without_tls() {
    let folder = common::scratch("online-addresses");
    for (at, extra) in [("http://example.org", "--refresh"), ("ftp://127.0.0.1", "--no-cache")] {
        let server = Server { base: at.to_owned(), asked: Arc::default() };
        let output = florilege(&folder, &server, &["parse", "refs.txt", extra]);
        assert_eq!(output.status.code(), Some(2));
    }
    // Without a DOI nothing is asked; Policy and Bases are for other programs, too.
    let item = Registry::Crossref.read(&Source::new("t", work("10.1234/x", r#""title":["T"]"#)));
    assert_eq!(item.unwrap().text(StandardVariable::Title), Some("T"));
}
