//! `cs:names` with the options that it inherits.

use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{
    self as csl, InheritableNameOptions, NameAnd, NamePart, NamesChild, TermForm, ToAffixes as _,
    ToFormatting as _,
};

use super::compile::Compiler;
use super::{EtAl, Look, Name, Names};

/// Makes names ready. Within a substitute they take over what they lack from the names that they
/// stand in for.
pub(super) fn compile(compiler: &mut Compiler<'_>, names: &csl::Names) -> Result<Names, String> {
    let whole = match &compiler.parent {
        Some((_, parent)) => inherit(parent, names),
        None => names.clone(),
    };
    let inherited = compiler.options.apply(&whole.options());
    let default = csl::Name::default();
    let own = whole.name().unwrap_or(&default);
    let label = whole.label().map(|(label, _)| compiler.label(label, None));
    // Without a name element the label stands behind.
    let place = |wanted: fn(&NamesChild) -> bool| whole.children.iter().position(wanted);
    let label_first = match (
        place(|child| matches!(child, NamesChild::Label(_))),
        place(|child| matches!(child, NamesChild::Name(_))),
    ) {
        (Some(label), Some(name)) => label < name,
        _ => false,
    };
    let et_al = whole.et_al().copied().unwrap_or_default();
    let text = compiler.locale.term(et_al.term.into(), TermForm::Long);
    let et_al = EtAl {
        text: text.map(|term| term.single.clone()).unwrap_or_default(),
        font: et_al.to_formatting(),
    };
    let mut substitute = Vec::new();
    if let Some(children) = names.substitute() {
        let outer = compiler.enter_substitute(&whole);
        for element in &children.children {
            substitute.push(compiler.element(element)?);
        }
        compiler.parent = outer;
    }
    let display = whole.display;
    let name = name(compiler, own, &inherited);
    compiler.has_position |= (name.later_min, name.later_first) != (name.min, name.first);
    Ok(Names {
        variables: whole.variable.clone(),
        delimiter: whole.delimiter(&inherited_delimiter(&inherited)).into(),
        look: Look { display, ..look(whole.to_formatting(), whole.to_affixes()) },
        name,
        et_al,
        label,
        label_first,
        substitute,
    })
}

/// What names in a substitute take over: the form of names and of 'et al.', and the label.
///
/// Source: CSL 1.0.2, "Substitute".
fn inherit(parent: &csl::Names, child: &csl::Names) -> csl::Names {
    let mut whole = child.clone();
    let bare = child.children.is_empty();
    for inherited in &parent.children {
        let known = match inherited {
            NamesChild::Name(_) => child.name().is_some(),
            NamesChild::EtAl(_) => child.et_al().is_some(),
            NamesChild::Label(_) => child.label().is_some() || !bare,
            NamesChild::Substitute(_) => true,
        };
        if !known {
            whole.children.push(inherited.clone());
        }
    }
    whole.prefix = child.prefix.clone().or(parent.prefix.clone());
    whole.suffix = child.suffix.clone().or(parent.suffix.clone());
    whole.display = child.display.or(parent.display);
    whole.font_style = child.font_style.or(parent.font_style);
    whole.font_variant = child.font_variant.or(parent.font_variant);
    whole.font_weight = child.font_weight.or(parent.font_weight);
    whole.text_decoration = child.text_decoration.or(parent.text_decoration);
    whole.vertical_align = child.vertical_align.or(parent.vertical_align);
    whole.and = child.and.or(parent.and);
    whole.delimiter_precedes_et_al =
        child.delimiter_precedes_et_al.or(parent.delimiter_precedes_et_al);
    whole.delimiter_precedes_last =
        child.delimiter_precedes_last.or(parent.delimiter_precedes_last);
    whole.et_al_min = child.et_al_min.or(parent.et_al_min);
    whole.et_al_use_first = child.et_al_use_first.or(parent.et_al_use_first);
    whole.et_al_subsequent_min = child.et_al_subsequent_min.or(parent.et_al_subsequent_min);
    whole.et_al_subsequent_use_first =
        child.et_al_subsequent_use_first.or(parent.et_al_subsequent_use_first);
    whole.et_al_use_last = child.et_al_use_last.or(parent.et_al_use_last);
    whole.name_form = child.name_form.or(parent.name_form);
    whole.initialize = child.initialize.or(parent.initialize);
    whole.initialize_with = child.initialize_with.clone().or(parent.initialize_with.clone());
    whole.name_as_sort_order = child.name_as_sort_order.or(parent.name_as_sort_order);
    whole.sort_separator = child.sort_separator.clone().or(parent.sort_separator.clone());
    whole
}

/// [`csl::Names::delimiter`] looks for the wrong one of two options.
fn inherited_delimiter(options: &InheritableNameOptions) -> InheritableNameOptions {
    let name_delimiter = options.names_delimiter.clone();
    InheritableNameOptions { name_delimiter, ..InheritableNameOptions::default() }
}

fn name(compiler: &Compiler<'_>, own: &csl::Name, inherited: &InheritableNameOptions) -> Name {
    let options = own.options(inherited);
    let count = |number: Option<u32>| number.map_or(usize::MAX, |number| number as usize);
    let term = |form| compiler.locale.term(Term::Other(OtherTerm::And), form);
    let and = options.and.map(|and| match and {
        NameAnd::Text => term(TermForm::Long).map(|and| and.single.clone()).unwrap_or_default(),
        NameAnd::Symbol => match term(TermForm::Symbol) {
            Some(and) if &*and.single == "&" => and.single.clone(),
            _ => "&".into(),
        },
    });
    let first = count(options.et_al_use_first);
    Name {
        and,
        delimiter: options.delimiter.into(),
        before_et_al: options.delimiter_precedes_et_al,
        before_last: options.delimiter_precedes_last,
        min: count(options.et_al_min),
        first,
        later_min: count(options.et_al_subsequent_min.or(options.et_al_min)),
        later_first: count(options.et_al_subsequent_use_first).min(
            match options.et_al_subsequent_use_first {
                Some(_) => usize::MAX,
                None => first,
            },
        ),
        use_last: options.et_al_use_last,
        form: options.form,
        initialize: options.initialize,
        initialize_with: options.initialize_with.map(Into::into),
        sort_order: options.name_as_sort_order,
        separator: options.sort_separator.into(),
        look: look(own.to_formatting(), own.to_affixes()),
        given: part(own.name_part_given()),
        family: part(own.name_part_family()),
    }
}

fn part(part: Option<&NamePart>) -> Look {
    part.map_or_else(Look::default, |part| Look {
        case: part.text_case,
        ..look(part.formatting, part.affixes.clone())
    })
}

/// Fonts and affixes.
pub(super) fn look(font: csl::Formatting, affixes: csl::Affixes) -> Look {
    Look {
        font,
        prefix: affixes.prefix.unwrap_or_default().into(),
        suffix: affixes.suffix.unwrap_or_default().into(),
        ..Look::default()
    }
}
