//! What several test files need.
#![allow(dead_code, clippy::print_stdout, reason = "each test file uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

pub(crate) mod printed;

/// A path in the corpus that `FLORILEGE_CORPUS` names; says so where there is none.
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let Some(folder) = env::var_os("FLORILEGE_CORPUS") else {
        println!("skipped: FLORILEGE_CORPUS names no corpus, so `{path}` was not tried");
        return None;
    };
    let path = Path::new(&folder).join(path);
    assert!(path.exists(), "the corpus has no `{}`", path.display());
    Some(path)
}

/// Exports a vault into a folder, with its findings as JSON on standard error.
pub(crate) fn export(vault: &Path, out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_florilege"))
        .arg("export")
        .arg(vault)
        .arg("--output")
        .arg(out)
        .args(["--diagnostics", "json"])
        .output()
        .expect("florilege runs")
}

/// An empty folder for a test's files.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}
