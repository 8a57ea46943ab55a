//! The commands that say what there is.

use std::fmt::Write as _;
use std::path::Path;

use clap::CommandFactory as _;

use super::args::{Cli, Completions, Explain, Fields, Man, Styles};
use super::error::Error;
use super::io::{Exit, Io};
use super::output::Files;
use crate::bibliography;
use crate::cite;
use crate::diag::Code;
use crate::format::{Format, nearest};
use crate::map::fields_table::FieldRow;

/// `florilege styles`: a line a style with its names and its title.
pub(crate) fn styles(args: &Styles, io: &Io) -> Result<Exit, Error> {
    let word = args.word.as_deref().unwrap_or_default().to_lowercase();
    let all = cite::list_styles();
    // `note` is a family, and not part of the title of everything that has notes.
    let is_family = all.iter().any(|style| style.family == word);
    let mut out = String::new();
    for style in &all {
        if is_family && style.family != word {
            continue;
        }
        let names = std::iter::once(style.name).chain(style.aliases.iter().copied());
        let mut words = names.chain([style.title, style.family]);
        if words.any(|text| text.to_lowercase().contains(&word)) {
            let _ = writeln!(out, "{:52} {:12} {}", style.name, style.family, style.title);
            if !style.aliases.is_empty() {
                let _ = writeln!(out, "  also {}", style.aliases.join(", "));
            }
        }
    }
    if out.is_empty() {
        let near = nearest(&word, all.iter().map(|style| style.name));
        return Err(Error::unknown("style", &word, &near));
    }
    io.put(None, out)?;
    Ok(Exit::Done)
}

/// `florilege formats`: a line a format.
pub(crate) fn formats(io: &Io) -> Result<Exit, Error> {
    let mut out = format!("{:12} {:5} {:6} {:22} what it is\n", "name", "reads", "writes", "files");
    for format in Format::all() {
        let mark = |yes: bool| if yes { "yes" } else { "-" };
        let extensions: Vec<String> =
            format.extensions().iter().map(|extension| format!(".{extension}")).collect();
        let (reads, writes) = (mark(format.reads()), mark(format.writes()));
        let files = extensions.join(" ");
        let _ = writeln!(
            out,
            "{:12} {reads:5} {writes:6} {files:22} {}",
            format.name(),
            format.summary()
        );
    }
    io.put(None, out)?;
    Ok(Exit::Done)
}

/// `florilege fields FORMAT`: a line a field of the format.
pub(crate) fn fields(args: &Fields, io: &Io) -> Result<Exit, Error> {
    let format = Format::by_name(&args.format)
        .map_err(|near| Error::unknown("format", &args.format, &near))?;
    let Some(rows) = bibliography::fields(format) else {
        let with: Vec<_> =
            Format::all().filter(|format| bibliography::fields(*format).is_some()).collect();
        return Err(Error::unknown("format with fields", &args.format, &with));
    };
    let width = |of: fn(&FieldRow) -> &str| {
        rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).max(8)
    };
    let (field, variable) = (width(|row| &row.field), width(|row| &row.variable));
    let mut out = String::new();
    let _ = writeln!(out, "{:field$}  {:variable$}  {:9}  where", "field", "variable", "goes");
    for row in &rows {
        let goes = match (row.reads, row.writes) {
            (true, true) => "both ways",
            (true, false) => "in",
            (false, _) => "out",
        };
        let line =
            format!("{:field$}  {:variable$}  {goes:9}  {}", row.field, row.variable, row.only);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    io.put(None, out)?;
    Ok(Exit::Done)
}

/// `florilege explain CODE`.
pub(crate) fn explain(args: &Explain, io: &Io) -> Result<Exit, Error> {
    let out = match &args.code {
        Some(name) => match Code::from_name(name.trim_matches(['[', ']', '`'])) {
            Some(code) => code.explain(),
            None => {
                let names = Code::ALL.iter().map(|code| code.name());
                return Err(Error::unknown("code of a finding", name, &nearest(name, names)));
            }
        },
        None => Code::ALL.iter().fold(String::new(), |mut out, code| {
            let _ = writeln!(
                out,
                "{:24} {:8} {}",
                code.name(),
                code.severity().as_str(),
                code.summary()
            );
            out
        }),
    };
    io.put(None, out)?;
    Ok(Exit::Done)
}

/// `florilege completions SHELL`.
pub(crate) fn completions(args: &Completions, io: &Io) -> Result<Exit, Error> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "florilege", &mut out);
    io.put(None, out)?;
    Ok(Exit::Done)
}

/// `florilege man`: the main page to standard output, or every command's page to a folder.
pub(crate) fn man(args: &Man, io: &Io) -> Result<Exit, Error> {
    let Some(folder) = &args.dir else {
        io.put(None, page(Cli::command())?)?;
        return Ok(Exit::Done);
    };
    let mut files = Files::default();
    files.add(folder.join("florilege.1"), page(Cli::command())?);
    for command in Cli::command().get_subcommands() {
        let name = format!("florilege-{}", command.get_name());
        let renamed = command.clone().name(name.clone());
        files.add(Path::new(folder).join(format!("{name}.1")), page(renamed)?);
    }
    files.write()?;
    Ok(Exit::Done)
}

fn page(command: clap::Command) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out)?;
    Ok(out)
}
