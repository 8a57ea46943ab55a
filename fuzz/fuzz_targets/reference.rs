#![no_main]
use std::sync::Arc;

use florilege::model::Origin;
use florilege::refparse::{Reader, Reference};
use libfuzzer_sys::fuzz_target;

// Each line is a reference, read in the light of all; every value has its place in the line.
fuzz_target!(|text: &str| {
    let reader = Reader::of(text.lines());
    let file = Arc::from("input");
    for text in text.lines() {
        let origin = Origin::stated(&file, 0..text.len());
        let reference = Reference { text, links: &[], key: None, origin: &origin };
        let Some(parsed) = reader.read(reference).value else { continue };
        let item = parsed.item;
        let texts = item.texts.iter().map(|(_, text)| &text.origin);
        let names = item.names.iter().map(|(_, names)| &names.origin);
        let numbers = item.numbers.iter().map(|(_, number)| &number.origin);
        let dates = item.dates.iter().map(|(_, date)| &date.origin);
        for origin in texts.chain(names).chain(numbers).chain(dates) {
            assert!(text.get(origin.span.clone()).is_some(), "{:?} of {text:?}", origin.span);
        }
    }
});
