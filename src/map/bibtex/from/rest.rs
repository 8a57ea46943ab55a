//! What an entry leaves unsaid, found by reading it again.

use std::borrow::Cow;

use super::{Options, Protect};
use crate::diag::{Code, Diagnostic};
use crate::map::bibtex::leftover::{self, Rest, Sure};
use crate::map::bibtex::{kinds, to_item};
use crate::model::Item;
use crate::read::bibtex::{Field, Record};
use crate::source::Source;

/// Adds the field that says what the others do not.
pub(super) fn rest(
    item: &Item,
    options: &Options,
    record: &mut Record<'static>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = Source::new("", "");
    let sure = Sure::of(item, record, options.ascii);
    let mut read = read_again(record, sure, &source);
    if *read.kind != *item.kind && record.field("entrysubtype").is_none() {
        // Its other fields would make another kind of it.
        let (name, value) = ("entrysubtype".into(), kinds::name(*item.kind).into());
        record.fields.push(Field { name, value, span: 0..0 });
        read = read_again(record, sure, &source);
    }
    let rest = Rest::between(item, &read, options.protect == Protect::Words, sure);
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

/// What an entry is read as, without the fields of which it is plain how they are read.
fn read_again(record: &Record<'_>, sure: Sure, source: &Source) -> Item {
    let fields = record.fields.iter().filter(|field| !sure.field(&field.name));
    let fields = fields.map(|field| Field {
        name: Cow::Borrowed(&*field.name),
        value: Cow::Borrowed(&*field.value),
        span: 0..0,
    });
    let probe = Record {
        kind: Cow::Borrowed(&*record.kind),
        key: Cow::Borrowed(&*record.key),
        fields: fields.collect(),
        span: 0..0,
    };
    to_item(probe, source).value
}
