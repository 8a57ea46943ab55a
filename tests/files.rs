//! Files that are no notes though they are named so: each has a finding, none is waited for.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

mod common;

#[test]
fn links_pipes_and_devices_in_a_vault() {
    let folder = common::scratch("files");
    let insights = folder.join("vault/Insights");
    fs::create_dir_all(insights.join("folder.md")).unwrap();
    fs::write(insights.join("folder.md/inner.md"), "# Content\n- Claim within\n").unwrap();
    fs::write(folder.join("elsewhere.md"), "# Content\n- Claim behind a link\n").unwrap();
    symlink(folder.join("elsewhere.md"), insights.join("link.md")).unwrap();
    symlink(&folder, insights.join("round")).unwrap();
    symlink("nowhere", insights.join("dangling.md")).unwrap();
    symlink("/dev/zero", insights.join("zero.md")).unwrap();
    assert!(Command::new("mkfifo").arg(insights.join("pipe.md")).status().unwrap().success());

    let output = common::export(&folder.join("vault"), &folder.join("out"));
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    for name in ["dangling.md", "zero.md", "pipe.md"] {
        assert!(messages.contains(&format!("Insights/{name}`")), "no {name} in {messages}");
    }
    assert_eq!(messages.matches("\"code\":\"unreadable-file\"").count(), 3, "{messages}");
    let table = fs::read_to_string(folder.join("out/evidence.csv")).unwrap();
    for claim in ["Claim within", "Claim behind a link"] {
        assert!(table.contains(claim), "no {claim} in {table}");
    }
}

#[test]
fn a_device_named_on_the_command_line_ends() {
    let convert = Command::new(env!("CARGO_BIN_EXE_florilege"))
        .args(["convert", "/dev/zero", "--from", "bibtex", "--to", "csl-json"])
        .output()
        .expect("florilege runs");
    let messages = String::from_utf8_lossy(&convert.stderr);
    assert_eq!(convert.status.code(), Some(2), "{messages}");
    assert!(messages.contains("`/dev/zero` has 1024 MB or more"), "{messages}");
}
