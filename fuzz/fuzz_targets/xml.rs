//! XML of any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tinsmith_fuzz::entry::XML.survives(bytes));
