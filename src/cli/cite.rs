//! `florilege cite`: a document's citations, filled in.

use std::path::{Path, PathBuf};

use super::args::{Cite as Args, DivsWhen, Reading, StyleArgs};
use super::error::Error;
use super::io::{self, Exit, Io};
use super::report::Show;
use super::{format, load};
use crate::bibliography;
use crate::cite::Processor;
use crate::diag::Code;
use crate::fill::{self, Divs, Settings};
use crate::format::Format;
use crate::model::Item;
use crate::source::Source;

/// The style of a document that names none, as it is pandoc's.
const DEFAULT_STYLE: &str = "chicago-author-date";

pub(crate) fn run(args: &Args, io: &Io) -> Result<Exit, Error> {
    let mut findings = Vec::new();
    let document = io::input(&args.document, &mut findings)?;
    let Settings { bibliographies, has_references, style, locale, mut options } =
        fill::settings(&document).into_value(&mut findings);
    options.links |= args.link_citations;
    options.divs = match args.divs {
        DivsWhen::Auto => Divs::Auto,
        DivsWhen::Always => Divs::Always,
        DivsWhen::Never => Divs::Never,
    };
    let folder = args.document.parent().unwrap_or(Path::new(""));
    let processor = processor(&args.style, style.as_deref(), locale.as_deref(), folder)?;
    let inputs = match args.bibliography.as_slice() {
        [] => bibliographies.iter().map(|path| beside(folder, path)).collect(),
        inputs => inputs.to_vec(),
    };
    let mut items = match has_references {
        true => references(&document, &mut findings),
        false => Vec::new(),
    };
    items.extend(load::items(&inputs, &Reading::default(), &mut findings)?);
    let filled = fill::fill(&document, &items, &processor, &options);
    let has_unresolved =
        filled.diagnostics.iter().any(|finding| finding.code == Code::UnresolvedKey);
    if has_unresolved && inputs.is_empty() && !has_references {
        return Err(Error::Usage(format!(
            "`{}` names no bibliography\n  help: name one with --bibliography, or in its front matter",
            document.name
        )));
    }
    let text = filled.into_value(&mut findings);
    let counts = io.report(findings, Show::All)?;
    io.put(args.output.as_deref(), text)?;
    Ok(if has_unresolved { Exit::ErrorsFound } else { counts.exit() })
}

/// The style and the language of the arguments, or of the front matter.
fn processor(
    args: &StyleArgs,
    style: Option<&str>,
    locale: Option<&str>,
    folder: &Path,
) -> Result<Processor, Error> {
    let named = args.style.is_some();
    let mut wanted = StyleArgs {
        style: args.style.clone().or_else(|| style.map(|style| style_name(style, folder))),
        locale: args.locale.clone().or_else(|| locale.map(str::to_owned)),
    };
    // What an argument names is beside the user, what the document names is beside the document.
    let folder = if named { Path::new("") } else { folder };
    let made = format::processor(&wanted, folder, DEFAULT_STYLE);
    match made {
        // A document may be in a language without a locale; then the style's own is used.
        Err(_) if args.locale.is_none() && wanted.locale.take().is_some() => {
            format::processor(&wanted, folder, DEFAULT_STYLE)
        }
        made => made,
    }
}

/// The style that a front matter means: a file beside the document, or the name that an address or a path ends
/// with.
fn style_name(style: &str, folder: &Path) -> String {
    if !style.contains("://") && folder.join(style).is_file() {
        return style.to_owned();
    }
    let name = style.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(style);
    name.strip_suffix(".csl").unwrap_or(name).to_owned()
}

/// A bibliography of the front matter: beside the document, or beside the user, as pandoc looks for it.
fn beside(folder: &Path, path: &str) -> PathBuf {
    let beside = folder.join(path);
    let here = PathBuf::from(path);
    if !beside.exists() && here.exists() { here } else { beside }
}

/// The records that stand in the front matter itself.
fn references(document: &Source, findings: &mut Vec<crate::diag::Diagnostic>) -> Vec<Item> {
    bibliography::read(Format::CslYaml, document).into_value(findings)
}
