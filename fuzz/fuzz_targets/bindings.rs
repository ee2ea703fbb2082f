//! Headers, status and body of a response with HTTP bindings, of any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tinsmith_fuzz::entry::bindings(bytes);
});
