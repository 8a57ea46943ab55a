//! `florilege init`: a settings file from what a vault shows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::args::Init;
use super::error::Error;
use super::io::{Exit, Io};
use super::output::Files;
use super::vault::SETTINGS_FILE;
use crate::settings::Settings;
use crate::source;

pub(crate) fn run(args: &Init, io: &Io) -> Result<Exit, Error> {
    let vault = source::list_vault(&args.vault).map_err(Error::read(&args.vault))?;
    let path = args.vault.join(SETTINGS_FILE);
    if path.exists() && !args.force {
        let message = format!("`{}` is there already\n  help: --force replaces it", path.display());
        return Err(Error::Usage(message));
    }
    let settings = Settings::default();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for note in &vault.notes {
        let inside = note.strip_prefix(&vault.root).unwrap_or(note);
        let folder = inside.parent().map(|parent| parent.to_string_lossy().replace('\\', "/"));
        folders.extend(folder.filter(|folder| !folder.is_empty()));
    }
    let mut text = String::from(
        "# What the folders of this vault hold, for florilege. Names are folders anywhere in a path.\n",
    );
    let mut unknown = Vec::new();
    for folder in &folders {
        match settings.folders.kind_of(&format!("{folder}/note.md")) {
            Some(kind) => {
                let _ = writeln!(text, "# {folder}: {}", kind.as_str());
            }
            None => unknown.push(folder),
        }
    }
    for folder in unknown {
        let _ =
            writeln!(text, "# {folder}: not recognised; name it below if it holds one of these");
    }
    let _ = write!(text, "\n{}", settings.to_toml());
    // What has no default is shown as an example.
    text += "# style = \"apa\"\n# locale = \"de-DE\"\n";
    let mut files = Files::default();
    files.add(path.clone(), text.into_bytes());
    files.write()?;
    io.say(&format!("wrote {} from {} notes", path.display(), vault.notes.len()))?;
    Ok(Exit::Done)
}
