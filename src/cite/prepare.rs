//! A style and its locale, rewritten around what the engine gets wrong.

use std::collections::HashMap;

use hayagriva::citationberg::taxonomy::{
    NumberOrPageVariable, NumberVariable, OtherTerm, StandardVariable, Term, Variable,
};
use hayagriva::citationberg::{
    Affixes, IndependentStyle, Label, LabelPluralize, LayoutRenderingElement as Element, Locale,
    LocalizedTerm, LongShortForm, Name, Names, NamesChild, TermForm, Text, TextCase, TextTarget,
    VariablelessLabel,
};

use super::mark;

/// How deep macros may call each other, and elements may stand in each other.
const DEPTH: usize = 100;

/// What the locale says about marks and words that we print ourselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) outer: (String, String),
    pub(super) inner: (String, String),
    pub(super) punctuation_in_quote: bool,
    pub(super) et_al: String,
    pub(super) and: String,
    pub(super) english: bool,
}

impl Marks {
    /// Looks the marks up: the style's own locales first, then the locale files.
    pub(super) fn of(style: &IndependentStyle, files: &[Locale], language: &str) -> Self {
        let base = language.split('-').next().unwrap_or_default();
        let rank = |locale: &&Locale| match &locale.lang {
            Some(lang) if lang.0 == language => Some(0),
            Some(lang) if lang.0 == base => Some(1),
            None => Some(2),
            Some(_) => None,
        };
        let mut own: Vec<&Locale> = style.locale.iter().filter(|l| rank(l).is_some()).collect();
        own.sort_by_key(rank);
        let all: Vec<&Locale> = own.into_iter().chain(files).collect();
        let term = |name: OtherTerm, default: &str| {
            all.iter()
                .find_map(|locale| locale.term(Term::Other(name), TermForm::Long))
                .and_then(LocalizedTerm::single)
                .unwrap_or(default)
                .to_owned()
        };
        let in_quote =
            all.iter().find_map(|locale| locale.style_options.as_ref()?.punctuation_in_quote);
        Self {
            outer: (term(OtherTerm::OpenQuote, "“"), term(OtherTerm::CloseQuote, "”")),
            inner: (term(OtherTerm::OpenInnerQuote, "‘"), term(OtherTerm::CloseInnerQuote, "’")),
            punctuation_in_quote: in_quote.unwrap_or(false),
            et_al: term(OtherTerm::EtAl, "et al."),
            and: term(OtherTerm::And, "and"),
            english: base == "en",
        }
    }
}

#[cfg(test)]
impl Marks {
    /// Those of American English.
    pub(super) fn american() -> Self {
        let pair = |open: &str, close: &str| (open.to_owned(), close.to_owned());
        Self {
            outer: pair("“", "”"),
            inner: pair("‘", "’"),
            punctuation_in_quote: true,
            et_al: "et al.".to_owned(),
            and: "and".to_owned(),
            english: true,
        }
    }
}

/// Makes a locale print our quotation marks and leave punctuation to us.
pub(super) fn rewrite_locale(locale: &mut Locale) {
    if let Some(options) = &mut locale.style_options {
        options.punctuation_in_quote = Some(false);
    }
    let Some(terms) = &mut locale.terms else { return };
    for term in &mut terms.terms {
        let (open, close) = mark::QUOTES;
        let text = match term.name {
            Term::Other(OtherTerm::OpenQuote | OtherTerm::OpenInnerQuote) => open,
            Term::Other(OtherTerm::CloseQuote | OtherTerm::CloseInnerQuote) => close,
            _ => continue,
        };
        // The fields of a term are private; its name is what CSL writes.
        let name = serde_json::to_value(term.name).unwrap_or_default();
        let json = serde_json::json!({ "@name": name, "$text": text.to_string() });
        if let Ok(new) = serde_json::from_value::<LocalizedTerm>(json) {
            *term = new;
        }
    }
}

