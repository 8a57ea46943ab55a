#![no_main]
use florilege::format::Format;
use florilege_fuzz::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check(Format::Ris, bytes));
