//! The addresses of a reference's links, which are surer than what it prints.

use super::Reference;
use crate::diag::{Code, Diagnostic};
use crate::model::{Doi, Item, Origin, StandardVariable, Text, Via};

/// Puts the addresses of links in the place of printed ones.
///
/// # Diagnostics
/// `link-differs`
pub(super) fn apply(item: &mut Item, reference: &Reference<'_>, found: &mut Vec<Diagnostic>) {
    let Some(link) = reference.links.iter().rev().find(|link| is_address(&link.href)) else {
        return;
    };
    let printed = [StandardVariable::DOI, StandardVariable::URL]
        .into_iter()
        .find_map(|variable| item.text(variable).map(|text| (variable, text.to_owned())));
    let address = match &printed {
        Some((_, printed)) => choose(printed, &link.href, found),
        None => link.href.as_str(),
    };
    let address = address.to_owned();
    let (variable, value) = match Doi::parse(&address) {
        Some(doi) => (StandardVariable::DOI, doi.as_str().to_owned()),
        None => (StandardVariable::URL, address),
    };
    if printed.as_ref().is_some_and(|(before, text)| *before == variable && *text == value) {
        return;
    }
    let origin = match printed.as_ref().and_then(|(before, _)| item.texts.get(*before)) {
        Some(text) => text.origin.clone(),
        None => {
            let confidence = crate::model::Confidence(1.0);
            let via = Via::ParsedReference { confidence };
            Origin { span: reference.origin.span.clone(), ..reference.origin.via(via) }
        }
    };
    if let Some((before, _)) = printed
        && before != variable
    {
        item.texts.remove(before);
    }
    item.texts.set(variable, Text::plain(value), origin);
}

/// The address of a link, or the printed one.
///
/// A program that makes links of addresses may stop too early, at a bracket for instance: where the
/// print goes on after the link, the print has the whole address.
fn choose<'a>(printed: &'a str, href: &'a str, found: &mut Vec<Diagnostic>) -> &'a str {
    let bare = |address: &str| match Doi::parse(address) {
        Some(doi) => doi.as_str().to_ascii_lowercase(),
        None => {
            let address = address.trim_end_matches(['.', ',', ';', '/']);
            let address = address.split_once("://").map_or(address, |(_, rest)| rest);
            address.trim_start_matches("www.").to_owned()
        }
    };
    let (link, text) = (bare(href), bare(printed));
    if link == text {
        return href;
    }
    if text.starts_with(&link) {
        return printed;
    }
    found.push(
        Diagnostic::new(
            Code::LinkDiffers,
            format!("the text says `{printed}`, the link goes to `{href}`"),
        )
        .help("the link's address was used; mend the reference in the source's note"),
    );
    href
}

/// Whether a text is a DOI or the address of a page.
fn is_address(text: &str) -> bool {
    Doi::parse(text).is_some() || text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::model::{CiteKey, Item, Kind, Origin, StandardVariable, Text};
    use crate::note::Link;
    use crate::refparse::Reference;

    fn check(printed: Option<&str>, href: &str, address: &str, findings: usize) {
        let origin = Origin::derived();
        let mut item = Item::new(CiteKey::unnamed(), Kind::Document, origin.clone());
        if let Some(doi) = printed {
            item.texts.set(StandardVariable::DOI, Text::plain(doi), origin.clone());
        }
        let links = [Link { span: 0..1, href: href.to_owned() }];
        let reference = Reference { text: "A.", links: &links, key: None, origin: &origin };
        let mut found = Vec::new();
        apply(&mut item, &reference, &mut found);
        let got = (item.text(StandardVariable::DOI), found.len());
        assert_eq!(got, (Some(address), findings), "{href}");
    }

    #[test]
    fn prefers_links_to_their_text() {
        let printed = Some("10.1000/abc(1)x");
        check(printed, "https://doi.org/10.1000/ABC(1)x", "10.1000/ABC(1)x", 0);
        check(printed, "https://doi.org/10.1000/abc", "10.1000/abc(1)x", 0);
        check(printed, "https://doi.org/10.1000/other", "10.1000/other", 1);
        check(None, "https://doi.org/10.1000/t", "10.1000/t", 0);
    }
}
