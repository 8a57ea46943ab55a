#![no_main]
use florilege::model::Origin;
use florilege::refparse::{Reference, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let origin = Origin::derived();
    parse(Reference { text, links: &[], key: None, origin: &origin });
});
