//! Elsevier's name-date style.
//!
//! `Names, Y., 2017. Title. Journal 15, 197–198. https://doi.org/…`
//!
//! Names and year come off the front; the form of what ends the text says what the work is.
//!
//! Source: the CSL style `elsevier-harvard`, as facts on what it prints and where.

mod part;
mod venue;

use super::line::Line;
use super::names::{self, NameList, Role};
use super::sentence::{self, Initials};
use super::{Grammar, locator};
use crate::model::{Date, DateVariable, Kind, NameVariable, NumberVariable, StandardVariable};
use crate::refparse::draft::Draft;
use crate::refparse::{dates, patent_number};

/// Elsevier's name-date style.
#[derive(Debug)]
pub(super) struct ElsevierHarvard;

impl Grammar for ElsevierHarvard {
    fn style(&self) -> &'static str {
        "elsevier-harvard"
    }

    fn parse<'t>(&self, line: &Line<'t>) -> Option<Draft<'t>> {
        let mut draft = Draft::new(line.whole);
        draft.address(line);
        let head = Head::find(line.text)?;
        draft.date(DateVariable::Issued, head.date.clone(), head.year);
        let body = head.body.trim();
        // Where a record has no names its title stands in their place, and nothing or a lone stop after
        // the year.
        let without_names = body.is_empty() || body.starts_with(". ") || body.starts_with(", ");
        if without_names || head.names.contains("[WWW Document]") {
            return title_first(&head, body, line, draft);
        }
        set_names(&head, &mut draft)?;
        let body = body.strip_suffix('.').unwrap_or(body);
        if !part::parse(body, &mut draft)
            && !patent(body, &mut draft)
            && !article(body, line, &mut draft)
        {
            venue::parse(body, line, &mut draft);
        }
        Some(draft)
    }
}

/// A reference cut at the year.
struct Head<'t> {
    names: &'t str,
    year: &'t str,
    date: Date,
    body: &'t str,
}

impl<'t> Head<'t> {
    /// Finds the first year between a comma and a stop.
    fn find(text: &'t str) -> Option<Self> {
        text.match_indices(", ").find_map(|(at, mark)| {
            let rest = &text[at + mark.len()..];
            let (year, date, body) = year_sentence(rest)?;
            Some(Self { names: &text[..at], year, date, body })
        })
    }
}

/// Reads `2017. …`, `2017a. …`, `n.d. …`, `1939–1946. …`.
fn year_sentence(text: &str) -> Option<(&str, Date, &str)> {
    let end = match text.strip_prefix("n.d") {
        Some(rest) if rest.starts_with('.') => "n.d.".len(),
        _ => text.bytes().take(20).position(|b| b == b'.')?,
    };
    let label = &text.get(..end)?;
    let rest = text[end..].strip_prefix('.').unwrap_or(&text[end..]);
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    // A letter tells apart what one author wrote in one year; it belongs to the list, not to the record.
    let bare = match label.strip_suffix(|c: char| c.is_ascii_lowercase()) {
        Some(bare) if bare.ends_with(|c: char| c.is_ascii_digit()) => bare,
        _ => label,
    };
    let year = bare == "n.d." || bare.get(..4).is_some_and(|year| dates::year(year).is_some());
    let date = dates::parse(bare).filter(|_| year)?;
    Some((label, date, rest))
}

/// Reads the names; `None` if a whole sentence is among them, so that this is another style.
fn set_names(head: &Head<'_>, draft: &mut Draft<'_>) -> Option<()> {
    let NameList { names, role, has_person, odd } = names::inverted(head.names)?;
    let sentences = names.list.iter().any(|name| {
        let part = if name.literal.is_empty() { &name.family } else { &name.literal };
        !sentence::ends(part, Initials::Spare).is_empty() || part.starts_with(['“', '"'])
    });
    if sentences && has_person {
        return None;
    }
    if sentences {
        draft.doubt(0.5);
    }
    if odd > 0 {
        let factor = match () {
            () if odd * 2 > names.list.len() => 0.5,
            // Names in one piece with commas between them may be the parts of one name.
            () if !has_person => 0.7,
            () => 0.9,
        };
        draft.doubt(factor);
    }
    let variable = match role {
        Role::Author => NameVariable::Author,
        Role::Editor => NameVariable::Editor,
        Role::Translator => NameVariable::Translator,
    };
    draft.names(variable, names, head.names);
    Some(())
}

/// A work without names: its title comes first.
fn title_first<'t>(
    head: &Head<'t>,
    body: &'t str,
    line: &Line<'t>,
    mut draft: Draft<'t>,
) -> Option<Draft<'t>> {
    let title = head.names.strip_suffix(" [WWW Document]").unwrap_or(head.names);
    // Words of another style before the year are no title.
    let sentences = sentence::ends(title, Initials::Spare).len();
    if sentences > 2 || title.contains('“') || title.len() > 400 {
        return None;
    }
    draft.doubt(if sentences > 0 { 0.5 } else { 0.8 });
    draft.text(StandardVariable::Title, title);
    let rest = body.trim_start_matches(['.', ',', ' ']);
    let rest = rest.strip_suffix('.').unwrap_or(rest).trim();
    if let Some(inside) = rest.strip_prefix("in: ") {
        part::parse_inside(inside, &mut draft);
        return Some(draft);
    }
    if let Some(cut) =
        Article::cut(rest).filter(|cut| !cut.volume.is_empty() && !cut.pages.is_empty())
    {
        cut.set(&mut draft);
        return Some(draft);
    }
    let web = title.len() < head.names.len();
    if web || line.url.is_some() {
        draft.text(StandardVariable::ContainerTitle, rest);
        draft.kind(Kind::Webpage);
    } else {
        venue::set_venue(rest, line, &mut draft);
    }
    Some(draft)
}

