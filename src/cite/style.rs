//! Styles by name, alias or text.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::taxonomy::Variable;
use hayagriva::citationberg::{CitationFormat, IndependentStyle, Style, StyleCategory};

use super::Error;

/// A style of ours: its names, its title and its text.
struct Own {
    names: &'static [&'static str],
    title: &'static str,
    family: CitationFormat,
    text: &'static str,
}

const OWN: &[Own] = &[Own {
    names: &["chicago-notes-17", "chicago-fullnote-bibliography-17"],
    title: "Chicago Manual of Style 17th edition (notes and bibliography)",
    family: CitationFormat::Note,
    text: include_str!("../../styles/chicago-notes-17.csl"),
}];

/// More names for styles of the archive.
const ALIASES: &[(&str, &str)] = &[
    ("chicago-notes-bibliography", "chicago-notes"),
    ("ama", "american-medical-association"),
    ("acs", "american-chemical-society"),
    ("harvard", "harvard-cite-them-right"),
    ("nlm", "nlm-citation-sequence"),
];

/// How deep a style's elements may stand in each other; real ones need 20.
const DEPTH: usize = 200;

/// What `florilege styles` prints of a style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleInfo {
    /// The name to ask for it.
    pub name: &'static str,
    /// Other names.
    pub aliases: Vec<&'static str>,
    /// Its title.
    pub title: &'static str,
    /// How it cites: `author-date`, `author`, `numeric`, `label`, `note`, or nothing known.
    pub family: &'static str,
}

/// All styles that are known by name, in alphabetical order.
///
/// ```
/// let styles = florilege::cite::list_styles();
/// let apa = styles.iter().find(|style| style.name == "apa").unwrap();
/// assert_eq!(apa.family, "author-date");
/// ```
pub fn list() -> Vec<StyleInfo> {
    let own = OWN.iter().map(|own| StyleInfo {
        name: own.names[0],
        aliases: own.names[1..].to_vec(),
        title: own.title,
        family: family_name(own.family),
    });
    let archived = ArchivedStyle::all().iter().map(|archived| {
        let names = archived_names(*archived);
        // The last part of the identifier is the name that the world knows.
        let id = archived.csl_id().rsplit('/').next().unwrap_or_default();
        let name = names.iter().copied().find(|name| *name == id).unwrap_or(names[0]);
        StyleInfo {
            name,
            aliases: names.into_iter().filter(|other| *other != name).collect(),
            title: archived.display_name(),
            family: family_of(&archived.get()).map_or("", family_name),
        }
    });
    let mut all: Vec<StyleInfo> = own.chain(archived).collect();
    all.sort_by_key(|style| style.name);
    all
}

fn archived_names(archived: ArchivedStyle) -> Vec<&'static str> {
    let mut names = archived.names().to_vec();
    let more = ALIASES.iter().filter(|(_, name)| archived.names().contains(name));
    names.extend(more.map(|(alias, _)| *alias).filter(|alias| !archived.names().contains(alias)));
    names
}

/// Finds a style by its name or alias.
pub(super) fn find(style: &str) -> Result<IndependentStyle, Error> {
    let name = style.trim().trim_end_matches(".csl").to_ascii_lowercase();
    if let Some(own) = OWN.iter().find(|own| own.names.contains(&name.as_str())) {
        return read(own.text, &mut |_| None);
    }
    match archived(&name) {
        Some(archived) => independent(archived.get(), &mut |_| None),
        None => Err(Error::UnknownStyle { near: near(&name), name: style.to_owned() }),
    }
}

fn archived(name: &str) -> Option<ArchivedStyle> {
    ArchivedStyle::by_name(name).or_else(|| {
        let (_, name) = ALIASES.iter().find(|(alias, _)| *alias == name)?;
        ArchivedStyle::by_name(name)
    })
}

/// Finds the text of a style by the last part of its identifier.
type Find<'f> = &'f mut dyn FnMut(&str) -> Option<String>;

/// Reads the text of a `.csl` file; `find` gives that of a parent which is not among the known styles.
pub(super) fn read(text: &str, find: Find<'_>) -> Result<IndependentStyle, Error> {
    independent(parse(text)?, find)
}

fn parse(text: &str) -> Result<Style, Error> {
    check_nesting(text)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let style = Style::from_xml(text).or_else(|error| {
        // Variables that CSL does not know have no value; the rest of the style is fine.
        Style::from_xml(&without_unknown(text)).map_err(|_| error)
    });
    style.map_err(|error| Error::InvalidStyle(error.to_string()))
}

