#![no_main]
use florilege::note;
use florilege::settings::Settings;
use florilege::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    note::read(&Source::new("Insights/note.md", text), &Settings::default());
});
