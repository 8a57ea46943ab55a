//! From citationberg's parsed style to a plan.

use std::collections::HashMap;

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    self as csl, ChooseMatch, DateForm, DateParts, InheritableNameOptions, LayoutRenderingElement,
    Locale as Parsed, LongShortForm, StyleClass, TextTarget, ToAffixes as _, ToFormatting as _,
};

use super::names::look;
use super::{
    Area, Branch, CitationOptions, Date, DatePart, Element, Label, ListOptions, Locale, Look,
    Match, Plan, SortBy, SortKey, Source, Test, bit, names,
};

/// How deep elements and macros may stand in each other; real styles need 40.
const DEPTH: usize = 200;

/// So many macros a style may have, those within substitutes counted again; real ones have 600.
const MACROS: usize = 20_000;

/// Makes a style ready for a language; `files` are the locales that it falls back to, in order.
///
/// # Errors
/// If macros call each other in a circle or elements stand too deep in each other.
pub(crate) fn compile(
    style: &csl::IndependentStyle,
    language: &str,
    files: &[Parsed],
) -> Result<Plan, String> {
    let base = language.split('-').next().unwrap_or_default();
    let rank = |locale: &&Parsed| match &locale.lang {
        Some(lang) if lang.0 == language => Some(0),
        Some(lang) if lang.0 == base => Some(1),
        None => Some(2),
        Some(_) => None,
    };
    let mut own: Vec<&Parsed> = style.locale.iter().filter(|l| rank(l).is_some()).collect();
    own.sort_by_key(rank);
    own.extend(files);
    let locale = Locale::join(language, &own);

    let citation = &style.citation;
    let (mut area, conditions, has_position) =
        area(style, &locale, &citation.name_options, &citation.layout, citation.sort.as_ref())?;
    area.delimiter = citation.layout.delimiter.as_deref().map(Into::into);
    let bibliography = match &style.bibliography {
        Some(list) => Some(
            self::area(style, &locale, &list.name_options, &list.layout, list.sort.as_ref())?.0,
        ),
        None => None,
    };
    let list = style.bibliography.as_ref().map(|list| ListOptions {
        hanging: list.hanging_indent,
        align: list.second_field_align,
        line_spacing: list.line_spacing.get(),
        entry_spacing: list.entry_spacing,
        substitute: list.subsequent_author_substitute.as_deref().map(Into::into),
        substitute_rule: list.subsequent_author_substitute_rule,
    });
    let text = |text: &Option<String>| text.as_deref().map(Into::into);
    Ok(Plan {
        note: style.settings.class == StyleClass::Note,
        page_range: style.settings.page_range_format,
        demote: style.settings.demote_non_dropping_particle,
        hyphen: style.settings.initialize_with_hyphen,
        citation: area,
        cites: CitationOptions {
            add_names: citation.disambiguate_add_names,
            add_given: citation.disambiguate_add_givenname,
            given_rule: citation.givenname_disambiguation_rule,
            add_suffix: citation.disambiguate_add_year_suffix,
            conditions,
            has_position,
            collapse: citation.collapse,
            group_delimiter: text(&citation.cite_group_delimiter),
            suffix_delimiter: text(&citation.year_suffix_delimiter),
            after_collapse: text(&citation.after_collapse_delimiter),
            near_note: citation.near_note_distance,
        },
        bibliography,
        list: list.unwrap_or_default(),
        locale,
    })
}

/// Compiles a layout and the macros that it calls; also how many conditions ask about ambiguity, and
/// whether one asks about the position.
fn area(
    style: &csl::IndependentStyle,
    locale: &Locale,
    options: &InheritableNameOptions,
    layout: &csl::Layout,
    sort: Option<&csl::Sort>,
) -> Result<(Area, usize, bool), String> {
    let mut compiler = Compiler {
        style,
        locale,
        options: style.settings.options.apply(options),
        macros: Vec::new(),
        known: HashMap::new(),
        parent: None,
        substitutes: 0,
        depth: 0,
        prints_suffix: false,
        conditions: 0,
        has_position: false,
    };
    let elements = compiler.elements(&layout.elements)?;
    // A letter that only a sort looks at is not printed.
    let prints_suffix = compiler.prints_suffix;
    let (conditions, has_position) = (compiler.conditions, compiler.has_position);
    let mut keys = Vec::new();
    for key in sort.iter().flat_map(|sort| &sort.keys) {
        let descending = key.sort_direction() == csl::SortDirection::Descending;
        let by = match key {
            csl::SortKey::Variable { variable, .. } => SortBy::Variable(*variable),
            csl::SortKey::MacroName {
                name, names_min, names_use_first, names_use_last, ..
            } => {
                let Some(at) = compiler.find_macro(name)? else { continue };
                let count = |number: &Option<u32>| number.map(|number| number as usize);
                let (min, first) = (count(names_min), count(names_use_first));
                SortBy::Macro { at, min, first, last: *names_use_last }
            }
        };
        keys.push(SortKey { by, descending });
    }
    let macros = compiler.macros.into_iter().map(Option::unwrap_or_default).collect();
    let area = Area {
        macros,
        layout: elements,
        look: look(layout.to_formatting(), layout.to_affixes()),
        delimiter: None,
        sort: keys,
        prints_suffix,
    };
    Ok((area, conditions, has_position))
}