/// Rewrites every element of a style.
///
/// # Errors
/// If macros call each other in a circle, or elements are nested too deep to be a style.
pub(super) fn rewrite_style(style: &mut IndependentStyle) -> Result<(), String> {
    check_depth(style)?;
    for one in &mut style.macros {
        rewrite_all(&mut one.children);
    }
    rewrite_all(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        rewrite_all(&mut bibliography.layout.elements);
    }
    style.locale.iter_mut().for_each(rewrite_locale);
    Ok(())
}

fn rewrite_all(elements: &mut Vec<Element>) {
    // Lists wait in a list, so that nesting costs no stack.
    let mut waiting: Vec<&mut Vec<Element>> = vec![elements];
    while let Some(elements) = waiting.pop() {
        if elements.iter().any(|element| matches!(element, Element::Names(_))) {
            elements.push(empty_variable());
        }
        for element in elements {
            rewrite_label(element);
            match element {
                Element::Text(text) => rewrite_text(text),
                Element::Names(names) => waiting.extend(rewrite_names(names)),
                Element::Group(group) => waiting.push(&mut group.children),
                Element::Choose(choose) => {
                    waiting.push(&mut choose.if_.children);
                    waiting.extend(choose.else_if.iter_mut().map(|branch| &mut branch.children));
                    waiting.extend(choose.otherwise.iter_mut().map(|branch| &mut branch.children));
                }
                Element::Number(number) => {
                    rewrite_case(&mut number.text_case, &mut number.affixes);
                }
                Element::Date(_) | Element::Label(_) => {}
            }
        }
    }
}

/// Beside names, so that a group whose names are all missing prints nothing.
///
/// The engine does not count `names` among a group's variables; a list has no note numbers.
fn empty_variable() -> Element {
    let var = Variable::Number(NumberVariable::FirstReferenceNoteNumber);
    Element::Text(Text::with_target(TextTarget::Variable { var, form: LongShortForm::Long }))
}

/// Takes letter case over from the engine, which lowers `McKenna` and `H3K36me3`.
fn rewrite_text(text: &mut Text) {
    if let TextTarget::Variable { var, form: LongShortForm::Short } = &mut text.target
        && *var == Variable::Standard(StandardVariable::ContainerTitle)
    {
        *var = Variable::Standard(StandardVariable::ContainerTitleShort);
    }
    if matches!(text.target, TextTarget::Variable { .. }) {
        rewrite_case(&mut text.text_case, &mut text.affixes);
    }
}

/// Puts marks around the text instead of the case that is asked for.
fn rewrite_case(case: &mut Option<TextCase>, affixes: &mut Affixes) {
    let start = match case {
        Some(TextCase::TitleCase) => mark::TITLE_CASE,
        Some(TextCase::SentenceCase) => mark::SENTENCE_CASE,
        Some(TextCase::CapitalizeFirst) => mark::CAPITALIZE_FIRST,
        Some(TextCase::CapitalizeAll) => mark::CAPITALIZE_ALL,
        Some(TextCase::Lowercase | TextCase::Uppercase) | None => return,
    };
    *case = None;
    affixes.prefix.get_or_insert_default().push(start);
    affixes.suffix.get_or_insert_default().insert(0, mark::CASE_END);
}

/// Makes a label of pages that is always the same a term; the engine counts pages all the same.
fn rewrite_label(element: &mut Element) {
    let Element::Label(Label { label, variable }) = element else { return };
    capitalize_label(label);
    let plural = match label.plural {
        LabelPluralize::Always => true,
        LabelPluralize::Never => false,
        LabelPluralize::Contextual => return,
    };
    let NumberOrPageVariable::Page(page) = variable else { return };
    let term = TextTarget::Term { term: Term::from(*page), form: label.form, plural };
    let mut text = Text::with_target(term);
    text.formatting = label.formatting;
    text.affixes = label.affixes.clone();
    text.text_case = label.text_case;
    text.strip_periods = label.strip_periods;
    *element = Element::Text(text);
}

