//! Any text as a CSL style: it is refused, or it prints records and a citation of them.
#![no_main]

use florilege::cite::{Citation, CiteItem, Processor};
use florilege::model::{
    CiteKey, Date, DateVariable, Day, Item, Kind, Name, NameVariable, Origin, StandardVariable,
    Text,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(processor) = Processor::from_xml(text, None) else { return };
    let item = |title: &str| {
        let key = CiteKey::parse(title).unwrap();
        let mut item = Item::new(key, Kind::Book, Origin::derived());
        let author = vec![Name::person("Doe", "Jane A."), Name::literal("WHO")];
        item.names.set(NameVariable::Author, author.into(), Origin::derived());
        item.texts.set(StandardVariable::Title, Text::plain(title), Origin::derived());
        item.dates.set(DateVariable::Issued, Date::on(Day::year(2001)), Origin::derived());
        item
    };
    let (a, b) = (item("a"), item("b"));
    let cites = (0..2).map(|item| CiteItem { item, ..CiteItem::default() }).collect();
    processor.document(&[&a, &b], &[Citation { cites, note: Some(1) }]);
    processor.list(&[&a, &b]);
});
