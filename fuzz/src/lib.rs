//! What every fuzz target asks of a reader.

use florilege::bibliography::{self, Options};
use florilege::format::Format;
use florilege::map::csl_json::Profile;
use florilege::model::Item;
use florilege::source::{Source, decode};

/// Reads bytes as a format; writes what was read in every format; and reads that again.
///
/// No step may panic, every finding has its place in the text, and no record is lost on the way.
///
/// # Panics
/// If one of these does not hold.
pub fn check(format: Format, bytes: &[u8]) {
    let Some(text) = decode("input", bytes.to_vec()).value else { return };
    let source = Source::new("input", text);
    let read = bibliography::read(format, &source);
    for finding in &read.diagnostics {
        let span = finding.place.as_ref().map_or(0..0, |place| place.span.clone());
        assert!(source.text.get(span).is_some(), "{finding:?}");
    }
    let items: Vec<&Item> = read.value.iter().collect();
    for target in Format::all().filter(|format| format.writes()) {
        let options = Options { ascii: bytes.len() % 2 == 0, profile: Profile::Csl };
        let Some(written) = bibliography::write(target, &items, options) else { continue };
        if target.reads() {
            let again = bibliography::read(target, &Source::new("again", written.value.as_str()));
            assert_eq!(again.value.len(), items.len(), "{target}\n{}", written.value);
        }
    }
}
