//! Whether the parts of one record agree: a DOI or an address often shows a year, a volume or a page.

use super::doi_patterns::{self, Shown};
use crate::diag::{Code, Diagnostic};
use crate::library::{Places, arxiv_number};
use crate::map::bibtex::{isbn_is_valid, issn_is_valid};
use crate::model::{Doi, Item, Kind, NumberVariable, Origin, StandardVariable, expand_pages};

/// By how many years a DOI may be older than the issue: articles wait ahead of print.
const AHEAD: i32 = 4;
/// By how many years a DOI may be younger: the issue of December comes out in January.
const BEHIND: i32 = 1;

/// Checks the parts of a record against each other.
///
/// A DOI of a registrant that shows year, volume or page in it is compared with those of the record; so is
/// the date in the address of a news page and the number of an arXiv paper with the year; the check digits
/// of ISBN and ISSN with the number. What is normal is no finding: a DOI from ahead of print, the other
/// of a journal's two ISSNs, a volume that is counted otherwise. The record stays as it is.
///
/// # Diagnostics
/// `identifier-mismatch`, `bad-identifier`. Those whose place `places` does not know have none.
///
/// ```
/// use florilege::{bibliography, format::Format, refparse, source::Source};
/// let bib = Source::new("a.bib", "@article{perdew1996, title={Generalized Gradient Approximation Made
///     Simple}, volume={78}, pages={3865-3868}, year={1996}, doi={10.1103/PhysRevLett.77.3865}}");
/// let item = bibliography::read(Format::Bibtex, &bib).value.remove(0);
/// let found = refparse::crosscheck(&item, &|_| None);
/// assert_eq!(found[0].message, "the DOI shows volume 77, the record has volume 78");
/// ```
pub fn crosscheck(item: &Item, places: &Places<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(printed) = item.texts.get(StandardVariable::DOI)
        && let Some(doi) = Doi::parse(printed.as_str())
    {
        let doi = doi.as_str().to_ascii_lowercase();
        if let Some(shown) = doi_patterns::read(&doi) {
            let differences = differences(item, &shown);
            if !differences.is_empty() {
                found.push(mismatch("DOI", &differences, &printed.origin, places));
            }
            if let Some(issn) = shown.issn.filter(|issn| !issn_is_valid(issn)) {
                let message =
                    format!("the DOI has the ISSN `{issn}`, whose check digit does not fit");
                let mut finding = Diagnostic::new(Code::BadIdentifier, message)
                    .help("the DOI may be mistyped, though some are registered so; compare it with the publication");
                finding.place = places(&printed.origin);
                found.push(finding);
            }
        }
    }
    if let Some(url) = item.texts.get(StandardVariable::URL)
        && let Some(difference) = address_differs(item, url.as_str())
    {
        found.push(mismatch("address", &[difference], &url.origin, places));
    }
    if let Some(difference) = arxiv_differs(item) {
        found.push(mismatch("arXiv number", &[difference], &item.kind.origin, places));
    }
    numbers(item, places, &mut found);
    found
}

/// A part that an identifier shows otherwise than the record has it.
struct Difference {
    name: &'static str,
    shown: String,
    stated: String,
}

fn mismatch(
    identifier: &str,
    differences: &[Difference],
    origin: &Origin,
    places: &Places<'_>,
) -> Diagnostic {
    let list = |side: fn(&Difference) -> &str| {
        let parts = differences.iter().map(|part| format!("{} {}", part.name, side(part)));
        parts.collect::<Vec<_>>().join(", ")
    };
    let (shown, stated) = (list(|part| &part.shown), list(|part| &part.stated));
    let message = format!("the {identifier} shows {shown}, the record has {stated}");
    let mut finding = Diagnostic::new(Code::IdentifierMismatch, message)
        .help(format!("look which of the two is right; the {identifier} may be another work's"));
    finding.place = places(origin);
    finding
}