/// The state of one area's compilation.
pub(super) struct Compiler<'a> {
    style: &'a csl::IndependentStyle,
    pub(super) locale: &'a Locale,
    pub(super) options: InheritableNameOptions,
    /// `None` while a macro is being compiled.
    macros: Vec<Option<Vec<Element>>>,
    /// Macros by name and by the substitute that they are called in.
    known: HashMap<(&'a str, u32), usize>,
    /// The names that what is compiled stands in for, and the substitute's number.
    pub(super) parent: Option<(u32, csl::Names)>,
    substitutes: u32,
    depth: usize,
    prints_suffix: bool,
    conditions: usize,
    /// Later cites may differ from first ones.
    pub(super) has_position: bool,
}

impl Compiler<'_> {
    /// Goes into a substitute and gives back the one around it.
    pub(super) fn enter_substitute(&mut self, names: &csl::Names) -> Option<(u32, csl::Names)> {
        self.substitutes += 1;
        self.parent.replace((self.substitutes, names.clone()))
    }

    fn deeper(&mut self) -> Result<(), String> {
        self.depth += 1;
        match self.depth > DEPTH {
            true => Err("its macros call each other in a circle, or too deep".to_owned()),
            false => Ok(()),
        }
    }

    fn shallower(&mut self) {
        self.depth -= 1;
    }

    fn elements(&mut self, elements: &[LayoutRenderingElement]) -> Result<Vec<Element>, String> {
        self.deeper()?;
        let compiled = elements.iter().map(|element| self.element(element)).collect();
        self.shallower();
        compiled
    }

    pub(super) fn element(&mut self, element: &LayoutRenderingElement) -> Result<Element, String> {
        Ok(match element {
            LayoutRenderingElement::Text(text) => self.text(text)?,
            LayoutRenderingElement::Number(number) => {
                let look = Look {
                    case: number.text_case,
                    display: number.display,
                    ..look(number.formatting, number.affixes.clone())
                };
                Element::Number(number.variable.into(), number.form, look)
            }
            LayoutRenderingElement::Label(label) => {
                Element::Label(self.label(&label.label, Some(label.variable.into())))
            }
            LayoutRenderingElement::Date(date) => match self.date(date) {
                Some(date) => Element::Date(Box::new(date)),
                None => Element::Group(Vec::new(), None, Look::default()),
            },
            LayoutRenderingElement::Names(names) => {
                Element::Names(Box::new(names::compile(self, names)?))
            }
            LayoutRenderingElement::Group(group) => {
                let look = Look {
                    display: group.display,
                    ..look(group.to_formatting(), group.to_affixes())
                };
                let delimiter = group.delimiter.as_deref().map(Into::into);
                Element::Group(self.elements(&group.children)?, delimiter, look)
            }
            LayoutRenderingElement::Choose(choose) => {
                let mut branches = Vec::new();
                for branch in choose.branches() {
                    branches.push(self.branch(branch)?);
                }
                if let Some(last) = &choose.otherwise {
                    let children = self.elements(&last.children)?;
                    branches.push(Branch { matching: Match::All, tests: Vec::new(), children });
                }
                Element::Choose(branches)
            }
        })
    }

    fn text(&mut self, text: &csl::Text) -> Result<Element, String> {
        let look = Look {
            quotes: text.quotes,
            strip_periods: text.strip_periods,
            case: text.text_case,
            display: text.display,
            ..look(text.formatting, text.affixes.clone())
        };
        let source = match &text.target {
            TextTarget::Variable { var, form } => {
                self.prints_suffix |= *var == Variable::Standard(StandardVariable::YearSuffix);
                Source::Variable(*var, *form == LongShortForm::Short)
            }
            TextTarget::Macro { name } => match self.find_macro(name)? {
                Some(at) => Source::Macro(at),
                None => Source::Value(Box::default()),
            },
            TextTarget::Term { term, form, plural } => {
                let term = self.locale.term(*term, *form);
                Source::Term(match (term, plural) {
                    (Some(term), true) => term.multiple.clone(),
                    (Some(term), false) => term.single.clone(),
                    (None, _) => Box::default(),
                })
            }
            TextTarget::Value { val } => Source::Value(val.as_str().into()),
        };
        Ok(Element::Text(source, look))
    }

    /// The place of a macro, compiled when it is first called.
    fn find_macro(&mut self, name: &str) -> Result<Option<usize>, String> {
        let style = self.style;
        let Some(found) = style.macros.iter().find(|one| one.name == name) else { return Ok(None) };
        let substitute = self.parent.as_ref().map_or(0, |(number, _)| *number);
        let key = (found.name.as_str(), substitute);
        if let Some(at) = self.known.get(&key).copied() {
            return match self.macros[at] {
                Some(_) => Ok(Some(at)),
                None => Err(format!("its macro `{name}` calls itself")),
            };
        }
        if self.macros.len() >= MACROS {
            return Err("its macros are too many".to_owned());
        }
        let at = self.macros.len();
        self.macros.push(None);
        self.known.insert(key, at);
        self.macros[at] = Some(self.elements(&found.children)?);
        Ok(Some(at))
    }

    pub(super) fn label(
        &self,
        label: &csl::VariablelessLabel,
        variable: Option<Variable>,
    ) -> Label {
        let look = Look {
            case: label.text_case,
            strip_periods: label.strip_periods,
            ..look(label.formatting, label.affixes.clone())
        };
        Label { variable, form: label.form, plural: label.plural, look }
    }

    fn branch(&mut self, branch: &csl::ChooseBranch) -> Result<Branch, String> {
        let mut tests = Vec::new();
        if let Some(disambiguate) = branch.disambiguate {
            self.conditions += usize::from(disambiguate);
            tests.push(if disambiguate { Test::Disambiguate } else { Test::Never });
        }
        tests.extend(branch.is_numeric.iter().flatten().map(|v| Test::IsNumeric(*v)));
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|v| Test::IsUncertain(*v)));
        tests.extend(branch.locator.iter().flatten().map(|v| Test::Locator(*v)));
        self.has_position |= branch.position.is_some();
        tests.extend(branch.position.iter().flatten().map(|v| Test::Position(*v)));
        // A record has one type: of several one must fit.
        let types = branch.type_.as_ref();
        tests.extend(types.map(|kinds| Test::Type(kinds.iter().map(|kind| bit(*kind)).sum())));
        tests.extend(branch.variable.iter().flatten().map(|v| Test::Variable(*v)));
        let matching = match branch.match_ {
            ChooseMatch::All => Match::All,
            ChooseMatch::Any => Match::Any,
            ChooseMatch::None => Match::None,
        };
        Ok(Branch { matching, tests, children: self.elements(&branch.children)? })
    }

    fn date(&self, date: &csl::Date) -> Option<Date> {
        let variable = date.variable?;
        let look = Look {
            case: date.text_case,
            display: date.display,
            ..look(date.formatting, date.affixes.clone())
        };
        let (parts, delimiter) = match date.form {
            Some(form) => self.localized(date, form),
            None => (date.date_part.iter().map(part).collect(), date.delimiter.clone()),
        };
        let delimiter = delimiter.unwrap_or_default().into();
        Some(Date { variable, parts, delimiter, look })
    }

    /// The locale's parts, those of them that are asked for, with the style's own fonts.
    fn localized(&self, date: &csl::Date, form: DateForm) -> (Vec<DatePart>, Option<String>) {
        let Some(locale) = self.locale.date(form) else { return (Vec::new(), None) };
        let wanted = date.parts.unwrap_or(DateParts::YearMonthDay);
        let asked = |part: &&csl::DatePart| match part.name {
            csl::DatePartName::Year => true,
            csl::DatePartName::Month => wanted.has_month(),
            csl::DatePartName::Day => wanted.has_day(),
        };
        let parts = locale.date_part.iter().filter(asked).map(|own| {
            let mut compiled = part(own);
            if let Some(over) = date.date_part.iter().find(|over| over.name == own.name) {
                overrule(&mut compiled, over);
            }
            compiled
        });
        (parts.collect(), locale.delimiter.clone())
    }
}

fn part(part: &csl::DatePart) -> DatePart {
    let delimiter = part.range_delimiter.as_deref().unwrap_or(csl::DatePart::DEFAULT_DELIMITER);
    DatePart {
        form: part.form(),
        range_delimiter: delimiter.into(),
        look: Look {
            case: part.text_case,
            strip_periods: part.strip_periods,
            ..look(part.formatting, part.affixes.clone())
        },
    }
}

/// A style may give a part of the locale's date another form, font and case.
fn overrule(part: &mut DatePart, over: &csl::DatePart) {
    // Whether the form was stated is private to the parser.
    let stated = serde_json::to_value(over).is_ok_and(|json| json.get("@form").is_some());
    if stated {
        part.form = over.form();
    }
    if let Some(delimiter) = &over.range_delimiter {
        part.range_delimiter = delimiter.as_str().into();
    }
    part.look.font = over.formatting.apply(part.look.font);
    part.look.case = over.text_case.or(part.look.case);
    part.look.strip_periods |= over.strip_periods;
}