/// The style without the names of variables that CSL does not have.
fn without_unknown(text: &str) -> String {
    const ATTRIBUTE: &str = " variable=";
    let known =
        |name: &&str| serde_json::from_value::<Variable>(serde_json::Value::from(*name)).is_ok();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(ATTRIBUTE) {
        let (before, value) = rest.split_at(at + ATTRIBUTE.len());
        out.push_str(before);
        rest = value;
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        out.push(quote);
        let value = &value[1..];
        let end = value.find(quote).unwrap_or(value.len());
        let names: Vec<&str> = value[..end].split_whitespace().filter(known).collect();
        out.push_str(&names.join(" "));
        rest = &value[end..];
    }
    out + rest
}

/// A dependent style is its parent under another name.
fn independent(style: Style, find: Find<'_>) -> Result<IndependentStyle, Error> {
    match style {
        Style::Independent(style) => Ok(style),
        Style::Dependent(style) => {
            let parent = style.parent_link.href;
            let name = parent.rsplit('/').next().unwrap_or_default();
            let by_name = || archived(name);
            let found = ArchivedStyle::by_id(&parent).or_else(by_name).map(ArchivedStyle::get);
            // A parent that depends on another is none, so no circle is followed.
            let found = match found {
                Some(found) => Some(found),
                None => find(name).map(|text| parse(&text)).transpose()?,
            };
            match found {
                Some(Style::Independent(mut found)) => {
                    found.default_locale = style.default_locale.or(found.default_locale);
                    Ok(found)
                }
                Some(Style::Dependent(_)) | None => Err(Error::InvalidStyle(format!(
                    "it refers to the style `{parent}`, which is not among those that are known"
                ))),
            }
        }
    }
}

/// The parser of styles follows elements by recursion; a style is never deep.
fn check_nesting(text: &str) -> Result<(), Error> {
    let mut depth = 0usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text.as_bytes()[at + 1..];
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = rest.iter().take(4096).position(|byte| *byte == b'>');
                let closed = end.is_some_and(|end| end > 0 && rest[end - 1] == b'/');
                depth += usize::from(!closed);
            }
        }
        if depth > DEPTH {
            return Err(Error::InvalidStyle("its elements are nested too deep".to_owned()));
        }
    }
    Ok(())
}

/// The names most like a mistyped one.
fn near(name: &str) -> Vec<&'static str> {
    let own = OWN.iter().flat_map(|own| own.names.iter().copied());
    let archived = ArchivedStyle::all().iter().flat_map(|archived| archived_names(*archived));
    let mut scored: Vec<(f64, &'static str)> = own
        .chain(archived)
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(score, _)| *score > 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, known)| *known);
    scored.into_iter().take(3).map(|(_, known)| known).collect()
}

fn family_of(style: &Style) -> Option<CitationFormat> {
    style.info().category.iter().find_map(|category| match category {
        StyleCategory::CitationFormat { format } => Some(*format),
        StyleCategory::Field { .. } => None,
    })
}

fn family_name(format: CitationFormat) -> &'static str {
    match format {
        CitationFormat::AuthorDate => "author-date",
        CitationFormat::Author => "author",
        CitationFormat::Numeric => "numeric",
        CitationFormat::Label => "label",
        CitationFormat::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, near: &[&str]) {
        match find(name) {
            Ok(_) => assert!(near.is_empty(), "{name}"),
            Err(Error::UnknownStyle { near: found, .. }) => assert_eq!(found[0], near[0]),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn finds_names_aliases_and_neighbours() {
        check("apa", &[]);
        check("mla", &[]);
        check("vancouver", &[]);
        check("chicago-notes-bibliography", &[]);
        check("Chicago-Notes-17", &[]);
        check("chicago-notes-71", &["chicago-notes-17"]);
        check("natrue", &["nature"]);
    }

    #[test]
    fn every_listed_name_is_found() {
        let all = list();
        assert!(all.len() > 80);
        for style in &all {
            assert!(find(style.name).is_ok(), "{}", style.name);
            assert!(style.aliases.iter().all(|alias| find(alias).is_ok()), "{:?}", style.aliases);
        }
    }

    #[test]
    fn a_deep_or_broken_style_is_refused() {
        let deep = "<style>".to_owned() + &"<group>".repeat(100_000);
        assert!(matches!(read(&deep, &mut |_| None), Err(Error::InvalidStyle(_))));
        assert!(matches!(read("<style>", &mut |_| None), Err(Error::InvalidStyle(_))));
    }
}