/// What a DOI shows otherwise than the record.
fn differences(item: &Item, shown: &Shown<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |name, shown: &str, stated: &str| {
        found.push(Difference { name, shown: shown.to_owned(), stated: stated.to_owned() });
    };
    let is_late = shown.is_late;
    if let (Some(shown), Some(issued)) = (shown.year, item.year())
        && (issued > shown + AHEAD || issued < shown - BEHIND && !is_late)
    {
        differ("year", &shown.to_string(), &issued.to_string());
    }
    // Only digits are compared: `II`, `47, Supplement 1` or `n/a` may mean the same.
    let volume = item.number(NumberVariable::Volume).and_then(digits);
    let page = item.page.as_ref().and_then(|page| first_page(page.as_str()));
    // A page that begins with 1 counts the article's own, where the DOI has the article's number.
    let page = page.filter(|page| trimmed(page) != "1");
    if let (Some(shown), Some(volume)) = (shown.volume, volume)
        && trimmed(shown) != trimmed(volume)
    {
        differ("volume", trimmed(shown), volume);
    }
    if let (Some(shown), Some(page)) = (shown.page, page.as_deref()) {
        let shown = shown.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if trimmed(shown) != trimmed(page) {
            differ("page", trimmed(shown), page);
        }
    }
    if let (Some(joined), Some(volume)) = (shown.joined, volume) {
        let page = page.as_deref();
        let (tail, head) = (joined.strip_prefix(trimmed(volume)), page.map(trimmed));
        // Pages below 100 have zeros in front, so that three digits at least are theirs.
        let head = head.and_then(|page| joined.strip_suffix(&*format!("{page:0>3}")));
        match (tail, page) {
            (Some(tail), Some(page)) if trimmed(tail) != trimmed(page) => {
                differ("page", trimmed(tail), page)
            }
            (Some(_), _) => {}
            (None, Some(page)) => match head.filter(|head| !head.is_empty()) {
                Some(head) => differ("volume", head, volume),
                None => differ("volume and page", joined, &format!("{volume} and {page}")),
            },
            (None, None) => differ("volume", &joined[..volume.len().min(joined.len())], volume),
        }
    }
    if let (Some(packed), Some(volume)) = (shown.packed, volume) {
        let rest = packed.strip_prefix(trimmed(volume));
        // Two digits of the issue, and four or five of the page.
        if !rest.is_some_and(|rest| matches!(rest.len(), 6 | 7)) && packed.len() > 6 {
            differ("volume", &packed[..packed.len() - 6], volume);
        }
    }
    found
}

/// The date in the address of a page of news, where the record has another year.
///
/// `…/2018/05/…`, `…/2018/may/03/…`, `…/2018-05-03/…`. Files are uploaded years later, so only pages count.
fn address_differs(item: &Item, url: &str) -> Option<Difference> {
    let is_page = matches!(
        *item.kind,
        Kind::ArticleNewspaper
            | Kind::ArticleMagazine
            | Kind::Webpage
            | Kind::Post
            | Kind::PostWeblog
    );
    let (_, rest) = url.split_once("://").filter(|_| is_page)?;
    let path = rest.split(['?', '#']).next()?;
    let is_elsewhere = ["archive", "upload", ".pdf", "doi.org"].iter().any(|w| path.contains(w));
    let (year, month) = date_in(path).filter(|_| !is_elsewhere)?;
    let issued = item.year()?;
    // Around the turn of the year time zones and printed editions differ.
    let low = if month == 1 { year - 1 } else { year };
    let high = if month == 12 { year + 1 } else { year };
    let differs = !(low..=high).contains(&issued);
    differs.then(|| Difference {
        name: "year",
        shown: year.to_string(),
        stated: issued.to_string(),
    })
}