/// An article cut at its locators.
struct Article<'t> {
    /// Title and journal, or the journal alone.
    names: &'t str,
    volume: &'t str,
    pages: &'t str,
}

impl<'t> Article<'t> {
    /// Cuts `… Journal 15, 197–198`, `… Journal 15`, `… Journal 431–442`.
    fn cut(body: &'t str) -> Option<Self> {
        if let Some((head, pages)) = body.rsplit_once(", ")
            && is_locator(pages)
        {
            let (head, pages) = pages_start(body, head, pages);
            if let Some((names, volume)) = locator::split_volume(head) {
                return Some(Self { names, volume, pages });
            }
        }
        let (names, last) = body.rsplit_once(' ')?;
        // A journal that prints its DOI's number for a page: `J. Vis. Exp. 10.3791/61122`.
        let is_doi = last.starts_with("10.") && last.contains('/');
        if locator::is_pages(last) && (last.contains('–') || is_doi) {
            return Some(Self { names, volume: "", pages: last });
        }
        // A volume alone; a year at the end of a title is none.
        let (names, volume) = locator::split_volume(body)?;
        let other =
            dates::parse(volume).is_some() || names.ends_with(',') || names.ends_with(" p.");
        (!other).then_some(Self { names, volume, pages: "" })
    }

    /// Sets everything but the title.
    fn set(self, draft: &mut Draft<'t>) {
        let (journal, series) = split_special_issue(self.names);
        if !series.is_empty() {
            draft.doubt(0.95);
        }
        draft.kind(Kind::ArticleJournal);
        draft.text(StandardVariable::ContainerTitle, journal.trim_end_matches(','));
        draft.text(StandardVariable::CollectionTitle, series);
        draft.number(NumberVariable::Volume, self.volume);
        draft.pages(self.pages);
    }
}

/// Reads `Title. Journal, Series 15, 197–198`.
fn article<'t>(body: &'t str, line: &Line<'t>, draft: &mut Draft<'t>) -> bool {
    if body.contains(" [WWW Document]") || !part::take_pages(body).1.is_empty() {
        return false;
    }
    let Some(article) = Article::cut(body) else { return false };
    let Some((title, journal)) = locator::split_title(article.names) else { return false };
    if article.volume.is_empty() || article.pages.is_empty() {
        // Without a DOI a lone number may as well be a page of a newspaper.
        draft.doubt(if line.doi.is_some() || !article.pages.is_empty() { 0.95 } else { 0.8 });
    }
    // A stop inside the journal's name may be one that ends the title.
    if journal.contains(". ") && !journal.ends_with('.') {
        draft.doubt(0.8);
    }
    // `Bericht über den 3. Tag`: the stop of an ordinal number.
    if article.pages.is_empty() && title.ends_with(|c: char| c.is_ascii_digit()) {
        draft.doubt(0.7);
    }
    draft.title(title);
    Article { names: journal, ..article }.set(draft);
    true
}

fn is_locator(pages: &str) -> bool {
    pages.strip_prefix("Art. ").is_some_and(locator::is_volume)
        || (locator::is_pages(pages) && pages.chars().any(|c| c.is_ascii_digit()))
        || locator::is_roman(pages)
}

/// Moves the start of the pages back over a list of them: `Journal 15, 1–4, 7–9`.
fn pages_start<'t>(body: &'t str, head: &'t str, pages: &'t str) -> (&'t str, &'t str) {
    match head.rsplit_once(", ") {
        Some((before, more)) if is_locator(more) && locator::split_volume(before).is_some() => {
            (before, &body[before.len() + 2..])
        }
        _ => (head, pages),
    }
}

/// Splits a journal from the title of a special issue.
///
/// The volume follows the special issue without a comma here, so only the words tell: a title has three
/// words at least, or one of them a small one.
fn split_special_issue(journal: &str) -> (&str, &str) {
    let (name, series) = locator::split_series(journal);
    if series.split(' ').count() < 3 { (journal, "") } else { (name, series) }
}

/// Reads `Title. 10864184`, `Title. US 6818228`, `Title. ES2723723 (T3)`.
fn patent<'t>(body: &'t str, draft: &mut Draft<'t>) -> bool {
    let stops = [". ", "? ", "! "];
    let Some(at) = stops.iter().filter_map(|stop| body.rfind(stop)).max() else { return false };
    let number = body[at + 2..].trim();
    if !patent_number::is_patent_number(number) {
        return false;
    }
    let title_end = if body[at..].starts_with('.') { at } else { at + 1 };
    // A bare number can be something else that a publisher counts.
    if number.bytes().all(|b| b.is_ascii_digit()) {
        draft.doubt(0.95);
    }
    draft.kind(Kind::Patent);
    draft.text(StandardVariable::Title, &body[..title_end]);
    draft.number(NumberVariable::Number, number);
    true
}
