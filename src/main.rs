//! The `florilege` program; see the library's `cli` module.

use std::process::ExitCode;

fn main() -> ExitCode {
    florilege::cli::main()
}