/// The year and month that the segments of a path name.
fn date_in(path: &str) -> Option<(i32, u8)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let year_of = |text: &str| {
        let year: i32 = text.parse().ok().filter(|_| text.len() == 4)?;
        (1990..2100).contains(&year).then_some(year)
    };
    let month_of = |text: &str| match text.parse::<u8>() {
        Ok(month) => (text.len() <= 2 && (1..=12).contains(&month)).then_some(month),
        Err(_) => (1..=12).zip(MONTHS).find(|(_, name)| *name == text).map(|(month, _)| month),
    };
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let dated = match segment.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => segment.get(..4).zip(segment.get(5..7)),
            _ => segments.peek().map(|next| (segment, *next)),
        };
        if let Some((year, month)) = dated
            && let (Some(year), Some(month)) = (year_of(year), month_of(month))
        {
            return Some((year, month));
        }
    }
    None
}

/// The year of an arXiv number, where the record is of the preprint and says that it is older.
///
/// Source: arXiv help, "Understanding the arXiv identifier": two digits of the year, two of the month.
fn arxiv_differs(item: &Item) -> Option<Difference> {
    let doi = item.text(StandardVariable::DOI).and_then(Doi::parse);
    let doi = doi.map(|doi| doi.as_str().to_ascii_lowercase()).unwrap_or_default();
    let is_published = !doi.is_empty() && !doi.starts_with("10.48550/")
        || item.number(NumberVariable::Volume).is_some()
        || *item.kind == Kind::Book;
    if is_published {
        return None;
    }
    let issued = item.year()?;
    let number = arxiv_number(item, &doi);
    let digits = number.rsplit('/').next()?.get(..4)?;
    let (year, month) = (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?);
    let year = if year > 90 { 1900 + year } else { 2000 + year };
    let is_older = (1..=12).contains(&month) && issued + BEHIND < year;
    is_older.then(|| Difference {
        name: "year",
        shown: year.to_string(),
        stated: issued.to_string(),
    })
}

/// Checks the check digits of ISBNs and ISSNs.
fn numbers(item: &Item, places: &Places<'_>, found: &mut Vec<Diagnostic>) {
    for variable in [StandardVariable::ISBN, StandardVariable::ISSN] {
        let is_valid =
            if variable == StandardVariable::ISBN { isbn_is_valid } else { issn_is_valid };
        let Some(stated) = item.texts.get(variable) else { continue };
        if is_valid(stated.as_str()) {
            continue;
        }
        let parts = stated.as_str().split([',', ';', ' ', '(']).map(str::trim);
        // Words beside the numbers, such as `paperback`, are none.
        let is_number = |part: &&str| part.bytes().filter(u8::is_ascii_digit).count() > 6;
        if let Some(bad) = parts.filter(is_number).find(|part| !is_valid(part)) {
            let message = format!("the {variable} `{bad}` is none: its check digit does not fit");
            let mut finding = Diagnostic::new(Code::BadIdentifier, message)
                .help("compare it with the publication");
            finding.place = places(&stated.origin);
            found.push(finding);
        }
    }
}

/// A label of digits alone.
fn digits(label: &str) -> Option<&str> {
    let is_number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !(label.len() == 4 && label.starts_with(['1', '2']))).then_some(label)
}

/// The digits of a first page, without the letters in front.
fn first_page(pages: &str) -> Option<String> {
    let first = expand_pages(pages)?.first;
    let digits = first.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.to_owned())
}

