//! Files appear whole, or are written into where they cannot be replaced.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

mod common;

fn convert(output: &Path) -> Command {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/library.bib");
    let mut command = Command::new(env!("CARGO_BIN_EXE_florilege"));
    command.arg("convert").arg(library).args(["--to", "csl-json", "--output"]).arg(output);
    command.stderr(Stdio::null());
    command
}

#[test]
fn a_link_stays_a_link() {
    let folder = common::scratch("link");
    fs::write(folder.join("target.json"), "old").unwrap();
    symlink(folder.join("target.json"), folder.join("link.json")).unwrap();
    assert!(convert(&folder.join("link.json")).status().unwrap().success());
    assert!(folder.join("link.json").symlink_metadata().unwrap().file_type().is_symlink());
    assert!(fs::read_to_string(folder.join("target.json")).unwrap().starts_with('['));
}

#[test]
fn a_pipe_is_written_into() {
    let folder = common::scratch("pipe");
    let pipe = folder.join("pipe.json");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        return;
    }
    let mut writer = convert(&pipe).spawn().unwrap();
    assert!(fs::read_to_string(&pipe).unwrap().starts_with('['));
    assert!(writer.wait().unwrap().success());
    assert!(pipe.symlink_metadata().unwrap().file_type().is_fifo());
}

#[test]
fn a_new_file_has_the_permissions_of_any_other() {
    let folder = common::scratch("permissions");
    fs::write(folder.join("other"), "").unwrap();
    assert!(convert(&folder.join("new.json")).status().unwrap().success());
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode();
    assert_eq!(mode("new.json"), mode("other"));
}

#[test]
fn nothing_is_left_beside_a_file_that_cannot_be_written() {
    let folder = common::scratch("nothing");
    fs::create_dir(folder.join("taken.json")).unwrap();
    let status = convert(&folder.join("taken.json")).status().unwrap();
    assert_eq!(status.code(), Some(2));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
