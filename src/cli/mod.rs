//! The program: arguments in, files and findings out.

mod args;
mod bib_args;
#[cfg(feature = "online")]
mod cache;
mod check;
mod cite;
mod complete;
mod convert;
mod error;
mod export;
mod format;
mod init;
mod io;
mod list;
mod load;
mod manuscript;
#[cfg(feature = "online")]
mod online;
mod output;
mod parse;
mod report;
mod shape;
mod vault;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use error::Error;
use io::{Exit, Io};

/// Runs the program with the process's arguments and streams.
///
/// 0: done. 1: done, with errors found in the content. 2: could not run. A closed pipe is 0.
#[expect(clippy::print_stderr, reason = "the last word of a program that could not run")]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut io = Io::new(&cli.common);
    match run(cli.command, &mut io) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::ErrorsFound) => ExitCode::from(1),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("florilege: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, io: &mut Io) -> Result<Exit, Error> {
    match command {
        Command::Export(args) => export::run(&args, io),
        Command::Convert(args) => convert::run(&args, io),
        Command::Format(args) => format::run(&args, io),
        Command::Cite(args) => cite::run(&args, io),
        Command::Parse(args) => parse::run(&args, io),
        Command::Check(args) => check::run(&args, io),
        Command::Styles(args) => list::styles(&args, io),
        Command::Formats => list::formats(io),
        Command::Fields(args) => list::fields(&args, io),
        Command::Explain(args) => list::explain(&args, io),
        Command::Init(args) => init::run(&args, io),
        Command::Completions(args) => list::completions(&args, io),
        Command::Man(args) => list::man(&args, io),
    }
}