/// A number without zeros in front.
fn trimmed(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography;
    use crate::format::Format;
    use crate::source::Source;

    fn check(kind: &str, fields: &str, expected: &str) {
        let bib = format!("@{kind}{{k, title={{A Title}}, {fields}}}");
        let source = Source::new("a.bib", bib);
        let item = bibliography::read(Format::Bibtex, &source).value.remove(0);
        let found = crosscheck(&item, &|_| None);
        let messages: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
        assert_eq!(messages.join("; "), expected, "{fields}");
    }

    #[test]
    fn compares_dois() {
        let aps = "doi={10.1103/PhysRevLett.77.3865}";
        check("article", &format!("{aps}, volume=77, pages={{3865--3868}}, year=1996"), "");
        check(
            "article",
            &format!("{aps}, volume=78, pages={{3856--3868}}, year=1996"),
            "the DOI shows volume 77, page 3865, the record has volume 78, page 3856",
        );
        let nature = "doi={10.1038/171740a0}, year=1953";
        check("article", &format!("{nature}, volume=171, pages={{740--741}}"), "");
        check("article", &format!("{nature}, volume=171"), "");
        check(
            "article",
            &format!("{nature}, volume=171, pages={{704--741}}"),
            "the DOI shows page 740, the record has page 704",
        );
        check(
            "article",
            &format!("{nature}, volume=172, pages={{740--741}}"),
            "the DOI shows volume 171, the record has volume 172",
        );
        check("article", "doi={10.1038/123004a0}, volume=123, pages={4--5}", "");
        check("article", "doi={10.3390/rs12162554}, volume=12, pages=2554", "");
        check(
            "article",
            "doi={10.3390/rs12162554}, volume=13",
            "the DOI shows volume 12, the record has volume 13",
        );
    }

    #[test]
    fn compares_years() {
        let elsevier = |year: i32| format!("doi={{10.1016/j.cell.2014.04.014}}, year={year}");
        for year in [2013, 2014, 2015, 2016] {
            check("article", &elsevier(year), "");
        }
        check("article", &elsevier(2004), "the DOI shows year 2014, the record has year 2004");
        check("article", &elsevier(2041), "the DOI shows year 2014, the record has year 2041");
        // Old volumes got their DOIs when they were scanned.
        check("article", "doi={10.1016/S0065-2156(08)70370-3}, year=1956", "");
        check(
            "article",
            "doi={10.1016/S0140-6736(12)60022-5}, year=2021",
            "the DOI shows year 2012, the record has year 2021",
        );
        check("article", "doi={10.1371/journal.pone.0236418}, year=1820", "");
    }

    #[test]
    fn compares_addresses() {
        let page =
            |year: i32, path: &str| format!("url={{https://news.example/{path}}}, year={year}");
        check("online", &page(2018, "2018/05/03/story"), "");
        check("online", &page(2017, "2018/01/01/story"), "");
        check("online", &page(2019, "world/2018/dec/31/story"), "");
        let differs = "the address shows year 2018, the record has year 2016";
        check("online", &page(2016, "2018/05/story"), differs);
        check("online", &page(2016, "news/2018-05-23/story/1"), differs);
        check("online", &page(2016, "wp-content/uploads/2018/05/story.html"), "");
        check("online", &page(2016, "2018/story"), "");
        check("online", &page(2016, "é/2018-é5-23/2018"), "");
        check("techreport", &page(2016, "2018/05/story"), "");
    }

    #[test]
    fn compares_arxiv_numbers() {
        let arxiv = |year: i32| format!("url={{https://arxiv.org/abs/2101.00001}}, year={year}");
        check("misc", &arxiv(2021), "");
        check("misc", &arxiv(2023), "");
        check("misc", &arxiv(2012), "the arXiv number shows year 2021, the record has year 2012");
        check("misc", "url={https://arxiv.org/abs/hep-th/9901001}, year=1999", "");
        check("article", &format!("{}, volume=3", arxiv(2012)), "");
    }

    #[test]
    fn checks_digits() {
        check("book", "isbn={978-0-306-40615-7}", "");
        check("book", "isbn={978-0-306-40615-7 (pbk.), 0-306-40615-2}", "");
        check(
            "book",
            "isbn={978-0-306-40615-8}",
            "the ISBN `978-0-306-40615-8` is none: its check digit does not fit",
        );
        check("article", "issn={0028-0836, 1476-4687}", "");
        check("article", "doi={10.1016/S0140-6736(12)60022-5}", "");
        let twisted = "the DOI has the ISSN `0140-6763`, whose check digit does not fit";
        check("article", "doi={10.1016/S0140-6763(12)60022-5}", twisted);
        check(
            "article",
            "issn={0028-0863}",
            "the ISSN `0028-0863` is none: its check digit does not fit",
        );
    }
}
