//! What an entry leaves unsaid, found by reading it again.
//!
//! Most fields are beyond doubt read as the item has them, as [`Known`] tells, and need no reading.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{Known, Options, Protect};
use crate::diag::{Code, Diagnostic};
use crate::map::bibtex::leftover::{self, Rest};
use crate::map::bibtex::lookup::{self, Plan};
use crate::map::bibtex::{FORMAT, kinds, partners, read_kind, to_item};
use crate::map::target::{Target, Targets};
use crate::model::{CiteKey, Item, Kind, NameVariable, Origin, StandardVariable, Text};
use crate::read::bibtex::{Field, Record};
use crate::source::Source;

/// Adds the field that says what the others do not.
pub(super) fn rest(
    item: &Item,
    options: &Options,
    plan: &Plan,
    record: &mut Record<'static>,
    mut known: Vec<Known>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (kind, _) = read_kind(record, plan.kind);
    if kind != *item.kind && record.field("entrysubtype").is_none() {
        // The other fields would make another kind of it.
        let (name, value) = ("entrysubtype".into(), kinds::name(*item.kind).into());
        record.fields.push(Field { name, value, span: 0..0 });
        known.push(Known::Nothing);
    }
    let sure = settle(item, plan, record, &mut known);
    let read = read_again(record, plan, &known);
    let read = read.as_ref().unwrap_or_else(|| unsaid(record));
    let rest = Rest::between(item, read, options.protect == Protect::Words, sure);
    let Some(value) = rest.to_field(options.ascii) else { return };
    let free = leftover::FIELDS.iter().find(|name| record.field(name).is_none());
    match free {
        Some(name) if !options.bare => {
            record.fields.push(Field { name: (*name).into(), value: value.into(), span: 0..0 });
        }
        _ => {
            for name in rest.names() {
                let message = format!("`{}`: no field of the format holds `{name}`", item.key);
                diagnostics.push(Diagnostic::new(Code::DroppedField, message));
            }
        }
    }
}

/// Takes back what is known where other fields may make it wrong, and gives the variables that are sure.
fn settle(item: &Item, plan: &Plan, record: &Record<'_>, known: &mut [Known]) -> Targets {
    // Fields that come from a file of this format may say anything of the others, but for these two.
    if item.extra.iter().any(|extra| extra.format == FORMAT) {
        let alone = [
            Known::As(Target::Names(NameVariable::Author)),
            Known::As(Target::Text(StandardVariable::Abstract)),
        ];
        for known in known.iter_mut().filter(|known| !alone.contains(known)) {
            *known = Known::Unsure;
        }
    }
    let mut sure = Targets::default();
    for known in known.iter() {
        if let Known::As(target) = known {
            sure.insert(*target);
        }
    }
    for at in 0..known.len() {
        if known[at] != Known::Unsure {
            continue;
        }
        // Of two fields for one variable only reading tells which has it.
        let rule = lookup::rule(&record.fields[at].name, plan.table_type, *item.kind);
        if let Some(rule) = rule
            && sure.remove(rule.target)
        {
            let rivals = known.iter_mut().filter(|known| **known == Known::As(rule.target));
            rivals.for_each(|known| *known = Known::Unsure);
        }
    }
    sure
}

/// What an entry is read as, without the fields of which that is known; none if it is known of all.
fn read_again(record: &Record<'_>, plan: &Plan, known: &[Known]) -> Option<Item> {
    let fields = || record.fields.iter().zip(known);
    let unsure = || fields().filter(|(_, known)| **known == Known::Unsure).map(|(field, _)| field);
    unsure().next()?;
    let is_needed = |(field, known): &(&Field<'_>, &Known)| {
        let is_asked_for = || unsure().any(|other| partners(&other.name).contains(&&*field.name));
        **known == Known::Unsure
            || matches!(&*field.name, "entrysubtype" | "type")
            || is_asked_for()
    };
    let mut probe = Record {
        kind: Cow::Borrowed(&*record.kind),
        key: Cow::Borrowed(&*record.key),
        fields: Vec::with_capacity(8),
        span: 0..0,
    };
    if record.field("entrysubtype").is_none() {
        // The fields that would tell the kind may not be there.
        let (name, value) = ("entrysubtype".into(), plan.kind_name.as_str().into());
        probe.fields.push(Field { name, value, span: 0..0 });
    }
    probe.fields.extend(fields().filter(is_needed).map(|(field, _)| Field {
        name: Cow::Borrowed(&*field.name),
        value: Cow::Borrowed(&*field.value),
        span: 0..0,
    }));
    Some(to_item(probe, &SOURCE).value)
}

static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new("", ""));

/// What an entry is read as that is known but for what its type implies.
fn unsaid(record: &Record<'_>) -> &'static Item {
    static NOTHING: LazyLock<Item> = LazyLock::new(|| implying(None));
    static IMPLIED: LazyLock<Vec<(&str, Item)>> = LazyLock::new(|| {
        let types = ["phdthesis", "mastersthesis", "techreport"];
        types.map(|entry_type| (entry_type, implying(kinds::implied_genre(entry_type)))).into()
    });
    let implied = || IMPLIED.iter().find(|row| row.0 == record.kind);
    match record.field("type") {
        None => implied().map_or(&*NOTHING, |row| &row.1),
        Some(_) => &NOTHING,
    }
}

fn implying(genre: Option<&str>) -> Item {
    let mut item = Item::new(CiteKey::unnamed(), Kind::Document, Origin::derived());
    if let Some(genre) = genre {
        item.texts.set(StandardVariable::Genre, Text::plain(genre), Origin::derived());
    }
    item
}
