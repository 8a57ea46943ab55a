//! Notes that no person writes: each becomes at most a finding, and its neighbours are read all the same.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it skips"
)]

use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

mod common;

/// A note that is in order, to see that it survives its neighbours.
const GOOD: &str = "\
---
{\"dg-publish\":true,\"permalink\":\"/insights/good/\"}
---

# Content
- Sleep after learning helps memory

# References
| Source | Citation Key |
| --- | --- |
| Ebbinghaus, H., 1913. Memory: A contribution to experimental psychology. Teachers College, New York. | [[Research/Evidence Sources/ebbinghausMemoryContributionExperimental1913.md\\|ebbinghausMemoryContributionExperimental1913]] |
";

#[test]
fn nothing_in_a_vault_stops_the_rest() {
    let folder = common::scratch("hostile");
    let insights = folder.join("vault/Research/Insights");
    fs::create_dir_all(&insights).unwrap();
    let cell =
        "<table><tr><td><span><a data-href=\"Research/Source Content/aB2000 - Results.md\">x</a>";
    let notes: Vec<(&str, Vec<u8>)> = vec![
        ("good", GOOD.as_bytes().to_vec()),
        ("empty", Vec::new()),
        ("invalid-utf8", b"# Content\n- M\xfcller \xff\xfe\n".to_vec()),
        ("nul", b"# Content\n- a\0b\xff\n".to_vec()),
        ("front-matter", b"---\ntitle: a: b: [c\n\t- {\n---\n# Content\n- claim\n".to_vec()),
        ("open-front-matter", b"---\ntitle: never closed\n# Content\n- claim\n".to_vec()),
        ("unclosed-table", format!("# Content\n- claim\n\n{cell}").into_bytes()),
        ("long-line", format!("# Content\n- {}\n", "word ".repeat(50_000)).into_bytes()),
        (
            "deep-tags",
            ("# Content\n- claim\n\n".to_owned() + &"<div>".repeat(100_000)).into_bytes(),
        ),
        ("deep-tables", ("# Content\n\n".to_owned() + &cell.repeat(5_000)).into_bytes()),
        ("deep-quotes", (">".repeat(100_000) + " a").into_bytes()),
        ("deep-lists", ("- ".repeat(20_000) + "a").into_bytes()),
        ("deep-brackets", ("# Content\n".to_owned() + &"[[".repeat(100_000)).into_bytes()),
        ("deep-yaml", format!("---\na: {}\n---\n", "[".repeat(100_000)).into_bytes()),
        ("alias-bomb", alias_bomb().into_bytes()),
    ];
    for (name, text) in &notes {
        fs::write(insights.join(format!("{name}.md")), text).unwrap();
    }
    // Sparse, so that it costs no disk: 100 MB of NUL.
    let huge = fs::File::create(insights.join("huge.md")).unwrap();
    huge.set_len(100 << 20).unwrap();

    let start = Instant::now();
    let output = common::export(&folder.join("vault"), &folder.join("out"));
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{messages}");
    let table = fs::read_to_string(folder.join("out/evidence.csv")).unwrap();
    assert!(table.contains("Sleep after learning helps memory"), "{messages}");
    assert!(table.contains("ebbinghausMemoryContributionExperimental1913"), "{messages}");
    for code in ["too-large", "encoding", "front-matter", "unclosed-table"] {
        assert!(messages.contains(&format!("\"code\":\"{code}\"")), "no {code} in {messages}");
    }
}

#[test]
fn every_garden_at_hand_exports() {
    let Some(gardens) = common::corpus("gardens") else { return };
    let folder = common::scratch("gardens");
    let mut seen = 0;
    for garden in fs::read_dir(gardens).unwrap() {
        let garden = garden.unwrap().path();
        let output = common::export(&garden, &folder.join("out"));
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {messages}", garden.display());
        seen += 1;
    }
    assert!(seen > 0);
}

/// Every finding names a file that is there, a line it has, and bytes within it.
#[test]
fn findings_point_to_real_places() {
    let Some(gardens) = common::corpus("gardens") else { return };
    let mut seen = 0;
    for garden in fs::read_dir(gardens).unwrap() {
        let garden = garden.unwrap().path();
        let output = Command::new(env!("CARGO_BIN_EXE_florilege"))
            .args(["check", "--diagnostics", "json"])
            .arg(&garden)
            .output()
            .expect("florilege runs");
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            let finding: serde_json::Value = serde_json::from_str(line).expect(line);
            let Some(file) = finding["file"].as_str() else { continue };
            let size = fs::metadata(file).unwrap_or_else(|error| panic!("{file}: {error}")).len();
            let (start, end) = (finding["start"].as_u64(), finding["end"].as_u64());
            // A file that was not read has no bytes to point at.
            let text = fs::read(file).unwrap();
            let lines = text.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            assert!(start <= end && end <= Some(size), "{line}");
            assert!(finding["line"].as_u64() <= Some(lines), "{line}");
            seen += 1;
        }
    }
    assert!(seen > 0, "real vaults have findings");
}

/// YAML whose aliases double at each line.
fn alias_bomb() -> String {
    let mut text = String::from("---\na0: &a0 [x, x]\n");
    for at in 1..40 {
        text += &format!("a{at}: &a{at} [*a{}, *a{}]\n", at - 1, at - 1);
    }
    text + "---\n# Content\n- claim\n"
}