/// Gives names the `name` element without which the engine prints none of them.
fn rewrite_names(names: &mut Names) -> impl Iterator<Item = &mut Vec<Element>> {
    let name = names.children.iter().find_map(|child| match child {
        NamesChild::Name(name) => Some(name.clone()),
        NamesChild::EtAl(_) | NamesChild::Label(_) | NamesChild::Substitute(_) => None,
    });
    if name.is_none() && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
    let name = name.unwrap_or_default();
    names.children.iter_mut().filter_map(move |child| match child {
        NamesChild::Substitute(substitute) => {
            // Substitutes take over the names' own form.
            for element in &mut substitute.children {
                if let Element::Names(names) = element
                    && !names.children.is_empty()
                    && !names.children.iter().any(|child| matches!(child, NamesChild::Name(_)))
                {
                    names.children.insert(0, NamesChild::Name(name.clone()));
                }
            }
            Some(&mut substitute.children)
        }
        NamesChild::Label(label) => {
            capitalize_label(label);
            None
        }
        NamesChild::Name(_) | NamesChild::EtAl(_) => None,
    })
}

/// Terms are short: in title case they get a capital, whatever language the record is in.
fn capitalize_label(label: &mut VariablelessLabel) {
    if label.text_case == Some(TextCase::TitleCase) {
        label.text_case = Some(TextCase::CapitalizeFirst);
    }
}

/// The engine follows macros and elements by recursion; a circle would end the process.
fn check_depth(style: &IndependentStyle) -> Result<(), String> {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    // A macro's depth is known once those that it calls are; each round settles at least one.
    for _ in 0..=DEPTH {
        let before = depths.len();
        for one in &style.macros {
            if !depths.contains_key(one.name.as_str())
                && let Some(depth) = depth_of(&one.children, &depths, style)
            {
                depths.insert(&one.name, depth);
            }
        }
        if depths.len() == before {
            break;
        }
    }
    let layouts = style.bibliography.iter().map(|b| &b.layout).chain([&style.citation.layout]);
    let mut deepest = depths.values().copied().max().unwrap_or_default();
    for layout in layouts {
        let depth = depth_of(&layout.elements, &depths, style);
        deepest = deepest.max(depth.ok_or("its macros call each other in a circle")?);
    }
    let known = style.macros.iter().all(|one| depths.contains_key(one.name.as_str()));
    match known && deepest <= 4 * DEPTH {
        true => Ok(()),
        false => Err("its macros call each other in a circle, or too deep".to_owned()),
    }
}

/// How deep a list of elements goes; `None` while a macro that it calls is not known.
fn depth_of(
    elements: &[Element],
    macros: &HashMap<&str, usize>,
    style: &IndependentStyle,
) -> Option<usize> {
    let mut deepest = 0;
    let mut waiting: Vec<(&Element, usize)> = elements.iter().map(|e| (e, 1)).collect();
    while let Some((element, depth)) = waiting.pop() {
        deepest = deepest.max(depth);
        match element {
            Element::Text(text) => {
                if let TextTarget::Macro { name } = &text.target {
                    let exists = style.macros.iter().any(|one| one.name == *name);
                    if exists {
                        deepest = deepest.max(depth + macros.get(name.as_str())?);
                    }
                }
            }
            Element::Names(names) => {
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        waiting.extend(substitute.children.iter().map(|e| (e, depth + 1)));
                    }
                }
            }
            Element::Group(group) => {
                waiting.extend(group.children.iter().map(|e| (e, depth + 1)));
            }
            Element::Choose(choose) => {
                let branches = choose.branches().map(|branch| &branch.children);
                let otherwise = choose.otherwise.iter().map(|branch| &branch.children);
                for children in branches.chain(otherwise) {
                    waiting.extend(children.iter().map(|e| (e, depth + 1)));
                }
            }
            Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
    Some(deepest)
}
