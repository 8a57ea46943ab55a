//! The engine of the hayagriva crate, made safe.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use hayagriva::citationberg::json;
use hayagriva::citationberg::taxonomy::{NumberVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, Locale, LocaleCode, Text, TextTarget,
};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest,
};

use super::convert::{Converted, convert};
use super::prepare::{Marks, rewrite_locale, rewrite_style};
use super::{Engine, Entry, Error, glyph, locale};
use crate::model::Item;

/// A style and its locale, ready for the engine.
pub(super) struct Hayagriva {
    /// The style for lists.
    style: IndependentStyle,
    /// The same without citations, which one record alone does not need.
    alone: IndependentStyle,
    locales: Vec<Locale>,
    language: LocaleCode,
    marks: Marks,
}

impl Hayagriva {
    pub(super) fn new(mut style: IndependentStyle, wanted: Option<&str>) -> Result<Self, Error> {
        let title = style.info.title.value.clone();
        if style.bibliography.is_none() {
            return Err(Error::NoBibliography(title));
        }
        let own = style.default_locale.as_ref().map(|locale| locale.0.clone());
        let language = wanted.map(str::to_owned).or(own).unwrap_or_else(|| "en-US".to_owned());
        let mut locales = vec![match (locale::embedded(&language), wanted) {
            (Some(locale), _) => locale,
            (None, Some(wanted)) => return Err(Error::UnknownLocale(wanted.to_owned())),
            // A style may name a language of its own; the rest is English then.
            (None, None) => {
                locale::embedded("en-US").ok_or_else(|| Error::UnknownLocale(language.clone()))?
            }
        }];
        let language = match &locales[0].lang {
            Some(lang) if wanted.is_some() || lang.0 != "en-US" => lang.0.clone(),
            _ => language,
        };
        if !language.starts_with("en") {
            locales.extend(locale::embedded("en-US"));
        }
        let marks = Marks::of(&style, &locales, &language);
        rewrite_style(&mut style).map_err(Error::InvalidStyle)?;
        locales.iter_mut().for_each(rewrite_locale);
        let mut alone = style.clone();
        number_citations(&mut alone);
        // Citations decide about year suffixes only; without these they are as costly as useless.
        if !style.citation.disambiguate_add_year_suffix {
            number_citations(&mut style);
        }
        Ok(Self { style, alone, locales, language: LocaleCode(language), marks })
    }

    /// Runs the engine; `None` if it panics.
    fn render(
        &self,
        style: &IndependentStyle,
        records: &[&Converted],
    ) -> Option<Vec<BibliographyItem>> {
        let locale = Some(self.language.clone());
        let render = || {
            let mut driver: BibliographyDriver<'_, json::Item> = BibliographyDriver::new();
            for record in records {
                let items = vec![CitationItem::with_entry(&record.json)];
                let locales = &self.locales;
                driver.citation(CitationRequest::new(items, style, locale.clone(), locales, None));
            }
            driver.finish(BibliographyRequest::new(style, locale.clone(), &self.locales))
        };
        catch_silently(render)?.bibliography.map(|list| list.items)
    }

    fn entry(&self, item: &Item, record: &Converted, printed: &BibliographyItem) -> Entry {
        let english = record.english.unwrap_or(self.marks.english);
        let runs = |children: &[_]| glyph::runs(children, &self.marks, &record.words, english);
        let label = printed.first_field.as_ref().map(|field| runs(std::slice::from_ref(field)));
        let body = runs(&printed.content.0);
        if body.iter().all(|run| run.text.trim().is_empty()) {
            return Entry::fallback(item);
        }
        Entry { key: item.key.clone(), label: label.unwrap_or_default(), runs: body, failed: false }
    }
}

impl Engine for Hayagriva {
    fn list(&self, items: &[&Item]) -> Vec<Entry> {
        let records: Vec<Converted> =
            items.iter().enumerate().map(|(index, item)| convert(item, index)).collect();
        let mut good: Vec<&Converted> = records.iter().collect();
        let mut failed: Vec<usize> = Vec::new();
        let printed = self.render(&self.style, &good).or_else(|| {
            // Some record makes the engine panic: each alone shows which.
            let works = |index: &usize| self.render(&self.alone, &[&records[*index]]).is_some();
            let (fine, bad): (Vec<usize>, Vec<usize>) = (0..records.len()).partition(works);
            failed = bad;
            good = fine.iter().map(|index| &records[*index]).collect();
            self.render(&self.style, &good)
        });
        let Some(printed) = printed else {
            return items.iter().map(|item| self.each(item)).collect();
        };
        let mut entries: Vec<Entry> = printed
            .iter()
            .filter_map(|one| {
                let index: usize = one.key.parse().ok()?;
                Some(self.entry(items.get(index)?, records.get(index)?, one))
            })
            .collect();
        entries.extend(failed.iter().map(|index| Entry::fallback(items[*index])));
        entries
    }

    fn each(&self, item: &Item) -> Entry {
        let record = convert(item, 0);
        match self.render(&self.alone, &[&record]).as_deref() {
            Some([printed, ..]) => self.entry(item, &record, printed),
            Some([]) | None => Entry::fallback(item),
        }
    }
}

/// Makes citations print their number alone, so that no two are alike.
fn number_citations(style: &mut IndependentStyle) {
    let variable = Variable::Number(NumberVariable::CitationNumber);
    let target = TextTarget::Variable { var: variable, form: Default::default() };
    let citation = &mut style.citation;
    citation.layout.elements = vec![Element::Text(Text::with_target(target))];
    citation.sort = None;
    citation.collapse = None;
    citation.cite_group_delimiter = None;
}

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Calls `work` and gives `None` if it panics, without a message on the terminal.
///
/// The panic hook belongs to the whole process: it is wrapped once, and only panics of a thread that
/// is in here are kept from it.
fn catch_silently<T>(work: impl FnOnce() -> T) -> Option<T> {
    static WRAP_HOOK: Once = Once::new();
    WRAP_HOOK.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                hook(info);
            }
        }));
    });
    let before = SILENT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    SILENT.set(before);
    result.ok()
}
